#include "record/extracted.h"
#include "record/wire.h"

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

void
wire_put_extract_question(struct buf *out, const struct extract_question *question)
{
	put_str(out, question->url);
	put_str(out, question->content_type);
	buf_push_u32(out, (uint32_t)question->zone_s);
	buf_push_u64(out, (uint64_t)question->now);
	buf_push_u8(out, question->explain);
	buf_push_bytes(out, question->bytes);
}

struct err
wire_get_extract_question(struct raw bytes, struct extract_question *out)
{
	struct reader reader = reader_init(bytes);
	struct extract_question question = { 0 };

	question.url = read_str(&reader);
	question.content_type = read_str(&reader);
	question.zone_s = (int32_t)read_u32(&reader);
	question.now = (int64_t)read_u64(&reader);
	question.explain = read_u8(&reader) != 0;
	question.bytes = read_bytes(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind a question");
	if (!reader.err.code)
		*out = question;
	return reader.err;
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
	extracted.image = read_str(&reader);
	extracted.title_evidence = read_str(&reader);
	extracted.plain = read_str(&reader);
	extracted.rule = read_str(&reader);
	extracted.confidence = (int64_t)read_varint(&reader, CONFIDENCE_ALL);
	extracted.count = read_varint(&reader, EXTRACTED_BLOCKS_MAX);
	if (!reader.err.code && extracted.count > reader.rest.n)
		read_fail(&reader, "more blocks than bytes");
	if (reader.err.code)
		return reader.err;
	extracted.blocks = arena_array(arena, struct extracted_block, extracted.count);
	for (size_t i = 0; i < extracted.count && !reader.err.code; i++)
		extracted.blocks[i] = get_block(&reader);
	if (extracted.image.n && !url_is_absolute(extracted.image))
		read_fail(&reader, "address of a picture");
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind what was extracted");
	if (!reader.err.code)
		*out = extracted;
	return reader.err;
}
