/*
 * Dates and times of day in digits alone: 2021-03-04, 2021/3/4 10:30, 05/04/2024 - 00:13, 10:30.
 */
#include "figure/moment.h"

struct digit_run {
	int value;
	unsigned digits;
};

static bool
pull_run(struct str *s, unsigned most, struct digit_run *out)
{
	size_t n = 0;

	*out = (struct digit_run){ 0 };
	while (n < s->n && n <= most && char_is_digit(s->p[n]))
		out->value = out->value * 10 + (s->p[n++] - '0');
	if (!n || n > most)
		return false;
	out->digits = (unsigned)n;
	*s = str_from(*s, n);
	return true;
}

static bool
pull_colon(struct str *s)
{
	return pull_char(s, ':') || pull_str(s, S("："));
}

static bool
pull_clock(struct str *s, int *minute)
{
	struct str rest = *s;
	struct digit_run hours, minutes, seconds;

	if (!pull_run(&rest, 2, &hours) || !pull_colon(&rest) || !pull_run(&rest, 2, &minutes) ||
	    minutes.digits != 2 || hours.value > 23 || minutes.value > 59)
		return false;
	*s = rest;
	if (pull_colon(&rest) && pull_run(&rest, 2, &seconds) && seconds.digits == 2)
		*s = rest;
	*minute = hours.value * 60 + minutes.value;
	return true;
}

/* The time of day behind a date: "T10:30", " 10:30", " - 10:30". */
static void
take_clock(struct str *s, struct moment_words *out)
{
	struct str rest = *s;
	int minute;

	if (!pull_char(&rest, 'T') && !pull_str(&rest, S(" - ")) && !pull_char(&rest, ' '))
		return;
	if (!pull_clock(&rest, &minute))
		return;
	words_set(out, FIELD_MINUTE, minute);
	*s = rest;
}

static bool
pull_same(struct str *s, char separator)
{
	return pull_char(s, separator);
}

static bool
set_date(struct moment_words *out, int year, int month, int day)
{
	int64_t ignored;

	if (year < 1000 || !moment_day(year, month, day, &ignored))
		return false;
	words_set(out, FIELD_YEAR, year);
	words_set(out, FIELD_MONTH, month);
	words_set(out, FIELD_DAY, day);
	return true;
}

/* Year first, or day first (month first only where that alone is possible). */
static bool
pull_date(struct str *s, struct moment_words *out)
{
	struct str rest = *s;
	struct digit_run a, b, c;
	char separator;
	bool is;

	if (!pull_run(&rest, 4, &a) || !rest.n || !strchr("-/.", rest.p[0]))
		return false;
	separator = rest.p[0];
	if (!pull_same(&rest, separator) || !pull_run(&rest, 2, &b) ||
	    !pull_same(&rest, separator) || !pull_run(&rest, 4, &c))
		return false;
	if (a.digits == 4 && c.digits <= 2)
		is = set_date(out, a.value, b.value, c.value);
	else if (a.digits <= 2 && c.digits == 4)
		is = set_date(out, c.value, b.value, a.value) ||
		     set_date(out, c.value, a.value, b.value);
	else
		return false;
	if (is)
		*s = rest;
	return is;
}

static bool
is_joined(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (c && strchr("-/.,:$_%", c));
}

bool
moment_digits(struct str text, size_t at, struct moment_words *out)
{
	struct str rest = str_from(text, at);
	int minute;

	if (at && is_joined(text.p[at - 1]))
		return false;
	*out = (struct moment_words){ 0 };
	if (pull_date(&rest, out))
		take_clock(&rest, out);
	else if (pull_clock(&rest, &minute)) {
		words_set(out, FIELD_MINUTE, minute);
		out->is_short = true;
	} else
		return false;
	if (rest.n && (char_is_digit(rest.p[0]) || char_is_alpha(rest.p[0])))
		return false;
	out->span = (struct span){ (uint32_t)at, (uint32_t)(text.n - rest.n) };
	return true;
}
