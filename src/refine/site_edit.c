/*
 * The changes are gathered on the tree as parsed and made in one walk over it: what is moved is
 * passed by in its place and written where its target ends.
 */
#include "refine/site_edit.h"

enum { MOVES_WITHIN = 4 };

enum change {
	CHANGE_UNWRAP = 1,
	CHANGE_MOVED = 2,  /* it is written elsewhere */
	CHANGE_TARGET = 4, /* something is written at its end */
	CHANGE_ATTRS = 8,
};

struct move {
	uint32_t node, target;
};

struct edit {
	struct arena *arena;
	struct site_walk *walk;
	struct site_view *view;
	const struct doc *doc;
	uint8_t *changes, *wraps; /* by node; wraps: enum tag, 0 none */
	struct attr **attrs;	  /* by node: instead of its own */
	uint16_t *attr_counts;
	struct move moves[SITE_MOVES_MAX];
	size_t move_count;
	bool any;
	/* the walk */
	struct doc_builder *builder;
	uint8_t *marks; /* of the new tree */
	size_t capacity;
	unsigned within;
	uint8_t keep, add; /* of the marks of what is moved: where it comes to stand decides whether
			      it is of the body */
};

/* ---- gathering ---- */

static bool
places_of(struct edit *edit, const struct site_rule *rule, const struct site_path *path,
    struct site_places *out)
{
	bool done = site_path_places(edit->walk, edit->arena, path, out);

	if (!done)
		site_remark(
		    &edit->view->remarks, rule->line, "note: given up, too much work on this page");
	edit->any |= done && out->count;
	return done && out->count;
}

static void
unwrap(struct edit *edit, const struct site_rule *rule)
{
	struct site_places places = { 0 };

	if (places_of(edit, rule, rule->path, &places))
		for (size_t i = 0; i < places.count; i++)
			if (places.items[i].attr < 0 && places.items[i].node)
				edit->changes[places.items[i].node] |= CHANGE_UNWRAP;
}

static void
wrap(struct edit *edit, const struct site_rule *rule)
{
	struct site_places places = { 0 };

	if (places_of(edit, rule, rule->path, &places))
		for (size_t i = 0; i < places.count; i++)
			if (places.items[i].attr < 0 && places.items[i].node)
				edit->wraps[places.items[i].node] = (uint8_t)rule->tag;
}

/* To the first place of the target; nothing is moved into itself. */
static void
move(struct edit *edit, const struct site_rule *rule)
{
	struct site_places places = { 0 }, targets = { 0 };
	uint32_t target;

	if (!places_of(edit, rule, rule->target, &targets) || targets.items[0].attr >= 0 ||
	    !places_of(edit, rule, rule->path, &places))
		return;
	target = targets.items[0].node;
	if (edit->doc->nodes[target].tag == TAG_TEXT)
		return;
	for (size_t i = 0; i < places.count && edit->move_count < SITE_MOVES_MAX; i++) {
		uint32_t at = places.items[i].node;
		if (places.items[i].attr >= 0 || !at || (edit->changes[at] & CHANGE_MOVED) ||
		    (target >= at && target < edit->doc->nodes[at].end))
			continue;
		edit->moves[edit->move_count++] = (struct move){ at, target };
		edit->changes[at] |= CHANGE_MOVED;
		edit->changes[target] |= CHANGE_TARGET;
	}
}

/* A copy of a node's attributes that may be changed. */
static struct attr *
own_attrs(struct edit *edit, uint32_t at)
{
	const struct node *node = &edit->doc->nodes[at];

	if (!(edit->changes[at] & CHANGE_ATTRS)) {
		edit->changes[at] |= CHANGE_ATTRS;
		edit->attrs[at] = arena_array(edit->arena, struct attr, node->attr_count + 1u);
		memcpy(edit->attrs[at], node->attrs, node->attr_count * sizeof(struct attr));
		edit->attr_counts[at] = node->attr_count;
	}
	return edit->attrs[at];
}

static void
attr_drop(struct edit *edit, uint32_t at, enum attr_name name)
{
	struct attr *attrs = own_attrs(edit, at);
	uint16_t n = 0;

	for (uint16_t i = 0; i < edit->attr_counts[at]; i++)
		if (attrs[i].name != name)
			attrs[n++] = attrs[i];
	edit->attr_counts[at] = n;
}

