/*
 * search.h: the card catalogue: index, query, hits, counts, snippets.  FTS5 inside the archive's
 * file, our own tokenizer.
 *
 * The index holds the newest revision of every article, folded (text/fold.h).  It is derived: what
 * is not indexed yet is taken up by search_update, in order of publication.  Han, kana and Hangul
 * words of any length are found exactly; words of alphabets as words.
 */
#ifndef XINSHI_SEARCH_SEARCH_H
#define XINSHI_SEARCH_SEARCH_H

#include "store/articles.h"

struct search;

/* A catalogue over an open archive (which must outlive it): registers the tokenizer, loads the
 * narrow table of documents. */
struct err search_open(struct archive *archive, struct search **out);
void search_close(struct search *search);

/* Told now and then, inside the writer's transaction: done of total; false stops (ERR_INTERRUPTED). */
typedef bool search_progress(void *context, int64_t done, int64_t total);
/* Writer: indexes what is missing, at most ${limit} revisions (0: all), in transactions of its own.
 * *${done} and *${left} count.  ${progress} may be NULL. */
struct err search_update(
    struct search *search, size_t limit, search_progress *progress, void *context, size_t *done, size_t *left);
/* Writer: these articles' texts were made anew under the same numbers: they are indexed once more. */
struct err search_again(struct search *search, const int64_t *articles, size_t count);
/* Writer: throws the index away and builds it again, sorted and merged; in one transaction, so that readers have the old one
 * until the new one is there; also where it is stopped or fails.  ${progress} may be NULL. */
struct err search_rebuild(struct search *search, search_progress *progress, void *context);
/* Reader: takes up what the writer has committed since (cheap if nothing). */
struct err search_refresh(struct search *search);

/* ---- the query, as people type it ----
 *   words (all must occur)   "a phrase"   -not   OR   source:bbc   from:2021-02   to:2021-03-27
 * lang:zh   title:word changed:yes story:yes figures:yes   in any order; full-width signs and
 * quotes count as well. */

enum { QUERY_MAX = 1000, QUERY_TERMS_MAX = 32 };

struct query;
/* ERR_QUERY with the offset and a static reason ("a quote is not closed", "OR needs words on both
 * sides", "from: is no date", "only words to leave out", ...).  An empty query finds everything.
 * The days of from: and to: begin ${zone_s} seconds east of UTC. */
struct err query_parse(struct arena *arena, struct str text, int32_t zone_s, struct query **out);
/* The query as it was understood, in words: for the page and for --json. */
struct str query_text(struct arena *arena, const struct query *query);
bool query_is_empty(const struct query *query);

/* The fields of a form, each as a person fills it; signs of the query language mean nothing in them. */
struct query_parts {
	struct str typed; /* a query already, as it is */
	struct str all, phrase, any, none;
	bool title; /* all, phrase and any: in the headline */
};
/* The same as a query.  Empty where all are. */
struct str query_compose(struct arena *arena, const struct query_parts *parts);

enum search_order { SEARCH_NEWEST, SEARCH_RELEVANCE, SEARCH_OLDEST };

struct search_options {
	enum search_order order;
	size_t limit; /* 0: 20 */
	size_t offset;
	/* from forms; each narrows the query further; empty or 0: not */
	struct str source; /* slug */
	struct str lang;
	int64_t from, to;
	bool changed, story, figures; /* only articles that were changed; that share a story with
					 others; in which figures were read */
	bool facets;	     /* count by source, month, language and traits too */
	int32_t zone_s;	     /* of the months that are counted */
	bool snippets;
	int64_t count_max;  /* counting ends about here, if what is shown is safe; 0: at 200, with facets
			       at 50,000 */
	unsigned budget_ms; /* 0: no limit; else ERR_SLOW, or facets marked as "more than" */
};

struct facet {
	struct str key, label; /* source: slug, name; month: "2021-02"; lang */
	int64_t count;
};

struct facets {
	struct facet *items;
	size_t count;
};

/* A mark in a snippet or headline: [from, to) bytes. */
struct mark {
	uint32_t from, to;
};

struct marked {
	struct str text;
	struct mark *marks;
	size_t count;
};

struct hit {
	struct article_row article;
	double score; /* by relevance; else 0 */
	struct marked headline;
	struct marked snippet; /* a passage around the first hits, cut at sentence ends, at most
				  about 160 columns */
};

struct results {
	struct hit *items;
	size_t count;
	int64_t total; /* all hits; without facets, counting ends soon after the last one shown */
	bool total_is_floor; /* "more than" */
	/* Of the hits that were counted: where the total is a floor, so is each of these. */
	struct facets sources, months, langs;
	int64_t changed, stories, figures; /* hits that were changed; that share a story with
					      others; in which figures were read */
};

struct err search_run(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct results *out);

/* Marks the query's words in any text (an article page reached from a search). */
void query_mark(
    struct arena *arena, const struct query *query, struct str text, struct marked *out);
/* A passage of ${text} around the query's words. */
void query_snippet(
    struct arena *arena, const struct query *query, struct str text, struct marked *out);

/* How many articles wait to be taken up by search_update: none is lost, a writer stopped between
 * keeping and indexing them. */
struct err search_pending(struct search *search, int64_t *out);

/* For verify: that the index holds every word it was given, and no article that is not there; as
 * the writer also FTS5's own integrity check.  What is pending is no damage.  ERR_DAMAGE. */
struct err search_verify(struct search *search);

#endif
