/*
 * state_text.h: the article of a page that has no text but in its scripts: JSON-LD's articleBody, or the data that a program would
 * make the page of.
 */
#ifndef XINSHI_REFINE_STATE_TEXT_H
#define XINSHI_REFINE_STATE_TEXT_H

#include "refine/page.h"

enum {
	STATE_PAGE_MAX = 400, /* letters of running text on a page that has no other text */
	STATE_SHELL_MAX = 1000, /* of all its text, where it does not say that it is an article */
	STATE_TEXT_MIN = 400, /* of what is found, and that many times what the page says */
	STATE_TIMES = 3,
	STATE_TEXT_MAX = 1 << 20,
};

/*
 * state_text(arena, page):
 * The article as foreign markup, paragraphs in their order; empty where the page says enough itself, or scripts say no more.  Of all
 * texts in them it is those under one key that are most: sentences, or markup with paragraphs.  Linear in the page.
 */
struct str state_text(struct arena *arena, const struct page *page);

#endif
