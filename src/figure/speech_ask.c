#include "figure/speech.h"

enum { LOOK_BACK = 64 }; /* speeches that may lie around one place */

const struct speech *
speech_at(const struct analysis *analysis, struct span span)
{
	size_t from = 0, to = analysis->speech_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->speeches[middle].scope.from <= span.from)
			from = middle + 1;
		else
			to = middle;
	}
	for (unsigned n = 0; from-- > 0 && n < LOOK_BACK; n++)
		if (analysis->speeches[from].scope.to >= span.to)
			return &analysis->speeches[from];
	return NULL;
}

static enum provenance
provenance_of(const struct analysis *a, struct span span, const struct speech *speech)
{
	size_t here = sentence_at(a, span.from), there = sentence_at(a, speech->speaker_span.from);

	if (here == there)
		return PROV_SENTENCE;
	if (there + 1 == here)
		return PROV_PREVIOUS;
	return PROV_PARAGRAPH;
}

bool
speaker_of(
    const struct analysis *analysis, struct span span, struct role *speaker, struct span *cue)
{
	const struct speech *speech = speech_at(analysis, span);

	if (!speech)
		return false;
	*speaker = (struct role){
		.text = span_text(analysis->text, speech->speaker_span),
		.span = speech->speaker_span,
		.id = speech->speaker < analysis->name_count ? analysis->names[speech->speaker].id
							     : S(""),
		.prov = provenance_of(analysis, span, speech),
	};
	*cue = speech->cue;
	return true;
}
