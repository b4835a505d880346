#include "record/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed feed;
	struct feed_question question;

	(void)wire_get_feed(&arena, (struct raw){ data, size }, &feed);
	(void)wire_get_feed_question((struct raw){ data, size }, &question);
	return 0;
}
