#include "show/change_lines.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/trace.h"

enum { LINES = 30, LEFT = 20 };

enum span { SPAN_DAY, SPAN_ALL };

struct list {
	struct changed_asked asked;
	struct changed_rows rows;
	int64_t counts[WEIGHT_MAX]; /* of the day and outlet, before class and noise are taken away */
	int64_t shown, hidden;
};

/* ---- gathering ---- */

static void
list_count(struct list *list)
{
	const struct changed_filter *filter = &list->asked.filter;

	for (enum change_weight class = WEIGHT_NONE; class < WEIGHT_MAX; class++) {
		bool shown = filter->class ? class == filter->class
					   : filter->noise || class > WEIGHT_STYLE;

		list->shown += shown ? list->counts[class] : 0;
		list->hidden += !shown && class <= WEIGHT_STYLE ? list->counts[class] : 0;
	}
}

static struct err
list_gather(struct request *request, struct list *list)
{
	struct archive *archive = request->clerk->archive;
	struct err e = changed_asked(request, LINES, &list->asked);

	if (!e.code)
		e = changed_list(archive, request->arena, &list->asked.filter, &list->rows);
	if (!e.code)
		e = changed_count(archive, &list->asked.filter, list->counts);
	if (!e.code)
		list_count(list);
	return e;
}

/* ---- the head ---- */

struct tab {
	enum word word;
	struct str value;
};

/* Links that keep the rest of what was asked, but begin at the first line. */
static void
tabs_write(struct request *request, struct html_out *out, enum param param, const struct tab *tabs,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str query = args_query(request->arena, &request->args,
		    request->route->params, param, i ? tabs[i].value : S(""), PARAM_BEFORE);

		out_put(out, " <a");
		out_href(out, "/changes%.*s", STR_ARGS(query));
		if ((int64_t)i == request->args.number[param])
			out_put(out, " aria-current='true'");
		out_put(out, ">");
		out_word(out, tabs[i].word);
		out_put(out, "</a>");
	}
}

static void
head_write(struct request *request, struct html_out *out, const struct list *list)
{
	static const struct tab orders[] = { { WORD_HEAVIEST_FIRST, STR_INIT("weight") },
		{ WORD_BY_TIME, STR_INIT("time") } };
	static const struct tab spans[] = { { WORD_ONE_DAY, STR_INIT("day") },
		{ WORD_ALL_DAYS, STR_INIT("all") } };

	out_put(out, "<h1>");
	out_word(out, WORD_CHANGES);
	out_put(out, "</h1>\n<p class='meta'>");
	if (list->asked.has_day) {
		out_day_name(out, list->asked.day);
		out_dot(out);
	}
	out_count(out, WORD_N_CHANGES, list->shown);
	out_dot(out);
	out_zone(out);
	out_put(out, "</p>\n<p class='meta'>");
	out_word(out, WORD_CHANGES_WHAT);
	out_put(out, "</p>\n");
	if (out->links)
		return;
	out_put(out, "<p class='tabs'>");
	tabs_write(request, out, PARAM_BY_WEIGHT, orders, LENGTH(orders));
	out_put(out, "</p>\n<p class='tabs'>");
	tabs_write(request, out, PARAM_SPAN, spans, LENGTH(spans));
	out_put(out, "</p>\n");
}

/* ---- which outlet, which class ---- */

static void
option_write(struct html_out *out, struct str value, struct str chosen, struct str label)
{
	out_put(out, "<option");
	out_value(out, value);
	if (str_equal(value, chosen))
		out_put(out, " selected");
	out_put(out, ">");
	out_said(out, label, S(""));
	out_put(out, "</option>");
}

static void
select_begin(struct request *request, struct html_out *out, enum word word, const char *name)
{
	enum param param = param_from_name(str_from_c(name));

	out_put(out, "<label><span>");
	out_word(out, word);
	buf_push_format(out->to, "</span><select name='%s'>", name);
	option_write(out, S(""), request->args.text[param], word_text(WORD_ALL, out->tongue));
}

