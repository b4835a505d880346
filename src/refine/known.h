/*
 * known.h: what the feed and the site's other pages say of a page's blocks.
 */
#ifndef XINSHI_REFINE_KNOWN_H
#define XINSHI_REFINE_KNOWN_H

#include "refine/extract.h"

/*
 * Changes ${likely}, by block: what stands in the feed's text is of the article with near certainty, its title is the headline; what
 * repeats on the site's pages is rarely of it, and what stands outside of where the other pages' text stood less so.  Neither memory
 * is a veto: where most of what is likely repeats, or stands elsewhere, it says nothing.
 */
void known_apply(struct arena *arena, const struct page *page, const struct extract_known *known, float *likely);

#endif
