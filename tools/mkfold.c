/*
 * mkfold: prints the folding table, build/gen/fold.inc, that src/text/fold.c includes.
 *
 * A rune folds to what is left after, in this order and again until nothing changes:
 *	NFKC_Casefold		width, compatibility forms, full case folding, invisible characters gone (ICU)
 *	letters			marks of Latin, Greek and Cyrillic gone; o with stroke, dotless i, ae ... in ASCII (ICU)
 *	digits			of any script to 0-9
 *	Han			Hong Kong and Taiwan variants, then traditional to simplified (OpenCC), then variants[]
 *	signs			the typographic apostrophe and hyphens to those of ASCII
 * Each rune folds by itself, never by its neighbours: so that offsets stay simple, and a text may be folded in pieces.
 *
 * The table has two stages: a block number for each 32 code points, then one 32-bit value for each code point of a
 * distinct block.  A value holds the distance to the folded rune (0: as it is) or the place of a longer folding in a
 * pool, the class and the script; see src/text/fold.c for the bits.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utrans.h>
#include <opencc/opencc.h>

enum {
	RUNES = 0x110000,
	BLOCK = 32,
	BLOCKS = RUNES / BLOCK,
	FOLD_MAX = 18,
	POOL_MAX = 1 << 16,
	VALUE_MULTI = 1 << 21,
	VALUE_CLASS = 22,
	VALUE_SCRIPT = 25,
};
enum { CLASS_OTHER, CLASS_HAN, CLASS_KANA, CLASS_HANGUL, CLASS_LETTER, CLASS_DIGIT, CLASS_IGNORED };
enum { SCRIPT_BOTH, SCRIPT_TRADITIONAL, SCRIPT_SIMPLIFIED };

struct folding {
	int n;
	UChar32 runes[FOLD_MAX];
};

/* What OpenCC leaves apart though writers do not: particle, pronoun, and printed forms of one character. */
static const UChar32 variants[][2] = {
	{ U'著', U'着' }, { U'妳', U'你' }, { U'瞭', U'了' }, { U'鄕', U'乡' }, { U'敍', U'叙' },
	{ U'粧', U'妆' }, { U'凖', U'准' }, { U'淸', U'清' }, { U'靑', U'青' }, { U'鬪', U'斗' },
	{ U'値', U'值' }, { U'眞', U'真' }, { U'濶', U'阔' }, { U'舖', U'铺' }, { U'歴', U'历' },
	{ U'痺', U'痹' }, { U'徧', U'遍' }, { U'隣', U'邻' }, { U'毎', U'每' }, { U'戸', U'户' },
	{ 0x2018, '\'' }, { 0x2019, '\'' }, { 0x02bc, '\'' }, { 0x2010, '-' },
};

static const UNormalizer2 *casefold, *nfd, *nfc;
static UTransliterator *ascii;
static UConverter *big5, *gb2312;
static const char *const han_steps[] = { "hk2t.json", "tw2t.json", "t2s.json" };
static opencc_t converters[3], to_traditional;

static void
die(const char *what)
{
	fprintf(stderr, "mkfold: %s\n", what);
	exit(1);
}

static void
check(UErrorCode code, const char *what)
{
	if (U_FAILURE(code)) {
		fprintf(stderr, "mkfold: %s: %s\n", what, u_errorName(code));
		exit(1);
	}
}

static opencc_t
opencc_must(const char *config)
{
	opencc_t converter = opencc_open(config);

	if (converter == (opencc_t)-1)
		die(config);
	return converter;
}

