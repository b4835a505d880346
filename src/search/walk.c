#include <time.h>

#include "search/walk.h"

enum { CLOCK_EVERY = 512 }; /* steps between two looks at the clock */

static int64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Whether nothing that comes behind ${bound} (a time) could take a place among the best. */
static bool
is_secure(const struct walk *walk, int64_t bound)
{
	const struct best *best = &walk->best;

	if (best->order == SEARCH_RELEVANCE || !best_is_full(best))
		return false;
	if (best->limit == 0)
		return true;
	return best->order == SEARCH_NEWEST ? best->items[0].time > bound
					    : best->items[0].time < bound;
}

static int64_t
bound_behind(const struct walk *walk, uint32_t docid)
{
	return walk->best.order == SEARCH_OLDEST ? oldest_after(walk->documents, docid)
						 : newest_before(walk->documents, docid);
}

/* Looks at the clock now and then; notes how far it came. */
static bool
is_late(struct walk *walk, uint32_t docid)
{
	if (walk->deadline_ns == 0 || ++walk->steps % CLOCK_EVERY || now_ns() <= walk->deadline_ns)
		return false;
	walk->slow = true;
	walk->bound = bound_behind(walk, docid);
	return true;
}

/* Enough is known: the best are safe, and enough was counted. */
static bool
is_enough(const struct walk *walk, int64_t bound)
{
	return walk->total >= walk->count_max && is_secure(walk, bound);
}

/* One document that matches and passes. */
static void
take(struct walk *walk, uint32_t docid, double score)
{
	struct candidate candidate = {
		.score = score,
		.time = walk->documents->time[docid - 1],
		.docid = docid,
		.article = walk->documents->article[docid - 1],
	};

	walk->total++;
	if (walk->counts)
		counts_add(walk->counts, walk->documents, docid);
	best_offer(&walk->best, &candidate);
}

bool
walk_meets(struct walk *walk, const Fts5ExtensionApi *api, Fts5Context *fts)
{
	int64_t rowid = api->xRowid(fts);
	uint32_t docid = (uint32_t)rowid;

	if (rowid < 1 || rowid > walk->documents->count)
		return false;
	if (is_late(walk, docid))
		return true;
	if (!filter_passes(&walk->filter, walk->documents, docid))
		return false;
	if (is_enough(walk, bound_behind(walk, docid))) {
		walk->floor = true;
		return true;
	}
	take(walk, docid,
	    walk->best.order == SEARCH_RELEVANCE ? rank_score(&walk->rank, api, fts, docid) : 0);
	return false;
}

/* ---- with words: through FTS5 ---- */

#define WALK_SELECT                                                                     \
	"SELECT 1 FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?" \
	" AND search_visit(search_text) ORDER BY rowid"

static struct err
walk_index(struct search *search, struct walk *walk, struct str match, uint32_t from, uint32_t to)
{
	struct sql q = sql_query(
	    search->archive, walk->best.order == SEARCH_NEWEST ? WALK_SELECT " DESC" : WALK_SELECT);

	sql_bind_str(&q, match);
	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	search->engine->walk = walk;
	sql_row(&q);
	search->engine->walk = NULL;
	return sql_end(&q);
}

/* ---- without: the documents themselves ---- */

static void
walk_documents(struct walk *walk, uint32_t from, uint32_t to)
{
	bool down = walk->best.order != SEARCH_OLDEST;

	for (uint32_t i = 0; i <= to - from; i++) {
		uint32_t docid = down ? to - i : from + i;
		if (is_late(walk, docid))
			return;
		if (!filter_passes(&walk->filter, walk->documents, docid))
			continue;
		if (is_enough(walk, bound_behind(walk, docid))) {
			walk->floor = true;
			return;
		}
		take(walk, docid, 0);
	}
}

/* ---- all runs ---- */

/* The first block from ${low} on whose documents, or earlier ones, reach ${time}: bounds grow from
 * block to block. */
static uint32_t
block_reaching(const int64_t *bounds, uint32_t low, uint32_t high, int64_t time)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (bounds[middle] < time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The part of the run that has the dates asked for; empty where from > to. */
static struct document_run
narrowed(
    const struct documents *documents, const struct document_run *run, const struct filter *filter)
{
	uint32_t first = (run->from - 1) / DOCUMENT_BLOCK, end = (run->to - 1) / DOCUMENT_BLOCK + 1;
	uint32_t low = block_reaching(documents->newest_before, first, end, filter->from);
	uint32_t high = block_reaching(documents->oldest_after, first, end, filter->to);
	struct document_run part = *run;

	part.from = low * DOCUMENT_BLOCK + 1;
	if (high < end)
		part.to = high * DOCUMENT_BLOCK;
	return part;
}

static bool
is_needed(struct walk *walk, const struct document_run *run)
{
	if (run->from > run->to)
		return false;
	if (!is_enough(walk, walk->best.order == SEARCH_OLDEST ? run->oldest : run->newest))
		return true;
	walk->floor = true;
	return false;
}

static struct err
walk_part(struct search *search, struct walk *walk, const struct document_run *part)
{
	struct str match = buf_str(&search->match);

	if (match.n)
		return walk_index(search, walk, match, part->from, part->to);
	walk_documents(walk, part->from, part->to);
	return (struct err){ 0 };
}

/* Out of time: what was found stands if nothing that was not seen could come before it. */
static struct err
judge_time(struct walk *walk, size_t runs_left)
{
	bool secure = walk->slow && is_secure(walk, walk->bound);

	for (size_t i = 0; secure && i < runs_left; i++) {
		const struct document_run *run = &walk->documents->runs[i];
		secure =
		    is_secure(walk, walk->best.order == SEARCH_OLDEST ? run->oldest : run->newest);
	}
	if (!walk->slow)
		return (struct err){ 0 };
	walk->floor = true;
	return secure ? (struct err){ 0 } : err_new(ERR_SLOW, "the search was stopped");
}

struct err
walk_run(struct search *search, struct walk *walk, const struct query *query)
{
	const struct documents *documents = walk->documents;
	struct err e = { 0 };
	size_t i = documents->run_count;

	buf_reset(&search->match);
	if (query_positive(query))
		query_push_match(&search->match, query);
	while (i-- > 0) {
		struct document_run part = narrowed(documents, &documents->runs[i], &walk->filter);
		if (is_needed(walk, &part))
			e = walk_part(search, walk, &part);
		if (e.code || walk->slow)
			break;
	}
	return e.code ? e : judge_time(walk, i);
}
