#include <stdlib.h>

#include "record/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct picture_question question;
	struct picture picture;

	/* what was taken is written, taken and written the same */
	if (!wire_get_picture_question(bytes, &question).code) {
		wire_put_picture_question(&once, &question);
		if (wire_get_picture_question(buf_raw(&once), &question).code)
			abort();
	}
	buf_reset(&once);
	if (wire_get_picture(bytes, &picture).code)
		return 0;
	wire_put_picture(&once, &picture);
	if (wire_get_picture(buf_raw(&once), &picture).code)
		abort();
	wire_put_picture(&twice, &picture);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
