#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "story/window.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

struct told {
	int64_t source, time;
	const char *headline, *text;
};

/* What else the days are full of, so that rare words are rare. */
static const struct told others[] = {
	{ 1, 0, "议会通过预算案", "议会周一以多数票通过明年预算案，反对党表示遗憾。" },
	{ 2, HOUR, "球队赢得决赛", "蓝队在决赛中以三比一获胜，队长攻入两球。" },
	{ 3, 2 * HOUR, "博物馆新展开幕", "市博物馆的古钟展览吸引大批市民参观。" },
	{ 1, 3 * HOUR, "面包价格再次上调", "面粉成本增加，烘焙业公会宣布调价。" },
	{ 2, 4 * HOUR, "新型电车试运行", "电车公司表示新车更安静，载客量更大。" },
};

static void
put(struct story_window *window, struct arena *arena, int64_t article, const struct told *told, struct story_why *why,
    int64_t *story)
{
	struct story_doc doc = { .article = article, .source = told->source, .time = told->time };

	terms_of(arena, str_from_c(told->headline), str_from_c(told->text), &doc.terms);
	*story = story_window_choose(window, &doc, NULL, NULL, why);
	if (!*story)
		*story = article;
	story_window_put(window, &doc, *story);
}

/* Whether the second article joins the first one's story. */
static bool
together(const struct told *a, const struct told *b)
{
	struct story_window *window = story_window_new();
	struct arena arena = { 0 };
	struct story_why why;
	int64_t story, first, second;

	for (size_t i = 0; i < LENGTH(others); i++)
		put(window, &arena, (int64_t)i + 1, &others[i], &why, &story);
	put(window, &arena, 101, a, &why, &first);
	put(window, &arena, 102, b, &why, &second);
	assert_int_equal(first, 101);
	assert_int_equal(why.nearest, second == first ? 101 : 0);
	assert_true(second == first ? why.count > 0 && why.like > 0 : why.like == 0);
	assert_true(story_window_has(window, 102));
	arena_done(&arena);
	story_window_free(window);
	return second == first;
}

static const struct told flood = { 1, 5 * HOUR, "临江水库决堤 下游居民撤离",
	"临江水库的堤坝周五凌晨决口，下游三个村的居民连夜撤离，市长说至少十九人失踪。" };

static void
test_together(void **state)
{
	static const struct told same[] = {
		{ 2, 7 * HOUR, "临江水库决口 村民连夜撤离", "临江水库堤坝决口后，下游村民连夜撤离，市长称十九人失踪。" },
		{ 3, 26 * HOUR, "臨江水庫決堤 失蹤者增至二十三人", "臨江水庫的堤壩決口，下游居民撤離，市長說失蹤者增加。" },
	};
	static const struct told other[] = {
		/* another event of the same kind */
		{ 2, 7 * HOUR, "山城煤矿爆炸 矿工撤离", "山城一座煤矿周五爆炸，矿工撤离，公司说七人受伤。" },
		/* the same words, but days later */
		{ 2, 5 * HOUR + 4 * DAY, "临江水库决堤 下游居民撤离", "临江水库的堤坝凌晨决口，下游居民撤离，市长说有人失踪。" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(same); i++)
		assert_true(together(&flood, &same[i]));
	for (size_t i = 0; i < LENGTH(other); i++)
		assert_false(together(&flood, &other[i]));
}

/* What an outlet says every day in the same words is no story; two outlets on one day are. */
static void
test_series(void **state)
{
	static const struct told monday = { 1, 6 * HOUR, "海东新增19例确诊病例 均为境外移入", "海东卫生局周一通报，新增19例确诊病例，均为境外移入。" };
	static const struct told tuesday = { 1, 30 * HOUR, "海东新增7例确诊病例 均为境外移入", "海东卫生局周二通报，新增7例确诊病例，均为境外移入。" };
	static const struct told other = { 2, 8 * HOUR, "海东周一新增19例确诊病例", "海东卫生局周一通报，新增19例确诊病例，均为境外移入。" };

	(void)state;
	assert_false(together(&monday, &tuesday));
	assert_true(together(&monday, &other));
}

/* A column bears its name each day, and mentions what its outlet reports; two outlets confirm each other. */
static void
test_own(void **state)
{
	static const struct told digest = { 1, 9 * HOUR, "【一日必读】煤价 球赛 水库",
		"煤价下跌。球队获胜。临江水库的堤坝周五凌晨决口，居民撤离。议会表决。博物馆开幕。电车试运行。面包涨价。" };
	static const struct told again = { 1, 12 * HOUR, "临江水库决堤：市长说失踪者增至二十三人", "临江水库的堤坝决口，下游居民撤离，市长说失踪者增加。" };

	(void)state;
	assert_false(together(&flood, &digest));
	assert_true(together(&flood, &again));
}

static bool
never(void *context, int64_t article, int64_t other)
{
	(void)context;
	return article == 102 && other == 101;
}

/* Readers' word goes first. */
static void
test_barred(void **state)
{
	struct story_window *window = story_window_new();
	struct arena arena = { 0 };
	struct story_why why;
	struct story_doc doc = { .article = 102, .source = 2, .time = flood.time + HOUR };
	int64_t story;

	(void)state;
	put(window, &arena, 101, &flood, &why, &story);
	terms_of(&arena, str_from_c(flood.headline), str_from_c(flood.text), &doc.terms);
	assert_int_equal(story_window_choose(window, &doc, NULL, NULL, &why), 101);
	assert_int_equal(story_window_choose(window, &doc, never, NULL, &why), 0);
	arena_done(&arena);
	story_window_free(window);
}

/* What is old is forgotten, what is young is not. */
static void
test_forgets(void **state)
{
	struct story_window *window = story_window_new();
	struct arena arena = { 0 };
	struct story_why why;
	int64_t story;

	(void)state;
	for (int64_t i = 1; i <= 9000; i++) {
		struct told told = others[i % (int64_t)LENGTH(others)];
		told.time = i * HOUR / 10;
		arena_reset(&arena);
		put(window, &arena, i, &told, &why, &story);
	}
	assert_true(story_window_count(window) < 9000);
	assert_true(story_window_has(window, 9000));
	assert_true(story_window_has(window, 8000));
	assert_false(story_window_has(window, 1));
	arena_done(&arena);
	story_window_free(window);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_together),
		cmocka_unit_test(test_series),
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_barred),
		cmocka_unit_test(test_forgets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
