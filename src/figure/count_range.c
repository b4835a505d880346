#include "figure/count_parts.h"

#include "base/err.h"

/* Ranges in words: 超过50, 不少于30, 三十或者以上, 20至30, 大于10并小于20, 五百多. */

/* Which side of a range a word gives its number to. */
enum range_side { SIDE_NONE, LOWER, UPPER, BOTH };
struct range_word {
	struct str word;
	enum range_side side;
	bool is_open;
};

/* Before the number, folded; longer ones before those they begin or end with. */
static const struct range_word words_before[] = {
	{ STR_INIT("不大于"), UPPER, false },
	{ STR_INIT("不多于"), UPPER, false },
	{ STR_INIT("不高于"), UPPER, false },
	{ STR_INIT("不超过"), UPPER, false },
	{ STR_INIT("不小于"), LOWER, false },
	{ STR_INIT("不少于"), LOWER, false },
	{ STR_INIT("不低于"), LOWER, false },
	{ STR_INIT("大于"), LOWER, true },
	{ STR_INIT("多于"), LOWER, true },
	{ STR_INIT("高于"), LOWER, true },
	{ STR_INIT("超过"), LOWER, true },
	{ STR_INIT("过"), LOWER, true },
	{ STR_INIT("至少"), LOWER, false },
	{ STR_INIT("最少"), LOWER, false },
	{ STR_INIT("小于"), UPPER, true },
	{ STR_INIT("少于"), UPPER, true },
	{ STR_INIT("低于"), UPPER, true },
	{ STR_INIT("不到"), UPPER, true },
	{ STR_INIT("不足"), UPPER, true },
	{ STR_INIT("至多"), UPPER, false },
	{ STR_INIT("最多"), UPPER, false },
	{ STR_INIT("≥"), LOWER, false },
	{ STR_INIT(">="), LOWER, false },
	{ STR_INIT("≤"), UPPER, false },
	{ STR_INIT("<="), UPPER, false },
	{ STR_INIT(">"), LOWER, true },
	{ STR_INIT("<"), UPPER, true },
	{ STR_INIT("等于"), BOTH, false },
	{ STR_INIT("="), BOTH, false },
};
static const struct range_word words_behind[] = {
	{ STR_INIT("以上"), LOWER, true },
	{ STR_INIT("之上"), LOWER, true },
	{ STR_INIT("更大"), LOWER, true },
	{ STR_INIT("更多"), LOWER, true },
	{ STR_INIT("更高"), LOWER, true },
	{ STR_INIT("以下"), UPPER, true },
	{ STR_INIT("之下"), UPPER, true },
	{ STR_INIT("更小"), UPPER, true },
	{ STR_INIT("更少"), UPPER, true },
	{ STR_INIT("更低"), UPPER, true },
};
/* Behind 比 and the number. */
static const struct range_word words_compared[] = {
	{ STR_INIT("大"), LOWER, true },
	{ STR_INIT("多"), LOWER, true },
	{ STR_INIT("高"), LOWER, true },
	{ STR_INIT("小"), UPPER, true },
	{ STR_INIT("少"), UPPER, true },
	{ STR_INIT("低"), UPPER, true },
};

struct range {
	size_t from, to;
	enum range_side side;
	bool is_open;
	const struct count *count;
};

static size_t
before_blank(struct str text, size_t at)
{
	for (unsigned i = 0; i < 4 && at && text.p[at - 1] == ' '; i++)
		at--;
	return at;
}

/* ${at} without one of ${words} before it; ${at} itself otherwise. */
static size_t
before_any(struct str text, size_t at, const struct str *words, size_t count)
{
	size_t end = before_blank(text, at);

	for (size_t i = 0; i < count; i++)
		if (count_is_before(text, end, words[i]))
			return end - words[i].n;
	return at;
}

/* The last characters of the words before a number, and of what may stand between. */
static bool
may_lead(struct str text, size_t at)
{
	static const char lasts[] = "于过少到足多≥≤";
	uint32_t rune = count_rune_before(text, at);

	return rune < 0x80
		   ? rune == '>' || rune == '<' || rune == '='
		   : at >= 3 && COUNT_IS_AMONG(lasts, text.p + at - 3);
}

static const struct range_word *
word_before(struct str text, size_t at, size_t *from)
{
	size_t end = before_blank(text, at);

	if (!may_lead(text, end))
		return NULL;
	for (size_t i = 0; i < LENGTH(words_before); i++)
		if (count_is_before(text, end, words_before[i].word)) {
			*from = end - words_before[i].word.n;
			return &words_before[i];
		}
	return NULL;
}

