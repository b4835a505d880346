/* fuzz_name.c: names of any text: spans on the borders of characters, in order, chains within the list; and any two of them compared. */

#include "figure/variant.h"
#include "../figure_test.h"

static void
check_span(struct str text, struct span span)
{
	if (span.from > span.to || span.to > text.n || str_rune_start(text, span.from) != span.from ||
	    str_rune_start(text, span.to) != span.to)
		abort();
}

static void
check_names(struct arena *arena, const struct analysis *analysis)
{
	static struct pinyin *pinyin;

	if (!pinyin && pinyin_open(&pinyin).code)
		abort();
	for (size_t i = 0; i < analysis->name_count; i++) {
		const struct name *name = &analysis->names[i];
		struct name_form form = name_form_of(arena, analysis, i), last = name_form_of(arena, analysis, i ? i - 1 : 0);
		check_span(analysis->text, name->span);
		check_span(analysis->text, name->whole);
		check_span(analysis->text, name->latin);
		if (name->same >= analysis->name_count || (i && name->span.from < analysis->names[i - 1].span.from))
			abort();
		if (name_likeness(pinyin, &form, &last).is_same != name_likeness(pinyin, &last, &form).is_same)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct analysis analysis = { .arena = &arena, .knowledge = tables(), .text = { (const char *)data, size }, .published = INT64_MIN };

	if (utf8_valid_length((struct raw){ data, size }) != size)
		return 0;
	analysis_begin(&analysis);
	names_read(&analysis);
	check_names(&arena, &analysis);
	return 0;
}
