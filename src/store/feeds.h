/*
 * feeds.h: the feeds we follow: what people set, when each is asked next, and how it has been.
 *
 * Settings are primary: they come from people and are not derived.  Schedule and health are state:
 * the last word on each feed, replaced by every poll; what was received is in captures.  Both stay
 * through a rebuild.
 */
#ifndef XINSHI_STORE_FEEDS_H
#define XINSHI_STORE_FEEDS_H

#include "store/captures.h"

/* Ceilings of what feeds_add and feed_put take (ERR_TOO_BIG; ERR_BINARY with a NUL; ERR_SYNTAX
 * where a state or number is none): what a feed says of itself (title_claimed, page, format,
 * charset, fault_what) is cut to them instead. */
enum {
	FEED_ROW_TEXT_MAX = 4096,
	FEED_ROW_WORD_MAX = 256, /* lang, a label, token, secret, format, charset */
	FEED_ROW_LABELS_MAX = 64,
	FEED_BAD_AFTER_S = 3 * 86400, /* without success: from HEALTH_WARN to HEALTH_BAD */
};

enum feed_state {
	FEED_ACTIVE = 1,
	FEED_PAUSED,  /* by people */
	FEED_GONE,    /* 410: not asked again until people say so */
	FEED_REMOVED, /* by people: what it gave stays; adding it again takes it up where it was */
};

/* How it is, for lists and pages: green, yellow, red. */
enum feed_health {
	HEALTH_NEW = 1, /* never asked */
	HEALTH_GOOD,
	HEALTH_WARN, /* the last tries failed, or a robots rule holds it off */
	HEALTH_BAD,  /* failing for days, or gone */
};

enum hub_state { HUB_NONE, HUB_OFFERED, HUB_ASKED, HUB_CONFIRMED, HUB_REFUSED };

/* What was counted since it was added. */
struct feed_counts {
	int64_t polls, unchanged; /* answers; of these 304 */
	int64_t same;		  /* 200 with the bytes of last time */
	int64_t failures;
	int64_t bytes, kept_bytes; /* received; of captures, decoded */
	int64_t items;		   /* new in the feed, once each */
	int64_t articles, revisions,
	    duplicates; /* made new; changed; known from another feed or import */
	int64_t full;	/* of the items: with the whole text, as far as can be told */
	int64_t faulty; /* items that could not be made into an article */
	int64_t pushes; /* WebSub */
};

struct feed_row {
	int64_t id;
	/* settings */
	struct str url_added; /* as it was added, normalised: its key */
	struct str title;     /* given by people; empty: what the feed says (title_claimed) */
	struct str source;    /* name of the outlet its articles belong to; empty: by their hosts */
	struct str lang;      /* BCP 47; empty: not set */
	bool has_zone;
	int32_t zone_s; /* of its dates without one */
	struct strs labels;
	int64_t added;
	enum feed_state state;
	/* schedule */
	struct str url;			/* where it is asked now */
	struct str etag, last_modified; /* of the last 200, 226 or 304: as received */
	struct str validated_url;	/* where they came from; they are sent there only */
	int64_t next;			/* seconds; when it is asked next */
	int64_t interval_s;		/* chosen last */
	/* what sets the pace, as said last: a 304 says nothing of it */
	int64_t ttl_s;			/* of the feed; 0 not said */
	int64_t fresh_s;		/* Cache-Control, Expires; 0 not said */
	int64_t activity_s;		/* from the gaps between its items; 0 unknown */
	uint32_t skip_hours, skip_days; /* bits, as in struct feed */
	struct str moved_to;		/* permanent redirects point there ... */
	int64_t moved_times;		/* ... so often in a row */
	/* health */
	int64_t last_try, last_success,
	    last_change; /* seconds; 0 never.  Change: new or changed items */
	int status;	 /* of the last answer; 0 none */
	int64_t failing; /* failures in a row */
	struct str fault,
	    fault_what; /* of the last try; "ERR_FEED", "at byte 17: ..."; empty: it succeeded */
	struct str title_claimed, page, format, charset; /* as the feed said last */
	int64_t capture; /* the last whole document whose items were added; 0 none.  What it or a
			  * later document of CAPTURE_FEED holds is listed */
	struct feed_counts counts;
	/* WebSub */
	enum hub_state hub_state;
	struct str hub, topic;		  /* addresses */
	struct str hub_token, hub_secret; /* of our callback, random; hexadecimal */
	int64_t hub_until;		  /* seconds; end of the lease */
};

struct feed_rows {
	struct feed_row *items;
	size_t count;
};

enum feed_health feed_health(const struct feed_row *feed, int64_t now);

/* Adds a feed (url_added, settings; id, schedule are given by the archive; next = now), or takes a
 * removed one up again with new settings.  ERR_EXISTS with its id where one is followed at that
 * address already.  Inside a transaction. */
struct err feeds_add(
    struct archive *archive, const struct feed_row *feed, int64_t now, int64_t *id);
/* Writes every member back, by id; ERR_NOT_FOUND.  Inside a transaction. */
struct err feed_put(struct archive *archive, const struct feed_row *feed);
struct err feed_get(struct archive *archive, struct arena *arena, int64_t id, struct feed_row *out);
/* By id in digits, address (now or added), title or host, in this order; ERR_NOT_FOUND.  Removed
 * ones are not found. */
