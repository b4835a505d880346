#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/meta.h"
#include "refine/title.h"
#include "tree.h"

struct meta {
	struct arena arena;
	struct article article;
};

/* An article of 2021-02-01T02:00:00Z, read on the next day. */
static void
meta_of(struct meta *meta, const char *url, const char *title, const char *tree)
{
	struct question question = { .now = 1612231200 };
	struct doc page;

	*meta = (struct meta){ 0 };
	page = tree_from(&meta->arena, tree);
	meta->article.url_claimed = str_from_c(url);
	meta->article.title = str_from_c(title);
	meta->article.published = when_from_ms(1612144800000);
	meta->article.published_evidence = S("header");
	article_meta(&meta->arena, &meta->article, &page, &question);
}

static void
titles(void **state)
{
	/* title, headline, section, site */
	static const char *const cases[][4] = {
		{ "Bridge opens", "Bridge opens", "", "" },
		{ "桥通车 – 法国国际广播电台 - RFI", "桥通车", "", "法国国际广播电台 - RFI" },
		{ "桥通车 - 要闻分析", "桥通车", "要闻分析", "" },
		{ "[World] 桥通车", "桥通车", "World", "" },
		{ "[World] 桥通车 - BBC News 中文", "桥通车", "World", "BBC News 中文" },
		{ "[Draft] 桥通车", "[Draft] 桥通车", "", "" },
		{ "[World]", "[World]", "", "" },
		{ "【现场】桥通车", "【现场】桥通车", "", "" },
		{ "桥通车 - 从南岸到北岸", "桥通车 - 从南岸到北岸", "", "" },
		{ "桥通车 - 桥城日报", "桥通车", "", "桥城日报" }, /* the outlet's own name */
		{ "桥通车 - 桥城日报社", "桥通车 - 桥城日报社", "", "" },
		{ "甲刊 | 桥通车", "甲刊 | 桥通车", "", "" },
		{ "A - B - C", "A - B - C", "", "" },
		{ " - RFI", " - RFI", "", "" },
		{ "RFI", "RFI", "", "" },
		{ "", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct title title;

		title_split(str_from_c(cases[i][0]), S("桥城日报"), &title);
		assert_true(str_equal(title.headline, str_from_c(cases[i][1])));
		assert_true(str_equal(title.section, str_from_c(cases[i][2])));
		assert_true(str_equal(title.site, str_from_c(cases[i][3])));
	}
}

static void
heads(void **state)
{
	struct meta meta;

	(void)state;
	meta_of(&meta, "http://www.a.example//cn/%E6%A1%A5?utm_source=x", "[World] 桥\n 通车 - RFI",
	    "(p \"text\")");
	assert_true(str_equal(meta.article.headline, S("桥 通车")));
	assert_int_equal(meta.article.notes.count[NOTE_TITLE_SECTION], 1);
	assert_int_equal(meta.article.notes.count[NOTE_TITLE_SUFFIX], 1);
	assert_int_equal(meta.article.notes.count[NOTE_URL_TRACKING], 1);
	assert_int_equal(meta.article.notes.count[NOTE_URL_EMPTY_SEGMENT], 1);
	assert_int_equal(meta.article.notes.count[NOTE_URL_ENCODED], 1);
	assert_true(str_equal(url_str(meta.article.url), S("http://www.a.example//cn/%E6%A1%A5")));
	assert_true(str_equal(meta.article.key, S("https://a.example/cn/%E6%A1%A5")));
	arena_done(&meta.arena);
}

static void
missing_titles(void **state)
{
	struct meta meta;

	(void)state;
	meta_of(&meta, "https://a.example/1", "", "(p \"lead\") (h2 \"The \" (b \"heading\"))");
	assert_true(str_equal(meta.article.headline, S("The heading")));
	assert_int_equal(meta.article.notes.count[NOTE_TITLE_MISSING], 1);
	arena_done(&meta.arena);
	meta_of(&meta, "https://a.example/1", " ",
	    "(script \"x\") (p \" first line\" (b \" of it\")) (p \"second\")");
	assert_true(str_equal(meta.article.headline, S("first line of it")));
	arena_done(&meta.arena);
	meta_of(&meta, "https://a.example/1", "", "");
	assert_int_equal(meta.article.headline.n, 0);
	arena_done(&meta.arena);
}

static void
date_lines(void **state)
{
	struct meta meta;

	(void)state;
	meta_of(&meta, "https://a.example/1", "t",
	    "(div (i \"甲乙\" (br) \"2021-02-01 09:48:19\")) (p \"text\")");
	assert_int_equal(meta.article.authors.count, 1);
	assert_true(str_equal(meta.article.authors.items[0], S("甲乙")));
	assert_true(str_equal(
	    meta.article.published_evidence, S("header; date line: 2021-02-01 09:48:19")));
	assert_int_equal(meta.article.notes.count[NOTE_DATE_CONFLICT], 0);
	arena_done(&meta.arena);

	meta_of(&meta, "https://a.example/1", "t", "(div (time \"Jan 13th 2021\")) (p \"text\")");
	assert_int_equal(meta.article.notes.count[NOTE_DATE_CONFLICT], 1);
	arena_done(&meta.arena);

	meta_of(&meta, "https://a.example/1", "t",
	    "(h1 \"t\") (div \"更新时间：2021-02-01 10:30\") (p \"text\")");
	assert_int_equal(when_seconds(meta.article.updated), 1612175400);
	arena_done(&meta.arena);

	meta_of(&meta, "https://a.example/1", "t", "(div class=zz \"作者：甲乙\") (p \"text\")");
	assert_int_equal(meta.article.authors.count, 1);
	arena_done(&meta.arena);
}

/* A date within the text, or a long first paragraph, is no date line. */
static void
no_date_lines(void **state)
{
	struct meta meta;
	char long_lead[1200] = "(p \"";

	(void)state;
	memset(long_lead + 4, 'x', 1000);
	memcpy(long_lead + 1004, "\") (div \"2021-02-01 10:30\")", 28);
	meta_of(&meta, "https://a.example/1", "t", long_lead);
	assert_true(str_equal(meta.article.published_evidence, S("header")));
	arena_done(&meta.arena);
	meta_of(&meta, "https://a.example/1", "t",
	    "(p \"桥在 \" (time \"2021-02-01 10:30\") \" 通车\")");
	assert_true(str_equal(meta.article.published_evidence, S("header")));
	arena_done(&meta.arena);
}

static void
judged_dates(void **state)
{
	static const struct {
		int64_t ms;
		unsigned future, old;
	} cases[] = {
		{ 1612144800000, 0, 0 },
		{ 1612231200000 + 7200000, 1, 0 },
		{ 1612231200000 + 60000, 0, 0 },
		{ 788918399000, 0, 1 },
		{ 788918400000, 0, 0 },
		{ -1000, 0, 1 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct article article = { .url_claimed = S("https://a.example/"),
			.title = S("t") };
		struct question question = { .now = 1612231200 };
		struct arena arena = { 0 };
		struct doc page = { 0 };

		article.published = when_from_ms(cases[i].ms);
		article_meta(&arena, &article, &page, &question);
		assert_int_equal(article.notes.count[NOTE_DATE_FUTURE], cases[i].future);
		assert_int_equal(article.notes.count[NOTE_DATE_OLD], cases[i].old);
		arena_done(&arena);
	}
}

static void
no_url(void **state)
{
	struct meta meta;

	(void)state;
	meta_of(&meta, "javascript:alert(1)", "t", "(p \"text\")");
	assert_int_equal(meta.article.url.n, 0);
	assert_int_equal(meta.article.key.n, 0);
	arena_done(&meta.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles),
		cmocka_unit_test(heads),
		cmocka_unit_test(missing_titles),
		cmocka_unit_test(date_lines),
		cmocka_unit_test(no_date_lines),
		cmocka_unit_test(judged_dates),
		cmocka_unit_test(no_url),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
