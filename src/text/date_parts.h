/*
 * date_parts.h: between date.c (days, and the forms of whole dates) and clock.c (times of day and zones).
 *
 * A form is read byte by byte: a letter calls its puller, a space takes any white space, all else stands for itself.
 * The text is folded before (fold.h): full-width digits are ASCII, letters are small, Han characters are simplified.
 */
#ifndef XINSHI_TEXT_DATE_PARTS_H
#define XINSHI_TEXT_DATE_PARTS_H

#include "text/date.h"

struct date_parts {
	unsigned year, month, day, hour, minute, second, ms;
	bool next_day; /* the time of day is past the midnight that ends the day */
	enum when_precision precision;
	bool has_offset;
	int32_t offset_s, zone_s; /* as written; to be assumed */
};

typedef bool (*date_puller)(struct str *s, struct date_parts *parts);

/* Reads ${form} with the pullers of its letters; advances *${s} and changes *${parts} only on success. */
bool date_match(struct str *s, const char *form, const date_puller pullers[128], struct date_parts *parts);

/* One or two digits, none behind them. */
bool date_pull_short(struct str *s, unsigned *out);

/* A time of day with the half of the day and the zone that may stand with it:  8:05  下午8时5分 台北时间  20:05:06.5+08:00 */
bool date_pull_time(struct str *s, struct date_parts *parts);

/* A zone if there is one; always true, unless a bracket behind it does not close. */
bool date_pull_zone(struct str *s, struct date_parts *parts);

#endif
