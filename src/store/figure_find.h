/*
 * figure_find.h: what the files that find figures share.
 */
#ifndef XINSHI_STORE_FIGURE_FIND_H
#define XINSHI_STORE_FIGURE_FIND_H

#include "store/figure_book.h"
#include "store/figure_rows.h"

/* For qsort: what was said last first. */
int figures_by_newest(const void *a, const void *b);
/* Room for what "SELECT max(id)" gives. */
struct err marks_of_all(struct archive *archive, struct arena *arena, const char *last, struct marks *out);
#define LAST_REVISION "SELECT max(id) FROM revisions"
/* All numbers that a query gives; ends it. */
struct err marks_take(struct sql *q, struct marks *marks);
/* Which revisions have the name with this number, in any role. */
struct err marks_of_name(struct archive *archive, int64_t name, struct marks *marks);
/* What was found, as others see it.  A text that is gone, while its figures are not yet, is passed over. */
struct err figure_keys_of(
    struct archive *archive, struct arena *arena, const struct figure_found *found, size_t count, struct figure_keys *out);

#endif
