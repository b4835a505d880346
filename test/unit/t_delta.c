#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/delta.h"

static void
asked(void **state)
{
	static const struct {
		struct str header;
		bool asked;
	} cases[] = {
		{ STR_INIT("feed"), true },
		{ STR_INIT("vcdiff, feed"), true },
		{ STR_INIT(" Feed ; q=0.5"), true },
		{ STR_INIT("feed;q=0"), false },
		{ STR_INIT("vcdiff"), false },
		{ STR_INIT("feeds"), false },
		{ STR_INIT(""), false },
		{ STR_INIT(",;,"), false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (delta_asked(cases[i].header) != cases[i].asked)
			fail_msg("%.*s", STR_ARGS(cases[i].header));
}

/* What a client has by its validators, and what of 11 22 33 it is sent. */
static void
between(void **state)
{
	struct arena arena = { 0 };
	struct feed_item had[] = { { .print = 22 }, { .print = 33 }, { .print = 44 } };
	struct feed_item now[] = { { .print = 11 }, { .print = 22 }, { .print = 33 } };
	struct feed_out feed = { .items = now, .count = LENGTH(now) }, newer;
	struct str tag = delta_tag(&arena, had, LENGTH(had)), base;
	char commas[30000];
	struct str many;
	size_t used;
	struct str fresh = str_join(&arena, S("\"gz-0123-45."), tag, S("\""), STR_END);

	(void)state;
	memset(commas, ',', sizeof(commas));
	assert_int_equal(tag.n, 3 * DELTA_PRINT);
	assert_true(delta_between(&arena, fresh, &feed, &newer, &base));
	assert_int_equal(newer.count, 1);
	assert_int_equal(newer.items[0].print, 11);
	assert_true(str_equal(base, fresh));
	assert_true(delta_between(
	    &arena, str_join(&arena, S("\"x\", W/"), fresh, STR_END), &feed, &newer, &base));
	assert_true(str_starts(base, S("W/\"gz-")));
	/* Stale, another's, or nonsense. */
	assert_false(delta_between(&arena, S("*"), &feed, &newer, &base));
	assert_false(delta_between(&arena, S("\"0123-45\""), &feed, &newer, &base));
	assert_false(delta_between(&arena, S("\"0123-45.\""), &feed, &newer, &base));
	assert_false(delta_between(&arena, S("\"0123-45.AAAA\""), &feed, &newer, &base));
	assert_false(delta_between(&arena, S("\"0123-45.zzzzzzzzzz\""), &feed, &newer, &base));
	assert_false(delta_between(&arena, S("."), &feed, &newer, &base));
	/* Validators by the thousand cost time, not memory. */
	many = str_copy(&arena, (struct str){ commas, sizeof(commas) });
	used = arena.used;
	assert_false(delta_between(&arena, many, &feed, &newer, &base));
	assert_true(arena.used - used < 4096);
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asked),
		cmocka_unit_test(between),
	};

	return cmocka_run_group_tests_name("delta", tests, NULL, NULL);
}
