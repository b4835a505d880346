#include <assert.h>

#include "refine/block.h"
#include "refine/mend.h"
#include "refine/rules.h"

void
blocks_begin(struct blocks *blocks, struct arena *arena, struct notes *notes)
{
	memset(blocks, 0, sizeof(*blocks));
	blocks->arena = arena;
	blocks->notes = notes;
	arena_push(arena, blocks->items, blocks->count, blocks->capacity);
	blocks->items[blocks->count++] = (struct item){ .kind = ITEM_RULE, .gone = true };
	arena_push(arena, blocks->parts, blocks->part_count, blocks->part_capacity);
	blocks->parts[blocks->part_count++] = (struct inline_part){ .kind = INLINE_TEXT };
}

struct item *
blocks_item(struct blocks *blocks, enum item_kind kind, enum tag tag)
{
	struct item *item;

	arena_push(blocks->arena, blocks->items, blocks->count, blocks->capacity);
	item = &blocks->items[blocks->count++];
	*item = (struct item){
		.kind = (uint8_t)kind,
		.tag = (uint8_t)tag,
		.marks = blocks->marks,
		.figure = blocks->figure,
		.depth = (uint16_t)blocks->depth,
	};
	return item;
}

static struct inline_part *
part_add(struct blocks *blocks, struct inline_part part)
{
	arena_push(blocks->arena, blocks->parts, blocks->part_count, blocks->part_capacity);
	blocks->parts[blocks->part_count] = part;
	return &blocks->parts[blocks->part_count++];
}

/* ---- leaves ---- */

static void
leaf_open(struct blocks *blocks)
{
	struct item *leaf;

	if (blocks->leaf)
		return;
	blocks_place(blocks, blocks->tag ? blocks->tag : TAG_P);
	leaf = blocks_item(blocks, ITEM_LEAF, blocks->tag ? blocks->tag : TAG_P);
	leaf->from = leaf->to = (uint32_t)blocks->part_count;
	blocks->leaf = (uint32_t)(blocks->count - 1);
	blocks->spaced = true;
}

/* Takes blanks from the end of the leaf's last text. */
static void
leaf_trim(struct blocks *blocks, const struct item *leaf)
{
	for (size_t i = blocks->part_count; i > leaf->from; i--) {
		struct inline_part *part = &blocks->parts[i - 1];

		if (part->kind == INLINE_BREAK)
			return;
		if (part->kind != INLINE_TEXT)
			continue;
		part->text = text_trim_end(part->text);
		if (part->text.n)
			return;
	}
}

static void
leaf_close(struct blocks *blocks)
{
	struct item *leaf = &blocks->items[blocks->leaf];

	if (!blocks->leaf)
		return;
	while (blocks->inline_written)
		part_add(blocks, (struct inline_part){ .kind = INLINE_CLOSE,
				     .tag = blocks->inlines[--blocks->inline_written].tag });
	if (leaf->tag != TAG_PRE)
		leaf_trim(blocks, leaf);
	leaf->to = (uint32_t)blocks->part_count;
	leaf->gone = leaf->bytes == 0;
	blocks->leaf = 0;
	blocks->breaks = 0;
}

void
blocks_flush(struct blocks *blocks)
{
	leaf_close(blocks);
	blocks->breaks = 0;
}

/* ---- text ---- */

enum { LOOK_BACK = 64 };

/* Whether the leaf's last part closes an element like the one that comes, without attributes: then
 * that one goes on. */
static bool
goes_on(const struct blocks *blocks, const struct inline_part *next)
{
	size_t from = blocks->items[blocks->leaf].from, at = blocks->part_count;
	unsigned depth = 0;

	if (at == from || blocks->parts[at - 1].kind != INLINE_CLOSE ||
	    blocks->parts[at - 1].tag != next->tag || next->attr_count)
		return false;
	while (at-- > from && blocks->part_count - at < LOOK_BACK) {
		const struct inline_part *part = &blocks->parts[at];

		depth += part->kind == INLINE_CLOSE;
		if (part->kind == INLINE_OPEN && --depth == 0)
			return part->attr_count == 0;
	}
	return false;
}

