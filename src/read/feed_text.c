/*
 * feed_text.c: titles, summaries and contents: plain, escaped, inline or in base64, whatever their
 * attributes say.
 */
#include "read/feed_element.h"
#include "text/reference.h"

/* What a type attribute says; "" and none: ${otherwise}. */
static enum text_kind
kind_of_type(struct str type, enum text_kind otherwise, bool *is_base64)
{
	static const struct {
		struct str name;
		enum text_kind kind;
	} types[] = {
		{ STR_INIT("text"), TEXT_GUESS },
		{ STR_INIT("plain"), TEXT_GUESS },
		{ STR_INIT("text/plain"), TEXT_GUESS },
		{ STR_INIT("html"), TEXT_HTML },
		{ STR_INIT("text/html"), TEXT_HTML },
		{ STR_INIT("xhtml"), TEXT_XHTML },
	};

	*is_base64 = false;
	if (!type.n)
		return otherwise;
	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_equal_nocase(type, types[i].name))
			return types[i].kind;
	if (str_ends(type, S("+xml")) || str_ends(type, S("/xml")))
		return TEXT_XHTML;
	*is_base64 = !str_starts_nocase(type, S("text/"));
	return TEXT_PLAIN;
}

static bool
is_atom(const struct feed *feed)
{
	return feed->format >= FORMAT_ATOM && feed->format <= FORMAT_ATOM10;
}

void
text_open(struct feed_reader *reader, const struct frame *frame)
{
	struct text_state *text = &reader->text;

	*text = (struct text_state){ .depth = frame->depth };
	text->kind = kind_of_type(str_trim(xml_attr(&reader->xml, "type")),
	    (enum text_kind)frame->row->option, &text->is_base64);
	if (text->kind == TEXT_GUESS && is_atom(reader->feed))
		text->kind = TEXT_PLAIN;
	if (str_equal_nocase(xml_attr(&reader->xml, "mode"), S("base64")))
		text->is_base64 = true;
	if (text->kind != TEXT_XHTML || reader->feed->format != FORMAT_ATOM10)
		text->div = DIV_NONE;
}

/* ---- markup that stands in the document itself is written out again ---- */

static void
push(struct feed_reader *reader, struct str s)
{
	struct text_state *text = &reader->text;

	if (reader->chars.n + s.n > FEED_TEXT_MAX) {
		if (!text->is_cut)
			reader_fault(reader, "text too long", S(""));
		text->is_cut = reader->feed->is_cut = true;
		return;
	}
	buf_push_str(&reader->chars, s);
}

static void
push_escaped(struct feed_reader *reader, struct str s, bool quotes)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *as = s.p[i] == '&'		   ? "&amp;"
				 : s.p[i] == '<'	   ? "&lt;"
				 : s.p[i] == '>'	   ? "&gt;"
				 : s.p[i] == '"' && quotes ? "&quot;"
							   : NULL;
		if (!as)
			continue;
		push(reader, str_slice(s, from, i));
		push(reader, str_from_c(as));
		from = i + 1;
	}
	push(reader, str_from(s, from));
}

static void
push_attrs(struct feed_reader *reader, const struct xml_element *element)
{
	const char *ns = element->ns == NS_SVG && str_equal(element->local, S("svg"))
			     ? "http://www.w3.org/2000/svg"
			 : element->ns == NS_MATHML && str_equal(element->local, S("math"))
			     ? "http://www.w3.org/1998/Math/MathML"
			     : NULL;

	for (unsigned i = 0; i < reader->xml.attr_count; i++) {
		const struct xml_attr *attr = &reader->xml.attrs[i];
		const char *prefix = ns_prefix(attr->ns);

		if (str_starts(attr->name, S("xmlns")) || attr->ns == NS_UNKNOWN)
			continue;
		push(reader, S(" "));
		push(reader, str_from_c(prefix));
		push(reader, prefix[0] ? S(":") : S(""));
		push(reader, attr->local);
		push(reader, S("=\""));
		push_escaped(reader, attr->value, true);
		push(reader, S("\""));
	}
	if (!ns)
		return;
	push(reader, S(" xmlns=\""));
	push(reader, str_from_c(ns));
	push(reader, S("\""));
}

