#include "read/xml.h"
#include "text/entity.h"
#include "text/reference.h"

enum { BASE_MAX = 8192 };

/* What is in force around the element to be opened. */
static const struct xml_element *
around(const struct xml *xml)
{
	return xml->depth ? &xml->open[xml->depth - 1] : &xml->outside;
}

/* ---- tags ---- */

static void
split_name(struct str name, struct str *prefix, struct str *local)
{
	ptrdiff_t colon = str_find_char(name, ':', 0);

	*prefix = colon > 0 ? str_slice(name, 0, (size_t)colon) : S("");
	*local = colon > 0 ? str_from(name, (size_t)colon + 1) : name;
}

static bool
is_name_char(char c)
{
	return !char_is_space(c) && c != '>' && c != '/' && c != '<' && c != '=' && c != '"' &&
	       c != '\'' && c != '&';
}

static bool
is_name_start(char c)
{
	return char_is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static struct str
pull_name(struct str *s)
{
	size_t n = 0;
	struct str name;

	while (n < s->n && is_name_char(s->p[n]))
		n++;
	name = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return name;
}

/* A value in quotes, or none at all: up to white space or ">". */
static bool
pull_value(struct str *s, struct str *out, bool *quoted)
{
	char quote = s->n ? s->p[0] : '\0';
	size_t n = 0;
	ptrdiff_t end;

	*quoted = quote == '"' || quote == '\'';
	if (*quoted) {
		end = str_find_char(*s, quote, 1);
		if (end < 0)
			return false;
		*out = str_slice(*s, 1, (size_t)end);
		*s = str_from(*s, (size_t)end + 1);
		return true;
	}
	while (n < s->n && !char_is_space(s->p[n]) && s->p[n] != '>')
		n++;
	*out = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return true;
}

static void
add_attr(struct xml *xml, struct str name, struct str value, size_t at)
{
	ptrdiff_t bad;

	for (unsigned i = 0; i < xml->attr_count; i++) {
		if (!str_equal(xml->attrs[i].name, name))
			continue;
		xml_complain(xml, "attribute given twice", name, at);
		return;
	}
	if (xml->attr_count == XML_ATTRS_MAX) {
		xml->attrs_cut = true;
		return;
	}
	value = entities_decode(&xml->tokens, value, &bad);
	if (bad >= 0)
		xml_complain(xml, "stray ampersand", name, at);
	xml->attrs[xml->attr_count++] = (struct xml_attr){ .name = name, .value = value };
	if (str_equal(name, S("xmlns")))
		xml_bind(xml, S(""), value);
	else if (str_starts(name, S("xmlns:")))
		xml_bind(xml, str_from(name, 6), value);
}

/* The attributes up to ">"; false where the document ends before it. */
static bool
pull_attrs(struct xml *xml, struct str *s)
{
	struct str name, value;
	bool quoted = false;

	for (;;) {
		size_t at = xml->dropped + xml->window.n - s->n;

		pull_spaces(s);
		if (!s->n)
			return false;
		if (pull_char(s, '>'))
			return true;
		if (pull_str(s, S("/>"))) {
			xml->is_empty = true;
			return true;
		}
		name = pull_name(s);
		if (!name.n) {
			if (s->p[0] == '<')
				return true; /* the tag was never ended: another begins */
			*s = str_from(*s, 1);
			continue;
		}
		pull_spaces(s);
		if (!pull_char(s, '=')) {
			xml_complain(xml, "attribute without value", name, at);
			add_attr(xml, name, S(""), at);
			continue;
		}
		pull_spaces(s);
		if (!pull_value(s, &value, &quoted))
			return false;
		if (!quoted)
			xml_complain(xml, "attribute without quotes", name, at);
		add_attr(xml, name, value, at);
	}
}

/* Namespaces are known only once all attributes are. */
static void
resolve_names(struct xml *xml, struct xml_element *element, size_t at)
{
	struct str prefix;

	split_name(element->name, &prefix, &element->local);
	element->ns = xml_ns_of(xml, prefix, at);
	for (unsigned i = 0; i < xml->attr_count; i++) {
		struct xml_attr *attr = &xml->attrs[i];

		split_name(attr->name, &prefix, &attr->local);
		if (str_equal(prefix, S("xmlns")))
			attr->ns = NS_UNKNOWN;
		else
			attr->ns = prefix.n ? xml_ns_of(xml, prefix, at) : NS_NONE;
	}
}

static void
resolve_scope(struct xml *xml, struct xml_element *element)
{
	struct str base = xml_attr_ns(xml, NS_XML, "base");
	struct str lang = xml_attr_ns(xml, NS_XML, "lang");

	element->base = around(xml)->base;
	element->lang = lang.p ? lang : around(xml)->lang;
	if (!base.p || base.n > BASE_MAX)
		return;
	base = reference_resolve(&xml->tokens, element->base, base);
	if (reference_is_safe(base))
		element->base = base;
}

static bool
read_start_tag(struct xml *xml)
{
	struct str s = str_from(xml->rest, 1);
	struct xml_element element = { .bindings = xml->binding_count };
	size_t at = xml_at(xml);

	xml->attr_count = 0;
	xml->is_empty = false;
	element.name = pull_name(&s);
	if (!pull_attrs(xml, &s)) {
		xml_complain(xml, "tag cut off", element.name, at);
		xml->rest = S("");
		return false;
	}
	xml->rest = s;
	if (xml->depth == XML_DEPTH_MAX) {
		if (!xml->cut)
			xml_complain(xml, "nested too deep", element.name, at);
		xml->cut = true;
		xml->binding_count = element.bindings;
		xml->too_deep += !xml->is_empty;
		return false;
	}
	resolve_names(xml, &element, at);
	resolve_scope(xml, &element);
	if (!xml->depth && xml->seen_root)
		xml_complain(xml, "second root element", element.name, at);
	xml->seen_root = true;
	xml->open[xml->depth++] = element;
	xml->closing = xml->is_empty;
	return true;
}

/* An end tag: how many elements it closes. */
static void
read_end_tag(struct xml *xml)
{
	struct str s = str_from(xml->rest, 2), name = pull_name(&s), junk;
	size_t at = xml_at(xml);
	unsigned i = xml->depth;

	xml->rest = pull_until(&s, S(">"), &junk) ? s : S("");
	if (xml->too_deep) {
		xml->too_deep--;
		return;
	}
	while (i && !str_equal_nocase(xml->open[i - 1].name, name))
		i--;
	if (!i) {
		xml_complain(xml, "end tag without start", name, at);
		return;
	}
	xml->closing = xml->depth - i + 1;
	if (xml->closing > 1)
		xml_complain(xml, "element not ended", xml->open[xml->depth - 1].name, at);
}

static enum xml_token
close_one(struct xml *xml)
{
	xml->closing--;
	xml->depth--;
	xml->binding_count = xml->open[xml->depth].bindings;
	if (xml->kept_depth > xml->depth)
		xml->kept_depth = xml->depth;
	if (xml->kept_bindings > xml->binding_count)
		xml->kept_bindings = xml->binding_count;
	return XML_CLOSE;
}

/* ---- what is neither tag nor text ---- */

/* "<!DOCTYPE x [ ... ]>": brackets and quotes count. */
static struct str
behind_doctype(struct xml *xml, struct str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '"' || c == '\'') {
			ptrdiff_t end = str_find_char(s, c, i + 1);
			if (end >= 0)
				i = (size_t)end;
			xml->unsure |= end < 0;
		} else if (c == '[') {
			depth++;
		} else if (c == ']') {
			depth--;
		} else if (c == '>' && depth <= 0) {
			return str_from(s, i + 1);
		}
	}
	return str_slice(s, s.n, s.n);
}

