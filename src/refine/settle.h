/*
 * settle.h: what a feed said of an article and what its page says, made one; and the text of
 * several pages.  Pure.
 */
#ifndef XINSHI_REFINE_SETTLE_H
#define XINSHI_REFINE_SETTLE_H

#include "record/article.h"

/* The headline: ${kept} as long as the page has it (${has_kept}: in its title; or one of the two is
 * part of the other), so that a page worded for its own head does not change what the article is
 * called; the page's where nothing was kept, where ${kept} was cut
 * ("..."), or where the page has another. */
struct str headline_settle(struct str kept, struct str page, bool has_kept);

/* ${next} behind ${body}, without the passages that ${body} has; or ${next} alone, where it has
 * most of them.  Both are cleaned bodies. Unchanged where both together would be too large. */
struct doc bodies_join(struct arena *arena, const struct doc *body, const struct doc *next);

#endif
