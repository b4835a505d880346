/* print.c: a sheet as a file. */
#include "image/container.h"
#include "image/sheet.h"

static int
save_jpeg(VipsImage *image, int32_t quality, void **bytes, size_t *size)
{
	return vips_jpegsave_buffer(
	    image, bytes, size, "Q", quality, "optimize_coding", TRUE, "strip", TRUE, NULL);
}

static int
save_png(VipsImage *image, int32_t quality, void **bytes, size_t *size)
{
	(void)quality;
	return vips_pngsave_buffer(image, bytes, size, "compression", 6, "strip", TRUE, NULL);
}

static int
save_webp(VipsImage *image, int32_t quality, void **bytes, size_t *size)
{
	/* half the time of the next step, for as many bytes; see doc/bench.md */
	enum { EFFORT = 1 };

	return vips_webpsave_buffer(
	    image, bytes, size, "Q", quality, "effort", EFFORT, "strip", TRUE, NULL);
}

static const struct {
	int (*save)(VipsImage *image, int32_t quality, void **bytes, size_t *size);
	bool keeps_alpha;
	struct err (*strip)(struct raw bytes, struct buf *out);
} savers[PICTURE_FORMATS] = {
	[PICTURE_JPEG] = { save_jpeg, false, NULL },
	[PICTURE_PNG] = { save_png, true, NULL },
	[PICTURE_WEBP] = { save_webp, true, webp_strip },
};

/* On white, as paper is. */
static bool
flatten(VipsImage **image)
{
	VipsImage *next = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	int failed = vips_flatten(*image, &next, "background", white, NULL);

	vips_area_unref(VIPS_AREA(white));
	if (failed)
		return false;
	g_object_unref(*image);
	*image = next;
	return true;
}

struct err
sheet_print(struct arena *arena, const struct sheet *sheet, enum picture_format format,
    int32_t quality, struct raw *out)
{
	VipsImage *image CLEAN(lab_unref) = sheet_image(sheet);
	struct buf stripped CLEAN(buf_done) = { 0 };
	struct err err = { 0 };
	void *bytes = NULL;
	size_t size = 0;

	if (!image)
		return lab_fault();
	if (!savers[format].keeps_alpha && vips_image_hasalpha(image) && !flatten(&image))
		return lab_fault();
	if (savers[format].save(image, quality, &bytes, &size))
		return lab_fault();
	if (savers[format].strip)
		err = savers[format].strip((struct raw){ bytes, size }, &stripped);
	else
		buf_push(&stripped, bytes, size);
	g_free(bytes);
	if (!err.code)
		*out = raw_copy(arena, buf_raw(&stripped));
	return err;
}
