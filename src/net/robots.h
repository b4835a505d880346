/*
 * robots.h: robots.txt (RFC 9309): what a site asks of us.
 *
 * A group that names us is for us; only without one the group of all robots counts.  Of the rules
 * that match, the longest counts, and of equals the one that allows.
 */
#ifndef XINSHI_NET_ROBOTS_H
#define XINSHI_NET_ROBOTS_H

#include "base/arena.h"

enum {
	ROBOTS_BYTES_MAX = 500 << 10,
	ROBOTS_RULES_MAX = 4096,
	ROBOTS_RULE_MAX = 1024, /* bytes of a pattern; a longer one is passed over */
	ROBOTS_DELAY_MAX_MS = 30 * 1000,
};

struct robots_rule {
	struct str pattern; /* normalised; '*' is anything, '$' at its end the end */
	bool allow;
};

struct robots {
	struct robots_rule *rules;
	size_t count, capacity;
	bool names_us;
	int64_t delay_ms; /* Crawl-delay, at most ROBOTS_DELAY_MAX_MS; -1: none */
};

/* Reads the first ROBOTS_BYTES_MAX of ${bytes}; ${token} is what we are called, in any case.
 * Nothing is an error. */
void robots_parse(struct arena *arena, struct raw bytes, struct str token, struct robots *out);

/* ${path} with its query, as url_parse normalises them.  /robots.txt itself is always allowed. */
bool robots_allows(const struct robots *robots, struct str path);

#endif
