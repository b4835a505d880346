#include "show/delta.h"

/* The headers by which a client says what it has: A-IM on the first line, If-None-Match behind it.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed_item items[] = { { .print = 1 }, { .print = 77 }, { .print = UINT32_MAX } };
	struct feed_out feed = { .items = items, .count = LENGTH(items) }, newer = { 0 };
	struct str rest = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct arena arena = { 0 };
	struct str line, base;

	if (pull_line(&rest, &line) && delta_asked(line) &&
	    delta_between(&arena, rest, &feed, &newer, &base) && newer.count >= feed.count)
		__builtin_trap(); /* a fresh validator knows some of them */
	arena_done(&arena);
	return 0;
}
