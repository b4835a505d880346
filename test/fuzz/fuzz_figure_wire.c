#include <stdlib.h>

#include "record/analysed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is taken has spans within the text; what is taken and written again is taken again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	const struct str text = S("警方说，至少19人死亡，乙台无法核实。");
	struct analysed got, again;

	if (wire_get_analysed(&arena, (struct raw){ data, size }, text, &got).code)
		return 0;
	for (size_t i = 0; i < got.figures.count && !got.text.n; i++)
		if (got.figures.items[i].span.to > text.n)
			abort();
	wire_put_analysed(&wire, &got, got.text.n ? got.text : text);
	if (wire.err.code || wire_get_analysed(&arena, buf_raw(&wire), text, &again).code || again.figures.count != got.figures.count)
		abort();
	return 0;
}
