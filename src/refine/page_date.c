#include "record/outlet.h"
#include "refine/dateline.h"
#include "refine/page_cues.h"
#include "refine/page_date.h"

enum {
	VALUE_MAX = 400,
	DAY_S = 86400,
	ZONE_MAX_S = 14 * 3600,
	KEPT_DAYS = 2, /* a feed's date so near is another reading of the same */
	BESIDE = 1, /* days between two readings of one date */
};

/* ---- what is possible ---- */

bool
dates_possible(const struct page_dates *dates, struct when when)
{
	int64_t at = when_seconds(when);

	return at >= days_from_civil(1995, 1, 1) * DAY_S && (!dates->now || at <= dates->now + DAY_S);
}

int64_t
date_local_day(struct when when)
{
	int64_t at = when_seconds(when) + when.offset_s;

	return (at - (at % DAY_S + DAY_S) % DAY_S) / DAY_S;
}

static bool
is_beside(struct when a, struct when b)
{
	int64_t away = date_local_day(a) - date_local_day(b);

	return b.precision && away >= -BESIDE && away <= BESIDE;
}

struct when
dates_fitting(const struct page_dates *dates, struct day day)
{
	if (!day.other.precision || !dates_possible(dates, day.other))
		return day.when;
	if (!dates_possible(dates, day.when))
		return day.other;
	if (is_beside(day.when, dates->published) || is_beside(day.when, dates->updated))
		return day.when;
	return is_beside(day.other, dates->published) || is_beside(day.other, dates->updated) ? day.other : day.when;
}

/* ---- told ---- */

/* A date as programs write it; as a line writes it, with its time; failing that, the day in it. */
static bool
date_of(const struct page_dates *dates, struct str value, struct when *out)
{
	struct when when = { 0 };
	struct day day = { 0 };
	struct dateline line;
	struct str rest = value;
	bool found;

	if (value.n > VALUE_MAX)
		return false;
	found = day_pull(&rest, dates->rules, NULL, &day);
	if (found && day.other.precision)
		when = dates_fitting(dates, day);
	else if (!when_parse(value, dates->zone_s, &when)) {
		when = day.when;
		if (found && dateline_read(value, true, dates->zone_s, &line) && line.when.precision > WHEN_DAY)
			when = line.when;
	}
	if (when.precision < WHEN_DAY || !dates_possible(dates, when))
		return false;
	*out = when;
	return true;
}

void
dates_take(struct page_dates *dates, bool updated, struct when when, int rank, struct str evidence)
{
	if (rank <= (updated ? dates->updated_rank : dates->published_rank) || !dates_possible(dates, when))
		return;
	*(updated ? &dates->updated : &dates->published) = when;
	*(updated ? &dates->updated_rank : &dates->published_rank) = rank;
	*(updated ? &dates->updated_evidence : &dates->evidence) = str_copy(dates->arena, evidence);
}

void
dates_offer(struct page_dates *dates, bool updated, struct str value, int rank, struct str evidence)
{
	struct when when;

	if (rank > (updated ? dates->updated_rank : dates->published_rank) && date_of(dates, value, &when))
		dates_take(dates, updated, when, rank, evidence);
}

void
dates_show(struct page_dates *dates, struct when when)
{
	if (dates->shown_count < DAYS_SHOWN_MAX && dates_possible(dates, when))
		dates->shown[dates->shown_count++] = date_local_day(when);
}

/* ---- the day people know ---- */

/* The zone nearest to the one told in which the instant is on ${day}; the day alone where no zone is so far away. */
static struct when
on_day(struct when when, int64_t day)
{
	int64_t local = when_seconds(when) + when.offset_s, from = day * DAY_S;
	int64_t shift = local < from ? from - local : from + DAY_S - 1 - local;
	int64_t hours = (shift + (shift < 0 ? -3599 : 3599)) / 3600;
	int64_t offset = when.offset_s + hours * 3600;

	if (when.precision <= WHEN_DAY || offset < -ZONE_MAX_S || offset > ZONE_MAX_S)
		return (struct when){ .ms = from * 1000, .precision = WHEN_DAY, .zone = ZONE_UNKNOWN };
	when.offset_s = (int32_t)offset;
	when.zone = ZONE_ASSUMED;
	return when;
}

/* The only day shown beside the headline; false where there are several, or none. */
static bool
one_day_shown(const struct page_dates *dates, int64_t *day)
{
	for (size_t i = 1; i < dates->shown_count; i++)
		if (dates->shown[i] != dates->shown[0])
			return false;
	*day = dates->shown[0];
	return dates->shown_count > 0;
}

