#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/feed_out.h"

static const struct feed_entry entries[] = {
	{
	    .id = STR_INIT("https://lin.example/a?x=1&y=2"),
	    .title = STR_INIT("A < B & \"C\" ]]> \x0b"),
	    .lang = STR_INIT("zh-Hans"),
	    .url = STR_INIT("http://127.0.0.1:8080/a/1"),
	    .origin = STR_INIT("https://lin.example/a?x=1&y=2"),
	    .outlet = STR_INIT("临江日报"),
	    .html = STR_INIT("<p>一 &amp; 二</p>"),
	    .published = 1612108800,
	    .updated = 1612112400,
	},
};

static const struct feed feed = {
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
	feed_write(&out, FEED_ATOM, &feed);
	assert_true(
	    str_find(buf_str(&out), S("<id>https://lin.example/a?x=1&amp;y=2</id>"), 0) > 0);
	assert_true(str_find(buf_str(&out),
			S("<title>A &lt; B &amp; &quot;C&quot; ]]&gt; </title>"), 0) > 0);
	assert_true(str_find(buf_str(&out), S("<updated>2021-01-31T17:00:00Z</updated>"), 0) > 0);
	assert_true(
	    str_find(buf_str(&out), S("&lt;p&gt;一 &amp;amp; 二&lt;/p&gt;</content>"), 0) > 0);
	assert_true(str_find(buf_str(&out), S("<author><name>临江日报</name>"), 0) > 0);
	assert_true(str_find_char(buf_str(&out), '\x0b', 0) < 0);
}

static void
rss(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	feed_write(&out, FEED_RSS, &feed);
	assert_true(
	    str_find(buf_str(&out),
		S("<guid isPermaLink=\"false\">https://lin.example/a?x=1&amp;y=2</guid>"), 0) > 0);
	assert_true(
	    str_find(buf_str(&out), S("<pubDate>Sun, 31 Jan 2021 16:00:00 GMT</pubDate>"), 0) > 0);
	assert_true(str_ends(buf_str(&out), S("</channel>\n</rss>\n")));
}

static void
json(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	feed_write(&out, FEED_JSON, &feed);
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
			     "\"authors\":[{\"name\":\"临江日报\"}]}]}\n")));
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
		cmocka_unit_test(forbidden),
	};

	return cmocka_run_group_tests_name("feed_out", tests, NULL, NULL);
}
