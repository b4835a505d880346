#include "figure/hedge_parts.h"

bool
hedge_has_comma(struct str s)
{
	static const struct str signs[] = { STR_INIT("，"), STR_INIT("："), STR_INIT("；"),
		STR_INIT(", ") };

	for (size_t i = 0; i < LENGTH(signs); i++)
		if (str_find(s, signs[i], 0) >= 0)
			return true;
	return false;
}

/* What has happened already is no plan, whatever stands before it. */
static bool
is_past(struct str between)
{
	static const struct str words[] = { STR_INIT("已"), STR_INIT("此前"), STR_INIT("曾"),
		STR_INIT("了"), STR_INIT("造成"), STR_INIT("导致"), STR_INIT("这是自"),
		STR_INIT("以来"), STR_INIT("目前"), STR_INIT("现有") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find(between, words[i], 0) >= 0)
			return true;
	return false;
}

bool
hedge_is_harm(struct str slot)
{
	static const struct str slots[] = { STR_INIT("killed"), STR_INIT("injured"),
		STR_INIT("missing"), STR_INIT("hit"), STR_INIT("destroyed"), STR_INIT("damaged"),
		STR_INIT("captured"), STR_INIT("arrested"), STR_INIT("casualties"),
		STR_INIT("killed_or_injured"), STR_INIT("attacks"), STR_INIT("without_power"),
		STR_INIT("displaced"), STR_INIT("infected"), STR_INIT("intercepted"),
		STR_INIT("places_affected"), STR_INIT("hospitalised"), STR_INIT("launched") };

	for (size_t i = 0; i < LENGTH(slots); i++)
		if (str_equal(slot, slots[i]))
			return true;
	return false;
}

/* 准备参加考试的学生，其中…: the plan was theirs alone. */
static bool
is_closed(struct str between)
{
	ptrdiff_t of = str_find(between, S("的"), 0), sign = str_find(between, S("，"), 0);

	return of >= 0 && sign > of && str_find(between, S("其中"), 0) > sign;
}

/* 从去年的419万吨增至: what comes of it is planned. */
static bool
is_change(struct str s)
{
	static const struct str words[] = { STR_INIT("增"), STR_INIT("减"), STR_INIT("升"),
		STR_INIT("降"), STR_INIT("涨"), STR_INIT("跌"), STR_INIT("溢价"), STR_INIT("下调"),
		STR_INIT("提高"), STR_INIT("至"), STR_INIT("到") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find(s, words[i], 0) >= 0)
			return true;
	return false;
}

/* 预计将增长，去年的增速为…: a time of its own that is over. */
static bool
has_past_day(const struct analysis *a, struct span between)
{
	enum { DAY_S = 86400 };
	int64_t today = a->published == INT64_MIN ? INT64_MIN : (a->published + a->zone_s) / DAY_S;
	size_t i = moment_from(a, between.to);

	if (today == INT64_MIN || !i || a->moments[i - 1].span.from < between.from)
		return false;
	return a->moments[i - 1].first_day <= a->moments[i - 1].last_day &&
	       a->moments[i - 1].last_day < today && a->moments[i - 1].first_day > INT64_MIN &&
	       !is_change(
		   span_text(a->folded, (struct span){ a->moments[i - 1].span.to, between.to }));
}

/* The last clause of it; all of it where it has one alone. */
static struct str
last_clause(struct str between)
{
	for (ptrdiff_t at = str_find(between, S("，"), 0); at >= 0;
	     at = str_find(between, S("，"), 0))
		between = str_from(between, (size_t)at + 3);
	return between;
}

static unsigned
clauses_between(struct str between)
{
	unsigned n = 0;

	for (ptrdiff_t at = str_find(between, S("，"), 0); at >= 0;
	     at = str_find(between, S("，"), 0), n++)
		between = str_from(between, (size_t)at + 3);
	return n;
}

/* 涉嫌参与袭击，造成N人: what comes of it is as doubtful. */
static bool
has_result(struct str between)
{
	struct str clause = last_clause(between);

	return clauses_between(between) == 1 &&
	       (str_starts(clause, S("造成")) || str_starts(clause, S("导致")));
}

/* 据估计，…: the whole sentence; 据信…，其中N: the clause, and the next one. */
static bool
doubts_further(struct str between)
{
	if (!hedge_has_comma(between) || has_result(between))
		return true;
	return !is_past(between) && (str_starts(between, S("，")) || clauses_between(between) <= 1);
}

/* 由于开工日将至，香港N间: a clause about something else. */
static bool
has_other_subject(const struct analysis *a, struct span between)
{
	static const enum lexicon names[] = { LEX_PLACE, LEX_ORGANISATION };
	struct str clause = last_clause(span_text(a->folded, between));

	for (size_t i = 0; clause.n < between.to - between.from && i < LENGTH(names); i++)
		if (match_at(&a->matches, names[i], between.to - (uint32_t)clause.n))
			return true;
	return false;
}

bool
hedge_reaches(const struct analysis *a, const struct hedge_word *word, const struct figure *f)
{
	bool is_before = word->span.to <= f->span.from;
	struct span between = is_before ? (struct span){ word->span.to, f->span.from }
					: (struct span){ f->span.to, word->span.from };
	struct str text = span_text(a->folded, between);

	switch (word->place) {
	case PLACE_BEFORE:
		return is_before && (!hedge_has_comma(text) || has_result(text));
	case PLACE_BOTH:
		return is_before ? doubts_further(text)
				 : word->span.from >= f->span.to && !hedge_has_comma(text);
	case PLACE_PLAN:
		return is_before && !hedge_is_harm(f->slot) && !is_past(text) && !is_closed(text) &&
		       !has_past_day(a, between) && !has_other_subject(a, between);
	default:
		return false;
	}
}
