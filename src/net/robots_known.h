/*
 * robots_known.h: the robots.txt that are known, by origin, for a day each; the oldest goes when
 * room is short.
 */
#ifndef XINSHI_NET_ROBOTS_KNOWN_H
#define XINSHI_NET_ROBOTS_KNOWN_H

#include "net/robots.h"
#include "text/url.h"

enum {
	KNOWN_ORIGINS_MAX = 1024,
	KNOWN_BYTES_MAX = 64 << 20,
	KNOWN_KEEP_S = 24 * 3600,
	KNOWN_RETRY_S = 900, /* of a site that fails to give its robots.txt */
};

enum known_state {
	KNOWN_UNKNOWN,
	KNOWN_ASKED, /* somebody is fetching it */
	KNOWN_RULES,
	KNOWN_FAILED, /* it could not be had: all is barred (RFC 9309, 2.3.1.4) */
};

struct known_row {
	struct str origin;
	enum known_state state;
	struct robots robots;
	enum err_code why; /* KNOWN_FAILED: the host did not answer; ERR_NONE: it did, with a fault */
	int64_t until;	   /* seconds */
	struct arena arena;
};

struct robots_known {
	struct known_row rows[KNOWN_ORIGINS_MAX];
	size_t count, next; /* ${next}: the row that is given away when all are taken */
};

/* "https://example.org:8080" */
struct str url_origin(struct url url);

/* The row of ${origin}, or NULL; what is past its time is KNOWN_UNKNOWN. */
struct known_row *robots_known_find(struct robots_known *known, struct str origin, int64_t now);
/* The row of ${origin}, made where there is none, as KNOWN_ASKED. */
struct known_row *robots_known_ask(struct robots_known *known, struct str origin);
/* What came of asking: bytes of a robots.txt (empty: all is allowed); or that it failed. */
void robots_known_put(struct robots_known *known, struct str origin, struct raw bytes,
    struct str token, int64_t until);
void robots_known_fail(
    struct robots_known *known, struct str origin, enum err_code why, int64_t now);
void robots_known_done(struct robots_known *known);

#endif
