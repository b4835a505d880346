#include "record/rules_report.h"

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

void
wire_put_rules_question(struct buf *out, const struct rules_question *question)
{
	put_str(out, question->text);
	buf_push_u8(out, question->foreign);
}

struct err
wire_get_rules_question(struct raw bytes, struct rules_question *out)
{
	struct reader reader = reader_init(bytes);
	struct rules_question question = { .text = read_str(&reader) };

	question.foreign = read_u8(&reader) != 0;
	if (question.text.n > SITE_RULES_MAX)
		read_fail(&reader, "rules of a site");
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind a question");
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

static void
put_test(struct buf *out, const struct rules_test *test)
{
	put_str(out, test->url);
	buf_push_varint(out, test->contains.count);
	for (size_t i = 0; i < test->contains.count; i++)
		put_str(out, test->contains.items[i]);
}

void
wire_put_rules_report(struct buf *out, const struct rules_report *report)
{
	put_str(out, report->text);
	buf_push_varint(out, report->lines);
	buf_push_varint(out, report->refused);
	buf_push_u8(out, report->has_body);
	buf_push_varint(out, report->remark_count);
	for (size_t i = 0; i < report->remark_count; i++) {
		buf_push_u32(out, report->remarks[i].line);
		put_str(out, report->remarks[i].what);
	}
	buf_push_varint(out, report->test_count);
	for (size_t i = 0; i < report->test_count; i++)
		put_test(out, &report->tests[i]);
}

/* A number of things that each take a byte at least. */
static size_t
get_count(struct reader *reader, size_t max)
{
	uint64_t count = read_varint(reader, max);

	if (!reader->err.code && count > reader->rest.n)
		read_fail(reader, "more things than bytes");
	return reader->err.code ? 0 : (size_t)count;
}

static void
get_test(struct arena *arena, struct reader *reader, struct rules_test *out)
{
	out->url = read_str(reader);
	out->contains.count = get_count(reader, STRS_MAX);
	out->contains.items = arena_array(arena, struct str, out->contains.count);
	for (size_t i = 0; i < out->contains.count; i++)
		out->contains.items[i] = read_str(reader);
}

struct err
wire_get_rules_report(struct arena *arena, struct raw bytes, struct rules_report *out)
{
	struct reader reader = reader_init(bytes);
	struct rules_report report = { .text = read_str(&reader) };

	report.lines = read_varint(&reader, UINT32_MAX);
	report.refused = read_varint(&reader, report.lines);
	report.has_body = read_u8(&reader) != 0;
	report.remark_count = get_count(&reader, RULES_REMARKS_MAX);
	report.remarks = arena_array(arena, struct rules_remark, report.remark_count);
	for (size_t i = 0; i < report.remark_count; i++) {
		report.remarks[i].line = read_u32(&reader);
		report.remarks[i].what = read_str(&reader);
	}
	report.test_count = get_count(&reader, RULES_TESTS_MAX);
	report.tests = arena_array(arena, struct rules_test, report.test_count);
	for (size_t i = 0; i < report.test_count; i++)
		get_test(arena, &reader, &report.tests[i]);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind a report");
	if (!reader.err.code)
		*out = report;
	return reader.err;
}
