/* mirror_lists.c: the newest day, every day, a calendar; stories by week and one by one; changes by
 * day. */
#include <stdio.h>

#include "show/mirror_work.h"

enum { WEEK_S = 7 * 86400 };

static const struct shelved_article *
at_time(const struct shelf *shelf, size_t place)
{
	return &shelf->items[shelf->by_time[place]];
}

/* All that is shown of the articles in [from, to) of by_time, and when the newest of it was
 * captured. */
static int64_t
key_add_range(uint64_t *key, const struct shelf *shelf, size_t from, size_t to)
{
	int64_t captured = 0;

	for (size_t i = from; i < to; i++) {
		const struct shelved_article *article = at_time(shelf, i);

		key_add_article(key, shelf, article);
		if (article->row.last_fetched > captured)
			captured = article->row.last_fetched;
	}
	return captured;
}

/* All there is. */
static uint64_t
key_of_all(const struct shelf *shelf)
{
	uint64_t key = 1;

	key_add_range(&key, shelf, 0, shelf->count);
	for (size_t i = 0; i < shelf->changes.count; i++)
		key_add(&key, (uint64_t)shelf->changes.items[i].revision);
	return key;
}

static struct err
unit_page(struct mirror *mirror, struct str name, struct str path, uint64_t key, int64_t captured)
{
	struct err e = { 0 };

	if (!unit_begin(mirror, name, key))
		return e;
	e = pages_put(mirror, path, captured);
	unit_end(mirror);
	return e;
}

/* ---- days ---- */

static struct err
day_put(struct mirror *mirror, size_t from, size_t to)
{
	const struct shelf *shelf = &mirror->shelf;
	int64_t day = at_time(shelf, from)->day, captured;
	uint64_t key = 1;
	struct target target;
	struct str path;
	char text[40];

	arena_reset(&mirror->page);
	captured = key_add_range(&key, shelf, from, to);
	/* the days beside it */
	key_add(&key, from ? (uint64_t)at_time(shelf, from - 1)->day : 0);
	key_add(&key, to < shelf->count ? (uint64_t)at_time(shelf, to)->day : 0);
	path = day_text(&mirror->page, day);
	snprintf(text, sizeof(text), "/d/%.*s", STR_ARGS(path));
	path = str_from_c(text);
	/* a year that no date of ours can be written with has no page in the reading room either */
	if (target_parse(&mirror->page, path, &target).code)
		return (struct err){ 0 };
	return unit_page(mirror, target_name(&mirror->page, &target), path, key, captured);
}

static void
month_name(int64_t day, char *out, size_t size)
{
	unsigned month, d;
	int year;

	civil_from_days(day, &year, &month, &d);
	snprintf(out, size, "%04d-%02u", year, month);
}

static void
month_begin(struct sheet *sheet, const char *name)
{
	struct html_out *out = sheet->out;

	out_put(out, "<h2 id='m");
	out_text(out, str_from_c(name));
	out_put(out, "'>");
	out_text(out, str_from_c(name));
	out_put(out, "</h2>\n<ul class='chips'>\n");
}

static void
day_item(struct html_out *out, int64_t day, int64_t articles)
{
	struct str text = day_text(out->arena, day);

	out_put(out, "<li><a");
	out_href(out, "/d/%.*s", STR_ARGS(text));
	out_put(out, ">");
	out_text(out, text);
	out_put(out, "</a> <small>");
	out_int(out, articles);
	out_put(out, "</small></li>\n");
}

/* Newest first: years as pages, each with its months and days. */
static struct err
year_put(struct mirror *mirror, size_t from, size_t to, const char *year)
{
	const struct shelf *shelf = &mirror->shelf;
	char name[24], month[16] = "", next[16];
	struct sheet sheet;
	uint64_t key = 1;
	int64_t captured = key_add_range(&key, shelf, from, to);

	snprintf(name, sizeof(name), "d/%s.html", year);
	if (!unit_begin(mirror, str_from_c(name), key))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, str_from_c(name), str_from_c(year), WORD_DAYS, captured);
	out_put(sheet.out, "<h1>");
	out_text(sheet.out, sheet.title);
	out_put(sheet.out, "</h1>\n");
	for (size_t i = to; i > from;) {
		int64_t day = at_time(shelf, i - 1)->day, articles = 0;

		for (; i > from && at_time(shelf, i - 1)->day == day; i--)
			articles++;
		month_name(day, next, sizeof(next));
		if (strcmp(month, next) != 0) {
			if (*month)
				out_put(sheet.out, "</ul>\n");
			month_begin(&sheet, next);
			memcpy(month, next, sizeof(month));
		}
		day_item(sheet.out, day, articles);
	}
	out_put(sheet.out, "</ul>\n");
	return sheet_put(mirror, &sheet);
}

