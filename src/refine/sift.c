#include "refine/address.h"
#include "refine/mend.h"
#include "refine/rules.h"
#include "refine/sift.h"

/* What is to be undone where an element ends. */
enum ending { END_NOTHING, END_BLOCK, END_INLINE, END_CONTAINER };

struct step {
	uint32_t end;	/* index behind the element */
	uint32_t aside; /* an element to come behind this one; 0: none */
	uint8_t ending; /* enum ending */
	uint8_t tag;	/* what blocks->tag, ->marks, ->figure and layout were */
	bool layout;
	uint16_t marks, figure;
};

enum { STEPS_MAX = DOC_DEPTH_MAX + 8 };

struct sift {
	struct blocks *blocks;
	struct address_context addresses;
	const struct doc *page;
	uint32_t *text_before; /* for each node, the bytes of text before it */
	bool layout;	       /* in a table that only arranges */
	bool in_aside;
	struct step steps[STEPS_MAX];
	unsigned depth;
};

static const struct node *
node_of(const struct sift *s, uint32_t at)
{
	return &s->page->nodes[at];
}

static void
note_maybe(const struct sift *s, enum note_code code)
{
	if (code != NOTE_MAX)
		note(s->addresses.notes, code);
}

static uint32_t
text_within(const struct sift *s, uint32_t at)
{
	return s->text_before[node_of(s, at)->end] - s->text_before[at];
}

/* A rule that would take the greater part of a page is wrong about that page. */
static bool
is_greater_part(const struct sift *s, uint32_t at)
{
	return text_within(s, at) * 2 > s->text_before[s->page->count];
}

/* ---- steps ---- */

static struct step *
step_open(struct sift *s, uint32_t at, enum ending ending)
{
	struct step *step = &s->steps[s->depth++];

	*step = (struct step){
		.end = node_of(s, at)->end,
		.ending = (uint8_t)ending,
		.tag = s->blocks->tag,
		.marks = s->blocks->marks,
		.figure = s->blocks->figure,
		.layout = s->layout,
	};
	return step;
}

static void walk(struct sift *s, uint32_t from, uint32_t to);

static void
step_close(struct sift *s)
{
	struct step step = s->steps[--s->depth];

	if (step.ending == END_BLOCK)
		blocks_flush(s->blocks);
	if (step.ending == END_INLINE)
		blocks_inline_close(s->blocks);
	if (step.ending == END_CONTAINER)
		blocks_close(s->blocks);
	s->blocks->tag = step.tag;
	s->blocks->marks = step.marks;
	s->blocks->figure = step.figure;
	s->layout = step.layout;
	if (!step.aside)
		return;
	s->in_aside = true;
	blocks_flush(s->blocks);
	walk(s, step.aside + 1, node_of(s, step.aside)->end);
	blocks_flush(s->blocks);
	s->in_aside = false;
}

/* ---- what an element becomes: each gives the index to go on at ---- */

static uint32_t
take_nothing(struct sift *s, uint32_t at)
{
	return node_of(s, at)->end;
}

static uint32_t
take_content(struct sift *s, uint32_t at)
{
	(void)s;
	return at + 1;
}

static uint32_t
take_block(struct sift *s, uint32_t at)
{
	blocks_flush(s->blocks);
	step_open(s, at, END_BLOCK);
	return at + 1;
}

static uint32_t
take_heading(struct sift *s, uint32_t at)
{
	take_block(s, at);
	s->blocks->tag = node_of(s, at)->tag;
	return at + 1;
}

static uint32_t
take_pre(struct sift *s, uint32_t at)
{
	take_block(s, at);
	s->blocks->tag = TAG_PRE;
	return at + 1;
}

static uint32_t
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

static uint32_t
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
static uint32_t
take_time(struct sift *s, uint32_t at)
{
	if (s->blocks->leaf)
		return take_inline(s, at);
	step_open(s, at, END_NOTHING);
	s->blocks->marks |= MARK_DATE;
	return take_inline(s, at);
}

