/*
 * features_work.h: what the parts of features.c share.  Only for features*.c.
 */
#ifndef XINSHI_REFINE_FEATURES_WORK_H
#define XINSHI_REFINE_FEATURES_WORK_H

#include <math.h>

#include "refine/features.h"

struct features_work {
	struct arena *arena;
	const struct page *page;
	struct features *out;
	struct region all;
	uint32_t long_blocks;
	struct map signatures, repeats;
	struct tally {
		uint32_t blocks, chars, link_chars, best_chars; /* best: within the best container */
	} *tallies;
	size_t tally_count, tally_capacity;
	uint32_t clean_best; /* the best where what stands beside articles does not count */
	size_t best_first, best_last; /* blocks of the best */
};

static inline float
share(double part, double whole)
{
	return whole > 0 ? (float)(part / whole) : 0;
}

static inline float
log_of(double n)
{
	return (float)log1p(n);
}

static inline bool
is_within(const struct features_work *work, uint32_t node, uint32_t element)
{
	return node >= element && node < work->page->doc->nodes[element].end;
}

/* The containers that readability would choose; first of all. */
void features_find_best(struct features_work *work);

/* Of block ${i}: sizes and scores of the elements above it; the best container; where its way up meets those to others. */
void features_above(struct features_work *work, size_t i);
void features_best(struct features_work *work, size_t i);
void features_meetings(struct features_work *work, size_t i);

#endif
