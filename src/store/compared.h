/*
 * compared.h: two outlets side by side: the stories that either told, and when each told it first.
 */
#ifndef XINSHI_STORE_COMPARED_H
#define XINSHI_STORE_COMPARED_H

#include "store/stories.h"

/* By outlet: 0 the one, 1 the other. */
struct compared_story {
	int64_t story;
	int64_t articles[2]; /* 0: it did not tell this one */
	int64_t first[2];    /* seconds; when it told it first */
	int64_t article[2];  /* that article */
};

struct compared_stories {
	struct compared_story *items; /* by number of the story */
	size_t count;
	int64_t articles[2]; /* of each outlet, in stories or not yet */
};

/* Articles of both with times within [from, to).  Their stories, those of one article too. */
struct err stories_compared(struct archive *archive, struct arena *arena, int64_t source,
    int64_t other, int64_t from, int64_t to, struct compared_stories *out);

#endif
