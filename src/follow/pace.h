/*
 * pace.h: when a feed is asked next.  Pure: what was answered, what was known and the time go in,
 * the schedule comes out.
 *
 *	200, 226, 304	the longest of ttl, max-age, Expires and the feed's own activity, within 15 minutes and
 *			24 hours; below an hour only where ttl or max-age invite to it
 *	confirmed hub	weekly, as a backup
 *	301, 308	the address moves after PACE_MOVES answers that name the same one
 *	410		never again
 *	429, 503	as Retry-After says
 *	other faults	patience that doubles up to 24 hours
 *
 * Chance only adds: nobody is asked before what he asked for.  Hours and days that the feed wants to
 * be spared (skipHours, skipDays, in UTC) are passed over.
 */
#ifndef XINSHI_FOLLOW_PACE_H
#define XINSHI_FOLLOW_PACE_H

#include "record/exchange.h"
#include "record/feed.h"
#include "store/feeds.h"

enum {
	PACE_MINUTE = 60,
	PACE_HOUR = 3600,
	PACE_DAY = 86400,
	PACE_LEAST = 15 * PACE_MINUTE,
	PACE_USUAL = PACE_HOUR, /* unless ttl or max-age invite, and where nothing is known */
	PACE_MOST = PACE_DAY,
	PACE_HUB = 7 * PACE_DAY,
	PACE_RETRY_MOST = 30 * PACE_DAY, /* of Retry-After */
	PACE_MOVES = 3,
};

struct pace_answer {
	enum err_code err; /* ERR_NONE: status counts; else why nothing was understood, whatever the status */
	int status;
	int64_t fresh_s; /* of Cache-Control and Expires (pace_fresh); -1 not given */
	int64_t retry_after_s; /* -1 not given */
	struct str moved_to;   /* as in struct fetched */
	bool has_document;     /* a feed was read: these are of it */
	int64_t ttl_s;	       /* 0 not said */
	int64_t activity_s;    /* 0 unknown */
	uint32_t skip_hours, skip_days;
};

/*
 * Sets ${row}'s schedule: state, next, interval_s, failing, url, moved_to, moved_times, and what sets the pace.
 * last_change is as of this answer already.  ${seed}: of the jitter.
 */
void pace_set(struct feed_row *row, const struct pace_answer *answer, uint64_t seed, int64_t now);

/* Whether an answer is one of a feed that is well: 200, 226, 304. */
bool pace_is_good(int status);
/* For how long the answer says that it stays as it is, in seconds; -1 where it does not say. */
int64_t pace_fresh(const struct fetched *fetched);
/* Half of the mean gap between the newest of these ${times} (seconds, any order; 0 and the future are passed over), the time since
 * then included; 0 without any. */
int64_t pace_activity(const int64_t *times, size_t count, int64_t now);
/* Whether Retry-After holds for all of a host: 429 from one on the Internet.  A bridge of one's own answers for many others. */
bool pace_holds_host(int status, struct str address);
/* ${at} or, where the feed wants to be spared then, the beginning of the first hour in which it does not. */
int64_t pace_spared(int64_t at, uint32_t skip_hours, uint32_t skip_days);
/* A number below ${range} out of seed, id and time; 0 where the range is empty. */
int64_t pace_jitter(uint64_t seed, int64_t id, int64_t now, int64_t range);

#endif
