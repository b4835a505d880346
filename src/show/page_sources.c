#include "show/page.h"
#include "show/pages.h"
#include "show/watch.h"

enum { LINES = 100, FEEDS_SHOWN = 200 };

/* ---- all outlets ---- */

static void
source_row(const struct request *request, struct html_out *out, const struct source *source,
    const struct watch *watch)
{
	const struct feed_row *worst = watch_worst(watch, source->id, request->now);

	out_put(out, "<tr><th scope='row'>");
	link_source(out, source->slug, source->name);
	out_put(out, "</th><td>");
	if (worst)
		out_state(out, worst, request->now);
	out_put(out, "</td><td class='n'>");
	out_int(out, source->articles);
	out_put(out, "</td><td class='n'>");
	out_int(out, source->changed);
	out_put(out, "</td><td class='n'>");
	out_int(out, source->quarantined);
	out_put(out, "</td><td>");
	if (source->articles)
		out_time(out, source->newest, TIME_DAY);
	out_put(out, "</td></tr>\n");
}

static void
followed_write(const struct request *request, struct html_out *out, const struct watch *watch)
{
	out_put(out, "<h2>");
	out_word(out, WORD_FOLLOWED);
	out_put(out, "</h2>\n<p class='tabs'>");
	link_word(out, WORD_FOLLOWED_OPML, "/sources.opml");
	out_put(out, "</p>\n");
	if (watch->count > FEEDS_SHOWN) {
		out_put(out, "<p class='meta'>");
		out_count(out, WORD_FOLLOWED_CUT, FEEDS_SHOWN);
		out_put(out, "</p>\n");
	}
	watch_table(request, out, watch, FEEDS_SHOWN);
}

static void
nothing_followed(struct html_out *out)
{
	out_put(out, "<p class='meta'>");
	out_word(out, WORD_FOLLOWED_NONE);
	out_put(out, " <code>xinshi add https://news.example/</code></p>\n");
}

struct err
page_sources(struct request *request, struct response *response)
{
	static const enum word words[] = { WORD_SOURCE, WORD_STATE, WORD_ARTICLES, WORD_CHANGED,
		WORD_QUARANTINED, WORD_NEWEST };
	struct sources sources;
	struct watch watch;
	struct err e = clerk_sources(request->clerk, &sources);
	struct html_out *out;

	if (!e.code)
		e = watch_gather(request, &sources, &watch);
	if (e.code)
		return e;
	out =
	    page_begin(response, &(struct page){ .title = word_text(WORD_SOURCES, request->tongue),
				     .section = WORD_SOURCES });
	out_put(out, "<h1>");
	out_word(out, WORD_SOURCES);
	out_put(out, "</h1>\n<p class='tabs'>");
	link_word(out, WORD_COMPARE, "/compare");
	out_put(out, "</p>\n");
	table_begin(out, WORD_SOURCES, words, LENGTH(words));
	for (size_t i = 0; i < sources.count; i++)
		source_row(request, out, &sources.items[i], &watch);
	table_end(out);
	if (watch.count)
		followed_write(request, out, &watch);
	else
		nothing_followed(out);
	page_end(request, response);
	return e;
}

/* ---- one outlet ---- */

/* A page of its articles, newest first; ${newer} and ${older} say whether there is more on either
 * side. */
struct stretch {
	struct article_rows rows;
	bool newer, older;
};

static void
rows_reverse(struct article_rows *rows)
{
	for (size_t i = 0; i < rows->count / 2; i++) {
		struct article_row row = rows->items[i];

		rows->items[i] = rows->items[rows->count - 1 - i];
		rows->items[rows->count - 1 - i] = row;
	}
}

/* One more than is shown tells whether there is more. */
static struct err
stretch_gather(struct request *request, int64_t source, struct stretch *out)
{
	bool upwards = request->args.text[PARAM_AFTER].n && !request->args.text[PARAM_BEFORE].n;
	struct place place = request->args.place[upwards ? PARAM_AFTER : PARAM_BEFORE];
	struct article_filter filter = { .source = source,
		.order = upwards ? ORDER_OLDEST : ORDER_NEWEST,
		.after_time = place.time,
		.after_id = place.id,
		.limit = LINES + 1 };
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &out->rows);
	bool more = out->rows.count > LINES;

	if (e.code)
		return e;
	out->rows.count = more ? LINES : out->rows.count;
	out->newer = upwards ? more : place.id != 0;
	out->older = upwards ? place.id != 0 : more;
	if (upwards)
		rows_reverse(&out->rows);
	return e;
}

static void
stretch_step(struct html_out *out, const char *rel, enum word word, struct str path)
{
	buf_push_format(out->to, "<a rel='%s'", rel);
	out_href(out, "%.*s", STR_ARGS(path));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, "</a> ");
}

