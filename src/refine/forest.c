#include <math.h>

#include "refine/forest.h"

/*
 * Every leaf of a tree lies equally deep: node ${at}'s children are 2 at + 1, where fewer of the feature's cuts are reached than the node
 * asks for, and 2 at + 2.  Where a tree has less to say, both ways lead to the same weight.
 */
#include "refine/forest_nodes.inc"

enum { INNER = (1 << TREE_DEPTH) - 1, LAST_ROW = INNER / 2, LANES = 16 };

_Static_assert(LENGTH(trees[0].weight) == INNER + 1, "a weight for every leaf");
_Static_assert(LENGTH(cuts_of) == FEATURE_MAX + 1, "trained with the features there are");
_Static_assert(FEATURE_MAX <= UINT8_MAX, "a feature fits a byte");
_Static_assert(INNER + 1 <= INT8_MAX, "a leaf fits a byte");

/*
 * Blocks pass the trees side by side, a byte each: a value is how many of its feature's cuts it has reached, so that a node is one
 * comparison of bytes for all of them, and the way down a choice of bytes without a jump.
 */
enum { SOME = 4, SOMES = LANES / SOME };
typedef int8_t lanes __attribute__((vector_size(LANES)));
typedef float some_floats __attribute__((vector_size(SOME * sizeof(float))));
typedef int32_t some_ints __attribute__((vector_size(SOME * sizeof(int32_t))));
#define ALWAYS_INLINE inline __attribute__((always_inline))

/* Blocks on their way. */
struct passing {
	some_floats values[SOMES];
	lanes reached[FEATURE_MAX]; /* by feature */
	lanes leaf[INNER];	    /* by node: the one that is come to from there */
};

static ALWAYS_INLINE void
count_cuts(struct passing *p, enum feature feature)
{
	int32_t all = cuts_of[feature + 1] - cuts_of[feature];

	for (unsigned s = 0; s < SOMES; s++) {
		some_ints missed = { 0 };
		for (unsigned c = cuts_of[feature]; c < cuts_of[feature + 1]; c++)
			missed += p->values[s] < cuts[c]; /* -1 where it is */
		for (unsigned i = 0; i < SOME; i++)
			p->reached[feature][SOME * s + i] = (int8_t)(all + missed[i]);
	}
}

static ALWAYS_INLINE void
tree_walk(const struct tree *tree, struct passing *p)
{
	for (unsigned at = LAST_ROW; at < INNER; at++)
		p->leaf[at] = (int8_t)(2 * (at - LAST_ROW)) - (p->reached[tree->feature[at]] > tree->cut[at]);
	for (unsigned at = LAST_ROW; at-- > 0;) {
		lanes right = p->reached[tree->feature[at]] > tree->cut[at];
		p->leaf[at] = (right & p->leaf[2 * at + 2]) | (~right & p->leaf[2 * at + 1]);
	}
}

static ALWAYS_INLINE void
judge(const float (*features)[FEATURE_MAX], size_t count, float *sums)
{
	struct passing p = { 0 };

	for (unsigned f = 0; f < FEATURE_MAX; f++) {
		for (size_t i = 0; i < count; i++)
			p.values[i / SOME][i % SOME] = features[i][f];
		count_cuts(&p, f);
	}
	for (size_t t = 0; t < LENGTH(trees); t++) {
		tree_walk(&trees[t], &p);
		for (size_t i = 0; i < LANES; i++)
			sums[i] += trees[t].weight[p.leaf[0][i]];
	}
}

/* The same code twice: newer processors repeat and choose bytes in one step. */
#ifdef __x86_64__
__attribute__((target("avx2"))) static void
judge_wide(const float (*features)[FEATURE_MAX], size_t count, float *sums)
{
	judge(features, count, sums);
}
#endif

static void
judge_plain(const float (*features)[FEATURE_MAX], size_t count, float *sums)
{
	judge(features, count, sums);
}

static void
judge_some(const float (*features)[FEATURE_MAX], size_t count, float *sums)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2")) {
		judge_wide(features, count, sums);
		return;
	}
#endif
	judge_plain(features, count, sums);
}

void
forest_judge(const float (*features)[FEATURE_MAX], size_t count, float *likely)
{
	for (size_t from = 0; from < count; from += LANES) {
		size_t some = count - from < LANES ? count - from : LANES;
		float sums[LANES] = { 0 };

		judge_some(features + from, some, sums);
		for (size_t i = 0; i < some; i++)
			likely[from + i] = 1 / (1 + expf(-sums[i]));
	}
}
