/*
 * pack.h: the stream of captured bytes, chopped into packs of at most PACK_SIZE, one zstd frame
 * each.
 *
 * Within a transaction new bytes gather in memory; a full pack is written at once, the rest at the
 * commit, together with small packs that stand before it: what comes one by one, as the answers of
 * feeds do, is compressed with its neighbours all the same.  Offsets count from the beginning of
 * the stream, in all packs together; the stream never changes.
 */
#ifndef XINSHI_STORE_PACK_H
#define XINSHI_STORE_PACK_H

#include "store/archive.h"

enum {
	PACK_SIZE = 8 << 20,	 /* so that one commit of an import is one pack */
	PACK_SMALL = 128 << 10,	 /* below this a dictionary is worth its while */
	PACK_JOINED = 256 << 10, /* up to this small packs at the end become one */
};

struct packer {
	struct buf pending;  /* not in a pack yet */
	int64_t at;	     /* offset of its first byte */
	struct buf unpacked; /* the pack read last */
	int64_t unpacked_at; /* its offset; meaningless while unpacked is empty */
};

/* Finds the end of the stream. */
struct err packer_begin(struct archive *archive);
/* Where the next byte goes. */
int64_t packer_end(const struct archive *archive);
struct err packer_put(struct archive *archive, struct raw bytes);
/* Takes back what was put at ${at} and behind it in this transaction. */
struct err packer_cut(struct archive *archive, int64_t at);
/* Writes what is pending. */
struct err packer_flush(struct archive *archive);
void packer_forget(struct packer *packer);
void packer_done(struct packer *packer);

/* Some bytes of the stream from ${at}: at least one, at most ${max}, valid until the next call;
 * ERR_DAMAGE. */
struct err pack_read(struct archive *archive, int64_t at, int64_t max, struct raw *out);

#endif
