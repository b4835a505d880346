/*
 * squeeze.h: gzip (RFC 1952) for one thread; zlib and libdeflate stay in squeeze.c.
 */
#ifndef XINSHI_SHOW_SQUEEZE_H
#define XINSHI_SHOW_SQUEEZE_H

#include "base/buf.h"

struct reply_gzip;

enum { SQUEEZE_BEGINNINGS = 4 };

/*
 * Pages begin alike, style sheet and all: what begins with one of ${beginnings} (at most
 * SQUEEZE_BEGINNINGS, copied) has that part compressed already.  The same bytes give the same
 * bytes, whatever came before.  NULL where the libraries refused.
 */
struct reply_gzip *squeeze_new(const struct str *beginnings, size_t count);
void squeeze_free(struct reply_gzip *gzip);
/* Pushes ${bytes}, compressed; false, and nothing is pushed, where that failed or would be
 * larger. */
bool squeeze(struct reply_gzip *gzip, struct raw bytes, struct buf *out);

#endif
