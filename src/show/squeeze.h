/*
 * squeeze.h: gzip (RFC 1952) for one thread; zlib stays in squeeze.c.
 */
#ifndef XINSHI_SHOW_SQUEEZE_H
#define XINSHI_SHOW_SQUEEZE_H

#include "base/buf.h"

struct reply_zlib;

/* NULL where zlib refused. */
struct reply_zlib *squeeze_new(void);
void squeeze_free(struct reply_zlib *zlib);
/* Pushes ${bytes}, compressed; false, and nothing is pushed, where that failed or would not be smaller. */
bool squeeze(struct reply_zlib *zlib, struct raw bytes, struct buf *out);

#endif
