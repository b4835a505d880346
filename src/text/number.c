#include "text/number.h"

#include "base/err.h"
#include "base/table.h"
#include "text/decimal.h"
#include "text/segment.h"

enum numeral_kind { NUMERAL_DIGIT, NUMERAL_UNIT, NUMERAL_SCALE, NUMERAL_WORD };

struct numeral {
	const char *text;
	enum numeral_kind kind;
	unsigned value;
};

static const struct numeral numerals[] = {
#define ROW(text, kind, value) { text, kind, value },
#include "gen/numerals.inc"
#undef ROW
};

static const struct unit_name {
	const char *text, *unit;
} units[] = {
#define ROW(text, unit) { text, unit },
#include "gen/units.inc"
#undef ROW
};

/* Signs before a number; the longest first. */
static const struct {
	struct str sign, unit;
} currencies[] = {
	{ STR_INIT("US$"), STR_INIT("USD") },
	{ STR_INIT("HK$"), STR_INIT("HKD") },
	{ STR_INIT("NT$"), STR_INIT("TWD") },
	{ STR_INIT("$"), STR_INIT("USD") },
	{ STR_INIT("＄"), STR_INIT("USD") },
	{ STR_INIT("€"), STR_INIT("EUR") },
	{ STR_INIT("£"), STR_INIT("GBP") },
	{ STR_INIT("¥"), STR_INIT("¥") },
	{ STR_INIT("￥"), STR_INIT("¥") },
};

enum { DIGITS_MAX = 20, WORD_MAX = 8, UNIT_TEXT_MAX = 16 };

/* A number in the making: 三億五千萬 is total 3e8, section 5000, then the scale 萬. */
struct sum {
	struct decimal total, section, pending;
	bool is_begun, has_pending, has_section;
	bool is_written; /* pending came from digits, not from numerals */
	unsigned numerals, digits; /* characters so far that are numerals; of them digits */
	unsigned last_power; /* of the unit or scale just before pending; 0 after 零 and at the beginning */
};

/* ---- looking up ---- */

static const struct numeral *
numeral_at(struct str s, struct str *rest)
{
	char lower[WORD_MAX];
	struct unit unit;
	const struct numeral *numeral;

	if (!pull_unit(&s, &unit))
		return NULL;
	*rest = s;
	numeral = TABLE_FIND(numerals, unit.text);
	if (numeral || unit.kind != UNIT_WORD || unit.text.n > sizeof(lower))
		return numeral;
	for (size_t i = 0; i < unit.text.n; i++)
		lower[i] = char_lower(unit.text.p[i]);
	return TABLE_FIND(numerals, ((struct str){ lower, unit.text.n }));
}

/* The unit at the beginning of ${s}, the longest that is there; words of alphabets must end where the unit does. */
static const struct unit_name *
unit_at(struct str s, struct str *rest)
{
	for (size_t n = s.n < UNIT_TEXT_MAX ? s.n : UNIT_TEXT_MAX; n; n--) {
		const struct unit_name *found = TABLE_FIND(units, str_slice(s, 0, n));
		bool is_word = found && char_is_alpha(s.p[0]);

		if (!found || (is_word && n < s.n && char_is_alpha(s.p[n])))
			continue;
		*rest = str_from(s, n);
		return found;
	}
	return NULL;
}

static struct str
after_blank(struct str s)
{
	uint32_t rune;
	struct str rest = s;

	if (pull_rune(&rest, &rune) && (rune == ' ' || rune == 0xa0 || rune == 0x202f))
		return rest;
	return s;
}

/* ---- digits ---- */

/* An ASCII or full-width digit; *${wide} tells which, untouched where there is none. */
static bool
pull_digit(struct str *s, unsigned *digit, bool *wide)
{
	struct str rest = *s;
	uint32_t rune;

	if (!pull_rune(&rest, &rune))
		return false;
	if (!(rune >= '0' && rune <= '9') && !(rune >= 0xff10 && rune <= 0xff19))
		return false;
	*wide = rune >= 0xff10;
	*digit = rune - (*wide ? 0xff10 : '0');
	*s = rest;
	return true;
}

/* A separator of thousands and the three digits behind it, not more. */
static bool
pull_group(struct str *s, bool wide, struct decimal *out, unsigned *count)
{
	struct str rest = *s, after;
	unsigned digit[3], more;
	uint32_t rune;
	bool w = false;

	if (!pull_rune(&rest, &rune) ||
	    !(rune == ',' || rune == 0x2009 || rune == 0x202f || (wide && rune == 0xff0c)))
		return false;
	for (unsigned i = 0; i < 3; i++)
		if (!pull_digit(&rest, &digit[i], &w))
			return false;
	after = rest;
	if (pull_digit(&after, &more, &w))
		return false;
	for (unsigned i = 0; i < 3; i++)
		if (!decimal_append(out, digit[i]))
			return false;
	*count += 3;
	*s = rest;
	return true;
}

