/*
 * t_inherit.c: place, date and what is counted, taken over from what stands around a quantity.
 *
 * The levels before are made by hand: each row names the words that are quantities, places and times.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/inherit.h"

enum { ITEMS = 4 };

struct part {
	const char *words, *id;
};

struct row {
	const char *text;
	struct part quantities[ITEMS]; /* id: the unit */
	struct part places[ITEMS];
	struct part times[ITEMS]; /* id: the day */
	const char *slot;	  /* of all of them; "": none has a frame */
	const char *want;	  /* "place date; place date": "-" for none */
};

static struct arena arena;

static struct span
find(struct str text, const char *words)
{
	ptrdiff_t at = str_find(text, str_from_c(words), 0);

	if (at < 0)
		fail_msg("%s is not in the text", words);
	return (struct span){ (uint32_t)at, (uint32_t)at + (uint32_t)strlen(words) };
}

/* A line is a paragraph. */
static void
sentences_make(struct analysis *analysis)
{
	uint32_t from = 0, paragraph = 0;

	analysis->sentences = arena_array(&arena, struct sentence, 16);
	for (uint32_t at = 0; at < analysis->text.n; at++) {
		bool is_line = analysis->text.p[at] == '\n', is_stop = str_starts(str_from(analysis->text, at), S("。"));
		if (is_stop)
			analysis->sentences[analysis->sentence_count++] = (struct sentence){ .span = { from, at + 3 }, .paragraph = paragraph };
		if (is_stop || is_line)
			from = at + (is_stop ? 3 : 1);
		paragraph += is_line;
	}
	if (from < analysis->text.n)
		analysis->sentences[analysis->sentence_count++] =
		    (struct sentence){ .span = { from, (uint32_t)analysis->text.n }, .paragraph = paragraph };
}

static void
quantities_make(struct analysis *analysis, const struct row *row)
{
	analysis->quantities = arena_array(&arena, struct quantity, ITEMS);
	analysis->frames = arena_array(&arena, struct event_frame, ITEMS);
	for (size_t i = 0; i < ITEMS && row->quantities[i].words; i++) {
		struct span span = find(analysis->text, row->quantities[i].words);
		struct str unit = str_from_c(row->quantities[i].id);
		analysis->quantities[analysis->quantity_count++] =
		    (struct quantity){ .span = span, .number = span, .unit = unit, .value = { .min = "3", .max = "3" } };
		if (row->slot[0])
			analysis->frames[analysis->frame_count++] = (struct event_frame){ .quantity = (uint32_t)i,
				.slot = str_from_c(row->slot), .trigger = span, .unit = unit, .total = -1, .sure = 90,
				.is_harm = str_equal(str_from_c(row->slot), S("killed")) || str_equal(str_from_c(row->slot), S("injured")) };
	}
}

static void
others_make(struct analysis *analysis, const struct row *row)
{
	analysis->names = arena_array(&arena, struct name, ITEMS);
	analysis->moments = arena_array(&arena, struct moment, ITEMS);
	for (uint32_t i = 0; i < ITEMS && row->places[i].words; i++) {
		struct span span = find(analysis->text, row->places[i].words);
		analysis->names[analysis->name_count++] = (struct name){ .span = span, .whole = span, .kind = NAME_PLACE, .id = str_from_c(row->places[i].id), .same = i };
	}
	for (size_t i = 0; i < ITEMS && row->times[i].words; i++)
		analysis->moments[analysis->moment_count++] = (struct moment){
			.span = find(analysis->text, row->times[i].words), .edtf = str_from_c(row->times[i].id), .first_day = 1, .last_day = 1, .grain = GRAIN_DAY };
}

static struct str
read_row(const struct row *row, struct analysis *analysis)
{
	struct buf out CLEAN(buf_done) = { 0 };
	char *folded;

	*analysis = (struct analysis){ .arena = &arena, .text = str_from_c(row->text), .published = INT64_MIN };
	folded = arena_alloc_dirty(&arena, analysis->text.n + 1);
	fold_in_place(analysis->text, folded);
	analysis->folded = (struct str){ folded, analysis->text.n };
	sentences_make(analysis);
	quantities_make(analysis, row);
	others_make(analysis, row);
	figures_inherit(analysis);
	for (size_t i = 0; i < analysis->figure_count; i++) {
		const struct figure *figure = &analysis->figures[i];
		buf_push_format(&out, "%s%.*s %.*s", i ? "; " : "", STR_ARGS(figure->place.text.n ? figure->place.text : S("-")),
		    STR_ARGS(figure->edtf.n ? figure->edtf : S("-")));
	}
	return str_copy(&arena, buf_str(&out));
}

