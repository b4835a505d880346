/*
 * follow.h: the messenger's round: which feeds and pages are due, what their answers mean, and what
 * of them goes into the archive.
 *
 * One round asks the gate for what is due (or named), has the desk read what came, and keeps it: the
 * exchange first, then articles by key, mentions, visits, schedule and health, in transactions of at
 * most two seconds; then the index.  Time is an argument, chance a seed, so that tests own them; who
 * calls keeps the archive open for writing for a round and not for longer.  A fault of one feed is
 * that feed's; only the archive's own faults end a round.
 */
#ifndef XINSHI_FOLLOW_FOLLOW_H
#define XINSHI_FOLLOW_FOLLOW_H

#include "record/exchange.h"
#include "record/outline.h"
#include "search/search.h"
#include "store/feeds.h"
#include "store/readings.h"
#include "store/pictures.h"

struct follow;

/* Told after each feed or page: what came of it.  Views live until the call returns. */
struct follow_event {
	const struct feed_row *feed; /* as it is now; NULL: a visit or a picture */
	const struct visit *visit;
	const struct picture_row *picture; /* one that was asked for, or printed; else NULL */
	struct err err;		/* {0}: it succeeded */
	struct str detail;	/* what, where and what was tried, for people; may be empty */
	int status;
	int64_t items, articles, revisions, faulty;
	enum reading_verdict verdict; /* of a page that was read; else 0 */
	bool whole;		      /* the page gave the whole text of what a feed gave in part */
	int64_t done, total;	/* of the round */
};
typedef void follow_told(void *context, const struct follow_event *event);

/* Which pages of articles are asked. */
enum follow_pages {
	PAGES_NEVER,
	PAGES_LATER, /* all, an hour after they were named, and then less and less often */
	PAGES_THIN,  /* of items that seem not to have the whole text at once, the others later */
	PAGES_ALL,   /* all at once */
};

/* Which pictures are asked for. */
enum follow_pictures {
	PICTURES_NONE,
	PICTURES_NEW, /* of articles as they come */
	PICTURES_ALL, /* and of those that the archives of feeds hold (RFC 5005) */
};

struct follow_options {
	struct gate_settings gate;
	unsigned workers;	/* of the desk; 0: as desk_open */
	uint64_t seed;		/* of the jitter */
	enum follow_pages pages;
	enum follow_pictures pictures;
	struct picture_budget pictures_budget;
	struct str callback;	/* where hubs reach us: "https://news.example/websub"; empty: WebSub is not used */
	struct digest chance;	/* 32 random bytes, from which the secrets shared with hubs are made; zero: WebSub is not used */
	follow_told *told;
	bool (*stop)(void *context); /* true: finish what is out, ask nothing more; may be NULL */
	int64_t (*clock)(void *context); /* seconds since 1970 */
	void *context;		/* of the three */
};

/* Starts gate and desk.  ${options} are copied, what they point to must live as long. */
struct err follow_open(const struct follow_options *options, struct follow **out);
void follow_close(struct follow *follow);

struct follow_wish {
	const int64_t *feeds; /* these, whether due or not (but never before Retry-After, unless force); NULL: all that are due */
	size_t count;
	size_t limit;	      /* at most so many feeds and visits; 0: all that are due */
	bool force;	      /* before their time, and without validators */
	bool visits;	      /* pages that are due as well, where feeds are named */
	bool only_pictures;   /* those that are due; nothing else */
	bool history;	      /* walk RFC 5005 archives back to the first document that is known */
};

struct follow_totals {
	int64_t feeds, failed, unchanged; /* asked; of these failed, 304 or same bytes */
	int64_t items, articles, revisions, duplicates, faulty;
	int64_t visits, visits_changed, visits_gone, visits_moved;
	int64_t whole;	 /* pages that gave the whole text of what a feed gave in part */
	int64_t refused; /* pages whose text could not be kept: walls, errors, parts, lists, faults */
	int64_t waiting; /* pages that are due and had no room in this round */
	int64_t pictures_planned; /* new ones that articles name */
	int64_t pictures, pictures_failed; /* asked for; of these not kept */
	int64_t pictures_left; /* that are due and had no room in this round */
	int64_t pictures_unprinted; /* kept, but xinshi-image could not be started */
	int64_t originals_given_up, given_up_bytes; /* by the budget */
	bool pictures_full; /* the budget has no room, and nothing is left to give up */
	int64_t bytes;
	int64_t deaths; /* of workers */
};
/* Adds ${more} to ${sum}. */
void follow_totals_add(struct follow_totals *sum, const struct follow_totals *more);

/* One round.  ${archive} is open for writing; ${search} on it.  ERR_INTERRUPTED where stop said so. */
struct err follow_round(struct follow *follow, struct archive *archive, struct search *search,
    const struct follow_wish *wish, struct follow_totals *out);

/* Plans the pictures of all kept articles, newest first, in transactions of its own; ${stop} as in the options.  Gives how many were new. */
struct err follow_plan_pictures(struct follow *follow, struct archive *archive, int64_t *count);

/* When a round has something to do next, as far as is planned (visits only where the options want them); INT64_MAX: never. */
struct err follow_next(const struct follow *follow, struct archive *archive, int64_t *next);

/*
 * follow_add(follow, archive, search, url, settings, out):
 * Fetches ${url}: a feed is added and taken in at once (one request); a page is searched for feeds, and what it names is given back
 * in ${out->found} without being added, unless it names just one (or several of one content in different formats: the best of them).
 * A list of feeds (OPML) is given back there, too, with is_list set; none of them is added or asked.
 * Errors:  ERR_EXISTS (out->id); ERR_FEED (neither a feed nor a page that names one); ERR_EMPTY (a list without addresses); those of fetched.
 */
struct follow_added {
	int64_t id;
	struct feed_row feed;
	struct outlines found;
	bool is_list;
	struct follow_totals totals;
	struct str detail; /* of a fault: what was tried, for people */
};
struct err follow_add(struct follow *follow, struct archive *archive, struct search *search, struct arena *arena,
    struct url url, const struct feed_row *settings, struct follow_added *out);

/* A list of feeds (OPML) read by the desk; nothing is fetched. */
struct err follow_read_opml(struct follow *follow, struct arena *arena, struct raw bytes, struct outlines *out);

/* A hub's push to the callback with this token: the body becomes a capture of its feed if the signature (X-Hub-Signature, SHA-256 or
 * SHA-512) is right; ERR_NOT_FOUND (no such token), ERR_ACCESS (signature; told).  What hubs ask of the callback: websub.h. */
struct err follow_push(struct follow *follow, struct archive *archive, struct search *search, struct str token,
    struct str content_type, struct str signature, struct raw body);

#endif