/* 大于或者等于: 等于 closes the side. */
static bool
or_equal(struct str text, struct range *range, size_t from)
{
	static const struct str or [] = { STR_INIT("或者"), STR_INIT("或") };
	size_t at = before_any(text, from, or, LENGTH(or)), start;
	const struct range_word *word = word_before(text, at, &start);

	if (!word || !word->is_open)
		return false;
	range->from = start;
	range->side = word->side;
	range->is_open = false;
	return true;
}

static bool
read_before(struct str text, struct range *range)
{
	static const struct str links[] = { STR_INIT("有"), STR_INIT("是"), STR_INIT("为"),
		STR_INIT("了") };
	size_t at = before_any(text, range->from, links, LENGTH(links)), from;
	const struct range_word *word = word_before(text, at, &from);
	bool is_linked = at != range->from;

	if (!word || (is_linked && (word->side == BOTH ||
				       (word->is_open != (count_is_at(text, at, S("了")) != 0)))))
		return false;
	if (word->side == BOTH && or_equal(text, range, from))
		return true;
	range->from = from;
	range->side = word->side;
	range->is_open = word->is_open;
	return true;
}

static bool
read_behind(struct str text, struct range *range)
{
	static const struct str or [] = { STR_INIT("或者"), STR_INIT("或") };
	size_t at = count_after_blank(text, range->to);
	bool is_closed = false;

	for (size_t i = 0; i < LENGTH(or) && !is_closed; i++)
		if (count_is_at(text, at, or [i])) {
			at = count_after_blank(text, at + or [i].n);
			is_closed = true;
		}
	for (size_t i = 0; i < LENGTH(words_behind); i++)
		if (count_is_at(text, at, words_behind[i].word)) {
			range->to = at + words_behind[i].word.n;
			range->side = words_behind[i].side;
			range->is_open = !is_closed;
			return true;
		}
	return false;
}

/* 比 170 低 */
static bool
read_compared(struct str text, struct range *range)
{
	size_t from = before_blank(text, range->from), at = count_after_blank(text, range->to);

	if (!count_is_before(text, from, S("比")))
		return false;
	if (count_is_at(text, at, S("更")))
		at += 3;
	for (size_t i = 0; i < LENGTH(words_compared); i++)
		if (count_is_at(text, at, words_compared[i].word)) {
			range->from = from - 3;
			range->to = at + 3;
			range->side = words_compared[i].side;
			range->is_open = true;
			return true;
		}
	return false;
}

/* 五百多, 二十几 */
static bool
read_more(struct range *range)
{
	const struct count *count = range->count;

	if (!count->is_vague || !count->value[0] ||
	    (count->range.approx != APPROX_MORE_THAN && count->whole.from != count->span.from))
		return false;
	range->to = count->whole.to;
	range->side = LOWER;
	return range->is_open = true;
}

static bool
read_side(struct str text, const struct count *count, struct range *out)
{
	struct range range = { .from = count->span.from, .to = count->span.to, .count = count };
	bool is_more = read_more(&range);

	if (!read_before(text, &range) && !read_compared(text, &range) &&
	    !read_behind(text, &range) && !is_more)
		return false;
	*out = range;
	return true;
}

/* ---- two numbers ---- */

/* Whether a <= b, both as written by count_write_value. */
static bool
in_order(const char *a, const char *b)
{
	size_t whole_a = strcspn(a, "."), whole_b = strcspn(b, ".");

	if (a[0] == '-' || b[0] == '-')
		return a[0] == '-';
	return whole_a != whole_b ? whole_a < whole_b : strcmp(a, b) <= 0;
}

static struct count *
push_range(struct counting *counting, size_t from, size_t to, const struct count *min,
    bool min_open, const struct count *max, bool max_open)
{
	struct bounds bounds = { .min_open = min_open, .max_open = max_open };
	struct count *range;

	if (min)
		memcpy(bounds.min, min->value, sizeof(bounds.min));
	if (max)
		memcpy(bounds.max, max->value, sizeof(bounds.max));
	range = count_push(counting, COUNT_RANGE, from, to); /* may move the counts */
	if (range)
		range->range = bounds;
	return range;
}