/* Opens in the leaf what is open in the page. */
static void
inlines_write(struct blocks *blocks)
{
	if (blocks->inline_written < blocks->inline_count &&
	    goes_on(blocks, &blocks->inlines[blocks->inline_written])) {
		blocks->part_count--;
		blocks->inline_written++;
	}
	for (; blocks->inline_written < blocks->inline_count; blocks->inline_written++)
		part_add(blocks, blocks->inlines[blocks->inline_written]);
}

/* What stands between the last text and the one that comes: nothing, a break, the end of the
 * paragraph. */
static void
breaks_write(struct blocks *blocks)
{
	struct item *leaf = &blocks->items[blocks->leaf];
	bool splits = blocks->breaks > 1 && leaf->tag == TAG_P && !(leaf->marks & MARK_CAPTION);

	if (!blocks->leaf || !blocks->breaks || !leaf->bytes) {
		blocks->breaks = 0;
		return;
	}
	if (splits) {
		leaf_close(blocks);
		leaf_open(blocks);
		blocks->items[blocks->leaf].marks |= MARK_BROKEN;
		note(blocks->notes, NOTE_BREAKS);
	} else {
		leaf_trim(blocks, leaf);
		part_add(blocks, (struct inline_part){ .kind = INLINE_BREAK, .tag = TAG_BR });
	}
	blocks->breaks = 0;
	blocks->spaced = true;
}

static bool
is_open(const struct blocks *blocks, enum tag one, enum tag other)
{
	for (unsigned i = 0; i < blocks->inline_count; i++)
		if (blocks->inlines[i].tag == one || blocks->inlines[i].tag == other)
			return true;
	return false;
}

static void
text_add(struct blocks *blocks, struct str text)
{
	struct item *leaf = &blocks->items[blocks->leaf];
	uint32_t n = (uint32_t)text.n;

	part_add(
	    blocks, (struct inline_part){ .kind = INLINE_TEXT, .tag = TAG_TEXT, .text = text });
	leaf->bytes += n;
	if (!blocks->inline_count)
		return;
	leaf->link_bytes += is_open(blocks, TAG_A, TAG_A) ? n : 0;
	leaf->bold_bytes += is_open(blocks, TAG_B, TAG_STRONG) ? n : 0;
	leaf->small_bytes += is_open(blocks, TAG_SMALL, TAG_SMALL) ? n : 0;
}

/* A space between two texts stands outside the inline element that begins behind it. */
static void
space_add(struct blocks *blocks)
{
	if (!blocks->leaf || blocks->spaced || blocks->breaks)
		return;
	text_add(blocks, S(" "));
	blocks->spaced = true;
}

/* How many bytes of white space, unbreakable included, stand at ${at}. */
static size_t
white_length(struct str s, size_t at)
{
	size_t end = at;

	while (end < s.n && (char_is_space(s.p[end]) ||
				(s.p[end] == '\xc2' && end + 1 < s.n && s.p[end + 1] == '\xa0')))
		end += s.p[end] == '\xc2' ? 2 : 1;
	return end - at;
}

/* Where the first white space is that is neither one space nor one unbreakable space; s.n if all is
 * so. */
static size_t
collapsed_length(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t white;

		if (c > ' ' && c != 0xc2)
			continue;
		white = white_length(s, i);
		if (white > (c == 0xc2 ? 2 : 1) || (white && c < ' '))
			return i;
		i += white > 1;
	}
	return s.n;
}

/* ${s} with each run of white space as one space; a view of ${s} where it is so already. */
static struct str
collapse(struct arena *arena, struct str s)
{
	size_t i = collapsed_length(s), n = i;
	char *out;

	if (i == s.n)
		return s;
	out = arena_alloc_dirty(arena, s.n);
	memcpy(out, s.p, i);
	while (i < s.n) {
		size_t white = white_length(s, i);
		bool unbreakable = white == 2 && s.p[i] == '\xc2';

		if (white && !unbreakable) {
			out[n++] = ' ';
			i += white;
			continue;
		}
		out[n++] = s.p[i++];
		if (unbreakable)
			out[n++] = s.p[i++];
	}
	return (struct str){ out, n };
}

