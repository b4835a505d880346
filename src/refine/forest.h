/*
 * forest.h: boosted trees over the features of a block: how likely it is to be of the article.
 *
 * The trees are a table (forest_nodes.inc), written by tools/train from pages whose article is
 * known; nothing is learnt here.
 */
#ifndef XINSHI_REFINE_FOREST_H
#define XINSHI_REFINE_FOREST_H

#include "refine/features.h"

/* ${likely}[i] becomes 0 to 1 for each of ${count} blocks. */
void forest_judge(const float (*features)[FEATURE_MAX], size_t count, float *likely);

#endif
