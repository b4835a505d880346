#include "text/segment.h"
#include "text/fold.h"

static bool
is_space(uint32_t rune)
{
	return rune <= 0x7f ? char_is_space((char)rune)
			    : rune == 0x85 || rune == 0xa0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a) ||
		rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
}

static enum unit_kind
kind_of(uint32_t rune)
{
	static const enum unit_kind kinds[] = {
		[RUNE_OTHER] = UNIT_SIGN,
		[RUNE_HAN] = UNIT_CJK,
		[RUNE_KANA] = UNIT_CJK,
		[RUNE_HANGUL] = UNIT_CJK,
		[RUNE_LETTER] = UNIT_WORD,
		[RUNE_DIGIT] = UNIT_NUMBER,
		[RUNE_IGNORED] = UNIT_SIGN,
	};

	return is_space(rune) ? UNIT_SPACE : kinds[rune_class(rune)];
}

/* What joins two letters (an apostrophe of either shape) or two digits (1,200 3.14, full-width too). */
static bool
is_joint(enum unit_kind kind, uint32_t rune)
{
	if (kind == UNIT_WORD)
		return rune == '\'' || rune == 0x2019 || rune == 0xff07;
	return kind == UNIT_NUMBER && (rune == '.' || rune == ',' || rune == 0xff0e || rune == 0xff0c);
}

/* A word goes on through digits (G20, 5G begins as a number) and through what folding ignores (marks, soft hyphens). */
static bool
goes_on(enum unit_kind kind, uint32_t rune)
{
	enum rune_class class = rune_class(rune);

	switch (kind) {
	case UNIT_WORD:
		return class == RUNE_LETTER || class == RUNE_DIGIT || class == RUNE_IGNORED;
	case UNIT_NUMBER:
		return class == RUNE_DIGIT || class == RUNE_IGNORED;
	case UNIT_SPACE:
		return is_space(rune);
	default:
		return class == RUNE_IGNORED;
	}
}

/* Takes a joint and what follows it where that goes on. */
static bool
pull_joint(struct str *s, enum unit_kind kind)
{
	struct str rest = *s;
	uint32_t joint, next;

	if (!pull_rune(&rest, &joint) || !is_joint(kind, joint) || !pull_rune(&rest, &next))
		return false;
	if (kind_of(next) != kind)
		return false;
	*s = rest;
	return true;
}

/* Letters and digits of ASCII, of which most words are: none of them needs the table. */
static void
pull_plain(struct str *s, enum unit_kind kind)
{
	size_t n = 0;

	while (n < s->n && (char_is_digit(s->p[n]) || (kind == UNIT_WORD && char_is_alpha(s->p[n]))))
		n++;
	*s = str_from(*s, n);
}

static bool
pull_more(struct str *s, enum unit_kind kind)
{
	struct str rest;
	uint32_t rune;

	if (kind == UNIT_WORD || kind == UNIT_NUMBER)
		pull_plain(s, kind);
	rest = *s;
	if (!pull_rune(&rest, &rune) || !goes_on(kind, rune))
		return pull_joint(s, kind);
	*s = rest;
	return true;
}

bool
pull_unit(struct str *s, struct unit *out)
{
	struct str rest = *s;
	uint32_t rune;

	if (!pull_rune(&rest, &rune))
		return false;
	out->kind = kind_of(rune);
	while (pull_more(&rest, out->kind))
		;
	out->text = (struct str){ s->p, (size_t)(rest.p - s->p) };
	*s = rest;
	return true;
}
