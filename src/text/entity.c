#include "base/table.h"
#include "text/entity.h"

enum { NAME_MAX_BYTES = 31, DIGITS_MAX = 8 };

static const struct entity {
	const char *name;
	uint32_t rune;
} entities[] = {
#define ROW(name, rune) { name, rune },
#include "gen/entities.inc"
#undef ROW
};

uint32_t
entity_rune(struct str name)
{
	const struct entity *entity = TABLE_FIND(entities, name);

	return entity ? entity->rune : 0;
}

uint32_t
entity_rune_meant(uint32_t rune)
{
	static const uint16_t windows[32] = { 0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018,
		0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153,
		0x9D, 0x17E, 0x178 };

	if (rune >= 0x80 && rune < 0xA0)
		return windows[rune - 0x80];
	if (rune == 0 || (rune < ' ' && rune != '\t' && rune != '\n' && rune != '\r') ||
	    (rune >= 0xD800 && rune < 0xE000) || rune > 0x10FFFF)
		return 0xFFFD;
	return rune;
}

/* Behind "&#". */
static bool
pull_number_reference(struct str *s, uint32_t *out)
{
	struct str rest = *s;
	bool hex = pull_char(&rest, 'x') || pull_char(&rest, 'X');
	unsigned base = hex ? 16 : 10, n = 0;
	uint64_t value = 0;

	for (; n < rest.n && n < DIGITS_MAX; n++) {
		int digit = char_hex(rest.p[n]);
		if (digit < 0 || (unsigned)digit >= base)
			break;
		value = value * base + (unsigned)digit;
	}
	rest = str_from(rest, n);
	if (!n || !pull_char(&rest, ';'))
		return false;
	*s = rest;
	*out = entity_rune_meant(value > UINT32_MAX ? UINT32_MAX : (uint32_t)value);
	return true;
}

/* Behind "&". */
static bool
pull_reference(struct str *s, uint32_t *out)
{
	struct str rest = *s, name;
	size_t n = 0;

	if (pull_char(&rest, '#')) {
		if (!pull_number_reference(&rest, out))
			return false;
		*s = rest;
		return true;
	}
	while (n < rest.n && n <= NAME_MAX_BYTES &&
	       (char_is_alpha(rest.p[n]) || char_is_digit(rest.p[n])))
		n++;
	name = str_slice(rest, 0, n);
	rest = str_from(rest, n);
	if (!pull_char(&rest, ';') || !(*out = entity_rune(name)))
		return false;
	*s = rest;
	return true;
}

struct str
entities_decode(struct arena *arena, struct str s, ptrdiff_t *bad)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str rest = s, text;
	uint32_t rune;

	if (bad)
		*bad = -1;
	if (str_find_char(s, '&', 0) < 0)
		return s;
	while (pull_until(&rest, S("&"), &text)) {
		buf_push_str(&out, text);
		if (pull_reference(&rest, &rune)) {
			buf_push_rune(&out, rune);
			continue;
		}
		buf_push_char(&out, '&');
		if (bad && *bad < 0)
			*bad = (ptrdiff_t)(s.n - rest.n - 1);
	}
	buf_push_str(&out, rest);
	return str_copy(arena, buf_str(&out));
}