/* In the order of their names. */
static void
attr_set(struct edit *edit, uint32_t at, enum attr_name name, struct str value)
{
	struct attr *attrs;
	uint16_t n;

	attr_drop(edit, at, name);
	attrs = edit->attrs[at];
	n = edit->attr_counts[at];
	for (; n && attrs[n - 1].name > name; n--)
		attrs[n] = attrs[n - 1];
	attrs[n] = (struct attr){ name, value };
	edit->attr_counts[at]++;
}

static void
strip_attributes(struct edit *edit, const struct site_rule *rule)
{
	struct site_places places = { 0 };

	if (!places_of(edit, rule, rule->path, &places))
		return;
	for (size_t i = 0; i < places.count; i++) {
		struct site_place place = places.items[i];
		if (place.attr >= 0)
			attr_drop(
			    edit, place.node, edit->doc->nodes[place.node].attrs[place.attr].name);
	}
}

/* Room for one more is there: own_attrs made it, and an attribute that is set was dropped before.
 */
static void
load_lazy(struct edit *edit, const struct site_rule *rule)
{
	if (rule->attr < 0 || rule->attr == ATTR_SRC ||
	    !site_walk_afford(edit->walk, edit->doc->count))
		return;
	for (uint32_t at = 1; at < edit->doc->count; at++) {
		const struct node *node = &edit->doc->nodes[at];
		struct str value =
		    node->tag == TAG_IMG ? node_attr(node, (enum attr_name)rule->attr) : STR_END;
		if (!value.n)
			continue;
		attr_set(edit, at, ATTR_SRC, value);
		edit->any = true;
	}
}

static void
gather(struct edit *edit)
{
	static void (*const takers[SITE_KEYS])(struct edit * edit, const struct site_rule *rule) = {
		[SITE_UNWRAP] = unwrap,
		[SITE_WRAP] = wrap,
		[SITE_MOVE] = move,
		[SITE_STRIP_ATTRIBUTE] = strip_attributes,
		[SITE_LAZY] = load_lazy,
	};

	for (size_t i = 0; i < edit->view->site->count; i++) {
		const struct site_rule *rule = &edit->view->site->rules[i];
		if (takers[rule->key])
			takers[rule->key](edit, rule);
	}
}

/* ---- writing ---- */

static void write_range(struct edit *edit, uint32_t from, uint32_t end);

static void
mark_last(struct edit *edit, uint8_t mark)
{
	size_t n = edit->builder->doc.count;

	if (edit->builder->err.code)
		return;
	if (n > edit->capacity) {
		edit->marks = arena_grow(edit->arena, edit->marks, edit->capacity, 2 * n, 1);
		edit->capacity = 2 * n;
	}
	edit->marks[n - 1] = mark;
}

static uint8_t
marks_of(const struct edit *edit, uint32_t at)
{
	return edit->within ? (uint8_t)((edit->view->marks[at] & edit->keep) | edit->add)
			    : edit->view->marks[at];
}

static void
open_element(struct edit *edit, uint32_t at)
{
	const struct node *node = &edit->doc->nodes[at];
	struct doc_builder *builder = edit->builder;
	struct node *made;

	doc_open(builder, (enum tag)node->tag);
	if (builder->err.code)
		return;
	made = &builder->doc.nodes[builder->doc.count - 1];
	made->text = node->text;
	made->attrs = edit->changes[at] & CHANGE_ATTRS ? edit->attrs[at] : node->attrs;
	made->attr_count =
	    edit->changes[at] & CHANGE_ATTRS ? edit->attr_counts[at] : node->attr_count;
	mark_last(edit, marks_of(edit, at));
}

/* What was of the body only because it stood in it is so no longer. */
static void
move_marks(struct edit *edit, const struct move *one)
{
	uint8_t from = edit->view->marks[edit->doc->nodes[one->node].parent],
		to = edit->view->marks[one->target];

	edit->keep = from & SITE_IN_BODY ? SITE_OUT : SITE_OUT | SITE_IN_BODY;
	edit->add = to & SITE_IN_BODY;
}

