/* page_author.h: the authors that people see: bylines, links to authors, lines that begin with "by". */
#include "refine/day.h"
#include "refine/mend.h"
#include "refine/page_author.h"
#include "refine/page_cues.h"
#include "refine/page_names.h"

enum {
	SUBTREE_MAX = 40, /* nodes of an element that is a byline */
	BYLINE_BYTES = 160,
	BYLINE_CHARS = 70,
	BEFORE_TITLE = 120, /* nodes: a byline near the headline */
	BEHIND_TITLE = 300,
	AT_TITLE = 100,
	ASIDE_LEVELS = 8,
	HREF_BYTES = 300,
	LABEL_BYTES = 24,
	FAR_LESS = 20,
	ELSEWHERE_LESS = 45,
	LINE_RANK = 57,
	DATE_LINE_RANK = 30,
	NAME_WORDS = 4,
};

struct seeing {
	struct arena *arena;
	const struct page *page;
	struct author_offers *offers;
	uint32_t title; /* the headline's node */
};

/* ---- elements ---- */

/* The text of a small element; what stands in different blocks in different lines. */
static struct str
text_in(const struct seeing *seeing, uint32_t at)
{
	const struct doc *doc = seeing->page->doc;
	struct buf out CLEAN(buf_done) = { 0 };

	for (uint32_t i = at; i < doc->nodes[at].end && out.n < BYLINE_BYTES; i++) {
		const struct node *node = &doc->nodes[i];
		enum tag_kind kind = tag_row(node->tag)->kind;
		if (node->tag == TAG_TEXT && seeing->page->block_of[i])
			buf_push_str(&out, node->text);
		else if (kind == KIND_BLOCK || kind == KIND_ITEM || kind == KIND_HEADING || kind == KIND_BREAK)
			buf_push_char(&out, '\n');
		else
			buf_push_char(&out, ' ');
	}
	return out.n < BYLINE_BYTES ? str_copy(seeing->arena, text_trim(buf_str(&out))) : S("");
}

static const struct page_block *
block_in(const struct page *page, uint32_t at)
{
	for (uint32_t i = at; i < page->doc->nodes[at].end; i++)
		if (page->block_of[i])
			return &page->blocks[page->block_of[i] - 1];
	return NULL;
}

/* Comments have authors, and pictures. */
static bool
is_of_others(const struct page_block *block)
{
	return block->near.word[GROUP_COMMENT] < FAR || block->near.around[AROUND_FIGURE] < FAR || block->near.around[AROUND_CAPTION] < FAR;
}

/* So have lists of other articles, and what stands around this one. */
static bool
is_aside(const struct page_block *block, bool at_title)
{
	return (!at_title && (block->near.word[GROUP_RELATED] < FAR || block->near.around[AROUND_ASIDE] < ASIDE_LEVELS)) ||
	       block->near.around[AROUND_FOOTER] < FAR || block->near.around[AROUND_NAV] < FAR;
}

static bool
names_author(const struct node *node)
{
	static const enum attr_name attrs[] = { ATTR_CLASS, ATTR_ID, ATTR_REL, ATTR_ITEMPROP, ATTR_DATA_TESTID };

	for (size_t i = 0; i < LENGTH(attrs); i++) {
		struct str value = node_attr(node, attrs[i]);
		if (value.n && page_cue(value, CUE_AUTHOR) && !page_cue(value, CUE_NO_AUTHOR))
			return true;
	}
	return false;
}

static bool
leads_to_author(const struct node *node)
{
	struct str href = node_attr(node, ATTR_HREF);

	return node->tag == TAG_A && href.n < HREF_BYTES && page_cue(href, CUE_AUTHOR_PATH);
}

