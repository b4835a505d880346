#include <stdlib.h>

#include "show/day_stories.h"
#include "show/page.h"
#include "show/pages.h"

/* Lines on one page of a day: with 400 articles a day, what keeps the page within 14 kB when
 * compressed. */
enum { LINES = 160, DAY_MAX = 5000, DAY_S = 86400 };

/* By the choices of `by`. */
enum day_order { BY_STORY, BY_TIME, BY_SOURCE };

struct day {
	int64_t day, before,
	    after; /* days since 1970; before, after: the next ones with articles, or NO_DAY */
	struct article_rows rows; /* at most DAY_MAX */
	int64_t total;
	size_t sources, changed;
};

#define NO_DAY INT64_MIN

/* ---- gathering ---- */

static int64_t
day_of_time(int64_t seconds, int32_t zone_s)
{
	int64_t local = seconds + zone_s;

	return (local - (local < 0 ? DAY_S - 1 : 0)) / DAY_S;
}

/* The day of the next article behind a time, in ${order}; NO_DAY where there is none. */
static struct err
next_day(struct request *request, enum article_order order, int64_t time, int64_t id, int64_t *day)
{
	struct article_filter filter = { .source = request->only.source,
		.from = request->only.from,
		.to = request->only.to,
		.order = order,
		.after_time = time,
		.after_id = id,
		.limit = 1 };
	struct article_rows rows;
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &rows);

	if (e.code)
		return e;
	*day = rows.count ? day_of_time(rows.items[0].time, request->options->zone_s) : NO_DAY;
	return e;
}

static struct err
neighbours(struct request *request, int64_t from, int64_t to, struct day *day)
{
	struct err e = next_day(request, ORDER_NEWEST, from, 0, &day->before);

	return e.code ? e : next_day(request, ORDER_OLDEST, to - 1, INT64_MAX, &day->after);
}

/* Of a day that is too long to list, which takes a look at all days. */
static struct err
total_count(struct request *request, struct day *day)
{
	struct day_counts days;
	struct err e = { 0 };

	day->total = (int64_t)day->rows.count;
	if (day->rows.count < DAY_MAX)
		return e;
	e = clerk_days(request->clerk, &days);
	for (size_t i = 0; !e.code && i < days.count; i++)
		if (days.items[i].day == day->day)
			day->total = days.items[i].count;
	return e;
}

static int
by_source(const void *a, const void *b)
{
	const struct article_row *left = a, *right = b;
	int order = str_compare(left->source_name, right->source_name);

	if (order)
		return order;
	return left->time > right->time ? -1 : left->time < right->time;
}

static void
day_count(struct day *day)
{
	for (size_t i = 0; i < day->rows.count; i++) {
		day->changed += day->rows.items[i].changes > 0;
		day->sources +=
		    i == 0 || day->rows.items[i].source != day->rows.items[i - 1].source;
	}
}

static struct err
day_gather(struct request *request, int64_t number, bool grouped, struct day *day)
{
	int64_t from = number * DAY_S - request->options->zone_s;
	struct article_filter filter = { .source = request->only.source,
		.from = from,
		.to = from + DAY_S,
		.order = ORDER_NEWEST,
		.limit = DAY_MAX };
	struct article_row *by_time;
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &day->rows);

	day->day = number;
	if (!e.code)
		e = neighbours(request, from, from + DAY_S, day);
	if (!e.code)
		e = total_count(request, day);
	if (e.code)
		return e;
	by_time = arena_array(request->arena, struct article_row, day->rows.count);
	if (day->rows.count) {
		memcpy(by_time, day->rows.items, day->rows.count * sizeof(*by_time));
		qsort(day->rows.items, day->rows.count, sizeof(*by_time), by_source);
	}
	day_count(day);
	if (!grouped)
		day->rows.items = by_time;
	return e;
}

/* ---- writing ---- */

