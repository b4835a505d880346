/*
 * xml_window.c: the part of the document that is at hand.
 */
#include "read/xml.h"

enum { WINDOW_MAX = 64 << 20, WINDOW_STEP = 64 << 10, TOKENS_KEEP = 64 << 10 };

void
xml_begin(struct xml *xml, struct arena *kept, struct str base, const struct xml_owner *owner)
{
	xml->owner = owner;
	xml->tokens = (struct arena){ 0 };
	xml->kept = kept;
	xml->window = (struct buf){ .max = WINDOW_MAX };
	xml->rest = (struct str){ 0 };
	xml->dropped = xml->line_at = 0;
	xml->step = WINDOW_STEP;
	xml->line = 0;
	xml->depth = xml->closing = xml->too_deep = xml->binding_count = xml->attr_count = 0;
	xml->kept_depth = xml->kept_bindings = 0;
	xml->is_empty = xml->seen_root = xml->cut = xml->attrs_cut = false;
	xml->ended = xml->unsure = xml->trying = false;
	xml->outside = (struct xml_element){ .base = base };
}

void
xml_done(struct xml *xml)
{
	if (xml->owner->spent && xml->window.n)
		xml->owner->spent(xml->owner->context, buf_str(&xml->window));
	buf_done(&xml->window);
	arena_done(&xml->tokens);
}

/* ---- where ---- */

static uint32_t
lines_in(const struct xml *xml, size_t from, size_t to)
{
	struct str s = str_slice(buf_str(&xml->window), from - xml->dropped, to - xml->dropped);
	uint32_t count = 0;

	for (ptrdiff_t end = -1; (end = str_find_char(s, '\n', (size_t)(end + 1))) >= 0;)
		count++;
	return count;
}

uint32_t
xml_line(struct xml *xml, size_t at)
{
	if (at < xml->dropped)
		at = xml->dropped;
	if (at >= xml->line_at)
		xml->line += lines_in(xml, xml->line_at, at);
	else
		xml->line -= lines_in(xml, at, xml->line_at);
	xml->line_at = at;
	return xml->line + 1;
}

void
xml_complain(struct xml *xml, const char *rule, struct str what, size_t at)
{
	if (xml->trying)
		xml->complaints++;
	else
		xml->owner->fault(xml->owner->context, rule, what, at, xml_line(xml, at));
}

/* ---- what outlasts the window ---- */

/* What an element has from the one around it is kept once. */
static void
keep_shared(struct xml *xml, struct str *s, struct str around, struct str around_kept)
{
	if (s->n && s->p == around.p && s->n == around.n)
		*s = around_kept;
	else if (s->n)
		*s = str_copy(xml->kept, *s);
}

static void
keep_elements(struct xml *xml)
{
	struct xml_element around = xml->kept_depth ? xml->open[xml->kept_depth - 1] : xml->outside;
	struct xml_element around_kept = around;

	for (; xml->kept_depth < xml->depth; xml->kept_depth++) {
		struct xml_element *element = &xml->open[xml->kept_depth], was = *element;

		element->name = str_copy(xml->kept, was.name);
		element->local = str_from(element->name, was.name.n - was.local.n);
		keep_shared(xml, &element->base, around.base, around_kept.base);
		keep_shared(xml, &element->lang, around.lang, around_kept.lang);
		around = was;
		around_kept = *element;
	}
}

static void
keep(struct xml *xml)
{
	keep_elements(xml);
	for (; xml->kept_bindings < xml->binding_count; xml->kept_bindings++) {
		struct xml_binding *binding = &xml->bindings[xml->kept_bindings];

		binding->prefix = str_copy(xml->kept, binding->prefix);
		binding->uri = str_copy(xml->kept, binding->uri);
	}
}

/* ---- moving on ---- */

/* What is not read yet moves to the front, and at least as much comes behind it. */
static void
refill(struct xml *xml)
{
	struct buf *window = &xml->window;
	size_t read = window->n - xml->rest.n, wanted = 2 * xml->rest.n + xml->step;

	keep(xml);
	xml_line(xml, xml_at(xml));
	if (xml->owner->spent && read)
		xml->owner->spent(xml->owner->context, (struct str){ window->p, read });
	if (read)
		memmove(window->p, window->p + read, xml->rest.n);
	window->n -= read;
	xml->dropped += read;
	while (window->n < wanted && !xml->ended)
		xml->ended = !xml->owner->more(xml->owner->context, window);
	xml->rest = buf_str(window);
}

/* What a token may have changed before it proved to be cut off. */
struct mark {
	struct str rest;
	unsigned depth, closing, too_deep, binding_count;
	bool seen_root, cut, attrs_cut;
};

static struct mark
mark(struct xml *xml)
{
	xml->complaints = 0;
	xml->unsure = false;
	return (struct mark){ xml->rest, xml->depth, xml->closing, xml->too_deep,
		xml->binding_count, xml->seen_root, xml->cut, xml->attrs_cut };
}

static void
go_back(struct xml *xml, const struct mark *mark)
{
	xml->rest = mark->rest;
	xml->depth = mark->depth;
	xml->closing = mark->closing;
	xml->too_deep = mark->too_deep;
	xml->binding_count = mark->binding_count;
	xml->seen_root = mark->seen_root;
	xml->cut = mark->cut;
	xml->attrs_cut = mark->attrs_cut;
}

static enum xml_token
try_token(struct xml *xml)
{
	enum xml_token token;

	xml->trying = true;
	token = xml_read(xml);
	xml->trying = false;
	return token;
}

/* A token is tried first, without a word; one that is whole but not right is read again, aloud. */
enum xml_token
xml_next(struct xml *xml)
{
	if (xml->tokens.used > TOKENS_KEEP) {
		keep(xml);
		arena_reset(&xml->tokens);
	}
	while (!xml->ended && !xml->closing) {
		struct mark before = mark(xml);
		enum xml_token token = try_token(xml);
		bool is_whole = xml->rest.n && !xml->unsure;

		if (is_whole && !xml->complaints)
			return token;
		go_back(xml, &before);
		if (is_whole)
			break;
		refill(xml);
	}
	return xml_read(xml);
}
