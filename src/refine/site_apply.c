/* What the rules say of a page, and which of its nodes they mean. */
#include "refine/page_names.h"
#include "refine/site_edit.h"

enum { AUTHOR_BYTES_MAX = 300, DATES_TRIED_MAX = 20, MARK_COST = 32 };

struct applying {
	struct arena *arena;
	const struct site *site;
	const struct doc *doc;
	struct site_walk walk;
	struct site_view *view;
};

static void
remark_spent(struct applying *a, const struct site_rule *rule)
{
	site_remark(&a->view->remarks, rule->line, "note: given up, too much work on this page");
}

static bool
places_of(struct applying *a, const struct site_rule *rule, struct site_places *out)
{
	bool done = site_path_places(&a->walk, a->arena, rule->path, out);

	if (!done)
		remark_spent(a, rule);
	return done;
}

static struct str
text_of(struct applying *a, const struct site_rule *rule)
{
	struct str text = S("");

	if (!site_path_text(&a->walk, a->arena, rule->path, &text))
		remark_spent(a, rule);
	return text;
}

static bool
holds(struct applying *a, const struct site_rule *rule)
{
	bool yes = false;

	if (!site_path_holds(&a->walk, rule->path, &yes))
		remark_spent(a, rule);
	return yes;
}

/* ---- values ---- */

static void
take_first(struct applying *a, const struct site_rule *rule, struct str *out)
{
	if (!out->n)
		*out = text_of(a, rule);
}

/* Each place is a name or several. */
static void
take_authors(struct applying *a, const struct site_rule *rule)
{
	struct site_places places = { 0 };
	struct strs *authors = &a->view->authors;

	if (authors->count)
		return;
	if (!site_path_is_places(rule->path)) {
		names_in(a->arena, text_of(a, rule), false, authors);
		return;
	}
	if (!places_of(a, rule, &places))
		return;
	for (size_t i = 0; i < places.count && i < PAGE_NAMES_MAX; i++) {
		const struct node *node = &a->doc->nodes[places.items[i].node];
		struct str text = places.items[i].attr >= 0
				      ? node->attrs[places.items[i].attr].value
				      : doc_text_of(a->arena, a->doc, places.items[i].node);
		if (text.n <= AUTHOR_BYTES_MAX)
			names_in(a->arena, str_trim(text), false, authors);
	}
}

/* A link holds where the conditions behind it hold. */
static bool
conditions_hold(struct applying *a, size_t at)
{
	for (size_t i = at + 1; i < a->site->count; i++) {
		const struct site_rule *rule = &a->site->rules[i];
		if (rule->key == SITE_NEXT || rule->key == SITE_WHOLE)
			break;
		if (rule->key == SITE_IF && !holds(a, rule))
			return false;
	}
	return true;
}

/* An element stands for where it leads. */
static void
take_link(struct applying *a, size_t at, struct str *out)
{
	const struct site_rule *rule = &a->site->rules[at];
	struct site_places places = { 0 };

	if (out->n || !conditions_hold(a, at))
		return;
	if (!site_path_is_places(rule->path)) {
		*out = text_of(a, rule);
		return;
	}
	if (!places_of(a, rule, &places) || !places.count)
		return;
	if (places.items[0].attr < 0)
		*out = str_trim(node_attr(&a->doc->nodes[places.items[0].node], ATTR_HREF));
	if (!out->n)
		*out = text_of(a, rule);
}

static void
take_value(struct applying *a, size_t at)
{
	const struct site_rule *rule = &a->site->rules[at];
	struct site_view *view = a->view;

	switch (rule->key) {
	case SITE_TITLE:
		take_first(a, rule, &view->title);
		break;
	case SITE_DECK:
		take_first(a, rule, &view->deck);
		break;
	case SITE_SECTION:
		take_first(a, rule, &view->section);
		break;
	case SITE_DATE:
		take_first(a, rule, &view->date);
		break;
	case SITE_UPDATED:
		take_first(a, rule, &view->updated);
		break;
	case SITE_AUTHOR:
		take_authors(a, rule);
		break;
	case SITE_NEXT:
		take_link(a, at, &view->next);
		break;
	case SITE_WHOLE:
		take_link(a, at, &view->whole);
		break;
	case SITE_ADVERTISING:
		view->advertising |= holds(a, rule);
		break;
	case SITE_PAYWALL:
		view->paywall |= holds(a, rule);
		break;
	default:
		break;
	}
}

/* ---- marks ---- */

/* Subtrees, each node once however they are nested; an attribute is no place to strip. */
static void
paint(struct applying *a, const struct site_places *places, uint8_t mark)
{
	uint32_t covered = 0;

	for (size_t i = 0; i < places->count; i++) {
		uint32_t at = places->items[i].node, end = a->doc->nodes[at].end;
		if (places->items[i].attr >= 0 || end <= covered || (a->view->marks[at] & mark))
			continue;
		for (; at < end; at++)
			a->view->marks[at] |= mark;
		covered = end;
	}
}

