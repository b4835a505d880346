/*
 * squeeze.h: gzip (RFC 1952) for one thread; zlib stays in squeeze.c.
 */
#ifndef XINSHI_SHOW_SQUEEZE_H
#define XINSHI_SHOW_SQUEEZE_H

#include "base/buf.h"

struct reply_zlib;

enum { SQUEEZE_BEGINNINGS = 4 };

/*
 * Pages begin alike, style sheet and all: what begins with one of ${beginnings} (at most
 * SQUEEZE_BEGINNINGS, copied) goes on from a state in which that is compressed already.  NULL where
 * zlib refused.
 */
struct reply_zlib *squeeze_new(const struct str *beginnings, size_t count);
void squeeze_free(struct reply_zlib *zlib);
/* Pushes ${bytes}, compressed; false, and nothing is pushed, where that failed or would not be
 * smaller. */
bool squeeze(struct reply_zlib *zlib, struct raw bytes, struct buf *out);

#endif
