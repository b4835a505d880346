/*
 * day.h: days in running text and in addresses, in the languages of data/months.tsv.
 */
#ifndef XINSHI_REFINE_DAY_H
#define XINSHI_REFINE_DAY_H

#include "text/date.h"

enum day_rules {
	DAY_MONTH_FIRST = 1, /* of two numbers that may both be the month the first one is */
	DAY_MINGUO = 2,	     /* 113-03-05 counts from 1912, as Taiwan does */
};

struct day {
	struct when when;
	struct when other; /* the same with day and month the other way round; WHEN_NONE: there is but one reading */
};

/*
 * day_pull(text, rules, before, out):
 * The next whole day in *${text}, which moves behind it: "12. März 2019", "March 12th, 2019", "2019-03-12", "12.03.2019", "12.03.19",
 * "2019. 3. 12.", "2019年3月12日", "二〇一九年三月十二日", "民國108年3月12日", "令和6年3月12日", "12 tháng 3 năm 2019", "12 มีนาคม 2562"
 * (Buddhist years), "۱۳۹۷/۱۲/۲۱" (Iran's); digits of any script that news are written in.  *${before}: what stood before it, may be
 * NULL.  False without one; years 1995 to 2100.  Linear.
 */
bool day_pull(struct str *text, unsigned rules, struct str *before, struct day *out);
/* The first one. */
bool day_find(struct str text, unsigned rules, struct when *out);
/* A month and a day without a year: "3月5日", "5 March".  False without one, or where a year stands too. */
bool day_of_year(struct str text, unsigned *month, unsigned *day);

/* The day in the path of an address: /2019/03/12/, /2019-03-12-, /20190312, /t20190312_1, /201903/12/, /2019/0312/. */
bool day_in_path(struct str path, struct when *out);

#endif
