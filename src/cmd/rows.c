#include "cmd/rows.h"
#include "show/json_out.h"

enum { SOURCE_COLUMNS = 14, ID_COLUMNS = 8 };

static struct str
day_of(struct arena *arena, int64_t seconds)
{
	struct buf day CLEAN(buf_done) = { .max = 32 };

	when_push_day(&day, seconds, 0);
	return str_copy(arena, buf_str(&day));
}

/* In a pipe nothing is cut: programs cut fields where they want. */
void
rows_put_article(struct term *out, const struct article_row *row)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str day = day_of(&arena, row->time),
		   id = str_format(&arena, "#%lld", (long long)row->id);
	size_t taken = 10 + 2 + SOURCE_COLUMNS + 2 + ID_COLUMNS + 2;

	buf_push_str(&out->buf, day);
	buf_push_literal(&out->buf, "  ");
	term_style(out, STYLE_DIM);
	term_cell(&out->buf, row->source_name, SOURCE_COLUMNS);
	buf_push_literal(&out->buf, "  ");
	term_cell(&out->buf, id, ID_COLUMNS);
	term_style(out, STYLE_PLAIN);
	buf_push_literal(&out->buf, "  ");
	if (row->changes) {
		term_style(out, STYLE_WARN);
		buf_push_format(&out->buf, "[%lld versions] ", (long long)row->changes + 1);
		term_style(out, STYLE_PLAIN);
		taken += 13;
	}
	if (out->tty && out->columns > taken + 10 &&
	    term_width(row->headline) > out->columns - taken)
		term_cell(&out->buf, row->headline, out->columns - taken);
	else
		term_text(&out->buf, row->headline);
	buf_push_char(&out->buf, '\n');
}

void
rows_push_fault(struct buf *out, const struct capture *capture)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	enum err_code code = err_code_from_name(str_terminated(&arena, capture->fault));

	buf_push_str(out, str_from_c(err_row(code)->text));
	if (capture->fault_what.n) {
		buf_push_literal(out, ": ");
		term_text(out, capture->fault_what);
	}
}

static void
capture_json(struct context *context, const struct capture *capture)
{
	struct json json = json_line(context);
	struct buf name CLEAN(buf_done) = { 0 };

	term_raw(&name, capture->name);
	json_out_begin(&json, NULL, "capture/1");
	json_int(&json, "capture", capture->id);
	json_str(&json, "name", buf_str(&name));
	json_out_time(&json, "fetched", capture->fetched);
	json_int(&json, "size", capture->size);
	json_hex(&json, "sha256", (struct raw){ capture->digest.b, DIGEST_SIZE });
	json_str(&json, "fault", capture->fault);
	json_int(&json, "at", capture->fault_at);
	json_str(&json, "what", capture->fault_what.p ? capture->fault_what : S(""));
	json_line_end(context, &json);
}

void
rows_put_capture(struct context *context, const struct capture *capture)
{
	struct buf *out = &context->out.buf;

	if (context->json) {
		capture_json(context, capture);
		return;
	}
	buf_push_format(out, "capture %lld  ", (long long)capture->id);
	term_raw(out, capture->name);
	buf_push_format(out, "  byte %u: ", capture->fault_at);
	rows_push_fault(out, capture);
	buf_push_char(out, '\n');
	term_pace(&context->out);
}

static void
put_source_json(struct context *context, const struct source *source)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "source/1");
	source_json(&json, source);
	json_line_end(context, &json);
}

void
rows_put_source(struct context *context, const struct source *source)
{
	struct buf *out = &context->out.buf;
	struct arena *arena = &context->arena;

	if (context->json) {
		put_source_json(context, source);
		return;
	}
	term_cell(out, source->name, 18);
	buf_push_literal(out, "  ");
	term_cell(out, source->slug, 16);
	buf_push_format(out, "  %7lld articles %5lld changed  ", (long long)source->articles,
	    (long long)source->changed);
	if (source->articles) {
		buf_push_str(out, day_of(arena, source->oldest));
		buf_push_literal(out, " to ");
		buf_push_str(out, day_of(arena, source->newest));
	}
	buf_push_literal(out, "  ");
	term_text(out, source->host);
	buf_push_char(out, '\n');
	term_pace(&context->out);
}

static void
mark_json(struct context *context, const struct mark_row *mark)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "mark/1");
	json_int(&json, "id", mark->id);
	json_int(&json, "article", mark->article);
	json_int(&json, "version", mark->n);
	json_int(&json, "capture", mark->capture);
	json_hex(&json, "sha256", (struct raw){ mark->digest.b, DIGEST_SIZE });
	json_str(&json, "what", mark_what_name(mark->what));
	json_str(&json, "words", mark->words.p ? mark->words : S(""));
	json_out_time(&json, "made", mark->made);
	json_line_end(context, &json);
}

void
rows_put_mark(struct context *context, const struct mark_row *mark)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf *out = &context->out.buf;

	if (context->json) {
		mark_json(context, mark);
		return;
	}
	buf_push_str(out, day_of(&arena, mark->made));
	buf_push_format(out, "  #%lld  version %lld  ", (long long)mark->article, (long long)mark->n);
	buf_push_str(out, mark_what_name(mark->what));
	if (mark->words.n)
		buf_push_literal(out, ": ");
	term_text(out, mark->words);
	buf_push_char(out, '\n');
	term_pace(&context->out);
}
