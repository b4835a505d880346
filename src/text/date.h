/*
 * date.h: one type for every date, with its zone and its precision.
 */
#ifndef XINSHI_TEXT_DATE_H
#define XINSHI_TEXT_DATE_H

#include "base/buf.h"

enum when_precision { WHEN_NONE, WHEN_YEAR, WHEN_MONTH, WHEN_DAY, WHEN_MINUTE, WHEN_SECOND, WHEN_MILLISECOND };
enum when_zone { ZONE_UNKNOWN, ZONE_GIVEN, ZONE_ASSUMED };

struct when {
	int64_t ms;		       /* milliseconds since 1970-01-01T00:00:00Z */
	int32_t offset_s;	       /* of local time from UTC, seconds east */
	uint8_t precision;	       /* enum when_precision; WHEN_NONE: no date at all */
	uint8_t zone;		       /* enum when_zone: written in the date, taken from the source, or not known (UTC) */
};

struct when when_from_ms(int64_t ms);	    /* UTC, millisecond precision, zone given */
static inline int64_t
when_seconds(struct when when)
{
	/* floor, so that dates before 1970 do not round up */
	return when.ms / 1000 - (when.ms % 1000 < 0);
}

/* Years 1 to 9999; proleptic Gregorian.  month 1-12, day 1-31 (checked by the parser, not here). */
int64_t days_from_civil(int year, unsigned month, unsigned day);
void civil_from_days(int64_t days, int *year, unsigned *month, unsigned *day);
/* Days since 1970 as 2021, 2021-02 or 2021-02-01. */
void civil_push(struct buf *out, int64_t days, enum when_precision precision);

/*
 * when_parse(s, zone_s, out):
 * Reads one date that fills ${s} (white space around it allowed): RFC 3339 / ISO 8601 (date, T or space, fraction, Z or
 * offset), RFC 822/2822/1123 and asctime as feeds misuse them, 2021-02-01 09:48:19, 2021/2/1, 2021.02.01, 01/02/2021 -
 * 00:13 (day first, RFI), 2021年2月1日 [上午|下午] 8:05, 民國110年2月1日, Feb 1st 2021, 1 Feb 2021, milliseconds or seconds
 * as digits alone (13 or 10 of them).  ${zone_s} is the offset used where none is written; ZONE_ASSUMED is noted.
 * False where it is no date or an impossible one (month 13, 31 February, hour 25).
 */
bool when_parse(struct str s, int32_t zone_s, struct when *out);

/* RFC 3339 in the zone of the date, down to its precision: 2021, 2021-02, 2021-02-01, 2021-02-01T08:05+08:00,
 * 2021-02-01T08:05:00Z, ...:00.123Z.  WHEN_NONE pushes nothing. */
void when_push(struct buf *out, struct when when);
/* Always UTC, to the second: 2021-02-01T00:05:00Z. */
void when_push_utc(struct buf *out, int64_t seconds);
/* RFC 1123 (HTTP): Mon, 01 Feb 2021 00:05:00 GMT. */
void when_push_http(struct buf *out, int64_t seconds);
/* 2021-02-01 of UTC plus offset. */
void when_push_day(struct buf *out, int64_t seconds, int32_t offset_s);
/* A day, a month or a year as a half-open range of seconds: "2021-02-01", "2021-02", "2021", each in ${zone_s}. */
bool when_parse_range(struct str s, int32_t zone_s, int64_t *from, int64_t *to);

#endif
