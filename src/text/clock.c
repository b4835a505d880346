#include "text/date_parts.h"

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

static const struct half *
pull_half(struct str *s)
{
	const struct half *found = NULL;

	pull_spaces(s);
	for (size_t i = 0; i < LENGTH(halves) && !found; i++)
		if (pull_str(s, halves[i].name))
			found = &halves[i];
	pull_spaces(s);
	return found;
}

static bool
apply_half(const struct half *half, struct date_parts *parts)
{
	if (parts->hour > 23)
		return false;
	if (parts->hour == 12)
		parts->hour = half->twelve;
	else if (parts->hour < half->below)
		parts->hour += 12;
	if (parts->hour == 24) {
		parts->hour = 0;
		parts->next_day = true;
	}
	return true;
}

static bool
pull_hour(struct str *s, struct date_parts *parts)
{
	return date_pull_short(s, &parts->hour);
}

static bool
pull_minute(struct str *s, struct date_parts *parts)
{
	parts->precision = WHEN_MINUTE;
	return date_pull_short(s, &parts->minute);
}

static bool
pull_second(struct str *s, struct date_parts *parts)
{
	parts->precision = WHEN_SECOND;
	return date_pull_short(s, &parts->second);
}

static bool
pull_minute_exact(struct str *s, struct date_parts *parts)
{
	parts->precision = WHEN_MINUTE;
	return pull_digits(s, 2, &parts->minute);
}

static bool
pull_second_exact(struct str *s, struct date_parts *parts)
{
	parts->precision = WHEN_SECOND;
	return pull_digits(s, 2, &parts->second);
}

static bool
pull_hour_exact(struct str *s, struct date_parts *parts)
{
	return pull_digits(s, 2, &parts->hour);
}

/* Digits of a second; what goes beyond milliseconds is dropped. */
static bool
pull_fraction(struct str *s, struct date_parts *parts)
{
	unsigned weight = 100;

	if (!s->n || !char_is_digit(s->p[0]))
		return false;
	for (parts->ms = 0; s->n && char_is_digit(s->p[0]); *s = str_from(*s, 1), weight /= 10)
		parts->ms += (unsigned)(s->p[0] - '0') * weight;
	parts->precision = WHEN_MILLISECOND;
	return true;
}

static bool
pull_hour_alone(struct str *s, struct date_parts *parts)
{
	parts->precision = WHEN_MINUTE;
	return date_pull_short(s, &parts->hour);
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
pull_zone_name(struct str *s, struct date_parts *parts)
{
	size_t n = 0;

	while (n < s->n && (char_is_alpha(s->p[n]) || s->p[n] & 0x80))
		n++;
	if (str_equal(str_slice(*s, 0, n), S("cst"))) {
		parts->offset_s = parts->zone_s == HOURS(8) ? HOURS(8) : HOURS(-6);
		*s = str_from(*s, n);
		return true;
	}
	for (size_t i = 0; i < LENGTH(zones); i++) {
		if (str_equal(str_slice(*s, 0, n), zones[i].name)) {
			parts->offset_s = zones[i].offset_s;
			*s = str_from(*s, n);
			return true;
		}
	}
	return false;
}

/* A name, an offset, or both: GMT+8, UTC+08:00, +0800 CST, +0800 (CST).  Where both stand the offset counts. */
bool
date_pull_zone(struct str *s, struct date_parts *parts)
{
	struct date_parts also = *parts;
	struct str comment;

	pull_spaces(s);
	parts->has_offset = pull_zone_name(s, parts);
	if (pull_offset(s, &parts->offset_s)) {
		parts->has_offset = true;
		pull_spaces(s);
		pull_zone_name(s, &also);
	}
	pull_spaces(s);
	if (parts->has_offset && pull_char(s, '('))
		return pull_until(s, S(")"), &comment);
	return true;
}

static const date_puller pullers[128] = {
	['H'] = pull_hour,
	['M'] = pull_minute,
	['S'] = pull_second,
	['F'] = pull_fraction,
	['h'] = pull_hour_exact,
	['m'] = pull_minute_exact,
	['s'] = pull_second_exact,
	['A'] = pull_hour_alone,
};

static bool
pull_clock(struct str *s, struct date_parts *parts)
{
	static const char *const clocks[] = { "H:M:S.F", "H:M:S,F", "H:M:S", "H:M", "H时M分S秒", "H时M分", "H点M分",
		"H点M", "hms.F", "hms", "hm", "A时", "A点", "A" };

	for (size_t i = 0; i < LENGTH(clocks); i++)
		if (date_match(s, clocks[i], pullers, parts))
			return true;
	return false;
}

bool
date_pull_time(struct str *s, struct date_parts *parts)
{
	const struct half *before = pull_half(s), *after;
	size_t digits = s->n;

	if (!pull_clock(s, parts))
		return false;
	digits -= s->n;
	after = pull_half(s);
	if (before || after) {
		if (!apply_half(before ? before : after, parts))
			return false;
	} else if (digits < 3) {
		return false; /* a number alone is a time only with its half of the day: 8 pm */
	}
	return date_pull_zone(s, parts);
}
