/*
 * check.h: what verify.c and verify_articles.c share.
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

/* ---- verify_articles.c ---- */

/* Each article against its revisions and sightings, from which all in its row derives. */
void articles_check(struct check *check);

#endif
