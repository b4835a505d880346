/*
 * day.h: days in running text and in addresses, in the languages of data/months.tsv.
 */
#ifndef XINSHI_REFINE_DAY_H
#define XINSHI_REFINE_DAY_H

#include "text/date.h"

/*
 * day_find(text, out):
 * The first whole day in ${text}: "12. März 2019", "March 12th, 2019", "2019-03-12", "12.03.2019", "2019年3月12日".  Of two numbers that may
 * both be the month the day comes first, but for a slash where the text is not told apart otherwise.  False without one; years
 * 1995 to 2100.
 */
bool day_find(struct str text, struct when *out);

/* The day in the path of an address: /2019/03/12/, /2019-03-12-, /20190312, /t20190312_1, /201903/12/, /2019/0312/. */
bool day_in_path(struct str path, struct when *out);

#endif
