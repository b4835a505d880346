/*
 * Feeds that come piece by piece say what they say at once, and cost no more memory than an item.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/lint.h"

struct pieces {
	struct raw rest;
	size_t size, fails_at; /* 0: never */
};

static struct err
next(void *context, struct raw *piece)
{
	struct pieces *pieces = context;
	size_t n = pieces->rest.n < pieces->size ? pieces->rest.n : pieces->size;

	if (pieces->fails_at && pieces->rest.n <= pieces->fails_at)
		return err_new(ERR_IO, "the wire was cut");
	*piece = (struct raw){ pieces->rest.p, n };
	pieces->rest = (struct raw){ pieces->rest.p + n, pieces->rest.n - n };
	return (struct err){ 0 };
}

struct taken {
	struct buf bytes; /* of the items, as they go over the wire */
	size_t count, most;
};

static struct err
take(void *context, struct feed_entry *item)
{
	struct taken *taken = context;

	if (taken->most && taken->count == taken->most)
		return err_new(ERR_INTERRUPTED, "enough");
	taken->count++;
	wire_put_feed_entry(&taken->bytes, item);
	return (struct err){ 0 };
}

static const struct feed_question question = { .base =
						   STR_INIT("https://news.example/f/feed.xml") };

static struct err
stream(struct arena *arena, struct pieces pieces, struct taken *taken, struct feed *out)
{
	const struct feed_input input = { next, &pieces };
	const struct feed_sink sink = { take, taken };

	return feed_stream(arena, &question, &input, &sink, out);
}

#define XML "<?xml version='1.0'?>\n"

static const char *const documents[] = {
	XML "<rss version='2.0'><channel><title>t</title><item><title>甲 &amp; b</title>"
	    "<geo:lat>1</geo:lat><category domain='d'>c</category></item>\n"
	    "<item xml:base='x/'><link>y</link><geo:long>2</geo:long>"
	    "<description>&lt;p&gt;</description></item></channel></rss>",
	/* items that are not ended, with a base and prefixes of their own */
	"<rss><channel xml:base='c/'><item xml:base='a/' "
	"xmlns:q='http://purl.org/dc/elements/1.1/'>"
	"<link>1</link><x xmlns:r='u'><item><link>2</link><q:creator>n</q:creator>"
	"<item xml:base='b/'><link>3</link><title>&eacute;<item><title>4</title><link>4</link>",
	"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	"xmlns='http://purl.org/rss/1.0/'><channel><title>t</title></channel><item rdf:about='u'>"
	"<title>a</title></item><item><title>b</title></item><image><url>i</url></image></rdf:RDF>",
	"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='zh'><entry><author><name>n</name>"
	"<email>e</email></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
	"<b a='&quot;'>x</b></div></content><updated>2024-02-30</updated></entry><title>t</title>"
	"<author><name>m</name></author></feed>",
	"{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":["
	"{\"id\":\"1\",\"content_html\":\"<p>x\",\"tags\":[\"a\"]},{\"id\":2,\"url\":\"/y\"}]}",
};

static void
assert_same(const struct buf *a, const struct buf *b, const char *document, size_t size)
{
	if (!str_equal(buf_str(a), buf_str(b)))
		fail_msg("by %zu: %s", size, document);
}

static void
pieces_say_what_the_whole_says(void **state)
{
	static const size_t sizes[] = { 1, 2, 7, 64, 100000 };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(documents) * LENGTH(sizes); i++) {
		const char *document = documents[i / LENGTH(sizes)];
		size_t size = sizes[i % LENGTH(sizes)];
		struct buf items CLEAN(buf_done) = { 0 }, head CLEAN(buf_done) = { 0 };
		struct buf head_too CLEAN(buf_done) = { 0 };
		struct feed_question whole = question;
		struct taken taken = { 0 };
		struct feed feed, streamed;

		whole.bytes = raw_from_str(str_from_c(document));
		assert_int_equal(feed_parse(&arena, &whole, &feed).code, ERR_NONE);
		assert_int_equal(
		    stream(&arena, (struct pieces){ whole.bytes, size, 0 }, &taken, &streamed).code,
		    ERR_NONE);
		assert_true(feed.count >= 1 && feed.count == taken.count && !streamed.count);
		for (size_t k = 0; k < feed.count; k++)
			wire_put_feed_entry(&items, &feed.items[k]);
		assert_same(&items, &taken.bytes, document, size);
		feed.count = 0;
		wire_put_feed(&head, &feed);
		wire_put_feed(&head_too, &streamed);
		assert_same(&head, &head_too, document, size);
		buf_done(&taken.bytes);
	}
}

