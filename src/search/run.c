/* run.c: a query from the reader's options to the results. */
#include <time.h>

#include "search/walk.h"

enum { LIMIT_DEFAULT = 20 };

static int64_t
deadline(unsigned budget_ms)
{
	struct timespec now;

	if (budget_ms == 0)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec + (int64_t)budget_ms * 1000000;
}

static size_t
clamped(size_t value, size_t most)
{
	return value < most ? value : most;
}

static struct err
walk_init(struct walk *walk, struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options)
{
	struct documents *documents = &search->documents;
	size_t positive = query_positive(query),
	       limit = options->limit ? options->limit : LIMIT_DEFAULT;
	size_t skipped = clamped(options->offset, documents->count);
	/* without words all are equally relevant */
	enum search_order order = positive			    ? options->order
				  : options->order == SEARCH_OLDEST ? SEARCH_OLDEST
								    : SEARCH_NEWEST;

	*walk =
	    (struct walk){ .documents = documents, .deadline_ns = deadline(options->budget_ms) };
	best_init(&walk->best, arena, order, skipped + clamped(limit, documents->count));
	rank_init(&walk->rank, documents, positive);
	walk->count_max = options->count_max  ? options->count_max
			  : options->facets ? COUNT_FACETS_MAX
					    : COUNT_MAX;
	if (options->facets) {
		walk->counts = arena_new(arena, struct counts);
		counts_init(walk->counts, arena, search, options->zone_s);
	}
	return filter_init(search, arena, query, options, &walk->filter);
}

/* ---- hits ---- */

static struct err
hit_init(struct search *search, struct arena *arena, const struct query *query,
    const struct candidate *candidate, bool snippet, struct hit *hit)
{
	struct err e = article_get(search->archive, arena, candidate->article, &hit->article);
	struct str text;

	if (e.code)
		return e;
	hit->score = candidate->score;
	query_mark(arena, query, hit->article.headline, &hit->headline);
	if (!snippet)
		return e;
	e = texts_get(&search->texts, search->archive, arena,
	    search->documents.revision[candidate->docid - 1], &text);
	if (!e.code)
		query_snippet(arena, query, text, &hit->snippet);
	return e;
}

static struct err
give_hits(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct best *best, struct results *out)
{
	size_t from = clamped(options->offset, best->count);
	struct err e = { 0 };

	best_sort(best);
	out->items = arena_array(arena, struct hit, best->count - from);
	for (size_t i = from; i < best->count && !e.code; i++)
		e = hit_init(search, arena, query, &best->items[i], options->snippets,
		    &out->items[out->count++]);
	return e;
}

static struct err
run(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct results *out)
{
	struct walk walk;
	struct err e = walk_init(&walk, search, arena, query, options);

	if (!e.code)
		e = walk_run(search, &walk, query);
	if (e.code)
		return e;
	out->total = walk.total;
	out->total_is_floor = walk.floor;
	e = give_hits(search, arena, query, options, &walk.best, out);
	return e.code || !walk.counts ? e : counts_give(walk.counts, search, out);
}

struct err
search_run(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct results *out)
{
	struct results results = { 0 };
	struct err e = archive_read_begin(search->archive);

	if (e.code)
		return e;
	e = search_take_up(search);
	if (!e.code && search->exists)
		e = run(search, arena, query, options, &results);
	archive_read_end(search->archive);
	if (!e.code)
		*out = results;
	return e;
}