static void
open_all(void)
{
	static const UChar latin_ascii[] = u"Latin-ASCII";
	UErrorCode code = U_ZERO_ERROR;

	casefold = unorm2_getNFKCCasefoldInstance(&code);
	nfd = unorm2_getNFDInstance(&code);
	nfc = unorm2_getNFCInstance(&code);
	ascii = utrans_openU(latin_ascii, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
	big5 = ucnv_open("Big5", &code);
	gb2312 = ucnv_open("ibm-1383_P110-1999", &code);
	check(code, "ICU data");
	for (size_t i = 0; i < 3; i++)
		converters[i] = opencc_must(han_steps[i]);
	to_traditional = opencc_must("s2t.json");
}

/* ---- one step of folding, on UTF-16 ---- */

struct text {
	int32_t n;
	UChar units[128];
};

static void
normalize(const UNormalizer2 *form, struct text *text)
{
	UErrorCode code = U_ZERO_ERROR;
	struct text out;

	out.n = unorm2_normalize(form, text->units, text->n, out.units, 128, &code);
	check(code, "normalising");
	*text = out;
}

/* Marks that belong to Latin, Greek and Cyrillic or to no script.  The voicing marks of kana are a part of the letter
 * that they stand on. */
static bool
is_dropped_mark(UChar32 rune, bool alone)
{
	UErrorCode code = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(rune, &code);

	if (rune == 0x3099 || rune == 0x309a)
		return alone;
	if (!(U_MASK(u_charType(rune)) & U_GC_M_MASK))
		return false;
	return script == USCRIPT_INHERITED || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK ||
	    script == USCRIPT_LATIN;
}

static void
drop_marks(struct text *text)
{
	struct text out = { 0 };

	for (int32_t i = 0; i < text->n;) {
		UChar32 rune;
		U16_NEXT(text->units, i, text->n, rune);
		if (!is_dropped_mark(rune, text->n == 1))
			U16_APPEND_UNSAFE(out.units, out.n, rune);
	}
	*text = out;
}

static bool
is_latin(const struct text *text)
{
	UErrorCode code = U_ZERO_ERROR;
	int32_t i = 0;
	UChar32 rune;

	if (!text->n)
		return false;
	U16_NEXT(text->units, i, text->n, rune);
	return rune >= 0x80 && u_isalpha(rune) && uscript_getScript(rune, &code) == USCRIPT_LATIN;
}

static void
latin_to_ascii(struct text *text)
{
	UErrorCode code = U_ZERO_ERROR;
	int32_t limit = text->n;

	utrans_transUChars(ascii, text->units, &text->n, 128, 0, &limit, &code);
	check(code, "Latin-ASCII");
}

/* ${rune} alone through an OpenCC converter; itself where the answer is not one character. */
static UChar32
convert_han(opencc_t converter, UChar32 rune)
{
	char in[5] = "";
	int32_t n = 0, i = 0, length;
	UChar32 converted;
	char *out;

	U8_APPEND_UNSAFE(in, n, rune);
	out = opencc_convert_utf8(converter, in, (size_t)n);
	if (!out)
		die("OpenCC refused a character");
	length = (int32_t)strlen(out);
	U8_NEXT(out, i, length, converted);
	if (converted <= 0 || i != length)
		converted = rune;
	opencc_convert_utf8_free(out);
	return converted;
}

static UChar32
fold_han(UChar32 rune)
{
	for (size_t i = 0; i < 3; i++)
		rune = convert_han(converters[i], rune);
	return rune;
}

static UChar32
fold_single(UChar32 rune)
{
	for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++)
		if (variants[i][0] == rune)
			return variants[i][1];
	if (u_charType(rune) == U_DECIMAL_DIGIT_NUMBER)
		return '0' + u_charDigitValue(rune);
	return u_hasBinaryProperty(rune, UCHAR_IDEOGRAPHIC) ? fold_han(rune) : rune;
}

static struct folding
fold_once(UChar32 rune)
{
	struct text text = { 0 };
	struct folding out = { 0 };

	U16_APPEND_UNSAFE(text.units, text.n, rune);
	normalize(casefold, &text);
	normalize(nfd, &text);
	drop_marks(&text);
	if (is_latin(&text))
		latin_to_ascii(&text);
	normalize(nfc, &text);
	for (int32_t i = 0; i < text.n;) {
		UChar32 next;
		U16_NEXT(text.units, i, text.n, next);
		if (out.n == FOLD_MAX)
			die("a folding is longer than FOLD_MAX");
		out.runes[out.n++] = fold_single(next);
	}
	return out;
}

/* Again until nothing changes: that is what makes folding idempotent. */
static struct folding
fold(UChar32 rune)
{
	struct folding now = { 1, { rune } };

	for (int round = 0; round < 8; round++) {
		struct folding next = { 0 };
		for (int i = 0; i < now.n; i++) {
			struct folding part = fold_once(now.runes[i]);
			if (next.n + part.n > FOLD_MAX)
				die("a folding is longer than FOLD_MAX");
			memcpy(next.runes + next.n, part.runes, (size_t)part.n * sizeof(UChar32));
			next.n += part.n;
		}
		if (next.n == now.n && !memcmp(next.runes, now.runes, (size_t)now.n * sizeof(UChar32)))
			return now;
		now = next;
	}
	fprintf(stderr, "mkfold: U+%04X does not come to rest\n", (unsigned)rune);
	exit(1);
}

/* ---- class and script ---- */

static int
class_by_script(UChar32 rune)
{
	UErrorCode code = U_ZERO_ERROR;

	if (rune == 0x30fc || rune == 0x303c) /* the long mark; masu */
		return CLASS_KANA;
	switch (uscript_getScript(rune, &code)) {
	case USCRIPT_HAN:
		return CLASS_HAN;
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
		return CLASS_KANA;
	case USCRIPT_HANGUL:
		return CLASS_HANGUL;
	default:
		return u_hasBinaryProperty(rune, UCHAR_IDEOGRAPHIC) ? CLASS_HAN : CLASS_LETTER;
	}
}

/* The class of a rune is that of the first rune of its folding: search may look before folding or after it. */
static int
class_of(const struct folding *folding)
{
	uint32_t type;

	if (!folding->n)
		return CLASS_IGNORED;
	type = U_MASK(u_charType(folding->runes[0]));
	if (type & U_GC_ND_MASK)
		return CLASS_DIGIT;
	if (type & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK))
		return class_by_script(folding->runes[0]);
	return CLASS_OTHER;
}

