#include <stdlib.h>

#include "text/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read is written so that it is read as the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str s = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct when when, again;
	int64_t from, to;

	if (when_parse_range(s, 28800, &from, &to) && from >= to)
		abort();
	if (!when_parse(s, 28800, &when))
		return 0;
	when_push(&out, when);
	if (!when_parse(buf_str(&out), when.offset_s, &again) || again.ms != when.ms || again.precision != when.precision)
		abort();
	return 0;
}
