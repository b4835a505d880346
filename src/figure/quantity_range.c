#include "figure/quantity_parts.h"

#include "base/err.h"

/* The other end of a range: 20至30人, 7、8度, 零下25度至零下15度. */

static bool
is_date(const struct lexeme *unit)
{
	return str_equal(lexeme_arg(unit, S("kind")), S("date"));
}

static size_t
till_at(const struct quantities *q, size_t at)
{
	static const struct str tills[] = { STR_INIT("到"), STR_INIT("至"), STR_INIT("--"),
		STR_INIT("-"), STR_INIT("——"), STR_INIT("—"), STR_INIT("~"), STR_INIT("–"),
		STR_INIT("～"), STR_INIT("〜"), STR_INIT("－"), STR_INIT("to ") };
	size_t next = count_after_blank(q->text, at);

	for (size_t i = 0; i < LENGTH(tills); i++)
		if (count_is_at(q->text, next, tills[i]))
			return count_after_blank(q->text, next + tills[i].n);
	return 0;
}

/* Power of the last 万, 亿 of a number's text. */
static unsigned
scale_of(struct str text)
{
	static const struct {
		struct str word;
		unsigned power;
	} scales[] = { { STR_INIT("万亿"), 12 }, { STR_INIT("万"), 4 }, { STR_INIT("亿"), 8 },
		{ STR_INIT("千"), 3 }, { STR_INIT("百"), 2 }, { STR_INIT("million"), 6 },
		{ STR_INIT("billion"), 9 } };

	for (size_t i = 0; i < LENGTH(scales); i++)
		if (str_ends(text, scales[i].word))
			return scales[i].power;
	return 0;
}

/* 5到7万: the scale is said once. */
static void
share_scale(const struct quantities *q, const struct measure *a, const struct count *b,
    struct decimal high, struct decimal *low)
{
	unsigned power = scale_of(span_text(q->text, b->span));
	struct decimal scaled = *low;

	if (power && !scale_of(span_text(q->text, a->number)) && decimal_shift(&scaled, power) &&
	    decimal_compare(scaled, high) <= 0)
		*low = scaled;
}

static bool
same_unit(const struct lexeme *a, const struct match *b)
{
	return !a || (b && str_equal(a->form, b->lexeme->form)) ||
	       (b && a->id.n && str_equal(a->id, b->lexeme->id)) ||
	       (b && quantity_kind_of(a) == QUANTITY_CURRENCY && lexeme_has(b->lexeme, S("yuan")));
}

/* 1.9个百分点至63.2%: points and per cents are no ends of one range. */
static bool
is_point(const struct quantities *q, uint32_t to)
{
	return count_is_before(q->text, to, S("点"));
}

/* 跌2元至30元: behind a verb of change and a whole measure, 至 leads to where it came. */
static bool
is_change(const struct quantities *q, const struct measure *m)
{
	static const char verbs[] = "升降增减跌涨";
	uint32_t at = m->core.from;

	if (!m->unit || m->kind == QUANTITY_TIME)
		return false;
	if (count_is_before(q->text, at, S("了")))
		at -= 3;
	return at >= 3 && (unsigned char)q->text.p[at - 3] >= 0xe4 &&
	       COUNT_IS_AMONG(verbs, q->text.p + at - 3);
}

/* 7、8 and 170、180: a step of the last place that counts; 6、70 says the tens once, 13、14万 the
 * scale.  *${low} becomes what is meant. */
static bool
is_step(const struct count *a, unsigned power, struct decimal high, struct decimal *low)
{
	struct decimal place, next;

	if (!decimal_read(str_from_c(a->place_value), &place) || low->scale || high.scale ||
	    !decimal_shift(low, power) || !decimal_shift(&place, power))
		return false;
	next = *low;
	if (decimal_add(&next, place) && !decimal_compare(next, high))
		return true;
	next = *low;
	if (!decimal_add(&next, place) || !decimal_shift(&next, 1) || decimal_compare(next, high))
		return false;
	return decimal_shift(low, 1);
}

/* What is told so, and not numbered: 7、8度, but 3、4号, 1、2期. */
static bool
is_told(const struct match *unit)
{
	enum quantity_kind kind = quantity_kind_of(unit->lexeme);

	return !is_date(unit->lexeme) && !str_equal(unit->lexeme->id, S("quarter")) &&
	       !str_equal(unit->lexeme->id, S("liang")) && /* 6、7两日 */
	       (kind != QUANTITY_COUNT || str_equal(unit->lexeme->id, S("person")) ||
		   str_equal(unit->lexeme->id, S("times")) || lexeme_has(unit->lexeme, S("any")) ||
		   lexeme_has(unit->lexeme, S("strong")) || lexeme_has(unit->lexeme, S("cl")) ||
		   str_equal(unit->lexeme->id, S("dose")));
}

