#include "base/table.h"
#include "refine/sanitise.h"
#include "refine/tag_text.h"
#include "text/entity.h"
#include "text/reference.h"

#define SVG_URI "http://www.w3.org/2000/svg"
#define MATH_URI "http://www.w3.org/1998/Math/MathML"
#define XLINK_URI "http://www.w3.org/1999/xlink"

enum vocabulary { IN_HTML = 1, IN_MATH = 2, IN_SVG = 4 };
enum value_kind { VALUE_TEXT, VALUE_ADDRESS, VALUE_STYLE };

static const struct element_row {
	const char *name;
	unsigned in;
	bool is_void; /* no content, no end tag */
	const char *as;
} elements[] = {
#define ROW(name, in, is_void, as) { name, in, is_void, as },
#include "gen/safe_elements.inc"
#undef ROW
};

static const struct attribute_row {
	const char *name;
	unsigned in;
	enum value_kind kind;
	const char *as;
} attributes[] = {
#define ROW(name, in, kind, as) { name, in, kind, as },
#include "gen/safe_attributes.inc"
#undef ROW
};

/* Elements whose content goes with them. */
static const char *const dropped[] = { "applet" };
static const char *const dropped_raw[] = { "script", "style" }; /* nothing in them is markup */

struct sanitiser {
	struct arena *arena;
	struct buf *out;
	struct str rest, base;
	bool xml;
	bool is_endless;	      /* no ">" is left */
	unsigned dropping, math, svg; /* such elements around */
	struct tag_text tag;
};

static bool
is_one_of(struct str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(name, str_from_c(names[i])))
			return true;
	return false;
}

#define IS_ONE_OF(name, names) is_one_of((name), (names), LENGTH(names))

/* ---- tags, written ---- */

/* "&" that begins no reference is one by itself. */
static bool
is_reference(struct str s)
{
	size_t n = 0;

	if (pull_char(&s, '#'))
		pull_char(&s, 'x');
	while (n < s.n && (char_is_alpha(s.p[n]) || char_is_digit(s.p[n]) || s.p[n] == '_'))
		n++;
	return n && n < s.n && s.p[n] == ';';
}

static void
push_value(struct buf *out, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == '<')
			buf_push_literal(out, "&lt;");
		else if (c == '>')
			buf_push_literal(out, "&gt;");
		else if (c == '"')
			buf_push_literal(out, "&quot;");
		else if (c == '&' && !is_reference(str_from(value, i + 1)))
			buf_push_literal(out, "&amp;");
		else if (c)
			buf_push_char(out, c);
	}
}

/* The characters that quotes are written with are what they stand for; so it is judged as a browser
 * will read it. */
static struct str
address_of(struct sanitiser *s, struct str value)
{
	struct str address = value;

	if (s->base.n && str_trim(value).n)
		address = reference_resolve(s->arena, s->base, value);
	return reference_is_safe(entities_decode(s->arena, address, NULL)) ? address : S("");
}

static void
push_attribute(struct sanitiser *s, const struct tag_attr *attr, unsigned in)
{
	const struct attribute_row *row = TABLE_FIND(attributes, attr->name);
	struct str value = attr->value;
	size_t from;

	if (!row || !(row->in & in))
		return;
	if (row->kind == VALUE_ADDRESS)
		value = address_of(s, value);
	if (row->kind == VALUE_STYLE) {
		value =
		    style_sanitise(s->arena, entities_decode(s->arena, value, NULL), s->svg > 0);
		if (!value.n)
			return;
	}
	if (str_equal(attr->name, S("rel")) || str_equal(attr->name, S("type")))
		value = tag_lower(s->arena, value);
	buf_push_char(s->out, ' ');
	buf_push_str(s->out, str_from_c(in == IN_SVG && row->as ? row->as : row->name));
	buf_push_literal(s->out, "=\"");
	from = s->out->n;
	push_value(s->out, value);
	/* judged as it stands there, too: markup_is_safe will see no more than that */
	if (row->kind == VALUE_ADDRESS && !reference_is_safe(str_from(buf_str(s->out), from)))
		s->out->n = from;
	buf_push_char(s->out, '"');
}

/* HTML knows svg and math without their namespace; XML does not. */
static void
enter(struct sanitiser *s, struct str vocabulary, struct str uri, unsigned *depth)
{
	if (!str_equal(s->tag.name, vocabulary))
		return;
	if (!tag_value(&s->tag, S("xmlns")).n)
		tag_set(&s->tag, S("xmlns"), uri);
	if (str_equal(tag_value(&s->tag, S("xmlns")), uri))
		++*depth;
}

