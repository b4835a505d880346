#include "base/err.h"
#include "follow/full.h"

/* How texts end that go on elsewhere; compared without case and without the marks around them. */
static const struct str phrases[] = {
#define ROW(phrase) STR_INIT(phrase),
#include "gen/more.inc"
#undef ROW
};

/* What may stand behind the last word: white space, arrows, brackets, quotes. */
static const struct str marks[] = {
	STR_INIT(" "),
	STR_INIT("\n"),
	STR_INIT("\t"),
	STR_INIT("\u00a0"),
	STR_INIT("\u3000"),
	STR_INIT(">"),
	STR_INIT("\u00bb"),
	STR_INIT("\u203a"),
	STR_INIT("\u2192"),
	STR_INIT("\u279e"),
	STR_INIT("]"),
	STR_INIT(")"),
	STR_INIT("\uff09"),
	STR_INIT("\u3011"),
	STR_INIT("\u300b"),
	STR_INIT("\uff1e"),
	STR_INIT("\u25b8"),
	STR_INIT("\u25b6"),
};

static const struct str ellipses[] = {
	STR_INIT("..."),
	STR_INIT("\u2026"),
	STR_INIT("\u3002\u3002\u3002"),
	STR_INIT("\u22ef"),
};

/* The first of ${ends} that ${s} ends in, without regard to case; its length, 0 where there is
 * none. */
static size_t
ends_in(struct str s, const struct str *ends, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (s.n >= ends[i].n && str_equal_nocase(str_from(s, s.n - ends[i].n), ends[i]))
			return ends[i].n;
	return 0;
}

static struct str
without_marks(struct str s)
{
	size_t n;

	while ((n = ends_in(s, marks, LENGTH(marks))))
		s.n -= n;
	return s;
}

static bool
trails_off(struct str text)
{
	struct str end = without_marks(text);

	return ends_in(end, ellipses, LENGTH(ellipses)) || ends_in(end, phrases, LENGTH(phrases));
}

static bool
is_han(uint32_t rune)
{
	return (rune >= 0x3400 && rune <= 0x9fff) || (rune >= 0xf900 && rune <= 0xfaff) ||
	       (rune >= 0x20000 && rune <= 0x3ffff);
}

static bool
is_long(struct str text)
{
	size_t characters = 0, han = 0;
	uint32_t rune;

	while (characters < FULL_CHARACTERS && han < FULL_HAN && pull_rune(&text, &rune)) {
		characters++;
		han += is_han(rune);
	}
	return characters >= FULL_CHARACTERS || han >= FULL_HAN;
}

bool
article_is_full(struct str text)
{
	return is_long(text) && !trails_off(text);
}
