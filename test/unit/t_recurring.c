#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/extracted.h"
#include "record/recurring.h"

/* Pages of one site: 7 stands on all, 8 on two, 9 on three of one title. */
static const struct page_seen {
	const char *address, *title;
	uint64_t prints[4];
	size_t count;
	const char *container;
} pages[] = {
	{ "/1", "Rain", { 1, 7, 8, 9 }, 4, "main > div.text" },
	{ "/2", "Snow", { 2, 7, 8 }, 3, "main > div.text" },
	{ "/3", "Hail", { 3, 7 }, 2, "main > div.text" },
	{ "/4", "RAIN", { 7, 9 }, 2, "div.other" },
	{ "/5", " rain ", { 7, 9 }, 2, "" },
};

static void
add(struct recurring *memory, size_t i)
{
	recurring_add(memory, str_from_c(pages[i].address), str_from_c(pages[i].title), pages[i].prints,
	    pages[i].count, str_from_c(pages[i].container));
}

static void
repeats(void **state)
{
	static const size_t orders[][7] = { { 0, 1, 2, 3, 4, 0, 0 }, { 4, 3, 2, 1, 0, 4, 4 }, { 2, 4, 0, 0, 3, 1, 2 } };

	(void)state;
	for (size_t o = 0; o < LENGTH(orders); o++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct recurring memory = { .arena = &arena };
		uint64_t *repeated;
		size_t count;

		for (size_t i = 0; i < LENGTH(orders[o]); i++)
			add(&memory, orders[o][i]);
		recurring_prints(&memory, &arena, &repeated, &count);
		assert_int_equal(count, 1);
		assert_int_equal(repeated[0], 7);
		assert_int_equal(memory.page_count, 5);
		assert_true(str_equal(recurring_container(&memory), S("main > div.text")));
	}
}

static void
few_pages(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct recurring memory = { .arena = &arena };
	uint64_t *repeated;
	size_t count;

	(void)state;
	recurring_prints(&memory, &arena, &repeated, &count);
	assert_int_equal(count, 0);
	add(&memory, 0);
	add(&memory, 1);
	recurring_prints(&memory, &arena, &repeated, &count);
	assert_int_equal(count, 0);
	assert_int_equal(recurring_container(&memory).n, 0);
}

/* What is kept of a large site is its smallest prints, ascending, whatever came first. */
static void
many_passages(void **state)
{
	enum { PRINTS = SITE_PRINTS_MAX + 100 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct recurring memory = { .arena = &arena };
	uint64_t *prints = arena_array(&arena, uint64_t, PRINTS), *repeated;
	size_t count;

	(void)state;
	for (size_t i = 0; i < PRINTS; i++)
		prints[i] = PRINTS - i;
	recurring_add(&memory, S("/1"), S("Rain"), prints, PRINTS, S(""));
	recurring_add(&memory, S("/2"), S("Snow"), prints, PRINTS, S(""));
	recurring_add(&memory, S("/3"), S("Hail"), prints, PRINTS, S(""));
	recurring_prints(&memory, &arena, &repeated, &count);
	assert_int_equal(count, SITE_PRINTS_MAX);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(repeated[i], i + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeats),
		cmocka_unit_test(few_pages),
		cmocka_unit_test(many_passages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
