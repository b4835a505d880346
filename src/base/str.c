#include <assert.h>

#include "base/str.h"

int
str_compare(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts_nocase(struct str s, struct str prefix)
{
	if (s.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (char_lower(s.p[i]) != char_lower(prefix.p[i]))
			return false;
	return true;
}

enum { FIND_SHORT = 32 };

/* A few characters: their last byte is sought, since Han characters begin alike, and end in as many ways as there are. */
static const char *
find_short(const char *p, const char *end, struct str what)
{
	const char *last = p + what.n - 1;

	for (; (last = memchr(last, what.p[what.n - 1], (size_t)(end - last))) != NULL; last++)
		if (memcmp(last - (what.n - 1), what.p, what.n - 1) == 0)
			return last - (what.n - 1);
	return NULL;
}

ptrdiff_t
str_find(struct str s, struct str what, size_t from)
{
	const char *hit;

	if (from > s.n || what.n > s.n - from)
		return -1;
	if (what.n == 0)
		return (ptrdiff_t)from;
	hit = what.n <= FIND_SHORT ? find_short(s.p + from, s.p + s.n, what) : memmem(s.p + from, s.n - from, what.p, what.n);
	return hit ? hit - s.p : -1;
}

ptrdiff_t
str_find_nocase(struct str s, struct str what, size_t from)
{
	char first = what.n ? char_lower(what.p[0]) : 0;

	for (; from <= s.n && what.n <= s.n - from; from++)
		if ((!what.n || char_lower(s.p[from]) == first) && str_starts_nocase(str_from(s, from), what))
			return (ptrdiff_t)from;
	return -1;
}

static unsigned
low_bits(char c)
{
	return (unsigned char)c & 31; /* the same for both cases of a letter */
}

/* Words are looked for only where two bytes may begin one. */
bool
str_has_any_nocase(struct str s, const struct str *words, size_t count)
{
	uint32_t begins[32] = { 0 };

	for (size_t i = 0; i < count; i++)
		begins[low_bits(words[i].p[0])] |= words[i].n > 1 ? 1u << low_bits(words[i].p[1]) : UINT32_MAX;
	for (size_t at = 0; at < s.n; at++) {
		unsigned second = at + 1 < s.n ? low_bits(s.p[at + 1]) : 0;
		if (!(begins[low_bits(s.p[at])] >> second & 1))
			continue;
		for (size_t i = 0; i < count; i++)
			if (str_starts_nocase(str_from(s, at), words[i]))
				return true;
	}
	return false;
}

ptrdiff_t
str_find_char(struct str s, char c, size_t from)
{
	const char *hit = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;

	return hit ? hit - s.p : -1;
}

ptrdiff_t
str_find_last_char(struct str s, char c)
{
	const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;

	return hit ? hit - s.p : -1;
}

struct str
str_trim(struct str s)
{
	while (s.n && char_is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n && char_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

uint64_t
str_hash(struct str s)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001b3;
	return hash;
}

int
char_hex(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
pull_char(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	s->p++, s->n--;
	return true;
}

bool
pull_str(struct str *s, struct str what)
{
	if (!str_starts(*s, what))
		return false;
	*s = str_from(*s, what.n);
	return true;
}

bool
pull_str_nocase(struct str *s, struct str what)
{
	if (!str_starts_nocase(*s, what))
		return false;
	*s = str_from(*s, what.n);
	return true;
}

bool
pull_digits(struct str *s, unsigned digits, unsigned *out)
{
	unsigned value = 0;

	assert(digits >= 1 && digits <= 9);
	if (s->n < digits)
		return false;
	for (unsigned i = 0; i < digits; i++) {
		if (!char_is_digit(s->p[i]))
			return false;
		value = value * 10 + (unsigned)(s->p[i] - '0');
	}
	*s = str_from(*s, digits);
	*out = value;
	return true;
}

bool
pull_number(struct str *s, uint64_t max, uint64_t *out)
{
	uint64_t value = 0;
	size_t i = 0;

	for (; i < s->n && char_is_digit(s->p[i]); i++) {
		unsigned digit = (unsigned)(s->p[i] - '0');
		if (value > (max - (digit > max ? max : digit)) / 10 || digit > max)
			return false;
		value = value * 10 + digit;
	}
	if (i == 0)
		return false;
	*s = str_from(*s, i);
	*out = value;
	return true;
}

bool
pull_int(struct str *s, int64_t *out)
{
	struct str rest = *s;
	bool negative = pull_char(&rest, '-');
	uint64_t value;

	if (!pull_number(&rest, INT64_MAX, &value))
		return false;
	*s = rest;
	*out = negative ? -(int64_t)value : (int64_t)value;
	return true;
}

bool
pull_until(struct str *s, struct str until, struct str *out)
{
	ptrdiff_t at = str_find(*s, until, 0);

	if (at < 0)
		return false;
	*out = str_slice(*s, 0, (size_t)at);
	*s = str_from(*s, (size_t)at + until.n);
	return true;
}

bool
pull_field(struct str *s, char separator, struct str *out)
{
	ptrdiff_t at;

	if (s->n == 0)
		return false;
	at = str_find_char(*s, separator, 0);
	*out = str_slice(*s, 0, at < 0 ? s->n : (size_t)at);
	*s = str_from(*s, at < 0 ? s->n : (size_t)at + 1);
	return true;
}

bool
pull_line(struct str *s, struct str *out)
{
	if (!pull_field(s, '\n', out))
		return false;
	if (out->n && out->p[out->n - 1] == '\r')
		out->n--;
	return true;
}

bool
pull_spaces(struct str *s)
{
	while (s->n && char_is_space(s->p[0]))
		s->p++, s->n--;
	return true;
}

bool
pull_wide_rune(struct str *s, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s->p;
	unsigned length;

	if (s->n == 0)
		return false;
	length = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	assert(length <= s->n);
	switch (length) {
	case 1:
		*out = p[0];
		break;
	case 2:
		*out = (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
		break;
	case 3:
		*out = (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
		break;
	default:
		*out = (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
	}
	s->p += length, s->n -= length;
	return true;
}

unsigned
rune_write(uint32_t rune, char out[4])
{
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		out[0] = (char)(0xc0 | rune >> 6);
		out[1] = (char)(0x80 | (rune & 0x3f));
		return 2;
	}
	if (rune < 0x10000) {
		if (rune >= 0xd800 && rune <= 0xdfff)
			return 0;
		out[0] = (char)(0xe0 | rune >> 12);
		out[1] = (char)(0x80 | (rune >> 6 & 0x3f));
		out[2] = (char)(0x80 | (rune & 0x3f));
		return 3;
	}
	if (rune > 0x10ffff)
		return 0;
	out[0] = (char)(0xf0 | rune >> 18);
	out[1] = (char)(0x80 | (rune >> 12 & 0x3f));
	out[2] = (char)(0x80 | (rune >> 6 & 0x3f));
	out[3] = (char)(0x80 | (rune & 0x3f));
	return 4;
}

/* Length of the valid sequence at p (at most n bytes are there), 0 if there is none (RFC 3629, section 4). */
static unsigned
utf8_sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	unsigned length;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n < length)
		return 0;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (unsigned i = 2; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

/* Runs of valid three-byte sequences, which most Chinese text is; leads E0 and ED, which forbid some, are left out. */
static inline size_t
utf8_threes(const unsigned char *p, size_t n)
{
	static const unsigned char masks[4] = { 0xf0, 0xc0, 0xc0, 0 }, wants[4] = { 0xe0, 0x80, 0x80, 0 };
	uint32_t mask, want, four;
	size_t i = 0;

	memcpy(&mask, masks, 4);
	memcpy(&want, wants, 4);
	for (; n - i >= 4; i += 3) {
		memcpy(&four, p + i, 4);
		if ((four & mask) != want || p[i] == 0xe0 || p[i] == 0xed)
			break;
	}
	return i;
}

size_t
utf8_valid_length(struct raw bytes)
{
	size_t i = 0;

	while (i < bytes.n) {
		uint64_t eight;
		unsigned length;

		for (; bytes.n - i >= 8; i += 8) {
			memcpy(&eight, bytes.p + i, 8);
			if (eight & 0x8080808080808080)
				break;
		}
		i += utf8_threes(bytes.p + i, bytes.n - i);
		if (i == bytes.n)
			break;
		length = utf8_sequence(bytes.p + i, bytes.n - i);
		if (length == 0)
			break;
		i += length;
	}
	return i;
}

size_t
str_rune_start(struct str s, size_t at)
{
	if (at >= s.n)
		return s.n;
	while (at && ((unsigned char)s.p[at] & 0xc0) == 0x80)
		at--;
	return at;
}
