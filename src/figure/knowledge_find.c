/* knowledge_find.c: the words of the tables in a text, and what they say. */
#include <assert.h>

#include "figure/knowledge_inside.h"

enum {
	MATCHES_MAX = 1 << 20,
	BYTES_OF_MATCH = 3, /* of text, about: where its list begins */
	BYTES_OF_SIGHT = 8, /* the same */
	TEXT_MAX = 1 << 24,
	HAN_SIZE = 3,
};

/* The first bytes of two characters of three. */
static const uint64_t TWO_HAN_MASK = 0xf00000f0, TWO_HAN = 0xe00000e0;

/* ---- finding ---- */

/* Two letters or two digits of one word; 168cm are two words. */
static bool
is_joined(char a, char b)
{
	return (char_is_alpha(a) && char_is_alpha(b)) || (char_is_digit(a) && char_is_digit(b));
}

/* A form of letters does not begin or end inside a word; most forms have none at their ends. */
static inline bool
is_whole(struct str text, size_t from, size_t to)
{
	return (text.p[from] & 0x80 || !from || !is_joined(text.p[from - 1], text.p[from])) &&
	    (text.p[to - 1] & 0x80 || to >= text.n || !is_joined(text.p[to - 1], text.p[to]));
}

struct finding {
	struct arena *arena;
	const struct knowledge *knowledge;
	struct str text;
	struct matches matches;
	size_t capacity, sight_capacity;
	uint32_t last[LEX_MAX]; /* the last hit of each table, plus one */
};

static void
match_push(struct finding *finding, size_t at, const struct tail *form)
{
	struct matches *out = &finding->matches;
	size_t to = at + form->size;
	const struct lexeme *lexeme = &finding->knowledge->lexemes[form - finding->knowledge->tails];

	if (out->count >= MATCHES_MAX || !is_whole(finding->text, at, to))
		return;
	arena_push(finding->arena, out->items, out->count, finding->capacity);
	if (finding->last[form->lexicon])
		out->items[finding->last[form->lexicon] - 1].next = (uint32_t)out->count;
	out->items[out->count++] = (struct match){ { (uint32_t)at, (uint32_t)to }, lexeme, (enum lexicon)form->lexicon, UINT32_MAX };
	finding->last[form->lexicon] = (uint32_t)out->count;
	out->begins[at] |= (uint16_t)(1u << form->lexicon);
	out->ends[to] |= (uint16_t)(1u << form->lexicon);
}

/* Is ${form}, whose first ${head} bytes stand at ${at}, there as a whole?  ${tail}: what stands behind those. */
static inline bool
form_is_at(const struct finding *finding, const struct tail *form, size_t at, size_t head, uint64_t tail)
{
	static const uint64_t masks[] = { 0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff, ~0ull };

	if ((tail ^ form->bytes) & masks[form->count] || form->size > finding->text.n - at)
		return false;
	return form->size <= head + 8 ||
	    memcmp(finding->knowledge->lexemes[form - finding->knowledge->tails].form.p, finding->text.p + at, form->size) == 0;
}

/* All forms with the head of ${head} bytes at ${at}; longest first: the list is sorted, so longer forms stand behind. */
static void
find_head(struct finding *finding, size_t at, size_t head, uint64_t key)
{
	const struct tail *tails = finding->knowledge->tails, *form, *first;
	const struct bucket *bucket = bucket_of(finding->knowledge, key);
	uint64_t tail;

	if (!bucket->key)
		return;
	tail = bytes_at(finding->text, at + head);
	first = &tails[bucket->from];
	for (form = &tails[bucket->to]; form-- > first;)
		if (form_is_at(finding, form, at, head, tail))
			match_push(finding, at, form);
}

/* All forms of the one character at ${at}; up to three bytes its index tells it from all others. */
static void
find_single(struct finding *finding, size_t at, size_t size, size_t index)
{
	const struct knowledge *knowledge = finding->knowledge;
	struct range range = knowledge->singles[index];

	for (uint32_t i = range.to; i-- > range.from;)
		if (knowledge->tails[i].size == size && (size < 4 || memcmp(knowledge->lexemes[i].form.p, finding->text.p + at, size) == 0))
			match_push(finding, at, &knowledge->tails[i]);
}

static void
sight_push(struct finding *finding, size_t at, unsigned kinds)
{
	struct matches *out = &finding->matches;

	arena_push(finding->arena, out->sights, out->sight_count, finding->sight_capacity);
	out->sights[out->sight_count++] = (struct sighting){ at & 0xffffff, kinds & 255 };
}

