#include "refine/mend.h"
#include "refine/page_author.h"
#include "refine/page_date.h"
#include "refine/page_image.h"
#include "refine/page_label.h"
#include "refine/page_meta.h"
#include "refine/page_names.h"
#include "refine/page_title.h"
#include "text/entity.h"

enum { VALUE_MAX = 2000, LD_VALUES_MAX = 32, OTHER_DATE_RANK = 65, PROP_NODES = 200, TAGS_MAX = 64, TAG_BYTES_MAX = 120, ORIGIN_BYTES_MAX = 120, KEPT_WEIGHT = 45, TITLE_WEIGHT = 37 };

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

/* The fields of one value each, and where it goes. */
static const struct meta_member {
	bool single;
	size_t offset; /* in struct page_meta */
	enum evidence_field evidence;
} members[META_FIELDS] = {
	[META_DECK] = { true, offsetof(struct page_meta, deck), EVIDENCE_DECK },
	[META_SECTION] = { true, offsetof(struct page_meta, section), EVIDENCE_SECTION },
	[META_SITE] = { true, offsetof(struct page_meta, site), EVIDENCE_SITE },
	[META_IMAGE] = { true, offsetof(struct page_meta, image), EVIDENCE_IMAGE },
	[META_LANG] = { true, offsetof(struct page_meta, lang), EVIDENCE_LANGUAGE },
};

struct meta_reading {
	struct arena *arena;
	const struct page *page;
	const struct features *features;
	const struct meta_asked *asked;
	struct str host;
	struct page_meta *out;
	uint32_t at; /* the element at hand, where people see its value; else 0 */
	struct strs sites; /* all names the page gives its site */
	int ranks[META_FIELDS];
	struct titles titles;
	struct author_offers authors;
	struct page_dates dates;
};

/* ---- values ---- */

static struct str
clean_value(struct meta_reading *reading, struct str value)
{
	struct notes notes = { 0 };

	value = str_slice(value, 0, str_rune_start(value, VALUE_MAX < value.n ? VALUE_MAX : value.n));
	return line_mend(reading->arena, &notes, entities_decode(reading->arena, value, NULL));
}

static struct str
evidence_of(struct meta_reading *reading, const struct meta_row *row, const char *where)
{
	return str_join(reading->arena, str_from_c(where), S(" "), str_from_c(row->key), STR_END);
}

static void
list_add(struct arena *arena, struct strs *list, struct str value)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal_nocase(list->items[i], value))
			return;
	if (!value.n || value.n > TAG_BYTES_MAX || list->count == TAGS_MAX)
		return;
	arena_push(arena, list->items, list->count, list->capacity);
	list->items[list->count++] = value;
}

/* Tags of one place, the best one: "harbour, crane" or one a value. */
static void
offer_tags(struct meta_reading *reading, const struct meta_row *row, struct str value, const char *where)
{
	struct page_meta *out = reading->out;
	struct str tag;

	if (row->rank < reading->ranks[META_TAG])
		return;
	if (row->rank > reading->ranks[META_TAG])
		out->tags.count = 0;
	reading->ranks[META_TAG] = row->rank;
	out->evidence[EVIDENCE_TAGS] = evidence_of(reading, row, where);
	for (struct str rest = value; rest.n && pull_field(&rest, str_find_char(value, ';', 0) >= 0 ? ';' : ',', &tag);)
		list_add(reading->arena, &out->tags, text_trim(tag));
}

static void
offer_editors(struct meta_reading *reading, const struct meta_row *row, struct str value, const char *where)
{
	if (row->rank < reading->ranks[META_EDITOR] || str_find(value, S("://"), 0) >= 0)
		return;
	reading->ranks[META_EDITOR] = row->rank;
	names_in(reading->arena, value, false, &reading->out->editors);
	if (reading->out->editors.count)
		reading->out->evidence[EVIDENCE_EDITORS] = evidence_of(reading, row, where);
}

/* Whose text it is: a name, not an address. */
static void
offer_origin(struct meta_reading *reading, const struct meta_row *row, struct str value, const char *where)
{
	value = label_strip(value, LABEL_ORIGIN);
	if (row->rank <= reading->ranks[META_ORIGIN] || !value.n || value.n > ORIGIN_BYTES_MAX || str_find(value, S("://"), 0) >= 0)
		return;
	reading->ranks[META_ORIGIN] = row->rank;
	reading->out->origin = value;
	reading->out->evidence[EVIDENCE_ORIGIN] = evidence_of(reading, row, where);
}

