/*
 * choose.h: several experts each say which blocks are the article; small trees judge who is right on
 * this page.
 *
 * An expert's answer is a set of blocks.  The trees (choose_nodes.inc, written by tools/train) were shown such answers on pages whose
 * article is known, and how good each was; what they expect of the best is the confidence.
 */
#ifndef XINSHI_REFINE_CHOOSE_H
#define XINSHI_REFINE_CHOOSE_H

#include "refine/features.h"

enum expert {
	EXPERT_FOREST,	  /* what is likelier than not; behind the best subtree, surely so */
	EXPERT_CONTAINER, /* the subtree that speaks most clearly, but for what is unlikely in it */
	EXPERT_SOFTENED,  /* that subtree, and what is very likely outside it */
	EXPERT_LOOSE,	  /* what is not unlikely */
	EXPERT_STRICT,	  /* only what is very likely */
	EXPERT_READABLE,  /* the element with most paragraphs (as Readability counts), but for its links */
	EXPERT_CLAIMED,	  /* what stands in JSON-LD's articleBody */
	EXPERT_ELEMENT,	  /* the largest <article>, or what is marked as an article's body */
	EXPERT_MAIN,	  /* <main> */
	EXPERT_MAX
};

enum choice_feature {
#define ROW(name) CHOICE_##name,
#include "gen/choice_features.inc"
#undef ROW
	CHOICE_MAX
};

struct candidate {
	bool *kept; /* by block; NULL: the expert has nothing to say */
	float of[CHOICE_MAX];
	float expected; /* how good it is, 0 to 1: the F1 of its runs of four words */
};

struct candidates {
	struct candidate by[EXPERT_MAX];
	float *mass; /* by block: what its text weighs */
	uint32_t best_subtree;
};

/* What each expert takes, and what it is judged by.  ${likely}: by block, the forest's. */
void choose_candidates(struct arena *arena, const struct page *page, const struct features *features, const float *likely,
    struct candidates *out);

/* The expert who is most likely right, the forest unless another is clearly better; fills expected.  EXPERT_MAX: nobody takes
 * anything. */
enum expert choose_best(struct candidates *candidates);

/* "forest", "container", ... */
const char *expert_name(enum expert expert);

#endif
