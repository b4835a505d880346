#include "show/change_lines.h"

#include "show/pages.h"

enum { DAY_S = 86400 };

static int64_t
day_of(const struct request *request, int64_t time)
{
	int64_t local = time + request->options->zone_s;

	return (local - (local < 0 ? DAY_S - 1 : 0)) / DAY_S;
}

/* ---- what is asked ---- */

/* The newest day that has changes; none where there are none. */
static struct err
newest_day(struct request *request, struct changed_asked *asked)
{
	struct changed_filter newest = asked->filter;
	struct changed_rows rows = { 0 };
	struct err e;

	newest.order = CHANGED_NEWEST;
	newest.limit = 1;
	newest.after = newest.after_revision = 0;
	e = changed_list(request->clerk->archive, request->arena, &newest, &rows);
	if (e.code || !rows.count)
		return e;
	asked->has_day = true;
	asked->day = day_of(request, rows.items[0].time);
	return e;
}

static struct err
day_ends(struct request *request, struct changed_asked *asked)
{
	struct archive *archive = request->clerk->archive;
	int64_t before = 0, behind = 0;
	struct err e;

	asked->filter.from = asked->day * DAY_S - request->options->zone_s;
	asked->filter.to = asked->filter.from + DAY_S;
	e = changed_before(archive, &asked->filter, &before);
	if (!e.code)
		e = changed_behind(archive, &asked->filter, &behind);
	if (!e.code && before)
		asked->day_before = day_of(request, before);
	if (!e.code && behind)
		asked->day_after = day_of(request, behind);
	return e;
}

struct err
changed_asked(struct request *request, size_t limit, struct changed_asked *out)
{
	const struct args *args = &request->args;
	struct changed_asked asked = {
		.filter = { .class = (enum change_weight)args->number[PARAM_CLASS],
		    .noise = args->number[PARAM_NOISE] == 1,
		    .order = (enum changed_order)args->number[PARAM_BY_WEIGHT],
		    .after = args->place[PARAM_BEFORE].time,
		    .after_revision = args->place[PARAM_BEFORE].id,
		    .limit = limit },
		.has_day = args->text[PARAM_DAY].n && !args->number[PARAM_SPAN],
		.day = args->number[PARAM_DAY],
		.day_before = CHANGED_NO_DAY,
		.day_after = CHANGED_NO_DAY,
	};
	struct source source;
	struct err e = { 0 };

	if (args->text[PARAM_SOURCE].n) {
		e = source_find(
		    request->clerk->archive, request->arena, args->text[PARAM_SOURCE], &source);
		asked.filter.source = e.code ? 0 : source.id;
	}
	if (!e.code && !asked.has_day && !args->number[PARAM_SPAN])
		e = newest_day(request, &asked);
	if (!e.code && asked.has_day)
		e = day_ends(request, &asked);
	*out = asked;
	return e;
}

struct str
changed_place(
    struct arena *arena, const struct changed_filter *filter, const struct changed_row *last)
{
	return str_format(arena, "%lld.%lld",
	    (long long)(filter->order == CHANGED_NEWEST ? last->time : last->weight),
	    (long long)last->revision);
}

/* ---- a line ---- */

static void
amount_write(struct html_out *out, const struct changed_row *row)
{
	out_put(out, "−");
	out_int(out, row->removed);
	out_put(out, " +");
	out_int(out, row->added);
	out_put(out, " ");
	out_word(out, WORD_CHARACTERS);
}

struct err
change_line(struct request *request, struct html_out *out, const struct changed_row *row,
    bool with_class)
{
	struct article_row article;
	struct err e =
	    article_get(request->clerk->archive, request->arena, row->article, &article);

	if (e.code)
		return e;
	out_put(out, "<li><a");
	out_href(out, "/a/%lld/diff/%lld..%lld", (long long)row->article, (long long)row->n - 1,
	    (long long)row->n);
	out_lang(out, article.lang);
	out_put(out, ">");
	if (article.headline.n)
		out_said(out, article.headline, article.lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</a><p class='diff'");
	out_lang(out, article.lang);
	out_put(out, ">");
	diff_gist(out, &row->gist);
	out_put(out, "</p><small>");
	if (with_class) {
		out_put(out, "<b>");
		out_word(out, weight_word(row->class));
		out_put(out, "</b>");
		out_dot(out);
	}
	out_said(out, article.source_name, S(""));
	out_dot(out);
	out_time(out, row->time, TIME_BOTH);
	out_dot(out);
	amount_write(out, row);
	out_put(out, "</small></li>\n");
	return e;
}
