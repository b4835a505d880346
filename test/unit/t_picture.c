/* Which pictures are ours, what sizes come to, and the wire to the darkroom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/picture.h"

#define BYTES(literal)                                                 \
	{                                                              \
		(const unsigned char *)"" literal, sizeof(literal) - 1 \
	}

static void
the_first_bytes_tell(void **state)
{
	static const struct {
		struct raw bytes;
		enum picture_format format;
		const char *what; /* where it is none of ours */
	} cases[] = {
		{ BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), PICTURE_JPEG, NULL },
		{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), PICTURE_PNG, NULL },
		{ BYTES("RIFF\x10\0\0\0WEBPVP8 "), PICTURE_WEBP, NULL },
		{ BYTES("GIF89a\1\0\1\0"), PICTURE_GIF, NULL },
		{ BYTES("GIF87a\1\0\1\0"), PICTURE_GIF, NULL },
		{ BYTES("\0\0\0\x1c"
			"ftypavif\0\0\0\0"),
		    PICTURE_AVIF, NULL },
		{ BYTES("\0\0\0\x1c"
			"ftypavis\0\0\0\0"),
		    PICTURE_AVIF, NULL },
		{ BYTES("\0\0\0\x18"
			"ftypmif1\0\0\0\0miafavif"),
		    PICTURE_AVIF, NULL },
		{ BYTES("\0\0\0\x14"
			"ftypmif1\0\0\0\0miafavif"),
		    0, "HEIF" },
		{ BYTES("\0\0\xff\xff"
			"ftypmif1\0\0\0\0avif"),
		    0, "HEIF" },
		{ BYTES("\0\0\0\x18"
			"ftypheic\0\0\0\0mif1avif"),
		    0, "HEIC" },
		{ BYTES("\0\0\0\x18"
			"ftypisom\0\0\0\0mp41avc1"),
		    0, "a film" },
		{ BYTES("%PDF-1.7"), 0, "PDF" },
		{ BYTES("II*\0\x08\0\0\0"), 0, "TIFF" },
		{ BYTES("MM\0*\0\0\0\x08"), 0, "TIFF" },
		{ BYTES("BM\x36\x04\0\0\0\0\0\0"), 0, "BMP" },
		{ BYTES("\0\0\1\0\1\0"), 0, "an icon" },
		{ BYTES("\xff\x0a\xfa\x1f"), 0, "JPEG XL" },
		{ BYTES("\0\0\0\x0cJXL \r\n\x87\n"), 0, "JPEG XL" },
		{ BYTES("\0\0\0\x0cjP  \r\n\x87\n"), 0, "JPEG 2000" },
		{ BYTES("8BPS\0\1"), 0, "Photoshop" },
		{ BYTES("\x1f\x8b\x08\0"), 0, "compressed data" },
		{ BYTES("PK\3\4"), 0, "a container" },
		{ BYTES("P6\n1 1\n255\nabc"), 0, "no picture at all" },
		{ BYTES("<svg xmlns='http://www.w3.org/2000/svg'/>"), 0, "SVG" },
		{ BYTES("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<SVG/>"), 0, "SVG" },
		{ BYTES("\r\n<!DOCTYPE html><title>a</title>"), 0, "a web page" },
		{ BYTES("<html><script>a()</script>"), 0, "a web page" },
		{ BYTES("<?xml version='1.0'?><rss/>"), 0, "markup" },
		{ BYTES("G"), 0, "no picture at all" },
		{ BYTES("GIF88a"), 0, "no picture at all" },
		{ BYTES("RIFF\x10\0\0\0WAVE"), 0, "no picture at all" },
		{ BYTES("\xff\xd8"), 0, "no picture at all" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		enum picture_format format = 0;
		struct err err = picture_judge(cases[i].bytes, &format);

		assert_int_equal(picture_format_of(cases[i].bytes), cases[i].format);
		assert_int_equal(format, cases[i].format);
		assert_int_equal(err.code, cases[i].format ? ERR_NONE : ERR_PICTURE_KIND);
		if (cases[i].what)
			assert_string_equal(err.what, cases[i].what);
	}
	assert_int_equal(
	    picture_judge((struct raw){ 0 }, &(enum picture_format){ 0 }).code, ERR_EMPTY);
}

