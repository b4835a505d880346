#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/html_out.h"
#include "show/zone.h"

static void
most(void **state)
{
	static const struct {
		struct source items[4];
		size_t count;
		int32_t zone_s;
	} cases[] = {
		{ { { 0 } }, 0, 0 },
		{ { { .zone_s = 28800, .articles = 0 } }, 1, 0 },
		{ { { .zone_s = 28800, .articles = 1 } }, 1, 28800 },
		/* two small ones of a zone outweigh one of another */
		{ { { .zone_s = -18000, .articles = 5 }, { .zone_s = 28800, .articles = 3 },
		      { .zone_s = 28800, .articles = 3 } },
		    3, 28800 },
		{ { { .zone_s = 3600, .articles = 4 }, { .zone_s = 0, .articles = 4 } }, 2, 3600 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(zone_of_most(&(struct sources){
				     (struct source *)cases[i].items, cases[i].count }),
		    cases[i].zone_s);
}

/* A date in the zone it was written with; one of UTC in the outlet's own; what is no clock time is
 * not moved. */
static void
whens(void **state)
{
	static const struct {
		struct when when;
		int32_t zone_s;
		struct str want;
	} cases[] = {
		{ { 1612108800000, 0, WHEN_MILLISECOND, ZONE_GIVEN }, 28800,
		    STR_INIT(
			"<time datetime=\"2021-01-31T16:00:00Z\">2021-02-01 00:00 +08:00</time>") },
		{ { 1612108800000, 3600, WHEN_SECOND, ZONE_GIVEN }, 28800,
		    STR_INIT(
			"<time datetime=\"2021-01-31T16:00:00Z\">2021-01-31 17:00 +01:00</time>") },
		{ { 1612108800000, 0, WHEN_MINUTE, ZONE_UNKNOWN }, 28800,
		    STR_INIT("<time datetime=\"2021-01-31T16:00:00Z\">2021-01-31 16:00</time>") },
		{ { 1612051200000, 0, WHEN_DAY, ZONE_GIVEN }, -18000,
		    STR_INIT("<time datetime=\"2021-01-31\">2021-01-31</time>") },
		{ { 1609459200000, 0, WHEN_MONTH, ZONE_GIVEN }, 0,
		    STR_INIT("<time datetime=\"2021-01\">2021-01</time>") },
		{ { 0 }, 28800, STR_INIT("") },
	};
	struct buf to CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = { .to = &to, .arena = &arena };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_reset(&to);
		out_when(&out, cases[i].when, cases[i].zone_s);
		if (!str_equal(buf_str(&to), cases[i].want))
			fail_msg("%zu: %.*s", i, STR_ARGS(buf_str(&to)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(most),
		cmocka_unit_test(whens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
