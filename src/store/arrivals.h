/*
 * arrivals.h: every text in the order in which it came: what the feeds we give are cut from.
 *
 * A revision once added stays, and those that come later have greater numbers; so what came between
 * two places of a shelf (the whole archive, one outlet, all that changed) is the same for ever, and
 * a document made of it never changes.  Only a rebuild by other rules makes other texts.
 */
#ifndef XINSHI_STORE_ARRIVALS_H
#define XINSHI_STORE_ARRIVALS_H

#include "store/articles.h"

struct shelf_of {
	int64_t source; /* 0: all */
	bool changes;	/* only texts that came after another of the same article */
	struct str label; /* of articles that a feed with it names; empty: all.  Not with the others, and its places move:
			   * labels are given and taken, and old articles named anew */
};

struct arrived {
	int64_t revision, article, n;
};

struct arrivals {
	struct arrived *items;
	size_t count;
};

/* How many places the shelf has. */
struct err arrivals_count(struct archive *archive, const struct shelf_of *shelf, int64_t *out);
/* What stands on places [from, from + limit), counted from 0, oldest first.  A place may be empty
 * (a writer that gave up), so there may be fewer. */
struct err arrivals_list(struct archive *archive, struct arena *arena, const struct shelf_of *shelf,
    int64_t from, size_t limit, struct arrivals *out);

#endif
