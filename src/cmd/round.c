#include <sys/random.h>
#include <time.h>

#include "cmd/message.h"
#include "cmd/feed_rows.h"
#include "cmd/network.h"
#include "cmd/round.h"
#include "show/json_out.h"

/* ---- what is told of one feed or page ---- */

static struct str
event_name(const struct follow_event *event)
{
	return event->feed      ? feed_name(event->feed)
	       : event->picture ? event->picture->url
	       : event->visit	? event->visit->url
				: S("");
}

static bool
is_news(const struct follow_event *event)
{
	if (event->articles || event->revisions || event->whole)
		return true;
	return event->visit && !event->feed &&
	       (event->visit->state == VISIT_CHANGED || event->visit->state == VISIT_GONE ||
		   event->visit->state == VISIT_MOVED);
}

/* 0: never again. */
static int64_t
event_next(const struct follow_event *event)
{
	if (event->feed)
		return event->feed->next;
	if (event->picture)
		return event->picture->next == INT64_MAX ? 0 : event->picture->next;
	return event->visit->next;
}

static void
event_json(struct context *context, const struct follow_event *event)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "poll/1");
	json_out_time(&json, "time", (int64_t)time(NULL));
	if (event->feed)
		json_int(&json, "feed", event->feed->id);
	else if (event->picture)
		json_int(&json, "picture", event->picture->id);
	else
		json_int(&json, "article", event->visit ? event->visit->article : 0);
	json_str(&json, "name", event_name(event));
	json_int(&json, "status", event->status);
	json_c(&json, "fault", event->err.code ? err_row(event->err.code)->name : NULL);
	json_str(&json, "detail", event->detail.n ? event->detail : (struct str){ 0 });
	if (event->visit && !event->feed)
		json_c(&json, "page", visit_word(event->visit->state));
	if (event->verdict)
		json_c(&json, "reading", reading_name(event->verdict));
	if (event->verdict)
		json_bool(&json, "whole", event->whole);
	if (event->picture)
		json_c(&json, "state", picture_state_name(event->picture->state));
	json_int(&json, "items", event->items);
	json_int(&json, "articles", event->articles);
	json_int(&json, "revisions", event->revisions);
	json_int(&json, "faulty", event->faulty);
	json_out_time(&json, "next", event_next(event));
	json_line_end(context, &json);
}

/* "临江日报 (#3)", "https://a.example/1 (article 7)". */
static void
push_name(struct buf *out, const struct follow_event *event)
{
	term_text(out, event_name(event));
	if (event->feed)
		buf_push_format(out, " (#%lld)", (long long)event->feed->id);
	else if (event->picture)
		buf_push_format(out, " (picture %lld)", (long long)event->picture->id);
	else if (event->visit)
		buf_push_format(out, " (article %lld)", (long long)event->visit->article);
}

/* What a page gave, or why it gave nothing; else how it is. */
static void
push_page_news(struct buf *out, const struct follow_event *event)
{
	if (event->whole)
		buf_push_literal(out, "the whole text");
	else if (event->revisions)
		buf_push_literal(out, "a new version");
	else if (event->verdict >= READING_SHORT)
		buf_push_str(out, reading_words(event->verdict));
	else
		buf_push_str(out, str_from_c(visit_word(event->visit->state)));
}

/* "kept: jpeg, 1,024 x 683, 87 kB" */
static void
push_picture(struct buf *out, const struct picture_row *row)
{
	buf_push_str(out, str_from_c(picture_state_name(row->state)));
	if (row->state != PICTURE_KEPT)
		return;
	buf_push_format(out, ": %s, %lld x %lld, ", picture_format_name(row->format),
	    (long long)row->width, (long long)row->height);
	term_size(out, row->size);
}

