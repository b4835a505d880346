#include <stdlib.h>

#include "net/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte says which codings, and how many bytes come at a time. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum coding codings[CODINGS_MAX] = { CODING_NONE };
	struct buf out CLEAN(buf_done) = { .max = 1 << 20 };
	struct inflate *chain;
	size_t step;
	int count;

	if (!size)
		return 0;
	codings[0] = (enum coding)(1 + data[0] % 3);
	codings[1] = (enum coding)(1 + data[0] / 3 % 3);
	count = data[0] / 9 % (CODINGS_MAX + 1);
	step = 1 + data[0] / 27 * 100u;
	chain = inflate_open(codings, count);
	for (size_t at = 1; at < size; at += step)
		if (inflate_push(
			chain, (struct raw){ data + at, size - at < step ? size - at : step }, &out)
			.code)
			break;
	(void)inflate_end(chain);
	inflate_close(chain);
	if (out.n > out.max)
		abort();
	return 0;
}
