/*
 * progress.h: one line on standard error that says how far the work is: count, rate, failures, time left.
 *
 * On a terminal the line is written over ten times a second; elsewhere a plain line comes now and then.  Never with -q.
 */
#ifndef XINSHI_CMD_PROGRESS_H
#define XINSHI_CMD_PROGRESS_H

#include "cmd/terminal.h"

struct progress {
	struct term *term;
	const char *what;  /* "files", "bytes" */
	bool off, sizes;   /* sizes: counts are bytes */
	int64_t total;	   /* 0: not known */
	int64_t done, failed;
	int64_t begun_ms, told_ms;
};

/* Milliseconds of a clock that never goes back. */
int64_t clock_ms(void);
void progress_begin(struct progress *progress, struct term *term, const char *what, int64_t total, bool off);
/* Tells, if it is time. */
void progress_tell(struct progress *progress);
/* ${progress} (a struct progress) has come to ${done} of ${total}; false after Ctrl-C.  For who works and calls back. */
bool progress_to(void *progress, int64_t done, int64_t total);
/* Takes the line away, so that something else can be said; also without a line. */
void progress_clear(struct term *term);

#endif
