#include "record/change_pieces.h"

#include <stdlib.h>

/* ---- numbers ---- */

static int
compare_numbers(const void *a, const void *b)
{
	const struct number_key *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

void
numbers_add(struct arena *arena, struct numbers *numbers, const struct token *token)
{
	if (token->kind != TOKEN_NUMBER)
		return;
	arena_push(arena, numbers->items, numbers->count, numbers->capacity);
	numbers->items[numbers->count++] = (struct number_key){ token->value, token->unit };
}

void
numbers_sort(struct numbers *numbers)
{
	size_t kept = 0;

	if (numbers->count)
		qsort(numbers->items, numbers->count, sizeof(numbers->items[0]), compare_numbers);
	for (size_t i = 0; i < numbers->count; i++)
		if (i == 0 || compare_numbers(&numbers->items[i], &numbers->items[i - 1]) != 0)
			numbers->items[kept++] = numbers->items[i];
	numbers->count = kept;
}

/* Whether one of the same value, and of the same unit where both have one, is there. */
static bool
numbers_have(const struct numbers *numbers, const struct token *token)
{
	size_t from = 0, to = numbers->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (numbers->items[middle].value < token->value)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < numbers->count && numbers->items[from].value == token->value; from++) {
		uint64_t unit = numbers->items[from].unit;
		if (!unit || !token->unit || unit == token->unit)
			return true;
	}
	return false;
}

/* ---- pieces ---- */

static struct str
joined(struct str a, struct str b)
{
	return a.n ? (struct str){ a.p, a.n + b.n } : b;
}

void
pieces_add(struct arena *arena, struct pieces *pieces, const struct piece *piece)
{
	struct piece *last = pieces->count ? &pieces->items[pieces->count - 1] : NULL;

	if (last && last->kind == piece->kind && last->weight == piece->weight) {
		last->old_text = joined(last->old_text, piece->old_text);
		last->new_text = joined(last->new_text, piece->new_text);
		return;
	}
	arena_push(arena, pieces->items, pieces->count, pieces->capacity);
	pieces->items[pieces->count++] = *piece;
}

/* ---- stretches: what is kept and what is not, in turn ---- */

struct stretch {
	uint32_t a_from, a_to, b_from, b_to;
	uint32_t a_words, b_words; /* bytes of words in it: signs and numbers do not count */
	bool is_kept;
};

struct stretches {
	struct stretch *items;
	size_t count, capacity;
};

static bool
is_word(const struct token *token)
{
	return token->kind != TOKEN_SIGN && token->kind != TOKEN_NUMBER &&
	       token->kind != TOKEN_NOISE;
}

static uint32_t
words_of(const struct token *tokens, uint32_t from, uint32_t to)
{
	uint32_t bytes = 0;

	for (uint32_t i = from; i < to; i++)
		bytes += is_word(&tokens[i]) ? (uint32_t)tokens[i].text.n : 0;
	return bytes;
}

static uint32_t
words_most(const struct stretch *stretch)
{
	return stretch->a_words > stretch->b_words ? stretch->a_words : stretch->b_words;
}

static void
stretch_join(struct stretch *stretch, const struct stretch *next)
{
	stretch->a_to = next->a_to;
	stretch->b_to = next->b_to;
	stretch->a_words += next->a_words;
	stretch->b_words += next->b_words;
}

/* Kept words no longer than the changes on both sides of them are a coincidence, no landmark: the
 * last three become one.  A changed number or sign by itself swallows nothing. */
static void
stretches_clean(struct stretches *stretches)
{
	while (stretches->count >= 3) {
		struct stretch *before = &stretches->items[stretches->count - 3];
		uint32_t kept = words_most(&before[1]), least = words_most(before);

		if (words_most(&before[2]) < least)
			least = words_most(&before[2]);
		if (!before[1].is_kept || least == 0 || kept > least)
			return;
		stretch_join(before, &before[1]);
		stretch_join(before, &before[2]);
		stretches->count -= 2;
	}
}

