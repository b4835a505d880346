#include "figure/quantity_parts.h"

#include "base/err.h"

/* The unit of a number: behind it, before it, in parts, with a half; and the other end of a range. */

enum quantity_kind
quantity_kind_of(const struct lexeme *unit)
{
	static const struct {
		struct str name;
		enum quantity_kind kind;
	} kinds[] = {
		{ STR_INIT("currency"), QUANTITY_CURRENCY },
		{ STR_INIT("dimension"), QUANTITY_DIMENSION },
		{ STR_INIT("age"), QUANTITY_AGE },
		{ STR_INIT("temperature"), QUANTITY_TEMPERATURE },
		{ STR_INIT("time"), QUANTITY_TIME },
		{ STR_INIT("percent"), QUANTITY_PERCENT },
	};
	struct str name = unit ? lexeme_arg(unit, S("kind")) : S("");

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_equal(kinds[i].name, name))
			return kinds[i].kind;
	return QUANTITY_COUNT;
}

static bool
is_date(const struct lexeme *unit)
{
	return unit && str_equal(lexeme_arg(unit, S("kind")), S("date"));
}

static struct str
value_str(const char *value)
{
	return str_from_c(value[0] == '-' ? value + 1 : value);
}

/* ---- the number ---- */

static bool
take_value(const struct count *count, struct measure *m)
{
	const char *min = count->is_vague ? count->range.min : count->value;
	const char *max = count->is_vague ? count->range.max : count->value;

	m->has_value = !count->is_vague;
	m->is_negative = count->value[0] == '-';
	m->approx = count->is_vague ? count->range.approx : APPROX_EXACT;
	return decimal_read(value_str(min), &m->min) && decimal_read(value_str(max), &m->max);
}

/* -16 of COVID-19 and F-16: the line before it joins, it takes nothing away. */
static uint32_t
without_join(const struct quantities *q, const struct count *count, struct measure *m)
{
	uint32_t from = count->span.from, rune, before = count_rune_before(q->text, from);
	unsigned n = count_rune(q->text, from, &rune);

	if (rune != '-' && rune != 0xff0d)
		return count->whole.from;
	if (before > 0x2e80 || (before < 0x80 && char_is_alpha((char)before))) {
		m->is_negative = false;
		return from + n;
	}
	return from;
}

/* 250m: the letter that could have been a scale is a unit. */
static void
without_letter(const struct quantities *q, struct measure *m)
{
	struct written w;

	if (m->core.to < 2 || !char_is_alpha(q->text.p[m->core.to - 1]) || !count_written(q->text, m->core.from, &w) ||
	    w.to >= m->core.to || !match_at(&q->analysis->matches, LEX_UNIT, (uint32_t)w.to))
		return;
	m->min = m->max = w.value;
	m->core.to = m->number.to = (uint32_t)w.to;
}

/* ---- the unit ---- */

/* A unit of letters that more letters or digits follow is none: 02-22T02. */
static bool
is_cut(struct str text, struct span span)
{
	return span.to < text.n && char_is_alpha(text.p[span.to - 1]) && (char_is_alpha(text.p[span.to]) || char_is_digit(text.p[span.to]));
}

static const struct match *
unit_at(const struct quantities *q, uint32_t at)
{
	const struct match *match = match_at(&q->analysis->matches, LEX_UNIT, (uint32_t)count_after_blank(q->text, at));

	while (match && (lexeme_has(match->lexeme, S("sign")) || lexeme_has(match->lexeme, S("prefix")))) {
		const struct match *next = match + 1;
		if (next >= q->analysis->matches.items + q->analysis->matches.count || next->span.from != match->span.from)
			return NULL;
		match = next->lexeme->lexicon == LEX_UNIT ? next : NULL;
	}
	return match && is_cut(q->text, match->span) ? NULL : match;
}

static void
take_unit(struct measure *m, const struct match *match)
{
	m->unit = match->lexeme;
	m->unit_span = match->span;
	m->core.to = match->span.to;
	m->kind = quantity_kind_of(match->lexeme);
}

/* m, g, t behind money are scales. */
static bool
is_letter_unit(const struct lexeme *unit)
{
	return unit->form.n == 1 && char_is_alpha(unit->form.p[0]);
}

/* $2.5bn, €300m, £5tn: the scale behind money. */
static void
take_money_scale(const struct quantities *q, struct measure *m)
{
	static const struct {
		struct str word;
		unsigned power;
	} scales[] = { { STR_INIT("bn"), 9 }, { STR_INIT("tn"), 12 }, { STR_INIT("mn"), 6 }, { STR_INIT("m"), 6 }, { STR_INIT("b"), 9 },
		{ STR_INIT("k"), 3 } };

	for (size_t i = 0; i < LENGTH(scales); i++) {
		struct span span = { m->number.to, m->number.to + (uint32_t)scales[i].word.n };
		if (!count_is_at(q->text, span.from, scales[i].word) || is_cut(q->text, span))
			continue;
		if (decimal_shift(&m->min, scales[i].power) && decimal_shift(&m->max, scales[i].power))
			m->core.to = m->number.to = span.to;
		return;
	}
}

