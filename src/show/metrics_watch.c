#include "show/metrics_watch.h"

#include <stdlib.h>

#include "show/watch.h"

/* The feeds of one outlet together. */
struct tally {
	int64_t source, feeds;
	struct str slug;
	struct feed_counts counts;
	int64_t last_success;
};

/* ---- writing: text format 0.0.4 ---- */

static void
metric(struct buf *out, const char *name, const char *kind, const char *help)
{
	buf_push_format(out, "# HELP xinshi_%s %s\n# TYPE xinshi_%s %s\n", name, help, name, kind);
}

static void
single(struct buf *out, const char *name, const char *help, int64_t value)
{
	metric(out, name, "gauge", help);
	buf_push_format(out, "xinshi_%s %lld\n", name, (long long)value);
}

/* A label's value: backslash, quote and line break escaped. */
static void
label(struct buf *out, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"' || value.p[i] == '\\')
			buf_push_char(out, '\\');
		if (value.p[i] == '\n')
			buf_push_literal(out, "\\n");
		else
			buf_push_char(out, value.p[i]);
	}
}

/* ---- by outlet ---- */

#define COUNT(member) offsetof(struct tally, counts.member)
static const struct {
	const char *name, *kind, *help;
	size_t at;
} series[] = {
	{ "source_feeds", "gauge", "Feeds followed.", offsetof(struct tally, feeds) },
	{ "source_polls_total", "counter", "Times its feeds were asked.", COUNT(polls) },
	{ "source_unchanged_total", "counter", "Answers 304.", COUNT(unchanged) },
	{ "source_failures_total", "counter", "Failures.", COUNT(failures) },
	{ "source_bytes_total", "counter", "Bytes received.", COUNT(bytes) },
	{ "source_items_total", "counter", "Items new in its feeds.", COUNT(items) },
	{ "source_full_items_total", "counter", "Of these with the whole text.", COUNT(full) },
	{ "source_faulty_items_total", "counter", "Of these that could not be read.",
	    COUNT(faulty) },
	{ "source_articles_total", "counter", "Articles made new.", COUNT(articles) },
	{ "source_revisions_total", "counter", "Articles that changed.", COUNT(revisions) },
	{ "source_duplicates_total", "counter", "Items known already.", COUNT(duplicates) },
	{ "source_last_success_seconds", "gauge", "Unix time; 0: never.",
	    offsetof(struct tally, last_success) },
};

static void
tally_add(struct tally *tally, const struct feed_row *feed)
{
	const int64_t *from = (const int64_t *)&feed->counts;
	int64_t *to = (int64_t *)&tally->counts;

	_Static_assert(sizeof(feed->counts) % sizeof(*to) == 0, "counts are numbers alone");
	tally->feeds++;
	for (size_t i = 0; i < sizeof(feed->counts) / sizeof(*to); i++)
		to[i] += from[i];
	if (feed->last_success > tally->last_success)
		tally->last_success = feed->last_success;
}

static struct str
slug_of(const struct sources *sources, int64_t id)
{
	for (size_t i = 0; i < sources->count; i++)
		if (sources->items[i].id == id)
			return sources->items[i].slug;
	return id ? S("other") : S("unknown");
}

/* The place of the outlet; those past the last one share it. */
static struct tally *
tally_of(struct tally *tallies, size_t *count, const struct sources *sources, int64_t source)
{
	for (size_t i = 0; i < *count; i++)
		if (tallies[i].source == source)
			return &tallies[i];
	if (*count == METRICS_SOURCES + 1)
		return &tallies[METRICS_SOURCES];
	if (*count == METRICS_SOURCES)
		source = -1; /* of no outlet: all others */
	tallies[*count] = (struct tally){ .source = source, .slug = slug_of(sources, source) };
	return &tallies[(*count)++];
}

static void
sources_text(struct request *request, struct buf *out, const struct watch *watch,
    const struct sources *sources)
{
	struct tally *tallies = arena_array(request->arena, struct tally, METRICS_SOURCES + 1);
	size_t count = 0;

	for (size_t i = 0; i < watch->count; i++)
		tally_add(tally_of(tallies, &count, sources, watch->items[i].source),
		    &watch->items[i].row);
	for (size_t s = 0; s < LENGTH(series); s++) {
		metric(out, series[s].name, series[s].kind, series[s].help);
		for (size_t i = 0; i < count; i++) {
			const char *at = (const char *)&tallies[i] + series[s].at;

			buf_push_format(out, "xinshi_%s{source=\"", series[s].name);
			label(out, tallies[i].slug);
			buf_push_format(out, "\"} %lld\n", (long long)*(const int64_t *)at);
		}
	}
}

/* ---- totals ---- */

static void
feeds_text(const struct request *request, struct buf *out, const struct watch *watch)
{
	static const char *const names[] = {
		[HEALTH_NEW] = "new",
		[HEALTH_GOOD] = "good",
		[HEALTH_WARN] = "warn",
		[HEALTH_BAD] = "bad",
	};
	enum { LATE_S = 3600 };
	int64_t by_health[LENGTH(names)] = { 0 }, due = 0, overdue = 0;

	for (size_t i = 0; i < watch->count; i++) {
		const struct feed_row *feed = &watch->items[i].row;
		bool active = feed->state == FEED_ACTIVE;

		by_health[feed_health(feed, request->now)]++;
		due += active && feed->next <= request->now;
		overdue += active && feed->next + LATE_S <= request->now;
	}
	metric(out, "feeds", "gauge", "Feeds followed, by how they are.");
	for (size_t i = HEALTH_NEW; i < LENGTH(names); i++)
		buf_push_format(
		    out, "xinshi_feeds{health=\"%s\"} %lld\n", names[i], (long long)by_health[i]);
	single(out, "feeds_due", "Feeds to be asked now.", due);
	single(out, "feeds_overdue", "Feeds that should have been asked an hour ago.", overdue);
}

static void
visits_text(struct buf *out, const struct visit_counts *counts)
{
	static const char *const names[] = {
		[VISIT_NEW] = "new",
		[VISIT_ALIVE] = "alive",
		[VISIT_CHANGED] = "changed",
		[VISIT_GONE] = "gone",
		[VISIT_MOVED] = "moved",
		[VISIT_BARRED] = "barred",
		[VISIT_FAILED] = "failed",
	};

	metric(out, "pages", "gauge", "Pages at their sources, by what became of them.");
	for (size_t i = VISIT_NEW; i < LENGTH(names); i++)
		buf_push_format(out, "xinshi_pages{state=\"%s\"} %lld\n", names[i],
		    (long long)counts->by_state[i]);
}

struct err
metrics_watch(struct request *request, struct buf *out)
{
	struct sources sources;
	struct watch watch;
	struct visit_counts visits;
	struct err e = sources_names(request->clerk->archive, request->arena, &sources);

	if (!e.code)
		e = watch_gather(request, &sources, &watch);
	if (!e.code)
		e = visits_count(request->clerk->archive, &visits);
	if (e.code)
		return e;
	feeds_text(request, out, &watch);
	sources_text(request, out, &watch, &sources);
	visits_text(out, &visits);
	return e;
}
