#include <stdlib.h>

#include "record/change_gist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A gist as it is kept: what is taken is written, taken and written the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct gist gist;

	if (gist_get(&arena, (struct raw){ data, size }, &gist).code)
		return 0;
	gist_put(&once, &gist);
	if (gist_get(&arena, buf_raw(&once), &gist).code)
		abort();
	gist_put(&twice, &gist);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
