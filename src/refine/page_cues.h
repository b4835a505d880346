/*
 * page_cues.h: parts of classes, addresses and words that tell parts of a page apart: data/page_cues.tsv.
 */
#ifndef XINSHI_REFINE_PAGE_CUES_H
#define XINSHI_REFINE_PAGE_CUES_H

#include "base/str.h"

enum page_cue {
	CUE_UPDATED,
	CUE_PUBLISHED,
	CUE_SCRIPT_DATE,
	CUE_DAY_FIRST,
	CUE_AUTHOR,
	CUE_NO_AUTHOR,
	CUE_AUTHOR_PATH,
	CUE_ORNAMENT,
	CUE_KICKER,
	CUES
};

/* Whether ${value} holds one of the cue's rows, A to Z as a to z. */
bool page_cue(struct str value, enum page_cue cue);
/* Whether it ends in one. */
bool page_cue_ends(struct str value, enum page_cue cue);
/* The offset behind the first row that stands in ${value} as written; -1 without one. */
ptrdiff_t page_cue_behind(struct str value, enum page_cue cue);
/* Whether the rows stand as looking them up wants; for the test. */
bool page_cues_in_order(void);

#endif
