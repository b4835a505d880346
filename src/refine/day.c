#include "refine/day.h"
#include "refine/day_token.h"
#include "refine/mend.h"

enum {
	TOKENS = 3,
	YEAR_MIN = 1995,
	YEAR_MAX = 2100,
	GAP_BYTES = 14, /* between a day, a month's name and a year */
	MINGUO = 1911,
	BUDDHA = 543,
	DAY_MS = 86400000,
};

/* ---- calendars ---- */

static bool
day_from(int64_t days, struct when *out)
{
	*out = (struct when){ .ms = days * DAY_MS, .precision = WHEN_DAY, .zone = ZONE_UNKNOWN };
	return true;
}

/* Iran's calendar: years of 365 days and eight more in thirty-three.  Farvardin 1st, 1399 was the 20th of March 2020. */
static bool
day_of_iran(unsigned year, unsigned month, unsigned day, struct when *out)
{
	int64_t of_year = (month - 1) * 30 + (month - 1 < 6 ? month - 1 : 6) + day - 1;
	int64_t y = (int64_t)year + 1595, from = 365 * y + y / 33 * 8 + (y % 33 + 3) / 4;
	int64_t base = 365 * (1399 + 1595) + (1399 + 1595) / 33 * 8 + ((1399 + 1595) % 33 + 3) / 4;

	if (month < 1 || month > 12 || day < 1 || day > (month < 7 ? 31 : 30))
		return false;
	return day_from(days_from_civil(2020, 3, 20) + from - base + of_year, out);
}

static bool
day_of(unsigned year, unsigned month, unsigned day, struct when *out)
{
	static const uint8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year >= YEAR_MIN - 621 && year <= YEAR_MAX - 685)
		return day_of_iran(year, month > MONTH_IRAN ? month - MONTH_IRAN : month, day, out);
	if (year >= YEAR_MIN + BUDDHA)
		year -= BUDDHA;
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return day_from(days_from_civil((int)year, month, day), out);
}

/* ---- a day out of three tokens ---- */

/* What may stand between two numbers of one date: a mark, or what year and month are called. */
static bool
is_separator(struct str gap, struct str han, struct str hangul)
{
	gap = text_trim(gap);
	return str_equal(gap, han) || str_equal(gap, hangul) || (gap.n == 1 && strchr("-./", gap.p[0]));
}

static bool
year_first(const struct day_token *t, unsigned rules, struct day *out)
{
	unsigned year = t[0].digits == 3 && (rules & DAY_MINGUO) ? t[0].value + MINGUO : t[0].value;

	return (t[0].digits == 4 || ((rules & DAY_MINGUO) && t[0].digits == 3)) && is_separator(t[1].gap, S("年"), S("년")) &&
	       is_separator(t[2].gap, S("月"), S("월")) && day_of(year, t[1].value, t[2].value, &out->when);
}

/* "12 tháng 3 năm 2019", "12 tháng 3, 2019". */
static bool
with_month_word(const struct day_token *t, struct day *out)
{
	return t[2].digits == 4 && str_equal_nocase(text_trim(t[1].gap), S("tháng")) && t[2].gap.n <= GAP_BYTES &&
	       day_of(t[2].value, t[1].value, t[0].value, &out->when);
}

/* "3/4/2021 12:00:00 AM" is written by programs that know but one order. */
static bool
is_machine_clock(struct str rest)
{
	uint64_t part;

	return pull_char(&rest, ' ') && pull_number(&rest, 12, &part) && pull_char(&rest, ':') && pull_number(&rest, 59, &part) &&
	       pull_char(&rest, ':') && pull_number(&rest, 59, &part) && (str_starts(rest, S(" AM")) || str_starts(rest, S(" PM")));
}

/* "3/4/2021", "12.03.19": which is the month? */
static bool
year_last(const struct day_token *t, struct str rest, unsigned rules, struct day *out)
{
	struct str gap = text_trim(t[1].gap);
	bool hyphen = str_equal(gap, S("-")), exchanged;
	unsigned year = t[2].digits == 2 && t[0].digits == 2 && t[1].digits == 2 && !hyphen ? 2000 + t[2].value
	    : t[2].digits == 4								     ? t[2].value
											     : 0;
	struct day read = { 0 };

	if (!year || t[0].digits > 2 || t[1].digits > 2 || !is_separator(t[1].gap, S("-"), S("/")) || !str_equal(gap, text_trim(t[2].gap)))
		return false;
	exchanged = ((rules & DAY_MONTH_FIRST) && !str_equal(gap, S("."))) || is_machine_clock(rest);
	if (!day_of(year, t[exchanged ? 0 : 1].value, t[exchanged ? 1 : 0].value, &read.when) &&
	    !day_of(year, t[exchanged ? 1 : 0].value, t[exchanged ? 0 : 1].value, &read.when))
		return false;
	if (t[0].value != t[1].value && t[0].value <= 12 && t[1].value <= 12 && !str_equal(gap, S(".")))
		day_of(year, t[exchanged ? 1 : 0].value, t[exchanged ? 0 : 1].value, &read.other);
	*out = read;
	return true;
}

