/* Blocks, inline elements, links, lists, tables. */
#include "refine/mend.h"
#include "refine/rules.h"
#include "refine/take.h"

uint32_t
take_nothing(struct sift *s, uint32_t at)
{
	return node_of(s, at)->end;
}

uint32_t
take_content(struct sift *s, uint32_t at)
{
	(void)s;
	return at + 1;
}

uint32_t
take_block(struct sift *s, uint32_t at)
{
	blocks_flush(s->blocks);
	step_open(s, at, END_BLOCK);
	return at + 1;
}

uint32_t
take_heading(struct sift *s, uint32_t at)
{
	take_block(s, at);
	s->blocks->tag = node_of(s, at)->tag;
	return at + 1;
}

uint32_t
take_pre(struct sift *s, uint32_t at)
{
	take_block(s, at);
	s->blocks->tag = TAG_PRE;
	return at + 1;
}

uint32_t
take_figure(struct sift *s, uint32_t at)
{
	take_block(s, at);
	s->blocks->figure = ++s->blocks->figures;
	return at + 1;
}

static bool
token_is_valid(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alpha(s.p[i]) && !char_is_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= 35;
}

static bool
number_is_valid(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_digit(s.p[i]))
			return false;
	return s.n > 0 && s.n <= 5;
}

/* The value as a clean body may have it; p NULL if it may not. */
static struct str
value_take(struct sift *s, const struct attr *attr)
{
	struct str value = str_trim(attr->value);
	struct url url;

	switch (attr_row(attr->name)->kind) {
	case ATTR_IS_TEXT:
		return line_mend(s->addresses.arena, s->addresses.notes, value);
	case ATTR_IS_URL:
		if (address_of_link(&s->addresses, value, &url))
			return url_str(url);
		break;
	case ATTR_IS_NUMBER:
		if (number_is_valid(value))
			return value;
		break;
	case ATTR_IS_TOKEN:
		if (token_is_valid(value))
			return value;
		break;
	case ATTR_IS_PAGE:
		break;
	}
	return (struct str){ 0 };
}

/* The attributes that stay, in order.  A language stays on quotations, a direction where it turns
 * text round: anything else is the page's habit. */
static unsigned
attrs_take(struct sift *s, const struct node *node, struct attr **out)
{
	bool quotes = node->tag == TAG_BLOCKQUOTE || node->tag == TAG_Q;
	uint32_t keeps = tag_row(node->tag)->attrs;
	unsigned count = 0;

	for (unsigned i = 0; i < node->attr_count; i++) {
		const struct attr *attr = &node->attrs[i];
		struct str value;

		if (attr->name >= 32 || !(keeps & 1u << attr->name) ||
		    (attr->name == ATTR_LANG && !quotes) ||
		    (attr->name == ATTR_DIR && !str_equal_nocase(attr->value, S("rtl"))))
			continue;
		value = value_take(s, attr);
		if (!value.n)
			continue;
		if (!count)
			*out = arena_array(s->addresses.arena, struct attr, node->attr_count);
		(*out)[count++] = (struct attr){ attr->name, value };
	}
	return count;
}

uint32_t
take_inline(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	struct attr *attrs = NULL;
	unsigned count = attrs_take(s, node, &attrs);

	if (blocks_inline_open(s->blocks, node->tag, attrs, count))
		step_open(s, at, END_INLINE);
	return at + 1;
}

/* A time that begins a block is that block's date. */
uint32_t
take_time(struct sift *s, uint32_t at)
{
	if (s->blocks->leaf)
		return take_inline(s, at);
	step_open(s, at, END_NOTHING);
	s->blocks->marks |= MARK_DATE;
	return take_inline(s, at);
}

uint32_t
take_link(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	struct str href = node_attr(node, ATTR_HREF);
	const struct address_row *row = address_of(str_trim(href));
	struct attr *attrs = NULL;
	unsigned count;

	if (row->kind == ADDRESS_SHARE) {
		note(s->addresses.notes, row->note);
		return node->end;
	}
	count = attrs_take(s, node, &attrs);
	if (count && attrs[0].name == ATTR_HREF && blocks_inline_open(s->blocks, TAG_A, attrs, 1))
		step_open(s, at, END_INLINE);
	return at + 1;
}

uint32_t
take_container(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	struct attr *attrs = NULL;
	unsigned count = attrs_take(s, node, &attrs);
	enum tag tag = node->tag == TAG_MENU ? TAG_UL : node->tag;

	if (!blocks_open(s->blocks, tag, attrs, count))
		return take_block(s, at);
	step_open(s, at, END_CONTAINER);
	return at + 1;
}

/* ---- tables ---- */

/* A table with one row or one column, or with a table in it, only arranges. */
static bool
table_is_layout(const struct sift *s, uint32_t table)
{
	unsigned rows = 0, cells = 0, most = 0;

	for (uint32_t i = table + 1; i < node_of(s, table)->end; i++) {
		switch (node_of(s, i)->tag) {
		case TAG_TABLE:
			return true;
		case TAG_TR:
			rows++;
			cells = 0;
			break;
		case TAG_TD:
		case TAG_TH:
			if (++cells > most)
				most = cells;
			break;
		}
	}
	return rows < 2 || most < 2;
}

uint32_t
take_table(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	bool layout;

	if (node->tag != TAG_TABLE)
		return s->layout ? take_block(s, at) : take_container(s, at);
	layout = table_is_layout(s, at);
	if (layout)
		take_block(s, at);
	else
		take_container(s, at);
	s->layout = layout;
	return at + 1;
}

uint32_t
take_caption(struct sift *s, uint32_t at)
{
	if (node_of(s, at)->tag == TAG_CAPTION && !s->layout)
		return take_container(s, at);
	take_block(s, at);
	s->blocks->marks |= MARK_CAPTION;
	return at + 1;
}
