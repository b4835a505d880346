#include "search/walk.h"

bool
candidate_precedes(enum search_order order, const struct candidate *a, const struct candidate *b)
{
	if (order == SEARCH_RELEVANCE && a->score != b->score)
		return a->score > b->score;
	if (a->time != b->time)
		return (a->time > b->time) == (order != SEARCH_OLDEST);
	return (a->article > b->article) == (order != SEARCH_OLDEST);
}

void
best_init(struct best *best, struct arena *arena, enum search_order order, size_t limit)
{
	*best = (struct best){ .order = order, .limit = limit };
	best->items = arena_alloc_dirty(arena, (limit + 1) * sizeof(best->items[0]));
}

static void
swap(struct candidate *a, struct candidate *b)
{
	struct candidate kept = *a;

	*a = *b;
	*b = kept;
}

/* Whether item ${a} is worse than item ${b}: belongs nearer to the root. */
static bool
is_worse(const struct best *best, size_t a, size_t b)
{
	return candidate_precedes(best->order, &best->items[b], &best->items[a]);
}

static void
sift_up(struct best *best, size_t at)
{
	for (; at && is_worse(best, at, (at - 1) / 2); at = (at - 1) / 2)
		swap(&best->items[at], &best->items[(at - 1) / 2]);
}

static void
sift_down(struct best *best, size_t at, size_t count)
{
	for (size_t child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && is_worse(best, child + 1, child))
			child++;
		if (!is_worse(best, child, at))
			return;
		swap(&best->items[at], &best->items[child]);
	}
}

void
best_offer(struct best *best, const struct candidate *candidate)
{
	if (best->count < best->limit) {
		best->items[best->count] = *candidate;
		sift_up(best, best->count++);
		return;
	}
	if (best->limit == 0 || !candidate_precedes(best->order, candidate, &best->items[0]))
		return;
	best->items[0] = *candidate;
	sift_down(best, 0, best->count);
}

void
best_sort(struct best *best)
{
	for (size_t n = best->count; n > 1; n--) {
		swap(&best->items[0], &best->items[n - 1]);
		sift_down(best, 0, n - 1);
	}
}
