#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/webpage.h"

static struct markup *markup;

static struct err
view_of(struct arena *arena, struct str html, const char *content_type, struct page_view *view)
{
	struct page_question question = { .bytes = raw_from_str(html),
		.url = S("https://a.example/x/y.html"),
		.content_type = str_from_c(content_type) };
	struct doc page;
	struct err err = webpage_read(arena, markup, &question, &page, view);

	if (!err.code)
		webpage_feeds(arena, &page, question.url, &view->feeds);
	return err;
}

static void
heads(void **state)
{
	static const struct {
		const char *html, *title, *lang, *canonical;
		bool noindex;
	} cases[] = {
		{ "<!doctype html><html lang=\"zh-Hant\"><head><title> 甲 \n 乙 </title></head>",
		    "甲 乙", "zh-Hant", "", false },
		{ "<html xml:lang='en'><title></title><meta property='og:title' content='T'>", "T",
		    "en", "", false },
		{ "<html class=x lang=fr data-y=1><p>", "", "fr", "", false },
		{ "<html><meta http-equiv='Content-Language' content='de'>", "", "de", "", false },
		{ "<p>none</p>", "", "", "", false },
		{ "<link rel=Canonical href='../z'>", "", "", "https://a.example/z", false },
		{ "<base href='https://b.example/'><link rel=canonical href=z>", "", "",
		    "https://b.example/z", false },
		{ "<link rel=canonical href='javascript:x'><link rel=canonical href='/w'>", "", "",
		    "https://a.example/w", false },
		{ "<meta name=ROBOTS content='index, NoArchive'>", "", "", "", true },
		{ "<meta name=robots content=follow><meta name=robots content=noindex>", "", "", "",
		    true },
		{ "<meta name=robots content='max-image-preview:large'>", "", "", "", false },
		{ "<meta name=description content=noindex>", "", "", "", false },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct page_view view;

		assert_int_equal(
		    view_of(&arena, str_from_c(cases[i].html), NULL, &view).code, ERR_NONE);
		if (!str_equal(view.title, str_from_c(cases[i].title)) ||
		    !str_equal(view.lang, str_from_c(cases[i].lang)) ||
		    !str_equal(view.canonical, str_from_c(cases[i].canonical)) ||
		    view.noindex != cases[i].noindex)
			fail_msg("%s: %.*s, %.*s, %.*s", cases[i].html, STR_ARGS(view.title),
			    STR_ARGS(view.lang), STR_ARGS(view.canonical));
	}
}

/* Each says 甲地大雨. */
static void
charsets(void **state)
{
	static const struct {
		struct str html;
		const char *content_type;
	} cases[] = {
		{ STR_INIT("<title>甲地大雨</title>"), NULL },
		{ STR_INIT("<title>甲地大雨</title>"), "text/html; charset=gbk" },
		{ STR_INIT("<title>\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea</title>"),
		    "text/html;charset=\"GBK\"" },
		{ STR_INIT("<meta charset='gb2312'><title>\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea"
			   "</title>"),
		    NULL },
		{ STR_INIT("<META http-equiv=content-type content='text/html; charset=gbk'><title>"
			   "\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea</title>"),
		    "text/html; charset=utf-8" },
		{ STR_INIT("<?xml version='1.0' encoding='gbk'?><title>\xbc\xd7\xb5\xd8\xb4\xf3"
			   "\xd3\xea</title>"),
		    NULL },
		{ STR_INIT("<meta name=x><meta charset=big5><title>\xa5\xd2\xa6\x61\xa4\x6a\xab"
			   "\x42</title>"),
		    "text/html; charset=no-such-set" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct page_view view;

		assert_int_equal(
		    view_of(&arena, cases[i].html, cases[i].content_type, &view).code, ERR_NONE);
		if (!str_equal(view.title, S("甲地大雨")))
			fail_msg("%zu: %.*s", i, STR_ARGS(view.title));
	}
}

static void
feeds(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct page_view view;

	(void)state;
	assert_int_equal(view_of(&arena,
			     S("<base href=/b/><link rel=alternate type=application/atom+xml "
			       "title=T href=f.atom>"),
			     NULL, &view)
			     .code,
	    ERR_NONE);
	assert_int_equal(view.feeds.count, 1);
	assert_true(str_equal(view.feeds.items[0].url, S("https://a.example/b/f.atom")));
	assert_true(str_equal(view.feeds.items[0].type, S("application/atom+xml")));
	assert_int_equal(view_of(&arena, S(""), NULL, &view).code, ERR_EMPTY);
}

/* 100,000 elements within each other, and as many links within links. */
static void
deep_pages(void **state)
{
	static const char *const openings[] = { "<div>", "<a href=/feed>x<table><tr><td>",
		"<font><b>" };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(openings); i++) {
		struct buf html CLEAN(buf_done) = { 0 };
		struct page_view view;

		for (unsigned j = 0; j < 100000; j++)
			buf_push_str(&html, str_from_c(openings[i]));
		(void)view_of(&arena, buf_str(&html), NULL, &view);
		assert_true(arena.used < 512u << 20);
		arena_reset(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads),
		cmocka_unit_test(charsets),
		cmocka_unit_test(feeds),
		cmocka_unit_test(deep_pages),
	};
	int failed;

	if (markup_open(MARKUP_MYHTML, &markup).code)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	markup_close(markup);
	return failed;
}
