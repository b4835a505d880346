/* fuzz_speech.c: zones and speech of any text: sentences cover it, scopes and speakers are whole characters of it, in order. */
#include <stdlib.h>

#include "figure/speech.h"
#include "guard/worker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct knowledge *
tables(void)
{
	static struct knowledge *knowledge;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str dir;

	if (!knowledge && (data_path(&arena, "live", &dir).code ||
			      knowledge_open(str_terminated(&arena, dir), NULL, NULL, &knowledge).code))
		abort();
	return knowledge;
}

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
	char *folded;

	if (utf8_valid_length((struct raw){ data, size }) != size)
		return 0;
	folded = arena_alloc_dirty(&arena, size + 1);
	fold_in_place(a.text, folded);
	a.folded = (struct str){ folded, size };
	knowledge_find(&arena, a.knowledge, a.folded, &a.matches);
	zones_read(&a, NULL);
	names_read(&a);
	speeches_read(&a);
	check(&a);
	return 0;
}
