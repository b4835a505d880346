/*
 * walk.h: one query on its way through the index: filters, best hits, counts.
 */
#ifndef XINSHI_SEARCH_WALK_H
#define XINSHI_SEARCH_WALK_H

#include "search/catalogue.h"

/* ---- rank.c ---- */

/*
 * BM25 (k1 1.2, b 0.75) over body and headline, a word of the headline counting five.  What FTS5's
 * own does slowly is done otherwise: lengths come from memory, and how many documents hold a phrase
 * is counted up to RANK_SAMPLE of them and extrapolated from how far that took us.
 */
enum { RANK_SAMPLE = 1000, RANK_TITLE = 5 };

struct rank {
	const struct documents *documents;
	size_t phrases; /* those to be found; FTS5 numbers them first */
	double average; /* length */
	bool ready;
	double weight[QUERY_TERMS_MAX]; /* by phrase: how rare it is */
};

void rank_init(struct rank *rank, const struct documents *documents, size_t phrases);
double rank_score(struct rank *rank, const Fts5ExtensionApi *api, Fts5Context *fts, uint32_t docid);
/* One phrase's part of the score: times counted, rarity, length of the document against the
 * average. */
double rank_part(double times, double weight, double length_ratio);
/* Rarity from the number of documents that hold it. */
double rank_weight(double holding, double all);

/* ---- best.c: the best so far ---- */

struct candidate {
	double score;
	int64_t time;
	uint32_t docid, article;
};

/* A heap whose root is the worst of those kept. */
struct best {
	enum search_order order;
	struct candidate *items;
	size_t count, limit;
};

/* Whether ${a} stands before ${b}; no two candidates are equal. */
bool candidate_precedes(
    enum search_order order, const struct candidate *a, const struct candidate *b);
void best_init(struct best *best, struct arena *arena, enum search_order order, size_t limit);
void best_offer(struct best *best, const struct candidate *candidate);
/* In order; the heap is a heap no more. */
void best_sort(struct best *best);
static inline bool
best_is_full(const struct best *best)
{
	return best->count == best->limit;
}

/* ---- filter.c ---- */

struct filter {
	int64_t from, to;
	unsigned char *sources; /* by id; NULL: all */
	unsigned char *langs;	/* by number; NULL: all */
	enum wanted changed, story, figures;
	const struct traits *traits;
};

/* ERR_QUERY where a source is not known. */
struct err filter_init(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct filter *out);
bool filter_passes(const struct filter *filter, const struct documents *documents, uint32_t docid);

/* ---- facet.c ---- */

struct counts {
	struct arena *arena;
	const struct traits *traits;
	int32_t zone_s;
	uint32_t *sources;	   /* by id */
	uint32_t langs[LANGS_MAX]; /* by number */
	uint32_t *months;	   /* from ${first_month} on, ${month_count} of them */
	size_t first_month, month_count;
	uint32_t changed, stories, figures;
};

void counts_init(struct counts *counts, struct arena *arena, const struct search *search, int32_t zone_s);
void counts_add(struct counts *counts, const struct documents *documents, uint32_t docid);
struct err counts_give(const struct counts *counts, struct search *search, struct results *out);

/* ---- walk.c ---- */

/* Where counting ends: "more than 200".  With facets it goes on much longer, but a word that is in
 * everything must not cost more the more the archive has. */
enum { COUNT_MAX = 200, COUNT_FACETS_MAX = 50000 };

struct walk {
	struct documents *documents;
	struct filter filter;
	struct best best;
	struct rank rank;
	struct counts *counts; /* NULL: no facets */
	int64_t total, count_max;
	bool floor, slow;    /* stopped before the end: because it was enough, or took too long */
	int64_t deadline_ns; /* 0: none */
	unsigned steps;
	int64_t bound; /* out of time: nothing newer (older) was left in this run */
};

struct err walk_run(struct search *search, struct walk *walk, const struct query *query);

#endif
