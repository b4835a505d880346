/*
 * Phrases of time are placed in the calendar: points, ranges, spans, and what since, until and from
 * say of them.
 */
#include "figure/moment_parts.h"

#include <stdlib.h>

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
	       !moment_is_counted(words, FIELD_DAY);
}

static bool
needs_year(const struct moment_words *words)
{
	return words_have(words, FIELD_MONTH) && !words_have(words, FIELD_YEAR) &&
	       !moment_is_counted(words, FIELD_MONTH);
}

/* The end of a range takes from its beginning what it does not say itself. */
static bool
place_end(const struct moment_place *place, const struct moment_stretch *from,
    const struct moment_words *end, struct moment_stretch *out)
{
	struct moment_words words = *end;
	int year, month, day;
	bool is_year_given = words_have(end, FIELD_YEAR);

	moment_split(from->first, &year, &month, &day);
	if (words_have(&words, FIELD_WEEKDAY) && !words_have(&words, FIELD_DAY) &&
	    !words_have(&words, FIELD_WEEK)) {
		int n = words.value[FIELD_WEEKDAY] == 8 ? 7 : words.value[FIELD_WEEKDAY];
		int64_t last = from->first + (n - moment_weekday(from->first) + 7) % 7;
		*out = moment_stretch_new(last, last, GRAIN_DAY);
		return true;
	}
	if (needs_month(&words))
		give_missing(&words, FIELD_MONTH, month);
	if (needs_year(&words))
		words_set(&words, FIELD_YEAR, year);
	if (!moment_place_point(place, &words, out))
		return false;
	if (out->last >= from->first || is_year_given || !words_have(&words, FIELD_YEAR) ||
	    moment_is_counted(&words, FIELD_YEAR))
		return true;
	words.value[FIELD_YEAR]++;
	return moment_place_point(place, &words, out);
}

/* 11月至2021年2月: the beginning takes from the end. */
static bool
place_beginning(const struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out)
{
	struct moment_words words = phrase->from;
	struct moment_stretch end;

	if (needs_year(&words) && words_have(&phrase->to, FIELD_YEAR) &&
	    moment_place_point(place, &phrase->to, &end)) {
		words_set(&words, FIELD_YEAR, moment_year_of(place, &phrase->to));
		if (!moment_place_point(place, &words, out))
			return false;
		if (out->first <= end.last)
			return true;
		words.value[FIELD_YEAR]--;
		return moment_place_point(place, &words, out);
	}
	if (words_have(&words, FIELD_YEAR) && words.has == 1u << FIELD_YEAR && !words.counted &&
	    phrase->to.has != words.has)
		return false;
	return moment_place_point(place, &words, out);
}

static bool
is_hours(const struct moment_words *words)
{
	return !(words->has & ~(1u << FIELD_PART | 1u << FIELD_MINUTE));
}

static bool
place_range(const struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out)
{
	struct moment_stretch from, to;

	if (is_hours(&phrase->to)) { /* 周一10点到12点 */
		if (!place_beginning(place, phrase, out))
			return false;
		*out = moment_stretch_new(out->first, out->first, GRAIN_DAY);
		return true;
	}
	if (!place_beginning(place, phrase, &from) || !place_end(place, &from, &phrase->to, &to) ||
	    to.last < from.first)
		return false;
	*out = moment_stretch_new(
	    from.first, to.last, from.grain == GRAIN_TIME ? GRAIN_DAY : from.grain);
	out->to_grain = to.grain == GRAIN_TIME ? GRAIN_DAY : to.grain;
	return true;
}

/* ---- bounds ---- */

static bool
take_bound(const struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out)
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
take_earlier(const struct moment_place *place, struct moment_stretch *out)
{
	int64_t today = place->clock->today;

	if (out->grain != GRAIN_MONTH && out->grain != GRAIN_YEAR)
		return;
	if (out->first <= today && today < out->last)
		*out = moment_stretch_new(out->first, today, GRAIN_DAY);
}

/* ---- a phrase ---- */

/* A picture may be of another day than the text: no 当天 in it is that day. */
static bool
is_in_caption(const struct analysis *analysis, uint32_t at)
{
	size_t i = sentence_at(analysis, at);

	return i < analysis->sentence_count && analysis->sentences[i].zone == IN_CAPTION;
}

