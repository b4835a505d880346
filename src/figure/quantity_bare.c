#include "figure/quantity_parts.h"

#include "base/err.h"

/* Numbers that no unit follows: which of them count something (300士兵, 超过3000, 用户12亿), and
 * the unit that a list says once (28.11和27.90个百分点). */

enum {
	LIST_MAX = 8,
	STRENGTH_BYTES = 30, /* from 规模8.5 to the quake */
	INDEX_BYTES = 150,   /* from 指数 to where it stands */
};

/* Letters, lines and the names of types before a number: F-16, 歼20, A380. */
static bool
is_type(const struct quantities *q, uint32_t from)
{
	static const char types[] = "歼轰运图苏米卡格风型第号警空直队";
	uint32_t before = count_rune_before(q->text, from);

	if (before < 0x80)
		return char_is_alpha((char)before) || before == '-' || before == '/' ||
		       before == '.' || before == ':' || before == '_';
	return before >= 0x4e00 && before <= 0x9fff && COUNT_IS_AMONG(types, q->text.p + from - 3);
}

/* Pratt & Whitney 4000引擎, 一架777飞机: a name or a classifier stands before what is a type's
 * number. */
static bool
is_named_type(const struct quantities *q, const struct measure *m)
{
	uint32_t at = m->core.from, rune;

	if (at && at == q->done && char_is_digit(q->text.p[at]))
		return true;
	count_rune(q->text, m->core.to, &rune);
	return at > 1 && rune >= 0x4e00 && rune <= 0x9fff && q->text.p[at - 1] == ' ' &&
	       char_is_alpha(q->text.p[at - 2]) && char_is_digit(q->text.p[at]);
}

/* 超过3000, 至少12 */
static bool
is_qualified(const struct quantities *q, uint32_t from)
{
	const struct match *word = quantity_word_before(q, LEX_APPROX, from, S("before"));

	return word && !lexeme_has(word->lexeme, S("none")) &&
	       !str_equal(word->lexeme->id, S("exact"));
}

/* 2019冠状病毒 */
static bool
is_year_like(const struct measure *m)
{
	return m->core.to - m->core.from == 4 &&
	       decimal_compare(m->min, (struct decimal){ 1900, 0 }) >= 0 &&
	       decimal_compare(m->min, (struct decimal){ 2100, 0 }) <= 0;
}

