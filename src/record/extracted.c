#include "record/extracted.h"
#include "record/wire.h"

const char *
page_kind_name(enum page_kind kind)
{
	static const char *const names[] = {
		[PAGE_ARTICLE] = "article",
		[PAGE_PARTIAL] = "partial",
		[PAGE_LISTING] = "listing",
		[PAGE_ERROR] = "error",
		[PAGE_WALL] = "wall",
	};

	return names[kind];
}

const char *
evidence_name(enum evidence_field field)
{
	static const char *const names[EVIDENCE_FIELDS] = {
		[EVIDENCE_URL] = "url",
		[EVIDENCE_DECK] = "deck",
		[EVIDENCE_AUTHORS] = "authors",
		[EVIDENCE_EDITORS] = "editors",
		[EVIDENCE_ORIGIN] = "origin",
		[EVIDENCE_UPDATED] = "updated",
		[EVIDENCE_LANGUAGE] = "lang",
		[EVIDENCE_SECTION] = "section",
		[EVIDENCE_SITE] = "site",
		[EVIDENCE_IMAGE] = "image",
		[EVIDENCE_TAGS] = "tags",
	};

	return names[field];
}

/* ---- prints ---- */

static void
put_prints(struct buf *out, const uint64_t *prints, size_t count)
{
	buf_push_varint(out, count);
	for (size_t i = 0; i < count; i++)
		buf_push_u64(out, prints[i]);
}

static uint64_t *
get_prints(struct arena *arena, struct reader *reader, size_t *count)
{
	uint64_t *prints;

	*count = read_varint(reader, SITE_PRINTS_MAX);
	if (!reader->err.code && *count > reader->rest.n / sizeof(*prints))
		read_fail(reader, "more prints than bytes");
	if (reader->err.code)
		*count = 0;
	prints = arena_array(arena, uint64_t, *count);
	for (size_t i = 0; i < *count; i++)
		prints[i] = read_u64(reader);
	return prints;
}

/* ---- the question ---- */

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

static void
put_parts(struct buf *out, const struct extract_question *question)
{
	buf_push_varint(out, question->part_count);
	for (size_t i = 0; i < question->part_count; i++) {
		put_str(out, question->parts[i].url);
		put_str(out, question->parts[i].content_type);
		buf_push_bytes(out, question->parts[i].bytes);
	}
}

static void
get_parts(struct reader *reader, struct extract_question *out)
{
	out->part_count = read_varint(reader, EXTRACT_PARTS_MAX);
	for (size_t i = 0; i < out->part_count && !reader->err.code; i++) {
		out->parts[i].url = read_str(reader);
		out->parts[i].content_type = read_str(reader);
		out->parts[i].bytes = read_bytes(reader);
	}
}

void
wire_put_extract_question(struct buf *out, const struct extract_question *question)
{
	put_str(out, question->url);
	put_str(out, question->content_type);
	buf_push_u32(out, (uint32_t)question->zone_s);
	buf_push_u64(out, (uint64_t)question->now);
	buf_push_u8(out, question->explain);
	put_str(out, question->rules);
	put_str(out, question->rules_name);
	put_str(out, question->kept_title);
	put_str(out, question->kept_text);
	buf_push_u64(out, (uint64_t)question->kept_published);
	put_str(out, question->container);
	put_prints(out, question->repeated, question->repeated_count);
	put_parts(out, question);
	buf_push_bytes(out, question->bytes);
}

