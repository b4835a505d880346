#include "story/terms.h"

#include <stdlib.h>

#include "text/fold.h"
#include "text/segment.h"

enum {
	OPENING_MAX = 60,     /* bytes of what may be a column's name */
	LEAD_RUNES = 220,     /* characters of the text that count as its beginning */
	WEIGHT_HEADLINE = 30, /* in tenths */
	WEIGHT_LEAD = 15,
	WEIGHT_BODY = 6,
	WORD_MIN = 2, /* letters */
	TABLE_SIZE = 1 << 13,
	TERM_FORMAT = 1,
	TERM_BYTES = 6,
	GROW_MAX = 8, /* characters either way */
};

/* ---- one term after the other ---- */

/* What stands between two terms of a walk. */
struct walk_state {
	struct str rest;
	struct str before; /* the character or number directly before; p NULL: none */
	enum unit_kind before_kind;
	size_t runes; /* so far */
};

static uint32_t
hash_of(struct str a, struct str b)
{
	uint64_t hash = str_hash(a) * 0x9e3779b97f4a7c15u + (b.n ? str_hash(b) : 0);

	return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

static bool
is_word(struct str s)
{
	return s.n >= WORD_MIN && s.n <= 40;
}

/* A number is a term with what stands directly behind it: 19人, 30 dead. */
static bool
unit_term(struct walk_state *walk, const struct unit *unit, struct str *a, struct str *b)
{
	bool has_number = walk->before.p && walk->before_kind == UNIT_NUMBER;
	bool has_character = walk->before.p && walk->before_kind == UNIT_CJK;

	*a = walk->before;
	*b = unit->text;
	if (unit->kind == UNIT_CJK)
		return has_number || has_character;
	if (unit->kind == UNIT_WORD && has_number)
		return true;
	*a = unit->text;
	*b = S("");
	return unit->kind == UNIT_WORD && is_word(unit->text);
}

struct found {
	uint32_t hash;
	bool number;
	size_t rune;	    /* where, in characters */
	const char *from, *to;
};

static bool
pull_term(struct walk_state *walk, struct found *out)
{
	struct unit unit;
	struct str a, b;

	while (pull_unit(&walk->rest, &unit)) {
		bool is_term = unit_term(walk, &unit, &a, &b);
		bool number = is_term && walk->before.p && walk->before_kind == UNIT_NUMBER;
		bool spaced = unit.kind == UNIT_SPACE && walk->before.p && walk->before_kind == UNIT_NUMBER;
		if (is_term)
			*out = (struct found){ hash_of(a, b), number, walk->runes, a.p, unit.text.p + unit.text.n };
		walk->runes += unit.kind == UNIT_WORD ? 1 + unit.text.n / 4 : 1;
		if (!spaced) {
			bool joins = unit.kind == UNIT_CJK || unit.kind == UNIT_NUMBER;
			walk->before = joins ? unit.text : (struct str){ 0 };
			walk->before_kind = unit.kind;
		}
		if (is_term)
			return true;
	}
	return false;
}

/* ---- all of an article ---- */

struct counted {
	uint32_t hash;
	uint32_t weight; /* 0: free */
	uint16_t times;
	uint8_t places;
};

struct counting {
	struct counted *table;
	size_t count;
};

static struct counted *
slot_of(struct counting *counting, uint32_t hash)
{
	size_t at = hash & (TABLE_SIZE - 1);

	while (counting->table[at].weight && counting->table[at].hash != hash)
		at = (at + 1) & (TABLE_SIZE - 1);
	return &counting->table[at];
}

static void
count(struct counting *counting, const struct found *found, unsigned place, unsigned weight)
{
	struct counted *slot = slot_of(counting, found->hash);

	if (!slot->weight) {
		if (counting->count >= TABLE_SIZE / 2)
			return;
		counting->count++;
		slot->hash = found->hash;
	}
	if (slot->weight < weight)
		slot->weight = weight;
	slot->times += slot->times < UINT16_MAX;
	slot->places |= (uint8_t)(place | (found->number ? TERM_NUMBER : 0));
}

/* What stands before the headline's first closing bracket or colon, where more follows: 【Column】, Column: */
static struct str
opening_of(struct str folded)
{
	static const struct str closers[] = { STR_INIT("】"), STR_INIT("》"), STR_INIT("〉"), STR_INIT("」"), STR_INIT("]"),
		STR_INIT(")"), STR_INIT(":"), STR_INIT("|"), STR_INIT("»"), STR_INIT("—"), STR_INIT("–") };
	size_t first = folded.n;

	for (size_t i = 0; i < LENGTH(closers); i++) {
		ptrdiff_t at = str_find(folded, closers[i], 0);
		if (at > 0 && (size_t)at < first && (size_t)at + closers[i].n < folded.n)
			first = (size_t)at;
	}
	return str_slice(folded, 0, first < folded.n && first <= OPENING_MAX ? first : 0);
}

static void
count_text(struct counting *counting, struct str folded, bool is_headline)
{
	struct str opening = is_headline ? opening_of(folded) : S("");
	struct walk_state walk = { .rest = folded };
	struct found found;

	while (pull_term(&walk, &found)) {
		bool lead = !is_headline && found.rune < LEAD_RUNES;
		unsigned place = is_headline ? TERM_HEADLINE : lead ? TERM_LEAD : 0;
		if (found.to <= opening.p + opening.n && opening.n)
			place |= TERM_OPENING;
		count(counting, &found, place,
		    is_headline ? WEIGHT_HEADLINE
		    : lead	? WEIGHT_LEAD
				: WEIGHT_BODY);
	}
}

static unsigned
log2_of(unsigned n)
{
	unsigned bits = 0;

	while (n >>= 1)
		bits++;
	return bits;
}

/* What is said again and again weighs more, but not much more. */
static uint8_t
weight_of(const struct counted *counted)
{
	unsigned weight = counted->weight + 4 * log2_of(counted->times);

	return (uint8_t)(weight < TERM_WEIGHT_MAX ? weight : TERM_WEIGHT_MAX);
}

/* Said once, deep in the text: of the least use. */
static bool
is_passing(const struct counted *counted)
{
	return !(counted->places & (TERM_HEADLINE | TERM_LEAD)) && counted->times < 2;
}

static int
by_hash(const void *a, const void *b)
{
	const struct story_term *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* Moves those of ${items} that weigh at least so much to the front; how many they are. */
static size_t
move_up(struct story_term *items, size_t n, unsigned least)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (items[i].weight >= least) {
			struct story_term item = items[i];
			items[i] = items[kept];
			items[kept++] = item;
		}
	return kept;
}

/* Brings the heaviest to the front, TERMS_MAX at most, of equal ones those with the smallest hashes; how many they are. */
static size_t
choose_heaviest(struct story_term *items, size_t n)
{
	size_t counts[TERM_WEIGHT_MAX + 1] = { 0 }, room = TERMS_MAX, kept;
	unsigned least = TERM_WEIGHT_MAX + 1;

	if (n <= TERMS_MAX)
		return n;
	for (size_t i = 0; i < n; i++)
		counts[items[i].weight]++;
	while (counts[least - 1] <= room)
		room -= counts[--least];
	kept = move_up(items, n, least);
	qsort(items + kept, move_up(items + kept, n - kept, least - 1), sizeof(*items), by_hash);
	return TERMS_MAX;
}

static void
take(struct arena *arena, const struct counting *counting, struct story_terms *out)
{
	struct story_term *items = arena_array(arena, struct story_term, counting->count);
	size_t n = 0;

	for (size_t i = 0; i < TABLE_SIZE; i++) {
		const struct counted *counted = &counting->table[i];
		if (counted->weight && !is_passing(counted))
			items[n++] = (struct story_term){ counted->hash, weight_of(counted), counted->places };
	}
	out->items = items;
	out->count = choose_heaviest(items, n);
	qsort(items, out->count, sizeof(*items), by_hash);
}

static struct str
first_part(struct str text)
{
	return text.n <= TERMS_TEXT_MAX ? text : str_slice(text, 0, str_rune_start(text, TERMS_TEXT_MAX));
}

void
terms_of(struct arena *arena, struct str headline, struct str text, struct story_terms *out)
{
	struct buf head CLEAN(buf_done) = { 0 }, body CLEAN(buf_done) = { 0 };
	struct counting counting = { .table = arena_array(arena, struct counted, TABLE_SIZE) };

	fold_str(headline, &head);
	fold_str(first_part(text), &body);
	count_text(&counting, buf_str(&head), true);
	count_text(&counting, buf_str(&body), false);
	take(arena, &counting, out);
}

/* ---- as bytes ---- */

void
terms_put(struct buf *out, const struct story_terms *terms)
{
	buf_push_u8(out, TERM_FORMAT);
	for (size_t i = 0; i < terms->count; i++) {
		buf_push_u32(out, terms->items[i].hash);
		buf_push_u8(out, terms->items[i].weight);
		buf_push_u8(out, terms->items[i].places);
	}
}

struct err
terms_get(struct arena *arena, struct raw bytes, struct story_terms *out)
{
	struct reader reader = reader_init(bytes);
	struct story_terms terms = { 0 };

	if (read_u8(&reader) != TERM_FORMAT || reader.rest.n % TERM_BYTES || reader.rest.n / TERM_BYTES > TERMS_MAX)
		return err_new(ERR_WIRE, "terms of a story");
	terms.count = reader.rest.n / TERM_BYTES;
	terms.items = arena_array(arena, struct story_term, terms.count);
	for (size_t i = 0; i < terms.count; i++) {
		terms.items[i].hash = read_u32(&reader);
		terms.items[i].weight = read_u8(&reader);
		terms.items[i].places = read_u8(&reader);
		if (i && terms.items[i].hash <= terms.items[i - 1].hash)
			return err_new(ERR_WIRE, "terms out of order");
	}
	*out = terms;
	return (struct err){ 0 };
}

/* ---- as words ---- */

static bool
is_among(const uint32_t *hashes, size_t count, uint32_t hash)
{
	for (size_t i = 0; i < count; i++)
		if (hashes[i] == hash)
			return true;
	return false;
}

static void
word_add(struct arena *arena, struct str word, struct strs *out)
{
	for (size_t i = 0; i < out->count; i++)
		if (str_equal_nocase(out->items[i], word))
			return;
	arena_push(arena, out->items, out->count, out->capacity);
	out->items[out->count++] = word;
}

/* A part of a folded text. */
struct part {
	const char *from, *to; /* from NULL: none yet */
};

static bool
is_cjk(uint32_t rune)
{
	enum rune_class class = rune_class(rune);

	return class == RUNE_HAN || class == RUNE_KANA || class == RUNE_HANGUL || class == RUNE_DIGIT;
}

static bool
stands_in(struct str text, const char *from, const char *to)
{
	return str_find(text, (struct str){ from, (size_t)(to - from) }, 0) >= 0;
}

/* A pair of characters is rarely a word: what stands around it in both texts belongs to it. */
static void
grow(struct str folded, struct str other, struct part *part)
{
	const char *end = folded.p + folded.n;

	for (unsigned n = 0; n < GROW_MAX && part->to < end; n++) {
		struct str rest = { part->to, (size_t)(end - part->to) };
		uint32_t rune;
		if (!pull_rune(&rest, &rune) || !is_cjk(rune) || !stands_in(other, part->from, rest.p))
			break;
		part->to = rest.p;
	}
	for (unsigned n = 0; n < GROW_MAX && part->from > folded.p; n++) {
		size_t at = str_rune_start(folded, (size_t)(part->from - folded.p) - 1);
		struct str rest = str_from(folded, at);
		uint32_t rune;
		if (!pull_rune(&rest, &rune) || !is_cjk(rune) || !stands_in(other, folded.p + at, part->to))
			break;
		part->from = folded.p + at;
	}
}

void
term_words(
    struct arena *arena, struct str text, const uint32_t *hashes, size_t count, struct str other, struct strs *out)
{
	struct buf folded CLEAN(buf_done) = { 0 }, others CLEAN(buf_done) = { 0 };
	struct part part = { 0 };
	struct walk_state walk;
	struct found found = { 0 };
	uint32_t *offsets;
	bool more = true;

	text = first_part(text);
	offsets = arena_array(arena, uint32_t, FOLD_OFFSETS(text.n));
	fold_str_offsets(text, &folded, offsets);
	fold_str(other, &others);
	walk = (struct walk_state){ .rest = buf_str(&folded) };
	while (more) {
		more = pull_term(&walk, &found);
		if (more && !is_among(hashes, count, found.hash))
			continue;
		if (part.from && (!more || found.from >= part.to)) {
			grow(buf_str(&folded), buf_str(&others), &part);
			word_add(arena, str_slice(text, offsets[part.from - folded.p], offsets[part.to - folded.p]), out);
		}
		if (more && (!part.from || found.from >= part.to))
			part.from = found.from;
		if (more && (!part.to || found.to > part.to))
			part.to = found.to;
	}
}
