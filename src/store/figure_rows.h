/*
 * figure_rows.h: the rows that figures are found by, of sixty-four revisions a blob: all of an archive are read in the time that an
 * index would take, at a tenth of its bytes.  For the files of this room.
 */
#ifndef XINSHI_STORE_FIGURE_ROWS_H
#define XINSHI_STORE_FIGURE_ROWS_H

#include "record/figure_row.h"
#include "store/store.h"

/* Some of the numbers from 0 on, of revisions or words. */
struct marks {
	uint8_t *bits;
	size_t count; /* of numbers that fit */
};
struct marks marks_for(struct arena *arena, int64_t last);
void marks_set(struct marks *marks, int64_t number);
static inline bool
marks_has(const struct marks *marks, int64_t number)
{
	return number >= 0 && (uint64_t)number < marks->count && marks->bits[number / 8] >> (number % 8) & 1;
}

/* Writer: keeps the rows of a text, in place of those it had; without any it has none. */
struct err figure_rows_keep(
    struct archive *archive, int64_t revision, int64_t time, const struct figure_row *rows, size_t count);
/* The rows of one text, which must be ${count}: ERR_DAMAGE. */
struct err figure_rows_of(
    struct archive *archive, struct arena *arena, int64_t revision, size_t count, struct figure_row **out);

/* A row, and what it is of. */
struct figure_found {
	int64_t revision, time; /* when it was said */
	size_t index;		/* among those of its text */
	struct figure_row row;
};
/* False: enough. */
typedef bool figure_visit(void *context, const struct figure_found *found);

struct figure_scan {
	int64_t revision;	/* 0: all */
	int64_t from, to;	/* said then, [from, to) */
	const struct marks *of; /* revisions; NULL: all */
	const int64_t *floor;	/* what was said before is not wanted; may rise meanwhile; NULL: all */
	figure_visit *visit;
	void *context;
};
/* Those that came last first; within a text in their order. */
struct err figure_rows_scan(struct archive *archive, const struct figure_scan *scan);

#endif
