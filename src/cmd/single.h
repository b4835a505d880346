/*
 * single.h: one file, one question to one worker: explain, read-feed, lint.
 */
#ifndef XINSHI_CMD_SINGLE_H
#define XINSHI_CMD_SINGLE_H

#include "cmd/command.h"
#include "guard/worker.h"
#include "record/feed.h"

enum { SINGLE_ARTICLE_MAX = 16 << 20 };

/* The file's bytes, "-" being standard input; a fault is told. */
struct err single_read(struct context *context, const char *path, size_t max, struct buf *out);

/* Starts a worker and asks it; the answer, of kind ${wanted}, lives in ${answer}.  What the worker
 * could not do is not told, but that it could not be started. */
struct err single_ask(struct context *context, enum frame_kind kind, struct raw question,
    enum frame_kind wanted, struct buf *answer);

/* What becomes of the items of a feed, one by one; an item is forgotten afterwards. */
struct single_items {
	void (*take)(void *user, const struct feed_entry *item);
	void *user;
};

/* Has a worker read (FRAME_READ_FEED) or lint (FRAME_LINT_FEED) the feed ${path} as it comes, with
 * the options --base, --header and --zone: its items go to ${items}, all else to *${out}, in the
 * arena of ${context}.  Faults are told. */
struct err single_feed(struct context *context, const char *path, enum frame_kind kind,
    const struct single_items *items, struct feed *out);

/* A line a fault: "PATH:LINE: rule: what", without a path "line LINE: rule: what". */
void single_put_faults(struct term *out, const char *path, const struct feed_faults *faults);

#endif
