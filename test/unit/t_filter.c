/*
 * t_filter.c: what is no claim goes, and what pointed to it points to nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/analysis.h"

/* One text for all; quantities are where the rows say. */
#define TEXT "abcdefghij(klmnopqrst"

struct row {
	const char *what;
	struct quantity quantity;
	struct figure figure;
	bool is_kept;
};

#define AT(a, b) .span = { (a), (b) }, .number = { (a), (b) }
#define UNIT(name) .unit = STR_INIT(name)
#define THREE { .min = "3", .max = "3" }
#define FIGURE(slotname, unitname, rulename) { .span = { 2, 4 }, .slot = STR_INIT(slotname), .unit = STR_INIT(unitname), .rule = STR_INIT(rulename), .value = THREE, .of = -1, .same_as = -1 }

static const struct row rows[] = {
	{ "a count of people", { AT(2, 4), UNIT("person") }, FIGURE("killed", "person", "frame.killed.x"), true },
	{ "an age", { AT(2, 4), UNIT("year"), .kind = QUANTITY_AGE }, FIGURE("", "year", "unit.year"), false },
	{ "one of an article", { AT(2, 4), UNIT("person"), .is_one = true }, FIGURE("participants", "person", "unit.person"), false },
	{ "one who was killed", { AT(2, 4), UNIT("person"), .is_one = true }, FIGURE("killed", "person", "frame.killed.x"), true },
	{ "a number of nothing", { AT(2, 4) }, FIGURE("", "", "unit."), false },
	{ "these two", { AT(2, 4), UNIT("person"), .is_definite = true }, FIGURE("participants", "person", "unit.person"), false },
	{ "these two, of whom a frame speaks", { AT(2, 4), UNIT("person"), .is_definite = true }, FIGURE("killed", "person", "frame.killed.x"), true },
	{ "several", { AT(2, 4), UNIT("person") }, { .span = { 2, 4 }, .slot = STR_INIT("killed"), .unit = STR_INIT("person"), .of = -1, .same_as = -1 }, false },
	{ "money", { AT(2, 4), UNIT("USD"), .kind = QUANTITY_CURRENCY }, FIGURE("cost", "USD", "unit.USD"), true },
};

static void
analysis_make(struct analysis *analysis, struct arena *arena)
{
	static struct sentence sentence;

	sentence = (struct sentence){ .span = { 0, sizeof(TEXT) - 1 } };

	*analysis = (struct analysis){ .arena = arena, .text = S(TEXT), .folded = S(TEXT), .sentences = &sentence, .sentence_count = 1 };
}

static void
one_by_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct quantity quantity = rows[i].quantity;
		struct figure figure = rows[i].figure;
		struct analysis analysis;
		analysis_make(&analysis, &arena);
		analysis.quantities = &quantity;
		analysis.figures = &figure;
		analysis.quantity_count = analysis.figure_count = 1;
		figures_filter(&analysis);
		if (analysis.figure_count != rows[i].is_kept)
			fail_msg("%s: %s", rows[i].what, rows[i].is_kept ? "gone" : "kept");
	}
}

/* In a date, in a name, in brackets behind the same in other money. */
static void
by_place(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct moment day = { .span = { 0, 4 }, .edtf = S("2021-02-03"), .grain = GRAIN_DAY }, years = { .span = { 5, 7 }, .edtf = S("P2Y"), .grain = GRAIN_DURATION };
	struct moment moments[] = { day, years };
	struct name name = { .span = { 7, 9 }, .kind = NAME_ORGANISATION };
	struct quantity quantities[] = {
		{ AT(2, 4), UNIT("year"), .kind = QUANTITY_TIME },
		{ AT(5, 7), UNIT("year"), .kind = QUANTITY_TIME },
		{ AT(8, 9), UNIT("country") },
		{ AT(9, 10), UNIT("USD"), .kind = QUANTITY_CURRENCY },
		{ AT(11, 13), UNIT("EUR"), .kind = QUANTITY_CURRENCY },
	};
	struct figure figures[] = {
		{ .span = { 2, 4 }, .slot = S("duration"), UNIT("year"), .of = -1, .same_as = -1, .value = THREE },
		{ .span = { 5, 7 }, .slot = S("duration"), UNIT("year"), .of = -1, .same_as = -1, .value = THREE },
		{ .span = { 8, 9 }, .slot = S("participants"), UNIT("country"), .of = -1, .same_as = -1, .value = THREE },
		{ .span = { 9, 10 }, .slot = S("cost"), UNIT("USD"), .of = -1, .same_as = -1, .value = THREE },
		{ .span = { 11, 13 }, .slot = S("cost"), UNIT("EUR"), .of = -1, .same_as = -1, .value = THREE },
	};
	struct analysis analysis;

	(void)state;
	analysis_make(&analysis, &arena);
	analysis.moments = moments;
	analysis.moment_count = LENGTH(moments);
	analysis.names = &name;
	analysis.name_count = 1;
	analysis.quantities = quantities;
	analysis.figures = figures;
	analysis.quantity_count = analysis.figure_count = LENGTH(figures);
	figures_filter(&analysis);
	assert_int_equal(analysis.figure_count, 3);
	assert_int_equal(analysis.figures[0].span.from, 5);
	assert_int_equal(analysis.figures[1].span.from, 9);
	assert_int_equal(analysis.figures[2].span.from, 11); /* the same in other money */
	assert_int_equal(analysis.figures[2].same_as, 1);
	assert_true(str_equal(analysis.figures[2].unit, S("EUR")));
}

