#include "base/buf.h"
#include "refine/page.h"
#include "refine/page_words.h"
#include "text/ld.h"

enum { HIDDEN_STYLE_MAX = 400, PAGE_WORDS_MAX = 400000, VALUES_MAX = 1 << 20, SCANT_TEXT = 1500, NOSCRIPT_MORE = 3 };

/* ---- what is around ---- */

/* An open element of the walk. */
struct level {
	uint32_t node;
	bool is_block;
	struct near near;
};

struct walk {
	struct arena *arena;
	const struct page_words *words;
	struct page *page;
	struct map seen; /* class and id -> groups of words */
	struct level levels[DOC_DEPTH_MAX + 1];
	unsigned depth;
	unsigned links, strongs; /* open */
	unsigned breaks;	 /* met since the last text */
	bool noscript;		 /* what stands in noscript counts */
	struct page_block block; /* at hand; first 0: none */
	struct buf text;
	size_t text_left;   /* how many more bytes of text */
	size_t words_left;  /* how many more of the page are kept */
	size_t values_left; /* how many more bytes of classes and styles are looked at */
};

static const uint8_t arounds[TAG_MAX] = {
	[TAG_NAV] = AROUND_NAV + 1,
	[TAG_ASIDE] = AROUND_ASIDE + 1,
	[TAG_HEADER] = AROUND_HEADER + 1,
	[TAG_FOOTER] = AROUND_FOOTER + 1,
	[TAG_FORM] = AROUND_FORM + 1,
	[TAG_FIGURE] = AROUND_FIGURE + 1,
	[TAG_TABLE] = AROUND_TABLE + 1,
	[TAG_UL] = AROUND_UL + 1,
	[TAG_OL] = AROUND_OL + 1,
	[TAG_BLOCKQUOTE] = AROUND_BLOCKQUOTE + 1,
	[TAG_ARTICLE] = AROUND_ARTICLE + 1,
	[TAG_MAIN] = AROUND_MAIN + 1,
	[TAG_SECTION] = AROUND_SECTION + 1,
	[TAG_A] = AROUND_A + 1,
	[TAG_DL] = AROUND_DL + 1,
	[TAG_PRE] = AROUND_PRE + 1,
	[TAG_FIGCAPTION] = AROUND_CAPTION + 1,
	[TAG_CAPTION] = AROUND_CAPTION + 1,
};

/* Does what is looked at of the page still have room for ${value}? */
static bool
is_looked_at(struct walk *walk, struct str value)
{
	if (value.n > walk->values_left)
		return false;
	walk->values_left -= value.n;
	return true;
}

static uint32_t
words_of(struct walk *walk, struct str value)
{
	int64_t *known;

	if (!value.n)
		return 0;
	known = map_find(&walk->seen, value);
	if (!known && !is_looked_at(walk, value))
		return 0;
	if (!known)
		known = map_add(&walk->seen, value, page_words_in(walk->words, value), NULL);
	return (uint32_t)*known;
}

static bool
is_hidden(struct walk *walk, const struct node *node)
{
	struct str style = node_attr(node, ATTR_STYLE);

	if (node_attr(node, ATTR_HIDDEN).p ||
	    str_equal_nocase(node_attr(node, ATTR_ARIA_HIDDEN), S("true")))
		return true;
	style = str_slice(style, 0, HIDDEN_STYLE_MAX);
	return style.n && is_looked_at(walk, style) &&
	       (str_find_nocase(style, S("display:none"), 0) >= 0 ||
			      str_find_nocase(style, S("display: none"), 0) >= 0 ||
			      str_find_nocase(style, S("visibility:hidden"), 0) >= 0 ||
			      str_find_nocase(style, S("visibility: hidden"), 0) >= 0);
}

static void
near_age(struct near *near)
{
	for (unsigned i = 0; i < AROUND_MAX; i++)
		near->around[i] += near->around[i] < FAR;
	for (unsigned i = 0; i < GROUP_MAX; i++)
		near->word[i] += near->word[i] < FAR;
}

