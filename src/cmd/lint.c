#include "cmd/single.h"
#include "record/feed_json.h"

/* FILE:LINE: rule: what */
static void
put_faults(struct context *context, const char *path, const struct feed_faults *faults)
{
	struct term *out = &context->out;

	for (size_t i = 0; i < faults->count; i++) {
		const struct feed_fault *fault = &faults->items[i];

		term_raw(&out->buf, (struct raw){ (const unsigned char *)path, strlen(path) });
		term_put(out, ":%u: ", fault->line);
		term_text(&out->buf, fault->rule);
		if (fault->what.n)
			term_put(out, ": ");
		term_text(&out->buf, fault->what);
		term_put(out, "\n");
	}
	if (faults->more)
		term_put(out, "and %u more\n", faults->more);
}

static struct err
run(struct context *context)
{
	struct buf answer CLEAN(buf_done) = { 0 };
	const char *path = context->options.args[0];
	struct feed feed;
	struct json json;
	struct err e = single_ask_feed(context, path, FRAME_LINT_FEED, FRAME_FEED, &answer);

	if (!e.code)
		e = wire_get_feed(&context->arena, buf_raw(&answer), &feed);
	if (e.code)
		return e;
	if (feed.faults.count)
		context->status = 1;
	if (!context->json) {
		put_faults(context, path, &feed.faults);
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
