/*
 * Spans of time: two years by itself is a duration; two years ago, in the past two years, in the
 * coming days have a place.
 */
#include "figure/moment_parts.h"

static void
push_amount(struct buf *out, int32_t halves, int times)
{
	buf_push_int(out, (int64_t)(halves / 2) * times);
	if (halves % 2)
		buf_push_literal(out, ".5");
}

static char
unit_letter(char unit)
{
	static const char pairs[] = "hHmMsSCYQM";

	for (size_t i = 0; i + 1 < sizeof(pairs); i += 2)
		if (pairs[i] == unit)
			return pairs[i + 1];
	return unit;
}

bool
moment_say_span(
    const struct analysis *analysis, const struct moment_words *words, struct moment *out)
{
	struct buf text CLEAN(buf_done) = { .max = 64 };
	char unit = words->unit;

	buf_push_str(&text, unit == 'h' || unit == 'm' || unit == 's' ? S("PT") : S("P"));
	if (!words->halves) { /* 几年: TIMEX3's PXY */
		buf_push_char(&text, 'X');
		buf_push_char(&text, unit_letter(unit));
	} else if (unit == 'C' || unit == 'Q') {
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
		*out = moment_stretch_new(day, day, GRAIN_DAY);
		return true;
	}
	moment_split(day, &year, &month, &date);
	months = unit == 'M' ? n : unit == 'Q' ? 3 * n : unit == 'C' ? 1200 * n : 12 * n;
	if (words->halves % 2 && unit == 'Y')
		months += 6;
	months = year * 12 + month - 1 + sign * months;
	if (months < 12 || months / 12 > 9990)
		return false;
	year = months / 12;
	if (unit != 'M' && unit != 'Q' && words->halves % 2 == 0)
		return moment_years(year, year, out);
	*out = moment_months(year, months % 12 + 1, 1, GRAIN_MONTH);
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
	moment_split(day, &year, &month, &date);
	moment_split(there.first, &y, &m, &d);
	if (there.grain == GRAIN_YEAR)
		m = month;
	if (there.grain != GRAIN_DAY) {
		int days = moment_month_days(y, m);
		return moment_day(y, m, date < days ? date : days, out);
	}
	*out = there.first;
	return true;
}

/* 三天后: after the day named in the same paragraph, or after publication where the words look
 * ahead; else who knows. */
static bool
place_later(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out)
{
	const struct moment_clock *clock = place->clock;
	struct str between = str_slice(place->analysis->folded, clock->day_at, place->span.from);

	if (place->is_ahead)
		return step(clock->published, words, 1, out);
	return clock->has_day && clock->day_at <= place->span.from &&
	       str_find(between, S("\n"), 0) < 0 && step(clock->day, words, 1, out);
}

bool
moment_place_span(const struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out)
{
	const struct moment_clock *clock = place->clock;
	const struct moment_words *words = &phrase->from;
	int64_t first = clock->today, last = clock->today;

	if (phrase->bound == BOUND_FUTURE) {
		if (!words->halves)
			*out = moment_stretch_new(first + 1, MOMENT_OPEN_FUTURE, GRAIN_DAY);
		else if (step_day(clock->today, words, 1, &last) && last > first)
			*out = moment_stretch_new(first + 1, last, GRAIN_DAY);
		else
			return false;
		return true;
	}
	if (!words->halves)
		return false;
	if (phrase->bound == BOUND_BEFORE)
		return step(clock->published, words, -1, out);
	if (phrase->bound == BOUND_AFTER)
		return place_later(place, words, out);
	if (!step_day(clock->today, words, -1, &first))
		return false;
	*out = moment_stretch_new(first, last, GRAIN_DAY);
	return true;
}