static void
offer_single(struct meta_reading *reading, const struct meta_row *row, struct str value, const char *where)
{
	const struct meta_member *member = &members[row->field];

	if (row->field == META_SITE)
		list_add(reading->arena, &reading->sites, value);
	if (!member->single || row->rank <= reading->ranks[row->field])
		return;
	reading->ranks[row->field] = row->rank;
	*(struct str *)((char *)reading->out + member->offset) = value;
	reading->out->evidence[member->evidence] = evidence_of(reading, row, where);
}

static void
offer(struct meta_reading *reading, const struct meta_row *row, struct str value, struct str type, const char *where)
{
	value = clean_value(reading, value);
	if (!value.n)
		return;
	if (row->field == META_TITLE)
		titles_add(&reading->titles, value, row->rank, row->key);
	else if (row->field == META_AUTHOR)
		author_offer(&reading->authors, (struct author_offer){ .text = value, .rank = row->rank, .node = reading->at, .marked = true,
		    .organisation = str_ends(type, S("Organization")), .from = where });
	else if (row->field == META_PUBLISHED || row->field == META_UPDATED)
		dates_offer(&reading->dates, row->field == META_UPDATED, value, row->rank, evidence_of(reading, row, where));
	else if (row->field == META_TAG)
		offer_tags(reading, row, value, where);
	else if (row->field == META_ORIGIN)
		offer_origin(reading, row, value, where);
	else if (row->field == META_EDITOR)
		offer_editors(reading, row, value, where);
	else
		offer_single(reading, row, value, where);
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
	if (!prop.n || node->end - at >= PROP_NODES || is_of_others(reading->page, at))
		return;
	reading->at = node_attr(node, ATTR_CONTENT).n ? 0 : at;
	read_keyed(reading, META_PROP, str_trim(prop), str_trim(prop_value(reading, at)), "itemprop");
	reading->at = 0;
}

/* ---- the headline ---- */

static void
read_titles(struct meta_reading *reading)
{
	titles_seen(&reading->titles, reading->page, reading->features);
	titles_add(&reading->titles, clean_value(reading, reading->page->title_element), TITLE_WEIGHT, "title");
	titles_add(&reading->titles, clean_value(reading, reading->asked->kept_title), KEPT_WEIGHT, "feed");
	titles_choose(&reading->titles, reading->out->site, reading->host, &reading->out->title, &reading->out->title_evidence);
}

/* What the lines of the page say of editors and origin counts where the head says nothing. */
static void
read_labels(struct meta_reading *reading)
{
	struct page_meta *out = reading->out;
	struct page_labels seen;

	labels_seen(reading->arena, reading->page, reading->features, &reading->authors, &seen);
	if (!out->editors.count) {
		out->editors = seen.editors;
		out->evidence[EVIDENCE_EDITORS] = seen.editors_evidence;
	}
	if (!out->origin.n) {
		out->origin = seen.origin;
		out->evidence[EVIDENCE_ORIGIN] = seen.origin_evidence;
	}
	/* its own text needs no origin */
	if (out->site.n && str_equal_nocase(out->origin, out->site)) {
		out->origin = S("");
		out->evidence[EVIDENCE_ORIGIN] = S("");
	}
}

static void
read_dates(struct meta_reading *reading)
{
	struct page_dates *dates = &reading->dates;

	dates_seen(dates, reading->features, reading->asked->url, reading->out->image);
	dates_end(dates, reading->asked->kept_published);
	reading->out->published = dates->published;
	reading->out->updated = dates->updated;
	reading->out->published_evidence = dates->evidence;
	reading->out->evidence[EVIDENCE_UPDATED] = dates->updated_evidence;
}

static void
read_image(struct meta_reading *reading)
{
	struct page_meta *out = reading->out;
	struct str image = image_choose(reading->arena, reading->page, reading->features, reading->asked->url, out->image);

	if (!str_equal(image, out->image))
		out->evidence[EVIDENCE_IMAGE] = S("picture above the text");
	out->image = image;
}

void
page_meta(struct arena *arena, const struct page *page, const struct features *features, const struct meta_asked *asked,
    struct page_meta *out)
{
	struct url url = asked->url;
	struct meta_reading reading = { .arena = arena, .page = page, .features = features, .asked = asked, .out = out,
		.host = url.n ? url_host(url) : S(""), .titles.arena = arena };

	*out = (struct page_meta){ 0 };
	dates_begin(&reading.dates, arena, page, url, asked->lang, asked->zone_s, asked->now);
	read_ld(&reading);
	for (uint32_t i = 1; i < page->doc->count; i++)
		if (page->doc->nodes[i].tag != TAG_TEXT)
			read_node(&reading, i);
	read_titles(&reading);
	read_dates(&reading);
	read_labels(&reading);
	author_offers_seen(arena, page, features, &reading.authors);
	author_choose(arena, &reading.authors, &reading.sites, reading.host, &out->authors, &out->evidence[EVIDENCE_AUTHORS]);
	read_image(&reading);
}
