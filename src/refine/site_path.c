/* A path worked out on a page. */
#include <stdlib.h>

#include "refine/site_path_inside.h"

/* ---- attributes, as selectors ask for them ---- */

static bool
holds_word(struct str value, struct str word)
{
	ptrdiff_t at = 0;

	while (word.n && (at = str_find(value, word, (size_t)at)) >= 0) {
		size_t end = (size_t)at + word.n;
		if ((!at || char_is_space(value.p[at - 1])) &&
		    (end == value.n || char_is_space(value.p[end])))
			return true;
		at++;
	}
	return false;
}

static bool
matches(struct site_walk *walk, const struct path_part *part, uint32_t at)
{
	struct str value =
	    part->attr < 0 ? STR_END : node_attr(&walk->doc->nodes[at], (enum attr_name)part->attr);

	if (!value.p || !path_spend(walk, value.n / 64))
		return false;
	switch (part->op) {
	case OP_HAS:
		return true;
	case OP_WORD:
		return holds_word(value, part->text);
	case OP_BEGINS:
		return str_starts(value, part->text);
	case OP_ENDS:
		return str_ends(value, part->text);
	case OP_HOLDS:
		return str_find(value, part->text, 0) >= 0;
	default:
		return str_equal(value, part->text);
	}
}

/* ---- steps ---- */

static bool
predicate_holds(struct site_walk *walk, const struct path_part *predicate, struct path_focus focus)
{
	struct path_value value;
	bool holds;

	if (predicate->kind == PART_MATCH)
		return focus.at.attr < 0 && matches(walk, predicate, focus.at.node);
	walk->level++;
	value = path_work_out(walk, predicate, focus);
	holds = value.kind == VALUE_NUMBER ? value.number == (double)focus.position
					   : path_value_truth(&value);
	/* what was made for an outermost predicate is needed no more */
	if (--walk->level == 0)
		arena_reset(&walk->inner);
	return holds;
}

static void
sift(struct site_walk *walk, const struct path_part *predicates, struct site_places *places,
    size_t from)
{
	for (; predicates; predicates = predicates->next) {
		size_t size = places->count - from, n = 0;
		for (size_t i = 0; i < size && path_spend(walk, 1); i++) {
			struct path_focus focus = { places->items[from + i], i + 1, size };
			if (predicate_holds(walk, predicates, focus))
				places->items[from + n++] = places->items[from + i];
		}
		places->count = from + n;
	}
}

static struct site_places
step_one_by_one(
    struct site_walk *walk, const struct path_step *step, const struct site_places *from)
{
	struct site_places out = { 0 };

	for (size_t i = 0; i < from->count && !walk->spent; i++) {
		struct site_places found = { 0 };
		path_gather(walk, step, &from->items[i], 1, &found);
		sift(walk, step->predicates, &found, 0);
		for (size_t j = 0; j < found.count; j++)
			path_add(walk, &out, found.items[j]);
	}
	path_sort(walk, &out);
	return out;
}

static struct site_places
step_all(struct site_walk *walk, const struct path_step *step, const struct site_places *from)
{
	struct site_places out = { 0 };

	path_gather(walk, step, from->items, from->count, &out);
	sift(walk, step->predicates, &out, 0);
	path_sort(walk, &out);
	return out;
}

static struct path_value
work_out_places(struct site_walk *walk, const struct path_part *part, struct path_focus focus)
{
	struct path_value value = { .kind = VALUE_PLACES };

	if (part->first) {
		value = path_work_out(walk, part->first, focus);
		if (value.kind != VALUE_PLACES)
			return part->steps || part->predicates
				   ? (struct path_value){ .kind = VALUE_PLACES }
				   : value;
		sift(walk, part->predicates, &value.places, 0);
	} else {
		path_add(
		    walk, &value.places, part->absolute ? (struct site_place){ 0, -1 } : focus.at);
	}
	for (const struct path_step *step = part->steps; step && !walk->spent; step = step->next)
		value.places = step->by_place ? step_one_by_one(walk, step, &value.places)
					      : step_all(walk, step, &value.places);
	return value;
}

static struct path_value
work_out_union(struct site_walk *walk, const struct path_part *part, struct path_focus focus)
{
	struct path_value a = path_work_out(walk, part->first, focus),
			  b = path_work_out(walk, part->first->next, focus);

	if (a.kind != VALUE_PLACES || b.kind != VALUE_PLACES)
		return a.kind == VALUE_PLACES && !a.places.count ? b : a;
	for (size_t i = 0; i < b.places.count; i++)
		path_add(walk, &a.places, b.places.items[i]);
	path_sort(walk, &a.places);
	return a;
}