static void
class_field(struct request *request, struct html_out *out, const struct list *list)
{
	struct str chosen = request->args.text[PARAM_CLASS];

	select_begin(request, out, WORD_CHANGE_CLASS, "class");
	for (enum change_weight class = WEIGHT_MAX - 1; class > WEIGHT_NONE; class--) {
		struct str name = change_weight_name(class);

		if (!list->counts[class] && !str_equal(name, chosen))
			continue;
		option_write(out, name, chosen,
		    str_format(request->arena, "%.*s (%lld)",
			STR_ARGS(word_text(weight_word(class), out->tongue)),
			(long long)list->counts[class]));
	}
	out_put(out, "</select></label>");
}

static struct err
source_field(struct request *request, struct html_out *out)
{
	struct sources sources = { 0 };
	struct err e = clerk_sources(request->clerk, &sources);

	select_begin(request, out, WORD_SOURCE, "source");
	for (size_t i = 0; i < sources.count; i++)
		if (sources.items[i].changed)
			option_write(out, sources.items[i].slug, request->args.text[PARAM_SOURCE],
			    sources.items[i].name);
	out_put(out, "</select></label>");
	return e;
}

/* What a form does not ask for goes along. */
static void
hidden_fields(struct request *request, struct html_out *out)
{
	static const enum param params[] = { PARAM_DAY, PARAM_BY_WEIGHT, PARAM_SPAN, PARAM_NOISE };

	for (size_t i = 0; i < LENGTH(params); i++) {
		if (!request->args.text[params[i]].n)
			continue;
		buf_push_format(out->to, "<input type='hidden' name='%.*s'",
		    STR_ARGS(param_name(params[i])));
		out_value(out, request->args.text[params[i]]);
		out_put(out, ">");
	}
}

static struct err
form_write(struct request *request, struct html_out *out, const struct list *list)
{
	struct err e = { 0 };

	if (out->links)
		return e;
	out_put(out, "<form class='ask'");
	out_action(out, "/changes");
	out_put(out, ">\n<p>");
	hidden_fields(request, out);
	class_field(request, out, list);
	e = source_field(request, out);
	out_put(out, "<button>");
	out_word(out, WORD_FILTER);
	out_put(out, "</button></p></form>\n");
	return e;
}

/* ---- the list ---- */

static struct err
groups_write(struct request *request, struct html_out *out, const struct list *list)
{
	bool grouped = list->asked.filter.order == CHANGED_HEAVIEST;
	struct err e = { 0 };

	for (size_t i = 0; i < list->rows.count && !e.code; i++) {
		const struct changed_row *row = &list->rows.items[i];
		bool begins = i == 0 || (grouped && row->class != row[-1].class);

		if (begins && i)
			lines_end(out);
		if (begins && grouped) {
			out_put(out, "<h2>");
			out_word(out, weight_word(row->class));
			out_put(out, "</h2>\n");
		}
		if (begins)
			lines_begin(out);
		e = change_line(request, out, row, !grouped);
	}
	if (list->rows.count)
		lines_end(out);
	return e;
}

