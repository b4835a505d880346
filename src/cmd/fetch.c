#include "cmd/feed_rows.h"
#include "cmd/round.h"
#include "show/json_out.h"

/* ---- which feeds ---- */

static struct err
named(struct context *context, struct follow_wish *wish)
{
	size_t count = context->options.arg_count;
	int64_t *ids = arena_array(&context->arena, int64_t, count);

	for (size_t i = 0; i < count; i++) {
		struct feed_row feed;
		struct err e = feed_argument(context, i, &feed);

		if (e.code)
			return e;
		ids[i] = feed.id;
	}
	wish->feeds = ids;
	wish->count = count;
	return (struct err){ 0 };
}

static struct err
all(struct context *context, struct follow_wish *wish)
{
	struct feed_rows rows = { 0 };
	struct err e =
	    feeds_list(context->archive, &context->arena, &(struct feed_filter){ 0 }, &rows);
	int64_t *ids = arena_array(&context->arena, int64_t, rows.count);

	for (size_t i = 0; i < rows.count; i++)
		if (rows.items[i].state == FEED_ACTIVE)
			ids[wish->count++] = rows.items[i].id;
	wish->feeds = ids;
	wish->visits = true;
	return e;
}

static struct err
read_wish(struct context *context, struct follow_wish *wish)
{
	const struct options *options = &context->options;

	*wish = (struct follow_wish){
		.limit = (size_t)option_number(options, "limit", 0),
		.force = option_flag(options, "force"),
		.history = option_flag(options, "history"),
	};
	if (options->arg_count && option_flag(options, "all"))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "feeds by name, or --all: one of them at a time");
	return options->arg_count	     ? named(context, wish)
	       : option_flag(options, "all") ? all(context, wish)
					     : (struct err){ 0 };
}

/* ---- what would be done ---- */

/* The named ones, in the order of typing; else those that are asked at all, soonest first. */
static struct err
planned(struct context *context, struct feed_rows *out)
{
	size_t count = context->options.arg_count;
	struct feed_filter filter = { .due = INT64_MAX };

	if (!count)
		return feeds_list(context->archive, &context->arena, &filter, out);
	out->items = arena_array(&context->arena, struct feed_row, count);
	for (; out->count < count; out->count++) {
		struct err e = feed_argument(context, out->count, &out->items[out->count]);

		if (e.code)
			return e;
	}
	return (struct err){ 0 };
}

static void
put_plan(struct context *context, const struct feed_row *feed, bool now)
{
	struct term *out = &context->out;
	struct buf when CLEAN(buf_done) = { 0 };

	if (now)
		buf_push_literal(&when, "now");
	else
		feed_push_next(&when, feed, context->now);
	term_cell(&out->buf, buf_str(&when), 10);
	buf_push_literal(&out->buf, "  ");
	term_put_text(out, feed_name(feed));
	term_put(out, " (#%lld)  ", (long long)feed->id);
	term_put_text(out, feed->url);
	buf_push_char(&out->buf, '\n');
	term_pace(out);
}

static void
plan_json(struct context *context, const struct feed_row *feed, bool now)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "plan/1");
	json_int(&json, "feed", feed->id);
	json_str(&json, "name", feed_name(feed));
	json_str(&json, "url", feed->url);
	json_bool(&json, "now", now);
	json_out_time(&json, "next", feed->state == FEED_ACTIVE ? feed->next : 0);
	json_line_end(context, &json);
}

static struct err
dry_run(struct context *context)
{
	bool all_now = context->options.arg_count || option_flag(&context->options, "all");
	size_t limit = (size_t)option_number(&context->options, "limit", 0);
	struct feed_rows rows = { 0 };
	struct err e = { 0 };

	if (context->archive)
		e = planned(context, &rows);
	for (size_t i = 0; i < rows.count && !e.code; i++) {
		const struct feed_row *feed = &rows.items[i];
		bool now = (all_now || feed->next <= context->now) && (!limit || i < limit);

		if (context->json)
			plan_json(context, feed, now);
		else
			put_plan(context, feed, now);
	}
	if (!e.code && !rows.count)
		advise(context, "No feed is followed: xinshi add URL");
	return e;
}