static void
pull_fraction(struct str *s, struct decimal *out, unsigned *count)
{
	struct str rest = *s;
	uint32_t point;
	unsigned digit;
	bool wide = false;

	if (!pull_rune(&rest, &point) || !(point == '.' || point == 0xff0e) ||
	    !pull_digit(&rest, &digit, &wide))
		return;
	do {
		if (!decimal_append_fraction(out, digit))
			return;
		++*count;
		*s = rest;
	} while (pull_digit(&rest, &digit, &wide));
}

/* 1,200.5 in digits; false where there are too many. */
static bool
pull_written(struct str *s, struct decimal *out)
{
	struct decimal value = { 0 };
	struct str rest = *s;
	unsigned digit, count = 0;
	bool wide = false;

	for (; pull_digit(&rest, &digit, &wide); count++)
		if (!decimal_append(&value, digit))
			return false;
	if (count == 0)
		return false;
	if (count <= 3)
		while (pull_group(&rest, wide, &value, &count))
			;
	pull_fraction(&rest, &value, &count);
	if (count > DIGITS_MAX)
		return false;
	*s = rest;
	*out = value;
	return true;
}

/* ---- numerals ---- */

static bool
add_digit(struct sum *sum, unsigned digit)
{
	if (sum->has_pending && sum->is_written)
		return false;
	if (digit == 0 && !sum->has_pending && sum->last_power > 0) {
		sum->last_power = 0; /* 一百零五, 一万零五 */
		sum->numerals++;
		return true;
	}
	if (sum->has_pending && sum->last_power > 0)
		return false; /* 二百五六: an estimate, no number */
	if (!sum->has_pending)
		sum->pending = (struct decimal){ 0 };
	if (!decimal_append(&sum->pending, digit))
		return false;
	sum->has_pending = true;
	sum->is_written = false;
	sum->numerals++, sum->digits++;
	return true;
}

/* 十, 百, 千: times what is pending, or once. */
static bool
add_unit(struct sum *sum, unsigned power)
{
	struct decimal value = sum->has_pending ? sum->pending : (struct decimal){ 1, 0 };

	if (sum->has_section && sum->last_power && sum->last_power <= power)
		return false;
	if (!decimal_shift(&value, power) || !decimal_add(&sum->section, value))
		return false;
	sum->has_section = true;
	sum->has_pending = false;
	sum->numerals++;
	sum->last_power = power;
	return true;
}

/* 万, 亿, million: times the section; 亿 also times the 万 before it. */
static bool
add_scale(struct sum *sum, unsigned power)
{
	struct decimal value = sum->section;

	if (!sum->has_pending && !sum->has_section && !(power == 8 && sum->is_begun))
		return false;
	if (sum->has_pending && !decimal_add(&value, sum->pending))
		return false;
	if (power == 8) {
		if (!decimal_add(&value, sum->total))
			return false;
		sum->total = (struct decimal){ 0 };
	}
	if (!decimal_shift(&value, power) || !decimal_add(&sum->total, value))
		return false;
	sum->section = sum->pending = (struct decimal){ 0 };
	sum->has_section = sum->has_pending = false;
	sum->numerals++;
	sum->last_power = power;
	return true;
}

/* 三点五: the point counts only between numerals. */
static bool
add_fraction(struct sum *sum, struct str *s)
{
	struct str rest = *s, after;
	const struct numeral *numeral;

	if (!sum->has_pending || sum->is_written || !(pull_str(&rest, S("点")) || pull_str(&rest, S("點"))))
		return false;
	numeral = numeral_at(rest, &after);
	if (!numeral || numeral->kind != NUMERAL_DIGIT)
		return false;
	while (numeral && numeral->kind == NUMERAL_DIGIT) {
		if (!decimal_append_fraction(&sum->pending, numeral->value))
			return false;
		sum->numerals++, sum->digits++;
		*s = after;
		numeral = numeral_at(after, &after);
	}
	return true;
}

static bool
add_numeral(struct sum *sum, struct str *s)
{
	struct str rest;
	const struct numeral *numeral = numeral_at(*s, &rest);
	bool done = false;

	if (!numeral)
		return false;
	if (numeral->kind == NUMERAL_DIGIT)
		done = add_digit(sum, numeral->value);
	else if (numeral->kind == NUMERAL_UNIT)
		done = add_unit(sum, numeral->value);
	else if (numeral->kind == NUMERAL_SCALE)
		done = add_scale(sum, numeral->value);
	if (done)
		*s = rest;
	return done;
}

static bool
add_written(struct sum *sum, struct str *s)
{
	if (sum->has_pending || !pull_written(s, &sum->pending))
		return false;
	return sum->has_pending = sum->is_written = true;
}

/* 二、三十 is the estimate 二三十. */
static bool
add_estimate(struct sum *sum, struct str *s)
{
	struct str rest = *s;
	const struct numeral *numeral;

	if (!sum->has_pending || sum->is_written || sum->digits != 1 || !pull_str(&rest, S("、")))
		return false;
	numeral = numeral_at(rest, &rest);
	if (!numeral || numeral->kind != NUMERAL_DIGIT || numeral->value != sum->pending.digits + 1 ||
	    !add_digit(sum, numeral->value))
		return false;
	*s = rest;
	return true;
}