struct err feed_find(
    struct archive *archive, struct arena *arena, struct str words, struct feed_row *out);
/* Removed ones, too: a hub may still ask about them. */
struct err feed_by_token(
    struct archive *archive, struct arena *arena, struct str hub_token, struct feed_row *out);
/* Removed ones whose hubs still push: the subscription was confirmed and lasts until ${after}. */
struct err feeds_to_leave(
    struct archive *archive, struct arena *arena, int64_t after, struct feed_rows *out);

struct feed_filter {
	struct str label, source; /* empty: all */
	bool removed;		  /* these too */
	int64_t due;  /* only active ones with next <= due, soonest first; 0: all, by title */
	size_t limit; /* 0: all */
};
struct err feeds_list(struct archive *archive, struct arena *arena,
    const struct feed_filter *filter, struct feed_rows *out);
/* When the next active feed or visit is due; INT64_MAX without any. */
struct err feeds_next(struct archive *archive, int64_t *next);
/* All labels of feeds that are not removed, sorted, each once. */
struct err feeds_labels(struct archive *archive, struct arena *arena, struct strs *out);

/* ---- exchanges: request and response heads of fetched captures, primary ---- */

struct exchange_row {
	int64_t capture;
	int64_t feed, article; /* on whose behalf; 0: none */
	int64_t previous; /* capture of the redirect or robots.txt that came before it on the same
			     way; 0 */
	int status;
	struct str address;
	int64_t began_ms, took_ms;
	int64_t received; /* bytes before content coding was taken off */
	struct digest received_digest;
	struct str content_type, content_location, content_language; /* what rebuild asks with */
	struct raw request, response; /* heads as sent and received; kept in the stream, compressed
					 with their neighbours */
};
/* Adds a capture with its exchange.  ${capture}: kind, url, fetched, source.  A body of no bytes
 * (304) is fine.  Same bytes are kept once, as ever.  Inside a transaction. */
struct err exchange_add(struct archive *archive, const struct capture *capture, struct raw body,
    const struct exchange_row *exchange, int64_t *id);
/* The exchange of a capture, heads too; ERR_NOT_FOUND for imported files. */
struct err exchange_get(
    struct archive *archive, struct arena *arena, int64_t capture, struct exchange_row *out);

/* The newest capture of this kind that was fetched from ${url} on behalf of ${feed}; 0 without one.
 * A 304 is not looked for. */
struct err exchange_find(struct archive *archive, int64_t feed, enum capture_kind kind,
    struct str url, int64_t *capture);

/* ---- mentions: which feeds name an article ---- */

struct mention {
	int64_t feed, article;
	struct str feed_title, feed_url;
	int64_t first_seen, last_seen; /* seconds, of captures of this feed that hold it */
	bool listed;		       /* in the feed's last whole document */
};
struct mentions {
	struct mention *items;
	size_t count;
};
/* Where an article is named, first first. */
struct err mentions_of_article(
    struct archive *archive, struct arena *arena, int64_t article, struct mentions *out);

/* ---- visits: kept pages looked at again ---- */

enum visit_state {
	VISIT_NEW = 1, /* not visited yet */
	VISIT_ALIVE,
	VISIT_CHANGED, /* passages of the kept text have left the page */
	VISIT_GONE,    /* 404, 410; or a redirect to a front page */
	VISIT_MOVED,   /* a permanent redirect to another page of its own */
	VISIT_BARRED,  /* robots.txt: not visited */
	VISIT_FAILED,  /* no answer, 5xx, a login wall: nothing is known */
};

struct visit {
	int64_t article;
	struct str url;
	enum visit_state state;
	int64_t next;			 /* seconds; INT64_MAX: never again */
	int64_t count;			 /* visits with an answer */
	int64_t failing;		 /* in a row */
	int64_t blocks, held, best_held; /* passages looked for, found last, found at best */
	int64_t first_capture, alive_capture,
	    proof_capture; /* first visit; last one alive; the one that showed the state */
	int64_t last, alive,
	    since; /* seconds: of the last visit; last seen alive; since when the state is known */
	int status;
	struct str etag, last_modified;
	struct str validated_url; /* where they came from */
	struct str moved_to;
};
struct visits {
	struct visit *items;
	size_t count;
};
/* Plans the first visit where none is planned; *${made} (may be NULL) becomes true where it was done.  Inside a transaction. */
struct err visit_plan(struct archive *archive, int64_t article, struct str url, int64_t next, bool *made);
struct err visit_put(struct archive *archive, const struct visit *visit);
struct err visit_get(struct archive *archive, struct arena *arena, int64_t article,
    struct visit *out); /* ERR_NOT_FOUND */
struct err visits_due(
    struct archive *archive, struct arena *arena, int64_t due, size_t limit, struct visits *out);
/* Articles whose page changed, went or moved, newest finding first, behind (${before_time},
 * ${before_article}); 0, 0: from the newest. */
struct err visits_found(struct archive *archive, struct arena *arena, int64_t before_time,
    int64_t before_article, size_t limit, struct visits *out);
struct visit_counts {
	int64_t by_state[VISIT_FAILED + 1];
};
struct err visits_count(struct archive *archive, struct visit_counts *out);

#endif
