/* Elements by what their class or id calls them: data/classes.tsv. */
#include "refine/rules.h"
#include "refine/take.h"

/* What one action does; false where the element is to be taken as its tag says after all. */
typedef bool class_taker(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next);

static void
note_maybe(const struct sift *s, enum note_code code)
{
	if (code != NOTE_MAX)
		note(s->addresses.notes, code);
}

static bool
class_remove(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	if (is_greater_part(s, at))
		return false;
	note_maybe(s, row->note);
	*next = node_of(s, at)->end;
	return true;
}

/* What only screen readers are told: no part of a caption, but the word before a credit
 * ("Source,"). */
static bool
class_hidden(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	if (s->blocks->marks & MARK_CREDIT || is_greater_part(s, at))
		return false;
	if (text_within(s, at))
		note_maybe(s, row->note);
	*next = node_of(s, at)->end;
	return true;
}

/* A block of its own, marked; then taken as its tag says. */
static bool
class_mark(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	static const uint16_t marks[] = {
		[CLASS_CAPTION] = MARK_CAPTION,
		[CLASS_BYLINE] = MARK_BYLINE,
		[CLASS_DATE] = MARK_DATE,
	};

	if (s->blocks->leaf && row->action != CLASS_CAPTION)
		return false; /* within a sentence */
	*next = take_block(s, at);
	s->blocks->marks |= marks[row->action];
	return false;
}

/* A credit within a caption is small print of it; elsewhere a line of its own. */
static bool
class_credit(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	(void)row;
	*next = at + 1;
	if (!(s->blocks->marks & MARK_CAPTION)) {
		take_block(s, at);
		s->blocks->marks |= MARK_CREDIT;
		return true;
	}
	note(s->addresses.notes, NOTE_CREDIT);
	if (blocks_inline_open(s->blocks, TAG_SMALL, NULL, 0))
		step_open(s, at, END_INLINE);
	return true;
}

static bool
class_emoji(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	struct str alt = node_attr(node_of(s, at), ATTR_ALT);

	(void)row;
	if (!alt.n)
		return false;
	blocks_text(s->blocks, alt);
	*next = node_of(s, at)->end;
	return true;
}

/* To come behind the block it interrupts; an aside within an aside is a block. */
static bool
class_aside(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	struct step *block = NULL;

	(void)row;
	for (unsigned i = s->depth; i > 0 && !block; i--)
		if (s->steps[i - 1].ending != END_INLINE)
			block = &s->steps[i - 1];
	if (s->in_aside || !block || block->aside)
		return false;
	block->aside = at;
	*next = node_of(s, at)->end;
	return true;
}

static bool
class_embed(struct sift *s, uint32_t at, const struct class_row *row, uint32_t *next)
{
	(void)row;
	if (text_within(s, at))
		return false;
	*next = take_post(s, at);
	return true;
}

static class_taker *const class_takers[] = {
	[CLASS_EMOJI] = class_emoji,
	[CLASS_CAPTION] = class_mark,
	[CLASS_CREDIT] = class_credit,
	[CLASS_BYLINE] = class_mark,
	[CLASS_DATE] = class_mark,
	[CLASS_ASIDE] = class_aside,
	[CLASS_EMBED] = class_embed,
	[CLASS_HIDDEN] = class_hidden,
	[CLASS_REMOVE] = class_remove,
};

bool
take_by_class(struct sift *s, uint32_t at, uint32_t *next)
{
	const struct class_row *row = class_of(node_of(s, at));

	return row->action != CLASS_NONE && class_takers[row->action](s, at, row, next);
}
