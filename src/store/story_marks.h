/*
 * story_marks.h: what readers have said of stories: two articles that belong together, or do not; in
 * readers.db, like their other marks.
 */
#ifndef XINSHI_STORE_STORY_MARKS_H
#define XINSHI_STORE_STORY_MARKS_H

#include "store/readers.h"

enum { STORY_MARKS_MAX = 20000 };

struct story_mark {
	int64_t article, other;
	bool together; /* else apart */
	int64_t made;  /* seconds */
};
struct story_marks_kept {
	struct story_mark *items;
	size_t count;
};

/* Kept when it returns; of two articles the last word counts.  ERR_USAGE where they are one; ERR_LIMIT past
 * STORY_MARKS_MAX. */
struct err story_mark_add(struct readers *readers, const struct story_mark *mark);
/* All, oldest first. */
struct err story_marks_list(struct readers *readers, struct arena *arena, struct story_marks_kept *out);
/* How many there are. */
struct err story_marks_count(struct readers *readers, int64_t *out);

#endif
