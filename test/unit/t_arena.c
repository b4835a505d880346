#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>

#include "base/arena.h"

static void
gives_zeroed_aligned_memory(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t size = 0; size < 300; size++) {
		unsigned char *p = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	assert_non_null(arena_alloc(&arena, 10 * 1024 * 1024));
	assert_non_null(arena_alloc_array(&arena, 0, 8));
}

static void
grows_in_place_or_elsewhere(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	size_t count = 0, capacity = 0;
	uint32_t *items = NULL;

	(void)state;
	for (uint32_t i = 0; i < 100000; i++) {
		arena_push(&arena, items, count, capacity);
		items[count++] = i;
		if (i % 1000 == 0)
			memset(arena_alloc(&arena, 24), 0xee, 24); /* so that it is not always the last */
	}
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(items[i], i);
	for (size_t i = count; i < capacity; i++)
		assert_int_equal(items[i], 0);
}

static void
reset_gives_it_all_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	char *first = arena_alloc(&arena, 100), *again;

	(void)state;
	memset(first, 'x', 100);
	arena_reset(&arena);
	assert_int_equal(arena.used, 0);
	again = arena_alloc(&arena, 100);
	assert_ptr_equal(first, again);
	assert_int_equal(again[50], 0);
	for (int i = 0; i < 100; i++)
		arena_alloc(&arena, 100000);
	arena_reset(&arena);
	arena_alloc(&arena, 3 * 1024 * 1024); /* a block this large is not kept */
	arena_reset(&arena);
	assert_null(arena.block);
	arena_reset(&arena);
	arena_done(NULL);
}

static void
copies(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str s = str_copy(&arena, S("one"));
	struct raw raw = raw_copy(&arena, (struct raw){ (const unsigned char *)"\0x", 2 });

	(void)state;
	assert_string_equal(s.p, "one");
	assert_int_equal(s.n, 3);
	assert_memory_equal(raw.p, "\0x", 2);
	assert_string_equal(str_terminated(&arena, (struct str){ 0 }), "");
	assert_string_equal(str_join(&arena, S("a"), S(""), S("bc"), STR_END).p, "abc");
	assert_int_equal(str_join(&arena, STR_END).n, 0);
	s = str_format(&arena, "%s-%d", "x", 7);
	assert_string_equal(s.p, "x-7");
	assert_int_equal(s.n, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_aligned_memory),
		cmocka_unit_test(grows_in_place_or_elsewhere),
		cmocka_unit_test(reset_gives_it_all_back),
		cmocka_unit_test(copies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
