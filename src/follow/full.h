/*
 * full.h: whether a feed gives the whole text of an article, as far as its own words tell.
 */
#ifndef XINSHI_FOLLOW_FULL_H
#define XINSHI_FOLLOW_FULL_H

#include "base/str.h"

enum { FULL_CHARACTERS = 400, FULL_HAN = 200 };

/* Long enough (FULL_CHARACTERS, or FULL_HAN Chinese characters), and it neither trails off nor ends by sending the reader elsewhere
 * (data/more.tsv). */
bool article_is_full(struct str text);

#endif