static void
stretch_steps(struct html_out *out, const struct source *source, const struct stretch *stretch)
{
	struct str slug = percent_encode(out->arena, source->slug);
	const struct article_row *first = stretch->rows.items,
				 *last = first + stretch->rows.count - 1;

	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	if (stretch->newer && stretch->rows.count)
		stretch_step(out, "prev", WORD_NEWER,
		    str_format(out->arena, "/source/%.*s?after=%lld.%lld", STR_ARGS(slug),
			(long long)first->time, (long long)first->id));
	if (stretch->older && stretch->rows.count)
		stretch_step(out, "next", WORD_OLDER,
		    str_format(out->arena, "/source/%.*s?before=%lld.%lld", STR_ARGS(slug),
			(long long)last->time, (long long)last->id));
	if (stretch->older)
		link_word(out, WORD_TO_FIRST, "/source/%.*s?after=%lld.1", STR_ARGS(slug),
		    (long long)source->oldest - 1);
	out_put(out, "</nav>\n");
}

/* How its feeds are, the worst of them; all about them stands below its articles. */
static void
feeds_line(struct html_out *out, const struct feed_row *worst, int64_t now)
{
	if (!worst)
		return;
	out_put(out, "<p>");
	out_word(out, WORD_FOLLOWED);
	out_put(out, ": ");
	out_state(out, worst, now);
	out_dot(out);
	out_word(out, WORD_LAST_SUCCESS);
	out_put(out, " ");
	out_moment(out, worst->last_success);
	out_put(out, " <a href='#feeds'>");
	out_word(out, WORD_DETAILS);
	out_put(out, "</a></p>\n");
}

static void
source_facts(struct html_out *out, const struct source *source)
{
	out_put(out, "<p class='meta'>");
	out_count(out, WORD_N_ARTICLES, source->articles);
	if (source->changed) {
		out_dot(out);
		out_count(out, WORD_N_CHANGED, source->changed);
	}
	if (source->articles) {
		out_dot(out);
		out_time(out, source->oldest, TIME_DAY);
		out_put(out, " – ");
		out_time(out, source->newest, TIME_DAY);
		out_put(out, " ");
		out_zone(out);
	}
	if (source->host.n) {
		out_dot(out);
		out_text(out, source->host);
	}
	out_put(out, "</p>\n<p class='tabs'>");
	link_word(out, WORD_FEED, "/feed/source/%.*s.atom",
	    STR_ARGS(percent_encode(out->arena, source->slug)));
	out_put(out, " ");
	link_word(out, WORD_SEARCH_HERE, "/search?source=%.*s",
	    STR_ARGS(percent_encode(out->arena, source->slug)));
	out_put(out, " ");
	link_word(out, WORD_COMPARE, "/compare?a=%.*s",
	    STR_ARGS(percent_encode(out->arena, source->slug)));
	out_put(out, "</p>\n");
}

static int64_t
day_of(const struct html_out *out, int64_t seconds)
{
	int64_t local = seconds + out->zone_s;

	return (local - (local < 0 ? 86399 : 0)) / 86400;
}

static void
stretch_write(struct html_out *out, const struct stretch *stretch)
{
	const struct article_row *rows = stretch->rows.items;
	int64_t day = 0;

	for (size_t i = 0; i < stretch->rows.count; i++) {
		if (i == 0 || day_of(out, rows[i].time) != day) {
			if (i)
				lines_end(out);
			day = day_of(out, rows[i].time);
			out_put(out, "<h2>");
			out_text(out, day_text(out->arena, day));
			out_put(out, "</h2>\n");
			lines_begin(out);
		}
		line_article(out, &rows[i], LINE_CLOCK);
	}
	if (stretch->rows.count)
		lines_end(out);
}

/* The feeds that its articles come by. */
static void
feeds_write(
    const struct request *request, struct html_out *out, const struct watch *watch, int64_t source)
{
	const char *id = " id='feeds'"; /* the first of them */

	for (size_t i = 0; i < watch->count; i++) {
		const struct feed_row *feed = &watch->items[i].row;

		if (watch->items[i].source != source)
			continue;
		buf_push_format(out->to, "<section class='facts'%s>\n<h2>", id);
		id = "";
		out_word(out, WORD_FEED);
		out_put(out, ": ");
		link_feed(out, feed);
		out_put(out, "</h2>\n");
		watch_facts(request, out, feed);
		out_put(out, "</section>\n");
	}
}

struct err
page_source(struct request *request, struct response *response)
{
	struct source source;
	struct stretch stretch = { 0 };
	struct sources sources;
	struct watch watch;
	struct err e = source_find(
	    request->clerk->archive, request->arena, request->args.text[PARAM_SLUG], &source);
	struct html_out *out = &response->out;
	struct str slug;

	if (!e.code)
		e = stretch_gather(request, source.id, &stretch);
	if (!e.code)
		e = sources_names(request->clerk->archive, request->arena, &sources);
	if (!e.code)
		e = watch_gather(request, &sources, &watch);
	if (e.code)
		return e;
	slug = percent_encode(request->arena, source.slug);
	page_begin(
	    response, &(struct page){ .title = said(out, source.name, S("")),
			  .section = WORD_SOURCES,
			  .feed = str_join(request->arena, S("/feed/source/"), slug, STR_END).p });
	out_put(out, "<h1>");
	out_said(out, source.name, S(""));
	out_put(out, "</h1>\n");
	source_facts(out, &source);
	feeds_line(out, watch_worst(&watch, source.id, request->now), request->now);
	stretch_write(out, &stretch);
	stretch_steps(out, &source, &stretch);
	feeds_write(request, out, &watch, source.id);
	page_end(request, response);
	return e;
}
