/*
 * The darkroom's work, in this process: what becomes of pixels, and that nothing else passes.  The
 * walls around it are t_darkroom's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "image/sheet.h"

/* A file of test/pictures. */
static struct raw
picture_read(struct arena *arena, const char *name)
{
	char *path = str_terminated(arena, str_format(arena, "test/pictures/%s", name));
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct buf bytes CLEAN(buf_done) = { 0 };

	if (fd < 0 || fd_read_all(fd, PICTURE_BYTES_MAX, &bytes).code)
		fail_msg("%s cannot be read", name);
	return raw_copy(arena, buf_raw(&bytes));
}

static struct err
print_one(struct arena *arena, struct raw bytes, struct picture_size size, struct picture *out)
{
	struct picture_question question = { .bytes = bytes, .sizes = { size }, .count = 1 };

	return lab_print(arena, &question, out);
}

/* The pixels of a picture as it is. */
static struct sheet
pixels_of(struct raw bytes)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct negative negative = { 0 };
	struct sheet sheet = { 0 };
	struct err err = negative_look(&arena, bytes, &negative);

	if (!err.code)
		err = sheet_expose(&negative, negative.width, negative.height, &sheet);
	if (err.code)
		fail_msg("%s: %s", err_row(err.code)->name, err.what ? err.what : "");
	return sheet;
}

/* ---- the way up ---- */

/* r(ed), g(reen), b(lue), w(hite): what is in the middle of each quarter, by lines. */
static char
colour_at(const struct sheet *sheet, int32_t x, int32_t y)
{
	const unsigned char *p =
	    sheet->pixels + ((size_t)y * (size_t)sheet->width + (size_t)x) * (size_t)sheet->bands;
	int red = p[0] > 128, green = p[1] > 128, blue = p[2] > 128;

	return "?brwg"[red && green && blue	? 3
		       : red && !green && !blue ? 2
		       : blue && !red		? 1
		       : green			? 4
						: 0];
}

static void
corners_of(struct raw bytes, char out[5])
{
	struct sheet sheet CLEAN(sheet_done) = pixels_of(bytes);
	int32_t x = sheet.width / 4, y = sheet.height / 4;

	assert_in_range(sheet.bands, 3, 4);
	out[0] = colour_at(&sheet, x, y);
	out[1] = colour_at(&sheet, 3 * x, y);
	out[2] = colour_at(&sheet, x, 3 * y);
	out[3] = colour_at(&sheet, 3 * x, 3 * y);
	out[4] = '\0';
}

/* A JPEG with an EXIF header of one entry, behind its first two bytes. */
static struct raw
turned(struct arena *arena, struct raw jpeg, uint8_t orientation)
{
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_raw(&out, (struct raw){ jpeg.p, 2 });
	buf_push_literal(&out, "\xff\xe1\x00\x22"
			       "Exif\0\0"
			       "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0");
	buf_push_char(&out, (char)orientation);
	buf_push_literal(&out, "\0\0\0\0\0\0\0");
	buf_push_raw(&out, (struct raw){ jpeg.p + 2, jpeg.n - 2 });
	return raw_copy(arena, buf_raw(&out));
}

