#include "base/buf.h"
#include "refine/page_kind.h"
#include "text/fold.h"

enum {
	TITLE_LOOKED_AT = 300,	/* bytes of a title */
	SOLID_BLOCK = 60,	/* letters of running text: what is shorter may be a label */
	HAN_WORTH = 2,		/* letters that a Han character counts for, besides itself */
	LITTLE_TEXT = 1500,	/* letters of a page on which a sentence about the page itself is looked for */
	WALLED_TEXT = 2500,	/* letters of a text that may be the beginning of a longer one */
	SHORT_TEXT = 1200,	/* of one that is surely no more */
	PASSWORD_TEXT = 1200,	/* of a page that is its login form */
	PASSWORD_SOLID = 250,
	WALL_BLOCK = 400,	/* of a block that asks to subscribe */
	WALL_BEHIND = 8,	/* blocks behind the text that are looked at */
	LISTING_LINKS = 15,	/* passages that are links */
	LISTING_SOLID = 160,
	HOST_SOLID = 600,
};

enum place { PLACE_TITLE, PLACE_TEXT };

static const struct sign {
	struct str words;
	enum page_kind kind;
	enum place place;
	uint32_t solid_max;
} signs[] = {
#define ROW(words, kind, place, solid_max) { STR_INIT(words), kind, place, solid_max },
#include "gen/page_kinds.inc"
#undef ROW
};

static const struct pay_words {
	struct str words;
	bool sure;
} walls[] = {
#define ROW(words, sure) { STR_INIT(words), sure },
#include "gen/paywalls.inc"
#undef ROW
};

/* What is asked of the page again and again. */
struct judging {
	struct arena *arena;
	const struct page *page;
	const struct extraction *extraction;
	struct url url;
	uint32_t solid; /* letters of running text in what was taken */
	uint32_t kept;	/* letters of all that was taken */
	uint32_t all;	/* of the page */
	size_t last;	/* the last block that was taken */
	struct kind_found *out;
};

/* ---- how much there is ---- */

/* Letters as an alphabet would need them. */
static uint32_t
letters(const struct page_block *block)
{
	return block->chars + HAN_WORTH * block->cjk;
}

static bool
is_solid(const struct page_block *block)
{
	return letters(block) >= SOLID_BLOCK && block->link_chars * 2 < block->chars;
}

static void
measure(struct judging *judging)
{
	for (size_t i = 0; i < judging->page->count; i++) {
		const struct page_block *block = &judging->page->blocks[i];
		uint32_t n = letters(block);
		judging->all += n;
		if (!judging->extraction->kept[i])
			continue;
		judging->kept += n;
		judging->solid += is_solid(block) ? n : 0;
		judging->last = i;
	}
}

static struct str
folded(struct arena *arena, struct str s, size_t max)
{
	struct buf out CLEAN(buf_done) = { 0 };

	fold_str(str_slice(s, 0, str_rune_start(s, s.n < max ? s.n : max)), &out);
	return str_copy(arena, buf_str(&out));
}

static bool
found(struct judging *judging, enum page_kind kind, struct str where, struct str what)
{
	judging->out->kind = kind;
	judging->out->evidence = str_format(judging->arena, "%.*s: \"%.*s\"", (int)where.n, where.p, (int)what.n, what.p);
	return true;
}

/* ---- what the title says ---- */

/* The part of a title before the next mark that parts it from the site's name. */
static bool
pull_part(struct str *title, struct str *out)
{
	static const struct str marks[] = { STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" – "), STR_INIT(" — "),
		STR_INIT(" · "), STR_INIT("_"), STR_INIT("|"), STR_INIT(" : ") };
	size_t end = title->n, skip = 0;

	if (!title->p)
		return false;
	for (size_t i = 0; i < LENGTH(marks); i++) {
		ptrdiff_t at = str_find(str_slice(*title, 0, end), marks[i], 0);
		if (at < 0)
			continue;
		end = (size_t)at;
		skip = marks[i].n;
	}
	*out = str_trim(str_slice(*title, 0, end));
	*title = skip ? str_from(*title, end + skip) : STR_END;
	return true;
}

static bool
says(struct judging *judging, struct str part)
{
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (signs[i].place == PLACE_TITLE && judging->solid <= signs[i].solid_max &&
		    str_equal(part, signs[i].words))
			return found(judging, signs[i].kind, S("title"), part);
	return false;
}

static bool
title_says(struct judging *judging, struct str title)
{
	struct str whole = folded(judging->arena, title, TITLE_LOOKED_AT), rest = whole, part;

	if (!whole.n)
		return false;
	if (says(judging, str_trim(whole)))
		return true;
	while (pull_part(&rest, &part))
		if (part.n && says(judging, part))
			return true;
	return false;
}

static bool
by_title(struct judging *judging)
{
	const struct page *page = judging->page;

	return title_says(judging, page->title_element) || title_says(judging, page->title) ||
	       title_says(judging, page->heading);
}

/* ---- what a page that says little says of itself ---- */

