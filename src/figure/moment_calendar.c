/*
 * The calendar that times are placed in: on text/date.h, with weeks, the Chinese calendar's months,
 * feasts, and EDTF.
 */
#include "figure/moment.h"

/* ---- days ---- */

int
moment_month_days(int year, int month)
{
	int64_t first = days_from_civil(year, (unsigned)month, 1);
	bool is_last = month == 12;

	return (
	    int)(days_from_civil(is_last ? year + 1 : year, is_last ? 1 : (unsigned)month + 1, 1) -
		 first);
}

bool
moment_day(int year, int month, int day, int64_t *out)
{
	if (year < 1 || year > 9998 || month < 1 || month > 12 || day < 1 ||
	    day > moment_month_days(year, month))
		return false;
	*out = days_from_civil(year, (unsigned)month, (unsigned)day);
	return true;
}

/* 1970-01-01 was a Thursday. */
int
moment_weekday(int64_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7) + 1;
}

int64_t
moment_monday(int64_t day)
{
	return day - moment_weekday(day) + 1;
}

/* ---- the Chinese calendar ---- */

enum { LUNAR_FIRST = 1990 };

/* New year as day of the solar year, the month that is followed by a leap one, and a bit for each
 * month of 30 days, leap one included.  After ICU's Chinese calendar. */
static const struct lunar_year {
	uint8_t new_year, leap;
	uint16_t longs;
} lunar_years[] = {
	{ 27, 5, 0x1e92 },  /* 1990 */
	{ 46, 0, 0x0e92 },  /* 1991 */
	{ 35, 0, 0x0d26 },  /* 1992 */
	{ 23, 3, 0x0a56 },  /* 1993 */
	{ 41, 0, 0x0a57 },  /* 1994 */
	{ 31, 8, 0x14d6 },  /* 1995 */
	{ 50, 0, 0x035a },  /* 1996 */
	{ 38, 0, 0x06d5 },  /* 1997 */
	{ 28, 5, 0x0ec9 },  /* 1998 */
	{ 47, 0, 0x0749 },  /* 1999 */
	{ 36, 0, 0x0693 },  /* 2000 */
	{ 24, 4, 0x152b },  /* 2001 */
	{ 43, 0, 0x052b },  /* 2002 */
	{ 32, 0, 0x0a5b },  /* 2003 */
	{ 22, 2, 0x155a },  /* 2004 */
	{ 40, 0, 0x056a },  /* 2005 */
	{ 29, 7, 0x1b55 },  /* 2006 */
	{ 49, 0, 0x0ba4 },  /* 2007 */
	{ 38, 0, 0x0b49 },  /* 2008 */
	{ 26, 5, 0x1a93 },  /* 2009 */
	{ 45, 0, 0x0a95 },  /* 2010 */
	{ 34, 0, 0x052d },  /* 2011 */
	{ 23, 4, 0x0a6d },  /* 2012 */
	{ 41, 0, 0x0ab5 },  /* 2013 */
	{ 31, 9, 0x15aa },  /* 2014 */
	{ 50, 0, 0x05d2 },  /* 2015 */
	{ 39, 0, 0x0da5 },  /* 2016 */
	{ 28, 6, 0x1d4a },  /* 2017 */
	{ 47, 0, 0x0e4a },  /* 2018 */
	{ 36, 0, 0x0c95 },  /* 2019 */
	{ 25, 4, 0x152e },  /* 2020 */
	{ 43, 0, 0x0556 },  /* 2021 */
	{ 32, 0, 0x0ab5 },  /* 2022 */
	{ 22, 2, 0x15b2 },  /* 2023 */
	{ 41, 0, 0x06d2 },  /* 2024 */
	{ 29, 6, 0x0ea5 },  /* 2025 */
	{ 48, 0, 0x0f25 },  /* 2026 */
	{ 38, 0, 0x064a },  /* 2027 */
	{ 26, 5, 0x0c97 },  /* 2028 */
	{ 44, 0, 0x04ab },  /* 2029 */
	{ 33, 0, 0x055b },  /* 2030 */
	{ 23, 3, 0x0ad6 },  /* 2031 */
	{ 42, 0, 0x0b69 },  /* 2032 */
	{ 31, 11, 0x1752 }, /* 2033 */
	{ 50, 0, 0x0b52 },  /* 2034 */
	{ 39, 0, 0x0b25 },  /* 2035 */
	{ 28, 6, 0x1a4b },  /* 2036 */
	{ 46, 0, 0x0a4b },  /* 2037 */
	{ 35, 0, 0x04ab },  /* 2038 */
	{ 24, 5, 0x055b },  /* 2039 */
	{ 43, 0, 0x05ad },  /* 2040 */
};

bool
moment_lunar(int year, int month, int day, int64_t *out)
{
	const struct lunar_year *row;
	int months;

	if (year < LUNAR_FIRST || year >= LUNAR_FIRST + (int)LENGTH(lunar_years) || month < 1 ||
	    month > 12 || day < 1 || day > 30)
		return false;
	row = &lunar_years[year - LUNAR_FIRST];
	months = month - 1 + (row->leap && month > row->leap);
	if (day == 30 && !(row->longs >> months & 1))
		return false;
	*out = days_from_civil(year, 1, 1) + row->new_year - 1 + day - 1;
	for (int i = 0; i < months; i++)
		*out += 29 + (row->longs >> i & 1);
	return true;
}

/* ---- feasts ---- */

/* Gauss, for the Gregorian calendar. */
static int64_t
easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

	return days_from_civil(year, (unsigned)(n / 31), (unsigned)(n % 31 + 1));
}

static bool
pull_small(struct str *s, int *out)
{
	bool is_minus = pull_char(s, '-');
	size_t n = 0;

	*out = 0;
	while (n < s->n && n < 4 && char_is_digit(s->p[n]))
		*out = *out * 10 + (s->p[n++] - '0');
	*s = str_from(*s, n);
	if (is_minus)
		*out = -*out;
	return n > 0;
}

/* The ${nth} weekday of a month. */
static bool
nth_weekday(int year, int month, int nth, int weekday, int64_t *out)
{
	int64_t first;

	if (!moment_day(year, month, 1, &first))
		return false;
	*out = first + (weekday - moment_weekday(first) + 7) % 7 + 7 * (nth - 1);
	return true;
}

/* Qingming: the sun stands at 15 degrees; right for 1900 to 2099. */
static bool
qingming(int year, int64_t *out)
{
	int y = year % 100;

	return moment_day(year, 4, (y * 2422 + 48100) / 10000 - y / 4, out);
}

bool
moment_feast(struct str rule, int year, int64_t *out)
{
	struct str name, rest = rule;
	int a = 0, b = 0, c = 0;

	if (year < 1583 || year > 9998)
		return false;
	if (str_equal(rule, S("qingming")))
		return qingming(year, out);
	if (!pull_until(&rest, S("="), &name) || !pull_small(&rest, &a))
		return false;
	if (str_equal(name, S("easter"))) {
		*out = easter(year) + a;
		return true;
	}
	if (!pull_char(&rest, '-') || !pull_small(&rest, &b))
		return false;
	if (str_equal(name, S("day")))
		return moment_day(year, a, b, out);
	if (str_equal(name, S("eve"))) { /* the day before a lunar one */
		bool is = moment_lunar(year, a, b, out);
		*out -= is;
		return is;
	}
	if (str_equal(name, S("lunar")))
		return moment_lunar(year, a, b, out);
	return pull_char(&rest, '-') && pull_small(&rest, &c) && nth_weekday(year, a, b, c, out);
}
