#include "record/analysed.h"
#include "record/figure_wire.h"

enum { FINDING_SIZE_MIN = 12 };

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

/* ---- the question ---- */

void
wire_put_analyse_question(struct buf *out, const struct analyse_question *question)
{
	buf_push_u8(out, (uint8_t)question->form);
	buf_push_u8(out, (uint8_t)question->want);
	put_str(out, question->headline);
	put_str(out, question->source);
	buf_push_u64(out, (uint64_t)question->published);
	buf_push_u32(out, (uint32_t)question->zone_s);
	buf_push_u64(out, (uint64_t)question->now);
	buf_push_bytes(out, question->bytes);
}

struct err
wire_get_analyse_question(struct raw bytes, struct analyse_question *out)
{
	struct reader reader = reader_init(bytes);
	struct analyse_question question = { .form = (enum analyse_form)read_varint(&reader, ANALYSE_BODY) };

	question.want = (unsigned)read_varint(&reader, WANT_ALL);
	question.headline = read_str(&reader);
	question.source = read_str(&reader);
	question.published = (int64_t)read_u64(&reader);
	question.zone_s = (int32_t)read_u32(&reader);
	question.now = (int64_t)read_u64(&reader);
	question.bytes = read_bytes(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind a question");
	if (question.zone_s < -86400 || question.zone_s > 86400)
		read_fail(&reader, "a zone");
	if (question.form == ANALYSE_TEXT && utf8_valid_length(question.bytes) != question.bytes.n)
		read_fail(&reader, "text is not UTF-8");
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

/* ---- the answer ---- */

static void
put_finding(struct buf *out, const struct found_part *finding, size_t index, size_t count)
{
	wire_put_span(out, finding->span);
	buf_push_u8(out, (uint8_t)finding->list);
	wire_put_word(out, finding->kind);
	wire_put_word(out, finding->value);
	wire_put_bounds(out, &finding->bounds);
	wire_put_word(out, finding->unit);
	wire_put_span(out, finding->latin);
	buf_push_varint(out, finding->same < count ? finding->same : index);
	wire_put_word(out, finding->office);
}

static void
get_finding(struct reader *reader, struct str text, size_t count, struct found_part *out)
{
	out->span = wire_get_span(reader, text);
	out->list = (enum finding_list)read_varint(reader, FINDING_LISTS - 1);
	out->kind = wire_get_word(reader);
	out->value = wire_get_word(reader);
	wire_get_bounds(reader, &out->bounds);
	out->unit = wire_get_word(reader);
	out->latin = wire_get_span(reader, text);
	out->same = (uint32_t)read_varint(reader, count - 1);
	out->office = wire_get_word(reader);
}

void
wire_put_analysed(struct buf *out, const struct analysed *analysed, struct str text)
{
	struct buf figures CLEAN(buf_done) = { 0 };
	size_t count = analysed->count <= FINDINGS_MAX ? analysed->count : FINDINGS_MAX;

	wire_put_figures(&figures, &analysed->figures, text);
	put_str(out, analysed->text);
	put_str(out, analysed->headline);
	buf_push_bytes(out, buf_raw(&figures));
	buf_fail(out, figures.err);
	buf_push_varint(out, count);
	for (size_t i = 0; i < count; i++)
		put_finding(out, &analysed->findings[i], i, count);
}

struct err
wire_get_analysed(struct arena *arena, struct raw bytes, struct str text, struct analysed *out)
{
	struct reader reader = reader_init(bytes);
	struct analysed analysed = { .text = read_str(&reader), .headline = read_str(&reader) };
	struct raw figures = read_bytes(&reader);
	struct err e = reader.err;

	text = analysed.text.n ? analysed.text : text;
	if (!e.code)
		e = wire_get_figures(arena, figures, text, &analysed.figures);
	if (e.code)
		return e;
	analysed.count = read_varint(&reader, FINDINGS_MAX);
	if (!reader.err.code && analysed.count > reader.rest.n / FINDING_SIZE_MIN)
		read_fail(&reader, "more findings than bytes");
	if (reader.err.code)
		return reader.err;
	analysed.findings = arena_array(arena, struct found_part, analysed.count);
	for (size_t i = 0; i < analysed.count && !reader.err.code; i++)
		get_finding(&reader, text, analysed.count, &analysed.findings[i]);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind what was found");
	if (!reader.err.code)
		*out = analysed;
	return reader.err;
}
