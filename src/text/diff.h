/*
 * diff.h: the shortest edit script between two sequences (Myers 1986, linear space, with common ends trimmed and a
 * ceiling on work beyond which what lies between is one replacement).
 */
#ifndef XINSHI_TEXT_DIFF_H
#define XINSHI_TEXT_DIFF_H

#include "base/arena.h"

enum edit_kind { EDIT_KEEP, EDIT_DELETE, EDIT_INSERT };

struct edit {
	enum edit_kind kind;
	uint32_t from, to; /* items [from, to): of a for KEEP and DELETE, of b for INSERT */
	uint32_t b;	   /* KEEP: where the run begins in b */
};

struct edits {
	struct edit *items;
	size_t count;
};

/* ${a} and ${b} are sequences of keys (hashes of lines, units, ...): equal keys are equal items.  Deletions come before
 * insertions.  Output lives in ${arena}. */
struct edits diff_keys(struct arena *arena, const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);

/* Two texts by units (segment.h), small coincidences between changes cleaned up (a kept run shorter than the changes
 * around it is no landmark); items are byte offsets of ${a} and ${b}. */
struct edits diff_texts(struct arena *arena, struct str a, struct str b);

#endif
