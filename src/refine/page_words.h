/*
 * page_words.h: the tables of words that blocks are looked at with.  Only for page*.c.
 */
#ifndef XINSHI_REFINE_PAGE_WORDS_H
#define XINSHI_REFINE_PAGE_WORDS_H

#include "refine/page.h"

/* Groups of words (1 << enum word_group) in one attribute's value. */
uint32_t page_words_in(const struct page_words *words, struct str value);
bool page_words_stop(const struct page_words *words, struct str lower);

#endif