static uint32_t
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

static uint32_t
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

static uint32_t
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

static uint32_t
take_caption(struct sift *s, uint32_t at)
{
	if (node_of(s, at)->tag == TAG_CAPTION && !s->layout)
		return take_container(s, at);
	take_block(s, at);
	s->blocks->marks |= MARK_CAPTION;
	return at + 1;
}

/* ---- pictures, players, frames ---- */

static void
image_put(struct sift *s, const struct node *node)
{
	struct attr *attrs;
	unsigned count = address_of_image(&s->addresses, node, &attrs);

	if (count)
		blocks_image(s->blocks, attrs, count);
}

static uint32_t
take_media(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_PICTURE)
		return at + 1;
	if (node->tag == TAG_IMG || node->tag == TAG_AMP_IMG)
		image_put(s, node);
	return node->end;
}

/* The address that an element, or one in it, plays; p NULL if there is none. */
static struct str
player_source(const struct sift *s, uint32_t at)
{
	static const enum attr_name sources[] = { ATTR_SRC, ATTR_DATA_SRC };

	for (uint32_t i = at; i < node_of(s, at)->end; i++)
		for (size_t j = 0; j < LENGTH(sources); j++) {
			struct str found = node_attr(node_of(s, i), sources[j]);

			if (found.n && node_of(s, i)->tag != TAG_IMG &&
			    !str_starts(found, S("about:")))
				return found;
		}
	return (struct str){ 0 };
}

/* A paragraph that is nothing but a link, shown as its address. */
static void
address_put(struct sift *s, struct url url)
{
	struct attr *href = arena_new(s->addresses.arena, struct attr);
	struct str shown = url_display(s->addresses.arena, url);
	uint16_t marks = s->blocks->marks;
	bool opened;

	*href = (struct attr){ ATTR_HREF, url_str(url) };
	blocks_flush(s->blocks);
	s->blocks->marks = MARK_EMBED;
	opened = blocks_inline_open(s->blocks, TAG_A, href, 1);
	blocks_text(s->blocks, shown);
	if (opened)
		blocks_inline_close(s->blocks);
	blocks_flush(s->blocks);
	s->blocks->marks = marks;
	note(s->addresses.notes, NOTE_EMBED);
}

static uint32_t
take_embed(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	struct attr poster = { ATTR_SRC, node_attr(node, ATTR_POSTER) };
	struct url url;

	if (address_of_embed(&s->addresses, player_source(s, at), &url))
		address_put(s, url);
	if (poster.value.n)
		image_put(s, &(struct node){ .tag = TAG_IMG, .attr_count = 1, .attrs = &poster });
	return node->end;
}

/* A post of another site: where nothing is in it but its address, that stays as a link. */
static uint32_t
take_post(struct sift *s, uint32_t at, bool *taken)
{
	*taken = text_within(s, at) == 0;
	if (!*taken)
		return at;
	for (uint32_t i = at; i < node_of(s, at)->end; i++) {
		struct str href = node_attr(node_of(s, i), ATTR_HREF);
		struct url url;

		if (href.n && address_of_link(&s->addresses, href, &url)) {
			address_put(s, url);
			break;
		}
	}
	return node_of(s, at)->end;
}

/* ---- the rest ---- */

static uint32_t
take_meta(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_SCRIPT)
		note(s->addresses.notes, NOTE_SCRIPT);
	if (node->tag == TAG_STYLE)
		note(s->addresses.notes, NOTE_STYLE_ELEMENT);
	return node->end;
}

static uint32_t
take_form(struct sift *s, uint32_t at)
{
	note(s->addresses.notes, NOTE_FORM);
	return tag_row(node_of(s, at)->tag)->rule == TAG_DROP ? node_of(s, at)->end
							      : take_block(s, at);
}

