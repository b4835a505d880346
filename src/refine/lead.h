/*
 * lead.h: the picture that a page shows above its article, or names for others to show, where the
 * article's own part of the page has none.
 */
#ifndef XINSHI_REFINE_LEAD_H
#define XINSHI_REFINE_LEAD_H

#include "record/article.h"

/* Puts ${image} (an absolute address) before the body, unless there is a picture in it, or the
 * address says that it is the outlet's sign and not of this article. */
void lead_put(struct arena *arena, struct article *article, struct str image);

#endif