/* What was moved to where ${target} ends. */
static void
write_moved(struct edit *edit, uint32_t target)
{
	for (size_t i = 0; i < edit->move_count; i++) {
		uint32_t at = edit->moves[i].node;
		if (edit->moves[i].target != target || edit->within >= MOVES_WITHIN)
			continue;
		move_marks(edit, &edit->moves[i]);
		edit->within++;
		edit->changes[at] &= (uint8_t)~CHANGE_MOVED;
		write_range(edit, at, edit->doc->nodes[at].end);
		edit->changes[at] |= CHANGE_MOVED;
		edit->within--;
	}
}

struct open_one {
	uint32_t at, end;
	bool wrapped, opened;
};

static void
close_one(struct edit *edit, const struct open_one *one)
{
	if (edit->changes[one->at] & CHANGE_TARGET)
		write_moved(edit, one->at);
	if (one->opened)
		doc_close(edit->builder);
	if (one->wrapped)
		doc_close(edit->builder);
}

static struct open_one
begin_one(struct edit *edit, uint32_t at)
{
	const struct node *node = &edit->doc->nodes[at];
	struct open_one one = { .at = at,
		.end = node->end,
		.wrapped = edit->wraps[at] != 0,
		.opened = node->tag != TAG_TEXT && !(edit->changes[at] & CHANGE_UNWRAP) };

	if (one.wrapped) {
		doc_open(edit->builder, (enum tag)edit->wraps[at]);
		mark_last(edit, marks_of(edit, at));
	}
	if (one.opened)
		open_element(edit, at);
	else if (node->tag == TAG_TEXT) {
		doc_text(edit->builder, node->text);
		mark_last(edit, marks_of(edit, at));
	}
	return one;
}

static void
write_range(struct edit *edit, uint32_t from, uint32_t end)
{
	struct open_one *open = arena_array(edit->arena, struct open_one, DOC_DEPTH_MAX + 1);
	unsigned depth = 0;

	for (uint32_t at = from; at < end && !edit->builder->err.code; at++) {
		while (depth && open[depth - 1].end <= at)
			close_one(edit, &open[--depth]);
		if (edit->changes[at] & CHANGE_MOVED) {
			at = edit->doc->nodes[at].end - 1;
			continue;
		}
		if (depth > DOC_DEPTH_MAX)
			return;
		open[depth++] = begin_one(edit, at);
	}
	while (depth && !edit->builder->err.code)
		close_one(edit, &open[--depth]);
}

static void
write_all(struct edit *edit)
{
	struct site_view *view = edit->view;
	struct doc changed;
	struct err err;

	edit->builder = arena_new(edit->arena, struct doc_builder);
	edit->capacity = edit->doc->count + 1;
	edit->marks = arena_array(edit->arena, uint8_t, edit->capacity);
	doc_begin(edit->builder, edit->arena);
	write_range(edit, 1, edit->doc->count);
	if (edit->changes[0] & CHANGE_TARGET)
		write_moved(edit, 0);
	err = doc_finish(edit->builder, &changed);
	if (err.code) {
		site_remark(
		    &view->remarks, 0, "the page becomes too large or too deep by these changes");
		return;
	}
	view->doc = changed;
	view->marks = edit->marks;
}

static bool
changes_trees(const struct site *site)
{
	for (size_t i = 0; i < site->count; i++)
		switch (site->rules[i].key) {
		case SITE_UNWRAP:
		case SITE_WRAP:
		case SITE_MOVE:
		case SITE_STRIP_ATTRIBUTE:
		case SITE_LAZY:
			return true;
		default:
			break;
		}
	return false;
}

void
site_edit(struct arena *arena, struct site_walk *walk, struct site_view *view)
{
	struct edit *edit;
	uint32_t n = view->doc.count;

	if (!changes_trees(view->site))
		return;
	edit = arena_new(arena, struct edit);
	edit->arena = arena;
	edit->walk = walk;
	edit->view = view;
	edit->doc = walk->doc;
	edit->changes = arena_array(arena, uint8_t, n);
	edit->wraps = arena_array(arena, uint8_t, n);
	edit->attrs = arena_array(arena, struct attr *, n);
	edit->attr_counts = arena_array(arena, uint16_t, n);
	gather(edit);
	if (edit->any)
		write_all(edit);
}
