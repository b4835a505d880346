#include <stdlib.h>

#include "record/items.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct items_question question;
	struct items items;

	(void)wire_get_items_question(bytes, &question);
	if (wire_get_items(&arena, bytes, &items).code)
		return 0;
	/* what was taken is written, taken and written the same */
	wire_put_items(&once, &items);
	if (wire_get_items(&arena, buf_raw(&once), &items).code)
		abort();
	wire_put_items(&twice, &items);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