/* A year and its months, newest first; articles [from, to) of by_time. */
static void
year_item(const struct shelf *shelf, struct html_out *out, const char *year, size_t from, size_t to)
{
	char month[16], other[16];

	out_put(out, "<h2><a");
	out_href(out, FILES_PREFIX "d/%s.html", year);
	out_put(out, ">");
	out_text(out, str_from_c(year));
	out_put(out, "</a></h2>\n<ul class='chips'>\n");
	while (to > from) {
		int64_t articles = 0;

		month_name(at_time(shelf, to - 1)->day, month, sizeof(month));
		for (; to > from; to--, articles++) {
			month_name(at_time(shelf, to - 1)->day, other, sizeof(other));
			if (strcmp(month, other) != 0)
				break;
		}
		out_put(out, "<li><a");
		out_href(out, FILES_PREFIX "d/%s.html#m%s", year, month);
		out_put(out, ">");
		out_text(out, str_from_c(month));
		out_put(out, "</a> <small>");
		out_int(out, articles);
		out_put(out, "</small></li>\n");
	}
	out_put(out, "</ul>\n");
}

static void
year_name(int64_t day, char *out, size_t size)
{
	unsigned month, d;
	int year;

	civil_from_days(day, &year, &month, &d);
	snprintf(out, size, "%04d", year);
}

/* Where the year that ends at ${to} begins. */
static size_t
year_start(const struct shelf *shelf, size_t to, char *year, size_t size)
{
	char other[16];
	size_t from = to;

	year_name(at_time(shelf, to - 1)->day, year, size);
	for (; from > 0; from--) {
		year_name(at_time(shelf, from - 1)->day, other, sizeof(other));
		if (strcmp(year, other) != 0)
			break;
	}
	return from;
}

static struct err
calendar_put(struct mirror *mirror)
{
	const struct shelf *shelf = &mirror->shelf;
	struct sheet sheet;
	char year[16];

	if (!unit_begin(mirror, S("days.html"), key_of_all(shelf)))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, S("days.html"), word_text(WORD_DAYS, mirror->tongue), WORD_DAYS,
	    shelf->captured);
	out_put(sheet.out, "<h1>");
	out_text(sheet.out, sheet.title);
	out_put(sheet.out, "</h1>\n");
	for (size_t to = shelf->count; to > 0;) {
		size_t from = year_start(shelf, to, year, sizeof(year));

		year_item(shelf, sheet.out, year, from, to);
		to = from;
	}
	return sheet_put(mirror, &sheet);
}

static struct err
years_put(struct mirror *mirror)
{
	const struct shelf *shelf = &mirror->shelf;
	struct err e = calendar_put(mirror);
	char year[16];

	for (size_t to = shelf->count; to > 0 && !e.code;) {
		size_t from = year_start(shelf, to, year, sizeof(year));

		e = year_put(mirror, from, to, year);
		to = from;
	}
	return e;
}

struct err
mirror_days(struct mirror *mirror)
{
	const struct shelf *shelf = &mirror->shelf;
	struct err e =
	    unit_page(mirror, S("index.html"), S("/"), key_of_all(shelf), shelf->captured);

	for (size_t from = 0, to = 0; from < shelf->count && !e.code; from = to) {
		for (to = from;
		     to < shelf->count && at_time(shelf, to)->day == at_time(shelf, from)->day;
		     to++)
			continue;
		e = day_put(mirror, from, to);
	}
	return e.code ? e : years_put(mirror);
}

/* ---- stories ---- */

static struct err
week_put(struct mirror *mirror, size_t at)
{
	const struct shelf *shelf = &mirror->shelf;
	int64_t to = shelf->weeks.items[at], captured;
	uint64_t key = at ? (uint64_t)shelf->weeks.items[at - 1] : 0;
	char path[64], name[40];
	struct err e;

	captured = key_add_range(&key, shelf, shelf_at(shelf, to - WEEK_S), shelf_at(shelf, to));
	key_add(&key, at + 1 < shelf->weeks.count ? (uint64_t)shelf->weeks.items[at + 1] : 0);
	snprintf(path, sizeof(path), "/stories?before=%lld.1", (long long)to);
	snprintf(name, sizeof(name), at ? "w/%lld.html" : "stories.html", (long long)to);
	mirror->week = to;
	e = unit_page(mirror, str_from_c(name), str_from_c(path), key, captured);
	mirror->week = 0;
	return e;
}

