#include "refine/mend.h"
#include "refine/page_author.h"
#include "refine/page_date.h"
#include "refine/page_image.h"
#include "refine/page_meta.h"
#include "refine/page_title.h"
#include "text/entity.h"

enum { VALUE_MAX = 2000, LD_VALUES_MAX = 32, OTHER_DATE_RANK = 65, PROP_NODES = 200 };

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
	struct str host;
	struct page_meta *out;
	int ranks[META_FIELDS];
	struct titles titles;
	struct author_offers authors;
	struct page_dates dates;
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
		dates_offer(&reading->dates, row->field == META_UPDATED, value, row->rank,
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
	uint32_t object = reading->page->ld_article ? reading->page->ld_article : ld_dated_page(ld);
	struct str value, type;

	for (size_t i = 0; i < LENGTH(rows) && object; i++)
		if (rows[i].where == META_LD) {
			struct ld_at at = { 0 };
			for (unsigned k = 0; k < LD_VALUES_MAX && ld_next(ld, object, str_from_c(rows[i].key), &at, &value, &type); k++)
				offer(reading, &rows[i], value, type, "JSON-LD");
		}
}

/* "w-published-date", "cms:publish_time": names that nobody else uses, and yet plain. */
static bool
is_publishing_date(struct str key)
{
	return str_find_nocase(key, S("publi"), 0) >= 0 &&
	       (str_find_nocase(key, S("date"), 0) >= 0 || str_find_nocase(key, S("time"), 0) >= 0);
}

static void
read_keyed(struct meta_reading *reading, enum meta_where where, struct str key, struct str value, const char *told)
{
	static const struct meta_row other = { "date", META_HEAD, META_PUBLISHED, OTHER_DATE_RANK };
	bool known = false;

	if (!key.n || !value.n)
		return;
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].where == where && str_equal_nocase(key, str_from_c(rows[i].key))) {
			offer(reading, &rows[i], value, S(""), told);
			known = true;
		}
	if (!known && is_publishing_date(key))
		offer(reading, &other, value, S(""), told);
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

/* Teasers and comments have properties of their own. */
static bool
is_of_others(const struct page *page, uint32_t at)
{
	for (uint32_t i = at; i < page->doc->nodes[at].end; i++)
		if (page->block_of[i]) {
			const struct near *near = &page->blocks[page->block_of[i] - 1].near;
			return near->word[GROUP_COMMENT] < FAR || near->word[GROUP_RELATED] < FAR || near->around[AROUND_FOOTER] < FAR;
		}
	return false;
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
	if (prop.n && node->end - at < PROP_NODES && !is_of_others(reading->page, at))
		read_keyed(reading, META_PROP, str_trim(prop), str_trim(prop_value(reading, at)), "itemprop");
}

/* ---- the headline ---- */

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
	titles_choose(&reading->titles, reading->out->site, reading->host, &reading->out->title, &reading->out->title_evidence);
}

void
page_meta(struct arena *arena, const struct page *page, const struct features *features, struct url url,
    int32_t zone_s, int64_t now, struct page_meta *out)
{
	struct meta_reading reading = { .arena = arena, .page = page, .features = features, .out = out,
		.host = url.n ? url_host(url) : S(""), .titles.arena = arena };

	*out = (struct page_meta){ 0 };
	dates_begin(&reading.dates, arena, page, url, zone_s, now);
	read_ld(&reading);
	for (uint32_t i = 1; i < page->doc->count; i++)
		if (page->doc->nodes[i].tag != TAG_TEXT)
			read_node(&reading, i);
	dates_seen(&reading.dates, features, url);
	dates_end(&reading.dates);
	out->published = reading.dates.published;
	out->updated = reading.dates.updated;
	out->published_evidence = reading.dates.evidence;
	author_offers_seen(arena, page, features, &reading.authors);
	author_choose(arena, &reading.authors, out->site, reading.host, &out->authors, &out->authors_evidence);
	out->image = image_choose(arena, page, features, url, out->image);
	read_titles(&reading);
}
