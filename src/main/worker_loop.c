#include <stdlib.h>

#include "guard/probe.h"
#include "main/feed_loop.h"
#include "main/item.h"
#include "main/worker_loop.h"
#include "read/lint.h"
#include "read/unpack.h"
#include "refine/feed_clean.h"

enum { KEEP = 1 << 20 /* memory of a large answer is given back */ };

struct desk {
	struct markup *markup;
	struct arena arena;
	struct arena item; /* one item of a feed at a time */
	struct buf in, body; /* the message at hand; the answer's bytes */
};

/* ---- warming up ---- */

/* Every way in: the usual, front matter, GB18030, Big5, UTF-16, what is no article. */
static const char *const samples[] = {
	"<!--1612139160000-->\n[甲 &amp; 乙](https://甲.example/?utm_source=x)\n------\n\n"
	"<p>甲乙 <a href='/b'>b</a><img src='//images.weserv.nl?url=c.example/d.jpg'></p>\n",
	"---\ntitle: \"a\"\nfrom: https://example.org/\ndate: 2021-02-01\n---\n"
	"<p>some plain English text here</p>\n",
	"\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea\xa3\xac\xd2\xd2\xb5\xd8\xd2\xb2\xca\xc7\xa1\xa3",
	"\xa5\xd2\xa6\x61\xa4\x6a\xab\x42\xa1\x41\xa4\x41\xa6\x61\xa4\x5d\xac\x4f\xa1\x43",
	"\xff\xfeh",
	"nothing",
};

static const char *const feed_samples[] = {
	"<?xml version='1.0' encoding='GBK'?><rss "
	"version='2.0'><channel><title>\xbc\xd7</title><item>"
	"<title>a &amp;amp; b</title><link>https://www.google.com/url?q=https://a.example/1</link>"
	"<description>&lt;p style='color:red'&gt;a&lt;/p&gt;</description>"
	"<enclosure url='https://a.example/b.jpg' type='image/jpeg'/></item></channel></rss>",
	"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\"}]}",
};

/* An item whose every part is at hand: a page, a picture, a recording, a title with markup. */
static void
warm_up_items(struct desk *desk, struct feed_question question, struct buf *out)
{
	struct items_question items_question = { .feed = question };
	struct items items;

	if (!items_read(&desk->arena, desk->markup, &items_question, &items).code)
		wire_put_items(out, &items);
	arena_reset(&desk->arena);
}

static void
warm_up_feeds(struct desk *desk)
{
	struct buf out CLEAN(buf_done) = { 0 };

	feed_warm_up();
	for (size_t i = 0; i < LENGTH(feed_samples); i++)
		warm_up_items(desk,
		    (struct feed_question){ .bytes = raw_from_str(str_from_c(feed_samples[i])) },
		    &out);
}

static void
warm_up(struct desk *desk)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < LENGTH(samples); i++) {
		struct question question = { .bytes = raw_from_str(str_from_c(samples[i])) };
		struct article article;
		if (!article_read(&desk->arena, desk->markup, &question, &article).code)
			wire_put_article(&out, &article);
		article_explain(&desk->arena, desk->markup, &question, &out);
		arena_reset(&desk->arena);
	}
	warm_up_feeds(desk);
}

struct err
desk_open(struct desk **out)
{
	struct desk *desk = mem_alloc(sizeof(*desk));
	struct err err;

	*desk =
	    (struct desk){ .in = { .max = FRAME_MAX + FRAME_HEAD }, .body = { .max = FRAME_MAX } };
	err = markup_open(MARKUP_MYHTML, &desk->markup);
	if (err.code) {
		free(desk);
		return err;
	}
	warm_up(desk);
	*out = desk;
	return err;
}

void
desk_close(struct desk *desk)
{
	if (!desk)
		return;
	markup_close(desk->markup);
	arena_done(&desk->arena);
	arena_done(&desk->item);
	buf_done(&desk->in);
	buf_done(&desk->body);
	free(desk);
}

/* ---- answers ---- */

static struct err
answer_article(struct desk *desk, struct raw bytes)
{
	struct question question;
	struct article article;
	struct err err = wire_get_question(bytes, &question);

	if (!err.code)
		err = article_read(&desk->arena, desk->markup, &question, &article);
	if (!err.code)
		wire_put_article(&desk->body, &article);
	return err;
}

static struct err
answer_explain(struct desk *desk, struct raw bytes)
{
	struct question question;
	struct err err = wire_get_question(bytes, &question);

	if (!err.code)
		article_explain(&desk->arena, desk->markup, &question, &desk->body);
	return err;
}

static struct err
answer_feed(struct desk *desk, struct raw bytes)
{
	struct feed_question question;
	struct feed feed;
	struct err err = wire_get_feed_question(bytes, &question);

	if (!err.code)
		err = feed_parse(&desk->arena, &question, &feed);
	if (err.code)
		return err;
	if (!question.raw)
		feed_clean(&desk->arena, &feed);
	wire_put_feed(&desk->body, &feed);
	return err;
}

/* Item after item, so that what is in memory is the feed and one of its articles. */
static void
put_item(struct desk *desk, const struct items_plan *plan, size_t i, size_t *nodes, struct buf *out)
{
	struct article article;
	struct err err;

	arena_reset(&desk->item);
	err = items_article(&desk->item, desk->markup, plan, i, &article);
	if (!err.code && article.doc.count > ITEMS_NODES_MAX - *nodes)
		err = err_new(ERR_TOO_BIG, "all items together");
	if (!err.code)
		*nodes += article.doc.count;
	wire_put_item(out, &article, err);
}