static void
near_take(struct walk *walk, struct near *near, const struct node *node)
{
	uint32_t groups;

	if (arounds[node->tag])
		near->around[arounds[node->tag] - 1] = 0;
	if (!node->attr_count)
		return;
	if (str_find(node_attr(node, ATTR_ITEMPROP), S("articleBody"), 0) >= 0)
		near->around[AROUND_BODY_PROPERTY] = 0;
	if (is_hidden(walk, node))
		near->around[AROUND_HIDDEN] = 0;
	groups = words_of(walk, node_attr(node, ATTR_CLASS)) | words_of(walk, node_attr(node, ATTR_ID)) |
		 words_of(walk, node_attr(node, ATTR_ROLE)) | words_of(walk, node_attr(node, ATTR_DATA_TESTID));
	for (unsigned i = 0; groups; i++, groups >>= 1)
		if (groups & 1)
			near->word[i] = 0;
}

/* ---- blocks ---- */

static uint64_t
signature_of(const struct doc *doc, uint32_t at)
{
	const struct node *node = &doc->nodes[at];
	const struct node *above = &doc->nodes[node->parent];
	struct str class = node_attr(node, ATTR_CLASS), class_above = node_attr(above, ATTR_CLASS);

	class.n = class.n < 40 ? class.n : 40;
	class_above.n = class_above.n < 40 ? class_above.n : 40;
	return (str_hash(class) * 31 + node->tag) * 1000003 + str_hash(class_above) * 31 + above->tag;
}

static uint32_t
owner_of(const struct walk *walk)
{
	for (unsigned i = walk->depth; i > 0; i--)
		if (walk->levels[i].is_block)
			return walk->levels[i].node;
	return 0;
}

static void
block_end(struct walk *walk)
{
	struct page *page = walk->page;
	struct page_block *block = &walk->block;
	struct str text = str_trim(buf_str(&walk->text));

	walk->breaks = 0;
	if (text.n && page->count < PAGE_BLOCKS_MAX) {
		block->text = str_copy(walk->arena, text);
		page_count(walk->arena, walk->words, &walk->words_left, block);
		block->signature = signature_of(page->doc, block->owner);
		arena_push(walk->arena, page->blocks, page->count, page->capacity);
		page->blocks[page->count++] = *block;
		for (uint32_t i = block->first; i < block->end; i++)
			if (page->doc->nodes[i].tag == TAG_TEXT)
				page->block_of[i] = (uint32_t)page->count;
	}
	page->cut |= text.n && page->count == PAGE_BLOCKS_MAX;
	buf_reset(&walk->text);
	*block = (struct page_block){ 0 };
}

/* How many bytes of ${s} hold no white space, and no byte that may begin a hard space. */
static size_t
solid(struct str s, uint32_t *characters)
{
	size_t n = 0;

	for (; n < s.n && !char_is_space(s.p[n]) && (unsigned char)s.p[n] != 0xc2; n++)
		*characters += ((unsigned char)s.p[n] & 0xc0) != 0x80;
	return n;
}

/* Collapses white space; what was a space at the end of the text before stays one. */
static uint32_t
push_collapsed(struct buf *out, struct str s)
{
	uint32_t characters = 0;

	while (s.n) {
		size_t n = solid(s, &characters);
		bool wide = n < s.n && str_starts(str_from(s, n), S("\xc2\xa0"));
		bool letter = n < s.n && !wide && (unsigned char)s.p[n] == 0xc2;

		buf_push_str(out, str_slice(s, 0, n + letter));
		characters += letter;
		if (n < s.n && !letter && out->n && out->p[out->n - 1] != ' ')
			buf_push_char(out, ' ');
		s = str_from(s, n < s.n ? n + 1 + wide : n);
	}
	return characters;
}

/* What of ${text} still goes into the block, whole characters; all of it but in a page that is out to hurt. */
static struct str
within(struct walk *walk, struct str text)
{
	size_t room = walk->text.n < PAGE_BLOCK_BYTES_MAX ? PAGE_BLOCK_BYTES_MAX - walk->text.n : 0;

	room = room < walk->text_left ? room : walk->text_left;
	if (text.n <= room) {
		walk->text_left -= text.n;
		return text;
	}
	walk->page->cut = true;
	while (room && ((unsigned char)text.p[room] & 0xc0) == 0x80)
		room--;
	walk->text_left -= room;
	return str_slice(text, 0, room);
}

