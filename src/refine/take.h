/*
 * take.h: what each element of a page becomes; between the files of the walk (sift.c) only.
 *
 * A taker hands an element to the blocks and gives the index to go on at: behind the element where
 * all of it is taken, at its first child where its content is to be walked.  What must be undone
 * behind the content is a step.
 */
#ifndef XINSHI_REFINE_TAKE_H
#define XINSHI_REFINE_TAKE_H

#include "refine/address.h"
#include "refine/block.h"

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

typedef uint32_t taker(struct sift *s, uint32_t at);

taker take_nothing; /* all of it goes */
taker take_menu;    /* the same, with a note: nav, search, dialog */
taker take_content; /* the element goes, its content stays */
taker take_block, take_heading, take_pre, take_figure, take_caption, take_container;
taker take_inline, take_time, take_link;
taker take_table; /* tables and their parts */
taker take_media, take_embed, take_form, take_meta, take_break, take_special;
taker take_post; /* another site's, with nothing in it but its address: that stays as a link */

/* An element that the page's own names mark: whether they end the matter, and then *${next} to go
 * on at. */
bool take_by_class(struct sift *s, uint32_t at, uint32_t *next);

/* Something to be undone where the element at ${at} ends; remembers the state of the blocks. */
struct step *step_open(struct sift *s, uint32_t at, enum ending ending);

static inline const struct node *
node_of(const struct sift *s, uint32_t at)
{
	return &s->page->nodes[at];
}

/* Bytes of text in an element. */
static inline uint32_t
text_within(const struct sift *s, uint32_t at)
{
	return s->text_before[node_of(s, at)->end] - s->text_before[at];
}

/* A rule that would take the greater part of a page is wrong about that page. */
static inline bool
is_greater_part(const struct sift *s, uint32_t at)
{
	return text_within(s, at) * 2 > s->text_before[s->page->count];
}

#endif
