/* Headings: those the page has, and those it only sets in bold. */
#include "refine/mend.h"
#include "refine/tidy.h"

enum { HEADING_MAX = 120 };

/* Whether a line ends as a sentence does, or leads on to the next. */
static bool
ends_as_sentence(struct str line)
{
	static const struct str ends[] = {
		STR_INIT("。"),
		STR_INIT("."),
		STR_INIT("；"),
		STR_INIT(";"),
		STR_INIT("，"),
		STR_INIT(","),
		STR_INIT("：“"),
		STR_INIT("：「"),
		STR_INIT("。”"),
		STR_INIT("。」"),
		STR_INIT("："),
		STR_INIT(":"),
		STR_INIT("、"),
		STR_INIT("。）"),
		STR_INIT(".)"),
	};

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_ends(line, ends[i]))
			return true;
	return str_find(line, S("。"), 0) >= 0;
}

/* A short line, all of it in bold. */
static bool
is_bold_line(struct tidy *tidy, struct item *leaf)
{
	struct str line;

	if (!leaf || leaf->tag != TAG_P || leaf->depth ||
	    leaf->marks & (MARK_CAPTION | MARK_CREDIT | MARK_EMBED) || !leaf->bold_bytes ||
	    leaf->bold_bytes + 2 < leaf->bytes || leaf->bytes > HEADING_MAX || leaf->link_bytes)
		return false;
	line = text_trim(leaf_text(tidy->blocks, leaf));
	return str_find_char(line, '\n', 0) < 0 && !ends_as_sentence(line);
}

/* Whether what follows is text that a heading may stand over. */
static bool
heads_something(struct tidy *tidy, uint32_t at)
{
	uint32_t next = tidy_next(tidy, at);
	struct item *leaf;

	if (!next)
		return false;
	leaf = tidy_leaf(tidy, next);
	if (leaf)
		return leaf->tag == TAG_P && !is_bold_line(tidy, leaf);
	return tidy->blocks->items[next].kind == ITEM_IMAGE ||
	       tidy->blocks->items[next].kind == ITEM_OPEN;
}

/* Takes the bold off: a heading has its own. */
static void
bold_drop(struct blocks *blocks, struct item *leaf)
{
	uint32_t n = leaf->from;

	for (uint32_t i = leaf->from; i < leaf->to; i++)
		if (blocks->parts[i].tag != TAG_STRONG && blocks->parts[i].tag != TAG_B)
			blocks->parts[n++] = blocks->parts[i];
	leaf->to = n;
}

static bool
is_heading_tag(uint8_t tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6;
}

/* One level below the page's own headings: bold lines under an h2 are h3. */
static void
bold_to_heading(struct tidy *tidy, struct item *leaf, uint8_t above)
{
	leaf->tag = above && above < TAG_H6 ? (uint8_t)(above + 1) : TAG_H2;
	bold_drop(tidy->blocks, leaf);
	note(&tidy->article->notes, NOTE_HEADING);
}

void
tidy_headings(struct tidy *tidy)
{
	bool text_before = false;
	uint8_t above = 0;

	for (uint32_t i = 1; i < tidy->blocks->count; i++) {
		struct item *leaf = tidy_leaf(tidy, i);

		if (!leaf)
			continue;
		if (leaf->tag == TAG_H1)
			leaf->tag = TAG_H2;
		if (is_heading_tag(leaf->tag)) {
			above = leaf->tag;
			bold_drop(tidy->blocks, leaf);
		} else if (text_before && is_bold_line(tidy, leaf) && heads_something(tidy, i)) {
			bold_to_heading(tidy, leaf, above);
		}
		text_before |= leaf->tag == TAG_P && leaf->depth == 0;
	}
}
