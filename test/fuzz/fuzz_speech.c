/* fuzz_speech.c: zones and speech of any text: sentences cover it, scopes and speakers are whole characters of it, in order. */

#include "figure/speech.h"
#include "../figure_test.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static bool
is_whole(struct str text, struct span span)
{
	return span.from <= span.to && span.to <= text.n && str_rune_start(text, span.from) == span.from &&
	       str_rune_start(text, span.to) == span.to;
}

static void
check(const struct analysis *a)
{
	uint32_t at = 0;

	for (size_t i = 0; i < a->sentence_count; at = a->sentences[i++].span.to)
		demand(a->sentences[i].span.from == at && is_whole(a->text, a->sentences[i].span));
	demand(at == a->text.n);
	for (size_t i = 0; i < a->speech_count; i++) {
		const struct speech *s = &a->speeches[i];
		demand(is_whole(a->text, s->scope) && is_whole(a->text, s->cue) && is_whole(a->text, s->speaker_span));
		demand(!span_is_empty(s->scope) && !span_is_empty(s->speaker_span));
		demand(i == 0 || s[-1].scope.from <= s->scope.from);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct analysis a = { .arena = &arena, .knowledge = tables(), .text = { (const char *)data, size } };

	if (utf8_valid_length((struct raw){ data, size }) != size)
		return 0;
	analysis_begin(&a);
	zones_read(&a, NULL);
	names_read(&a);
	speeches_read(&a);
	check(&a);
	return 0;
}
