#include "cmd/feed_rows.h"
#include "show/json_out.h"

static void
say(struct context *context, const struct feed_row *feed)
{
	struct json json;

	if (context->json) {
		json = json_line(context);
		json_out_begin(&json, NULL, "remove/1");
		json_int(&json, "feed", feed->id);
		json_str(&json, "name", feed_name(feed));
		json_str(&json, "url", feed->url);
		json_int(&json, "items", feed->counts.items);
		json_line_end(context, &json);
		return;
	}
	if (context->quiet)
		return;
	term_put_text(&context->out, feed_name(feed));
	term_put(&context->out, " (#%lld) is not followed any more; ", (long long)feed->id);
	if (feed->counts.items) {
		term_put(&context->out, "the ");
		term_counted(&context->out.buf, feed->counts.items, "item", "items");
		term_put(
		    &context->out, " it gave %s.\n", feed->counts.items == 1 ? "stays" : "stay");
	} else
		term_put(&context->out, "it gave nothing.\n");
}

/* All are found before one is touched: a misspelt name changes nothing. */
static struct err
run(struct context *context)
{
	size_t count = context->options.arg_count;
	struct feed_row *feeds = arena_array(&context->arena, struct feed_row, count);
	struct err e = { 0 };

	for (size_t i = 0; i < count && !e.code; i++)
		e = feed_argument(context, i, &feeds[i]);
	if (!e.code)
		e = archive_begin(context->archive);
	for (size_t i = 0; i < count && !e.code; i++) {
		feeds[i].state = FEED_REMOVED;
		e = feed_put(context->archive, &feeds[i]);
	}
	if (!e.code)
		e = archive_commit(context->archive);
	for (size_t i = 0; i < count && !e.code; i++)
		say(context, &feeds[i]);
	if (!e.code && count == 1)
		advise(context, "Follow it again:  %.*s add %.*s", STR_ARGS(command_line(context)),
		    STR_ARGS(shell_word(&context->arena, feeds[0].url_added)));
	return e;
}

const struct command cmd_remove = {
	.name = "remove",
	.summary = "follow a feed no more; what it gave stays",
	.arguments = "FEED...",
	.needs = NEED_ARCHIVE_WRITE,
	.args_min = 1,
	.args_max = ARGS_ANY,
	.run = run,
};
