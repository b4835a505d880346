#include <stdio.h>
#include <stdlib.h>

#include "show/mirror_index.h"

/* ---- all first characters ---- */

/* Where the shelf that begins with head ${from} ends. */
static size_t
shelf_end(const struct catalogue *all, const struct head_list *heads, size_t from)
{
	uint64_t shelf = shelf_of_token(all, &all->tokens[heads->items[from].from]);
	size_t to = from;

	while (
	    to < heads->count && shelf_of_token(all, &all->tokens[heads->items[to].from]) == shelf)
		to++;
	return to;
}

static void
heads_gather(struct catalogue *all, struct head_list *heads)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct token *token = &all->tokens[i];

		if (!i || !str_equal(head_of(token), head_of(token - 1))) {
			arena_push(
			    &all->mirror->arena, heads->items, heads->count, heads->capacity);
			heads->items[heads->count++] = (struct head){ .from = i };
		}
		heads->items[heads->count - 1].to = i + 1;
		heads->items[heads->count - 1].postings += token->count;
	}
	for (size_t from = 0, to; from < heads->count; from = to) {
		to = shelf_end(all, heads, from);
		shelf_parts(all, &heads->items[from], to - from);
	}
}

static struct str
range_name(const struct catalogue *all, struct arena *arena, size_t page)
{
	return str_format(arena, "i/%s/%zu.html", all->name, page);
}

static struct err
range_put(struct catalogue *all, const struct head_list *heads, size_t page)
{
	struct mirror *mirror = all->mirror;
	size_t from = (page - 1) * HEADS,
	       count = heads->count - from < HEADS ? heads->count - from : HEADS;
	struct sheet sheet;
	uint64_t key = page + all->shift * 10;

	for (size_t i = from; i < from + count; i++) {
		key_add_str(&key, head_of(&all->tokens[heads->items[i].from]));
		key_add(&key, heads->items[i].part);
	}
	key_add_str(&key, str_from_c(all->month));
	arena_reset(&mirror->page);
	if (!unit_begin(mirror, range_name(all, &mirror->page, page), key))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, mirror->unit.name, word_text(WORD_FILES_ALL, mirror->tongue),
	    WORD_SEARCH, 0);
	index_heading(sheet.out, sheet.title);
	index_way_back(all, sheet.out);
	index_heads(all, sheet.out, &heads->items[from], count);
	return sheet_put(mirror, &sheet);
}

static void
ranges_write(const struct catalogue *all, struct html_out *out, const struct head_list *heads)
{
	out_put(out, "<ul class='chips'>\n");
	for (size_t page = 1; (page - 1) * HEADS < heads->count; page++) {
		size_t from = (page - 1) * HEADS,
		       last = page * HEADS < heads->count ? page * HEADS - 1 : heads->count - 1;

		out_put(out, "<li><a");
		out_href(out, FILES_PREFIX "%.*s", STR_ARGS(range_name(all, out->arena, page)));
		out_put(out, ">");
		out_text(out, head_of(&all->tokens[heads->items[from].from]));
		out_put(out, " – ");
		out_text(out, head_of(&all->tokens[heads->items[last].from]));
		out_put(out, "</a></li>\n");
	}
	out_put(out, "</ul>\n");
}

/* ---- the first page ---- */

static int
by_postings(const void *a, const void *b)
{
	const struct head *left = a, *right = b;

	if (left->postings != right->postings)
		return left->postings > right->postings ? -1 : 1;
	return left->from < right->from ? -1 : 1;
}

static void
volume_write(const struct catalogue *all, struct html_out *out, const struct head_list *heads)
{
	struct head *common = arena_array(&all->mirror->arena, struct head, heads->count);

	if (!heads->count)
		return;
	memcpy(common, heads->items, heads->count * sizeof(*common));
	qsort(common, heads->count, sizeof(*common), by_postings);
	out_put(out, "<h2>");
	out_word(out, all->title);
	out_put(out, " ");
	out_text(out, str_from_c(all->month));
	out_put(out, "</h2>\n<p>");
	out_word(out, WORD_FILES_COMMON);
	out_put(out, "</p>\n");
	index_heads(all, out, common, heads->count < COMMON ? heads->count : COMMON);
	out_put(out, "<p>");
	out_word(out, WORD_FILES_ALL);
	out_put(out, "</p>\n");
	ranges_write(all, out, heads);
}

