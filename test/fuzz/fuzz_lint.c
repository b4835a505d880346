#include "read/lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_question question = { .bytes = { data, size } };
	struct feed feed;

	if (utf8_valid_length(question.bytes) == size)
		(void)feed_lint(&arena, &question, &feed);
	return 0;
}
