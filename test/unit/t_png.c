#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zlib.h>

#include "show/png.h"

static bool
is_diagonal(unsigned x, unsigned y, unsigned side)
{
	(void)side;
	return x == y;
}

static uint32_t
number_at(const struct buf *buf, size_t at)
{
	const unsigned char *p = (const unsigned char *)buf->p + at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Chunk by chunk as a reader takes it apart: checksums, palette, and each pixel. */
static void
taken_apart(void **state)
{
	static const char *const types[] = { "IHDR", "PLTE", "IDAT", "IEND" };
	struct png_picture picture = {
		.side = 20, .paper = 0x102030, .ink = 0xfffefd, .is_ink = is_diagonal
	};
	struct buf out CLEAN(buf_done) = { 0 };
	unsigned char rows[20 * 4];
	uLongf n = sizeof(rows);
	size_t at = 8;

	(void)state;
	assert_int_equal(png_write(&out, &picture).code, ERR_NONE);
	assert_memory_equal(out.p, "\x89PNG\r\n\x1a\n", 8);
	for (size_t i = 0; i < LENGTH(types); i++) {
		uint32_t size = number_at(&out, at);
		const char *data = out.p + at + 8;

		assert_memory_equal(data - 4, types[i], 4);
		assert_int_equal(number_at(&out, at + 8 + size),
		    crc32(0, (const unsigned char *)data - 4, size + 4));
		if (i == 0)
			assert_memory_equal(data, "\0\0\0\24\0\0\0\24\1\3\0\0\0", 13);
		if (i == 1)
			assert_memory_equal(data, "\x10\x20\x30\xff\xfe\xfd", 6);
		if (i == 2)
			assert_int_equal(
			    uncompress(rows, &n, (const unsigned char *)data, size), Z_OK);
		at += 12 + size;
	}
	assert_int_equal(at, out.n);
	assert_int_equal(n, sizeof(rows));
	for (unsigned y = 0; y < 20; y++)
		for (unsigned x = 0; x < 20; x++)
			assert_int_equal(rows[y * 4 + 1 + x / 8] >> (7 - x % 8) & 1, x == y);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(taken_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
