/* The blocks that a site's rules mean, beside those that were chosen without them. */
#include "base/buf.h"
#include "refine/dateline.h"
#include "refine/day.h"
#include "refine/site_apply.h"

/* Far less: of what was chosen without rules, where that is more than a few lines. */
static const double far_less = 0.3;
enum { FEW_CHARACTERS = 200, DATE_BYTES_MIN = 8, DATE_BYTES_MAX = 60 };
/* In a body that may be pruned, what is like nothing in an article, and is mostly links or no
 * sentence. */
static const float unlikely = 0.05f;

struct choosing {
	struct arena *arena;
	struct site_view *view;
	struct page *page;
	const struct extraction *before;
	bool *kept;
	uint8_t *dropped; /* by node */
	bool prune;
};

/* ---- blocks ---- */

static bool
is_wanted(const struct choosing *c, uint32_t at)
{
	return (c->view->marks[at] & (SITE_IN_BODY | SITE_OUT)) == SITE_IN_BODY;
}

/* The text nodes of block ${i}: how many there are in it, and how many of them are wanted. */
static void
count_texts(const struct choosing *c, size_t i, size_t *all, size_t *wanted)
{
	const struct page_block *block = &c->page->blocks[i];

	*all = *wanted = 0;
	for (uint32_t at = block->first; at < block->end; at++) {
		if (c->page->block_of[at] != i + 1)
			continue;
		++*all;
		*wanted += is_wanted(c, at);
	}
}

/* Whether an element of this kind stands around the block, within the body: what the body itself
 * stands in or is, its editor knows. */
static bool
stands_in(const struct choosing *c, const struct page_block *block, enum around kind)
{
	const struct doc *doc = c->page->doc;
	uint32_t at = doc->nodes[block->first].parent;

	if (block->near.around[kind] >= FAR)
		return false;
	for (unsigned up = block->near.around[kind]; up && at; up--)
		at = doc->nodes[at].parent;
	return at && is_wanted(c, at) && is_wanted(c, doc->nodes[at].parent);
}

/* A headline or caption is no text (it is kept elsewhere); nor is what nobody sees. */
static bool
is_beside(const struct choosing *c, size_t i)
{
	const struct page_block *block = &c->page->blocks[i];

	if (stands_in(c, block, AROUND_CAPTION) || stands_in(c, block, AROUND_HIDDEN))
		return true;
	if (!block->tokens)
		return true;
	if (i == c->before->heading && c->page->doc->nodes[block->owner].tag == TAG_H1)
		return true;
	return c->prune && c->before->likely[i] < unlikely &&
	       (block->link_chars * 2 > block->chars || !block->ends_sentence);
}

/* What is left of a block of which a part was stripped. */
static void
shorten(struct choosing *c, size_t i)
{
	struct page_block *block = &c->page->blocks[i];
	struct buf out CLEAN(buf_done) = { 0 };
	bool space = false;

	for (uint32_t at = block->first; at < block->end; at++) {
		struct str text = c->page->doc->nodes[at].text;
		space |= c->page->doc->nodes[at].tag == TAG_BR;
		if (c->page->block_of[at] != i + 1)
			continue;
		c->dropped[at] |= !is_wanted(c, at);
		for (size_t j = 0; is_wanted(c, at) && j < text.n; j++) {
			if (char_is_space(text.p[j])) {
				space = true;
				continue;
			}
			if (space && out.n)
				buf_push_char(&out, ' ');
			space = false;
			buf_push_char(&out, text.p[j]);
		}
	}
	block->text = str_copy(c->arena, buf_str(&out));
}

static size_t
characters(const struct page *page, const bool *kept)
{
	size_t n = 0;

	for (size_t i = 0; i < page->count; i++)
		n += kept[i] ? page->blocks[i].chars : 0;
	return n;
}

/* ---- with a body ---- */

static void
choose(struct choosing *c)
{
	for (size_t i = 0; i < c->page->count; i++) {
		size_t all, wanted;
		count_texts(c, i, &all, &wanted);
		c->kept[i] = wanted && !is_beside(c, i);
	}
}

static bool
is_far_less(struct choosing *c)
{
	size_t with = characters(c->page, c->kept), without = characters(c->page, c->before->kept);

	if (with && (without < FEW_CHARACTERS || (double)with >= far_less * (double)without))
		return false;
	site_remark(&c->view->remarks, 0,
	    "the rules find %zu characters, without them %zu are found: the rules do not count "
	    "here",
	    with, without);
	return true;
}

/* How much of both choices is the same: what agrees is likely right. */
static float
agreement(const struct choosing *c)
{
	double both = 0, sum = 0;

	for (size_t i = 0; i < c->page->count; i++) {
		double n = c->page->blocks[i].chars;
		both += c->kept[i] && c->before->kept[i] ? 2 * n : 0;
		sum += (c->kept[i] ? n : 0) + (c->before->kept[i] ? n : 0);
	}
	return sum > 0 ? (float)(0.5 + 0.5 * both / sum) : 0.5f;
}