/* " million", " 千万" */
static bool
add_spaced_scale(struct sum *sum, struct str *s)
{
	struct str rest = after_blank(*s);
	const struct numeral *numeral;

	if (!sum->is_written || rest.p == s->p)
		return false;
	numeral = numeral_at(rest, &rest);
	if (!numeral || !(numeral->kind == NUMERAL_SCALE ? add_scale(sum, numeral->value)
				: numeral->kind == NUMERAL_UNIT && add_unit(sum, numeral->value)))
		return false;
	*s = rest;
	return true;
}

/* 一万五, 两百五: a last single digit counts the next lower place. */
static bool
close_sum(struct sum *sum)
{
	if (sum->has_pending && !sum->is_written && sum->last_power > 1 && sum->pending.scale == 0 &&
	    sum->pending.digits < 10 && !decimal_shift(&sum->pending, sum->last_power - 1))
		return false;
	return decimal_add(&sum->total, sum->section) &&
	       (!sum->has_pending || decimal_add(&sum->total, sum->pending));
}

/* ---- what counts as a number ---- */

/* After 一: these count people; 一个 and 一名 mean "a". */
static bool
counts_one(struct str rest)
{
	return str_starts(rest, S("人")) || str_starts(rest, S("死")) || str_starts(rest, S("伤")) ||
	       str_starts(rest, S("傷")) || str_starts(rest, S("岁")) || str_starts(rest, S("歲"));
}

/* Whether numerals alone are a number where they stand: see number.h. */
static bool
is_meant(const struct sum *sum, struct str text, struct str rest, uint32_t before)
{
	struct str after;
	bool is_alone = sum->digits == 0 || sum->numerals == 1;

	if (sum->numerals == 0 || sum->is_written || before == 0x7b2c /* 第 */ || !is_alone)
		return true;
	if (sum->numerals > 1 && sum->digits == 0 && !str_starts(text, S("千")))
		return true; /* 十万, 百万 */
	if (str_starts(rest, S("分之")))
		return true;
	if (str_equal(text, S("一")))
		return counts_one(rest);
	return unit_at(rest, &after) != NULL;
}

static void
pull_sum(struct sum *sum, struct str *s)
{
	while (add_written(sum, s) || add_fraction(sum, s) || add_numeral(sum, s) ||
	       add_estimate(sum, s) || add_spaced_scale(sum, s))
		sum->is_begun = true;
}

/* "two", "twelve" */
static bool
pull_word(struct str *s, struct decimal *out)
{
	struct str rest;
	const struct numeral *numeral = numeral_at(*s, &rest);

	if (!numeral || numeral->kind != NUMERAL_WORD)
		return false;
	*out = (struct decimal){ numeral->value, 0 };
	*s = rest;
	return true;
}

static struct str
pull_currency(struct str *s)
{
	for (size_t i = 0; i < LENGTH(currencies); i++)
		if (pull_str(s, currencies[i].sign)) {
			*s = after_blank(*s);
			return currencies[i].unit;
		}
	return (struct str){ 0 };
}

/* The unit behind a number; only a sign of per cent belongs to the number itself. */
static struct str
unit_behind(struct str *s)
{
	struct str rest;
	const struct unit_name *unit = unit_at(after_blank(*s), &rest);

	if (!unit || !unit->unit)
		return (struct str){ 0 };
	if (str_ends((struct str){ s->p, s->n - rest.n }, S("%")) ||
	    str_ends((struct str){ s->p, s->n - rest.n }, S("％")))
		*s = rest;
	return str_from_c(unit->unit);
}

/* Most text begins no number: told by one character, before anything is tried. */
static bool
may_begin(struct str s)
{
	struct str rest;
	struct unit unit;

	if (s.n && ((unsigned char)s.p[0] < 0x80 || (unsigned char)s.p[0] == 0xef))
		return !char_is_space(s.p[0]); /* letters, digits, signs; full-width ones too */
	rest = s;
	return pull_unit(&rest, &unit) && (unit.kind != UNIT_CJK || TABLE_FIND(numerals, unit.text));
}

bool
number_pull(struct str *s, uint32_t before, struct number *out)
{
	struct str rest = *s, unit = { 0 };
	struct sum sum = { 0 };
	bool is_percent;

	if (!may_begin(rest))
		return false;
	is_percent = pull_str(&rest, S("百分之"));
	if (!is_percent)
		unit = pull_currency(&rest);
	if (!pull_word(&rest, &sum.total)) {
		struct str from = rest;
		pull_sum(&sum, &rest);
		if (!sum.is_begun || !close_sum(&sum))
			return false;
		from.n -= rest.n;
		if (!is_percent && !is_meant(&sum, from, rest, before))
			return false;
	}
	if (is_percent)
		unit = S("%");
	else if (!unit.n)
		unit = unit_behind(&rest);
	decimal_write(sum.total, out->value);
	out->text = (struct str){ s->p, (size_t)(rest.p - s->p) };
	out->unit = unit;
	*s = rest;
	return true;
}

bool
number_equal(const struct number *a, const struct number *b)
{
	return strcmp(a->value, b->value) == 0 &&
	       (!a->unit.n || !b->unit.n || str_equal(a->unit, b->unit));
}
