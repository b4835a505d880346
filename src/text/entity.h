/*
 * entity.h: character references decoded: &#233; &#xE9; &eacute;
 */
#ifndef XINSHI_TEXT_ENTITY_H
#define XINSHI_TEXT_ENTITY_H

#include "base/buf.h"

/* ${s} itself where it holds none.  What is no reference, or names nothing known, stays as it is;
 * *${bad} gets the offset of the first such (-1: none), may be NULL. */
struct str entities_decode(struct arena *arena, struct str s, ptrdiff_t *bad);

/* The character that HTML 4 calls ${name} ("eacute"), or one of XML's five; 0 if there is none. */
uint32_t entity_rune(struct str name);

/* What a number in a reference means: Windows' characters in the place of controls (&#150; was
 * always meant as a dash), U+FFFD for what is no character. */
uint32_t entity_rune_meant(uint32_t rune);

#endif
