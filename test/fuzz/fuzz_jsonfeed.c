#include <stdlib.h>

#include "read/feed.h"
#include "refine/feed_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One item, or a head, of a JSON Feed: its quotes are the input's, so that most inputs get far. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 }, bytes CLEAN(buf_done) = { 0 };
	struct feed_question question = { .base = S("https://base.example/f") };
	struct feed feed, back;

	buf_push_literal(&text, "{\"version\":\"https://jsonfeed.org/version/1.1\",");
	buf_push(&text, data, size);
	buf_push_literal(&text, "}");
	question.bytes = buf_raw(&text);
	if (feed_parse(&arena, &question, &feed).code)
		return 0;
	feed_clean(&arena, &feed);
	wire_put_feed(&bytes, &feed);
	if (wire_get_feed(&arena, buf_raw(&bytes), &back).code || back.count != feed.count)
		abort();
	return 0;
}