static void
pre_text(struct blocks *blocks, struct str text)
{
	if (!blocks->leaf && text.n && text.p[0] == '\n')
		text = str_from(text, 1);
	if (!text.n)
		return;
	leaf_open(blocks);
	inlines_write(blocks);
	text_add(blocks, text);
}

void
blocks_text(struct blocks *blocks, struct str text)
{
	bool starts, ends;

	text = text_mend(blocks->arena, blocks->notes, text);
	if (blocks->tag == TAG_PRE) {
		pre_text(blocks, text);
		return;
	}
	text = collapse(blocks->arena, text);
	starts = text.n && text.p[0] == ' ';
	if (starts)
		text = str_from(text, 1);
	if (!blocks->leaf || blocks->breaks || !blocks->items[blocks->leaf].bytes)
		text = text_trim_start(text);
	if (starts)
		space_add(blocks);
	if (!text.n)
		return;
	ends = text.p[text.n - 1] == ' ';
	breaks_write(blocks);
	leaf_open(blocks);
	inlines_write(blocks);
	text_add(blocks, text);
	blocks->spaced = ends;
}

void
blocks_break(struct blocks *blocks)
{
	if (blocks->tag == TAG_PRE)
		pre_text(blocks, S("\n"));
	else
		blocks->breaks++;
}

/* ---- inline elements ---- */

/* Elements that say the same, so that one within the other adds nothing. */
static enum tag
inline_meaning(enum tag tag)
{
	static const uint8_t meanings[TAG_MAX] = { [TAG_STRONG] = TAG_B, [TAG_EM] = TAG_I };

	return meanings[tag] ? meanings[tag] : tag;
}

bool
blocks_inline_open(struct blocks *blocks, enum tag tag, struct attr *attrs, unsigned attr_count)
{
	if (blocks->inline_count == BLOCK_INLINES_MAX)
		return false;
	for (unsigned i = 0; i < blocks->inline_count; i++)
		if (inline_meaning(blocks->inlines[i].tag) == inline_meaning(tag))
			return false;
	blocks->inlines[blocks->inline_count++] = (struct inline_part){
		.kind = INLINE_OPEN,
		.tag = (uint8_t)tag,
		.attr_count = (uint16_t)attr_count,
		.attrs = attrs,
	};
	return true;
}

void
blocks_inline_close(struct blocks *blocks)
{
	assert(blocks->inline_count);
	blocks->inline_count--;
	if (blocks->inline_written <= blocks->inline_count)
		return;
	blocks->inline_written--;
	part_add(blocks, (struct inline_part){ .kind = INLINE_CLOSE,
			     .tag = blocks->inlines[blocks->inline_count].tag });
}

/* ---- items between leaves ---- */

void
blocks_image(struct blocks *blocks, struct attr *attrs, unsigned attr_count)
{
	struct item *item;

	blocks_flush(blocks);
	blocks_place(blocks, TAG_FIGURE);
	item = blocks_item(blocks, ITEM_IMAGE, TAG_IMG);
	item->attrs = attrs;
	item->attr_count = (uint16_t)attr_count;
}

void
blocks_rule(struct blocks *blocks)
{
	blocks_flush(blocks);
	blocks_place(blocks, TAG_HR);
	blocks_item(blocks, ITEM_RULE, TAG_HR);
}

/* ---- what later passes ask ---- */

struct str
leaf_text(struct blocks *blocks, struct item *leaf)
{
	char *out;
	size_t n = 0;

	if (leaf->text.p || leaf->bytes > LINE_MAX)
		return leaf->text;
	out = arena_alloc_dirty(blocks->arena, leaf->bytes + (leaf->to - leaf->from));
	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		const struct inline_part *part = &blocks->parts[i];

		memcpy(out + n, part->text.p ? part->text.p : "", part->text.n);
		n += part->text.n;
		if (part->kind == INLINE_BREAK)
			out[n++] = '\n';
	}
	leaf->text = (struct str){ out, n };
	return leaf->text;
}