static bool
names_xlink(const struct sanitiser *s)
{
	for (unsigned i = 0; i < s->tag.attr_count; i++)
		if (str_starts(s->tag.attrs[i].name, S("xlink:")))
			return true;
	return false;
}

/* In which vocabulary an element counts here; 0: in none. */
static unsigned
vocabulary_of(const struct sanitiser *s, const struct element_row *row)
{
	if (!row)
		return 0;
	if (s->math && row->in & IN_MATH && !(row->in & IN_HTML))
		return IN_MATH;
	if (s->svg && row->in & IN_SVG)
		return IN_SVG;
	return row->in & IN_HTML;
}

static void
push_end(struct sanitiser *s, const char *name)
{
	buf_push_literal(s->out, "</");
	buf_push_str(s->out, str_from_c(name));
	buf_push_char(s->out, '>');
}

static void
close_element(struct sanitiser *s, struct str name)
{
	const struct element_row *row = TABLE_FIND(elements, name);
	unsigned in = vocabulary_of(s, row);

	if (!row && s->dropping && IS_ONE_OF(name, dropped))
		s->dropping--;
	if (s->dropping || !in)
		return;
	if (str_equal(name, S("math")) && s->math)
		s->math--;
	if (str_equal(name, S("svg")) && s->svg)
		s->svg--;
	if (!row->is_void)
		push_end(s, in == IN_SVG && row->as ? row->as : row->name);
}

static void
push_start(struct sanitiser *s, const struct element_row *row, unsigned in)
{
	if (in != IN_HTML && names_xlink(s))
		tag_set(&s->tag, S("xmlns:xlink"), S(XLINK_URI));
	buf_push_char(s->out, '<');
	buf_push_str(s->out, str_from_c(in == IN_SVG && row->as ? row->as : row->name));
	for (unsigned i = 0; i < s->tag.attr_count; i++)
		push_attribute(s, &s->tag.attrs[i], in);
	if (row->is_void)
		buf_push_literal(s->out, " /");
	buf_push_char(s->out, '>');
}

/* To the end tag of ${name}; all of it where there is none. */
static void
skip_raw(struct sanitiser *s, struct str name)
{
	struct str rest = s->rest;
	ptrdiff_t at = -1;

	while ((at = str_find(rest, S("</"), (size_t)(at + 1))) >= 0) {
		struct str end = str_from(rest, (size_t)at + 2), junk;

		if (!pull_str_nocase(&end, name) || (end.n && tag_is_name_char(end.p[0])))
			continue;
		s->rest = pull_until(&end, S(">"), &junk) ? end : S("");
		return;
	}
	s->rest = S("");
}

static bool
take_dropped(struct sanitiser *s, struct str name, bool is_empty)
{
	bool raw = IS_ONE_OF(name, dropped_raw);

	if (raw && !is_empty)
		skip_raw(s, name);
	else if (!raw && !IS_ONE_OF(name, dropped))
		return false;
	else if (!raw)
		s->dropping += !is_empty;
	return true;
}

static void
take_start(struct sanitiser *s)
{
	const struct element_row *row;
	bool closed;
	unsigned in;

	if (!tag_pull(s->arena, &s->rest, &s->tag)) {
		s->rest = S(""); /* a tag cut off is none */
		return;
	}
	/* "<x/>" with nothing but its name is closed for everyone, else only in XML */
	closed = s->tag.is_empty && (s->xml || !s->tag.attr_count);
	row = TABLE_FIND(elements, s->tag.name);
	if (!row && take_dropped(s, s->tag.name, closed))
		return;
	enter(s, S("math"), S(MATH_URI), &s->math);
	enter(s, S("svg"), S(SVG_URI), &s->svg);
	in = vocabulary_of(s, row);
	if (!s->dropping && in)
		push_start(s, row, in);
	if (closed)
		close_element(s, s->tag.name);
}

static void
take_end(struct sanitiser *s)
{
	struct str rest = str_from(s->rest, 2), name = tag_pull_name(s->arena, &rest), junk;
	ptrdiff_t end = str_find_char(rest, '>', 0), next = str_find_char(rest, '<', 0);

	if (end >= 0 && (next < 0 || end < next))
		pull_until(&rest, S(">"), &junk);
	else
		rest = next >= 0 ? str_from(rest, (size_t)next) : S("");
	s->rest = rest;
	close_element(s, name);
}

/* ---- what is no tag ---- */

