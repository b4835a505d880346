#include "refine/rules.h"
#include "refine/sift.h"
#include "refine/take.h"

/* ---- steps ---- */

struct step *
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

/* ---- which taker ---- */

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
	default:
		break;
	}
	if (row->rule == TAG_DROP && row->kind == KIND_BLOCK)
		return is_greater_part(s, at) ? take_block : take_menu;
	if (row->rule == TAG_DROP && (row->kind == KIND_PRE || row->kind == KIND_TABLE))
		return take_nothing;
	if (row->rule == TAG_UNWRAP && row->kind == KIND_INLINE)
		return take_content;
	return takers[row->kind];
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
	bool named = false;
	uint32_t next;

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
	if (named && take_by_class(s, at, &next))
		return next;
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
