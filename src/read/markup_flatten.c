/*
 * A look at markup without parsing it: which tags are open, near enough to the standard that real
 * pages come out of it as they went in, and that nothing deep stays deep.  What it gets wrong costs
 * structure, never text.
 */
#include "base/table.h"
#include "read/markup.h"

enum element_is { IS_VOID = 1, IS_RAW = 2, CLOSES_P = 4, CLOSES_ITSELF = 8 };

static const struct element {
	const char *name;
	unsigned is;
	const char *closes; /* another one that it closes */
} elements[] = {
	{ "address", CLOSES_P, NULL },
	{ "area", IS_VOID, NULL },
	{ "article", CLOSES_P, NULL },
	{ "aside", CLOSES_P, NULL },
	{ "base", IS_VOID, NULL },
	{ "blockquote", CLOSES_P, NULL },
	{ "br", IS_VOID, NULL },
	{ "center", CLOSES_P, NULL },
	{ "col", IS_VOID, NULL },
	{ "dd", CLOSES_P | CLOSES_ITSELF, "dt" },
	{ "details", CLOSES_P, NULL },
	{ "div", CLOSES_P, NULL },
	{ "dl", CLOSES_P, NULL },
	{ "dt", CLOSES_P | CLOSES_ITSELF, "dd" },
	{ "embed", IS_VOID, NULL },
	{ "fieldset", CLOSES_P, NULL },
	{ "figcaption", CLOSES_P, NULL },
	{ "figure", CLOSES_P, NULL },
	{ "footer", CLOSES_P, NULL },
	{ "form", CLOSES_P, NULL },
	{ "h1", CLOSES_P, NULL },
	{ "h2", CLOSES_P, NULL },
	{ "h3", CLOSES_P, NULL },
	{ "h4", CLOSES_P, NULL },
	{ "h5", CLOSES_P, NULL },
	{ "h6", CLOSES_P, NULL },
	{ "header", CLOSES_P, NULL },
	{ "hr", IS_VOID | CLOSES_P, NULL },
	{ "iframe", IS_RAW, NULL },
	{ "img", IS_VOID, NULL },
	{ "input", IS_VOID, NULL },
	{ "li", CLOSES_P | CLOSES_ITSELF, NULL },
	{ "link", IS_VOID, NULL },
	{ "main", CLOSES_P, NULL },
	{ "meta", IS_VOID, NULL },
	{ "nav", CLOSES_P, NULL },
	{ "noembed", IS_RAW, NULL },
	{ "noframes", IS_RAW, NULL },
	{ "ol", CLOSES_P, NULL },
	{ "option", CLOSES_ITSELF, NULL },
	{ "p", CLOSES_P, NULL },
	{ "param", IS_VOID, NULL },
	{ "plaintext", IS_RAW, NULL },
	{ "pre", CLOSES_P, NULL },
	{ "script", IS_RAW, NULL },
	{ "section", CLOSES_P, NULL },
	{ "source", IS_VOID, NULL },
	{ "style", IS_RAW, NULL },
	{ "table", CLOSES_P, NULL },
	{ "td", CLOSES_ITSELF, "th" },
	{ "textarea", IS_RAW, NULL },
	{ "th", CLOSES_ITSELF, "td" },
	{ "title", IS_RAW, NULL },
	{ "tr", CLOSES_ITSELF, "td" },
	{ "track", IS_VOID, NULL },
	{ "ul", CLOSES_P, NULL },
	{ "wbr", IS_VOID, NULL },
	{ "xmp", IS_RAW | CLOSES_P, NULL },
};

struct flattener {
	struct str html;
	size_t at;
	struct buf out;
	struct str open[DOC_DEPTH_MAX]; /* names, as written */
	unsigned depth, limit;
	uint32_t too_deep; /* start tags left out that no end tag has met yet */
	uint32_t dropped;
};

static const struct element *
element_of(struct str name)
{
	static const struct element other = { "", 0, NULL };
	char lower[16];
	const struct element *found;

	if (name.n > sizeof(lower))
		return &other;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = char_lower(name.p[i]);
	found = TABLE_FIND(elements, ((struct str){ lower, name.n }));
	return found ? found : &other;
}

static struct str
name_at(struct str html, size_t at)
{
	size_t end = at;

	while (
	    end < html.n && !char_is_space(html.p[end]) && html.p[end] != '/' && html.p[end] != '>')
		end++;
	return str_slice(html, at, end);
}

