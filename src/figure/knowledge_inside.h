/*
 * knowledge_inside.h: how the words of the tables lie in memory: for knowledge.c, which puts them there, and knowledge_find.c.
 */
#ifndef XINSHI_FIGURE_KNOWLEDGE_INSIDE_H
#define XINSHI_FIGURE_KNOWLEDGE_INSIDE_H

#include <string.h>

#include "figure/knowledge.h"

enum { FORM_MAX = 200 /* bytes of a form */ };
_Static_assert(FORM_MAX <= UINT8_MAX, "struct tail holds less");

/* Forms that begin alike: [from, to) of the sorted list. */
struct bucket {
	uint64_t key; /* 0: free */
	uint32_t from, to;
};

/* What follows the head of a form, up to eight bytes, so that most hits and misses are told by one comparison. */
struct tail {
	uint64_t bytes;
	uint8_t count;	 /* of these bytes */
	uint8_t size;	 /* of the whole form */
	uint8_t lexicon;
};

/* [from, to) of the sorted list. */
struct range {
	uint32_t from, to;
};

enum { HEAD_BITS = 1 << 18, RUNES = 1 << 16 };

/* By character: its kinds (enum sight), and whether it is a form by itself. */
struct sights {
	uint8_t kinds[RUNES];
};
enum { SIGHT_SINGLE = 1 };

struct knowledge {
	struct arena arena;
	uint64_t heads[HEAD_BITS / 64]; /* a bit of each key of two characters: most text has none, and asks no further */
	struct sights sights;
	struct range singles[RUNES]; /* by character: the forms that are that character alone */
	struct lexeme *lexemes;
	size_t count, capacity;
	struct tail *tails; /* of each lexeme */
	struct bucket *buckets;
	size_t bucket_count; /* a power of two */
	struct digest_state state;
	const struct name_sets *name_sets;
	knowledge_told *told;
	void *context;
};

/* ---- what a form begins with ---- */

static inline size_t
size_by_first(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static inline size_t
first_size(struct str s)
{
	size_t n = size_by_first(s.n ? (unsigned char)s.p[0] : 0);

	return n < s.n ? n : s.n;
}

/* Up to eight bytes, the first lowest. */
static inline uint64_t
bytes_at(struct str s, size_t at)
{
	uint64_t bytes = 0;

	if (at + 8 <= s.n)
		memcpy(&bytes, s.p + at, 8);
	else
		memcpy(&bytes, s.p + at, s.n - at);
	return bytes;
}

/* Of the lowest ${n} of eight bytes, 1 to 8. */
static inline uint64_t
key_of(uint64_t bytes, size_t n)
{
	return ((bytes & ~0ull >> (64 - 8 * n)) ^ (uint64_t)n << 59) * 0x9e3779b97f4a7c15u | 1;
}

/* The first two characters, or the only one. */
static inline size_t
head_size(struct str s)
{
	size_t first = first_size(s);

	return first < s.n ? first + first_size(str_from(s, first)) : first;
}

static inline void
bit_set(uint64_t *bits, size_t i)
{
	bits[i / 64] |= 1ull << i % 64;
}

static inline bool
bit_is_set(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static inline size_t
head_bit(uint64_t key)
{
	return key >> 40 & (HEAD_BITS - 1);
}

/* The first character of ${bytes}, of ${n} of them, as far as singles tells them apart. */
static inline size_t
single_index(uint64_t bytes, size_t n)
{
	uint64_t a = bytes & 255, b = bytes >> 8 & 255, c = bytes >> 16 & 255;

	return (n < 2 ? a : n < 3 ? a << 6 ^ b : a << 12 ^ (b & 63) << 6 ^ (c & 63)) & (RUNES - 1);
}

static inline struct bucket *
bucket_of(const struct knowledge *knowledge, uint64_t key)
{
	size_t mask = knowledge->bucket_count - 1, at = (key >> 17) & mask;

	while (knowledge->buckets[at].key && knowledge->buckets[at].key != key)
		at = (at + 1) & mask;
	return &knowledge->buckets[at];
}

#endif
