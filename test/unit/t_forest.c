#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "refine/forest.h"
#include "refine/forest_nodes.inc"

enum { BLOCKS_MAX = 40 };

/* One block, one node after another. */
static float
judge_slowly(const float *features)
{
	float sum = 0;

	for (size_t t = 0; t < LENGTH(trees); t++) {
		unsigned at = 0;
		while (at < LENGTH(trees[t].feature)) {
			unsigned f = trees[t].feature[at];
			bool right = !(features[f] < cuts[cuts_of[f] + trees[t].cut[at]]);
			at = 2 * at + 1 + right;
		}
		sum += trees[t].weight[at - LENGTH(trees[t].feature)];
	}
	return 1 / (1 + expf(-sum));
}

/* Values on, below and above the cuts; now and then one that is no number. */
static float
some_value(unsigned feature, unsigned *seed)
{
	unsigned count = (unsigned)cuts_of[feature + 1] - cuts_of[feature];

	*seed = *seed * 1103515245 + 12345;
	if (!count || *seed >> 16 == 7)
		return NAN;
	return cuts[cuts_of[feature] + (*seed >> 16) % count] + (float)((int)(*seed >> 8) % 3 - 1) * 0.25f;
}

static void
same_as_slowly(void **state)
{
	static float features[BLOCKS_MAX][FEATURE_MAX];
	float likely[BLOCKS_MAX + 1];
	unsigned seed = 1;

	(void)state;
	for (size_t count = 0; count <= BLOCKS_MAX; count++) {
		for (size_t i = 0; i < count; i++)
			for (unsigned f = 0; f < FEATURE_MAX; f++)
				features[i][f] = some_value(f, &seed);
		likely[count] = 7;
		forest_judge((const float(*)[FEATURE_MAX])features, count, likely);
		for (size_t i = 0; i < count; i++)
			assert_true(likely[i] == judge_slowly(features[i]));
		assert_true(likely[count] == 7);
	}
}

/* What forest.c takes for granted of the table. */
static void
well_made(void **state)
{
	(void)state;
	assert_int_equal(cuts_of[0], 0);
	assert_int_equal(cuts_of[FEATURE_MAX], LENGTH(cuts));
	for (unsigned f = 0; f < FEATURE_MAX; f++) {
		assert_in_range(cuts_of[f + 1] - cuts_of[f], 0, INT8_MAX);
		for (unsigned c = cuts_of[f] + 1u; c < cuts_of[f + 1]; c++)
			assert_true(cuts[c - 1] < cuts[c]);
	}
	for (size_t t = 0; t < LENGTH(trees); t++)
		for (size_t at = 0; at < LENGTH(trees[t].feature); at++) {
			unsigned f = trees[t].feature[at];
			assert_in_range(f, 0, FEATURE_MAX - 1);
			assert_in_range(trees[t].cut[at], 0, cuts_of[f + 1] - cuts_of[f] - 1);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_as_slowly),
		cmocka_unit_test(well_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