static bool
text_says(struct judging *judging, struct str text)
{
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (signs[i].place == PLACE_TEXT && judging->solid <= signs[i].solid_max &&
		    str_find(text, signs[i].words, 0) >= 0)
			return found(judging, signs[i].kind, S("text"), signs[i].words);
	return false;
}

static bool
by_text(struct judging *judging)
{
	const struct page *page = judging->page;

	if (judging->all > LITTLE_TEXT)
		return false;
	for (size_t i = 0; i < page->count; i++)
		if (text_says(judging, folded(judging->arena, page->blocks[i].text, LITTLE_TEXT)))
			return true;
	return false;
}

static bool
by_password(struct judging *judging)
{
	const struct doc *doc = judging->page->doc;

	if (judging->all > PASSWORD_TEXT || judging->solid > PASSWORD_SOLID || judging->page->is_article)
		return false;
	for (uint32_t i = 1; i < doc->count; i++)
		if (doc->nodes[i].tag == TAG_INPUT && str_equal_nocase(node_attr(&doc->nodes[i], ATTR_TYPE), S("password")))
			return found(judging, PAGE_WALL, S("form"), S("password"));
	return false;
}

static bool
by_host(struct judging *judging)
{
	static const struct str firsts[] = { STR_INIT("consent."), STR_INIT("login."), STR_INIT("accounts."),
		STR_INIT("passport."), STR_INIT("sso."), STR_INIT("captcha.") };
	struct str host = judging->url.p ? url_host(judging->url) : S("");

	for (size_t i = 0; i < LENGTH(firsts); i++)
		if (judging->solid <= HOST_SOLID && !judging->page->is_article && str_starts(host, firsts[i]))
			return found(judging, PAGE_WALL, S("host"), host);
	return false;
}

/* ---- pages that only name others ---- */

static bool
by_links(struct judging *judging)
{
	const struct page *page = judging->page;
	uint32_t links = 0;

	if (judging->solid > LISTING_SOLID || page->is_article)
		return false;
	for (size_t i = 0; i < page->count; i++)
		links += page->blocks[i].tokens > 3 && page->blocks[i].link_chars * 4 > page->blocks[i].chars * 3;
	if (links < LISTING_LINKS || page->regions[0].link_chars * 2 < page->regions[0].chars)
		return false;
	judging->out->kind = PAGE_LISTING;
	judging->out->evidence = str_format(judging->arena, "%u links, no running text", links);
	return true;
}

/* ---- texts that stop ---- */

/* What JSON-LD says of reading without paying: -1 that one must, 1 that one need not, 0 nothing. */
static int
declared_free(const struct page *page)
{
	int answer = 0;

	for (size_t i = 0; i < page->ld.pair_count; i++) {
		struct str value = page->ld.pairs[i].value;
		if (!str_equal(page->ld.pairs[i].key, S("isAccessibleForFree")))
			continue;
		if (str_equal_nocase(value, S("false")))
			return -1;
		answer = str_equal_nocase(value, S("true")) ? 1 : answer;
	}
	return answer;
}

static bool
asks_to_pay(struct judging *judging, size_t i, bool declared)
{
	const struct page_block *block = &judging->page->blocks[i];
	struct str text;

	if (letters(block) > WALL_BLOCK)
		return false;
	text = folded(judging->arena, block->text, WALL_BLOCK * 3);
	for (size_t w = 0; w < LENGTH(walls); w++)
		if ((walls[w].sure || declared) && str_find(text, walls[w].words, 0) >= 0)
			return found(judging, PAGE_PARTIAL, S("text stops at"), walls[w].words);
	return false;
}

static bool
stops_short(const struct judging *judging)
{
	struct str text = str_trim(judging->page->blocks[judging->last].text);

	return str_ends(text, S("…")) || str_ends(text, S("...")) || str_ends(text, S("[…]")) || str_ends(text, S("[...]"));
}

static bool
by_end(struct judging *judging)
{
	size_t end = judging->last + WALL_BEHIND + 1;
	int free = declared_free(judging->page);

	if (!judging->kept || judging->kept > WALLED_TEXT || free > 0)
		return false;
	if (free < 0 && stops_short(judging))
		return found(judging, PAGE_PARTIAL, S("JSON-LD"), S("isAccessibleForFree false, and the text breaks off"));
	for (size_t i = judging->last; i < end && i < judging->page->count; i++)
		if (asks_to_pay(judging, i, free < 0 && judging->kept <= SHORT_TEXT))
			return true;
	return false;
}

void
page_kind_judge(struct arena *arena, const struct page *page, const struct extraction *extraction, struct url url,
    struct kind_found *out)
{
	static bool (*const judges[])(struct judging *) = { by_title, by_text, by_password, by_host, by_links, by_end };
	struct judging judging = { .arena = arena, .page = page, .extraction = extraction, .url = url, .out = out };

	*out = (struct kind_found){ .kind = PAGE_ARTICLE };
	measure(&judging);
	for (size_t i = 0; i < LENGTH(judges); i++)
		if (judges[i](&judging))
			return;
}
