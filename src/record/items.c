/*
 * items.c: items as bytes: the feed's head, the number of items, and of each whether it is an
 * article (0) or a fault (1), and its bytes.
 */
#include "record/items.h"
#include "record/wire.h"

enum { IS_ARTICLE, IS_FAULT };

void
wire_put_items_head(struct buf *out, const struct feed *feed, size_t count)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct feed head = *feed;

	head.items = NULL;
	head.count = 0;
	wire_put_feed(&bytes, &head);
	buf_push_bytes(out, buf_raw(&bytes));
	buf_push_varint(out, count);
}

void
wire_put_item(struct buf *out, const struct article *article, struct err fault)
{
	struct buf bytes CLEAN(buf_done) = { .max = WIRE_ARTICLE_MAX };

	if (!fault.code) {
		wire_put_article(&bytes, article);
		fault = bytes.err;
	}
	if (fault.code) {
		buf_reset(&bytes);
		wire_put_err(&bytes, fault);
	}
	buf_push_u8(out, fault.code ? IS_FAULT : IS_ARTICLE);
	buf_push_bytes(out, buf_raw(&bytes));
}

void
wire_put_items(struct buf *out, const struct items *items)
{
	wire_put_items_head(out, &items->head, items->count);
	for (size_t i = 0; i < items->count; i++)
		wire_put_item(out, &items->articles[i], items->faults[i]);
}

static void
get_head(struct arena *arena, struct reader *reader, struct feed *out)
{
	struct raw bytes = read_bytes(reader);
	struct err err;

	if (reader->err.code)
		return;
	err = wire_get_feed(arena, bytes, out);
	if (err.code)
		reader->err = err;
	else if (out->count)
		read_fail(reader, "items in the head");
}

static void
get_article(struct arena *arena, struct reader *reader, struct raw bytes, struct article *out)
{
	struct err err = wire_get_article(arena, bytes, out);

	if (err.code)
		reader->err = err;
	else if (!out->url.n || !out->key.n)
		read_fail(reader, "article without an address");
}

static void
get_item(struct arena *arena, struct reader *reader, struct items *items, size_t i)
{
	uint8_t kind = read_u8(reader);
	struct raw bytes = read_bytes(reader);

	if (reader->err.code)
		return;
	if (kind == IS_ARTICLE)
		get_article(arena, reader, bytes, &items->articles[i]);
	else if (kind == IS_FAULT)
		items->faults[i] = wire_get_err(arena, bytes);
	else
		read_fail(reader, "neither an article nor a fault");
}

struct err
wire_get_items(struct arena *arena, struct raw bytes, struct items *out)
{
	struct reader reader = reader_init(bytes);
	struct items items = { 0 };
	size_t nodes = 0;

	get_head(arena, &reader, &items.head);
	items.count = (size_t)read_varint(&reader, FEED_ITEMS_MAX);
	/* an item is two bytes at least: no allocation for what cannot have come */
	if (items.count > reader.rest.n / 2)
		read_fail(&reader, "more items than bytes");
	if (reader.err.code)
		return reader.err;
	items.articles = arena_array(arena, struct article, items.count);
	items.faults = arena_array(arena, struct err, items.count);
	for (size_t i = 0; i < items.count && !reader.err.code; i++) {
		get_item(arena, &reader, &items, i);
		nodes += items.articles[i].doc.count;
		if (nodes > ITEMS_NODES_MAX)
			read_fail(&reader, "too many nodes");
	}
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind the items");
	if (!reader.err.code)
		*out = items;
	return reader.err;
}

/* ---- the question ---- */

void
wire_put_items_question(struct buf *out, const struct items_question *question)
{
	struct buf bytes CLEAN(buf_done) = { 0 };

	wire_put_feed_question(&bytes, &question->feed);
	buf_push_bytes(out, buf_raw(&bytes));
	buf_push_bytes(out, raw_from_str(question->source));
	buf_push_u64(out, (uint64_t)question->now);
}

struct err
wire_get_items_question(struct raw bytes, struct items_question *out)
{
	struct reader reader = reader_init(bytes);
	struct raw feed = read_bytes(&reader);
	struct items_question question = { .source = read_str(&reader) };

	question.now = (int64_t)read_u64(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind the question");
	if (!reader.err.code)
		reader.err = wire_get_feed_question(feed, &question.feed);
	if (!reader.err.code)
		*out = question;
	return reader.err;
}
