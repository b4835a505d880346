/*
 * The pace of each host, by a clock of the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "net/polite.h"

static void
a_gap_is_kept(void **state)
{
	struct polite polite CLEAN(polite_done) = { 0 };
	struct str a = S("a.example"), b = S("b.example");
	(void)state;

	polite_init(&polite, 1000, 2, 10);
	assert_int_equal(polite_wait(&polite, a, 5000), 0);
	polite_begin(&polite, a, 5000);
	/* another may begin beside it, but not at once */
	assert_int_equal(polite_wait(&polite, a, 5000), 1000);
	assert_int_equal(polite_wait(&polite, a, 5999), 1);
	assert_int_equal(polite_wait(&polite, a, 6000), 0);
	polite_end(&polite, a, 6500);
	assert_int_equal(polite_wait(&polite, a, 6500), 1000);
	assert_int_equal(polite_wait(&polite, a, 7500), 0);
	/* siblings are not held up */
	assert_int_equal(polite_wait(&polite, b, 6500), 0);
}

static void
connections_are_counted(void **state)
{
	struct polite polite CLEAN(polite_done) = { 0 };
	struct str a = S("a.example"), b = S("b.example"), c = S("c.example");
	(void)state;

	polite_init(&polite, 0, 2, 3);
	polite_begin(&polite, a, 0);
	assert_int_equal(polite_wait(&polite, a, 0), 0);
	polite_begin(&polite, a, 0);
	assert_int_equal(polite_wait(&polite, a, 100), POLITE_NEVER);
	assert_int_equal(polite_wait(&polite, b, 100), 0);
	polite_begin(&polite, b, 100);
	assert_int_equal(polite_wait(&polite, c, 100), POLITE_NEVER);
	polite_end(&polite, a, 200);
	assert_int_equal(polite_wait(&polite, c, 200), 0);
	assert_int_equal(polite_wait(&polite, a, 200), 0);
}

static void
a_host_may_ask_for_more(void **state)
{
	struct polite polite CLEAN(polite_done) = { 0 };
	struct str a = S("a.example"), b = S("b.example");
	(void)state;

	polite_init(&polite, 1000, 2, 10);
	polite_slow(&polite, a, 5000);
	polite_slow(&polite, b, 10); /* less than the usual is not taken */
	assert_int_equal(polite_wait(&polite, a, 0), 0);
	polite_begin(&polite, a, 0);
	polite_end(&polite, a, 100);
	assert_int_equal(polite_wait(&polite, a, 100), 5000);
	polite_begin(&polite, b, 0);
	polite_end(&polite, b, 0);
	assert_int_equal(polite_wait(&polite, b, 0), 1000);
}

static void
hosts_are_forgotten_when_nothing_is_due_to_them(void **state)
{
	struct polite polite CLEAN(polite_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	polite_init(&polite, 1000, 2, 10);
	polite_begin(&polite, S("flying.example"), 0);
	for (int i = 0; i < POLITE_HOSTS_MAX + 10; i++) {
		struct str host = str_format(&arena, "h%d.example", i);
		polite_begin(&polite, host, i);
		polite_end(&polite, host, i);
		arena_reset(&arena);
	}
	assert_in_range(polite.count, 1000, 2000);
	assert_int_equal(polite.flying, 1);
	/* what is under way, and what was asked just now, is still known */
	polite_begin(&polite, S("flying.example"), POLITE_HOSTS_MAX);
	assert_int_equal(polite_wait(&polite, S("flying.example"), INT32_MAX), POLITE_NEVER);
	assert_int_equal(polite_wait(&polite, str_format(&arena, "h%d.example", POLITE_HOSTS_MAX),
			     POLITE_HOSTS_MAX),
	    1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gap_is_kept),
		cmocka_unit_test(connections_are_counted),
		cmocka_unit_test(a_host_may_ask_for_more),
		cmocka_unit_test(hosts_are_forgotten_when_nothing_is_due_to_them),
	};

	return cmocka_run_group_tests_name("polite", tests, NULL, NULL);
}
