#include "figure/quantity_parts.h"

#include <stdlib.h>

#include "base/err.h"

enum { STOP_BYTES = 40 }; /* the longest word of the stop list */

/* Level 2: each number with its unit, its bounds and what is counted. */

struct quantity *
quantity_push(struct quantities *q, enum quantity_kind kind, struct span core)
{
	struct analysis *a = q->analysis;
	struct quantity *quantity;

	if (a->quantity_count >= ANALYSIS_ITEMS_MAX)
		return NULL;
	arena_push(a->arena, a->quantities, a->quantity_count, q->capacity);
	quantity = &a->quantities[a->quantity_count++];
	memset(quantity, 0, sizeof(*quantity));
	quantity->kind = kind;
	quantity->core = quantity->span = quantity->number = core;
	quantity->count = UINT32_MAX;
	return quantity;
}

bool
quantity_is_stopped(const struct quantities *q, uint32_t from, uint32_t to, uint32_t unit_to)
{
	const struct matches *matches = &q->analysis->matches;

	for (size_t i = match_from(matches, from + 1);
	     i-- && matches->items[i].span.from + STOP_BYTES >= from;) {
		const struct match *match = &matches->items[i];
		if ((match->lexicon == LEX_STOP || match->lexicon == LEX_WEAPON) &&
		    match->span.to >= to && (match->span.to >= unit_to || match->span.from < from))
			return true;
	}
	return false;
}

/* ---- which numbers count something ---- */

/* 一 as an article. */
static bool
is_one(const struct quantities *q, const struct measure *m)
{
	return m->kind == QUANTITY_COUNT && m->number.to - m->number.from == 3 &&
	       count_is_at(q->text, m->number.from, S("一")) && m->core.from == m->number.from &&
	       !(m->unit && (lexeme_has(m->unit, S("scale")) ||
				str_equal(m->unit->form, S("例")))); /* 上涨一倍, 新增一例 */
}

