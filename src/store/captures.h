/*
 * captures.h: what was received, byte for byte.  Added, never changed.
 *
 * Captures form one byte stream, chopped into packs of some mebibytes that are compressed with
 * zstd; a capture is a range of that stream with its SHA-256.  So neighbours compress each other,
 * and one of any size costs no memory.  Pictures alone stand by themselves (blobs.h).
 */
#ifndef XINSHI_STORE_CAPTURES_H
#define XINSHI_STORE_CAPTURES_H

#include "store/archive.h"

enum capture_kind {
	CAPTURE_IMPORT = 1,
	CAPTURE_FEED,	   /* a feed's document, or a WebSub push of one */
	CAPTURE_PAGE,	   /* an article's page */
	CAPTURE_FEED_PAST, /* an archive document of a feed (RFC 5005): its texts are no newer than
			      the dates they claim */
	CAPTURE_WAY,	   /* a redirect, robots.txt, an answer that is no document (304, 404, 500):
			      evidence, not read */
	CAPTURE_PICTURE,   /* its bytes may be given up, by the budget's rule; the rest stays */
};

struct capture {
	int64_t id;
	enum capture_kind kind;
	struct raw name;   /* import: the file's name below what was imported, bytes of any kind */
	struct str url;	   /* fetched: the address; else empty */
	int64_t fetched;   /* seconds: when it was imported or fetched */
	int64_t file_time; /* import: the file's own modification time, seconds; 0 unknown */
	struct str source; /* import: the outlet as the folder or --source named it, the last
			      resort; may be empty */
	int64_t size;
	struct digest digest; /* of the bytes */
	bool given_up; /* picture that is added: its bytes are not kept from the beginning */
	/* what became of it (derived) */
	int64_t article,
	    revision;	  /* the first it is evidence of; 0 without any, so in quarantine */
	struct str fault; /* "ERR_HEADER"; empty if it was understood */
	uint32_t fault_at;
	struct str fault_what;
};

/* The capture of this kind with this name and these bytes, or 0. */
struct err capture_find(struct archive *archive, enum capture_kind kind, struct raw name,
    const struct digest *digest, int64_t *id);
/* Adds bytes: ${capture} gives kind, name, url, fetched, file_time, source; size is computed, and
 * so is the digest unless it is given too (by whoever has just asked capture_find with it).  Inside
 * a transaction.  If the same bytes are kept already, they are not kept twice. */
struct err capture_add(
    struct archive *archive, const struct capture *capture, struct raw bytes, int64_t *id);
/* The same, for what is too large for memory, in pieces. */
struct err capture_begin(struct archive *archive);
struct err capture_put(struct archive *archive, struct raw piece);
struct err capture_end(
    struct archive *archive, const struct capture *capture, int64_t *id, bool *known);

/* Notes a fault: the capture is in quarantine until a later reading understands it. */
struct err capture_quarantine(struct archive *archive, int64_t id, struct err fault);

/* The first capture with these bytes, of any kind and name; ERR_NOT_FOUND. */
struct err capture_by_digest(struct archive *archive, const struct digest *digest, int64_t *id);
/* The row; ERR_NOT_FOUND. */
struct err capture_get(
    struct archive *archive, struct arena *arena, int64_t id, struct capture *out);
/* The bytes, checked against size and digest: ERR_DIGEST, ERR_DAMAGE; ERR_TOO_BIG past ${max};
 * ERR_GIVEN_UP of a picture whose bytes were. */
struct err capture_read(
    struct archive *archive, struct arena *arena, int64_t id, size_t max, struct raw *out);
/* The bytes, piece by piece, for any size; the digest is checked at the end. */
typedef struct err capture_sink(void *context, struct raw piece);
struct err capture_stream(struct archive *archive, int64_t id, capture_sink *sink, void *context);

/* Captures in order of id, after ${after}: at most ${limit} rows. */
enum capture_filter { CAPTURES_ALL, CAPTURES_UNDERSTOOD, CAPTURES_QUARANTINED };
struct captures {
	struct capture *items;
	size_t count;
};
struct err captures_list(struct archive *archive, struct arena *arena, enum capture_filter filter,
    int64_t after, size_t limit, struct captures *out);

/* Captures that are evidence of one article, oldest first. */
struct err captures_of_article(
    struct archive *archive, struct arena *arena, int64_t article, struct captures *out);

#endif
