/*
 * figure_pack.h: figures of a text as an archive keeps them: what their rows (figure_row.h) do not say, with words as numbers, and
 * places in the text by how far they are from each other.  A third of the wire form, and made to compress.
 */
#ifndef XINSHI_RECORD_FIGURE_PACK_H
#define XINSHI_RECORD_FIGURE_PACK_H

#include "record/figure_row.h"

/* Words that have numbers, 1 and up. */
struct figure_book {
	struct err (*number)(void *context, struct str word, int64_t *out);
	struct err (*word)(void *context, int64_t number, struct str *out);
	void *context;
};

/* ${rows}: of the same figures; a role's number is that of its id, where it has one. */
void figures_pack(struct buf *out, const struct figures *figures, const struct figure_row *rows, struct str text,
    const struct figure_book *book);
/* Checks as wire_get_figures does; ${count} rows.  Errors: ERR_WIRE, and those of ${book}. */
struct err figures_unpack(struct arena *arena, struct raw bytes, const struct figure_row *rows, size_t count, struct str text,
    const struct figure_book *book, struct figures *out);

#endif