static bool
is_definite(const struct quantities *q, uint32_t from)
{
	static const struct str words[] = { STR_INIT("那"), STR_INIT("这"), STR_INIT("该"),
		STR_INIT("此"), STR_INIT("上述"), STR_INIT("同"), STR_INIT("我们"),
		STR_INIT("你们"), STR_INIT("他们"), STR_INIT("她们"), STR_INIT("咱们") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (count_is_before(q->text, from, words[i]))
			return true;
	return false;
}

/* ---- one of them ---- */

static struct str
unit_of(const struct quantities *q, const struct measure *m)
{
	if (m->is_times)
		return S("time");
	if (m->is_piece)
		return S("piece");
	if (m->kind == QUANTITY_PERCENT && !m->unit)
		return count_is_before(q->text, m->unit_span.to, S("点")) ? S("percentage_point")
									  : S("percent");
	return m->unit ? m->unit->id : S("");
}

static bool
is_joint(struct str between)
{
	static const struct str ands[] = { STR_INIT("和"), STR_INIT("、"), STR_INIT("与"),
		STR_INIT("及"), STR_INIT("以及"), STR_INIT("或") };

	for (size_t i = 0; i < LENGTH(ands); i++)
		if (str_equal(between, ands[i]))
			return true;
	return false;
}

/* 36架和20架无人机: the noun is said once. */
static void
share_noun(const struct quantities *q, struct quantity *quantity)
{
	struct quantity *first = q->analysis->quantities, *before = quantity;

	if (span_is_empty(quantity->noun))
		return;
	while (before-- > first && span_is_empty(before->noun) &&
	       str_equal(before->classifier, quantity->classifier) &&
	       before->span.to < before[1].span.from &&
	       is_joint(str_slice(q->text, before->span.to, before[1].span.from))) {
		before->unit = quantity->unit;
		before->is_inherited = true;
	}
}

static void
push_measure(struct quantities *q, const struct measure *m)
{
	struct bounds value;
	struct span span = quantity_bounds(q, m, &value);
	struct quantity *quantity = quantity_push(q, m->kind, m->core);

	if (!quantity)
		return;
	quantity->span = span;
	quantity->core.from = m->last_from ? m->last_from : m->core.from;
	quantity->number = m->number;
	quantity->count = m->count;
	quantity->value = value;
	quantity->unit = unit_of(q, m);
	quantity->classifier = span_text(q->analysis->text, m->unit_span);
	if (m->has_value || m->last_from)
		count_write_value(m->told, m->is_negative, quantity->amount);
	quantity->per = quantity_per(q, span);
	quantity->is_one = is_one(q, m) && span.from == m->core.from;
	quantity->is_definite = is_definite(q, span.from);
	quantity->is_amount =
	    !m->unit && m->kind == QUANTITY_COUNT &&
	    (quantity_is_level(q, m) ||
		(span.from < m->core.from && quantity_has_scale(q->text, m->number)));
	if (m->kind == QUANTITY_COUNT)
		quantity_noun(q, m->unit, quantity);
	share_noun(q, quantity);
	quantity_money(q, m, quantity);
	q->done = span.to;
}

static bool
may_count(const struct count *count)
{
	return count->kind == COUNT_NUMBER || count->kind == COUNT_PERCENT ||
	       count->kind == COUNT_FRACTION ||
	       (count->kind == COUNT_VAGUE && (count->value[0] || count->range.min[0]));
}

/* 第三名, 4比0 hold their numbers. */
static void
skip_holder(struct quantities *q, const struct count *count)
{
	if ((count->kind == COUNT_ORDINAL || count->kind == COUNT_SCORE) &&
	    count->span.to > q->done)
		q->done = count->span.to;
}

/* 三分之一 is a share; 3/5 is as often a date. */
static bool
push_fraction(struct quantities *q, uint32_t i)
{
	const struct count *count = &q->analysis->counts[i];
	struct measure m = { .core = count->span,
		.number = count->span,
		.count = i,
		.kind = QUANTITY_PERCENT,
		.has_value = true };

	if (memchr(q->text.p + count->span.from, '/', count->span.to - count->span.from) ||
	    !decimal_read(str_from_c(count->value), &m.min))
		return true;
	m.max = m.told = m.min;
	push_measure(q, &m);
	if (q->analysis->quantity_count && q->done)
		q->analysis->quantities[q->analysis->quantity_count - 1].unit = S("fraction");
	return true;
}

/* 一起 is together, but for what happens: 一起枪击. */
static bool
is_together(const struct quantities *q, const struct measure *m)
{
	struct quantity probe = { .span = m->core, .core = m->core, .number = m->number };

	if (!is_one(q, m) || !m->unit || !str_equal(m->unit->form, S("起")))
		return false;
	quantity_noun(q, m->unit, &probe);
	return span_is_empty(probe.noun) || probe.noun.from < probe.span.from;
}

static void
read_count(struct quantities *q, uint32_t i)
{
	const struct count *count = &q->analysis->counts[i];
	struct measure m;

	skip_holder(q, count);
	if (count->whole.from < q->done || !may_count(count))
		return;
	if (count->kind == COUNT_FRACTION) {
		push_fraction(q, i);
		return;
	}
	if (!quantity_measure(q, i, &m) || quantity_is_other(q, &m) ||
	    count_is_before(q->text, m.core.from, S("每")) ||
	    quantity_is_stopped(q, m.number.from, m.number.to, m.unit ? m.core.to : 0))
		return;
	quantity_share_unit(q, i, &m);
	if ((!m.unit && m.kind == QUANTITY_COUNT && !quantity_is_amount(q, &m)) ||
	    is_together(q, &m) || quantity_is_place(q, &m))
		return;
	push_measure(q, &m);
}

static int
by_place(const void *a, const void *b)
{
	const struct quantity *x = a, *y = b;

	if (x->span.from != y->span.from)
		return x->span.from < y->span.from ? -1 : 1;
	return x->span.to != y->span.to ? (x->span.to > y->span.to ? -1 : 1) : 0;
}

void
quantities_read(struct analysis *analysis)
{
	struct quantities q = { .analysis = analysis, .text = analysis->folded };

	for (uint32_t i = 0; i < analysis->count_count; i++)
		read_count(&q, i);
	quantity_words(&q);
	if (analysis->quantity_count)
		qsort(analysis->quantities, analysis->quantity_count, sizeof(*analysis->quantities),
		    by_place);
}
