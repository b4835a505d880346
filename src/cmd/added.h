/*
 * added.h: what came of one address that was to be followed, for people and programs (add/1).
 */
#ifndef XINSHI_CMD_ADDED_H
#define XINSHI_CMD_ADDED_H

#include "cmd/command.h"
#include "follow/follow.h"

enum added_state {
	STATE_ADDED,
	STATE_EXISTS, /* is followed already */
	STATE_SEVERAL, /* a page that names several feeds: none was added */
	STATE_FAILED,
	STATE_WOULD, /* be added: a dry run */
};

struct outcome {
	enum added_state state;
	struct str typed;		/* the argument */
	const struct feed_row *feed;	/* ADDED, EXISTS, WOULD */
	const struct outlines *found;	/* SEVERAL */
	struct err err;			/* FAILED; or ADDED, but asking it failed */
	struct str detail;		/* of the fault: what was tried */
	const char *note;		/* of a starter; NULL: none */
	bool asked;			/* counts of the feed mean something */
};

/* One line, or as many as it takes; a fault goes to the notes. */
void outcome_put(struct context *context, const struct outcome *outcome);

#endif
