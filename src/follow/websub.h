/*
 * websub.h: WebSub, the subscriber's side (W3C Recommendation, 2018): a hub that a feed names tells us
 * what is new, and the feed itself is asked weekly only.
 *
 *	offered    a feed names a hub; without an address of our own nothing more happens
 *	asked      the hub was asked to subscribe us; until it calls back, hub_until says when to ask again
 *	confirmed  it called back and got its challenge; hub_until: the end of the lease, renewed before
 *	refused    it said no; hub_until: when to ask again
 *
 * The token in the callback's address and the secret of its signatures are known to us and the hub alone.
 */
#ifndef XINSHI_FOLLOW_WEBSUB_H
#define XINSHI_FOLLOW_WEBSUB_H

#include "record/exchange.h"
#include "record/feed.h"
#include "store/feeds.h"

enum {
	WEBSUB_LEASE_S = 10 * 86400, /* asked for */
	WEBSUB_LEASE_MOST_S = 90 * 86400,
	WEBSUB_PATIENCE_S = 86400,   /* until the hub must have called back */
	WEBSUB_REFUSED_S = 7 * 86400,
};

/* Hub and topic (rel=hub, rel=self) out of Link headers, else out of the feed (may be NULL); hub.n is 0 where none is named, and the
 * topic is then ${url} as well where none is said. */
struct websub_offer {
	struct str hub, topic;
};
void websub_discover(const struct fetch_link *links, size_t link_count, const struct feed *feed, struct str url,
    struct websub_offer *out);
/* Whether the hub is to be asked (again) now. */
bool websub_is_due(const struct feed_row *row, int64_t now);
/* Token and secret for a row without them, out of ${chance} (32 random bytes). */
void websub_secrets(struct arena *arena, struct feed_row *row, const struct digest *chance, int64_t now);
/* The body of the request to be subscribed: mode, topic, callback/TOKEN, lease, secret; of the one to be left alone: the first three. */
struct str websub_form(struct arena *arena, const struct feed_row *row, struct str callback);
struct str websub_leave_form(struct arena *arena, const struct feed_row *row, struct str callback);
/* What the hub's answer to it means for the row. */
void websub_answered(struct feed_row *row, enum err_code err, int status, int64_t now);
/* It was asked to leave us alone: whoever follows the feed again begins anew. */
void websub_left(struct feed_row *row);

/*
 * websub_wanted(archive, token, mode, topic):
 * For the callback's GET, before its challenge is given back: whether we want what the hub asks about.  Reads only.
 * Errors:  ERR_NOT_FOUND: answer 404, and the hub does nothing.
 */
struct err websub_wanted(struct archive *archive, struct str token, struct str mode, struct str topic);
/* The same, and what it means is kept (mode "subscribe", "unsubscribe", "denied").  ${archive} is open for writing; a transaction of
 * its own. */
struct err websub_called(struct archive *archive, struct str token, struct str mode, struct str topic, int64_t lease_s,
    int64_t now);

#endif
