#include <assert.h>

#include "text/diff.h"

/*
 * Items that the other side does not have are changes from the start; Myers' search runs over the rest.  A search that
 * goes on for SEARCH_MAX steps is cut where it came farthest, and after WORK_MAX steps in all what is left is one
 * replacement: hostile input costs time in proportion to its length.
 */
enum { SEARCH_MAX = 512, WORK_MAX = 1 << 25 };

struct side {
	const uint64_t *keys; /* of the items that both sides have */
	uint32_t *at;	      /* their places in the whole sequence */
	size_t count;
	bool *changed; /* by place in the whole sequence */
};

struct search {
	struct side a, b;
	int32_t *forward, *backward; /* farthest x on each diagonal x - y, from either end */
	uint64_t work;
};

struct box {
	int32_t a0, a1, b0, b1;
};

/* ---- which items both sides have ---- */

struct set {
	uint64_t *slots;
	size_t mask;
	bool has_zero;
};

static size_t
slot_of(const struct set *set, uint64_t key)
{
	size_t i = (size_t)(key * 0x9e3779b97f4a7c15 >> 20) & set->mask;

	while (set->slots[i] && set->slots[i] != key)
		i = (i + 1) & set->mask;
	return i;
}

static struct set
set_of(struct arena *arena, const uint64_t *keys, size_t count)
{
	struct set set = { 0 };
	size_t size = 16;

	while (size < 2 * count)
		size *= 2;
	set.slots = arena_array(arena, uint64_t, size);
	set.mask = size - 1;
	for (size_t i = 0; i < count; i++) {
		set.has_zero |= keys[i] == 0;
		set.slots[slot_of(&set, keys[i])] = keys[i];
	}
	return set;
}

static bool
set_has(const struct set *set, uint64_t key)
{
	return key ? set->slots[slot_of(set, key)] == key : set->has_zero;
}

static struct side
side_of(struct arena *arena, const uint64_t *keys, size_t count, const struct set *other)
{
	uint64_t *shared = arena_array(arena, uint64_t, count);
	struct side side = { .keys = shared, .at = arena_array(arena, uint32_t, count),
		.changed = arena_array(arena, bool, count) };

	for (size_t i = 0; i < count; i++) {
		if (!set_has(other, keys[i])) {
			side.changed[i] = true;
			continue;
		}
		shared[side.count] = keys[i];
		side.at[side.count++] = (uint32_t)i;
	}
	return side;
}

/* ---- Myers 1986, section 4b: where the two halves of the shortest path meet ---- */

static bool
is_same(const struct search *s, int32_t x, int32_t y)
{
	return s->a.keys[x] == s->b.keys[y];
}

struct range {
	int32_t min, max; /* diagonals */
};

/* One diagonal more at either end, or one fewer where the box ends; the neighbours outside get ${far}. */
static void
widen(struct range *range, struct range limit, int32_t *reach, int32_t far)
{
	if (range->min > limit.min)
		reach[--range->min - 1] = far;
	else
		range->min++;
	if (range->max < limit.max)
		reach[++range->max + 1] = far;
	else
		range->max--;
}

static bool
is_inside(struct range range, int32_t diagonal)
{
	return range.min <= diagonal && diagonal <= range.max;
}

/* All forward paths one step on; true where one met a backward path, at (*x, *y). */
static bool
step_forward(struct search *s, struct box box, struct range range, struct range met, int32_t *x, int32_t *y)
{
	int32_t *reach = s->forward;

	for (int32_t k = range.max; k >= range.min; k -= 2) {
		int32_t i = reach[k - 1] >= reach[k + 1] ? reach[k - 1] + 1 : reach[k + 1];
		while (i < box.a1 && i - k < box.b1 && is_same(s, i, i - k))
			i++;
		reach[k] = i;
		s->work++;
		if (is_inside(met, k) && s->backward[k] <= i) {
			*x = i;
			*y = i - k;
			return true;
		}
	}
	return false;
}

static bool
step_backward(struct search *s, struct box box, struct range range, struct range met, int32_t *x, int32_t *y)
{
	int32_t *reach = s->backward;

	for (int32_t k = range.max; k >= range.min; k -= 2) {
		int32_t i = reach[k - 1] < reach[k + 1] ? reach[k - 1] : reach[k + 1] - 1;
		while (i > box.a0 && i - k > box.b0 && is_same(s, i - 1, i - k - 1))
			i--;
		reach[k] = i;
		s->work++;
		if (is_inside(met, k) && s->forward[k] >= i) {
			*x = i;
			*y = i - k;
			return true;
		}
	}
	return false;
}

