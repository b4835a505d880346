/*
 * adding.h: one run of add: what was typed, and what came of it.  Only for add.c and add_list.c.
 */
#ifndef XINSHI_CMD_ADDING_H
#define XINSHI_CMD_ADDING_H

#include "cmd/added.h"
#include "cmd/round.h"

struct adding {
	struct context *context;
	struct round round;
	struct feed_row settings; /* as typed */
	bool dry, quietly;	  /* quietly: nobody is asked */
	int64_t *ids;		  /* of lists: added, to be asked together */
	size_t count, capacity;
	int64_t added, exists, failed, left_out;
};

/* Gate and desk start when they are needed first. */
struct err adding_start(struct adding *adding);
/* Counts what came of one, and says it. */
void adding_tell(struct adding *adding, const struct outcome *outcome);

/* Adds the feeds of a list without asking them; their ids are kept. */
struct err add_outlines(struct adding *adding, const struct outlines *list);
/* A file of addresses or OPML, "-" being standard input; a list that comes with xinshi. */
struct err add_file(struct adding *adding, const char *path);
struct err add_starters(struct adding *adding, const char *name);
/* Asks those whose ids were kept, together and politely; tells what came of each. */
struct err add_ask(struct adding *adding);

#endif
