#include "refine/dateline.h"
#include "refine/day.h"
#include "refine/mend.h"
#include "refine/page_date.h"

enum {
	VALUE_MAX = 400,
	LINE_CHARS = 160,
	OPENING_BYTES = 60,
	NEAR_BEFORE = 4, /* blocks: the line of the date stands near the headline */
	NEAR_BEHIND = 14,
	DAY_S = 86400,
	ZONE_MAX_S = 14 * 3600,
	TIME_NODES = 30, /* of an element that marks a time */
};

/* ---- told ---- */

static bool
is_possible(const struct page_dates *dates, struct when when)
{
	int64_t at = when_seconds(when);

	return at >= days_from_civil(1995, 1, 1) * DAY_S && (!dates->now || at <= dates->now + 2 * DAY_S);
}

/* A date as programs write it; as a line writes it, with its time; failing that, the day in it. */
static bool
date_of(const struct page_dates *dates, struct str value, struct when *out)
{
	struct when when, day;
	struct dateline line;

	if (value.n > VALUE_MAX)
		return false;
	if (dates->month_first && str_find_char(value, '/', 0) >= 0 && day_find(value, true, &day))
		when = day;
	else if (!when_parse(value, dates->zone_s, &when)) {
		if (!day_find(value, dates->month_first, &when))
			return false;
		if (dateline_read(value, true, dates->zone_s, &line) && line.when.precision > WHEN_DAY)
			when = line.when;
	}
	if (when.precision < WHEN_DAY || !is_possible(dates, when))
		return false;
	*out = when;
	return true;
}

static void
take(struct page_dates *dates, bool updated, struct when when, int rank, struct str evidence)
{
	if (rank <= (updated ? dates->updated_rank : dates->published_rank))
		return;
	if (updated) {
		dates->updated = when;
		dates->updated_rank = rank;
		return;
	}
	dates->published = when;
	dates->published_rank = rank;
	dates->evidence = str_copy(dates->arena, evidence);
}

void
dates_offer(struct page_dates *dates, bool updated, struct str value, int rank, struct str evidence)
{
	struct when when;

	if (rank > (updated ? dates->updated_rank : dates->published_rank) && date_of(dates, value, &when))
		take(dates, updated, when, rank, evidence);
}

/* ---- shown ---- */

static bool
has_word(struct str text, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_find_nocase(text, words[i], 0) >= 0)
			return true;
	return false;
}

static bool
says_updated(struct str text)
{
	static const struct str words[] = { STR_INIT("updat"), STR_INIT("modif"), STR_INIT("aktualis"), STR_INIT("aktualiz"), STR_INIT("mis à jour"),
		STR_INIT("mise à jour"), STR_INIT("actualiz"), STR_INIT("aggiorn"), STR_INIT("reviewed"), STR_INIT("обновл"), STR_INIT("оновл"),
		STR_INIT("güncell"), STR_INIT("bijgewerkt"), STR_INIT("geändert"), STR_INIT("更新"), STR_INIT("修改"), STR_INIT("edited") };

	return has_word(text, words, LENGTH(words));
}

static int64_t
local_day(struct when when)
{
	int64_t at = when_seconds(when) + when.offset_s;

	return (at - (at % DAY_S + DAY_S) % DAY_S) / DAY_S;
}

static void
show_day(struct page_dates *dates, struct when when)
{
	if (dates->shown_count < DAYS_SHOWN_MAX && is_possible(dates, when))
		dates->shown[dates->shown_count++] = local_day(when);
}

/* The days of a line, each with what stands before it: "Published 3 May, updated 4 May". */
static void
read_line(struct page_dates *dates, struct str line, bool near, int rank, struct str evidence)
{
	struct str rest = line, before;
	struct when when, whole;

	while (day_pull(&rest, dates->month_first, &before, &when)) {
		bool updated = says_updated(before);
		bool one = before.p == line.p && !rest.n;
		if (near && !updated)
			show_day(dates, when);
		/* a line with one date may say the time too */
		if (before.p == line.p && date_of(dates, line, &whole) && local_day(whole) == local_day(when))
			when = whole;
		if (is_possible(dates, when))
			take(dates, updated, when, updated ? rank - 15 : rank - !one, evidence);
	}
}

static bool
is_elsewhere(const struct page_block *block)
{
	return block->near.around[AROUND_FOOTER] < FAR || block->near.word[GROUP_COMMENT] < FAR || block->near.word[GROUP_RELATED] < FAR;
}