static bool
is_in(UConverter *converter, UChar32 rune)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar units[2];
	char bytes[16];
	int32_t n = 0;

	U16_APPEND_UNSAFE(units, n, rune);
	ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
	ucnv_resetFromUnicode(converter);
	ucnv_fromUChars(converter, bytes, sizeof(bytes), units, n, &code);
	return U_SUCCESS(code);
}

/*
 * Used in one script alone: OpenCC would change it, and the other side's basic character set does not have it.  So the
 * many that both use (hou, gan, li, tai ...) speak for neither.
 */
static int
script_of(UChar32 rune)
{
	if (!u_hasBinaryProperty(rune, UCHAR_UNIFIED_IDEOGRAPH))
		return SCRIPT_BOTH;
	if (convert_han(converters[2], rune) != rune && !is_in(gb2312, rune))
		return SCRIPT_TRADITIONAL;
	if (convert_han(to_traditional, rune) != rune && !is_in(big5, rune))
		return SCRIPT_SIMPLIFIED;
	return SCRIPT_BOTH;
}

/* ---- the table ---- */

static uint32_t pool[POOL_MAX], pool_used;
static uint32_t values[RUNES];
static unsigned block_of[BLOCKS], blocks_used;
static uint32_t block_start[BLOCKS]; /* first rune of each distinct block */
static unsigned expansion;	     /* the most bytes that one byte of UTF-8 may fold to, rounded up */

static uint32_t
pool_add(const struct folding *folding)
{
	uint32_t at = pool_used;

	if (pool_used + 1 + (uint32_t)folding->n > POOL_MAX)
		die("the pool is full");
	pool[pool_used++] = (uint32_t)folding->n;
	for (int i = 0; i < folding->n; i++)
		pool[pool_used++] = (uint32_t)folding->runes[i];
	return at;
}

static void
note_expansion(UChar32 rune, const struct folding *folding)
{
	unsigned in = (unsigned)U8_LENGTH(rune), out = 0;

	for (int i = 0; i < folding->n; i++)
		out += (unsigned)U8_LENGTH(folding->runes[i]);
	if ((out + in - 1) / in > expansion)
		expansion = (out + in - 1) / in;
}

static uint32_t
value_of(UChar32 rune)
{
	struct folding folding = fold(rune);
	uint32_t value = (uint32_t)class_of(&folding) << VALUE_CLASS | (uint32_t)script_of(rune) << VALUE_SCRIPT;

	note_expansion(rune, &folding);
	if (folding.n == 1)
		return value | (((uint32_t)folding.runes[0] - (uint32_t)rune) & (VALUE_MULTI - 1));
	return value | VALUE_MULTI | pool_add(&folding);
}

/* Surrogates are no runes and private characters mean nothing to us: both stay as they are. */
static bool
has_folding(UChar32 rune)
{
	int8_t type = u_charType(rune);

	return type != U_SURROGATE && type != U_PRIVATE_USE_CHAR &&
	    (type != U_UNASSIGNED || u_hasBinaryProperty(rune, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

static void
fill(void)
{
	pool[pool_used++] = 0; /* the empty folding, shared by all that vanish */
	for (UChar32 rune = 0; rune < RUNES; rune++) {
		uint32_t value = has_folding(rune) ? value_of(rune) : 0;
		if (value >> VALUE_CLASS == CLASS_IGNORED) {
			pool_used -= 1;
			value = (uint32_t)CLASS_IGNORED << VALUE_CLASS | VALUE_MULTI;
		}
		values[rune] = value;
	}
}

static void
share_blocks(void)
{
	for (uint32_t b = 0; b < BLOCKS; b++) {
		unsigned i = 0;
		while (i < blocks_used && memcmp(values + block_start[i], values + b * BLOCK, sizeof(uint32_t) * BLOCK))
			i++;
		if (i == blocks_used)
			block_start[blocks_used++] = b * BLOCK;
		block_of[b] = i;
	}
}

static uint64_t version = 0xcbf29ce484222325;

static void
put(uint32_t number, unsigned column)
{
	for (int i = 0; i < 4; i++)
		version = (version ^ (number >> 8 * i & 0xff)) * 0x100000001b3;
	printf("%s%#x,", column % 16 ? " " : "\n", number);
}

static void
print(void)
{
	printf("static const uint16_t fold_blocks[%d] = {", BLOCKS);
	for (unsigned b = 0; b < BLOCKS; b++)
		put(block_of[b], b);
	printf("\n};\nstatic const uint32_t fold_values[%u][%d] = {", blocks_used, BLOCK);
	for (unsigned b = 0; b < blocks_used; b++) {
		printf("{");
		for (unsigned i = 0; i < BLOCK; i++)
			put(values[block_start[b] + i], i);
		printf("},\n");
	}
	printf("};\nstatic const uint32_t fold_pool[%u] = {", pool_used);
	for (unsigned i = 0; i < pool_used; i++)
		put(pool[i], i);
	printf("\n};\n#define FOLD_VERSION %#xu\n#define FOLD_EXPANSION %u\n", (unsigned)(version >> 32), expansion);
}

int
main(void)
{
	open_all();
	fill();
	share_blocks();
	print();
	return fflush(stdout) || ferror(stdout);
}
