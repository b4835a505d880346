/*
 * verify.h: every stored byte against its digest; and all that is derived, made again.
 */
#ifndef XINSHI_STORE_VERIFY_H
#define XINSHI_STORE_VERIFY_H

#include "store/articles.h"

/* One thing found damaged: what it is ("capture 17, BBC/000001.md"), the error, and what it means or what to do. */
struct damage {
	struct str thing;
	struct err err;
	struct str advice;
};

struct verify_report {
	int64_t captures, capture_bytes, packs, dictionaries, revisions, index_rows; /* checked */
	struct damage *items; /* at most 1,000; ${damages} counts all */
	size_t count;
	int64_t damages;
};

/* Told now and then: done of total (bytes); false stops (ERR_INTERRUPTED). */
typedef bool verify_progress(void *context, int64_t done, int64_t total);

/* Pages (PRAGMA integrity_check), foreign keys, every pack, capture, dictionary and body against its digest, rows against each
 * other, the index against the revisions.  Damage is no error of this function: it goes on and reports. */
struct err archive_verify(struct archive *archive, struct arena *arena, verify_progress *progress, void *context,
    struct verify_report *out);

/*
 * Rebuild: derived tables are emptied and filled again from the captures, in order of their ids; ids of articles stay.  Each
 * capture's bytes go to ${read}, which gives the record or a fault (the caller asks its workers; answers may come
 * later: see rebuild_step).  All in one transaction: until it commits, readers see the old tables.
 */
struct rebuild;
struct err rebuild_begin(struct archive *archive, struct rebuild **out);
/* The next capture to read (ids grow), or ERR_NOT_FOUND at the end; bytes live in ${arena}. */
struct err rebuild_next(struct rebuild *rebuild, struct arena *arena, struct capture *capture, struct raw *bytes);
/* The answers, in order of the captures' ids. */
struct err rebuild_article(struct rebuild *rebuild, int64_t capture, const struct article *article);
struct err rebuild_fault(struct rebuild *rebuild, int64_t capture, struct err fault);
/* How many articles, revisions differ from before. */
struct rebuild_result {
	int64_t captures, articles, revisions, quarantined, changed;
};
struct err rebuild_end(struct rebuild *rebuild, bool commit, struct rebuild_result *out);

#endif