static uint32_t
take_break(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_BR)
		blocks_break(s->blocks);
	if (node->tag == TAG_HR)
		blocks_rule(s->blocks);
	return node->end;
}

static uint32_t
take_special(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_TEXT)
		blocks_text(s->blocks, node->text);
	if (node->tag == TAG_UNKNOWN)
		note(s->addresses.notes, NOTE_UNKNOWN_ELEMENT);
	return at + 1;
}

typedef uint32_t taker(struct sift *s, uint32_t at);

/* By kind, and by tag where one differs from its kind. */
static taker *const takers[] = {
	[KIND_SPECIAL] = take_special,
	[KIND_BLOCK] = take_block,
	[KIND_HEADING] = take_heading,
	[KIND_LIST] = take_container,
	[KIND_ITEM] = take_container,
	[KIND_QUOTE] = take_container,
	[KIND_PRE] = take_pre,
	[KIND_TABLE] = take_table,
	[KIND_CELL] = take_table,
	[KIND_FIGURE] = take_figure,
	[KIND_CAPTION] = take_caption,
	[KIND_MEDIA] = take_media,
	[KIND_INLINE] = take_inline,
	[KIND_BREAK] = take_break,
	[KIND_FORM] = take_form,
	[KIND_META] = take_meta,
	[KIND_EMBED] = take_embed,
};

static taker *
taker_of(const struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	const struct tag_row *row = tag_row(node->tag);

	switch (node->tag) {
	case TAG_A:
		return take_link;
	case TAG_TIME:
		return take_time;
	case TAG_CODE:
		return take_inline;
	default:
		break;
	}
	if (row->rule == TAG_DROP &&
	    (row->kind == KIND_BLOCK || row->kind == KIND_PRE || row->kind == KIND_TABLE))
		return is_greater_part(s, at) && row->kind == KIND_BLOCK ? take_block
									 : take_nothing;
	if (row->rule == TAG_UNWRAP && row->kind == KIND_INLINE)
		return take_content;
	return takers[row->kind];
}

/* ---- classes ---- */

static uint32_t
take_emoji(struct sift *s, uint32_t at)
{
	struct str alt = node_attr(node_of(s, at), ATTR_ALT);

	if (!alt.n)
		return takers[KIND_MEDIA](s, at);
	blocks_text(s->blocks, alt);
	return node_of(s, at)->end;
}

/* A credit within a caption is small print of it; elsewhere a line of its own. */
static uint32_t
take_credit(struct sift *s, uint32_t at)
{
	if (!(s->blocks->marks & MARK_CAPTION)) {
		take_block(s, at);
		s->blocks->marks |= MARK_CREDIT;
		return at + 1;
	}
	note(s->addresses.notes, NOTE_CREDIT);
	if (blocks_inline_open(s->blocks, TAG_SMALL, NULL, 0))
		step_open(s, at, END_INLINE);
	return at + 1;
}

/* An element that the page's own names mark; false in *${taken} where the names say nothing. */
static uint32_t
take_by_class(struct sift *s, uint32_t at, const struct class_row *row, bool *taken)
{
	static const uint16_t marks[] = {
		[CLASS_CAPTION] = MARK_CAPTION,
		[CLASS_BYLINE] = MARK_BYLINE,
		[CLASS_DATE] = MARK_DATE,
	};
	bool is_credit_label = s->blocks->marks & MARK_CREDIT && row->action == CLASS_HIDDEN;

	*taken = true;
	switch (row->action) {
	case CLASS_REMOVE:
	case CLASS_HIDDEN:
		if (is_credit_label || is_greater_part(s, at))
			break;
		if (text_within(s, at) || row->action == CLASS_REMOVE)
			note_maybe(s, row->note);
		return node_of(s, at)->end;
	case CLASS_CAPTION:
	case CLASS_BYLINE:
	case CLASS_DATE:
		if (s->blocks->leaf && row->action != CLASS_CAPTION)
			break; /* within a sentence */
		take_block(s, at);
		s->blocks->marks |= marks[row->action];
		break;
	case CLASS_CREDIT:
		return take_credit(s, at);
	case CLASS_EMOJI:
		return take_emoji(s, at);
	case CLASS_EMBED:
		return take_post(s, at, taken);
	case CLASS_ASIDE:
		if (s->in_aside || !s->depth)
			break;
		s->steps[s->depth - 1].aside = at;
		return node_of(s, at)->end;
	case CLASS_NONE:
		break;
	}
	*taken = false;
	return at;
}

