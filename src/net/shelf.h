/*
 * shelf.h: the robots.txt that are known, by origin, for a day each; the oldest goes when room is short.
 */
#ifndef XINSHI_NET_SHELF_H
#define XINSHI_NET_SHELF_H

#include "net/robots.h"
#include "text/url.h"

enum {
	SHELF_ORIGINS_MAX = 1024,
	SHELF_BYTES_MAX = 64 << 20,
	SHELF_KEEP_S = 24 * 3600,
	SHELF_RETRY_S = 900, /* of a site that fails to give its robots.txt */
};

enum shelf_state {
	SHELF_UNKNOWN,
	SHELF_ASKED, /* somebody is fetching it */
	SHELF_KNOWN,
	SHELF_FAILED, /* it could not be had: all is barred (RFC 9309, 2.3.1.4) */
};

struct shelf_row {
	struct str origin;
	enum shelf_state state;
	struct robots robots;
	int64_t until; /* seconds */
	struct arena arena;
};

struct shelf {
	struct shelf_row rows[SHELF_ORIGINS_MAX];
	size_t count, next; /* ${next}: the row that is given away when all are taken */
};

/* "https://example.org:8080" */
struct str url_origin(struct url url);

/* The row of ${origin}, or NULL; what is past its time is SHELF_UNKNOWN. */
struct shelf_row *shelf_find(struct shelf *shelf, struct str origin, int64_t now);
/* The row of ${origin}, made where there is none, as SHELF_ASKED. */
struct shelf_row *shelf_ask(struct shelf *shelf, struct str origin);
/* What came of asking: bytes of a robots.txt (empty: all is allowed); or that it failed. */
void shelf_put(struct shelf *shelf, struct str origin, struct raw bytes, struct str token, int64_t until);
void shelf_fail(struct shelf *shelf, struct str origin, int64_t now);
void shelf_done(struct shelf *shelf);

#endif
