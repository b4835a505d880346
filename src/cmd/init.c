#include "cmd/command.h"

static void
say(struct context *context, const char *dir)
{
	struct json json;

	if (!context->json) {
		if (!context->quiet)
			term_put(&context->out, "An empty archive is in %s.\n", dir);
		advise(context, "Fill it:  %.*s add URL, or import PATH...",
		    STR_ARGS(command_line(context)));
		return;
	}
	json = json_line(context);
	json_object(&json, NULL);
	json_c(&json, "schema", "init/1");
	json_c(&json, "archive", dir);
	json_line_end(context, &json);
}

static struct err
run(struct context *context)
{
	struct err e;

	if (context->options.arg_count) {
		context->dir = context->options.args[0];
		context->dir_is_preset = false;
	}
	e = archive_create(context->dir);
	if (e.code == ERR_EXISTS)
		return fault(context, e,
		    "xinshi import PATH... to fill it; xinshi stats to see what is in it", "%s",
		    context->dir);
	if (e.code)
		return fault(context, e, NULL, "%s", context->dir);
	say(context, context->dir);
	return e;
}

const struct command cmd_init = {
	.name = "init",
	.summary = "make an empty archive",
	.arguments = "[DIR]",
	.needs = NEED_NOTHING,
	.args_max = 1,
	.run = run,
};