static void
one_byte_too_many_is_refused(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	enum picture_format format = 0;
	(void)state;

	buf_push_literal(&bytes, "GIF89a");
	memset(buf_reserve(&bytes, PICTURE_BYTES_MAX), 0, PICTURE_BYTES_MAX);
	bytes.n = PICTURE_BYTES_MAX;
	assert_int_equal(picture_judge(buf_raw(&bytes), &format).code, ERR_NONE);
	bytes.n++;
	assert_int_equal(picture_judge(buf_raw(&bytes), &format).code, ERR_TOO_BIG);
}

static void
formats_have_names(void **state)
{
	(void)state;

	for (unsigned i = 1; i < PICTURE_FORMATS; i++) {
		struct str name = str_from_c(picture_format_name(i));
		assert_int_equal(picture_format_from_name(name), i);
		assert_true(str_starts(str_from_c(picture_format_media(i)), S("image/")));
	}
	assert_int_equal(picture_format_from_name(S("JPG")), PICTURE_JPEG);
	assert_int_equal(picture_format_from_name(S("svg")), 0);
	assert_int_equal(picture_format_from_name(S("")), 0);
	assert_string_equal(picture_format_name(77), "");
	assert_string_equal(picture_format_media(0), "");
	assert_true(picture_format_is_print(PICTURE_WEBP));
	assert_false(picture_format_is_print(PICTURE_GIF));
}

static void
sizes_keep_the_shape(void **state)
{
	static const struct {
		int32_t wanted[2], original[2], given[2];
	} cases[] = {
		{ { 960, 0 }, { 1600, 1067 }, { 960, 640 } },
		{ { 0, 320 }, { 1600, 1067 }, { 480, 320 } },
		{ { 100, 100 }, { 1600, 1067 }, { 100, 67 } },
		{ { 100, 100 }, { 1067, 1600 }, { 67, 100 } },
		{ { 960, 0 }, { 800, 600 }, { 800, 600 } },
		{ { 800, 600 }, { 800, 600 }, { 800, 600 } },
		{ { 480, 0 }, { 50000, 10 }, { 480, 1 } },
		{ { 480, 0 }, { 10, 50000 }, { 1, 2560 } },
		{ { 0, 0 }, { 10000, 5000 }, { 2560, 1280 } },
		{ { 65535, 65535 }, { 7000, 7000 }, { 2560, 2560 } },
		{ { 1, 1 }, { 1, 65535 }, { 1, 1 } },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct picture_size size = { cases[i].wanted[0], cases[i].wanted[1], PICTURE_JPEG,
			80 };
		int32_t width, height;

		picture_fit(size, cases[i].original[0], cases[i].original[1], &width, &height);
		assert_int_equal(width, cases[i].given[0]);
		assert_int_equal(height, cases[i].given[1]);
	}
}

static const struct picture_question question = {
	.bytes = BYTES("GIF89a"),
	.sizes = { { 480, 0, PICTURE_WEBP, 75 }, { 0, 65535, PICTURE_PNG, 1 } },
	.count = 2,
};

static void
questions_come_back_as_they_were_put(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct picture_question got;
	(void)state;

	wire_put_picture_question(&bytes, &question);
	assert_int_equal(wire_get_picture_question(buf_raw(&bytes), &got).code, ERR_NONE);
	assert_int_equal(got.count, 2);
	assert_memory_equal(got.sizes, question.sizes, sizeof(got.sizes));
	assert_int_equal(got.bytes.n, 6);
	for (size_t n = 0; n < bytes.n; n++)
		assert_int_equal(
		    wire_get_picture_question((struct raw){ buf_raw(&bytes).p, n }, &got).code,
		    ERR_WIRE);
	buf_push_char(&bytes, '\0');
	assert_int_equal(wire_get_picture_question(buf_raw(&bytes), &got).code, ERR_WIRE);
}

