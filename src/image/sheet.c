#include "image/sheet.h"

/* Each step takes the image at *${image} and leaves the next there; false after a fault. */
typedef bool step(VipsImage **image);

static bool
replace(VipsImage **image, VipsImage *next)
{
	g_object_unref(*image);
	*image = next;
	return true;
}

/* ---- eight bits, sRGB ---- */

/* Sixteen bits a sample: the upper eight are what prints have. */
static bool
to_bytes(VipsImage **image)
{
	VipsImage *next = NULL;
	VipsInterpretation meaning = vips_image_guess_interpretation(*image);

	if (vips_image_get_format(*image) == VIPS_FORMAT_UCHAR)
		return true;
	if (vips_msb(*image, &next, NULL))
		return false;
	replace(image, next);
	next = NULL;
	if (vips_copy(*image, &next, "interpretation",
		meaning == VIPS_INTERPRETATION_GREY16 ? VIPS_INTERPRETATION_B_W
						      : VIPS_INTERPRETATION_sRGB,
		NULL))
		return false;
	return replace(image, next);
}

/* By the profile it carries; without one, inks are taken for those of the usual press.  A profile
 * that cannot be used is as none. */
static bool
by_profile(VipsImage **image)
{
	VipsImage *next = NULL;
	bool is_inks = vips_image_guess_interpretation(*image) == VIPS_INTERPRETATION_CMYK;

	if (!is_inks && !vips_image_get_typeof(*image, VIPS_META_ICC_NAME))
		return true;
	if (vips_icc_transform(*image, &next, "srgb", "embedded", TRUE, "input_profile",
		is_inks ? "cmyk" : "srgb", NULL)) {
		vips_error_clear();
		return true;
	}
	return replace(image, next);
}

static bool
to_srgb(VipsImage **image)
{
	VipsInterpretation meaning = vips_image_guess_interpretation(*image);
	VipsImage *next = NULL;

	if (meaning == VIPS_INTERPRETATION_sRGB || meaning == VIPS_INTERPRETATION_B_W)
		return true;
	if (vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL))
		return false;
	return replace(image, next);
}

/* ---- size ---- */

static bool
premultiply(VipsImage **image)
{
	VipsImage *next = NULL;

	return !vips_premultiply(*image, &next, NULL) && replace(image, next);
}

static bool
unpremultiply(VipsImage **image)
{
	VipsImage *next = NULL;

	if (vips_unpremultiply(*image, &next, NULL))
		return false;
	replace(image, next);
	next = NULL;
	return !vips_cast(*image, &next, VIPS_FORMAT_UCHAR, NULL) && replace(image, next);
}

static bool
scale(VipsImage **image, int32_t width, int32_t height)
{
	VipsImage *next = NULL;

	return !vips_resize(*image, &next, (double)width / vips_image_get_width(*image), "vscale",
		   (double)height / vips_image_get_height(*image), NULL) &&
	       replace(image, next);
}

/* Colours are mixed by how much they are seen. */
static bool
resize(VipsImage **image, int32_t width, int32_t height)
{
	bool has_alpha = vips_image_hasalpha(*image);

	if (vips_image_get_width(*image) == width && vips_image_get_height(*image) == height)
		return true;
	if (has_alpha && !premultiply(image))
		return false;
	return scale(image, width, height) && (!has_alpha || unpremultiply(image));
}

/* ---- sheets ---- */

static VipsImage *
sheet_image(const struct sheet *sheet)
{
	VipsImage *image = vips_image_new_from_memory(sheet->pixels,
	    (size_t)sheet->width * (size_t)sheet->height * (size_t)sheet->bands, sheet->width,
	    sheet->height, sheet->bands, VIPS_FORMAT_UCHAR);

	if (image)
		image->Type = sheet->bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
	return image;
}

static struct err
sheet_take(VipsImage *image, struct sheet *out)
{
	struct sheet sheet = { NULL, vips_image_get_width(image), vips_image_get_height(image),
		vips_image_get_bands(image) };

	if (vips_image_get_format(image) != VIPS_FORMAT_UCHAR || sheet.bands < 1 || sheet.bands > 4)
		return err_new(ERR_PICTURE, "its colours are of no known kind");
	sheet.pixels = lab_render(image);
	if (!sheet.pixels)
		return lab_fault();
	*out = sheet;
	return (struct err){ 0 };
}

