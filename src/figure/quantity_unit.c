#include "figure/quantity_parts.h"

#include "base/err.h"

/* The unit of a number: behind it, before it, in parts, with a half; and the other end of a range.
 */

int
unit_kind_read(const struct lexeme *unit)
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
	struct str name = lexeme_arg(unit, S("kind"));

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_equal(kinds[i].name, name))
			return kinds[i].kind;
	return QUANTITY_COUNT;
}

struct str
quantity_digits(const char *value)
{
	return str_from_c(value[0] == '-' ? value + 1 : value);
}

/* ---- the number ---- */

bool
quantity_take_value(const struct count *count, struct measure *m)
{
	const char *min = count->is_vague ? count->range.min : count->value;
	const char *max = count->is_vague ? count->range.max : count->value;

	m->has_value = !count->is_vague;
	m->is_negative = count->value[0] == '-';
	m->approx = count->is_vague ? count->range.approx : APPROX_EXACT;
	return decimal_read(quantity_digits(min), &m->min) &&
	       decimal_read(quantity_digits(max), &m->max);
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

/* 72m people: a noun or unit in letters follows the scale. */
static bool
is_scale_letter(const struct quantities *q, size_t at)
{
	size_t next = count_after_blank(q->text, at);
	const struct matches *matches = &q->analysis->matches;

	return next > at && next < q->text.n && char_is_alpha(q->text.p[next]) &&
	       (match_at(matches, LEX_UNIT, (uint32_t)next) ||
		   match_at(matches, LEX_NOUN, (uint32_t)next));
}

/* 250m: the letter that could have been a scale is a unit. */
static void
without_letter(const struct quantities *q, struct measure *m)
{
	struct written w;

	if (m->core.to < 2 || !char_is_alpha(q->text.p[m->core.to - 1]) ||
	    !count_written(q->text, m->core.from, &w) || w.to + 1 != m->core.to ||
	    is_scale_letter(q, m->core.to) ||
	    !match_at(&q->analysis->matches, LEX_UNIT, (uint32_t)w.to))
		return;
	m->min = m->max = w.value;
	m->core.to = m->number.to = (uint32_t)w.to;
}

/* ---- the unit ---- */

/* A unit of letters that more letters or digits follow is none: 02-22T02. */
static bool
is_cut(struct str text, struct span span)
{
	return span.to < text.n && char_is_alpha(text.p[span.to - 1]) &&
	       (char_is_alpha(text.p[span.to]) || char_is_digit(text.p[span.to]));
}

/* 个团体 is 个 and a noun, not a regiment. */
static bool
cuts_noun(const struct quantities *q, const struct match *unit)
{
	const struct match *noun;

	if (unit->span.to - unit->span.from != 6 || !count_is_at(q->text, unit->span.from, S("个")))
		return false;
	noun = match_at(&q->analysis->matches, LEX_NOUN, unit->span.from + 3);
	return noun && noun->span.to > unit->span.to &&
	       !lexeme_has(noun->lexeme, S("money")); /* 三个月薪水 */
}

/* 三个月大宗商品: 大 begins the next word. */
static bool
cuts_word(const struct quantities *q, const struct match *unit)
{
	static const char behind[] = "宗学选会量规约概幅型部家赛战楼厦桥阪陆气胆";

	return quantity_kind_of(unit->lexeme) == QUANTITY_AGE &&
	       str_ends(unit->lexeme->form, S("大")) && unit->span.to + 3 <= q->text.n &&
	       (unsigned char)q->text.p[unit->span.to] >= 0xe4 &&
	       COUNT_IS_AMONG(behind, q->text.p + unit->span.to);
}

/* The next unit at the same place, which is shorter; NULL. */
static const struct match *
shorter_unit(const struct quantities *q, const struct match *unit)
{
	const struct match *next = unit + 1,
			   *end = q->analysis->matches.items + q->analysis->matches.count;

	for (; next < end && next->span.from == unit->span.from; next++)
		if (next->lexicon == LEX_UNIT)
			return next;
	return NULL;
}

const struct match *
quantity_unit_at(const struct quantities *q, uint32_t at)
{
	const struct match *match =
	    match_at(&q->analysis->matches, LEX_UNIT, (uint32_t)count_after_blank(q->text, at));

	while (match &&
	       (lexeme_has(match->lexeme, S("sign")) || lexeme_has(match->lexeme, S("prefix")) ||
		   cuts_noun(q, match) || cuts_word(q, match)))
		match = shorter_unit(q, match);
	return match && (is_cut(q->text, match->span) || lexeme_has(match->lexeme, S("apart")))
		   ? NULL
		   : match;
}

void
quantity_take_unit(struct measure *m, const struct match *match)
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

/* €300m, $5b: the scale behind money. */
static void
take_money_scale(const struct quantities *q, struct measure *m)
{
	static const struct {
		struct str word;
		unsigned power;
	} scales[] = { { STR_INIT("m"), 6 }, { STR_INIT("b"), 9 } };

	for (size_t i = 0; i < LENGTH(scales); i++) {
		struct span span = { m->number.to, m->number.to + (uint32_t)scales[i].word.n };
		if (!count_is_at(q->text, span.from, scales[i].word) || is_cut(q->text, span))
			continue;
		if (decimal_shift(&m->min, scales[i].power) &&
		    decimal_shift(&m->max, scales[i].power))
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
	if (kind != QUANTITY_CURRENCY ||
	    (m->unit && !lexeme_has(m->unit, S("yuan")) && !is_letter_unit(m->unit)) ||
	    lexeme_has(match->lexeme, S("part")))
		return false;
	if (m->unit && is_letter_unit(m->unit))
		m->core.to = m->number.to;
	if (lexeme_has(match->lexeme, S("sign")))
		take_money_scale(q, m);
	if (!lexeme_has(match->lexeme, S("sign")) &&
	    (at != m->core.from || !lexeme_has(match->lexeme, S("alone"))))
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

	if (m->kind != QUANTITY_TEMPERATURE || m->is_negative ||
	    !count_is_before(q->text, m->core.from, word))
		return;
	m->core.from -= (uint32_t)word.n;
	m->is_negative = true;
}

/* ---- the whole ---- */

/* 两度遭弹劾, 四度闯入决赛: a numeral alone, and what happened right behind it. */
static bool
is_times(const struct quantities *q, const struct measure *m)
{
	static const char no_event[] = "的左以烧灼至到角水电空高多";
	static const char events[] = "破闯获夺赢被遭参入登当赴访成扣射击叩蝉"; /* 6度破网 */
	static const struct str heat[] = { STR_INIT("温"), STR_INIT("零下"), STR_INIT("摄氏"),
		STR_INIT("华氏"), STR_INIT("约"), STR_INIT("达"), STR_INIT("到"), STR_INIT("升"),
		STR_INIT("降"), STR_INIT("低"), STR_INIT("高"), STR_INIT("差"), STR_INIT("震") };
	uint32_t rune, bytes = m->number.to - m->number.from;

	if (!str_equal(m->unit->id, S("degree")))
		return false;
	if (char_is_digit(q->text.p[m->number.from]))
		return bytes <= 2 && q->text.n - m->core.to >= 3 &&
		       COUNT_IS_AMONG(events, q->text.p + m->core.to);
	if (bytes != 3)
		return false;
	count_rune(q->text, m->core.to, &rune);
	if (rune < 0x4e00 || rune > 0x9fff || COUNT_IS_AMONG(no_event, q->text.p + m->core.to))
		return false;
	for (size_t i = 0; i < LENGTH(heat); i++)
		if (count_is_before(q->text, m->core.from, heat[i]))
			return false;
	return true;
}

/* 一块钛金属, 两块牌子: few pieces of what stands right behind, no money. */
static bool
is_piece(const struct quantities *q, const struct measure *m)
{
	static const char money[] = "的就都每左以多上下到至不也还一二三四五六七八九十人";
	uint32_t rune;

	if (!str_equal(m->unit->form, S("块")) || m->money ||
	    decimal_compare(m->max, (struct decimal){ 20, 0 }) > 0)
		return false;
	count_rune(q->text, m->core.to, &rune);
	return rune >= 0x4e00 && rune <= 0x9fff && !COUNT_IS_AMONG(money, q->text.p + m->core.to);
}

/* 4男1女: men and women are counted beside each other; 300万女性 are women. */
static bool
is_sex_alone(const struct quantities *q, const struct measure *m, const struct match *unit)
{
	struct str other = str_equal(unit->lexeme->form, S("男")) ? S("女") : S("男");
	const struct count *next =
	    m->count + 1 < q->analysis->count_count ? &q->analysis->counts[m->count + 1] : NULL;

	if (!lexeme_has(unit->lexeme, S("sex")) || count_is_before(q->text, m->core.from, other))
		return false;
	return !next || next->whole.from != unit->span.to ||
	       !count_is_at(q->text, next->whole.to, other);
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

	if (!quantity_take_value(count, &m))
		return false;
	m.core.from = m.number.from = without_join(q, count, &m);
	if (count->kind == COUNT_PERCENT)
		take_percent(&m);
	else
		without_letter(q, &m);
	unit = count->kind == COUNT_PERCENT ? NULL : quantity_unit_at(q, m.core.to);
	if (unit && is_sex_alone(q, &m, unit))
		unit = NULL;
	if (unit)
		quantity_take_unit(&m, unit);
	take_before(q, &m);
	take_frost(q, &m);
	if (unit && quantity_is_time(q, &m))
		return false;
	if (unit && is_piece(q, &m)) {
		m.is_piece = true;
		m.kind = QUANTITY_COUNT;
	}
	if (unit && is_times(q, &m)) {
		m.is_times = true;
		m.kind = QUANTITY_COUNT;
	}
	quantity_join(q, i, &m);
	*out = m;
	return true;
}
