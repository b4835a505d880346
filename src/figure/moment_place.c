/*
 * Phrases of time are placed in the calendar: what is in figures stands; the rest is counted from
 * the day of publication, or from the day last named, and goes back rather than ahead unless the
 * words say so.
 */
#include "figure/moment.h"

#include <stdlib.h>

enum {
	SOON_DAYS = 92,
	NAMED_DAYS =
	    200, /* a day that is named with its weekday is not farther away, or its year is said */
	YEAR_DAYS = 366,
};

struct place {
	const struct analysis *analysis;
	struct moment_clock *clock;
	struct span span;
	bool is_ahead;
	int weekday; /* that the day must be; 0: any */
};

static void
split(int64_t day, int *year, int *month, int *date)
{
	unsigned m, d;

	civil_from_days(day, year, &m, &d);
	*month = (int)m;
	*date = (int)d;
}

static struct moment_stretch
stretch_new(int64_t first, int64_t last, enum moment_grain grain)
{
	return (struct moment_stretch){
		.first = first, .last = last, .grain = grain, .to_grain = grain, .minute = -1
	};
}

static bool
is_counted(const struct moment_words *words, enum moment_field field)
{
	return words->counted & 1u << field;
}

static struct moment_stretch
months_stretch(int year, int month, int count, enum moment_grain grain)
{
	int last = month + count - 1;
	int64_t first = days_from_civil(year, (unsigned)month, 1);

	return stretch_new(first,
	    days_from_civil(year, (unsigned)last, 1) + moment_month_days(year, last) - 1, grain);
}

static bool
years_stretch(int from, int to, struct moment_stretch *out)
{
	int64_t first, last;

	if (!moment_day(from, 1, 1, &first) || !moment_day(to, 12, 31, &last))
		return false;
	*out = stretch_new(first, last, GRAIN_YEAR);
	return true;
}

/* ---- years ---- */

/* The year that words name; 0: they name none. */
static int
year_of(const struct place *place, const struct moment_words *words)
{
	const struct moment_clock *clock = place->clock;
	int year, month, day;

	if (!words_have(words, FIELD_YEAR))
		return 0;
	if (!is_counted(words, FIELD_YEAR))
		return words->value[FIELD_YEAR];
	split(clock->published, &year, &month, &day);
	if (words->is_that && clock->has_year)
		year = clock->year;
	return year + words->value[FIELD_YEAR];
}

/* A year that stands in figures shortly before, in the same sentence. */
static bool
year_beside(const struct place *place, int *year)
{
	const struct moment_clock *clock = place->clock;
	struct str between = str_slice(place->analysis->folded, clock->year_at, place->span.from);

	*year = clock->year;
	return clock->has_year && clock->year_at <= place->span.from && between.n <= 240 &&
	       str_find(between, S("。"), 0) < 0 && str_find(between, S("\n"), 0) < 0;
}

/* ---- parts of a year ---- */

static bool
is_after(const struct place *place, int64_t first)
{
	return first > place->clock->published;
}

/* The latest year in which a part that begins on that day has begun, or the next one where the
 * words look ahead. */
static int
year_for(const struct place *place, int month, int day)
{
	int year, now_month, now_day;

	if (year_beside(place, &year))
		return year;
	split(place->clock->published, &year, &now_month, &now_day);
	if (is_after(place, days_from_civil(year, (unsigned)month, (unsigned)day)))
		return place->is_ahead ? year : year - 1;
	return place->is_ahead && month < now_month ? year + 1 : year;
}

static bool
place_part_of_year(
    const struct place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = year_of(place, words), month = 1, count = 6;
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
		year = year_for(place, month, 1);
	if (year < 1 || year > 9990)
		return false;
	if (month == 12) { /* winter goes on in the next year */
		*out = stretch_new(days_from_civil(year, 12, 1),
		    days_from_civil(year + 1, 3, 1) - 1, GRAIN_SEASON);
	} else
		*out = months_stretch(year, month, count, season ? GRAIN_SEASON : GRAIN_MONTH);
	out->season = season;
	return true;
}