/* The block of an element's first text; NULL: none. */
static const struct page_block *
block_in(const struct page *page, uint32_t at)
{
	for (uint32_t i = at; i < page->doc->nodes[at].end && i < at + TIME_NODES; i++)
		if (page->block_of[i])
			return &page->blocks[page->block_of[i] - 1];
	return NULL;
}

/* Elements that mark a time: those near the headline count more. */
static void
read_time(struct page_dates *dates, uint32_t at, uint32_t title)
{
	const struct node *node = &dates->page->doc->nodes[at];
	struct str value = node_attr(node, ATTR_DATETIME);
	bool near = at + 60 > title && at < title + 400;
	struct str text = node->end - at < TIME_NODES ? text_trim(doc_text_of(dates->arena, dates->page->doc, at)) : S("");
	bool updated = says_updated(node_attr(node, ATTR_CLASS)) || says_updated(node_attr(node, ATTR_ITEMPROP));
	const struct page_block *block = block_in(dates->page, at);
	struct when when;

	if (near && block && block->near.word[GROUP_COMMENT] == FAR && !updated && text.n < LINE_CHARS && day_find(text, dates->month_first, &when) && !says_updated(text))
		show_day(dates, when);
	if (!value.n)
		value = text;
	if (value.n < LINE_CHARS)
		dates_offer(dates, updated || says_updated(text), value, near ? 70 : 40, S("time element"));
}

static bool
is_dateline(const struct page_block *block)
{
	return block->near.around[AROUND_FIGURE] == FAR && block->near.around[AROUND_CAPTION] == FAR && !is_elsewhere(block) &&
	       block->tokens < 24 && block->link_chars * 2 < block->chars;
}

static void
read_lines(struct page_dates *dates, size_t title)
{
	const struct page *page = dates->page;

	/* pictures have days of their own, and so have teasers */
	for (size_t i = title > NEAR_BEFORE ? title - NEAR_BEFORE : 0; i < page->count && i < title + NEAR_BEHIND; i++)
		if (page->blocks[i].chars < LINE_CHARS && i != title)
			read_line(dates, page->blocks[i].text, i + 3 > title && i < title + 9 && is_dateline(&page->blocks[i]), page->blocks[i].near.word[GROUP_META] <= 2 ? 66 : 56,
			    S("line near the headline"));
}

/* Anywhere: first where the page means dates, last where it speaks of other articles. */
static void
read_far_lines(struct page_dates *dates)
{
	const struct page *page = dates->page;

	for (size_t i = 0; i < page->count && dates->published_rank < 30; i++)
		if (page->blocks[i].chars < LINE_CHARS)
			read_line(dates, page->blocks[i].text, false,
			    is_elsewhere(&page->blocks[i]) ? 10 : page->blocks[i].near.word[GROUP_META] <= 2 ? 30 : 20,
			    S("a line of the page"));
}

/* Last: a long block that begins with a day, as "Lunden, 5 March 2024 - The harbour ...". */
static void
read_openings(struct page_dates *dates)
{
	const struct page *page = dates->page;
	struct str rest, before;
	struct when when;

	for (size_t i = 0; i < page->count && !dates->published_rank && !dates->updated_rank; i++) {
		rest = str_slice(page->blocks[i].text, 0, str_rune_start(page->blocks[i].text, page->blocks[i].text.n < LINE_CHARS
				? page->blocks[i].text.n : LINE_CHARS));
		if (!is_elsewhere(&page->blocks[i]) && day_pull(&rest, dates->month_first, &before, &when) && before.n <= OPENING_BYTES &&
		    is_possible(dates, when))
			take(dates, false, when, 5, S("beginning of a block"));
	}
}

/* Scripts of pages that are drawn in the browser hold the article's data. */
static void
read_scripts(struct page_dates *dates)
{
	static const struct str keys[] = { STR_INIT("\"datePublished\":\""), STR_INIT("\"publishedAt\":\""), STR_INIT("\"published_at\":\""),
		STR_INIT("\"publishDate\":\""), STR_INIT("\"publish_date\":\""), STR_INIT("\"publicationDate\":\"") };
	const struct doc *doc = dates->page->doc;

	for (uint32_t i = 1; i < doc->count && dates->published_rank < 35; i++) {
		if (doc->nodes[i].tag != TAG_TEXT || doc->nodes[doc->nodes[i].parent].tag != TAG_SCRIPT)
			continue;
		for (size_t k = 0; k < LENGTH(keys); k++) {
			ptrdiff_t at = str_find(doc->nodes[i].text, keys[k], 0);
			struct str rest = str_from(doc->nodes[i].text, at < 0 ? 0 : (size_t)at + keys[k].n), value;
			if (at >= 0 && pull_field(&rest, '"', &value))
				dates_offer(dates, false, value, 35, S("script"));
		}
	}
}

