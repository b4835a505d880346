/*
 * rebuild_work.h: a rebuild while it runs: captures out to the desk, answers in, in the order of
 * the captures, as the archive wants them.
 */
#ifndef XINSHI_CMD_REBUILD_WORK_H
#define XINSHI_CMD_REBUILD_WORK_H

#include "base/map.h"
#include "cmd/command.h"
#include "cmd/progress.h"
#include "follow/desk.h"
#include "follow/page.h"
#include "store/page_chain.h"
#include "store/verify.h"

struct asked {
	int64_t capture;
	enum capture_kind kind;
	struct asked *next;
	/* of a page, in its arena */
	struct arena arena;
	struct page_came came;
	struct page_kept kept;
	bool counts; /* for the memory of its site alone */
};

struct work {
	struct context *context;
	struct rebuild *rebuild;
	struct desk *desk;
	struct progress progress;
	struct arena answers;
	struct asked *asked; /* at the desk */
	size_t documents;    /* of these, files and feeds */
	struct sites sites;
	struct map counted; /* articles whose page is in the memory of its site */
};

/* Asks; ${asked} is taken over, also on failure. */
struct err rebuild_ask(
    struct work *work, struct asked *asked, enum frame_kind kind, const struct buf *question);
/* What was asked is answered, or will not be. */
void rebuild_asked_free(struct work *work, struct asked *asked);
/* The answers that are there; with ${all}, those that are still to come as well. */
struct err rebuild_take_answers(struct work *work, bool all);

/* rebuild_pages.c: the last page of a visit, with those before it; ERR_DIGEST, ERR_DAMAGE where one
 * of them is lost. */
struct err rebuild_ask_page(struct work *work, const struct capture *capture);
/* The pages of a visit and the question about them, beside revision ${before} (0: the newest). */
struct err rebuild_page_asked(struct work *work, const struct page_chain *chain, int64_t article,
    int64_t before, struct asked **out, struct buf *question);
/* A page of the article is still at the desk. */
bool rebuild_is_asked(const struct work *work, int64_t article);
/* The memory of all sites is made first, so that it does not matter which page came before which.
 */
struct err rebuild_remember(struct work *work);
struct err rebuild_take_page(
    struct work *work, struct asked *asked, const struct desk_answer *answer);

#endif