static void
day_head(struct html_out *out, const struct day *day)
{
	out_put(out, "<h1>");
	out_day_name(out, day->day);
	out_put(out, "</h1>\n<p class='meta'>");
	out_count(out, WORD_N_ARTICLES, day->total);
	out_dot(out);
	out_count(out, WORD_N_SOURCES, (int64_t)day->sources);
	if (day->changed) {
		out_dot(out);
		out_count(out, WORD_N_CHANGED, (int64_t)day->changed);
	}
	out_dot(out);
	out_zone(out);
	if (day->rows.count && !out->links) {
		out_dot(out);
		out_put(out, "<a");
		out_href(out, "/d/%.*s.epub", STR_ARGS(day_text(out->arena, day->day)));
		out_put(out, ">EPUB</a>");
	}
	out_put(out, "</p>\n");
	if (day->total <= (int64_t)day->rows.count)
		return;
	out_put(out, "<p class='flag'>");
	out_count(out, WORD_DAY_CUT, (int64_t)day->rows.count);
	out_put(out, "</p>\n");
}

static void
order_switch(struct request *request, struct html_out *out, int64_t by)
{
	static const struct {
		enum word word;
		const char *query;
	} orders[] = {
		[BY_STORY] = { WORD_BY_STORY, "" },
		[BY_TIME] = { WORD_BY_TIME, "?by=time" },
		[BY_SOURCE] = { WORD_BY_SOURCE, "?by=source" },
	};

	if (out->links)
		return;
	out_put(out, "<p class='tabs'>");
	for (size_t i = 0; i < LENGTH(orders); i++) {
		if (by == (int64_t)i) {
			out_put(out, " <b>");
			out_word(out, orders[i].word);
			out_put(out, "</b>");
			continue;
		}
		out_put(out, " ");
		link_word(out, orders[i].word, "%.*s%s", STR_ARGS(request->path), orders[i].query);
	}
	out_put(out, "</p>\n");
}

static void
group_begin(struct html_out *out, const struct article_row *row)
{
	out_put(out, "<h2>");
	link_source(out, row->source_slug, row->source_name);
	out_put(out, "</h2>\n");
	lines_begin(out);
}

static void
day_lines(struct html_out *out, const struct day *day, size_t from, size_t to, bool grouped)
{
	const struct article_row *rows = day->rows.items;

	if (!grouped && from < to)
		lines_begin(out);
	for (size_t i = from; i < to; i++) {
		if (grouped && (i == from || rows[i].source != rows[i - 1].source)) {
			if (i > from)
				lines_end(out);
			group_begin(out, &rows[i]);
		}
		line_article(out, &rows[i], LINE_CLOCK | (grouped ? 0 : LINE_SOURCE));
	}
	if (from < to)
		lines_end(out);
}

static void
day_page(struct html_out *out, const struct day *day, int64_t page, bool grouped)
{
	size_t from = (size_t)(page - 1) * LINES;
	size_t to = from + LINES < day->rows.count ? from + LINES : day->rows.count;

	day_lines(out, day, from, to, grouped);
}

static void
day_link(struct html_out *out, int64_t day, enum word word, const char *rel)
{
	if (day == NO_DAY || !out_leads(out, "/d/%.*s", STR_ARGS(day_text(out->arena, day))))
		return;
	buf_push_format(out->to, "<a rel='%s'", rel);
	out_href(out, "/d/%.*s", STR_ARGS(day_text(out->arena, day)));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, " <span>");
	out_text(out, day_text(out->arena, day));
	out_put(out, "</span></a>");
}

static void
end_mark(struct html_out *out, const struct day *day)
{
	out_put(out, "<p class='end'>");
	out_word(out, day->rows.count ? WORD_DAY_END : WORD_DAY_EMPTY);
	out_put(out, "</p>\n");
}

static void
day_steps(struct html_out *out, const struct day *day)
{
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_DAYS, out->tongue));
	out_put(out, "\">");
	day_link(out, day->before, WORD_DAY_BEFORE, "prev");
	day_link(out, day->after, WORD_DAY_AFTER, "next");
	out_put(out, "</nav>\n");
}

static void
earlier_head(struct html_out *out, int64_t day)
{
	out_put(out, "<h2><a");
	out_href(out, "/d/%.*s", STR_ARGS(day_text(out->arena, day)));
	out_put(out, ">");
	out_day_name(out, day);
	out_put(out, "</a></h2>\n");
}

/* A home page with next to nothing on it, since the day has just begun, goes on with the days
 * before. */
