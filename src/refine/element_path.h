/*
 * element_path.h: where an element stands, for people and for a site's memory: "main > article.story > p".
 */
#ifndef XINSHI_REFINE_ELEMENT_PATH_H
#define XINSHI_REFINE_ELEMENT_PATH_H

#include "base/arena.h"
#include "record/doc.h"

enum { ELEMENT_PATH_SHOWN = 5, ELEMENT_PATH_MAX = 12 };

/* The element at ${at} and those around it, ${max} at most, from the outside: tag and first class.  Empty for the root. */
struct str element_path(struct arena *arena, const struct doc *doc, uint32_t at, unsigned max);

#endif