static bool
place_feast(const struct place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = year_of(place, words), now, month, date;
	int64_t day, best = 0;
	bool has = false;

	split(place->clock->published, &now, &month, &date);
	for (int y = year ? year : now - 1; y <= (year ? year : now + 1); y++) {
		if (!moment_feast(words->edtf, y, &day) ||
		    (has && llabs(day - place->clock->published) >=
				llabs(best - place->clock->published)))
			continue;
		best = day;
		has = true;
	}
	*out = stretch_new(best, best, GRAIN_DAY);
	return has;
}

static bool
place_long(const struct moment_words *words, struct moment_stretch *out)
{
	int century = words_have(words, FIELD_CENTURY) ? words->value[FIELD_CENTURY] : 0, n;

	if (!words_have(words, FIELD_DECADE))
		return years_stretch(100 * (century - 1) + 1, 100 * century, out);
	n = words->value[FIELD_DECADE];
	if (n < 100)
		n += century ? 100 * (century - 1) : n >= 30 ? 1900 : 2000;
	return years_stretch(n, n + 9, out);
}

/* ---- months ---- */

static bool
place_lunar(const struct place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = year_of(place, words), now, month, date;
	int64_t day;

	if (!words_have(words, FIELD_DAY) || !words_have(words, FIELD_MONTH))
		return false;
	split(place->clock->published, &now, &month, &date);
	if (!moment_lunar(
		year ? year : now, words->value[FIELD_MONTH], words->value[FIELD_DAY], &day))
		return false;
	*out = stretch_new(day, day, GRAIN_DAY);
	return true;
}

static void
month_steps(const struct place *place, const struct moment_words *words, int *year, int *month)
{
	const struct moment_clock *clock = place->clock;
	int day, steps;

	split(clock->published, year, month, &day);
	if (words->is_that && clock->has_month) {
		*year = clock->month_year;
		*month = clock->month;
	}
	steps = *year * 12 + *month - 1 + words->value[FIELD_MONTH];
	*year = steps / 12;
	*month = steps % 12 + 1;
}

/* Year and month of words that name a month. */
static bool
month_of(const struct place *place, const struct moment_words *words, int *year, int *month)
{
	if (is_counted(words, FIELD_MONTH)) {
		month_steps(place, words, year, month);
		return *year > 0;
	}
	*month = words->value[FIELD_MONTH];
	*year = year_of(place, words);
	if (!*year)
		*year = year_for(place, *month, 1);
	return *year > 0 && *year < 9990;
}

/* ---- days ---- */

/* Of the days that may be meant the one nearest to ${target}; those behind publication cost more.
 */
static int64_t
distance(const struct place *place, int64_t day, int64_t target)
{
	int64_t away = llabs(day - target);

	if (place->is_ahead)
		return day >= target ? away : away + YEAR_DAYS;
	return day > target && away > SOON_DAYS ? away + YEAR_DAYS : away;
}

static bool
is_wanted(const struct place *place, int64_t day)
{
	return !place->weekday || place->weekday == 8 || moment_weekday(day) == place->weekday;
}

/* M月D日 without a year. */
static bool
day_of_some_year(const struct place *place, int month, int date, int64_t *out)
{
	int64_t day, target = place->clock->published;
	int year, m, d;
	bool has = false;

	if (!place->weekday && year_beside(place, &year))
		return moment_day(year, month, date, out);
	split(target, &year, &m, &d);
	for (int y = year - 1; y <= year + 1; y++) {
		if (!moment_day(y, month, date, &day) || !is_wanted(place, day) ||
		    (place->weekday && llabs(day - target) > NAMED_DAYS))
			continue;
		if (has && distance(place, day, target) >= distance(place, *out, target))
			continue;
		*out = day;
		has = true;
	}
	return has;
}

