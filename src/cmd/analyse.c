/* analyse.c: what is said in numbers in files of articles, without an archive. */
#include "cmd/analyse.h"
#include "cmd/single.h"

struct err
analyse_open(struct context *context, struct desk **out)
{
	const struct pool_options options = {
		.program = "xinshi-parse",
		.argument = "figures",
		.count = (unsigned)option_number(&context->options, "workers", 0),
		.in_flight = 24,
		.deadline_ms = 20000,
	};
	struct err e = desk_open_of(&options, out);

	return e.code ? fault(context, e, "xinshi doctor", "the worker xinshi-parse") : e;
}

/* One after another: people read no faster. */
static struct err
analyse_file(struct context *context, struct desk *desk, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 }, asked CLEAN(buf_done) = { 0 };
	struct analyse_question question = { .form = ANALYSE_FILE, .published = INT64_MIN, .now = context->now };
	struct desk_answer answer = { 0 };
	struct analysed analysed;
	struct err e = single_read(context, path, SINGLE_ARTICLE_MAX, &bytes);

	if (e.code)
		return e;
	question.bytes = buf_raw(&bytes);
	wire_put_analyse_question(&asked, &question);
	e = asked.err.code ? asked.err : desk_ask_kind(desk, FRAME_ANALYSE, buf_raw(&asked), NULL);
	if (!e.code && desk_next(desk, true, &answer))
		e = answer.err;
	if (!e.code)
		e = wire_get_analysed(&context->arena, answer.bytes, S(""), &analysed);
	if (e.code)
		return fault(context, e, NULL, "%s", path);
	analysed_print(context, &analysed, analysed.text);
	return e;
}

static struct err
analyse_files(struct context *context)
{
	struct desk *desk;
	struct err e = analyse_open(context, &desk);

	if (e.code)
		return e;
	for (size_t i = 0; i < context->options.arg_count && !interrupted(); i++) {
		if (analyse_file(context, desk, context->options.args[i]).code)
			context->status = 1;
		term_pace(&context->out);
	}
	desk_close(desk);
	return e;
}

static struct err
run(struct context *context)
{
	bool lines = context->json || !context->options.arg_count;

	if (lines && context->options.arg_count)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "analyse --json reads lines {\"id\",\"text\"} or {\"id\",\"file\"} from standard input, no FILE");
	context->json = lines;
	return lines ? analyse_lines(context) : analyse_files(context);
}

const struct command cmd_analyse = {
	.name = "analyse",
	.summary = "what a text says in numbers: who, how many, of what, where, when",
	.arguments = "[FILE...]",
	.needs = NEED_NOTHING,
	.args_min = 0,
	.args_max = ARGS_ANY,
	.run = run,
};
