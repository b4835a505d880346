/*
 * archive.h: the strong-room's door: one folder, one SQLite file, one writer.
 *
 * DIR/archive.db (WAL, synchronous=FULL) is the whole state; DIR/lock names the writer.  Captures
 * and revisions are added, never changed; all else is derived from them and can be rebuilt.  A
 * handle belongs to one thread.  Only store/ and search/ know SQL.
 */
#ifndef XINSHI_STORE_ARCHIVE_H
#define XINSHI_STORE_ARCHIVE_H

#include "record/article.h"

struct archive;

enum archive_mode {
	ARCHIVE_READ,  /* any number, never blocked by the writer */
	ARCHIVE_WRITE, /* takes the lock: ERR_LOCKED, with archive_lock_holder */
};

/* Makes an empty archive in ${dir} (made if missing, with the folders above; ERR_EXISTS where one
 * is, ERR_NO_ARCHIVE where
 * ${dir} is a file). */
struct err archive_create(const char *dir);
/* ERR_NO_ARCHIVE, ERR_LOCKED, ERR_VERSION (newer format), ERR_DAMAGE (not a database, page damage
 * met), ERR_ACCESS. An archive of an older format is upgraded where it is opened for writing; who
 * reads it finds nothing of what it could not hold. */
struct err archive_open(const char *dir, enum archive_mode mode, struct archive **out);
void archive_close(struct archive *archive);

/* Who holds the lock: "xinshi import, process 4711, since 2021-02-01T00:05:00Z"; empty if nobody.
 */
struct str archive_lock_holder(struct arena *arena, const char *dir);
const char *archive_dir(const struct archive *archive);
/* What the database said last, for people (empty without one): after ERR_DATABASE, ERR_DAMAGE,
 * ERR_DISK_FULL, ERR_IO. */
const char *archive_message(const struct archive *archive);

/* After many rows came in any order: indexes are written anew, each page full; what is free goes back to the disk. */
struct err archive_tidy(struct archive *archive);

/* Transactions of the writer; what commit returned {0} for is on the disk (the acknowledgement).
 * Rollback forgets. */
struct err archive_begin(struct archive *archive);
struct err archive_commit(struct archive *archive);
void archive_rollback(struct archive *archive);

/* A read transaction: everything read until archive_read_end is of one moment.  They nest: the
 * outermost counts. */
struct err archive_read_begin(struct archive *archive);
void archive_read_end(struct archive *archive);

/* Changes whenever another process or this one has committed: for caches and ETags. */
uint64_t archive_generation(struct archive *archive);

/* Figures for stats, doctor, /admin/health: counts and bytes by kind. */
struct archive_stats {
	int64_t sources, captures, articles, revisions, quarantined, images;
	int64_t input_bytes; /* of all captures, as received */
	int64_t capture_bytes, body_bytes, index_bytes, file_bytes; /* on disk */
	int64_t changed;	  /* articles with more than one revision */
	int64_t oldest, newest;	  /* effective time of articles, seconds; 0 without any */
	int64_t bad;		  /* captures in quarantine */
	int64_t fetched;	  /* captures that came by an exchange */
	int64_t documents;	  /* captures that articles are read from */
	int64_t feeds;		  /* active */
	int64_t mentions, visits; /* visits planned */
};
struct err archive_stats(struct archive *archive, struct archive_stats *out);

/* A copy while in use, whole and consistent, by the backup API; ${path} must not exist. */
struct err archive_backup(struct archive *archive, const char *path);

#endif
