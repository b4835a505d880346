#include "refine/page_image.h"

enum { NODES_BEFORE = 120, NODES_BEHIND = 260, SIDE_MIN = 200, STEM_MIN = 8, LEVELS = 12, LONG_CHARS = 200 };

/* ---- which picture ---- */

static bool
has_word(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_find_nocase(s, words[i], 0) >= 0)
			return true;
	return false;
}

/* Faces, signs and dots. */
static bool
is_ornament(struct str s)
{
	static const struct str words[] = { STR_INIT("logo"), STR_INIT("avatar"), STR_INIT("icon"), STR_INIT("pixel"), STR_INIT("author"),
		STR_INIT("profile"), STR_INIT("blank."), STR_INIT("spacer"), STR_INIT("placeholder"), STR_INIT(".svg"), STR_INIT("gravatar"),
		STR_INIT("badge"), STR_INIT("banner"), STR_INIT("headshot"), STR_INIT("byline"), STR_INIT("teaser"), STR_INIT("related"),
		STR_INIT("recommend"), STR_INIT("widget"), STR_INIT("promo") };

	return has_word(s, words, LENGTH(words));
}

static bool
is_small(const struct node *node)
{
	static const enum attr_name sides[] = { ATTR_WIDTH, ATTR_HEIGHT };

	for (size_t i = 0; i < LENGTH(sides); i++) {
		struct str value = node_attr(node, sides[i]);
		uint64_t pixels;
		if (pull_number(&value, 100000, &pixels) && pixels < (sides[i] == ATTR_WIDTH ? SIDE_MIN : SIDE_MIN / 2))
			return true;
	}
	return false;
}

/* In a figure or a header of the article, not among links to others. */
static bool
stands_well(const struct doc *doc, uint32_t at)
{
	unsigned level = 0;

	for (uint32_t up = doc->nodes[at].parent; up && level < LEVELS; up = doc->nodes[up].parent, level++) {
		const struct node *node = &doc->nodes[up];
		if (node->tag == TAG_NAV || node->tag == TAG_FOOTER || node->tag == TAG_ASIDE || node->tag == TAG_LI)
			return false;
		if (level < 4 && (is_ornament(node_attr(node, ATTR_CLASS)) || is_ornament(node_attr(node, ATTR_ID))))
			return false;
	}
	return true;
}

/* The last address of a srcset is most often the largest; its widths say which. */
static struct str
largest_of(struct str set)
{
	struct str best = S(""), part;
	uint64_t most = 0;

	while (pull_field(&set, ' ', &part)) {
		struct str size, digits;
		uint64_t width;

		part = str_trim(part);
		if (!part.n || !pull_field(&set, ' ', &size))
			continue;
		digits = size;
		if (pull_number(&digits, 100000, &width) && width > most && digits.n && digits.p[0] == 'w') {
			most = width;
			best = part;
		}
	}
	return best;
}

static struct str
address_of(const struct node *node)
{
	static const enum attr_name attrs[] = { ATTR_DATA_ORIGINAL, ATTR_DATA_LAZY_SRC, ATTR_DATA_SRC, ATTR_SRC };
	struct str best = largest_of(node_attr(node, ATTR_SRCSET));

	for (size_t i = 0; i < LENGTH(attrs) && !best.n; i++) {
		struct str value = str_trim(node_attr(node, attrs[i]));
		if (value.n && !str_starts_nocase(value, S("data:")))
			best = value;
	}
	return best;
}

/* ---- the same picture in another size ---- */

static bool
is_stem_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '_';
}

/* Whether a part of ${a}'s path that names a picture (long, with a digit or a hyphen) is in ${b} too. */
static bool
share_stem(struct str a, struct str b)
{
	ptrdiff_t host = str_find(a, S("//"), 0);
	size_t from = 0, begin = host < 0 ? 0 : (size_t)host + 2;

	while (begin < a.n && a.p[begin] != '/')
		begin++;
	for (size_t i = from = begin; i <= a.n && i < 2000; i++) {
		struct str stem;
		if (i < a.n && is_stem_char(a.p[i]))
			continue;
		stem = str_slice(a, from, i);
		from = i + 1;
		if (stem.n >= STEM_MIN && str_find(b, stem, 0) >= 0)
			for (size_t k = 0; k < stem.n; k++)
				if (!char_is_alpha(stem.p[k]))
					return true;
	}
	return false;
}

static struct str
absolute(struct arena *arena, struct url base, struct str address)
{
	struct url url;

	return base.n && !url_parse(arena, address, &base, &url).code ? (struct str){ url.p, url.n } : address;
}

/* Where the text begins: a picture behind it is no opening one. */
static uint32_t
text_begins(const struct page *page, size_t title)
{
	for (size_t i = title + 1; i < page->count; i++)
		if (page->blocks[i].chars > LONG_CHARS && page->blocks[i].near.around[AROUND_FIGURE] == FAR)
			return page->blocks[i].first;
	return 0;
}

struct str
image_choose(struct arena *arena, const struct page *page, const struct features *features, struct url url, struct str told)
{
	const struct doc *doc = page->doc;
	uint32_t title = page->count ? page->blocks[features->title_block].first : 0;
	uint32_t from = title > NODES_BEFORE ? title - NODES_BEFORE : 1, text = page->count ? text_begins(page, features->title_block) : 0;
	uint32_t end = title + NODES_BEHIND < doc->count ? title + NODES_BEHIND : doc->count;
	struct str first = S("");

	for (uint32_t i = from; i < end && (!text || i < text + 40); i++) {
		struct str address = doc->nodes[i].tag == TAG_IMG ? address_of(&doc->nodes[i]) : S("");
		if (!address.n || is_ornament(address) || is_ornament(node_attr(&doc->nodes[i], ATTR_CLASS)) || is_small(&doc->nodes[i]) ||
		    !stands_well(doc, i))
			continue;
		if (told.n && (share_stem(told, address) || share_stem(address, told)))
			return told;
		if (!first.n && i > title)
			first = address;
	}
	return first.n ? absolute(arena, url, first) : told;
}
