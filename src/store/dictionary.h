/*
 * dictionary.h: zstd, and what it was taught.  zstd stays in dictionary.c and train.c.
 *
 * Bodies, and packs that are small, compress far better with a dictionary of what such articles are made of.  Dictionaries
 * are trained on what the archive holds, kept in it, and named by the rows that need them.
 */
#ifndef XINSHI_STORE_DICTIONARY_H
#define XINSHI_STORE_DICTIONARY_H

#include "store/archive.h"

enum dictionary_use { USE_PLAIN, USE_BODY, USE_PACK, USE_MAX }; /* USE_PLAIN: without a dictionary */

enum {
	DICTIONARIES_LOADED = 8,
	TRAIN_FIRST = 2000, /* bodies; as in schema.sql */
};

/* State of an archive's handle; all zero is ready. */
struct dictionaries {
	struct ZSTD_CCtx_s *writers[USE_MAX];
	struct {
		bool known; /* looked up */
		int64_t id; /* 0: there is none yet */
		struct ZSTD_CDict_s *plan;
	} current[USE_MAX];
	struct ZSTD_DCtx_s *reader;
	struct {
		int64_t id; /* 0: free */
		struct ZSTD_DDict_s *plan;
	} loaded[DICTIONARIES_LOADED];
	unsigned next; /* slot to be given up */
	int64_t added; /* bodies written since the last look at train_at */
};

/* One frame appended to ${out}; *${dictionary} names what is needed to read it (0: nothing). */
struct err dictionary_compress(struct archive *archive, enum dictionary_use use, struct raw plain, struct buf *out,
    int64_t *dictionary);
/* How large a frame's content is; ERR_DAMAGE, ERR_TOO_BIG past ${max}. */
struct err frame_measure(struct raw frame, size_t max, size_t *size);
/* The content, exactly ${size} bytes, to ${to}; ERR_DAMAGE. */
struct err dictionary_expand(struct archive *archive, int64_t dictionary, struct raw frame, void *to, size_t size);

/* Keeps a dictionary and makes it the current one. */
struct err dictionary_add(struct archive *archive, enum dictionary_use use, struct raw bytes);
/* Takes the newest one back, which no row may need yet. */
struct err dictionary_drop(struct archive *archive, enum dictionary_use use);
void dictionaries_done(struct dictionaries *dictionaries);

/* ---- train.c ---- */

/* Trains dictionaries when the archive has grown to twice what it was at the last look, and keeps those that are worth it.
 * Inside a transaction, before it is committed. */
struct err dictionaries_tend(struct archive *archive);

#endif
