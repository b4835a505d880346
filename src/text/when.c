#include "text/date.h"

/* Calendar arithmetic and writing; reading is in date.c. */

static const char weekdays[] = "ThuFriSatSunMonTueWed"; /* 1970-01-01 was a Thursday */
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

struct civil {
	int year;
	unsigned month, day, hour, minute, second, weekday;
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct when
when_from_ms(int64_t ms)
{
	return (struct when){ .ms = ms, .precision = WHEN_MILLISECOND, .zone = ZONE_GIVEN };
}

/* Eras of 400 years that begin on 1 March, so that the leap day comes last. */
int64_t
days_from_civil(int year, unsigned month, unsigned day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + (int64_t)day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void
civil_from_days(int64_t days, int *year, unsigned *month, unsigned *day)
{
	int64_t era = floor_div(days + 719468, 146097);
	int64_t of_era = days + 719468 - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (unsigned)(of_year - (153 * m + 2) / 5 + 1);
	*month = (unsigned)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

static struct civil
civil_at(int64_t seconds)
{
	int64_t days = floor_div(seconds, 86400);
	unsigned rest = (unsigned)(seconds - days * 86400);
	struct civil civil = { .hour = rest / 3600, .minute = rest / 60 % 60, .second = rest % 60 };

	civil_from_days(days, &civil.year, &civil.month, &civil.day);
	civil.weekday = (unsigned)(days - floor_div(days, 7) * 7);
	return civil;
}

static void
push_zone(struct buf *out, int32_t offset_s)
{
	unsigned minutes = (unsigned)(offset_s < 0 ? -offset_s : offset_s) / 60;

	if (minutes == 0)
		buf_push_char(out, 'Z');
	else
		buf_push_format(out, "%c%02u:%02u", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void
push_time(struct buf *out, struct when when, struct civil civil)
{
	if (when.precision < WHEN_MINUTE)
		return;
	buf_push_format(out, "T%02u:%02u", civil.hour, civil.minute);
	if (when.precision >= WHEN_SECOND)
		buf_push_format(out, ":%02u", civil.second);
	if (when.precision >= WHEN_MILLISECOND)
		buf_push_format(out, ".%03u", (unsigned)(when.ms - when_seconds(when) * 1000));
	push_zone(out, when.offset_s);
}

static void
push_year(struct buf *out, int year)
{
	if (year < 0)
		buf_push_format(out, "%04d", year);
	else
		buf_push_digits(out, (uint64_t)year, 4);
}

static void
push_part(struct buf *out, unsigned value)
{
	buf_push_char(out, '-');
	buf_push_digits(out, value, 2);
}

void
civil_push(struct buf *out, int64_t days, enum when_precision precision)
{
	int year;
	unsigned month, day;

	civil_from_days(days, &year, &month, &day);
	push_year(out, year);
	if (precision >= WHEN_MONTH)
		push_part(out, month);
	if (precision >= WHEN_DAY)
		push_part(out, day);
}

void
when_push(struct buf *out, struct when when)
{
	struct civil civil = civil_at(when_seconds(when) + when.offset_s);

	if (when.precision >= WHEN_YEAR)
		push_year(out, civil.year);
	if (when.precision >= WHEN_MONTH)
		push_part(out, civil.month);
	if (when.precision >= WHEN_DAY)
		push_part(out, civil.day);
	push_time(out, when, civil);
}

void
when_push_utc(struct buf *out, int64_t seconds)
{
	struct civil c = civil_at(seconds);

	buf_push_format(out, "%04d-%02u-%02uT%02u:%02u:%02uZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

void
when_push_http(struct buf *out, int64_t seconds)
{
	struct civil c = civil_at(seconds);

	buf_push_format(out, "%.3s, %02u %.3s %04d %02u:%02u:%02u GMT", weekdays + 3 * c.weekday, c.day,
	    months + 3 * (c.month - 1), c.year, c.hour, c.minute, c.second);
}

void
when_push_day(struct buf *out, int64_t seconds, int32_t offset_s)
{
	civil_push(out, floor_div(seconds + offset_s, 86400), WHEN_DAY);
}

bool
when_parse_range(struct str s, int32_t zone_s, int64_t *from, int64_t *to)
{
	struct when when;
	struct civil c;
	int64_t end;

	if (!when_parse(s, zone_s, &when) || when.precision > WHEN_DAY)
		return false;
	c = civil_at(when_seconds(when) + when.offset_s);
	if (when.precision == WHEN_YEAR)
		end = days_from_civil(c.year + 1, 1, 1);
	else if (when.precision == WHEN_MONTH)
		end = c.month == 12 ? days_from_civil(c.year + 1, 1, 1) : days_from_civil(c.year, c.month + 1, 1);
	else
		end = days_from_civil(c.year, c.month, c.day) + 1;
	*from = when_seconds(when);
	*to = end * 86400 - when.offset_s;
	return true;
}
