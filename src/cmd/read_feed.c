#include "cmd/single.h"
#include "record/feed_json.h"

static void
put_line(struct term *out, const char *label, struct str value)
{
	if (!value.n)
		return;
	term_put(out, "%-10s ", label);
	term_text(&out->buf, value);
	term_put(out, "\n");
}

static void
put_day(struct term *out, struct when when)
{
	if (when.precision != WHEN_NONE)
		when_push_day(&out->buf, when_seconds(when), 0);
	else
		term_put(out, "%10s", "");
	term_put(out, "  ");
}

/* For people: what it is, its items, what was wrong. */
static void
put_feed(struct context *context, const struct feed *feed)
{
	struct term *out = &context->out;

	put_line(out, "format", str_from_c(feed_format_name(feed->format)));
	put_line(out, "encoding", feed->charset);
	put_line(out, "title", feed->head.title.text);
	put_line(out, "page", feed->head.url);
	term_put(out, "%-10s %zu\n", "items", feed->count);
	for (size_t i = 0; i < feed->count; i++) {
		const struct feed_entry *item = &feed->items[i];

		put_day(out, item->published.precision ? item->published : item->updated);
		term_text(&out->buf, item->title.text.n ? item->title.text : item->url);
		term_put(out, "\n");
	}
	single_put_faults(out, NULL, &feed->faults);
}

static struct err
run(struct context *context)
{
	struct buf answer CLEAN(buf_done) = { 0 };
	const char *path = context->options.args[0];
	struct feed feed;
	struct json json;
	struct err e = single_ask_feed(context, path, FRAME_READ_FEED, FRAME_FEED, &answer);

	if (!e.code)
		e = wire_get_feed(&context->arena, buf_raw(&answer), &feed);
	if (e.code)
		return e;
	if (!context->json) {
		put_feed(context, &feed);
		return e;
	}
	json = json_line(context);
	json_object(&json, NULL);
	feed_json(&json, &feed);
	json_line_end(context, &json);
	return e;
}

const struct command cmd_read_feed = {
	.name = "read-feed",
	.summary = "what a feed says: RSS, Atom, RDF, CDF, JSON Feed",
	.arguments = "FILE",
	.needs = NEED_NOTHING,
	.args_min = 1,
	.args_max = 1,
	.run = run,
};
