#include "read/lint.h"
#include "read/feed_element.h"
#include "read/lint_check.h"
#include "read/wellformed.h"

static const struct lint_row {
	const char *parent, *element;
	unsigned min, max;
	enum check check;
} rows[] = {
#define ROW(parent, element, min, max, check) { parent, element, min, max, check },
#include "gen/lint.inc"
#undef ROW
};

static const struct attribute_row {
	const char *parent, *element, *attribute;
	bool required;
	enum check check;
} attribute_rows[] = {
#define ROW(parent, element, attribute, required, check) \
	{ parent, element, attribute, required, check },
#include "gen/lint_attributes.inc"
#undef ROW
};

enum { NAME_SIZE = 48, TEXT_MAX = 64 << 10 };

struct level {
	char name[NAME_SIZE];	    /* as in lint.tsv */
	const struct lint_row *row; /* NULL: nothing is said about it */
	size_t at, from;	    /* where it begins; where its text does */
	uint32_t line;
	uint8_t seen[LENGTH(rows)]; /* children, by row */
	bool inline_markup, is_known;
};

struct lint {
	struct feed_reading *reading;
	struct feed *feed;
	struct xml xml;
	struct level *levels; /* XML_DEPTH_MAX + 1 of them */
	struct buf text;
	struct wellformed *wellformed;
	bool has_items;
};

static void
tell(struct lint *lint, const char *rule, struct str what, const struct level *level)
{
	feed_fault(lint->reading->arena, lint->feed, rule, what, level->at, level->line);
}

/* ---- what the reader of XML asks for and tells ---- */

static bool
more(void *context, struct buf *window)
{
	return feed_reading_more(((struct lint *)context)->reading, window);
}

static void
on_fault(void *context, const char *rule, struct str what, size_t at, uint32_t line)
{
	tell(context, rule, what, &(struct level){ .at = at, .line = line });
}

/* libxml2 compares each attribute of a tag with all before it: one with a million takes it hours.
 */
static void
spent(void *context, struct str text)
{
	struct lint *lint = context;

	if (!lint->xml.attrs_cut)
		wellformed_push(lint->wellformed, text);
}

/* ---- what rows say ---- */

static bool
row_fits(const char *parent, const char *element, const struct level *above, const char *name)
{
	return strcmp(element, name) == 0 &&
	       (parent[0] == '*' || (above && strcmp(parent, above->name) == 0));
}

static bool
says_something(const char *parent)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (strcmp(rows[i].parent, parent) == 0)
			return true;
	return false;
}

static const struct lint_row *
row_of(const struct level *above, const char *name)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (row_fits(rows[i].parent, rows[i].element, above, name))
			return &rows[i];
	return NULL;
}

static struct str
path_of(struct lint *lint, const struct level *above, const char *name)
{
	return str_join(&lint->xml.tokens, str_from_c(above ? above->name : ""), S("/"),
	    str_from_c(name), STR_END);
}

static void
count_child(struct lint *lint, struct level *above, const struct level *level)
{
	size_t at;

	if (!above || !level->row)
		return;
	at = (size_t)(level->row - rows);
	if (above->seen[at] < UINT8_MAX)
		above->seen[at]++;
	if (level->row->max && above->seen[at] == level->row->max + 1)
		tell(lint, "duplicate element", path_of(lint, above, level->name), level);
}

/* An empty address is that of the document; white space around one is part of it. */
static const char *
check_attribute(enum check check, struct str value)
{
	bool is_address = check >= CHECK_URI && check <= CHECK_ID;

	if (is_address && str_trim(value).n != value.n)
		return "invalid URI";
	return check == CHECK_URI && !value.n ? NULL : lint_check(check, value);
}

static void
check_attributes(struct lint *lint, const struct level *above, const struct level *level)
{
	for (size_t i = 0; i < LENGTH(attribute_rows); i++) {
		const struct attribute_row *row = &attribute_rows[i];
		struct str value;
		const char *rule;

		if (!row_fits(row->parent, row->element, above, level->name))
			continue;
		value = xml_attr(&lint->xml, row->attribute);
		rule = value.p	       ? check_attribute(row->check, value)
		       : row->required ? "missing attribute"
				       : NULL;
		if (rule)
			tell(lint, rule,
			    str_join(&lint->xml.tokens, path_of(lint, above, level->name), S("@"),
				str_from_c(row->attribute), STR_END),
			    level);
	}
}

/* ---- texts of Atom ---- */

static bool
type_is(struct str type, const char *name)
{
	return str_equal(type, str_from_c(name));
}

