#include "show/png.h"

#include <stdlib.h>
#include <zlib.h>

static void
number_push(struct buf *out, uint32_t n)
{
	const unsigned char bytes[] = { (unsigned char)(n >> 24), (unsigned char)(n >> 16),
		(unsigned char)(n >> 8), (unsigned char)n };

	buf_push(out, bytes, sizeof(bytes));
}

/* Length, type, data, and a checksum of the last two (5.3). */
static void
chunk_push(struct buf *out, const char *type, const void *data, size_t n)
{
	uLong sum = crc32(crc32(0, (const Bytef *)type, 4), data, (uInt)n);

	number_push(out, (uint32_t)n);
	buf_push(out, type, 4);
	buf_push(out, data, n);
	number_push(out, (uint32_t)sum);
}

/* Depth 1, a palette, no filter of its own (11.2.2). */
static void
header_push(struct buf *out, const struct png_picture *picture)
{
	struct buf header CLEAN(buf_done) = { 0 };

	number_push(&header, picture->side);
	number_push(&header, picture->side);
	buf_push(&header, "\1\3\0\0\0", 5);
	chunk_push(out, "IHDR", header.p, header.n);
}

static void
palette_push(struct buf *out, const struct png_picture *picture)
{
	const uint32_t colours[] = { picture->paper, picture->ink };
	unsigned char bytes[6];

	for (size_t i = 0; i < 6; i++)
		bytes[i] = (unsigned char)(colours[i / 3] >> (16 - 8 * (i % 3)));
	chunk_push(out, "PLTE", bytes, sizeof(bytes));
}

/* Each row: which filter (none), then eight pixels a byte. */
static void
rows_push(struct buf *out, const struct png_picture *picture)
{
	for (unsigned y = 0; y < picture->side; y++) {
		buf_push_char(out, '\0');
		for (unsigned x = 0; x < picture->side; x += 8) {
			unsigned char bits = 0;

			for (unsigned i = 0; i < 8 && x + i < picture->side; i++)
				if (picture->is_ink(x + i, y, picture->side))
					bits |= (unsigned char)(0x80 >> i);
			buf_push_char(out, (char)bits);
		}
	}
}

struct err
png_write(struct buf *out, const struct png_picture *picture)
{
	struct buf rows CLEAN(buf_done) = { 0 }, small CLEAN(buf_done) = { 0 };
	uLongf n;

	rows_push(&rows, picture);
	n = compressBound((uLong)rows.n);
	buf_reserve(&small, n);
	if (compress2((Bytef *)small.p, &n, (const Bytef *)rows.p, (uLong)rows.n, 9) != Z_OK)
		return err_new(ERR_LIBRARY, "zlib");
	buf_push_literal(out, "\x89PNG\r\n\x1a\n");
	header_push(out, picture);
	palette_push(out, picture);
	chunk_push(out, "IDAT", small.p, n);
	chunk_push(out, "IEND", "", 0);
	return out->err;
}