static void
remember(struct moment_clock *clock, const struct moment_phrase *phrase,
    const struct moment_stretch *stretch, bool is_aside)
{
	const struct moment_words *words = phrase->has_date ? &phrase->date : &phrase->from;
	int year, month, day;

	if (stretch->first == MOMENT_OPEN_PAST)
		return;
	moment_split(stretch->first, &year, &month, &day);
	if (!is_aside && stretch->grain <= GRAIN_DAY && phrase->bound != BOUND_SINCE && !phrase->is_behind &&
	    (words_have(words, FIELD_DAY) || words_have(words, FIELD_WEEKDAY))) {
		clock->has_day = true;
		clock->day = phrase->is_range ? stretch->last : stretch->first;
		clock->day_at = phrase->span.to;
	}
	if (words_have(words, FIELD_YEAR) && !words->is_that)
		clock->that_year = year;
	if (words_have(words, FIELD_MONTH) && !words_have(words, FIELD_PIECE) &&
	    phrase->from.kind == KIND_POINT) {
		clock->has_month = true;
		clock->month = month;
		clock->month_year = year;
		clock->month_at = phrase->span.to;
		clock->is_month_alone = !words_have(words, FIELD_DAY);
	}
	if (words_have(words, FIELD_YEAR) && words_have(words, FIELD_MONTH) &&
	    !words_have(words, FIELD_PIECE)) {
		clock->has_year = true;
		clock->year = year;
		clock->year_at = phrase->span.to;
	}
}

/* A weekday with its date: does one contradict the other? */
static bool
place_dated(struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out, bool *is_doubtful)
{
	int wanted =
	    words_have(&phrase->from, FIELD_WEEKDAY) ? phrase->from.value[FIELD_WEEKDAY] : 0;
	int64_t named;

	place->weekday = wanted;
	if (moment_place_point(place, &phrase->date, out) && moment_is_wanted(place, out->first)) {
		if (!wanted && !phrase->from.is_that &&
		    moment_day_counted(place, &phrase->from, &named) && place->clock->is_known)
			*is_doubtful = llabs(named - out->first) > 1;
		return true;
	}
	place->weekday = 0;
	*is_doubtful = true;
	return moment_place_point(place, &phrase->date, out);
}

/* ---- the same months, of another year ---- */

enum { PERIOD_REACH = 600, PERIOD_WINS = 300 /* bytes */, PERIOD_DAYS = 800 /* no age */ };

/* What 同期 may mean: months or a year, the months rather than a year beside them. */
static void
remember_period(struct moment_clock *clock, const struct moment_phrase *phrase,
    const struct moment_stretch *stretch)
{
	bool is_near = clock->has_period && phrase->span.from < clock->period_at + PERIOD_WINS;
	bool is_piece = stretch->grain == GRAIN_DAY && stretch->last > stretch->first &&
			words_have(&phrase->from, FIELD_PIECE);
	int year, month, day;

	if (phrase->bound != BOUND_NONE || phrase->from.is_same ||
	    phrase->from.kind != KIND_POINT || stretch->last - stretch->first > PERIOD_DAYS ||
	    (!is_piece && stretch->grain != GRAIN_MONTH &&
		(stretch->grain != GRAIN_YEAR ||
		    (is_near && clock->period.grain == GRAIN_MONTH))))
		return;
	clock->has_period = true;
	clock->period = *stretch;
	clock->period_at = phrase->span.to;
	if (!is_piece)
		return;
	/* 3月末: of March */
	moment_split(stretch->first, &year, &month, &day);
	clock->period = moment_months(year, month, 1, GRAIN_MONTH);
}

static bool
has_period(const struct moment_place *place)
{
	return place->clock->has_period &&
	       place->span.from <= place->clock->period_at + PERIOD_REACH;
}

static int64_t
day_years_on(int64_t day, int by)
{
	int year, month, date, last;

	moment_split(day, &year, &month, &date);
	last = moment_month_days(year + by, month);
	return days_from_civil(year + by, (unsigned)month, (unsigned)(date < last ? date : last));
}

/* 去年同期: the months named last, in the year that ${out} is; of them the year before, where it is theirs. */
static bool
place_same(const struct moment_place *place, const struct moment_words *words,
    struct moment_stretch *out)
{
	struct moment_stretch same = place->clock->period;
	int wanted, year, month, day;
	int64_t behind;

	if (!moment_place_point(place, words, out) || !has_period(place))
		return out->grain == GRAIN_YEAR;
	moment_split(out->first, &wanted, &month, &day);
	moment_split(same.first, &year, &month, &day);
	if (wanted >= year && moment_is_counted(words, FIELD_YEAR))
		wanted = year - 1;
	/* a month ends on its last day in each year */
	behind = day_years_on(same.last + 1, wanted - year);
	same.first = day_years_on(same.first, wanted - year);
	same.last = behind - 1;
	*out = same;
	return true;
}