static uint64_t
key_of_volumes(const struct catalogue *volumes, const struct head_list *heads)
{
	uint64_t key = 1;

	for (size_t v = 0; v < VOLUMES; v++) {
		key_add(&key, volumes[v].shift);
		for (size_t i = 0; i < heads[v].count; i++) {
			key_add_str(&key, head_of(&volumes[v].tokens[heads[v].items[i].from]));
			key_add(&key, heads[v].items[i].postings);
			key_add(&key, heads[v].items[i].part);
		}
	}
	return key;
}

static struct err
search_put(const struct catalogue *volumes, const struct head_list *heads)
{
	struct mirror *mirror = volumes[0].mirror;
	struct sheet sheet;
	uint64_t key = key_of_volumes(volumes, heads);

	key_add(&key, mirror->shelf.count);
	key_add(&key, (uint64_t)mirror->shelf.captured);
	if (!unit_begin(mirror, S("search.html"), key))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, S("search.html"), word_text(WORD_SEARCH, mirror->tongue),
	    WORD_SEARCH, mirror->shelf.captured);
	index_heading(sheet.out, sheet.title);
	out_put(sheet.out, "<p>");
	out_word(sheet.out, WORD_FILES_SEARCH_HOW);
	out_put(sheet.out, "</p>\n<p class='meta'>");
	out_count(sheet.out, WORD_FILES_SEARCH_WHAT, (int64_t)mirror->shelf.count);
	out_put(sheet.out, "</p>\n");
	for (size_t v = 0; v < VOLUMES; v++)
		volume_write(&volumes[v], sheet.out, &heads[v]);
	return sheet_put(mirror, &sheet);
}

static struct err
volume_put(struct catalogue *all, const struct head_list *heads)
{
	struct err e = { 0 };

	for (size_t page = 1; (page - 1) * HEADS < heads->count && !e.code; page++)
		e = range_put(all, heads, page);
	for (size_t from = 0, to; from < heads->count && !e.code; from = to) {
		to = shelf_end(all, heads, from);
		e = shelf_pages_put(all, &heads->items[from], to - from);
	}
	for (size_t i = 0; i < all->count && !e.code; i++)
		if (all->tokens[i].count > INLINE)
			e = token_pages_put(all, &all->tokens[i]);
	return e;
}

/* Where the month of the newest article begins. */
static size_t
month_start(const struct shelf *shelf, char *month, size_t size)
{
	unsigned of_year = 0, first, day;
	int year = 0, first_year;
	size_t from = shelf->count;

	for (; from > 0; from--) {
		civil_from_days(
		    shelf->items[shelf->by_time[from - 1]].day, &first_year, &first, &day);
		if (from == shelf->count)
			of_year = first, year = first_year;
		else if (first != of_year || first_year != year)
			break;
	}
	snprintf(month, size, "%04d-%02u", year, of_year);
	return from;
}

struct err
mirror_index(struct mirror *mirror)
{
	struct catalogue volumes[VOLUMES] = { { .name = "b", .title = WORD_FILES_MONTH },
		{ .name = "a", .title = WORD_FILES_BEFORE } };
	struct head_list heads[VOLUMES] = { 0 };
	size_t from = month_start(&mirror->shelf, volumes[0].month, sizeof(volumes[0].month));
	struct err e = { 0 };

	memcpy(volumes[1].month, volumes[0].month, sizeof(volumes[1].month));
	for (size_t v = 0; v < VOLUMES; v++) {
		volumes[v].mirror = mirror;
		catalogue_gather(&volumes[v], v ? 0 : from, v ? from : mirror->shelf.count);
		heads_gather(&volumes[v], &heads[v]);
	}
	e = search_put(volumes, heads);
	for (size_t v = 0; v < VOLUMES && !e.code; v++)
		e = volume_put(&volumes[v], &heads[v]);
	return e;
}