static void
check_type(struct lint *lint, const struct level *above, const struct level *level)
{
	struct str type = xml_attr(&lint->xml, "type");
	bool content = strcmp(level->name, "content") == 0, known;

	if (!type.p || lint->feed->format != FORMAT_ATOM10)
		return;
	known = type_is(type, "text") || type_is(type, "html") || type_is(type, "xhtml");
	if (!known && !(content && !lint_check(CHECK_MIME, type)))
		tell(lint, "invalid text type", path_of(lint, above, level->name), level);
}

/* ---- elements ---- */

/* Elements of Atom in RSS say more than RSS can (rel=self, hub, prev-archive): its own rules are not
 * for them, though readers take them for the same. */
static bool
is_guest(const struct lint *lint, const struct xml_element *element)
{
	enum feed_format format = lint->feed->format;

	return element->ns == NS_ATOM && format >= FORMAT_RSS && format <= FORMAT_RSS20;
}

static void
name_level(const struct lint *lint, struct level *level, const struct xml_element *element)
{
	const struct element_row *row = is_guest(lint, element) ? NULL : element_row(element);
	const char *prefix = is_guest(lint, element) ? "atom" : ns_prefix(element->ns);
	struct buf name CLEAN(buf_done) = { .max = NAME_SIZE - 1 };

	if (row) {
		strncpy(level->name, row->name, NAME_SIZE - 1);
		return;
	}
	if (prefix[0])
		buf_push_format(&name, "%s:", prefix);
	else if (element->ns == NS_UNKNOWN)
		buf_push_literal(&name, "?:");
	for (size_t i = 0; i < element->local.n; i++)
		buf_push_char(&name, char_lower(element->local.p[i]));
	memcpy(level->name, name.p ? name.p : "", name.n);
}

static bool
is_foreign(const struct level *level)
{
	return strchr(level->name, ':') != NULL && strcmp(level->name, "rdf:rdf") != 0;
}

/* Markup that stands in the document itself. */
static void
check_inline(struct lint *lint, const struct xml_element *element, const struct level *level)
{
	struct str tag = str_join(&lint->xml.tokens, S("<"), element->local, S(">"), STR_END);
	bool runs = markup_runs(tag);

	for (unsigned i = 0; i < lint->xml.attr_count; i++)
		runs |= str_starts_nocase(lint->xml.attrs[i].name, S("on")) ||
			str_starts_nocase(str_trim(lint->xml.attrs[i].value), S("javascript:"));
	if (runs)
		tell(lint, "security risk", element->name, level);
}

/* What makes a feed of it. */
static void
note_kind(struct lint *lint, const struct xml_element *element)
{
	const struct element_row *row = element_row(element);

	if (row && row->take == TAKE_ROOT && lint->feed->format == FORMAT_NONE)
		lint->feed->format = element_format(&lint->xml, row);
	lint->has_items |= row && row->take == TAKE_ITEM;
}

static void
on_open(struct lint *lint)
{
	const struct xml_element *element = xml_element(&lint->xml, XML_OPEN);
	struct level *level = &lint->levels[lint->xml.depth - 1];
	struct level *above = lint->xml.depth > 1 ? level - 1 : NULL;

	*level = (struct level){ .at = xml_at(&lint->xml), .from = lint->text.n };
	level->line = xml_line(&lint->xml, level->at);
	if (above && above->inline_markup) {
		check_inline(lint, element, level);
		level->inline_markup = true;
		return;
	}
	name_level(lint, level, element);
	note_kind(lint, element);
	level->row = row_of(above, level->name);
	level->is_known = says_something(level->name) &&
			  !xml_attr_ns(&lint->xml, NS_RDF, "resource").p &&
			  !(level->row && level->row->check > CHECK_ANY);
	if (above && above->row && above->row->check >= CHECK_TEXT) {
		check_inline(lint, element, level);
		level->inline_markup = above->inline_markup = true;
		return;
	}
	count_child(lint, above, level);
	check_attributes(lint, above, level);
	if (level->row && level->row->check == CHECK_CONSTRUCT)
		check_type(lint, above, level);
	if (level->row && xml_attr(&lint->xml, "src").n)
		level->row = NULL; /* its text is elsewhere */
	else if (above && above->is_known && !level->row && !is_foreign(level))
		tell(lint, "undefined element", path_of(lint, above, level->name), level);
}

