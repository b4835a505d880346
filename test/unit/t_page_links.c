#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/page_links.h"

static struct url
url_of(struct arena *arena, const char *text)
{
	struct url url = { 0 };

	if (*text)
		assert_int_equal(url_parse(arena, str_from_c(text), NULL, &url).code, ERR_NONE);
	return url;
}

/* Which page of an article an address is: 0 where it is another article. */
static void
numbers(void **state)
{
	static const struct {
		const char *own, *url;
		unsigned want;
	} cases[] = {
		{ "https://a.example/n/rain.html", "https://a.example/n/rain_2.html", 2 },
		{ "https://a.example/n/rain.html", "https://a.example/n/rain-2.html", 2 },
		{ "https://a.example/n/rain_2.html", "https://a.example/n/rain.html", 1 },
		{ "https://a.example/n/rain_2.html", "https://a.example/n/rain_3.html", 3 },
		{ "https://a.example/n/rain/", "https://a.example/n/rain/2/", 2 },
		{ "https://a.example/n/rain", "https://a.example/n/rain?page=2", 2 },
		{ "https://a.example/n/rain", "https://a.example/n/rain/seite-2", 2 },
		{ "https://a.example/n/rain?id=7", "https://a.example/n/rain?id=7&page=2", 2 },
		{ "https://a.example/n/rain?id=7", "https://a.example/n/rain?page=2&id=7", 2 },
		{ "https://a.example/n/rain?id=7", "https://a.example/n/rain?id=8&page=2", 0 },
		{ "https://a.example/n/rain.html", "https://b.example/n/rain_2.html", 0 },
		{ "https://a.example/n/5", "https://a.example/n/6", 0 },
		{ "https://a.example/n/story-5.html", "https://a.example/n/story-6.html", 0 },
		{ "https://a.example/n/20240102.html", "https://a.example/n/20240103.html", 0 },
		{ "https://a.example/n/rain.html", "https://a.example/n/snow_2.html", 0 },
		{ "https://a.example/n/rain/", "https://a.example/n/rain/comment-page-2/", 0 },
		{ "https://a.example/blog/", "https://a.example/blog/page/2/", 0 },
		{ "https://a.example/", "https://a.example/2", 0 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		unsigned got = page_links_number(url_of(&arena, cases[i].own), url_of(&arena, cases[i].url));
		if (got != cases[i].want)
			fail_msg("%s, %s: %u", cases[i].own, cases[i].url, got);
	}
}

static void
links(void **state)
{
	static const struct {
		const char *html, *next, *whole;
	} cases[] = {
		{ "<link rel=next href=/n/rain_2.html>", "https://a.example/n/rain_2.html", "" },
		{ "<a href=rain_2.html>下一页</a>", "https://a.example/n/rain_2.html", "" },
		{ "<a href=rain_2.html>下一頁</a>", "https://a.example/n/rain_2.html", "" },
		{ "<a href=rain_2.html>Weiter</a>", "https://a.example/n/rain_2.html", "" },
		{ "<b>1</b> <a href=rain_2.html>2</a> <a href=rain_3.html>3</a>", "https://a.example/n/rain_2.html", "" },
		{ "<a href=rain_3.html>Next</a>", "", "" },
		{ "<a href=rain_2.html>Rain in the north, part two</a>", "", "" },
		/* the next article, whatever it calls itself */
		{ "<link rel=next href=/n/snow.html>", "", "" },
		{ "<a rel=next href=/n/snow_2.html>Next page</a>", "", "" },
		{ "<a href=https://b.example/n/rain_2.html>Next</a>", "", "" },
		{ "<a href='javascript:next()'>Next</a><a href=#2>2</a>", "", "" },
		/* all of it */
		{ "<a href=rain.html?all=1>全文</a>", "", "https://a.example/n/rain.html?all=1" },
		{ "<a href=rain_all.html>View as single page</a>", "", "https://a.example/n/rain_all.html" },
		{ "<a href=snow.html>阅读全文</a>", "", "" },
		{ "<a href=rain.html>全文</a><a href=rain.html#x>全文</a>", "", "" },
		{ "<a href=rain.html?print=1>Print</a>", "", "" },
		{ "<a href=rain.html?print=1>Print</a><a href=rain_2.html>Next</a>", "https://a.example/n/rain_2.html",
		    "https://a.example/n/rain.html?print=1" },
		{ "<a href=/login?to=/n/rain.html>全文</a>", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct page_links got;
		struct seen seen;
		struct url own;

		seen_open(&seen, str_from_c(cases[i].html));
		own = url_of(&seen.arena, "https://a.example/n/rain.html");
		page_links_find(&seen.arena, &seen.doc, own, own, &got);
		if (!str_equal(got.next, str_from_c(cases[i].next)) || !str_equal(got.whole, str_from_c(cases[i].whole)))
			fail_msg("%s: '%.*s' '%.*s'", cases[i].html, (int)got.next.n, got.next.p, (int)got.whole.n, got.whole.p);
		page_links_find(&seen.arena, &seen.doc, (struct url){ 0 }, (struct url){ 0 }, &got);
		assert_true(!got.next.n && !got.whole.n);
		seen_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
