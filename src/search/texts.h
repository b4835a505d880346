/*
 * texts.h: texts that were shown lately.  The newest articles are found by most questions, so a few
 * hundred texts kept expanded save most of the reading.
 */
#ifndef XINSHI_SEARCH_TEXTS_H
#define XINSHI_SEARCH_TEXTS_H

#include "store/articles.h"

enum {
	TEXTS_SETS = 128,
	TEXTS_WAYS =
	    4, /* places that a revision may take; the one unused for longest is given away */
	TEXTS_SIZE_MAX = 256 * 1024, /* larger ones are read each time */
	TEXTS_SIZE_ALL = 6 << 20,
};

struct texts {
	struct text_slot {
		int64_t revision;
		uint64_t used;
		char *p;
		size_t n;
	} slots[TEXTS_SETS][TEXTS_WAYS];
	uint64_t clock;
	size_t size; /* of all */
};

/* The text of a revision: a view into the cache or, if it is large, into ${arena}; valid until the
 * next call. */
struct err texts_get(struct texts *texts, struct archive *archive, struct arena *arena,
    int64_t revision, struct str *out);
/* All of them: at the end, and when revisions are numbered anew. */
void texts_forget(struct texts *texts);

#endif
