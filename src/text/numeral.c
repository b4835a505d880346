#include "text/numeral.h"

#include "base/err.h"
#include "base/table.h"
#include "text/segment.h"

static const struct numeral numerals[] = {
#define ROW(text, kind, value) { text, kind, value },
#include "gen/numerals.inc"
#undef ROW
};

enum { DIGITS_MAX = 20, WORD_MAX = 8 };

const struct numeral *
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

struct str
numeral_after_blank(struct str s)
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

	if (!sum->has_pending || sum->is_written ||
	    !(pull_str(&rest, S("点")) || pull_str(&rest, S("點"))))
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
	if (!numeral || numeral->kind != NUMERAL_DIGIT ||
	    numeral->value != sum->pending.digits + 1 || !add_digit(sum, numeral->value))
		return false;
	*s = rest;
	return true;
}

/* " million", " 千万" */
static bool
add_spaced_scale(struct sum *sum, struct str *s)
{
	struct str rest = numeral_after_blank(*s);
	const struct numeral *numeral;

	if (!sum->is_written || rest.p == s->p)
		return false;
	numeral = numeral_at(rest, &rest);
	if (!numeral || !(numeral->kind == NUMERAL_SCALE
				? add_scale(sum, numeral->value)
				: numeral->kind == NUMERAL_UNIT && add_unit(sum, numeral->value)))
		return false;
	*s = rest;
	return true;
}

/* 一万五, 两百五: a last single digit counts the next lower place. */
bool
numeral_close_sum(struct sum *sum)
{
	if (sum->has_pending && !sum->is_written && sum->last_power > 1 &&
	    sum->pending.scale == 0 && sum->pending.digits < 10 &&
	    !decimal_shift(&sum->pending, sum->last_power - 1))
		return false;
	return decimal_add(&sum->total, sum->section) &&
	       (!sum->has_pending || decimal_add(&sum->total, sum->pending));
}

void
numeral_pull_sum(struct str *s, struct sum *sum)
{
	while (add_written(sum, s) || add_fraction(sum, s) || add_numeral(sum, s) ||
	       add_estimate(sum, s) || add_spaced_scale(sum, s))
		sum->is_begun = true;
}