static bool
is_div(const struct xml_element *element)
{
	return str_equal_nocase(element->local, S("div"));
}

static bool
is_blank_from(const struct feed_reader *reader, size_t from)
{
	return str_trim(str_from(buf_str(&reader->chars), from)).n == 0;
}

static size_t
text_from(const struct feed_reader *reader)
{
	return reader->frames[reader->frame_count - 1].from;
}

void
text_child_open(struct feed_reader *reader)
{
	const struct xml_element *element = xml_element(&reader->xml, XML_OPEN);
	struct text_state *text = &reader->text;
	bool outermost = reader->xml.depth == text->depth + 1;

	if (text->kind != TEXT_XHTML && is_div(element))
		return; /* a wrapper around escaped markup */
	text->kind = TEXT_XHTML;
	if (outermost && text->div == DIV_UNDECIDED)
		text->div = is_div(element) && is_blank_from(reader, text_from(reader)) ? DIV_OPEN
											: DIV_NONE;
	else if (outermost)
		text->div = DIV_NONE;
	push(reader, S("<"));
	push(reader, element->local);
	push_attrs(reader, element);
	push(reader, S(">"));
	if (outermost && text->div == DIV_OPEN)
		text->div_from = reader->chars.n;
}

void
text_child_close(struct feed_reader *reader)
{
	const struct xml_element *element = xml_element(&reader->xml, XML_CLOSE);
	struct text_state *text = &reader->text;

	if (text->kind != TEXT_XHTML)
		return;
	if (reader->xml.depth == text->depth && text->div == DIV_OPEN) {
		text->div = DIV_CLOSED;
		text->div_to = reader->chars.n;
	}
	push(reader, S("</"));
	push(reader, element->local);
	push(reader, S(">"));
}

void
text_chars(struct feed_reader *reader, struct str s)
{
	struct text_state *text = &reader->text;

	if (text->kind != TEXT_XHTML) {
		push(reader, s);
		return;
	}
	if (reader->xml.depth == text->depth && str_trim(s).n)
		text->div = DIV_NONE;
	push_escaped(reader, s, false);
}

/* ---- base64 (RFC 4648), white space anywhere ---- */

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (char_is_digit(c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* ${s} as it is where it is no base64, or not of text. */
static struct str
base64_decode(struct arena *arena, struct str s)
{
	char *p = arena_alloc_dirty(arena, s.n);
	size_t n = 0;
	uint32_t bits = 0;
	unsigned count = 0;

	for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
		int value = base64_value(s.p[i]);

		if (char_is_space(s.p[i]))
			continue;
		if (value < 0)
			return s;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		p[n++] = (char)(bits >> count & 0xFF);
	}
	if (utf8_valid_length((struct raw){ (unsigned char *)p, n }) != n || memchr(p, '\0', n))
		return s;
	return (struct str){ p, n };
}

/* ---- at its end ---- */

/* A second text of the same rank under another name is the longer one more often than not: RSS's
 * description and Atom's summary in one item. */
static bool
spills(struct feed_reader *reader, const struct element_row *row, enum entry_member member)
{
	return member == MEMBER_summary && reader->entry->summary.text.p &&
	       !reader->entry->content.text.p &&
	       reader->item_ranks[MEMBER_summary] == 2 * row->rank + 1;
}

void
text_close(struct feed_reader *reader, const struct frame *frame, struct str s)
{
	struct text_state *state = &reader->text;
	struct str base = reader->xml.open[frame->depth - 1].base;
	struct feed_text out = { .kind = state->kind };
	enum entry_member member = reader->item_depth ? frame->row->item : frame->row->feed;

	state->depth = 0;
	if (state->div == DIV_CLOSED)
		s = str_slice(s, state->div_from - frame->from, state->div_to - frame->from);
	s = str_copy(reader->arena, str_trim(s));
	out.base = str_copy(reader->arena, base);
	out.text = state->is_base64 ? base64_decode(reader->arena, s) : s;
	if (spills(reader, frame->row, member))
		reader->entry->content = out;
	else if (reader_claim(reader, frame->row, &member))
		*(struct feed_text *)entry_member(reader->entry, member) = out;
}
