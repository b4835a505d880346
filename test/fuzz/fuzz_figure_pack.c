#include <stdlib.h>

#include "record/figure_pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS = 4 };

static struct err
word(void *context, int64_t number, struct str *out)
{
	static const struct str words[] = { STR_INIT("person"), STR_INIT("killed"), STR_INIT("place:city"), STR_INIT("XX") };

	(void)context;
	*out = words[(size_t)number % LENGTH(words)];
	return (struct err){ 0 };
}

/* Rows, then what is packed: what is taken holds on the wire, where spans, decimals and dates are checked again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	const struct figure_book book = { .word = word };
	const struct str text = S("警方说，至少19人死亡，乙台无法核实。");
	struct reader reader = reader_init((struct raw){ data, size });
	struct figure_row rows[ROWS];
	struct figures got, again;

	for (size_t i = 0; i < ROWS; i++)
		figure_row_get(&reader, 19843, &rows[i]);
	if (reader.err.code || figures_unpack(&arena, reader.rest, rows, ROWS, text, &book, &got).code)
		return 0;
	wire_put_figures(&wire, &got, text);
	if (wire.err.code || wire_get_figures(&arena, buf_raw(&wire), text, &again).code)
		abort();
	return 0;
}
