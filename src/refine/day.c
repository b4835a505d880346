#include "base/table.h"
#include "refine/day.h"
#include "text/segment.h"

enum { TOKENS = 3, NAME_MAX_BYTES = 32, YEAR_MIN = 1995, YEAR_MAX = 2100 };

static const struct month {
	const char *name;
	unsigned month;
} months[] = {
#define ROW(name, month) { name, month },
#include "gen/months.inc"
#undef ROW
};

struct token {
	unsigned value; /* 0: none */
	unsigned digits; /* 0: the name of a month */
	struct str gap;	/* between the token before it and this one */
};

/* ---- a day out of three tokens ---- */

static bool
day_of(unsigned year, unsigned month, unsigned day, struct when *out)
{
	static const uint8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	*out = (struct when){
		.ms = days_from_civil((int)year, month, day) * 86400000, .precision = WHEN_DAY, .zone = ZONE_UNKNOWN
	};
	return true;
}

/* What may stand between two numbers of one date. */
static bool
is_separator(struct str gap, struct str hanzi)
{
	return str_equal(gap, hanzi) || (gap.n == 1 && strchr("-./", gap.p[0]));
}

static bool
three_numbers(const struct token *t, struct when *out)
{
	bool slash = str_equal(t[1].gap, S("/"));

	if (!t[0].digits || !t[1].digits || !t[2].digits)
		return false;
	if (t[0].digits == 4)
		return is_separator(t[1].gap, S("年")) && is_separator(t[2].gap, S("月")) &&
		       day_of(t[0].value, t[1].value, t[2].value, out);
	if (t[2].digits != 4 || !is_separator(t[1].gap, S("-")) || !str_equal(t[1].gap, t[2].gap))
		return false;
	if (slash && t[0].value <= 12 && day_of(t[2].value, t[0].value, t[1].value, out) && t[1].value > 12)
		return true;
	return day_of(t[2].value, t[1].value, t[0].value, out) || day_of(t[2].value, t[0].value, t[1].value, out);
}

/* Between a day, a month's name and a year stands little. */
static bool
is_short(struct str gap)
{
	return gap.n <= 8 && str_find_char(gap, '\n', 0) < 0;
}

static bool
with_name(const struct token *t, struct when *out)
{
	if (!t[2].digits || !is_short(t[1].gap) || !is_short(t[2].gap))
		return false;
	if (!t[0].digits && t[0].value && t[1].digits && t[1].digits <= 2 && t[2].digits == 4)
		return day_of(t[2].value, t[0].value, t[1].value, out);
	if (t[0].digits && t[0].digits <= 2 && !t[1].digits && t[1].value && t[2].digits == 4)
		return day_of(t[2].value, t[1].value, t[0].value, out);
	return t[0].digits == 4 && !t[1].digits && t[1].value && t[2].digits <= 2 &&
	       day_of(t[0].value, t[1].value, t[2].value, out);
}

/* ---- tokens ---- */

static unsigned
month_of(struct str word)
{
	char lower[NAME_MAX_BYTES];
	const struct month *row;

	if (word.n < 3 || word.n > sizeof(lower))
		return 0;
	for (size_t i = 0; i < word.n; i++)
		lower[i] = char_lower(word.p[i]);
	row = TABLE_FIND(months, ((struct str){ lower, word.n }));
	return row ? row->month : 0;
}

/* Digits alone, at most four: "12th" gives 12. */
static bool
number_of(struct str word, struct token *out)
{
	unsigned n = 0;

	out->value = 0;
	for (; n < word.n && char_is_digit(word.p[n]); n++)
		out->value = n < 4 ? out->value * 10 + (unsigned)(word.p[n] - '0') : 0;
	out->digits = n;
	return n > 0 && n <= 4;
}

/* The next number or month's name in *${s}; what stood before it is its gap. */
static bool
pull_token(struct str *s, struct token *out)
{
	struct str start = *s;
	size_t at = 0;

	while (at < s->n) {
		char c = s->p[at];
		size_t n = 0;

		if (char_is_digit(c)) {
			while (at + n < s->n && char_is_digit(s->p[at + n]))
				n++;
		} else if (char_is_alpha(c) || (unsigned char)c >= 0x80) {
			while (at + n < s->n && (char_is_alpha(s->p[at + n]) || (unsigned char)s->p[at + n] >= 0x80))
				n++;
		} else {
			at++;
			continue;
		}
		*out = (struct token){ .gap = str_slice(start, 0, at) };
		if (char_is_digit(c) ? number_of(str_slice(*s, at, at + n), out)
				     : (out->value = month_of(str_slice(*s, at, at + n))) != 0) {
			*s = str_from(*s, at + n);
			return true;
		}
		at += n;
	}
	return false;
}

bool
day_find(struct str text, struct when *out)
{
	struct token tokens[TOKENS] = { 0 };
	struct token next;

	while (pull_token(&text, &next)) {
		memmove(tokens, tokens + 1, sizeof(tokens) - sizeof(tokens[0]));
		tokens[TOKENS - 1] = next;
		if (three_numbers(tokens, out) || with_name(tokens, out))
			return true;
	}
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
	return (!s.n || !char_is_digit(s.p[0])) && day_of(year, month, day, out);
}

bool
day_in_path(struct str path, struct when *out)
{
	for (size_t i = 0; i + 8 <= path.n; i++)
		if ((i == 0 || !char_is_digit(path.p[i - 1])) && day_at(str_from(path, i), out))
			return true;
	return false;
}
