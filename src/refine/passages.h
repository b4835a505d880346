/*
 * passages.h: the passages of a page as numbers, by which a site's memory knows them again
 * (record/recurring.h).
 */
#ifndef XINSHI_REFINE_PASSAGES_H
#define XINSHI_REFINE_PASSAGES_H

#include "refine/page.h"

/* The number of one passage: equal for equal words in elements of the same names and classes, whatever their case and what stands
 * between them; 0 where it says too little to be known by. */
uint64_t passage_print(const struct page_block *block);

/* Those of ${page}, each once, in its order; at most SITE_PRINTS_MAX.  They live in ${arena}. */
void passages_print(struct arena *arena, const struct page *page, uint64_t **out, size_t *count);

#endif