static void
where_and_when(void **state)
{
	static const struct row rows[] = {
		{ "甲国军队星期一在河口市打死三人。", { { "三人", "person" } }, { { "甲国", "XA" }, { "河口市", "gn:1" } }, { { "星期一", "2021-02-01" } },
		    "killed", "河口市 2021-02-01" },
		{ "地震发生在甲国北部的山前省，造成山脚市三人死亡。", { { "三人", "person" } },
		    { { "甲国", "XA" }, { "山前省", "XA-1" }, { "山脚市", "gn:2" } }, { { NULL, NULL } }, "killed", "山脚市 -" },
		{ "星期二，河口市发生爆炸。三人死亡。", { { "三人", "person" } }, { { "河口市", "gn:1" } }, { { "星期二", "2021-02-02" } }, "killed",
		    "河口市 2021-02-02" },
		{ "星期二，三人在河口市死亡。\n警方说，五人受伤。", { { "三人", "person" }, { "五人", "person" } }, { { "河口市", "gn:1" } },
		    { { "星期二", "2021-02-02" } }, "injured", "河口市 2021-02-02; 河口市 2021-02-02" },
		{ "星期二，三人在河口市死亡。\n一。\n二。\n三。\n五人受伤。", { { "三人", "person" }, { "五人", "person" } }, { { "河口市", "gn:1" } },
		    { { "星期二", "2021-02-02" } }, "injured", "河口市 2021-02-02; - -" },
		{ "星期二，甲国拥有三架飞机。\n又有五架。", { { "三架", "aircraft" }, { "五架", "aircraft" } }, { { NULL, NULL } },
		    { { "星期二", "2021-02-02" } }, "possessed", "- -; - -" },
		{ "甲国对乙国发射三枚导弹。", { { "三枚", "missile" } }, { { "甲国", "XA" }, { "乙国", "XB" } }, { { NULL, NULL } }, "launched", "乙国 -" },
		{ "甲国9例，三人死亡。\n乙国已有五人死亡。", { { "三人", "person" }, { "五人", "person" } }, { { "甲国", "XA" }, { "乙国", "XB" } }, { { NULL, NULL } },
		    "killed", "甲国 -; 乙国 -" },
		{ "甲国经济去年增长三成。", { { "三成", "percent" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "growth", "甲国 -" },
		{ "甲国经济回升，增长三成。", { { "三成", "percent" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "growth", "甲国 -" },
		{ "甲国对乙国的出口增长三成。", { { "三成", "percent" } }, { { "甲国", "XA" }, { "乙国", "XB" } }, { { NULL, NULL } }, "growth", "甲国 -" },
		{ "并非乙国独有，甲国外汇增加三成。", { { "三成", "percent" } }, { { "乙国", "XB" }, { "甲国", "XA" } }, { { NULL, NULL } }, "growth", "甲国 -" },
		{ "三人由甲国到河口市。", { { "三人", "person" } }, { { "甲国", "XA" }, { "河口市", "gn:1" } }, { { NULL, NULL } }, "killed", "河口市 -" },
		{ "甲国人口的三成是老人。", { { "三成", "percent" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "share", "甲国 -" },
		{ "甲国股市下跌三成。", { { "三成", "percent" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "decline", "甲国 -" },
		{ "在甲国时间上午，三人死亡。", { { "三人", "person" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "killed", "- -" },
		{ "甲国公司的股价上涨三成。", { { "三成", "percent" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "growth", "- -" },
		{ "警方在甲国的河口市以北九公里的山脚市找到三人。", { { "三人", "person" } }, { { "甲国", "XA" }, { "河口市", "gn:1" }, { "山脚市", "gn:2" } },
		    { { NULL, NULL } }, "killed", "山脚市 -" },
		{ "在河口市，三人死亡。\n来自甲国的五人受伤。", { { "三人", "person" }, { "五人", "person" } }, { { "河口市", "gn:1" }, { "甲国", "XA" } },
		    { { NULL, NULL } }, "killed", "河口市 -; 河口市 -" },
		{ "甲国四架飞机飞往河口市，打死三人。", { { "三人", "person" } }, { { "甲国", "XA" }, { "河口市", "gn:1" } }, { { NULL, NULL } }, "killed",
		    "河口市 -" },
		{ "三人在河口市死亡。\n一。\n二。\n五人受伤。", { { "三人", "person" }, { "五人", "person" } }, { { "河口市", "gn:1" } }, { { NULL, NULL } }, "injured",
		    "河口市 -; 河口市 -" },
		{ "三人来到河口市。\n一。\n二。\n到了五人。", { { "三人", "person" }, { "五人", "person" } }, { { "河口市", "gn:1" } }, { { NULL, NULL } }, "visitors",
		    "河口市 -; - -" },
		{ "在山前省石桥市的一处市场，三人死亡。", { { "三人", "person" } }, { { "山前省", "XA-1" } }, { { NULL, NULL } }, "killed", "石桥市 -" },
		{ "在山前省多个城市，三人死亡。", { { "三人", "person" } }, { { "山前省", "XA-1" } }, { { NULL, NULL } }, "killed", "山前省 -" },
		{ "仅河口市就有三人死亡。", { { "三人", "person" } }, { { "仅河口市", "" } }, { { NULL, NULL } }, "killed", "河口市 -" },
		{ "（记者）人在河口市说，三人死亡。", { { "三人", "person" } }, { { "河口市", "gn:1" } }, { { NULL, NULL } }, "killed", "- -" },
		{ "甲国山前省警方说，三人死亡。", { { "三人", "person" } }, { { "甲国", "XA" }, { "山前省", "XA-1" } }, { { NULL, NULL } }, "killed", "山前省 -" },
		{ "甲国人口中三成是老人。", { { "三成", "percent" } }, { { "甲国", "XA" } }, { { NULL, NULL } }, "share", "甲国 -" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct analysis analysis;
		struct str got = read_row(&rows[i], &analysis);
		if (!str_equal(got, str_from_c(rows[i].want)))
			fail_msg("%s: want %s, got %.*s", rows[i].text, rows[i].want, STR_ARGS(got));
	}
}

/* What no words explain is told by its unit. */
static void
slots_of_units(void **state)
{
	static const struct {
		const char *unit, *slot;
	} rows[] = { { "person", "" }, { "percent", "share" }, { "times", "ratio" }, { "attack", "attacks" }, { "widget", "" }, { "case", "" },
		     { "test", "tested" }, { "country", "" }, { "USD", "" } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct row row = { "有三个。", { { "三个", rows[i].unit } }, { { NULL, NULL } }, { { NULL, NULL } }, "", "" };
		struct analysis analysis;
		read_row(&row, &analysis);
		assert_int_equal(analysis.figure_count, 1);
		if (!str_equal(analysis.figures[0].slot, str_from_c(rows[i].slot)))
			fail_msg("%s: %.*s", rows[i].unit, STR_ARGS(analysis.figures[0].slot));
	}
}

/* Those three are the three of before. */
static void
spoken_of_before(void **state)
{
	struct row row = { "星期二，三枚导弹落在河口市。\n没有人知道那几枚怎样了。", { { "三枚", "missile" }, { "那几枚", "missile" } },
		{ { "河口市", "gn:1" } }, { { "星期二", "2021-02-02" } }, "launched", "" };
	struct analysis analysis;

	(void)state;
	read_row(&row, &analysis);
	analysis.quantities[1].is_definite = true;
	analysis.frame_count = 1;
	figures_inherit(&analysis);
	assert_int_equal(analysis.figures[1].same_as, 0);
	assert_true(str_equal(analysis.figures[1].slot, S("launched")));
	assert_true(str_equal(analysis.figures[1].place.text, S("河口市")));
	assert_true(str_equal(analysis.figures[1].edtf, S("2021-02-02")));
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_and_when),
		cmocka_unit_test(slots_of_units),
		cmocka_unit_test(spoken_of_before),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
