/*
 * push.h: what a hub sent (WebSub), on its way from the reading room, which must not write, to the follower, which may: frames
 * (guard/frame.h) over a pipe.
 */
#ifndef XINSHI_CMD_PUSH_H
#define XINSHI_CMD_PUSH_H

#include "base/buf.h"

struct push {
	struct str token;	 /* of the callback's address */
	struct str mode, topic;	 /* its word on a subscription; empty: news */
	int64_t lease_s;
	struct str content_type; /* may be empty */
	struct str signature;	 /* X-Hub-Signature; may be empty */
	struct raw body;
};

/* One frame; ERR_TOO_BIG sticks to ${out} past its ceiling. */
void push_write(struct buf *out, const struct push *push);
/* The frame at the front of ${in}: *${size} is its length, 0 where it is not all there yet.  ERR_WIRE. */
struct err push_read(struct raw in, struct push *out, size_t *size);

#endif
