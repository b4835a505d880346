#include "figure/quantity_parts.h"

/* 没有造成任何人员伤亡: that nothing happened is a figure, too.  A negation, then words of the
 * table up to a loss, nothing else. */

enum { ZERO_MAX = 90 }; /* bytes of the whole phrase */

struct zero {
	uint32_t to;
	const struct lexeme *loss;
};

static const struct match *
zero_word(const struct quantities *q, uint32_t at)
{
	const struct matches *matches = &q->analysis->matches;

	for (size_t i = match_from(matches, at);
	     i < matches->count && matches->items[i].span.from == at; i++)
		if (matches->items[i].lexicon == LEX_APPROX &&
		    str_equal(matches->items[i].lexeme->id, S("zero")))
			return &matches->items[i];
	return NULL;
}

/* Who was not hurt: 没有造成船员伤亡. */
static const struct match *
person_at(const struct quantities *q, uint32_t at)
{
	const struct match *noun = match_at(&q->analysis->matches, LEX_NOUN, at);

	return noun && str_equal(noun->lexeme->id, S("person")) ? noun : NULL;
}

/* The phrase behind the negation: it ends with its last loss, or with what reports one. */
static bool
read_phrase(const struct quantities *q, uint32_t at, struct zero *out)
{
	uint32_t from = at;
	const struct match *word;
	struct zero zero = { 0 };

	while (at - from < ZERO_MAX &&
	       ((word = zero_word(q, at)) != NULL || (word = person_at(q, at)) != NULL)) {
		const struct lexeme *lexeme = word->lexeme;
		if (lexeme_has(lexeme, S("neg")))
			break;
		at = word->span.to;
		if (lexeme_has(lexeme, S("loss"))) {
			zero.to = at;
			zero.loss = lexeme;
		} else if (lexeme_has(lexeme, S("tail")) && zero.loss) {
			zero.to = at;
		}
	}
	if (!zero.loss)
		return false;
	*out = zero;
	return true;
}

/* 1人无受伤: somebody who was not hurt is no loss of nobody. */
static bool
is_of_somebody(struct str text, uint32_t at)
{
	enum rune_kind kind;

	if (!count_is_before(text, at, S("人")) && !count_is_before(text, at, S("名")))
		return false;
	kind = count_class(count_rune_before(text, at - 3)).kind;
	return kind == RUNE_KIND_WRITTEN || kind == RUNE_KIND_DIGIT || kind == RUNE_KIND_UNIT;
}

uint32_t
quantity_zero(struct quantities *q, const struct match *neg)
{
	struct zero zero;
	struct quantity *quantity;

	if (is_of_somebody(q->text, neg->span.from) || !read_phrase(q, neg->span.to, &zero))
		return 0;
	quantity = quantity_push(q, QUANTITY_COUNT, (struct span){ neg->span.from, zero.to });
	if (!quantity)
		return 0;
	quantity->is_zero = true;
	quantity->unit = lexeme_arg(zero.loss, S("unit"));
	count_write_value((struct decimal){ 0 }, false, quantity->value.min);
	count_write_value((struct decimal){ 0 }, false, quantity->value.max);
	return zero.to;
}