static void
skip(struct xml *xml, struct str until, const char *what)
{
	struct str s = xml->rest, junk;

	if (!pull_until(&s, until, &junk)) {
		xml_complain(xml, what, S(""), xml_at(xml));
		s = S("");
	}
	xml->rest = s;
}

static void
skip_doctype(struct xml *xml)
{
	struct str before = xml->rest;

	xml->rest = behind_doctype(xml, xml->rest);
	before.n -= xml->rest.n;
	if (str_find(before, S("<!ENTITY"), 0) >= 0)
		xml_complain(xml, "entity declared", S(""), xml_at(xml) - before.n);
}

/* True where something was skipped. */
static bool
skip_markup(struct xml *xml)
{
	if (str_starts(xml->rest, S("<!--")))
		skip(xml, S("-->"), "comment not ended");
	else if (str_starts(xml->rest, S("<?")))
		skip(xml, S("?>"), "processing instruction not ended");
	else if (str_starts_nocase(xml->rest, S("<!DOCTYPE")))
		skip_doctype(xml);
	else
		return false;
	return true;
}

/* ---- text ---- */

static enum xml_token
read_cdata(struct xml *xml)
{
	struct str s = str_from(xml->rest, 9);

	if (!pull_until(&s, S("]]>"), &xml->text)) {
		xml_complain(xml, "CDATA not ended", S(""), xml_at(xml));
		xml->text = s;
		s = S("");
	}
	xml->rest = s;
	xml->is_cdata = true;
	return XML_TEXT;
}

