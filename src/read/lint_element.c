#include "read/lint_element.h"

void
lint_tell(struct lint *lint, const char *rule, struct str what, const struct level *level)
{
	feed_fault(lint->reading->arena, lint->feed, rule, what, level->at, level->line);
}

/* ---- names ---- */

static struct str
name_of(const struct level *level)
{
	return (struct str){ level->name, level->name_n };
}

static struct str
parent_of(const struct level *above)
{
	return above ? above->as : S("/");
}

static struct str
path_of(struct lint *lint, const struct level *above, struct str name)
{
	struct str parent = above ? name_of(above) : S("");

	return str_join(&lint->xml.tokens, parent.n ? parent : S(""), S("/"), name, STR_END);
}

static void
tell_element(
    struct lint *lint, const char *rule, const struct level *above, const struct level *level)
{
	lint_tell(lint, rule, path_of(lint, above, name_of(level)), level);
}

/* Elements of Atom in RSS say more than RSS can (rel=self, hub, prev-archive): its own rules are
 * not for them, though readers take them for the same. */
static bool
is_guest(const struct lint *lint, const struct xml_element *element)
{
	enum feed_format format = lint->feed->format;

	return element->ns == NS_ATOM && format >= FORMAT_RSS && format <= FORMAT_RSS20;
}

static void
name_level(const struct lint *lint, struct level *level, const struct xml_element *element)
{
	const char *prefix = is_guest(lint, element) ? "atom" : element_prefix(element);
	struct buf name CLEAN(buf_done) = { .max = LINT_NAME_SIZE };

	if (!prefix || prefix[0])
		buf_push_format(&name, "%s:", prefix ? prefix : "?");
	buf_push_str(&name, element->local);
	memcpy(level->name, name.p ? name.p : "", name.n);
	level->name_n = name.n;
}

static bool
is_foreign(const struct level *level)
{
	return str_find_char(name_of(level), ':', 0) >= 0;
}

static bool
is_named(const struct level *level, const char *name)
{
	return str_equal(name_of(level), str_from_c(name));
}

/* ---- attributes ---- */

static void
check_attributes(struct lint *lint, const struct level *above, const struct level *level)
{
	const struct lint_attribute *row = NULL;

	while ((row = lint_attribute_next(row, parent_of(above), name_of(level)))) {
		struct str value = lint_attribute_value(&lint->xml, row);
		const char *rule = value.p	   ? lint_check_attribute(row->check, value)
				   : row->required ? "missing attribute"
						   : NULL;

		if (rule)
			lint_tell(lint, rule,
			    str_join(&lint->xml.tokens, path_of(lint, above, name_of(level)),
				S("@"), row->name, STR_END),
			    level);
	}
}

/* ---- texts of Atom ---- */

static bool
type_is_one_of_three(struct str type)
{
	return str_equal(type, S("text")) || str_equal(type, S("html")) ||
	       str_equal(type, S("xhtml"));
}

/* RFC 4287, 4.1.3.1: a media type, not of several parts. */
static bool
type_is_media(struct str type)
{
	return !lint_check(CHECK_MIME, type) && !str_starts_nocase(type, S("multipart/"));
}

/* RFC 4287, 3.1.1 and 4.1.3. */
static void
check_type(struct lint *lint, const struct level *above, struct level *level)
{
	struct str type = xml_attr(&lint->xml, "type"), src = xml_attr(&lint->xml, "src");
	bool is_content = is_named(level, "content");

	if (is_content && src.p) {
		level->check = CHECK_EMPTY; /* it is elsewhere */
		if (type.p && !type_is_media(type))
			tell_element(lint, "invalid media type", above, level);
		return;
	}
	level->is_childless = !type.p || str_equal(type, S("text")) || str_equal(type, S("html")) ||
			      str_starts_nocase(type, S("text/"));
	if (type.p && !type_is_one_of_three(type) && !(is_content && type_is_media(type)))
		tell_element(lint, "invalid text type", above, level);
}

/* ---- elements ---- */

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
		lint_tell(lint, "security risk", element->name, level);
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

static bool
holds_text(const struct level *level)
{
	return level && level->row && level->check >= CHECK_TEXT;
}

/* A guid that is an address, unless it says that it is none. */
static bool
is_permalink(const struct lint *lint, const struct level *level)
{
	struct str said = xml_attr(&lint->xml, "isPermaLink");

	return is_named(level, "guid") && (!said.p || str_equal(said, S("true")));
}

static void
find_row(struct lint *lint, const struct level *above, struct level *level)
{
	const struct lint_row *row = lint_row_of(parent_of(above), name_of(level));

	level->row = row;
	level->check = row ? row->check : CHECK_NONE;
	level->as = row && row->as ? str_from_c(row->as) : name_of(level);
	if (!above && lint->feed->format == FORMAT_RSS090)
		level->as = S("rdf090:RDF");
	if (is_permalink(lint, level))
		level->check = CHECK_PERMALINK;
	level->is_childless = level->check == CHECK_TEXT || level->check == CHECK_LINE;
	level->is_known = level->check <= CHECK_ANY && lint_rows_know(level->as) &&
			  !xml_attr_ns(&lint->xml, NS_RDF, "resource").p;
}

