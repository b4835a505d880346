/*
 * derive.h: what is derived of what came in, and can be made again any time: the index, what changed, stories, figures.  Workers read
 * figures while the writer is at the others.
 */
#ifndef XINSHI_CMD_DERIVE_H
#define XINSHI_CMD_DERIVE_H

#include "cmd/command.h"
#include "cmd/progress.h"
#include "follow/figures.h"

struct derive {
	struct context *context;
	bool anew;	 /* index and stories from the beginning; else what waits */
	int64_t indexed; /* articles */
	int64_t storied;

	/* inside */
	struct progress progress;
	struct figures_pass *figures;
	struct err err; /* of the figures */
};

/* The index alone. */
struct err derive_index(struct derive *derive);
/* All of it.  What ERR_INTERRUPTED leaves is taken up by whoever writes next. */
struct err derive_all(struct derive *derive);
/* The figures alone, of all texts. */
struct err derive_figures_anew(struct derive *derive, int64_t *done);

#endif
