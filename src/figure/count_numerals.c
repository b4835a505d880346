#include "base/err.h"
#include "figure/count_parts.h"
#include "figure/count_reading.h"

/* Digits and numerals, as far as they make one number. */

static const struct count_token *
last_token(const struct reading *r)
{
	return r->count ? &r->tokens[r->count - 1] : NULL;
}

static bool
is_last(const struct reading *r, enum count_token_kind kind)
{
	return r->count && r->tokens[r->count - 1].kind == kind;
}

static bool
push_token(struct reading *r, struct count_token token, size_t to)
{
	if (r->count == COUNT_TOKENS_MAX) {
		r->is_endless = true;
		return false;
	}
	token.to = to;
	r->tokens[r->count++] = token;
	r->at = to;
	return true;
}

static bool
push_digit(struct reading *r, size_t from, size_t to, unsigned value, unsigned min, unsigned max)
{
	return push_token(r,
	    (struct count_token){ .kind = TOKEN_DIGIT,
		.from = from,
		.value = { value, 0 },
		.min = { min, 0 },
		.max = { max, 0 } },
	    to);
}

static struct numeral_class
class_at(struct str text, size_t at, size_t *to)
{
	uint32_t rune;
	unsigned n = count_rune(text, at, &rune);

	*to = at + n;
	return n ? count_class(rune) : (struct numeral_class){ 0 };
}

static bool
is_unit_kind(enum rune_kind kind)
{
	return kind == RUNE_KIND_UNIT || kind == RUNE_KIND_SCALE;
}

static bool
is_unit_next(struct str text, size_t at)
{
	size_t to;

	return is_unit_kind(class_at(text, count_after_blank(text, at), &to).kind);
}

/* 千 and 兆 that begin a unit of measure: 12千米, 3兆瓦. */
static bool
begins_measure(struct str text, size_t at)
{
	static const struct str measures[] = { STR_INIT("千米"), STR_INIT("千克"), STR_INIT("千瓦"),
		STR_INIT("千赫"), STR_INIT("千卡"), STR_INIT("千帕"), STR_INIT("千伏"),
		STR_INIT("千焦"), STR_INIT("千字节"), STR_INIT("千比特"), STR_INIT("千兆"),
		STR_INIT("兆瓦"), STR_INIT("兆赫"), STR_INIT("兆字节"), STR_INIT("兆比特"),
		STR_INIT("兆帕") };

	for (size_t i = 0; i < LENGTH(measures); i++)
		if (count_is_at(text, at, measures[i]))
			return true;
	return false;
}

/* ---- one token each; false: the number ends before it ---- */

/* 24万1,000, 1万3119.43: what follows a unit is a number below it; 2万.5 is none. */
static bool
is_smaller(const struct reading *r, const struct written *w)
{
	struct decimal unit = { 1, 0 };

	if (w->is_power || (w->value.scale && decimal_compare(w->value, unit) < 0))
		return false;
	return is_last(r, TOKEN_ZERO) ||
	       (decimal_shift(&unit, last_token(r)->power) && decimal_compare(w->value, unit) < 0);
}

static bool
take_written(struct reading *r, size_t at)
{
	struct written w;
	struct count_token token = { .kind = TOKEN_WRITTEN, .from = at };
	bool is_apart = at != r->at;

	if (r->count && !is_last(r, TOKEN_UNIT) && !is_last(r, TOKEN_SCALE) &&
	    !is_last(r, TOKEN_ZERO))
		return false;
	if (!count_written(r->text, at, &w) || (r->count && !is_smaller(r, &w)) ||
	    (is_apart && !is_unit_next(r->text, w.to)))
		return false;
	if (!r->count)
		r->written = w;
	r->is_power = w.is_power;
	token.value = token.min = token.max = w.value;
	return push_token(r, token, w.to);
}

/* 三四十, 两三人, 三五个: the next but one digit ends it. */
static bool
is_pair(unsigned a, unsigned b)
{
	return a && (b == a + 1 || (a == 3 && b == 5));
}

/* 一九四五, 二〇二四 */
static bool
take_digit_row(struct reading *r)
{
	size_t to;

	if (r->count != 1)
		return false;
	r->is_digits = true;
	for (struct numeral_class class;
	     (class = class_at(r->text, r->at, &to)).kind == RUNE_KIND_DIGIT && !class.is_formal;) {
		struct count_token *token = &r->tokens[0];
		if (!decimal_append(&token->value, class.value)) {
			r->is_endless = true;
			return false;
		}
		token->to = r->at = to;
	}
	return false;
}