static size_t
skip_any(struct str text, size_t at, const struct str *words, size_t count)
{
	size_t next = count_after_blank(text, at);

	for (size_t i = 0; i < count; i++)
		if (count_is_at(text, next, words[i]))
			return next + words[i].n;
	return at;
}

/* 之间, 间 behind; gives where it ends, or ${at}. */
static size_t
skip_between(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("之间"), STR_INIT("间") };

	return skip_any(text, at, words, LENGTH(words));
}

static size_t
before_place(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("位于"), STR_INIT("在") };

	return before_any(text, at, words, LENGTH(words));
}

/* 20至30, 20~30, 在20和30之间. */
static bool
push_till(struct counting *counting, const struct count *a, const struct count *b)
{
	static const struct str tills[] = { STR_INIT("到"), STR_INIT("至"), STR_INIT("--"),
		STR_INIT("-"), STR_INIT("——"), STR_INIT("—"), STR_INIT("~"), STR_INIT("–"),
		STR_INIT("～"), STR_INIT("〜"), STR_INIT("－") };
	static const struct str ands[] = { STR_INIT("和"), STR_INIT("与") };
	struct str text = counting->text;
	size_t at = skip_any(text, a->span.to, tills, LENGTH(tills)),
	       to = skip_between(text, b->span.to), from = a->span.from;
	bool is_till = at != a->span.to, is_between = to != b->span.to;

	if (!is_till)
		at = skip_any(text, a->span.to, ands, LENGTH(ands));
	if (at == a->span.to || count_after_blank(text, at) != b->span.from ||
	    !in_order(a->value, b->value))
		return false;
	if (is_between) {
		from = before_place(text, from);
		if (from == a->span.from && (unsigned char)text.p[from] >= 0x80 && !is_till)
			return false;
	} else if (!is_till) {
		return false;
	}
	return push_range(counting, from, to, a, false, b, true) != NULL;
}

/* 大于10并小于20, 最多100最少20 */
static bool
push_both(struct counting *counting, const struct range *a, const struct range *b)
{
	static const struct str joins[] = { STR_INIT("并且"), STR_INIT("而且"), STR_INIT("的同时"),
		STR_INIT("同时"), STR_INIT("且"), STR_INIT("并"), STR_INIT(","), STR_INIT("，") };
	struct str text = counting->text;
	size_t at = skip_any(text, a->to, joins, LENGTH(joins));
	const struct range *low = a->side == LOWER ? a : b, *high = a->side == LOWER ? b : a;

	if (a->side + b->side != LOWER + UPPER || a->side == b->side ||
	    count_after_blank(text, at) != b->from ||
	    !in_order(low->count->value, high->count->value))
		return false;
	return push_range(counting, a->from, b->to, low->count, low->is_open, high->count,
		   high->is_open) != NULL;
}

static void
push_one(struct counting *counting, const struct range *range)
{
	push_range(counting, range->from, range->to, range->side == UPPER ? NULL : range->count,
	    range->side != UPPER && range->is_open, range->side == LOWER ? NULL : range->count,
	    range->side != LOWER && range->is_open);
}

static bool
has_value(const struct count *count)
{
	return (count->kind == COUNT_NUMBER || count->kind == COUNT_FRACTION ||
		   count->kind == COUNT_ORDINAL) &&
	       count->value[0];
}

/* The next number behind ${i} that stands in no other. */
static size_t
next_number(const struct counting *counting, size_t i, size_t end)
{
	const struct count *counts = counting->analysis->counts;
	uint32_t to = counts[i].span.to;

	for (i++; i < end && (!has_value(&counts[i]) || counts[i].span.from < to); i++)
		;
	return i;
}

static size_t
ranges_at(struct counting *counting, size_t i, size_t end)
{
	struct count one = counting->analysis->counts[i], other = { 0 };
	size_t next = next_number(counting, i, end);
	struct range a, b;

	if (next < end) {
		other = counting->analysis->counts[next];
		if (push_till(counting, &one, &other))
			return next_number(counting, next, end);
	}
	if (!read_side(counting->text, &one, &a))
		return next;
	if (next < end && read_side(counting->text, &other, &b) && push_both(counting, &a, &b))
		return next_number(counting, next, end);
	push_one(counting, &a);
	return next;
}

void
count_ranges(struct counting *counting)
{
	size_t end = counting->analysis->count_count, i = 0;

	while (i < end && !has_value(&counting->analysis->counts[i]))
		i++;
	while (i < end)
		i = ranges_at(counting, i, end);
}
