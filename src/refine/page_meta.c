#include "refine/day.h"
#include "refine/mend.h"
#include "refine/page_author.h"
#include "refine/page_meta.h"
#include "refine/page_title.h"
#include "text/entity.h"

enum { VALUE_MAX = 2000, NEAR_TITLE = 14, DATE_LINE_CHARS = 160, DAY_S = 86400, LD_VALUES_MAX = 32 };

enum meta_where { META_HEAD, META_LD, META_PROP };

static const struct meta_row {
	const char *key;
	enum meta_where where;
	enum meta_field field;
	int rank;
} rows[] = {
#define ROW(key, where, field, rank) { key, where, field, rank },
#include "gen/meta.inc"
#undef ROW
};

struct meta_reading {
	struct arena *arena;
	const struct page *page;
	const struct features *features;
	struct url url;
	int32_t zone_s;
	int64_t now;
	struct page_meta *out;
	int ranks[META_FIELDS];
	struct titles titles;
	struct author_offers authors;
};

/* ---- single values ---- */

static struct str
clean_value(struct meta_reading *reading, struct str value)
{
	struct notes notes = { 0 };

	value = str_slice(value, 0, str_rune_start(value, VALUE_MAX < value.n ? VALUE_MAX : value.n));
	return line_mend(reading->arena, &notes, entities_decode(reading->arena, value, NULL));
}

static struct str *
member_of(struct page_meta *meta, enum meta_field field)
{
	switch (field) {
	case META_DECK:
		return &meta->deck;
	case META_SECTION:
		return &meta->section;
	case META_SITE:
		return &meta->site;
	case META_IMAGE:
		return &meta->image;
	case META_LANG:
		return &meta->lang;
	default:
		return NULL;
	}
}

/* A date as programs write it; failing that, the day in it. */
static bool
date_of(const struct meta_reading *reading, struct str value, struct when *out)
{
	struct when when;

	if (value.n > VALUE_MAX || (!when_parse(value, reading->zone_s, &when) && !day_find(value, &when)))
		return false;
	if (when_seconds(when) < days_from_civil(1995, 1, 1) * DAY_S ||
	    (reading->now && when_seconds(when) > reading->now + 2 * DAY_S))
		return false;
	*out = when;
	return true;
}

static void
offer_date(struct meta_reading *reading, enum meta_field field, struct str value, int rank, struct str evidence)
{
	struct when when;

	if (rank <= reading->ranks[field] || !date_of(reading, value, &when))
		return;
	reading->ranks[field] = rank;
	if (field == META_UPDATED) {
		reading->out->updated = when;
		return;
	}
	reading->out->published = when;
	reading->out->published_evidence = str_copy(reading->arena, evidence);
}

static void
offer(struct meta_reading *reading, const struct meta_row *row, struct str value, struct str type, const char *where)
{
	struct str *member = member_of(reading->out, row->field);

	value = clean_value(reading, value);
	if (!value.n)
		return;
	if (row->field == META_TITLE) {
		titles_add(&reading->titles, value, row->rank, row->key);
	} else if (row->field == META_AUTHOR) {
		author_offer(&reading->authors, (struct author_offer){ .text = value, .rank = row->rank,
		    .organisation = str_ends(type, S("Organization")), .from = where });
	} else if (row->field == META_PUBLISHED || row->field == META_UPDATED) {
		offer_date(reading, row->field, value, row->rank,
		    str_join(reading->arena, str_from_c(where), S(" "), str_from_c(row->key), STR_END));
	} else if (row->rank > reading->ranks[row->field]) {
		reading->ranks[row->field] = row->rank;
		*member = value;
	}
}

/* ---- places ---- */

static void
read_ld(struct meta_reading *reading)
{
	const struct ld *ld = &reading->page->ld;
	uint32_t object = reading->page->ld_article;
	struct str value, type;

	for (size_t i = 0; i < LENGTH(rows) && object; i++)
		if (rows[i].where == META_LD) {
			struct ld_at at = { 0 };
			for (unsigned k = 0; k < LD_VALUES_MAX && ld_next(ld, object, str_from_c(rows[i].key), &at, &value, &type); k++)
				offer(reading, &rows[i], value, type, "JSON-LD");
		}
}

static void
read_keyed(struct meta_reading *reading, enum meta_where where, struct str key, struct str value, const char *told)
{
	if (!key.n || !value.n)
		return;
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].where == where && str_equal_nocase(key, str_from_c(rows[i].key)))
			offer(reading, &rows[i], value, S(""), told);
}

static struct str
prop_value(const struct meta_reading *reading, uint32_t at)
{
	const struct node *node = &reading->page->doc->nodes[at];
	struct str value = node_attr(node, ATTR_CONTENT);

	if (!value.n)
		value = node_attr(node, ATTR_DATETIME);
	return value.n ? value : doc_text_of(reading->arena, reading->page->doc, at);
}

static bool
says_updated(const struct node *node)
{
	struct str class = node_attr(node, ATTR_CLASS);

	return str_find_nocase(class, S("updat"), 0) >= 0 || str_find_nocase(class, S("modif"), 0) >= 0;
}