static void
pictures_stand_upright(void **state)
{
	static const struct {
		const char *corners;
		bool is_lying;
	} ways[] = {
		{ "rgbw", false },
		{ "rgbw", false },
		{ "grwb", false },
		{ "wbgr", false },
		{ "bwrg", false },
		{ "rbgw", true },
		{ "brwg", true },
		{ "wgbr", true },
		{ "gwrb", true },
		{ "rgbw", false },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw jpeg = picture_read(&arena, "corners.jpg");
	(void)state;

	for (uint8_t way = 0; way < LENGTH(ways); way++) {
		struct picture picture = { 0 };
		char corners[5];

		assert_int_equal(print_one(&arena, turned(&arena, jpeg, way),
				     (struct picture_size){ 32, 32, PICTURE_PNG, 80 }, &picture)
				     .code,
		    ERR_NONE);
		assert_int_equal(picture.width, ways[way].is_lying ? 48 : 64);
		assert_int_equal(picture.height, ways[way].is_lying ? 64 : 48);
		assert_int_equal(picture.prints[0].width, ways[way].is_lying ? 24 : 32);
		assert_int_equal(picture.prints[0].height, ways[way].is_lying ? 32 : 24);
		corners_of(picture.prints[0].bytes, corners);
		assert_string_equal(corners, ways[way].corners);
	}
}

/* ---- every kind ---- */

static const struct {
	const char *name;
	enum picture_format format;
	int32_t pages;
	bool has_alpha;
} kinds[] = {
	{ "corners.jpg", PICTURE_JPEG, 1, false },
	{ "corners.webp", PICTURE_WEBP, 1, false },
	{ "corners.avif", PICTURE_AVIF, 1, false },
	{ "interlaced.png", PICTURE_PNG, 1, false },
	{ "sixteen.png", PICTURE_PNG, 1, false },
	{ "frames.gif", PICTURE_GIF, 2, true },
	{ "frames.webp", PICTURE_WEBP, 2, false },
};

static void
every_kind_shows_the_same(void **state)
{
	static const enum picture_format formats[] = { PICTURE_JPEG, PICTURE_PNG, PICTURE_WEBP };
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(kinds); i++)
		for (size_t j = 0; j < LENGTH(formats); j++) {
			struct picture picture = { 0 };
			struct picture_size size = { 32, 0, formats[j], 80 };
			char corners[5];
			struct err err =
			    print_one(&arena, picture_read(&arena, kinds[i].name), size, &picture);

			if (err.code)
				fail_msg(
				    "%s: %s: %s", kinds[i].name, err_row(err.code)->name, err.what);
			assert_int_equal(picture.format, kinds[i].format);
			assert_int_equal(picture.width, 64);
			assert_int_equal(picture.height, 48);
			assert_int_equal(picture.pages, kinds[i].pages);
			assert_int_equal(picture.has_alpha, kinds[i].has_alpha);
			assert_int_equal(picture.prints[0].height, 24);
			corners_of(picture.prints[0].bytes, corners);
			assert_string_equal(corners, "rgbw");
		}
}

static void
grey_stays_grey(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sheet sheet CLEAN(sheet_done) = pixels_of(picture_read(&arena, "grey.jpg"));
	(void)state;

	assert_int_equal(sheet.bands, 1);
	assert_in_range(sheet.pixels[0], 20, 120);
}

/* Left half not to be seen, right half red. */
static void
transparency_is_kept_or_white(void **state)
{
	static const char *const names[] = { "clear.png", "clear.webp", "clear.gif", "clear.avif" };
	static const enum picture_format formats[] = { PICTURE_PNG, PICTURE_WEBP, PICTURE_JPEG };
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(names); i++)
		for (size_t j = 0; j < LENGTH(formats); j++) {
			struct picture picture = { 0 };
			struct picture_size size = { 32, 0, formats[j], 90 };
			struct raw bytes = picture_read(&arena, names[i]);

			assert_int_equal(print_one(&arena, bytes, size, &picture).code, ERR_NONE);
			assert_true(picture.has_alpha);
			struct sheet sheet CLEAN(sheet_done) = pixels_of(picture.prints[0].bytes);
			const unsigned char *left =
			    sheet.pixels + (size_t)(12 * 32 + 6) * (size_t)sheet.bands;
			const unsigned char *right = left + (size_t)20 * (size_t)sheet.bands;
			assert_int_equal(sheet.bands, formats[j] == PICTURE_JPEG ? 3 : 4);
			if (sheet.bands == 4) {
				assert_in_range(left[3], 0, 8);
				assert_in_range(right[3], 247, 255);
			} else {
				assert_in_range(left[1], 240, 255);
			}
			assert_in_range(right[0], 200, 240);
			assert_in_range(right[1], 0, 60);
		}
}