/* ---- the walk ---- */

static void
attrs_note(const struct sift *s, const struct node *node, bool *named)
{
	for (unsigned i = 0; i < node->attr_count; i++) {
		enum attr_name name = node->attrs[i].name;

		if (name == ATTR_CLASS || name == ATTR_ID)
			*named = true;
		if (name == ATTR_CLASS)
			note(s->addresses.notes, NOTE_CLASS_ATTRIBUTE);
		if (name == ATTR_STYLE)
			note(s->addresses.notes, NOTE_STYLE_ATTRIBUTE);
		if (name == ATTR_ON)
			note(s->addresses.notes, NOTE_EVENT_HANDLER);
	}
}

/* Not shown to readers: hidden, display:none. */
static bool
is_hidden(const struct node *node)
{
	struct str style = node_attr(node, ATTR_STYLE);
	ptrdiff_t at;

	if (node_attr(node, ATTR_HIDDEN).p)
		return true;
	at = style.n ? str_find_nocase(style, S("display"), 0) : -1;
	if (at < 0)
		return false;
	style = str_from(style, (size_t)at + 7);
	return pull_spaces(&style) && pull_char(&style, ':') && pull_spaces(&style) &&
	       pull_str_nocase(&style, S("none"));
}

static uint32_t
node_take(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	bool named = false, taken = false;

	if (node->tag == TAG_TEXT)
		return take_special(s, at);
	if (s->depth + 4 > STEPS_MAX) {
		note(s->addresses.notes, NOTE_CUT);
		return node->end;
	}
	attrs_note(s, node, &named);
	if (node->attr_count && is_hidden(node) && !is_greater_part(s, at)) {
		if (text_within(s, at))
			note(s->addresses.notes, NOTE_HIDDEN);
		return node->end;
	}
	if (named) {
		uint32_t next = take_by_class(s, at, class_of(node), &taken);

		if (taken)
			return next;
	}
	if (node->tag == TAG_NOSCRIPT)
		note(s->addresses.notes, NOTE_NOSCRIPT);
	return taker_of(s, at)(s, at);
}

static void
walk(struct sift *s, uint32_t from, uint32_t to)
{
	unsigned base = s->depth;

	for (uint32_t i = from; i < to;) {
		while (s->depth > base && s->steps[s->depth - 1].end <= i)
			step_close(s);
		i = node_take(s, i);
	}
	while (s->depth > base)
		step_close(s);
}

static uint32_t *
text_sums(struct arena *arena, const struct doc *page)
{
	uint32_t *sums = arena_array(arena, uint32_t, (size_t)page->count + 1), sum = 0;

	for (uint32_t i = 0; i < page->count; i++) {
		sums[i] = sum;
		sum +=
		    (uint32_t)str_trim(page->nodes[i].tag == TAG_TEXT ? page->nodes[i].text : S(""))
			.n;
	}
	sums[page->count] = sum;
	return sums;
}

void
sift(struct arena *arena, struct notes *notes, const struct doc *page, struct url base,
    struct blocks *out)
{
	struct sift *s = arena_new(arena, struct sift);

	blocks_begin(out, arena, notes);
	s->blocks = out;
	s->addresses = (struct address_context){ .arena = arena, .notes = notes, .base = base };
	s->page = page;
	if (page->count == 0)
		return;
	s->text_before = text_sums(arena, page);
	walk(s, 1, page->count);
	blocks_end(out);
}
