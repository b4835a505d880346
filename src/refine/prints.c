#include "refine/dateline.h"
#include "refine/prints.h"
#include "text/fold.h"

/* ---- normal form ---- */

enum { DATE_LINE_MAX = 64 };

/* A line that says only when: noise between two readings of one article. */
static bool
is_noise(struct str line)
{
	struct dateline date;
	bool digit = false;

	if (line.n == 0 || line.n > DATE_LINE_MAX)
		return false;
	for (size_t i = 0; i < line.n && !digit; i++)
		digit = char_is_digit(line.p[i]);
	return digit && dateline_read(line, false, 0, &date) && date.names.n == 0;
}

/* U+200B-200F, U+2060, U+FEFF and the like show nothing; the three-byte forms begin with E2 80, E2 81, EF BB. */
static bool
is_invisible(uint32_t rune)
{
	return (rune >= 0x200b && rune <= 0x200f) || (rune >= 0x202a && rune <= 0x202e) ||
	       (rune >= 0x2060 && rune <= 0x2064) || rune == 0xfeff || rune == 0xad;
}

static bool
is_blank(uint32_t rune)
{
	return rune <= ' ' || rune == 0xa0 || rune == 0x3000 || (rune >= 0x2000 && rune <= 0x200a) || rune == 0x202f;
}

static uint32_t
narrow(uint32_t rune)
{
	return rune >= 0xff01 && rune <= 0xff5e ? rune - 0xfee0 : rune;
}

struct normal {
	char *out;
	size_t n;
	bool blank;	  /* white space is due before a letter of an alphabet */
	bool after_ascii; /* the last character was one */
};

static void
normal_rune(struct normal *normal, uint32_t rune)
{
	bool ascii = rune < 0x2000;

	if (normal->blank && ascii && normal->after_ascii)
		normal->out[normal->n++] = ' ';
	normal->n += rune_write(rune, normal->out + normal->n);
	normal->blank = false;
	normal->after_ascii = ascii;
}

static void
normal_line(struct normal *normal, struct str line)
{
	uint32_t rune;

	while (pull_rune(&line, &rune)) {
		if (is_blank(rune))
			normal->blank = true;
		else if (!is_invisible(rune))
			normal_rune(normal, narrow(rune));
	}
	normal->blank = true;
}

struct str
prints_normal(struct arena *arena, struct str text)
{
	struct normal normal = { .out = arena_alloc_dirty(arena, text.n + 1) };
	struct str line;

	while (pull_field(&text, '\n', &line))
		if (!is_noise(line))
			normal_line(&normal, line);
	return (struct str){ normal.out, normal.n };
}

/* ---- simhash ---- */

enum { GRAM = 4, PLANES = 24 };

/* A set of 64-bit values; 0 is none of them. */
struct set {
	uint64_t *slots;
	size_t mask;
};

static bool
set_add(struct set *set, uint64_t value)
{
	size_t at = value & set->mask;

	while (set->slots[at] && set->slots[at] != value)
		at = (at + 1) & set->mask;
	if (set->slots[at])
		return false;
	set->slots[at] = value;
	return true;
}

/* The finaliser of splitmix64: every bit of the result depends on every bit of the value. */
static uint64_t
mix(uint64_t value)
{
	value ^= value >> 30;
	value *= 0xbf58476d1ce4e5b9;
	value ^= value >> 27;
	value *= 0x94d049bb133111eb;
	return value ^ value >> 31;
}

/* 64 counters at once: plane k holds bit k of each, and adding is carrying. */
struct counters {
	uint64_t planes[PLANES];
	uint32_t added;
};

static void
counters_add(struct counters *counters, uint64_t bits)
{
	counters->added++;
	for (unsigned k = 0; bits && k < PLANES; k++) {
		uint64_t carry = counters->planes[k] & bits;

		counters->planes[k] ^= bits;
		bits = carry;
	}
}

static uint32_t
counter_value(const struct counters *counters, unsigned bit)
{
	uint32_t value = 0;

	for (unsigned k = 0; k < PLANES; k++)
		value |= (uint32_t)(counters->planes[k] >> bit & 1) << k;
	return value;
}

/* Letters, digits and Han characters of ${text}, folded; *${count} of them. */
static uint32_t *
letters_of(struct arena *arena, struct str text, size_t *count)
{
	size_t capacity = text.n + FOLD_MAX, n = 0;
	uint32_t *letters = arena_alloc_dirty(arena, capacity * sizeof(uint32_t)), rune;

	while (pull_rune(&text, &rune)) {
		enum rune_class class = rune_class(rune);

		if (class == RUNE_OTHER || class == RUNE_IGNORED)
			continue;
		if (n + FOLD_MAX > capacity) {
			letters = arena_grow(arena, letters, n, 2 * capacity, sizeof(uint32_t));
			capacity *= 2;
		}
		n += fold_rune(rune, letters + n);
	}
	*count = n;
	return letters;
}

static uint64_t
gram_hash(const uint32_t *runes, size_t n)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ runes[i]) * 0x9e3779b97f4a7c15 + 1;
	return mix(hash) | 1ULL << 63;
}

static size_t
power_above(size_t n)
{
	size_t power = 64;

	while (power < n)
		power *= 2;
	return power;
}

uint64_t
prints_simhash(struct arena *arena, struct str text)
{
	struct counters counters = { 0 };
	size_t count, grams;
	uint32_t *letters = letters_of(arena, text, &count);
	struct set set;
	uint64_t simhash = 0;

	if (count == 0)
		return 0;
	grams = count < GRAM ? 1 : count - GRAM + 1;
	set.mask = power_above(2 * grams) - 1;
	set.slots = arena_array(arena, uint64_t, set.mask + 1);
	for (size_t i = 0; i < grams; i++) {
		uint64_t hash = gram_hash(letters + i, count < GRAM ? count : GRAM);

		if (set_add(&set, hash))
			counters_add(&counters, mix(hash));
	}
	for (unsigned bit = 0; bit < 64; bit++)
		simhash |= (uint64_t)(2 * counter_value(&counters, bit) > counters.added) << bit;
	return simhash;
}

unsigned
prints_distance(uint64_t a, uint64_t b)
{
	return (unsigned)__builtin_popcountll(a ^ b);
}

void
article_prints(struct arena *arena, struct article *article)
{
	struct str text = prints_normal(arena, article->text);
	struct digest_state state, whole;

	digest_init(&state);
	digest_add(&state, raw_from_str(text));
	whole = state;
	article->body_digest = digest_final(&state);
	digest_add(&whole, raw_from_str(S("\n")));
	digest_add(&whole, raw_from_str(prints_normal(arena, article->headline)));
	article->digest = digest_final(&whole);
	article->simhash = (int64_t)prints_simhash(arena, article->text);
}