/* The same picture in inks, in another space, and plain: all come out alike. */
static void
colours_are_turned_to_srgb(void **state)
{
	static const char *const names[] = { "inks.jpg", "profile.jpg" };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sheet plain CLEAN(sheet_done) = pixels_of(picture_read(&arena, "plain.jpg"));
	(void)state;

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct sheet sheet CLEAN(sheet_done) = pixels_of(picture_read(&arena, names[i]));
		size_t n = (size_t)plain.width * (size_t)plain.height * 3;
		double sum = 0;

		assert_int_equal(sheet.bands, 3);
		for (size_t j = 0; j < n; j++)
			sum += abs(sheet.pixels[j] - plain.pixels[j]);
		/* presses know less colours than screens */
		assert_true(sum / (double)n < (i == 0 ? 16 : 6));
	}
}

/* ---- sizes ---- */

static void
each_size_once_in_order(void **state)
{
	struct picture_question question = {
		.sizes = { { 20, 0, PICTURE_WEBP, 75 }, { 400, 0, PICTURE_JPEG, 80 },
		    { 40, 30, PICTURE_PNG, 80 }, { 64, 0, PICTURE_JPEG, 50 },
		    { 0, 15, PICTURE_WEBP, 75 }, { 640, 0, PICTURE_WEBP, 75 } },
		.count = 6,
	};
	static const struct {
		int32_t width, height;
		enum picture_format format;
	} want[] = { { 20, 15, PICTURE_WEBP }, { 64, 48, PICTURE_JPEG }, { 40, 30, PICTURE_PNG },
		{ 64, 48, PICTURE_WEBP } };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct picture picture = { 0 };
	(void)state;

	question.bytes = picture_read(&arena, "corners.jpg");
	assert_int_equal(lab_print(&arena, &question, &picture).code, ERR_NONE);
	assert_int_equal(picture.count, LENGTH(want));
	for (size_t i = 0; i < LENGTH(want); i++) {
		char corners[5];

		assert_int_equal(picture.prints[i].width, want[i].width);
		assert_int_equal(picture.prints[i].height, want[i].height);
		assert_int_equal(picture.prints[i].format, want[i].format);
		assert_int_equal(picture_format_of(picture.prints[i].bytes), want[i].format);
		corners_of(picture.prints[i].bytes, corners);
		assert_string_equal(corners, "rgbw");
	}
	question.count = 0;
	assert_int_equal(lab_print(&arena, &question, &picture).code, ERR_NONE);
	assert_int_equal(picture.count, 0);
	assert_int_equal(picture.width, 64);
}

/* ---- what does not pass ---- */

static bool
holds(struct raw bytes, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= bytes.n; i++)
		if (!memcmp(bytes.p + i, words, n))
			return true;
	return false;
}

static void
push_marker(struct buf *out, uint8_t marker, struct raw bytes)
{
	size_t n = bytes.n + 2;

	buf_push_u8(out, 0xff);
	buf_push_u8(out, marker);
	buf_push_u8(out, (uint8_t)(n >> 8));
	buf_push_u8(out, (uint8_t)n);
	buf_push_raw(out, bytes);
}

#define LITERAL(text) ((struct raw){ (const unsigned char *)"" text, sizeof(text) - 1 })

/* Place, device, author, comment: in EXIF, XMP, IPTC, a profile and a comment. */
static struct raw
jpeg_with_secrets(struct arena *arena)
{
	struct raw jpeg = picture_read(arena, "corners.jpg");
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_raw(&out, (struct raw){ jpeg.p, 2 });
	push_marker(&out, 0xe1,
	    LITERAL("Exif\0\0II*\0\x08\0\0\0\x03\0"
		    "\x0f\x01\x02\0\x0c\0\0\0\x32\0\0\0"
		    "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
		    "\x25\x88\x04\0\x01\0\0\0\x3e\0\0\0"
		    "\0\0\0\0"
		    "SECRETPHONE\0"
		    "\x01\0\x1d\0\x02\0\x0b\0\0\0\x50\0\0\0\0\0\0\0"
		    "SECRETDATE\0\0"));
	push_marker(&out, 0xe1,
	    LITERAL("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
		    "<rdf:Description exif:GPSLatitude='SECRETPLACE'/></x:xmpmeta>"));
	push_marker(&out, 0xed,
	    LITERAL("Photoshop 3.0\0"
		    "8BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0cSECRETAUTHOR"));
	push_marker(&out, 0xe2, LITERAL("ICC_PROFILE\0\x01\x01SECRETPROFILE"));
	push_marker(&out, 0xfe, LITERAL("SECRETCOMMENT"));
	buf_push_raw(&out, (struct raw){ jpeg.p + 2, jpeg.n - 2 });
	return raw_copy(arena, buf_raw(&out));
}

