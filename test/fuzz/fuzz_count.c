#include <stdlib.h>

#include "figure/analysis.h"
#include "guard/worker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct knowledge *
tables(void)
{
	static struct knowledge *live;
	struct arena arena = { 0 };
	struct str dir;

	if (!live && (data_path(&arena, "live", &dir).code ||
			 knowledge_open(str_terminated(&arena, dir), NULL, NULL, &live).code))
		abort();
	arena_done(&arena);
	return live;
}

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
	char *folded = arena_alloc_dirty(&arena, text.n + 1);
	struct analysis a = { .arena = &arena, .knowledge = tables(), .text = text };

	fold_in_place(text, folded);
	a.folded = (struct str){ folded, text.n };
	knowledge_find(&arena, a.knowledge, a.folded, &a.matches);
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