static void
block_text(struct walk *walk, uint32_t at)
{
	struct page_block *block = &walk->block;
	const struct node *node = &walk->page->doc->nodes[at];
	uint32_t characters;

	if (!str_trim(node->text).n) {
		if (walk->text.n)
			push_collapsed(&walk->text, S(" "));
		return;
	}
	if (!block->first) {
		block->first = at;
		block->owner = owner_of(walk);
		block->depth = walk->depth;
		block->near = walk->levels[walk->depth].near;
	}
	block->end = at + 1;
	characters = push_collapsed(&walk->text, within(walk, node->text));
	block->link_chars += walk->links ? characters : 0;
	block->strong_chars += walk->strongs ? characters : 0;
	walk->breaks = 0;
}

/* ---- the walk ---- */

static bool
is_skipped(const struct walk *walk, const struct node *node)
{
	enum tag_kind kind = tag_row(node->tag)->kind;

	if (node->tag == TAG_NOSCRIPT)
		return !walk->noscript;
	if (kind == KIND_META || kind == KIND_EMBED)
		return true;
	return node->tag == TAG_BUTTON || node->tag == TAG_SELECT || node->tag == TAG_TEXTAREA ||
	       node->tag == TAG_DATALIST;
}

static bool
is_block_level(enum tag tag)
{
	static const uint32_t kinds = 1u << KIND_BLOCK | 1u << KIND_HEADING | 1u << KIND_LIST | 1u << KIND_ITEM |
				      1u << KIND_QUOTE | 1u << KIND_PRE | 1u << KIND_TABLE | 1u << KIND_CELL |
				      1u << KIND_FIGURE | 1u << KIND_CAPTION;

	return (kinds >> tag_row(tag)->kind & 1) || tag == TAG_FORM || tag == TAG_FIELDSET || tag == TAG_LEGEND ||
	       tag == TAG_HR;
}

static bool
is_strong(enum tag tag)
{
	return tag == TAG_STRONG || tag == TAG_B;
}

/* An anchor that only names a place, or runs a script, leads nowhere. */
static bool
is_link(const struct node *node)
{
	struct str href = str_trim(node_attr(node, ATTR_HREF));

	return node->tag == TAG_A && href.n && !str_starts_nocase(href, S("javascript:"));
}

static void
level_open(struct walk *walk, uint32_t at)
{
	const struct node *node = &walk->page->doc->nodes[at];
	struct level *level = &walk->levels[walk->depth + 1];

	level->node = at;
	level->is_block = is_block_level(node->tag);
	level->near = walk->levels[walk->depth].near;
	near_age(&level->near);
	near_take(walk, &level->near, node);
	walk->depth++;
	if (level->is_block)
		block_end(walk);
	walk->links += is_link(node);
	walk->block.links += is_link(node);
	walk->strongs += is_strong(node->tag);
	walk->page->article_elements += node->tag == TAG_ARTICLE;
}

static void
levels_close(struct walk *walk, uint32_t at)
{
	const struct node *nodes = walk->page->doc->nodes;

	while (walk->depth && nodes[walk->levels[walk->depth].node].end <= at) {
		const struct level *level = &walk->levels[walk->depth--];
		if (level->is_block)
			block_end(walk);
		walk->links -= is_link(&nodes[level->node]);
		walk->strongs -= is_strong(nodes[level->node].tag);
	}
}

static void
walk_page(struct walk *walk)
{
	const struct doc *doc = walk->page->doc;

	for (uint32_t at = 1; at < doc->count; at++) {
		const struct node *node = &doc->nodes[at];

		levels_close(walk, at);
		if (node->tag == TAG_TEXT) {
			block_text(walk, at);
		} else if (node->tag == TAG_BR) {
			if (++walk->breaks > 1)
				block_end(walk);
			else if (walk->text.n)
				push_collapsed(&walk->text, S(" "));
		} else if (is_skipped(walk, node) || walk->depth == DOC_DEPTH_MAX) {
			at = node->end - 1;
		} else {
			level_open(walk, at);
		}
	}
	levels_close(walk, doc->count);
	block_end(walk);
}

