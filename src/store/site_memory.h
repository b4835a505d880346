/*
 * site_memory.h: what is known of a host's pages: passages that stand on several of them, which are
 * no article's, and what held the text of most.
 *
 * The page of an article is counted once, when it is read first, and one title once.  A host has a
 * ceiling: passages seen on one page only, the oldest first, make room.
 */
#ifndef XINSHI_STORE_SITE_MEMORY_H
#define XINSHI_STORE_SITE_MEMORY_H

#include "store/archive.h"

enum {
	SITE_REPEATED_MIN = 3,	/* pages on which a passage stands that is no article's */
	SITE_ROWS_MAX = 32768,	/* passages kept of a host ... */
	SITE_ROWS_LEFT = 24576, /* ... and after making room */
	SITE_CONTAINERS_MAX = 64,
};

struct site_memory {
	uint64_t *prints; /* ascending */
	size_t count;
	struct str container; /* of more than half of the pages, and of SITE_REPEATED_MIN at least;
				 else empty */
};

/* At most ${max} prints. */
struct err site_memory_get(struct archive *archive, struct arena *arena, struct str host,
    size_t max, struct site_memory *out);
/* One page more, its first ${capture}; prints each once.  Another page with the same title is the
 * same article at another address, and not counted.  Inside a transaction. */
struct err site_memory_add(struct archive *archive, struct str host, int64_t capture,
    struct str title, const uint64_t *prints, size_t count, struct str container);

/* Nothing is known any more.  Inside a transaction. */
struct err site_memory_clear(struct archive *archive);

#endif