/* The day shown that is not the one told: a day beside it, by another zone, or the only one that people see. */
static bool
other_day(const struct page_dates *dates, int64_t told, int64_t *day)
{
	bool beside = false;

	for (size_t i = dates->shown_count; i-- > 0;) {
		if (dates->shown[i] == told)
			return false;
		if (dates->shown[i] == told + 1 || dates->shown[i] == told - 1) {
			*day = dates->shown[i];
			beside = true;
		}
	}
	return beside || (told != dates->address_day && one_day_shown(dates, day));
}

static void
use_day_shown(struct page_dates *dates)
{
	int64_t day;

	if (!other_day(dates, date_local_day(dates->published), &day))
		return;
	dates->published = on_day(dates->published, day);
	dates->evidence = str_join(dates->arena, dates->evidence, S(", day as shown"), STR_END);
}

/* 23:00:00Z on a German site: a day alone, told as midnight where it was written. */
static void
use_local_midnight(struct page_dates *dates)
{
	struct when *when = &dates->published;
	int32_t zones[] = { dates->zone_s, dates->zone_s + dates->summer_s };

	if (when->precision <= WHEN_DAY || when->offset_s || when->zone != ZONE_GIVEN || when->ms % (DAY_S * 1000) == 0)
		return;
	for (size_t i = 0; i < LENGTH(zones); i++)
		if ((when->ms + zones[i] * (int64_t)1000) % (DAY_S * (int64_t)1000) == 0) {
			when->offset_s = zones[i];
			when->zone = ZONE_ASSUMED;
			return;
		}
}

/* The feed's date, where the page says less: a guess, or a day beside it. */
static bool
use_kept(struct page_dates *dates, int64_t kept)
{
	struct when when = when_from_ms(kept * 1000);
	int64_t away = dates->published_rank ? date_local_day(dates->published) - date_local_day(when) : 0;

	when.precision = WHEN_SECOND;
	if (!kept || !dates_possible(dates, when) || dates->published_rank >= DATE_RANK_NEAR ||
	    (dates->published_rank && away >= -KEPT_DAYS && away <= KEPT_DAYS && dates->published_rank >= DATE_RANK_SCRIPT))
		return false;
	dates->published = when;
	dates->evidence = S("feed");
	return true;
}

void
dates_end(struct page_dates *dates, int64_t kept)
{
	if (use_kept(dates, kept))
		return;
	if (dates->published_rank) {
		use_local_midnight(dates);
		use_day_shown(dates);
		return;
	}
	dates->published = dates->updated;
	dates->evidence = dates->updated.precision ? S("last change") : S("");
}

/* ---- how numbers are read ---- */

/* English without a country that says otherwise. */
static bool
month_comes_first(struct str lang, struct str host)
{
	return !page_cue_ends(host, CUE_DAY_FIRST) &&
	       (str_equal_nocase(lang, S("en")) || str_equal_nocase(lang, S("en-US")) || str_equal_nocase(lang, S("en_US")));
}

static bool
counts_as_taiwan(struct str lang, struct str host)
{
	return str_ends(host, S(".tw")) || str_starts_nocase(lang, S("zh-TW")) || str_starts_nocase(lang, S("zh-Hant"));
}

/* The clock of a language; NULL: it has several. */
static const struct lang_zone {
	struct str lang;
	int32_t zone_s, summer_s;
} *zone_of_lang(struct str lang)
{
	static const struct lang_zone zones[] = {
#define ROW(lang, zone_s, summer_s) { STR_INIT(lang), zone_s, summer_s },
#include "gen/lang_zones.inc"
#undef ROW
	};

	for (size_t i = 0; i < LENGTH(zones); i++)
		if (str_starts_nocase(lang, zones[i].lang) && (lang.n == zones[i].lang.n || !char_is_alpha(lang.p[zones[i].lang.n])))
			return &zones[i];
	return NULL;
}

/* Of dates that name no zone: what was asked for, the outlet's, the language's. */
static void
find_zone(struct page_dates *dates, int32_t asked, struct str lang, struct str host)
{
	const struct outlet *outlet = asked || !host.n ? NULL : outlet_from_host(host);
	const struct lang_zone *zone = asked || outlet ? NULL : zone_of_lang(lang);

	dates->zone_s = asked ? asked : outlet ? outlet->zone_s : zone ? zone->zone_s : 0;
	dates->summer_s = zone ? zone->summer_s : 0;
}

void
dates_begin(struct page_dates *dates, struct arena *arena, const struct page *page, struct url url, struct str lang, int32_t zone_s, int64_t now)
{
	struct str host = url.n ? url_host(url) : S("");

	*dates = (struct page_dates){ .arena = arena, .page = page, .now = now };
	find_zone(dates, zone_s, lang, host);
	dates->rules = (month_comes_first(lang, host) ? DAY_MONTH_FIRST : 0) | (counts_as_taiwan(lang, host) ? DAY_MINGUO : 0);
}
