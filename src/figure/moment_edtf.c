/*
 * Stretches of days as EDTF, in the grain they were said in.
 */
#include "figure/moment.h"

/* ISO 8601: a week belongs to the year of its Thursday. */
static void
push_week(struct buf *out, int64_t day)
{
	int64_t thursday = moment_monday(day) + 3;
	unsigned month, date;
	int year;

	civil_from_days(thursday, &year, &month, &date);
	buf_push_format(
	    out, "%04d-W%02d", year, (int)((thursday - days_from_civil(year, 1, 1)) / 7) + 1);
}

static const char *const part_names[] = {
	[PART_MORNING] = "TMO",
	[PART_AFTERNOON] = "TAF",
	[PART_EVENING] = "TEV",
	[PART_NIGHT] = "TNI",
};

static void
push_day_part(struct buf *out, struct moment_stretch stretch)
{
	civil_push(out, stretch.first, WHEN_DAY);
	if (stretch.minute >= 0)
		buf_push_format(out, "T%02d:%02d", stretch.minute / 60, stretch.minute % 60);
	else if (stretch.part)
		buf_push_str(out, str_from_c(part_names[stretch.part]));
}

static void
push_season(struct buf *out, struct moment_stretch stretch)
{
	civil_push(out, stretch.first, WHEN_YEAR);
	buf_push_char(out, '-');
	buf_push_digits(out, (uint64_t)stretch.season, 2);
}

/* One end of an interval, in its own grain. */
static void
push_end(struct buf *out, int64_t day, enum moment_grain grain)
{
	if (day == MOMENT_OPEN_PAST || day == MOMENT_OPEN_FUTURE)
		buf_push_literal(out, "..");
	else
		civil_push(out, day, grain == GRAIN_YEAR ? WHEN_YEAR : grain == GRAIN_MONTH ? WHEN_MONTH : WHEN_DAY);
}

/* Is it all of one year, one month, one day? */
static bool
is_one(struct moment_stretch stretch)
{
	unsigned month, date, month_to, date_to;
	int year, year_to;

	if (stretch.first == stretch.last)
		return true;
	if (stretch.first == MOMENT_OPEN_PAST || stretch.last == MOMENT_OPEN_FUTURE ||
	    stretch.grain != stretch.to_grain)
		return false;
	civil_from_days(stretch.first, &year, &month, &date);
	civil_from_days(stretch.last, &year_to, &month_to, &date_to);
	if (stretch.grain == GRAIN_YEAR)
		return year == year_to;
	return stretch.grain == GRAIN_MONTH && year == year_to && month == month_to;
}

void
moment_push_stretch(struct buf *out, struct moment_stretch stretch)
{
	if (stretch.grain == GRAIN_WEEK && stretch.to_grain == GRAIN_WEEK &&
	    stretch.last - stretch.first == 6)
		push_week(out, stretch.first);
	else if (stretch.grain == GRAIN_SEASON && stretch.season)
		push_season(out, stretch);
	else if (stretch.grain <= GRAIN_DAY && stretch.first == stretch.last)
		push_day_part(out, stretch);
	else if (is_one(stretch))
		push_end(out, stretch.first, stretch.grain);
	else {
		push_end(out, stretch.first, stretch.grain);
		buf_push_char(out, '/');
		push_end(out, stretch.last, stretch.to_grain);
	}
}
