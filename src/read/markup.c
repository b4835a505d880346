#include <stdlib.h>

#include "read/markup_library.h"

struct markup {
	const struct markup_calls *calls;
	void *parser;
	struct strs asked; /* for the next tree */
};

static const struct markup_calls *const libraries[] = {
	[MARKUP_MYHTML] = &markup_myhtml,
	[MARKUP_GUMBO] = &markup_gumbo,
};

struct err
markup_open(enum markup_library library, struct markup **out)
{
	const struct markup_calls *calls = libraries[library];
	void *parser = calls->open();

	if (!parser)
		return err_new(ERR_LIBRARY, "HTML parser did not start");
	*out = mem_alloc(sizeof(**out));
	**out = (struct markup){ .calls = calls, .parser = parser };
	return (struct err){ 0 };
}

void
markup_close(struct markup *markup)
{
	if (!markup)
		return;
	markup->calls->close(markup->parser);
	free(markup);
}

static struct err
check_size(struct str html)
{
	size_t tags = 0;

	if (html.n > MARKUP_MAX)
		return err_at(ERR_TOO_BIG, MARKUP_MAX, "markup");
	for (ptrdiff_t i = -1; (i = str_find_char(html, '<', (size_t)(i + 1))) >= 0;)
		if (++tags > MARKUP_TAGS_MAX)
			return err_at(ERR_TOO_BIG, (uint64_t)i, "too many tags");
	return (struct err){ 0 };
}

/* MyHTML muddles text around NUL; the standard ignores it nearly everywhere. */
static struct str
without_nul(struct arena *arena, struct str s)
{
	char *p = arena_alloc_dirty(arena, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i])
			p[n++] = s.p[i];
	return (struct str){ p, n };
}

static struct err
parse_once(struct markup *markup, struct arena *arena, struct str html, struct notes *notes,
    struct doc *out)
{
	struct building building = { .notes = notes, .asked = markup->asked };
	struct err err;

	doc_begin(&building.builder, arena);
	err = markup->calls->parse(markup->parser, html, &building);
	return err.code ? err : doc_finish(&building.builder, out);
}

static struct err
parse(struct markup *markup, struct arena *arena, struct str html, struct notes *notes,
    struct doc *out)
{
	struct notes unseen = { 0 }, *seen = notes ? notes : &unseen;
	struct err err = check_size(html);
	uint32_t dropped;

	if (err.code)
		return err;
	if (str_find_char(html, '\0', 0) >= 0)
		html = without_nul(arena, html);
	err = parse_once(markup, arena, html, seen, out);
	if (err.code != ERR_TOO_DEEP)
		return err;
	html = markup_flatten(arena, html, MARKUP_DEPTH, &dropped);
	note(seen, NOTE_CUT);
	return parse_once(markup, arena, html, seen, out);
}

struct err
markup_parse(struct markup *markup, struct arena *arena, struct str html, struct notes *notes,
    struct doc *out)
{
	struct err err = parse(markup, arena, html, notes, out);

	markup->asked.count = 0;
	return err;
}

void
markup_ask(struct markup *markup, const struct strs *names)
{
	markup->asked = *names;
	if (markup->asked.count > DOC_RULE_ATTRS)
		markup->asked.count = DOC_RULE_ATTRS;
}

static struct str
without_tags(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '<')
			buf_push_literal(&out, "&lt;");
		else
			buf_push_char(&out, s.p[i]);
	return str_copy(arena, buf_str(&out));
}

struct str
markup_decode(struct markup *markup, struct arena *arena, struct str s)
{
	struct doc doc;

	if (str_find_char(s, '&', 0) < 0)
		return s;
	if (str_find_char(s, '<', 0) >= 0)
		s = without_tags(arena, s);
	if (markup_parse(markup, arena, s, NULL, &doc).code)
		return s;
	return doc_text_of(arena, &doc, 0);
}

/* ---- what the libraries' files share ---- */

static struct str
cut(struct building *building, struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	note(building->notes, NOTE_CUT);
	return str_slice(s, 0, str_rune_start(s, max));
}

static int
asked_attr(const struct building *building, struct str name)
{
	for (size_t i = 0; i < building->asked.count; i++)
		if (str_equal_nocase(building->asked.items[i], name))
			return ATTR_RULE_1 + (int)i;
	return -1;
}

void
building_attr(struct building *building, struct str name, struct str value)
{
	int attr = attr_from_name(name);

	if (attr < 0)
		attr = asked_attr(building, name);
	if (attr < 0)
		return;
	if (attr == ATTR_ON)
		value = str_slice(value, 0, str_rune_start(value, MARKUP_HANDLER_MAX));
	value = cut(building, value, DOC_ATTR_BYTES_MAX);
	doc_attr(
	    &building->builder, (enum attr_name)attr, str_copy(building->builder.arena, value));
}

void
building_text(struct building *building, struct str text)
{
	doc_text(&building->builder, str_copy(building->builder.arena, text));
}

struct str
name_lower(struct arena *arena, struct str name)
{
	char *p = arena_alloc_dirty(arena, name.n);

	for (size_t i = 0; i < name.n; i++)
		p[i] = char_lower(name.p[i]);
	return (struct str){ p, name.n };
}

void
building_open(struct building *building, enum tag tag, struct str name)
{
	struct doc_builder *builder = &building->builder;

	doc_open(builder, tag);
	if (tag == TAG_UNKNOWN && !builder->err.code)
		builder->doc.nodes[builder->doc.count - 1].text = name_lower(
		    builder->arena, str_slice(name, 0, str_rune_start(name, MARKUP_NAME_MAX)));
}
