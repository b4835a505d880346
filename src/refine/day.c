#include "base/table.h"
#include "refine/day.h"
#include "text/fold.h"

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
three_numbers(const struct token *t, bool month_first, struct when *out)
{
	unsigned year = t[2].digits == 2 && t[0].digits == 2 && t[1].digits == 2 && !str_equal(t[1].gap, S("-")) ? 2000 + t[2].value
	    : t[2].digits == 4									     ? t[2].value
												     : 0;
	bool slash = str_equal(t[1].gap, S("/"));

	if (!t[0].digits || !t[1].digits || !t[2].digits)
		return false;
	if (t[0].digits == 4)
		return is_separator(t[1].gap, S("年")) && is_separator(t[2].gap, S("月")) &&
		       day_of(t[0].value, t[1].value, t[2].value, out);
	if (!year || !is_separator(t[1].gap, S("-")) || !str_equal(t[1].gap, t[2].gap))
		return false;
	if (slash && month_first && day_of(year, t[0].value, t[1].value, out))
		return true;
	return day_of(year, t[1].value, t[0].value, out) || day_of(year, t[0].value, t[1].value, out);
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

/* ---- months ---- */

/* Small letters of the alphabets months are written in. */
static uint32_t
rune_lower(uint32_t rune)
{
	if (rune < 0x80)
		return (unsigned char)char_lower((char)rune);
	if ((rune >= 0xc0 && rune <= 0xde) || (rune >= 0x391 && rune <= 0x3a9) || (rune >= 0x410 && rune <= 0x42f))
		return rune + 0x20;
	if (rune >= 0x400 && rune <= 0x40f)
		return rune + 0x50;
	return rune >= 0x100 && rune < 0x138 && !(rune & 1) ? rune + 1 : rune == 0x15e ? 0x15f : rune;
}

static unsigned
month_of(struct str word)
{
	char lower[NAME_MAX_BYTES + 4];
	const struct month *row;
	size_t n = 0;
	uint32_t rune;

	if (word.n < 3 || word.n > NAME_MAX_BYTES)
		return 0;
	while (n < NAME_MAX_BYTES && pull_rune(&word, &rune))
		n += rune_write(rune_lower(rune), lower + n);
	row = TABLE_FIND(months, ((struct str){ lower, n }));
	return row ? row->month : 0;
}

/* ---- numbers ---- */

/* What a Han numeral is worth, 10 for ten; -1: none. */
static int
han_digit(uint32_t rune)
{
	static const struct {
		uint32_t rune;
		int value;
	} digits[] = { { 0x3007, 0 }, { 0x96f6, 0 }, { 0x25cb, 0 }, { 0x4e00, 1 }, { 0x4e8c, 2 }, { 0x4e09, 3 }, { 0x56db, 4 }, { 0x4e94, 5 },
		{ 0x516d, 6 }, { 0x4e03, 7 }, { 0x516b, 8 }, { 0x4e5d, 9 }, { 0x5341, 10 } };

	for (size_t i = 0; i < LENGTH(digits); i++)
		if (digits[i].rune == rune)
			return digits[i].value;
	return -1;
}

/* -1: no digit; ASCII or full-width. */
static int
digit_of(uint32_t rune)
{
	if (rune >= '0' && rune <= '9')
		return (int)(rune - '0');
	return rune >= 0xff10 && rune <= 0xff19 ? (int)(rune - 0xff10) : -1;
}

/* A run of digits, at most four of them. */
static bool
pull_digits_run(struct str *s, struct token *out)
{
	uint32_t rune;

	for (struct str rest = *s; pull_rune(&rest, &rune) && digit_of(rune) >= 0; *s = rest) {
		out->value = out->digits < 4 ? out->value * 10 + (unsigned)digit_of(rune) : 0;
		out->digits++;
	}
	return out->digits > 0 && out->digits <= 4;
}

/* 二〇二四, 三, 十二, 二十一, 三十. */
static bool
pull_han_run(struct str *s, struct token *out)
{
	unsigned run = 0;
	bool tens = false;
	uint32_t rune;

	for (struct str rest = *s; pull_rune(&rest, &rune) && han_digit(rune) >= 0; *s = rest, run++) {
		unsigned digit = (unsigned)han_digit(rune);
		if (run > 4)
			continue;
		if (digit == 10)
			out->value = (out->value ? out->value : 1) * 10;
		else
			out->value = tens ? out->value + digit : out->value * 10 + digit;
		tens = digit == 10;
	}
	out->digits = run == 4 && out->value >= 1000 ? 4 : out->value < 100 ? 2 : 5;
	return out->digits < 5;
}

/* Years counted from elsewhere: 民國113年, 令和6年. */
static void
take_era(struct token *token)
{
	static const struct {
		struct str name;
		unsigned before; /* the year before its first */
	} eras[] = { { STR_INIT("民國"), 1911 }, { STR_INIT("民国"), 1911 }, { STR_INIT("令和"), 2018 }, { STR_INIT("平成"), 1988 } };

	for (size_t i = 0; i < LENGTH(eras) && token->digits < 4; i++)
		if (str_ends(token->gap, eras[i].name)) {
			token->value += eras[i].before;
			token->digits = 4;
		}
}

/* ---- tokens ---- */

/* Letters that may be the name of a month; Han has none. */
static bool
pull_word(struct str *s, struct token *out)
{
	struct str start = *s;
	uint32_t rune;

	for (struct str rest = *s; pull_rune(&rest, &rune) && (rune < 0x80 ? char_is_alpha((char)rune) : rune_class(rune) == RUNE_LETTER);
	     *s = rest)
		;
	out->value = month_of(str_slice(start, 0, start.n - s->n));
	return out->value != 0;
}

/* The next number or month's name in *${s}; what stood before it is its gap. */
static bool
pull_token(struct str *s, struct token *out)
{
	struct str start = *s, rest;
	uint32_t rune;

	while (rest = *s, pull_rune(&rest, &rune)) {
		struct str from = *s;
		bool found;

		*out = (struct token){ .gap = str_slice(start, 0, start.n - s->n) };
		if (digit_of(rune) >= 0)
			found = pull_digits_run(s, out);
		else if (rune >= 0x80 && han_digit(rune) >= 0)
			found = pull_han_run(s, out);
		else
			found = pull_word(s, out);
		if (found) {
			take_era(out);
			return true;
		}
		*s = s->n == from.n ? rest : *s;
	}
	return false;
}

bool
day_pull(struct str *text, bool month_first, struct str *before, struct when *out)
{
	struct token tokens[TOKENS] = { 0 };
	struct token next;
	struct str start = *text;

	while (pull_token(text, &next)) {
		memmove(tokens, tokens + 1, sizeof(tokens) - sizeof(tokens[0]));
		tokens[TOKENS - 1] = next;
		if (three_numbers(tokens, month_first, out) || with_name(tokens, out)) {
			/* up to the gap before the first token: its end is where that token stands */
			if (before)
				*before = str_slice(start, 0, (size_t)(tokens[0].gap.p + tokens[0].gap.n - start.p));
			return true;
		}
	}
	return false;
}

bool
day_find(struct str text, bool month_first, struct when *out)
{
	return day_pull(&text, month_first, NULL, out);
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
