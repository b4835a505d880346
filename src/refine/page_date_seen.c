/* Dates that people see: in lines and in elements that mark a time. */
#include "refine/day_ago.h"
#include "refine/mend.h"
#include "refine/page_cues.h"
#include "refine/page_date.h"

enum {
	LINE_CHARS = 160,
	OPENING_BYTES = 60,
	NEAR_BEFORE = 4, /* blocks: the line of the date stands near the headline */
	NEAR_BEHIND = 14,
	TIME_BEFORE = 60, /* nodes, the same */
	TIME_BEHIND = 400,
	TIME_NODES = 30, /* of an element that marks a time */
	DATELINE_WORDS = 16,
	WORD_HAN = 3, /* characters of Han to a word */
	UPDATED_LESS = 15,
	PUBLISHED_MORE = 3,
	READING_DAYS = 2,
};

static bool
says_updated(struct str text)
{
	return page_cue(text, CUE_UPDATED);
}

/* Among comments, teasers, or at the foot; unless the headline stands there too, and the word means something else. */
static bool
is_elsewhere(const struct page_dates *dates, const struct page_block *block)
{
	const struct near *near = &block->near, *title = &dates->page->blocks[dates->title].near;

	return near->around[AROUND_FOOTER] < FAR ||
	       near->word[GROUP_COMMENT] < FAR ||
	       (near->word[GROUP_RELATED] < FAR && title->word[GROUP_RELATED] == FAR);
}

static bool
means_dates(const struct page_block *block)
{
	return block->near.word[GROUP_META] <= 2;
}

/* ---- lines ---- */

/* A line with one date may say the time too. */
static struct when
with_time(struct page_dates *dates, struct str line, struct when day)
{
	struct page_dates alone = { .arena = dates->arena, .zone_s = dates->zone_s, .now = dates->now, .rules = dates->rules };

	dates_offer(&alone, false, line, 1, S(""));
	return alone.published.precision > WHEN_DAY && date_local_day(alone.published) == date_local_day(day) ? alone.published : day;
}

/* The days of a line, each with what stands before it: "Published 3 May, updated 4 May". */
static void
read_line(struct page_dates *dates, struct str line, bool near, int rank, struct str evidence)
{
	struct str rest = line, before;
	struct day day;

	while (day_pull(&rest, dates->rules, &before, &day)) {
		struct when when = dates_fitting(dates, day);
		bool updated = says_updated(before), first = before.p == line.p, one = first && !rest.n;

		if (near && !updated)
			dates_show(dates, when);
		if (first)
			when = with_time(dates, line, when);
		dates_take(dates, updated, when, updated ? rank - UPDATED_LESS : page_cue(before, CUE_PUBLISHED) ? rank + PUBLISHED_MORE : rank - !one, evidence);
	}
}

static uint32_t
words_of(const struct page_block *block)
{
	return block->tokens - block->cjk + block->cjk / WORD_HAN;
}

static bool
is_dateline(const struct page_dates *dates, const struct page_block *block)
{
	return block->near.around[AROUND_FIGURE] == FAR && block->near.around[AROUND_CAPTION] == FAR && !is_elsewhere(dates, block) &&
	       words_of(block) < DATELINE_WORDS && block->link_chars * 2 < block->chars;
}

/* Whether a time counted from the reading fits the page's other dates: kept pages are read again years later. */
static bool
fits_reading(const struct page_dates *dates, struct when when)
{
	int64_t away = dates->updated.precision ? date_local_day(when) - date_local_day(dates->updated) : 0;

	return away >= -READING_DAYS && away <= READING_DAYS;
}

/* "3 hours ago" beside the headline. */
static void
read_ago(struct page_dates *dates, const struct page_block *block)
{
	struct when when;

	if (is_dateline(dates, block) && day_ago(block->text, dates->zone_s, dates->now, &when) && fits_reading(dates, when))
		dates_take(dates, says_updated(block->text), when, DATE_RANK_AGO, S("line near the headline, from the time of reading"));
}

static void
read_lines(struct page_dates *dates, size_t title)
{
	const struct page *page = dates->page;

	/* pictures have days of their own, and so have teasers */
	for (size_t i = title > NEAR_BEFORE ? title - NEAR_BEFORE : 0; i < page->count && i < title + NEAR_BEHIND; i++) {
		const struct page_block *block = &page->blocks[i];
		bool near = i + 3 > title && i < title + 9 && is_dateline(dates, block);

		if (block->chars >= LINE_CHARS || i == title)
			continue;
		read_line(dates, block->text, near, means_dates(block) ? DATE_RANK_LINE : DATE_RANK_NEAR, S("line near the headline"));
		if (near)
			read_ago(dates, block);
	}
}

