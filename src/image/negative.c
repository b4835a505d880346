#include "image/container.h"
#include "image/negative.h"

/*
 * Before any pixel is decoded, the header's word is held against these.  What can be decoded line
 * by line costs little whatever its size; the rest is in memory as a whole, four or eight bytes a
 * pixel, beside what its decoder needs.  AVIF is there in three forms at once: 24 million pixels
 * take 330 MB, 43 more than there are.
 */
enum { WHOLE_BYTES_MAX = 200 * 1000000, AVIF_PIXELS_MAX = 24 * 1000000 };

static int
open_jpeg(struct raw bytes, double shrink, VipsImage **out)
{
	/* Its decoder halves well, and each half is a quarter of the work; what is left for our own
	 * resizing is a fifth at least, which evens out what halving leaves. */
	int by = 8;

	while (by > 1 && shrink < 1.2 * by)
		by /= 2;
	return vips_jpegload_buffer((void *)(uintptr_t)bytes.p, bytes.n, out, "shrink", by,
	    "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
}

static int
open_png(struct raw bytes, double shrink, VipsImage **out)
{
	(void)shrink;
	return vips_pngload_buffer((void *)(uintptr_t)bytes.p, bytes.n, out, "access",
	    VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
}

static int
open_webp(struct raw bytes, double shrink, VipsImage **out)
{
	/* its decoder gives any size, and a little more than wanted is soon resized */
	double scale = shrink > 2 ? 2 / shrink : 1;

	return vips_webpload_buffer((void *)(uintptr_t)bytes.p, bytes.n, out, "scale", scale,
	    "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
}

static int
open_gif(struct raw bytes, double shrink, VipsImage **out)
{
	(void)shrink;
	return vips_gifload_buffer((void *)(uintptr_t)bytes.p, bytes.n, out, "access",
	    VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
}

/* Its own small version of itself is not looked at: it may show something else. */
static int
open_avif(struct raw bytes, double shrink, VipsImage **out)
{
	(void)shrink;
	return vips_heifload_buffer((void *)(uintptr_t)bytes.p, bytes.n, out, "access",
	    VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
}

static const struct {
	int (*open)(struct raw bytes, double shrink, VipsImage **out);
	bool is_whole; /* in memory, when it is decoded */
	int32_t pixels_max;
} loaders[PICTURE_FORMATS] = {
	[PICTURE_JPEG] = { open_jpeg, false, PICTURE_PIXELS_MAX },
	[PICTURE_PNG] = { open_png, false, PICTURE_PIXELS_MAX },
	[PICTURE_WEBP] = { open_webp, true, PICTURE_PIXELS_MAX },
	[PICTURE_GIF] = { open_gif, true, PICTURE_PIXELS_MAX },
	[PICTURE_AVIF] = { open_avif, true, AVIF_PIXELS_MAX },
};

/* ---- what the header says ---- */

static bool
is_interlaced(VipsImage *image)
{
	return vips_image_get_typeof(image, "interlaced") ||
	       vips_image_get_typeof(image, "jpeg-multiscan");
}

static struct err
judge_size(const struct negative *negative, VipsImage *image)
{
	int64_t pixels = (int64_t)negative->width * negative->height;
	bool is_whole = loaders[negative->format].is_whole || is_interlaced(image);
	int64_t pixel = (int64_t)VIPS_IMAGE_SIZEOF_PEL(image);

	if (negative->width < 1 || negative->height < 1)
		return err_new(ERR_PICTURE, "it has no pixels");
	if (negative->width > PICTURE_SIDE_MAX || negative->height > PICTURE_SIDE_MAX)
		return err_at(ERR_TOO_BIG, PICTURE_SIDE_MAX, "pixels on a side");
	if (pixels > loaders[negative->format].pixels_max)
		return err_at(
		    ERR_TOO_BIG, (uint64_t)loaders[negative->format].pixels_max, "pixels");
	if (is_whole && pixels * pixel > WHOLE_BYTES_MAX)
		return err_at(ERR_TOO_BIG, WHOLE_BYTES_MAX, "bytes of pixels at once");
	return (struct err){ 0 };
}

static struct err
read_header(struct negative *negative, VipsImage *image)
{
	int pages = vips_image_get_n_pages(image);

	negative->width = vips_image_get_width(image);
	negative->height = vips_image_get_height(image);
	negative->pages = pages < 1 ? 1 : pages > PICTURE_PAGES_MAX ? PICTURE_PAGES_MAX : pages;
	if (negative->format != PICTURE_JPEG)
		negative->orientation = vips_image_get_orientation(image);
	negative->has_alpha = vips_image_hasalpha(image);
	return judge_size(negative, image);
}

struct err
negative_fault(const struct negative *negative)
{
	struct err err = lab_fault();

	if (err.code == ERR_PICTURE && picture_is_cut(negative->format, negative->bytes))
		err = err_new(ERR_TRUNCATED, "picture");
	return err;
}

static struct raw
stripped(struct arena *arena, struct raw bytes, int *orientation)
{
	struct buf bare CLEAN(buf_done) = { 0 };

	jpeg_strip(bytes, &bare, orientation);
	return raw_copy(arena, buf_raw(&bare));
}

struct err
negative_look(struct arena *arena, struct raw bytes, struct negative *out)
{
	struct negative negative = { .bytes = bytes };
	VipsImage *image CLEAN(lab_unref) = NULL;
	struct err err = picture_judge(bytes, &negative.format);

	if (err.code)
		return err;
	if (!lab_knows(negative.format))
		return err_new(ERR_PICTURE_KIND, picture_format_name(negative.format));
	if (negative.format == PICTURE_AVIF && !heif_is_av1(bytes))
		return err_new(ERR_PICTURE_KIND, "HEIC");
	if (negative.format == PICTURE_JPEG)
		negative.bytes = stripped(arena, bytes, &negative.orientation);
	if (loaders[negative.format].open(negative.bytes, 1, &image))
		return negative_fault(&negative);
	err = read_header(&negative, image);
	if (!err.code)
		*out = negative;
	return err;
}

bool
negative_is_lying(const struct negative *negative)
{
	return negative->orientation >= 5 && negative->orientation <= 8;
}

struct err
negative_open(const struct negative *negative, int32_t width, int32_t height, VipsImage **out)
{
	double across = (double)negative->width / width, down = (double)negative->height / height;

	if (loaders[negative->format].open(negative->bytes, across < down ? across : down, out))
		return negative_fault(negative);
	return (struct err){ 0 };
}
