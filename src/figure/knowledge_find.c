/* knowledge_find.c: the words of the tables in a text, and what they say. */
#include "figure/knowledge_inside.h"
#include "text/fold.h"

enum {
	MATCHES_MAX = 1 << 20,
	BYTES_OF_MATCH = 3, /* of text, about: where its list begins */
};

/* ---- folding in place ---- */

static unsigned
rune_size(uint32_t rune)
{
	return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

void
fold_in_place(struct str s, char *out)
{
	while (s.n) {
		struct str before = s;
		uint32_t rune, folded[FOLD_MAX];
		size_t n;
		if (!pull_rune(&s, &rune))
			break;
		n = before.n - s.n;
		if (fold_rune(rune, folded) != 1 || rune_size(folded[0]) != n || rune_write(folded[0], out) != n)
			memcpy(out, before.p, n);
		out += n;
	}
}

/* ---- finding ---- */

/* Two letters or two digits of one word; 168cm are two words. */
static bool
is_joined(char a, char b)
{
	return (char_is_alpha(a) && char_is_alpha(b)) || (char_is_digit(a) && char_is_digit(b));
}

/* A form of letters does not begin or end inside a word. */
static bool
is_whole(struct str text, size_t from, size_t to)
{
	return !(from && is_joined(text.p[from - 1], text.p[from])) && !(to < text.n && is_joined(text.p[to - 1], text.p[to]));
}

struct finding {
	struct arena *arena;
	const struct knowledge *knowledge;
	struct str text;
	struct matches matches;
	size_t capacity;
};

static void
match_push(struct finding *finding, size_t at, size_t size, uint32_t i)
{
	struct matches *out = &finding->matches;

	if (out->count >= MATCHES_MAX || !is_whole(finding->text, at, at + size))
		return;
	arena_push(finding->arena, out->items, out->count, finding->capacity);
	out->items[out->count++] = (struct match){ { (uint32_t)at, (uint32_t)(at + size) }, &finding->knowledge->lexemes[i] };
}

/* All forms with the head of ${head} bytes at ${at}; longest first: the list is sorted, so longer forms stand behind. */
static void
find_head(struct finding *finding, size_t at, size_t head, uint64_t key)
{
	const struct knowledge *knowledge = finding->knowledge;
	const struct bucket *bucket = bucket_of(knowledge, key);
	uint64_t tail = bytes_at(finding->text, at + head);

	for (uint32_t i = bucket->key ? bucket->to : 0; i-- > bucket->from;) {
		const struct tail *form = &knowledge->tails[i];
		if ((tail & form->mask) != form->bytes || form->size > finding->text.n - at)
			continue;
		if (form->size > head + 8 && memcmp(knowledge->lexemes[i].form.p, finding->text.p + at, form->size) != 0)
			continue;
		match_push(finding, at, form->size, i);
	}
}

/* All forms of the one character at ${at}. */
static void
find_single(struct finding *finding, size_t at, size_t size)
{
	const struct knowledge *knowledge = finding->knowledge;
	struct range range = knowledge->singles[single_index(finding->text.p + at, size)];

	for (uint32_t i = range.to; i-- > range.from;)
		if (knowledge->tails[i].size == size && memcmp(knowledge->lexemes[i].form.p, finding->text.p + at, size) == 0)
			match_push(finding, at, size, i);
}

/* So that what stands at a place is found without a search. */
static void
blocks_make(struct arena *arena, struct matches *matches, size_t size)
{
	size_t i = 0;

	matches->block_count = size / MATCH_BLOCK + 2;
	matches->blocks = arena_alloc_dirty(arena, matches->block_count * sizeof(*matches->blocks));
	for (size_t block = 0; block < matches->block_count; block++) {
		while (i < matches->count && matches->items[i].span.from < block * MATCH_BLOCK)
			i++;
		matches->blocks[block] = (uint32_t)i;
	}
}

void
knowledge_find(struct arena *arena, const struct knowledge *knowledge, struct str folded, struct matches *out)
{
	struct finding finding = { .arena = arena, .knowledge = knowledge, .text = folded, .capacity = folded.n / BYTES_OF_MATCH + 16 };

	finding.matches.items = arena_alloc_dirty(arena, finding.capacity * sizeof(struct match));
	for (size_t at = 0, one, two; at < folded.n; at += one) {
		one = first_size(str_from(folded, at));
		two = at + one < folded.n ? one + first_size(str_from(folded, at + one)) : one;
		if (two > one) {
			uint64_t key = key_of(folded, at, two);
			if (bit_is_set(knowledge->heads, head_bit(key)))
				find_head(&finding, at, two, key);
		}
		find_single(&finding, at, one);
	}
	blocks_make(arena, &finding.matches, folded.n);
	*out = finding.matches;
}

/* ---- asking ---- */

const struct match *
match_next(const struct matches *matches, enum lexicon lexicon, size_t *i)
{
	while (*i < matches->count && matches->items[*i].lexeme->lexicon != lexicon)
		++*i;
	return *i < matches->count ? &matches->items[(*i)++] : NULL;
}

/* The first hit at or behind ${at}. */
static size_t
first_from(const struct matches *matches, uint32_t at)
{
	size_t block = at / MATCH_BLOCK, i;

	if (!matches->count || block >= matches->block_count)
		return matches->count;
	for (i = matches->blocks[block]; i < matches->count && matches->items[i].span.from < at;)
		i++;
	return i;
}

const struct match *
match_at(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	for (size_t i = first_from(matches, at); i < matches->count && matches->items[i].span.from == at; i++)
		if (matches->items[i].lexeme->lexicon == lexicon)
			return &matches->items[i];
	return NULL;
}

const struct match *
match_before(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	const struct match *best = NULL;

	for (size_t i = first_from(matches, at); i-- && matches->items[i].span.from + FORM_MAX >= at;)
		if (matches->items[i].span.to == at && matches->items[i].lexeme->lexicon == lexicon)
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
