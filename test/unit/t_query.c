#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/query.h"

static struct query *
parsed(struct arena *arena, struct str text)
{
	struct query *query = NULL;
	struct err e = query_parse(arena, text, 0, &query);

	if (e.code)
		fail_msg("%.*s: %s at %u", STR_ARGS(text), e.what ? e.what : "?", e.at);
	return query;
}

/* The query's words, as FTS5 is asked for them, and its text. */
static void
understood(void **state)
{
	static const struct {
		const char *query, *match, *text;
	} rows[] = {
		{ "渔业", "((\"渔业\"))", "渔业" },
		{ "漁業 協定", "((\"渔业\") AND (\"协定\"))", "漁業 協定" },
		{ "渔", "((\"渔\" *))", "渔" },
		{ "\"渔业 协定\"", "((\"渔业 协定\"))", "\"渔业 协定\"" },
		{ "“渔业”「协定」", "((\"渔业\") AND (\"协定\"))", "\"渔业\" \"协定\"" },
		{ "渔业 -协定", "((\"渔业\")) NOT ((\"协定\"))", "渔业 -协定" },
		{ "－协定 渔业 -\"a b\"", "((\"渔业\")) NOT ((\"协定\") OR (\"a b\"))",
		    "-协定 渔业 -\"a b\"" },
		{ "甲 OR 乙 丙", "((\"甲\" * OR \"乙\" *) AND (\"丙\" *))", "甲 OR 乙 丙" },
		{ "甲 OR 乙 OR 丙", "((\"甲\" * OR \"乙\" * OR \"丙\" *))", "甲 OR 乙 OR 丙" },
		{ "甲 or 乙", "((\"甲\" *) AND (\"or\") AND (\"乙\" *))", "甲 or 乙" },
		{ "ORDER", "((\"order\"))", "ORDER" },
		{ "title:渔业", "((title : \"渔业\"))", "title:渔业" },
		{ "標題：漁業 -标题:乙", "((title : \"渔业\")) NOT ((title : \"乙\" *))",
		    "title:漁業 -title:乙" },
		{ "title:\"sea treaty\"", "((title : \"sea treaty\"))", "title:\"sea treaty\"" },
		{ "COVID-19", "((\"covid 19\"))", "COVID-19" },
		{ "covid疫苗", "((\"covid疫苗\"))", "covid疫苗" },
		{ "U.S.", "((\"u s\"))", "U.S" },
		{ "1,200人", "((\"1200人\" *))", "1,200人" },
		/* signs part Chinese words that were not quoted; a headline can be pasted */
		{ "甲国：乙事，丙", "((\"甲国\") AND (\"乙事\") AND (\"丙\" *))", "甲国 乙事 丙" },
		{ "甲，乙 OR 丙", "((\"甲\" *) AND (\"乙\" * OR \"丙\" *))", "甲 乙 OR 丙" },
		{ "\"He won. She lost\"", "((\"he won。she lost\"))", "\"He won. She lost\"" },
		/* nothing of FTS5's own language gets through */
		{ "a* NEAR(b c) ^d {e} +f",
		    "((\"a\") AND (\"near b\") AND (\"c\") AND (\"d\") AND (\"e\") AND (\"f\"))",
		    "a NEAR(b c d e f" },
		{ "body:x AND y", "((\"body x\") AND (\"and\") AND (\"y\"))", "body:x AND y" },
		{ "'; DROP TABLE x; --", "((\"drop\") AND (\"table\") AND (\"x\"))",
		    "DROP TABLE x" },
		{ "「a\"b」", "((\"a b\"))", NULL },
		/* filters stand apart */
		{ "渔业 source:bbc -source:\"jia bao\" lang:zh 改動:是", "((\"渔业\"))",
		    "渔业 source:bbc -source:\"jia bao\" lang:zh changed:yes" },
		{ "渔业 報道：是 -story:yes 數字：是", "((\"渔业\"))", "渔业 story:no figures:yes" },
		{ "从：2021-02 到:2021-03-27 甲乙", "((\"甲乙\"))",
		    "甲乙 from:2021-02 to:2021-03-27" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf match CLEAN(buf_done) = { 0 };
		struct query *query = parsed(&arena, str_from_c(rows[i].query));

		query_push_match(&match, query);
		buf_push_char(&match, '\0');
		assert_string_equal(match.p, rows[i].match);
		if (!rows[i].text)
			continue;
		struct str text = query_text(&arena, query), again;
		assert_string_equal(str_terminated(&arena, text), rows[i].text);
		again = query_text(&arena, parsed(&arena, text));
		assert_string_equal(str_terminated(&arena, again), rows[i].text);
	}
}

static void
faults(void **state)
{
	static const struct {
		const char *query;
		unsigned at;
		const char *what;
	} rows[] = {
		{ "甲 \"乙", 4, "a quote is not closed" },
		{ "“甲", 0, "a quote is not closed" },
		{ "「甲\"", 0, "a quote is not closed" },
		{ "OR 甲", 0, "OR needs words on both sides" },
		{ "甲 OR", 4, "OR needs words on both sides" },
		{ "甲 OR OR 乙", 7, "OR needs words on both sides" },
		{ "甲 OR ，", 4, "OR needs words on both sides" },
		{ "甲 OR -乙", 7, "OR cannot stand before a word to leave out" },
		{ "丙 -甲 OR 乙", 9, "OR cannot stand behind a word to leave out" },
		{ "甲 OR source:x", 7, "OR joins words, not filters" },
		{ "from:yesterday", 5, "from: is no date" },
		{ "甲 to:2021-13", 7, "to: is no date" },
		{ "-from:2021", 0, "from: cannot be left out" },
		{ "changed:maybe", 8, "changed: is yes or no" },
		{ "story:perhaps", 6, "story: is yes or no" },
		{ "figures:3", 8, "figures: is yes or no" },
		{ "source:", 0, "a field needs a value behind its colon" },
		{ "甲 title: 乙", 4, "a field needs a value behind its colon" },
		{ "-甲", 0, "only words to leave out" },
		{ "source:x -甲", 0, "only words to leave out" },
		{ "。。。", 0, "no letter or digit to look for" },
		{ "from:2021-03 to:2021-02", 0, "to: lies before from:" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct query *query = NULL;
		struct err e = query_parse(&arena, str_from_c(rows[i].query), 0, &query);

		assert_int_equal(e.code, ERR_QUERY);
		assert_string_equal(e.what, rows[i].what);
		assert_int_equal(e.at, rows[i].at);
		assert_null(query);
	}
}

static void
ceilings(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct query *query = NULL;

	(void)state;
	for (unsigned i = 0; i < QUERY_TERMS_MAX; i++)
		buf_push_literal(&text, "甲 ");
	assert_int_equal(parsed(&arena, buf_str(&text))->count, QUERY_TERMS_MAX);
	buf_push_literal(&text, "乙");
	assert_string_equal(query_parse(&arena, buf_str(&text), 0, &query).what, "more than 32 words");
	buf_reset(&text);
	for (unsigned i = 0; i <= QUERY_MAX; i++)
		buf_push_char(&text, 'a');
	assert_string_equal(
	    query_parse(&arena, buf_str(&text), 0, &query).what, "longer than 1000 bytes");
	parsed(&arena, str_slice(buf_str(&text), 0, QUERY_MAX));
	assert_null(query);
}

static void
empty_ones(void **state)
{
	static const char *const rows[] = { "", "  ", "\t\n", "\u3000" };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(query_is_empty(parsed(&arena, str_from_c(rows[i]))));
	assert_false(query_is_empty(parsed(&arena, S("source:x"))));
	assert_int_equal(query_positive(parsed(&arena, S("source:x"))), 0);
	assert_int_equal(query_positive(parsed(&arena, S("a OR b c -d"))), 3);
}

static void
nul_is_a_sign(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf match CLEAN(buf_done) = { 0 };

	(void)state;
	query_push_match(&match, parsed(&arena, S("a\0\"b\0c\" d\"\"")));
	assert_true(str_equal(buf_str(&match), S("((\"a\") AND (\"b c\") AND (\"d\"))")));
}

/* The phrase is found in a text where the index would find it. */
static void
phrases_in_texts(void **state)
{
	static const struct {
		const char *phrase, *text;
		int start, end; /* -1: not there */
	} rows[] = {
		{ "渔业", "两国渔业协定", 6, 12 },
		{ "渔业", "渔，业", -1, -1 },
		{ "渔业", "渔\n业", -1, -1 },
		{ "sea", "overseas sea", 9, 12 },
		{ "sea", "overseas", -1, -1 },
		{ "sea", "seas", -1, -1 },
		{ "sea", "红sea海", 3, 6 },
		{ "1200", "11200 1,200 1200", 6, 11 },
		{ "1,200", "有1200人", 3, 7 },
		{ "200", "1,200", -1, -1 },
		{ "20人", "20人民", 0, 5 },
		{ "第2", "第2人", 0, 4 },
		{ "covid 19", "covid-19", 0, 8 },
		{ "covid 19", "covid. 19", -1, -1 },
		{ "a. b", "a b", -1, -1 },
		{ "a. b", "a! b", 0, 4 },
		{ "疫苗covid", "新疫苗covid", 3, 14 },
		{ "疫苗covid", "疫苗者covid", -1, -1 },
		{ "covid疫苗", "covid疫苗者", 0, 11 },
		{ "covid疫苗者", "covid疫苗", -1, -1 },
		{ "甲乙 丙丁", "甲乙，丙丁戊", 0, 15 },
		{ "甲乙 丙丁", "甲乙丙丁", -1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct phrase phrase;
		size_t start = 0, end = 0;
		bool wanted = rows[i].start >= 0;

		assert_true(phrase_init(&arena, str_from_c(rows[i].phrase), &phrase));
		if (phrase_find(&phrase, str_from_c(rows[i].text), 0, &start, &end) != wanted)
			fail_msg("%s in %s", rows[i].phrase, rows[i].text);
		if (wanted) {
			assert_int_equal(start, rows[i].start);
			assert_int_equal(end, rows[i].end);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(understood),
		cmocka_unit_test(faults),
		cmocka_unit_test(ceilings),
		cmocka_unit_test(empty_ones),
		cmocka_unit_test(nul_is_a_sign),
		cmocka_unit_test(phrases_in_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
