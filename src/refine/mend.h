/*
 * mend.h: single texts of a page put right, before they become part of a block.
 */
#ifndef XINSHI_REFINE_MEND_H
#define XINSHI_REFINE_MEND_H

#include "record/article.h"

/*
 * text_mend(arena, notes, s):
 * Without control characters (tab and line breaks stay), entities that were escaped twice decoded.
 * U+FFFD, characters of no width and text decoded wrongly before it reached us are noted and stay
 * as written.  ${s} itself where nothing is to do.
 */
struct str text_mend(struct arena *arena, struct notes *notes, struct str s);

/* One line: text_mend, white space collapsed and trimmed at the ends. */
struct str line_mend(struct arena *arena, struct notes *notes, struct str s);

/* Without white space at its ends, wide (U+3000), unbreakable (U+A0) and of no width (U+200B,
 * U+FEFF) included. */
struct str text_trim(struct str s);
struct str text_trim_start(struct str s);
struct str text_trim_end(struct str s);

#endif
