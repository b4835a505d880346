#include "figure/count_parts.h"

/* Per cents: 百分之五, 5%, 五个百分点, 九成, 五折. */

static const struct {
	struct str word;
	unsigned down; /* power of ten below a per cent */
} parts[] = {
	{ STR_INIT("百分之"), 0 },
	{ STR_INIT("佰分之"), 0 },
	{ STR_INIT("千分之"), 1 },
	{ STR_INIT("仟分之"), 1 },
	{ STR_INIT("万分之"), 2 },
	{ STR_INIT("十万分之"), 3 },
	{ STR_INIT("百万分之"), 4 },
	{ STR_INIT("千万分之"), 5 },
	{ STR_INIT("亿分之"), 6 },
	{ STR_INIT("万万分之"), 6 },
};

static bool
scale_down(struct decimal *value, unsigned down)
{
	if (value->scale + down > DECIMAL_SCALE_MAX)
		return false;
	value->scale += down;
	return true;
}

static bool
scale_numerals(struct numerals *n, unsigned down)
{
	return scale_down(&n->value, down) && scale_down(&n->min, down) &&
	       scale_down(&n->max, down);
}

/* 百分之百 */
static bool
read_hundred(struct str text, size_t at, struct numerals *out)
{
	if (!count_is_at(text, at, S("百")) && !count_is_at(text, at, S("佰")))
		return false;
	*out = (struct numerals){ .from = at,
		.to = at + 3,
		.whole_from = at,
		.whole_to = at + 3,
		.value = { 100, 0 },
		.has_value = true };
	return true;
}

static size_t
read_behind(struct counting *counting, size_t from, size_t at, unsigned down)
{
	struct numerals n;
	struct count *count;
	uint32_t rune;
	unsigned size = count_rune(counting->text, at, &rune);
	bool is_negative = count_class(rune).kind == RUNE_KIND_SIGN;

	if (is_negative)
		at += size;
	if (!(count_numerals(counting->text, at, &n) && !n.is_digits) &&
	    !read_hundred(counting->text, at, &n))
		return 0;
	if (!scale_numerals(&n, down))
		return 0;
	count = count_push_numerals(
	    counting, COUNT_PERCENT, from, n.has_value ? n.to : n.whole_to, &n, is_negative);
	if (count && n.whole_to > n.to)
		count->whole.to = (uint32_t)n.whole_to;
	return at;
}

size_t
count_percent_before(struct counting *counting, size_t at)
{
	for (size_t i = 0; i < LENGTH(parts); i++) {
		size_t behind = count_word_spaced(counting->text, at, parts[i].word);
		if (behind)
			return read_behind(
			    counting, at, count_after_blank(counting->text, behind), parts[i].down);
	}
	return 0;
}

size_t
count_percent_behind(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("个百分点"), STR_INIT("个百份点"),
		STR_INIT("百分点"), STR_INIT("percentagepoints"), STR_INIT("percentagepoint"),
		STR_INIT("percent"), STR_INIT("pct") };
	size_t next = count_after_blank(text, at), to;
	uint32_t rune;
	unsigned n = count_rune(text, next, &rune), after;
	uint32_t digit;

	if (rune == '%' || rune == 0xff05 || rune == 0xfe6a) {
		after = count_rune(text, next + n, &digit);
		return after && digit < 0x80 && char_is_digit((char)digit) ? 0 : next + n;
	}
	for (size_t i = 0; i < LENGTH(words); i++)
		if ((to = count_word_spaced(text, next, words[i])) != 0)
			return to;
	return 0;
}

/* ---- 成 and 折: tenths ---- */

/* Words that 成 begins. */
static bool
is_other_word(struct str text, size_t to)
{
	static const char begins[] = "为功立果都年就交绩品名书军群熟长因型";
	uint32_t rune;
	unsigned n = count_rune(text, to, &rune);

	if (count_is_at(text, to, S("员")))
		return !count_is_at(text, to, S("员工"));
	return n == 3 && COUNT_IS_AMONG(begins, text.p + to);
}

struct tenth {
	size_t at;
	struct decimal value; /* tenths */
	bool is_single;	      /* no second digit */
	bool is_pointed;      /* with a point between */
};

