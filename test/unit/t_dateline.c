#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "refine/dateline.h"

struct dateline_case {
	const char *text;
	bool marked;
	enum dateline_kind kind; /* DATE_NONE: no date line */
	const char *utc, *names;
};

static const struct dateline_case cases[] = {
	{ "Mon, 08 Jan 2024 01:46:36 GMT", false, DATE_PUBLISHED, "2024-01-08T01:46:36Z", "" },
	{ "05/04/2024 - 00:13", false, DATE_PUBLISHED, "2024-04-05T00:13:00Z", "" },
	{ "甲乙丙\n2021-02-01 09:48:19", false, DATE_PUBLISHED, "2021-02-01T09:48:19Z", "甲乙丙" },
	{ "\n2021-02-09T01:49:07.220Z", false, DATE_PUBLISHED, "2021-02-09T01:49:07Z", "" },
	{ "更新时间：2021-02-01 10:00", false, DATE_UPDATED, "2021-02-01T10:00:00Z", "" },
	{ "Published: 2021-02-01", false, DATE_PUBLISHED, "2021-02-01T00:00:00Z", "" },
	{ "19 分钟前", false, DATE_AGO, NULL, "" },
	{ "最近更新： 3 小时前", false, DATE_AGO, NULL, "" },
	{ "2 hours ago", false, DATE_AGO, NULL, "" },
	{ "Feb 13th 2021", true, DATE_PUBLISHED, "2021-02-13T00:00:00Z", "" },
	/* a day alone may be of the story */
	{ "2021年2月13日", false, DATE_NONE, NULL, NULL },
	{ "2021年2月13日", true, DATE_PUBLISHED, "2021-02-13T00:00:00Z", "" },
	{ "2021", true, DATE_NONE, NULL, NULL },
	{ "他3小时前抵达。", false, DATE_NONE, NULL, NULL },
	{ "19 分钟", false, DATE_NONE, NULL, NULL },
	{ "桥在早上通车。\n2021-02-01 09:48:19", false, DATE_NONE, NULL, NULL },
	{ "2021-02-01 09:48:19\n甲乙丙", false, DATE_NONE, NULL, NULL },
	{ "", true, DATE_NONE, NULL, NULL },
	{ "\n\n", true, DATE_NONE, NULL, NULL },
};

static void
lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct dateline_case *c = &cases[i];
		struct dateline line = { 0 };
		struct buf utc = { 0 };

		assert_int_equal(
		    dateline_read(str_from_c(c->text), c->marked, 0, &line), c->kind != DATE_NONE);
		assert_int_equal(line.kind, c->kind);
		if (c->names)
			assert_true(str_equal(line.names, str_from_c(c->names)));
		if (c->utc) {
			when_push_utc(&utc, when_seconds(line.when));
			assert_true(str_equal(buf_str(&utc), str_from_c(c->utc)));
		}
		buf_done(&utc);
	}
}

static void
the_zone_of_the_source(void **state)
{
	struct dateline line;

	(void)state;
	assert_true(dateline_read(S("2021-02-01 09:48:19"), false, 8 * 3600, &line));
	assert_int_equal(when_seconds(line.when), 1612144099);
	assert_int_equal(line.when.zone, ZONE_ASSUMED);
}

static void
bylines(void **state)
{
	static const char *const names[][2] = {
		{ "作者：甲乙", "甲乙" },
		{ "甲乙/丙丁 (甲社、乙社)", "甲乙|丙丁" },
		{ "null 甲乙（综合报道）", "甲乙" },
		{ "甲乙 综合报导", "甲乙" },
		{ "A. WRITER,A. WRITER", "A. WRITER" },
		{ "By Ann Writer and Bob Editor", "Ann Writer|Bob Editor" },
		{ "甲乙\n丙丁", "甲乙|丙丁" },
		{ "", "" },
		{ "记者：", "" },
		{ "（综合报道）", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct arena arena = { 0 };
		struct strs authors = { 0 };
		struct buf joined = { 0 };

		byline_split(&arena, str_from_c(names[i][0]), &authors);
		for (size_t j = 0; j < authors.count; j++) {
			buf_push_str(&joined, j ? S("|") : S(""));
			buf_push_str(&joined, authors.items[j]);
		}
		assert_true(str_equal(buf_str(&joined), str_from_c(names[i][1])));
		buf_done(&joined);
		arena_done(&arena);
	}
}

/* A crowd is cut, and a sentence is no name. */
static void
limits(void **state)
{
	struct arena arena = { 0 };
	struct strs authors = { 0 };
	struct buf many = { 0 };

	(void)state;
	for (unsigned i = 0; i < 200; i++)
		buf_push_format(&many, "Writer %u、", i);
	byline_split(&arena, buf_str(&many), &authors);
	assert_in_range(authors.count, 1, 20);
	buf_done(&many);
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(the_zone_of_the_source),
		cmocka_unit_test(bylines),
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
