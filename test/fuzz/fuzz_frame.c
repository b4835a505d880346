#include <stdlib.h>

#include "guard/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a worker may write: each message taken must be the one that writing it again gives. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct raw rest = { data, size };
	struct frame frame;
	int64_t n;

	while ((n = frame_parse(rest, &frame)) > 0) {
		struct buf again CLEAN(buf_done) = { 0 };
		frame_push(&again, frame.kind, frame.tag, frame.bytes);
		if (again.n != (size_t)n || memcmp(again.p, rest.p, again.n) != 0)
			abort();
		rest.p += n, rest.n -= (size_t)n;
	}
	return 0;
}
