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

/* U+200B-200F, U+2060, U+FEFF and the like show nothing; the three-byte forms begin with E2 80, E2
 * 81, EF BB. */
static bool
is_invisible(uint32_t rune)
{
	return (rune >= 0x200b && rune <= 0x200f) || (rune >= 0x202a && rune <= 0x202e) ||
	       (rune >= 0x2060 && rune <= 0x2064) || rune == 0xfeff || rune == 0xad;
}

static bool
is_blank(uint32_t rune)
{
	return rune <= ' ' || rune == 0xa0 || rune == 0x3000 ||
	       (rune >= 0x2000 && rune <= 0x200a) || rune == 0x202f;
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

/* Visible ASCII, which stays as it is. */
static void
normal_plain(struct normal *normal, struct str *line)
{
	size_t n = 0;

	while (n < line->n && (signed char)line->p[n] > ' ')
		n++;
	if (!n)
		return;
	if (normal->blank && normal->after_ascii)
		normal->out[normal->n++] = ' ';
	memcpy(normal->out + normal->n, line->p, n);
	normal->n += n;
	normal->blank = false;
	normal->after_ascii = true;
	*line = str_from(*line, n);
}

static void
normal_line(struct normal *normal, struct str line)
{
	uint32_t rune;

	while (normal_plain(normal, &line), pull_rune(&line, &rune)) {
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

enum { GRAM = 4, PLANES = 32 };

/* A set of hashes, by 32 of their bits; 0 is none of them. */
struct set {
	uint32_t *slots;
	size_t mask;
};

static bool
set_add(struct set *set, uint64_t hash)
{
	uint32_t value = (uint32_t)(hash >> 32) | 1;
	size_t at = hash & set->mask;

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

/*
 * 64 counters at once: bit b of plane k is bit k of counter b.  A carry waits in ${held} until
 * another comes to its plane, so that adding costs one full adder on average (Harley and Seal).
 */
struct counters {
	uint64_t planes[PLANES], held[PLANES];
	uint32_t added;
};

static void
counters_add(struct counters *counters, uint64_t bits)
{
	uint32_t n = counters->added++;
	unsigned k = 0;

	for (; n >> k & 1; k++) {
		uint64_t a = counters->planes[k], b = counters->held[k];

		counters->planes[k] = a ^ b ^ bits;
		bits = (a & b) | (bits & (a ^ b));
	}
	counters->held[k] = bits;
}

/* Adds what waits. */
static void
counters_settle(struct counters *counters)
{
	for (unsigned k = 0; k < PLANES; k++) {
		uint64_t bits = counters->added >> k & 1 ? counters->held[k] : 0;

		for (unsigned j = k; bits && j < PLANES; j++) {
			uint64_t carry = counters->planes[j] & bits;

			counters->planes[j] ^= bits;
			bits = carry;
		}
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
		enum rune_class class;

		if (rune < 0x80 && n < capacity) {
			letters[n] = (unsigned char)char_lower((char)rune);
			n += char_is_alpha((char)rune) || char_is_digit((char)rune);
			continue;
		}
		class = rune_class(rune);
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

static size_t
power_above(size_t n)
{
	size_t power = 64;

	while (power < n)
		power *= 2;
	return power;
}

/* Adds the hash of each gram, once; a text shorter than a gram is one. */
static void
grams_count(const uint32_t *letters, size_t count, struct set *set, struct counters *counters)
{
	const uint64_t base = 0x9e3779b97f4a7c15, oldest = base * base * base * base;
	uint64_t rolling = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t hash;

		rolling =
		    rolling * base + letters[i] - (i >= GRAM ? letters[i - GRAM] * oldest : 0);
		if (i + 1 < GRAM && i + 1 < count)
			continue;
		hash = mix(rolling);
		if (set_add(set, hash))
			counters_add(counters, hash);
	}
}

uint64_t
prints_simhash(struct arena *arena, struct str text)
{
	struct counters counters = { 0 };
	uint64_t simhash = 0;
	struct set set;
	size_t count;
	uint32_t *letters = letters_of(arena, text, &count);

	if (count == 0)
		return 0;
	set.mask = power_above(2 * count) - 1;
	set.slots = arena_array(arena, uint32_t, set.mask + 1);
	grams_count(letters, count, &set, &counters);
	counters_settle(&counters);
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
