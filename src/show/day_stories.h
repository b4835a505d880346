/*
 * day_stories.h: a day by story: what most outlets told first, then what only one told.
 */
#ifndef XINSHI_SHOW_DAY_STORIES_H
#define XINSHI_SHOW_DAY_STORIES_H

#include "show/page.h"
#include "store/stories.h"

struct day_stories {
	int64_t from, to; /* seconds */
	struct story_heads heads; /* those of this page */
	int64_t count;		  /* of the day */
	bool is_known; /* every article is in a story: else the day is shown by time */
};

enum { DAY_STORIES_PAGE = 100 };

/* ${articles}: how many the day has.  ${page} from 1. */
struct err day_stories_gather(struct request *request, int64_t articles, int64_t page, struct day_stories *day);
struct err day_stories_write(struct request *request, struct html_out *out, const struct day_stories *day);

#endif
