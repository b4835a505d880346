/*
 * features.h: what each block of a page is judged by: rows of data/features.tsv as numbers.
 */
#ifndef XINSHI_REFINE_FEATURES_H
#define XINSHI_REFINE_FEATURES_H

#include "refine/page.h"

enum feature {
#define ROW(name) FEATURE_##name,
#include "gen/features.inc"
#undef ROW
	FEATURE_MAX
};

struct features {
	float (*of)[FEATURE_MAX]; /* by block */
	uint32_t best;		  /* the element that readability would choose; 0: none */
	float best_score;
	size_t title_block;	  /* the block that is the title, or the page's first */
};

/* Linear in the page, but for the looks up the tree, which end after a fixed number of steps. */
void page_features(struct arena *arena, const struct page *page, struct features *out);

const char *feature_name(enum feature feature);

#endif
