/*
 * forest_lanes.h: the trees, for LANES blocks at a time.  Only for forest.c, which includes it once for each width that processors have:
 * LANES is that of a vector in bytes, LANES_NAME(x) what x is called in it, LANES_TARGET the processors it is for.
 *
 * Blocks pass the trees side by side, a byte each: a value is how many of its feature's cuts it has reached, so that a node is one
 * comparison of bytes for all of them, and the way down a choice of bytes without a jump.
 */
typedef int8_t LANES_NAME(lanes) __attribute__((vector_size(LANES)));
typedef float LANES_NAME(some_floats) __attribute__((vector_size((LANES / 4) * sizeof(float))));
typedef int32_t LANES_NAME(some_ints) __attribute__((vector_size((LANES / 4) * sizeof(int32_t))));

/* Blocks on their way. */
struct LANES_NAME(passing) {
	LANES_NAME(some_floats) values[4];
	LANES_NAME(lanes) reached[FEATURE_MAX]; /* by feature */
	LANES_NAME(lanes) leaf[INNER];	    /* by node: the one that is come to from there */
};

LANES_TARGET static void
LANES_NAME(count_cuts)(struct LANES_NAME(passing) *p, enum feature feature)
{
	int32_t all = cuts_of[feature + 1] - cuts_of[feature];

	for (unsigned s = 0; s < 4; s++) {
		LANES_NAME(some_ints) missed = { 0 };
		for (unsigned c = cuts_of[feature]; c < cuts_of[feature + 1]; c++)
			missed += p->values[s] < cuts[c]; /* -1 where it is */
		for (unsigned i = 0; i < (LANES / 4); i++)
			p->reached[feature][(LANES / 4) * s + i] = (int8_t)(all + missed[i]);
	}
}

LANES_TARGET static void
LANES_NAME(tree_walk)(const struct tree *tree, struct LANES_NAME(passing) *p)
{
	for (unsigned at = LAST_ROW; at < INNER; at++)
		p->leaf[at] = (int8_t)(2 * (at - LAST_ROW)) - (p->reached[tree->feature[at]] > tree->cut[at]);
	for (unsigned at = LAST_ROW; at-- > 0;) {
		LANES_NAME(lanes) right = p->reached[tree->feature[at]] > tree->cut[at];
		p->leaf[at] = (right & p->leaf[2 * at + 2]) | (~right & p->leaf[2 * at + 1]);
	}
}

LANES_TARGET static void
LANES_NAME(judge)(const float (*features)[FEATURE_MAX], size_t count, float *sums)
{
	struct LANES_NAME(passing) p = { 0 };

	for (unsigned f = 0; f < FEATURE_MAX; f++) {
		for (size_t i = 0; i < count; i++)
			p.values[i / (LANES / 4)][i % (LANES / 4)] = features[i][f];
		LANES_NAME(count_cuts)(&p, f);
	}
	for (size_t t = 0; t < LENGTH(trees); t++) {
		LANES_NAME(tree_walk)(&trees[t], &p);
		for (size_t i = 0; i < LANES; i++)
			sums[i] += trees[t].weight[p.leaf[0][i]];
	}
}

#undef LANES
#undef LANES_NAME
#undef LANES_TARGET
