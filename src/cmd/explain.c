#include <errno.h>
#include <fcntl.h>

#include "cmd/command.h"
#include "cmd/walk.h"
#include "guard/worker.h"
#include "record/outlet.h"
#include "record/wire.h"

enum { FILE_MAX_SIZE = 16 << 20, DEADLINE_MS = 20000 };

static struct err
read_file(struct context *context, const char *path, struct buf *out)
{
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct err e = { 0 };

	if (fd < 0)
		e = err_from_errno(errno, NULL);
	if (!e.code)
		e = fd_read_all(fd, FILE_MAX_SIZE, out);
	return e.code ? fault(context, e, NULL, "%s", path) : e;
}

static struct str
source_of(struct context *context, const char *path)
{
	struct raw folder =
	    walk_folder((struct raw){ (const unsigned char *)path, strlen(path) }, "");
	const char *typed = option_text(&context->options, "source");

	if (typed)
		return str_from_c(typed);
	if (utf8_valid_length(folder) != folder.n)
		return S("");
	return (struct str){ (const char *)folder.p, folder.n };
}

static struct err
open_worker(struct context *context, struct pool **out)
{
	struct pool_options options = {
		.argument = "parse", .count = 1, .in_flight = 1, .deadline_ms = DEADLINE_MS
	};
	struct str program;
	struct err e = program_path(&context->arena, "xinshi-parse", &program);

	if (e.code)
		return e;
	options.program = str_terminated(&context->arena, program);
	return pool_open(&options, out);
}

static struct err
ask(struct context *context, struct pool *pool, const struct question *question)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct answer answer = { 0 };
	struct err e;

	wire_put_question(&bytes, question);
	e = pool_ask(pool, FRAME_EXPLAIN, 1, buf_raw(&bytes));
	if (e.code)
		return e;
	if (!pool_next(pool, -1, &answer))
		return err_new(ERR_WORKER_DIED, NULL);
	if (answer.err.code)
		return answer.err;
	if (answer.kind == FRAME_ERR)
		return wire_get_err(&context->arena, answer.bytes);
	if (answer.kind != FRAME_TEXT || utf8_valid_length(answer.bytes) != answer.bytes.n)
		return err_new(ERR_WIRE, "no text");
	term_lines(&context->out.buf, (struct str){ (const char *)answer.bytes.p, answer.bytes.n });
	return (struct err){ 0 };
}

static struct err
run(struct context *context)
{
	const char *path = context->options.args[0];
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct question question = { .now = context->now };
	const struct outlet *outlet;
	struct pool *pool = NULL;
	struct err e = read_file(context, path, &bytes);

	if (e.code)
		return e;
	question.bytes = buf_raw(&bytes);
	question.source = source_of(context, path);
	outlet = outlet_from_name(question.source);
	question.zone_s = outlet ? outlet->zone_s : 0;
	e = open_worker(context, &pool);
	if (e.code)
		return fault(context, e, "xinshi doctor", "the worker xinshi-parse");
	e = ask(context, pool, &question);
	pool_close(pool);
	return e.code ? fault(context, e, NULL, "%s", path) : e;
}

const struct command cmd_explain = {
	.name = "explain",
	.summary = "what each stage makes of one file",
	.arguments = "FILE",
	.needs = NEED_NOTHING,
	.args_min = 1,
	.args_max = 1,
	.run = run,
};
