#include "cmd/single.h"
#include "cmd/walk.h"
#include "record/outlet.h"
#include "record/wire.h"

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
ask(struct context *context, const struct question *question)
{
	struct buf bytes CLEAN(buf_done) = { 0 }, answer CLEAN(buf_done) = { 0 };
	struct err e;

	wire_put_question(&bytes, question);
	e = single_ask(context, FRAME_EXPLAIN, buf_raw(&bytes), FRAME_TEXT, &answer);
	if (!e.code && utf8_valid_length(buf_raw(&answer)) != answer.n)
		e = err_new(ERR_WIRE, "no text");
	if (!e.code)
		term_lines(&context->out.buf, buf_str(&answer));
	return e;
}

static struct err
run(struct context *context)
{
	const char *path = context->options.args[0];
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct question question = { .now = context->now };
	const struct outlet *outlet;
	struct err e = single_read(context, path, SINGLE_ARTICLE_MAX, &bytes);

	if (e.code)
		return e;
	question.bytes = buf_raw(&bytes);
	question.source = source_of(context, path);
	outlet = outlet_from_name(question.source);
	question.zone_s = outlet ? outlet->zone_s : 0;
	e = ask(context, &question);
	return e.code && !context->told ? fault(context, e, NULL, "%s", path) : e;
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