static struct path_value
work_out_call(struct site_walk *walk, const struct path_part *part, struct path_focus focus)
{
	struct path_value arguments[CALL_ARGUMENTS_MAX];
	size_t count = 0;

	for (const struct path_part *argument = part->first; argument; argument = argument->next)
		arguments[count++] = path_work_out(walk, argument, focus);
	return part->call->run(walk, &focus, arguments, count);
}

struct path_value
path_work_out(struct site_walk *walk, const struct path_part *part, struct path_focus focus)
{
	struct path_value a, b;

	if (!path_spend(walk, 1))
		return (struct path_value){ .kind = VALUE_PLACES };
	switch (part->kind) {
	case PART_LITERAL:
		return path_text(part->text);
	case PART_NUMBER:
		return path_number(part->number);
	case PART_PLACES:
		return work_out_places(walk, part, focus);
	case PART_UNION:
		return work_out_union(walk, part, focus);
	case PART_CALL:
		return work_out_call(walk, part, focus);
	case PART_MATCH:
		return path_truth(focus.at.attr < 0 && matches(walk, part, focus.at.node));
	default:
		break;
	}
	a = path_work_out(walk, part->first, focus);
	if (part->kind == PART_NEGATE)
		return path_number(-path_value_number(walk, &a));
	if (part->kind == PART_OR && path_value_truth(&a))
		return path_truth(true);
	if (part->kind == PART_AND && !path_value_truth(&a))
		return path_truth(false);
	b = path_work_out(walk, part->first->next, focus);
	if (part->kind == PART_COMPARE)
		return path_truth(path_compare(walk, part->op, &a, &b));
	if (part->kind == PART_COUNT)
		return path_number(
		    path_count(part->op, path_value_number(walk, &a), path_value_number(walk, &b)));
	return path_truth(path_value_truth(&b));
}

/* ---- from outside ---- */

void
site_walk_begin(struct site_walk *walk, const struct doc *doc, uint64_t steps)
{
	*walk = (struct site_walk){ .doc = doc, .left = steps };
}

void
site_walk_done(struct site_walk *walk)
{
	arena_done(&walk->work);
	arena_done(&walk->inner);
	free(walk->stamps);
	walk->stamps = NULL;
}

bool
site_walk_afford(struct site_walk *walk, uint64_t n)
{
	if (n > walk->left)
		return false;
	walk->left -= n;
	return true;
}

static struct path_value
work_out(struct site_walk *walk, const struct site_path *path)
{
	uint64_t given = walk->left < SITE_PATH_STEPS_MAX ? walk->left : SITE_PATH_STEPS_MAX;

	arena_reset(&walk->work);
	arena_reset(&walk->inner);
	walk->spent = false;
	walk->steps = given;
	return path_work_out(walk, path->whole, (struct path_focus){ { 0, -1 }, 1, 1 });
}

/* After a path: what it cost is gone. */
static bool
settle(struct site_walk *walk)
{
	uint64_t given = walk->left < SITE_PATH_STEPS_MAX ? walk->left : SITE_PATH_STEPS_MAX;

	walk->left -= given - (walk->spent ? 0 : walk->steps);
	return !walk->spent;
}

bool
site_path_places(struct site_walk *walk, struct arena *arena, const struct site_path *path,
    struct site_places *out)
{
	struct path_value value = work_out(walk, path);
	struct site_places places = { 0 };

	if (!settle(walk))
		return false;
	if (value.kind == VALUE_PLACES && value.places.count) {
		places.count = places.capacity = value.places.count;
		places.items = arena_array(arena, struct site_place, places.count);
		memcpy(places.items, value.places.items, places.count * sizeof(*places.items));
	}
	*out = places;
	return true;
}

bool
site_path_text(
    struct site_walk *walk, struct arena *arena, const struct site_path *path, struct str *out)
{
	struct path_value value = work_out(walk, path);
	struct str text = path_normal(walk, path_value_text(walk, &value));

	if (!settle(walk))
		return false;
	*out = str_copy(arena, str_trim(text));
	return true;
}

bool
site_path_holds(struct site_walk *walk, const struct site_path *path, bool *out)
{
	struct path_value value = work_out(walk, path);

	if (!settle(walk))
		return false;
	*out = path_value_truth(&value);
	return true;
}

bool
site_path_is_places(const struct site_path *path)
{
	const struct path_part *part = path->whole;

	while (
	    part->kind == PART_UNION || (part->kind == PART_PLACES && part->first && !part->steps))
		part = part->first;
	return part->kind == PART_PLACES ||
	       (part->kind == PART_CALL && part->call->gives == VALUE_PLACES);
}
