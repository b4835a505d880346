#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/walk.h"

static void
more_is_better(void **state)
{
	(void)state;
	for (double times = 1; times < 20; times++)
		assert_true(rank_part(times + 1, 1, 1) > rank_part(times, 1, 1));
	/* a long document says less by one mention than a short one */
	assert_true(rank_part(1, 1, 0.5) > rank_part(1, 1, 1));
	assert_true(rank_part(1, 1, 1) > rank_part(1, 1, 3));
	/* and there is a ceiling on repeating a word */
	assert_true(rank_part(1000, 1, 1) < 2.2);
	assert_true(rank_part(RANK_TITLE, 1, 1) > rank_part(2, 1, 1));
}

static void
rare_weighs_more(void **state)
{
	(void)state;
	assert_true(rank_weight(1, 1000) > rank_weight(10, 1000));
	assert_true(rank_weight(10, 1000) > rank_weight(999, 1000));
	assert_true(rank_weight(1000, 1000) > 0);
}

static void
orders(void **state)
{
	static const struct candidate early = { .score = 2, .time = 10, .article = 1 },
				      late = { .score = 1, .time = 20, .article = 2 },
				      twin = { .score = 1, .time = 20, .article = 3 };

	(void)state;
	assert_true(candidate_precedes(SEARCH_NEWEST, &late, &early));
	assert_true(candidate_precedes(SEARCH_OLDEST, &early, &late));
	assert_true(candidate_precedes(SEARCH_RELEVANCE, &early, &late));
	/* of one moment: as lists of articles have it */
	assert_true(candidate_precedes(SEARCH_NEWEST, &twin, &late));
	assert_true(candidate_precedes(SEARCH_OLDEST, &late, &twin));
	assert_true(candidate_precedes(SEARCH_RELEVANCE, &twin, &late));
	assert_false(candidate_precedes(SEARCH_NEWEST, &late, &late));
}

static enum search_order sort_order;

static int
compare(const void *a, const void *b)
{
	return candidate_precedes(sort_order, a, b) ? -1 : candidate_precedes(sort_order, b, a);
}

/* What the heap keeps is what sorting all would give first. */
static void
heap_keeps_the_best(void **state)
{
	static const enum search_order order[] = { SEARCH_NEWEST, SEARCH_OLDEST, SEARCH_RELEVANCE };
	struct candidate all[200];
	unsigned seed = 7;

	(void)state;
	for (unsigned round = 0; round < 60; round++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		size_t count = round * 3 + 1, limit = (round * 7) % 41;
		struct best best;

		sort_order = order[round % LENGTH(order)];
		best_init(&best, &arena, sort_order, limit);
		for (uint32_t i = 0; i < count; i++) {
			seed = seed * 1103515245 + 12345;
			all[i] =
			    (struct candidate){ (seed >> 16) % 5, (seed >> 20) % 17, i + 1, i + 1 };
			best_offer(&best, &all[i]);
		}
		best_sort(&best);
		qsort(all, count, sizeof(all[0]), compare);
		assert_int_equal(best.count, limit < count ? limit : count);
		for (size_t i = 0; i < best.count; i++)
			assert_int_equal(best.items[i].docid, all[i].docid);
	}
}

/* ---- documents, and the bounds of their runs ---- */

static void
add(struct documents *documents, int64_t article, int64_t time)
{
	struct document document = { .time = time,
		.article = article,
		.revision = article,
		.length = 3,
		.source = 1,
		.lang = S("zh") };

	assert_int_equal(documents_add(documents, &document).code, ERR_NONE);
}

/* Bounds hold what they promise for any order of arrival. */
static void
assert_bounds(const struct documents *documents)
{
	uint32_t next = 1;

	for (size_t r = 0; r < documents->run_count; r++) {
		const struct document_run *run = &documents->runs[r];
		assert_int_equal(run->from, next);
		next = run->to + 1;
		for (uint32_t i = run->from; i <= run->to; i++) {
			int64_t time = documents->time[i - 1];
			assert_true(time <= run->newest && time >= run->oldest);
			for (uint32_t k = i; k <= run->to; k += 17)
				assert_true(time <= newest_before(documents, k) &&
					    documents->time[k - 1] >= oldest_after(documents, i));
		}
	}
	assert_int_equal(next, documents->count + 1);
}

static void
runs_have_bounds(void **state)
{
	static const struct {
		unsigned count, runs;
		int64_t step, jump; /* seconds between two; how far back time goes in the middle */
	} rows[] = {
		{ 1, 1, 60, 0 },
		{ 5000, 1, 60, 0 },
		{ 5000, 2, 600, 100000000 },
		{ 5000, 1, 600, 3600 },
		{ 40, 1, 60, 100000000 }, /* too few to be worth a run */
		{ 5000, 1, -1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct documents documents;
		documents_init(&documents);
		for (unsigned k = 0; k < rows[i].count; k++)
			add(&documents, k + 1,
			    1600000000 + k * rows[i].step -
				(k > rows[i].count / 2 ? rows[i].jump : 0));
		documents_arrange(&documents);
		assert_int_equal(documents.run_count, rows[i].runs);
		assert_bounds(&documents);
		documents_done(&documents);
	}
}

static void
newest_document_counts(void **state)
{
	struct documents documents;

	(void)state;
	documents_init(&documents);
	add(&documents, 7, 100);
	add(&documents, 8, 200);
	add(&documents, 7, 300);
	assert_int_equal(documents.live, 2);
	assert_int_equal(documents.lengths, 6);
	assert_false(document_is_live(&documents, 1));
	assert_true(document_is_live(&documents, 2) && document_is_live(&documents, 3));
	assert_int_equal(document_of(&documents, 7), 3);
	assert_int_equal(document_of(&documents, 9), 0);
	assert_int_equal(document_of(&documents, INT64_MAX), 0);
	documents_done(&documents);
}

static void
numbers_too_large_are_refused(void **state)
{
	static const struct document rows[] = {
		{ .article = 0, .revision = 1 },
		{ .article = INT64_MAX, .revision = 1 },
		{ .article = 1, .revision = INT64_C(1) << 33 },
		{ .article = 1, .revision = 1, .source = 70000 },
	};
	struct documents documents;

	(void)state;
	documents_init(&documents);
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(documents_add(&documents, &rows[i]).code, ERR_TOO_BIG);
	assert_int_equal(documents.count, 0);
	documents_done(&documents);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_is_better),
		cmocka_unit_test(rare_weighs_more),
		cmocka_unit_test(orders),
		cmocka_unit_test(heap_keeps_the_best),
		cmocka_unit_test(runs_have_bounds),
		cmocka_unit_test(newest_document_counts),
		cmocka_unit_test(numbers_too_large_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