static void
noise_line(struct request *request, struct html_out *out, const struct list *list)
{
	bool all = list->asked.filter.noise;
	struct str query;

	if ((!all && !list->hidden) || out->links)
		return;
	query = args_query(request->arena, &request->args, request->route->params, PARAM_NOISE,
	    all ? S("") : S("1"), PARAM_BEFORE);
	out_put(out, "<p class='meta'>");
	if (!all) {
		out_count(out, WORD_N_NOISE, list->hidden);
		out_put(out, " ");
	}
	out_put(out, "<a rel='nofollow'");
	out_href(out, "/changes%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_word(out, all ? WORD_HIDE_NOISE : WORD_SHOW_NOISE);
	out_put(out, "</a></p>\n");
}

/* An archive that was written by an older program has changes that nobody has compared. */
static struct err
none_write(struct request *request, struct html_out *out, const struct list *list)
{
	int64_t waiting = 0;
	struct err e = { 0 };

	if (list->rows.count)
		return e;
	e = changed_pending(request->clerk->archive, &waiting);
	out_put(out, "<p class='end'>");
	if (waiting)
		out_count(out, WORD_CHANGES_WAIT, waiting);
	else
		out_word(out, WORD_NO_CHANGES);
	out_put(out, "</p>\n");
	return e;
}

static void
end_write(struct html_out *out, const struct list *list)
{
	if (!list->rows.count || list->rows.count == LINES)
		return;
	out_put(out, "<p class='end'>");
	out_word(out, list->asked.has_day ? WORD_DAY_END : WORD_CHANGES_END);
	out_put(out, "</p>\n");
}

static void
more_link(struct request *request, struct html_out *out, const struct list *list)
{
	const struct changed_row *last;
	struct str query;

	if (list->rows.count < LINES)
		return;
	last = &list->rows.items[list->rows.count - 1];
	query = args_query(request->arena, &request->args, request->route->params, PARAM_BEFORE,
	    changed_place(request->arena, &list->asked.filter, last), PARAM_MAX);
	out_put(out, "<a rel='next'");
	out_href(out, "/changes%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_word(out, list->asked.filter.order == CHANGED_NEWEST ? WORD_OLDER : WORD_LIGHTER);
	out_put(out, "</a>");
}

static void
day_link(struct request *request, struct html_out *out, enum word word, int64_t day)
{
	struct str query;

	if (day == CHANGED_NO_DAY ||
	    !out_leads(out, "/changes?day=%.*s", STR_ARGS(day_text(request->arena, day))))
		return;
	query = args_query(request->arena, &request->args, request->route->params, PARAM_DAY,
	    day_text(request->arena, day), PARAM_BEFORE);
	out_put(out, "<a");
	out_href(out, "/changes%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, "</a>");
}

static void
steps_write(struct request *request, struct html_out *out, const struct list *list)
{
	const struct changed_asked *asked = &list->asked;

	if (list->rows.count < LINES && asked->day_before == CHANGED_NO_DAY &&
	    asked->day_after == CHANGED_NO_DAY)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	day_link(request, out, WORD_DAY_BEFORE, asked->day_before);
	more_link(request, out, list);
	day_link(request, out, WORD_DAY_AFTER, asked->day_after);
	out_put(out, "</nav>\n");
}

/* ---- pages that are not there any more as they were ---- */

static struct err
left_line(struct request *request, struct html_out *out, const struct visit *visit)
{
	struct article_row row;
	struct err e = article_get(request->clerk->archive, request->arena, visit->article, &row);

	if (e.code)
		return e;
	line_begin(out, &row, LINE_SOURCE | LINE_DAY);
	out_put(out, "<small><b>");
	out_word(out, page_state_word(visit->state));
	out_put(out, "</b>");
	out_dot(out);
	out_time(out, visit->since, TIME_BOTH);
	out_put(out, "</small></li>\n");
	return e;
}

static struct err
left_write(struct request *request, struct html_out *out)
{
	struct visits visits;
	struct err e = visits_found(request->clerk->archive, request->arena, 0, 0, LEFT, &visits);

	if (e.code || !visits.count)
		return e;
	out_put(out, "<h2>");
	out_word(out, WORD_PAGES_LEFT);
	out_put(out, "</h2>\n");
	lines_begin(out);
	for (size_t i = 0; i < visits.count && !e.code; i++)
		e = left_line(request, out, &visits.items[i]);
	lines_end(out);
	return e;
}

/* ---- the whole ---- */

struct err
page_changes(struct request *request, struct response *response)
{
	struct list list = { 0 };
	struct err e = list_gather(request, &list);
	struct html_out *out;

	if (e.code)
		return e;
	out =
	    page_begin(response, &(struct page){ .title = word_text(WORD_CHANGES, request->tongue),
				     .section = WORD_CHANGES,
				     .feed = "/feed/changes" });
	head_write(request, out, &list);
	e = form_write(request, out, &list);
	if (!e.code && !request->query.n)
		e = left_write(request, out);
	if (!e.code)
		e = groups_write(request, out, &list);
	if (!e.code)
		e = none_write(request, out, &list);
	noise_line(request, out, &list);
	end_write(out, &list);
	steps_write(request, out, &list);
	page_end(request, response);
	return e;
}