static bool
begins_markup(struct str s)
{
	return s.n > 1 && (is_name_start(s.p[1]) || s.p[1] == '!' || s.p[1] == '?' ||
			      (s.p[1] == '/' && s.n > 2 && is_name_start(s.p[2])));
}

static enum xml_token
read_text(struct xml *xml)
{
	size_t at = xml_at(xml), from = 0;
	ptrdiff_t end, bad;

	while ((end = str_find_char(xml->rest, '<', from)) >= 0) {
		if (begins_markup(str_from(xml->rest, (size_t)end)))
			break;
		xml_complain(xml, "stray less-than sign", S(""), at + (size_t)end);
		from = (size_t)end + 1;
	}
	xml->text = str_slice(xml->rest, 0, end < 0 ? xml->rest.n : (size_t)end);
	xml->rest = str_from(xml->rest, xml->text.n);
	xml->text = entities_decode(&xml->tokens, xml->text, &bad);
	if (bad >= 0)
		xml_complain(xml, "stray ampersand", S(""), at + (size_t)bad);
	xml->is_cdata = false;
	return XML_TEXT;
}

static enum xml_token
read_end(struct xml *xml)
{
	if (!xml->depth)
		return XML_END;
	xml_complain(xml, "element not ended", xml->open[xml->depth - 1].name, xml_at(xml));
	xml->closing = xml->depth;
	return close_one(xml);
}

enum xml_token
xml_read(struct xml *xml)
{
	for (;;) {
		if (xml->closing)
			return close_one(xml);
		if (!xml->rest.n)
			return read_end(xml);
		if (xml->rest.p[0] != '<' || !begins_markup(xml->rest))
			return read_text(xml);
		if (str_starts(xml->rest, S("<![CDATA[")))
			return read_cdata(xml);
		if (skip_markup(xml))
			continue;
		if (xml->rest.p[1] == '!')
			skip(xml, S(">"), "declaration not ended");
		else if (xml->rest.p[1] == '/')
			read_end_tag(xml);
		else if (read_start_tag(xml))
			return XML_OPEN;
	}
}

/* ---- what was read ---- */

const struct xml_element *
xml_element(const struct xml *xml, enum xml_token token)
{
	return &xml->open[token == XML_CLOSE ? xml->depth : xml->depth - 1];
}

void
xml_hoist(struct xml *xml, unsigned depth)
{
	struct xml_element *place = &xml->open[depth - 1], *from = &xml->open[xml->depth - 1];
	unsigned count = xml->binding_count - from->bindings, bindings = place->bindings;

	xml_complain(xml, "element not ended", place->name, xml_at(xml));
	memmove(&xml->bindings[bindings], &xml->bindings[from->bindings],
	    count * sizeof(xml->bindings[0]));
	*place = *from;
	place->bindings = bindings;
	xml->binding_count = bindings + count;
	xml->depth = depth;
	if (xml->kept_depth >= depth)
		xml->kept_depth = depth - 1;
	if (xml->kept_bindings > bindings)
		xml->kept_bindings = bindings;
}

struct str
xml_attr(const struct xml *xml, const char *name)
{
	return xml_attr_ns(xml, NS_NONE, name);
}

struct str
xml_attr_ns(const struct xml *xml, enum ns ns, const char *local)
{
	for (unsigned i = 0; i < xml->attr_count; i++)
		if (xml->attrs[i].ns == ns &&
		    str_equal_nocase(xml->attrs[i].local, str_from_c(local)))
			return xml->attrs[i].value;
	return (struct str){ 0 };
}

enum { DECLARATION_MAX = 256 };

struct str
xml_declared_encoding(struct raw bytes)
{
	struct str s = { (const char *)bytes.p,
		bytes.n < DECLARATION_MAX ? bytes.n : DECLARATION_MAX };
	struct str head, value;
	ptrdiff_t at;
	bool quoted;

	if (str_starts(s, S("\xEF\xBB\xBF")))
		s = str_from(s, 3);
	pull_spaces(&s);
	if (!str_starts(s, S("<?xml")) || !pull_until(&s, S("?>"), &head))
		return S("");
	at = str_find(head, S("encoding"), 0);
	if (at < 0)
		return S("");
	head = str_from(head, (size_t)at + 8);
	pull_spaces(&head);
	if (!pull_char(&head, '=') || !pull_spaces(&head) || !pull_value(&head, &value, &quoted))
		return S("");
	return quoted ? str_trim(value) : S("");
}
