/*
 * unpack.h: containers of files (tar, or JSON Lines; plain or compressed with gzip, zstd, xz), entry by entry.
 * libarchive stays in unpack.c.
 *
 * A line of JSON Lines is an entry: 00000001.article.json and so on, with its line break.
 * Only regular files come out; folders are passed over; an entry that may not come out (a link, a
 * device, a name that leaves the container, a hole in a file) is told and passed over.  Names are
 * bytes as they are, without "./" before them.
 */
#ifndef XINSHI_READ_UNPACK_H
#define XINSHI_READ_UNPACK_H

#include "base/buf.h"

struct unpack_limits {
	uint64_t total;	     /* bytes unpacked, in all */
	uint64_t ratio;	     /* unpacked to packed, */
	uint64_t ratio_from; /* once so many bytes are unpacked */
	uint64_t entries;
	size_t name; /* bytes of a name */
};

extern const struct unpack_limits unpack_limits;

/* Told in order; what they give but success ends the unpacking. */
struct unpack_sink {
	void *context;
	struct err (*entry)(
	    void *context, struct raw name, uint64_t size); /* UINT64_MAX: not known */
	struct err (*data)(void *context, struct raw bytes);
	struct err (*end)(void *context);		     /* of the entry */
	struct err (*refuse)(void *context, struct err why); /* the entry ends so, instead */
};

/*
 * unpack(fd, limits, sink):
 * Reads the container from ${fd} to its end; no seeking, no other descriptor.
 * Errors:  ERR_CONTAINER (what: "not tar", "damaged", ...), ERR_TOO_BIG past ${limits}, at the
 *          byte of the packed file; what the sink said.  What came out before stays told.
 */
struct err unpack(int fd, const struct unpack_limits *limits, const struct unpack_sink *sink);

/* Takes the library through its paces, so that it opens nothing later. */
void unpack_warm_up(void);

#endif
