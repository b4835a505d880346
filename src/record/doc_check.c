/*
 * doc_check: the tree as the archive takes it from a stranger.
 *
 * Where an element may stand is a table: each kept element is of one sort and holds some sorts.  An
 * inline element holds what its parent holds, so text stays where blocks allow it.
 */
#include "record/doc.h"

enum sort {
	SORT_TEXT = 1,
	SORT_INLINE = 2, /* a, em, ... and the line break */
	SORT_IMAGE = 4,
	SORT_BLOCK = 8,
	SORT_ITEM = 16,
	SORT_TERM = 32, /* dt, dd */
	SORT_FIGURE_CAPTION = 64,
	SORT_TABLE_CAPTION = 128,
	SORT_ROWS = 256, /* thead, tbody, tfoot */
	SORT_ROW = 512,
	SORT_CELL = 1024,
	SORT_PHRASE = SORT_TEXT | SORT_INLINE | SORT_IMAGE,
	SORT_FLOW = SORT_PHRASE | SORT_BLOCK,
	SORT_VOID = 2048, /* in holds: nothing at all */
};

struct place {
	uint16_t is, holds;
};

#define HEADING                         \
	{                               \
		SORT_BLOCK, SORT_PHRASE \
	}
static const struct place places[TAG_MAX] = {
	[TAG_ROOT] = { 0, SORT_BLOCK },
	[TAG_TEXT] = { SORT_TEXT, SORT_VOID },
	[TAG_P] = { SORT_BLOCK, SORT_PHRASE },
	[TAG_H1] = HEADING,
	[TAG_H2] = HEADING,
	[TAG_H3] = HEADING,
	[TAG_H4] = HEADING,
	[TAG_H5] = HEADING,
	[TAG_H6] = HEADING,
	[TAG_PRE] = { SORT_BLOCK, SORT_PHRASE },
	[TAG_BLOCKQUOTE] = { SORT_BLOCK, SORT_BLOCK },
	[TAG_UL] = { SORT_BLOCK, SORT_ITEM },
	[TAG_OL] = { SORT_BLOCK, SORT_ITEM },
	[TAG_LI] = { SORT_ITEM, SORT_FLOW },
	[TAG_DL] = { SORT_BLOCK, SORT_TERM },
	[TAG_DT] = { SORT_TERM, SORT_PHRASE },
	[TAG_DD] = { SORT_TERM, SORT_FLOW },
	[TAG_FIGURE] = { SORT_BLOCK, SORT_IMAGE | SORT_INLINE | SORT_BLOCK | SORT_FIGURE_CAPTION },
	[TAG_FIGCAPTION] = { SORT_FIGURE_CAPTION, SORT_FLOW },
	[TAG_TABLE] = { SORT_BLOCK, SORT_TABLE_CAPTION | SORT_ROWS | SORT_ROW },
	[TAG_CAPTION] = { SORT_TABLE_CAPTION, SORT_FLOW },
	[TAG_THEAD] = { SORT_ROWS, SORT_ROW },
	[TAG_TBODY] = { SORT_ROWS, SORT_ROW },
	[TAG_TFOOT] = { SORT_ROWS, SORT_ROW },
	[TAG_TR] = { SORT_ROW, SORT_CELL },
	[TAG_TD] = { SORT_CELL, SORT_FLOW },
	[TAG_TH] = { SORT_CELL, SORT_FLOW },
	[TAG_HR] = { SORT_BLOCK, SORT_VOID },
	[TAG_BR] = { SORT_INLINE, SORT_VOID },
	[TAG_IMG] = { SORT_IMAGE, SORT_VOID },
};
#undef HEADING

/* The elements that the walk is in. */
struct level {
	uint32_t node;
	uint16_t holds;
	bool in_link, in_pre;
};

static const char *
number_fault(struct str value)
{
	if (value.n < 1 || value.n > 5)
		return "number out of range";
	for (size_t i = 0; i < value.n; i++)
		if (!char_is_digit(value.p[i]))
			return "value is no number";
	return NULL;
}

static const char *
token_fault(struct str value)
{
	if (value.n < 1 || value.n > 35)
		return "token too short or too long";
	for (size_t i = 0; i < value.n; i++)
		if (!char_is_alpha(value.p[i]) && !char_is_digit(value.p[i]) && value.p[i] != '-')
			return "value is no token";
	return NULL;
}