/* $20, 新台币5000元, 华氏51度: what stands before the number decides. */
static bool
take_before(const struct quantities *q, struct measure *m)
{
	uint32_t at = m->core.from;
	const struct match *match;
	enum quantity_kind kind;

	while (at > q->done && q->text.p[at - 1] == ' ')
		at--;
	match = match_before(&q->analysis->matches, LEX_UNIT, at);
	if (!match || match->span.from < q->done)
		return false;
	kind = quantity_kind_of(match->lexeme);
	if (kind == QUANTITY_TEMPERATURE && m->unit && m->kind == QUANTITY_TEMPERATURE) {
		m->core.from = match->span.from;
		m->unit = match->lexeme;
		return true;
	}
	if (kind != QUANTITY_CURRENCY || (m->unit && !lexeme_has(m->unit, S("yuan")) && !is_letter_unit(m->unit)) ||
	    lexeme_has(match->lexeme, S("part")))
		return false;
	if (m->unit && is_letter_unit(m->unit))
		m->core.to = m->number.to;
	if (lexeme_has(match->lexeme, S("sign")))
		take_money_scale(q, m);
	if (!lexeme_has(match->lexeme, S("sign")) && (at != m->core.from || !lexeme_has(match->lexeme, S("alone"))))
		return false;
	m->core.from = match->span.from;
	m->unit = m->money = match->lexeme;
	if (!m->unit_span.to)
		m->unit_span = match->span;
	m->kind = QUANTITY_CURRENCY;
	return true;
}

/* 零下十度 */
static void
take_frost(const struct quantities *q, struct measure *m)
{
	static const struct str word = STR_INIT("零下");

	if (m->kind != QUANTITY_TEMPERATURE || m->is_negative || !count_is_before(q->text, m->core.from, word))
		return;
	m->core.from -= (uint32_t)word.n;
	m->is_negative = true;
}

/* ---- parts and halves ---- */

static bool
add_value(struct measure *m, struct decimal more)
{
	return decimal_add(&m->min, more) && decimal_add(&m->max, more);
}

/* 一吨半, 两年半 */
static void
take_half(const struct quantities *q, struct measure *m)
{
	uint32_t rune;

	if (m->kind == QUANTITY_COUNT && !(m->unit && lexeme_has(m->unit, S("scale"))))
		return;
	if (!m->unit || !m->has_value || !count_is_at(q->text, m->core.to, S("半")))
		return;
	count_rune(q->text, m->core.to + 3, &rune);
	if (rune == 0x6570 || rune == 0x5c9b || rune == 0x5e74 || rune == 0x591c) /* 半数, 半岛, 半年, 半夜 */
		return;
	if (add_value(m, (struct decimal){ 5, 1 }))
		m->core.to += 3;
}

static const struct count *
count_at(const struct quantities *q, uint32_t i, size_t at)
{
	const struct analysis *a = q->analysis;

	for (i++; i < a->count_count && a->counts[i].span.from <= at; i++)
		if (a->counts[i].whole.from == at && (a->counts[i].kind == COUNT_NUMBER || a->counts[i].kind == COUNT_PERCENT ||
							(a->counts[i].kind == COUNT_VAGUE && (a->counts[i].value[0] || a->counts[i].range.min[0]))))
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
	match = count && count->value[0] ? unit_at(q, count->span.to) : NULL;
	if (!match || !str_equal(match->lexeme->id, m->unit->id) || !decimal_read(value_str(count->value), &part))
		return false;
	down = lexeme_arg(match->lexeme, S("part"));
	if (!down.n || part.scale + (unsigned)(down.p[0] - '0') > DECIMAL_SCALE_MAX)
		return false;
	part.scale += (unsigned)(down.p[0] - '0');
	if (!add_value(m, part))
		return false;
	m->core.to = match->span.to;
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

static size_t
till_at(const struct quantities *q, size_t at)
{
	static const struct str tills[] = { STR_INIT("到"), STR_INIT("至"), STR_INIT("--"), STR_INIT("-"), STR_INIT("——"), STR_INIT("—"),
		STR_INIT("~"), STR_INIT("–"), STR_INIT("～"), STR_INIT("〜"), STR_INIT("－"), STR_INIT("to ") };
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
	} scales[] = { { STR_INIT("万亿"), 12 }, { STR_INIT("万"), 4 }, { STR_INIT("亿"), 8 }, { STR_INIT("千"), 3 }, { STR_INIT("百"), 2 },
		{ STR_INIT("million"), 6 }, { STR_INIT("billion"), 9 } };

	for (size_t i = 0; i < LENGTH(scales); i++)
		if (str_ends(text, scales[i].word))
			return scales[i].power;
	return 0;
}

