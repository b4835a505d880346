#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/feed.h"

#define V11 "\"version\":\"https://jsonfeed.org/version/1.1\""

static struct err
try(struct arena *arena, const char *text, struct feed *out)
{
	struct feed_question question = { .bytes = raw_from_str(str_from_c(text)),
		.base = S("https://a.example/feeds/main.json") };

	return feed_parse(arena, &question, out);
}

static void
same(struct str got, const char *want)
{
	if (!str_equal(got, str_from_c(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARGS(got), want);
}

static void
a_whole_feed(void **state)
{
	static const char text[] =
	    "{" V11 ",\"title\":\"临江日报\",\"home_page_url\":\"/\","
	    "\"feed_url\":\"main.json\",\"description\":\"d\",\"language\":\"zh\","
	    "\"next_url\":\"main2.json\",\"hubs\":[{\"type\":\"WebSub\",\"url\":"
	    "\"https://hub.example/\"}],\"authors\":[{\"name\":\"甲\"},{\"name\":\"乙\"}],"
	    "\"items\":[{\"id\":\"x1\",\"url\":\"../1\",\"title\":\"a < b\","
	    "\"content_html\":\"<p>x</p>\",\"content_text\":\"x\",\"summary\":\"s\","
	    "\"date_published\":\"2024-02-05T10:00:00+08:00\",\"tags\":[\"t\",3,\"\"],"
	    "\"attachments\":[{\"url\":\"a.mp3\",\"mime_type\":\"audio/mpeg\","
	    "\"size_in_bytes\":12}],\"banner_image\":\"/b.png\"}]}";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed feed;
	const struct feed_entry *item;

	(void)state;
	assert_int_equal(try(&arena, text, &feed).code, ERR_NONE);
	assert_int_equal(feed.format, FORMAT_JSON11);
	same(feed.head.title.text, "临江日报");
	same(feed.head.url, "https://a.example/");
	same(feed.head.author, "甲, 乙");
	same(feed.head.language, "zh");
	assert_int_equal(feed.head.links.count, 3);
	same(feed.head.links.items[1].rel, "next");
	same(feed.head.links.items[1].url, "https://a.example/feeds/main2.json");
	assert_int_equal(feed.count, 1);
	item = &feed.items[0];
	same(item->id, "x1");
	same(item->url, "https://a.example/1");
	same(item->title.text, "a < b");
	assert_int_equal(item->title.kind, TEXT_PLAIN);
	same(item->content.text, "<p>x</p>");
	assert_int_equal(item->content.kind, TEXT_HTML);
	assert_int_equal(item->published.offset_s, 28800);
	assert_int_equal(item->tags.count, 1);
	same(item->image, "https://a.example/b.png");
	assert_int_equal(item->enclosures.items[0].length, 12);
}

static void
what_is_forgiven(void **state)
{
	static const struct {
		const char *text, *id;
		size_t items;
	} cases[] = {
		{ "{" V11 ",\"items\":[{\"id\":7}]}", "7", 1 },
		{ "{\"items\":[{\"id\":\"a\"}]}", "a", 1 },
		{ "\xef\xbb\xbf {" V11 ",\"items\":[null,{\"id\":\"a\"},4]}", "a", 1 },
		{ "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"a\","
		  "\"author\":{\"name\":\"b\"}}]} trailing",
		    "a", 1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed feed;

		assert_int_equal(try(&arena, cases[i].text, &feed).code, ERR_NONE);
		assert_int_equal(feed.count, cases[i].items);
		same(feed.items[0].id, cases[i].id);
	}
}

static void
wrong_types_are_missing(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed feed;

	(void)state;
	assert_int_equal(
	    try(&arena,
		"{" V11 ",\"title\":[1],\"items\":[{\"id\":{},\"title\":2,\"url\":null,"
		"\"tags\":\"x\",\"attachments\":{},\"authors\":4,\"date_published\":\"soon\"}]}",
		&feed)
		.code,
	    ERR_NONE);
	assert_null(feed.head.title.text.p);
	assert_int_equal(feed.items[0].tags.count, 0);
	assert_int_equal(feed.items[0].published.precision, WHEN_NONE);
	same(feed.faults.items[0].rule, "date not understood");
}

static void
what_is_refused(void **state)
{
	static const struct {
		const char *text;
		enum err_code code;
	} cases[] = {
		{ "{", ERR_SYNTAX },
		{ "[1,2]", ERR_FEED },
		{ "{\"version\":\"2\"}", ERR_FEED },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf deep CLEAN(buf_done) = { 0 };
	struct feed feed;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(try(&arena, cases[i].text, &feed).code, cases[i].code);
	for (unsigned i = 0; i < 100000; i++)
		buf_push_char(&deep, '[');
	buf_push_char(&deep, '\0');
	assert_int_equal(try(&arena, deep.p, &feed).code, ERR_SYNTAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_feed),
		cmocka_unit_test(what_is_forgiven),
		cmocka_unit_test(wrong_types_are_missing),
		cmocka_unit_test(what_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
