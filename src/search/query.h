/*
 * query.h: what the reader asked for, inside search/.
 *
 * A query is groups of which each must be found; a group is phrases of which one suffices; and
 * filters.  There are no brackets: OR binds its two neighbours, more tightly than standing side by
 * side.  FTS5 sees only what query_push_match writes, from folded letters and digits.
 */
#ifndef XINSHI_SEARCH_QUERY_H
#define XINSHI_SEARCH_QUERY_H

#include "search/search.h"
#include "search/token.h"

/* Words that stand one behind the other. */
struct phrase {
	struct str written; /* by the reader, without quotes */
	struct str
	    folded; /* the runs, with a space or 。 between them where the reader had something */
	struct run *runs; /* views into ${folded}; at least one */
	size_t count;
	bool quoted, title; /* title: only in the headline */
};

struct group {
	struct phrase *items; /* at least one */
	size_t count, capacity;
	bool negated;
};

/* A value as typed, and where. */
struct wish {
	struct str value;
	uint32_t at;
	bool negated;
};

struct wishes {
	struct wish *items;
	size_t count, capacity;
};

enum wanted { WANTED_ANY, WANTED_YES, WANTED_NO };

struct query {
	struct group *groups; /* as typed; negated ones among them */
	size_t count, capacity, phrases;
	struct wishes sources, langs;
	int64_t from, to; /* [from, to); INT64_MIN, INT64_MAX: open */
	struct str from_written, to_written;
	enum wanted changed, story, figures;
};

/* ${written} as a phrase; false where nothing in it can be searched. */
bool phrase_init(struct arena *arena, struct str written, struct phrase *out);

/* Pushes the expression for FTS5's MATCH: positive groups first, so that their phrases have the
 * first numbers. */
void query_push_match(struct buf *out, const struct query *query);
/* How many phrases stand in groups that are not negated; 0 where the query has only filters. */
size_t query_positive(const struct query *query);

/* Finds the phrase in folded text at or after ${from}, as the index would; false where it does not
 * occur. */
bool phrase_find(
    const struct phrase *phrase, struct str folded, size_t from, size_t *start, size_t *end);

#endif
