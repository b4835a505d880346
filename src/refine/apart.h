/*
 * apart.h: what stands in an article and is none of it by its very place: captions, what asks to subscribe, other articles.
 *
 * The forest has seen pages on which such things were kept and others on which they were not, and wavers; here it is said once.
 */
#ifndef XINSHI_REFINE_APART_H
#define XINSHI_REFINE_APART_H

#include "refine/features.h"

/* Lowers ${likely}, by block, of what stands apart. */
void apart_lower(const struct page *page, const struct features *features, float *likely);

#endif
