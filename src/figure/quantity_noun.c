#include "figure/quantity_parts.h"

#include "base/err.h"

/* What is counted: the noun behind the classifier, before the number, or of an earlier quantity
 * with the same classifier. */

enum {
	GAP_MAX = 6,	  /* bytes within a noun that the tables do not know */
	NOUN_TIMES = 12,  /* bytes to what happened so many times */
	NOUN_PLAIN = 24,  /* bytes to the noun without a 的 */
	NOUN_PEOPLE = 36, /* bytes to the people that a great number counts */
	NOUN_NEAR = 60,	  /* bytes behind a classifier that anything may follow */
	NOUN_FAR = 120,	  /* behind one that says what kind of thing it is */
	NOUN_BEFORE = 12, /* bytes between a noun and the number behind it */
	CLAUSE_BYTES = 60,
	SAME_NEAR = 90, /* bytes back, where the classifier goes with anything */
	SAME_FAR = 900, /* bytes back to a quantity with the same classifier */
};

/* Whether one of the classifier's classes is the noun's. */
static bool
takes(const struct lexeme *unit, const struct lexeme *noun)
{
	struct str classes = lexeme_arg(unit, S("takes")), class,
		   want = lexeme_arg(noun, S("class"));

	if (lexeme_has(unit, S("any")))
		return !str_equal(want, S("none")) && !str_equal(want, S("verb"));
	while (pull_field(&classes, ',', &class))
		if (str_equal(class, want))
			return true;
	return false;
}

/* What was met from the classifier on. */
struct phrase {
	const struct match *noun;
	bool has_verb; /* 参与计划的国家: the noun is behind 的 */
	uint32_t passed;
};

static bool
has_class(const struct lexeme *noun, struct str class)
{
	return str_equal(lexeme_arg(noun, S("class")), class);
}

/* A word that says what kind of body comes: 疫苗推广团体. */
static bool
is_modifier(const struct lexeme *noun)
{
	static const struct str classes[] = { STR_INIT("vaccine"), STR_INIT("aid"),
		STR_INIT("abstract"), STR_INIT("law") };

	for (size_t i = 0; i < LENGTH(classes); i++)
		if (has_class(noun, classes[i]))
			return true;
	return false;
}

static bool
is_body(const struct lexeme *noun)
{
	static const struct str classes[] = { STR_INIT("person"), STR_INIT("organisation"),
		STR_INIT("company"), STR_INIT("team"), STR_INIT("building"), STR_INIT("hospital"),
		STR_INIT("place") };

	for (size_t i = 0; i < LENGTH(classes); i++)
		if (has_class(noun, classes[i]))
			return true;
	return false;
}

/* Whether ${match} takes the place of the noun before it: 国家领导人, 疫苗推广团体, 参与计划的国家.
 */
static bool
goes_on(const struct quantities *q, const struct phrase *phrase, const struct match *match)
{
	uint32_t to = phrase->noun->span.to, from = match->span.from;

	if (from == to)
		return true;
	if (phrase->has_verb && count_is_at(q->text, to, S("的")))
		return true;
	return from - to <= GAP_MAX && is_modifier(phrase->noun->lexeme) && is_body(match->lexeme);
}

/* 下了订单的国家: what was done stands between. */
static bool
has_aspect(struct str text, uint32_t from, uint32_t to)
{
	return memmem(text.p + from, to - from, "了", 3) ||
	       memmem(text.p + from, to - from, "过", 3);
}

/* One word of the phrase; false: it has ended. */
static bool
take_word(const struct quantities *q, const struct lexeme *unit, struct phrase *phrase,
    const struct match *match)
{
	if (phrase->noun && !goes_on(q, phrase, match))
		return phrase->has_verb;
	if (has_class(match->lexeme, S("verb"))) {
		if (phrase->noun)
			return false;
		phrase->has_verb = true;
		phrase->passed = match->span.to;
		return true;
	}
	if (takes(unit, match->lexeme)) {
		if (phrase->noun && match->span.from != phrase->noun->span.to)
			phrase->has_verb = false; /* behind 的 */
		else if (!phrase->noun)
			phrase->has_verb |= has_aspect(q->text, phrase->passed, match->span.from);
		phrase->noun = match;
		phrase->passed = match->span.to;
		return true;
	}
	if (!match->lexeme->id.n)
		phrase->passed = match->span.to; /* 人权: no noun within it */
	return !phrase->noun || match->span.from != phrase->noun->span.to;
}

/* The first noun within [at, end) that goes with the unit; with those that follow it at once, the
 * last: 国家领导人. */
