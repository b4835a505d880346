/*
 * The robots.txt that are known: how long, and whose goes when room is short.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buf.h"
#include "net/robots_known.h"

static struct raw barred = { (const unsigned char *)"User-agent: *\nDisallow: /\n", 26 };

static int
setup(void **state)
{
	*state = calloc(1, sizeof(struct robots_known));
	return 0;
}

static int
teardown(void **state)
{
	robots_known_done(*state);
	free(*state);
	return 0;
}

static enum known_state
state_of(struct robots_known *known, struct str origin, int64_t now)
{
	const struct known_row *row = robots_known_find(known, origin, now);

	return row ? row->state : KNOWN_UNKNOWN;
}

static void
origins_are_cut_out_of_urls(void **state)
{
	static const struct {
		const char *url, *origin;
	} cases[] = {
		{ "https://a.example/b?c", "https://a.example" },
		{ "http://a.example:8080/", "http://a.example:8080" },
		{ "http://[::1]:8080/a:b", "http://[::1]:8080" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct url url;
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(
		    url_parse(&arena, str_from_c(cases[i].url), NULL, &url).code, ERR_NONE);
		assert_true(str_equal(url_origin(url), str_from_c(cases[i].origin)));
	}
}

static void
what_is_known_has_its_time(void **state)
{
	struct robots_known *known = *state;
	struct str a = S("https://a.example"), b = S("https://b.example");

	assert_null(robots_known_find(known, a, 0));
	robots_known_ask(known, a);
	assert_int_equal(state_of(known, a, 1000000), KNOWN_ASKED);
	robots_known_put(known, a, barred, S("xinshi"), 500);
	assert_int_equal(state_of(known, a, 499), KNOWN_RULES);
	assert_false(robots_allows(&robots_known_find(known, a, 499)->robots, S("/x")));
	assert_int_equal(state_of(known, b, 499), KNOWN_UNKNOWN);
	assert_int_equal(state_of(known, a, 500), KNOWN_UNKNOWN);
	robots_known_fail(known, a, ERR_NONE, 600);
	assert_int_equal(state_of(known, a, 600 + KNOWN_RETRY_S - 1), KNOWN_FAILED);
	assert_int_equal(state_of(known, a, 600 + KNOWN_RETRY_S), KNOWN_UNKNOWN);
	robots_known_put(known, a, (struct raw){ 0 }, S("xinshi"), 5000);
	assert_true(robots_allows(&robots_known_find(known, a, 4000)->robots, S("/x")));
}

static void
the_oldest_goes_but_not_what_is_waited_for(void **state)
{
	struct robots_known *known = *state;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str waited = S("https://waited.example");

	robots_known_ask(known, waited);
	for (int i = 0; i < 3 * KNOWN_ORIGINS_MAX; i++)
		robots_known_put(
		    known, str_format(&arena, "https://n%d.example", i), barred, S("xinshi"), 500);
	assert_int_equal(known->count, KNOWN_ORIGINS_MAX);
	assert_int_equal(state_of(known, waited, 0), KNOWN_ASKED);
	assert_int_equal(state_of(known, S("https://n0.example"), 0), KNOWN_UNKNOWN);
	assert_int_equal(
	    state_of(
		known, str_format(&arena, "https://n%d.example", 3 * KNOWN_ORIGINS_MAX - 1), 0),
	    KNOWN_RULES);
}

static void
much_of_it_does_not_stay(void **state)
{
	struct robots_known *known = *state;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	size_t kept = 0;

	buf_push_literal(&text, "User-agent: *\n");
	while (text.n < ROBOTS_BYTES_MAX - 2000) {
		buf_push_literal(&text, "Disallow: /");
		for (int i = 0; i < 1000; i++)
			buf_push_char(&text, 'x');
		buf_push_char(&text, '\n');
	}
	for (int i = 0; i < 100; i++)
		robots_known_put(known, str_format(&arena, "https://n%d.example", i),
		    buf_raw(&text), S("xinshi"), 500);
	for (size_t i = 0; i < known->count; i++)
		kept += known->rows[i].arena.used;
	assert_in_range(kept, 1, KNOWN_BYTES_MAX);
	assert_int_equal(state_of(known, S("https://n0.example"), 0), KNOWN_UNKNOWN);
	assert_int_equal(state_of(known, S("https://n99.example"), 0), KNOWN_RULES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(origins_are_cut_out_of_urls),
		cmocka_unit_test_setup_teardown(what_is_known_has_its_time, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    the_oldest_goes_but_not_what_is_waited_for, setup, teardown),
		cmocka_unit_test_setup_teardown(much_of_it_does_not_stay, setup, teardown),
	};

	return cmocka_run_group_tests_name("robots_known", tests, NULL, NULL);
}
