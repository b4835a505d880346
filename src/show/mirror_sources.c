/* mirror_sources.c: the outlets; one outlet by month. */
#include <stdio.h>

#include "show/mirror_work.h"
#include "show/watch.h"

enum { LINES = 400 };

/* The articles of one outlet, oldest first: indexes of shelf->items. */
struct outlet {
	const struct source *source;
	uint32_t *items;
	size_t count, capacity;
	int64_t changed, captured;
};

static struct outlet *
outlets_gather(struct mirror *mirror)
{
	struct shelf *shelf = &mirror->shelf;
	struct outlet *outlets = arena_array(&mirror->arena, struct outlet, shelf->sources.count);

	for (size_t i = 0; i < shelf->sources.count; i++)
		outlets[i].source = &shelf->sources.items[i];
	for (size_t i = 0; i < shelf->count; i++) {
		const struct article_row *row = &shelf->items[shelf->by_time[i]].row;
		struct outlet *outlet = outlets;

		while (outlet->source->id != row->source)
			outlet++;
		arena_push(&mirror->arena, outlet->items, outlet->count, outlet->capacity);
		outlet->items[outlet->count++] = shelf->by_time[i];
		outlet->changed += row->changes > 0;
		if (row->last_fetched > outlet->captured)
			outlet->captured = row->last_fetched;
	}
	return outlets;
}

static const struct shelved_article *
of_outlet(const struct shelf *shelf, const struct outlet *outlet, size_t at)
{
	return &shelf->items[outlet->items[at]];
}

/* ---- all ---- */

static void
outlet_row(struct html_out *out, const struct shelf *shelf, const struct outlet *outlet)
{
	out_put(out, "<tr><th scope='row'>");
	link_source(out, outlet->source->slug, outlet->source->name);
	out_put(out, "</th><td class='n'>");
	out_int(out, (int64_t)outlet->count);
	out_put(out, "</td><td class='n'>");
	out_int(out, outlet->changed);
	out_put(out, "</td><td>");
	out_time(out, of_outlet(shelf, outlet, outlet->count - 1)->row.time, TIME_DAY);
	out_put(out, "</td></tr>\n");
}

static struct err
outlets_put(struct mirror *mirror, const struct outlet *outlets)
{
	static const enum word words[] = { WORD_SOURCE, WORD_ARTICLES, WORD_CHANGED, WORD_NEWEST };
	const struct shelf *shelf = &mirror->shelf;
	struct sheet sheet;
	uint64_t key = shelf->names;

	for (size_t i = 0; i < shelf->sources.count; i++) {
		key_add(&key, outlets[i].count);
		key_add(&key, (uint64_t)outlets[i].captured);
		key_add(&key, (uint64_t)outlets[i].changed);
		key_add(&key,
		    outlets[i].count
			? (uint64_t)of_outlet(shelf, &outlets[i], outlets[i].count - 1)->row.time
			: 0);
	}
	if (!unit_begin(mirror, S("sources.html"), key))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, S("sources.html"), word_text(WORD_SOURCES, mirror->tongue),
	    WORD_SOURCES, shelf->captured);
	out_put(sheet.out, "<h1>");
	out_text(sheet.out, sheet.title);
	out_put(sheet.out, "</h1>\n");
	table_begin(sheet.out, WORD_SOURCES, words, LENGTH(words));
	for (size_t i = 0; i < shelf->sources.count; i++)
		if (outlets[i].count)
			outlet_row(sheet.out, shelf, &outlets[i]);
	table_end(sheet.out);
	return sheet_put(mirror, &sheet);
}

/* ---- one, month by month ---- */

struct month {
	char name[16];
	size_t from, to; /* of the outlet's items */
};

static struct month
month_before(const struct shelf *shelf, const struct outlet *outlet, size_t to)
{
	struct month month = { .from = to, .to = to };
	unsigned of_year, wanted_month = 0, day;
	int year, wanted_year = 0;

	for (; month.from > 0; month.from--) {
		civil_from_days(
		    of_outlet(shelf, outlet, month.from - 1)->day, &year, &of_year, &day);
		if (month.from == to)
			wanted_year = year, wanted_month = of_year;
		else if (year != wanted_year || of_year != wanted_month)
			break;
	}
	snprintf(month.name, sizeof(month.name), "%04d-%02u", wanted_year, wanted_month);
	return month;
}

/* "s/甲报/2021-03.html", and -2 ... behind it where the month is long. */
static struct str
month_file(struct arena *arena, const struct outlet *outlet, const char *month, size_t page)
{
	struct str folder = name_of_source(arena, outlet->source->slug);

	return page > 1 ? str_format(arena, "%.*s/%s-%zu.html", STR_ARGS(folder), month, page)
			: str_format(arena, "%.*s/%s.html", STR_ARGS(folder), month);
}

static void
month_steps(struct mirror *mirror, struct sheet *sheet, const struct outlet *outlet,
    const struct month *month, size_t page)
{
	struct html_out *out = sheet->out;
	size_t pages = (month->to - month->from + LINES - 1) / LINES;

	if (pages < 2)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	if (page > 1)
		link_word(out, WORD_PAGE_BEFORE, FILES_PREFIX "%.*s",
		    STR_ARGS(month_file(&mirror->page, outlet, month->name, page - 1)));
	out_put(out, "<span>");
	out_count(out, WORD_PAGE_N, (int64_t)page);
	buf_push_format(out->to, " / %zu</span>", pages);
	if (page < pages)
		link_word(out, WORD_PAGE_AFTER, FILES_PREFIX "%.*s",
		    STR_ARGS(month_file(&mirror->page, outlet, month->name, page + 1)));
	out_put(out, "</nav>\n");
}

