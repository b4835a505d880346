/* The places on an axis.  Of many places at once each node is met once, so that a step costs as
 * much as the page. */
#include <stdlib.h>

#include "refine/site_path_inside.h"

/* ---- sets ---- */

void
path_add(struct site_walk *walk, struct site_places *places, struct site_place place)
{
	struct arena *arena = path_arena(walk);

	arena_push(arena, places->items, places->count, places->capacity);
	places->items[places->count++] = place;
}

static bool
is_before(struct site_place a, struct site_place b)
{
	return a.node != b.node ? a.node < b.node : a.attr < b.attr;
}

static void
merge(const struct site_place *from, size_t left, size_t right, size_t end, struct site_place *to)
{
	size_t i = left, j = right;

	for (size_t k = left; k < end; k++)
		to[k] =
		    i < right && (j >= end || !is_before(from[j], from[i])) ? from[i++] : from[j++];
}

/* By merging: the worker is locked in, and qsort asks the system how much memory there is. */
static void
sort(struct site_walk *walk, struct site_places *places)
{
	size_t n = places->count;
	struct site_place *from = places->items,
			  *to = arena_alloc_dirty(path_arena(walk), n * sizeof(*to)), *swap;

	for (size_t width = 1; width < n; width *= 2) {
		for (size_t left = 0; left < n; left += 2 * width)
			merge(from, left, left + width < n ? left + width : n,
			    left + 2 * width < n ? left + 2 * width : n, to);
		swap = from;
		from = to;
		to = swap;
	}
	places->capacity = n;
	places->items = from;
}

void
path_sort(struct site_walk *walk, struct site_places *places)
{
	size_t n = 0;
	bool sorted = true;

	for (size_t i = 1; i < places->count && sorted; i++)
		sorted = is_before(places->items[i - 1], places->items[i]);
	if (sorted)
		return;
	sort(walk, places);
	for (size_t i = 0; i < places->count; i++)
		if (!n || is_before(places->items[n - 1], places->items[i]))
			places->items[n++] = places->items[i];
	places->count = n;
}

/* ---- tests ---- */

/* The tree has no html, head and body: its root is each of them. */
static bool
is_root_name(enum tag tag)
{
	return tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD;
}

static bool
passes(const struct doc *doc, const struct path_step *step, uint32_t at)
{
	const struct node *node = &doc->nodes[at];

	switch (step->test) {
	case TEST_NODE:
		return true;
	case TEST_TEXT:
		return node->tag == TAG_TEXT;
	case TEST_ANY:
		return node->tag != TAG_TEXT && node->tag != TAG_ROOT;
	case TEST_NAME:
		if (node->tag == TAG_ROOT)
			return is_root_name(step->tag);
		return node->tag == step->tag && node->tag != TAG_TEXT &&
		       (node->tag != TAG_UNKNOWN || str_equal_nocase(node->text, step->name));
	case TEST_NOTHING:
		break;
	}
	return false;
}

struct gathering {
	struct site_walk *walk;
	const struct doc *doc;
	const struct path_step *step;
	struct site_places *out;
	bool many;
};

static void
take(struct gathering *g, uint32_t at)
{
	if (path_spend(g->walk, 1) && passes(g->doc, g->step, at))
		path_add(g->walk, g->out, (struct site_place){ at, -1 });
}

/* Whether the node was not met before in this step. */
static bool
is_new(struct gathering *g, uint32_t at)
{
	struct site_walk *walk = g->walk;

	if (!g->many)
		return true;
	if (walk->stamps[at] == walk->stamp)
		return false;
	walk->stamps[at] = walk->stamp;
	return true;
}

/* ---- down ---- */

static void
children(struct gathering *g, uint32_t at)
{
	uint32_t end = g->doc->nodes[at].end;

	if (!at && g->step->test == TEST_NAME && is_root_name(g->step->tag))
		take(g, 0);
	for (uint32_t i = at + 1; i < end && !g->walk->spent; i = g->doc->nodes[i].end)
		take(g, i);
}

static void
below(struct gathering *g, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end && !g->walk->spent; i++)
		take(g, i);
}

/* What stands in a place met before was met with it. */
static void
descendants(struct gathering *g, const struct site_place *from, size_t count, bool self)
{
	uint32_t covered = 0;

	for (size_t i = 0; i < count && !g->walk->spent; i++) {
		uint32_t at = from[i].node, end = g->doc->nodes[at].end;
		bool root_named = !at && g->step->test == TEST_NAME && is_root_name(g->step->tag);
		if (from[i].attr >= 0 || end <= covered)
			continue;
		below(g, self || root_named ? at : at + 1, end);
		covered = end;
	}
}

/* ---- up and aside ---- */

static void
parent(struct gathering *g, uint32_t at)
{
	uint32_t up = g->doc->nodes[at].parent;

	if (at && is_new(g, up))
		take(g, up);
}

static void
ancestors(struct gathering *g, uint32_t at, bool self)
{
	if (self && is_new(g, at))
		take(g, at);
	while (at && !g->walk->spent) {
		at = g->doc->nodes[at].parent;
		if (!is_new(g, at))
			return;
		take(g, at);
	}
}

