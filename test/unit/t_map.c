#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/map.h"

static void
empty(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct map map = { .arena = &arena };

	(void)state;
	assert_null(map_find(&map, S("x")));
	assert_null(map_find(&map, S("")));
}

static void
keys_are_copied(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct map map = { .arena = &arena };
	char key[] = "one";
	bool made = false;

	(void)state;
	*map_add(&map, str_from_c(key), 1, &made) += 10;
	assert_true(made);
	key[0] = 'x';
	assert_int_equal(*map_find(&map, S("one")), 11);
	assert_null(map_find(&map, S("xne")));
	assert_int_equal(*map_add(&map, S("one"), 99, &made), 11);
	assert_false(made);
	assert_int_equal(*map_add(&map, S(""), 5, NULL), 5);
	assert_int_equal(*map_find(&map, (struct str){ 0 }), 5);
	assert_int_equal(map.count, 2);
}

static void
many(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct map map = { .arena = &arena };
	char key[32];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		map_add(&map, str_from_c(key), i, NULL);
	}
	assert_int_equal(map.count, 20000);
	assert_true(map.capacity >= 2 * map.count);
	for (int i = 0; i < 20000; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		assert_int_equal(*map_find(&map, str_from_c(key)), i);
	}
	assert_null(map_find(&map, S("key 20000")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty),
		cmocka_unit_test(keys_are_copied),
		cmocka_unit_test(many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