static uint32_t
crc_of(struct raw bytes)
{
	uint32_t crc = ~0u;

	for (size_t i = 0; i < bytes.n; i++) {
		crc ^= bytes.p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void
push_big(struct buf *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_push_u8(out, (uint8_t)(value >> shift));
}

static void
push_chunk(struct buf *out, struct raw name_and_bytes)
{
	push_big(out, (uint32_t)name_and_bytes.n - 4);
	buf_push_raw(out, name_and_bytes);
	push_big(out, crc_of(name_and_bytes));
}

static struct raw
png_with_secrets(struct arena *arena)
{
	enum { HEAD = 8 + 25 }; /* signature and IHDR */
	struct raw png = picture_read(arena, "clear.png");
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_raw(&out, (struct raw){ png.p, HEAD });
	push_chunk(&out, LITERAL("tEXtAuthor\0SECRETAUTHOR"));
	push_chunk(&out, LITERAL("tEXtComment\0SECRETCOMMENT"));
	push_chunk(&out, LITERAL("iTXtXML:com.adobe.xmp\0\0\0\0\0<x>SECRETPLACE</x>"));
	push_chunk(
	    &out, LITERAL("eXIfII*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\x0c\0\0\0\x1a\0\0\0\0\0\0\0"
			  "SECRETPHONE\0"));
	buf_push_raw(&out, (struct raw){ png.p + HEAD, png.n - HEAD });
	return raw_copy(arena, buf_raw(&out));
}

static void
push_piece(struct buf *out, struct raw name, struct raw bytes)
{
	buf_push_raw(out, name);
	buf_push_u32(out, (uint32_t)bytes.n);
	buf_push_raw(out, bytes);
	if (bytes.n % 2)
		buf_push_u8(out, 0);
}

/* The plain file's one piece, behind a head that tells of what follows it. */
static struct raw
webp_with_secrets(struct arena *arena)
{
	struct raw webp = picture_read(arena, "plain.webp");
	struct buf pieces CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };

	push_piece(&pieces, LITERAL("VP8X"), LITERAL("\x0c\0\0\0\x77\0\0\x4f\0\0"));
	buf_push_raw(&pieces, (struct raw){ webp.p + 12, webp.n - 12 });
	push_piece(&pieces, LITERAL("EXIF"),
	    LITERAL(
		"II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\x0c\0\0\0\x1a\0\0\0\0\0\0\0SECRETPHONE\0"));
	push_piece(&pieces, LITERAL("XMP "), LITERAL("<x>SECRETPLACE</x>"));
	buf_push_literal(&out, "RIFF");
	buf_push_u32(&out, (uint32_t)pieces.n + 4);
	buf_push_literal(&out, "WEBP");
	buf_push_raw(&out, buf_raw(&pieces));
	return raw_copy(arena, buf_raw(&out));
}

static struct raw
gif_with_secrets(struct arena *arena)
{
	struct raw gif = picture_read(arena, "plain.gif");
	struct buf out CLEAN(buf_done) = { 0 };
	size_t head = 13 + (gif.p[10] & 0x80 ? (size_t)3 << ((gif.p[10] & 7) + 1) : 0);

	buf_push_raw(&out, (struct raw){ gif.p, head });
	buf_push_literal(&out, "\x21\xfe\x0dSECRETCOMMENT\0");
	buf_push_raw(&out, (struct raw){ gif.p + head, gif.n - head });
	return raw_copy(arena, buf_raw(&out));
}

static void
nothing_but_pixels_passes(void **state)
{
	static const char *const traces[] = { "SECRET", "Exif", "EXIF", "http:", "8BIM",
		"Photoshop", "ICC", "iCCP", "tEXt", "iTXt", "eXIf", "XMP", "rdf" };
	struct arena arena CLEAN(arena_done) = { 0 };
	const struct raw pictures[] = { jpeg_with_secrets(&arena), png_with_secrets(&arena),
		webp_with_secrets(&arena), gif_with_secrets(&arena),
		picture_read(&arena, "profile.jpg") };
	(void)state;

	for (size_t i = 0; i < LENGTH(pictures); i++) {
		struct picture_question question = { .bytes = pictures[i], .count = 6 };
		struct picture picture = { 0 };
		struct err err;

		for (int32_t j = 0; j < 6; j++)
			question.sizes[j] = (struct picture_size){ j < 3 ? 32 : 2000, 0,
				PICTURE_JPEG + (unsigned)j % 3, 80 };
		assert_true(holds(pictures[i], i < 4 ? "SECRET" : "ICC"));
		err = lab_print(&arena, &question, &picture);
		if (err.code)
			fail_msg("%zu: %s: %s", i, err_row(err.code)->name, err.what);
		assert_int_equal(picture.count, 6);
		for (size_t j = 0; j < picture.count; j++)
			for (size_t k = 0; k < LENGTH(traces); k++)
				if (holds(picture.prints[j].bytes, traces[k]))
					fail_msg("%zu: %s in print %zu", i, traces[k], j);
	}
	/* the entry was read: this one was held upright */
	struct picture turned_one = { 0 };
	assert_int_equal(print_one(&arena, pictures[0],
			     (struct picture_size){ 32, 0, PICTURE_PNG, 80 }, &turned_one)
			     .code,
	    ERR_NONE);
	assert_int_equal(turned_one.height, 64);
}

/* ---- what is refused ---- */

static void
only_five_kinds_are_decoded(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw heic = picture_read(&arena, "other.heic");
	unsigned char *lying = (unsigned char *)(uintptr_t)raw_copy(&arena, heic).p;
	struct picture picture = { 0 };
	struct picture_size size = { 32, 0, PICTURE_WEBP, 75 };
	struct err err;
	(void)state;

	err = print_one(&arena, heic, size, &picture);
	assert_int_equal(err.code, ERR_PICTURE_KIND);
	assert_string_equal(err.what, "HEIC");
	/* what says it is AVIF, and holds the other codec */
	memcpy(lying + 8, "avif", 4);
	err = print_one(&arena, (struct raw){ lying, heic.n }, size, &picture);
	assert_int_equal(err.code, ERR_PICTURE_KIND);
	err =
	    print_one(&arena, LITERAL("<svg xmlns='http://www.w3.org/2000/svg'/>"), size, &picture);
	assert_string_equal(err.what, "SVG");
	for (unsigned i = 1; i < PICTURE_FORMATS; i++)
		assert_true(lab_knows(i));
	assert_false(lab_knows(PICTURE_FORMATS));
}

static void
loaders_are_allowed_by_name(void **state)
{
	static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
	static const char tiff[] = "II*\0\x08\0\0\0\0\0\0\0\0";
	static const char *const others[] = { "VipsForeignLoadPdf", "VipsForeignLoadMagick",
		"VipsForeignLoadJxl", "VipsForeignLoadOpenslide" };
	VipsImage *image = NULL;
	(void)state;

	assert_int_not_equal(
	    vips_svgload_buffer((void *)(uintptr_t)svg, sizeof(svg) - 1, &image, NULL), 0);
	assert_non_null(strstr(vips_error_buffer(), "blocked"));
	vips_error_clear();
	assert_int_not_equal(
	    vips_tiffload_buffer((void *)(uintptr_t)tiff, sizeof(tiff) - 1, &image, NULL), 0);
	assert_non_null(strstr(vips_error_buffer(), "blocked"));
	vips_error_clear();
	/* not even there */
	for (size_t i = 0; i < LENGTH(others); i++)
		assert_int_equal(g_type_from_name(others[i]), 0);
}

static void
what_is_cut_off_is_told(void **state)
{
	static const char *const names[] = { "plain.jpg", "progressive.jpg", "plain.png",
		"interlaced.png", "plain.webp", "plain.gif", "plain.avif", "clear.webp" };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct picture_size size = { 32, 0, PICTURE_WEBP, 75 };
	(void)state;

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct raw bytes = picture_read(&arena, names[i]);

		for (size_t part = 1; part < 19; part++) {
			struct picture picture = { 0 };
			struct err err = print_one(
			    &arena, (struct raw){ bytes.p, bytes.n * part / 20 }, size, &picture);
			if (!err.code)
				fail_msg("%s: %zu of 20 parts are a picture", names[i], part);
			if (part > 15 && err.code != ERR_TRUNCATED)
				fail_msg("%s: %zu of 20 parts: %s: %s", names[i], part,
				    err_row(err.code)->name, err.what);
		}
	}
}

