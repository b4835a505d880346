#include "figure/count_reading.h"

/* What the digits and numerals of one number say: its value, its bounds, where it ends. */

static const struct count_token *
last_token(const struct reading *r)
{
	return &r->tokens[r->count - 1];
}

/* Letters behind digits: 40k; m, g and t of them may be units. */
void
count_letter(const struct reading *r, struct numerals *out)
{
	static const struct {
		char letter;
		unsigned power;
	} letters[] = { { 'k', 3 }, { 'm', 6 }, { 'g', 9 }, { 't', 12 } };
	uint32_t rune, next;
	unsigned n = count_rune(r->text, r->at, &rune);

	if (r->count != 1 || last_token(r)->kind != TOKEN_WRITTEN || r->is_power)
		return;
	rune = rune >= 0xff21 && rune <= 0xff5a ? rune - 0xfee0 : rune;
	count_rune(r->text, r->at + n, &next);
	if (next < 0x80 && (char_is_alpha((char)next) || char_is_digit((char)next)))
		return;
	for (size_t i = 0; i < LENGTH(letters); i++)
		if (rune < 0x80 && char_lower((char)rune) == letters[i].letter &&
		    decimal_shift(&out->value, letters[i].power)) {
			out->has_letter = true;
			out->to = out->whole_to = r->at + n;
		}
}

/* How many of the tokens at the end only hint: 三十几. */
static size_t
told_count(const struct reading *r)
{
	const struct count_token *last = last_token(r);

	return r->count > 1 && last->kind == TOKEN_DIGIT &&
		       decimal_compare(last->min, last->max) != 0
		   ? r->count - 1
		   : r->count;
}

/* How many at the beginning: 几 of 几十; 几百 has no value at all. */
static size_t
untold_count(const struct reading *r)
{
	return r->count && r->tokens[0].kind == TOKEN_DIGIT &&
	       decimal_compare(r->tokens[0].min, r->tokens[0].max) != 0;
}

/* 三四十: a digit that is told twice leaves no one value. */
static bool
has_pair(const struct reading *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->tokens[i].kind == TOKEN_DIGIT && r->tokens[i].value.digits &&
		    decimal_compare(r->tokens[i].min, r->tokens[i].max) != 0)
			return true;
	return false;
}

/* Whether 百, 千, 万 stand with a digit: 百三 is a number, 百万 alone only a measure of size. */
static bool
has_digits(const struct count_token *tokens, size_t count)
{
	if (!count)
		return false;
	if (tokens[0].kind == TOKEN_UNIT && tokens[0].power > 1)
		return count > 1 && tokens[1].kind != TOKEN_SCALE && tokens[1].kind != TOKEN_MORE;
	return tokens[0].kind != TOKEN_SCALE;
}

static bool
more_than(struct decimal value, struct decimal *max)
{
	int place = decimal_last_place(value);
	struct decimal nines = { 0 };

	for (int i = 0; i < place; i++)
		if (!decimal_append(&nines, 9))
			return false;
	if (place <= 0)
		nines = (struct decimal){ 1, (unsigned)-place };
	*max = value;
	return decimal_add(max, nines);
}

static bool
judge_bounds(const struct reading *r, struct numerals *out)
{
	if (!count_sum(r->tokens, r->count, SIDE_MIN, &out->min) ||
	    !count_sum(r->tokens, r->count, SIDE_MAX, &out->max))
		return false;
	out->is_vague = r->is_vague || r->is_more || !out->has_value;
	out->is_more = r->is_more && !r->is_vague;
	return !out->is_more || more_than(out->min, &out->max);
}

bool
count_judge(const struct reading *r, struct numerals *out)
{
	size_t first = untold_count(r), told = told_count(r);
	const struct count_token *tokens = r->tokens;

	*out = (struct numerals){ .from = tokens[first < r->count ? first : 0].from,
		.to = tokens[told - 1].to,
		.whole_from = tokens[0].from,
		.whole_to = r->more_to ? r->more_to : r->at,
		.is_digits = r->is_digits,
		.is_written = r->count == 1 && tokens[0].kind == TOKEN_WRITTEN,
		.is_power = r->is_power };
	out->is_single = r->count == 1 && tokens[0].kind == TOKEN_DIGIT && !r->is_digits;
	out->is_formal = r->is_formal && r->count == 1;
	out->has_value = told > first && !has_pair(r) && has_digits(tokens + first, told - first) &&
			 count_sum(tokens + first, told - first, SIDE_VALUE, &out->value);
	for (size_t i = 0; i < r->count; i++)
		out->has_point |= tokens[i].kind == TOKEN_FRACTION;
	out->digits_to = out->is_written ? tokens[0].to : 0;
	out->digits = out->is_written ? tokens[0].value : (struct decimal){ 0 };
	if (r->count == 1 && tokens[0].kind == TOKEN_UNIT && tokens[0].power > 1 && !r->more_to)
		return false; /* 百, 千 alone */
	return judge_bounds(r, out);
}
