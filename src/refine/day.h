/*
 * day.h: days in running text and in addresses, in the languages of data/months.tsv.
 */
#ifndef XINSHI_REFINE_DAY_H
#define XINSHI_REFINE_DAY_H

#include "text/date.h"

/*
 * day_pull(text, month_first, before, out):
 * The next whole day in *${text}, which moves behind it: "12. März 2019", "March 12th, 2019", "2019-03-12", "12.03.2019", "12.03.19",
 * "2019年3月12日", "二〇一九年三月十二日", "民國108年3月12日", "令和6年3月12日"; digits may be full-width.  Of two numbers that may both
 * be the month the day comes first, unless ${month_first} and a slash stands between them.  *${before}: what stood before it, may be
 * NULL.  False without one; years 1995 to 2100.  Linear.
 */
bool day_pull(struct str *text, bool month_first, struct str *before, struct when *out);
/* The first one. */
bool day_find(struct str text, bool month_first, struct when *out);

/* The day in the path of an address: /2019/03/12/, /2019-03-12-, /20190312, /t20190312_1, /201903/12/, /2019/0312/. */
bool day_in_path(struct str path, struct when *out);

#endif
