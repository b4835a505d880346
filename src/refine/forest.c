#include <math.h>

#include "refine/forest.h"

/*
 * Every leaf of a tree lies equally deep, so that no step is a guess: node ${at}'s children are 2 at + 1, where the feature is below
 * the threshold, and 2 at + 2.  Where a tree has less to say, both ways lead to the same weight.
 */
#include "refine/forest_nodes.inc"

_Static_assert(LENGTH(trees[0].weight) == 1 << TREE_DEPTH, "a weight for every leaf");
_Static_assert(FEATURE_MAX <= UINT8_MAX, "a feature fits a byte");

static float
tree_judge(const struct tree *tree, const float *features)
{
	unsigned at = 0;

	for (unsigned depth = 0; depth < TREE_DEPTH; depth++)
		at = 2 * at + 1 + !(features[tree->feature[at]] < tree->threshold[at]);
	return tree->weight[at - LENGTH(tree->threshold)];
}

/* Tree by tree: one tree stays near while all blocks pass it. */
void
forest_judge(const float (*features)[FEATURE_MAX], size_t count, float *likely)
{
	for (size_t i = 0; i < count; i++)
		likely[i] = 0;
	for (size_t t = 0; t < LENGTH(trees); t++)
		for (size_t i = 0; i < count; i++)
			likely[i] += tree_judge(&trees[t], features[i]);
	for (size_t i = 0; i < count; i++)
		likely[i] = 1 / (1 + expf(-likely[i]));
}