static bool
three_numbers(const struct day_token *t, struct str rest, unsigned rules, struct day *out)
{
	return t[0].digits && t[1].digits && t[2].digits &&
	       (year_first(t, rules, out) || with_month_word(t, out) || year_last(t, rest, rules, out));
}

/* Between a day, a month's name and a year stands little. */
static bool
is_short(struct str gap)
{
	return gap.n <= GAP_BYTES && str_find_char(gap, '\n', 0) < 0 && str_find_char(gap, '|', 0) < 0;
}

/* "'19" behind a day and a month's name. */
static unsigned
year_of(const struct day_token *token)
{
	bool marked = str_ends(token->gap, S("'")) || str_ends(token->gap, S("’"));

	return token->digits == 4 ? token->value : token->digits == 2 && marked ? 2000 + token->value : 0;
}

static bool
with_name(const struct day_token *t, struct day *out)
{
	unsigned year = year_of(&t[2]);

	if (!t[2].digits || !is_short(t[1].gap) || !is_short(t[2].gap))
		return false;
	if (!t[0].digits && t[0].value && t[1].digits && t[1].digits <= 2 && year)
		return day_of(year, t[0].value, t[1].value, &out->when);
	if (t[0].digits && t[0].digits <= 2 && !t[1].digits && t[1].value && year)
		return day_of(year, t[1].value, t[0].value, &out->when);
	return t[0].digits == 4 && !t[1].digits && t[1].value && t[2].digits <= 2 &&
	       day_of(t[0].value, t[1].value, t[2].value, &out->when);
}

bool
day_pull(struct str *text, unsigned rules, struct str *before, struct day *out)
{
	struct day_token tokens[TOKENS] = { 0 };
	struct day_token next;
	struct str start = *text;

	while (day_token_pull(text, &next)) {
		struct day found = { 0 };

		memmove(tokens, tokens + 1, sizeof(tokens) - sizeof(tokens[0]));
		tokens[TOKENS - 1] = next;
		if (!three_numbers(tokens, *text, rules, &found) && !with_name(tokens, &found))
			continue;
		/* up to the gap before the first token: its end is where that token stands */
		if (before)
			*before = str_slice(start, 0, (size_t)(tokens[0].gap.p + tokens[0].gap.n - start.p));
		*out = found;
		return true;
	}
	return false;
}

bool
day_find(struct str text, unsigned rules, struct when *out)
{
	struct day day;

	if (!day_pull(&text, rules, NULL, &day))
		return false;
	*out = day.when;
	return true;
}

/* ---- without a year ---- */

static bool
is_month_and_day(const struct day_token *a, const struct day_token *b, struct str rest, unsigned *month, unsigned *day)
{
	bool han = a->digits && b->digits && str_equal(text_trim(b->gap), S("月")) && str_starts(rest, S("日"));
	bool name_first = !a->digits && a->value && b->digits && b->digits <= 2 && b->gap.n <= 2;
	bool name_last = a->digits && a->digits <= 2 && !b->digits && b->value && b->gap.n <= 4;

	*month = han || name_first ? a->value : b->value;
	*day = han || name_first ? b->value : a->value;
	return (han || name_first || name_last) && *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31;
}

bool
day_of_year(struct str text, unsigned *month, unsigned *day)
{
	struct day_token last = { 0 }, next;
	struct when when;

	if (day_find(text, 0, &when))
		return false;
	for (struct str rest = text; day_token_pull(&rest, &next); last = next)
		if (last.value && is_month_and_day(&last, &next, rest, month, day))
			return true;
	return false;
}

/* ---- addresses ---- */

/* Eight digits, or fewer with separators that parts of a path have. */
static bool
day_at(struct str s, struct when *out)
{
	unsigned year, month, day;

	if (!pull_digits(&s, 4, &year))
		return false;
	if (!pull_char(&s, '/') && !pull_char(&s, '-'))
		pull_char(&s, '_');
	if (!pull_digits(&s, 2, &month)) {
		if (!pull_digits(&s, 1, &month))
			return false;
	}
	if (!pull_char(&s, '/') && !pull_char(&s, '-'))
		pull_char(&s, '_');
	if (!pull_digits(&s, 2, &day) && !pull_digits(&s, 1, &day))
		return false;
	return year >= YEAR_MIN && year <= YEAR_MAX && (!s.n || !char_is_digit(s.p[0])) && day_of(year, month, day, out);
}

bool
day_in_path(struct str path, struct when *out)
{
	for (size_t i = 0; i + 8 <= path.n; i++)
		if ((i == 0 || !char_is_digit(path.p[i - 1])) && day_at(str_from(path, i), out))
			return true;
	return false;
}
