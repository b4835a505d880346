#include "cmd/added.h"
#include "cmd/fault.h"
#include "cmd/feed_rows.h"
#include "cmd/progress.h"
#include "show/json_out.h"

/* ---- for programs ---- */

static void
found_json(struct json *json, const struct outlines *found)
{
	json_array(json, "found");
	for (size_t i = 0; found && i < found->count; i++) {
		const struct outline *outline = &found->items[i];

		json_object(json, NULL);
		json_str(json, "url", outline->url);
		json_str(json, "title", outline->title);
		json_str(json, "lang", outline->lang.n ? outline->lang : (struct str){ 0 });
		json_bool(json, "is_guess", outline->is_guess);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
feed_json(struct json *json, const struct feed_row *feed)
{
	json_int(json, "feed", feed->id);
	json_str(json, "name", feed_name(feed));
	json_str(json, "url", feed->url.n ? feed->url : feed->url_added);
	json_array(json, "labels");
	for (size_t i = 0; i < feed->labels.count; i++)
		json_str(json, NULL, feed->labels.items[i]);
	json_array_end(json);
	json_int(json, "items", feed->counts.items);
	json_int(json, "articles", feed->counts.articles);
	json_out_time(json, "next", feed->next);
}

static void
put_json(struct context *context, const struct outcome *outcome)
{
	static const char *const states[] = { [STATE_ADDED] = "added",
		[STATE_EXISTS] = "exists",
		[STATE_SEVERAL] = "several",
		[STATE_FAILED] = "failed",
		[STATE_WOULD] = "would" };
	struct json json = json_line(context);
	struct str detail = outcome->detail.n ? outcome->detail : str_from_c(outcome->err.what);

	json_out_begin(&json, NULL, "add/1");
	json_str(&json, "argument", outcome->typed);
	json_c(&json, "state", states[outcome->state]);
	if (outcome->feed)
		feed_json(&json, outcome->feed);
	if (outcome->state == STATE_SEVERAL)
		found_json(&json, outcome->found);
	json_c(&json, "fault", outcome->err.code ? err_row(outcome->err.code)->name : NULL);
	json_str(&json, "detail", detail.n ? detail : (struct str){ 0 });
	json_line_end(context, &json);
}

/* ---- for people ---- */

static void
put_labels(struct term *out, const struct feed_row *feed)
{
	for (size_t i = 0; i < feed->labels.count; i++) {
		term_put(out, i ? ", " : "  [");
		term_put_text(out, feed->labels.items[i]);
	}
	term_put(out, feed->labels.count ? "]" : "");
}

static void
put_added(struct context *context, const struct outcome *outcome)
{
	const struct feed_row *feed = outcome->feed;
	struct term *out = &context->out;

	term_put(out, outcome->state == STATE_WOULD ? "Would add " : "Added ");
	term_put_text(out, feed_name(feed));
	if (feed->id)
		term_put(out, " (#%lld)", (long long)feed->id);
	if (!str_equal(feed_name(feed), feed->url_added)) {
		term_put(out, "  ");
		term_put_text(out, feed->url_added);
	}
	put_labels(out, feed);
	if (outcome->asked) {
		term_put(out, ": ");
		term_counted(&out->buf, feed->counts.items, "item", "items");
		term_put(out, ", ");
		term_counted(&out->buf, feed->counts.articles, "new article", "new articles");
		term_put(out, "; asked again ");
		feed_push_next(&out->buf, feed, context->now);
	}
	term_put(out, "\n");
	if (outcome->note)
		term_put(out, "          (%s)\n", outcome->note);
}

static void
put_exists(struct context *context, const struct feed_row *feed)
{
	struct term *out = &context->out;

	term_put_text(out, feed_name(feed));
	term_put(out, " (#%lld) is followed already", (long long)feed->id);
	if (feed->state == FEED_PAUSED || feed->state == FEED_GONE)
		term_put(out, ", but %s.  Ask it again:  %.*s feed %lld --resume\n",
		    feed->state == FEED_PAUSED ? "paused" : "gone", STR_ARGS(command_line(context)),
		    (long long)feed->id);
	else
		term_put(out, ".\n");
}

/* What is to be typed has a line of its own, in quotes: a title may be anything. */
static void
put_several(struct context *context, const struct outcome *outcome)
{
	struct term *out = &context->out;
	struct str line = command_line(context);

	term_put_text(out, outcome->typed);
	term_put(out, " names %s, and none was added.  Type one of:\n",
	    counted(context, (int64_t)outcome->found->count, "feed", "feeds"));
	for (size_t i = 0; i < outcome->found->count; i++) {
		const struct outline *found = &outcome->found->items[i];

		term_put(out, "\n  ");
		term_put_text(out, found->title.n ? found->title : found->url);
		term_put(out, found->is_guess ? " (looks like one)" : "");
		term_put(out, "\n    %.*s add ", STR_ARGS(line));
		term_put_text(out, shell_word(&context->arena, found->url));
		term_put(out, "\n");
	}
}

/* Where it is known what was tried, that names address and fault by itself. */
static void
put_failed(struct context *context, const struct outcome *outcome)
{
	struct term *notes = &context->notes;
	const char *advice =
	    outcome->feed ? "it was added, and is asked again" : fault_advice(outcome->err.code);

	if (!outcome->detail.n) {
		(void)fault(context, outcome->err, advice, "%.*s", STR_ARGS(outcome->typed));
		context->told = false;
		return;
	}
	progress_clear(notes);
	term_style(notes, STYLE_BAD);
	term_put(notes, "xinshi: ");
	term_put_text(notes, outcome->detail);
	term_style(notes, STYLE_PLAIN);
	term_put(notes, advice ? "\n  Try: %s\n" : "\n", advice);
	term_flush(notes);
}

void
outcome_put(struct context *context, const struct outcome *outcome)
{
	if (outcome->err.code && !context->json)
		put_failed(context, outcome);
	if (context->json)
		put_json(context, outcome);
	else if (context->quiet)
		return;
	else if (outcome->state == STATE_SEVERAL)
		put_several(context, outcome);
	else if (outcome->state == STATE_EXISTS)
		put_exists(context, outcome->feed);
	else if (outcome->state != STATE_FAILED && !outcome->err.code)
		put_added(context, outcome);
	term_pace(&context->out);
}