/* Newest first, under their days. */
static void
month_lines(
    struct mirror *mirror, struct sheet *sheet, const struct outlet *outlet, size_t from, size_t to)
{
	struct html_out *out = sheet->out;

	for (size_t i = to; i > from; i--) {
		const struct shelved_article *article = of_outlet(&mirror->shelf, outlet, i - 1);

		if (i == to || article->day != of_outlet(&mirror->shelf, outlet, i)->day) {
			if (i < to)
				lines_end(out);
			out_put(out, "<h2>");
			out_text(out, day_text(out->arena, article->day));
			out_put(out, "</h2>\n");
			lines_begin(out);
		}
		line_article(out, &article->row, LINE_CLOCK);
	}
	lines_end(out);
}

static struct err
month_page(struct mirror *mirror, const struct outlet *outlet, const struct month *month,
    size_t page, int64_t captured)
{
	size_t to = month->to - (page - 1) * LINES,
	       from = to - month->from > LINES ? to - LINES : month->from;
	struct str title =
	    str_join(&mirror->page, outlet->source->name, S(" "), str_from_c(month->name), STR_END);
	struct sheet sheet;

	sheet_begin(mirror, &sheet, month_file(&mirror->arena, outlet, month->name, page),
	    str_copy(&mirror->arena, title), WORD_SOURCES, captured);
	out_put(sheet.out, "<h1>");
	link_source(sheet.out, outlet->source->slug, outlet->source->name);
	out_put(sheet.out, " ");
	out_text(sheet.out, str_from_c(month->name));
	out_put(sheet.out, "</h1>\n");
	month_lines(mirror, &sheet, outlet, from, to);
	month_steps(mirror, &sheet, outlet, month, page);
	return sheet_put(mirror, &sheet);
}

static struct err
month_put(struct mirror *mirror, const struct outlet *outlet, const struct month *month)
{
	int64_t captured = 0;
	uint64_t key = 1;
	struct err e = { 0 };

	for (size_t i = month->from; i < month->to; i++) {
		const struct shelved_article *article = of_outlet(&mirror->shelf, outlet, i);

		key_add(&key, (uint64_t)article->row.id);
		key_add(&key, article->stamp);
		if (article->row.last_fetched > captured)
			captured = article->row.last_fetched;
	}
	if (!unit_begin(mirror, month_file(&mirror->page, outlet, month->name, 1), key))
		return e;
	for (size_t page = 1; (page - 1) * LINES < month->to - month->from && !e.code; page++)
		e = month_page(mirror, outlet, month, page, captured);
	return e;
}

static void
month_item(struct mirror *mirror, struct html_out *out, const struct outlet *outlet,
    const struct month *month)
{
	out_put(out, "<li><a");
	out_href(
	    out, FILES_PREFIX "%.*s", STR_ARGS(month_file(&mirror->page, outlet, month->name, 1)));
	out_put(out, ">");
	out_text(out, str_from_c(month->name));
	out_put(out, "</a><small>");
	out_count(out, WORD_N_ARTICLES, (int64_t)(month->to - month->from));
	out_put(out, "</small></li>\n");
}

static struct err
outlet_page(struct mirror *mirror, const struct outlet *outlet)
{
	const struct shelf *shelf = &mirror->shelf;
	struct str name = str_join(&mirror->arena,
	    name_of_source(&mirror->page, outlet->source->slug), S("/index.html"), STR_END);
	struct sheet sheet;
	uint64_t key = shelf->names;

	key_add(&key, (uint64_t)outlet->captured);
	for (size_t i = 0; i < outlet->count; i++)
		key_add(&key, (uint64_t)of_outlet(shelf, outlet, i)->day);
	if (!unit_begin(mirror, name, key))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, name, outlet->source->name, WORD_SOURCES, outlet->captured);
	out_put(sheet.out, "<h1>");
	out_said(sheet.out, outlet->source->name, S(""));
	out_put(sheet.out, "</h1>\n<p class='meta'>");
	out_count(sheet.out, WORD_N_ARTICLES, (int64_t)outlet->count);
	if (outlet->source->host.n) {
		out_dot(sheet.out);
		out_text(sheet.out, outlet->source->host);
	}
	out_put(sheet.out, "</p>\n");
	lines_begin(sheet.out);
	for (size_t to = outlet->count; to > 0;) {
		struct month month = month_before(shelf, outlet, to);

		month_item(mirror, sheet.out, outlet, &month);
		to = month.from;
	}
	lines_end(sheet.out);
	return sheet_put(mirror, &sheet);
}

static struct err
outlet_put(struct mirror *mirror, const struct outlet *outlet)
{
	struct err e = outlet_page(mirror, outlet);

	for (size_t to = outlet->count; to > 0 && !e.code;) {
		struct month month = month_before(&mirror->shelf, outlet, to);

		e = month_put(mirror, outlet, &month);
		to = month.from;
	}
	return e;
}

struct err
mirror_sources(struct mirror *mirror)
{
	const struct outlet *outlets = outlets_gather(mirror);
	struct err e = outlets_put(mirror, outlets);

	for (size_t i = 0; i < mirror->shelf.sources.count && !e.code; i++)
		if (outlets[i].count)
			e = outlet_put(mirror, &outlets[i]);
	return e;
}
