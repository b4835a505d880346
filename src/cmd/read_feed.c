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

struct printer {
	struct context *context;
	struct json json;
	bool begun;
	struct term lines; /* for people: the items, until the head is known */
	size_t count;
};

/* ---- for people: what it is, its items, what was wrong ---- */

static void
put_item(void *user, const struct feed_entry *item)
{
	struct printer *printer = user;

	put_day(&printer->lines, item->published.precision ? item->published : item->updated);
	term_text(&printer->lines.buf, item->title.text.n ? item->title.text : item->url);
	term_put(&printer->lines, "\n");
	printer->count++;
}

static void
put_feed(struct printer *printer, const struct feed *feed)
{
	struct term *out = &printer->context->out;

	put_line(out, "format", str_from_c(feed_format_name(feed->format)));
	put_line(out, "encoding", feed->charset);
	put_line(out, "title", feed->head.title.text);
	put_line(out, "page", feed->head.url);
	term_put(out, "%-10s %zu\n", "items", printer->count);
	buf_push_str(&out->buf, buf_str(&printer->lines.buf));
	single_put_faults(out, NULL, &feed->faults);
}

/* ---- for programs: items as they come, the head behind them ---- */

static void
begin_json(struct printer *printer)
{
	if (printer->begun)
		return;
	printer->begun = true;
	printer->json = json_line(printer->context);
	json_object(&printer->json, NULL);
	json_array(&printer->json, "items");
}

static void
put_item_json(void *user, const struct feed_entry *item)
{
	struct printer *printer = user;

	begin_json(printer);
	feed_json_item(&printer->json, item);
	if (!printer->context->out.tty) /* a terminal gets it whole: see json_line_end */
		term_pace(&printer->context->out);
}

/* Where reading ended badly, what came before it is an object nevertheless; it has no head. */
static void
end_json(struct printer *printer, const struct feed *feed)
{
	if (feed)
		begin_json(printer);
	if (!printer->begun)
		return;
	json_array_end(&printer->json);
	if (feed)
		feed_json_rest(&printer->json, feed);
	json_line_end(printer->context, &printer->json);
}

static struct err
run(struct context *context)
{
	const char *path = context->options.args[0];
	struct printer printer = { .context = context };
	const struct single_items items = { context->json ? put_item_json : put_item, &printer };
	struct feed feed;
	struct err e = single_feed(context, path, FRAME_READ_FEED, &items, &feed);

	if (context->json)
		end_json(&printer, e.code ? NULL : &feed);
	else if (!e.code)
		put_feed(&printer, &feed);
	buf_done(&printer.lines.buf);
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
