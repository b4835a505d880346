/*
 * bench.h: what the measurements share.
 */
#ifndef XINSHI_TEST_BENCH_H
#define XINSHI_TEST_BENCH_H

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"

/* Ends the program where something went wrong: nothing is measured then. */
static inline void
must(struct err e)
{
	if (e.code == ERR_NONE)
		return;
	fprintf(stderr, "bench: %s%s%s\n", err_row(e.code)->text, e.what ? ": " : "",
	    e.what ? e.what : "");
	exit(1);
}

#endif
