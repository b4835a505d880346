/*
 * changed.h: what each text of a source changed of the one before it, compared once and kept: rows for lists by day and by
 * weight.  Derived: it can all be made again.
 *
 * The texts that are only read better (the whole page behind a feed's part, a page read again) are no changes and have no row.
 */
#ifndef XINSHI_STORE_CHANGED_H
#define XINSHI_STORE_CHANGED_H

#include "record/change_gist.h"
#include "store/articles.h"

struct changed_row {
	int64_t revision, article, n, source;
	int64_t time; /* when the text stood first, as far as its captures tell, seconds */
	enum change_weight class;
	int64_t weight; /* changes_score */
	int64_t removed, added, figures;
	struct gist gist;
};

struct changed_rows {
	struct changed_row *items;
	size_t count;
};

/* Told now and then: done of total; false stops (ERR_INTERRUPTED). */
typedef bool changed_progress(void *context, int64_t done, int64_t total);

/*
 * changed_update(archive, progress, context, done):
 * Writer: compares what was not compared yet, or whose texts have changed since (read again, made again), in transactions of
 * its own; what is stopped goes on with the next call.  A text that is damaged counts as unchanged: verify names it.
 */
struct err changed_update(
    struct archive *archive, changed_progress *progress, void *context, int64_t *done);
/* How many wait for it. */
struct err changed_pending(struct archive *archive, int64_t *out);

enum changed_order { CHANGED_HEAVIEST, CHANGED_NEWEST };
struct changed_filter {
	int64_t source;		   /* 0: all */
	int64_t from, to;	   /* time, [from, to) seconds; 0, 0: all */
	enum change_weight class;  /* WEIGHT_NONE: all */
	bool noise;		   /* also those of style, noise, or nothing at all */
	enum changed_order order;
	int64_t after, after_revision; /* behind the row of this weight (or time) and revision; 0, 0: from the first */
	size_t limit;		   /* 0: 50 */
};

/* Sorted by weight or time, greatest first; of equals the one that arrived later first. */
struct err changed_list(struct archive *archive, struct arena *arena,
    const struct changed_filter *filter, struct changed_rows *out);
/* How many there are of each class, of all that ${filter} allows by source and time. */
struct err changed_count(
    struct archive *archive, const struct changed_filter *filter, int64_t out[WEIGHT_MAX]);
/* The time of the change next to [from, to) that ${filter} allows besides: the newest before it, the oldest at or after its
 * end; 0 where there is none. */
struct err changed_before(struct archive *archive, const struct changed_filter *filter, int64_t *out);
struct err changed_behind(struct archive *archive, const struct changed_filter *filter, int64_t *out);

/* Of one article: the newest ${limit}, oldest of them first; without gist. */
struct err changed_of_article(struct archive *archive, struct arena *arena, int64_t article,
    size_t limit, struct changed_rows *out);
/* The heaviest of an article; ERR_NOT_FOUND where none of its texts was compared. */
struct err changed_heaviest(
    struct archive *archive, struct arena *arena, int64_t article, struct changed_row *out);

#endif
