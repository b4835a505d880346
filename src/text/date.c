#include "text/date_parts.h"
#include "text/fold.h"

/* A date is folded first (full-width digits, odd spaces, case, traditional forms), then tried against forms[] in their
 * order. */

/* ---- years, months, days ---- */

static bool
pull_year(struct str *s, struct date_parts *parts)
{
	return pull_digits(s, 4, &parts->year);
}

/* As RFC 2822, 4.3 reads the years of RFC 822: 00-49 are of this century, other short ones of the last. */
static bool
pull_year_short(struct str *s, struct date_parts *parts)
{
	size_t before = s->n;
	uint64_t year;

	if (!pull_number(s, 9999, &year))
		return false;
	switch (before - s->n) {
	case 2:
		parts->year = (unsigned)year + (year < 50 ? 2000 : 1900);
		return true;
	case 3:
		parts->year = (unsigned)year + 1900;
		return true;
	default:
		parts->year = (unsigned)year;
		return before - s->n == 4;
	}
}

/* Years of the Republic: 1 is 1912. */
static bool
pull_year_minguo(struct str *s, struct date_parts *parts)
{
	uint64_t year;

	if (!pull_number(s, 999, &year) || year == 0)
		return false;
	parts->year = (unsigned)year + 1911;
	return true;
}

bool
date_pull_short(struct str *s, unsigned *out)
{
	size_t before = s->n;
	uint64_t value;

	if (!pull_number(s, 99, &value) || before - s->n > 2)
		return false;
	*out = (unsigned)value;
	return true;
}

static bool
pull_month(struct str *s, struct date_parts *parts)
{
	return date_pull_short(s, &parts->month);
}

static bool
pull_month_exact(struct str *s, struct date_parts *parts)
{
	return pull_digits(s, 2, &parts->month);
}

static bool
pull_day_exact(struct str *s, struct date_parts *parts)
{
	return pull_digits(s, 2, &parts->day);
}

