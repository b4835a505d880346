/*
 * recurring.h: what the pages of one site have in common: passages that repeat, the element that
 * holds the text.
 *
 * A passage that stands on several pages of different titles is no article's.  What is remembered is a set: the order in which
 * pages are added changes nothing, nor does adding one twice.
 */
#ifndef XINSHI_RECORD_RECURRING_H
#define XINSHI_RECORD_RECURRING_H

#include "base/map.h"

enum {
	RECURRING_MIN = 3, /* pages of different titles on which a passage stands that repeats */
};

/* {.arena = ...} is an empty one; it lives as long as that arena. */
struct recurring {
	struct arena *arena;
	struct map pages, prints, containers;
	struct recurring_passage {
		uint64_t print;
		uint64_t titles[RECURRING_MIN]; /* the smallest, ascending */
		unsigned count;			  /* of them */
	} *passages;
	struct recurring_container {
		struct str path;
		size_t pages;
	} *tops;
	size_t passage_count, passage_capacity, top_count, top_capacity, page_count;
};

/* One page: its title, its passages (struct extracted's prints), the element that held its text (may be empty).  ${page}, its
 * address, keeps it from being counted twice. */
void recurring_add(struct recurring *memory, struct str page, struct str title, const uint64_t *prints, size_t count,
    struct str container);

/* The passages that repeat, ascending, in ${arena}; of more than SITE_PRINTS_MAX those of the smallest prints. */
void recurring_prints(const struct recurring *memory, struct arena *arena, uint64_t **out, size_t *count);

/* What held the text of more than half of the pages, RECURRING_MIN at least; empty: nothing did. */
struct str recurring_container(const struct recurring *memory);

#endif
