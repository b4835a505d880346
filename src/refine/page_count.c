#include "refine/page_words.h"
#include "text/segment.h"

enum { YEAR_DIGITS = 4 };

/* ---- words ---- */

static bool
is_alnum(char c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

/* A word of plain letters needs no look at what kinds of characters there are; 0: it is no such
 * word. */
static size_t
plain_word(struct str s, uint64_t *hash)
{
	size_t n = 0;

	for (*hash = PAGE_WORD_HASH; n < s.n && is_alnum(s.p[n]); n++)
		*hash = page_word_hash(*hash, s.p[n]);
	return n < s.n && ((unsigned char)s.p[n] >= 0x80 || s.p[n] == '\'') ? 0 : n;
}

static size_t
plain_signs(struct str s)
{
	size_t n = 0;

	while (n < s.n && (unsigned char)s.p[n] < 0x80 && !is_alnum(s.p[n]))
		n++;
	return n;
}

bool
page_pull_word(struct str *s, uint64_t *hash, bool *cjk)
{
	struct unit unit = { 0 };

	*cjk = false;
	*s = str_from(*s, plain_signs(*s));
	if (s->n && char_is_alpha(s->p[0])) {
		size_t n = plain_word(*s, hash);
		*s = str_from(*s, n);
		if (n)
			return true;
	}
	do
		if (!pull_unit(s, &unit))
			return false;
	while (unit.kind == UNIT_SPACE || unit.kind == UNIT_SIGN);
	*cjk = unit.kind == UNIT_CJK;
	*hash = PAGE_WORD_HASH;
	for (size_t i = 0; i < unit.text.n; i++)
		*hash = page_word_hash(*hash, unit.text.p[i]);
	return true;
}

static void
count_words(
    struct arena *arena, const struct page_words *words, size_t *left, struct page_block *block)
{
	/* read as far as written: clearing 32 kB for every block costs more than most blocks */
	uint64_t found[PAGE_BLOCK_WORDS_MAX] __attribute__((uninitialized)), hash;
	struct str rest = block->text;
	bool cjk;

	while (page_pull_word(&rest, &hash, &cjk)) {
		unsigned kinds = page_words_kinds(words, hash);
		if (block->tokens < PAGE_BLOCK_WORDS_MAX)
			found[block->tokens] = hash;
		block->tokens++;
		block->cjk += cjk;
		block->stops += (kinds & TEXT_STOP) != 0;
		block->house += (kinds & TEXT_HOUSE) != 0;
		block->voice += (kinds & TEXT_VOICE) != 0;
	}
	block->word_count =
	    block->tokens < PAGE_BLOCK_WORDS_MAX ? block->tokens : PAGE_BLOCK_WORDS_MAX;
	block->word_count = block->word_count < *left ? block->word_count : (uint32_t)*left;
	block->words = memcpy(arena_array(arena, uint64_t, block->word_count), found,
	    block->word_count * sizeof(found[0]));
	*left -= block->word_count;
}

/* ---- characters ---- */

static bool
is_comma(uint32_t rune)
{
	return rune == ',' || rune == ';' || rune == 0xff0c || rune == 0x3001 || rune == 0x060c;
}

static bool
is_punctuation(uint32_t rune)
{
	if (rune < 0x80)
		return rune > ' ' && !is_alnum((char)rune);
	return (rune >= 0x3001 && rune <= 0x301f) || (rune >= 0xff01 && rune <= 0xff0f) ||
	       rune == 0xff1a || rune == 0xff1b || rune == 0xff1f;
}

static void
count_characters(struct page_block *block)
{
	struct str s = block->text;
	uint32_t rune;

	while (pull_rune(&s, &rune)) {
		bool plain = rune < 0x80;
		block->chars += rune != ' ';
		block->digits += plain && char_is_digit((char)rune);
		block->capitals += rune >= 'A' && rune <= 'Z';
		block->letters += !plain || char_is_alpha((char)rune);
		if (plain && (is_alnum((char)rune) || rune == ' '))
			continue;
		block->commas += is_comma(rune);
		block->punctuation += is_punctuation(rune);
	}
}

/* ---- how it begins and ends ---- */

/* Takes the first of ${rows} that ${text} ends with away from it. */
static bool
ends_with(struct str *text, const struct str *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends(*text, rows[i])) {
			text->n -= rows[i].n;
			return true;
		}
	return false;
}

static bool
ends_sentence(struct str text)
{
	static const struct str ends[] = { STR_INIT("."), STR_INIT("!"), STR_INIT("?"),
		STR_INIT("。"), STR_INIT("！"), STR_INIT("？"), STR_INIT("…"), STR_INIT("।"),
		STR_INIT("؟") };
	static const struct str quotes[] = { STR_INIT("\""), STR_INIT("'"), STR_INIT("”"),
		STR_INIT("’"), STR_INIT("»"), STR_INIT("“"), STR_INIT("」"), STR_INIT("』"),
		STR_INIT(")"), STR_INIT("）") };

	ends_with(&text, quotes, LENGTH(quotes));
	return ends_with(&text, ends, LENGTH(ends));
}

static bool
begins_bullet(struct str text)
{
	static const struct str bullets[] = { STR_INIT("•"), STR_INIT("- "), STR_INIT("– "),
		STR_INIT("* "), STR_INIT("·"), STR_INIT("■"), STR_INIT("▪"), STR_INIT("►"),
		STR_INIT("»"), STR_INIT("|") };

	for (size_t i = 0; i < LENGTH(bullets); i++)
		if (str_starts(text, bullets[i]))
			return true;
	return false;
}

/* Four digits that may be a year of ours, in a block that has any. */
static bool
has_year(struct str text)
{
	size_t digits = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && char_is_digit(text.p[i])) {
			digits++;
			continue;
		}
		if (digits == YEAR_DIGITS && (str_starts(str_from(text, i - 4), S("19")) ||
						 str_starts(str_from(text, i - 4), S("20"))))
			return true;
		digits = 0;
	}
	return false;
}

void
page_count(
    struct arena *arena, const struct page_words *words, size_t *left, struct page_block *block)
{
	count_characters(block);
	count_words(arena, words, left, block);
	block->ends_sentence = ends_sentence(block->text);
	block->ends_colon = str_ends(block->text, S(":")) || str_ends(block->text, S("："));
	block->begins_bullet = begins_bullet(block->text);
	block->has_year = block->digits >= YEAR_DIGITS && has_year(block->text);
	block->text_hash = str_hash(block->text);
}
