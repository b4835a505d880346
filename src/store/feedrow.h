/*
 * feedrow.h: what feeds.c, feeds_list.c and labels.c share.
 */
#ifndef XINSHI_STORE_FEEDROW_H
#define XINSHI_STORE_FEEDROW_H

#include "store/feeds.h"
#include "store/member.h"
#include "store/store.h"

#define FEED_COLUMNS                                                                               \
	"f.url, f.title, f.source, f.lang, f.has_zone, f.zone, f.labels, f.added, f.sum, p.feed, " \
	"p.state, p.url,"                                                                          \
	" p.etag, p.last_modified, p.validated_url, p.next, p.interval, p.ttl, p.fresh, "          \
	"p.activity, p.skip_hours, p.skip_days,"                                                                             \
	" p.moved_to, p.moved_times, p.last_try, p.last_success, p.last_change, p.status, "        \
	"p.failing, p.fault,"                                                                      \
	" p.fault_what, p.title, p.page, p.format, p.charset, p.capture, p.polls, p.unchanged, "   \
	"p.same,"                                                                                  \
	" p.failures, p.bytes, p.kept_bytes, p.items, p.articles, p.revisions, p.duplicates, "     \
	"p.whole, p.faulty,"                                                                       \
	" p.pushes, p.hub_state, p.hub, p.topic, p.hub_token, p.hub_secret, p.hub_until, p.sum "
#define FEED_SELECT "SELECT " FEED_COLUMNS "FROM polls p CROSS JOIN feeds f ON f.id = p.feed "

/* A row of FEED_SELECT, its sums checked. */
struct feed_row feed_row_take(struct sql *q, struct arena *arena);

/* ---- labels.c ---- */

/* The labels of a feed changed from ${before}: the articles it names move with them. */
struct err labels_changed(
    struct archive *archive, const struct feed_row *feed, const struct strs *before);

#endif
