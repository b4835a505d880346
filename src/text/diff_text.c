#include "text/diff.h"
#include "text/segment.h"
#include "text/sentence.h"

/*
 * Two texts: sentence by sentence first, then unit by unit inside the sentences that changed.  This is how people read
 * a correction, and it keeps the sequences short.
 */

/* A stretch of a that became a stretch of b, in bytes of the texts. */
struct change {
	size_t a0, a1, b0, b1;
};

struct changes {
	struct arena *arena;
	struct change *items;
	size_t count, capacity;
};

/* A text in pieces (sentences or units) with their keys. */
struct pieces {
	uint64_t *keys;
	size_t *ends; /* offset behind each */
	size_t count, keys_capacity, ends_capacity;
};

static bool
pull_piece_unit(struct str *s, struct str *out)
{
	struct unit unit;

	if (!pull_unit(s, &unit))
		return false;
	*out = unit.text;
	return true;
}

static struct pieces
cut(struct arena *arena, struct str s, bool (*pull)(struct str *, struct str *))
{
	struct pieces pieces = { 0 };
	struct str rest = s, piece;

	while (pull(&rest, &piece)) {
		arena_push(arena, pieces.keys, pieces.count, pieces.keys_capacity);
		arena_push(arena, pieces.ends, pieces.count, pieces.ends_capacity);
		pieces.keys[pieces.count] = str_hash(piece);
		pieces.ends[pieces.count++] = s.n - rest.n;
	}
	return pieces;
}

static size_t
start_of(const struct pieces *pieces, size_t i)
{
	return i ? pieces->ends[i - 1] : 0;
}

static void
push_change(struct changes *list, struct change change)
{
	struct change *last = list->count ? &list->items[list->count - 1] : NULL;

	if (last && last->a1 == change.a0 && last->b1 == change.b0) {
		last->a1 = change.a1;
		last->b1 = change.b1;
		return;
	}
	arena_push(list->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = change;
}

/* The changes between two stretches, cut by ${pull}; offsets are those of the whole texts. */
static struct changes
changes_between(struct arena *arena, struct str a, struct str b, struct change whole,
    bool (*pull)(struct str *, struct str *))
{
	struct pieces of_a = cut(arena, str_slice(a, whole.a0, whole.a1), pull);
	struct pieces of_b = cut(arena, str_slice(b, whole.b0, whole.b1), pull);
	struct edits edits = diff_keys(arena, of_a.keys, of_a.count, of_b.keys, of_b.count);
	struct changes list = { .arena = arena };
	size_t i = 0, j = 0;

	for (size_t n = 0; n < edits.count; n++) {
		const struct edit *e = &edits.items[n];
		size_t count = e->to - e->from, a_from = i, b_from = j;
		i += e->kind == EDIT_INSERT ? 0 : count;
		j += e->kind == EDIT_DELETE ? 0 : count;
		if (e->kind == EDIT_KEEP)
			continue;
		push_change(&list, (struct change){ whole.a0 + start_of(&of_a, a_from), whole.a0 + start_of(&of_a, i),
		    whole.b0 + start_of(&of_b, b_from), whole.b0 + start_of(&of_b, j) });
	}
	return list;
}

static size_t
weight(struct change change)
{
	size_t gone = change.a1 - change.a0, come = change.b1 - change.b0;

	return gone > come ? gone : come;
}

/* A kept run that is no longer than the changes on both its sides is a coincidence. */
static bool
is_coincidence(struct change left, struct change right)
{
	size_t kept = right.a0 - left.a1;

	return kept <= weight(left) && kept <= weight(right);
}

/* Pushes ${change}, merged with those before it, from ${first} on, as far as only coincidences lie between. */
static void
push_readable(struct changes *list, size_t first, struct change change)
{
	while (list->count > first && is_coincidence(list->items[list->count - 1], change)) {
		struct change left = list->items[--list->count];
		change.a0 = left.a0;
		change.b0 = left.b0;
	}
	arena_push(list->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = change;
}

static void
push_edit(struct arena *arena, struct edits *edits, size_t *capacity, struct edit edit)
{
	if (edit.from == edit.to)
		return;
	arena_push(arena, edits->items, edits->count, *capacity);
	edits->items[edits->count++] = edit;
}

static struct edits
edits_from(struct arena *arena, const struct changes *list, size_t a_length)
{
	struct edits edits = { 0 };
	size_t capacity = 0, a = 0, b = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct change *c = &list->items[i];
		struct edit kept = { EDIT_KEEP, (uint32_t)a, (uint32_t)c->a0, (uint32_t)b };
		push_edit(arena, &edits, &capacity, kept);
		push_edit(arena, &edits, &capacity, (struct edit){ EDIT_DELETE, (uint32_t)c->a0, (uint32_t)c->a1, 0 });
		push_edit(arena, &edits, &capacity, (struct edit){ EDIT_INSERT, (uint32_t)c->b0, (uint32_t)c->b1, 0 });
		a = c->a1;
		b = c->b1;
	}
	push_edit(arena, &edits, &capacity, (struct edit){ EDIT_KEEP, (uint32_t)a, (uint32_t)a_length, (uint32_t)b });
	return edits;
}

struct edits
diff_texts(struct arena *arena, struct str a, struct str b)
{
	struct changes sentences = changes_between(arena, a, b, (struct change){ 0, a.n, 0, b.n }, pull_sentence);
	struct changes readable = { .arena = arena };

	for (size_t i = 0; i < sentences.count; i++) {
		struct changes units = changes_between(arena, a, b, sentences.items[i], pull_piece_unit);
		size_t first = readable.count; /* a kept sentence is never a coincidence */
		for (size_t j = 0; j < units.count; j++)
			push_readable(&readable, first, units.items[j]);
	}
	return edits_from(arena, &readable, a.n);
}