static const struct match *
noun_behind(const struct quantities *q, const struct lexeme *unit, uint32_t at, uint32_t end)
{
	const struct matches *matches = &q->analysis->matches;
	struct phrase phrase = { .passed = at };

	for (size_t i = match_from(matches, at);
	     i < matches->count && matches->items[i].span.from < end; i++) {
		const struct match *match = &matches->items[i];
		if (match->lexicon != LEX_NOUN || match->span.from < phrase.passed ||
		    match->span.to > end)
			continue;
		if (!take_word(q, unit, &phrase, match))
			break;
	}
	return phrase.noun;
}

/* A noun far from a classifier that takes anything is its noun only behind 的; what happens so many
 * times stands near. */
static bool
is_near(
    const struct quantities *q, const struct lexeme *unit, uint32_t at, const struct match *noun)
{
	uint32_t gap = noun->span.from - at;

	if (str_equal(unit->id, S("time")))
		return gap <= NOUN_TIMES;
	return gap <= NOUN_PLAIN || memmem(q->text.p + at, gap, "的", 3) != NULL;
}

/* Columns of a table: what stands between them leads nowhere. */
static bool
is_column(struct str text, uint32_t from, uint32_t to)
{
	for (uint32_t p = from; p < to; p++)
		if (text.p[p] != ' ')
			return false;
	return to > from;
}

/* Whether only words that lead from a noun to its number stand in [from, to). */
static bool
is_linked(struct str text, uint32_t from, uint32_t to)
{
	static const char links[] = "有共达为是约了已增至升降到超过近逾多计累仅只数总人再新出现的还"
				    "另又最高第量出低少减比介于从回落跌涨";

	for (uint32_t p = from, rune; p < to;) {
		unsigned n = count_rune(text, p, &rune);
		if (!(rune == ' ' || (n == 3 && COUNT_IS_AMONG(links, text.p + p)) ||
			(rune == 0x5728 && count_is_before(text, p, S("约")))))
			return false; /* 约在20万 */
		p += n;
	}
	return true;
}

static bool
holds(struct span outer, struct span inner)
{
	return outer.from <= inner.from && outer.to >= inner.to;
}

/* 无人机31架, 导弹有二十余枚, 死亡人数增至15: the nearest noun, the longest of those that hold it.
 */
const struct match *
quantity_noun_before(const struct quantities *q, const struct lexeme *unit, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;
	uint32_t low = at > NOUN_BEFORE ? at - NOUN_BEFORE : 0;
	const struct match *best = NULL;

	for (size_t i = match_from(matches, at);
	     i-- && matches->items[i].span.from + CLAUSE_BYTES >= at;) {
		const struct match *match = &matches->items[i];
		if (match->lexicon != LEX_NOUN || match->span.to > at || match->span.to < low ||
		    match->span.from < q->done)
			continue;
		if (best && !holds(match->span, best->span))
			break;
		if (!best && (!is_linked(q->text, match->span.to, at) ||
				 has_class(match->lexeme, S("abstract"))))
			continue;
		best = match;
	}
	if (!best || !best->lexeme->id.n || count_is_at(q->text, best->span.from, S("国")))
		return NULL; /* 美国有5万个: no noun of its own */
	if (!unit && (best->lexeme->form.n == 3 || is_column(q->text, best->span.to, at) ||
			 count_is_at(q->text, best->span.to, S("的"))))
		return NULL; /* 中国还有6亿: 国 is no noun of its own there; 投资人的百亿 are theirs
			      */
	return !unit || takes(unit, best->lexeme) ? best : NULL;
}

static bool
is_same_line(struct str text, uint32_t from, uint32_t to)
{
	return to > from && !memchr(text.p + from, '\n', to - from);
}

/* 36架无人机……，20架……: the same thing is meant. */
static void
take_earlier(const struct quantities *q, struct quantity *quantity, uint32_t far)
{
	const struct analysis *a = q->analysis;

	for (size_t i = a->quantity_count; i-- > 0;) {
		const struct quantity *other = &a->quantities[i];
		if (other == quantity || other->span.from >= quantity->span.from)
			continue;
		if (other->span.from + far < quantity->span.from ||
		    !is_same_line(q->text, other->span.from, quantity->span.from))
			return;
		if (span_is_empty(other->noun) || other->is_one ||
		    !str_equal(other->classifier, quantity->classifier))
			continue;
		quantity->unit = other->unit;
		quantity->is_inherited = true;
		return;
	}
}

