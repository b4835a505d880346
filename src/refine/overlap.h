/*
 * overlap.h: how much of a block's text stands in another text, counted in runs of words.
 */
#ifndef XINSHI_REFINE_OVERLAP_H
#define XINSHI_REFINE_OVERLAP_H

#include "refine/page.h"

enum { OVERLAP_RUN_MAX = 3 };

struct overlap {
	uint64_t *slots; /* 0: free */
	size_t mask, count;
	unsigned run;
};

/* The runs of ${run} words of ${text}, its first 20,000. */
void overlap_init(struct arena *arena, struct str text, unsigned run, struct overlap *out);

/* The share of ${block}'s runs that are among them; -1 where the text was empty. */
float overlap_share(const struct overlap *overlap, const struct page_block *block);

#endif
