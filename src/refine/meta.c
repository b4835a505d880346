#include "refine/dateline.h"
#include "refine/mend.h"
#include "refine/meta.h"
#include "refine/rules.h"
#include "refine/title.h"

enum {
	HEAD_BLOCKS = 6,
	HEAD_TEXT = 240,
	DAY_S = 86400,
	ZONE_SLACK_S = 14 * 3600,
	FUTURE_SLACK_S = 3600
};

/* ---- URL ---- */

/* Percent-encoded bytes of other characters than ASCII. */
static bool
has_encoded_text(struct str url)
{
	for (size_t i = 0; i + 2 < url.n; i++)
		if (url.p[i] == '%' && char_hex(url.p[i + 1]) >= 8)
			return true;
	return false;
}

static void
meta_url(struct arena *arena, struct article *article)
{
	struct url url;

	if (url_parse(arena, article->url_claimed, NULL, &url).code)
		return;
	article->url = url_without_tracking(arena, url);
	article->key = url_key(arena, url);
	if (article->url.n != url.n)
		note(&article->notes, NOTE_URL_TRACKING);
	if (str_find(url_path(url), S("//"), 0) >= 0)
		note(&article->notes, NOTE_URL_EMPTY_SEGMENT);
	if (has_encoded_text(url_path(url)))
		note(&article->notes, NOTE_URL_ENCODED);
}

/* ---- the first lines of the page ---- */

struct head_block {
	char text[HEAD_TEXT]; /* lines parted by \n */
	size_t n;
	bool dated, byline; /* the page says so */
	bool full;	    /* longer than a date line */
};

static void
head_push(struct head_block *block, struct str text)
{
	if (block->full || block->n + text.n > HEAD_TEXT) {
		text.n = block->full ? 0 : str_rune_start(text, HEAD_TEXT - block->n);
		block->full = true;
	}
	memcpy(block->text + block->n, text.p, text.n);
	block->n += text.n;
}

static bool
begins_block(enum tag tag)
{
	switch (tag_row(tag)->kind) {
	case KIND_BLOCK:
	case KIND_HEADING:
	case KIND_ITEM:
	case KIND_FIGURE:
	case KIND_CAPTION:
	case KIND_MEDIA:
	case KIND_QUOTE:
	case KIND_CELL:
		return true;
	default:
		return false;
	}
}

static bool
skips(const struct node *node)
{
	enum tag_kind kind = tag_row(node->tag)->kind;

	return kind == KIND_META || kind == KIND_EMBED || kind == KIND_CAPTION;
}

/* Puts one node into the block at hand; false where the block is at its end. */
static bool
head_node(struct head_block *block, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		head_push(block, node->text);
		return true;
	}
	if (node->tag == TAG_BR)
		head_push(block, S("\n"));
	if (node->tag == TAG_TIME && block->n == 0)
		block->dated = true;
	return !(begins_block(node->tag) && block->n);
}

static void
head_class(struct head_block *block, const struct node *node)
{
	enum class_action action = node->attr_count ? class_of(node)->action : CLASS_NONE;

	block->dated |= action == CLASS_DATE;
	block->byline |= action == CLASS_BYLINE;
}

/*
 * The next block of text from *${at} on, as far as a date line may be long; false at the end of the
 * page.  It ends where another begins, or where the element around it ends.
 */
static bool
head_next(const struct doc *page, uint32_t *at, struct head_block *block)
{
	uint32_t end = page->count;

	*block = (struct head_block){ 0 };
	for (; *at < page->count; ++*at) {
		const struct node *node = &page->nodes[*at];

		if (block->n && *at >= end)
			return true;
		if (skips(node)) {
			*at = node->end - 1;
			continue;
		}
		if (block->n && node->tag != TAG_TEXT && begins_block(node->tag))
			return true;
		if (!block->n && node->tag != TAG_TEXT && begins_block(node->tag)) {
			*block = (struct head_block){ 0 };
			end = node->end;
		}
		head_class(block, node);
		if (node->tag == TAG_TEXT && !block->n && text_trim(node->text).n == 0)
			continue;
		head_node(block, node);
	}
	return block->n > 0;
}