/* The page's address, as it was asked for, or as it says itself. */
static void
read_address(struct page_dates *dates, struct url url)
{
	const struct doc *doc = dates->page->doc;
	struct when when;

	for (uint32_t i = 1; i < doc->count && !url.n; i++) {
		const struct node *node = &doc->nodes[i];
		struct str said = node->tag == TAG_LINK && str_equal_nocase(node_attr(node, ATTR_REL), S("canonical")) ? node_attr(node, ATTR_HREF)
		    : node->tag == TAG_META && str_equal_nocase(node_attr(node, ATTR_PROPERTY), S("og:url"))	? node_attr(node, ATTR_CONTENT)
														: S("");
		if (said.n && url_parse(dates->arena, said, NULL, &url).code)
			url = (struct url){ 0 };
	}
	if (url.n && day_in_path(url_path(url), &when) && is_possible(dates, when))
		take(dates, false, when, 60, S("address"));
}

void
dates_seen(struct page_dates *dates, const struct features *features, struct url url)
{
	const struct page *page = dates->page;
	uint32_t title = page->count ? page->blocks[features->title_block].first : 0;

	for (uint32_t i = 1; i < page->doc->count; i++)
		if (page->doc->nodes[i].tag == TAG_TIME)
			read_time(dates, i, title);
	read_lines(dates, features->title_block);
	read_address(dates, url);
	read_scripts(dates);
	read_far_lines(dates);
	read_openings(dates);
}

/* ---- the day people know ---- */

/* The zone nearest to the one told in which the instant is on ${day}; the day alone where no zone is so far away. */
static struct when
on_day(struct when when, int64_t day)
{
	int64_t local = when_seconds(when) + when.offset_s, from = day * DAY_S;
	int64_t shift = local < from ? from - local : from + DAY_S - 1 - local;
	int64_t hours = (shift + (shift < 0 ? -3599 : 3599)) / 3600;
	int64_t offset = when.offset_s + hours * 3600;

	if (when.precision <= WHEN_DAY || offset < -ZONE_MAX_S || offset > ZONE_MAX_S)
		return (struct when){ .ms = from * 1000, .precision = WHEN_DAY, .zone = ZONE_UNKNOWN };
	when.offset_s = (int32_t)offset;
	when.zone = ZONE_ASSUMED;
	return when;
}

static void
use_day_shown(struct page_dates *dates)
{
	int64_t told = local_day(dates->published), beside = 0;

	for (size_t i = 0; i < dates->shown_count; i++) {
		int64_t away = dates->shown[i] - told;
		if (!away)
			return;
		if (!beside && (away == 1 || away == -1))
			beside = away;
	}
	if (!beside)
		return;
	dates->published = on_day(dates->published, told + beside);
	dates->evidence = str_join(dates->arena, dates->evidence, S(", day as shown"), STR_END);
}

void
dates_end(struct page_dates *dates)
{
	if (dates->published_rank) {
		use_day_shown(dates);
		return;
	}
	dates->published = dates->updated;
	dates->evidence = dates->updated.precision ? S("last change") : S("");
}

/* ---- which number is the month ---- */

/* English without a country that says otherwise. */
static bool
month_comes_first(const struct page *page, struct str host)
{
	static const struct str others[] = { STR_INIT(".uk"), STR_INIT(".au"), STR_INIT(".nz"), STR_INIT(".ie"), STR_INIT(".in"), STR_INIT(".za"),
		STR_INIT(".sg"), STR_INIT(".ng"), STR_INIT(".ke"), STR_INIT(".pk"), STR_INIT(".eu"), STR_INIT(".hk"), STR_INIT(".my") };
	struct str lang = S("");

	for (uint32_t i = 1; i < page->doc->count && i < 10 && !lang.n; i++)
		lang = page->doc->nodes[i].tag == TAG_HTML ? node_attr(&page->doc->nodes[i], ATTR_LANG) : lang;
	for (size_t i = 0; i < LENGTH(others); i++)
		if (str_ends(host, others[i]))
			return false;
	return str_equal_nocase(lang, S("en")) || str_equal_nocase(lang, S("en-US")) || str_equal_nocase(lang, S("en_US"));
}

void
dates_begin(struct page_dates *dates, struct arena *arena, const struct page *page, struct url url, int32_t zone_s, int64_t now)
{
	*dates = (struct page_dates){ .arena = arena, .page = page, .zone_s = zone_s, .now = now };
	dates->month_first = month_comes_first(page, url.n ? url_host(url) : S(""));
}
