/*
 * gate.h: our side of the gate: xinshi-fetch, the one process with sockets, which has no files and
 * no archive.
 *
 * Many questions are out at once; answers come in any order.  The gate keeps the gap and the
 * connections of each host by itself, so that a question may wait there long.  A gate that dies, or
 * gives no sign of life for six beats (gate_settings) while questions are out, is replaced, and what
 * it held is asked again, but a question that saw two of them die is answered
 * with ERR_WORKER_DIED.  Nothing is asked twice that was answered.
 */
#ifndef XINSHI_GUARD_GATE_H
#define XINSHI_GUARD_GATE_H

#include "guard/frame.h"
#include "record/exchange.h"

struct gate;

enum { GATE_QUESTIONS_MAX = 512 };

/* Starts xinshi-fetch with these settings and waits for FRAME_READY; ERR_NOT_FOUND,
 * ERR_WORKER_START, ERR_CONFINE, ERR_CONFIG (allow, at the word that is none, or proxy). */
struct err gate_open(const struct gate_settings *settings, struct gate **out);
bool gate_has_room(const struct gate *gate);
/* ERR_BUSY without room. */
struct err gate_ask(struct gate *gate, uint64_t tag, const struct fetch_question *question);
size_t gate_pending(const struct gate *gate);

struct gate_answer {
	uint64_t tag;
	struct err err;	    /* of the gate (ERR_WORKER_DIED, ERR_WIRE); {0}: see fetched */
	struct raw fetched; /* wire (wire_get_fetched); valid until the next call */
};
/* The next answer; waits at most ${timeout_ms} (-1: for ever); false where none came. */
bool gate_next(struct gate *gate, int timeout_ms, struct gate_answer *out);
/* Descriptor that is readable when something may have come: for poll beside others. */
int gate_descriptor(const struct gate *gate);
unsigned gate_deaths(const struct gate *gate);
void gate_close(struct gate *gate);

#endif
