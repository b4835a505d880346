#include "cmd/single.h"
#include "record/feed_json.h"

static struct err
run(struct context *context)
{
	const char *path = context->options.args[0];
	struct feed feed;
	struct json json;
	struct err e = single_feed(context, path, FRAME_LINT_FEED, NULL, &feed);

	if (e.code)
		return e;
	if (feed.faults.count)
		context->status = 1;
	if (!context->json) {
		single_put_faults(&context->out, path, &feed.faults);
		if (!feed.faults.count)
			advise(context, "%s: nothing wrong (%s, %.*s)", path,
			    feed_format_name(feed.format), STR_ARGS(feed.charset));
		return e;
	}
	json = json_line(context);
	json_object(&json, NULL);
	feed_faults_json(&json, &feed);
	json_line_end(context, &json);
	return e;
}

const struct command cmd_lint = {
	.name = "lint",
	.summary = "what is wrong with a feed, with line and rule",
	.arguments = "FILE",
	.needs = NEED_NOTHING,
	.args_min = 1,
	.args_max = 1,
	.run = run,
};
