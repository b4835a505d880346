/* change_weight.c: how much a change weighs. */
#include "record/changes.h"

static const struct str weight_names[WEIGHT_MAX] = {
	[WEIGHT_NONE] = STR_INIT("none"),
	[WEIGHT_NOISE] = STR_INIT("noise"),
	[WEIGHT_STYLE] = STR_INIT("style"),
	[WEIGHT_ADDED] = STR_INIT("added"),
	[WEIGHT_REWRITTEN] = STR_INIT("rewritten"),
	[WEIGHT_REMOVED] = STR_INIT("removed"),
	[WEIGHT_HEADLINE] = STR_INIT("headline"),
	[WEIGHT_CLAIM] = STR_INIT("claim"),
	[WEIGHT_FIGURE] = STR_INIT("figure"),
};

struct str
change_weight_name(enum change_weight weight)
{
	return weight_names[(unsigned)weight < WEIGHT_MAX ? weight : WEIGHT_NONE];
}

enum change_weight
change_weight_from_name(struct str name)
{
	unsigned weight = 0;

	while (weight < WEIGHT_MAX && !str_equal(weight_names[weight], name))
		weight++;
	return (enum change_weight)weight;
}

/* How many bits the number has. */
static uint32_t
bits(uint64_t n)
{
	uint32_t count = 0;

	for (; n; n >>= 1)
		count++;
	return count;
}

uint32_t
changes_score(const struct changes *changes)
{
	enum { STEP = 100, A_FIGURE = 6, A_DOUBLING = 4 };
	uint64_t moved = changes->weight == WEIGHT_ADDED ? changes->added : changes->removed;
	uint64_t amount = (uint64_t)changes->figures * A_FIGURE + bits(moved) * A_DOUBLING;

	return (uint32_t)changes->weight * STEP + (uint32_t)(amount < STEP ? amount : STEP - 1);
}
