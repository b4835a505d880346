#include "search/lex.h"

bool
rune_is_space(uint32_t rune)
{
	return rune <= ' ' || rune == 0x85 || rune == 0xa0 || (rune >= 0x2000 && rune <= 0x200b) ||
	       rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f ||
	       rune == 0x3000 || rune == 0xfeff;
}

bool
rune_is_minus(uint32_t rune)
{
	return rune == '-' || rune == 0xff0d || rune == 0x2212;
}

bool
rune_is_colon(uint32_t rune)
{
	return rune == ':' || rune == 0xff1a;
}

static bool
rune_is_quote(uint32_t rune)
{
	return rune == '"' || rune == 0x201c || rune == 0x201d || rune == 0x201e || rune == 0xff02;
}

bool
quote_opens(uint32_t rune, uint32_t *closes)
{
	static const uint32_t pairs[][2] = { { 0x300c, 0x300d }, { 0x300e, 0x300f },
		{ 0xff62, 0xff63 } };

	*closes = '"';
	if (rune_is_quote(rune))
		return true;
	for (size_t i = 0; i < LENGTH(pairs); i++) {
		if (pairs[i][0] == rune) {
			*closes = pairs[i][1];
			return true;
		}
	}
	return false;
}

bool
quote_closes(uint32_t rune, uint32_t closes)
{
	return closes == '"' ? rune_is_quote(rune) : rune == closes;
}

bool
pull_sign(struct str *s, bool (*is)(uint32_t))
{
	struct str rest = *s;
	uint32_t rune;

	if (!pull_rune(&rest, &rune) || !is(rune))
		return false;
	*s = rest;
	return true;
}

void
skip_spaces(struct str *s)
{
	while (pull_sign(s, rune_is_space))
		;
}

struct str
pull_word(struct str *s)
{
	struct str rest = *s, next = rest;
	uint32_t rune, closes;

	while (pull_rune(&next, &rune) && !rune_is_space(rune) && !quote_opens(rune, &closes))
		rest = next;
	next = (struct str){ s->p, (size_t)(rest.p - s->p) };
	*s = rest;
	return next;
}