static bool
place_phrase(struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out, bool *is_doubtful)
{
	if (phrase->from.kind == KIND_OVERNIGHT) {
		int64_t day = place->clock->has_day && place->clock->day == place->clock->today
				  ? place->clock->day
				  : place->clock->today;
		*out = moment_stretch_new(day - 1, day, GRAIN_DAY);
		return true;
	}
	if (phrase->from.kind == KIND_SPAN)
		return moment_place_span(place, phrase, out);
	if (phrase->from.kind == KIND_SAME) {
		*out = place->clock->period;
		return has_period(place);
	}
	if (phrase->from.is_same)
		return place_same(place, &phrase->from, out);
	if (phrase->has_date && !phrase->is_range)
		return place_dated(place, phrase, out, is_doubtful);
	if (phrase->is_range) {
		struct moment_phrase range = *phrase;
		if (phrase->has_date)
			range.from = phrase->date;
		return place_range(place, &range, out);
	}
	return moment_place_point(place, &phrase->from, out);
}

static bool
finish(const struct moment_place *place, const struct moment_stretch *stretch, struct moment *out)
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
	    place->is_ahead || (place->clock->is_known && stretch->first > place->clock->published) ||
	    (place->clock->has_line && stretch->first > place->clock->today);
	return true;
}

static bool
is_span_without_place(const struct moment_phrase *phrase)
{
	return phrase->from.kind == KIND_SPAN &&
	       (phrase->bound == BOUND_NONE || phrase->bound == BOUND_WITHIN);
}

/* In figures or counted from today: where it is does not hang on the words around. */
static bool
is_plain(const struct moment_phrase *phrase)
{
	const struct moment_words *words = &phrase->from;

	return words->kind == KIND_POINT &&
	       (words_have(words, FIELD_YEAR) ||
		   (words_have(words, FIELD_DAY) && moment_is_counted(words, FIELD_DAY)));
}

/* 数周以来, 几年前. */
static bool
is_vague_past(const struct moment_phrase *phrase)
{
	return phrase->from.kind == KIND_SPAN && !phrase->from.halves &&
	       (phrase->bound == BOUND_SINCE || phrase->bound == BOUND_PAST ||
		   phrase->bound == BOUND_BEFORE);
}

bool
moment_place(const struct analysis *analysis, struct moment_clock *clock,
    const struct moment_phrase *phrase, struct moment *out)
{
	struct moment_place place = { .analysis = analysis, .clock = clock, .span = phrase->span };
	struct moment_stretch stretch;

	*out = (struct moment){ .span = phrase->span, .first_day = 1, .last_day = 0 };
	if (phrase->from.kind == KIND_REF || phrase->from.kind == KIND_EVERY) {
		out->edtf = phrase->from.edtf;
		out->grain = phrase->from.kind == KIND_REF ? GRAIN_REF : GRAIN_DURATION;
		out->is_future = str_equal(out->edtf, S("FUTURE_REF"));
		return true;
	}
	if (is_span_without_place(phrase))
		return moment_say_span(analysis, &phrase->from, out);
	if (is_vague_past(phrase)) {
		out->edtf = S("PAST_REF");
		out->grain = GRAIN_REF;
		return true;
	}
	if (!clock->is_known && (phrase->from.kind != KIND_POINT ||
				    !is_absolute(phrase->has_date ? &phrase->date : &phrase->from)))
		return phrase->from.kind == KIND_POINT && !phrase->is_range &&
		       say_open(analysis, phrase->has_date ? &phrase->date : &phrase->from, out);
	place.is_behind = phrase->is_behind || phrase->bound == BOUND_SINCE;
	place.is_ahead =
	    !place.is_behind && !is_plain(phrase) && moment_is_ahead(analysis, phrase->span);
	if (!place_phrase(
		&place, phrase, &stretch, &out->is_doubtful)) /* 三天后, who knows of when */
		return phrase->from.kind == KIND_SPAN &&
		       moment_say_span(analysis, &phrase->from, out);
	if (phrase->from.is_earlier)
		take_earlier(&place, &stretch);
	out->is_piece = !phrase->is_range && words_have(&phrase->from, FIELD_PIECE) && stretch.grain == GRAIN_DAY &&
			stretch.last > stretch.first;
	remember(clock, phrase, &stretch, is_in_caption(analysis, phrase->span.from));
	remember_period(clock, phrase, &stretch);
	if (phrase->from.kind == KIND_POINT)
		take_bound(&place, phrase, &stretch);
	return finish(&place, &stretch, out);
}