static bool
url_char_is_safe(char c)
{
	return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`';
}

bool
url_is_absolute(struct str s)
{
	if (!pull_str(&s, S("https://")) && !pull_str(&s, S("http://")))
		return false;
	if (s.n == 0 || !(char_is_alpha(s.p[0]) || char_is_digit(s.p[0]) || s.p[0] == '[' ||
			    s.p[0] == '_' || s.p[0] == '-'))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!url_char_is_safe(s.p[i]))
			return false;
	return true;
}

/* White space in a line of text is single spaces; in pre also line breaks and tabs. */
static const char *
text_fault(struct str text, bool in_pre)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c > ' ' && c != 0x7f)
			continue;
		if (in_pre && (c == '\n' || c == '\t' || c == ' '))
			continue;
		if (c != ' ')
			return "control character in text";
		if (i && text.p[i - 1] == ' ')
			return "white space is not collapsed";
	}
	if (utf8_valid_length(raw_from_str(text)) != text.n)
		return "text is not UTF-8";
	return NULL;
}

static const char *
value_fault(const struct attr *attr)
{
	if (!attr->value.p || attr->value.n > DOC_ATTR_BYTES_MAX)
		return "value too long";
	switch (attr_row(attr->name)->kind) {
	case ATTR_IS_TEXT:
		return text_fault(attr->value, true);
	case ATTR_IS_URL:
		return url_is_absolute(attr->value) ? NULL : "URL is not absolute http or https";
	case ATTR_IS_NUMBER:
		return number_fault(attr->value);
	case ATTR_IS_TOKEN:
		return token_fault(attr->value);
	case ATTR_IS_PAGE:
		break;
	}
	return "attribute not allowed";
}

static const char *
attrs_fault(const struct node *node)
{
	uint32_t allowed = tag_row(node->tag)->attrs;

	for (unsigned i = 0; i < node->attr_count; i++) {
		const struct attr *attr = &node->attrs[i];
		const char *fault;

		if ((unsigned)attr->name >= 32 || !(allowed & 1u << attr->name))
			return "attribute not allowed";
		if (i && attr->name <= attr[-1].name)
			return "attributes out of order";
		fault = value_fault(attr);
		if (fault)
			return fault;
	}
	return NULL;
}

static struct place
place_of(unsigned tag)
{
	if (tag_row(tag)->kind == KIND_INLINE)
		return (struct place){ SORT_INLINE, SORT_PHRASE };
	return places[tag];
}

/* One node against its parent at ${level}; the level it opens is made at ${level} + 1. */
static const char *
node_fault(const struct doc *doc, uint32_t at, struct level *level)
{
	const struct node *node = &doc->nodes[at], *parent = &doc->nodes[level->node];
	struct place place;
	bool is_link = node->tag == TAG_A;

	if (node->tag >= TAG_MAX || tag_row(node->tag)->rule != TAG_KEEP)
		return "element not allowed";
	if (node->parent != level->node || node->end <= at || node->end > parent->end)
		return "elements are not nested";
	place = place_of(node->tag);
	if (!(place.is & level->holds))
		return "element in the wrong place";
	if (is_link && level->in_link)
		return "link within a link";
	if (place.holds == SORT_VOID && node->end != at + 1)
		return "element that holds nothing holds something";
	if (node->tag == TAG_TEXT)
		return node->attr_count ? "text has attributes"
		       : node->text.n	? text_fault(node->text, level->in_pre)
					: "text is empty";
	if (node->tag == TAG_BR && (at == level->node + 1 || node->end == parent->end) &&
	    tag_row(parent->tag)->kind != KIND_INLINE)
		return "line break at the end of a block";
	level[1] = (struct level){
		.node = at,
		.holds = place.is == SORT_INLINE ? level->holds & SORT_PHRASE : place.holds,
		.in_link = level->in_link || is_link,
		.in_pre = level->in_pre || node->tag == TAG_PRE,
	};
	return attrs_fault(node);
}

static const char *
root_fault(const struct doc *doc)
{
	const struct node *root = doc->nodes;

	if (doc->count == 0 || doc->count > DOC_NODES_MAX)
		return "too many elements";
	if (root->tag != TAG_ROOT || root->end != doc->count || root->parent || root->attr_count)
		return "tree without a root";
	return NULL;
}

struct err
doc_check(const struct doc *doc)
{
	struct level levels[DOC_DEPTH_MAX + 1];
	unsigned depth = 0;
	const char *fault;

	if (!doc->nodes)
		return doc->count ? err_new(ERR_WIRE, "tree without nodes") : (struct err){ 0 };
	fault = root_fault(doc);
	if (fault)
		return err_new(ERR_WIRE, fault);
	levels[0] = (struct level){ .holds = places[TAG_ROOT].holds };
	for (uint32_t i = 1; i < doc->count; i++) {
		while (doc->nodes[levels[depth].node].end == i)
			depth--;
		fault = node_fault(doc, i, &levels[depth]);
		if (fault)
			return err_at(ERR_WIRE, i, fault);
		if (doc->nodes[i].end > i + 1 && ++depth == DOC_DEPTH_MAX)
			return err_at(ERR_WIRE, i, "elements within elements");
	}
	return (struct err){ 0 };
}
