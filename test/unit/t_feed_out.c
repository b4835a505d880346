#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/feed_out.h"

static struct feed_item entries[] = {
	{
	    .id = STR_INIT("https://lin.example/a?x=1&y=2"),
	    .title = STR_INIT("A < B & \"C\" ]]> \x0b"),
	    .lang = STR_INIT("zh-Hans"),
	    .url = STR_INIT("http://127.0.0.1:8080/a/1"),
	    .origin = STR_INIT("https://lin.example/a?x=1&y=2"),
	    .outlet = STR_INIT("临江日报"),
	    .class = STR_INIT("figure"),
	    .html = STR_INIT("<p>一 &amp; 二</p>"),
	    .published = 1612108800,
	    .updated = 1612112400,
	},
};

static const struct feed_out feed = {
	.id = STR_INIT("http://127.0.0.1:8080/feed/all.atom"),
	.title = STR_INIT("信史"),
	.home = STR_INIT("http://127.0.0.1:8080/"),
	.self = STR_INIT("http://127.0.0.1:8080/feed/all.atom"),
	.updated = 1612112400,
	.items = entries,
	.count = 1,
};

static void
atom(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	feed_out_write(&out, FEED_ATOM, &feed);
	assert_true(
	    str_find(buf_str(&out), S("<id>https://lin.example/a?x=1&amp;y=2</id>"), 0) > 0);
	assert_true(str_find(buf_str(&out),
			S("<title>A &lt; B &amp; &quot;C&quot; ]]&gt; </title>"), 0) > 0);
	assert_true(str_find(buf_str(&out), S("<updated>2021-01-31T17:00:00Z</updated>"), 0) > 0);
	assert_true(
	    str_find(buf_str(&out), S("&lt;p&gt;一 &amp;amp; 二&lt;/p&gt;</content>"), 0) > 0);
	assert_true(str_find(buf_str(&out), S("<author><name>临江日报</name>"), 0) > 0);
	assert_true(str_find(buf_str(&out), S("<category term=\"figure\"/>"), 0) > 0);
	assert_true(str_find_char(buf_str(&out), '\x0b', 0) < 0);
}

static void
rss(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	feed_out_write(&out, FEED_RSS, &feed);
	assert_true(
	    str_find(buf_str(&out),
		S("<guid isPermaLink=\"false\">https://lin.example/a?x=1&amp;y=2</guid>"), 0) > 0);
	assert_true(
	    str_find(buf_str(&out), S("<pubDate>Sun, 31 Jan 2021 16:00:00 GMT</pubDate>"), 0) > 0);
	assert_true(str_find(buf_str(&out), S("<category>figure</category>"), 0) > 0);
	assert_true(str_ends(buf_str(&out), S("</channel>\n</rss>\n")));
}

static void
json(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	feed_out_write(&out, FEED_JSON, &feed);
	assert_true(str_equal(
	    buf_str(&out), S("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"信史\","
			     "\"home_page_url\":\"http://127.0.0.1:8080/\",\"feed_url\":\"http://"
			     "127.0.0.1:8080/feed/all.atom\","
			     "\"items\":[{\"id\":\"https://lin.example/a?x=1&y=2\",\"url\":\"http:/"
			     "/127.0.0.1:8080/a/1\","
			     "\"external_url\":\"https://lin.example/a?x=1&y=2\",\"title\":\"A "
			     "\\u003c B & \\\"C\\\" ]]> \\u000b\","
			     "\"content_html\":\"\\u003cp>一 &amp; "
			     "二\\u003c/p>\",\"date_published\":\"2021-01-31T16:00:00Z\","
			     "\"date_modified\":\"2021-01-31T17:00:00Z\",\"language\":\"zh-Hans\","
			     "\"authors\":[{\"name\":\"临江日报\"}],\"tags\":[\"figure\"]}]}\n")));
}

static const struct feed_out piece = {
	.id = STR_INIT("http://127.0.0.1:8080/feed/all.atom"),
	.title = STR_INIT("信史"),
	.self = STR_INIT("http://127.0.0.1:8080/feed/all.rss?archive=2"),
	.links = { [REL_CURRENT] = STR_INIT("http://127.0.0.1:8080/feed/all.rss"),
	    [REL_PREV_ARCHIVE] = STR_INIT("http://127.0.0.1:8080/feed/all.rss?archive=1&filter=a"),
	    [REL_HUB] = STR_INIT("https://hub.example/") },
	.is_archive = true,
	.items = entries,
	.count = 1,
};

/* Where it goes on (RFC 5005), and the hub. */
static void
history(void **state)
{
	static const struct {
		enum feed_kind kind;
		const char *has;
	} cases[] = {
		{ FEED_RSS, "<atom:link rel=\"current\" type=\"application/rss+xml\" "
			    "href=\"http://127.0.0.1:8080/feed/all.rss\"/>" },
		{ FEED_RSS,
		    "<atom:link rel=\"prev-archive\" type=\"application/rss+xml\" "
		    "href=\"http://127.0.0.1:8080/feed/all.rss?archive=1&amp;filter=a\"/>" },
		{ FEED_RSS, "<atom:link rel=\"hub\" href=\"https://hub.example/\"/>" },
		{ FEED_RSS, "<fh:archive/>" },
		{ FEED_RSS, "<dcterms:modified>2021-01-31T17:00:00Z</dcterms:modified>" },
		{ FEED_ATOM, "<link rel=\"current\"" },
		{ FEED_ATOM, "<link rel=\"hub\" href=\"https://hub.example/\"/>" },
		{ FEED_ATOM, "xmlns:fh=\"http://purl.org/syndication/history/1.0\"" },
		{ FEED_ATOM, "<fh:archive/>" },
		{ FEED_JSON,
		    "\"next_url\":\"http://127.0.0.1:8080/feed/all.rss?archive=1&filter=a\"" },
		{ FEED_JSON, "\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/\"}]" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out CLEAN(buf_done) = { 0 };

		feed_out_write(&out, cases[i].kind, &piece);
		if (str_find(buf_str(&out), str_from_c(cases[i].has), 0) < 0)
			fail_msg("%s is not in\n%.*s", cases[i].has, STR_ARGS(buf_str(&out)));
		assert_true(str_find(buf_str(&out), S("complete"), 0) < 0);
	}
}

/* An item's print is that of its own bytes, wherever it stands; another text has another. */
static void
prints(void **state)
{
	struct feed_item items[] = { entries[0], entries[0], entries[0] };
	struct feed_out three = piece;

	(void)state;
	items[1].title = S("another");
	three.items = items;
	three.count = 3;
	for (enum feed_kind kind = FEED_RSS; kind <= FEED_JSON; kind++) {
		struct buf out CLEAN(buf_done) = { 0 };

		feed_out_write(&out, kind, &three);
		assert_int_equal(items[0].print, items[2].print);
		assert_int_not_equal(items[0].print, items[1].print);
	}
}

/* What XML 1.0 cannot hold, in any form. */
static void
forbidden(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	xml_text(&out, S("a\x01\x08\x0c\x1f\xef\xbf\xbe\xef\xbf\xbf\tb\n\xf0\x9f\x8c\x8a"));
	assert_true(str_equal(buf_str(&out), S("a\tb\n\xf0\x9f\x8c\x8a")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(atom),
		cmocka_unit_test(rss),
		cmocka_unit_test(json),
		cmocka_unit_test(history),
		cmocka_unit_test(prints),
		cmocka_unit_test(forbidden),
	};

	return cmocka_run_group_tests_name("feed_out", tests, NULL, NULL);
}
