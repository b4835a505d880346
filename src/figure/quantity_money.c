#include "figure/quantity_parts.h"

#include "base/err.h"
#include "text/fold.h"

/* Which money: of 元, which several countries count in, and of an amount without a word for it
 * (净利1575亿). */

enum {
	YUAN_BYTES = 1200,    /* how far back the money of 元 is told */
	SCRIPT_BYTES = 3000,  /* of a text that tell its script */
	BRACKET_BYTES = 60,   /* from a bracket to the money in it */
	SUBJECT_BYTES = 36,   /* from 净利, 罚款 to its amount */
	SENTENCE_BYTES = 240, /* back to an amount that says the unit of one without */
};

/* Money that is counted in 元. */
static bool
is_yuan(struct str id)
{
	return str_equal(id, S("TWD")) || str_equal(id, S("CNY")) || str_equal(id, S("HKD")) ||
	       str_equal(id, S("MOP"));
}

static bool
is_money(const struct match *match)
{
	return match->lexicon == LEX_UNIT && quantity_kind_of(match->lexeme) == QUANTITY_CURRENCY;
}

/* 人民币, 港元; not 元, nor $. */
static bool
is_named(const struct match *match)
{
	return is_money(match) && lexeme_has(match->lexeme, S("alone"));
}

/* （人民币，下同）: from here on. */
static bool
is_from_here(struct str text, uint32_t to)
{
	static const struct str words[] = { STR_INIT("，下同"), STR_INIT(",下同"),
		STR_INIT(", 下同"), STR_INIT("、下同"), STR_INIT("，以下同"),
		STR_INIT("，以下皆同"), STR_INIT("下同") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (count_is_at(text, to, words[i]))
			return true;
	return false;
}

static bool
is_bracket(uint32_t rune)
{
	return rune == '(' || rune == 0xff08;
}

/* Whether [from, to) holds a digit. */
static bool
has_digit(struct str text, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		if (char_is_digit(text.p[from]))
			return true;
	return false;
}

/* （约新台币22.8兆元）: the same amount in the reader's money names no other money for the text. */
static bool
is_conversion(struct str text, struct span money)
{
	uint32_t from = money.from, rune;

	while (from && money.from - from < BRACKET_BYTES) {
		rune = count_rune_before(text, from);
		if (is_bracket(rune) || rune == '\n' || rune == ')' || rune == 0xff09)
			break;
		from -= rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
	}
	if (!is_bracket(count_rune_before(text, from)) || is_from_here(text, money.to))
		return false;
	if (has_digit(text, from, money.from))
		return true;
	return has_digit(text, money.to, (uint32_t)(money.to + 6 < text.n ? money.to + 6 : text.n));
}

/* What ${match} says of the money in 元 that is meant: 新台币兑美元……收27元; empty: nothing. */
static struct str
yuan_named(struct str text, const struct match *match)
{
	if (!is_named(match))
		return S("");
	if (is_from_here(text, match->span.to))
		return match->lexeme->id;
	return is_yuan(match->lexeme->id) && !is_conversion(text, match->span) ? match->lexeme->id
									       : S("");
}

/* Traditional characters among the first of a text: of a house in Taiwan, where nothing else is
 * said. */
static bool
is_traditional(struct str text)
{
	int script = 0;
	uint32_t rune;

	text = str_slice(text, 0, str_rune_start(text, SCRIPT_BYTES));
	while (pull_rune(&text, &rune))
		script += rune_script(rune);
	return script > 0;
}

/* Before any is named: the first that will be, else that of the script. */
static struct str
yuan_first(const struct quantities *q)
{
	const struct matches *matches = &q->analysis->matches;
	struct str id;

	for (size_t i = 0; i < matches->count; i++)
		if ((id = yuan_named(q->text, &matches->items[i])).n)
			return id;
	return is_traditional(q->analysis->text) ? S("TWD") : S("CNY");
}

/* The money in 元 that was last named in full before ${at}; the text is read once, as ${at} only
 * grows. */
static struct str
yuan_of(struct quantities *q, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;
	struct str id;

	if (!q->yuan.n)
		q->yuan = yuan_first(q);
	for (; q->yuan_next < matches->count && matches->items[q->yuan_next].span.from < at;
	     q->yuan_next++)
		if ((id = yuan_named(q->text, &matches->items[q->yuan_next])).n)
			q->yuan = id;
	return q->yuan;
}

/* 美元共计125万余元: named, and a word or two before the number. */
static struct str
money_apart(const struct quantities *q, uint32_t at)
{
	static const struct str words[] = { STR_INIT("共计"), STR_INIT("合计"), STR_INIT("总计"),
		STR_INIT("累计"), STR_INIT("总共"), STR_INIT("共"), STR_INIT("达"), STR_INIT("为"),
		STR_INIT("："), STR_INIT(":"), STR_INIT("约") };
	const struct match *money;

	for (size_t i = 0; i < LENGTH(words); i++) {
		if (!count_is_before(q->text, at, words[i]))
			continue;
		money = match_before(&q->analysis->matches, LEX_UNIT, at - (uint32_t)words[i].n);
		return money && is_named(money) ? money->lexeme->id : S("");
	}
	return S("");
}

/* 2254亿（人民币，下同）: said in brackets behind it. */
static struct str
money_behind(const struct quantities *q, uint32_t at)
{
	uint32_t rune, next;
	unsigned n = count_rune(q->text, at, &rune);
	const struct match *money;

	if (!is_bracket(rune))
		return S("");
	money = match_at(&q->analysis->matches, LEX_UNIT, at + n);
	if (!money || !is_named(money))
		return S("");
	count_rune(q->text, money->span.to, &next);
	return next == ')' || next == 0xff09 || is_from_here(q->text, money->span.to)
		   ? money->lexeme->id
		   : S("");
}

/* ---- amounts without a unit ---- */

static bool
is_sentence_end(const struct quantities *q, uint32_t from, uint32_t to)
{
	static const struct str ends[] = { STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
		STR_INIT("\n") };

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (memmem(q->text.p + from, to - from, ends[i].p, ends[i].n))
			return true;
	return false;
}

/* 净利, 罚款, 票房 before the number in its clause, no other number between. */
static bool
is_of_money(const struct quantities *q, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;
	uint32_t low = at > SUBJECT_BYTES ? at - SUBJECT_BYTES : 0;

	low = low > q->done ? low : q->done;
	for (size_t i = match_from(matches, at);
	     i-- && matches->items[i].span.from >= low;) {
		const struct match *match = &matches->items[i];
		if (match->lexicon != LEX_NOUN || match->span.to > at)
			continue;
		if (memmem(q->text.p + match->span.to, at - match->span.to, "，", 3) ||
		    is_sentence_end(q, match->span.to, at))
			return false;
		return lexeme_has(match->lexeme, S("money"));
	}
	return false;
}

/* 1.9万亿纾困案: the first noun behind it. */
static bool
is_for_money(const struct quantities *q, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;

	for (size_t i = match_from(matches, at);
	     i < matches->count && matches->items[i].span.from < at + SUBJECT_BYTES; i++) {
		const struct match *match = &matches->items[i];
		if (match->lexicon != LEX_NOUN)
			continue;
		return lexeme_has(match->lexeme, S("money")) &&
		       !memmem(q->text.p + at, match->span.from - at, "，", 3) &&
		       !is_sentence_end(q, at, match->span.from);
	}
	return false;
}

/* What one word of money says; empty: nothing. */
static struct str
money_of(struct quantities *q, const struct match *match)
{
	if (!is_money(match) || lexeme_has(match->lexeme, S("part")) ||
	    is_conversion(q->text, match->span) ||
	    match_before(&q->analysis->matches, LEX_UNIT, match->span.to) != match)
		return S("");
	if (is_named(match) || lexeme_has(match->lexeme, S("sign")))
		return match->lexeme->id;
	return lexeme_has(match->lexeme, S("yuan")) ? yuan_of(q, match->span.from) : S("");
}

/* The money that was spoken of last before ${at}, else first behind it; empty. */
static struct str
money_near(struct quantities *q, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;
	size_t from = match_from(matches, at);
	struct str id;

	for (size_t i = from; i-- && matches->items[i].span.from + YUAN_BYTES > at;)
		if (matches->items[i].span.to <= at && (id = money_of(q, &matches->items[i])).n)
			return id;
	for (size_t i = from; i < matches->count && matches->items[i].span.from < at + YUAN_BYTES;
	     i++)
		if ((id = money_of(q, &matches->items[i])).n)
			return id;
	return S("");
}

/* An earlier amount of the sentence: 下载超过78万次，增加约8万. */
static const struct quantity *
earlier(const struct quantities *q, const struct quantity *quantity)
{
	const struct analysis *a = q->analysis;

	for (size_t i = a->quantity_count - 1; i-- > 0;) {
		const struct quantity *other = &a->quantities[i];
		if (other->span.from + SENTENCE_BYTES < quantity->span.from ||
		    other->span.to > quantity->span.from ||
		    is_sentence_end(q, other->span.to, quantity->span.from))
			return NULL;
		if ((other->kind == QUANTITY_CURRENCY || other->kind == QUANTITY_COUNT) &&
		    other->unit.n && quantity_is_scaled(q->text, other->number) &&
		    !is_conversion(q->text, other->core))
			return other;
	}
	return NULL;
}

/* 倒欠13万, 赚了5亿: a verb of money right before the number. */
static bool
is_paid(struct str text, uint32_t at)
{
	static const char verbs[] = "欠亏赚花付缴罚赔捐借投砸骗奖贴贪";

	if (count_is_before(text, at, S("了")))
		at -= 3;
	return at >= 3 && (unsigned char)text.p[at - 3] >= 0xe4 &&
	       COUNT_IS_AMONG(verbs, text.p + at - 3);
}

/* No money is named anywhere: what people pay is in the money of the land; sums of thousands of
 * millions are any state's. */
static struct str
money_of_land(struct quantities *q, const struct quantity *quantity)
{
	struct decimal value, most = { 1000000000000, 0 };
	const char *told = quantity->value.min[0] ? quantity->value.min : quantity->value.max;

	return decimal_read(quantity_digits(told), &value) && decimal_compare(value, most) < 0
		   ? yuan_of(q, quantity->span.from)
		   : S("");
}

static void
take_money(struct quantity *quantity, struct str id)
{
	quantity->unit = id;
	quantity->kind = QUANTITY_CURRENCY;
	quantity->is_inherited = id.n > 0;
}

static void
take_bare(struct quantities *q, struct quantity *quantity)
{
	const struct quantity *other;

	if (is_of_money(q, quantity->span.from) || is_for_money(q, quantity->span.to) ||
	    is_paid(q->text, quantity->span.from)) {
		struct str id = money_near(q, quantity->span.from);
		take_money(quantity, id.n ? id : money_of_land(q, quantity));
		return;
	}
	other = earlier(q, quantity);
	if (!other)
		return;
	quantity->unit = other->unit;
	quantity->kind = other->kind;
	quantity->is_inherited = true;
}

void
quantity_money(struct quantities *q, const struct measure *m, struct quantity *quantity)
{
	bool is_bare = quantity->is_amount && !quantity->unit.n &&
		       quantity_has_scale(q->text, quantity->number);
	bool is_in_yuan = m->unit && lexeme_has(m->unit, S("yuan"));
	struct str named = is_bare || is_in_yuan ? money_behind(q, quantity->span.to) : S("");

	if (!named.n && is_in_yuan)
		named = money_apart(q, quantity->span.from);
	if (named.n)
		take_money(quantity, named);
	else if (is_bare)
		take_bare(q, quantity);
	else if (is_in_yuan && !str_equal(named = yuan_of(q, m->core.from), quantity->unit))
		take_money(quantity, named);
}
