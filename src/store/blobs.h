/*
 * blobs.h: bytes of pictures, as received or as printed, each once, by digest.
 *
 * They are already compressed and are asked for one by one, so they stand in no stream.  They are
 * the one kind of bytes that the archive may give up: digest and size stay, with the time when.
 */
#ifndef XINSHI_STORE_BLOBS_H
#define XINSHI_STORE_BLOBS_H

#include "store/archive.h"

enum { BLOB_MAX = 64 << 20 };

struct blob_row {
	int64_t id, size;
	struct digest digest;
	int64_t dropped; /* seconds: when its bytes were given up; 0: they are here */
};

/* Keeps bytes; where they are kept already, gives that one; where they were given up, they are here
 * again, with all that is said of pictures made of them.  ${digest}: theirs, NULL: not computed
 * yet. Inside a transaction. */
struct err blob_add(
    struct archive *archive, struct raw bytes, const struct digest *digest, int64_t *id);
/* Bytes that are not kept from the beginning, unless they are already.  Inside a transaction. */
struct err blob_note(
    struct archive *archive, const struct digest *digest, int64_t size, int64_t now);
/* The row; ERR_NOT_FOUND. */
struct err blob_get(struct archive *archive, int64_t id, struct blob_row *out);
struct err blob_find(struct archive *archive, const struct digest *digest, struct blob_row *out);
/* The bytes, checked: ERR_DIGEST; ERR_GIVEN_UP, ERR_NOT_FOUND. */
struct err blob_read(struct archive *archive, struct arena *arena, int64_t id, struct raw *out);
/* Gives the bytes up.  Inside a transaction. */
struct err blob_drop(struct archive *archive, int64_t id, int64_t now);
/* Bytes of all that are here. */
struct err blobs_size(struct archive *archive, int64_t *out);

#endif