/* 首都五个地区: of a town, they are its districts. */
static bool
is_of_town(struct str text, uint32_t at)
{
	static const struct str towns[] = { STR_INIT("首都"), STR_INIT("市"), STR_INIT("市内"),
		STR_INIT("市区"), STR_INIT("城内"), STR_INIT("城中") };

	for (size_t i = 0; i < LENGTH(towns); i++)
		if (count_is_before(text, at, towns[i]))
			return true;
	return false;
}

/* 规模7.3地震: how strong, not how many. */
static bool
is_magnitude(struct str text, struct span number)
{
	return memchr(text.p + number.from, '.', number.to - number.from) ||
	       count_is_before(text, number.from, S("规模"));
}

static void
take_noun(const struct quantities *q, struct quantity *quantity, const struct match *noun)
{
	quantity->noun = noun->span;
	if (noun->lexeme->id.n && !(str_equal(noun->lexeme->id, S("magnitude")) &&
				      quantity_has_scale(q->text, quantity->number)))
		quantity->unit = noun->lexeme->id; /* 网民规模9.86亿 shakes nothing */
	if (str_equal(quantity->unit, S("earthquake")) && is_magnitude(q->text, quantity->number))
		quantity->unit = S("magnitude");
	if (str_equal(quantity->unit, S("region")) && is_of_town(q->text, quantity->span.from))
		quantity->unit = S("district");
}

/* What a great sum can be of: 9500亿的调查 is no number of surveys. */
static bool
is_countable(const struct match *noun)
{
	static const struct str classes[] = { STR_INIT("person"), STR_INIT("case"),
		STR_INIT("animal"), STR_INIT("tree"), STR_INIT("thing"), STR_INIT("vehicle"),
		STR_INIT("air"), STR_INIT("ship"), STR_INIT("missile"), STR_INIT("vaccine"),
		STR_INIT("household"), STR_INIT("company"), STR_INIT("shop"), STR_INIT("vote"),
		STR_INIT("machine"), STR_INIT("none") };

	for (size_t i = 0; i < LENGTH(classes); i++)
		if (has_class(noun->lexeme, classes[i]))
			return true;
	return false;
}

const struct match *
quantity_noun_at(const struct quantities *q, uint32_t at)
{
	const struct match *noun =
	    match_at(&q->analysis->matches, LEX_NOUN, (uint32_t)count_after_blank(q->text, at));

	return noun && noun->lexeme->id.n ? noun : NULL;
}

/* 3亿美国民众, 3800万微博粉丝: whose number needs no classifier. */
static const struct match *
people_behind(const struct quantities *q, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;
	uint32_t end = quantity_window_end(q, at, NOUN_PLAIN);

	for (size_t i = match_from(matches, at);
	     i < matches->count && matches->items[i].span.from < end; i++) {
		const struct match *match = &matches->items[i];
		if (match->lexicon != LEX_NOUN || match->span.to > end ||
		    has_class(match->lexeme, S("none")))
			continue;
		return has_class(match->lexeme, S("person")) ? match : NULL;
	}
	return NULL;
}

void
quantity_noun(const struct quantities *q, const struct lexeme *unit, struct quantity *quantity)
{
	bool is_strong = unit && lexeme_has(unit, S("strong"));
	uint32_t at = quantity->span.to;
	const struct match *noun;

	if (!unit && quantity_is_strength(q, quantity->number.from)) {
		quantity->unit = S("magnitude");
		return;
	}
	if (!unit) {
		noun = quantity_noun_at(q, count_is_at(q->text, at, S("的")) ? at + 3 : at);
		if (quantity_is_scaled(q->text, quantity->number)) {
			if (noun && !is_countable(noun))
				noun = NULL;
			if (!noun)
				noun = people_behind(q, at);
		}
		if (!noun)
			noun = quantity_noun_before(q, NULL, quantity->span.from);
		if (noun)
			take_noun(q, quantity, noun);
		return;
	}
	if (!lexeme_has(unit, S("cl")) && !str_equal(unit->form, S("人")))
		return;
	at = quantity_behind_where(q, at);
	noun =
	    noun_behind(q, unit, at, quantity_window_end(q, at, is_strong ? NOUN_FAR : NOUN_NEAR));
	if (noun && !is_strong && !is_near(q, unit, at, noun))
		noun = NULL;
	if (!noun)
		noun = quantity_noun_before(q, unit, quantity->span.from);
	if (noun)
		take_noun(q, quantity, noun);
	else
		take_earlier(q, quantity, is_strong ? SAME_FAR : SAME_NEAR);
}