/* ---- without one: what is stripped goes ---- */

static void
strip_chosen(struct choosing *c)
{
	size_t with, without = characters(c->page, c->before->kept);

	for (uint32_t at = 1; at < c->page->doc->count; at++)
		c->view->marks[at] |= SITE_IN_BODY;
	for (size_t i = 0; i < c->page->count; i++) {
		size_t all, wanted;
		count_texts(c, i, &all, &wanted);
		c->kept[i] = c->before->kept[i] && wanted;
	}
	with = characters(c->page, c->kept);
	if ((double)with < far_less * (double)without) {
		site_remark(&c->view->remarks, 0,
		    "the rules strip nearly all that is found without them: they do not count "
		    "here");
		memcpy(c->kept, c->before->kept, c->page->count * sizeof(*c->kept));
		memset(c->view->marks, SITE_IN_BODY, c->page->doc->count);
	}
}

/* ---- both ---- */

static void
take(struct choosing *c, struct extraction *extraction)
{
	extraction->kept_count = 0;
	for (size_t i = 0; i < c->page->count; i++) {
		size_t all, wanted;
		if (!c->kept[i])
			continue;
		extraction->kept_count++;
		count_texts(c, i, &all, &wanted);
		if (wanted < all)
			shorten(c, i);
	}
	for (uint32_t at = 1; at < c->page->doc->count; at++)
		c->dropped[at] |= (c->view->marks[at] & SITE_OUT) != 0;
	extraction->kept = c->kept;
	extraction->dropped = c->dropped;
	extraction_settle(c->arena, c->page, extraction);
}

bool
site_choose(
    struct arena *arena, struct site_view *view, struct page *page, struct extraction *extraction)
{
	struct choosing c = { .arena = arena, .view = view, .page = page, .before = extraction };
	float confidence;

	c.kept = arena_array(arena, bool, page->count);
	c.dropped = arena_array(arena, uint8_t, page->doc->count);
	c.prune = site_setting(view->site, SITE_PRUNE, true);
	if (!view->has_body) {
		strip_chosen(&c);
		take(&c, extraction);
		return false;
	}
	choose(&c);
	if (is_far_less(&c))
		return false;
	confidence = agreement(&c);
	take(&c, extraction);
	extraction->confidence = confidence;
	return true;
}

/* ---- fields ---- */

/* The date that begins at the first digit, with as much of the time behind it as can be read. */
static bool
date_within(struct str written, int32_t zone_s, struct when *out)
{
	size_t from = 0;

	while (from < written.n && !char_is_digit(written.p[from]))
		from++;
	written = str_slice(written, from, from + DATE_BYTES_MAX);
	for (size_t n = written.n; n >= DATE_BYTES_MIN; n = str_rune_start(written, n - 1))
		if (when_parse(str_slice(written, 0, str_rune_start(written, n)), zone_s, out))
			return true;
	return false;
}

static bool
day_of(struct str written, int32_t zone_s, struct when *out)
{
	struct dateline line;

	if (!written.n)
		return false;
	if (when_parse(written, zone_s, out) || date_within(written, zone_s, out))
		return true;
	if (dateline_read(written, true, zone_s, &line) && line.when.precision) {
		*out = line.when;
		return true;
	}
	return day_find(written, false, out);
}

/* A picture that is stripped stands for nothing. */
static bool
is_stripped(struct arena *arena, const struct site_view *view, struct url base, struct str picture)
{
	struct url url;

	for (uint32_t at = 1; picture.n && at < view->doc.count; at++) {
		const struct node *node = &view->doc.nodes[at];
		if (!(view->marks[at] & SITE_OUT) || node->tag != TAG_IMG)
			continue;
		for (unsigned i = 0; i < node->attr_count; i++)
			if (!url_parse(arena, node->attrs[i].value, base.p ? &base : NULL, &url)
				 .code &&
			    str_equal(url_str(url), picture))
				return true;
	}
	return false;
}

void
site_fields(struct arena *arena, const struct site_view *view, struct url base, int32_t zone_s,
    struct page_meta *meta)
{
	static const struct str evidence = STR_INIT("site rule");

	if (view->title.n) {
		meta->title = view->title;
		meta->title_evidence = evidence;
	}
	if (view->deck.n) {
		meta->deck = view->deck;
		meta->evidence[EVIDENCE_DECK] = evidence;
	}
	if (view->section.n) {
		meta->section = view->section;
		meta->evidence[EVIDENCE_SECTION] = evidence;
	}
	if (view->authors.count) {
		meta->authors = view->authors;
		meta->evidence[EVIDENCE_AUTHORS] = evidence;
	}
	if (day_of(view->date, zone_s, &meta->published))
		meta->published_evidence = evidence;
	if (day_of(view->updated, zone_s, &meta->updated))
		meta->evidence[EVIDENCE_UPDATED] = evidence;
	if (is_stripped(arena, view, base, meta->image))
		meta->image = S("");
}