static void
questions_that_cannot_be_are_refused(void **state)
{
	static const struct picture_size sizes[] = {
		{ 1, 1, PICTURE_GIF, 80 },
		{ 1, 1, PICTURE_AVIF, 80 },
		{ 1, 1, 0, 80 },
		{ 1, 1, PICTURE_FORMATS, 80 },
		{ 1, 1, PICTURE_JPEG, 0 },
		{ 1, 1, PICTURE_JPEG, 101 },
		{ -1, 1, PICTURE_JPEG, 80 },
		{ 1, 65536, PICTURE_JPEG, 80 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		struct picture_question bad = { .bytes = question.bytes, .count = 1 };
		struct buf bytes CLEAN(buf_done) = { 0 };

		bad.sizes[0] = sizes[i];
		wire_put_picture_question(&bytes, &bad);
		assert_int_equal(wire_get_picture_question(buf_raw(&bytes), &bad).code, ERR_WIRE);
	}
}

#define JPEG BYTES("\xff\xd8\xff\xdb")

static const struct picture sound = {
	.format = PICTURE_GIF,
	.width = 640,
	.height = 480,
	.pages = 12,
	.has_alpha = true,
	.prints = { { 640, 480, PICTURE_JPEG, JPEG },
	    { 64, 48, PICTURE_WEBP, BYTES("RIFF\1\0\0\0WEBPVP8 ") } },
	.count = 2,
};

static enum err_code
reading(const struct picture *picture, struct picture *out)
{
	struct buf bytes CLEAN(buf_done) = { 0 };

	wire_put_picture(&bytes, picture);
	return wire_get_picture(buf_raw(&bytes), out).code;
}

static void
answers_come_back_as_they_were_put(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct picture got = { .width = 7 };
	(void)state;

	wire_put_picture(&bytes, &sound);
	for (size_t n = 0; n < bytes.n; n++)
		assert_int_equal(
		    wire_get_picture((struct raw){ buf_raw(&bytes).p, n }, &got).code, ERR_WIRE);
	assert_int_equal(got.width, 7);
	assert_int_equal(wire_get_picture(buf_raw(&bytes), &got).code, ERR_NONE);
	assert_int_equal(got.format, PICTURE_GIF);
	assert_int_equal(got.width, 640);
	assert_int_equal(got.height, 480);
	assert_int_equal(got.pages, 12);
	assert_true(got.has_alpha);
	assert_int_equal(got.count, 2);
	assert_int_equal(got.prints[1].width, 64);
	assert_int_equal(got.prints[1].format, PICTURE_WEBP);
	assert_int_equal(got.prints[0].bytes.n, 4);
	buf_push_char(&bytes, '\0');
	assert_int_equal(wire_get_picture(buf_raw(&bytes), &got).code, ERR_WIRE);
}

static void
answers_that_lie_are_refused(void **state)
{
	static const struct picture_print prints[] = {
		{ 641, 480, PICTURE_JPEG, JPEG },
		{ 640, 481, PICTURE_JPEG, JPEG },
		{ 0, 480, PICTURE_JPEG, JPEG },
		{ 640, 480, PICTURE_PNG, JPEG },
		{ 640, 480, PICTURE_GIF, BYTES("GIF89a") },
		{ 640, 480, PICTURE_AVIF,
		    BYTES("\0\0\0\x1c"
			  "ftypavif") },
		{ 640, 480, PICTURE_JPEG, BYTES("<svg onload='a()'/>") },
		{ 640, 480, PICTURE_JPEG, BYTES("") },
	};
	struct picture bad, got;
	(void)state;

	for (size_t i = 0; i < LENGTH(prints); i++) {
		bad = sound;
		bad.prints[1] = prints[i];
		assert_int_equal(reading(&bad, &got), ERR_WIRE);
	}
	bad = sound, bad.format = PICTURE_FORMATS;
	assert_int_equal(reading(&bad, &got), ERR_WIRE);
	bad = sound, bad.width = 65536;
	assert_int_equal(reading(&bad, &got), ERR_WIRE);
	bad = sound, bad.width = 10000, bad.height = 5001;
	assert_int_equal(reading(&bad, &got), ERR_WIRE);
	bad = sound, bad.pages = 0;
	assert_int_equal(reading(&bad, &got), ERR_WIRE);
	bad = sound, bad.width = bad.height = 5000, bad.prints[0].width = 2561;
	assert_int_equal(reading(&bad, &got), ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_bytes_tell),
		cmocka_unit_test(one_byte_too_many_is_refused),
		cmocka_unit_test(formats_have_names),
		cmocka_unit_test(sizes_keep_the_shape),
		cmocka_unit_test(questions_come_back_as_they_were_put),
		cmocka_unit_test(questions_that_cannot_be_are_refused),
		cmocka_unit_test(answers_come_back_as_they_were_put),
		cmocka_unit_test(answers_that_lie_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
