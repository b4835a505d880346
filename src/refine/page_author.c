#include "refine/page_author.h"
#include "refine/mend.h"
#include "refine/page_names.h"
#include "text/fold.h"

enum {
	OFFER_BYTES_MAX = 400,
	SUBTREE_MAX = 40, /* nodes of an element that is a byline */
	BYLINE_BYTES = 160,
	BYLINE_CHARS = 70,
	BEFORE_TITLE = 120, /* nodes: a byline near the headline */
	BEHIND_TITLE = 300,
	AT_TITLE = 100,
	TOGETHER = 16, /* nodes between names of one byline */
};

void
author_offer(struct author_offers *offers, struct author_offer offer)
{
	if (!offer.text.n || offer.text.n > OFFER_BYTES_MAX || str_find(offer.text, S("://"), 0) >= 0 ||
	    str_find(offer.text, S("@"), 0) >= 0 || str_starts_nocase(offer.text, S("www.")) || offers->count == AUTHOR_OFFERS_MAX)
		return;
	offers->items[offers->count++] = offer;
}

/* ---- what is seen ---- */

struct seeing {
	struct arena *arena;
	const struct page *page;
	struct author_offers *offers;
	uint32_t title; /* the headline's node */
};

/* The text of a small element; what stands in different blocks in different lines. */
static struct str
text_in(const struct seeing *seeing, uint32_t at)
{
	const struct doc *doc = seeing->page->doc;
	struct buf out CLEAN(buf_done) = { 0 };

	for (uint32_t i = at; i < doc->nodes[at].end && out.n < BYLINE_BYTES; i++) {
		const struct node *node = &doc->nodes[i];
		enum tag_kind kind = tag_row(node->tag)->kind;
		if (node->tag == TAG_TEXT && seeing->page->block_of[i])
			buf_push_str(&out, node->text);
		else if (kind == KIND_BLOCK || kind == KIND_ITEM || kind == KIND_HEADING || kind == KIND_BREAK)
			buf_push_char(&out, '\n');
		else
			buf_push_char(&out, ' ');
	}
	return out.n < BYLINE_BYTES ? str_copy(seeing->arena, text_trim(buf_str(&out))) : S("");
}

static const struct page_block *
block_in(const struct page *page, uint32_t at)
{
	for (uint32_t i = at; i < page->doc->nodes[at].end; i++)
		if (page->block_of[i])
			return &page->blocks[page->block_of[i] - 1];
	return NULL;
}

/* Comments and lists of other articles have authors too. */
static bool
is_elsewhere(const struct page_block *block, bool at_title)
{
	return block->near.word[GROUP_COMMENT] < FAR || (!at_title && block->near.word[GROUP_RELATED] < FAR) || block->near.around[AROUND_FOOTER] < FAR ||
	       block->near.around[AROUND_NAV] < FAR || block->near.around[AROUND_FIGURE] < FAR || block->near.around[AROUND_ASIDE] < 8 ||
	       block->near.around[AROUND_CAPTION] < FAR;
}

static bool
names_author(const struct node *node)
{
	static const struct str words[] = { STR_INIT("author"), STR_INIT("byline"), STR_INIT("by-line"), STR_INIT("writer"),
		STR_INIT("autor"), STR_INIT("auteur"), STR_INIT("verfasser"), STR_INIT("creator"), STR_INIT("journalist"), STR_INIT("reporter"),
		STR_INIT("redacteur"), STR_INIT("zuozhe"), STR_INIT("yazar") };
	static const struct str others[] = { STR_INIT("comment"), STR_INIT("avatar"), STR_INIT("photo"), STR_INIT("credit"),
		STR_INIT("related"), STR_INIT("caption"), STR_INIT("bio"), STR_INIT("follow"), STR_INIT("authority"), STR_INIT("authorize") };
	static const enum attr_name attrs[] = { ATTR_CLASS, ATTR_ID, ATTR_REL, ATTR_ITEMPROP, ATTR_DATA_TESTID };

	for (size_t i = 0; i < LENGTH(attrs); i++) {
		struct str value = node_attr(node, attrs[i]);
		if (value.n && str_has_any_nocase(value, words, LENGTH(words)) &&
		    !str_has_any_nocase(value, others, LENGTH(others)))
			return true;
	}
	return false;
}

static bool
leads_to_author(const struct node *node)
{
	static const struct str parts[] = { STR_INIT("/author/"), STR_INIT("/authors/"), STR_INIT("/autor/"), STR_INIT("/autoren/"),
		STR_INIT("/autori/"), STR_INIT("/autores/"), STR_INIT("/auteur/"), STR_INIT("/auteurs/"), STR_INIT("/by/"),
		STR_INIT("/person/"), STR_INIT("/staff/"), STR_INIT("/contributor"), STR_INIT("/journalist"),
		STR_INIT("/reporter"), STR_INIT("/writer"), STR_INIT("/autorzy/"), STR_INIT("/redakteur") };
	struct str href = node_attr(node, ATTR_HREF);

	return node->tag == TAG_A && href.n < 300 && str_has_any_nocase(href, parts, LENGTH(parts));
}

static void
see_element(struct seeing *seeing, uint32_t at, int rank, bool is_byline)
{
	const struct page_block *block = block_in(seeing->page, at);
	bool near = at + BEFORE_TITLE > seeing->title && at < seeing->title + BEHIND_TITLE;

	if (!block || is_elsewhere(block, at >= seeing->title && at < seeing->title + AT_TITLE))
		return;
	author_offer(seeing->offers, (struct author_offer){ .text = text_in(seeing, at), .rank = near ? rank : rank - 20, .node = at,
	    .needs_surname = !is_byline, .from = is_byline ? "byline" : "link to author" });
}

