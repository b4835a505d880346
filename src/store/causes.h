/*
 * causes.h: why a revision is there, where the reason is not its source: a page gave the whole text of what a feed gave in part; or
 * newer rules read the same page another way.
 */
#ifndef XINSHI_STORE_CAUSES_H
#define XINSHI_STORE_CAUSES_H

#include "store/articles.h"

enum cause_kind {
	CAUSE_SOURCE, /* a text of its source, like all that have no row */
	CAUSE_WHOLE,  /* the page's whole text: what the revision before it has is a part */
};

struct cause {
	int64_t revision, article;
	enum cause_kind kind;
	int64_t rules_before; /* of the text that stood there until it was read again; 0: never */
	int64_t reread;	      /* seconds; 0: never */
};

struct causes {
	struct cause *items;
	size_t count;
};

/* Replaces what was said of the revision.  Inside a transaction. */
struct err cause_put(struct archive *archive, const struct cause *cause);
/* That of one revision: CAUSE_SOURCE and zeros where nothing is said. */
struct err cause_get(struct archive *archive, int64_t revision, struct cause *out);
/* Of all revisions of an article that have a row. */
struct err causes_of_article(
    struct archive *archive, struct arena *arena, int64_t article, struct causes *out);
/* In such a list. */
struct cause cause_of(const struct causes *causes, int64_t revision);

#endif
