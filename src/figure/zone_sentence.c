/* zone_sentence.c: one sentence of a line. */
#include "figure/zone.h"
#include "text/sentence.h"

enum { SENTENCE_BYTES_MAX = 4096 };

/* "4。25亿": a full stop that stands for a decimal point. */
static bool
is_decimal_stop(struct str before, struct str behind)
{
	size_t n = before.n;

	while (behind.n && char_is_digit(behind.p[0]))
		behind = str_from(behind, 1);
	return n > 3 && str_ends(before, S("。")) && char_is_digit(before.p[n - 4]) &&
	       (str_starts(behind, S("亿")) || str_starts(behind, S("億")) ||
		   str_starts(behind, S("万")) || str_starts(behind, S("萬")) ||
		   str_starts(behind, S("%")));
}

/* Up to the last sign between clauses, or between characters where there is none. */
static size_t
cut_of(struct str s)
{
	struct str first = str_slice(s, 0, str_rune_start(s, SENTENCE_BYTES_MAX)), rest = first;
	uint32_t rune;
	size_t at = 0;

	while (pull_rune(&rest, &rune))
		if (rune == 0xff0c || rune == 0x3001 || rune == 0xff1a || rune == ',' || rune == ' ')
			at = first.n - rest.n;
	return at ? at : first.n;
}

bool
zone_pull_sentence(struct str *s, struct str *out)
{
	struct str more;

	if (!pull_sentence(s, out))
		return false;
	while (
	    s->n && char_is_digit(s->p[0]) && is_decimal_stop(*out, *s) && pull_sentence(s, &more))
		out->n += more.n;
	if (out->n > SENTENCE_BYTES_MAX) {
		size_t n = cut_of(*out);
		*s = (struct str){ out->p + n, s->n + out->n - n };
		out->n = n;
	}
	return true;
}
