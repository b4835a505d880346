/*
 * darkroom.h: pictures go to the confined workers of xinshi-image, prints come back in the order of
 * asking (record/picture.h).
 *
 * A worker has one picture at a time, five seconds of the processor's time for it (a minute by the
 * clock), and 512 MB; one that needs more, or dies for another reason, is replaced, and that picture
 * fails alone: ERR_WORKER_DIED, ERR_WORKER_SLOW.
 */
#ifndef XINSHI_FOLLOW_DARKROOM_H
#define XINSHI_FOLLOW_DARKROOM_H

#include "record/picture.h"

struct darkroom;

/* ${workers} processes; 0: one a processor, at most 4.  ERR_NOT_FOUND (xinshi-image),
 * ERR_WORKER_START. */
struct err darkroom_open(unsigned workers, struct darkroom **out);
/* Whether a picture can be given in now. */
bool darkroom_has_room(const struct darkroom *darkroom);
/* The bytes are copied; ${item} comes back with the answer.  What no worker need see is refused
 * here: ERR_EMPTY, ERR_TOO_BIG, ERR_PICTURE_KIND (picture_judge). */
struct err darkroom_ask(
    struct darkroom *darkroom, const struct picture_question *question, void *item);
/* Pictures whose answers were not taken yet. */
size_t darkroom_pending(const struct darkroom *darkroom);

struct darkroom_answer {
	void *item;
	struct err err;		/* of the picture, or of the worker at it */
	struct picture picture; /* checked; valid until the next call */
};
/* The answer to the oldest picture; waits for it, or gives false where it is not there yet (or
 * there is none). */
bool darkroom_next(struct darkroom *darkroom, bool wait, struct darkroom_answer *out);
/* Workers that died so far. */
unsigned darkroom_deaths(const struct darkroom *darkroom);
void darkroom_close(struct darkroom *darkroom);

#endif
