#include "text/pinyin.h"

#include <stdlib.h>
#include <unicode/utrans.h>

enum { UNITS_MAX = 64 };

struct pinyin {
	UTransliterator *reader;
};

struct err
pinyin_open(struct pinyin **out)
{
	static const UChar id[] = u"Han-Latin/Names; NFD; [:M:] Remove; Lower", plain[] = u"Han-Latin; NFD; [:M:] Remove; Lower";
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *reader = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);

	if (U_FAILURE(status)) {
		status = U_ZERO_ERROR;
		reader = utrans_openU(plain, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	}
	if (U_FAILURE(status))
		return err_new(ERR_LIBRARY, "ICU reads no Han characters");
	*out = mem_alloc(sizeof(**out));
	(*out)->reader = reader;
	return (struct err){ 0 };
}

void
pinyin_close(struct pinyin *pinyin)
{
	if (!pinyin)
		return;
	utrans_close(pinyin->reader);
	free(pinyin);
}

/* ---- one character ---- */

static bool
is_han(uint32_t rune)
{
	return (rune >= 0x4e00 && rune <= 0x9fff) || (rune >= 0x3400 && rune <= 0x4dbf) || (rune >= 0x20000 && rune <= 0x323af);
}

/* The letters of one character; 0: none. */
static size_t
letters_of(struct pinyin *pinyin, uint32_t rune, char out[SYLLABLE_MAX])
{
	UChar units[UNITS_MAX];
	int32_t n = 0, limit;
	size_t count = 0;
	UErrorCode status = U_ZERO_ERROR;

	U16_APPEND_UNSAFE(units, n, rune);
	limit = n;
	utrans_transUChars(pinyin->reader, units, &n, UNITS_MAX, 0, &limit, &status);
	if (U_FAILURE(status))
		return 0;
	for (int32_t i = 0; i < n && count + 1 < SYLLABLE_MAX; i++)
		if (units[i] >= 'a' && units[i] <= 'z')
			out[count++] = (char)units[i];
	return count;
}

/* Syllables that newsrooms write or leave out: 基佩尔, 基珀; 卡琳, 卡琳娜. */
static bool
is_weak_letters(struct str letters)
{
	static const struct str weak[] = { STR_INIT("er"), STR_INIT("fu"), STR_INIT("si"), STR_INIT("te"), STR_INIT("ke"), STR_INIT("de"),
		STR_INIT("le"), STR_INIT("mu"), STR_INIT("pu"), STR_INIT("bu"), STR_INIT("ge"), STR_INIT("ci"), STR_INIT("na"), STR_INIT("en") };

	for (size_t i = 0; i < LENGTH(weak); i++)
		if (str_equal(weak[i], letters))
			return true;
	return false;
}

static struct syllable
syllable_of(struct str letters)
{
	struct syllable syllable = { .is_weak = is_weak_letters(letters) };
	size_t n = 0;

	while (n < letters.n && n < 2 && !memchr("aeiouvyw", letters.p[n], 8))
		n++;
	/* y and w begin what has no initial of its own */
	memcpy(syllable.initial, letters.p, n);
	memcpy(syllable.final, letters.p + n, letters.n - n < sizeof(syllable.final) - 1 ? letters.n - n : sizeof(syllable.final) - 1);
	return syllable;
}

size_t
pinyin_read(struct pinyin *pinyin, struct str s, struct syllable out[SYLLABLES_MAX])
{
	char letters[SYLLABLE_MAX];
	uint32_t rune;
	size_t count = 0, n;

	while (count < SYLLABLES_MAX && pull_rune(&s, &rune))
		if (is_han(rune) && (n = letters_of(pinyin, rune, letters)))
			out[count++] = syllable_of((struct str){ letters, n });
	return count;
}
