#include "refine/dateline.h"
#include "refine/mend.h"
#include "refine/tidy.h"

enum {
	PARAGRAPH_MIN = 120, /* bytes of a real paragraph: forty Han characters, twenty words */
	HEAD_LEAVES = 12,    /* a date line stands among the first of them */
};

struct item *
tidy_leaf(const struct tidy *tidy, uint32_t at)
{
	struct item *item = &tidy->blocks->items[at];

	return item->kind == ITEM_LEAF && !item->gone ? item : NULL;
}

uint32_t
tidy_next(const struct tidy *tidy, uint32_t at)
{
	for (at++; at < tidy->blocks->count; at++)
		if (!tidy->blocks->items[at].gone)
			return at;
	return 0;
}

uint32_t
tidy_previous(const struct tidy *tidy, uint32_t at)
{
	while (--at > 0)
		if (!tidy->blocks->items[at].gone)
			return at;
	return 0;
}

bool
leaf_is_links(const struct item *leaf)
{
	return leaf->link_bytes && leaf->link_bytes + 4 >= leaf->bytes;
}

void
tidy_remove(struct tidy *tidy, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i <= to; i++)
		tidy->blocks->items[i].gone = true;
}

static bool
is_paragraph(const struct item *item)
{
	return item->kind == ITEM_LEAF && !item->gone && item->tag == TAG_P &&
	       item->bytes >= PARAGRAPH_MIN && !(item->marks & (MARK_CAPTION | MARK_CREDIT)) &&
	       item->link_bytes * 2 < item->bytes && item->small_bytes < item->bytes;
}

void
tidy_begin(struct tidy *tidy, struct arena *arena, struct article *article, struct blocks *blocks)
{
	*tidy = (struct tidy){ .arena = arena, .blocks = blocks, .article = article };
	for (uint32_t i = 1; i < blocks->count; i++) {
		const struct item *item = &blocks->items[i];

		tidy->bytes += item->kind == ITEM_LEAF ? item->bytes : 0;
		if (!is_paragraph(item))
			continue;
		if (!tidy->first)
			tidy->first = i;
		tidy->last = i;
	}
}

/* ---- the head ---- */

/* Equal but for white space. */
static bool
is_same_line(struct str a, struct str b)
{
	for (;;) {
		a = text_trim_start(a);
		b = text_trim_start(b);
		if (a.n == 0 || b.n == 0)
			return a.n == b.n;
		if (a.p[0] != b.p[0])
			return false;
		a = str_from(a, 1);
		b = str_from(b, 1);
	}
}

static bool
repeats_headline(const struct article *article, struct str line)
{
	return line.n &&
	       (is_same_line(line, article->headline) || is_same_line(line, article->title));
}

static void
head_leaf(struct tidy *tidy, struct item *leaf)
{
	struct str line = leaf_text(tidy->blocks, leaf);
	struct notes *notes = &tidy->article->notes;
	struct dateline date;

	if (repeats_headline(tidy->article, line)) {
		leaf->gone = true;
		return;
	}
	if (!dateline_read(line, leaf->marks & MARK_DATE, 0, &date))
		return;
	leaf->gone = true;
	note(notes, NOTE_DATE_LINE);
	if (date.kind == DATE_AGO)
		note(notes, NOTE_RELATIVE_TIME);
}

void
tidy_head(struct tidy *tidy)
{
	uint32_t end = tidy->first ? tidy->first : (uint32_t)tidy->blocks->count;
	unsigned leaves = 0;

	for (uint32_t i = 1; i < end && leaves < HEAD_LEAVES; i++) {
		struct item *leaf = tidy_leaf(tidy, i);

		leaves += leaf != NULL;
		if (leaf && !(leaf->marks & MARK_CAPTION))
			head_leaf(tidy, leaf);
	}
}

/* ---- rules ---- */

void
tidy_rules(struct tidy *tidy)
{
	struct item *items = tidy->blocks->items;
	bool follows_text = false;
	uint32_t last = 0;

	for (uint32_t i = 1; i < tidy->blocks->count; i++) {
		if (items[i].gone || items[i].kind == ITEM_CLOSE)
			continue;
		if (items[i].kind == ITEM_RULE) {
			items[i].gone = !follows_text;
			follows_text = false;
			last = items[i].gone ? last : i;
		} else {
			follows_text = true;
			last = 0;
		}
	}
	if (last)
		items[last].gone = true;
}