/* In many places the first of a parent's children has all that follow. */
static void
siblings_after(struct gathering *g, uint32_t at)
{
	uint32_t up = g->doc->nodes[at].parent;

	if (!at || !is_new(g, up))
		return;
	for (uint32_t i = g->doc->nodes[at].end; i < g->doc->nodes[up].end && !g->walk->spent;
	     i = g->doc->nodes[i].end)
		take(g, i);
}

static void
reverse(struct site_places *places, size_t from)
{
	for (size_t i = from, j = places->count; i + 1 < j; i++) {
		struct site_place place = places->items[--j];
		places->items[j] = places->items[i];
		places->items[i] = place;
	}
}

static void
siblings_before(struct gathering *g, uint32_t at)
{
	uint32_t up = g->doc->nodes[at].parent;
	size_t before = g->out->count;

	if (!at || !is_new(g, up))
		return;
	for (uint32_t i = up + 1; i < at && !g->walk->spent; i = g->doc->nodes[i].end)
		take(g, i);
	if (!g->many)
		reverse(g->out, before);
}

static void
following(struct gathering *g, const struct site_place *from, size_t count)
{
	uint32_t first = g->doc->count;

	for (size_t i = 0; i < count; i++)
		if (from[i].attr < 0 && g->doc->nodes[from[i].node].end < first)
			first = g->doc->nodes[from[i].node].end;
	below(g, first, g->doc->count);
}

static void
preceding(struct gathering *g, const struct site_place *from, size_t count)
{
	uint32_t last = count ? from[count - 1].node : 0;

	for (uint32_t i = 1; i < last && !g->walk->spent; i++)
		if (g->doc->nodes[i].end <= last)
			take(g, i);
	if (!g->many)
		reverse(g->out, 0);
}

static void
attributes(struct gathering *g, uint32_t at)
{
	const struct node *node = &g->doc->nodes[at];
	const struct path_step *step = g->step;

	if (!path_spend(g->walk, 1))
		return;
	for (int i = 0; i < node->attr_count; i++)
		if (step->test == TEST_ANY || step->test == TEST_NODE ||
		    (step->test == TEST_NAME && (int)node->attrs[i].name == step->attr))
			path_add(g->walk, g->out, (struct site_place){ at, i });
}

/* ---- one by one ---- */

static void
from_one(struct gathering *g, struct site_place place)
{
	uint32_t at = place.node;

	switch (g->step->axis) {
	case AXIS_SELF:
		if (place.attr < 0)
			take(g, at);
		else if (g->step->test == TEST_NODE && path_spend(g->walk, 1))
			path_add(g->walk, g->out, place);
		break;
	case AXIS_CHILD:
		if (place.attr < 0)
			children(g, at);
		break;
	case AXIS_PARENT:
		if (place.attr < 0)
			parent(g, at);
		else if (is_new(g, at))
			take(g, at);
		break;
	case AXIS_ANCESTOR:
		ancestors(g, at, place.attr >= 0);
		break;
	case AXIS_ANCESTOR_OR_SELF:
		ancestors(g, at, true);
		break;
	case AXIS_FOLLOWING_SIBLING:
		if (place.attr < 0)
			siblings_after(g, at);
		break;
	case AXIS_PRECEDING_SIBLING:
		if (place.attr < 0)
			siblings_before(g, at);
		break;
	default:
		if (place.attr < 0)
			attributes(g, at);
		break;
	}
}

/* The last of a parent's children has all that precede, so they come in that order. */
static void
one_by_one(struct gathering *g, const struct site_place *from, size_t count)
{
	bool backwards = g->step->axis == AXIS_PRECEDING_SIBLING;

	for (size_t i = 0; i < count && !g->walk->spent; i++)
		from_one(g, from[backwards ? count - 1 - i : i]);
}

static void
new_stamp(struct site_walk *walk)
{
	if (!walk->stamps || walk->stamp == UINT32_MAX) {
		free(walk->stamps);
		walk->stamps = mem_alloc((walk->doc->count + 1) * sizeof(*walk->stamps));
		memset(walk->stamps, 0, (walk->doc->count + 1) * sizeof(*walk->stamps));
		walk->stamp = 0;
	}
	walk->stamp++;
}

void
path_gather(struct site_walk *walk, const struct path_step *step, const struct site_place *from,
    size_t count, struct site_places *out)
{
	struct gathering g = {
		.walk = walk, .doc = walk->doc, .step = step, .out = out, .many = count > 1
	};

	if (g.many)
		new_stamp(walk);
	switch (step->axis) {
	case AXIS_DESCENDANT:
	case AXIS_DESCENDANT_OR_SELF:
		descendants(&g, from, count, step->axis == AXIS_DESCENDANT_OR_SELF);
		break;
	case AXIS_FOLLOWING:
		following(&g, from, count);
		break;
	case AXIS_PRECEDING:
		preceding(&g, from, count);
		break;
	default:
		one_by_one(&g, from, count);
	}
	if (g.many)
		path_sort(walk, out);
}
