/*
 * prints.h: fingerprints, by which two texts are the same, or nearly so.
 */
#ifndef XINSHI_REFINE_PRINTS_H
#define XINSHI_REFINE_PRINTS_H

#include "record/article.h"

/*
 * article_prints(arena, article):
 * ->body_digest: SHA-256 of the text in normal form; ->digest: of the same, a line feed, and the
 * headline in normal form. Normal form leaves out what does not make a revision: lines that are
 * nothing but a date or a relative time, characters of no width, the width of ASCII signs, white
 * space (one space between two words of an alphabet, none beside anything else). Case, punctuation,
 * traditional or simplified stay: they were written so.
 * ->simhash: 64 bits over the set of 4-grams of the text's letters, digits and Han characters,
 * folded (text/fold.h); bits that differ count unlikeness (Charikar 2002).  0 for a text without
 * any.
 */
void article_prints(struct arena *arena, struct article *article);

/* The normal form, for those who compare piece by piece.  In ${arena}. */
struct str prints_normal(struct arena *arena, struct str text);
uint64_t prints_simhash(struct arena *arena, struct str text);
/* How many bits differ. */
unsigned prints_distance(uint64_t a, uint64_t b);

#endif
