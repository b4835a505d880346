#include "figure/quantity_parts.h"

#include "base/err.h"

/* What joins a number and its unit: parts of money, a half, the other end of a range. */

/* ---- parts and halves ---- */

static bool
add_value(struct measure *m, struct decimal more)
{
	return decimal_add(&m->min, more) && decimal_add(&m->max, more);
}

/* 一吨半, 两年半; 3个半小时 and 两个多月 have it in their units */
static void
take_half(const struct quantities *q, struct measure *m)
{
	uint32_t rune;

	if (m->unit && m->has_value && lexeme_has(m->unit, S("more")) &&
	    decimal_add(&m->max, (struct decimal){ 1, 0 })) {
		m->approx = APPROX_MORE_THAN;
		m->has_value = false;
		return;
	}
	if (m->unit && m->has_value && lexeme_has(m->unit, S("half"))) {
		if (add_value(m, (struct decimal){ 5, 1 }))
			m->told = m->max;
		return;
	}
	if (m->kind == QUANTITY_COUNT && !(m->unit && lexeme_has(m->unit, S("scale"))))
		return;
	if (!m->unit || !m->has_value || !count_is_at(q->text, m->core.to, S("半")))
		return;
	count_rune(q->text, m->core.to + 3, &rune);
	if (rune == 0x6570 || rune == 0x5c9b || rune == 0x5e74 ||
	    rune == 0x591c) /* 半数, 半岛, 半年, 半夜 */
		return;
	if (add_value(m, (struct decimal){ 5, 1 })) {
		m->told = m->max;
		m->core.to += 3;
	}
}

/* 一米四, 一米75: tenths, or hundredths, of the unit before them. */
static void
take_tenths(const struct quantities *q, struct measure *m)
{
	struct numerals n;

	if (!m->unit || !str_equal(m->unit->form, S("米")) || !m->has_value || m->min.scale ||
	    !count_numerals(q->text, m->core.to, &n) || !n.has_value || n.is_vague ||
	    !(n.is_single || n.is_digits || n.is_written) || n.value.scale || !n.value.digits ||
	    n.value.digits > 99 || quantity_unit_at(q, (uint32_t)n.to))
		return;
	n.value.scale = n.value.digits > 9 ? 2 : 1;
	if (!add_value(m, n.value))
		return;
	m->told = m->max;
	m->core.to = (uint32_t)n.to;
}

static const struct count *
count_at(const struct quantities *q, uint32_t i, size_t at)
{
	const struct analysis *a = q->analysis;

	for (i++; i < a->count_count && a->counts[i].span.from <= at; i++)
		if (a->counts[i].whole.from == at &&
		    (a->counts[i].kind == COUNT_NUMBER || a->counts[i].kind == COUNT_PERCENT ||
			(a->counts[i].kind == COUNT_VAGUE &&
			    (a->counts[i].value[0] || a->counts[i].range.min[0]))))
			return &a->counts[i];
	return NULL;
}

/* 五元三毛, 两美元又三美分: gives whether there was a part. */
static bool
take_part(const struct quantities *q, uint32_t i, struct measure *m)
{
	size_t at = m->core.to;
	const struct count *count;
	const struct match *match;
	struct decimal part;
	struct str down;

	if (m->kind != QUANTITY_CURRENCY || !m->has_value || !m->unit)
		return false;
	if (count_is_at(q->text, at, S("又")) || count_is_at(q->text, at, S("再")))
		at += 3;
	count = count_at(q, i, at);
	match = count && count->value[0] ? quantity_unit_at(q, count->span.to) : NULL;
	if (!match || !str_equal(match->lexeme->id, m->unit->id) ||
	    !decimal_read(quantity_digits(count->value), &part))
		return false;
	down = lexeme_arg(match->lexeme, S("part"));
	if (!down.n || part.scale + (unsigned)(down.p[0] - '0') > DECIMAL_SCALE_MAX)
		return false;
	part.scale += (unsigned)(down.p[0] - '0');
	if (!add_value(m, part))
		return false;
	m->core.to = match->span.to;
	m->told = m->max;
	return true;
}

/* Money of which only the part is told: 五毛 is 0.5. */
static void
take_small(struct measure *m)
{
	struct str down = m->unit ? lexeme_arg(m->unit, S("part")) : S("");
	unsigned power = down.n ? (unsigned)(down.p[0] - '0') : 0;

	if (m->min.scale + power > DECIMAL_SCALE_MAX || m->max.scale + power > DECIMAL_SCALE_MAX)
		return;
	m->min.scale += power;
	m->max.scale += power;
}

/* ---- ranges ---- */

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
	       (kind != QUANTITY_COUNT || str_equal(unit->lexeme->id, S("person")) ||
		   str_equal(unit->lexeme->id, S("times")) || lexeme_has(unit->lexeme, S("any")) ||
		   lexeme_has(unit->lexeme, S("strong")) || lexeme_has(unit->lexeme, S("cl")) ||
		   str_equal(unit->lexeme->id, S("dose")));
}

/* 分列二、三名 */
static bool
is_rank(struct str text, uint32_t at)
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
	    is_rank(q->text, m->core.from) || !count_is_at(q->text, m->core.to, S("、")) ||
	    !(b = count_at(q, i, m->core.to + 3)) || !quantity_take_value(b, &high) ||
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
	    !count_is_at(q->text, at, S("零下")) || !(b = count_at(q, i, at + 6)) ||
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
	const struct count *b = at ? count_at(q, i, at) : NULL;
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
quantity_join(const struct quantities *q, uint32_t i, struct measure *m)
{
	if (!take_part(q, i, m)) {
		m->told = m->max;
		take_small(m);
	}
	take_half(q, m);
	take_tenths(q, m);
	take_pair(q, i, m);
	take_range(q, i, m);
}
