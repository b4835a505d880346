#include <math.h>

#include "refine/forest.h"

/*
 * Every leaf of a tree lies equally deep: node ${at}'s children are 2 at + 1, where fewer of the feature's cuts are reached than the node
 * asks for, and 2 at + 2.  Where a tree has less to say, both ways lead to the same weight.
 */
#include "refine/forest_nodes.inc"

enum { INNER = (1 << TREE_DEPTH) - 1, LAST_ROW = INNER / 2, LANES_MAX = 32 };

_Static_assert(LENGTH(trees[0].weight) == INNER + 1, "a weight for every leaf");
_Static_assert(LENGTH(cuts_of) == FEATURE_MAX + 1, "trained with the features there are");
_Static_assert(FEATURE_MAX <= UINT8_MAX, "a feature fits a byte");
_Static_assert(INNER + 1 <= INT8_MAX, "a leaf fits a byte");

#define LANES 16
#define LANES_NAME(name) name##_16
#define LANES_TARGET
#include "refine/forest_lanes.h"

/* Newer processors have twice the width, and repeat and choose bytes in one step. */
#ifdef __x86_64__
#define LANES 32
#define LANES_NAME(name) name##_32
#define LANES_TARGET __attribute__((target("avx2")))
#include "refine/forest_lanes.h"
#endif

/* Judges the first of ${count} blocks; gives how many. */
static size_t
judge_some(const float (*features)[FEATURE_MAX], size_t count, float *sums)
{
	size_t some = count < 16 ? count : 16;

#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2")) {
		some = count < 32 ? count : 32;
		judge_32(features, some, sums);
		return some;
	}
#endif
	judge_16(features, some, sums);
	return some;
}

void
forest_judge(const float (*features)[FEATURE_MAX], size_t count, float *likely)
{
	for (size_t from = 0, some; from < count; from += some) {
		float sums[LANES_MAX] = { 0 };

		some = judge_some(features + from, count - from, sums);
		for (size_t i = 0; i < some; i++)
			likely[from + i] = 1 / (1 + expf(-sums[i]));
	}
}
