#include <stdlib.h>

#include "record/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct page_question question;
	struct outlines outlines;
	struct page_view view;

	(void)wire_get_page_question(bytes, &question);
	if (!wire_get_outlines(&arena, bytes, &outlines).code)
		(void)outlines_best(&arena, &outlines);
	if (wire_get_page_view(&arena, bytes, &view).code)
		return 0;
	/* what was taken is written, taken and written the same */
	wire_put_page_view(&once, &view);
	if (wire_get_page_view(&arena, buf_raw(&once), &view).code)
		abort();
	wire_put_page_view(&twice, &view);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
