#include <stdlib.h>

#include "image/container.h"
#include "record/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is ours of looking at pictures; the libraries' part has walls around it. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	enum picture_format format = 0;
	struct err err = picture_judge(bytes, &format);

	if (!err.code != (picture_format_of(bytes) != 0))
		abort();
	(void)heif_is_av1(bytes);
	(void)exif_orientation(bytes);
	if (format == PICTURE_JPEG) {
		int way;
		jpeg_strip(bytes, &once, &way);
		if (once.n > size || way < 1 || way > 8)
			abort();
		buf_reset(&once);
	}
	for (unsigned i = 1; i < PICTURE_FORMATS; i++)
		(void)picture_is_cut(i, bytes);
	if (webp_strip(bytes, &once).code)
		return 0;
	/* what is bare stays as it is */
	if (webp_strip(buf_raw(&once), &twice).code || !str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}
