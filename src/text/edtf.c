#include "text/edtf.h"

#include "text/date.h"

static int64_t
month_begin(unsigned year, unsigned month)
{
	return month > 12 ? days_from_civil((int)year + 1, month - 12, 1) : days_from_civil((int)year, month, 1);
}

/* Behind "2024-W": of the week that holds the year's 4th of January. */
static bool
week_days(struct str s, unsigned year, int64_t *first, int64_t *last)
{
	unsigned week;
	int64_t fourth = days_from_civil((int)year, 1, 4);

	if (!pull_digits(&s, 2, &week) || s.n || week < 1 || week > 53)
		return false;
	*first = fourth - (fourth + 3) % 7 + 7 * ((int64_t)week - 1);
	*last = *first + 6;
	return true;
}

/* 21 spring, from March, to 24 winter, from December. */
static void
season_days(unsigned year, unsigned season, int64_t *first, int64_t *last)
{
	unsigned month = 3 * (season - 20);

	*first = month_begin(year, month);
	*last = month_begin(year, month + 3) - 1;
}

/* Behind "2024-11": nothing, or "-07" with or without a time of the day. */
static bool
month_days(struct str s, unsigned year, unsigned month, int64_t *first, int64_t *last)
{
	unsigned day;

	*first = month_begin(year, month);
	*last = month_begin(year, month + 1) - 1;
	if (!s.n)
		return true;
	if (!pull_char(&s, '-') || !pull_digits(&s, 2, &day) || (s.n && s.p[0] != 'T') || day < 1)
		return false;
	*first += day - 1;
	if (*first > *last)
		return false;
	*last = *first;
	return true;
}

static bool
date_days(struct str s, int64_t *first, int64_t *last)
{
	unsigned year, month;

	while (s.n && (s.p[s.n - 1] == '~' || s.p[s.n - 1] == '?'))
		s.n--;
	if (!pull_digits(&s, 4, &year) || !year)
		return false;
	*first = month_begin(year, 1);
	*last = month_begin(year, 13) - 1;
	if (!s.n)
		return true;
	if (pull_str(&s, S("-W")))
		return week_days(s, year, first, last);
	if (!pull_char(&s, '-') || !pull_digits(&s, 2, &month))
		return false;
	if (month >= 21 && month <= 24 && !s.n) {
		season_days(year, month, first, last);
		return true;
	}
	return month >= 1 && month <= 12 && month_days(s, year, month, first, last);
}

static bool
end_days(struct str s, int64_t open, int64_t *first, int64_t *last)
{
	if (s.n && !str_equal(s, S("..")))
		return date_days(s, first, last);
	*first = *last = open;
	return true;
}

bool
edtf_days(struct str s, int64_t *first, int64_t *last)
{
	int64_t from[2], to[2];
	struct str begin;

	if (!pull_until(&s, S("/"), &begin)) {
		if (!date_days(s, &from[0], &to[1]))
			return false;
	} else if (!end_days(begin, INT64_MIN, &from[0], &from[1]) || !end_days(s, INT64_MAX, &to[0], &to[1]))
		return false;
	if (from[0] > to[1])
		return false;
	*first = from[0];
	*last = to[1];
	return true;
}
