/*
 * choose_work.h: what the parts of choose.c share.  Only for choose*.c.
 */
#ifndef XINSHI_REFINE_CHOOSE_WORK_H
#define XINSHI_REFINE_CHOOSE_WORK_H

#include "refine/choose.h"

struct choosing {
	struct arena *arena;
	const struct page *page;
	const struct features *features;
	const float *likely;
	float *mass;	/* by block: its tokens, and a bit */
	float all;	/* of them together */
	float expected; /* of what is likely: the sum of mass times likelihood */
	uint32_t best;	/* the subtree that speaks most clearly; 0: none */
	bool marked;	/* something is marked as an article's body */
};

uint32_t choosing_best_subtree(const struct choosing *work);
/* Leaves ${out}->kept NULL where the expert takes nothing. */
void choosing_take(const struct choosing *work, enum expert expert, struct candidate *out);

#endif
