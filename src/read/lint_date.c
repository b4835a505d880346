#include "read/lint_value.h"
#include "text/date.h"

/* Day and month must be of this calendar, too: the general reader knows. */
static bool
is_date(struct str s)
{
	struct when when;

	return when_parse(s, 0, &when);
}

static bool
pull_time(struct str *s, bool need_seconds)
{
	unsigned hour, minute, second = 0;
	uint64_t fraction;

	if (!pull_digits(s, 2, &hour) || !pull_char(s, ':') || !pull_digits(s, 2, &minute))
		return false;
	if (pull_char(s, ':')) {
		if (!pull_digits(s, 2, &second))
			return false;
		if (pull_char(s, '.') && !pull_number(s, UINT64_MAX, &fraction))
			return false;
	} else if (need_seconds) {
		return false;
	}
	return hour < 24 && minute < 60 && second < 61;
}

static bool
pull_offset(struct str *s)
{
	unsigned hour, minute;

	if (pull_char(s, 'Z'))
		return true;
	return (pull_char(s, '+') || pull_char(s, '-')) && pull_digits(s, 2, &hour) &&
	       pull_char(s, ':') && pull_digits(s, 2, &minute) && hour < 24 && minute < 60;
}

bool
lint_is_rfc3339(struct str s)
{
	struct str whole = s;
	unsigned year, month, day;

	return pull_digits(&s, 4, &year) && pull_char(&s, '-') && pull_digits(&s, 2, &month) &&
	       pull_char(&s, '-') && pull_digits(&s, 2, &day) && pull_char(&s, 'T') &&
	       pull_time(&s, true) && pull_offset(&s) && !s.n && is_date(whole);
}

/* A year, a month, a day, or a minute or second with its zone. */
bool
lint_is_w3cdtf(struct str s)
{
	struct str whole = s;
	unsigned year, month, day;

	if (!pull_digits(&s, 4, &year))
		return false;
	if (!s.n)
		return true;
	if (!pull_char(&s, '-') || !pull_digits(&s, 2, &month) || month < 1 || month > 12)
		return false;
	if (!s.n)
		return true;
	if (!pull_char(&s, '-') || !pull_digits(&s, 2, &day) || !is_date(str_slice(whole, 0, 10)))
		return false;
	if (!s.n)
		return true;
	return pull_char(&s, 'T') && pull_time(&s, false) && pull_offset(&s) && !s.n;
}

static bool
pull_one_of(struct str *s, const char *words)
{
	struct str rest = str_from_c(words), word;

	while (pull_field(&rest, ' ', &word))
		if (pull_str_nocase(s, word))
			return true;
	return false;
}

static bool
pull_gap(struct str *s)
{
	size_t n = s->n;

	pull_spaces(s);
	return s->n < n;
}

static bool
pull_zone_822(struct str *s)
{
	unsigned digits;

	if (pull_char(s, '+') || pull_char(s, '-'))
		return pull_digits(s, 4, &digits) && digits < 2400 && digits % 100 % 15 == 0 &&
		       digits % 100 < 60;
	return pull_one_of(s, "UTC UT GMT EST EDT CST CDT MST MDT PST PDT Z");
}

/* RFC 822 with the year in four digits, as RSS 2.0 wants it; its weekday must be the date's. */
bool
lint_is_rfc822(struct str s)
{
	static const char *const names[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	struct str whole = s, weekday = { 0 };
	struct when when;
	uint64_t day;
	unsigned year;

	if (s.n > 3 && char_is_alpha(s.p[0])) {
		weekday = str_slice(s, 0, 3);
		if (!pull_one_of(&s, "Mon Tue Wed Thu Fri Sat Sun") || !pull_char(&s, ',') ||
		    !pull_gap(&s))
			return false;
	}
	if (!pull_number(&s, 31, &day) || !pull_gap(&s) ||
	    !pull_one_of(&s, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec") || !pull_gap(&s) ||
	    !pull_digits(&s, 4, &year) || !pull_gap(&s) || !pull_time(&s, false) || !pull_gap(&s) ||
	    !pull_zone_822(&s) || s.n)
		return false;
	if (!when_parse(whole, 0, &when))
		return false;
	if (weekday.p) {
		int64_t days = (when.ms / 1000 + when.offset_s) / 86400 % 7;
		return str_equal_nocase(weekday, str_from_c(names[(days + 7) % 7]));
	}
	return true;
}