/* A character, and what stands behind it. */
struct spot {
	uint64_t bytes;
	size_t one, two; /* bytes of the first; of both, 0: there is no second */
};

static inline struct spot
spot_at(struct str text, size_t at)
{
	struct spot spot = { bytes_at(text, at), HAN_SIZE, 2 * HAN_SIZE };
	size_t left = text.n - at;

	if (left >= 8 && (spot.bytes & TWO_HAN_MASK) == TWO_HAN) /* as most of a Chinese text */
		return spot;
	spot.one = size_by_first(spot.bytes & 255);
	spot.two = spot.one + size_by_first(spot.bytes >> 8 * spot.one & 255);
	if (spot.two > left) /* behind the end all bytes are 0: a character of one byte */
		spot.two = 0;
	spot.one = spot.one < left ? spot.one : left;
	return spot;
}

/* All forms at ${at}; gives the size of the character there. */
static inline size_t
find_at(struct finding *finding, size_t at)
{
	const struct knowledge *knowledge = finding->knowledge;
	struct spot spot = spot_at(finding->text, at);
	size_t index = single_index(spot.bytes, spot.one);
	unsigned kinds = knowledge->sights.kinds[index];

	if (spot.two) {
		uint64_t key = key_of(spot.bytes, spot.two);
		if (bit_is_set(knowledge->heads, head_bit(key)))
			find_head(finding, at, spot.two, key);
	}
	if (kinds & SIGHT_SINGLE)
		find_single(finding, at, spot.one, index);
	if (kinds & ~SIGHT_SINGLE)
		sight_push(finding, at, kinds);
	return spot.one;
}

/* So that what stands at a place is found without a search. */
static void
blocks_make(struct arena *arena, struct matches *matches)
{
	size_t i = 0, count = matches->size / MATCH_BLOCK + 2;

	matches->blocks = arena_alloc_dirty(arena, count * sizeof(*matches->blocks));
	for (size_t block = 0; block < count; block++) {
		while (i < matches->count && matches->items[i].span.from < block * MATCH_BLOCK)
			i++;
		matches->blocks[block] = (uint32_t)i;
	}
}

void
knowledge_find(struct arena *arena, const struct knowledge *knowledge, struct str folded, struct matches *out)
{
	struct finding finding = { .arena = arena, .knowledge = knowledge, .text = folded, .capacity = folded.n / BYTES_OF_MATCH + 16 };

	assert(folded.n < TEXT_MAX);
	finding.matches.items = arena_alloc_dirty(arena, finding.capacity * sizeof(struct match));
	finding.matches.size = folded.n;
	finding.sight_capacity = folded.n / BYTES_OF_SIGHT + 16;
	finding.matches.sights = arena_alloc_dirty(arena, finding.sight_capacity * sizeof(struct sighting));
	finding.matches.begins = arena_array(arena, uint16_t, folded.n + 1);
	finding.matches.ends = arena_array(arena, uint16_t, folded.n + 1);
	for (size_t at = 0; at < folded.n;)
		at += find_at(&finding, at);
	blocks_make(arena, &finding.matches);
	*out = finding.matches;
}

/* ---- asking ---- */

size_t
match_from(const struct matches *matches, uint32_t at)
{
	size_t i;

	if (at > matches->size || !matches->count)
		return matches->count;
	for (i = matches->blocks[at / MATCH_BLOCK]; i < matches->count && matches->items[i].span.from < at;)
		i++;
	return i;
}

const struct match *
match_find_at(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	for (size_t i = match_from(matches, at); i < matches->count && matches->items[i].span.from == at; i++)
		if (matches->items[i].lexicon == lexicon)
			return &matches->items[i];
	return NULL;
}

const struct match *
match_find_before(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	const struct match *best = NULL;

	for (size_t i = match_from(matches, at); i-- && matches->items[i].span.from + FORM_MAX >= at;)
		if (matches->items[i].span.to == at && matches->items[i].lexicon == lexicon)
			best = &matches->items[i];
	return best;
}

struct str
lexeme_arg(const struct lexeme *lexeme, struct str key)
{
	for (uint32_t i = 0; i < lexeme->word_count; i++)
		if (str_equal(lexeme->words[i].name, key))
			return lexeme->words[i].value;
	return S("");
}

bool
lexeme_has(const struct lexeme *lexeme, struct str key)
{
	for (uint32_t i = 0; i < lexeme->word_count; i++)
		if (str_equal(lexeme->words[i].whole, key))
			return true;
	return false;
}