void
sheet_done(struct sheet *sheet)
{
	g_free(sheet->pixels);
	*sheet = (struct sheet){ 0 };
}

/* EXIF's eight ways to hold a camera. */
static const struct {
	bool is_mirrored; /* left to right, after it was turned */
	VipsAngle angle;
} ways[9] = {
	[2] = { true, VIPS_ANGLE_D0 },
	[3] = { false, VIPS_ANGLE_D180 },
	[4] = { true, VIPS_ANGLE_D180 },
	[5] = { true, VIPS_ANGLE_D90 },
	[6] = { false, VIPS_ANGLE_D90 },
	[7] = { true, VIPS_ANGLE_D270 },
	[8] = { false, VIPS_ANGLE_D270 },
};

static bool
turn(VipsImage **image, int orientation)
{
	VipsImage *next = NULL;

	if (ways[orientation].angle != VIPS_ANGLE_D0) {
		if (vips_rot(*image, &next, ways[orientation].angle, NULL))
			return false;
		replace(image, next);
		next = NULL;
	}
	if (!ways[orientation].is_mirrored)
		return true;
	return !vips_flip(*image, &next, VIPS_DIRECTION_HORIZONTAL, NULL) && replace(image, next);
}

/* Turned in memory: what is read from top to bottom cannot be. */
static struct err
sheet_turn(struct sheet *sheet, int orientation)
{
	VipsImage *image CLEAN(lab_unref) = NULL;
	struct sheet upright;
	struct err err;

	if (orientation < 2 || orientation > 8)
		return (struct err){ 0 };
	image = sheet_image(sheet);
	if (!image || !turn(&image, orientation))
		return lab_fault();
	err = sheet_take(image, &upright);
	if (err.code)
		return err;
	sheet_done(sheet);
	*sheet = upright;
	return err;
}

struct err
sheet_expose(const struct negative *negative, int32_t width, int32_t height, struct sheet *out)
{
	bool is_lying = negative_is_lying(negative);
	int32_t across = is_lying ? height : width, down = is_lying ? width : height;
	VipsImage *image CLEAN(lab_unref) = NULL;
	struct sheet sheet CLEAN(sheet_done) = { 0 };
	struct err err = negative_open(negative, across, down, &image);

	if (err.code)
		return err;
	if (!to_bytes(&image) || !resize(&image, across, down) || !by_profile(&image) ||
	    !to_srgb(&image))
		return lab_fault();
	err = sheet_take(image, &sheet);
	if (!err.code)
		err = sheet_turn(&sheet, negative->orientation);
	if (err.code)
		return err;
	*out = sheet;
	sheet = (struct sheet){ 0 };
	return err;
}

struct err
sheet_shrink(const struct sheet *sheet, int32_t width, int32_t height, struct sheet *out)
{
	VipsImage *image CLEAN(lab_unref) = sheet_image(sheet);

	if (!image || !resize(&image, width, height))
		return lab_fault();
	return sheet_take(image, out);
}

/* ---- as a file ---- */

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
	enum { EFFORT = 2 };

	return vips_webpsave_buffer(
	    image, bytes, size, "Q", quality, "effort", EFFORT, "strip", TRUE, NULL);
}

static const struct {
	int (*save)(VipsImage *image, int32_t quality, void **bytes, size_t *size);
	bool keeps_alpha;
} savers[PICTURE_FORMATS] = {
	[PICTURE_JPEG] = { save_jpeg, false },
	[PICTURE_PNG] = { save_png, true },
	[PICTURE_WEBP] = { save_webp, true },
};

/* On white, as paper is. */
static bool
flatten(VipsImage **image)
{
	VipsImage *next = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	int failed = vips_flatten(*image, &next, "background", white, NULL);

	vips_area_unref(VIPS_AREA(white));
	return !failed && replace(image, next);
}

struct err
sheet_print(struct arena *arena, const struct sheet *sheet, enum picture_format format,
    int32_t quality, struct raw *out)
{
	VipsImage *image CLEAN(lab_unref) = sheet_image(sheet);
	void *bytes = NULL;
	size_t size = 0;

	if (!image)
		return lab_fault();
	if (!savers[format].keeps_alpha && vips_image_hasalpha(image) && !flatten(&image))
		return lab_fault();
	if (savers[format].save(image, quality, &bytes, &size))
		return lab_fault();
	*out = raw_copy(arena, (struct raw){ bytes, size });
	g_free(bytes);
	return (struct err){ 0 };
}