static bool
tenth_digit(struct str text, size_t *at, bool is_fraction, struct decimal *value)
{
	uint32_t rune;
	size_t next = count_after_blank(text, *at);
	unsigned n = count_rune(text, next, &rune);
	struct numeral_class class = count_class(rune);

	if (class.kind != RUNE_KIND_DIGIT && class.kind != RUNE_KIND_WRITTEN)
		return false;
	*at = next + n;
	return is_fraction ? decimal_append_fraction(value, class.value)
			   : decimal_append(value, class.value);
}

/* One digit, or two with or without a point: 9, 9.5, 七 二, 五点五; also 十 and 10. */
static bool
tenth_read(struct str text, size_t at, struct tenth *out)
{
	struct tenth t = { .at = at };
	size_t point;
	uint32_t rune;
	unsigned n;

	if (count_is_at(text, at, S("十")) || count_is_at(text, at, S("拾"))) {
		*out = (struct tenth){ at + 3, { 10, 0 }, true, false };
		return true;
	}
	if (!tenth_digit(text, &t.at, false, &t.value))
		return false;
	t.is_single = true;
	point = count_after_blank(text, t.at);
	n = count_rune(text, point, &rune);
	t.is_pointed = rune == '.' || rune == 0xff0e || rune == 0x70b9;
	point = t.is_pointed ? point + n : t.at;
	if (tenth_digit(text, &point, true, &t.value)) {
		t.is_single = false;
		t.at = point;
	} else if (t.is_pointed) {
		return false;
	}
	*out = t;
	return true;
}

/* 七成六, 七成半: one more digit behind, that belongs to no other number. */
static size_t
tenth_more(struct str text, size_t at, struct decimal *value)
{
	struct decimal more = *value;
	size_t to = at, after;
	uint32_t rune;

	if ((after = count_word_spaced(text, at, S("半"))) != 0)
		return decimal_append_fraction(value, 5) ? after : at;
	if (!tenth_digit(text, &to, true, &more))
		return at;
	count_rune(text, count_after_blank(text, to), &rune);
	if (count_class(rune).kind != RUNE_KIND_NONE)
		return at;
	*value = more;
	return to;
}

static size_t
push_tenths(struct counting *counting, size_t from, size_t to, struct decimal value)
{
	struct numerals n = { .from = from,
		.to = to,
		.whole_from = from,
		.whole_to = to,
		.value = value,
		.has_value = true };

	return decimal_shift(&n.value, 1) &&
		       count_push_numerals(counting, COUNT_PERCENT, from, to, &n, false)
		   ? to
		   : 0;
}

/* 半成, 半折, 打对折 */
static size_t
read_half(struct counting *counting, size_t at)
{
	struct str text = counting->text;
	size_t from = at, to;

	if (count_is_at(text, at, S("折")))
		return count_is_before(text, at, S("打对"))
			   ? push_tenths(counting, at - 3, at + 3, (struct decimal){ 5, 0 })
			   : 0;
	if (!count_is_at(text, at, S("半")))
		return 0;
	to = count_word_spaced(text, at, S("半成"));
	if (!to)
		to = count_word_spaced(text, at, S("半折"));
	return to && !is_other_word(text, to)
		   ? push_tenths(counting, from, to, (struct decimal){ 5, 1 })
		   : 0;
}

/* 有3成为感染源不明: so many are. */
static bool
is_share_of(struct str text, size_t at)
{
	static const char before[] = "有约近占逾仅";

	return at >= 3 && (unsigned char)text.p[at - 3] >= 0xe4 && char_is_digit(text.p[at]) &&
	       COUNT_IS_AMONG(before, text.p + at - 3);
}

size_t
count_tenths(struct counting *counting, size_t at)
{
	struct str text = counting->text;
	struct tenth t;
	size_t to;
	bool is_ten;

	if ((to = read_half(counting, at)) != 0)
		return to;
	if (!tenth_read(text, at, &t))
		return 0;
	is_ten = !t.is_pointed &&
		 decimal_compare(t.value, (struct decimal){ t.is_single ? 10 : 1, 0 }) == 0;
	if (is_ten)
		t.value = (struct decimal){ 10, 0 };
	if ((to = count_word_spaced(text, t.at, S("成"))) != 0) {
		if ((!t.is_single && !t.is_pointed && !is_ten) ||
		    (is_other_word(text, to) && !is_share_of(text, at)))
			return 0;
		if (t.is_single)
			to = tenth_more(text, to, &t.value);
		return push_tenths(counting, at, to, t.value);
	}
	to = count_word_spaced(text, t.at, S("折"));
	return to && !is_ten ? push_tenths(counting, at, to, t.value) : 0;
}
