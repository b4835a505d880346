/* mark.c: the query's words marked in a text. */
#include <stdlib.h>

#include "search/query.h"
#include "text/fold.h"

enum {
	PIECE = 1024,	  /* bytes folded at a time, up to the next line */
	PIECE_MAX = 4096, /* a longer line is cut */
};

/* ---- marks ---- */

struct marking {
	struct arena *arena;
	struct mark *items;
	size_t count, capacity;
};

static int
by_place(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to > y->to ? -1 : x->to < y->to;
}

/* In order, those that overlap or touch made one. */
static void
marks_merge(struct marking *marking)
{
	size_t kept = 0;

	if (marking->count == 0)
		return;
	qsort(marking->items, marking->count, sizeof(marking->items[0]), by_place);
	for (size_t i = 1; i < marking->count; i++) {
		struct mark next = marking->items[i], *last = &marking->items[kept];
		if (next.from > last->to)
			marking->items[++kept] = next;
		else if (next.to > last->to)
			last->to = next.to;
	}
	marking->count = kept + 1;
}

static void
mark_phrase(struct marking *marking, const struct phrase *phrase, struct str folded,
    const uint32_t *offsets, size_t base)
{
	size_t from = 0, start, end;

	while (phrase_find(phrase, folded, from, &start, &end)) {
		arena_push(marking->arena, marking->items, marking->count, marking->capacity);
		marking->items[marking->count++] = (struct mark){
			.from = (uint32_t)(base + offsets[start]),
			.to = (uint32_t)(base + offsets[end]),
		};
		from = end;
	}
}

/* The end of the piece that begins at ${from}: a line's end if there is one near. */
static size_t
piece_end(struct str text, size_t from)
{
	ptrdiff_t line = text.n - from > PIECE ? str_find_char(text, '\n', from + PIECE) : -1;

	if (text.n - from <= PIECE_MAX || (line >= 0 && (size_t)line - from < PIECE_MAX))
		return line >= 0 ? (size_t)line + 1 : text.n;
	return str_rune_start(text, from + PIECE_MAX);
}

static void
mark_piece(struct marking *marking, const struct query *query, struct str text, size_t base,
    uint32_t *offsets)
{
	struct buf folded CLEAN(buf_done) = { 0 };

	buf_reserve(&folded, text.n + text.n / 2);
	fold_str_offsets(text, &folded, offsets);
	for (size_t i = 0; i < query->count; i++) {
		const struct group *group = &query->groups[i];
		for (size_t k = 0; k < group->count && !group->negated; k++)
			mark_phrase(marking, &group->items[k], buf_str(&folded), offsets, base);
	}
}

void
query_mark(struct arena *arena, const struct query *query, struct str text, struct marked *out)
{
	struct marking marking = { .arena = arena };
	uint32_t *offsets =
	    mem_alloc(FOLD_OFFSETS(text.n < PIECE_MAX ? text.n : PIECE_MAX) * sizeof(*offsets));

	for (size_t from = 0, to; from < text.n; from = to) {
		to = piece_end(text, from);
		mark_piece(&marking, query, str_slice(text, from, to), from, offsets);
	}
	free(offsets);
	marks_merge(&marking);
	*out = (struct marked){ text, marking.items, marking.count };
}
