#include "text/date.h"
#include "text/fold.h"

/*
 * A date is folded first (full-width digits, NBSP, case, traditional forms), then tried against forms[] in their order.
 * A form is read byte by byte: a letter calls a puller, a space takes any white space, all else stands for itself.
 */
struct fields {
	unsigned year, month, day, hour, minute, second, ms;
	enum when_precision precision;
	const struct half *half; /* of the day: a.m., p.m., NULL */
	bool has_offset;
	int32_t offset_s, zone_s; /* as written; to be assumed */
};

static bool match(struct str *s, const char *form, struct fields *f);

/* ---- years, months, days ---- */

static bool
pull_year(struct str *s, struct fields *f)
{
	return pull_digits(s, 4, &f->year);
}

/* As RFC 2822, 4.3 reads the years of RFC 822: 00-49 are of this century, other short ones of the last. */
static bool
pull_year_short(struct str *s, struct fields *f)
{
	size_t before = s->n;
	uint64_t year;

	if (!pull_number(s, 9999, &year))
		return false;
	switch (before - s->n) {
	case 2:
		f->year = (unsigned)year + (year < 50 ? 2000 : 1900);
		return true;
	case 3:
		f->year = (unsigned)year + 1900;
		return true;
	default:
		f->year = (unsigned)year;
		return before - s->n == 4;
	}
}

/* Years of the Republic: 1 is 1912. */
static bool
pull_year_minguo(struct str *s, struct fields *f)
{
	uint64_t year;

	if (!pull_number(s, 999, &year) || year == 0)
		return false;
	f->year = (unsigned)year + 1911;
	return true;
}

/* One or two digits, none behind them. */
static bool
pull_short(struct str *s, unsigned *out)
{
	size_t before = s->n;
	uint64_t value;

	if (!pull_number(s, 99, &value) || before - s->n > 2)
		return false;
	*out = (unsigned)value;
	return true;
}

static bool
pull_month(struct str *s, struct fields *f)
{
	return pull_short(s, &f->month);
}

static bool
pull_month_exact(struct str *s, struct fields *f)
{
	return pull_digits(s, 2, &f->month);
}

static bool
pull_day_exact(struct str *s, struct fields *f)
{
	return pull_digits(s, 2, &f->day);
}

