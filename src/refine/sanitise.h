/*
 * sanitise.h: a stranger's markup made harmless without being rebuilt: what a feed reader hands on
 * to other programs.
 *
 * (The archive keeps and shows trees, see clean.h; this is for `read-feed`, whose readers expect
 * the publisher's markup.)
 *
 * What comes out is safe by its characters alone, in whatever state a parser may be: each "<"
 * begins a tag of an element of data/safe_elements.tsv, with attributes of data/safe_attributes.tsv
 * in double quotes, whose values hold none of < > "; there are no comments, declarations or
 * sections; addresses have the schemes of data/schemes.tsv; styles those of safe_styles.tsv.
 * Elements are not balanced, text is as it was.
 */
#ifndef XINSHI_REFINE_SANITISE_H
#define XINSHI_REFINE_SANITISE_H

#include "base/buf.h"

/* Pushes ${markup} made safe to ${out}.  Relative addresses are resolved against ${base}, where
 * that is not empty.  ${xml}: it is written as XML: "<x/>" is also the end of x. */
void sanitise(struct arena *arena, struct str markup, struct str base, bool xml, struct buf *out);

/* Whether what is said to be plain text is markup after all: it has an end tag or a character
 * reference, and every tag and every name in it is one of HTML's. */
bool markup_is_likely(struct str text);

/* A style attribute: only properties and values of data/safe_styles.tsv; ${svg}: within SVG.
 * style.c */
struct str style_sanitise(struct arena *arena, struct str style, bool svg);

#endif
