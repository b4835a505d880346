/*
 * reread.h: every kept page read again by today's rules, beside what stood there when it came.
 */
#ifndef XINSHI_CMD_REREAD_H
#define XINSHI_CMD_REREAD_H

#include "cmd/command.h"

struct reread_result {
	int64_t pages;	       /* read again; each visit's counted once */
	int64_t same, changed; /* texts: as they were; others, in the same place */
	int64_t merged;	       /* versions that are one now */
	int64_t added;	       /* texts of pages that were refused until now */
	int64_t refused; /* pages that are no articles, or less than what a feed gave; what was kept
			    stays */
	int64_t failed;	 /* that could not be read */
};
/* Pages fetched since ${since}; with ${dry} nothing is written, and the first few differences are
 * told.  The index is up to date behind it.  ERR_INTERRUPTED: what was done stays. */
struct err reread_pages(
    struct context *context, int64_t since, bool dry, struct reread_result *result);

/* The command: rebuild --extract. */
struct err reread_run(struct context *context);

#endif
