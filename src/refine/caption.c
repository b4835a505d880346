/* Captions and credits, and pictures that are given twice. */
#include "refine/mend.h"
#include "refine/rules.h"
#include "refine/tidy.h"

enum { CAPTION_MAX = 900, CREDIT_LINE_MAX = 150 };

static struct str
image_attr(const struct item *image, enum attr_name name)
{
	for (unsigned i = 0; i < image->attr_count; i++)
		if (image->attrs[i].name == name)
			return image->attrs[i].value;
	return (struct str){ 0 };
}

static void
image_attr_drop(struct item *image, enum attr_name name)
{
	for (unsigned i = 0; i < image->attr_count; i++)
		if (image->attrs[i].name == name) {
			memmove(&image->attrs[i], &image->attrs[i + 1],
			    (image->attr_count - i - 1) * sizeof(struct attr));
			image->attr_count--;
			return;
		}
}

/* ---- the words of a caption ---- */

static struct inline_part *
part_push(struct blocks *blocks, struct inline_part part)
{
	arena_push(blocks->arena, blocks->parts, blocks->part_count, blocks->part_capacity);
	blocks->parts[blocks->part_count] = part;
	return &blocks->parts[blocks->part_count++];
}

/* The part of ${leaf} that holds the byte at *${offset} of its text, outside all inline elements;
 * *${offset} becomes the offset in it.  0 if the byte stands in an inline element. */
static uint32_t
part_at(const struct blocks *blocks, const struct item *leaf, size_t *offset)
{
	unsigned depth = 0;

	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		const struct inline_part *part = &blocks->parts[i];

		depth += part->kind == INLINE_OPEN;
		depth -= part->kind == INLINE_CLOSE;
		if (part->kind == INLINE_BREAK && *offset == 0)
			return 0;
		if (part->kind == INLINE_BREAK)
			(*offset)--;
		if (part->kind != INLINE_TEXT)
			continue;
		if (*offset < part->text.n)
			return depth ? 0 : i;
		*offset -= part->text.n;
	}
	return 0;
}

/* Puts what stands from ${offset} on in small print. */
static void
credit_wrap(struct blocks *blocks, struct item *leaf, size_t offset)
{
	uint32_t from = (uint32_t)blocks->part_count, at = part_at(blocks, leaf, &offset);

	if (!at)
		return;
	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		struct inline_part part = blocks->parts[i];
		struct str whole = part.text;

		if (i != at) {
			part_push(blocks, part);
			continue;
		}
		part.text = str_slice(whole, 0, offset);
		if (offset)
			part_push(blocks, part);
		part_push(blocks, (struct inline_part){ .kind = INLINE_OPEN, .tag = TAG_SMALL });
		part.text = str_from(whole, offset);
		part_push(blocks, part);
	}
	part_push(blocks, (struct inline_part){ .kind = INLINE_CLOSE, .tag = TAG_SMALL });
	leaf->from = from;
	leaf->to = (uint32_t)blocks->part_count;
}

/* Small print that is the whole caption says nothing. */
static void
small_unwrap(struct blocks *blocks, struct item *leaf)
{
	uint32_t from = (uint32_t)blocks->part_count, to = leaf->to;

	if (leaf->small_bytes < leaf->bytes)
		return;
	for (uint32_t i = leaf->from; i < to; i++)
		if (blocks->parts[i].tag != TAG_SMALL)
			part_push(blocks, blocks->parts[i]);
	leaf->from = from;
	leaf->to = (uint32_t)blocks->part_count;
	leaf->small_bytes = 0;
}

static void
label_drop(struct blocks *blocks, struct item *leaf)
{
	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		struct inline_part *part = &blocks->parts[i];

		if (part->kind != INLINE_TEXT)
			continue;
		part->text = text_trim_start(caption_without_label(part->text));
		break;
	}
	leaf->text = (struct str){ 0 };
}

static void
caption_polish(struct tidy *tidy, struct item *leaf)
{
	struct blocks *blocks = tidy->blocks;
	struct str text;
	size_t credit;

	small_unwrap(blocks, leaf);
	label_drop(blocks, leaf);
	text = leaf_text(blocks, leaf);
	credit = text.n && !leaf->small_bytes ? credit_start(text) : text.n;
	if (credit == text.n)
		return;
	note(&tidy->article->notes, NOTE_CREDIT);
	if (credit == 0)
		leaf->marks |= MARK_SMALL;
	else
		credit_wrap(blocks, leaf, credit);
}

/* ---- which leaf belongs to which image ---- */

static bool
is_credit_line(struct tidy *tidy, struct item *leaf)
{
	struct str text;

	if (leaf->marks & MARK_CREDIT)
		return true;
	if (leaf->bytes > CREDIT_LINE_MAX || leaf->marks & MARK_SMALL)
		return false; /* small print already: the article's own credit */
	text = leaf_text(tidy->blocks, leaf);
	return text.n && credit_start(text) == 0;
}

