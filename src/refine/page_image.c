#include "refine/day.h"
#include "refine/page_cues.h"
#include "refine/page_image.h"

enum { NODES_BEFORE = 120, NODES_BEHIND = 260, SIDE_MIN = 200, STEM_MIN = 8, LEVELS = 12, LONG_CHARS = 200, WIDTH_MAX = 100000, FULL_WIDTH = 600,
	DATE_CHARS = 10, SIZE_MIN_NAMED = 50, SIZE_MAX_NAMED = 4000 };

/* ---- which picture ---- */

/* Faces, signs and dots. */
static bool
is_ornament(struct str s)
{
	return page_cue(s, CUE_ORNAMENT);
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

/* "/a.jpg 450w, /b.jpg 2x": an address, spaces, a size up to the comma; the widest one, or the one of most dots. */
static struct str
largest_of(struct str set)
{
	struct str best = S(""), address, size;
	uint64_t most = 0;

	for (;;) {
		uint64_t width = 1;

		while (set.n && (char_is_space(set.p[0]) || set.p[0] == ','))
			set = str_from(set, 1);
		if (!pull_field(&set, ' ', &address) || !address.n)
			return best;
		if (str_ends(address, S(",")))
			size = S("");
		else if (!pull_field(&set, ',', &size))
			size = S("");
		size = str_trim(size);
		(void)pull_number(&size, WIDTH_MAX, &width);
		if (width > most) {
			most = width;
			best = str_ends(address, S(",")) ? str_slice(address, 0, address.n - 1) : address;
		}
	}
}

static struct str
address_of(const struct node *node)
{
	static const enum attr_name attrs[] = { ATTR_DATA_ORIGINAL, ATTR_DATA_LAZY_SRC, ATTR_DATA_SRC, ATTR_SRC };
	static const enum attr_name sets[] = { ATTR_SRCSET, ATTR_DATA_SRCSET };
	struct str best = S("");

	for (size_t i = 0; i < LENGTH(sets) && !best.n; i++)
		best = largest_of(node_attr(node, sets[i]));
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

/* No word, and no date: those are names of folders. */
static bool
names_picture(struct str stem)
{
	struct when when;

	if (stem.n <= DATE_CHARS && day_in_path(stem, &when))
		return false;
	for (size_t i = 0; i < stem.n; i++)
		if (!char_is_alpha(stem.p[i]))
			return true;
	return false;
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
		if (stem.n >= STEM_MIN && names_picture(stem) && str_find(b, stem, 0) >= 0)
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

static bool
is_year(uint64_t number)
{
	return number >= 1995 && number <= 2100;
}

/* The widest size that an address names: /300/, w_948, 1024x683; 0: none. */
static uint64_t
size_named(struct str address)
{
	uint64_t most = 0, number;

	for (size_t i = 0; i < address.n; i++) {
		struct str rest = str_from(address, i);
		if (!char_is_digit(address.p[i]) || (i && (char_is_digit(address.p[i - 1]) || (char_is_alpha(address.p[i - 1]) && address.p[i - 1] != 'w'))))
			continue;
		if (pull_number(&rest, SIZE_MAX_NAMED, &number) && number >= SIZE_MIN_NAMED && number > most && !is_year(number) &&
		    (!rest.n || !char_is_digit(rest.p[0])) && (!rest.n || !char_is_alpha(rest.p[0]) || rest.p[0] == 'x'))
			most = number;
	}
	return most;
}

static bool
is_much_smaller(struct str seen, struct str told)
{
	uint64_t small = size_named(seen);

	return small && small < FULL_WIDTH && size_named(told) >= 2 * small;
}

/* The picture as people see it, unless it is given small there: what is shared is often cut. */
static struct str
better_of(struct arena *arena, struct url base, const struct node *node, struct str seen, struct str told)
{
	struct str width = node_attr(node, ATTR_WIDTH);
	bool in_sizes = node_attr(node, ATTR_SRCSET).n || node_attr(node, ATTR_DATA_SRCSET).n;
	uint64_t pixels;

	if (!in_sizes && (is_much_smaller(seen, told) || (pull_number(&width, WIDTH_MAX, &pixels) && pixels < FULL_WIDTH)))
		return told;
	return absolute(arena, base, seen);
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
			return better_of(arena, url, &doc->nodes[i], address, told);
		if (!first.n && i > title)
			first = address;
	}
	return first.n ? absolute(arena, url, first) : told;
}
