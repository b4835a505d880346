#include "search/walk.h"

/* ---- sources ---- */

/* Its id; one that has no documents gets the place behind the last. */
static struct err
source_id(struct search *search, struct arena *arena, const struct wish *wish, uint32_t *id)
{
	struct source source;
	uint32_t last = search->documents.sources;
	struct err e = source_find(search->archive, arena, wish->value, &source);

	if (e.code == ERR_NOT_FOUND)
		return err_at(ERR_QUERY, wish->at, "no source has this name");
	if (!e.code)
		*id = source.id < last ? (uint32_t)source.id : last;
	return e;
}

/* Without a positive wish all pass but those that are not wanted. */
static bool
all_negated(const struct wishes *wishes)
{
	for (size_t i = 0; i < wishes->count; i++) {
		if (!wishes->items[i].negated)
			return false;
	}
	return true;
}

static struct err
filter_sources(
    struct search *search, struct arena *arena, const struct wishes *wishes, struct filter *filter)
{
	struct err e = { 0 };

	if (wishes->count == 0)
		return e;
	filter->sources = arena_alloc_dirty(arena, search->documents.sources + 1);
	memset(filter->sources, all_negated(wishes), search->documents.sources + 1);
	for (size_t i = 0; i < wishes->count && !e.code; i++) {
		uint32_t id = 0;
		e = source_id(search, arena, &wishes->items[i], &id);
		filter->sources[id] = !wishes->items[i].negated;
	}
	return e;
}

static struct err
narrow_source(struct search *search, struct arena *arena, struct str slug, struct filter *filter)
{
	struct wish wish = { .value = slug };
	uint32_t id = 0;
	bool passed;
	struct err e = { 0 };

	if (slug.n == 0)
		return e;
	e = source_id(search, arena, &wish, &id);
	if (e.code)
		return e;
	passed = !filter->sources || filter->sources[id];
	filter->sources = arena_alloc(arena, search->documents.sources + 1);
	filter->sources[id] = passed;
	return e;
}

/* ---- languages ---- */

/* zh finds zh-Hans and zh-Hant-TW; zh-hant the latter. */
static bool
lang_matches(struct str tag, struct str wanted)
{
	return str_starts_nocase(tag, wanted) && (tag.n == wanted.n || tag.p[wanted.n] == '-');
}

static void
mark_langs(const struct documents *documents, unsigned char *langs, struct str wanted, bool passes)
{
	for (unsigned i = 0; i < documents->lang_count; i++) {
		if (lang_matches(documents->langs[i], wanted))
			langs[i] = passes;
	}
}

static void
filter_langs(const struct documents *documents, struct arena *arena, const struct wishes *wishes,
    struct filter *filter)
{
	if (wishes->count == 0)
		return;
	filter->langs = arena_alloc(arena, LANGS_MAX);
	memset(filter->langs, all_negated(wishes), LANGS_MAX);
	for (size_t i = 0; i < wishes->count; i++)
		mark_langs(
		    documents, filter->langs, wishes->items[i].value, !wishes->items[i].negated);
}

static void
narrow_lang(
    const struct documents *documents, struct arena *arena, struct str lang, struct filter *filter)
{
	unsigned char *both, *query = filter->langs;

	if (lang.n == 0)
		return;
	both = arena_alloc(arena, LANGS_MAX);
	mark_langs(documents, both, lang, true);
	for (unsigned i = 0; query && i < LANGS_MAX; i++)
		both[i] &= query[i];
	filter->langs = both;
}

/* ---- all ---- */

static void
filter_times(const struct query *query, const struct search_options *options, struct filter *filter)
{
	filter->from = options->from > query->from ? options->from : query->from;
	if (options->from == 0)
		filter->from = query->from;
	filter->to = options->to && options->to < query->to ? options->to : query->to;
}

struct err
filter_init(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct filter *out)
{
	struct filter filter = { 0 };
	struct err e = filter_sources(search, arena, &query->sources, &filter);

	if (!e.code)
		e = narrow_source(search, arena, options->source, &filter);
	if (e.code)
		return e;
	filter_langs(&search->documents, arena, &query->langs, &filter);
	narrow_lang(&search->documents, arena, options->lang, &filter);
	filter_times(query, options, &filter);
	filter.changed = options->changed ? WANTED_YES : query->changed;
	filter.story = options->story ? WANTED_YES : query->story;
	filter.figures = options->figures ? WANTED_YES : query->figures;
	if (filter.story || filter.figures || options->facets)
		e = traits_take_up(&search->traits, search->archive, search->generation);
	filter.traits = &search->traits;
	if (!e.code)
		*out = filter;
	return e;
}

static bool
is_wanted(enum wanted wanted, bool has)
{
	return wanted == WANTED_ANY || has == (wanted == WANTED_YES);
}

bool
filter_passes(const struct filter *filter, const struct documents *documents, uint32_t docid)
{
	uint32_t at = docid - 1;
	int64_t time = documents->time[at];

	if (!document_is_live(documents, docid) || time < filter->from || time >= filter->to)
		return false;
	if (filter->sources && !filter->sources[documents->source[at]])
		return false;
	if (filter->langs && !filter->langs[documents->lang[at]])
		return false;
	return is_wanted(filter->changed, documents->changed[at]) &&
	       is_wanted(filter->story,
		   trait_has(filter->traits, documents->article[at], TRAIT_STORY)) &&
	       is_wanted(filter->figures,
		   trait_has(filter->traits, documents->article[at], TRAIT_FIGURES));
}
