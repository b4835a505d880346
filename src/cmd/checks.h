/*
 * checks.h: what doctor looks at.  Only for doctor.c and check_network.c.
 */
#ifndef XINSHI_CMD_CHECKS_H
#define XINSHI_CMD_CHECKS_H

#include "cmd/command.h"

enum level { LEVEL_OK, LEVEL_WARN, LEVEL_BAD };

/* One thing looked at: how it is, in words, and what to do where it is not well. */
struct finding {
	enum level level;
	struct str text, advice;
};

struct finding finding(struct context *context, enum level level, const char *advice, const char *format, ...) FORMAT(4, 5);

typedef struct finding finding_verb(struct context *context);

/* Following: are feeds asked when they are due, do they answer? */
finding_verb check_feeds;
/* Do those we ask know who asks? */
finding_verb check_contact;
/* Certificate authorities, without which no https server is believed. */
finding_verb check_authorities;
/* xinshi-fetch: is it there, does it lock itself in, does it take the network's options? */
finding_verb check_gate;

/* check_pictures.c: what is kept of pictures; whether xinshi-image works. */
finding_verb check_pictures, check_darkroom;

/* check_figures.c: are texts read for figures, and by the same tables? */
finding_verb check_figures;

/* Rules of sites: can every file be read? */
finding_verb check_sites;

#endif