/* ---- character sets: what decides may come late ---- */

static void
fill(struct buf *out, const char *what, size_t until)
{
	while (out->n < until)
		buf_push_str(out, str_from_c(what));
}

static void
charsets_are_decided_late(void **state)
{
	static const struct {
		const char *declaration, *text, *charset, *want;
	} cases[] = {
		{ "", "\xd7\xdc\xcd\xb3\xd6\xdc\xd2\xbb\xcb\xb5", "GB18030", "总统周一说" },
		{ "<?xml version='1.0' encoding='gbk'?>", "\xd7\xdc\xcd\xb3", "GB18030", "总统" },
		{ "<?xml version='1.0' encoding='utf-8'?>",
		    "\xd7\xdc\xcd\xb3\xd6\xdc\xd2\xbb\xcb\xb5", "GB18030", "总统周一说" },
		{ "<?xml version='1.0' encoding='big5'?>", "总统周一说", "UTF-8", "总统周一说" },
		{ "", "plain", "UTF-8", "plain" },
	};
	static const size_t paddings[] = { 100, 511 << 10, 700 << 10, 1100 << 10 };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases) * LENGTH(paddings); i++) {
		size_t k = i % LENGTH(cases);
		struct buf text CLEAN(buf_done) = { 0 };
		struct taken taken = { 0 };
		struct feed_entry item;
		struct feed feed;

		buf_push_str(&text, str_from_c(cases[k].declaration));
		fill(&text, "<!-- only ASCII up to here -->", paddings[i / LENGTH(cases)]);
		buf_push_format(&text, "<rss><channel><item><title>%s</title><link>1</link></item>",
		    cases[k].text);
		fill(&text, "<!-- and behind it -->", text.n + paddings[i / LENGTH(cases)]);
		assert_int_equal(
		    stream(&arena, (struct pieces){ buf_raw(&text), 65536, 0 }, &taken, &feed).code,
		    ERR_NONE);
		assert_string_equal(feed.charset.p, cases[k].charset);
		assert_int_equal(
		    wire_get_feed_entry(&arena, buf_raw(&taken.bytes), &item).code, ERR_NONE);
		if (!str_equal(item.title.text, str_from_c(cases[k].want)))
			fail_msg("case %zu: %.*s", i, STR_ARGS(item.title.text));
		buf_done(&taken.bytes);
	}
}