/* Elements that mark a time: those near the headline count more. */
static void
read_time(struct meta_reading *reading, uint32_t at)
{
	const struct node *node = &reading->page->doc->nodes[at];
	struct str value = node_attr(node, ATTR_DATETIME);
	uint32_t title = reading->page->count ? reading->page->blocks[reading->features->title_block].first : 0;
	bool near = at + 60 > title && at < title + 400;

	if (!value.n)
		value = str_trim(doc_text_of(reading->arena, reading->page->doc, at));
	if (value.n < DATE_LINE_CHARS)
		offer_date(reading, says_updated(node) ? META_UPDATED : META_PUBLISHED, value, near ? 70 : 40, S("time element"));
}

static void
read_node(struct meta_reading *reading, uint32_t at)
{
	const struct node *node = &reading->page->doc->nodes[at];
	struct str prop = node_attr(node, ATTR_ITEMPROP);

	if (node->tag == TAG_META) {
		struct str content = node_attr(node, ATTR_CONTENT);
		read_keyed(reading, META_HEAD, str_trim(node_attr(node, ATTR_NAME)), content, "meta");
		read_keyed(reading, META_HEAD, str_trim(node_attr(node, ATTR_PROPERTY)), content, "meta");
		read_keyed(reading, META_HEAD, str_trim(prop), content, "meta");
		return;
	}
	if (prop.n && node->end - at < 200)
		read_keyed(reading, META_PROP, str_trim(prop), str_trim(prop_value(reading, at)), "itemprop");
	if (node->tag == TAG_TIME)
		read_time(reading, at);
}

/* ---- what is seen ---- */

/* Blocks around the headline: a date, a byline. */
static void
read_blocks(struct meta_reading *reading)
{
	const struct page *page = reading->page;
	size_t title = reading->features->title_block;

	for (size_t i = title > 4 ? title - 4 : 0; i < page->count && i < title + NEAR_TITLE; i++) {
		const struct page_block *block = &page->blocks[i];
		bool dated = block->near.word[GROUP_META] <= 2;

		if (block->chars < DATE_LINE_CHARS && i != title)
			offer_date(reading, META_PUBLISHED, block->text, dated ? 66 : 56, S("line near the headline"));
	}
}

static void
read_blocks_far(struct meta_reading *reading)
{
	const struct page *page = reading->page;

	for (size_t i = 0; i < page->count && reading->ranks[META_PUBLISHED] < 30; i++)
		if (page->blocks[i].chars < DATE_LINE_CHARS && page->blocks[i].near.around[AROUND_FOOTER] == FAR)
			offer_date(reading, META_PUBLISHED, page->blocks[i].text,
			    page->blocks[i].near.word[GROUP_META] <= 2 ? 30 : 20, S("a line of the page"));
}

static void
read_url(struct meta_reading *reading)
{
	struct when when;

	if (!reading->url.n || !day_in_path(url_path(reading->url), &when) || reading->ranks[META_PUBLISHED] >= 60)
		return;
	reading->ranks[META_PUBLISHED] = 60;
	reading->out->published = when;
	reading->out->published_evidence = S("address");
}

static void
read_titles(struct meta_reading *reading)
{
	const struct page *page = reading->page;
	unsigned headings = 0;

	for (uint32_t i = 1; i < page->doc->count && headings < 3; i++)
		if (page->doc->nodes[i].tag == TAG_H1) {
			struct str text = clean_value(reading, doc_text_of(reading->arena, page->doc, i));
			bool near = page->count && i <= page->blocks[reading->features->title_block].first &&
				    page->doc->nodes[i].end > page->blocks[reading->features->title_block].first;
			titles_add(&reading->titles, text, near ? 95 : headings ? 30 : 70, "h1");
			headings++;
		}
	titles_add(&reading->titles, clean_value(reading, page->title_element), 25, "title");
	titles_choose(&reading->titles, reading->out->site, &reading->out->title, &reading->out->title_evidence);
}

void
page_meta(struct arena *arena, const struct page *page, const struct features *features, struct url url,
    int32_t zone_s, int64_t now, struct page_meta *out)
{
	struct meta_reading reading = { .arena = arena, .page = page, .features = features, .url = url,
		.zone_s = zone_s, .now = now, .out = out, .titles.arena = arena };

	*out = (struct page_meta){ 0 };
	read_ld(&reading);
	for (uint32_t i = 1; i < page->doc->count; i++)
		if (page->doc->nodes[i].tag != TAG_TEXT)
			read_node(&reading, i);
	read_blocks(&reading);
	read_url(&reading);
	read_blocks_far(&reading);
	if (!reading.ranks[META_PUBLISHED]) {
		out->published = out->updated;
		out->published_evidence = out->updated.precision ? S("last change") : S("");
	}
	author_offers_seen(arena, page, features, &reading.authors);
	author_choose(arena, &reading.authors, out->site, url.n ? url_host(url) : S(""), &out->authors, &out->authors_evidence);
	read_titles(&reading);
}
