/*
 * change_gist.h: the heaviest edit of a comparison in one line, with some words around it: for lists of changes, which keep it
 * (store/changed.h) instead of comparing again.
 */
#ifndef XINSHI_RECORD_CHANGE_GIST_H
#define XINSHI_RECORD_CHANGE_GIST_H

#include "record/changes.h"

struct gist {
	struct piece *pieces; /* what is kept has new_text alone; long stretches are cut, with "…" */
	size_t count;	      /* 0: nothing that can be seen was changed */
};

/* In ${arena}, pointing into what ${changes} points into. */
void changes_gist(struct arena *arena, const struct changes *changes, struct gist *out);

/* As bytes, and back: ERR_WIRE where they are none. */
void gist_put(struct buf *out, const struct gist *gist);
struct err gist_get(struct arena *arena, struct raw bytes, struct gist *out);

#endif
