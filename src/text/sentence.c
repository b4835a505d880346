#include "text/sentence.h"

#include "base/err.h"
#include "base/table.h"

static const struct {
	const char *word;
} abbreviations[] = {
#define ROW(word) { word },
#include "gen/abbreviations.inc"
#undef ROW
};

enum { WORD_MAX = 5 };

/* Ends a sentence wherever it stands. */
static bool
ends_always(uint32_t rune)
{
	switch (rune) {
	case U'。': case U'！': case U'？': case U'；': case U'｡': case U'‼': case U'⁇': case U'⁈': case U'⁉':
		return true;
	default:
		return false;
	}
}

/* Closes what the sentence opened. */
static bool
closes(uint32_t rune)
{
	switch (rune) {
	case U'"': case U'\'': case U')': case U']': case U'”': case U'’': case U'」': case U'』': case U'〉': case U'》': case U'】':
	case U'）': case U'］': case U'＂': case U'＇': case U'»':
		return true;
	default:
		return false;
	}
}

static bool
is_blank(uint32_t rune)
{
	return rune == ' ' || rune == '\t' || rune == '\r' || rune == 0xa0 || rune == 0x3000;
}

static struct str
without_closers(struct str s)
{
	struct str rest = s;
	uint32_t rune;

	while (pull_rune(&rest, &rune) && closes(rune))
		s = rest;
	return s;
}

/* Whether the word that ends at ${at} of ${s} is an abbreviation or an initial. */
static bool
is_abbreviation(struct str s, size_t at)
{
	size_t from = at;
	char word[WORD_MAX];

	while (from && (char_is_alpha(s.p[from - 1]) || (s.p[from - 1] == '.' && from != at)))
		from--;
	if (at - from == 1)
		return s.p[from] >= 'A' && s.p[from] <= 'Z';
	if (at == from || at - from > WORD_MAX)
		return false;
	for (size_t i = from; i < at; i++)
		word[i - from] = char_lower(s.p[i]);
	return TABLE_FIND(abbreviations, ((struct str){ word, at - from })) != NULL;
}

/* Whether ! ? ; or . at ${at} ends a sentence: not within an address or a number, not after an
 * abbreviation, and not where the text goes on in lower case. */
static bool
ascii_ends(struct str s, size_t at)
{
	struct str rest = without_closers(str_from(s, at + 1));
	char c = s.p[at];

	if (rest.n == 0)
		return true;
	if ((unsigned char)rest.p[0] < 0x80 && !char_is_space(rest.p[0]))
		return false;
	if (c != '.')
		return true;
	pull_spaces(&rest);
	return !is_abbreviation(s, at) && !(rest.n && rest.p[0] >= 'a' && rest.p[0] <= 'z');
}

/* Past the signs, closers and white space behind the end of a sentence. */
static struct str
after_end(struct str s)
{
	struct str rest = s;
	uint32_t rune;

	while (pull_rune(&rest, &rune) &&
	       (ends_always(rune) || rune == '!' || rune == '?' || closes(rune) || rune == 0x2026))
		s = rest;
	for (rest = s; pull_rune(&rest, &rune) && is_blank(rune);)
		s = rest;
	(void)pull_char(&s, '\n');
	return s;
}

/* Past Han characters, which are most of a Chinese text and no signs; always true, so that it chains. */
static bool
pull_past_han(struct str *s)
{
	while (s->n >= 3 && (unsigned char)s->p[0] >= 0xe4 && (unsigned char)s->p[0] <= 0xe9)
		*s = str_from(*s, 3);
	return true;
}

bool
pull_sentence(struct str *s, struct str *out)
{
	struct str rest = *s;
	uint32_t rune;
	bool ended = false;

	if (s->n == 0)
		return false;
	while (!ended && pull_past_han(&rest) && pull_rune(&rest, &rune)) {
		size_t at = (size_t)(rest.p - s->p) - 1; /* of a sign of one byte */
		bool is_sign = rune == '.' || rune == '!' || rune == '?' || rune == ';';

		if (rune == '\n')
			break;
		ended = ends_always(rune) || (is_sign && ascii_ends(*s, at));
	}
	if (ended)
		rest = after_end(rest);
	*out = (struct str){ s->p, (size_t)(rest.p - s->p) };
	*s = rest;
	return true;
}
