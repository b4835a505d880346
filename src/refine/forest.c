#include <math.h>

#include "refine/forest.h"

/* A leaf has feature -1 and its weight as value; else the way goes to ${yes} where the feature is below ${value}, else to ${no}. */
struct tree_node {
	int16_t feature;
	uint16_t yes, no;
	float value;
};

#include "refine/forest_nodes.inc"

float
forest_judge(const float features[FEATURE_MAX])
{
	float sum = 0;

	for (size_t i = 0; i < LENGTH(roots); i++) {
		const struct tree_node *node = &nodes[roots[i]];
		while (node->feature >= 0)
			node = &nodes[features[node->feature] < node->value ? node->yes : node->no];
		sum += node->value;
	}
	return 1 / (1 + expf(-sum));
}