static void
push_news(struct buf *out, const struct follow_event *event)
{
	if (event->picture) {
		push_picture(out, event->picture);
		return;
	}
	if (event->visit && !event->feed) {
		push_page_news(out, event);
		return;
	}
	if (!event->articles && !event->revisions)
		buf_push_str(out, event->status == 304 ? S("unchanged (304)") : S("nothing new"));
	if (event->articles)
		term_counted(out, event->articles, "new article", "new articles");
	if (event->articles && event->revisions)
		buf_push_literal(out, ", ");
	if (event->revisions)
		term_counted(out, event->revisions, "changed", "changed");
	if (event->faulty) {
		buf_push_literal(out, ", ");
		term_counted(out, event->faulty, "item not understood", "items not understood");
	}
}

static void
put_line(struct round *round, const struct follow_event *event)
{
	struct context *context = round->context;
	struct buf *out = &context->out.buf;

	if (round->with_times) {
		when_push_utc(out, (int64_t)time(NULL));
		buf_push_literal(out, "  ");
	}
	push_name(out, event);
	buf_push_literal(out, ": ");
	push_news(out, event);
	if (context->verbose && event->feed) {
		buf_push_literal(out, "; next ");
		feed_push_next(out, event->feed, (int64_t)time(NULL));
	}
	buf_push_char(out, '\n');
	progress_clear(&context->notes);
	term_flush(&context->notes);
	term_flush(&context->out);
}

/* How long it has been so, and what happens next. */
static void
put_patience(struct context *context, const struct feed_row *feed)
{
	struct buf *out = &context->notes.buf;

	if (!feed->failing || context->quiet)
		return;
	buf_push_literal(out, "  It failed ");
	term_counted(out, feed->failing, "time", "times in a row");
	if (feed->state == FEED_ACTIVE) {
		buf_push_literal(out, " and is asked again ");
		feed_push_next(out, feed, (int64_t)time(NULL));
	} else
		buf_push_literal(out, " and is not asked again");
	buf_push_literal(out, ".\n");
}

/* What, where, what was tried. */
static void
put_fault(struct context *context, const struct follow_event *event)
{
	struct term *notes = &context->notes;

	progress_clear(notes);
	term_style(notes, STYLE_BAD);
	buf_push_literal(&notes->buf, "xinshi: ");
	push_name(&notes->buf, event);
	buf_push_literal(&notes->buf, ": ");
	if (event->detail.n)
		term_put_text(notes, event->detail);
	else
		term_put(notes, "%s%s%s", message_of_fault(event->err.code),
		    event->err.what ? ": " : "", event->err.what ? message(event->err.what) : "");
	term_style(notes, STYLE_PLAIN);
	buf_push_char(&notes->buf, '\n');
	if (event->feed)
		put_patience(context, event->feed);
	term_flush(notes);
}

static void
keep_fault(struct round *round, const struct follow_event *event)
{
	struct arena *arena = &round->context->arena;
	struct round_fault *fault = arena_new(arena, struct round_fault);

	*fault = (struct round_fault){
		.feed = event->feed ? event->feed->id : 0,
		.status = event->status,
		.err = event->err,
		.name = str_copy(arena, event_name(event)),
		.url = str_copy(arena, event->feed ? event->feed->url : event_name(event)),
		.detail = str_copy(arena, event->detail),
	};
	*round->last = fault;
	round->last = &fault->next;
}

static void
told(void *user, const struct follow_event *event)
{
	struct round *round = user;
	struct context *context = round->context;
	bool failed = event->err.code && event->err.code != ERR_INTERRUPTED;

	if (failed && round->with_faults)
		keep_fault(round, event);
	round->progress.done = event->done;
	round->progress.total = event->total;
	round->progress.failed += failed && event->feed;
	if (failed && (event->feed || context->verbose))
		put_fault(context, event);
	if (context->json && round->with_lines)
		event_json(context, event);
	else if (!failed && !context->json && !context->quiet && round->with_lines &&
		 (is_news(event) || context->verbose))
		put_line(round, event);
	if (round->with_bar)
		progress_tell(&round->progress);
}

/* ---- the round ---- */

