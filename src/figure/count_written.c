#include "figure/count_parts.h"

/* Numbers in digits, ASCII and full-width mixed. */

enum { WRITTEN_DIGITS_MAX = 30, POWER_MAX = 60 };

static bool
digit_at(struct str text, size_t at, unsigned *digit, unsigned *size)
{
	uint32_t rune;
	struct numeral_class class;

	*size = count_rune(text, at, &rune);
	class = count_class(rune);
	*digit = class.value;
	return *size && class.kind == RUNE_KIND_WRITTEN;
}

static bool
is_digit_at(struct str text, size_t at)
{
	unsigned digit, size;

	return digit_at(text, at, &digit, &size);
}

/* Behind the digits from ${at} on; their number is added to *${count}. */
static size_t
digits_end(struct str text, size_t at, unsigned *count)
{
	unsigned digit, size;

	while (digit_at(text, at, &digit, &size)) {
		at += size;
		++*count;
	}
	return at;
}

static bool
append_digits(struct str text, size_t from, size_t to, bool is_fraction, struct decimal *out)
{
	unsigned digit, size;

	for (; from < to; from += size)
		if (digit_at(text, from, &digit, &size) &&
		    !(is_fraction ? decimal_append_fraction(out, digit)
				  : decimal_append(out, digit)))
			return false;
	return true;
}

/* A separator and just three digits; 0: none. */
static size_t
group_end(struct str text, size_t at)
{
	uint32_t rune;
	unsigned n = count_rune(text, at, &rune), count = 0;
	size_t to;

	if (rune != ',' && rune != 0xff0c && rune != 0x2009 && rune != 0x202f)
		return 0;
	if (rune == 0xff0c && count_rune_before(text, at) < 0x80)
		return 0; /* 20，300 are two */
	to = digits_end(text, at + n, &count);
	return count == 3 ? to : 0;
}

/* The length of a point at ${at} with digits behind it; 0: none. */
static unsigned
point_size(struct str text, size_t at)
{
	uint32_t rune;
	unsigned n = count_rune(text, at, &rune);

	return (rune == '.' || rune == 0xff0e) && is_digit_at(text, at + n) ? n : 0;
}

/* 4。25亿: a full stop that slipped in for the point; only a scale behind it tells. */
static unsigned
slipped_point_size(struct str text, size_t at)
{
	uint32_t rune;
	unsigned n = count_rune(text, at, &rune), count = 0;
	size_t to;

	if (rune != 0x3002 && rune != 0xff61)
		return 0;
	to = digits_end(text, at + n, &count);
	count_rune(text, to, &rune);
	return count && count < 3 && count_class(rune).kind == RUNE_KIND_SCALE ? n : 0;
}

/* "1.2.3" has no point: dates, versions, addresses. */
static bool
is_dotted_twice(struct str text, size_t from, size_t to)
{
	uint32_t before = count_rune_before(text, from);

	if (point_size(text, to))
		return true;
	if (before != '.' && before != 0xff0e)
		return false;
	return count_class(count_rune_before(text, from - (before == '.' ? 1 : 3))).kind ==
	       RUNE_KIND_WRITTEN;
}

static bool
pull_fraction_digits(struct str text, size_t from, struct written *out)
{
	unsigned n = point_size(text, out->to), count = 0;
	struct decimal value = out->value;
	size_t to;

	if (!n)
		n = slipped_point_size(text, out->to);
	if (!n)
		return false;
	to = digits_end(text, out->to + n, &count);
	if (is_dotted_twice(text, from, to) || out->digits + count > WRITTEN_DIGITS_MAX ||
	    !append_digits(text, out->to + n, to, true, &value))
		return false;
	out->digits += count;
	out->value = value;
	out->to = to;
	return true;
}

/* ---- 2e5, 2^-1 ---- */

static bool
power_of(struct decimal *value, struct decimal base, unsigned exponent, bool is_negative)
{
	struct decimal product = { 1, 0 }, one = { 1, 0 };

	for (unsigned i = 0; i < exponent; i++)
		if (!decimal_multiply(&product, base))
			return false;
	if (is_negative && !decimal_divide(&one, product))
		return false;
	*value = is_negative ? one : product;
	return true;
}

static bool
raise(struct decimal *value, uint32_t sign, unsigned exponent, bool is_negative)
{
	struct decimal shifted = *value;

	if (sign == '^')
		return power_of(value, *value, exponent, is_negative);
	if (!is_negative)
		return decimal_shift(value, exponent);
	if (shifted.scale + exponent > DECIMAL_SCALE_MAX)
		return false;
	value->scale += exponent;
	return true;
}

static void
pull_power(struct str text, struct written *out)
{
	uint32_t sign, rune;
	size_t at = out->to + count_rune(text, out->to, &sign), to;
	struct decimal exponent = { 0 };
	unsigned n = count_rune(text, at, &rune), count = 0;
	bool is_negative = rune == '-' || rune == 0xff0d;

	if (sign != 'e' && sign != 'E' && sign != '^')
		return;
	if (is_negative || rune == '+' || rune == 0xff0b)
		at += n;
	to = digits_end(text, at, &count);
	if (!count || count > 2 || !append_digits(text, at, to, false, &exponent) ||
	    exponent.digits > POWER_MAX ||
	    !raise(&out->value, sign, (unsigned)exponent.digits, is_negative))
		return;
	out->to = to;
	out->is_power = true;
	out->is_whole = false;
}

size_t
count_written_end(struct str text, size_t at)
{
	uint32_t rune;
	unsigned n, count = 0;

	for (;;) {
		at = digits_end(text, at, &count);
		n = count_rune(text, at, &rune);
		if ((rune != ',' && rune != 0xff0c) || !is_digit_at(text, at + n))
			return at;
		at += n;
	}
}

bool
count_written(struct str text, size_t at, struct written *out)
{
	struct written w = { .to = at, .is_whole = true };
	size_t group;

	w.to = digits_end(text, at, &w.digits);
	if (w.digits > WRITTEN_DIGITS_MAX || !append_digits(text, at, w.to, false, &w.value))
		return false;
	while (w.digits && (w.digits <= 3 || !w.is_whole) && (group = group_end(text, w.to)) != 0 &&
	       w.digits + 3 <= WRITTEN_DIGITS_MAX) {
		if (!append_digits(text, w.to, group, false, &w.value))
			return false;
		w.digits += 3, w.to = group;
		w.is_whole = false;
	}
	if (w.digits > 3 && !w.is_whole && group_end(text, w.to))
		return false; /* longer than any number */
	if (pull_fraction_digits(text, at, &w))
		w.is_whole = false;
	if (!w.digits)
		return false;
	pull_power(text, &w);
	*out = w;
	return true;
}
