#include "ledger/value.h"

#include <string.h>

#include "text/decimal.h"

/* ---- order ---- */

struct parts {
	struct str whole, fraction; /* digits; the fraction without zeros at its end */
	bool negative;
};

static struct parts
parts_of(const char *decimal)
{
	struct str s = str_from_c(decimal);
	struct parts parts = { .negative = pull_char(&s, '-') };

	if (!pull_until(&s, S("."), &parts.whole)) {
		parts.whole = s;
		return parts;
	}
	while (s.n && s.p[s.n - 1] == '0')
		s.n--;
	parts.fraction = s;
	return parts;
}

static bool
is_zero(const struct parts *parts)
{
	return str_equal(parts->whole, S("0")) && !parts->fraction.n;
}

static int
sizes_order(const struct parts *a, const struct parts *b)
{
	if (a->whole.n != b->whole.n)
		return a->whole.n < b->whole.n ? -1 : 1;
	int order = str_compare(a->whole, b->whole);
	return order ? order : str_compare(a->fraction, b->fraction);
}

int
decimals_order(const char *a, const char *b)
{
	struct parts x = parts_of(a), y = parts_of(b);
	bool x_below = x.negative && !is_zero(&x), y_below = y.negative && !is_zero(&y);

	if (x_below != y_below)
		return x_below ? -1 : 1;
	return x_below ? sizes_order(&y, &x) : sizes_order(&x, &y);
}

/* ---- ranges ---- */

/* Of the lower ends: which begins first.  An open side begins before all. */
static int
begins_order(const struct bounds *a, const struct bounds *b)
{
	if (!a->min[0] || !b->min[0])
		return a->min[0] ? 1 : b->min[0] ? -1 : 0;
	int order = decimals_order(a->min, b->min);
	return order ? order : (int)a->min_open - (int)b->min_open;
}

static int
ends_order(const struct bounds *a, const struct bounds *b)
{
	if (!a->max[0] || !b->max[0])
		return a->max[0] ? -1 : b->max[0] ? 1 : 0;
	int order = decimals_order(a->max, b->max);
	return order ? order : (int)b->max_open - (int)a->max_open;
}

/* All of ${a} lies below all of ${b}. */
static bool
is_below(const struct bounds *a, const struct bounds *b)
{
	if (!a->max[0] || !b->min[0])
		return false;
	int order = decimals_order(a->max, b->min);
	return order < 0 || (!order && (a->max_open || b->min_open));
}

enum ranges_relation
ranges_compare(const struct bounds *a, const struct bounds *b)
{
	int begins = begins_order(a, b), ends = ends_order(a, b);

	if (!begins && !ends)
		return RANGES_EQUAL;
	if (is_below(a, b) || is_below(b, a))
		return RANGES_APART;
	if (begins >= 0 && ends <= 0)
		return RANGES_WITHIN;
	return begins <= 0 && ends >= 0 ? RANGES_AROUND : RANGES_OVERLAP;
}

int
ranges_direction(const struct bounds *a, const struct bounds *b)
{
	int begins = begins_order(a, b), ends = ends_order(a, b);

	if (begins >= 0 && ends >= 0)
		return begins || ends;
	return begins <= 0 && ends <= 0 ? -1 : 0;
}

/* ---- sums ---- */

static bool
read_decimal(const char *text, struct decimal *out)
{
	struct str s = str_from_c(text);
	struct decimal value = { 0 };
	bool behind = false;

	for (; s.n; s = str_from(s, 1)) {
		char c = s.p[0];
		if (c == '.' && !behind)
			behind = true;
		else if (!char_is_digit(c) ||
			 !(behind ? decimal_append_fraction(&value, (unsigned)(c - '0')) : decimal_append(&value, (unsigned)(c - '0'))))
			return false;
	}
	*out = value;
	return true;
}

static bool
add_side(char sum[FIGURE_VALUE_MAX], const char *more)
{
	struct decimal a, b;

	if (!sum[0] || !more[0]) {
		sum[0] = '\0';
		return true;
	}
	if (!read_decimal(sum, &a) || !read_decimal(more, &b) || !decimal_add(&a, b))
		return false;
	decimal_write(a, sum);
	return true;
}

bool
ranges_add(struct bounds *sum, const struct bounds *more)
{
	struct bounds both = *sum;

	if (!add_side(both.min, more->min) || !add_side(both.max, more->max))
		return false;
	both.min_open = sum->min_open || more->min_open;
	both.max_open = sum->max_open || more->max_open;
	both.approx = sum->approx == APPROX_EXACT ? more->approx : sum->approx;
	*sum = both;
	return true;
}