/* 5到7万: the scale is said once. */
static void
share_scale(const struct quantities *q, const struct measure *a, const struct count *b, struct decimal high, struct decimal *low)
{
	unsigned power = scale_of(span_text(q->text, b->span));
	struct decimal scaled = *low;

	if (power && !scale_of(span_text(q->text, a->number)) && decimal_shift(&scaled, power) && decimal_compare(scaled, high) <= 0)
		*low = scaled;
}

static bool
same_unit(const struct lexeme *a, const struct match *b)
{
	return !a || (b && str_equal(a->form, b->lexeme->form)) || (b && a->id.n && str_equal(a->id, b->lexeme->id));
}

/* 20至30人, 3100人至25800人 */
static void
take_range(const struct quantities *q, uint32_t i, struct measure *m)
{
	size_t at = till_at(q, m->core.to);
	const struct count *b = at ? count_at(q, i, at) : NULL;
	const struct match *unit = b ? unit_at(q, b->whole.to) : NULL;
	struct measure high = { 0 };

	if (!b || m->is_negative || !take_value(b, &high) || !same_unit(m->unit, unit) || (m->unit && is_date(m->unit)))
		return;
	share_scale(q, m, b, high.max, &m->min);
	if (decimal_compare(m->min, high.max) > 0)
		return;
	m->max = high.max;
	m->has_value = false;
	m->last_from = b->whole.from;
	m->number.to = b->whole.to;
	m->core.to = b->kind == COUNT_PERCENT ? b->span.to : b->whole.to;
	m->approx = APPROX_EXACT;
	if (b->kind == COUNT_PERCENT)
		m->kind = QUANTITY_PERCENT;
	else if (unit)
		take_unit(m, unit);
}

/* ---- the whole ---- */

/* 2024年 is a year, 2年 are two; 24年3月 is a date. */
static bool
is_year(const struct quantities *q, const struct measure *m)
{
	uint32_t rune;

	if (!lexeme_has(m->unit, S("year")) || !m->has_value)
		return false;
	if (decimal_compare(m->min, (struct decimal){ 1000, 0 }) >= 0 && decimal_compare(m->min, (struct decimal){ 2200, 0 }) <= 0 &&
	    m->number.to - m->number.from == 4)
		return true;
	count_rune(q->text, m->core.to, &rune); /* 24年3月, 110年2月 */
	return count_class(rune).kind == RUNE_KIND_WRITTEN && m->number.to - m->number.from <= 3 && m->number.to - m->number.from >= 2;
}

/* 十三届四次会议: which one, not how many. */
static bool
is_rank(const struct quantities *q, const struct measure *m)
{
	if (str_equal(m->unit->form, S("届")))
		return decimal_compare(m->min, (struct decimal){ 5, 0 }) > 0 || count_is_at(q->text, m->core.to, S("全国")) ||
		       count_is_at(q->text, m->core.to, S("中央"));
	return count_is_before(q->text, m->core.from, S("届"));
}

/* 下午3点, 5时30分 */
static bool
is_clock(const struct quantities *q, const struct measure *m)
{
	if (!lexeme_has(m->unit, S("points")))
		return false;
	if (count_is_before(q->text, m->core.from, S("时")) || count_is_before(q->text, m->core.from, S("点")) ||
	    count_is_before(q->text, m->core.from, S(":")))
		return true;
	return str_equal(m->unit->form, S("点")) && decimal_compare(m->min, (struct decimal){ 24, 0 }) <= 0;
}

static void
take_percent(struct measure *m)
{
	m->kind = QUANTITY_PERCENT;
	m->unit_span = (struct span){ m->core.to, m->core.to };
}

bool
quantity_measure(const struct quantities *q, uint32_t i, struct measure *out)
{
	const struct count *count = &q->analysis->counts[i];
	struct measure m = { .core = count->whole, .number = count->whole, .count = i };
	const struct match *unit;

	if (!take_value(count, &m))
		return false;
	m.core.from = m.number.from = without_join(q, count, &m);
	if (count->kind == COUNT_PERCENT)
		take_percent(&m);
	else
		without_letter(q, &m);
	unit = count->kind == COUNT_PERCENT ? NULL : unit_at(q, m.core.to);
	if (unit)
		take_unit(&m, unit);
	take_before(q, &m);
	take_frost(q, &m);
	if (unit && (is_date(m.unit) || is_year(q, &m) || is_clock(q, &m) || is_rank(q, &m)))
		return false;
	if (!take_part(q, i, &m))
		take_small(&m);
	take_half(q, &m);
	take_range(q, i, &m);
	*out = m;
	return true;
}
