/*
 * gate_life.h: what a gate is made of, the life of its child, and what goes through the pipes.  Only
 * for gate.c and gate_life.c.
 */
#ifndef XINSHI_GUARD_GATE_LIFE_H
#define XINSHI_GUARD_GATE_LIFE_H

#include <time.h>

#include "guard/child.h"
#include "guard/gate.h"

enum slot_state { SLOT_FREE, SLOT_ASKED, SLOT_FAILED };

/* A question, from gate_ask until its answer is given out. */
struct slot {
	enum slot_state state;
	uint64_t tag;  /* the asker's */
	uint32_t turn; /* how often the slot was used: answers to earlier ones are none */
	unsigned deaths;
	struct buf bytes; /* the question (wire) */
	struct err err;	  /* SLOT_FAILED */
};

struct gate {
	struct arena kept, words; /* for good; until the next call */
	const char *program;
	struct buf settings;
	int64_t beat_ms;
	struct child child;
	bool ready;
	unsigned starts, deaths;
	struct err refusal; /* why it would not start, as it said itself */
	int64_t started;
	int64_t looked, silent_ms; /* when we looked at its pipe; how long nothing had come then */
	struct timespec resolver; /* when the resolver's file was changed that the child has read */
	struct slot slots[GATE_QUESTIONS_MAX];
	unsigned next; /* where to look for a free slot */
	size_t count;
	struct buf out, in;
	size_t sent, taken; /* bytes of them that are used up */
	size_t given;	    /* bytes of ${in} that the caller is looking at */
};

int64_t gate_ms(void);

/* Starts the child, and says all that it has to know, the questions that are out included. */
struct err gate_start(struct gate *gate);
/* Ends it, for ${why}, and starts another. */
void gate_replace(struct gate *gate, struct err why);
/* There is something to ask: starts it where it could not be started before, or must be anew. */
void gate_wake(struct gate *gate);

/* The message of the question in this slot, to be sent. */
void gate_push_question(struct gate *gate, size_t at);
/* What the pipe takes. */
void gate_send(struct gate *gate);
/* What it wrote and nobody has taken yet. */
struct raw gate_unread(const struct gate *gate);
/* Waits for something to happen until ${until} (-1: for ever), or less long, and lets it happen. */
void gate_wait(struct gate *gate, int64_t until);

#endif
