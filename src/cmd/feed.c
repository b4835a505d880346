#include <stdlib.h>

#include "cmd/fault.h"
#include "cmd/feed_list.h"
#include "cmd/feed_rows.h"

/* ---- all that is known of one ---- */

static void
put_text(struct term *out, const char *what, struct str text)
{
	if (!text.n)
		return;
	term_put(out, "%-14s ", what);
	term_put_text(out, text);
	term_put(out, "\n");
}

/* "2026-11-20T13:05:00Z (2 h ago)". */
static void
put_time(struct context *context, const char *what, int64_t time)
{
	struct term *out = &context->out;

	term_put(out, "%-14s ", what);
	if (time) {
		when_push_utc(&out->buf, time);
		term_put(out, " (");
	}
	feed_push_ago(&out->buf, time, context->now);
	term_put(out, time ? ")\n" : "\n");
}

static void
put_next(struct context *context, const struct feed_row *feed)
{
	struct term *out = &context->out;

	if (feed->state != FEED_ACTIVE)
		return;
	term_put(out, "%-14s ", "next");
	when_push_utc(&out->buf, feed->next);
	term_put(out, " (");
	feed_push_next(&out->buf, feed, context->now);
	term_put(out, ")\n");
}

static void
put_settings(struct context *context, const struct feed_row *feed)
{
	struct term *out = &context->out;
	struct buf text CLEAN(buf_done) = { 0 };

	put_text(out, "address", feed->url);
	if (!str_equal(feed->url, feed->url_added))
		put_text(out, "added as", feed->url_added);
	put_text(out, "page", feed->page);
	if (feed->title.n)
		put_text(out, "calls itself", feed->title_claimed);
	put_text(out, "outlet", feed->source);
	put_text(out, "language", feed->lang);
	if (feed->has_zone)
		term_put(out, "%-14s %c%02d:%02d\n", "zone", feed->zone_s < 0 ? '-' : '+',
		    abs(feed->zone_s) / 3600, abs(feed->zone_s) / 60 % 60);
	for (size_t i = 0; i < feed->labels.count; i++) {
		buf_push_str(&text, i ? S(", ") : S(""));
		buf_push_str(&text, feed->labels.items[i]);
	}
	put_text(out, "labels", buf_str(&text));
	put_text(out, "format", feed->format);
	put_text(out, "characters", feed->charset);
}

static void
put_counts(struct context *context, const struct feed_counts *counts)
{
	struct term *out = &context->out;

	term_put(out, "%-14s %s: %s, %s, %lld known from elsewhere, %lld not understood\n", "gave",
	    counted(context, counts->items, "item", "items"),
	    counted(context, counts->articles, "article", "articles"),
	    counted(context, counts->revisions, "change", "changes"), (long long)counts->duplicates,
	    (long long)counts->faulty);
	term_put(out, "%-14s %s: %lld unchanged (304), %lld with the bytes of last time, %s; ",
	    "answered", counted(context, counts->polls, "time", "times"),
	    (long long)counts->unchanged, (long long)counts->same,
	    counted(context, counts->failures, "failure", "failures"));
	term_size(&out->buf, counts->bytes);
	term_put(out, " received\n");
}

static void
put_one(struct context *context, const struct feed_row *feed)
{
	struct term *out = &context->out;
	enum style style;
	const char *word = feed_word(feed, context->now, &style);

	term_style(out, STYLE_BOLD);
	term_put_text(out, feed_name(feed));
	term_style(out, STYLE_PLAIN);
	term_put(out, "  #%lld  ", (long long)feed->id);
	term_style(out, style);
	term_put(out, "%s\n", word);
	term_style(out, STYLE_PLAIN);
	put_settings(context, feed);
	put_time(context, "followed since", feed->added);
	put_time(context, "last good", feed->last_success);
	put_time(context, "last news", feed->last_change);
	put_time(context, "last asked", feed->last_try);
	put_next(context, feed);
	if (feed->fault.n) {
		term_put(out, "%-14s ", "fault");
		feed_push_fault(&out->buf, feed);
		term_put(out, " (%s)\n", counted(context, feed->failing, "time", "times in a row"));
	}
	put_text(out, "moves to", feed->moved_to);
	put_text(out, "hub", feed->hub);
	if (feed->last_try)
		put_counts(context, &feed->counts);
}

