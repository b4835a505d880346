/*
 * desk.h: files go to the confined workers, articles come back in the order of asking.
 *
 * The workers answer in any order; the archive wants the files' own, so that the same files make the same archive.  What
 * is between has a ceiling in number and in bytes.
 */
#ifndef XINSHI_FOLLOW_DESK_H
#define XINSHI_FOLLOW_DESK_H

#include "guard/worker.h"
#include "record/wire.h"

struct desk;

/* ${workers} processes; 0: one a processor, at most 4.  ERR_NOT_FOUND (xinshi-parse), ERR_WORKER_START. */
struct err desk_open(unsigned workers, struct desk **out);
/* Whether a question can be asked now. */
bool desk_has_room(const struct desk *desk);
/* ${item} comes back with the answer. */
struct err desk_ask(struct desk *desk, const struct question *question, void *item);
/* Questions whose answers were not taken yet. */
size_t desk_pending(const struct desk *desk);

struct desk_answer {
	void *item;
	struct err err;	    /* the fault of the file, or of the worker at it */
	struct raw article; /* wire; valid until the next call of the desk */
};
/* The answer to the oldest question; waits for it, or gives false where it is not there yet (or there is none). */
bool desk_next(struct desk *desk, bool wait, struct desk_answer *out);
/* Workers that died so far. */
unsigned desk_deaths(const struct desk *desk);
void desk_close(struct desk *desk);

#endif
