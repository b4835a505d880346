/*
 * One point of time is placed in the calendar: what is in figures stands; the rest is counted from
 * the day of publication, or from the day last named, and goes back rather than ahead unless the
 * words say so.
 */
#include "figure/moment_parts.h"

#include <stdlib.h>

enum {
	NEAR_DAYS = 7,
	SOON_MONTHS = 2, /* a month so near ahead is rarely that of last year */
	FAR_YEARS = 366, /* back: no year at all */
};

void
moment_split(int64_t day, int *year, int *month, int *date)
{
	unsigned m, d;

	civil_from_days(day, year, &m, &d);
	*month = (int)m;
	*date = (int)d;
}

struct moment_stretch
moment_stretch_new(int64_t first, int64_t last, enum moment_grain grain)
{
	return (struct moment_stretch){
		.first = first, .last = last, .grain = grain, .to_grain = grain, .minute = -1
	};
}

bool
moment_is_counted(const struct moment_words *words, enum moment_field field)
{
	return words->counted & 1u << field;
}

struct moment_stretch
moment_months(int year, int month, int count, enum moment_grain grain)
{
	int last = month + count - 1;
	int64_t first = days_from_civil(year, (unsigned)month, 1);

	return moment_stretch_new(first,
	    days_from_civil(year, (unsigned)last, 1) + moment_month_days(year, last) - 1, grain);
}

bool
moment_years(int from, int to, struct moment_stretch *out)
{
	int64_t first, last;

	if (!moment_day(from, 1, 1, &first) || !moment_day(to, 12, 31, &last))
		return false;
	*out = moment_stretch_new(first, last, GRAIN_YEAR);
	return true;
}

/* ---- years ---- */

/* The year that words name; 0: they name none. */
int
moment_year_of(const struct moment_place *place, const struct moment_words *words)
{
	const struct moment_clock *clock = place->clock;
	int year, month, day;

	if (!words_have(words, FIELD_YEAR))
		return 0;
	if (!moment_is_counted(words, FIELD_YEAR))
		return words->value[FIELD_YEAR];
	moment_split(clock->published, &year, &month, &day);
	if (words->is_that)
		year = clock->that_year ? clock->that_year : -FAR_YEARS;
	return year + words->value[FIELD_YEAR];
}

/* A year that stands in figures shortly before, in the same sentence. */
bool
moment_year_beside(const struct moment_place *place, int *year)
{
	const struct moment_clock *clock = place->clock;
	struct str between = str_slice(place->analysis->folded, clock->year_at, place->span.from);

	*year = clock->year;
	return clock->has_year && clock->year_at <= place->span.from && between.n <= 240 &&
	       str_find(between, S("。"), 0) < 0 && str_find(between, S("\n"), 0) < 0;
}

/* ---- parts of a year ---- */

static bool
is_after(const struct moment_place *place, int64_t first)
{
	return first > place->clock->published;
}

/* In the year beside, or one next to it where the month is nearer so: 2019年11月…1月. */
static int
year_near(const struct moment_place *place, int year, int month)
{
	const struct moment_clock *clock = place->clock;
	int best = year;

	if (!clock->has_month || clock->month_at < clock->year_at || clock->month_year != year)
		return year;
	for (int y = year - 1; y <= year + 1; y++)
		if (abs(12 * (y - year) + month - clock->month) <
			abs(12 * (best - year) + month - clock->month) &&
		    (place->is_ahead || !is_after(place, days_from_civil(y, (unsigned)month, 1))))
			best = y;
	return best;
}

/* The year of a month, a quarter, a season without one: the latest that has begun, or the next
 * where the words look ahead or it is at hand; whoever means a spring before the last says so. */
static int
year_for(const struct moment_place *place, int month)
{
	int year, now_month, now_day, away;

	if (moment_year_beside(place, &year))
		return year_near(place, year, month);
	moment_split(place->clock->published, &year, &now_month, &now_day);
	away = (month - now_month + 12) % 12;
	if (away && !place->is_behind && (place->is_ahead || away <= SOON_MONTHS))
		return month > now_month ? year : year + 1;
	return month > now_month ? year - 1 : year;
}