/* Behind 万 and 亿: 千万级, 万分. */
static bool
goes_on(struct str text, uint32_t to)
{
	static const struct str words[] = { STR_INIT("级"), STR_INIT("分"), STR_INIT("富"),
		STR_INIT("大奖"), STR_INIT("大V"), STR_INIT("大v"), STR_INIT("吨级") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (count_is_at(text, to, words[i]))
			return true;
	return false;
}

bool
quantity_has_scale(struct str text, struct span number)
{
	return count_class(count_rune_before(text, number.to)).kind == RUNE_KIND_SCALE &&
	       number.to - number.from > 3 && !goes_on(text, number.to);
}

bool
quantity_is_scaled(struct str text, struct span number)
{
	uint32_t rune;
	enum rune_kind first;

	count_rune(text, number.from, &rune);
	first = count_class(rune).kind;
	return (first == RUNE_KIND_DIGIT || first == RUNE_KIND_WRITTEN ||
		   first == RUNE_KIND_SOME) &&
	       quantity_has_scale(text, number);
}

/* 升至, 报, 三周高位 */
static bool
is_led_to(struct str text, uint32_t at)
{
	static const char words[] = "至报为是达于到在收位点";

	return at >= 3 && (unsigned char)text.p[at - 3] >= 0xe4 &&
	       COUNT_IS_AMONG(words, text.p + at - 3);
}

/* What stands before ${at} in its sentence, as far as it matters. */
static struct str
sentence_before(struct str text, uint32_t at)
{
	uint32_t from = at;

	while (from && at - from < INDEX_BYTES && text.p[from - 1] != '\n' &&
	       !count_is_before(text, from, S("。")))
		from--;
	return str_slice(text, from, at);
}

/* 指数升至71.6: with a point, or separators, so that no year is taken for one. */
static bool
is_index_level(const struct quantities *q, const struct measure *m)
{
	static const struct str names[] = { STR_INIT("指数"), STR_INIT("汇率"), STR_INIT("中间价"),
		STR_INIT("pmi"), STR_INIT("指标"), STR_INIT("传染数"), STR_INIT("感染数"),
		STR_INIT("系数") };
	struct str before;
	uint32_t rune;

	count_rune(q->text, m->core.to, &rune);
	if (!m->has_value || !is_led_to(q->text, m->core.from) || rune == '-' || rune == '(' ||
	    (!m->min.scale &&
		!memchr(q->text.p + m->number.from, ',', m->number.to - m->number.from)))
		return false;
	before = sentence_before(q->text, m->core.from);
	for (size_t i = 0; i < LENGTH(names); i++)
		if (memmem(before.p, before.n, names[i].p, names[i].n))
			return true;
	return false;
}

bool
quantity_is_level(const struct quantities *q, const struct measure *m)
{
	return quantity_is_scaled(q->text, m->number) || is_index_level(q, m);
}

/* 民营企业500强, but a quake of 7.3强震. */
static bool
is_ranking(struct str text, uint32_t at)
{
	return count_is_at(text, at, S("强")) && !count_is_at(text, at, S("强震"));
}

bool
quantity_is_strength(const struct quantities *q, uint32_t at)
{
	return count_is_before(q->text, at, S("震规模")) ||
	       count_is_before(q->text, at, S("氏规模")) ||
	       (count_is_before(q->text, at, S("规模")) &&
		   memmem(q->text.p + at,
		       q->text.n - at < STRENGTH_BYTES ? q->text.n - at : STRENGTH_BYTES, "震", 3));
}

bool
quantity_is_amount(const struct quantities *q, const struct measure *m)
{
	const struct count *count = &q->analysis->counts[m->count];
	uint32_t rune;

	if (is_type(q, m->core.from) || m->core.to - m->core.from < 2 ||
	    (is_named_type(q, m) && !quantity_is_scaled(q->text, m->number)))
		return false;
	count_rune(q->text, m->core.to, &rune);
	if (rune < 0x80 && (char_is_alpha((char)rune) || rune == '-' || rune == ':' ||
			       rune == '/' || rune == '.' || rune == '%'))
		return false;
	if (is_year_like(m) || is_ranking(q->text, m->core.to))
		return false;
	if (quantity_is_strength(q, m->core.from))
		return decimal_compare(m->min, (struct decimal){ 11, 0 }) < 0;
	if (count->span.to - count->span.from == 3 &&
	    (unsigned char)q->text.p[count->span.from] >= 0x80)
		return false; /* one numeral alone */
	return quantity_noun_at(q, m->core.to) || quantity_noun_before(q, NULL, m->core.from) ||
	       is_qualified(q, m->core.from) || quantity_is_level(q, m);
}

/* ---- lists ---- */

/* Behind what joins two numbers of a list; 0. */
static size_t
joint_at(struct str text, size_t at)
{
	static const struct str joints[] = { STR_INIT("、"), STR_INIT("和"), STR_INIT("及"),
		STR_INIT("以及"), STR_INIT("与"), STR_INIT("或") };

	at = count_after_blank(text, at);
	for (size_t i = 0; i < LENGTH(joints); i++)
		if (count_is_at(text, at, joints[i]))
			return count_after_blank(text, at + joints[i].n);
	return 0;
}

static bool
is_digits(struct str text, const struct count *count)
{
	uint32_t rune;

	count_rune(text, count->span.from, &rune);
	return (count->kind == COUNT_NUMBER || count->kind == COUNT_PERCENT) &&
	       count_class(rune).kind == RUNE_KIND_WRITTEN;
}

/* The count with which a list ends, from count ${i} on: 7862亿、7790.4亿、7163.7亿美元; NULL. */
static const struct count *
list_end(const struct quantities *q, uint32_t i)
{
	const struct analysis *a = q->analysis;

	for (unsigned steps = 0; steps < LIST_MAX; steps++) {
		size_t at = joint_at(q->text, a->counts[i].whole.to);
		for (i++; at && i < a->count_count && a->counts[i].whole.from < at; i++)
			;
		if (!at || i >= a->count_count || a->counts[i].whole.from != at ||
		    !is_digits(q->text, &a->counts[i]))
			return NULL;
		if (a->counts[i].kind == COUNT_PERCENT ||
		    quantity_unit_at(q, a->counts[i].whole.to))
			return &a->counts[i];
	}
	return NULL;
}

/* Of what is measured, not of what is numbered (3、4号), nor of days and ages. */
static bool
may_share(const struct quantities *q, const struct measure *m, const struct match *unit)
{
	enum quantity_kind kind = quantity_kind_of(unit->lexeme);

	if (str_equal(lexeme_arg(unit->lexeme, S("kind")), S("date")) ||
	    str_equal(unit->lexeme->id, S("liang")) || kind == QUANTITY_AGE ||
	    kind == QUANTITY_TIME)
		return false;
	if (kind != QUANTITY_COUNT || quantity_is_scaled(q->text, m->number))
		return true;
	return str_equal(unit->lexeme->id, S("person")) ||
	       str_equal(unit->lexeme->id, S("times")) ||
	       str_equal(unit->lexeme->id, S("basis_point"));
}

void
quantity_share_unit(const struct quantities *q, uint32_t i, struct measure *m)
{
	const struct count *count = &q->analysis->counts[i], *end;
	const struct match *unit;

	if (m->unit || count->kind != COUNT_NUMBER || !is_digits(q->text, count) ||
	    is_type(q, m->core.from) || is_year_like(m) || !(end = list_end(q, i)))
		return;
	if (end->kind == COUNT_PERCENT) {
		m->kind = QUANTITY_PERCENT;
		m->unit_span = (struct span){ end->whole.to, end->whole.to };
		return;
	}
	unit = quantity_unit_at(q, end->whole.to);
	if (!may_share(q, m, unit))
		return;
	m->unit = unit->lexeme;
	m->unit_span = unit->span;
	m->kind = quantity_kind_of(unit->lexeme);
}