enum follow_pages
round_pages(const struct options *options)
{
	static const char *const names[] = { [PAGES_NEVER] = "never",
		[PAGES_LATER] = "later",
		[PAGES_THIN] = "thin",
		[PAGES_ALL] = "all" };
	const char *typed = option_text(options, "pages");

	if (option_flag(options, "no-visits"))
		return PAGES_NEVER;
	for (size_t i = 0; i < LENGTH(names); i++)
		if (typed && !strcmp(typed, names[i]))
			return (enum follow_pages)i;
	return PAGES_THIN;
}

static bool
stop(void *user)
{
	const struct round *round = user;

	return interrupted() || (round->end && round->end(round->end_context));
}

static int64_t
seconds_now(void *user)
{
	(void)user;
	return (int64_t)time(NULL);
}

/* Where hubs reach us: a web address that others can reach. */
static struct err
set_callback(struct context *context, struct follow_options *out)
{
	const char *typed = option_text(&context->options, "callback");
	struct url url;

	if (!typed || !*typed)
		return (struct err){ 0 };
	if (url_parse(&context->arena, str_from_c(typed), NULL, &url).code)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--callback is of the form https://news.example/websub, not '%s'", typed);
	out->callback = url_str(url);
	if (getrandom(&out->chance, sizeof(out->chance), 0) != sizeof(out->chance))
		return fault(context, err_new(ERR_IO, "no random numbers"), NULL, "--callback");
	return (struct err){ 0 };
}

static void
begin_progress(struct round *round)
{
	progress_begin(&round->progress, &round->context->notes, "feeds, pages, pictures", 0,
	    round->context->quiet || !round->with_bar);
}

static void
set_pictures(const struct options *typed, struct follow_options *out)
{
	enum { MB = 1 << 20 };

	out->pictures = option_is(typed, "pictures", "none")  ? PICTURES_NONE
			: option_is(typed, "pictures", "all") ? PICTURES_ALL
							      : PICTURES_NEW;
	out->pictures_budget.total = option_number(typed, "pictures-max", 0) * MB;
	out->pictures_budget.source = option_number(typed, "pictures-max-source", 0) * MB;
}

struct err
round_open(struct round *round, struct context *context)
{
	struct follow_options options = {
		.workers = (unsigned)option_number(&context->options, "workers", 0),
		.pages = round->pages,
		.told = told,
		.stop = stop,
		.clock = seconds_now,
		.context = round,
	};
	struct err e = network_settings(context, &options.gate);

	round->context = context;
	round->last = &round->faults;
	begin_progress(round);
	set_pictures(&context->options, &options);
	if (!e.code)
		e = set_callback(context, &options);
	if (e.code)
		return e;
	if (getrandom(&options.seed, sizeof(options.seed), 0) < 0)
		options.seed = (uint64_t)clock_ms();
	e = follow_open(&options, &round->follow);
	if (e.code == ERR_CONFIG)
		return fault(context, e, "man xinshi.conf", "the network's options");
	return e.code ? fault(context, e, "xinshi doctor",
			    "the programs xinshi-fetch, xinshi-parse and xinshi-image")
		      : e;
}

void
round_close(struct round *round)
{
	follow_close(round->follow);
	round->follow = NULL;
}

struct err
round_run(struct round *round, const struct follow_wish *wish, struct follow_totals *out)
{
	struct context *context = round->context;
	struct err e;

	begin_progress(round);
	e = follow_round(round->follow, context->archive, context->search, wish, out);
	progress_clear(&context->notes);
	term_flush(&context->notes);
	return e;
}

/* ---- the sums ---- */

static void
put_feeds(struct term *out, const struct follow_totals *t)
{
	term_put(out, "  ");
	term_counted(&out->buf, t->feeds, "feed asked", "feeds asked");
	term_put(out, ": ");
	term_count(&out->buf, t->unchanged);
	term_put(out, " unchanged, ");
	term_count(&out->buf, t->failed);
	term_put(out, " failed\n");
	term_put(out, "  ");
	term_counted(&out->buf, t->items, "new item", "new items");
	term_put(out, ": ");
	term_counted(&out->buf, t->articles, "new article", "new articles");
	term_put(out, ", ");
	term_count(&out->buf, t->revisions);
	term_put(out, " changed, ");
	term_count(&out->buf, t->duplicates);
	term_put(out, " known from elsewhere, ");
	term_count(&out->buf, t->faulty);
	term_put(out, " not understood\n");
}