static bool
pull_day(struct str *s, struct date_parts *parts)
{
	static const struct str ordinals[] = { STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th") };

	if (!date_pull_short(s, &parts->day))
		return false;
	for (size_t i = 0; i < LENGTH(ordinals); i++)
		if (pull_str(s, ordinals[i]))
			break;
	return true;
}

/* Takes a name or its first three letters and more ("sept"), with a dot perhaps. */
static bool
pull_name(struct str *s, struct str name)
{
	size_t n = 0;

	while (n < s->n && n < name.n && s->p[n] == name.p[n])
		n++;
	if (n < 3 || (n < s->n && char_is_alpha(s->p[n])))
		return false;
	*s = str_from(*s, n);
	pull_char(s, '.');
	return true;
}

static bool
pull_month_name(struct str *s, struct date_parts *parts)
{
	static const struct str names[] = { STR_INIT("january"), STR_INIT("february"), STR_INIT("march"),
		STR_INIT("april"), STR_INIT("may"), STR_INIT("june"), STR_INIT("july"), STR_INIT("august"),
		STR_INIT("september"), STR_INIT("october"), STR_INIT("november"), STR_INIT("december") };

	for (unsigned i = 0; i < LENGTH(names); i++) {
		if (pull_name(s, names[i])) {
			parts->month = i + 1;
			return true;
		}
	}
	return false;
}

static bool
pull_weekday_name(struct str *s)
{
	static const struct str english[] = { STR_INIT("monday"), STR_INIT("tuesday"), STR_INIT("wednesday"),
		STR_INIT("thursday"), STR_INIT("friday"), STR_INIT("saturday"), STR_INIT("sunday") };
	static const struct str chinese[] = { STR_INIT("星期"), STR_INIT("礼拜"), STR_INIT("周") };
	static const struct str days[] = { STR_INIT("一"), STR_INIT("二"), STR_INIT("三"), STR_INIT("四"),
		STR_INIT("五"), STR_INIT("六"), STR_INIT("日"), STR_INIT("天") };
	struct str rest = *s;

	for (size_t i = 0; i < LENGTH(english); i++)
		if (pull_name(s, english[i]))
			return true;
	for (size_t i = 0; i < LENGTH(chinese); i++) {
		if (!pull_str(&rest, chinese[i]))
			continue;
		for (size_t j = 0; j < LENGTH(days); j++)
			if (pull_str(&rest, days[j])) {
				*s = rest;
				return true;
			}
	}
	return false;
}

/* A weekday if there is one, in brackets perhaps, right or wrong: the date itself decides. */
static bool
pull_weekday(struct str *s, struct date_parts *parts)
{
	struct str rest = *s;
	bool bracket;

	(void)parts;
	pull_spaces(&rest);
	bracket = pull_char(&rest, '(');
	if (!pull_weekday_name(&rest) || (bracket && !pull_char(&rest, ')')))
		return true;
	pull_char(&rest, ',');
	pull_spaces(&rest);
	*s = rest;
	return true;
}

/* What may stand between date and time: nothing, T, a comma, a dash, "at", a weekday. */
static bool
pull_gap(struct str *s, struct date_parts *parts)
{
	static const struct str gaps[] = { STR_INIT("t"), STR_INIT(","), STR_INIT("- "), STR_INIT("– "),
		STR_INIT("|"), STR_INIT("at "), STR_INIT("·") };

	pull_weekday(s, parts);
	pull_spaces(s);
	for (size_t i = 0; i < LENGTH(gaps); i++)
		if (pull_str(s, gaps[i]))
			break;
	pull_spaces(s);
	return true;
}

/* ---- the forms ---- */

static bool pull_rest(struct str *s, struct date_parts *parts);

static const date_puller pullers[128] = {
	['Y'] = pull_year,
	['y'] = pull_year_short,
	['R'] = pull_year_minguo,
	['n'] = pull_month,
	['i'] = pull_month_exact,
	['N'] = pull_month_name,
	['d'] = pull_day,
	['e'] = pull_day_exact,
	['w'] = pull_weekday,
	['g'] = pull_gap,
	['T'] = date_pull_time,
	['z'] = date_pull_zone,
	['t'] = pull_rest,
};

/* The rest of a date: nothing, a zone, or a time and perhaps a zone. */
static bool
pull_rest(struct str *s, struct date_parts *parts)
{
	if (date_match(s, "gT", pullers, parts))
		return true;
	return date_match(s, "wz", pullers, parts);
}

static const struct {
	const char *form;
	enum when_precision precision; /* where no time of day follows */
} forms[] = {
	{ "wY-n-dt", WHEN_DAY },
	{ "Y/n/dt", WHEN_DAY },
	{ "Y.n.dt", WHEN_DAY },
	{ "wd N ,yt", WHEN_DAY },
	{ "wd N yt", WHEN_DAY },
	{ "wd-N-yt", WHEN_DAY },
	{ "d/n/Yt", WHEN_DAY },
	{ "d.n.Yt", WHEN_DAY },
	{ "wN d, Yt", WHEN_DAY },
	{ "wN d Yt", WHEN_DAY },
	{ "wN d T Y", WHEN_DAY },
	{ "Y 年 n 月 d 日t", WHEN_DAY },
	{ "民国 R 年 n 月 d 日t", WHEN_DAY },
	{ "Yiet", WHEN_DAY },
	{ "Y-n", WHEN_MONTH },
	{ "Y/n", WHEN_MONTH },
	{ "Y 年 n 月", WHEN_MONTH },
	{ "N Y", WHEN_MONTH },
	{ "Y年", WHEN_YEAR },
	{ "Y", WHEN_YEAR },
};

bool
date_match(struct str *s, const char *form, const date_puller pull[128], struct date_parts *parts)
{
	struct date_parts attempt = *parts;
	struct str rest = *s;

	for (; *form; form++) {
		date_puller puller = *form & 0x80 ? NULL : pull[(unsigned char)*form];
		if (*form == ' ')
			pull_spaces(&rest);
		else if (puller ? !puller(&rest, &attempt) : !pull_char(&rest, *form))
			return false;
	}
	*s = rest;
	*parts = attempt;
	return true;
}

/* ---- from parts to a time ---- */

static unsigned
days_in_month(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (leap && month == 2);
}

/* 24:00 ends a day (ISO 8601), 23:59:60 is a leap second: both are the next day's first. */
static bool
is_possible(const struct date_parts *parts)
{
	if (parts->year < 1 || parts->year > 9999 || parts->month < 1 || parts->month > 12)
		return false;
	if (parts->day < 1 || parts->day > days_in_month(parts->year, parts->month))
		return false;
	if (parts->hour == 24)
		return parts->minute == 0 && parts->second == 0 && parts->ms == 0;
	return parts->hour < 24 && parts->minute < 60 && parts->second <= 60;
}

static struct when
when_of(const struct date_parts *parts)
{
	int64_t days = days_from_civil((int)parts->year, parts->month, parts->day) + parts->next_day;
	int64_t seconds = days * 86400 + parts->hour * 3600 + parts->minute * 60 + parts->second;
	int32_t offset_s = parts->has_offset ? parts->offset_s : parts->zone_s;

	return (struct when){ .ms = (seconds - offset_s) * 1000 + parts->ms,
		.offset_s = offset_s,
		.precision = (uint8_t)parts->precision,
		.zone = parts->has_offset ? ZONE_GIVEN : ZONE_ASSUMED };
}

/* Midnight after 9999-12-31, where years have five digits. */
static const int64_t LAST_MS = 253402300800000;

static bool
parse_forms(struct str s, int32_t zone_s, struct when *out)
{
	for (size_t i = 0; i < LENGTH(forms); i++) {
		struct date_parts parts = { .month = 1, .day = 1, .precision = forms[i].precision, .zone_s = zone_s };
		struct str rest = s;
		struct when when;
		if (!date_match(&rest, forms[i].form, pullers, &parts) || rest.n)
			continue;
		if (!is_possible(&parts))
			continue;
		when = when_of(&parts);
		if (when.ms + when.offset_s * (int64_t)1000 >= LAST_MS)
			continue;
		*out = when;
		return true;
	}
	return false;
}

/* Digits alone: seconds (10 of them) or milliseconds (13) since 1970. */
static bool
parse_epoch(struct str s, struct when *out)
{
	struct str rest = s;
	uint64_t value;

	if ((s.n != 10 && s.n != 13) || !pull_number(&rest, UINT64_MAX, &value) || rest.n)
		return false;
	*out = when_from_ms((int64_t)value * (s.n == 10 ? 1000 : 1));
	if (s.n == 10)
		out->precision = WHEN_SECOND;
	return true;
}

/* The longest date that is one: what is longer is prose. */
enum { DATE_MAX = 96 };

bool
when_parse(struct str s, int32_t zone_s, struct when *out)
{
	char folded[DATE_MAX * FOLD_MAX * 4 / 3];
	uint32_t rune, runes[FOLD_MAX];
	size_t n = 0;
	struct str text;

	s = str_trim(s);
	if (s.n < 4 || s.n > DATE_MAX)
		return false;
	while (pull_rune(&s, &rune)) {
		unsigned count = fold_rune(rune, runes);
		for (unsigned i = 0; i < count; i++)
			n += rune_write(runes[i], folded + n);
	}
	text = str_trim((struct str){ folded, n });
	return parse_epoch(text, out) || parse_forms(text, zone_s, out);
}