/* D日 alone: of the month last named close by, else the latest such day. */
static bool
day_of_some_month(const struct place *place, int date, int64_t *out)
{
	const struct moment_clock *clock = place->clock;
	struct str between = str_slice(place->analysis->folded, clock->month_at, place->span.from);
	int year, month, d;
	int64_t day;

	if (!place->weekday && clock->has_month && clock->month_at <= place->span.from &&
	    str_find(between, S("\n"), 0) < 0 &&
	    moment_day(clock->month_year, clock->month, date, out))
		return true;
	split(clock->published, &year, &month, &d);
	for (int step = place->is_ahead ? 12 : 13; step > 0; step--) {
		int at = year * 12 + month - 1 + (place->is_ahead ? 12 - step : step - 13);
		if (!moment_day(at / 12, at % 12 + 1, date, &day) || !is_wanted(place, day))
			continue;
		if (place->is_ahead ? day < clock->published : day > clock->published + 1)
			continue;
		*out = day;
		return true;
	}
	return false;
}

static bool
day_counted(const struct place *place, const struct moment_words *words, int64_t *out)
{
	const struct moment_clock *clock = place->clock;

	*out = (words->is_that && clock->has_day ? clock->day : clock->published) +
	       words->value[FIELD_DAY];
	return true;
}

static bool
day_of(const struct place *place, const struct moment_words *words, int64_t *out)
{
	int date = words->value[FIELD_DAY], year, month;

	if (is_counted(words, FIELD_DAY))
		return day_counted(place, words, out);
	if (!words_have(words, FIELD_MONTH))
		return day_of_some_month(place, date, out);
	if (!words_have(words, FIELD_YEAR) && !is_counted(words, FIELD_MONTH))
		return day_of_some_year(place, words->value[FIELD_MONTH], date, out);
	return month_of(place, words, &year, &month) && moment_day(year, month, date, out);
}

/* The day of a weekday: the latest one, or the next where the words look ahead; of the week that is
 * named. */