static void
put_pages(struct term *out, const struct follow_totals *t)
{
	if (!t->visits && !t->waiting)
		return;
	term_put(out, "  ");
	term_counted(&out->buf, t->visits, "page looked at", "pages looked at");
	term_put(out, ": %lld with the whole text, %lld not readable", (long long)t->whole,
	    (long long)t->refused);
	term_put(out, ", %lld changed, %lld gone, %lld moved\n", (long long)t->visits_changed,
	    (long long)t->visits_gone, (long long)t->visits_moved);
	if (t->waiting)
		term_put(out, "  %lld more in the next round\n", (long long)t->waiting);
}

static void
put_pictures(struct context *context, const struct follow_totals *t)
{
	struct term *out = &context->out;
	struct buf *b = &out->buf;

	if (t->pictures) {
		term_put(out, "  ");
		term_counted(b, t->pictures, "picture asked for", "pictures asked for");
		term_put(out, ": ");
		term_count(b, t->pictures_failed);
		term_put(out, " not kept\n");
	}
	if (t->originals_given_up) {
		term_put(out, "  ");
		term_counted(b, t->originals_given_up, "original", "originals");
		term_put(out, " of pictures given up by the budget (");
		term_size(b, t->given_up_bytes);
		term_put(out, "); their prints and digests stay\n");
	}
	if (t->pictures_full)
		term_put(out,
		    "  the budget for pictures is full: some were not asked for, or not kept"
		    " (--pictures-max)\n");
	if (t->pictures_unprinted) {
		term_put(out, "  ");
		term_counted(b, t->pictures_unprinted, "picture is", "pictures are");
		term_put(out, " kept, but not printed yet; xinshi doctor says whether xinshi-image"
			      " works\n");
	}
}

void
round_put_totals(struct context *context, const struct follow_totals *t)
{
	struct term *out = &context->out;

	put_feeds(out, t);
	put_pages(out, t);
	put_pictures(context, t);
	term_put(out, "  ");
	term_size(&out->buf, t->bytes);
	term_put(out, " received\n");
	if (t->deaths)
		term_put(out, "  %s\n",
		    counted(context, t->deaths, "worker died and was replaced",
			"workers died and were replaced"));
	term_flush(out);
}

void
round_totals_json(struct json *json, const struct follow_totals *t)
{
	json_int(json, "feeds", t->feeds);
	json_int(json, "failed", t->failed);
	json_int(json, "unchanged", t->unchanged);
	json_int(json, "items", t->items);
	json_int(json, "articles", t->articles);
	json_int(json, "revisions", t->revisions);
	json_int(json, "duplicates", t->duplicates);
	json_int(json, "faulty", t->faulty);
	json_int(json, "visits", t->visits);
	json_int(json, "visits_changed", t->visits_changed);
	json_int(json, "visits_gone", t->visits_gone);
	json_int(json, "visits_moved", t->visits_moved);
	json_int(json, "pages_whole", t->whole);
	json_int(json, "pages_refused", t->refused);
	json_int(json, "pages_waiting", t->waiting);
	json_int(json, "pictures_planned", t->pictures_planned);
	json_int(json, "pictures", t->pictures);
	json_int(json, "pictures_failed", t->pictures_failed);
	json_int(json, "pictures_unprinted", t->pictures_unprinted);
	json_int(json, "originals_given_up", t->originals_given_up);
	json_int(json, "given_up_bytes", t->given_up_bytes);
	json_bool(json, "pictures_full", t->pictures_full);
	json_int(json, "bytes", t->bytes);
	json_int(json, "workers_replaced", t->deaths);
}
