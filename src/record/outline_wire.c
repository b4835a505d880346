/*
 * outline_wire.c: lists of feeds, and pages, as bytes.
 *
 * Outlines are: title, how many were left out, their number; of each title, url, page, lang, type,
 * whether it is a guess, the number of labels, labels.
 */
#include "record/outline.h"

enum { LINE_BYTES = 8192 };

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

static struct str
get_line(struct reader *reader, size_t max)
{
	struct str s = read_str(reader);

	if (s.n > max)
		read_fail(reader, "line too long");
	return s;
}

/* An address, or nothing where that may be. */
static struct str
get_address(struct reader *reader, bool may_be_empty)
{
	struct str s = get_line(reader, URL_MAX);

	if (!reader->err.code && !(may_be_empty && !s.n) && !url_is_absolute(s))
		read_fail(reader, "URL is not absolute http or https");
	return s;
}

static bool
get_bool(struct reader *reader)
{
	uint8_t value = read_u8(reader);

	if (value > 1)
		read_fail(reader, "neither true nor false");
	return value == 1;
}

/* ---- outlines ---- */

static void
put_outline(struct buf *out, const struct outline *outline)
{
	put_str(out, outline->title);
	put_str(out, outline->url);
	put_str(out, outline->page);
	put_str(out, outline->lang);
	put_str(out, outline->type);
	buf_push_u8(out, outline->is_guess);
	buf_push_varint(out, outline->labels.count);
	for (size_t i = 0; i < outline->labels.count; i++)
		put_str(out, outline->labels.items[i]);
}

void
wire_put_outlines(struct buf *out, const struct outlines *outlines)
{
	put_str(out, outlines->title);
	buf_push_u32(out, outlines->left_out);
	buf_push_varint(out, outlines->count);
	for (size_t i = 0; i < outlines->count; i++)
		put_outline(out, &outlines->items[i]);
}

static void
get_labels(struct arena *arena, struct reader *reader, struct strs *out)
{
	size_t count = (size_t)read_varint(reader, OUTLINE_LABELS_MAX);

	for (size_t i = 0; i < count && !reader->err.code; i++) {
		struct str label = get_line(reader, OUTLINE_LABEL_MAX);

		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = label;
	}
}

static void
get_outline(struct arena *arena, struct reader *reader, struct outline *out)
{
	out->title = get_line(reader, OUTLINE_TEXT_MAX);
	out->url = get_address(reader, false);
	out->page = get_address(reader, true);
	out->lang = get_line(reader, OUTLINE_LABEL_MAX);
	out->type = get_line(reader, OUTLINE_LABEL_MAX);
	out->is_guess = get_bool(reader);
	get_labels(arena, reader, &out->labels);
}

static void
get_outlines(struct arena *arena, struct reader *reader, struct outlines *out)
{
	uint64_t count;

	out->title = get_line(reader, OUTLINE_TEXT_MAX);
	out->left_out = read_u32(reader);
	count = read_varint(reader, OUTLINES_MAX);
	/* an outline is some bytes at least: no allocation beyond what came */
	for (uint64_t i = 0; i < count && !reader->err.code; i++)
		get_outline(arena, reader, outlines_add(arena, out));
}

struct err
wire_get_outlines(struct arena *arena, struct raw bytes, struct outlines *out)
{
	struct reader reader = reader_init(bytes);
	struct outlines outlines = { 0 };

	get_outlines(arena, &reader, &outlines);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind the outlines");
	if (!reader.err.code)
		*out = outlines;
	return reader.err;
}

/* ---- pages ---- */

void
wire_put_page_question(struct buf *out, const struct page_question *question)
{
	buf_push_bytes(out, question->bytes);
	put_str(out, question->url);
	put_str(out, question->content_type);
	put_str(out, question->text);
}

struct err
wire_get_page_question(struct raw bytes, struct page_question *out)
{
	struct reader reader = reader_init(bytes);
	struct page_question question = { .bytes = read_bytes(&reader) };

	question.url = get_line(&reader, LINE_BYTES);
	question.content_type = get_line(&reader, LINE_BYTES);
	question.text = read_str(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind the question");
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

void
wire_put_page_view(struct buf *out, const struct page_view *view)
{
	put_str(out, view->title);
	put_str(out, view->lang);
	put_str(out, view->canonical);
	buf_push_u64(out, (uint64_t)view->blocks);
	buf_push_u64(out, (uint64_t)view->held);
	buf_push_u8(out, view->noindex);
	wire_put_outlines(out, &view->feeds);
}

struct err
wire_get_page_view(struct arena *arena, struct raw bytes, struct page_view *out)
{
	struct reader reader = reader_init(bytes);
	struct page_view view = { .title = get_line(&reader, OUTLINE_TEXT_MAX) };

	view.lang = get_line(&reader, OUTLINE_LABEL_MAX);
	view.canonical = get_address(&reader, true);
	view.blocks = (int64_t)read_u64(&reader);
	view.held = (int64_t)read_u64(&reader);
	view.noindex = get_bool(&reader);
	if (view.blocks < 0 || view.held < 0 || view.held > view.blocks)
		read_fail(&reader, "more held than looked for");
	get_outlines(arena, &reader, &view.feeds);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind the page");
	if (!reader.err.code)
		*out = view;
	return reader.err;
}
