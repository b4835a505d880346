/*
 * Words of time that stand beside each other become one phrase: coarse to fine (去年3月4日上午), a
 * weekday with its date (星期四(11月7日)), ranges (周三至周四夜间), and what stands before and
 * behind (自…以来, 过去…, …前).
 */
#include "figure/moment_parts.h"

static bool
starts_at(struct str text, size_t at, struct str what)
{
	return str_starts(str_from(text, at), what);
}

/* ---- points ---- */

static int
finest(const struct moment_words *words)
{
	for (int field = FIELD_MAX; field-- > 0;)
		if (words_have(words, (enum moment_field)field))
			return field;
	return -1;
}

static int
coarsest(const struct moment_words *words)
{
	for (int field = 0; field < FIELD_MAX; field++)
		if (words_have(words, (enum moment_field)field))
			return field;
	return FIELD_MAX;
}

static bool
has_written(const struct moment_words *words, enum moment_field field)
{
	return words_have(words, field) && !(words->counted & 1u << field);
}

/* A date of the calendar: a day in figures. */
static bool
is_date(const struct moment_words *words)
{
	return has_written(words, FIELD_DAY);
}

/* A day by another name than its date. */
static bool
is_named_day(const struct moment_words *words)
{
	return words_have(words, FIELD_WEEKDAY) ||
	       (words_have(words, FIELD_DAY) && words->counted & 1u << FIELD_DAY);
}

static void
merge(struct moment_words *into, const struct moment_words *from)
{
	for (int field = 0; field < FIELD_MAX; field++)
		if (words_have(from, (enum moment_field)field) &&
		    !words_have(into, (enum moment_field)field))
			words_set(into, (enum moment_field)field, from->value[field]),
			    into->counted |= from->counted & (1u << field);
	into->is_lunar |= from->is_lunar;
	into->is_that |= from->is_that;
	into->is_earlier |= from->is_earlier;
	into->is_short = false;
	if (from->halves) {
		into->halves = from->halves;
		into->unit = from->unit;
	}
	if (from->edtf.n)
		into->edtf = from->edtf;
	if (from->has_low) {
		into->has_low = true;
		into->low = from->low;
	}
	into->span.to = from->span.to;
}

/* Only these may stand between words that join. */
static bool
is_gap(struct str text, struct span before, struct span behind)
{
	struct str gap = str_slice(text, before.to, behind.from);

	return behind.from >= before.to &&
	       (!gap.n || str_equal(gap, S(" ")) || str_equal(gap, S("的")));
}

/* The piece of a year, without that year, fits behind one that names it: 今年|年底. */
static bool
is_piece_of(const struct moment_words *first, const struct moment_words *next)
{
	enum moment_field of = words_have(next, FIELD_MONTH) ? FIELD_MONTH : FIELD_YEAR;

	return words_have(next, FIELD_PIECE) && next->counted & 1u << of &&
	       finest(first) == (int)of;
}

static bool
can_follow(const struct moment_words *first, const struct moment_words *next)
{
	if (next->kind != KIND_POINT || first->kind != KIND_POINT || first->has_low)
		return false;
	if (first->is_lunar && !first->has)
		return next->has != 0;
	if (is_piece_of(first, next))
		return true;
	/* 周四当天 */
	if (next->is_that && words_have(next, FIELD_DAY) && next->value[FIELD_DAY] == 0 &&
	    (is_named_day(first) || is_date(first)))
		return true;
	if (next->is_that || (next->counted & 1u << FIELD_DAY && finest(first) < FIELD_DAY))
		return false;
	/* no day of a year alone: 2020年|8日 */
	if (finest(first) < FIELD_FEAST && coarsest(next) > FIELD_PIECE)
		return false;
	return finest(first) < coarsest(next);
}

static const struct str heads[] = { STR_INIT("前"), STR_INIT("的前"), STR_INIT("头"),
	STR_INIT("的头"), STR_INIT("最初"), STR_INIT("的最初") };

