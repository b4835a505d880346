#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/query.h"

static struct query *
parsed(struct arena *arena, const char *text)
{
	struct query *query = NULL;

	assert_int_equal(query_parse(arena, str_from_c(text), 0, &query).code, ERR_NONE);
	return query;
}

/* The text with [brackets] around its marks. */
static const char *
shown(struct arena *arena, const struct marked *marked)
{
	struct buf out CLEAN(buf_done) = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < marked->count; i++) {
		struct mark mark = marked->marks[i];
		assert_true(mark.from >= at && mark.from < mark.to && mark.to <= marked->text.n);
		buf_push_str(&out, str_slice(marked->text, at, mark.from));
		buf_push_char(&out, '[');
		buf_push_str(&out, str_slice(marked->text, mark.from, mark.to));
		buf_push_char(&out, ']');
		at = mark.to;
	}
	buf_push_str(&out, str_from(marked->text, at));
	return str_terminated(arena, buf_str(&out));
}

static void
marks(void **state)
{
	static const struct {
		const char *query, *text, *wanted;
	} rows[] = {
		{ "渔业", "渔业协定与渔业", "[渔业]协定与[渔业]" },
		{ "渔业", "漁業協定", "[漁業]協定" },
		{ "漁業", "渔业", "[渔业]" },
		{ "渔业协定 业协", "签渔业协定", "签[渔业协定]" },
		{ "甲 乙", "甲乙丙", "[甲乙]丙" },
		{ "covid", "ＣＯＶＩＤ、Covid, covids", "[ＣＯＶＩＤ]、[Covid], covids" },
		{ "covid-19", "COVID 19 covid", "[COVID 19] covid" },
		{ "1200", "1,200人 1200", "[1,200]人 [1200]" },
		{ "甲 -乙", "甲乙", "[甲]乙" },
		{ "甲 OR 乙", "乙甲", "[乙甲]" },
		{ "title:甲", "甲", "[甲]" },
		{ "cafe", "un café ici", "un [café] ici" },
		{ "株式会社", "㍿甲", "[㍿]甲" },
		{ "渔业", "渔\u200b业", "[渔\u200b业]" },
		{ "渔业", "", "" },
		{ "渔业", "农业", "农业" },
		{ "source:x", "x", "x" },
		{ "甲", "\U00020bb7甲\U00020bb7", "\U00020bb7[甲]\U00020bb7" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct marked marked;

		query_mark(
		    &arena, parsed(&arena, rows[i].query), str_from_c(rows[i].text), &marked);
		assert_string_equal(shown(&arena, &marked), rows[i].wanted);
	}
}

/* ${n} times ${text}. */
static struct str
repeated(struct arena *arena, const char *text, size_t n)
{
	struct buf out CLEAN(buf_done) = { 0 };

	while (n--)
		buf_push_str(&out, str_from_c(text));
	return str_copy(arena, buf_str(&out));
}

static void
marks_deep_in_long_texts(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str filler = repeated(&arena, "山川湖海，", 5000),
		   lines = repeated(&arena, "山川湖海。\n", 5000);
	struct str text =
	    str_join(&arena, filler, S("漁業"), filler, S("\n渔业\n"), lines, S("漁業"), STR_END);
	struct marked marked;

	(void)state;
	query_mark(&arena, parsed(&arena, "渔业"), text, &marked);
	assert_int_equal(marked.count, 3);
	assert_int_equal(marked.marks[0].from, filler.n);
	assert_int_equal(marked.marks[2].to, text.n);
}

static void
passages(void **state)
{
	static const struct {
		const char *query, *text, *wanted;
	} rows[] = {
		{ "渔业", "两国签署渔业协定。", "两国签署[渔业]协定。" },
		/* from the sentence's beginning, lines joined */
		{ "渔业", "昨天下雨。\n两国签署\u3000\u3000渔业协定。\n完",
		    "两国签署 [渔业]协定。 完" },
		/* nothing found: the beginning */
		{ "林业", "两国签署渔业协定。", "两国签署渔业协定。" },
		/* where two words stand together rather than where the first stands alone */
		{ "甲国 渔业 协定",
		    "甲国下雨。山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山"
		    "山山山山山山山山山山山山山山山山山山山"
		    "山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山"
		    "山山山山山山山。另有渔业协定。",
		    "另有[渔业协定]。" },
		{ "x", "", "" },
		{ "", "今天。", "今天。" },
		{ "won", "It rained. They won 1.5 points. End", "They [won] 1.5 points. End" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct marked marked;

		query_snippet(
		    &arena, parsed(&arena, rows[i].query), str_from_c(rows[i].text), &marked);
		assert_string_equal(shown(&arena, &marked), rows[i].wanted);
	}
}

static size_t
columns(struct str text)
{
	size_t n = 0;
	uint32_t rune;

	while (pull_rune(&text, &rune))
		n += rune < 0x1100 || rune == 0x2026 ? 1 : 2;
	return n;
}

/* Long texts: at most about 160 columns, the word in it, cuts shown. */
static void
passages_have_room(void **state)
{
	static const char *const fillers[] = { "山川湖海", "lorem ipsum dolor ", "山，",
		"\U00020bb7\n", "é" };
	static const char *const words[] = { "漁業協定", " zebra ", "1,200" };
	static const char *const queries[] = { "渔业协定", "Zebra", "1200" };

	(void)state;
	for (size_t i = 0; i < LENGTH(fillers); i++) {
		for (size_t k = 0; k < LENGTH(words); k++) {
			struct arena arena CLEAN(arena_done) = { 0 };
			struct str filler = repeated(&arena, fillers[i], 700);
			struct str text = str_join(
			    &arena, filler, S(" "), str_from_c(words[k]), S(" "), filler, STR_END);
			struct marked marked;

			query_snippet(&arena, parsed(&arena, queries[k]), text, &marked);
			assert_int_equal(marked.count, 1);
			assert_true(columns(marked.text) <= 164);
			assert_true(columns(marked.text) >= 60);
			assert_int_equal(
			    utf8_valid_length(raw_from_str(marked.text)), marked.text.n);
			assert_int_equal(str_find_char(marked.text, '\n', 0), -1);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks),
		cmocka_unit_test(marks_deep_in_long_texts),
		cmocka_unit_test(passages),
		cmocka_unit_test(passages_have_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
