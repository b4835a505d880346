/*
 * polite.h: when a request to a host may begin: so many at once, and not before so long after the
 * last one began or ended.
 *
 * Time is an argument, in milliseconds of any clock that only goes forward.
 */
#ifndef XINSHI_NET_POLITE_H
#define XINSHI_NET_POLITE_H

#include "base/map.h"

struct polite_host {
	unsigned flying;
	int64_t gap_ms; /* its own, where it asks for more than the usual */
	int64_t last;	/* when a request last began or ended; POLITE_LONG_AGO: never */
};

struct polite {
	int64_t gap_ms;
	unsigned per_host, total, flying;
	struct arena arena;
	struct map names; /* host -> index */
	struct polite_host *hosts;
	size_t count, capacity;
};

enum {
	POLITE_HOSTS_MAX =
	    65536, /* known at once; then those are forgotten that nothing is due to */
	POLITE_NEVER = -1,
};
#define POLITE_LONG_AGO (INT64_MIN / 2)

void polite_init(struct polite *polite, int64_t gap_ms, unsigned per_host, unsigned total);
void polite_done(struct polite *polite);
/* Milliseconds until a request to ${host} may begin; POLITE_NEVER: not before another one ends. */
int64_t polite_wait(struct polite *polite, struct str host, int64_t now);
void polite_begin(struct polite *polite, struct str host, int64_t now);
void polite_end(struct polite *polite, struct str host, int64_t now);
/* The host wants at least so long between requests. */
void polite_slow(struct polite *polite, struct str host, int64_t gap_ms);

#endif
