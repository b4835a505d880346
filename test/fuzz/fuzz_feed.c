#include <stdlib.h>

#include "read/feed.h"
#include "refine/feed_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct err
take(void *context, struct feed_entry *item)
{
	(*(size_t *)context)++;
	(void)item;
	return (struct err){ 0 };
}

/* Whatever a feed holds, what is understood of it passes the wire, whose reader trusts nobody; and
 * read item by item it has as many of them. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct feed_question question = { .bytes = { data, size },
		.base = S("https://base.example/f") };
	struct raw rest = question.bytes;
	const struct feed_input input = feed_input_from(&rest);
	size_t count = 0;
	const struct feed_sink sink = { take, &count };
	struct feed feed, back;

	/* character sets are hunted by fuzz_charset; guessing one takes longer than all else here */
	if (utf8_valid_length(question.bytes) != size || feed_parse(&arena, &question, &feed).code)
		return 0;
	feed_clean(&arena, &feed);
	wire_put_feed(&bytes, &feed);
	if (wire_get_feed(&arena, buf_raw(&bytes), &back).code || back.count != feed.count)
		abort();
	if (feed_stream(&arena, &question, &input, &sink, &back).code || count != feed.count)
		abort();
	return 0;
}
