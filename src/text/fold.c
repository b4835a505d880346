#include "text/fold.h"
#include "gen/fold.inc"

/* One value of the table: distance to the folded rune, or (with VALUE_MULTI) a place in the pool; class; script. */
enum {
	VALUE_TARGET = (1 << 21) - 1,
	VALUE_MULTI = 1 << 21,
	VALUE_CLASS = 22,
	VALUE_SCRIPT = 25,
	BLOCK_BITS = 5,
	RUNE_MAX = 0x10ffff,
	RUNE_FOLDED_MAX = FOLD_MAX * 4, /* bytes */
};
_Static_assert(sizeof(fold_values[0]) == sizeof(uint32_t) << BLOCK_BITS, "mkfold uses other blocks");
_Static_assert(FOLD_EXPANSION <= 18, "FOLD_OFFSETS is too small");

static inline uint32_t
value_of(uint32_t rune)
{
	return fold_values[fold_blocks[rune >> BLOCK_BITS]][rune & ((1u << BLOCK_BITS) - 1)];
}

unsigned
fold_rune(uint32_t rune, uint32_t out[FOLD_MAX])
{
	uint32_t value = rune <= RUNE_MAX ? value_of(rune) : 0;
	const uint32_t *many;

	if (!(value & VALUE_MULTI)) {
		out[0] = (rune + value) & VALUE_TARGET;
		return 1;
	}
	many = fold_pool + (value & VALUE_TARGET);
	memcpy(out, many + 1, many[0] * sizeof(many[0]));
	return many[0];
}

enum rune_class
rune_class(uint32_t rune)
{
	return rune <= RUNE_MAX ? value_of(rune) >> VALUE_CLASS & 7 : RUNE_OTHER;
}

int
rune_script(uint32_t rune)
{
	static const int scripts[] = { 0, 1, -1, 0 };

	return rune <= RUNE_MAX ? scripts[value_of(rune) >> VALUE_SCRIPT & 3] : 0;
}

uint32_t
fold_version(void)
{
	return FOLD_VERSION;
}

/* ---- text ---- */

static unsigned
write_pool(uint32_t value, char *to)
{
	const uint32_t *many = fold_pool + (value & VALUE_TARGET);
	unsigned n = 0;

	for (uint32_t i = 1; i <= many[0]; i++)
		n += rune_write(many[i], to + n);
	return n;
}

/* Folds the rune at the front of *${s}, takes it, writes at most RUNE_FOLDED_MAX bytes; gives their number. */
static inline unsigned
pull_folded(struct str *s, char *to)
{
	const char *from = s->p;
	uint32_t rune, value;
	unsigned length;

	pull_rune(s, &rune);
	value = value_of(rune);
	if (value & VALUE_MULTI)
		return write_pool(value, to);
	if (value & VALUE_TARGET)
		return rune_write((rune + value) & VALUE_TARGET, to);
	length = (unsigned)(s->p - from);
	for (unsigned i = 0; i < length; i++)
		to[i] = from[i];
	return length;
}

/* Folds runs of ASCII, eight bytes at a time where they last; gives how many bytes it took and wrote. */
static inline size_t
fold_ascii(const char *from, size_t n, char *to)
{
	const uint64_t high = 0x8080808080808080, each = 0x0101010101010101;
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t eight, upper;
		memcpy(&eight, from + i, 8);
		if (eight & high)
			break;
		/* 0x80 in each byte from 'A' to 'Z'; a quarter of it is the distance to the small letter. */
		upper = (eight + each * (0x80 - 'A')) & ~(eight + each * (0x80 - 'Z' - 1)) & high;
		eight += upper >> 2;
		memcpy(to + i, &eight, 8);
	}
	for (; i < n && !(from[i] & 0x80); i++)
		to[i] = char_lower(from[i]);
	return i;
}

enum { CHUNK = 4096 };

static inline size_t
min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

void
fold_str(struct str s, struct buf *out)
{
	char chunk[CHUNK];
	size_t n = 0;

	while (s.n) {
		if (n > CHUNK - RUNE_FOLDED_MAX) {
			buf_push(out, chunk, n);
			n = 0;
		}
		if (s.p[0] & 0x80) {
			n += pull_folded(&s, chunk + n);
			continue;
		}
		size_t taken = fold_ascii(s.p, min_size(s.n, CHUNK - n), chunk + n);
		s = str_from(s, taken);
		n += taken;
	}
	buf_push(out, chunk, n);
}

void
fold_str_offsets(struct str s, struct buf *out, uint32_t *offsets)
{
	const char *start = s.p;
	size_t at = 0;

	while (s.n) {
		char bytes[RUNE_FOLDED_MAX];
		uint32_t from = (uint32_t)(s.p - start);
		unsigned n = pull_folded(&s, bytes);
		buf_push(out, bytes, n);
		for (unsigned i = 0; i < n; i++)
			offsets[at++] = from;
	}
	offsets[at] = (uint32_t)(s.p - start);
}

/* ---- in place ---- */

/* As pull_folded, but the rune at the front of *${s} stays as it is where its folding has not as many bytes. */
static size_t
pull_folded_in_place(struct str *s, char *to)
{
	char folded[4];
	const char *from = s->p;
	uint32_t rune, value;
	size_t length;

	pull_rune(s, &rune);
	length = (size_t)(s->p - from);
	value = value_of(rune);
	if (!(value & VALUE_MULTI) && (value & VALUE_TARGET) && rune_write((rune + value) & VALUE_TARGET, folded) == length)
		from = folded;
	memcpy(to, from, length);
	return length;
}

/* Runs of runes of three bytes, which most of a Chinese text is; gives how many bytes it took and wrote. */
static inline size_t
fold_threes(const char *from, size_t n, char *to)
{
	const unsigned char *p = (const unsigned char *)from;
	size_t i = 0;

	for (; n - i >= 3 && p[i] >= 0xe0 && p[i] < 0xf0; i += 3) {
		uint32_t rune = (p[i] & 15u) << 12 | (p[i + 1] & 63u) << 6 | (p[i + 2] & 63u), value = value_of(rune);
		uint32_t folded = (rune + value) & VALUE_TARGET;
		if (value & VALUE_MULTI || folded < 0x800 || folded > 0xffff)
			folded = rune;
		to[i] = (char)(0xe0 | folded >> 12);
		to[i + 1] = (char)(0x80 | (folded >> 6 & 63));
		to[i + 2] = (char)(0x80 | (folded & 63));
	}
	return i;
}

void
fold_in_place(struct str s, char *out)
{
	while (s.n) {
		size_t n = s.p[0] & 0x80 ? fold_threes(s.p, s.n, out) : fold_ascii(s.p, s.n, out);
		if (!n) {
			out += pull_folded_in_place(&s, out);
			continue;
		}
		s = str_from(s, n);
		out += n;
	}
}