static struct err
earlier_write(struct request *request, struct html_out *out, const struct day *today)
{
	enum { FEW = 20, DAYS = 3, EACH = 40 };
	size_t lines = today->rows.count;
	int64_t number = today->before;

	for (int i = 0; i < DAYS && lines < FEW && number != NO_DAY; i++) {
		struct day day = { 0 };
		struct err e = day_gather(request, number, false, &day);
		size_t shown = day.rows.count < EACH ? day.rows.count : EACH;

		if (e.code)
			return e;
		earlier_head(out, number);
		day_lines(out, &day, 0, shown, false);
		lines += shown;
		number = day.before;
	}
	return (struct err){ 0 };
}

static struct str
day_path(struct arena *arena, int64_t day)
{
	return day == NO_DAY ? S("") : str_join(arena, S("/d/"), day_text(arena, day), STR_END);
}

static struct err
day_write(struct request *request, struct response *response, int64_t number, bool is_home)
{
	/* what one outlet tells is no story */
	int64_t by = request->only.source ? BY_TIME : request->args.number[PARAM_BY], page = page_number(request), pages;
	struct day_stories stories = { .from = number * DAY_S - request->options->zone_s };
	struct day day = { 0 };
	struct html_out *out;
	struct err e = day_gather(request, number, by == BY_SOURCE, &day);

	stories.to = stories.from + DAY_S;
	if (!e.code && by == BY_STORY)
		e = day_stories_gather(request, day.total, page, &stories);
	if (e.code)
		return e;
	if (by == BY_STORY && !stories.is_known)
		by = BY_TIME;
	pages = by == BY_STORY ? (stories.count + DAY_STORIES_PAGE - 1) / DAY_STORIES_PAGE
			       : (int64_t)(day.rows.count + LINES - 1) / LINES;
	if (page > 1 && page > pages)
		return err_new(ERR_NOT_FOUND, "the day has fewer pages");
	out = page_begin(response,
	    &(struct page){ .title = day_text(request->arena, number),
		.section = WORD_TODAY,
		.prev = day_path(request->arena, day.before),
		.next = day_path(request->arena, day.after) });
	day_head(out, &day);
	if (day.rows.count)
		order_switch(request, out, by);
	if (by == BY_STORY)
		e = day_stories_write(request, out, &stories);
	else
		day_page(out, &day, page, by == BY_SOURCE);
	page_steps(request, out, page, pages);
	if (page >= pages) {
		end_mark(out, &day);
		if (!e.code && is_home)
			e = earlier_write(request, out, &day);
		day_steps(out, &day);
	}
	page_end(request, response);
	return e;
}

static void
empty_command(const struct request *request, struct html_out *out)
{
	out_put(out, "<pre>xinshi --archive ");
	out_text(out, str_from_c(request->options->dir));
	out_put(out, " import PATH</pre>\n");
}

/* An archive without articles says what to type next. */
static void
empty_write(struct request *request, struct response *response)
{
	struct html_out *out =
	    page_begin(response, &(struct page){ .title = word_text(WORD_EMPTY, request->tongue),
				     .section = WORD_TODAY });

	out_put(out, "<h1>");
	out_word(out, WORD_EMPTY);
	out_put(out, "</h1>\n<p>");
	out_word(out, out->links ? WORD_DAY_EMPTY : WORD_EMPTY_HOW);
	out_put(out, "</p>\n");
	if (!out->links)
		empty_command(request, out);
	page_end(request, response);
}

/* The proxy of pictures answers at its root: who has pointed its name at us comes here. */
static struct err
home_of_pictures(const struct request *request, struct response *response)
{
	response->status = 301;
	response->media = MEDIA_TEXT;
	response->location = str_join(request->arena, S("/img"), request->query, STR_END);
	return (struct err){ 0 };
}

struct err
page_home(struct request *request, struct response *response)
{
	int64_t newest;
	struct err e;

	if (request->args.text[PARAM_IMG_URL].n)
		return home_of_pictures(request, response);
	e = next_day(request, ORDER_NEWEST, INT64_MAX, INT64_MAX, &newest);

	if (e.code)
		return e;
	if (newest != NO_DAY)
		return day_write(request, response, newest, true);
	empty_write(request, response);
	return e;
}

struct err
page_day(struct request *request, struct response *response)
{
	return day_write(request, response, request->args.number[PARAM_DAY], false);
}
