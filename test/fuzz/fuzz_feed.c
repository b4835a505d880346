#include <stdlib.h>

#include "read/lint.h"
#include "refine/feed_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever a feed holds, what is understood of it passes the wire, whose reader trusts nobody. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct feed_question question = { .bytes = { data, size },
		.base = S("https://a.example/f") };
	struct feed feed, back;

	if (feed_lint(&arena, &question, &feed).code)
		return 0;
	if (feed_parse(&arena, &question, &feed).code)
		abort();
	feed_clean(&arena, &feed);
	wire_put_feed(&bytes, &feed);
	if (wire_get_feed(&arena, buf_raw(&bytes), &back).code || back.count != feed.count)
		abort();
	return 0;
}
