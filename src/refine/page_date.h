/*
 * page_date.h: when an article appeared and when it was changed, out of all that a page says of it.
 *
 * Programs are told in one zone and people in another: where the page shows a day beside the one told, the day shown is the one
 * people know, and the zone is set so that it is.
 */
#ifndef XINSHI_REFINE_PAGE_DATE_H
#define XINSHI_REFINE_PAGE_DATE_H

#include "refine/features.h"
#include "text/date.h"
#include "text/url.h"

enum { DAYS_SHOWN_MAX = 16 };

struct page_dates {
	struct arena *arena;
	const struct page *page;
	int32_t zone_s;
	int64_t now;	  /* seconds; dates later than two days after it are refused; 0: none are */
	bool month_first; /* 3/4/2021 is in March */
	struct when published, updated;
	int published_rank, updated_rank;
	struct str evidence;
	int64_t shown[DAYS_SHOWN_MAX]; /* days since 1970 near the headline that are not of a change */
	size_t shown_count;
};

/* ${zone_s}: of dates without one. */
void dates_begin(struct page_dates *dates, struct arena *arena, const struct page *page, struct url url, int32_t zone_s, int64_t now);
/* A date as told; the highest rank stays, the first of equal ones. */
void dates_offer(struct page_dates *dates, bool updated, struct str value, int rank, struct str evidence);
/* What is seen in the page and in its address. */
void dates_seen(struct page_dates *dates, const struct features *features, struct url url);
/* After all: the day shown, or the last change where nothing else is said. */
void dates_end(struct page_dates *dates);

#endif
