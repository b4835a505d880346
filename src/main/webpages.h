/*
 * webpages.h: the article of a page, and of the pages that it goes on with: one text, without what stands on several of them.
 */
#ifndef XINSHI_MAIN_WEBPAGES_H
#define XINSHI_MAIN_WEBPAGES_H

#include "main/webarticle.h"

/*
 * webpages_read(arena, markup, words, question, out):
 * Reads the page and question->parts behind it (webarticle.h), and joins their texts.  A passage that an earlier page has is left
 * out; a part that has most of the page's passages has all of the article, and takes its place.  A part that cannot be read is
 * passed over.  The headline is the kept one (question->kept_title) as long as the page still has it (refine/settle.h).
 * Gives:   of the last part: next.  Of all: article, plain, held.  The rest is the first page's.
 * Errors:  as webarticle_read, of the first page.
 */
struct err webpages_read(struct arena *arena, struct markup *markup, const struct page_words *words,
    const struct extract_question *question, struct extracted *out);

#endif