static void
put_feed(struct context *context, const struct feed_row *feed)
{
	if (context->json)
		subscription_put(context, feed);
	else
		put_one(context, feed);
}

/* ---- what people set ---- */

/* Options that change something: then the archive is opened for writing. */
static const char *const changes[] = { "pause", "resume", "title", "source", "label", "no-labels",
	"lang", "zone", "url" };

static bool
is_change(const struct options *options)
{
	for (size_t i = 0; i < LENGTH(changes); i++)
		if (option_flag(options, changes[i]))
			return true;
	return false;
}

static void
set_text(const struct options *options, const char *name, struct str *out)
{
	const char *typed = option_text(options, name);

	if (typed)
		*out = str_trim(str_from_c(typed));
}

static void
set_labels(struct context *context, struct feed_row *feed)
{
	const char *label;

	if (option_flag(&context->options, "no-labels") ||
	    option_item(&context->options, "label", 0))
		feed->labels = (struct strs){ 0 };
	for (size_t i = 0; (label = option_item(&context->options, "label", i)); i++)
		feed_label_add(&context->arena, &feed->labels, str_from_c(label));
}

/* A feed that is asked again after a pause, or at a new address, is asked now. */
static struct err
set_state(struct context *context, struct feed_row *feed)
{
	const struct options *options = &context->options;
	const char *typed = option_text(options, "url");
	struct url url;

	if (option_flag(options, "pause") && (option_flag(options, "resume") || typed))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--pause lets the feed rest, --resume and --url ask it: one of them at a time");
	if (option_flag(options, "pause"))
		feed->state = FEED_PAUSED;
	if (option_flag(options, "resume") || typed) {
		feed->state = FEED_ACTIVE;
		feed->next = context->now;
		feed->failing = 0;
	}
	if (!typed)
		return (struct err){ 0 };
	if (feed_url_typed(&context->arena, str_from_c(typed), &url).code)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--url is of the form https://news.example/rss, not '%s'", typed);
	feed->url = url_str(url);
	feed->moved_to = feed->etag = feed->last_modified = feed->validated_url = S("");
	feed->moved_times = 0;
	return (struct err){ 0 };
}

static struct err
set(struct context *context, struct feed_row *feed)
{
	const struct options *options = &context->options;

	set_text(options, "title", &feed->title);
	set_text(options, "source", &feed->source);
	set_text(options, "lang", &feed->lang);
	set_labels(context, feed);
	if (option_text(options, "zone")) {
		feed->has_zone = option_zone(options, "zone", &feed->zone_s);
		if (!feed->has_zone)
			return fault(context, err_new(ERR_USAGE, NULL), NULL,
			    "--zone is of the form +08:00, not '%s'", option_text(options, "zone"));
	}
	return set_state(context, feed);
}

static struct err
change(struct context *context, struct feed_row *feed)
{
	struct err e = set(context, feed);

	if (!e.code)
		e = archive_begin(context->archive);
	if (!e.code)
		e = feed_put(context->archive, feed);
	return e.code ? e : archive_commit(context->archive);
}

static struct err
run(struct context *context)
{
	bool changing = is_change(&context->options);
	struct feed_row feed;
	struct err e = command_open(context, changing ? NEED_ARCHIVE_WRITE : NEED_ARCHIVE_READ);

	if (e.code)
		return fault(context, e, fault_open_advice(e.code), "%s", context->dir);
	e = feed_argument(context, 0, &feed);
	if (!e.code && changing)
		e = change(context, &feed);
	if (!e.code && !(changing && context->quiet))
		put_feed(context, &feed);
	return e;
}

const struct command cmd_feed = {
	.name = "feed",
	.summary = "all that is known of one feed; its title, labels, pause",
	.arguments = "FEED",
	.needs = NEED_NOTHING,
	.args_min = 1,
	.args_max = 1,
	.run = run,
};