static void
check_missing(struct lint *lint, const struct level *level)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].min && strcmp(rows[i].parent, level->name) == 0 && !level->seen[i])
			tell(lint, "missing element", path_of(lint, level, rows[i].element), level);
	if (strcmp(level->name, "item") == 0) {
		bool title = false;

		for (size_t i = 0; i < LENGTH(rows); i++)
			title |= level->seen[i] && (strcmp(rows[i].element, "title") == 0 ||
						       strcmp(rows[i].element, "description") == 0);
		if (!title)
			tell(lint, "missing element", S("item/title or description"), level);
	}
}

static void
on_close(struct lint *lint)
{
	struct level *level = &lint->levels[lint->xml.depth];
	const struct level *above = lint->xml.depth ? level - 1 : NULL;
	struct str text = str_from(buf_str(&lint->text), level->from);
	const char *rule = NULL;

	if (level->inline_markup && above && above->inline_markup)
		return;
	if (level->row && !level->inline_markup)
		rule = lint_check(level->row->check, text);
	if (level->is_known && !level->inline_markup && str_trim(text).n &&
	    (!level->row || level->row->check == CHECK_NONE))
		rule = "unexpected text";
	if (level->row && level->row->check == CHECK_EMPTY && str_trim(text).n)
		rule = "unexpected text";
	if (rule)
		tell(lint, rule, path_of(lint, above, level->name), level);
	if (level->is_known)
		check_missing(lint, level);
	lint->text.n = level->from;
}

static void
walk(struct lint *lint)
{
	while (!feed_reading_is_over(lint->reading))
		switch (xml_next(&lint->xml)) {
		case XML_OPEN:
			on_open(lint);
			break;
		case XML_CLOSE:
			on_close(lint);
			break;
		case XML_TEXT:
			if (lint->xml.depth && lint->text.n + lint->xml.text.n <= TEXT_MAX)
				buf_push_str(&lint->text, lint->xml.text);
			break;
		case XML_END:
			return;
		}
}

/* Before all other faults, which may follow from it. */
static void
tell_first(struct lint *lint, const char *rule, struct str what, uint32_t line)
{
	struct arena *arena = lint->reading->arena;
	struct feed_faults before = lint->feed->faults;

	lint->feed->faults = (struct feed_faults){ .more = before.more };
	feed_fault(arena, lint->feed, rule, what, 0, line);
	for (size_t i = 0; i < before.count; i++)
		feed_fault(arena, lint->feed, before.items[i].rule.p, before.items[i].what,
		    before.items[i].at, before.items[i].line);
}

static void
judge(struct lint *lint)
{
	struct str what;
	uint32_t line;

	if (lint->xml.attrs_cut)
		tell_first(lint, "too many attributes", S(""), 1);
	else if (wellformed_is_broken(lint->wellformed, lint->reading->arena, &what, &line))
		tell_first(lint, "not well-formed", what, line);
}

static void
lint_xml(struct feed_reading *reading)
{
	struct lint *lint = arena_new(reading->arena, struct lint);
	const struct xml_owner owner = { lint, more, on_fault, spent };

	lint->reading = reading;
	lint->feed = &reading->feed;
	lint->levels = arena_array(reading->arena, struct level, XML_DEPTH_MAX + 1);
	lint->text.max = TEXT_MAX;
	lint->wellformed = wellformed_open();
	xml_begin(&lint->xml, reading->arena, S(""), &owner);
	walk(lint);
	xml_done(&lint->xml);
	judge(lint);
	wellformed_close(lint->wellformed);
	buf_done(&lint->text);
	if (lint->feed->format == FORMAT_NONE && !lint->has_items && !reading->err.code)
		reading->err = err_new(ERR_FEED, "no element of RSS, Atom, RDF or CDF");
}

static struct err
ignore(void *context, struct feed_entry *item)
{
	(void)context, (void)item;
	return (struct err){ 0 };
}

struct err
feed_lint_stream(struct arena *arena, const struct feed_question *question,
    const struct feed_input *input, struct feed *out)
{
	static const struct feed_sink nowhere = { ignore, NULL };
	struct feed_reading *reading = arena_new(arena, struct feed_reading);

	feed_reading_begin(reading, arena, question, input, &nowhere);
	if (!reading->err.code && feed_reading_is_json(reading))
		feed_from_json(reading);
	else if (!reading->err.code)
		lint_xml(reading);
	return feed_reading_end(reading, out);
}

struct err
feed_lint(struct arena *arena, const struct feed_question *question, struct feed *out)
{
	struct raw rest = question->bytes;
	struct feed_input input = feed_input_from(&rest);

	return feed_lint_stream(arena, question, &input, out);
}
