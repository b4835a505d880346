#include "image/resample.h"
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

/* ---- sheets ---- */

static size_t
sheet_line(const struct sheet *sheet)
{
	return (size_t)sheet->width * (size_t)sheet->bands;
}

static VipsImage *
image_as(const struct sheet *sheet, VipsInterpretation meaning)
{
	VipsImage *image =
	    vips_image_new_from_memory(sheet->pixels, sheet_line(sheet) * (size_t)sheet->height,
		sheet->width, sheet->height, sheet->bands, VIPS_FORMAT_UCHAR);

	if (image)
		image->Type = meaning;
	return image;
}

static VipsInterpretation
sheet_meaning(const struct sheet *sheet)
{
	return sheet->bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
}

VipsImage *
sheet_image(const struct sheet *sheet)
{
	return image_as(sheet, sheet_meaning(sheet));
}

static bool
sheet_has_alpha(const struct sheet *sheet)
{
	return sheet->bands == 2 || sheet->bands == 4;
}

/* Empty: to be written to. */
static struct err
sheet_open(int32_t width, int32_t height, int32_t bands, struct sheet *out)
{
	struct sheet sheet = { NULL, width, height, bands };

	if (bands < 1 || bands > 4)
		return err_new(ERR_PICTURE, "its colours are of no known kind");
	sheet.pixels = vips_malloc(NULL, sheet_line(&sheet) * (size_t)height);
	if (!sheet.pixels)
		return lab_fault();
	*out = sheet;
	return (struct err){ 0 };
}

/* ---- lines ---- */

struct copy {
	unsigned char *to;
	size_t line;
};

static void
copy_line(void *context, const unsigned char *line)
{
	struct copy *copy = context;

	memcpy(copy->to, line, copy->line);
	copy->to += copy->line;
}

static void
push_line(void *context, const unsigned char *line)
{
	resample_line(context, line);
}

/* Fills the sheet from an image that is larger, or as large. */
static bool
sheet_fill(VipsImage *image, bool has_alpha, struct sheet *sheet)
{
	const struct resample_plan plan = { vips_image_get_width(image),
		vips_image_get_height(image), sheet->width, sheet->height, sheet->bands,
		has_alpha };
	struct copy copy = { sheet->pixels, sheet_line(sheet) };
	struct resample *resample;
	bool whole;

	if (plan.from_width == plan.width && plan.from_height == plan.height)
		return lab_each_line(image, copy_line, &copy);
	resample = resample_open(&plan, sheet->pixels);
	whole = lab_each_line(image, push_line, resample);
	resample_close(resample);
	return whole;
}

static struct err
sheet_take(VipsImage *image, struct sheet *out)
{
	struct sheet sheet;
	struct err err = { 0 };

	if (vips_image_get_format(image) != VIPS_FORMAT_UCHAR)
		return err_new(ERR_PICTURE, "its colours are of no known kind");
	err = sheet_open(vips_image_get_width(image), vips_image_get_height(image),
	    vips_image_get_bands(image), &sheet);
	if (err.code)
		return err;
	if (!sheet_fill(image, false, &sheet)) {
		sheet_done(&sheet);
		return lab_fault();
	}
	*out = sheet;
	return err;
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

/* In the colours of ${image}, which it was made of, and which knows what they mean. */
static struct err
sheet_colour(struct sheet *sheet, VipsImage *of)
{
	VipsInterpretation meaning = vips_image_guess_interpretation(of);
	VipsImage *image CLEAN(lab_unref) = NULL;
	struct sheet coloured;
	struct err err;
	const void *profile;
	size_t size;
	bool has_profile = !vips_image_get_blob(of, VIPS_META_ICC_NAME, &profile, &size);

	vips_error_clear();
	if (!has_profile && meaning == sheet_meaning(sheet))
		return (struct err){ 0 };
	image = image_as(sheet, meaning);
	if (image && has_profile)
		vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile, size);
	if (!image || !by_profile(&image) || !to_srgb(&image))
		return lab_fault();
	err = sheet_take(image, &coloured);
	if (err.code)
		return err;
	sheet_done(sheet);
	*sheet = coloured;
	return err;
}

/* As it is stored: neither coloured nor turned yet. */
static struct err
sheet_develop(const struct negative *negative, VipsImage *image, int32_t width, int32_t height,
    struct sheet *out)
{
	struct err err = sheet_open(width, height, vips_image_get_bands(image), out);

	if (err.code || sheet_fill(image, vips_image_hasalpha(image), out))
		return err;
	return negative_fault(negative);
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
	if (!to_bytes(&image))
		return lab_fault();
	err = sheet_develop(negative, image, across, down, &sheet);
	if (!err.code)
		err = sheet_colour(&sheet, image);
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
	const struct resample_plan plan = { sheet->width, sheet->height, width, height,
		sheet->bands, sheet_has_alpha(sheet) };
	struct sheet smaller;
	struct err err = sheet_open(width, height, sheet->bands, &smaller);
	struct resample *resample;

	if (err.code)
		return err;
	resample = resample_open(&plan, smaller.pixels);
	for (int32_t y = 0; y < sheet->height; y++)
		resample_line(resample, sheet->pixels + (size_t)y * sheet_line(sheet));
	resample_close(resample);
	*out = smaller;
	return err;
}
