/*
 * page_date.h: when an article appeared and when it was changed, out of all that a page says of it.
 *
 * Programs are told in one zone and people in another: where the page shows a day beside the one told, the day shown is the one
 * people know, and the zone is set so that it is.
 */
#ifndef XINSHI_REFINE_PAGE_DATE_H
#define XINSHI_REFINE_PAGE_DATE_H

#include "refine/day.h"
#include "refine/features.h"
#include "text/url.h"

enum { DAYS_SHOWN_MAX = 16 };

/* Beyond this rank nothing else is looked at. */
enum date_rank {
	DATE_RANK_TIME = 70,	 /* a time element near the headline */
	DATE_RANK_LINE = 66,	 /* a line near the headline, in an element that is called after dates */
	DATE_RANK_ADDRESS = 60,
	DATE_RANK_NEAR = 56,	 /* any line near the headline */
	DATE_RANK_NEAR_TIME = 58, /* one not far behind */
	DATE_RANK_FAR_TIME = 40,
	DATE_RANK_SCRIPT = 35,
	DATE_RANK_FAR = 30,	 /* lines of the page that are called after dates */
	DATE_RANK_AGO = 29,	 /* a time near the headline, told from the reading */
	DATE_RANK_PICTURE = 25,	 /* the address of its picture */
	DATE_RANK_ANY = 20,
	DATE_RANK_ELSEWHERE = 10, /* among comments and other articles */
	DATE_RANK_YEARLESS = 8,
	DATE_RANK_OPENING = 5,
};

struct page_dates {
	struct arena *arena;
	const struct page *page;
	int32_t zone_s, summer_s; /* of dates without a zone; what summer adds */
	int64_t now;	  /* seconds; dates later than a day after it are refused; 0: none are */
	unsigned rules;	  /* enum day_rules */
	size_t title;	  /* the headline's block */
	struct when published, updated;
	int published_rank, updated_rank;
	struct str evidence, updated_evidence;
	int64_t shown[DAYS_SHOWN_MAX]; /* days since 1970 near the headline that are not of a change */
	size_t shown_count;
	int64_t address_day; /* the day in the page's address; 0: none */
};

/* ${zone_s}: of dates without one; 0: the site's (data/hosts.tsv), the language's (data/lang_zones.tsv).  ${url} may be empty; ${lang}: as the page
 * says, "en-US". */
void dates_begin(struct page_dates *dates, struct arena *arena, const struct page *page, struct url url, struct str lang, int32_t zone_s,
    int64_t now);
/* A date as told; the highest rank stays, the first of equal ones. */
void dates_offer(struct page_dates *dates, bool updated, struct str value, int rank, struct str evidence);
/* A date as read; impossible ones are left out. */
void dates_take(struct page_dates *dates, bool updated, struct when when, int rank, struct str evidence);
/* A day that people see beside the headline. */
void dates_show(struct page_dates *dates, struct when when);
/* What is seen in the page and in its address; ${image}: its picture's, may be empty. */
void dates_seen(struct page_dates *dates, const struct features *features, struct url url, struct str image);
/* What scripts and addresses hold. */
void dates_hidden(struct page_dates *dates, struct url url, struct str image);
/* After all: the day shown; where nothing is said, the feed's ${kept} (seconds; 0: none), or the last change. */
void dates_end(struct page_dates *dates, int64_t kept);

/* ---- for page_date*.c ---- */

/* Neither before 1995 nor after the reading. */
bool dates_possible(const struct page_dates *dates, struct when when);
/* The reading of a day that fits: possible, and near what the page tells otherwise. */
struct when dates_fitting(const struct page_dates *dates, struct day day);
/* Days since 1970 where the date was written. */
int64_t date_local_day(struct when when);

#endif
