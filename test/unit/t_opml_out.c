#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/opml_out.h"

static struct str labels[][3] = {
	{ STR_INIT("Asia"), STR_INIT("daily"), STR_INIT("war & peace") },
	{ STR_INIT("Asia"), STR_INIT("a/b, c") },
};

static struct outline outlines[] = {
	{ .title = STR_INIT("甲报 <A> & \"B\""),
	    .url = STR_INIT("https://a.example/feed?x=1&y=2"),
	    .page = STR_INIT("https://a.example/"),
	    .lang = STR_INIT("zh-Hans"),
	    .labels = { labels[0], 3, 3 } },
	{ .title = STR_INIT("乙"), .url = STR_INIT("https://b.example/feed") },
	{ .url = STR_INIT("https://c.example/feed"), .labels = { labels[1], 2, 2 } },
};

static void
writes(void **state)
{
	struct outlines list = { outlines, LENGTH(outlines), LENGTH(outlines), S("我的"), 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	static const char wanted[] =
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head>\n"
	    "<title>我的</title>\n<dateModified>Sun, 31 Jan 2021 16:00:00 GMT</dateModified>\n"
	    "<docs>http://opml.org/spec2.opml</docs>\n</head>\n<body>\n"
	    "<outline text=\"Asia\">\n"
	    "<outline type=\"rss\" text=\"甲报 &lt;A&gt; &amp; &quot;B&quot;\" "
	    "title=\"甲报 &lt;A&gt; &amp; &quot;B&quot;\" "
	    "xmlUrl=\"https://a.example/feed?x=1&amp;y=2\" htmlUrl=\"https://a.example/\" "
	    "language=\"zh-Hans\" category=\"/daily,/war &amp; peace\"/>\n"
	    "<outline text=\"a/b, c\">\n"
	    "<outline type=\"rss\" text=\"https://c.example/feed\" "
	    "xmlUrl=\"https://c.example/feed\"/>\n</outline>\n</outline>\n"
	    "<outline type=\"rss\" text=\"乙\" title=\"乙\" xmlUrl=\"https://b.example/feed\"/>\n"
	    "</body>\n</opml>\n";

	(void)state;
	opml_write(&out, &list, 1612108800);
	assert_string_equal(buf_str(&out).p ? (buf_push_char(&out, '\0'), out.p) : "", wanted);
}

/* A title is what people gave, else what the feed says; without one it is called by its address. */
static void
from_feeds(void **state)
{
	struct arena arena = { 0 };
	struct feed_row rows[] = {
		{ .url = S("https://a.example/"), .title = S("A"), .title_claimed = S("Claimed") },
		{ .url = S("https://b.example/"),
		    .title_claimed = S("Claimed"),
		    .page = S("https://b.example/home"),
		    .labels = { labels[0], 3, 3 } },
		{ .url = S("https://c.example/") },
	};
	struct outlines list;

	(void)state;
	opml_from_feeds(&arena, &(struct feed_rows){ rows, LENGTH(rows) }, &list);
	assert_int_equal(list.count, 3);
	assert_true(str_equal(list.items[0].title, S("A")));
	assert_true(str_equal(list.items[1].title, S("Claimed")));
	assert_true(str_equal(list.items[1].page, S("https://b.example/home")));
	assert_int_equal(list.items[1].labels.count, 3);
	assert_int_equal(list.items[2].title.n, 0);
	assert_true(str_equal(feed_name(&rows[2]), S("https://c.example/")));
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes),
		cmocka_unit_test(from_feeds),
	};

	return cmocka_run_group_tests_name("opml_out", tests, NULL, NULL);
}
