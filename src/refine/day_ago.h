/*
 * day_ago.h: times told from the moment of reading: "3 hours ago", "vor 2 Tagen", "昨天 08:30", "5分鐘前".
 */
#ifndef XINSHI_REFINE_DAY_AGO_H
#define XINSHI_REFINE_DAY_AGO_H

#include "text/date.h"

/*
 * day_ago(line, zone_s, now, out):
 * The time that a short line tells by data/agos.tsv, ${now} (seconds) being when the page was read.  What it says to the minute or the
 * hour is kept to the minute, days as days of ${zone_s}; a time of day beside a day's word is taken with it.  A day's word counts only
 * at the beginning or end of the line or beside a time of day: in a sentence it is nobody's date.
 * False without one, and where ${now} is 0.
 */
bool day_ago(struct str line, int32_t zone_s, int64_t now, struct when *out);

#endif