/* ---- dates ---- */

/* Seconds that two dates of the same moment may be apart: unknown zones, days without a time. */
static int64_t
tolerance(struct when date)
{
	int64_t seconds = DAY_S;

	seconds += date.zone == ZONE_GIVEN ? 0 : ZONE_SLACK_S;
	seconds += date.precision < WHEN_MINUTE ? DAY_S : 0;
	return seconds;
}

static void
date_take(struct arena *arena, struct article *article, const struct dateline *line)
{
	int64_t apart = when_seconds(line->when) - when_seconds(article->published);

	if (line->kind == DATE_AGO)
		return;
	if (line->kind == DATE_UPDATED) {
		article->updated = line->when;
		return;
	}
	article->published_evidence = str_join(arena, article->published_evidence,
	    article->published_evidence.n ? S("; ") : S(""), S("date line: "),
	    str_copy(arena, line->date), STR_END);
	if (article->published.precision && (apart < 0 ? -apart : apart) > tolerance(line->when))
		note(&article->notes, NOTE_DATE_CONFLICT);
}

static void
meta_head(struct arena *arena, struct article *article, const struct doc *page, int32_t zone_s)
{
	struct head_block block;
	uint32_t at = 1;

	for (unsigned i = 0; i < HEAD_BLOCKS && head_next(page, &at, &block); i++) {
		struct str text = { block.text, block.n };
		struct dateline line;

		if (block.full)
			return;
		if (dateline_read(text, block.dated, zone_s, &line)) {
			byline_split(arena, str_copy(arena, line.names), &article->authors);
			date_take(arena, article, &line);
		} else if (block.byline) {
			byline_split(arena, str_copy(arena, text), &article->authors);
		}
	}
}

static void
meta_dates(struct article *article, int64_t now)
{
	int64_t published = when_seconds(article->published);

	if (!article->published.precision)
		return;
	if (now && published > now + FUTURE_SLACK_S)
		note(&article->notes, NOTE_DATE_FUTURE);
	if (published < days_from_civil(1995, 1, 1) * DAY_S)
		note(&article->notes, NOTE_DATE_OLD);
}

/* ---- title ---- */

/* The first heading of the page, else its first line. */
static struct str
title_from_page(struct arena *arena, const struct doc *page)
{
	struct head_block block;
	uint32_t at = 1;

	for (uint32_t i = 1; i < page->count; i++)
		if (tag_row(page->nodes[i].tag)->kind == KIND_HEADING)
			return doc_text_of(arena, page, i);
	if (!page->count || !head_next(page, &at, &block))
		return S("");
	return str_copy(arena, (struct str){ block.text, block.n });
}

static void
meta_title(struct arena *arena, struct article *article, const struct doc *page)
{
	struct str title = line_mend(arena, &article->notes, article->title);
	struct title parts;

	if (!title.n) {
		note(&article->notes, NOTE_TITLE_MISSING);
		title = line_mend(arena, &article->notes, title_from_page(arena, page));
	}
	title_split(title, article->source, &parts);
	article->headline = parts.headline;
	if (parts.site.n) {
		article->site = parts.site;
		note(&article->notes, NOTE_TITLE_SUFFIX);
	}
	if (parts.section.n) {
		article->section = article->section.n ? article->section : parts.section;
		note(&article->notes, NOTE_TITLE_SECTION);
	}
}

void
article_meta(struct arena *arena, struct article *article, const struct doc *page,
    const struct question *question)
{
	meta_url(arena, article);
	meta_title(arena, article, page);
	meta_head(arena, article, page, question->zone_s);
	meta_dates(article, question->now);
}
