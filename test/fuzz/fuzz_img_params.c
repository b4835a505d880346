/* A query as a proxy of pictures gets it; no number of it may become one that is none. */
#include <assert.h>

#include "show/img.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct args args = { 0 };
	struct img_ask ask;

	if (args_parse(&arena, (struct str){ (const char *)data, size }, UINT64_MAX, &args).code ||
	    img_ask_read(&arena, &args, &ask).code)
		return 0;
	assert(str_starts(url_str(ask.url), S("http://")) ||
	       str_starts(url_str(ask.url), S("https://")));
	for (int64_t side = 0; side < PICTURE_SIDE_MAX; side = side * 7 + 1) {
		double width = img_width(&ask, 1600, side);
		assert(width >= 0 && width < 1e12);
	}
	return 0;
}
