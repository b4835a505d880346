/*
 * causes.h: why a revision is there, where the reason is not its source: a page gave the whole text
 * of what a feed gave in part; or newer rules read the same page another way.
 */
#ifndef XINSHI_STORE_CAUSES_H
#define XINSHI_STORE_CAUSES_H

#include "store/articles.h"

/* Replaces what was said of the revision.  Inside a transaction. */
struct err cause_put(struct archive *archive, const struct cause *cause);
/* That of one revision: CAUSE_SOURCE and zeros where nothing is said. */
struct err cause_get(struct archive *archive, int64_t revision, struct cause *out);

#endif
