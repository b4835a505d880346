/*
 * Days of the whole text: of which it tells, on which it was written, up to which it counts.
 */
#include "figure/inherit_date.h"

enum {
	NEWS_DAYS = 5, /* what a text tells of as its own day is not older */
	LINE_DAYS = 4, /* a dateline is not older */
	LEAD_MOMENTS = 24,
	LEAD_SIZE = 1500, /* bytes, and moments, where such days stand */
	COUNTS_BACK = 24, /* figures */
	AS_OF_REACH = 40, /* bytes */
};

static enum text_zone
zone_of(const struct analysis *analysis, const struct moment *moment)
{
	return analysis->sentences[sentence_at(analysis, moment->span.from)].zone;
}

/* The day of which the whole text tells: the first of its lead, else that of its dateline. */
static const struct moment *
day_of_text(const struct analysis *analysis)
{
	const struct moment *line = NULL;
	int64_t published = date_published(analysis);

	for (size_t i = 0; i < analysis->moment_count && i < LEAD_MOMENTS &&
			   analysis->moments[i].span.from < LEAD_SIZE;
	     i++) {
		const struct moment *moment = &analysis->moments[i];
		enum text_zone zone = zone_of(analysis, moment);
		if (moment->grain > GRAIN_DAY || moment->last_day > moment->first_day + 1 ||
		    zone == IN_CAPTION || !date_is_lasting(analysis, moment, false) ||
		    published == INT64_MIN || moment->first_day < published - NEWS_DAYS)
			continue;
		if (zone != IN_DATELINE)
			return moment;
		line = moment;
	}
	return line;
}

void
date_of_text(const struct setting *setting, struct figure *figure)
{
	const struct moment *day = day_of_text(setting->analysis);

	if (day)
		date_take(figure, day, PROV_DOCUMENT);
}

int64_t
date_written(const struct analysis *analysis)
{
	int64_t published = date_published(analysis);

	for (size_t i = 0; i < analysis->moment_count && i < LEAD_MOMENTS && published != INT64_MIN;
	     i++) {
		const struct moment *moment = &analysis->moments[i];
		if (moment->first_day == moment->last_day && moment->first_day <= published &&
		    moment->first_day > published - LINE_DAYS &&
		    zone_of(analysis, moment) == IN_DATELINE)
			return moment->first_day;
	}
	return published;
}

/* 截至格林威治时间25日11时: the day up to which the text's counts run; empty. */
static struct str
day_as_of(const struct analysis *analysis)
{
	uint32_t end;

	for (size_t i = 0; i < analysis->moment_count && i < LEAD_MOMENTS &&
			   analysis->moments[i].span.from < LEAD_SIZE;
	     i++) {
		const struct moment *moment = &analysis->moments[i];
		uint32_t from =
		    moment->span.from > AS_OF_REACH ? moment->span.from - AS_OF_REACH : 0;
		if (date_text(moment).n == DAY_SIZE &&
		    words_in(analysis->folded, from, moment->span.from, "截至 截止", &end))
			return date_text(moment);
	}
	return S("");
}

struct str
date_of_count(const struct setting *setting, struct str today)
{
	static const char counts[] =
	    "infected recovered killed quarantined hospitalised tested vaccinated";

	struct str day = day_as_of(setting->analysis);

	if (!word_is_listed(counts, setting->slot) || day.n)
		return day.n ? day : today;
	for (size_t i = setting->figure_count, n = 0; i-- > 0 && n < COUNTS_BACK; n++) {
		const struct figure *before = &setting->figures[i];
		if (word_is_listed(counts, before->slot) && before->edtf.n == DAY_SIZE &&
		    str_compare(before->edtf, today) <= 0)
			return before->edtf;
	}
	return today;
}
