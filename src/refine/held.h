/*
 * held.h: whether a text that we keep still stands on a page.
 */
#ifndef XINSHI_REFINE_HELD_H
#define XINSHI_REFINE_HELD_H

#include "record/doc.h"

enum {
	HELD_LETTERS_MIN = 12,	 /* of a block: shorter ones stand anywhere */
	HELD_TEXT_MAX = 8 << 20, /* bytes of the text that are looked at */
};

/*
 * held_count(arena, text, page, blocks, held):
 * Counts the lines of ${text} that are long enough to be looked for, and those of them whose
 * letters and digits all stand on ${page} in their order, whatever is between them: marks, white
 * space, elements.  Letters are folded (text/fold.h), but traditional and simplified are two.
 * Scripts, styles and what else a page does not show are not looked at.
 *
 * Linear in both: a block is taken for held if each run of twelve letters that it is made of stands
 * on the page.
 */
void held_count(
    struct arena *arena, struct str text, const struct doc *page, int64_t *blocks, int64_t *held);

#endif
