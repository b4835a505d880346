/* Containers: what may stand in which, and what is implied where a page leaves it out. */
#include <assert.h>

#include "refine/block.h"

enum tag
blocks_container(const struct blocks *blocks)
{
	return blocks->depth ? blocks->items[blocks->open[blocks->depth - 1]].tag : TAG_ROOT;
}

/* A term holds one line: one that holds more is a description. */
static void
term_widen(struct blocks *blocks)
{
	if (blocks_container(blocks) == TAG_DT)
		blocks->items[blocks->open[blocks->depth - 1]].tag = TAG_DD;
}

static struct item *
container_open(struct blocks *blocks, enum tag tag)
{
	struct item *item;

	term_widen(blocks);
	item = blocks_item(blocks, ITEM_OPEN, tag);
	blocks->open[blocks->depth++] = (uint32_t)(blocks->count - 1);
	return item;
}

static void
container_close(struct blocks *blocks)
{
	uint32_t open;

	assert(blocks->depth);
	open = blocks->open[--blocks->depth];
	blocks_item(blocks, ITEM_CLOSE, blocks->items[open].tag)->from = open;
	blocks->items[open].to = (uint32_t)(blocks->count - 1);
}

/* ${within}: the container an element must stand in (or another of its kind); ${filler}: what is
 * implied between a container and anything else in it. */
struct structure {
	uint8_t within, filler;
};
static const struct structure structures[TAG_MAX] = {
	[TAG_UL] = { .filler = TAG_LI },
	[TAG_OL] = { .filler = TAG_LI },
	[TAG_LI] = { .within = TAG_UL },
	[TAG_DL] = { .filler = TAG_DD },
	[TAG_DT] = { .within = TAG_DL },
	[TAG_DD] = { .within = TAG_DL },
	[TAG_TABLE] = { .filler = TAG_TR },
	[TAG_CAPTION] = { .within = TAG_TABLE },
	[TAG_THEAD] = { .within = TAG_TABLE, .filler = TAG_TR },
	[TAG_TBODY] = { .within = TAG_TABLE, .filler = TAG_TR },
	[TAG_TFOOT] = { .within = TAG_TABLE, .filler = TAG_TR },
	[TAG_TR] = { .within = TAG_TABLE, .filler = TAG_TD },
	[TAG_TD] = { .within = TAG_TR },
	[TAG_TH] = { .within = TAG_TR },
};

static bool
container_accepts(enum tag container, enum tag tag)
{
	const struct structure *has = &structures[container], *wants = &structures[tag];

	if (!wants->within)
		return !has->filler;
	if (has->filler == TAG_TR)
		return wants->within == TAG_TABLE && (container == TAG_TABLE || tag == TAG_TR);
	return has->filler && structures[has->filler].within == wants->within;
}

void
blocks_place(struct blocks *blocks, enum tag tag)
{
	enum tag container = blocks_container(blocks);

	while (blocks->depth && blocks->items[blocks->open[blocks->depth - 1]].implied &&
	       !container_accepts(container, tag)) {
		container_close(blocks);
		container = blocks_container(blocks);
	}
	while (!container_accepts(container, tag) && blocks->depth < BLOCK_DEPTH_MAX) {
		const struct structure *has = &structures[container];
		enum tag wrapper = has->filler ? has->filler : structures[tag].within;

		if (!has->filler && structures[wrapper].within)
			wrapper = structures[wrapper].within;
		container_open(blocks, wrapper)->implied = true;
		container = wrapper;
	}
	if (tag != TAG_P)
		term_widen(blocks);
}

bool
blocks_open(struct blocks *blocks, enum tag tag, struct attr *attrs, unsigned attr_count)
{
	struct item *item;

	blocks_flush(blocks);
	if (blocks->depth + 2 * BLOCK_IMPLIED_MAX >= BLOCK_DEPTH_MAX)
		return false;
	blocks_place(blocks, tag);
	item = container_open(blocks, tag);
	item->attrs = attrs;
	item->attr_count = (uint16_t)attr_count;
	return true;
}

void
blocks_close(struct blocks *blocks)
{
	blocks_flush(blocks);
	while (blocks->items[blocks->open[blocks->depth - 1]].implied)
		container_close(blocks);
	container_close(blocks);
}

void
blocks_end(struct blocks *blocks)
{
	blocks_flush(blocks);
	while (blocks->depth)
		container_close(blocks);
}
