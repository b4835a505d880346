/*
 * inflate.h: content codings taken off as bytes come, under ceilings of size and ratio.
 *
 * A coding that says one thing and is another is told at once; a body that ends inside its coding
 * is cut off.
 */
#ifndef XINSHI_NET_INFLATE_H
#define XINSHI_NET_INFLATE_H

#include "net/header.h"

struct inflate;

enum {
	INFLATE_RATIO = 200,	      /* unpacked to packed, */
	INFLATE_RATIO_FROM = 4 << 20, /* once so many bytes are unpacked */
};

/* ${codings} in the order they were put on (head_codings). */
struct inflate *inflate_open(const enum coding *codings, int count);
/*
 * inflate_push(chain, bytes, out):
 * Takes more of the body, pushes what comes of it to ${out}, whose ceiling (max) is the size's.
 * Errors:  ERR_TRUNCATED "broken content coding"; ERR_TOO_BIG (size, or ratio).  They stick; what
 * was pushed stays.
 */
struct err inflate_push(struct inflate *chain, struct raw bytes, struct buf *out);
/* At the end of the body: ERR_TRUNCATED where a coding has not come to its end. */
struct err inflate_end(const struct inflate *chain);
void inflate_close(struct inflate *chain);

#endif
