/*
 * totext.h: the cleaned tree as plain text.
 */
#ifndef XINSHI_REFINE_TOTEXT_H
#define XINSHI_REFINE_TOTEXT_H

#include "record/article.h"

/*
 * article_text(arena, article):
 * One line a block, in document order, captions included; nothing stands in it that the article
 * does not say: no bullets, no marks.  A line break within a block begins a new line too; the cells
 * of a row are parted by a tab, its rows by lines. The headline is not in it. Gives:   ->text,
 * without a line break at its end; ->doc's text nodes re-pointed into it, so that a span of the
 * text is a place in the tree; ->images, ->characters (neither white space nor characters of no
 * width), ->lang where the article has none; notes on what is short.
 */
void article_text(struct arena *arena, struct article *article);

#endif
