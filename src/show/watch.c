#include "show/watch.h"

#include <stdlib.h>

#include "base/map.h"
#include "show/opml_out.h"

/* ---- gathering ---- */

bool
watch_is_in_trouble(const struct feed_row *feed, int64_t now)
{
	enum feed_health health = feed_health(feed, now);

	return health == HEALTH_WARN || health == HEALTH_BAD;
}

static int
by_trouble(const void *a, const void *b, void *context)
{
	const struct feed_row *left = &((const struct watched *)a)->row;
	const struct feed_row *right = &((const struct watched *)b)->row;
	const int64_t *now = context;
	int first = watch_is_in_trouble(left, *now) ? (int)feed_health(left, *now) : 0;
	int second = watch_is_in_trouble(right, *now) ? (int)feed_health(right, *now) : 0;

	return first != second ? second - first : str_compare(feed_name(left), feed_name(right));
}

/* Outlets by all that they are known by. */
struct outlets {
	struct map names, hosts;
};

static struct str
bare(struct str host)
{
	pull_str(&host, S("www."));
	return host;
}

static void
outlets_index(struct arena *arena, const struct sources *sources, struct outlets *out)
{
	*out = (struct outlets){ { .arena = arena }, { .arena = arena } };
	for (size_t i = 0; i < sources->count; i++) {
		const struct source *source = &sources->items[i];

		map_add(&out->names, source->name, source->id, NULL);
		map_add(&out->names, source->slug, source->id, NULL);
		if (source->host.n)
			map_add(&out->hosts, bare(source->host), source->id, NULL);
	}
}

/* By the host of an address, or the nearest domain above it: "feeds.news.example" is of
 * "news.example". */
static int64_t
source_by_host(const struct outlets *outlets, struct str address)
{
	struct str scheme, host = S(""), label;
	const int64_t *found = NULL;

	if (pull_until(&address, S("://"), &scheme))
		pull_field(&address, '/', &host);
	for (host = bare(host); host.n && !found; pull_field(&host, '.', &label))
		found = map_find(&outlets->hosts, host);
	return found ? *found : 0;
}

static int64_t
source_of(const struct outlets *outlets, const struct feed_row *feed)
{
	const int64_t *found = feed->source.n ? map_find(&outlets->names, feed->source) : NULL;
	int64_t source = found ? *found : 0;

	if (feed->source.n)
		return source;
	source = source_by_host(outlets, feed->url);
	return source ? source : source_by_host(outlets, feed->page);
}

struct err
watch_gather(struct request *request, const struct sources *sources, struct watch *out)
{
	struct outlets outlets;
	struct feed_rows rows;
	struct err e =
	    feeds_list(request->clerk->archive, request->arena, &(struct feed_filter){ 0 }, &rows);

	if (e.code)
		return e;
	outlets_index(request->arena, sources, &outlets);
	out->items = arena_array(request->arena, struct watched, rows.count);
	out->count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		out->items[i] =
		    (struct watched){ rows.items[i], source_of(&outlets, &rows.items[i]) };
	if (rows.count)
		qsort_r(out->items, out->count, sizeof(*out->items), by_trouble, &request->now);
	return e;
}

const struct feed_row *
watch_worst(const struct watch *watch, int64_t source, int64_t now)
{
	const struct feed_row *worst = NULL;

	for (size_t i = 0; i < watch->count; i++)
		if (watch->items[i].source == source &&
		    (!worst || feed_health(&watch->items[i].row, now) > feed_health(worst, now)))
			worst = &watch->items[i].row;
	return worst;
}

/* ---- words ---- */

static const struct {
	enum word word;
	const char *css;
} states[] = {
	[HEALTH_NEW] = { WORD_IS_NEW, "same" },
	[HEALTH_GOOD] = { WORD_IS_GOOD, "ok" },
	[HEALTH_WARN] = { WORD_IS_WARN, "warn" },
	[HEALTH_BAD] = { WORD_IS_BAD, "bad" },
};

void
out_state(struct html_out *out, const struct feed_row *feed, int64_t now)
{
	enum feed_health health = feed_health(feed, now);
	enum word word = feed->state == FEED_PAUSED ? WORD_IS_PAUSED
			 : feed->state == FEED_GONE ? WORD_IS_GONE
						    : states[health].word;

	buf_push_format(out->to, "<span class='%s'>",
	    feed->state == FEED_PAUSED ? states[HEALTH_NEW].css : states[health].css);
	out_word(out, word);
	out_put(out, "</span>");
}

void
out_moment(struct html_out *out, int64_t seconds)
{
	if (seconds)
		out_time(out, seconds, TIME_BOTH);
	else
		out_word(out, WORD_NEVER);
}

void
out_next(struct html_out *out, const struct feed_row *feed, int64_t now)
{
	enum { LATE_S = 3600 };

	if (feed->state != FEED_ACTIVE)
		return;
	out_moment(out, feed->next);
	if (feed->next + LATE_S < now) {
		out_put(out, " (");
		out_word(out, WORD_OVERDUE);
		out_put(out, ")");
	}
}

void
out_fault(struct html_out *out, const struct feed_row *feed)
{
	enum err_code code = err_code_from_name(str_terminated(out->arena, feed->fault));

	if (code)
		out_word(out, error_word(code));
	if (code && feed->fault_what.n)
		out_put(out, ": ");
	out_text(out, feed->fault_what);
}

enum word
page_state_word(enum visit_state state)
{
	static const enum word words[] = {
		[VISIT_NEW] = WORD_VISIT_NEW,
		[VISIT_ALIVE] = WORD_VISIT_ALIVE,
		[VISIT_CHANGED] = WORD_VISIT_CHANGED,
		[VISIT_GONE] = WORD_VISIT_GONE,
		[VISIT_MOVED] = WORD_VISIT_MOVED,
		[VISIT_BARRED] = WORD_VISIT_BARRED,
		[VISIT_FAILED] = WORD_VISIT_FAILED,
	};

	return words[state];
}

void
out_share(struct html_out *out, int64_t part, int64_t whole)
{
	if (whole <= 0) {
		out_put(out, "–");
		return;
	}
	out_int(out, (part * 100 + whole / 2) / whole);
	out_put(out, " %");
}

void
link_feed(struct html_out *out, const struct feed_row *feed)
{
	out_put(out, "<a");
	out_href_url(out, feed->url);
	out_put(out, ">");
	out_said(out, feed_name(feed), feed->lang);
	out_put(out, "</a>");
}