static bool
place_part_of_year(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = moment_year_of(place, words), month = 1, count = 6;
	int season = 0;

	if (words_have(words, FIELD_HALF))
		month = words->value[FIELD_HALF] == 2 ? 7 : 1;
	else if (words_have(words, FIELD_QUARTER)) {
		month = words->value[FIELD_QUARTER] * 3 - 2;
		count = 3;
	} else {
		season = words->value[FIELD_SEASON];
		month = (season - 20) * 3;
		count = 3;
	}
	if (!year)
		year = year_for(place, month);
	if (year < 1 || year > 9990)
		return false;
	if (month == 12) { /* winter goes on in the next year */
		*out = moment_stretch_new(days_from_civil(year, 12, 1),
		    days_from_civil(year + 1, 3, 1) - 1, GRAIN_SEASON);
	} else
		*out = moment_months(year, month, count, season ? GRAIN_SEASON : GRAIN_MONTH);
	out->season = season;
	return true;
}

static bool
place_feast(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = moment_year_of(place, words), now, month, date;
	int64_t day, best = 0;
	bool has = false;

	moment_split(place->clock->published, &now, &month, &date);
	for (int y = year ? year : now - 1; y <= (year ? year : now + 1); y++) {
		if (!moment_feast(words->edtf, y, &day) ||
		    (has && llabs(day - place->clock->published) >=
				llabs(best - place->clock->published)))
			continue;
		best = day;
		has = true;
	}
	*out = moment_stretch_new(best, best, GRAIN_DAY);
	return has;
}

static bool
place_long(const struct moment_words *words, struct moment_stretch *out)
{
	int century = words_have(words, FIELD_CENTURY) ? words->value[FIELD_CENTURY] : 0, n;

	if (!words_have(words, FIELD_DECADE))
		return moment_years(100 * (century - 1) + 1, 100 * century, out);
	n = words->value[FIELD_DECADE];
	if (n < 100)
		n += century ? 100 * (century - 1) : n >= 30 ? 1900 : 2000;
	return moment_years(n, n + 9, out);
}

/* ---- months ---- */

static bool
place_lunar(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = moment_year_of(place, words), now, month, date;
	int64_t day;

	if (!words_have(words, FIELD_DAY) || !words_have(words, FIELD_MONTH))
		return false;
	moment_split(place->clock->published, &now, &month, &date);
	if (!moment_lunar(
		year ? year : now, words->value[FIELD_MONTH], words->value[FIELD_DAY], &day))
		return false;
	*out = moment_stretch_new(day, day, GRAIN_DAY);
	return true;
}

static bool
month_steps(
    const struct moment_place *place, const struct moment_words *words, int *year, int *month)
{
	const struct moment_clock *clock = place->clock;
	int day, steps;

	moment_split(clock->published, year, month, &day);
	if (words->is_that && !clock->has_month)
		return false;
	if (words->is_that) {
		*year = clock->month_year;
		*month = clock->month;
	}
	steps = *year * 12 + *month - 1 + words->value[FIELD_MONTH];
	*year = steps / 12;
	*month = steps % 12 + 1;
	return *year > 0;
}

/* Year and month of words that name a month. */
bool
moment_month_of(
    const struct moment_place *place, const struct moment_words *words, int *year, int *month)
{
	if (moment_is_counted(words, FIELD_MONTH))
		return month_steps(place, words, year, month);
	*month = words->value[FIELD_MONTH];
	*year = moment_year_of(place, words);
	if (!*year)
		*year = year_for(place, *month);
	return *year > 0 && *year < 9990;
}

/* ---- pieces ---- */

static const struct {
	int from, to; /* months; days; 0: the last */
} year_pieces[] = { [PIECE_BEGIN] = { 1, 1 }, [PIECE_MIDDLE] = { 6, 7 }, [PIECE_END] = { 12, 12 } },
  month_pieces[] = {
	  [PIECE_BEGIN] = { 1, 10 },
	  [PIECE_MIDDLE] = { 11, 20 },
	  [PIECE_END] = { 21, 0 },
	  [PIECE_FIRST_TEN] = { 1, 10 },
	  [PIECE_SECOND_TEN] = { 11, 20 },
	  [PIECE_LAST_TEN] = { 21, 0 },
  };

/* The first three months, ten days of it. */
static void
place_first(const struct moment_words *words, struct moment_stretch *out)
{
	int n = words->halves / 2, year, month, day;
	bool is_months = words->unit == 'M' || words->unit == 'Q';

	if (n > 400)
		return;
	moment_split(out->first, &year, &month, &day);
	if (is_months) {
		n = month - 1 + n * (words->unit == 'Q' ? 3 : 1);
		*out = n <= 12 ? moment_months(year, month, n - month + 1, GRAIN_MONTH) : *out;
	} else
		*out = moment_stretch_new(
		    out->first, out->first + n * (words->unit == 'W' ? 7 : 1) - 1, GRAIN_DAY);
}

