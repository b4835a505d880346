#include "refine/mend.h"
#include "refine/rules.h"

/* What a byte may begin. */
enum begin {
	PLAIN,
	CONTROL,   /* C0 and DEL */
	CONTROL_1, /* C2: C1 controls */
	MOJIBAKE,  /* C3: a letter that is the first byte of a Han character */
	WIDTH,	   /* E2: U+200B..., U+2060 */
	SPECIAL,   /* EF: U+FEFF, U+FFFD */
	ENTITY,	   /* & */
};

static const uint8_t begins[256] = {
	[0x00 ... 0x08] = CONTROL,
	[0x0b ... 0x0c] = CONTROL,
	[0x0e ... 0x1f] = CONTROL,
	[0x7f] = CONTROL,
	['&'] = ENTITY,
	[0xc2] = CONTROL_1,
	[0xc3] = MOJIBAKE,
	[0xe2] = WIDTH,
	[0xef] = SPECIAL,
};

static unsigned char
byte_at(struct str s, size_t at)
{
	return at < s.n ? (unsigned char)s.p[at] : 0;
}

/* U+200B-200F, U+202A-202E, U+2060-2064, U+2066-2069: characters that show nothing. */
static bool
is_zero_width(struct str s, size_t at)
{
	unsigned char second = byte_at(s, at + 1), third = byte_at(s, at + 2);

	if (second == 0x80)
		return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae);
	return second == 0x81 && third >= 0xa0 && third <= 0xa9;
}

/* Three bytes of UTF-8 that were taken for three characters of Latin-1: U+E4-E9, U+80-BF. */
static bool
is_mojibake(struct str s, size_t at)
{
	unsigned char lead = byte_at(s, at + 1);

	return lead >= 0xa2 && lead <= 0xaf && byte_at(s, at + 2) == 0xc2 &&
	       byte_at(s, at + 4) == 0xc2;
}

static void
special_note(struct notes *notes, struct str s, size_t at)
{
	unsigned char second = byte_at(s, at + 1), third = byte_at(s, at + 2);

	if (second == 0xbf && third == 0xbd)
		note(notes, NOTE_REPLACEMENT);
	if (second == 0xbb && third == 0xbf)
		note(notes, NOTE_ZERO_WIDTH);
}

/* "#8230" or "#x2026"; 0 where it is no number of a character that may stand in text. */
static uint32_t
numeric_rune(struct str digits)
{
	bool hex = digits.n > 1 && char_lower(digits.p[1]) == 'x';
	uint32_t rune = 0;

	if (digits.n < 3 || digits.p[0] != '#' || digits.n > 8)
		return 0;
	for (size_t i = hex ? 2 : 1; i < digits.n; i++) {
		int digit = char_hex(digits.p[i]);

		if (digit < 0 || (!hex && digit > 9))
			return 0;
		rune = rune * (hex ? 16 : 10) + (uint32_t)digit;
	}
	return rune > 0x9f && rune <= 0x10ffff && (rune < 0xd800 || rune > 0xdfff) ? rune : 0;
}

/* The character that "&name;" at ${at} certainly means, and its length; 0 where it may be meant as
 * it stands. */
static uint32_t
entity_at(struct str s, size_t at, size_t *length)
{
	struct str rest = str_slice(s, at + 1, at + 12);
	ptrdiff_t end = str_find_char(rest, ';', 0);
	struct str name;

	if (end < 1)
		return 0;
	name = str_slice(rest, 0, (size_t)end);
	*length = name.n + 2;
	return name.p[0] == '#' ? numeric_rune(name) : escape_rune(name);
}

#define AS_WRITTEN UINT32_MAX

/* What is to be done at ${at}: how many bytes to take, and in *${rune} what stands for them (0:
 * nothing). */
static size_t
mend_at(struct notes *notes, struct str s, size_t at, uint32_t *rune)
{
	size_t length = 0;

	*rune = 0;
	switch (begins[byte_at(s, at)]) {
	case CONTROL:
		note(notes, NOTE_CONTROL);
		return 1;
	case CONTROL_1:
		if (byte_at(s, at + 1) >= 0xa0)
			return 0;
		note(notes, NOTE_CONTROL);
		return 2;
	case MOJIBAKE:
		if (!is_mojibake(s, at))
			return 0;
		note(notes, NOTE_MOJIBAKE);
		*rune = AS_WRITTEN; /* with the controls that are part of it, so that it can still
				       be undone */
		return 6;
	case WIDTH:
		if (is_zero_width(s, at))
			note(notes, NOTE_ZERO_WIDTH);
		return 0;
	case SPECIAL:
		special_note(notes, s, at);
		return 0;
	case ENTITY:
		*rune = entity_at(s, at, &length);
		if (!*rune)
			return 0;
		note(notes, NOTE_DOUBLE_ESCAPED);
		return length;
	default:
		return 0;
	}
}

struct str
text_mend(struct arena *arena, struct notes *notes, struct str s)
{
	char *out = NULL;
	size_t n = 0, plain = 0;

	for (size_t i = 0; i < s.n; i++) {
		uint32_t rune;
		size_t length;

		if (begins[(unsigned char)s.p[i]] == PLAIN)
			continue;
		length = mend_at(notes, s, i, &rune);
		if (rune == AS_WRITTEN)
			i += length - 1;
		if (!length || rune == AS_WRITTEN)
			continue;
		if (!out)
			out = arena_alloc_dirty(arena, s.n);
		memcpy(out + n, s.p + plain, i - plain);
		n += i - plain;
		n += rune ? rune_write(rune, out + n) : 0;
		i += length - 1;
		plain = i + 1;
	}
	if (!out)
		return s;
	memcpy(out + n, s.p + plain, s.n - plain);
	return (struct str){ out, n + s.n - plain };
}

/* ---- the ends ---- */

/* Length of the white space, wide or of no width, that ${s} begins with; 0 if it begins with none.
 */
static size_t
blank_length(struct str s)
{
	static const struct str blanks[] = {
		STR_INIT("\u3000"),
		STR_INIT("\u00a0"),
		STR_INIT("\u200b"),
		STR_INIT("\ufeff"),
	};

	if (s.n && char_is_space(s.p[0]))
		return 1;
	for (size_t i = 0; i < LENGTH(blanks); i++)
		if (str_starts(s, blanks[i]))
			return blanks[i].n;
	return 0;
}

struct str
text_trim_start(struct str s)
{
	size_t n;

	while ((n = blank_length(s)))
		s = str_from(s, n);
	return s;
}

struct str
text_trim_end(struct str s)
{
	while (s.n) {
		size_t last = str_rune_start(s, s.n - 1);

		if (!blank_length(str_from(s, last)))
			break;
		s.n = last;
	}
	return s;
}

struct str
text_trim(struct str s)
{
	return text_trim_end(text_trim_start(s));
}

struct str
line_mend(struct arena *arena, struct notes *notes, struct str s)
{
	char *out;
	size_t n = 0;

	s = text_trim(text_mend(arena, notes, s));
	out = arena_alloc_dirty(arena, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_space(s.p[i]))
			out[n++] = s.p[i];
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	return (struct str){ out, n };
}
