#include <time.h>

#include "search/suggest_inside.h"

static int64_t
clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool
suggest_is_over(const struct trying *trying)
{
	return trying->out.count == SUGGESTIONS_MAX || clock_ns() > trying->deadline_ns;
}

/* ---- one attempt ---- */

/* How many there are, counted no further than readers want to know. */
struct err
suggest_count(const struct trying *trying, const struct query *query, struct search_options options,
    struct results *out)
{
	struct err e;

	options.limit = 1;
	options.offset = 0;
	options.order = SEARCH_NEWEST;
	options.facets = options.snippets = false;
	e = search_run(trying->search, trying->arena, query, &options, out);
	if (e.code == ERR_SLOW)
		*out = (struct results){ 0 };
	return e.code == ERR_SLOW ? (struct err){ 0 } : e;
}

struct err
suggest_attempt(struct trying *trying, enum suggestion_kind kind, const struct query *query,
    struct search_options options, struct str word)
{
	struct results results;
	struct err e = { 0 };

	if (suggest_is_over(trying))
		return e;
	e = suggest_count(trying, query, options, &results);
	if (e.code || !results.total)
		return e;
	trying->out.items[trying->out.count++] = (struct suggestion){ .kind = kind,
		.query = query_text(trying->arena, query),
		.word = word,
		.count = results.total,
		.count_is_floor = results.total_is_floor };
	return e;
}

/* ---- without filters ---- */

static bool
sources_drop(struct query *query, struct search_options *options)
{
	bool had = query->sources.count || options->source.n;

	query->sources.count = 0;
	options->source = S("");
	return had;
}

static bool
langs_drop(struct query *query, struct search_options *options)
{
	bool had = query->langs.count || options->lang.n;

	query->langs.count = 0;
	options->lang = S("");
	return had;
}

static bool
times_drop(struct query *query, struct search_options *options)
{
	bool had = query->from_written.n || query->to_written.n || options->from || options->to;

	query->from = INT64_MIN;
	query->to = INT64_MAX;
	query->from_written = query->to_written = S("");
	options->from = options->to = 0;
	return had;
}

static bool
traits_drop(struct query *query, struct search_options *options)
{
	bool had = query->changed || query->story || query->figures || options->changed ||
		   options->story || options->figures;

	query->changed = query->story = query->figures = WANTED_ANY;
	options->changed = options->story = options->figures = false;
	return had;
}

static bool (*const drops[])(struct query *query, struct search_options *options) = {
	[SUGGEST_ANY_SOURCE] = sources_drop,
	[SUGGEST_ANY_LANG] = langs_drop,
	[SUGGEST_ANY_TIME] = times_drop,
	[SUGGEST_ANY_TRAIT] = traits_drop,
};

/* Each alone, and all where none alone is enough. */
static struct err
try_without_filters(struct trying *trying)
{
	struct query bare = *trying->query;
	struct search_options bare_options = *trying->options;
	size_t dropped = 0;
	struct err e = { 0 };

	for (size_t i = 0; i < LENGTH(drops) && !e.code; i++) {
		struct query query = *trying->query;
		struct search_options options = *trying->options;

		drops[i](&bare, &bare_options);
		if (!drops[i](&query, &options))
			continue;
		dropped++;
		e = suggest_attempt(trying, (enum suggestion_kind)i, &query, options, S(""));
	}
	if (e.code || dropped < 2 || trying->out.count || !query_positive(&bare))
		return e;
	return suggest_attempt(trying, SUGGEST_NO_FILTER, &bare, bare_options, S(""));
}

/* ---- fewer words ---- */

static size_t
positive_groups(const struct query *query)
{
	size_t count = 0;

	for (size_t i = 0; i < query->count; i++)
		count += !query->groups[i].negated;
	return count;
}

static struct query
without_group(struct arena *arena, const struct query *query, size_t left_out)
{
	struct query shorter = *query;

	shorter.groups = arena_array(arena, struct group, query->count);
	shorter.count = 0;
	for (size_t i = 0; i < query->count; i++)
		if (i != left_out)
			shorter.groups[shorter.count++] = query->groups[i];
	return shorter;
}

/* The groups joined to one: any phrase will do. */
static struct query
either_of(struct arena *arena, const struct query *query)
{
	struct query either = *query;
	struct group *one = arena_new(arena, struct group);

	one->items = arena_array(arena, struct phrase, query_positive(query));
	for (size_t i = 0; i < query->count; i++)
		for (size_t k = 0; k < query->groups[i].count && !query->groups[i].negated; k++)
			one->items[one->count++] = query->groups[i].items[k];
	either.groups = one;
	either.count = 1;
	return either;
}

static struct err
try_fewer_words(struct trying *trying)
{
	const struct query *query = trying->query;
	size_t before = trying->out.count;
	struct err e = { 0 };

	if (positive_groups(query) < 2)
		return e;
	for (size_t i = 0; i < query->count && !e.code; i++) {
		struct query shorter = without_group(trying->arena, query, i);

		if (!query->groups[i].negated)
			e = suggest_attempt(trying, SUGGEST_FEWER, &shorter, *trying->options,
			    query->groups[i].items[0].written);
	}
	if (!e.code && trying->out.count == before) {
		struct query either = either_of(trying->arena, query);
		e = suggest_attempt(trying, SUGGEST_EITHER, &either, *trying->options, S(""));
	}
	return e;
}

/* ---- all ---- */

struct err
search_suggest(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct suggestions *out)
{
	struct trying trying = { .search = search,
		.arena = arena,
		.query = query,
		.options = options,
		.deadline_ns = clock_ns() + (int64_t)SUGGEST_MS * 1000000 };
	struct err e = { 0 };

	trying.out.items = arena_array(arena, struct suggestion, SUGGESTIONS_MAX);
	for (size_t i = 0; i < query->count && !e.code; i++)
		for (size_t k = 0;
		     k < query->groups[i].count && !query->groups[i].negated && !e.code; k++)
			e = suggest_close_words(&trying, i, k);
	if (!e.code)
		e = try_without_filters(&trying);
	if (!e.code)
		e = try_fewer_words(&trying);
	if (!e.code)
		*out = trying.out;
	return e;
}
