#include "figure/quantity_parts.h"

#include "base/err.h"

/* Quantities without a number of their own: 几人, 数名, 多架, 若干个, 近百人, 上百名, 成千上万. */

struct vague_word {
	struct str word;
	const char *min, *max;
};
static const struct vague_word vague_words[] = {
	{ STR_INIT("若干"), "2", "9" },
	{ STR_INIT("好几"), "2", "9" },
	{ STR_INIT("几"), "2", "9" },
	{ STR_INIT("数"), "2", "9" },
	{ STR_INIT("多"), "", "" },
	{ STR_INIT("百"), "100", "100" },
	{ STR_INIT("千"), "1000", "1000" },
	{ STR_INIT("万"), "10000", "10000" },
	{ STR_INIT("万亿"), "1000000000000", "1000000000000" },
	{ STR_INIT("亿"), "100000000", "100000000" },
};
enum { ROUND_FROM = 5 }; /* the round ones need a qualifier: 近百人 */

/* Characters before 几, 数, 多 that make other words of them: 人数, 许多, 更多. */
static bool
is_other_word(struct str text, uint32_t from)
{
	static const char before[] = "许众更最很太甚诸颇较大好增差不人次总指岁票基函参系倍负整个"
				     "件天户字为单双奇偶无多少半点额位"
				     "零一二三四五六七八九十百千万亿两第茶未";
	uint32_t rune = count_rune_before(text, from);

	return (rune >= 0x4e00 && rune <= 0x9fff && COUNT_IS_AMONG(before, text.p + from - 3)) ||
	       count_class(rune).kind == RUNE_KIND_WRITTEN;
}

static const struct vague_word *
word_before(const struct quantities *q, uint32_t at, size_t *which)
{
	enum rune_kind kind = count_class(count_rune_before(q->text, at)).kind;

	if (kind != RUNE_KIND_SOME && kind != RUNE_KIND_MORE && kind != RUNE_KIND_UNIT &&
	    kind != RUNE_KIND_SCALE && !count_is_before(q->text, at, S("干")))
		return NULL;
	for (size_t i = 0; i < LENGTH(vague_words); i++)
		if (count_is_before(q->text, at, vague_words[i].word)) {
			*which = i;
			return &vague_words[i];
		}
	return NULL;
}

static void
push_vague(struct quantities *q, struct span core, const struct vague_word *word,
    const struct match *unit, size_t which)
{
	struct measure m = { .core = core,
		.number = { core.from, core.from + (uint32_t)word->word.n },
		.count = UINT32_MAX,
		.approx = APPROX_VAGUE,
		.unit = unit->lexeme };
	struct bounds value = { .approx = APPROX_VAGUE };
	struct quantity *quantity;
	struct span span = core;

	if (word->min[0]) {
		decimal_read(str_from_c(word->min), &m.min);
		decimal_read(str_from_c(word->max), &m.max);
		span = quantity_bounds(q, &m, &value);
	}
	if (which >= ROUND_FROM && span.from == core.from)
		return;
	quantity = quantity_push(q, quantity_kind_of(unit->lexeme), core);
	if (!quantity)
		return;
	quantity->span = span;
	quantity->number = m.number;
	quantity->value = value;
	quantity->unit = unit->lexeme->id;
	quantity->classifier = span_text(q->analysis->text, unit->span);
	quantity_noun(q, unit->lexeme, quantity);
	if (!word->min[0] && span_is_empty(quantity->noun) &&
	    !str_equal(quantity->unit, S("person")) && !str_equal(quantity->unit, S("time")))
		q->analysis->quantity_count--; /* 多所: only a noun makes it one */
}

/* 几 and the like before a unit of the table. */
void
quantity_vague(struct quantities *q, const struct match *unit)
{
	size_t which;
	const struct vague_word *word = word_before(q, unit->span.from, &which);
	struct span core;

	if (!word || str_equal(lexeme_arg(unit->lexeme, S("kind")), S("date")) ||
	    lexeme_has(unit->lexeme, S("points")) || lexeme_has(unit->lexeme, S("level")))
		return;
	core = (struct span){ unit->span.from - (uint32_t)word->word.n, unit->span.to };
	if (is_other_word(q->text, core.from) ||
	    quantity_is_stopped(q, core.from, unit->span.from, 0) ||
	    (!word->min[0] && quantity_kind_of(unit->lexeme) != QUANTITY_COUNT) ||
	    quantity_is_known(q, core))
		return;
	push_vague(q, core, word, unit, which);
}