static bool
take_second_digit(struct reading *r, size_t at, unsigned value, size_t to)
{
	struct count_token *token = &r->tokens[r->count - 1];
	size_t after;

	if (at != r->at || r->is_vague)
		return false;
	if (class_at(r->text, to, &after).kind != RUNE_KIND_DIGIT &&
	    is_pair((unsigned)token->value.digits, value)) {
		token->max = (struct decimal){ value, 0 };
		token->to = r->at = to;
		return r->is_vague = true;
	}
	return take_digit_row(r);
}

/* 两 behind a number is a weight (三十两) but where a unit follows (三千两百), or a classifier
 * (一两个). */
static bool
is_weight(const struct reading *r, size_t at, size_t to)
{
	static const char classifiers[] = "个人天年次名周月位家句点分小口日杯件种条只项场岁届秒米公里块";
	uint32_t rune;

	if (!r->count || !count_is_at(r->text, at, S("两")) || is_unit_next(r->text, to))
		return false;
	return !is_last(r, TOKEN_DIGIT) || !count_rune(r->text, to, &rune) || rune < 0x4e00 ||
	       !COUNT_IS_AMONG(classifiers, r->text.p + to);
}

static bool
take_digit(struct reading *r, size_t at, struct numeral_class class, size_t to)
{
	if (is_weight(r, at, to))
		return false;
	if (is_last(r, TOKEN_DIGIT))
		return take_second_digit(r, at, class.value, to);
	if (is_last(r, TOKEN_WRITTEN) || is_last(r, TOKEN_FRACTION))
		return false;
	if (class.value == 0 && (r->count || is_unit_next(r->text, to)))
		return push_token(r, (struct count_token){ .kind = TOKEN_ZERO, .from = at }, to);
	r->is_formal |= class.is_formal;
	return push_digit(r, at, to, class.value, class.value, class.value);
}

static bool
take_tens(struct reading *r, size_t at, struct numeral_class class, size_t to)
{
	if (r->count && !is_last(r, TOKEN_UNIT) && !is_last(r, TOKEN_ZERO))
		return false;
	return push_digit(r, at, to, class.value, class.value, class.value) &&
	       push_token(
		   r, (struct count_token){ .kind = TOKEN_UNIT, .power = 1, .from = at }, to);
}

static bool
take_unit(struct reading *r, size_t at, struct numeral_class class, size_t to)
{
	const struct count_token *last = last_token(r);

	if (last &&
	    (last->kind == TOKEN_UNIT || last->kind == TOKEN_SCALE || last->kind == TOKEN_FRACTION))
		return last->kind == TOKEN_SCALE && class.value == 1 &&
		       push_token(r,
			   (struct count_token){ .kind = TOKEN_UNIT, .power = 1, .from = at },
			   to); /* 一万十 */
	if (last && begins_measure(r->text, at))
		return false;
	r->is_formal |= class.is_formal && !last;
	return push_token(
	    r, (struct count_token){ .kind = TOKEN_UNIT, .power = class.value, .from = at }, to);
}

static bool
take_scale(struct reading *r, size_t at, struct numeral_class class, size_t to)
{
	if (!r->count || begins_measure(r->text, at))
		return false;
	if (r->count > 1 && is_last(r, TOKEN_SCALE) && r->tokens[r->count - 2].kind == TOKEN_SCALE)
		return false;
	return push_token(
	    r, (struct count_token){ .kind = TOKEN_SCALE, .power = class.value, .from = at }, to);
}

/* 20几宗: digits that end in a zero take 几 as 二十 does. */
static bool
take_some_written(struct reading *r, size_t to)
{
	struct count_token *last = &r->tokens[r->count - 1];

	if (last->value.scale || last->value.digits < 10 || last->value.digits % 10 ||
	    r->is_power || r->is_vague || !decimal_add(&last->max, (struct decimal){ 9, 0 }) ||
	    !decimal_add(&last->min, (struct decimal){ 1, 0 }))
		return false;
	r->at = to;
	return r->is_vague = true;
}

/* 几十, 数百, 十几, 一百零几万 */
static bool
take_some(struct reading *r, size_t at, struct numeral_class class, size_t to)
{
	bool is_before_unit = is_unit_next(r->text, to),
	     is_behind_ten = is_last(r, TOKEN_UNIT) && last_token(r)->power == 1;

	if (is_last(r, TOKEN_WRITTEN) && r->count == 1 && !class.value && at == r->at)
		return take_some_written(r, to);
	if (r->count && (class.value || !(is_behind_ten || is_last(r, TOKEN_ZERO) ||
					    is_last(r, TOKEN_UNIT) || is_last(r, TOKEN_SCALE))))
		return false;
	if (!is_before_unit && !is_behind_ten)
		return false;
	r->is_vague = true;
	return push_digit(r, at, to, 0, is_behind_ten ? 1 : 2, 9);
}