/* Behind the '>' that ends the tag whose attributes begin at ${at}; a quote counts only behind '='.
 */
static size_t
tag_end(struct str html, size_t at)
{
	bool value = false;

	for (; at < html.n && html.p[at] != '>'; at++) {
		char c = html.p[at];
		if (value && (c == '"' || c == '\'')) {
			ptrdiff_t end = str_find_char(html, c, at + 1);
			if (end < 0)
				return html.n;
			at = (size_t)end;
		}
		if (!char_is_space(c))
			value = c == '=';
	}
	return at < html.n ? at + 1 : html.n;
}

static size_t
find_end(struct str html, struct str what, size_t from)
{
	ptrdiff_t at = str_find_nocase(html, what, from);

	return at < 0 ? html.n : (size_t)at;
}

/* Copies (or leaves out) all up to ${end}. */
static void
pass(struct flattener *f, size_t end, bool keep)
{
	if (keep)
		buf_push_str(&f->out, str_slice(f->html, f->at, end));
	f->at = end;
}

static bool
top_is(const struct flattener *f, const char *name)
{
	return name && f->depth && str_equal_nocase(f->open[f->depth - 1], str_from_c(name));
}

static void
close_implied(struct flattener *f, const struct element *element)
{
	if ((element->is & CLOSES_P) && top_is(f, "p"))
		f->depth--;
	if (top_is(f, element->closes))
		f->depth--;
	if ((element->is & CLOSES_ITSELF) && top_is(f, element->name))
		f->depth--;
}

/* Behind the end tag of an element whose content is no markup. */
static size_t
raw_text_end(const struct flattener *f, struct str name, size_t from)
{
	char end[20] = "</";

	memcpy(end + 2, name.p, name.n);
	return tag_end(f->html, find_end(f->html, (struct str){ end, name.n + 2 }, from));
}

static void
start_tag(struct flattener *f)
{
	struct str name = name_at(f->html, f->at + 1);
	const struct element *element = element_of(name);
	size_t end = tag_end(f->html, f->at + 1 + name.n);
	bool keep;

	if (!f->too_deep)
		close_implied(f, element);
	keep = f->depth < f->limit;
	if (element->is & IS_RAW) {
		f->dropped += !keep;
		pass(f, raw_text_end(f, name, end), keep);
		return;
	}
	if (element->is & IS_VOID) {
		pass(f, end, true);
		return;
	}
	if (keep)
		f->open[f->depth++] = name;
	else
		f->too_deep++, f->dropped++;
	pass(f, end, keep);
}

static void
end_tag(struct flattener *f)
{
	struct str name = name_at(f->html, f->at + 2);
	size_t end = tag_end(f->html, f->at + 2 + name.n);
	unsigned open = f->depth;

	if (f->too_deep && !(element_of(name)->is & (IS_RAW | IS_VOID))) {
		f->too_deep--;
		pass(f, end, false);
		return;
	}
	while (open && !str_equal_nocase(f->open[open - 1], name))
		open--;
	if (open)
		f->depth = open - 1;
	pass(f, end, true);
}

/* At a '<'. */
static void
markup(struct flattener *f)
{
	struct str here = str_from(f->html, f->at);
	char next = here.n > 1 ? here.p[1] : ' ';

	if (char_is_alpha(next))
		start_tag(f);
	else if (next == '/' && here.n > 2 && char_is_alpha(here.p[2]))
		end_tag(f);
	else if (str_starts(here, S("<!--")))
		pass(f, find_end(f->html, S("-->"), f->at + 2), true);
	else
		pass(f, f->at + 1, true);
}

struct str
markup_flatten(struct arena *arena, struct str html, unsigned depth, uint32_t *dropped)
{
	struct flattener *f = arena_new(arena, struct flattener);
	struct str out;
	ptrdiff_t next;

	f->html = html;
	f->limit = depth < DOC_DEPTH_MAX ? depth : DOC_DEPTH_MAX;
	f->out.max = MARKUP_MAX;
	while ((next = str_find_char(html, '<', f->at)) >= 0) {
		pass(f, (size_t)next, true);
		markup(f);
	}
	pass(f, html.n, true);
	*dropped = f->dropped;
	out = f->dropped ? str_copy(arena, buf_str(&f->out)) : html;
	buf_done(&f->out);
	return out;
}