/* ---- the round ---- */

static void
put_json(struct context *context, const struct round *round, const struct follow_totals *totals)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "fetch/1");
	json_bool(&json, "complete", !interrupted());
	round_totals_json(&json, totals);
	json_array(&json, "faults");
	for (const struct round_fault *f = round->faults; f; f = f->next) {
		json_object(&json, NULL);
		json_int(&json, "feed", f->feed);
		json_str(&json, "name", f->name);
		json_str(&json, "url", f->url);
		json_c(&json, "fault", err_row(f->err.code)->name);
		json_c(&json, "text", err_row(f->err.code)->text);
		json_str(&json, "detail", f->detail.n ? f->detail : str_from_c(f->err.what));
		json_int(&json, "status", f->status);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_line_end(context, &json);
}

/* Nothing was due: when will it be? */
static void
say_idle(struct context *context)
{
	struct buf span CLEAN(buf_done) = { 0 };
	int64_t next = INT64_MAX;

	if (feeds_next(context->archive, &next).code || next == INT64_MAX) {
		advise(context, "No feed is followed.  Begin:  %.*s add URL",
		    STR_ARGS(command_line(context)));
		return;
	}
	term_span(&span, next > context->now ? next - context->now : 0);
	advise(context, "Nothing is due; the next is in %.*s.  Now: name a feed, or --all.",
	    (int)span.n, span.p);
}

static void
say(struct context *context, const struct round *round, const struct follow_totals *totals)
{
	if (context->json)
		put_json(context, round, totals);
	else if (interrupted())
		return;
	else if (!totals->feeds && !totals->visits && !totals->pictures)
		say_idle(context);
	else if (!context->quiet)
		round_put_totals(context, totals);
}

/* Pictures of all that is kept, newest first. */
static struct err
plan_pictures(struct context *context, struct round *round)
{
	int64_t count = 0;
	struct err e = { 0 };

	if (option_is(&context->options, "pictures", "all"))
		e = follow_plan_pictures(round->follow, context->archive, &count);
	if (count && !context->json)
		advise(context, "%s planned, of articles that are kept.",
		    counted(context, count, "picture is", "pictures are"));
	return e;
}

/* A round takes some pictures of each host, so that feeds are not kept waiting: here nobody waits. */
static struct err
fetch_rounds(struct round *round, const struct follow_wish *wish, struct follow_totals *totals)
{
	const struct follow_wish rest = { .only_pictures = true };
	struct follow_totals more = { 0 };
	struct err e = round_run(round, wish, totals);

	more.pictures_left = totals->pictures_left;
	while (!e.code && more.pictures_left && !wish->limit && !interrupted()) {
		e = round_run(round, &rest, &more);
		follow_totals_add(totals, &more);
		if (!more.pictures)
			break;
	}
	return e;
}

static struct err
fetch(struct context *context, struct round *round)
{
	struct follow_totals totals = { 0 };
	struct follow_wish wish;
	struct err e = read_wish(context, &wish);

	if (!e.code)
		e = round_open(round, context);
	if (e.code)
		return e;
	e = plan_pictures(context, round);
	if (!e.code)
		e = fetch_rounds(round, &wish, &totals);
	if (e.code && e.code != ERR_INTERRUPTED)
		return fault(context, e, NULL, "fetch stopped; what was taken in is safe in %s",
		    context->dir);
	say(context, round, &totals);
	context->status = totals.failed ? 1 : 0;
	return e.code
		   ? fault(context, e, "the same command goes on where this one stopped", "fetch")
		   : e;
}

static struct err
run(struct context *context)
{
	struct round round = {
		.pages = round_pages(&context->options),
		.with_bar = true,
		.with_lines = !context->json,
		.with_faults = context->json,
	};
	struct err e;

	if (option_flag(&context->options, "dry-run"))
		return dry_run(context);
	e = fetch(context, &round);
	round_close(&round);
	return e;
}

const struct command cmd_fetch = {
	.name = "fetch",
	.summary = "ask the feeds that are due, take in what is new",
	.arguments = "[FEED...]",
	.needs = NEED_ARCHIVE_WRITE | NEED_SEARCH,
	.args_max = ARGS_ANY,
	.run = run,
};