/* "<!-- ... -->"; without an end, the next "--...>" is one; else all of it goes. */
static void
take_comment(struct sanitiser *s)
{
	struct str rest = str_from(s->rest, 4), junk;

	if (pull_until(&rest, S("-->"), &junk)) {
		s->rest = rest;
		return;
	}
	s->rest =
	    pull_until(&rest, S("--"), &junk) && pull_until(&rest, S(">"), &junk) ? rest : S("");
}

static void
take_text(struct sanitiser *s, const char *as, size_t n)
{
	if (!s->dropping)
		buf_push_str(s->out, str_from_c(as));
	s->rest = str_from(s->rest, n);
}

static void
take_declaration(struct sanitiser *s)
{
	struct str rest = s->rest, junk;
	bool is_one = str_starts_nocase(rest, S("<!doctype")) || str_starts(rest, S("<?"));

	if (str_starts(rest, S("<!--")))
		take_comment(s);
	else if (is_one && !s->is_endless && pull_until(&rest, S(">"), &junk))
		s->rest = rest;
	else {
		s->is_endless |= is_one; /* searched to the end once is enough */
		take_text(s, "&lt;", 1);
	}
}

static void
take_less_than(struct sanitiser *s)
{
	char next = s->rest.n > 1 ? s->rest.p[1] : '\0';

	if (char_is_alpha(next))
		take_start(s);
	else if (next == '/' && s->rest.n > 2 && char_is_alpha(s->rest.p[2]))
		take_end(s);
	else if (next == '!' || next == '?')
		take_declaration(s);
	else
		take_text(s, "&lt;", 1);
}

/* ---- references ---- */

static bool
pull_reference_number(struct str *s, struct str *digits, uint32_t *value)
{
	struct str rest = *s;
	bool hex = pull_char(&rest, 'x') || pull_char(&rest, 'X');
	uint64_t sum = 0;
	size_t n = 0;

	for (; n < rest.n && n < 8; n++) {
		int digit = char_hex(rest.p[n]);
		if (digit < 0 || (!hex && digit > 9))
			break;
		sum = sum * (hex ? 16 : 10) + (unsigned)digit;
	}
	rest = str_from(rest, n);
	*digits = str_slice(*s, 0, (size_t)(rest.p - s->p));
	if (!n || !pull_char(&rest, ';'))
		return false;
	*value = (uint32_t)(sum > UINT32_MAX ? UINT32_MAX : sum);
	*s = rest;
	return true;
}

static void
push_number(struct sanitiser *s, struct str digits, uint32_t value)
{
	uint32_t meant = entity_rune_meant(value);

	if (value == '\'' || value == '"') {
		buf_push_char(s->out, (char)value);
		return;
	}
	if (meant != value) {
		buf_push_format(s->out, "&#x%x;", meant);
		return;
	}
	buf_push_literal(s->out, "&#");
	buf_push_str(s->out, tag_lower(s->arena, digits));
	buf_push_char(s->out, ';');
}

static void
take_ampersand(struct sanitiser *s)
{
	struct str rest = str_from(s->rest, 1), name, digits;
	uint32_t value;
	size_t n = 0;

	if (pull_char(&rest, '#')) {
		if (!pull_reference_number(&rest, &digits, &value)) {
			take_text(s, "&", 1);
			return;
		}
		if (!s->dropping)
			push_number(s, digits, value);
		s->rest = rest;
		return;
	}
	while (n < rest.n && (char_is_alpha(rest.p[n]) || (n && char_is_digit(rest.p[n]))))
		n++;
	name = str_slice(rest, 0, n);
	if (!n || s->dropping || (entity_rune(name) && n < rest.n && rest.p[n] == ';'))
		take_text(s, "&", 1);
	else
		take_text(s, entity_rune(name) ? "&" : "&amp;", 1);
}

/* ---- the whole ---- */

static void
take_plain(struct sanitiser *s)
{
	size_t n = 0;

	while (n < s->rest.n && s->rest.p[n] != '<' && s->rest.p[n] != '&')
		n++;
	if (!s->dropping)
		buf_push_str(s->out, str_slice(s->rest, 0, n));
	s->rest = str_from(s->rest, n);
}

void
sanitise(struct arena *arena, struct str markup, struct str base, bool xml, struct buf *out)
{
	struct sanitiser *s = arena_new(arena, struct sanitiser);

	s->arena = arena;
	s->out = out;
	s->rest = markup;
	s->base = base;
	s->xml = xml;
	while (s->rest.n) {
		take_plain(s);
		if (!s->rest.n)
			break;
		if (s->rest.p[0] == '<')
			take_less_than(s);
		else
			take_ampersand(s);
	}
}
