#include "figure/quantity_parts.h"

#include "base/err.h"

/* What joins a number and its unit: parts of money, halves, tenths. */

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

const struct count *
quantity_count_at(const struct quantities *q, uint32_t i, size_t at)
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
	count = quantity_count_at(q, i, at);
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

void
quantity_join(const struct quantities *q, uint32_t i, struct measure *m)
{
	if (!take_part(q, i, m)) {
		m->told = m->max;
		take_small(m);
	}
	take_half(q, m);
	take_tenths(q, m);
	quantity_range(q, i, m);
}