/* The page's own head is no text, but what it says is wanted. */
static bool
is_head(enum tag tag)
{
	return tag == TAG_META || tag == TAG_LINK || tag == TAG_TITLE || tag == TAG_ROOT;
}

static bool
names_hold(const struct node *node, enum site_key key, struct str word)
{
	if (key == SITE_STRIP_IMAGE)
		return node->tag == TAG_IMG && str_find(node_attr(node, ATTR_SRC), word, 0) >= 0;
	return str_find(node_attr(node, ATTR_CLASS), word, 0) >= 0 ||
	       str_find(node_attr(node, ATTR_ID), word, 0) >= 0;
}

/* Whether a rule "keep-class" speaks for it. */
static bool
is_kept(const struct applying *a, const struct node *node)
{
	for (size_t i = 0; i < a->site->count; i++)
		if (a->site->rules[i].key == SITE_KEEP_CLASS &&
		    names_hold(node, SITE_KEEP_CLASS, a->site->rules[i].value))
			return true;
	return false;
}

static void
strip_word(struct applying *a, const struct site_rule *rule)
{
	for (uint32_t at = 1; at < a->doc->count; at++) {
		const struct node *node = &a->doc->nodes[at];
		if (a->view->marks[at] & SITE_OUT) {
			at = node->end - 1;
			continue;
		}
		if (!site_walk_afford(
			&a->walk, 1 + (node_attr(node, ATTR_CLASS).n + node_attr(node, ATTR_ID).n) /
					  MARK_COST)) {
			remark_spent(a, rule);
			return;
		}
		if (is_head(node->tag) || !names_hold(node, rule->key, rule->value) ||
		    is_kept(a, node))
			continue;
		for (uint32_t i = at; i < node->end; i++)
			a->view->marks[i] |= SITE_OUT;
		at = node->end - 1;
	}
}

static void
strip(struct applying *a, const struct site_rule *rule)
{
	struct site_places places = { 0 };
	size_t n = 0;

	if (!places_of(a, rule, &places))
		return;
	for (size_t i = 0; i < places.count; i++)
		if (!is_head((enum tag)a->doc->nodes[places.items[i].node].tag))
			places.items[n++] = places.items[i];
	places.count = n;
	paint(a, &places, SITE_OUT);
}

/* Bytes of text in the body that are not stripped. */
static size_t
body_bytes(const struct applying *a)
{
	size_t n = 0;

	for (uint32_t i = 1; i < a->doc->count; i++)
		if (a->doc->nodes[i].tag == TAG_TEXT &&
		    (a->view->marks[i] & (SITE_IN_BODY | SITE_OUT)) == SITE_IN_BODY)
			n += str_trim(a->doc->nodes[i].text).n;
	return n;
}

/* The first rule that finds text, all its places together. */
static void
find_body(struct applying *a)
{
	for (size_t i = 0; i < a->site->count && !a->view->has_body; i++) {
		const struct site_rule *rule = &a->site->rules[i];
		struct site_places places = { 0 };
		if (rule->key != SITE_BODY)
			continue;
		if (!site_path_is_places(rule->path)) {
			site_remark(&a->view->remarks, rule->line,
			    "note: a body is a place of the page, not text made of it");
			continue;
		}
		if (!places_of(a, rule, &places) || !places.count ||
		    !site_walk_afford(&a->walk, a->doc->count / 4))
			continue;
		paint(a, &places, SITE_IN_BODY);
		a->view->has_body = body_bytes(a) > 0;
	}
}

void
site_apply(
    struct arena *arena, const struct site *site, const struct doc *doc, struct site_view *out)
{
	struct site_view view = { .site = site, .doc = *doc, .remarks = { .arena = arena } };
	struct applying a = { .arena = arena, .site = site, .doc = doc, .view = &view };

	view.marks = arena_array(arena, uint8_t, doc->count);
	site_walk_begin(&a.walk, doc, SITE_STEPS_MAX);
	for (size_t i = 0; i < site->count; i++)
		take_value(&a, i);
	for (size_t i = 0; i < site->count; i++) {
		const struct site_rule *rule = &site->rules[i];
		if (rule->key == SITE_STRIP)
			strip(&a, rule);
		else if (rule->key == SITE_STRIP_CLASS || rule->key == SITE_STRIP_IMAGE)
			strip_word(&a, rule);
	}
	find_body(&a);
	if (!view.has_body && site_has_body_rule(site))
		site_remark(&view.remarks, 0, "no body rule finds text on this page");
	if (view.advertising)
		site_remark(&view.remarks, 0, "note: the page is an advertisement");
	site_edit(arena, &a.walk, &view);
	site_walk_done(&a.walk);
	*out = view;
}