static int64_t
weekday_of(const struct place *place, const struct moment_words *words)
{
	int64_t base = place->clock->published;
	int n = words->value[FIELD_WEEKDAY] == 8 ? 6 : words->value[FIELD_WEEKDAY];

	if (words_have(words, FIELD_WEEK))
		return moment_monday(base) + 7 * words->value[FIELD_WEEK] + n - 1;
	base -= (moment_weekday(base) - n + 7) % 7;
	return place->is_ahead && base < place->clock->published ? base + 7 : base;
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

static void
place_piece(int piece, struct moment_stretch *out)
{
	int year, month, day;

	split(out->first, &year, &month, &day);
	if (piece == PIECE_FIRST_DAY || piece == PIECE_LAST_DAY) {
		int64_t one = piece == PIECE_FIRST_DAY ? out->first : out->last;
		*out = stretch_new(one, one, GRAIN_DAY);
	} else if (piece == PIECE_FIRST_DAYS)
		*out = stretch_new(out->first, out->first + 6, GRAIN_DAY);
	else if (out->grain == GRAIN_YEAR && piece <= PIECE_END)
		*out = months_stretch(year, year_pieces[piece].from,
		    year_pieces[piece].to - year_pieces[piece].from + 1, GRAIN_MONTH);
	else if (out->grain == GRAIN_MONTH)
		*out = stretch_new(out->first + month_pieces[piece].from - 1,
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
place_days(const struct place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int64_t day = place->clock->has_day ? place->clock->day : place->clock->published;

	if (words_have(words, FIELD_DAY)) {
		if (!day_of(place, words, &day))
			return false;
	} else if (words_have(words, FIELD_WEEKDAY))
		day = weekday_of(place, words);
	*out = stretch_new(day, day, GRAIN_DAY);
	if (words_have(words, FIELD_WEEKDAY) && words->value[FIELD_WEEKDAY] == 8)
		out->last++;
	take_hours(words, out);
	return true;
}

static bool
place_month(const struct place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year, month;

	if (!month_of(place, words, &year, &month))
		return false;
	*out = months_stretch(year, month, 1, GRAIN_MONTH);
	if (words_have(words, FIELD_PIECE))
		place_piece(words->value[FIELD_PIECE], out);
	return true;
}

static bool
place_year(const struct place *place, const struct moment_words *words, struct moment_stretch *out)
{
	int year = year_of(place, words);

	if (!years_stretch(year, year, out))
		return false;
	if (words_have(words, FIELD_PIECE))
		place_piece(words->value[FIELD_PIECE], out);
	return true;
}

static bool
place_point(const struct place *place, const struct moment_words *words, struct moment_stretch *out)
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
		*out = stretch_new(monday + 7 * words->value[FIELD_WEEK],
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

/* ---- what is known without a day to count from ---- */

static bool
is_absolute(const struct moment_words *words)
{
	return words_have(words, FIELD_YEAR)
		   ? !words->counted
		   : (words_have(words, FIELD_DECADE) || words_have(words, FIELD_CENTURY));
}

/* XXXX-11-07: what the text itself says. */
static bool
say_open(const struct analysis *analysis, const struct moment_words *words, struct moment *out)
{
	struct buf text CLEAN(buf_done) = { .max = 64 };
	int64_t ignored;

	if (words->counted || words->is_lunar || words_have(words, FIELD_YEAR) ||
	    !words_have(words, FIELD_MONTH) || words_have(words, FIELD_PIECE))
		return false;
	buf_push_format(&text, "XXXX-%02d", words->value[FIELD_MONTH]);
	if (words_have(words, FIELD_DAY)) {
		if (!moment_day(2000, words->value[FIELD_MONTH], words->value[FIELD_DAY], &ignored))
			return false;
		buf_push_format(&text, "-%02d", words->value[FIELD_DAY]);
	}
	out->edtf = str_copy(analysis->arena, buf_str(&text));
	out->grain = words_have(words, FIELD_DAY) ? GRAIN_DAY : GRAIN_MONTH;
	return true;
}

/* ---- ranges ---- */

static void
give_missing(struct moment_words *words, enum moment_field field, int value)
{
	for (int f = 0; f <= (int)field; f++)
		if (words_have(words, (enum moment_field)f))
			return;
	words_set(words, field, value);
}

static bool
needs_month(const struct moment_words *words)
{
	return words_have(words, FIELD_DAY) && !words_have(words, FIELD_MONTH) &&
	       !is_counted(words, FIELD_DAY);
}

static bool
needs_year(const struct moment_words *words)
{
	return words_have(words, FIELD_MONTH) && !words_have(words, FIELD_YEAR) &&
	       !is_counted(words, FIELD_MONTH);
}

/* The end of a range takes from its beginning what it does not say itself. */
static bool
place_end(const struct place *place, const struct moment_stretch *from,
    const struct moment_words *end, struct moment_stretch *out)
{
	struct moment_words words = *end;
	int year, month, day;
	bool is_year_given = words_have(end, FIELD_YEAR);

	split(from->first, &year, &month, &day);
	if (words_have(&words, FIELD_WEEKDAY) && !words_have(&words, FIELD_DAY) &&
	    !words_have(&words, FIELD_WEEK)) {
		int n = words.value[FIELD_WEEKDAY] == 8 ? 7 : words.value[FIELD_WEEKDAY];
		int64_t last = from->first + (n - moment_weekday(from->first) + 7) % 7;
		*out = stretch_new(last, last, GRAIN_DAY);
		return true;
	}
	if (needs_month(&words))
		give_missing(&words, FIELD_MONTH, month);
	if (needs_year(&words))
		words_set(&words, FIELD_YEAR, year);
	if (!place_point(place, &words, out))
		return false;
	if (out->last >= from->first || is_year_given || !words_have(&words, FIELD_YEAR) ||
	    is_counted(&words, FIELD_YEAR))
		return true;
	words.value[FIELD_YEAR]++;
	return place_point(place, &words, out);
}

/* 11月至2021年2月: the beginning takes from the end. */
static bool
place_beginning(
    const struct place *place, const struct moment_phrase *phrase, struct moment_stretch *out)
{
	struct moment_words words = phrase->from;
	struct moment_stretch end;

	if (needs_year(&words) && words_have(&phrase->to, FIELD_YEAR) &&
	    place_point(place, &phrase->to, &end)) {
		words_set(&words, FIELD_YEAR, year_of(place, &phrase->to));
		if (!place_point(place, &words, out))
			return false;
		if (out->first <= end.last)
			return true;
		words.value[FIELD_YEAR]--;
		return place_point(place, &words, out);
	}
	if (words_have(&words, FIELD_YEAR) && words.has == 1u << FIELD_YEAR && !words.counted &&
	    phrase->to.has != words.has)
		return false;
	return place_point(place, &words, out);
}

static bool
place_range(
    const struct place *place, const struct moment_phrase *phrase, struct moment_stretch *out)
{
	struct moment_stretch from, to;

	if (!place_beginning(place, phrase, &from) || !place_end(place, &from, &phrase->to, &to) ||
	    to.last < from.first)
		return false;
	*out = stretch_new(from.first, to.last, from.grain == GRAIN_TIME ? GRAIN_DAY : from.grain);
	out->to_grain = to.grain == GRAIN_TIME ? GRAIN_DAY : to.grain;
	return true;
}

/* ---- spans of time ---- */

static void
push_amount(struct buf *out, int32_t halves, int times)
{
	buf_push_int(out, (int64_t)(halves / 2) * times);
	if (halves % 2)
		buf_push_literal(out, ".5");
}

static bool
say_span(const struct analysis *analysis, const struct moment_words *words, struct moment *out)
{
	struct buf text CLEAN(buf_done) = { .max = 64 };
	char unit = words->unit;

	if (!words->halves)
		return false;
	buf_push_str(&text, unit == 'h' || unit == 'm' || unit == 's' ? S("PT") : S("P"));
	if (unit == 'C' || unit == 'Q') {
		buf_push_int(
		    &text, (int64_t)words->halves * (unit == 'C' ? 50 : 3) / (unit == 'C' ? 1 : 2));
		buf_push_char(&text, unit == 'C' ? 'Y' : 'M');
	} else {
		push_amount(&text, words->halves, 1);
		buf_push_char(&text, unit == 'h'   ? 'H'
				     : unit == 'm' ? 'M'
				     : unit == 's' ? 'S'
						   : unit);
	}
	out->edtf = str_copy(analysis->arena, buf_str(&text));
	out->grain = GRAIN_DURATION;
	return true;
}

/* ${day} and so many units on (back: negative). */
static bool
step(int64_t day, const struct moment_words *words, int sign, struct moment_stretch *out)
{
	int n = words->halves / 2, year, month, date, months;
	char unit = words->unit;

	if (words->halves > 2 * 3000)
		return false;
	if (unit == 'h' || unit == 'm' || unit == 's')
		n = unit == 'h' ? (n + 12) / 24 : 0;
	if (unit == 'D' || unit == 'W' || unit == 'h' || unit == 'm' || unit == 's') {
		day += (int64_t)sign * n * (unit == 'W' ? 7 : 1);
		*out = stretch_new(day, day, GRAIN_DAY);
		return true;
	}
	split(day, &year, &month, &date);
	months = unit == 'M' ? n : unit == 'Q' ? 3 * n : unit == 'C' ? 1200 * n : 12 * n;
	if (words->halves % 2 && unit == 'Y')
		months += 6;
	months = year * 12 + month - 1 + sign * months;
	if (months < 12 || months / 12 > 9990)
		return false;
	year = months / 12;
	if (unit != 'M' && unit != 'Q' && words->halves % 2 == 0)
		return years_stretch(year, year, out);
	*out = months_stretch(year, months % 12 + 1, 1, GRAIN_MONTH);
	return true;
}

/* The same day of the month or the year, so many units on. */
static bool
step_day(int64_t day, const struct moment_words *words, int sign, int64_t *out)
{
	struct moment_stretch there;
	int year, month, date, y, m, d;

	if (!step(day, words, sign, &there))
		return false;
	split(day, &year, &month, &date);
	split(there.first, &y, &m, &d);
	if (there.grain == GRAIN_YEAR)
		m = month;
	if (there.grain != GRAIN_DAY) {
		int days = moment_month_days(y, m);
		return moment_day(y, m, date < days ? date : days, out);
	}
	*out = there.first;
	return true;
}

static bool
place_span(
    const struct place *place, const struct moment_phrase *phrase, struct moment_stretch *out)
{
	const struct moment_clock *clock = place->clock;
	const struct moment_words *words = &phrase->from;
	int64_t first = clock->today, last = clock->today;

	if (phrase->bound == BOUND_FUTURE) {
		if (!words->halves)
			*out = stretch_new(first + 1, MOMENT_OPEN_FUTURE, GRAIN_DAY);
		else if (step_day(clock->today, words, 1, &last) && last > first)
			*out = stretch_new(first + 1, last, GRAIN_DAY);
		else
			return false;
		return true;
	}
	if (!words->halves)
		return false;
	if (phrase->bound == BOUND_BEFORE)
		return step(clock->published, words, -1, out);
	if (phrase->bound == BOUND_AFTER)
		return step(clock->has_day && !place->is_ahead ? clock->day : clock->published,
		    words, 1, out);
	if (!step_day(clock->today, words, -1, &first))
		return false;
	*out = stretch_new(first, last, GRAIN_DAY);
	return true;
}

/* ---- bounds ---- */

static bool
take_bound(
    const struct place *place, const struct moment_phrase *phrase, struct moment_stretch *out)
{
	int64_t today = place->clock->is_known ? place->clock->today : MOMENT_OPEN_FUTURE;
	bool is_piece = words_have(&phrase->from, FIELD_PIECE) || phrase->from.counted;

	switch (phrase->bound) {
	case BOUND_SINCE:
		if (is_piece || out->grain == GRAIN_WEEK || out->grain == GRAIN_SEASON ||
		    out->grain == GRAIN_TIME)
			out->grain = GRAIN_DAY;
		out->last = out->first <= today ? today : MOMENT_OPEN_FUTURE;
		out->to_grain = GRAIN_DAY;
		break;
	case BOUND_AFTER:
		out->grain = out->grain == GRAIN_TIME || out->grain == GRAIN_WEEK ||
				     out->grain == GRAIN_SEASON
				 ? GRAIN_DAY
				 : out->grain;
		out->last = MOMENT_OPEN_FUTURE;
		break;
	case BOUND_BEFORE:
		out->to_grain = out->to_grain == GRAIN_TIME || out->to_grain == GRAIN_WEEK ||
					out->to_grain == GRAIN_SEASON
				    ? GRAIN_DAY
				    : out->to_grain;
		out->first = MOMENT_OPEN_PAST;
		break;
	default:
		break;
	}
	return true;
}

/* 本月早些时候: from its first day to the day of writing; of a day or a week, that day or week. */
static void
take_earlier(const struct place *place, struct moment_stretch *out)
{
	int64_t today = place->clock->today;

	if (out->grain != GRAIN_MONTH && out->grain != GRAIN_YEAR)
		return;
	if (out->first <= today && today < out->last)
		*out = stretch_new(out->first, today, GRAIN_DAY);
}

/* ---- a phrase ---- */

static void
remember(struct moment_clock *clock, const struct moment_phrase *phrase,
    const struct moment_stretch *stretch)
{
	const struct moment_words *words = phrase->has_date ? &phrase->date : &phrase->from;
	int year, month, day;

	if (stretch->first == MOMENT_OPEN_PAST)
		return;
	split(stretch->first, &year, &month, &day);
	if (stretch->grain <= GRAIN_DAY &&
	    (words_have(words, FIELD_DAY) || words_have(words, FIELD_WEEKDAY))) {
		clock->has_day = true;
		clock->day = stretch->first;
		clock->day_at = phrase->span.to;
	}
	if (words_have(words, FIELD_MONTH) && !words_have(words, FIELD_PIECE) &&
	    phrase->from.kind == KIND_POINT) {
		clock->has_month = true;
		clock->month = month;
		clock->month_year = year;
		clock->month_at = phrase->span.to;
	}
	if (words_have(words, FIELD_YEAR) && !words->counted && words_have(words, FIELD_MONTH)) {
		clock->has_year = true;
		clock->year = year;
		clock->year_at = phrase->span.to;
	}
}

/* A weekday with its date: does one contradict the other? */
static bool
place_dated(struct place *place, const struct moment_phrase *phrase, struct moment_stretch *out,
    bool *is_doubtful)
{
	int wanted =
	    words_have(&phrase->from, FIELD_WEEKDAY) ? phrase->from.value[FIELD_WEEKDAY] : 0;
	int64_t named;

	place->weekday = wanted;
	if (place_point(place, &phrase->date, out) && is_wanted(place, out->first)) {
		if (!wanted && day_counted(place, &phrase->from, &named) && place->clock->is_known)
			*is_doubtful = llabs(named - out->first) > 1;
		return true;
	}
	place->weekday = 0;
	*is_doubtful = true;
	return place_point(place, &phrase->date, out);
}

static bool
place_phrase(struct place *place, const struct moment_phrase *phrase, struct moment_stretch *out,
    bool *is_doubtful)
{
	if (phrase->from.kind == KIND_OVERNIGHT) {
		int64_t day = place->clock->has_day && place->clock->day == place->clock->today
				  ? place->clock->day
				  : place->clock->today;
		*out = stretch_new(day - 1, day, GRAIN_DAY);
		return true;
	}
	if (phrase->from.kind == KIND_SPAN)
		return place_span(place, phrase, out);
	if (phrase->has_date && !phrase->is_range)
		return place_dated(place, phrase, out, is_doubtful);
	if (phrase->is_range) {
		struct moment_phrase range = *phrase;
		if (phrase->has_date)
			range.from = phrase->date;
		return place_range(place, &range, out);
	}
	return place_point(place, &phrase->from, out);
}

static bool
finish(const struct place *place, const struct moment_stretch *stretch, struct moment *out)
{
	struct buf text CLEAN(buf_done) = { .max = 96 };

	moment_push_stretch(&text, *stretch);
	out->edtf = str_copy(place->analysis->arena, buf_str(&text));
	out->first_day = stretch->first;
	out->last_day = stretch->last;
	out->grain = stretch->first == MOMENT_OPEN_PAST || stretch->last == MOMENT_OPEN_FUTURE
			 ? GRAIN_OPEN
			 : stretch->grain;
	out->is_future =
	    place->is_ahead || (place->clock->is_known && stretch->first > place->clock->published);
	return true;
}

static bool
is_span_without_place(const struct moment_phrase *phrase)
{
	return phrase->from.kind == KIND_SPAN &&
	       (phrase->bound == BOUND_NONE || phrase->bound == BOUND_WITHIN);
}

bool
moment_place(const struct analysis *analysis, struct moment_clock *clock,
    const struct moment_phrase *phrase, struct moment *out)
{
	struct place place = { .analysis = analysis, .clock = clock, .span = phrase->span };
	struct moment_stretch stretch;

	*out = (struct moment){ .span = phrase->span, .first_day = 1, .last_day = 0 };
	if (phrase->from.kind == KIND_REF || phrase->from.kind == KIND_EVERY) {
		out->edtf = phrase->from.edtf;
		out->grain = phrase->from.kind == KIND_REF ? GRAIN_REF : GRAIN_DURATION;
		out->is_future = str_equal(out->edtf, S("FUTURE_REF"));
		return true;
	}
	if (is_span_without_place(phrase))
		return say_span(analysis, &phrase->from, out);
	if (!clock->is_known && (phrase->from.kind != KIND_POINT ||
				    !is_absolute(phrase->has_date ? &phrase->date : &phrase->from)))
		return phrase->from.kind == KIND_POINT && !phrase->is_range &&
		       say_open(analysis, phrase->has_date ? &phrase->date : &phrase->from, out);
	place.is_ahead = moment_is_ahead(analysis, phrase->span);
	if (!place_phrase(&place, phrase, &stretch, &out->is_doubtful))
		return false;
	if (phrase->from.is_earlier)
		take_earlier(&place, &stretch);
	remember(clock, phrase, &stretch);
	if (phrase->from.kind == KIND_POINT)
		take_bound(&place, phrase, &stretch);
	return finish(&place, &stretch, out);
}
