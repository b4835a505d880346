/*
 * Numbers as dates and spans are written with: 2021, ２０２１, 二〇二一, 十二, 三十多, 几, 半.
 */
#include "figure/moment.h"

enum { NUMBER_RUNES_MAX = 10 };

static const struct numeral_rune {
	uint32_t rune;
	int16_t value; /* 0 to 9 digits; 10, 100, 1000 units; -1: vague; -2: a half */
} numeral_runes[] = {
	{ 0x3007, 0 },
	{ 0x25cb, 0 },
	{ 0x96f6, 0 },
	{ 0x4e00, 1 },
	{ 0x4e8c, 2 },
	{ 0x4e24, 2 },
	{ 0x5169, 2 },
	{ 0x4e09, 3 },
	{ 0x56db, 4 },
	{ 0x4e94, 5 },
	{ 0x516d, 6 },
	{ 0x4e03, 7 },
	{ 0x516b, 8 },
	{ 0x4e5d, 9 },
	{ 0x5341, 10 },
	{ 0x5eff, 20 },
	{ 0x5345, 30 },
	{ 0x767e, 100 },
	{ 0x5343, 1000 },
	{ 0x51e0, -1 },
	{ 0x5e7e, -1 },
	{ 0x6570, -1 },
	{ 0x6578, -1 },
	{ 0x591a, -1 },
	{ 0x4f59, -1 },
	{ 0x9918, -1 },
	{ 0x534a, -2 },
};

static bool
rune_value(uint32_t rune, int *out)
{
	if (rune >= '0' && rune <= '9') {
		*out = (int)(rune - '0');
		return true;
	}
	if (rune >= 0xff10 && rune <= 0xff19) {
		*out = (int)(rune - 0xff10);
		return true;
	}
	if (rune < 0x25cb)
		return false;
	for (size_t i = 0; i < LENGTH(numeral_runes); i++)
		if (numeral_runes[i].rune == rune) {
			*out = numeral_runes[i].value;
			return true;
		}
	return false;
}

static size_t
rune_before(struct str text, size_t at, uint32_t *out)
{
	size_t from = at ? str_rune_start(text, at - 1) : 0;
	struct str s = str_slice(text, from, at);

	*out = 0;
	return at && pull_rune(&s, out) ? from : at;
}

/* 三十二, 二百: digits and units. */
static int32_t
add_numerals(const int *values, size_t n)
{
	int32_t sum = 0, digit = 0;
	bool has_digit = false;

	for (size_t i = 0; i < n; i++) {
		if (values[i] < 0)
			continue;
		if (values[i] < 10) {
			digit = digit * 10 + values[i];
			has_digit = true;
			continue;
		}
		sum += (has_digit && digit ? digit : 1) * values[i];
		digit = 0;
		has_digit = false;
	}
	return sum + digit;
}

/* 两三, 七八: one or the other. */
static bool
is_either(const int *values, size_t n, bool is_han)
{
	return is_han && n == 2 && values[0] > 0 && values[0] < 9 && values[1] == values[0] + 1;
}

static void
number_make(const int *values, size_t n, struct moment_number *out)
{
	out->is_positional = true;
	for (size_t i = 0; i < n; i++) {
		out->is_positional &= values[i] >= 0 && values[i] < 10;
		out->is_vague |= values[i] == -1;
	}
	out->is_vague |= is_either(values, n, out->is_han);
	out->digits = (unsigned)n;
	out->halves = n == 1 && values[0] == -2 ? 1 : 2 * add_numerals(values, n);
}

bool
moment_number_before(struct str text, size_t at, struct moment_number *out)
{
	int back[NUMBER_RUNES_MAX], values[NUMBER_RUNES_MAX];
	size_t n = 0, from = at, next;
	uint32_t rune;
	bool has_digit = false;

	*out = (struct moment_number){ 0 };
	while (n < NUMBER_RUNES_MAX && (next = rune_before(text, from, &rune)) < from &&
	       rune_value(rune, &back[n])) {
		bool is_han = rune >= 0x25cb && rune < 0xff00;
		if (is_han && has_digit) /* 指数|2月 */
			break;
		has_digit |= !is_han;
		out->is_han |= is_han;
		from = next;
		n++;
	}
	if (!n || n == NUMBER_RUNES_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		values[i] = back[n - 1 - i];
	number_make(values, n, out);
	out->from = from;
	(void)rune_before(text, from, &rune);
	out->is_ordinal = rune == 0x7b2c;
	out->is_cut =
	    rune < 0x80 && (char_is_alpha((char)rune) || rune == '.' || rune == ',' || rune == '$');
	return true;
}
