/*
 * Which day is meant: M月D日 without a year, D日 without a month, a day of the week, steps from
 * today.
 */
#include "figure/moment_parts.h"

#include <stdlib.h>

enum {
	HALF_YEAR = 6, /* months */
	TODAY_DAYS = 2,
	SOON_DAYS = 92,
	NAMED_DAYS =
	    200, /* a day that is named with its weekday is not farther away, or its year is said */
	NEXT_DAYS = 10, /* a day of the month alone that is so near ahead is rarely the one four
			   weeks ago */
	YEAR_DAYS = 366,
};

/* Of the days that may be meant the one nearest to ${target}; those behind publication cost more.
 */
static int64_t
distance(const struct moment_place *place, int64_t day, int64_t target)
{
	int64_t away = llabs(day - target);

	if (place->is_ahead)
		return day >= target - 1 ? away : away + YEAR_DAYS;
	return day > target && (place->is_behind || away > SOON_DAYS) ? away + YEAR_DAYS : away;
}

bool
moment_is_wanted(const struct moment_place *place, int64_t day)
{
	return !place->weekday || place->weekday == 8 || moment_weekday(day) == place->weekday;
}

/* 去年12月…，2月21日: told on, and not yet to come. */
static bool
is_next_year(const struct moment_place *place, int year, int month, int date)
{
	const struct moment_clock *clock = place->clock;
	int64_t day;

	return clock->has_month && clock->month_year == year && month + HALF_YEAR <= clock->month &&
	       moment_day(year + 1, month, date, &day) && day <= clock->published;
}

/* M月D日 without a year. */
static bool
day_of_some_year(const struct moment_place *place, int month, int date, int64_t *out)
{
	int64_t day, target = place->clock->published;
	int year, m, d;
	bool has = false;

	if (!place->weekday && moment_year_beside(place, &year))
		return moment_day(is_next_year(place, year, month, date) ? year + 1 : year, month, date, out);
	moment_split(target, &year, &m, &d);
	for (int y = year - 1; y <= year + 1; y++) {
		if (!moment_day(y, month, date, &day) || !moment_is_wanted(place, day) ||
		    (place->weekday && llabs(day - target) > NAMED_DAYS))
			continue;
		if (has && distance(place, day, target) >= distance(place, *out, target))
			continue;
		*out = day;
		has = true;
	}
	return has;
}

/* The day of the month in the month that is ${steps} from that of publication. */
static bool
day_of_month_at(const struct moment_place *place, int steps, int date, int64_t *out)
{
	int year, month, day, at;

	moment_split(place->clock->published, &year, &month, &day);
	at = year * 12 + month - 1 + steps;
	return moment_day(at / 12, at % 12 + 1, date, out) && moment_is_wanted(place, *out);
}

static bool
day_before(const struct moment_place *place, int date, int64_t *out)
{
	for (int steps = 0; steps > -12; steps--)
		if (day_of_month_at(place, steps, date, out) && *out <= place->clock->published + 1)
			return true;
	return false;
}

static bool
day_ahead(const struct moment_place *place, int date, int64_t *out)
{
	for (int steps = -1; steps < 12; steps++)
		if (day_of_month_at(place, steps, date, out) && *out >= place->clock->published - 1)
			return true;
	return false;
}

static int
published_month(const struct moment_place *place)
{
	int year, month, day;

	moment_split(place->clock->published, &year, &month, &day);
	return year * 12 + month;
}

/* D日 alone: of the month last named close by; else the latest such day, or the next where that is
 * near. */
static bool
day_of_some_month(const struct moment_place *place, int date, int64_t *out)
{
	const struct moment_clock *clock = place->clock;
	struct str between = str_slice(place->analysis->folded, clock->month_at, place->span.from);
	int64_t ahead, near;
	bool has, is_today;

	/* 去年12月受伤，24日又…: the month went by without a day of it, and the 24th is today */
	is_today = clock->has_month && clock->is_month_alone && clock->month_year * 12 + clock->month + 1 < published_month(place) &&
		   !place->is_ahead && day_before(place, date, &near) && near >= clock->published - TODAY_DAYS;
	if (!is_today && !place->weekday && clock->has_month && clock->month_at <= place->span.from &&
	    str_find(between, S("\n"), 0) < 0 &&
	    moment_day(clock->month_year, clock->month, date, out))
		return true;
	if (place->is_ahead)
		return day_ahead(place, date, out);
	has = day_before(place, date, out);
	if (place->is_behind || !day_ahead(place, date, &ahead) ||
	    ahead > clock->published + NEXT_DAYS)
		return has;
	*out = ahead;
	return true;
}

bool
moment_day_counted(const struct moment_place *place, const struct moment_words *words, int64_t *out)
{
	const struct moment_clock *clock = place->clock;

	int64_t base = clock->has_line ? clock->today : clock->published;

	*out = (words->is_that && clock->has_day ? clock->day : base) + words->value[FIELD_DAY];
	return true;
}

bool
moment_day_of(const struct moment_place *place, const struct moment_words *words, int64_t *out)
{
	int date = words->value[FIELD_DAY], year, month;

	if (moment_is_counted(words, FIELD_DAY))
		return moment_day_counted(place, words, out);
	if (!words_have(words, FIELD_MONTH))
		return day_of_some_month(place, date, out);
	if (!words_have(words, FIELD_YEAR) && !moment_is_counted(words, FIELD_MONTH))
		return day_of_some_year(place, words->value[FIELD_MONTH], date, out);
	return moment_month_of(place, words, &year, &month) && moment_day(year, month, date, out);
}

/* A day of the week that is named. */
static int64_t
weekday_of_week(const struct moment_place *place, int week, int n)
{
	int64_t base = place->clock->published, day = moment_monday(base) + 7 * week + n - 1;
	int now = moment_weekday(base);

	/* on Sundays 上周五 is two days ago: the writer's week has begun */
	if (week == -1 && now == 7 && n >= 3 && n <= 5)
		return day + 7;
	/* and on Mondays 本周日 is yesterday: that of a reader whose week ends on Sunday */
	if (week == 0 && !place->is_ahead && day > base && n - now >= 5)
		return day - 7;
	return day;
}

/* The day of a weekday: the latest one, or the next where the words look ahead (yesterday may be
 * today where the writer is); of the week that is named. */
int64_t
moment_weekday_of(const struct moment_place *place, const struct moment_words *words)
{
	int64_t base = place->clock->published, day;
	int n = words->value[FIELD_WEEKDAY] == 8 ? 6 : words->value[FIELD_WEEKDAY];

	if (words_have(words, FIELD_WEEK))
		return weekday_of_week(place, words->value[FIELD_WEEK], n);
	day = base - (moment_weekday(base) - n + 7) % 7;
	return place->is_ahead && day < base - 1 ? day + 7 : day;
}