/* Words that 来 begins rather than ending a number. */
static bool
is_coming(struct str text, size_t to)
{
	static const struct str words[] = { STR_INIT("自"), STR_INIT("到"), STR_INIT("源"),
		STR_INIT("说"), STR_INIT("看"), STR_INIT("临"), STR_INIT("讲"), STR_INIT("访"),
		STR_INIT("袭") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (count_is_at(text, to, words[i]))
			return true;
	return false;
}

/* 三十多, 五百 余万: and something; before a unit the number goes on, else it ends there. */
static bool
take_more(struct reading *r, size_t at, struct numeral_class class, size_t to)
{
	const struct count_token *last = last_token(r);

	if (!last || r->is_more ||
	    (class.value && (last->kind != TOKEN_UNIT || is_coming(r->text, to))))
		return false;
	if (last->kind != TOKEN_UNIT && last->kind != TOKEN_SCALE && last->kind != TOKEN_WRITTEN)
		return false;
	if (at != r->at && !is_unit_next(r->text, to) &&
	    (last->kind != TOKEN_WRITTEN || class.value))
		return false;
	r->is_more = true;
	if (is_unit_next(r->text, to) && !class.value)
		return push_token(r, (struct count_token){ .kind = TOKEN_MORE, .from = at }, to);
	r->more_to = to;
	return false;
}

/* 半百; 半 alone is no number */
static bool
take_half(struct reading *r, size_t at, size_t to)
{
	struct count_token token = { .kind = TOKEN_WRITTEN, .from = at, .value = { 5, 1 } };

	if (r->count || !is_unit_next(r->text, to))
		return false;
	token.min = token.max = token.value;
	return push_token(r, token, to);
}

/* Times of day: 三点一刻, 八点五分. */
static bool
is_clock(struct str text, size_t at)
{
	return count_is_at(text, at, S("刻")) ||
	       (count_is_at(text, at, S("分")) && !count_is_at(text, at, S("分之")));
}

/* 点五: the point counts only between numerals. */
static bool
take_fraction(struct reading *r, size_t at)
{
	struct count_token token = { .kind = TOKEN_FRACTION, .from = at };
	size_t to = at, next = at + 3;
	struct numeral_class class;

	if (!r->count || is_last(r, TOKEN_FRACTION) || r->is_digits ||
	    !count_is_at(r->text, at, S("点")))
		return false;
	for (;;) {
		size_t from = count_after_blank(r->text, next);
		class = class_at(r->text, from, &next);
		if (class.kind != RUNE_KIND_DIGIT ||
		    (to == at && (count_is_at(r->text, from, S("两")) ||
				     count_is_at(r->text, from, S("俩")))))
			break;
		if (!decimal_append_fraction(&token.value, class.value))
			return false;
		to = next;
	}
	if (to == at || is_clock(r->text, to))
		return false;
	token.min = token.max = token.value;
	return push_token(r, token, to);
}

static bool
take_next(struct reading *r)
{
	size_t at = r->count ? count_after_blank(r->text, r->at) : r->at, to;
	struct numeral_class class = class_at(r->text, at, &to);

	switch (class.kind) {
	case RUNE_KIND_WRITTEN:
		return take_written(r, at);
	case RUNE_KIND_DIGIT:
		return take_digit(r, at, class, to);
	case RUNE_KIND_TENS:
		return take_tens(r, at, class, to);
	case RUNE_KIND_UNIT:
		return take_unit(r, at, class, to);
	case RUNE_KIND_SCALE:
		return take_scale(r, at, class, to);
	case RUNE_KIND_SOME:
		return take_some(r, at, class, to);
	case RUNE_KIND_MORE:
		return take_more(r, at, class, to);
	case RUNE_KIND_HALF:
		return take_half(r, at, to);
	default:
		return r->count ? take_fraction(r, at) : take_written(r, at);
	}
}

bool
count_numerals(struct str text, size_t at, struct numerals *out)
{
	struct reading r DIRTY;

	r.text = text;
	r.at = at;
	r.count = 0;
	r.is_digits = r.is_vague = r.is_more = r.is_power = r.is_formal = r.is_endless = false;
	r.more_to = 0;
	while (!r.is_power && take_next(&r))
		;
	if (!r.count || r.is_endless || !count_judge(&r, out))
		return false;
	if (out->is_written)
		count_letter(&r, out);
	return true;
}
