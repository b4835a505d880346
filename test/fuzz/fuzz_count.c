#include "figure/analysis.h"
#include "../figure_test.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(struct str text, struct span span)
{
	if (span.from > span.to || span.to > text.n ||
	    str_rune_start(text, span.from) != span.from ||
	    (span.to < text.n && str_rune_start(text, span.to) != span.to))
		abort();
}

/* Numbers and quantities of any text have spans of whole characters. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct str text = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct analysis a = { .arena = &arena, .knowledge = tables(), .text = text };

	analysis_begin(&a);
	counts_read(&a);
	quantities_read(&a);
	for (size_t i = 0; i < a.count_count; i++)
		check(text, a.counts[i].span);
	for (size_t i = 0; i < a.quantity_count; i++) {
		check(text, a.quantities[i].span);
		check(text, a.quantities[i].noun);
	}
	arena_done(&arena);
	return 0;
}