/* What it is, and whether it may be there, and again. */
static void
check_place(struct lint *lint, struct level *above, const struct level *level)
{
	const struct lint_row *row = level->row;
	uint8_t *seen = above && row ? &above->seen[row - lint_rows] : NULL;

	if (!row && is_foreign(level))
		return;
	if (!row ? !above || above->is_known
		 : level->check == CHECK_NOT || !str_equal(row->element, name_of(level)))
		tell_element(lint, "undefined element", above, level);
	if (seen && *seen < UINT8_MAX)
		++*seen;
	if (seen && row->max && *seen == row->max + 1)
		tell_element(lint, "duplicate element", above, level);
}

static void
open_inline(struct lint *lint, struct level *above, struct level *level)
{
	const struct xml_element *element = xml_element(&lint->xml, XML_OPEN);

	if (above->is_childless && !above->inline_markup && !is_foreign(level))
		tell_element(lint, "undefined element", above, level);
	check_inline(lint, element, level);
	level->inline_markup = above->inline_markup = true;
}

void
lint_open(struct lint *lint)
{
	const struct xml_element *element = xml_element(&lint->xml, XML_OPEN);
	struct level *level = &lint->levels[lint->xml.depth - 1];
	struct level *above = lint->xml.depth > 1 ? level - 1 : NULL;

	*level = (struct level){ .at = xml_at(&lint->xml), .from = lint->text.n };
	level->line = xml_line(&lint->xml, level->at);
	name_level(lint, level, element);
	if (above && (above->inline_markup || holds_text(above))) {
		open_inline(lint, above, level);
		return;
	}
	note_kind(lint, element);
	find_row(lint, above, level);
	check_place(lint, above, level);
	check_attributes(lint, above, level);
	if (level->check == CHECK_CONSTRUCT && lint->feed->format == FORMAT_ATOM10)
		check_type(lint, above, level);
}

/* ---- ends ---- */

static bool
has_seen(const struct level *level, const char *element)
{
	for (size_t i = 0; i < LINT_ROWS; i++)
		if (level->seen[i] && str_equal(lint_rows[i].element, str_from_c(element)))
			return true;
	return false;
}

/* RFC 4287, 4.1.1: a feed has an author, or each of its entries has, or their sources. */
static void
check_author(struct lint *lint, const struct level *level)
{
	if (is_named(level, "entry") && !has_seen(level, "author") && !has_seen(level, "source") &&
	    !lint->authorless.line)
		lint->authorless = *level;
	if (is_named(level, "feed") && !has_seen(level, "author") && lint->authorless.line)
		lint_tell(lint, "missing element", S("entry/author"), &lint->authorless);
}

static void
check_missing(struct lint *lint, const struct level *level)
{
	for (size_t i = 0; i < LINT_ROWS; i++)
		if (lint_rows[i].min && !level->seen[i] &&
		    str_equal(lint_rows[i].parent, level->as))
			lint_tell(lint, "missing element",
			    path_of(lint, level, lint_rows[i].element), level);
	if (str_equal(level->as, S("item")) && !has_seen(level, "title") &&
	    !has_seen(level, "description"))
		lint_tell(lint, "missing element", S("item/title or description"), level);
	if (lint->feed->format == FORMAT_ATOM10)
		check_author(lint, level);
}

/* RSS 2.0.11: "a string that uniquely identifies the item". */
static void
check_unique(
    struct lint *lint, const struct level *above, const struct level *level, struct str text)
{
	bool is_new = true;

	text = str_trim(text);
	if (!is_named(level, "guid") || !text.n || text.n > LINT_ID_MAX)
		return;
	if (lint->guids.count < FEED_ITEMS_MAX)
		map_add(&lint->guids, text, 0, &is_new);
	if (!is_new)
		tell_element(lint, "duplicate id", above, level);
}

static const char *
check_text(const struct level *level, struct str text)
{
	bool is_empty = level->row && (level->check == CHECK_NONE || level->check == CHECK_EMPTY);

	if (level->inline_markup)
		return NULL;
	if (is_empty || (level->is_known && !level->row))
		return str_trim(text).n ? "unexpected text" : NULL;
	return level->row && level->check != CHECK_NOT ? lint_check(level->check, text) : NULL;
}

void
lint_close(struct lint *lint)
{
	struct level *level = &lint->levels[lint->xml.depth];
	const struct level *above = lint->xml.depth ? level - 1 : NULL;
	struct str text = str_from(buf_str(&lint->text), level->from);
	const char *rule;

	if (level->inline_markup && above && above->inline_markup)
		return;
	rule = check_text(level, text);
	if (rule)
		tell_element(lint, rule, above, level);
	check_unique(lint, above, level, text);
	if (level->is_known)
		check_missing(lint, level);
	lint->text.n = level->from;
}