/* A sample ends where it ends: half a character says nothing against a set. */
static void
a_cut_character_is_no_evidence(void **state)
{
	static const struct {
		const char *charset, *declared, *unit;
	} cases[] = {
		{ "UTF-8", "utf-8", "总统周一说" },
		{ "GB18030", "gb2312", "\xd7\xdc\xcd\xb3\xd6\xdc\xd2\xbb\xcb\xb5" },
		{ "BIG5", "big5", "\xc1\x60\xb2\xce\xbb\xa1" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < 3 * LENGTH(cases); i++) {
		struct buf text CLEAN(buf_done) = { 0 };
		struct taken taken = { 0 };
		struct feed feed;

		buf_push_format(&text, "<?xml version='1.0' encoding='%s'?>%.*s<rss><item><title>",
		    cases[i / 3].declared, (int)(i % 3), "  ");
		fill(&text, cases[i / 3].unit, 1 << 20);
		buf_push_literal(&text, "</title></item></rss>");
		assert_int_equal(
		    stream(&arena, (struct pieces){ buf_raw(&text), 4096, 0 }, &taken, &feed).code,
		    ERR_NONE);
		assert_string_equal(feed.charset.p, cases[i / 3].charset);
		assert_true(str_find(buf_str(&taken.bytes), S("\xEF\xBF\xBD"), 0) < 0);
		buf_done(&taken.bytes);
	}
}

static void
wide_characters_are_cut_too(void **state)
{
	static const char item[] =
	    "<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0\x32\x75<\0/\0i\0t\0e\0m\0>\0";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct taken taken = { 0 };
	struct feed feed;

	(void)state;
	buf_push(&text, "\xff\xfe<\0r\0s\0s\0>\0", 12);
	for (int i = 0; i < 30000; i++)
		buf_push(&text, item, sizeof(item) - 1);
	assert_int_equal(
	    stream(&arena, (struct pieces){ buf_raw(&text), 4095, 0 }, &taken, &feed).code,
	    ERR_NONE);
	assert_int_equal(taken.count, FEED_ITEMS_MAX);
	assert_string_equal(feed.charset.p, "UTF-16LE");
	assert_true(str_find(buf_str(&taken.bytes), S("甲"), 0) > 0);
	assert_true(str_find(buf_str(&taken.bytes), S("\xEF\xBF\xBD"), 0) < 0);
	buf_done(&taken.bytes);
}

/* ---- ends ---- */

static void
what_came_before_the_end_stays(void **state)
{
	static const char broken[] = "<rss><channel><item><title>a</title></item><item><title>b"
				     "</title></item><item><title>c";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct pieces pieces = { raw_from_str(str_from_c(broken)), 1, 0 };
	struct taken taken = { 0 };
	struct feed feed;

	(void)state;
	assert_int_equal(stream(&arena, pieces, &taken, &feed).code, ERR_NONE);
	assert_int_equal(taken.count, 3);
	assert_true(feed.faults.count > 0);
	taken = (struct taken){ .bytes = taken.bytes, .most = 1 };
	assert_int_equal(stream(&arena, pieces, &taken, &feed).code, ERR_INTERRUPTED);
	assert_int_equal(taken.count, 1);
	buf_done(&taken.bytes);
}

static void
an_input_that_fails_is_told(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct taken taken = { 0 };
	struct feed feed;

	(void)state;
	buf_push_literal(&text, "<rss><channel>");
	fill(&text,
	    "<item><title>甲</title><description>乙丙丁 and more of the same, so that there are "
	    "fewer of them</description></item>",
	    2 << 20);
	assert_int_equal(
	    stream(&arena, (struct pieces){ buf_raw(&text), 65536, 1 << 20 }, &taken, &feed).code,
	    ERR_IO);
	assert_true(taken.count > 5000);
	buf_done(&taken.bytes);
	assert_int_equal(
	    stream(&arena, (struct pieces){ { NULL, 0 }, 1, 0 }, &taken, &feed).code, ERR_EMPTY);
	assert_int_equal(
	    stream(&arena, (struct pieces){ { (const unsigned char *)" \n ", 3 }, 1, 0 }, &taken,
		&feed)
		.code,
	    ERR_EMPTY);
}

static void
memory_is_that_of_an_item(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct pieces pieces;
	const struct feed_input input = { next, &pieces };
	struct taken taken = { 0 };
	struct feed feed;

	(void)state;
	buf_push_literal(&text, "<rss version='2.0'><channel><title>t</title>");
	fill(&text,
	    "<item "
	    "xml:base='a/'><title>&lt;甲</title><link>&amp;</link><category>c</category></item>\n",
	    1600 << 10);
	pieces = (struct pieces){ buf_raw(&text), 65536, 0 };
	assert_int_equal(stream(&arena, pieces, &taken, &feed).code, ERR_NONE);
	assert_true(taken.count > 15000);
	assert_true(arena.used < 512 << 10);
	arena_reset(&arena);
	assert_int_equal(feed_lint_stream(&arena, &question, &input, &feed).code, ERR_NONE);
	assert_true(feed.faults.more > 10000); /* nothing says that a category is there */
	assert_true(arena.used < 512 << 10);
	buf_done(&taken.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_say_what_the_whole_says),
		cmocka_unit_test(charsets_are_decided_late),
		cmocka_unit_test(a_cut_character_is_no_evidence),
		cmocka_unit_test(wide_characters_are_cut_too),
		cmocka_unit_test(what_came_before_the_end_stays),
		cmocka_unit_test(an_input_that_fails_is_told),
		cmocka_unit_test(memory_is_that_of_an_item),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
