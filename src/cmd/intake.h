/*
 * intake.h: one file after the other into the archive: bytes, digest, known or not, worker, transaction.
 *
 * A file is acknowledged when the transaction it is in has been committed; transactions hold at most some hundred files and
 * take at most two seconds.  A file that cannot be understood goes to quarantine, and the run goes on; only what concerns
 * the archive itself (full disk, damage) stops it.
 */
#ifndef XINSHI_CMD_INTAKE_H
#define XINSHI_CMD_INTAKE_H

#include "cmd/command.h"
#include "follow/desk.h"
#include "cmd/progress.h"
#include "cmd/report.h"

/* The largest file that is read as an article; a larger one is kept, in quarantine. */
enum { ARTICLE_FILE_MAX = 16 << 20 };

struct intake {
	struct context *context;
	struct desk *desk;
	struct report *report;
	struct progress *progress;
	struct arena arena;	 /* of the answer at hand */
	const char *source;	 /* --source */
	int64_t begun_ms;	 /* of the transaction at hand */
	int64_t files, bytes;	 /* in it */
	bool open;		 /* a transaction is open */
	struct report committed; /* the counts of what is safe */
};

struct incoming {
	struct raw name;
	struct raw folder;  /* last resort for the source */
	int64_t file_time;  /* seconds; 0 unknown */
};

/* A whole file; ${bytes} are copied. */
struct err intake_bytes(struct intake *intake, const struct incoming *incoming, struct raw bytes);
/* A file too large to be an article: its bytes come from ${read}, which gives none at the end. */
typedef struct err intake_read(void *from, struct raw *piece);
struct err intake_large(struct intake *intake, const struct incoming *incoming, intake_read *read, void *from);
/* Takes the answers that are there; with ${all}, waits for every one. */
struct err intake_answers(struct intake *intake, bool all);
/* Makes what was taken in safe. */
struct err intake_commit(struct intake *intake);
/* Forgets what is not safe yet. */
void intake_abandon(struct intake *intake);
void intake_done(struct intake *intake);

#endif
