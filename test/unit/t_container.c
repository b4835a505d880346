/* What pictures are wrapped in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "image/container.h"

#define BYTES(literal)                                                 \
	{                                                              \
		(const unsigned char *)"" literal, sizeof(literal) - 1 \
	}

static void
the_way_up_is_read(void **state)
{
	static const struct {
		struct raw tiff;
		int way;
	} cases[] = {
		{ BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0"), 6 },
		{ BYTES("MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\3\0\0"), 3 },
		{ BYTES("II*\0\x08\0\0\0\2\0\x0f\1\2\0\1\0\0\0A\0\0\0\x12\1\3\0\1\0\0\0\x08\0\0\0"),
		    8 },
		/* none of the eight */
		{ BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\0\0\0\0"), 1 },
		{ BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x09\0\0\0"), 1 },
		/* another tag; no entry; beyond the end; no head; nothing */
		{ BYTES("II*\0\x08\0\0\0\1\0\x13\1\3\0\1\0\0\0\6\0\0\0"), 1 },
		{ BYTES("II*\0\x08\0\0\0\0\0\x12\1\3\0\1\0\0\0\6\0\0\0"), 1 },
		{ BYTES("II*\0\xff\xff\xff\xff\1\0\x12\1\3\0\1\0\0\0\6\0\0\0"), 1 },
		{ BYTES("II*\0\x08\0\0\0\xff\xff"), 1 },
		{ BYTES("IIII\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0"), 1 },
		{ BYTES(""), 1 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(exif_orientation(cases[i].tiff), cases[i].way);
}

static void
jpeg_is_left_with_what_decoders_need(void **state)
{
	static const struct {
		struct raw jpeg, want;
		int way;
	} cases[] = {
		{ BYTES("\xff\xd8\xff\xe0\0\4ab\xff\xe1\0\4cd\xff\xe2\0\4ef\xff\xed\0\4gh\xff\xee\0"
			"\4ij"
			"\xff\xfe\0\4kl\xff\xdb\0\4mn\xff\xda\0\4op\xff\xe1\0\4qr"),
		    BYTES("\xff\xd8\xff\xe0\0\4ab\xff\xe2\0\4ef\xff\xee\0\4ij\xff\xdb\0\4mn\xff\xda"
			  "\0\4op"
			  "\xff\xe1\0\4qr"),
		    1 },
		{ BYTES("\xff\xd8\xff\xe1\0\x1e"
			"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\xff\xdb\0\4mn"),
		    BYTES("\xff\xd8\xff\xdb\0\4mn"), 6 },
		/* longer than the file, too short to be, no segment: from there as it is */
		{ BYTES("\xff\xd8\xff\xe1\xff\xff"
			"ab"),
		    BYTES("\xff\xd8\xff\xe1\xff\xff"
			  "ab"),
		    1 },
		{ BYTES("\xff\xd8\xff\xe1\0\1ab"), BYTES("\xff\xd8\xff\xe1\0\1ab"), 1 },
		{ BYTES("\xff\xd8\xff\xff\xff\xe1\0\4ab"), BYTES("\xff\xd8"), 1 },
		{ BYTES("\xff\xd8\xff"), BYTES("\xff\xd8\xff"), 1 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		int way = 0;

		jpeg_strip(cases[i].jpeg, &out, &way);
		assert_int_equal(way, cases[i].way);
		assert_int_equal(out.n, cases[i].want.n);
		assert_memory_equal(out.p, cases[i].want.p, out.n);
	}
}

static void
webp_is_left_with_its_picture(void **state)
{
	static const struct {
		struct raw webp, want; /* no want: of no known form */
	} cases[] = {
		{ BYTES("RIFF\x2c\0\0\0WEBPVP8X\2\0\0\0\x08zVP8 \3\0\0\0abc\0EXIF\2\0\0\0de"),
		    BYTES("RIFF\x10\0\0\0WEBPVP8 \3\0\0\0abc\0") },
		{ BYTES("RIFF\x0e\0\0\0WEBPVP8L\2\0\0\0ab"),
		    BYTES("RIFF\x0e\0\0\0WEBPVP8L\2\0\0\0ab") },
		{ BYTES("RIFF\x30\0\0\0WEBPVP8X\2\0\0\0\x3czICCP\2\0\0\0deALPH\2\0\0\0fgVP8 "
			"\2\0\0\0ab"),
		    BYTES("RIFF\x22\0\0\0WEBPVP8X\2\0\0\0\x10zALPH\2\0\0\0fgVP8 \2\0\0\0ab") },
		{ BYTES("RIFF\x0e\0\0\0WEBPEXIF\2\0\0\0ab"), { NULL, 0 } },
		{ BYTES("RIFF\x0e\0\0\0WEBPVP8L\3\0\0\0ab"), { NULL, 0 } },
		{ BYTES("RIFF"), { NULL, 0 } },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct err err = webp_strip(cases[i].webp, &out);

		assert_int_equal(err.code, cases[i].want.n ? ERR_NONE : ERR_LIBRARY);
		assert_int_equal(out.n, cases[i].want.n);
		if (out.n)
			assert_memory_equal(out.p, cases[i].want.p, out.n);
	}
}

static void
items_of_other_codecs_are_found(void **state)
{
	static const struct {
		struct raw heif;
		bool is_av1;
	} cases[] = {
		{ BYTES("\0\0\0\x15infe\2\0\0\0\0\1\0\0av01\0"), true },
		{ BYTES("\0\0\0\x15infe\2\0\0\0\0\1\0\0hvc1\0"), false },
		{ BYTES("\0\0\0\x17infe\3\0\0\0\0\0\0\1\0\0hvc1\0"), false },
		{ BYTES("\0\0\0\x17infe\3\0\0\0\0\0\0\1\0\0grid\0"), true },
		{ BYTES("\0\0\0\x15infe\2\0\0\0\0\1\0\0av01\0infe\2\0\0\0\0\2\0\0jpeg\0"), false },
		{ BYTES("infinfe\2\0\0\0\0\1\0\0unci"), false },
		/* bytes that happen to be these letters; too short to be one */
		{ BYTES("infe\2\0\0\0\0\1\0\0\1\2\3\4"), true },
		{ BYTES("infe\2\0\0\0\0\1\0\0hvc"), true },
		{ BYTES("infe"), true },
		{ BYTES(""), true },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(heif_is_av1(cases[i].heif), cases[i].is_av1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_way_up_is_read),
		cmocka_unit_test(jpeg_is_left_with_what_decoders_need),
		cmocka_unit_test(webp_is_left_with_its_picture),
		cmocka_unit_test(items_of_other_codecs_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