/* Where the forward paths came farthest. */
static void
farthest(const struct search *s, struct box box, struct range range, int32_t *x, int32_t *y)
{
	int64_t best = -1;

	for (int32_t k = range.max; k >= range.min; k -= 2) {
		int32_t i = s->forward[k];
		if (i > box.a1 || i - k > box.b1 || i < box.a0 || i - k < box.b0 || (int64_t)i + i - k <= best)
			continue;
		best = (int64_t)i + i - k;
		*x = i;
		*y = i - k;
	}
}

static void
find_middle(struct search *s, struct box box, int32_t *x, int32_t *y)
{
	struct range limit = { box.a0 - box.b1, box.a1 - box.b0 }, none = { 1, 0 };
	struct range forward = { box.a0 - box.b0, box.a0 - box.b0 };
	struct range backward = { box.a1 - box.b1, box.a1 - box.b1 };
	bool odd = (forward.min - backward.min) & 1;

	*x = box.a0, *y = box.b0;
	s->forward[forward.min] = box.a0;
	s->backward[backward.min] = box.a1;
	for (int i = 0; i < SEARCH_MAX; i++) {
		widen(&forward, limit, s->forward, -1);
		if (step_forward(s, box, forward, odd ? backward : none, x, y))
			return;
		widen(&backward, limit, s->backward, INT32_MAX);
		if (step_backward(s, box, backward, odd ? none : forward, x, y))
			return;
	}
	farthest(s, box, forward, x, y);
}

static void
mark(struct side *side, int32_t from, int32_t to)
{
	for (int32_t i = from; i < to; i++)
		side->changed[side->at[i]] = true;
}

static void
trim(const struct search *s, struct box *box)
{
	while (box->a0 < box->a1 && box->b0 < box->b1 && is_same(s, box->a0, box->b0))
		box->a0++, box->b0++;
	while (box->a0 < box->a1 && box->b0 < box->b1 && is_same(s, box->a1 - 1, box->b1 - 1))
		box->a1--, box->b1--;
}

/* Marks the changes in a box; the first half by recursion (its depth is logarithmic), the second by going round. */
static void
compare(struct search *s, struct box box)
{
	for (;;) {
		int32_t x, y;
		trim(s, &box);
		if (box.a0 == box.a1 || box.b0 == box.b1 || s->work > WORK_MAX)
			break;
		find_middle(s, box, &x, &y);
		if (x > box.a1 || y > box.b1 || x + y == box.a0 + box.b0 || x + y == box.a1 + box.b1)
			break;
		compare(s, (struct box){ box.a0, x, box.b0, y });
		box.a0 = x, box.b0 = y;
	}
	mark(&s->a, box.a0, box.a1);
	mark(&s->b, box.b0, box.b1);
}

/* ---- from marks to edits ---- */

struct list {
	struct arena *arena;
	struct edit *items;
	size_t count, capacity;
};

static void
push(struct list *list, struct edit edit)
{
	if (edit.from == edit.to)
		return;
	arena_push(list->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = edit;
}

static size_t
run(const bool *changed, size_t from, size_t count, bool what)
{
	while (from < count && changed[from] == what)
		from++;
	return from;
}

static struct edits
edits_of(struct arena *arena, const bool *a, size_t a_count, const bool *b, size_t b_count)
{
	struct list list = { .arena = arena };
	size_t i = 0, j = 0;

	while (i < a_count || j < b_count) {
		size_t a_kept = run(a, i, a_count, false) - i, b_kept = run(b, j, b_count, false) - j;
		size_t kept = a_kept < b_kept ? a_kept : b_kept;
		size_t gone = run(a, i + kept, a_count, true), come = run(b, j + kept, b_count, true);
		push(&list, (struct edit){ EDIT_KEEP, (uint32_t)i, (uint32_t)(i + kept), (uint32_t)j });
		push(&list, (struct edit){ EDIT_DELETE, (uint32_t)(i + kept), (uint32_t)gone, 0 });
		push(&list, (struct edit){ EDIT_INSERT, (uint32_t)(j + kept), (uint32_t)come, 0 });
		i = gone;
		j = come;
	}
	return (struct edits){ list.items, list.count };
}

struct edits
diff_keys(struct arena *arena, const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
	struct set in_a = set_of(arena, a, a_count), in_b = set_of(arena, b, b_count);
	struct search s = { .a = side_of(arena, a, a_count, &in_b), .b = side_of(arena, b, b_count, &in_a) };
	size_t diagonals = s.a.count + s.b.count + 5;

	assert(diagonals < INT32_MAX / 2);
	s.forward = arena_array(arena, int32_t, diagonals) + s.b.count + 2;
	s.backward = arena_array(arena, int32_t, diagonals) + s.b.count + 2;
	compare(&s, (struct box){ 0, (int32_t)s.a.count, 0, (int32_t)s.b.count });
	return edits_of(arena, s.a.changed, a_count, s.b.changed, b_count);
}