static bool
is_one_of(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

/* 2021年前两个月: the first so many of it. */
static bool
take_head(struct str text, struct moment_words *out, const struct moment_words *next)
{
	int field = finest(out);

	if (out->kind != KIND_POINT || next->kind != KIND_SPAN || !next->halves ||
	    next->halves % 2 || next->unit == 'Y' ||
	    (field != FIELD_YEAR && field != FIELD_MONTH) || next->span.from < out->span.to ||
	    !is_one_of(str_slice(text, out->span.to, next->span.from), heads, LENGTH(heads)))
		return false;
	words_set(out, FIELD_PIECE, PIECE_FIRST_SPAN);
	out->halves = next->halves;
	out->unit = next->unit;
	out->span.to = next->span.to;
	return true;
}

static void
take_points(const struct analysis *analysis, const struct moment_word_list *list, size_t *i,
    struct moment_words *out)
{
	*out = list->items[(*i)++];
	for (; *i < list->count; ++*i) {
		const struct moment_words *next = &list->items[*i];
		if (take_head(analysis->folded, out, next))
			continue;
		if (!is_gap(analysis->folded, out->span, next->span))
			return;
		if (next->kind == KIND_LATER && out->kind == KIND_POINT) {
			out->is_earlier |= next->is_earlier;
			out->span.to = next->span.to;
			continue;
		}
		if (next->kind == KIND_SAME && out->has == 1u << FIELD_YEAR) {
			out->is_same = true;
			out->span.to = next->span.to;
			continue;
		}
		if (!can_follow(out, next))
			return;
		merge(out, next);
	}
}

/* ---- a day and, beside it, its date ---- */

static const struct bracket {
	struct str open, close;
} brackets[] = {
	{ STR_INIT("("), STR_INIT(")") },
	{ STR_INIT("（"), STR_INIT("）") },
	{ STR_INIT("（"), STR_INIT(")") },
	{ STR_INIT("("), STR_INIT("）") },
	{ STR_INIT(" ("), STR_INIT(")") },
	{ STR_INIT(" （"), STR_INIT("）") },
	{ STR_INIT(", "), STR_INIT("") },
	{ STR_INIT(" "), STR_INIT("") },
	{ STR_INIT(""), STR_INIT("") },
};

static const struct bracket *
bracket_between(struct str text, struct span before, struct span behind, size_t close_at)
{
	struct str gap = str_slice(text, before.to, behind.from);

	for (size_t i = 0; i < LENGTH(brackets); i++)
		if (behind.from >= before.to && str_equal(gap, brackets[i].open) &&
		    starts_at(text, close_at, brackets[i].close))
			return &brackets[i];
	return NULL;
}

static void
take_date(const struct analysis *analysis, const struct moment_word_list *list, size_t *i,
    struct moment_phrase *out)
{
	const struct bracket *bracket;
	struct moment_words next;
	size_t j = *i;
	bool is_day = is_named_day(&out->from);

	if (j >= list->count || !(is_day || is_date(&out->from)) ||
	    list->items[j].span.from > out->from.span.to + 4u)
		return;
	take_points(analysis, list, &j, &next);
	if (next.kind != KIND_POINT || next.has_low ||
	    (is_day ? !is_date(&next) : !words_have(&next, FIELD_WEEKDAY) || is_date(&next)))
		return;
	bracket = bracket_between(analysis->folded, out->from.span, next.span, next.span.to);
	if (!bracket)
		return;
	out->has_date = true;
	out->date = is_day ? next : out->from;
	if (!is_day)
		out->from = next;
	else if (words_have(&out->from, FIELD_PART) &&
		 !words_have(&next, FIELD_PART)) /* 今早（9日） */
		words_set(&out->date, FIELD_PART, out->from.value[FIELD_PART]);
	out->span.to = next.span.to + (uint32_t)bracket->close.n;
	*i = j;
	/* 星期四(11月7日)夜间 */
	if (j < list->count && list->items[j].span.from == out->span.to &&
	    list->items[j].kind == KIND_POINT && coarsest(&list->items[j]) >= FIELD_PART &&
	    !list->items[j].is_short) {
		merge(&out->date, &list->items[j]);
		out->span.to = list->items[j].span.to;
		++*i;
	}
}

/* ---- ranges ---- */

static const struct str links[] = {
	STR_INIT("至"),
	STR_INIT("到"),
	STR_INIT("——"),
	STR_INIT("-"),
	STR_INIT("—"),
	STR_INIT("–"),
	STR_INIT("~"),
	STR_INIT("～"),
	STR_INIT("－"),
	STR_INIT("―"),
	STR_INIT(" - "),
	STR_INIT(" – "),
	STR_INIT(" to "),
	STR_INIT("直到"),
	STR_INIT("直至"),
};

static const struct str pairs[] = { STR_INIT("和"), STR_INIT("与"), STR_INIT("及"),
	STR_INIT("到") };

/* Both ends of a range are of about one grain. */
static bool
are_alike(const struct moment_words *from, const struct moment_words *to)
{
	int a = finest(from), b = finest(to);
	bool a_day = a >= FIELD_WEEKDAY, b_day = b >= FIELD_WEEKDAY;

	return to->kind == KIND_POINT && (a_day == b_day) &&
	       (a_day || a == b || (a >= FIELD_MONTH && b >= FIELD_MONTH));
}

static void
take_range(const struct analysis *analysis, const struct moment_word_list *list, size_t *i,
    struct moment_phrase *out)
{
	struct str text = analysis->folded, gap;
	struct moment_words to;
	size_t j = *i;

	if (j >= list->count || out->from.kind != KIND_POINT || out->from.is_short ||
	    list->items[j].span.from > out->span.to + 8u || list->items[j].span.from < out->span.to)
		return;
	gap = str_slice(text, out->span.to, list->items[j].span.from);
	if (!gap.n)
		return;
	take_points(analysis, list, &j, &to);
	if (!are_alike(&out->from, &to) || to.has_low)
		return;
	if (is_one_of(gap, links, LENGTH(links)))
		out->span.to = to.span.to;
	else if (is_one_of(gap, pairs, LENGTH(pairs)) &&
		 (starts_at(text, to.span.to, S("之间")) || starts_at(text, to.span.to, S("期间"))))
		out->span.to = to.span.to + 6;
	else
		return;
	out->is_range = true;
	out->to = to;
	*i = j;
	/* 周五(6月11日)至周日(6月13日) */
	if (is_named_day(&to) && j < list->count) {
		struct moment_phrase end = { .span = to.span, .from = to };
		take_date(analysis, list, i, &end);
		if (end.has_date) {
			out->to = end.date;
			out->span.to = end.span.to;
		}
	}
}

/* 3至5日: the low end came with the word. */
static void
take_low(struct moment_phrase *out)
{
	enum moment_field field = (enum moment_field)finest(&out->from);

	out->is_range = true;
	out->to = out->from;
	out->to.has_low = false;
	if (field == FIELD_PART || field == FIELD_MINUTE)
		field = FIELD_DAY;
	out->from.value[field] = out->from.low;
	out->from.has_low = false;
}

/* 最近|三天, 未来|几年: the first is no time of its own. */
static bool
is_edge_of_next(const struct analysis *analysis, const struct moment_word_list *list, size_t i)
{
	struct moment_phrase next = { 0 };

	if (list->items[i].kind != KIND_REF || i + 1 >= list->count ||
	    list->items[i + 1].kind != KIND_SPAN)
		return false;
	next.span = list->items[i + 1].span;
	moment_edge_before(analysis->folded, &next);
	return next.span.from <= list->items[i].span.from;
}

/* 每年4月, 每周一晚上: again and again. */
static void
take_every(const struct analysis *analysis, const struct moment_word_list *list, size_t *i,
    struct moment_phrase *out)
{
	struct moment_words next;
	size_t j = *i;

	if (j >= list->count || list->items[j].kind != KIND_POINT ||
	    !is_gap(analysis->folded, out->span, list->items[j].span))
		return;
	take_points(analysis, list, &j, &next);
	if (words_have(&next, FIELD_YEAR) || next.is_that)
		return;
	out->span.to = next.span.to;
	*i = j;
}

void
moment_join(const struct analysis *analysis, const struct moment_word_list *words, size_t *i,
    struct moment_phrase *out)
{
	struct str text = analysis->folded;

	*out = (struct moment_phrase){ 0 };
	if (is_edge_of_next(analysis, words, *i))
		++*i;
	take_points(analysis, words, i, &out->from);
	out->span = out->from.span;
	if (out->from.kind == KIND_EVERY)
		take_every(analysis, words, i, out);
	if (out->from.kind == KIND_SPAN)
		moment_edge_before(text, out);
	else if (out->from.kind != KIND_POINT)
		return;
	else if (out->from.has_low)
		take_low(out);
	else {
		take_date(analysis, words, i, out);
		take_range(analysis, words, i, out);
	}
	if (out->bound == BOUND_NONE || out->from.kind == KIND_SPAN) {
		enum moment_bound before = out->bound;
		bool is_near = str_starts(span_text(text, out->span), S("近"));
		moment_edge_behind(analysis, out);
		/* 近两年后 is about two years on; 近四十年, nearly forty, has no place */
		if (before != BOUND_NONE && (!is_near || out->bound == BOUND_WITHIN))
			out->bound = before;
		else if (is_near && out->bound == BOUND_PAST && out->from.unit == 'Y' &&
			 out->from.halves > 20)
			out->bound = BOUND_NONE;
	}
	if (out->from.kind == KIND_POINT)
		moment_edge_since(text, out);
}
