#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "story/terms.h"

static const struct story_term *
find(const struct story_terms *all, const struct story_terms *one)
{
	for (size_t i = 0; one->count && i < all->count; i++)
		if (all->items[i].hash == one->items[0].hash)
			return &all->items[i];
	return NULL;
}

/* The places of a term, written as a headline of its own; -1 where it is none of the article's. */
static int
places(const char *headline, const char *text, const char *wanted)
{
	struct arena arena = { 0 };
	struct story_terms all, one;
	const struct story_term *term;
	int result;

	terms_of(&arena, str_from_c(headline), str_from_c(text), &all);
	terms_of(&arena, str_from_c(wanted), S(""), &one);
	assert_int_equal(one.count, 1);
	term = find(&all, &one);
	result = term ? term->places : -1;
	arena_done(&arena);
	return result;
}

static void
test_places(void **state)
{
	static const struct {
		const char *headline, *text, *wanted;
		int places;
	} rows[] = {
		{ "河水上涨", "桥已经关闭。", "河水", TERM_HEADLINE },
		{ "河水上涨", "桥已经关闭。", "关闭", TERM_LEAD },
		{ "河水上涨", "河水已经退去。", "河水", TERM_HEADLINE | TERM_LEAD },
		/* what stands between two signs makes no pair */
		{ "河，水", "", "河水", -1 },
		{ "河水上涨", "共19人受伤", "19人", TERM_LEAD | TERM_NUMBER },
		{ "River rises", "The bridge is closed.", "bridge", TERM_LEAD },
		{ "River rises", "19 dead", "river", TERM_HEADLINE },
		/* traditional and simplified, wide and narrow, great and small letters are one */
		{ "河水上漲", "", "上涨", TERM_HEADLINE },
		{ "ＮＡＴＯ", "", "nato", TERM_HEADLINE },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(places(rows[i].headline, rows[i].text, rows[i].wanted), rows[i].places);
}

/* What is said once, deep in the text, is left out; said twice it counts. */
static void
test_passing(void **state)
{
	struct buf text = { 0 };

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_push_literal(&text, "一");
	buf_push_literal(&text, "，渡轮，");
	buf_push_char(&text, '\0');
	assert_int_equal(places("河水", text.p, "渡轮"), -1);
	text.n--;
	buf_push_literal(&text, "渡轮");
	buf_push_char(&text, '\0');
	assert_int_equal(places("河水", text.p, "渡轮"), 0);
	buf_done(&text);
}

static void
test_bytes(void **state)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct story_terms terms, back = { 0 };

	(void)state;
	terms_of(&arena, S("河水上涨十九米"), S("桥已经关闭，居民离开。"), &terms);
	terms_put(&bytes, &terms);
	assert_int_equal(terms_get(&arena, buf_raw(&bytes), &back).code, ERR_NONE);
	assert_int_equal(back.count, terms.count);
	assert_memory_equal(back.items, terms.items, terms.count * sizeof(*terms.items));
	assert_int_equal(terms_get(&arena, (struct raw){ (unsigned char *)bytes.p, bytes.n - 1 }, &back).code, ERR_WIRE);
	bytes.p[0] = 9;
	assert_int_equal(terms_get(&arena, buf_raw(&bytes), &back).code, ERR_WIRE);
	assert_int_equal(terms_get(&arena, (struct raw){ 0 }, &back).code, ERR_WIRE);
	buf_done(&bytes);
	arena_done(&arena);
}

/* The words behind hashes come out as they were written; what overlaps is one word. */
static void
test_words(void **state)
{
	struct arena arena = { 0 };
	struct story_terms terms;
	struct strs words = { 0 };
	uint32_t hashes[3];

	(void)state;
	terms_of(&arena, S("水库決堤"), S(""), &terms);
	assert_int_equal(terms.count, 3);
	for (size_t i = 0; i < 3; i++)
		hashes[i] = terms.items[i].hash;
	term_words(&arena, S("临江水庫决堤后，水库的堤，决堤。"), hashes, 3, S(""), &words);
	assert_int_equal(words.count, 3);
	assert_true(str_equal(words.items[0], S("水庫决堤")));
	assert_true(str_equal(words.items[1], S("水库")));
	assert_true(str_equal(words.items[2], S("决堤")));
	/* what both say around them belongs to them */
	words.count = 0;
	term_words(&arena, S("周五临江水庫决堤，桥断"), hashes, 3, S("昨天临江水库决堤后"), &words);
	assert_int_equal(words.count, 1);
	assert_true(str_equal(words.items[0], S("临江水庫决堤")));
	words.count = 0;
	term_words(&arena, S("河水退去"), hashes, 3, S(""), &words);
	assert_int_equal(words.count, 0);
	arena_done(&arena);
}

/* What may be a column's name is told apart. */
static void
test_opening(void **state)
{
	static const struct {
		const char *headline;
		int places;
	} rows[] = {
		{ "【河水】今日要闻", TERM_HEADLINE | TERM_OPENING },
		{ "河水：涨了", TERM_HEADLINE | TERM_OPENING },
		{ "今日，河水", TERM_HEADLINE },
		{ "（今日）河水", TERM_HEADLINE },
		{ "【河水】", TERM_HEADLINE },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(places(rows[i].headline, "", "河水"), rows[i].places);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_passing),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_opening),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
