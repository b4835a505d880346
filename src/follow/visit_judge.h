/*
 * visit_judge.h: what a look at an article's page shows.  Pure.
 *
 * Changed: fewer of the kept passages stand on the page than once did, though it is the article's page still.  Gone: 404, 410, a
 * redirect to a front page, or - seen twice in a row - a page with nothing of the article, though most of it was there.  What was
 * found stays found until a page shows otherwise: servers that fail say nothing.
 */
#ifndef XINSHI_FOLLOW_VISIT_JUDGE_H
#define XINSHI_FOLLOW_VISIT_JUDGE_H

#include "store/feeds.h"

struct visit_seen {
	enum err_code err; /* ERR_NONE: status counts */
	int status;
	struct str url;	     /* where the answer came from; may be empty */
	struct str moved_to; /* behind permanent redirects; else empty */
	int64_t capture;     /* of the answer; 0 none */
	int64_t retry_after_s; /* -1 not given */
	bool has_view;	     /* the page was read: these are of it */
	bool has_title;	     /* the article's title stands in the page's */
	bool is_other_text;  /* another text than at the last visit was looked for: what is best begins anew */
	int64_t blocks, held;
};

/* Sets all that the visit says of the page, and when the next one is due. */
void visit_judge(struct visit *visit, const struct visit_seen *seen, uint64_t seed, int64_t now);
/* The page may have changed: the visit is due sooner, but not at once each time somebody says so.  False where it is due as soon. */
bool visit_hasten(struct visit *visit, int64_t now);
/* When a page is visited first. */
int64_t visit_first(int64_t article, bool is_past, uint64_t seed, int64_t now);

#endif
