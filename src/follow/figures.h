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
/* The same from the beginning: after a change of the tables. */
struct err figures_rebuild(
    struct archive *archive, unsigned workers, int64_t now, figures_progress *progress, void *context, int64_t *done);

#endif
