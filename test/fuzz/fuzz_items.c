#include <stdlib.h>

#include "main/item.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever a feed holds, its articles pass the wire, whose reader trusts nobody. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct items_question question = { .now = 1612144800 };
	struct items items, back;

	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	question.feed.bytes = (struct raw){ data, size };
	question.feed.base = S("https://a.example/f");
	if (items_read(&arena, markup, &question, &items).code)
		return 0;
	wire_put_items(&wire, &items);
	if (wire_get_items(&arena, buf_raw(&wire), &back).code || back.count != items.count)
		abort();
	return 0;
}