/* What one message cannot hold is left out item by item, each with its fault. */
static void
put_items(struct desk *desk, const struct items_plan *plan)
{
	enum { FAULT_SIZE = 64 };
	struct buf item CLEAN(buf_done) = { .max = FRAME_MAX };
	size_t nodes = 0, count = plan->feed.count;

	wire_put_items_head(&desk->body, &plan->feed, count);
	for (size_t i = 0; i < count; i++) {
		buf_reset(&item);
		put_item(desk, plan, i, &nodes, &item);
		if (item.err.code ||
		    desk->body.n + item.n + FAULT_SIZE * (count - i) > FRAME_MAX) {
			buf_reset(&item);
			wire_put_item(&item, NULL, err_new(ERR_TOO_BIG, "all items together"));
		}
		buf_push_raw(&desk->body, buf_raw(&item));
	}
}

static struct err
answer_items(struct desk *desk, struct raw bytes)
{
	struct items_question question;
	struct items_plan plan;
	struct err err = wire_get_items_question(bytes, &question);

	if (!err.code)
		err = items_plan(&desk->arena, desk->markup, &question, &plan);
	if (!err.code)
		put_items(desk, &plan);
	return err;
}

static struct err
answer_lint(struct desk *desk, struct raw bytes)
{
	struct feed_question question;
	struct feed feed;
	struct err err = wire_get_feed_question(bytes, &question);

	if (!err.code)
		err = feed_lint(&desk->arena, &question, &feed);
	if (!err.code)
		wire_put_feed(&desk->body, &feed);
	return err;
}

static const struct verb {
	struct err (*answer)(struct desk *desk, struct raw bytes);
	enum frame_kind kind;
} verbs[FRAME_KINDS] = {
	[FRAME_QUESTION] = { answer_article, FRAME_ARTICLE },
	[FRAME_EXPLAIN] = { answer_explain, FRAME_TEXT },
	[FRAME_READ_FEED] = { answer_feed, FRAME_FEED },
	[FRAME_LINT_FEED] = { answer_lint, FRAME_FEED },
	[FRAME_READ_ITEMS] = { answer_items, FRAME_ITEMS },
};

static struct err
answer(struct desk *desk, const struct frame *frame)
{
	struct err err;

	if (frame->kind == FRAME_PROBE)
		return probe_succeeds((unsigned)frame->tag) ? (struct err){ 0 }
							    : err_new(ERR_ACCESS, "the lock held");
	if (!verbs[frame->kind].answer)
		return err_new(ERR_WIRE, "not a question");
	err = verbs[frame->kind].answer(desk, frame->bytes);
	return err.code ? err : desk->body.err;
}

static void
give_back(struct buf *buf)
{
	if (buf->capacity > KEEP)
		buf_done(buf);
	else
		buf_reset(buf);
}

void
desk_answer(struct desk *desk, const struct frame *question, struct buf *out)
{
	enum frame_kind kind =
	    verbs[question->kind].answer ? verbs[question->kind].kind : FRAME_TEXT;
	struct err err;

	give_back(&desk->body);
	err = answer(desk, question);
	if (err.code) {
		buf_reset(&desk->body);
		wire_put_err(&desk->body, err);
		kind = FRAME_ERR;
	}
	frame_push(out, kind, question->tag, buf_raw(&desk->body));
	arena_reset(&desk->arena);
}

struct err
desk_loop(struct desk *desk, int in, int out)
{
	struct buf message CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	struct frame question;
	struct err err;

	for (;;) {
		give_back(&desk->in);
		err = frame_read(in, &desk->in, &question);
		if (err.code)
			break;
		give_back(&message);
		desk_answer(desk, &question, &message);
		err = message.err.code ? message.err : fd_write_all(out, buf_raw(&message));
		if (err.code)
			break;
	}
	return err.code == ERR_TRUNCATED ? (struct err){ 0 } : err;
}

/* ---- containers ---- */

static struct err
tell_entry(void *context, struct raw name, uint64_t size)
{
	return frame_write(*(int *)context, FRAME_ENTRY, size, name);
}

static struct err
tell_data(void *context, struct raw bytes)
{
	for (; bytes.n > FRAME_MAX; bytes.p += FRAME_MAX, bytes.n -= FRAME_MAX) {
		struct err err =
		    frame_write(*(int *)context, FRAME_DATA, 0, (struct raw){ bytes.p, FRAME_MAX });
		if (err.code)
			return err;
	}
	return frame_write(*(int *)context, FRAME_DATA, 0, bytes);
}

static struct err
tell_end(void *context)
{
	return frame_write(*(int *)context, FRAME_END, 0, (struct raw){ 0 });
}

static struct err
tell_refused(void *context, struct err why)
{
	return frame_write_err(*(int *)context, 0, why);
}

struct err
unpack_loop(int in, int out)
{
	const struct unpack_sink sink = { &out, tell_entry, tell_data, tell_end, tell_refused };
	struct err err = unpack(in, &unpack_limits, &sink);

	return err.code ? frame_write_err(out, 1, err) : frame_write(out, FRAME_END, 1, (struct raw){ 0 });
}