/* Letters of what has been found so far. */
static size_t
page_chars(const struct page *page)
{
	size_t chars = 0;

	for (size_t i = 0; i < page->count; i++)
		chars += page->blocks[i].chars;
	return chars;
}

/* A page whose script would fetch its text may have it in noscript: where it says little, what stands there counts if it is more. */
static void
walk_noscript(struct walk *walk)
{
	struct page *page = walk->page, before = *page;
	size_t chars = page_chars(page);

	if (chars > SCANT_TEXT)
		return;
	walk->noscript = true;
	walk->words_left = PAGE_WORDS_MAX;
	walk->text_left = PAGE_TEXT_MAX;
	page->blocks = NULL;
	page->count = page->capacity = page->article_elements = 0;
	page->block_of = arena_array(walk->arena, uint32_t, page->doc->count);
	walk_page(walk);
	if (page_chars(page) < NOSCRIPT_MORE * chars)
		*page = before;
}

/* ---- head of the page ---- */

static void
take_meta(struct page *page, const struct node *node)
{
	struct str name = node_attr(node, ATTR_PROPERTY), content = str_trim(node_attr(node, ATTR_CONTENT));

	if (!name.n)
		name = node_attr(node, ATTR_NAME);
	if (str_equal_nocase(name, S("og:title")) && content.n)
		page->title = content;
	if ((str_equal_nocase(name, S("og:description")) || str_equal_nocase(name, S("description"))) &&
	    content.n > page->description.n)
		page->description = content;
	page->is_article |= str_equal_nocase(name, S("og:type")) && str_find_nocase(content, S("article"), 0) >= 0;
}

static void
take_ld(struct arena *arena, struct page *page, uint32_t at)
{
	const struct node *node = &page->doc->nodes[at];

	if (str_equal_nocase(str_trim(node_attr(node, ATTR_TYPE)), S("application/ld+json")))
		ld_read(arena, doc_text_of(arena, page->doc, at), &page->ld);
}

static void
take_head(struct arena *arena, struct page *page)
{
	uint32_t heading_end = 0;

	for (uint32_t i = 1; i < page->doc->count; i++) {
		const struct node *node = &page->doc->nodes[i];
		if (node->tag == TAG_SCRIPT)
			take_ld(arena, page, i);
		else if (node->tag == TAG_META)
			take_meta(page, node);
		else if (node->tag == TAG_TITLE && !page->title_element.n)
			page->title_element = str_trim(doc_text_of(arena, page->doc, i));
		else if (node->tag == TAG_H1 && !page->heading.n && i >= heading_end) {
			page->heading = str_trim(doc_text_of(arena, page->doc, i));
			heading_end = node->end;
		}
	}
	page->title = page->title.n ? page->title : page->title_element;
	page->ld_article = ld_article(&page->ld);
	page->is_article |= page->ld_article != 0;
	if (page->ld_article)
		ld_value(&page->ld, page->ld_article, S("articleBody"), &page->body_claimed);
}

void
page_blocks(struct arena *arena, const struct page_words *words, const struct doc *doc, struct page *out)
{
	struct walk *walk = arena_new(arena, struct walk);
	struct page page = { .doc = doc };

	page.block_of = arena_array(arena, uint32_t, doc->count);
	page.regions = arena_array(arena, struct region, doc->count);
	*walk = (struct walk){ .arena = arena, .words = words, .page = &page, .seen.arena = arena,
		.words_left = PAGE_WORDS_MAX,
		.values_left = VALUES_MAX, .text_left = PAGE_TEXT_MAX };
	memset(&walk->levels[0].near, FAR, sizeof(struct near));
	take_head(arena, &page);
	walk_page(walk);
	walk_noscript(walk);
	buf_done(&walk->text);
	page_regions_sum(&page);
	*out = page;
}
