#include "record/align.h"

#include <stdlib.h>

#include "text/diff.h"

enum { CELLS_MAX = 10000 };

static const uint64_t salt = 0x9e3779b97f4a7c15;

uint64_t
tokens_key(const struct token *tokens, size_t count)
{
	uint64_t key = count ? salt : 0;

	for (size_t i = 0; i < count; i++)
		if (tokens[i].kind != TOKEN_SIGN)
			key = (key ^ tokens[i].key) * 0x100000001b3 + 1;
	return key;
}

/* ---- likeness ---- */

/* Pairs of neighbouring tokens, sorted; beginning and end count as tokens, so that one word has
 * pairs too. */
struct grams {
	uint64_t *keys;
	size_t count;
};

static int
compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static struct grams
grams_of(struct arena *arena, const struct token *tokens, const struct part *part)
{
	struct grams grams = { arena_array(arena, uint64_t, part->to - part->from + 1), 0 };
	uint64_t before = 1;

	for (uint32_t i = part->from; i < part->to; i++) {
		if (tokens[i].kind == TOKEN_SIGN)
			continue;
		grams.keys[grams.count++] = before * salt + tokens[i].key;
		before = tokens[i].key;
	}
	grams.keys[grams.count++] = before * salt + 2;
	qsort(grams.keys, grams.count, sizeof(grams.keys[0]), compare_keys);
	return grams;
}

/* Percent of the pairs that both have (Dice). */
static unsigned
likeness(const struct grams *a, const struct grams *b)
{
	size_t i = 0, j = 0, both = 0;

	while (i < a->count && j < b->count) {
		int order = compare_keys(&a->keys[i], &b->keys[j]);
		both += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return (unsigned)(200 * both / (a->count + b->count));
}

/* ---- between equal parts ---- */

struct gap {
	const struct parts *a, *b;
	uint32_t a_from, a_to, b_from, b_to;
};

/* Best sum of likeness for the first i of a and j of b: row i, column j. */
struct grid {
	uint32_t *best;
	unsigned *like;
	size_t columns;
};

static struct grams *
grams_all(struct arena *arena, const struct parts *parts, uint32_t from, uint32_t to)
{
	struct grams *all = arena_array(arena, struct grams, to - from);

	for (uint32_t i = from; i < to; i++)
		all[i - from] = grams_of(arena, parts->tokens, &parts->items[i]);
	return all;
}

static struct grid
grid_of(struct arena *arena, const struct gap *gap, unsigned least)
{
	size_t m = gap->a_to - gap->a_from, n = gap->b_to - gap->b_from;
	struct grams *a = grams_all(arena, gap->a, gap->a_from, gap->a_to);
	struct grams *b = grams_all(arena, gap->b, gap->b_from, gap->b_to);
	struct grid grid = { .columns = n + 1 };

	grid.best = arena_array(arena, uint32_t, (m + 1) * (n + 1));
	grid.like = arena_array(arena, unsigned, (m + 1) * (n + 1));
	for (size_t i = 1; i <= m; i++)
		for (size_t j = 1; j <= n; j++) {
			size_t at = i * grid.columns + j;
			unsigned like = likeness(&a[i - 1], &b[j - 1]);
			uint32_t up = grid.best[at - grid.columns], left = grid.best[at - 1];

			grid.like[at] = like >= least ? like : 0;
			grid.best[at] = up > left ? up : left;
			if (grid.like[at] &&
			    grid.best[at - grid.columns - 1] + like > grid.best[at])
				grid.best[at] = grid.best[at - grid.columns - 1] + like;
		}
	return grid;
}

static void
pair_add(struct arena *arena, struct pairs *pairs, uint32_t a, uint32_t b)
{
	arena_push(arena, pairs->items, pairs->count, pairs->capacity);
	pairs->items[pairs->count++] = (struct pair){ a, b };
}

/* Walks the grid back from its end; pairs come out last first. */
static void
pairs_backwards(
    struct arena *arena, const struct gap *gap, const struct grid *grid, struct pairs *out)
{
	uint32_t i = gap->a_to - gap->a_from, j = gap->b_to - gap->b_from;

	while (i || j) {
		size_t at = i * grid->columns + j;
		if (i && j && grid->like[at] &&
		    grid->best[at] == grid->best[at - grid->columns - 1] + grid->like[at])
			i--, j--, pair_add(arena, out, gap->a_from + i, gap->b_from + j);
		else if (j && (!i || grid->best[at] == grid->best[at - 1]))
			j--, pair_add(arena, out, PART_NONE, gap->b_from + j);
		else
			i--, pair_add(arena, out, gap->a_from + i, PART_NONE);
	}
}

static void
gap_align(struct arena *arena, const struct gap *gap, unsigned least, struct pairs *out)
{
	uint64_t cells = (uint64_t)(gap->a_to - gap->a_from) * (gap->b_to - gap->b_from);
	struct pairs backwards = { 0 };
	struct grid grid;

	if (cells == 0 || cells > CELLS_MAX) {
		for (uint32_t i = gap->a_from; i < gap->a_to; i++)
			pair_add(arena, out, i, PART_NONE);
		for (uint32_t j = gap->b_from; j < gap->b_to; j++)
			pair_add(arena, out, PART_NONE, j);
		return;
	}
	grid = grid_of(arena, gap, least);
	pairs_backwards(arena, gap, &grid, &backwards);
	while (backwards.count)
		backwards.count--, pair_add(arena, out, backwards.items[backwards.count].a,
				       backwards.items[backwards.count].b);
}

static uint64_t *
keys_of(struct arena *arena, const struct parts *parts)
{
	uint64_t *keys = arena_array(arena, uint64_t, parts->count);

	for (size_t i = 0; i < parts->count; i++)
		keys[i] = parts->items[i].key;
	return keys;
}

struct pairs
parts_align(struct arena *arena, const struct parts *a, const struct parts *b, unsigned least)
{
	struct edits edits =
	    diff_keys(arena, keys_of(arena, a), a->count, keys_of(arena, b), b->count);
	struct gap gap = { .a = a, .b = b };
	struct pairs out = { 0 };

	for (size_t i = 0; i < edits.count; i++) {
		const struct edit *edit = &edits.items[i];
		if (edit->kind != EDIT_KEEP)
			continue;
		gap.a_to = edit->from, gap.b_to = edit->b;
		gap_align(arena, &gap, least, &out);
		for (uint32_t j = 0; j < edit->to - edit->from; j++)
			pair_add(arena, &out, edit->from + j, edit->b + j);
		gap.a_from = edit->to, gap.b_from = edit->b + (edit->to - edit->from);
	}
	gap.a_to = (uint32_t)a->count, gap.b_to = (uint32_t)b->count;
	gap_align(arena, &gap, least, &out);
	return out;
}
