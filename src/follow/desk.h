/*
 * desk.h: questions go to the confined workers, answers come back in the order of asking.
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
/* The same with workers of another program, by its name; ${of->count} as ${workers}. */
struct err desk_open_of(const struct pool_options *of, struct desk **out);
/* Whether a question can be asked now. */
bool desk_has_room(const struct desk *desk);
/* Any question by its kind (FRAME_QUESTION, FRAME_READ_ITEMS, FRAME_READ_PAGE, FRAME_READ_OPML, ...), as the wire has it; an answer
 * of another kind than is due is ERR_WIRE.  ${item} comes back with the answer. */
struct err desk_ask_kind(struct desk *desk, enum frame_kind kind, struct raw question, void *item);
/* One file of an archive. */
struct err desk_ask(struct desk *desk, const struct question *question, void *item);
/* Questions whose answers were not taken yet. */
size_t desk_pending(const struct desk *desk);

struct desk_answer {
	void *item;
	struct err err;	  /* the fault of the file, or of the worker at it */
	struct raw bytes; /* wire; valid until the next call of the desk */
};
/* The answer to the oldest question; waits for it, or gives false where it is not there yet (or there is none). */
bool desk_next(struct desk *desk, bool wait, struct desk_answer *out);
/* Takes up what has come meanwhile; waits for nothing.  For who is at other work and asks for answers now and then: desk_next without
 * waiting gives only what came while a question was asked or waited for. */
void desk_look(struct desk *desk);
/* Workers that died so far. */
unsigned desk_deaths(const struct desk *desk);
void desk_close(struct desk *desk);

#endif