/* Judged by the header: these have no pixels to decode. */
static void
sizes_are_judged_by_the_header(void **state)
{
	static const struct {
		uint32_t width, height;
		uint8_t depth, colour, interlaced;
		enum err_code code;
	} cases[] = {
		{ 10001, 5000, 8, 2, 0, ERR_TOO_BIG },
		{ 65536, 1, 8, 2, 0, ERR_TOO_BIG },
		{ 1, 65536, 8, 2, 0, ERR_TOO_BIG },
		{ 10000, 5000, 8, 2, 0, ERR_TRUNCATED },
		{ 10000, 5000, 8, 2, 1, ERR_TRUNCATED },
		{ 10000, 5000, 8, 6, 1, ERR_TRUNCATED },
		{ 10000, 5001, 8, 6, 1, ERR_TOO_BIG },
		{ 5000, 5000, 16, 6, 1, ERR_TRUNCATED },
		{ 5000, 5001, 16, 6, 1, ERR_TOO_BIG },
		{ 0, 10, 8, 2, 0, ERR_PICTURE },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct picture_size size = { 32, 0, PICTURE_WEBP, 75 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf head CLEAN(buf_done) = { 0 }, png CLEAN(buf_done) = { 0 };
		struct picture picture = { 0 };
		struct err err;

		buf_push_literal(&head, "IHDR");
		push_big(&head, cases[i].width);
		push_big(&head, cases[i].height);
		buf_push_u8(&head, cases[i].depth);
		buf_push_u8(&head, cases[i].colour);
		buf_push_u8(&head, 0);
		buf_push_u8(&head, 0);
		buf_push_u8(&head, cases[i].interlaced);
		buf_push_literal(&png, "\x89PNG\r\n\x1a\n");
		push_chunk(&png, buf_raw(&head));
		push_chunk(&png, LITERAL("IDAT"));
		if (cases[i].code == ERR_PICTURE)
			push_chunk(&png, LITERAL("IEND"));
		err = print_one(&arena, buf_raw(&png), size, &picture);
		if (err.code != cases[i].code)
			fail_msg("%zu: %s: %s", i, err_row(err.code)->name, err.what);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_stand_upright),
		cmocka_unit_test(every_kind_shows_the_same),
		cmocka_unit_test(grey_stays_grey),
		cmocka_unit_test(transparency_is_kept_or_white),
		cmocka_unit_test(colours_are_turned_to_srgb),
		cmocka_unit_test(each_size_once_in_order),
		cmocka_unit_test(nothing_but_pixels_passes),
		cmocka_unit_test(only_five_kinds_are_decoded),
		cmocka_unit_test(loaders_are_allowed_by_name),
		cmocka_unit_test(what_is_cut_off_is_told),
		cmocka_unit_test(sizes_are_judged_by_the_header),
	};
	struct err err = lab_open();
	int failed;

	if (!err.code)
		err = lab_warm_up();
	if (err.code) {
		printf("Bail out! %s: %s\n", err_row(err.code)->name, err.what);
		return 1;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	lab_close();
	return failed;
}