/* A part of what has gone is a part of nothing; indexes follow what stays. */
/* One who is arrested counts where he is a suspect. */
static void
suspects(void **state)
{
	static const struct {
		const char *text;
		bool is_kept;
	} cases[] = { { "一名嫌疑人已被拘留", true }, { "一名21岁的嫌犯落网", true }, { "一名高管被拘留", false } };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct quantity quantity = { .span = { 0, 6 }, .number = { 0, 3 }, .unit = S("person"), .classifier = S("名"), .is_one = true };
		struct figure figure = { .span = { 0, 6 }, .unit = S("person"), .slot = S("arrested"), .rule = S("frame.arrested.x"), .value = THREE, .of = -1, .same_as = -1 };
		struct analysis analysis;
		analysis_make(&analysis, &arena);
		analysis.text = analysis.folded = str_from_c(cases[i].text);
		analysis.sentences[0].span.to = (uint32_t)analysis.text.n;
		analysis.quantities = &quantity;
		analysis.figures = &figure;
		analysis.quantity_count = analysis.figure_count = 1;
		figures_filter(&analysis);
		if (analysis.figure_count != cases[i].is_kept)
			fail_msg("%s: %s", cases[i].text, cases[i].is_kept ? "gone" : "kept");
	}
}

static void
numbers_follow(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct quantity quantities[4] = {
		{ AT(0, 1) },
		{ AT(1, 2), UNIT("person") },
		{ AT(2, 3), UNIT("person") },
		{ AT(3, 4), UNIT("person") },
	};
	struct figure figures[4] = {
		{ .span = { 0, 1 }, .of = -1, .same_as = -1, .value = THREE },
		{ .span = { 1, 2 }, UNIT("person"), .slot = S("killed"), .of = 0, .same_as = -1, .value = THREE },
		{ .span = { 2, 3 }, UNIT("person"), .slot = S("killed"), .of = 1, .same_as = -1, .value = THREE },
		{ .span = { 3, 4 }, UNIT("person"), .slot = S("killed"), .of = 3000, .same_as = 2, .value = THREE },
	};
	struct analysis analysis;

	(void)state;
	analysis_make(&analysis, &arena);
	analysis.quantities = quantities;
	analysis.figures = figures;
	analysis.quantity_count = analysis.figure_count = 4;
	figures_filter(&analysis);
	assert_int_equal(analysis.figure_count, 3);
	assert_int_equal(analysis.figures[0].of, -1);
	assert_int_equal(analysis.figures[1].of, 0);
	assert_int_equal(analysis.figures[2].of, -1);
	assert_int_equal(analysis.figures[2].same_as, 1);
}

/* Words around a number that make it no claim. */
static void
by_words(void **state)
{
	static const struct {
		const char *text, *number, *classifier, *unit;
		enum quantity_kind kind;
		bool is_kept;
	} cases[] = {
		{ "列入前10名", "10", "名", "person", QUANTITY_COUNT, false },
		{ "共有10名代表", "10", "名", "person", QUANTITY_COUNT, true },
		{ "两人早前见过面", "两", "人", "person", QUANTITY_COUNT, false },
		{ "分3个阶段进行", "3", "个", "", QUANTITY_COUNT, false },
		{ "过去3年没有变化", "3", "年", "year", QUANTITY_TIME, false },
		{ "持续3年的冲突", "3", "年", "year", QUANTITY_TIME, true },
		{ "3年后再来", "3", "年", "year", QUANTITY_TIME, false },
		{ "環保局108年接獲檢舉", "108", "年", "year", QUANTITY_TIME, false },
		{ "伤势为2级", "2", "级", "magnitude", QUANTITY_COUNT, false },
		{ "最初3个月没有消息", "3", "个月", "month", QUANTITY_TIME, false },
		{ "股市一天蒸发百亿", "一", "天", "day", QUANTITY_TIME, false },
		{ "每过一年，就多一人", "一", "年", "year", QUANTITY_TIME, false },
		{ "比赛推迟了一年举行", "一", "年", "year", QUANTITY_TIME, true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct str text = str_from_c(cases[i].text), classifier = str_from_c(cases[i].classifier);
		uint32_t from = (uint32_t)str_find(text, str_from_c(cases[i].number), 0), to = from + (uint32_t)strlen(cases[i].number);
		struct span span = { from, to + (uint32_t)classifier.n };
		struct quantity quantity = { .span = span, .number = { from, to }, .kind = cases[i].kind, .unit = str_from_c(cases[i].unit), .classifier = classifier };
		struct figure figure = { .span = span, .unit = quantity.unit, .slot = S("any"), .value = THREE, .of = -1, .same_as = -1 };
		struct analysis analysis;
		memcpy(quantity.value.min, "108", 4);
		memcpy(quantity.value.max, str_equal(str_from_c(cases[i].number), S("一")) ? "1\0\0" : "108", 4);
		analysis_make(&analysis, &arena);
		analysis.text = analysis.folded = text;
		analysis.sentences[0].span.to = (uint32_t)text.n;
		analysis.quantities = &quantity;
		analysis.figures = &figure;
		analysis.quantity_count = analysis.figure_count = 1;
		figures_filter(&analysis);
		if (analysis.figure_count != cases[i].is_kept)
			fail_msg("%s: %s", cases[i].text, cases[i].is_kept ? "gone" : "kept");
	}
}

static void
nothing(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct analysis analysis;

	(void)state;
	analysis_make(&analysis, &arena);
	figures_filter(&analysis);
	assert_int_equal(analysis.figure_count, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_by_one),
		cmocka_unit_test(by_place),
		cmocka_unit_test(numbers_follow),
		cmocka_unit_test(by_words),
		cmocka_unit_test(suspects),
		cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