/* Anywhere: first where the page means dates, last where it speaks of other articles. */
static void
read_far_lines(struct page_dates *dates)
{
	const struct page *page = dates->page;

	for (size_t i = 0; i < page->count && dates->published_rank < DATE_RANK_FAR; i++)
		if (page->blocks[i].chars < LINE_CHARS)
			read_line(dates, page->blocks[i].text, false,
			    is_elsewhere(dates, &page->blocks[i])   ? DATE_RANK_ELSEWHERE
				: means_dates(&page->blocks[i]) ? DATE_RANK_FAR
								: DATE_RANK_ANY,
			    S("a line of the page"));
}

/* Last: a long block that begins with a day, as "Lunden, 5 March 2024 - The harbour ...". */
static void
read_openings(struct page_dates *dates)
{
	const struct page *page = dates->page;
	struct str before;
	struct day day;

	for (size_t i = 0; i < page->count && !dates->published_rank && !dates->updated_rank; i++) {
		struct str text = page->blocks[i].text;
		struct str rest = str_slice(text, 0, str_rune_start(text, text.n < LINE_CHARS ? text.n : LINE_CHARS));
		if (!is_elsewhere(dates, &page->blocks[i]) && day_pull(&rest, dates->rules, &before, &day) && before.n <= OPENING_BYTES)
			dates_take(dates, false, dates_fitting(dates, day), DATE_RANK_OPENING, S("beginning of a block"));
	}
}

/* ---- without a year ---- */

/* "3月5日 08:30" beside the headline is the last such day before the reading. */
static void
read_yearless(struct page_dates *dates, size_t title)
{
	const struct page *page = dates->page;
	unsigned month, day, m, d;
	int year;

	for (size_t i = title; dates->now && i < page->count && i < title + NEAR_BEHIND && !dates->published_rank && !dates->updated_rank; i++) {
		struct when when = { .precision = WHEN_DAY, .zone = ZONE_UNKNOWN };
		if (i == title || !is_dateline(dates, &page->blocks[i]) || !day_of_year(page->blocks[i].text, &month, &day))
			continue;
		civil_from_days((dates->now + dates->zone_s) / 86400, &year, &m, &d);
		year -= month > m || (month == m && day > d);
		when.ms = days_from_civil(year, month, day) * 86400000;
		dates_take(dates, false, when, DATE_RANK_YEARLESS, S("line near the headline, the year from the time of reading"));
	}
}

/* ---- elements that mark a time ---- */

/* The block of an element's first text; NULL: none. */
static const struct page_block *
block_in(const struct page *page, uint32_t at)
{
	for (uint32_t i = at; i < page->doc->nodes[at].end && i < at + TIME_NODES; i++)
		if (page->block_of[i])
			return &page->blocks[page->block_of[i] - 1];
	return NULL;
}

static bool
is_close(const struct page_dates *dates, const struct page_block *block)
{
	size_t at = block ? (size_t)(block - dates->page->blocks) : 0;

	return block && at + NEAR_BEFORE >= dates->title && at < dates->title + NEAR_BEHIND;
}

/* Those near the headline count more. */
static void
read_time(struct page_dates *dates, uint32_t at, uint32_t title)
{
	const struct node *node = &dates->page->doc->nodes[at];
	struct str value = node_attr(node, ATTR_DATETIME);
	bool near = at + TIME_BEFORE > title && at < title + TIME_BEHIND;
	struct str text = node->end - at < TIME_NODES ? text_trim(doc_text_of(dates->arena, dates->page->doc, at)) : S("");
	bool updated = says_updated(node_attr(node, ATTR_CLASS)) || says_updated(node_attr(node, ATTR_ITEMPROP)) || says_updated(text);
	const struct page_block *block = block_in(dates->page, at);
	struct str rest = text;
	struct day day;

	if (near && block && block->near.word[GROUP_COMMENT] == FAR && !updated && text.n < LINE_CHARS && day_pull(&rest, dates->rules, NULL, &day))
		dates_show(dates, dates_fitting(dates, day));
	if (!value.n)
		value = text;
	if (value.n < LINE_CHARS)
		dates_offer(dates, updated, value, is_close(dates, block) ? DATE_RANK_TIME : near ? DATE_RANK_NEAR_TIME : DATE_RANK_FAR_TIME, S("time element"));
}

void
dates_seen(struct page_dates *dates, const struct features *features, struct url url, struct str image)
{
	const struct page *page = dates->page;
	uint32_t title = page->count ? page->blocks[features->title_block].first : 0;

	dates->title = features->title_block;
	for (uint32_t i = 1; i < page->doc->count; i++)
		if (page->doc->nodes[i].tag == TAG_TIME)
			read_time(dates, i, title);
	read_lines(dates, features->title_block);
	dates_hidden(dates, url, image);
	read_far_lines(dates);
	read_openings(dates);
	read_yearless(dates, features->title_block);
}