static void
stretch_add(struct arena *arena, struct stretches *stretches, const struct stretch *stretch)
{
	struct stretch *last = stretches->count ? &stretches->items[stretches->count - 1] : NULL;

	if (last && last->is_kept == stretch->is_kept) {
		stretch_join(last, stretch);
		return;
	}
	arena_push(arena, stretches->items, stretches->count, stretches->capacity);
	stretches->items[stretches->count++] = *stretch;
}

static struct stretches
stretches_of(struct arena *arena, const struct sentence_pair *pair, const struct edits *edits)
{
	struct stretches out = { 0 };
	uint32_t a = 0, b = 0;

	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		uint32_t n = edit->to - edit->from;
		struct stretch stretch = {
			.a_from = a, .b_from = b, .is_kept = edit->kind == EDIT_KEEP
		};

		a += edit->kind != EDIT_INSERT ? n : 0;
		b += edit->kind != EDIT_DELETE ? n : 0;
		stretch.a_to = a, stretch.b_to = b;
		stretch.a_words = words_of(pair->old, stretch.a_from, a);
		stretch.b_words = words_of(pair->new, stretch.b_from, b);
		if (stretch.is_kept)
			stretches_clean(&out);
		stretch_add(arena, &out, &stretch);
	}
	stretches_clean(&out);
	return out;
}

/* ---- weighing ---- */

/* A cue within more words than this (bytes; some twelve characters) that changed is wording:
 * 前途未卜, 据理力争. */
enum { CLAIM_WORDS_MAX = 36 };

static bool
may_claim(const struct stretch *stretch, const struct token *token)
{
	return (token->kind == TOKEN_NEGATION || token->kind == TOKEN_SAYING) &&
	       words_most(stretch) <= CLAIM_WORDS_MAX;
}

/* What came and went in a pair: numbers, whether both sides have one that the other lacks, and by
 * how much cues of a kind differ. */
struct balance {
	struct numbers old, new;
	bool has_other_figures;
	long cues[TOKEN_KINDS];
};

static void
stretch_count(struct arena *arena, const struct sentence_pair *pair, const struct stretch *stretch,
    struct balance *balance)
{
	for (uint32_t i = stretch->a_from; i < stretch->a_to; i++) {
		numbers_add(arena, &balance->old, &pair->old[i]);
		balance->cues[pair->old[i].kind] += may_claim(stretch, &pair->old[i]);
	}
	for (uint32_t i = stretch->b_from; i < stretch->b_to; i++) {
		numbers_add(arena, &balance->new, &pair->new[i]);
		balance->cues[pair->new[i].kind] -= may_claim(stretch, &pair->new[i]);
	}
}

/* One side of a pair, for weighing its tokens: the other side's numbers, near by and apart. */
struct scale {
	const struct balance *balance;
	const struct numbers *others, *apart;
	bool is_old;
};

static bool
is_new_figure(const struct token *token, const struct scale *scale)
{
	return token->kind == TOKEN_NUMBER && !numbers_have(scale->others, token) &&
	       !numbers_have(scale->apart, token);
}

/* A number that went without another in its place was removed; one that came was added to what is
 * rewritten. */
static enum change_weight
number_weight(const struct token *token, const struct scale *scale)
{
	if (!is_new_figure(token, scale))
		return WEIGHT_REWRITTEN;
	if (scale->balance->has_other_figures)
		return WEIGHT_FIGURE;
	return scale->is_old ? WEIGHT_REMOVED : WEIGHT_REWRITTEN;
}

/* A token of a stretch that is in one of the two only; signs among words go with them. */
static enum change_weight
token_weight(const struct token *token, const struct scale *scale, const struct stretch *stretch)
{
	switch (token->kind) {
	case TOKEN_NOISE:
		return WEIGHT_NOISE;
	case TOKEN_SIGN:
		return (scale->is_old ? stretch->a_words : stretch->b_words) ? WEIGHT_REWRITTEN
									     : WEIGHT_STYLE;
	case TOKEN_NUMBER:
		return number_weight(token, scale);
	case TOKEN_NEGATION:
	case TOKEN_SAYING:
		return may_claim(stretch, token) && scale->balance->cues[token->kind]
			   ? WEIGHT_CLAIM
			   : WEIGHT_REWRITTEN;
	default:
		return WEIGHT_REWRITTEN;
	}
}

