#include <stdlib.h>

#include "read/opml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever a list holds, what is understood of it passes the wire, whose reader trusts nobody. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct page_question question = { .bytes = { data, size } };
	struct outlines list, back;

	if (opml_read(&arena, &question, &list).code)
		return 0;
	wire_put_outlines(&wire, &list);
	if (wire_get_outlines(&arena, buf_raw(&wire), &back).code || back.count != list.count)
		abort();
	return 0;
}
