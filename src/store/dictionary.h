/*
 * dictionary.h: zstd, and what it was taught.  zstd stays in dictionary.c and train.c.
 *
 * Bodies, and packs that are small, compress far better with a dictionary of what such articles are
 * made of.  Dictionaries are trained on what the archive holds, kept in it, and named by the rows
 * that need them.
 */
#ifndef XINSHI_STORE_DICTIONARY_H
#define XINSHI_STORE_DICTIONARY_H

#include "store/archive.h"

enum dictionary_use {
	USE_PLAIN,
	USE_BODY,
	USE_PACK,
	USE_FIGURES,
	USE_MAX
}; /* USE_PLAIN: without a dictionary */

enum { DICTIONARIES_LOADED = 16 };

/* How well the bodies of late compress. */
struct drift {
	int64_t bodies, plain, packed; /* in this window */
	int64_t best; /* permille, of the windows since the last training; 0: none yet */
	int64_t wait; /* how many bodies there must be before training again */
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
	struct drift drift;
	int64_t figure_texts; /* written since, of this handle */
	bool packs_tended;
};

/* One frame appended to ${out}; *${dictionary} names what is needed to read it (0: nothing). */
struct err dictionary_compress(struct archive *archive, enum dictionary_use use, struct raw plain,
    struct buf *out, int64_t *dictionary);
/* How large a frame's content is; ERR_DAMAGE, ERR_TOO_BIG past ${max}. */
struct err frame_measure(struct raw frame, size_t max, size_t *size);
/* The content, exactly ${size} bytes, to ${to}; ERR_DAMAGE. */
struct err dictionary_expand(
    struct archive *archive, int64_t dictionary, struct raw frame, void *to, size_t size);

/* A dictionary's bytes, checked against their digest: ERR_DIGEST, ERR_DAMAGE. */
struct err dictionary_bytes(struct archive *archive, int64_t id, struct buf *out);
/* Keeps a dictionary and makes it the current one. */
struct err dictionary_add(
    struct archive *archive, enum dictionary_use use, int64_t bodies, struct raw bytes);
/* Takes the newest one back, which no row may need yet. */
struct err dictionary_drop(struct archive *archive, enum dictionary_use use);
void dictionaries_done(struct dictionaries *dictionaries);

/* ---- train.c ---- */

/* A body was written.  Trains dictionaries as soon as there is enough to learn from, and again when
 * there is four times as much, or when what comes compresses worse than what came: many archives
 * are imported source by source.  Inside a transaction. */
struct err dictionaries_tend(struct archive *archive, size_t plain, size_t packed);
/* A pack that a dictionary is worth its while for is to be written: the same, once.  An archive of imports alone has none. */
struct err dictionary_of_packs_tend(struct archive *archive);
/* The figures of a text were written: the same, once. */
struct err dictionary_of_figures_tend(struct archive *archive);

#endif
