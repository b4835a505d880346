#include <stdlib.h>

#include "show/page.h"
#include "show/trace.h"
#include "show/pages.h"

enum { LINES = 30, LEFT = 20 };

/* An article whose text changed, and its last change. */
struct changed {
	const struct article_row *row;
	struct digested last;
};

static struct err
changed_gather(struct request *request, struct html_out *out, const struct article_rows *rows,
    struct changed *items)
{
	static const struct diff_writer gist = { "gist", diff_gist };
	struct clerk *clerk = request->clerk;
	struct err e = { 0 };

	for (size_t i = 0; i < rows->count && !e.code; i++) {
		items[i].row = &rows->items[i];
		e = diff_newest(
		    out, clerk->archive, &clerk->shelf, items[i].row, &gist, &items[i].last);
	}
	return e;
}

/* The heaviest first; within a weight, the newest. */
static int
by_weight(const void *a, const void *b)
{
	const struct changed *left = a, *right = b;

	if (left->last.weight != right->last.weight)
		return left->last.weight > right->last.weight ? -1 : 1;
	return left->row->time > right->row->time ? -1 : left->row->time < right->row->time;
}

static void
changed_write(struct html_out *out, const struct changed *changed)
{
	const struct article_row *row = changed->row;

	out_put(out, "<li><a");
	out_href(out, "/a/%lld/diff/%lld..%lld", (long long)row->id, (long long)row->changed_n - 1,
	    (long long)row->changed_n);
	out_lang(out, row->lang);
	out_put(out, ">");
	out_said(out, row->headline, row->lang);
	out_put(out, "</a><p class='diff'");
	out_lang(out, row->lang);
	out_put(out, ">");
	buf_push_str(out->to, changed->last.html);
	out_put(out, "</p><small>");
	out_said(out, row->source_name, S(""));
	out_dot(out);
	out_time(out, row->time, TIME_BOTH);
	out_dot(out);
	out_count(out, WORD_CHANGED_TIMES, row->changes);
	out_put(out, "</small></li>\n");
}

static void
groups_write(struct html_out *out, const struct changed *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || items[i].last.weight != items[i - 1].last.weight) {
			if (i)
				lines_end(out);
			out_put(out, "<h2>");
			out_word(out, weight_word(items[i].last.weight));
			out_put(out, "</h2>\n");
			lines_begin(out);
		}
		changed_write(out, &items[i]);
	}
	if (count)
		lines_end(out);
}

static void
head_write(struct html_out *out)
{
	out_put(out, "<h1>");
	out_word(out, WORD_CHANGES);
	out_put(out, "</h1>\n<p class='meta'>");
	out_word(out, WORD_CHANGES_WHAT);
	out_put(out, " ");
	out_zone(out);
	out_put(out, "</p>\n");
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

static void
older_link(struct html_out *out, const struct article_rows *rows)
{
	const struct article_row *last;

	if (rows->count < LINES)
		return;
	last = &rows->items[rows->count - 1];
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	link_word(out, WORD_OLDER, "/changes?before=%lld.%lld", (long long)last->time,
	    (long long)last->id);
	out_put(out, "</nav>\n");
}

struct err
page_changes(struct request *request, struct response *response)
{
	struct place place = request->args.place[PARAM_BEFORE];
	struct article_filter filter = { .changed = true,
		.order = ORDER_NEWEST,
		.after_time = place.time,
		.after_id = place.id,
		.limit = LINES };
	struct article_rows rows = { 0 };
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &rows);
	struct changed *items = arena_array(request->arena, struct changed, rows.count);
	struct html_out *out;

	if (!e.code)
		e = changed_gather(request, &response->out, &rows, items);
	if (e.code)
		return e;
	if (rows.count)
		qsort(items, rows.count, sizeof(*items), by_weight);
	out =
	    page_begin(response, &(struct page){ .title = word_text(WORD_CHANGES, request->tongue),
				     .section = WORD_CHANGES,
				     .feed = "/feed/changes" });
	head_write(out);
	if (!place.id)
		e = left_write(request, out);
	groups_write(out, items, rows.count);
	if (!rows.count) {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NO_CHANGES);
		out_put(out, "</p>\n");
	}
	older_link(out, &rows);
	page_end(request, response);
	return e;
}