static void
see_element(struct seeing *seeing, uint32_t at, int rank, bool is_byline)
{
	const struct page_block *block = block_in(seeing->page, at);
	bool near = at + BEFORE_TITLE > seeing->title && at < seeing->title + BEHIND_TITLE;

	if (!block || is_of_others(block))
		return;
	rank -= near ? 0 : FAR_LESS;
	rank -= is_aside(block, at >= seeing->title && at < seeing->title + AT_TITLE) ? ELSEWHERE_LESS : 0;
	author_offer(seeing->offers, (struct author_offer){ .text = text_in(seeing, at), .rank = rank, .node = at,
	    .needs_surname = !is_byline || rank < DATE_LINE_RANK, .from = is_byline ? "byline" : "link to author" });
}

/* ---- lines ---- */

static bool
says_only_by(struct str text)
{
	return text.n < LABEL_BYTES && names_announced(text);
}

/* "By Ada Byron", or "Written by" with the name in the next line. */
static void
see_line(struct seeing *seeing, size_t i, bool near)
{
	const struct page *page = seeing->page;
	const struct page_block *block = &page->blocks[i];
	struct str text = block->text;
	bool only = block->tokens <= 2 && i + 1 < page->count && says_only_by(text);

	if (!only && !names_announced(text))
		return;
	if (only && page->blocks[i + 1].chars < BYLINE_CHARS)
		text = page->blocks[i + 1].text;
	author_offer(seeing->offers, (struct author_offer){ .text = text, .rank = near ? LINE_RANK : LINE_RANK - FAR_LESS, .node = block->first,
	    .from = "line that begins with by" });
}

/* A few words that all begin with a capital. */
static bool
looks_like_person(struct str name)
{
	unsigned words = 0;

	for (struct str rest = name, word; pull_field(&rest, ' ', &word); words++)
		if (!word.n || !(word.p[0] >= 'A' && word.p[0] <= 'Z') || word.n < 2)
			return false;
	return words >= 2 && words <= NAME_WORDS;
}

/* What stands beside the date: "5 March 2024 by Ada Byron", "Ada Byron | 5 March 2024". */
static void
see_date_line(struct seeing *seeing, const struct page_block *block)
{
	struct str rest = block->text, before;
	struct day day;
	ptrdiff_t by;

	if (!day_pull(&rest, 0, &before, &day))
		return;
	by = str_find_nocase(rest, S(" by "), 0);
	if (by >= 0) {
		author_offer(seeing->offers, (struct author_offer){ .text = str_from(rest, (size_t)by + 1), .rank = LINE_RANK - 1, .node = block->first,
		    .from = "line of the date" });
		return;
	}
	before = text_trim(before);
	while (before.n && strchr("|-,/", before.p[before.n - 1]))
		before = text_trim(str_slice(before, 0, before.n - 1));
	if (looks_like_person(before))
		author_offer(seeing->offers, (struct author_offer){ .text = before, .rank = DATE_LINE_RANK, .node = block->first, .needs_surname = true,
		    .from = "line of the date" });
}

static void
see_lines(struct seeing *seeing)
{
	const struct page *page = seeing->page;

	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		bool near = block->first + BEFORE_TITLE > seeing->title && block->first < seeing->title + BEHIND_TITLE;

		if (block->chars > BYLINE_CHARS || is_of_others(block) || is_aside(block, near))
			continue;
		see_line(seeing, i, near);
		if (near)
			see_date_line(seeing, block);
	}
}

void
author_offers_seen(struct arena *arena, const struct page *page, const struct features *features, struct author_offers *offers)
{
	struct seeing seeing = { arena, page, offers, page->count ? page->blocks[features->title_block].first : 0 };
	const struct doc *doc = page->doc;

	for (uint32_t i = 1; i < doc->count; i++) {
		const struct node *node = &doc->nodes[i];
		if (!node->attr_count || node->end - i > SUBTREE_MAX || tag_row(node->tag)->kind == KIND_META)
			continue;
		if (node->tag == TAG_A && str_find_nocase(node_attr(node, ATTR_REL), S("author"), 0) >= 0)
			see_element(&seeing, i, 80, true);
		else if (leads_to_author(node))
			see_element(&seeing, i, 55, false);
		else if (names_author(node))
			see_element(&seeing, i, 58, true);
	}
	see_lines(&seeing);
}
