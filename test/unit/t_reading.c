#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "show/reading.h"

static void
minutes(void **state)
{
	static const struct {
		const char *unit;
		unsigned times;
		int64_t minutes;
	} rows[] = {
		{ "", 1, 1 },
		{ "水", 499, 1 },
		{ "水", 1000, 2 },
		{ "水，", 1000, 2 }, /* signs take no time */
		{ "word ", 265, 1 },
		{ "word ", 2650, 10 },
		{ "it's 12,000 ", 1060, 8 }, /* two pieces of letters */
		{ "水word", 1000, 6 },
		{ "かな", 750, 3 },
		{ "한", 1500, 3 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf text CLEAN(buf_done) = { 0 };

		for (unsigned n = 0; n < rows[i].times; n++)
			buf_push_str(&text, str_from_c(rows[i].unit));
		if (reading_minutes(buf_str(&text)) != rows[i].minutes)
			fail_msg("%s: %d", rows[i].unit, (int)reading_minutes(buf_str(&text)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
