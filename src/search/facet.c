#include <stdio.h>
#include <stdlib.h>

#include "search/walk.h"

/* Months, January of the year 1 being 0; what lies outside is counted at the nearest end. */
static size_t
month_of(int64_t seconds)
{
	int64_t days = seconds >= 0 ? seconds / 86400 : -((86399 - seconds) / 86400);
	const int64_t first = days_from_civil(1, 1, 1), last = days_from_civil(9999, 12, 31);
	int year;
	unsigned month, day;

	days = days < first ? first : days > last ? last : days;
	civil_from_days(days, &year, &month, &day);
	return (size_t)(year - 1) * 12 + month - 1;
}

void
counts_init(struct counts *counts, struct arena *arena, const struct search *search, int32_t zone_s)
{
	const struct documents *documents = &search->documents;
	int64_t oldest = INT64_MAX, newest = INT64_MIN;

	*counts = (struct counts){ .arena = arena, .traits = &search->traits, .zone_s = zone_s };
	counts->sources = arena_array(arena, uint32_t, documents->sources);
	for (size_t i = 0; i < documents->run_count; i++) {
		const struct document_run *run = &documents->runs[i];
		oldest = run->oldest < oldest ? run->oldest : oldest;
		newest = run->newest > newest ? run->newest : newest;
	}
	if (oldest > newest)
		return;
	counts->first_month = month_of(oldest + zone_s);
	counts->month_count = month_of(newest + zone_s) - counts->first_month + 1;
	counts->months = arena_array(arena, uint32_t, counts->month_count);
}

void
counts_add(struct counts *counts, const struct documents *documents, uint32_t docid)
{
	counts->sources[documents->source[docid - 1]]++;
	counts->langs[documents->lang[docid - 1]]++;
	counts->months[month_of(documents->time[docid - 1] + counts->zone_s) - counts->first_month]++;
	counts->changed += documents->changed[docid - 1];
	counts->stories += trait_has(counts->traits, documents->article[docid - 1], TRAIT_STORY);
	counts->figures += trait_has(counts->traits, documents->article[docid - 1], TRAIT_FIGURES);
}

/* ---- as lists ---- */

static int
by_count(const void *a, const void *b)
{
	const struct facet *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return str_compare(x->key, y->key);
}

static void
push(struct arena *arena, struct facets *facets, size_t *capacity, struct facet facet)
{
	arena_push(arena, facets->items, facets->count, *capacity);
	facets->items[facets->count++] = facet;
}

static struct err
give_sources(const struct counts *counts, struct search *search, struct facets *out)
{
	struct sql q = sql_query(search->archive, "SELECT id, slug, name FROM sources");
	struct facets facets = { 0 };
	size_t capacity = 0;

	while (sql_row(&q)) {
		int64_t id = sql_int(&q, 0);
		uint32_t count =
		    id >= 0 && id < search->documents.sources ? counts->sources[id] : 0;
		if (count == 0)
			continue;
		struct str slug = sql_str(&q, counts->arena, 1),
			   name = sql_str(&q, counts->arena, 2);
		push(counts->arena, &facets, &capacity, (struct facet){ slug, name, count });
	}
	if (facets.count)
		qsort(facets.items, facets.count, sizeof(facets.items[0]), by_count);
	*out = facets;
	return sql_end(&q);
}

static void
give_months(const struct counts *counts, struct facets *out)
{
	struct facets facets = { 0 };
	size_t capacity = 0;

	for (size_t i = counts->month_count; i-- > 0;) {
		size_t month = counts->first_month + i;
		if (counts->months[i] == 0)
			continue;
		struct str key =
		    str_format(counts->arena, "%04zu-%02zu", month / 12 + 1, month % 12 + 1);
		push(counts->arena, &facets, &capacity,
		    (struct facet){ key, key, counts->months[i] });
	}
	*out = facets;
}

static void
give_langs(const struct counts *counts, const struct documents *documents, struct facets *out)
{
	struct facets facets = { 0 };
	size_t capacity = 0;

	for (unsigned i = 0; i < LANGS_MAX; i++) {
		if (counts->langs[i] == 0)
			continue;
		struct str lang = str_copy(counts->arena, documents->langs[i]);
		push(counts->arena, &facets, &capacity,
		    (struct facet){ lang, lang, counts->langs[i] });
	}
	if (facets.count)
		qsort(facets.items, facets.count, sizeof(facets.items[0]), by_count);
	*out = facets;
}

struct err
counts_give(const struct counts *counts, struct search *search, struct results *out)
{
	give_months(counts, &out->months);
	give_langs(counts, &search->documents, &out->langs);
	out->changed = counts->changed;
	out->stories = counts->stories;
	out->figures = counts->figures;
	return give_sources(counts, search, &out->sources);
}
