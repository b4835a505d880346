/*
 * What is told by its unit alone is of the day of what happened in its sentence.
 */
#include "figure/inherit_date.h"

enum { BESIDE_MAX = 4 /* figures to both sides */ };

/* Told by its unit alone, and of no day: 或0.29%, 来到3万点. */
static bool
is_undated(const struct figure *figure)
{
	enum slot_kind kind = slot_kind_of(figure->slot);

	return !figure->edtf.n && !figure->singular && str_starts(figure->rule, S("unit.")) &&
	       (!figure->slot.n || (kind == SLOT_RATE && !str_equal(figure->slot, S("ratio"))));
}

/* What happened on a day, by the words of its own sentence. */
static bool
is_event_of(const struct figure *figure, const struct figure *own)
{
	enum slot_kind kind = slot_kind_of(figure->slot);

	return figure->sentence.from == own->sentence.from && figure->edtf.n == DAY_SIZE &&
	       str_starts(figure->rule, S("frame.")) &&
	       (figure->date_prov != PROV_DOCUMENT || kind == SLOT_RATE) &&
	       (kind == SLOT_EVENT ||
		   word_is_listed("growth decline purchased sold deployed", figure->slot));
}

/* Figures are as many as the first quantities, and in their order. */
static bool
is_withheld(const struct analysis *analysis, size_t i)
{
	const struct figure *figure = &analysis->figures[i];
	struct setting setting = { .analysis = analysis,
		.quantity = &analysis->quantities[i],
		.slot = figure->slot,
		.kind = slot_kind_of(figure->slot) };

	setting.sentence = sentence_at(analysis, figure->span.from);
	setting.clause = clause_at(analysis->folded, figure->sentence, figure->span.from);
	return date_is_withheld(&setting);
}

static const struct figure *
event_beside(const struct analysis *analysis, size_t i)
{
	const struct figure *own = &analysis->figures[i];

	for (size_t step = 1; step <= BESIDE_MAX; step++) {
		if (step <= i && is_event_of(own - step, own))
			return own - step;
		if (i + step < analysis->figure_count && is_event_of(own + step, own))
			return own + step;
	}
	return NULL;
}

void
dates_share(struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->figure_count; i++) {
		const struct figure *event =
		    is_undated(&analysis->figures[i]) ? event_beside(analysis, i) : NULL;
		if (event && !is_withheld(analysis, i))
			date_copy(&analysis->figures[i], event, PROV_SENTENCE);
	}
}