struct err
wire_get_extract_question(struct arena *arena, struct raw bytes, struct extract_question *out)
{
	struct reader reader = reader_init(bytes);
	struct extract_question question = { 0 };

	question.url = read_str(&reader);
	question.content_type = read_str(&reader);
	question.zone_s = (int32_t)read_u32(&reader);
	question.now = (int64_t)read_u64(&reader);
	question.explain = read_u8(&reader) != 0;
	question.rules = read_str(&reader);
	question.rules_name = read_str(&reader);
	question.kept_title = read_str(&reader);
	question.kept_text = read_str(&reader);
	question.kept_published = (int64_t)read_u64(&reader);
	question.container = read_str(&reader);
	question.repeated = get_prints(arena, &reader, &question.repeated_count);
	if (question.rules.n > SITE_RULES_MAX)
		read_fail(&reader, "rules of a site");
	get_parts(&reader, &question);
	question.bytes = read_bytes(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind a question");
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

/* ---- the answer ---- */

static void
put_lines(struct buf *out, const struct strs *list)
{
	buf_push_varint(out, list->count);
	for (size_t i = 0; i < list->count; i++)
		put_str(out, list->items[i]);
}

static struct strs
get_lines(struct arena *arena, struct reader *reader)
{
	struct strs list = { .count = read_varint(reader, STRS_MAX) };

	if (!reader->err.code && list.count > reader->rest.n)
		read_fail(reader, "more lines than bytes");
	if (reader->err.code)
		list.count = 0;
	list.items = arena_array(arena, struct str, list.count);
	for (size_t i = 0; i < list.count; i++)
		list.items[i] = read_str(reader);
	return list;
}

static void
put_evidence(struct buf *out, const struct extracted *extracted)
{
	buf_push_varint(out, EVIDENCE_FIELDS);
	for (size_t i = 0; i < EVIDENCE_FIELDS; i++)
		put_str(out, extracted->evidence[i]);
}

static void
get_evidence(struct reader *reader, struct extracted *out)
{
	uint64_t count = read_varint(reader, EVIDENCE_FIELDS);

	for (uint64_t i = 0; i < count && !reader->err.code; i++)
		out->evidence[i] = read_str(reader);
}

static void
put_findings(struct buf *out, const struct extracted *extracted)
{
	buf_push_varint(out, extracted->kind);
	put_str(out, extracted->kind_evidence);
	put_lines(out, &extracted->editors);
	put_str(out, extracted->origin);
	put_str(out, extracted->next);
	put_str(out, extracted->whole);
	put_str(out, extracted->container);
	put_prints(out, extracted->prints, extracted->print_count);
	buf_push_varint(out, (uint64_t)extracted->blocks_kept);
	buf_push_varint(out, (uint64_t)extracted->held);
	buf_push_u8(out, extracted->has_title);
	put_lines(out, &extracted->remarks);
	put_evidence(out, extracted);
}

static struct str
get_address(struct reader *reader, const char *what)
{
	struct str s = read_str(reader);

	if (s.n && !url_is_absolute(s))
		read_fail(reader, what);
	return s;
}

static void
get_findings(struct arena *arena, struct reader *reader, struct extracted *out)
{
	out->kind = (enum page_kind)read_varint(reader, PAGE_WALL);
	if (!reader->err.code && out->kind < PAGE_ARTICLE)
		read_fail(reader, "a kind of page");
	out->kind_evidence = read_str(reader);
	out->editors = get_lines(arena, reader);
	out->origin = read_str(reader);
	out->next = get_address(reader, "address of the next page");
	out->whole = get_address(reader, "address of the whole page");
	out->container = read_str(reader);
	out->prints = get_prints(arena, reader, &out->print_count);
	out->blocks_kept = (int64_t)read_varint(reader, INT32_MAX);
	out->held = (int64_t)read_varint(reader, (uint64_t)out->blocks_kept);
	out->has_title = read_u8(reader) != 0;
	out->remarks = get_lines(arena, reader);
	get_evidence(reader, out);
}

static void
put_block(struct buf *out, const struct extracted_block *block)
{
	put_str(out, block->text);
	put_str(out, block->path);
	buf_push_u8(out, block->kept);
	buf_push_varint(out, (uint64_t)block->likely);
}

void
wire_put_extracted(struct buf *out, const struct extracted *extracted)
{
	struct buf article CLEAN(buf_done) = { .max = WIRE_ARTICLE_MAX };

	wire_put_article(&article, &extracted->article);
	if (article.err.code)
		buf_fail(out, article.err);
	buf_push_bytes(out, buf_raw(&article));
	put_str(out, extracted->image);
	put_str(out, extracted->title_evidence);
	put_str(out, extracted->plain);
	put_str(out, extracted->rule);
	buf_push_varint(out, (uint64_t)extracted->confidence);
	put_findings(out, extracted);
	buf_push_varint(out, extracted->count);
	for (size_t i = 0; i < extracted->count; i++)
		put_block(out, &extracted->blocks[i]);
}

static struct extracted_block
get_block(struct reader *reader)
{
	struct extracted_block block = { .text = read_str(reader) };

	block.path = read_str(reader);
	block.kept = read_u8(reader) != 0;
	block.likely = (int64_t)read_varint(reader, CONFIDENCE_ALL);
	return block;
}

struct err
wire_get_extracted(struct arena *arena, struct raw bytes, struct extracted *out)
{
	struct reader reader = reader_init(bytes);
	struct raw article = read_bytes(&reader);
	struct extracted extracted = { 0 };
	struct err err = reader.err.code ? reader.err : wire_get_article(arena, article, &extracted.article);

	if (err.code)
		return err;
	extracted.image = get_address(&reader, "address of a picture");
	extracted.title_evidence = read_str(&reader);
	extracted.plain = read_str(&reader);
	extracted.rule = read_str(&reader);
	extracted.confidence = (int64_t)read_varint(&reader, CONFIDENCE_ALL);
	get_findings(arena, &reader, &extracted);
	extracted.count = read_varint(&reader, EXTRACTED_BLOCKS_MAX);
	if (!reader.err.code && extracted.count > reader.rest.n)
		read_fail(&reader, "more blocks than bytes");
	if (reader.err.code)
		return reader.err;
	extracted.blocks = arena_array(arena, struct extracted_block, extracted.count);
	for (size_t i = 0; i < extracted.count && !reader.err.code; i++)
		extracted.blocks[i] = get_block(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind what was extracted");
	if (!reader.err.code)
		*out = extracted;
	return reader.err;
}
