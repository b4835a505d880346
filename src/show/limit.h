/*
 * limit.h: how often one network may ask: buckets of tokens, filled with time, one for each /24 of
 * IPv4 and /56 of IPv6.
 *
 * A bucket is found by a hash, and networks whose hashes meet share one: so a table of fixed size
 * holds for any number of them, and nobody can empty another's by making it forget.  Loopback (a
 * proxy of ours, the reader of a private archive) is not counted.  One table a thread; time is an
 * argument.
 */
#ifndef XINSHI_SHOW_LIMIT_H
#define XINSHI_SHOW_LIMIT_H

#include "base/str.h"

enum {
	LIMIT_BUCKETS = 4096,
	LIMIT_A_SECOND = 20, /* tokens that come back in a second */
	LIMIT_FULL = 300,    /* tokens of a full bucket */
	LIMIT_FINISHED = 1,  /* what a finished page costs */
	LIMIT_WRITTEN = 5,   /* what one costs that had to be written */
	LIMIT_SENT = 60,     /* what a form costs, or a push */
	LIMIT_WAIT_S = 10,   /* told to those who must wait */
};

struct limit {
	struct limit_bucket {
		uint64_t at_ms; /* when it was counted last */
		uint32_t spent; /* tokens, in thousandths */
	} buckets[LIMIT_BUCKETS];
};

struct sockaddr;

/* Whether the peer may ask now. */
bool limit_allows(struct limit *limit, const struct sockaddr *peer, uint64_t now_ms);
/* Takes what an answer cost. */
void limit_spend(struct limit *limit, const struct sockaddr *peer, uint64_t now_ms, unsigned cost);

#endif
