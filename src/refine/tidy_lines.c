/* Lines that are not of the article, and lists of links. */
#include "refine/address.h"
#include "refine/mend.h"
#include "refine/rules.h"
#include "refine/tidy.h"

enum {
	TAIL_LEAVES = 5,   /* the last of them are a tail even where they are long */
	RELATED_SHARE = 4, /* a list of links is no more than one part in so many of the text */
};

/* ---- lines ---- */

/* The fifth leaf from the end. */
static uint32_t
tail_start(const struct tidy *tidy)
{
	unsigned leaves = 0;
	uint32_t i = (uint32_t)tidy->blocks->count;

	while (--i > 0)
		if (tidy_leaf(tidy, i) && ++leaves == TAIL_LEAVES)
			break;
	return i;
}

/* Whether a line is no more than the pattern's words, and links. */
static bool
is_alone(const struct item *leaf, struct str line, const struct line_row *row)
{
	struct str label = line_label(row);

	return line.n <= label.n + 2 || leaf->link_bytes + label.n + 4 >= leaf->bytes;
}

/* Items from ${at} on that hold nothing but links: a leaf, a list.  Gives the last of them, 0 if
 * that is no such item. */
static uint32_t
links_end(const struct tidy *tidy, uint32_t at)
{
	const struct item *item = &tidy->blocks->items[at];

	if (!at || (item->kind != ITEM_LEAF && item->kind != ITEM_OPEN))
		return 0;
	if (item->kind == ITEM_LEAF)
		return leaf_is_links(item) ? at : 0;
	if (item->tag != TAG_UL && item->tag != TAG_OL && item->tag != TAG_LI)
		return 0;
	for (uint32_t i = at; i < item->to; i++) {
		const struct item *inner = &tidy->blocks->items[i];

		if (!inner->gone && (inner->kind == ITEM_IMAGE ||
					(inner->kind == ITEM_LEAF && !leaf_is_links(inner))))
			return 0;
	}
	return item->to;
}

/* A label of links, and the links behind it. */
static void
label_remove(struct tidy *tidy, uint32_t at, const struct line_row *row)
{
	struct item *leaf = &tidy->blocks->items[at];
	uint32_t end = 0, next = tidy_next(tidy, at), found;
	bool own = leaf->link_bytes && is_alone(leaf, leaf_text(tidy->blocks, leaf), row);

	if (!own && leaf->bytes > line_label(row).n + 4)
		return;
	while (!own && (found = links_end(tidy, next))) {
		end = found;
		next = tidy_next(tidy, end);
	}
	if (!own && !end)
		return;
	tidy_remove(tidy, at, end ? end : at);
	note(&tidy->article->notes, row->note);
}

static void
line_apply(struct tidy *tidy, uint32_t at, const struct line_row *row)
{
	struct item *leaf = &tidy->blocks->items[at];

	switch (row->action) {
	case LINE_REMOVE:
		leaf->gone = true;
		note(&tidy->article->notes, row->note);
		break;
	case LINE_LABEL:
		label_remove(tidy, at, row);
		break;
	case LINE_CREDIT:
		leaf->marks |= MARK_SMALL;
		note(&tidy->article->notes, row->note);
		break;
	}
}

/* A line of nothing but the signs people draw lines with. */
static bool
is_drawn_rule(struct str line)
{
	static const struct str signs[] = {
		STR_INIT("="),
		STR_INIT("-"),
		STR_INIT("_"),
		STR_INIT("*"),
		STR_INIT("~"),
		STR_INIT("—"),
		STR_INIT("─"),
		STR_INIT("＝"),
		STR_INIT("–"),
	};
	unsigned count = 0;

	while (line.n) {
		size_t i = 0;

		while (i < LENGTH(signs) && !pull_str(&line, signs[i]))
			i++;
		if (i == LENGTH(signs) && !pull_char(&line, ' '))
			return false;
		count++;
	}
	return count >= 3;
}

void
tidy_lines(struct tidy *tidy)
{
	uint32_t tail = tail_start(tidy);

	for (uint32_t i = 1; i < tidy->blocks->count; i++) {
		struct item *leaf = tidy_leaf(tidy, i);
		unsigned places = 1u << LINE_ANYWHERE | 1u << LINE_ALONE;
		const struct line_row *row;
		struct str line;

		if (!leaf || leaf->bytes > LINE_MAX)
			continue;
		places |= i < tidy->first ? 1u << LINE_HEAD : 0;
		places |= i > tidy->last || i >= tail ? 1u << LINE_TAIL : 0;
		line = text_trim(leaf_text(tidy->blocks, leaf));
		row = line_row(line, places);
		if (row && (row->place != LINE_ALONE || is_alone(leaf, line, row)))
			line_apply(tidy, i, row);
		else if (!row && !(leaf->marks & MARK_CAPTION) && is_drawn_rule(line))
			leaf->kind = ITEM_RULE;
	}
}

/* ---- lists of links ---- */

static bool
links_stay_on_site(const struct tidy *tidy, uint32_t from, uint32_t to)
{
	struct blocks *blocks = tidy->blocks;

	for (uint32_t i = from; i <= to; i++) {
		const struct item *leaf = tidy_leaf(tidy, i);

		for (uint32_t j = leaf ? leaf->from : 0; leaf && j < leaf->to; j++) {
			const struct inline_part *part = &blocks->parts[j];

			if (part->kind != INLINE_OPEN || part->tag != TAG_A)
				continue;
			if (!address_is_same_site(
				(struct url){ part->attrs[0].value.p, part->attrs[0].value.n },
				tidy->article->url))
				return false;
		}
	}
	return true;
}

static bool
is_introduced(const struct tidy *tidy, uint32_t list)
{
	struct item *leaf = tidy_leaf(tidy, tidy_previous(tidy, list));
	struct str last = { 0 };

	for (uint32_t i = leaf ? leaf->from : 0; leaf && i < leaf->to; i++)
		if (tidy->blocks->parts[i].text.n)
			last = tidy->blocks->parts[i].text;
	return str_ends(last, S("：")) || str_ends(last, S(":"));
}

static uint64_t
bytes_between(const struct tidy *tidy, uint32_t from, uint32_t to)
{
	uint64_t sum = 0;

	for (uint32_t i = from; i <= to; i++)
		sum += tidy_leaf(tidy, i) ? tidy->blocks->items[i].bytes : 0;
	return sum;
}

void
tidy_related(struct tidy *tidy)
{
	for (uint32_t i = 1; i < tidy->blocks->count; i++) {
		const struct item *list = &tidy->blocks->items[i];
		uint32_t end;

		if (list->gone || list->kind != ITEM_OPEN || list->tag != TAG_UL || list->implied ||
		    list->depth)
			continue;
		end = links_end(tidy, i);
		if (!end || is_introduced(tidy, i) || !links_stay_on_site(tidy, i, end) ||
		    bytes_between(tidy, i, end) * RELATED_SHARE > tidy->bytes)
			continue;
		tidy_remove(tidy, i, end);
		note(&tidy->article->notes, NOTE_RELATED);
	}
}
