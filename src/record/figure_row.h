/*
 * figure_row.h: what figures are found by, as numbers: a row for each, and the rows of a text as bytes.
 *
 * Words (slots, units, names) are numbers that the archive has given them; 0: none.
 */
#ifndef XINSHI_RECORD_FIGURE_ROW_H
#define XINSHI_RECORD_FIGURE_ROW_H

#include "record/figure.h"

enum { FIGURE_WORDS_MAX = INT32_MAX };

/* The roles in the order of their numbers. */
enum figure_role { ROLE_PLACE, ROLE_SPEAKER, ROLE_ACTOR, ROLE_TARGET, ROLES };

struct figure_row {
	int64_t slot, unit, roles[ROLES];
	int64_t first_day, last_day; /* of what happened, since 1970; INT64_MIN, INT64_MAX: open */
	bool is_dated;		     /* else the days are those of its saying */
};

/* Rows of one text; days are written by how far they are from ${day}. */
void figure_rows_put(struct buf *out, const struct figure_row *rows, size_t count, int64_t day);
/* Reads the next of them; the reader's error says that there is none, or what is wrong. */
void figure_row_get(struct reader *reader, int64_t day, struct figure_row *out);

#endif