/* 分列二、三名 */
static bool
is_ranked(struct str text, uint32_t at)
{
	return count_is_before(text, at, S("列")) || count_is_before(text, at, S("居")) ||
	       count_is_before(text, at, S("第")) || count_is_before(text, at, S("前"));
}

/* 7、8度, 170、180元: two numbers in a row are the ends of what is not known better. */
static void
take_pair(const struct quantities *q, uint32_t i, struct measure *m)
{
	const struct count *a = &q->analysis->counts[i], *b;
	const struct match *unit;
	struct measure high = { 0 };
	struct decimal low = m->min;

	if (m->unit || m->kind != QUANTITY_COUNT || a->is_vague || m->is_negative ||
	    is_ranked(q->text, m->core.from) || !count_is_at(q->text, m->core.to, S("、")) ||
	    !(b = quantity_count_at(q, i, m->core.to + 3)) || !quantity_take_value(b, &high) ||
	    b->is_vague || !is_step(a, scale_of(span_text(q->text, b->span)), high.max, &low))
		return;
	unit = quantity_unit_at(q, b->whole.to);
	if (!unit || !is_told(unit))
		return;
	m->min = low;
	m->max = m->told = high.max;
	m->has_value = false;
	m->last_from = b->whole.from;
	m->number.to = b->whole.to;
	m->approx = APPROX_VAGUE;
	quantity_take_unit(m, unit);
}

/* 零下25度至零下15度: both ends lie below; true: it is one, and done. */
static bool
take_frosts(const struct quantities *q, uint32_t i, size_t at, struct measure *m)
{
	const struct count *b;
	const struct match *unit;
	struct measure high = { 0 };

	if (!m->is_negative || m->kind != QUANTITY_TEMPERATURE ||
	    !count_is_at(q->text, at, S("零下")) || !(b = quantity_count_at(q, i, at + 6)) ||
	    !quantity_take_value(b, &high) || decimal_compare(m->min, high.max) < 0)
		return false;
	unit = quantity_unit_at(q, b->whole.to);
	if (!unit || quantity_kind_of(unit->lexeme) != QUANTITY_TEMPERATURE)
		return false;
	m->max = m->min;
	m->min = m->told = high.max;
	m->has_value = false;
	m->last_from = (uint32_t)at;
	m->number.to = b->whole.to;
	quantity_take_unit(m, unit);
	return true;
}

/* 下降15.34%～6.59%: the greater end first, as accounts have losses. */
static bool
swap_ends(const struct quantities *q, struct measure *m, size_t at, struct measure *high)
{
	struct decimal greater = m->min;

	if (m->kind != QUANTITY_PERCENT ||
	    !(count_is_before(q->text, at, S("～")) || count_is_before(q->text, at, S("~"))))
		return false;
	m->min = high->max;
	high->max = greater;
	return true;
}

/* 20至30人, 3100人至25800人 */
static void
take_range(const struct quantities *q, uint32_t i, struct measure *m)
{
	size_t at = till_at(q, m->core.to);
	const struct count *b = at ? quantity_count_at(q, i, at) : NULL;
	const struct match *unit = b ? quantity_unit_at(q, b->whole.to) : NULL;
	struct measure high = { 0 };

	if (at && take_frosts(q, i, at, m))
		return;
	if (unit && is_date(unit->lexeme))
		unit = NULL; /* 6.5-6.6区间 */
	if (!b || m->is_negative || is_change(q, m) ||
	    (m->kind == QUANTITY_PERCENT && b->kind != COUNT_PERCENT) ||
	    (m->kind == QUANTITY_PERCENT && is_point(q, m->core.to) != is_point(q, b->span.to)) ||
	    !quantity_take_value(b, &high) || !(same_unit(m->unit, unit) || (m->money && !unit)) ||
	    (m->unit && is_date(m->unit)))
		return;
	share_scale(q, m, b, high.max, &m->min);
	if (decimal_compare(m->min, high.max) > 0 && !swap_ends(q, m, at, &high))
		return;
	m->max = m->told = high.max;
	m->has_value = false;
	m->last_from = b->whole.from;
	m->number.to = b->whole.to;
	m->core.to = b->kind == COUNT_PERCENT ? b->span.to : b->whole.to;
	m->approx = APPROX_EXACT;
	if (b->kind == COUNT_PERCENT) {
		m->kind = QUANTITY_PERCENT;
		m->unit_span = (struct span){ m->core.to, m->core.to };
	} else if (unit) {
		quantity_take_unit(m, unit);
	}
	if (m->money)
		m->unit = m->money; /* 港币8万至100万元 */
}

void
quantity_range(const struct quantities *q, uint32_t i, struct measure *m)
{
	take_pair(q, i, m);
	take_range(q, i, m);
}
