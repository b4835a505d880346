/*
 * clean.h: from the page as parsed to the body in block form (record/doc.h).
 */
#ifndef XINSHI_REFINE_CLEAN_H
#define XINSHI_REFINE_CLEAN_H

#include "record/article.h"

/*
 * article_clean(arena, article, page, base):
 * Keeps what is of the article, in the order of the page, and mends what the way through feeds
 * broke: paragraphs out of line breaks, headings out of lines in bold, captions and credits tied to
 * their images, addresses that work without the page. Furniture, date lines, scripts and the like
 * go, each with a note.  The rules are rows of data/: classes, lines, addresses, credits,
 * datelines, titles. Captions: <figure><img><figcaption>words
 * <small>credit</small></figcaption></figure>.  Players and frames: a paragraph that links to their
 * address.
 * Takes:   ${article}->headline and ->title (not repeated in the body); ${base} of relative
 *          addresses (p NULL: ${article}->url).
 * Gives:   ${article}->doc, which passes doc_check; ->notes.
 * Errors:  ERR_TOO_BIG, ERR_TOO_DEEP where the clean body passes the ceilings of doc.h.
 */
struct err article_clean(
    struct arena *arena, struct article *article, const struct doc *page, struct url base);

#endif
