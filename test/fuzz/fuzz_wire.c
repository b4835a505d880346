#include <stdlib.h>

#include "record/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct article article;
	struct question question;
	struct notes notes;

	(void)wire_get_question(bytes, &question);
	(void)wire_get_notes(bytes, &notes);
	(void)wire_get_err(&arena, bytes);
	if (wire_get_article(&arena, bytes, &article).code)
		return 0;
	/* what was taken is written, taken and written the same */
	wire_put_article(&once, &article);
	if (wire_get_article(&arena, buf_raw(&once), &article).code)
		abort();
	wire_put_article(&twice, &article);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
