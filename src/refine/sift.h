/*
 * sift.h: the walk over a page as parsed, which keeps what is of the article.
 *
 * One pass over the nodes, by the kind of each element (data/tags.tsv) and what its class or id
 * says (data/classes.tsv). What is met is handed to the blocks; what is dropped leaves a note.
 */
#ifndef XINSHI_REFINE_SIFT_H
#define XINSHI_REFINE_SIFT_H

#include "refine/block.h"

/* ${base}: the article's URL, for relative addresses; may be empty. */
void sift(struct arena *arena, struct notes *notes, const struct doc *page, struct url base,
    struct blocks *out);

#endif
