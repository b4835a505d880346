#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/discover.h"
#include "read/webpage.h"

static struct markup *markup;

static void
find(struct arena *arena, const char *html, struct outlines *out)
{
	struct doc page;
	struct url base;

	assert_int_equal(
	    url_parse(arena, S("https://a.example/news/"), NULL, &base).code, ERR_NONE);
	assert_int_equal(markup_parse(markup, arena, str_from_c(html), NULL, &page).code, ERR_NONE);
	feeds_discover(arena, &page, webpage_base(arena, &page, base), out);
}

static void
pages_name_feeds(void **state)
{
	static const struct {
		const char *html, *first; /* NULL: none */
		size_t count;
	} cases[] = {
		{ "<link rel='alternate' type='application/rss+xml' href='/rss'>",
		    "https://a.example/rss", 1 },
		{ "<link REL='ALTERNATE' TYPE='Application/Atom+XML' HREF='a.xml'>",
		    "https://a.example/news/a.xml", 1 },
		{ "<link rel='home alternate' type='application/feed+json; charset=utf-8' "
		  "href='f'>",
		    "https://a.example/news/f", 1 },
		{ "<base href='https://b.example/x/'><link rel=alternate type=application/rss+xml "
		  "href=y>",
		    "https://b.example/x/y", 1 },
		{ "<link rel='feed' href='/f'>", "https://a.example/f", 1 },
		/* each address once; comments last */
		{ "<link rel=alternate type=application/rss+xml title='Comments' "
		  "href='/comments/feed'>"
		  "<link rel=alternate type=application/rss+xml href='/feed'>"
		  "<link rel=alternate type=application/rss+xml href='https://A.example/feed'>",
		    "https://a.example/feed", 2 },
		/* not feeds */
		{ "<link rel='alternate stylesheet' type='text/css' href='/x'>", NULL, 0 },
		{ "<link rel='alternate' hreflang='en' href='/en'>", NULL, 0 },
		{ "<link rel=alternate title=JSON type=application/json "
		  "href='/wp-json/wp/v2/pages/2'>",
		    NULL, 0 },
		{ "<link rel=alternate type=application/json href='/feed.json'>",
		    "https://a.example/feed.json", 1 },
		{ "<link rel='alternate' type='application/rss+xml' href='javascript:x'>", NULL,
		    0 },
		{ "<link rel='alternate' type='application/rss+xml'>", NULL, 0 },
		{ "<!-- <link rel=alternate type=application/rss+xml href=/x> -->", NULL, 0 },
		{ "<script>'<link rel=alternate type=application/rss+xml href=/x>'</script>", NULL,
		    0 },
		{ "<p>no</p>", NULL, 0 },
		/* guesses, only where nothing is named */
		{ "<a href='/index.rdf'>RSS</a><a href='/other'>x</a>",
		    "https://a.example/index.rdf", 1 },
		{ "<a href='/x'>x</a><a href='/?feed=rss2'>x</a>", "https://a.example/?feed=rss2",
		    1 },
		/* by their words, only where no address looks like a feed */
		{ "<a href='/subscribe/xml'>订阅 RSS</a>", "https://a.example/subscribe/xml", 1 },
		{ "<a href='/news.xml'><b>订</b>阅</a>", "https://a.example/news.xml", 1 },
		{ "<a href='/letter'>订阅我们的邮件</a><a href='/pay'>Subscribe</a>", NULL, 0 },
		{ "<a href='/about'>What RSS is, how it came to be, and why we like to use it</a>",
		    NULL, 0 },
		{ "<a href='/rss-page'>RSS</a><a href='/atom'>x</a>", "https://a.example/atom", 1 },
		{ "<a href='/feed/'>x</a><link rel=alternate type=application/rss+xml href=/rss>",
		    "https://a.example/rss", 1 },
		{ "<a rel=alternate type=application/rss+xml href='feed://a.example/z'>x</a>",
		    "http://a.example/z", 1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct outlines *found = arena_new(&arena, struct outlines);

		find(&arena, cases[i].html, found);
		if (found->count != cases[i].count)
			fail_msg("%s: %zu found", cases[i].html, found->count);
		if (cases[i].first && !str_equal(found->items[0].url, str_from_c(cases[i].first)))
			fail_msg("%s: got %.*s", cases[i].html, STR_ARGS(found->items[0].url));
	}
}

static void
there_is_a_ceiling(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf html CLEAN(buf_done) = { 0 };
	struct outlines *found = arena_new(&arena, struct outlines);

	(void)state;
	for (unsigned i = 0; i < 3 * DISCOVER_MAX; i++)
		buf_push_format(&html, "<link rel=feed href=/%u>", i);
	buf_push_char(&html, '\0');
	find(&arena, html.p, found);
	assert_int_equal(found->count, DISCOVER_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_name_feeds),
		cmocka_unit_test(there_is_a_ceiling),
	};
	int failed;

	if (markup_open(MARKUP_MYHTML, &markup).code)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	markup_close(markup);
	return failed;
}
