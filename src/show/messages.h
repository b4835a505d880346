/*
 * messages.h: sentences of the program in the reader's language, found by what they are in English (data/messages.tsv):
 * for the command line, and for reasons that pages show.  The words of pages themselves are words.h's.
 */
#ifndef XINSHI_SHOW_MESSAGES_H
#define XINSHI_SHOW_MESSAGES_H

#include "show/words.h"

/* The same sentence, without white space at its ends; NULL where it is known in English alone.  What printf would
 * replace is replaced in the same order. */
const char *message_in(enum tongue tongue, struct str english);
/* The same or, where there is none, as it is. */
struct str message_or(enum tongue tongue, struct str english);

/* All rows, for tests. */
struct message_row {
	const char *texts[TONGUE_MAX];
};
const struct message_row *messages_all(size_t *count);

#endif
