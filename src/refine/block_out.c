/* blocks_write: what is left of the items, as the tree that doc.h calls a cleaned body. */
#include "refine/block.h"
#include "refine/mend.h"

/* Containers in which the first leaf stands without a paragraph of its own. */
static bool
holds_text(enum tag tag)
{
	switch (tag) {
	case TAG_LI:
	case TAG_DT:
	case TAG_DD:
	case TAG_TD:
	case TAG_TH:
	case TAG_CAPTION:
		return true;
	default:
		return false;
	}
}

static void
attrs_write(struct doc_builder *out, const struct attr *attrs, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		doc_attr(out, attrs[i].name, attrs[i].value);
}

/* The texts from ${at} on that follow one another, as one; *${at} moves to the last of them. */
static struct str
texts_join(struct blocks *blocks, uint32_t *at, uint32_t end)
{
	struct str all = blocks->parts[*at].text;
	size_t n = all.n;
	uint32_t last = *at;
	char *out;

	while (last + 1 < end && blocks->parts[last + 1].kind == INLINE_TEXT)
		n += blocks->parts[++last].text.n;
	if (n == all.n || last == *at) {
		*at = last;
		return all;
	}
	out = arena_alloc_dirty(blocks->arena, n);
	n = 0;
	for (uint32_t i = *at; i <= last; i++) {
		struct str text = blocks->parts[i].text;

		memcpy(out + n, text.p, text.n);
		n += text.n;
	}
	*at = last;
	return (struct str){ out, n };
}

static void
parts_write(struct blocks *blocks, struct doc_builder *out, const struct item *leaf)
{
	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		const struct inline_part *part = &blocks->parts[i];

		switch (part->kind) {
		case INLINE_TEXT:
			doc_text(out, texts_join(blocks, &i, leaf->to));
			break;
		case INLINE_OPEN:
			doc_open(out, part->tag);
			attrs_write(out, part->attrs, part->attr_count);
			break;
		case INLINE_BREAK:
			doc_open(out, TAG_BR);
			doc_close(out);
			break;
		case INLINE_CLOSE:
			doc_close(out);
			break;
		}
	}
}

/* The leaf's line, in small print where it is to be. */
static void
line_write(struct blocks *blocks, struct doc_builder *out, const struct item *leaf)
{
	bool small = leaf->marks & MARK_SMALL && leaf->small_bytes < leaf->bytes;

	if (small)
		doc_open(out, TAG_SMALL);
	parts_write(blocks, out, leaf);
	if (small)
		doc_close(out);
}

static void
caption_write(struct blocks *blocks, struct doc_builder *out, const uint32_t captions[2])
{
	if (!captions[0])
		return;
	doc_open(out, TAG_FIGCAPTION);
	line_write(blocks, out, &blocks->items[captions[0]]);
	if (captions[1]) {
		doc_open(out, TAG_BR);
		doc_close(out);
		line_write(blocks, out, &blocks->items[captions[1]]);
	}
	doc_close(out);
}

static void
image_write(struct blocks *blocks, struct doc_builder *out, const struct item *item)
{
	doc_open(out, TAG_FIGURE);
	doc_open(out, TAG_IMG);
	attrs_write(out, item->attrs, item->attr_count);
	doc_close(out);
	caption_write(blocks, out, item->captions);
	doc_close(out);
}

static void
leaf_write(struct blocks *blocks, struct doc_builder *out, const struct item *leaf,
    enum tag container, bool first)
{
	/* a term holds one line */
	bool bare = leaf->tag == TAG_P && holds_text(container) && (first || container == TAG_DT);

	if (bare && !first) {
		doc_open(out, TAG_BR);
		doc_close(out);
	}
	if (!bare)
		doc_open(out, leaf->tag);
	line_write(blocks, out, leaf);
	if (!bare)
		doc_close(out);
}

static bool
is_cell(const struct item *item)
{
	return item->tag == TAG_TD || item->tag == TAG_TH;
}

/* Whether nothing is left between a container and its end; cells may be empty. */
static bool
is_empty(const struct blocks *blocks, const struct item *open, uint32_t at)
{
	while (at < open->to) {
		const struct item *item = &blocks->items[at];

		if (!item->gone && !is_cell(item))
			return false;
		at = item->gone && item->kind == ITEM_OPEN ? item->to + 1 : at + 1;
	}
	return true;
}

/* From the end, so that the innermost go first. */
static void
empty_drop(struct blocks *blocks)
{
	for (uint32_t i = (uint32_t)blocks->count - 1; i > 0; i--) {
		struct item *item = &blocks->items[i];

		if (item->kind != ITEM_OPEN || is_cell(item) ||
		    (!item->gone && !is_empty(blocks, item, i + 1)))
			continue;
		for (uint32_t j = i; j <= item->to; j++)
			blocks->items[j].gone = true;
	}
}

struct err
blocks_write(struct blocks *blocks, struct doc *doc)
{
	struct doc_builder out;
	uint8_t containers[BLOCK_DEPTH_MAX + 1] = { TAG_ROOT };
	bool first[BLOCK_DEPTH_MAX + 1] = { true };
	unsigned depth = 0;

	empty_drop(blocks);
	doc_begin(&out, blocks->arena);
	for (size_t i = 1; i < blocks->count; i++) {
		const struct item *item = &blocks->items[i];

		if (item->gone)
			continue;
		switch (item->kind) {
		case ITEM_LEAF:
			leaf_write(blocks, &out, item, containers[depth], first[depth]);
			break;
		case ITEM_IMAGE:
			image_write(blocks, &out, item);
			break;
		case ITEM_RULE:
			doc_open(&out, TAG_HR);
			doc_close(&out);
			break;
		case ITEM_OPEN:
			first[depth] = false;
			doc_open(&out, item->tag);
			attrs_write(&out, item->attrs, item->attr_count);
			containers[++depth] = item->tag;
			first[depth] = true;
			continue;
		case ITEM_CLOSE:
			doc_close(&out);
			depth--;
			continue;
		}
		first[depth] = false;
	}
	return doc_finish(&out, doc);
}