/* 逾半世纪: half of a time, not of what is counted. */
static bool
is_half_time(const struct quantities *q, uint32_t at)
{
	const struct match *unit = match_at(&q->analysis->matches, LEX_UNIT, at);

	return unit && quantity_kind_of(unit->lexeme) == QUANTITY_TIME;
}

/* 一半, 过半: a share in a word. */
static void
push_share(struct quantities *q, const struct match *word, struct str number)
{
	struct measure m = { .core = word->span,
		.number = word->span,
		.count = UINT32_MAX,
		.has_value = true,
		.kind = QUANTITY_PERCENT };
	struct bounds value;
	struct quantity *quantity;
	struct span span;

	if (!decimal_read(number, &m.min) || is_half_time(q, word->span.to) ||
	    count_is_at(q->text, word->span.to, S("个"))) /* 绕过半个地球 */
		return;
	m.max = m.min;
	span = quantity_bounds(q, &m, &value);
	quantity = quantity_push(q, QUANTITY_PERCENT, word->span);
	if (!quantity)
		return;
	if (str_equal(word->lexeme->id, S("more_than"))) {
		value.approx = APPROX_MORE_THAN;
		value.min_open = true;
		value.max[0] = '\0';
	}
	quantity->span = span;
	quantity->value = value;
	quantity->unit = S("fraction");
	count_write_value(m.min, false, quantity->amount);
}

static const struct match *
round_unit(const struct quantities *q, uint32_t at)
{
	const struct match *unit =
	    match_at(&q->analysis->matches, LEX_UNIT, (uint32_t)count_after_blank(q->text, at));
	const struct match *noun = quantity_noun_at(q, at);

	if (unit && noun && noun->span.to > unit->span.to)
		return NULL; /* 数以百计市民 */
	return unit && (lexeme_has(unit->lexeme, S("sign")) ||
			   lexeme_has(unit->lexeme, S("prefix")) ||
			   str_equal(lexeme_arg(unit->lexeme, S("kind")), S("date")))
		   ? NULL
		   : unit;
}

/* 数以百计: as 数百, two to nine of them. */
static void
write_some(struct str number, struct bounds *out)
{
	struct decimal min, max;

	if (!decimal_read(number, &min))
		return;
	max = min;
	if (!decimal_multiply(&min, (struct decimal){ 2, 0 }) ||
	    !decimal_multiply(&max, (struct decimal){ 9, 0 }))
		return;
	count_write_value(min, false, out->min);
	count_write_value(max, false, out->max);
}

static void
push_round(struct quantities *q, const struct match *word, struct str number)
{
	const struct match *unit = round_unit(q, word->span.to);
	struct span core = word->span;
	struct quantity *quantity;

	if (!unit && !quantity_noun_at(q, core.to) && !count_is_at(q->text, core.to, S("的")))
		return;
	if (unit)
		core.to = unit->span.to;
	quantity = quantity_push(q, unit ? quantity_kind_of(unit->lexeme) : QUANTITY_COUNT, core);
	if (!quantity)
		return;
	quantity->number = word->span;
	if (lexeme_has(word->lexeme, S("some")))
		write_some(number, &quantity->value);
	else
		memcpy(quantity->value.min, number.p, number.n);
	quantity->value.approx =
	    str_equal(word->lexeme->id, S("at_least")) ? APPROX_AT_LEAST : APPROX_VAGUE;
	quantity->unit = unit ? unit->lexeme->id : S("");
	quantity->classifier = unit ? span_text(q->analysis->text, unit->span) : S("");
	quantity_noun(q, unit ? unit->lexeme : NULL, quantity);
}

/* 上百, 成千上万, 一半: a bound in a word. */
void
quantity_round(struct quantities *q, const struct match *word)
{
	struct str rest = word->lexeme->args, number;

	if (!pull_str(&rest, S("number=")) || !pull_field(&rest, ' ', &number) || !number.n ||
	    number.n >= FIGURE_VALUE_MAX || quantity_is_known(q, word->span))
		return;
	if (lexeme_has(word->lexeme, S("share")))
		push_share(q, word, number);
	else
		push_round(q, word, number);
}