static bool
pull_day(struct str *s, struct fields *f)
{
	static const struct str ordinals[] = { STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th") };

	if (!pull_short(s, &f->day))
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
pull_month_name(struct str *s, struct fields *f)
{
	static const struct str names[] = { STR_INIT("january"), STR_INIT("february"), STR_INIT("march"),
		STR_INIT("april"), STR_INIT("may"), STR_INIT("june"), STR_INIT("july"), STR_INIT("august"),
		STR_INIT("september"), STR_INIT("october"), STR_INIT("november"), STR_INIT("december") };

	for (unsigned i = 0; i < LENGTH(names); i++) {
		if (pull_name(s, names[i])) {
			f->month = i + 1;
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
pull_weekday(struct str *s, struct fields *f)
{
	struct str rest = *s;
	bool bracket;

	(void)f;
	pull_spaces(&rest);
	bracket = pull_char(&rest, '(');
	if (!pull_weekday_name(&rest) || (bracket && !pull_char(&rest, ')')))
		return true;
	pull_char(&rest, ',');
	pull_spaces(&rest);
	*s = rest;
	return true;
}

/* ---- time of day ---- */

/* Hours below ${below} are 12 more; 12 itself is ${twelve}. */
static const struct half {
	struct str name;
	unsigned below, twelve;
} halves[] = {
	{ STR_INIT("am"), 0, 0 },
	{ STR_INIT("a.m."), 0, 0 },
	{ STR_INIT("pm"), 12, 12 },
	{ STR_INIT("p.m."), 12, 12 },
	{ STR_INIT("上午"), 0, 0 },
	{ STR_INIT("凌晨"), 0, 0 },
	{ STR_INIT("清晨"), 0, 0 },
	{ STR_INIT("早上"), 0, 0 },
	{ STR_INIT("早晨"), 0, 0 },
	{ STR_INIT("中午"), 4, 12 },
	{ STR_INIT("下午"), 12, 12 },
	{ STR_INIT("傍晚"), 12, 12 },
	{ STR_INIT("晚上"), 12, 24 },
	{ STR_INIT("晚间"), 12, 24 },
};

static bool
pull_half(struct str *s, struct fields *f)
{
	pull_spaces(s);
	for (size_t i = 0; i < LENGTH(halves) && !f->half; i++)
		if (pull_str(s, halves[i].name))
			f->half = &halves[i];
	pull_spaces(s);
	return true;
}

static bool
pull_hour(struct str *s, struct fields *f)
{
	return pull_short(s, &f->hour);
}

static bool
pull_minute(struct str *s, struct fields *f)
{
	f->precision = WHEN_MINUTE;
	return pull_short(s, &f->minute);
}

static bool
pull_second(struct str *s, struct fields *f)
{
	f->precision = WHEN_SECOND;
	return pull_short(s, &f->second);
}

static bool
pull_minute_exact(struct str *s, struct fields *f)
{
	f->precision = WHEN_MINUTE;
	return pull_digits(s, 2, &f->minute);
}

static bool
pull_second_exact(struct str *s, struct fields *f)
{
	f->precision = WHEN_SECOND;
	return pull_digits(s, 2, &f->second);
}

static bool
pull_hour_exact(struct str *s, struct fields *f)
{
	return pull_digits(s, 2, &f->hour);
}

/* Digits of a second; what goes beyond milliseconds is dropped. */
static bool
pull_fraction(struct str *s, struct fields *f)
{
	unsigned weight = 100;

	if (!s->n || !char_is_digit(s->p[0]))
		return false;
	for (f->ms = 0; s->n && char_is_digit(s->p[0]); *s = str_from(*s, 1), weight /= 10)
		f->ms += (unsigned)(s->p[0] - '0') * weight;
	f->precision = WHEN_MILLISECOND;
	return true;
}

static bool
pull_hour_alone(struct str *s, struct fields *f)
{
	f->precision = WHEN_MINUTE;
	return pull_short(s, &f->hour);
}

/* ---- zones ---- */

static const struct zone {
	struct str name;
	int32_t offset_s;
} zones[] = {
#define HOURS(h) ((int32_t)((h) * 3600))
	{ STR_INIT("z"), 0 },
	{ STR_INIT("gmt"), 0 },
	{ STR_INIT("utc"), 0 },
	{ STR_INIT("ut"), 0 },
	{ STR_INIT("est"), HOURS(-5) },
	{ STR_INIT("edt"), HOURS(-4) },
	{ STR_INIT("cdt"), HOURS(-5) },
	{ STR_INIT("mst"), HOURS(-7) },
	{ STR_INIT("mdt"), HOURS(-6) },
	{ STR_INIT("pst"), HOURS(-8) },
	{ STR_INIT("pdt"), HOURS(-7) },
	{ STR_INIT("akst"), HOURS(-9) },
	{ STR_INIT("akdt"), HOURS(-8) },
	{ STR_INIT("hst"), HOURS(-10) },
	{ STR_INIT("wet"), 0 },
	{ STR_INIT("west"), HOURS(1) },
	{ STR_INIT("cet"), HOURS(1) },
	{ STR_INIT("cest"), HOURS(2) },
	{ STR_INIT("mez"), HOURS(1) },
	{ STR_INIT("mesz"), HOURS(2) },
	{ STR_INIT("eet"), HOURS(2) },
	{ STR_INIT("eest"), HOURS(3) },
	{ STR_INIT("bst"), HOURS(1) },
	{ STR_INIT("msk"), HOURS(3) },
	{ STR_INIT("hkt"), HOURS(8) },
	{ STR_INIT("sgt"), HOURS(8) },
	{ STR_INIT("jst"), HOURS(9) },
	{ STR_INIT("kst"), HOURS(9) },
	{ STR_INIT("aest"), HOURS(10) },
	{ STR_INIT("aedt"), HOURS(11) },
	{ STR_INIT("nzst"), HOURS(12) },
	{ STR_INIT("nzdt"), HOURS(13) },
	{ STR_INIT("北京时间"), HOURS(8) },
	{ STR_INIT("台北时间"), HOURS(8) },
	{ STR_INIT("香港时间"), HOURS(8) },
	{ STR_INIT("格林尼治时间"), 0 },
};

/* +0800 +08:00 +08 +8 */
static bool
pull_offset(struct str *s, int32_t *offset_s)
{
	struct str rest = *s;
	int sign = pull_char(&rest, '+') ? 1 : pull_char(&rest, '-') ? -1 : 0;
	unsigned hours, minutes = 0;

	if (!sign || !(pull_digits(&rest, 2, &hours) || pull_digits(&rest, 1, &hours)))
		return false;
	pull_char(&rest, ':');
	pull_digits(&rest, 2, &minutes);
	if (hours > 23 || minutes > 59)
		return false;
	*offset_s = sign * (int32_t)(hours * 3600 + minutes * 60);
	*s = rest;
	return true;
}

/* CST is Central Standard Time (RFC 822), and China Standard Time where the source lives in it. */
static bool
pull_zone_name(struct str *s, struct fields *f)
{
	size_t n = 0;

	while (n < s->n && (char_is_alpha(s->p[n]) || s->p[n] & 0x80))
		n++;
	if (str_equal(str_slice(*s, 0, n), S("cst"))) {
		f->offset_s = f->zone_s == HOURS(8) ? HOURS(8) : HOURS(-6);
		*s = str_from(*s, n);
		return true;
	}
	for (size_t i = 0; i < LENGTH(zones); i++) {
		if (str_equal(str_slice(*s, 0, n), zones[i].name)) {
			f->offset_s = zones[i].offset_s;
			*s = str_from(*s, n);
			return true;
		}
	}
	return false;
}

/* A zone if there is one; GMT+8 and UTC+08:00 too (there the offset counts), and a comment behind: +0800 (CST). */
static bool
pull_zone(struct str *s, struct fields *f)
{
	struct str comment;

	pull_spaces(s);
	f->has_offset = pull_zone_name(s, f);
	if (pull_offset(s, &f->offset_s))
		f->has_offset = true;
	pull_spaces(s);
	if (f->has_offset && pull_char(s, '('))
		return pull_until(s, S(")"), &comment);
	return true;
}

/* What may stand between date and time: nothing, T, a comma, a dash, "at", a weekday. */
static bool
pull_gap(struct str *s, struct fields *f)
{
	static const struct str gaps[] = { STR_INIT("t"), STR_INIT(","), STR_INIT("-"), STR_INIT("–"),
		STR_INIT("|"), STR_INIT("at "), STR_INIT("·") };

	pull_weekday(s, f);
	pull_spaces(s);
	for (size_t i = 0; i < LENGTH(gaps); i++)
		if (pull_str(s, gaps[i]))
			break;
	pull_spaces(s);
	return true;
}

static bool
pull_clock(struct str *s, struct fields *f)
{
	static const char *const clocks[] = { "H:M:S.F", "H:M:S,F", "H:M:S", "H:M", "H时M分S秒", "H时M分", "H点M分",
		"H点M", "hms.F", "hms", "hm", "A时", "A点" };

	for (size_t i = 0; i < LENGTH(clocks); i++) {
		struct fields attempt = *f;
		if (match(s, clocks[i], &attempt)) {
			*f = attempt;
			return true;
		}
	}
	return false;
}

static bool
pull_time(struct str *s, struct fields *f)
{
	return match(s, "pCpz", f);
}

/* The rest of a date: nothing, a zone, or a time and perhaps a zone. */
static bool
pull_rest(struct str *s, struct fields *f)
{
	if (match(s, "gT", f))
		return true;
	return match(s, "wz", f);
}

/* ---- the forms ---- */

static bool (*const pullers[128])(struct str *, struct fields *) = {
	['Y'] = pull_year,
	['y'] = pull_year_short,
	['R'] = pull_year_minguo,
	['n'] = pull_month,
	['i'] = pull_month_exact,
	['N'] = pull_month_name,
	['d'] = pull_day,
	['e'] = pull_day_exact,
	['w'] = pull_weekday,
	['p'] = pull_half,
	['H'] = pull_hour,
	['h'] = pull_hour_exact,
	['A'] = pull_hour_alone,
	['M'] = pull_minute,
	['S'] = pull_second,
	['m'] = pull_minute_exact,
	['s'] = pull_second_exact,
	['F'] = pull_fraction,
	['C'] = pull_clock,
	['z'] = pull_zone,
	['g'] = pull_gap,
	['T'] = pull_time,
	['t'] = pull_rest,
};

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
	{ "wN d Cz Y", WHEN_DAY },
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

static bool
match(struct str *s, const char *form, struct fields *f)
{
	struct fields attempt = *f;
	struct str rest = *s;

	for (; *form; form++) {
		bool (*pull)(struct str *, struct fields *) = *form & 0x80 ? NULL : pullers[(unsigned char)*form];
		if (*form == ' ')
			pull_spaces(&rest);
		else if (pull ? !pull(&rest, &attempt) : !pull_char(&rest, *form))
			return false;
	}
	*s = rest;
	*f = attempt;
	return true;
}

/* ---- from fields to a time ---- */

static unsigned
days_in_month(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (leap && month == 2);
}

static void
apply_half(struct fields *f)
{
	if (!f->half)
		return;
	if (f->hour == 12)
		f->hour = f->half->twelve;
	else if (f->hour < f->half->below)
		f->hour += 12;
}

/* 24:00 ends a day (ISO 8601), 23:59:60 is a leap second: both are the next day's first. */
static bool
is_possible(const struct fields *f)
{
	if (f->year < 1 || f->year > 9999 || f->month < 1 || f->month > 12)
		return false;
	if (f->day < 1 || f->day > days_in_month(f->year, f->month))
		return false;
	if (f->hour == 24)
		return f->half || (f->minute == 0 && f->second == 0 && f->ms == 0);
	return f->hour < 24 && f->minute < 60 && f->second <= 60;
}

static struct when
when_of(const struct fields *f)
{
	int64_t seconds = days_from_civil((int)f->year, f->month, f->day) * 86400 + f->hour * 3600 + f->minute * 60 +
	    f->second;
	int32_t offset_s = f->has_offset ? f->offset_s : f->zone_s;

	return (struct when){ .ms = (seconds - offset_s) * 1000 + f->ms,
		.offset_s = offset_s,
		.precision = (uint8_t)f->precision,
		.zone = f->has_offset ? ZONE_GIVEN : ZONE_ASSUMED };
}

static bool
parse_forms(struct str s, int32_t zone_s, struct when *out)
{
	for (size_t i = 0; i < LENGTH(forms); i++) {
		struct fields f = { .month = 1, .day = 1, .precision = forms[i].precision, .zone_s = zone_s };
		struct str rest = s;
		if (!match(&rest, forms[i].form, &f) || rest.n)
			continue;
		apply_half(&f);
		if (!is_possible(&f))
			continue;
		*out = when_of(&f);
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
