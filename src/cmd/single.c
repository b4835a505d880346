#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cmd/single.h"
#include "record/wire.h"

enum { DEADLINE_MS = 20000 };

static struct err
open_file(const char *path, int *out)
{
	bool is_input = strcmp(path, "-") == 0;

	*out = is_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	return *out < 0 ? err_from_errno(errno, NULL) : (struct err){ 0 };
}

struct err
single_read(struct context *context, const char *path, size_t max, struct buf *out)
{
	int fd CLEAN(fd_close) = -1;
	struct err e = open_file(path, &fd);

	if (!e.code)
		e = fd_read_all(fd, max, out);
	return e.code ? fault(context, e, NULL, "%s", path) : e;
}

static struct err
open_worker(struct context *context, struct pool **out)
{
	struct pool_options options = {
		.argument = "parse", .count = 1, .in_flight = 1, .deadline_ms = DEADLINE_MS
	};
	struct str program;
	struct err e = program_path(&context->arena, "xinshi-parse", &program);

	if (!e.code) {
		options.program = str_terminated(&context->arena, program);
		e = pool_open(&options, out);
	}
	return e.code ? fault(context, e, "xinshi doctor", "the worker xinshi-parse") : e;
}

static struct err
ask(struct context *context, struct pool *pool, enum frame_kind kind, struct raw question,
    enum frame_kind wanted, struct buf *out)
{
	struct answer answer = { 0 };
	struct err e = pool_ask(pool, kind, 1, question);

	if (e.code)
		return e;
	if (!pool_next(pool, -1, &answer))
		return err_new(ERR_WORKER_DIED, NULL);
	if (answer.err.code)
		return answer.err;
	if (answer.kind == FRAME_ERR)
		return wire_get_err(&context->arena, answer.bytes);
	if (answer.kind != wanted)
		return err_new(ERR_WIRE, "an answer of another kind");
	buf_push_raw(out, answer.bytes);
	return out->err;
}

struct err
single_ask(struct context *context, enum frame_kind kind, struct raw question,
    enum frame_kind wanted, struct buf *answer)
{
	struct pool *pool = NULL;
	struct err e = open_worker(context, &pool);

	if (e.code)
		return e;
	e = ask(context, pool, kind, question, wanted, answer);
	pool_close(pool);
	return e;
}

/* ---- feeds ---- */

static void
take_header(struct feed_question *question, struct str header)
{
	const struct {
		struct str name;
		struct str *value;
	} headers[] = {
		{ S("Content-Type"), &question->content_type },
		{ S("Content-Location"), &question->location },
		{ S("Content-Language"), &question->language },
	};
	struct str name;

	if (!pull_until(&header, S(":"), &name))
		return;
	for (size_t i = 0; i < LENGTH(headers); i++)
		if (str_equal_nocase(str_trim(name), headers[i].name))
			*headers[i].value = str_trim(header);
}

static struct err
take_options(struct context *context, struct feed_question *question)
{
	const struct options *options = &context->options;
	const char *header;

	question->base = str_from_c(option_text(options, "base"));
	for (size_t i = 0; (header = option_item(options, "header", i)); i++) {
		if (!strchr(header, ':'))
			return fault(context, err_new(ERR_USAGE, NULL), NULL,
			    "--header is of the form 'Name: value', not '%s'", header);
		take_header(question, str_from_c(header));
	}
	if (!option_zone(options, "zone", &question->zone_s))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--zone is of the form +08:00, not '%s'", option_text(options, "zone"));
	return (struct err){ 0 };
}

static struct err
open_reader(struct context *context, enum frame_kind kind, const struct feed_question *question,
    int input, struct stream **out)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct str program;
	struct err e = program_path(&context->arena, "xinshi-parse", &program);

	wire_put_feed_question(&bytes, question);
	if (!e.code)
		e = stream_ask(str_terminated(&context->arena, program), "feed", kind,
		    buf_raw(&bytes), input, out);
	return e.code ? fault(context, e, "xinshi doctor", "the worker xinshi-parse") : e;
}

static struct err
take_item(const struct single_items *items, struct arena *arena, struct raw bytes)
{
	struct feed_entry item;
	struct err e;

	arena_reset(arena);
	e = wire_get_feed_entry(arena, bytes, &item);
	if (!e.code)
		items->take(items->user, &item);
	return e;
}

/* What the worker says, up to its end. */
static struct err
take_answers(struct context *context, struct stream *stream, const struct single_items *items,
    struct feed *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	bool is_there = false;
	struct frame frame;
	struct err e;

	while (e = stream_next(stream, &frame), !e.code && frame.kind != FRAME_END) {
		if (frame.kind == FRAME_FEED_ENTRY && items && !is_there)
			e = take_item(items, &arena, frame.bytes);
		else if (frame.kind == FRAME_FEED && !is_there)
			e = wire_get_feed(
			    &context->arena, raw_copy(&context->arena, frame.bytes), out);
		else
			e = err_new(ERR_WIRE, "an answer of another kind");
		if (e.code)
			return e;
		is_there = frame.kind == FRAME_FEED;
	}
	return e.code || is_there ? e : err_new(ERR_WIRE, "no answer");
}

struct err
single_feed(struct context *context, const char *path, enum frame_kind kind,
    const struct single_items *items, struct feed *out)
{
	struct feed_question question = { 0 };
	struct stream *stream = NULL;
	int fd CLEAN(fd_close) = -1;
	struct err e = take_options(context, &question);

	if (!e.code)
		e = open_file(path, &fd);
	if (!e.code)
		e = open_reader(context, kind, &question, fd, &stream);
	if (!e.code)
		e = take_answers(context, stream, items, out);
	if (e.what) /* it may be the stream's */
		e.what = str_terminated(&context->arena, str_from_c(e.what));
	stream_close(stream);
	return e.code && !context->told ? fault(context, e, NULL, "%s", path) : e;
}

void
single_put_faults(struct term *out, const char *path, const struct feed_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct feed_fault *fault = &faults->items[i];

		if (path)
			term_raw(
			    &out->buf, (struct raw){ (const unsigned char *)path, strlen(path) });
		term_put(out, path ? ":%u: " : "line %u: ", fault->line);
		term_text(&out->buf, fault->rule);
		if (fault->what.n)
			term_put(out, ": ");
		term_text(&out->buf, fault->what);
		term_put(out, "\n");
	}
	if (faults->more)
		term_put(out, "and %u more\n", faults->more);
}
