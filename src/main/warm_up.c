/*
 * Before the worker locks itself in, each library is led through all it will do, so that nothing is
 * opened or loaded later: every kind of question is answered, for every way in.
 */
#include "main/desk.h"
#include "record/extracted.h"
#include "record/items.h"
#include "record/outline.h"
#include "record/rules_report.h"
#include "record/wire.h"

/* ---- what is asked ---- */

static void
put_file(struct buf *out, struct raw bytes)
{
	wire_put_question(out, &(struct question){ .bytes = bytes });
}

static void
put_feed(struct buf *out, struct raw bytes)
{
	wire_put_feed_question(out, &(struct feed_question){ .bytes = bytes });
}

static void
put_items(struct buf *out, struct raw bytes)
{
	wire_put_items_question(out, &(struct items_question){ .feed.bytes = bytes });
}

static void
put_page(struct buf *out, struct raw bytes)
{
	wire_put_page_question(out, &(struct page_question){ .bytes = bytes,
					.url = S("https://a.example/"),
					.text = S("letters to be looked for") });
}

static void
put_extract(struct buf *out, struct raw bytes)
{
	wire_put_extract_question(
	    out, &(struct extract_question){ .bytes = bytes, .url = S("https://a.example/"), .explain = true,
		 .rules = S("body: //p\ntitle: concat('a', 1 div 2)\nzone: +08:00\nreplace(x): y\n") });
}

static void
put_rules(struct buf *out, struct raw bytes)
{
	wire_put_rules_question(out, &(struct rules_question){ .text = { (const char *)bytes.p, bytes.n }, .foreign = true });
}

/* ---- of what ---- */

/* The usual, front matter, GB18030, Big5, UTF-16, what is no article. */
static const char *const files[] = {
	"<!--1612139160000-->\n[甲 &amp; 乙](https://甲.example/?utm_source=x)\n------\n\n"
	"<p>甲乙 <a href='/b'>b</a><img src='//images.weserv.nl?url=c.example/d.jpg'></p>\n",
	"---\ntitle: \"a\"\nfrom: https://example.org/\ndate: 2021-02-01\n---\n"
	"<p>some plain English text here</p>\n",
	"\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea\xa3\xac\xd2\xd2\xb5\xd8\xd2\xb2\xca\xc7\xa1\xa3",
	"\xa5\xd2\xa6\x61\xa4\x6a\xab\x42\xa1\x41\xa4\x41\xa6\x61\xa4\x5d\xac\x4f\xa1\x43",
	"\xff\xfeh",
	"nothing",
	NULL,
};

static const char *const feeds[] = {
	"<?xml version='1.0' encoding='GBK'?><rss "
	"version='2.0'><channel><title>\xbc\xd7</title><item>"
	"<title>a &amp;amp; b</title><link>https://www.google.com/url?q=https://a.example/1</link>"
	"<description>&lt;p style='color:red'&gt;a&lt;/p&gt;</description>"
	"<enclosure url='https://a.example/b.jpg' type='image/jpeg'/></item></channel></rss>",
	"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\"}]}",
	NULL,
};

static const char *const pages[] = {
	"<html lang=zh><meta charset=gbk><title>\xbc\xd7</title><link rel=alternate "
	"type=application/rss+xml href=/feed><p>\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea</p>",
	"\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea\xa3\xac\xd2\xd2\xb5\xd8\xd2\xb2\xca\xc7\xa1\xa3",
	NULL,
};

static const char *const lists[] = {
	"<?xml version='1.0' encoding='Shift_JIS'?><opml><body><outline text='\x8d\x62' "
	"xmlUrl='https://xn--fiq228c.example/f'/></body></opml>",
	"https://a.example/f \"a\"\n",
	NULL,
};

static const char *const rules[] = {
	"body: //p[1.5]\nfind_string: a\nreplace_string: b\nunknown: c\n",
	NULL,
};

static const struct {
	enum frame_kind kind;
	void (*put)(struct buf *out, struct raw bytes);
	const char *const *samples;
} rows[] = {
	{ FRAME_QUESTION, put_file, files },
	{ FRAME_EXPLAIN, put_file, files },
	{ FRAME_READ_FEED, put_feed, feeds },
	{ FRAME_LINT_FEED, put_feed, feeds },
	{ FRAME_READ_ITEMS, put_items, feeds },
	{ FRAME_READ_PAGE, put_page, pages },
	{ FRAME_READ_OPML, put_page, lists },
	{ FRAME_EXTRACT, put_extract, pages },
	{ FRAME_CHECK_RULES, put_rules, rules },
};

void
desk_warm_up(struct desk *desk)
{
	struct buf question CLEAN(buf_done) = { 0 }, answer CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < LENGTH(rows); i++)
		for (const char *const *sample = rows[i].samples; *sample; sample++) {
			struct frame frame = { .kind = rows[i].kind };

			buf_reset(&question);
			buf_reset(&answer);
			rows[i].put(&question, raw_from_str(str_from_c(*sample)));
			frame.bytes = buf_raw(&question);
			desk_answer(desk, &frame, &answer);
		}
	buf_done(&desk->body);
}
