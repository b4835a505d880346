/*
 * reply.h: from an answer to what HTTP sends: every header in one place, compression, validators,
 * and the finished pages.
 */
#ifndef XINSHI_SHOW_REPLY_H
#define XINSHI_SHOW_REPLY_H

#include "show/request.h"

struct MHD_Response;
struct reply_cache;
struct reply_gzip;

struct reply {
	int status;
	struct MHD_Response *response;
	size_t size; /* of the body */
	bool from_cache;
	bool is_picture; /* a page has many, and none of them had to be written */
	bool is_owned; /* by this reply; else by the finished pages, until the next is made */
};

/* What a thread needs for it. */
struct reply_desk {
	bool is_shared; /* other sites may show pictures of ours: they are no secret of this reader */
	struct reply_cache *cache;
	struct reply_gzip *gzip;
	char style[64]; /* the digest of our style sheet, as a policy names it */
};

/* ${beginnings}: what pages begin with (squeeze.h). */
struct err reply_open(
    size_t cache_max, const struct str *beginnings, size_t count, struct reply_desk *out);
void reply_close(struct reply_desk *desk);

/* The finished page of this key, or a 304 for it; false if there is none. */
bool reply_find(struct reply_desk *desk, struct str key, const struct ask *ask, struct reply *out);
/* Makes one (the body is taken over) and keeps it under ${key}, unless that is empty. */
struct reply reply_make(
    struct reply_desk *desk, struct str key, const struct ask *ask, struct response *response);
/* Forgets all finished pages: the archive has changed. */
void reply_forget(struct reply_desk *desk);
void reply_done(struct reply *reply);

/* Names these bytes for a cache, proves nothing; for response->etag. */
struct str etag_text(struct arena *arena, struct raw body);
/* Whether the client takes gzip (RFC 9110, 12.5.3: q=0 forbids). */
bool accepts_gzip(struct str accept_encoding);
/* Whether ${etag} is among those of If-None-Match, compared weakly. */
bool etag_matches(struct str if_none_match, struct str etag);

#endif
