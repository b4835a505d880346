#include "figure/analysis.h"

/* The levels behind zones, in order: none rewrites what another left. */
static void (*const levels[])(struct analysis *analysis) = {
	counts_read,
	quantities_read,
	moments_read,
	names_read,
	speeches_read,
	frames_read,
	figures_inherit,
	figures_filter,
	figures_hedge,
	NULL,
};

static struct str
first_part(struct str text)
{
	return text.n <= ANALYSIS_TEXT_MAX ? text : str_slice(text, 0, str_rune_start(text, ANALYSIS_TEXT_MAX));
}

void
analysis_begin(struct analysis *analysis)
{
	char *folded = arena_alloc_dirty(analysis->arena, analysis->text.n + 1);

	fold_in_place(analysis->text, folded);
	analysis->folded = (struct str){ folded, analysis->text.n };
	knowledge_find(analysis->arena, analysis->knowledge, analysis->folded, &analysis->matches);
}

void
analyse(struct arena *arena, const struct knowledge *knowledge, const struct analysis_question *question, struct analysis *out)
{
	*out = (struct analysis){
		.arena = arena,
		.knowledge = knowledge,
		.text = first_part(question->text),
		.published = question->published,
		.zone_s = question->zone_s,
		.headline = question->headline,
		.source = question->source,
	};
	analysis_begin(out);
	zones_read(out, question->doc);
	for (size_t i = 0; levels[i]; i++)
		levels[i](out);
}
