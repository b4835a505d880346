/*
 * reference.h: relative references resolved as text (RFC 3986, 5.2), of any scheme and without
 * normalising: identifiers and links of feeds stay as their author wrote them.  (url.h makes what
 * we fetch and keep.)
 */
#ifndef XINSHI_TEXT_REFERENCE_H
#define XINSHI_TEXT_REFERENCE_H

#include "base/arena.h"

/* ${reference} against ${base}: itself where it is absolute or ${base} is not; ${base} where it is
 * empty.  White space around it is removed. */
struct str reference_resolve(struct arena *arena, struct str base, struct str reference);

/* Whether following ${reference} runs nothing: it is relative, or of a scheme in data/schemes.tsv.
 */
bool reference_is_safe(struct str reference);

/* The scheme and its colon from the front of *${s} (RFC 3986, 3.1); false where there is none. */
bool pull_scheme(struct str *s, struct str *out);

/* All up to the first of ${ends}, which stays, or all. */
struct str pull_to(struct str *s, const char *ends);

#endif