static bool
says_only_by(struct str text)
{
	return text.n < 24 && names_announced(text);
}

/* "By Ada Byron", or "Written by" with the name in the next line. */
static void
see_lines(struct seeing *seeing)
{
	const struct page *page = seeing->page;

	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		bool near = block->first + BEFORE_TITLE > seeing->title && block->first < seeing->title + BEHIND_TITLE;
		struct str text = block->text;
		bool only = block->tokens <= 2 && i + 1 < page->count && says_only_by(text);

		if (block->chars > BYLINE_CHARS || (!only && !names_announced(text)) || is_elsewhere(block, near))
			continue;
		if (only && page->blocks[i + 1].chars < BYLINE_CHARS)
			text = page->blocks[i + 1].text;
		author_offer(seeing->offers, (struct author_offer){ .text = text, .rank = near ? 57 : 37, .node = block->first, .from = "line that begins with by" });
	}
}

void
author_offers_seen(struct arena *arena, const struct page *page, const struct features *features, struct author_offers *offers)
{
	struct seeing seeing = { arena, page, offers, page->count ? page->blocks[features->title_block].first : 0 };
	const struct doc *doc = page->doc;

	for (uint32_t i = 1; i < doc->count; i++) {
		const struct node *node = &doc->nodes[i];
		if (!node->attr_count || node->end - i > SUBTREE_MAX || tag_row(node->tag)->kind == KIND_META)
			continue;
		if (node->tag == TAG_A && str_find_nocase(node_attr(node, ATTR_REL), S("author"), 0) >= 0)
			see_element(&seeing, i, 80, true);
		else if (leads_to_author(node))
			see_element(&seeing, i, 55, false);
		else if (names_author(node))
			see_element(&seeing, i, 58, true);
	}
	see_lines(&seeing);
}

/* ---- choosing ---- */

static struct str
letters_of(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { 0 };
	size_t n = 0;

	fold_str(s, &out);
	for (size_t i = 0; i < out.n; i++)
		if ((unsigned char)out.p[i] >= 0x80 || char_is_alpha(out.p[i]) || char_is_digit(out.p[i]))
			out.p[n++] = out.p[i];
	return str_copy(arena, (struct str){ out.p, n });
}

/* fiona-byron, ada.byron, kfftom42: a name that only programs use. */
static bool
is_handle(struct str name)
{
	bool has_mark = name.n > 4;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ' ' || (unsigned char)name.p[i] >= 0x80 || (name.p[i] >= 'A' && name.p[i] <= 'Z'))
			return false;
		has_mark |= !char_is_alpha(name.p[i]);
	}
	return has_mark;
}

struct choice {
	struct arena *arena;
	struct str site, host; /* letters only */
};

static bool
is_site(const struct choice *choice, struct str name)
{
	struct str letters = letters_of(choice->arena, name);

	if (!letters.n)
		return true;
	if (choice->site.n && (str_equal(letters, choice->site) || (letters.n > 5 && str_find(choice->site, letters, 0) >= 0)))
		return true;
	return choice->host.n && (letters.n * 2 > choice->host.n || letters.n > 7) && str_find(choice->host, letters, 0) >= 0;
}

static bool
is_one_word(struct str name)
{
	return (unsigned char)name.p[0] < 0x80 && str_find_char(name, ' ', 0) < 0;
}

/* The names in ${offer} that are people's, or those that are not. */
static void
add_names(const struct choice *choice, const struct author_offer *offer, bool people, struct strs *out)
{
	struct strs found = { 0 };
	bool whole = is_site(choice, offer->text);

	if (whole && people)
		return;
	names_in(choice->arena, offer->text, offer->node != 0, &found);
	for (size_t i = 0; i < found.count; i++) {
		struct str name = found.items[i];
		bool is_person = !whole && !offer->organisation && !is_handle(name) && !is_site(choice, name);
		struct strs one = { 0 };
		if (is_person != people || (offer->needs_surname && is_one_word(name)))
			continue;
		for (size_t k = 0; k < out->count && !one.count; k++)
			if (str_equal(letters_of(choice->arena, out->items[k]), letters_of(choice->arena, name)))
				one.count = 1;
		if (one.count || out->count == PAGE_NAMES_MAX)
			continue;
		arena_push(choice->arena, out->items, out->count, out->capacity);
		out->items[out->count++] = name;
	}
}

/* What else stands beside ${first}. */
static void
add_beside(const struct choice *choice, const struct author_offers *offers, const struct author_offer *first, bool people, struct strs *out)
{
	for (size_t i = 0; i < offers->count; i++) {
		const struct author_offer *offer = &offers->items[i];
		bool together = first->node ? offer->node >= first->node && offer->node < first->node + TOGETHER : !offer->node;
		if (offer != first && offer->rank == first->rank && together)
			add_names(choice, offer, people, out);
	}
}

static bool
choose(const struct choice *choice, const struct author_offers *offers, bool people, struct strs *out, struct str *evidence)
{
	const struct author_offer *best = NULL;

	for (size_t i = 0; i < offers->count; i++) {
		struct strs names = { 0 };
		if (best && offers->items[i].rank <= best->rank)
			continue;
		add_names(choice, &offers->items[i], people, &names);
		if (names.count) {
			best = &offers->items[i];
			*out = names;
		}
	}
	if (!best)
		return false;
	add_beside(choice, offers, best, people, out);
	*evidence = str_from_c(best->from);
	return true;
}

void
author_choose(struct arena *arena, const struct author_offers *offers, struct str site, struct str host, struct strs *out,
    struct str *evidence)
{
	struct choice choice = { arena, letters_of(arena, site), letters_of(arena, host) };

	if (!choose(&choice, offers, true, out, evidence))
		choose(&choice, offers, false, out, evidence);
}