static struct err
story_put(struct mirror *mirror, const struct shelved_story *story)
{
	uint64_t key = story->stamp;
	struct target target;
	char path[40];

	arena_reset(&mirror->page);
	snprintf(path, sizeof(path), "/story/%lld", (long long)story->id);
	if (target_parse(&mirror->page, str_from_c(path), &target).code)
		return (struct err){ 0 };
	key_add(&key, (uint64_t)story->captured);
	return unit_page(
	    mirror, target_name(&mirror->page, &target), str_from_c(path), key, story->captured);
}

struct err
mirror_stories(struct mirror *mirror)
{
	const struct shelf *shelf = &mirror->shelf;
	struct err e = { 0 };

	for (size_t i = 0; i < shelf->weeks.count && !e.code; i++)
		e = week_put(mirror, i);
	for (size_t i = 0; i < shelf->story_count && !e.code; i++)
		if (shelf->stories[i].captured)
			e = story_put(mirror, &shelf->stories[i]);
	return e;
}

/* ---- changes ---- */

static struct str
changes_path(struct mirror *mirror, struct str day)
{
	const struct sources *sources = &mirror->shelf.sources;
	struct str path =
	    day.n ? str_join(&mirror->page, S("/changes?day="), day, STR_END) : S("/changes");

	for (size_t i = 0; i < sources->count; i++)
		if (sources->items[i].id == mirror->options->source)
			return str_join(&mirror->page, path, day.n ? S("&source=") : S("?source="),
			    percent_encode(&mirror->page, sources->items[i].slug), STR_END);
	return path;
}

static struct err
changes_day_put(struct mirror *mirror, size_t from, size_t to)
{
	const struct changed_rows *changes = &mirror->shelf.changes;
	int64_t captured = 0;
	uint64_t key = 1;
	struct target target;
	struct str path;
	char kept[400];

	arena_reset(&mirror->page);
	for (size_t i = from; i < to; i++) {
		const struct shelved_article *article =
		    shelf_article(&mirror->shelf, changes->items[i].article);

		key_add(&key, (uint64_t)changes->items[i].revision);
		key_add(&key, article ? article->stamp : 0);
		if (article && article->row.last_fetched > captured)
			captured = article->row.last_fetched;
	}
	key_add(&key, from ? (uint64_t)mirror_day(mirror, changes->items[from - 1].time) : 0);
	key_add(
	    &key, to < changes->count ? (uint64_t)mirror_day(mirror, changes->items[to].time) : 0);
	path = changes_path(
	    mirror, day_text(&mirror->page, mirror_day(mirror, changes->items[from].time)));
	snprintf(kept, sizeof(kept), "%.*s", STR_ARGS(path));
	if (target_parse(&mirror->page, str_from_c(kept), &target).code)
		return (struct err){ 0 };
	return unit_page(
	    mirror, target_name(&mirror->page, &target), str_from_c(kept), key, captured);
}

struct err
mirror_changes(struct mirror *mirror)
{
	const struct changed_rows *changes = &mirror->shelf.changes;
	struct err e = { 0 };
	char kept[400];

	if (!changes->count)
		return e;
	arena_reset(&mirror->page);
	snprintf(kept, sizeof(kept), "%.*s",
	    STR_ARGS(changes_path(
		mirror, mirror->options->from || mirror->options->to
			    ? day_text(&mirror->page, mirror_day(mirror, changes->items[0].time))
			    : S(""))));
	e = unit_page(mirror, S("changes.html"), str_from_c(kept), key_of_all(&mirror->shelf),
	    mirror->shelf.captured);
	for (size_t from = 0, to = 0; from < changes->count && !e.code; from = to) {
		int64_t day = mirror_day(mirror, changes->items[from].time);

		for (to = from;
		     to < changes->count && mirror_day(mirror, changes->items[to].time) == day;
		     to++)
			continue;
		e = changes_day_put(mirror, from, to);
	}
	return e;
}
