#include "figure/quantity_parts.h"

/* Quantities that words make without a number, and units that stand alone: one pass over the words
 * of the tables. */

bool
quantity_is_known(const struct quantities *q, struct span span)
{
	const struct analysis *a = q->analysis;
	size_t from = 0, to = q->numbered;

	if (span.from < q->worded)
		return true;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (a->quantities[middle].span.to <= span.from)
			from = middle + 1;
		else
			to = middle;
	}
	return from < q->numbered && a->quantities[from].span.from < span.to;
}

/* 人民币, 摄氏度 */
static void
push_bare(struct quantities *q, const struct match *match)
{
	struct analysis *a = q->analysis;

	if (a->bare_unit_count >= ANALYSIS_ITEMS_MAX || quantity_is_known(q, match->span))
		return;
	arena_push(a->arena, a->bare_units, a->bare_unit_count, q->bare_capacity);
	a->bare_units[a->bare_unit_count++] = (struct quantity){
		.span = match->span,
		.core = match->span,
		.number = { match->span.from, match->span.from },
		.count = UINT32_MAX,
		.kind = quantity_kind_of(match->lexeme),
		.unit = match->lexeme->id,
		.classifier = span_text(a->text, match->span),
	};
}

/* Where words of each kind have been taken to: the longest at a place come first. */
struct taken {
	uint32_t unit, bare, zero;
};

static void
take_unit(struct quantities *q, const struct match *match, struct taken *taken)
{
	if (match->span.from >= taken->unit)
		quantity_vague(q, match);
	taken->unit = match->span.from + 1;
	if (match->span.from >= taken->bare && str_ends(match->lexeme->args, S(" alone"))) {
		push_bare(q, match);
		taken->bare = match->span.to;
	}
}

static void
take_approx(struct quantities *q, const struct match *match, struct taken *taken)
{
	struct str args = match->lexeme->args;
	uint32_t to;

	if (!args.n || args.p[0] != 'n')
		return;
	if (match->span.from >= taken->zero && str_equal(args, S("neg")) &&
	    (to = quantity_zero(q, match)) != 0)
		taken->zero = to;
	quantity_round(q, match);
}

void
quantity_words(struct quantities *q)
{
	const struct matches *matches = &q->analysis->matches;
	struct taken taken = { 0 };

	q->done = 0;
	q->numbered = q->analysis->quantity_count;
	for (size_t i = 0; i < matches->count; i++) {
		const struct match *match = &matches->items[i];
		size_t before = q->analysis->quantity_count;
		if (match->lexicon == LEX_UNIT)
			take_unit(q, match, &taken);
		else if (match->lexicon == LEX_APPROX)
			take_approx(q, match, &taken);
		if (q->analysis->quantity_count > before)
			q->worded =
			    q->analysis->quantities[q->analysis->quantity_count - 1].core.to;
	}
}
