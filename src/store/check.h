/*
 * check.h: what verify.c and the files beside it share.
 */
#ifndef XINSHI_STORE_CHECK_H
#define XINSHI_STORE_CHECK_H

#include "store/store.h"
#include "store/verify.h"

struct check {
	struct archive *archive;
	struct arena *arena;
	struct verify_report *report;
	size_t capacity; /* of report->items */
	verify_progress *progress;
	void *context;
	int64_t done, total; /* bytes of captures */
	bool stopped;
};

void check_damage(struct check *check, struct str thing, struct err err, const char *advice);
/* Tells of the progress; false where the caller wants to stop. */
bool check_goes_on(struct check *check);

/* A query that broke off: which one says where the damage lies. */
void check_query(struct check *check, struct err e, const char *what, const char *advice);

/* Rows against their sums, a table a line. */
struct summed {
	const char *table, *query; /* the sum stands in ${column}, the row's name behind it */
	int column;
	const char *advice;
};
void check_sums(struct check *check, const struct summed *tables, size_t count);

/* ---- verify_feeds.c ---- */

/* Heads of exchanges against their digests; feeds, mentions, keys, shelves, visits. */
void feeds_check(struct check *check);

/* ---- verify_pictures.c ---- */

/* Bytes of pictures and prints against their digests; pictures, and what is made of them. */
void pictures_check(struct check *check);

/* ---- verify_stories.c ---- */

/* Rows of stories against their sums. */
void stories_check(struct check *check);

/* ---- verify_figures.c ---- */

/* Figures of texts against their sums, and the rows they are found by. */
void figures_check(struct check *check);

/* ---- verify_articles.c ---- */

/* Each article against its revisions and sightings, from which all in its row derives. */
void articles_check(struct check *check);

#endif