static void
changed_add(struct arena *arena, struct pieces *pieces, const struct sentence_pair *pair,
    const struct stretch *stretch, const struct scale scales[2])
{
	for (uint32_t i = stretch->a_from; i < stretch->a_to; i++)
		pieces_add(arena, pieces,
		    &(struct piece){
			.kind = EDIT_DELETE,
			.weight = token_weight(&pair->old[i], &scales[0], stretch),
			.old_text = pair->old[i].text,
		    });
	for (uint32_t i = stretch->b_from; i < stretch->b_to; i++)
		pieces_add(arena, pieces,
		    &(struct piece){
			.kind = EDIT_INSERT,
			.weight = token_weight(&pair->new[i], &scales[1], stretch),
			.new_text = pair->new[i].text,
		    });
}

static void
kept_add(struct arena *arena, struct pieces *pieces, const struct sentence_pair *pair,
    const struct stretch *stretch)
{
	for (uint32_t i = 0; i < stretch->a_to - stretch->a_from; i++) {
		const struct token *old = &pair->old[stretch->a_from + i],
				   *new = &pair->new[stretch->b_from + i];
		enum change_weight weight = old->kind == TOKEN_NOISE ? WEIGHT_NOISE : WEIGHT_STYLE;

		pieces_add(arena, pieces,
		    &(struct piece){
			.kind = EDIT_KEEP,
			.weight = str_equal(old->text, new->text) ? WEIGHT_NONE : weight,
			.old_text = old->text,
			.new_text = new->text,
		    });
	}
}

static uint64_t *
keys_of(struct arena *arena, const struct token *tokens, size_t count)
{
	uint64_t *keys = arena_array(arena, uint64_t, count);

	for (size_t i = 0; i < count; i++)
		keys[i] = tokens[i].key;
	return keys;
}

/* Whether any number of [from, to) is not on the other side. */
static bool
has_new_figure(const struct token *tokens, uint32_t from, uint32_t to, const struct scale *scale)
{
	for (uint32_t i = from; i < to; i++)
		if (is_new_figure(&tokens[i], scale))
			return true;
	return false;
}

static void
balance_make(struct arena *arena, const struct sentence_pair *pair,
    const struct stretches *stretches, const struct scale scales[2], struct balance *balance)
{
	bool old = false, new = false;

	for (size_t i = 0; i < stretches->count; i++)
		if (!stretches->items[i].is_kept)
			stretch_count(arena, pair, &stretches->items[i], balance);
	numbers_sort(&balance->old);
	numbers_sort(&balance->new);
	for (size_t i = 0; i < stretches->count; i++) {
		const struct stretch *stretch = &stretches->items[i];
		if (stretch->is_kept)
			continue;
		old = old || has_new_figure(pair->old, stretch->a_from, stretch->a_to, &scales[0]);
		new = new || has_new_figure(pair->new, stretch->b_from, stretch->b_to, &scales[1]);
	}
	balance->has_other_figures = old && new;
}

void
pieces_of_pair(struct arena *arena, struct pieces *pieces, const struct sentence_pair *pair)
{
	struct edits edits = diff_keys(arena, keys_of(arena, pair->old, pair->old_count),
	    pair->old_count, keys_of(arena, pair->new, pair->new_count), pair->new_count);
	struct stretches stretches = stretches_of(arena, pair, &edits);
	struct balance balance = { 0 };
	const struct scale scales[2] = {
		{ &balance, &balance.new, pair->new_apart, true },
		{ &balance, &balance.old, pair->old_apart, false },
	};

	balance_make(arena, pair, &stretches, scales, &balance);
	for (size_t i = 0; i < stretches.count; i++) {
		if (stretches.items[i].is_kept)
			kept_add(arena, pieces, pair, &stretches.items[i]);
		else
			changed_add(arena, pieces, pair, &stretches.items[i], scales);
	}
}
