#include <stdlib.h>

#include "record/extracted.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct extract_question question;
	struct extracted extracted;

	(void)wire_get_extract_question(&arena, bytes, &question);
	if (wire_get_extracted(&arena, bytes, &extracted).code)
		return 0;
	/* what was taken is written, taken and written the same */
	wire_put_extracted(&once, &extracted);
	if (wire_get_extracted(&arena, buf_raw(&once), &extracted).code)
		abort();
	wire_put_extracted(&twice, &extracted);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
