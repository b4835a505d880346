/*
 * figures.h: the archive's texts read for figures by the confined workers: those that are new, or have changed.
 */
#ifndef XINSHI_FOLLOW_FIGURES_H
#define XINSHI_FOLLOW_FIGURES_H

#include "store/figures.h"

/* Told now and then: done of total; false stops (ERR_INTERRUPTED). */
typedef bool figures_progress(void *context, int64_t done, int64_t total);

/*
 * figures_update(archive, workers, now, progress, context, done):
 * Reads every text that waits, in order of arrival, in transactions of its own; what is stopped goes on with the next call.  A text at
 * which a worker dies is kept with that fault, and not asked about again.
 * Takes:   ${workers}: as desk_open.
 * Errors:  those of desk_open, where there is something to read; ERR_INTERRUPTED; of the archive.
 */
struct err figures_update(
    struct archive *archive, unsigned workers, int64_t now, figures_progress *progress, void *context, int64_t *done);
/*
 * The same beside other work: workers read while the writer is at its index.
 *
 * figures_begin(archive, workers, now, pass): starts the workers; ${workers} as desk_open.
 * figures_beside(pass): now and then, inside any transaction of the writer's, which also keeps what was answered; waits for nothing.
 *	After a transaction that was rolled back only figures_abandon may follow.
 * figures_end(pass, progress, context, done): reads what is left, as figures_update; frees ${pass}, whatever comes.
 */
struct figures_pass;
struct err figures_begin(struct archive *archive, unsigned workers, int64_t now, struct figures_pass **out);
struct err figures_beside(struct figures_pass *pass);
struct err figures_end(struct figures_pass *pass, figures_progress *progress, void *context, int64_t *done);
/* Accepts NULL. */
void figures_abandon(struct figures_pass *pass);

/* The same from the beginning: after a change of the tables. */
struct err figures_rebuild(
    struct archive *archive, unsigned workers, int64_t now, figures_progress *progress, void *context, int64_t *done);

#endif