/* Whether a leaf that follows an image is its caption by its looks: marked, in small print, or the
 * image's alt. */
static bool
looks_like_caption(struct tidy *tidy, const struct item *image, struct item *leaf)
{
	struct str alt = image_attr(image, ATTR_ALT);

	if (leaf->bytes > CAPTION_MAX)
		return false;
	if (leaf->marks & MARK_CAPTION ||
	    (leaf->small_bytes && leaf->small_bytes + 2 >= leaf->bytes))
		return true;
	return alt.n && str_equal(text_trim(leaf_text(tidy->blocks, leaf)), alt);
}

/* Words stand before the credit, wherever the page has it. */
static void
caption_put(struct tidy *tidy, struct item *image, uint32_t at)
{
	const struct item *leaves = tidy->blocks->items;
	uint32_t first = image->captions[0];

	if (first && leaves[first].marks & MARK_SMALL) {
		image->captions[1] = first;
		image->captions[0] = at;
		return;
	}
	image->captions[first ? 1 : 0] = at;
}

static void
caption_tie(struct tidy *tidy, struct item *image, uint32_t at)
{
	struct item *leaf = &tidy->blocks->items[at];

	leaf->gone = true;
	caption_polish(tidy, leaf);
	if (leaf_text(tidy->blocks, leaf).n == 0 && leaf->bytes <= LINE_MAX)
		return;
	caption_put(tidy, image, at);
	note(&tidy->article->notes, NOTE_CAPTION);
	if (str_equal(text_trim(leaf_text(tidy->blocks, leaf)), image_attr(image, ATTR_ALT)))
		image_attr_drop(image, ATTR_ALT);
}

static void
credit_tie(struct tidy *tidy, struct item *image, uint32_t at)
{
	struct item *leaf = &tidy->blocks->items[at];

	leaf->gone = true;
	leaf->marks |= MARK_SMALL;
	small_unwrap(tidy->blocks, leaf);
	caption_put(tidy, image, at);
	note(&tidy->article->notes, NOTE_CREDIT);
}

/* Ties what stands behind the image at ${at}: a caption, a credit, in either order. */
static void
captions_behind(struct tidy *tidy, uint32_t at)
{
	struct item *items = tidy->blocks->items;

	for (uint32_t next = tidy_next(tidy, at); next; next = tidy_next(tidy, next)) {
		struct item *image = &items[at], *leaf = tidy_leaf(tidy, next);

		if (!leaf || leaf->tag != TAG_P || image->captions[1])
			return;
		if (is_credit_line(tidy, leaf))
			credit_tie(tidy, image, next);
		else if (looks_like_caption(tidy, image, leaf))
			caption_tie(tidy, image, next);
		else
			return;
	}
}

/* A caption that the page puts before its picture, within one figure. */
static void
caption_before(struct tidy *tidy, uint32_t at)
{
	struct item *image = &tidy->blocks->items[at];
	uint32_t before = tidy_previous(tidy, at);
	struct item *leaf = tidy_leaf(tidy, before);

	if (leaf && leaf->tag == TAG_P && image->figure && leaf->figure == image->figure &&
	    leaf->marks & MARK_CAPTION && leaf->bytes <= CAPTION_MAX && !image->captions[0])
		caption_tie(tidy, image, before);
}

/* ---- the same picture twice ---- */

static struct str
caption_text(struct tidy *tidy, const struct item *image)
{
	return image->captions[0]
		   ? leaf_text(tidy->blocks, &tidy->blocks->items[image->captions[0]])
		   : S("");
}

/* The later one goes, unless it says something else. */
static void
image_fold(struct tidy *tidy, struct item *first, struct item *again)
{
	struct str text = caption_text(tidy, again);

	if (text.n && first->captions[0] && !str_equal(text, caption_text(tidy, first)))
		return;
	if (!first->captions[0])
		memcpy(first->captions, again->captions, sizeof(first->captions));
	again->gone = true;
}

enum { IMAGES_COMPARED = 64 };

static void
images_fold(struct tidy *tidy)
{
	struct item *seen[IMAGES_COMPARED];
	unsigned count = 0;

	for (uint32_t i = 1; i < tidy->blocks->count; i++) {
		struct item *image = &tidy->blocks->items[i];

		if (image->kind != ITEM_IMAGE || image->gone)
			continue;
		for (unsigned j = 0; j < count && !image->gone; j++)
			if (str_equal(image_attr(seen[j], ATTR_SRC), image_attr(image, ATTR_SRC)))
				image_fold(tidy, seen[j], image);
		if (!image->gone && count < IMAGES_COMPARED)
			seen[count++] = image;
	}
}

void
tidy_images(struct tidy *tidy)
{
	for (uint32_t i = 1; i < tidy->blocks->count; i++) {
		if (tidy->blocks->items[i].kind != ITEM_IMAGE || tidy->blocks->items[i].gone)
			continue;
		captions_behind(tidy, i);
		caption_before(tidy, i);
	}
	images_fold(tidy);
}