static void
place_piece(const struct moment_words *words, struct moment_stretch *out)
{
	int piece = words->value[FIELD_PIECE];
	int year, month, day;

	moment_split(out->first, &year, &month, &day);
	if (piece == PIECE_FIRST_DAY || piece == PIECE_LAST_DAY) {
		int64_t one = piece == PIECE_FIRST_DAY ? out->first : out->last;
		*out = moment_stretch_new(one, one, GRAIN_DAY);
	} else if (piece == PIECE_FIRST_SPAN)
		place_first(words, out);
	else if (piece == PIECE_FIRST_DAYS)
		*out = moment_stretch_new(out->first, out->first + 6, GRAIN_DAY);
	else if (out->grain == GRAIN_YEAR && piece <= PIECE_END)
		*out = moment_months(year, year_pieces[piece].from,
		    year_pieces[piece].to - year_pieces[piece].from + 1, GRAIN_MONTH);
	else if (out->grain == GRAIN_MONTH)
		*out = moment_stretch_new(out->first + month_pieces[piece].from - 1,
		    month_pieces[piece].to ? out->first + month_pieces[piece].to - 1 : out->last,
		    GRAIN_DAY);
}

/* ---- points ---- */

static void
take_hours(const struct moment_words *words, struct moment_stretch *out)
{
	if (words_have(words, FIELD_PART))
		out->part = (enum moment_part)words->value[FIELD_PART];
	if (!words_have(words, FIELD_MINUTE))
		return;
	out->minute = words->value[FIELD_MINUTE];
	if ((out->part == PART_AFTERNOON || out->part == PART_EVENING || out->part == PART_NIGHT) &&
	    out->minute < 12 * 60 && out->minute >= (out->part == PART_NIGHT ? 5 : 1) * 60)
		out->minute += 12 * 60;
	out->grain = out->to_grain = GRAIN_TIME;
}

static bool
place_days(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	const struct moment_clock *clock = place->clock;
	/* 清晨 alone is of the day last named, where that is one of the last */
	bool is_near = clock->has_day && clock->day <= clock->published &&
		       clock->day >= clock->published - NEAR_DAYS;
	int64_t day = is_near ? clock->day : clock->today;

	if (words_have(words, FIELD_DAY)) {
		if (!moment_day_of(place, words, &day))
			return false;
	} else if (words_have(words, FIELD_WEEKDAY))
		day = moment_weekday_of(place, words);
	*out = moment_stretch_new(day, day, GRAIN_DAY);
	if (words_have(words, FIELD_WEEKDAY) && words->value[FIELD_WEEKDAY] == 8)
		out->last++;
	take_hours(words, out);
	return true;
}

static bool
place_month(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year, month;

	if (!moment_month_of(place, words, &year, &month))
		return false;
	*out = moment_months(year, month, 1, GRAIN_MONTH);
	if (words_have(words, FIELD_PIECE))
		place_piece(words, out);
	return true;
}

/* 前2个月, 前三季度: of the year beside, else of the last one in which they are over. */
static int
year_of_first(const struct moment_place *place, const struct moment_words *words)
{
	int year, month, day, count = words->halves / 2 * (words->unit == 'Q' ? 3 : 1);

	if (moment_year_beside(place, &year))
		return year;
	moment_split(place->clock->published, &year, &month, &day);
	return count < month || (count == month && day > 25) ? year : year - 1;
}

static bool
place_year(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = words->is_first ? year_of_first(place, words) : moment_year_of(place, words);

	if (!moment_years(year, year, out))
		return false;
	if (words_have(words, FIELD_PIECE))
		place_piece(words, out);
	return true;
}

bool
moment_place_point(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int64_t monday = moment_monday(place->clock->published);

	if (words->is_lunar)
		return place_lunar(place, words, out);
	if (words_have(words, FIELD_FEAST))
		return place_feast(place, words, out);
	if (words_have(words, FIELD_DAY) || words_have(words, FIELD_WEEKDAY) ||
	    words_have(words, FIELD_PART) || words_have(words, FIELD_MINUTE))
		return place_days(place, words, out);
	if (words_have(words, FIELD_WEEK)) {
		*out = moment_stretch_new(monday + 7 * words->value[FIELD_WEEK],
		    monday + 7 * words->value[FIELD_WEEK] + 6, GRAIN_WEEK);
		return true;
	}
	if (words_have(words, FIELD_MONTH))
		return place_month(place, words, out);
	if (words_have(words, FIELD_HALF) || words_have(words, FIELD_QUARTER) ||
	    words_have(words, FIELD_SEASON))
		return place_part_of_year(place, words, out);
	return words_have(words, FIELD_YEAR) ? place_year(place, words, out)
					     : place_long(words, out);
}
