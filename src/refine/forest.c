#include <math.h>

#include "refine/forest.h"

enum { LEAF = 255 };

/* A leaf has its weight as value; else the way goes to ${next} where the feature is below ${value},
 * else to the node behind it. */
struct tree_node {
	float value;
	uint16_t next;
	uint8_t feature;
};
_Static_assert((int)FEATURE_MAX < LEAF, "a feature fits a byte");

#include "refine/forest_nodes.inc"

static float
tree_judge(const struct tree_node *node, const float *features)
{
	while (node->feature != LEAF)
		node = &nodes[node->next + !(features[node->feature] < node->value)];
	return node->value;
}

/* Tree by tree: one tree stays near while all blocks pass it. */
void
forest_judge(const float (*features)[FEATURE_MAX], size_t count, float *likely)
{
	for (size_t i = 0; i < count; i++)
		likely[i] = 0;
	for (size_t t = 0; t < LENGTH(roots); t++)
		for (size_t i = 0; i < count; i++)
			likely[i] += tree_judge(&nodes[roots[t]], features[i]);
	for (size_t i = 0; i < count; i++)
		likely[i] = 1 / (1 + expf(-likely[i]));
}
