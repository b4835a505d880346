#include "image/container.h"

static bool
is_word(struct raw bytes, size_t at, const char word[4])
{
	return at + 4 <= bytes.n && memcmp(bytes.p + at, word, 4) == 0;
}

/* ---- HEIF ---- */

/* Pictures and what is made of them: tiles, layers, itself.  Then data, which nobody decodes. */
static const char *const av1_items[] = { "av01", "grid", "iovl", "iden", "tmap", "Exif", "mime",
	"uri " };

static bool
is_av1_item(struct raw bytes, size_t at)
{
	for (size_t i = 0; i < LENGTH(av1_items); i++)
		if (is_word(bytes, at, av1_items[i]))
			return true;
	return false;
}

/* A kind is four letters; what is none is no item, but bytes of a picture. */
static bool
is_kind(struct raw bytes, size_t at)
{
	for (size_t i = at; i < at + 4; i++)
		if (i >= bytes.n || bytes.p[i] < ' ' || bytes.p[i] > '~')
			return false;
	return true;
}

/*
 * An item says its kind behind "infe", a version, flags, a number of two bytes (version 2) or four
 * (3), and two bytes of protection (ISO 14496-12, 8.11.6).  Wherever these letters stand is looked
 * at: boxes are not walked, so no way of nesting them hides an item.
 */
static bool
is_other_item(struct raw bytes, size_t at)
{
	size_t kind;

	if (!is_word(bytes, at, "infe") || at + 5 > bytes.n)
		return false;
	kind = at + 4 + 4 + (bytes.p[at + 4] >= 3 ? 4 : 2) + 2;
	return is_kind(bytes, kind) && !is_av1_item(bytes, kind);
}

bool
heif_is_av1(struct raw bytes)
{
	for (size_t at = 0; at + 4 <= bytes.n; at++) {
		const unsigned char *next = memchr(bytes.p + at, 'i', bytes.n - at);
		if (!next)
			return true;
		at = (size_t)(next - bytes.p);
		if (is_other_item(bytes, at))
			return false;
	}
	return true;
}

/* ---- the end ---- */

enum { TAIL = 64 };

static bool
png_is_cut(struct raw bytes)
{
	for (size_t at = bytes.n > TAIL ? bytes.n - TAIL : 0; at < bytes.n; at++)
		if (is_word(bytes, at, "IEND"))
			return false;
	return true;
}

static bool
webp_is_cut(struct raw bytes)
{
	struct reader reader = reader_init(bytes);

	(void)read_raw(&reader, 4);
	return (uint64_t)read_u32(&reader) + 8 > bytes.n;
}

bool
picture_is_cut(enum picture_format format, struct raw bytes)
{
	static bool (*const ways[PICTURE_FORMATS])(struct raw bytes) = {
		[PICTURE_PNG] = png_is_cut,
		[PICTURE_WEBP] = webp_is_cut,
	};

	return ways[format] && ways[format](bytes);
}

/* ---- WebP ---- */

/* A piece of a RIFF file, with its head and the byte that makes it even. */
static struct raw
pull_piece(struct reader *reader)
{
	struct raw piece = reader->rest;
	struct raw head = read_raw(reader, 4);
	uint32_t size = read_u32(reader);

	(void)read_raw(reader, size);
	if (size % 2 && !reader->err.code)
		(void)read_raw(reader, 1);
	piece.n = reader->err.code ? 0 : (size_t)(reader->rest.p - head.p);
	return piece;
}

static bool
is_pixels(struct raw piece)
{
	return is_word(piece, 0, "VP8 ") || is_word(piece, 0, "VP8L") || is_word(piece, 0, "ALPH");
}

/* The head of a file of several pieces: without it, transparency beside the picture is not looked
 * for.  Of what it announces only that is kept. */
static void
push_head(struct buf *out, struct raw head)
{
	enum { FLAGS = 8, ALPHA = 0x10 };
	size_t at = out->n;

	buf_push_raw(out, head);
	if (!out->err.code && head.n > FLAGS)
		out->p[at + FLAGS] = ALPHA;
}

static void
push_pieces(struct buf *out, struct reader *reader)
{
	struct raw head = { 0 };

	while (reader->rest.n && !reader->err.code) {
		struct raw piece = pull_piece(reader);
		if (is_word(piece, 0, "VP8X"))
			head = piece;
		if (is_word(piece, 0, "ALPH"))
			push_head(out, head);
		if (is_pixels(piece))
			buf_push_raw(out, piece);
	}
}

struct err
webp_strip(struct raw bytes, struct buf *out)
{
	enum { HEAD = 12 };
	struct reader reader = reader_init(bytes);
	struct buf pieces CLEAN(buf_done) = { 0 };

	(void)read_raw(&reader, HEAD);
	push_pieces(&pieces, &reader);
	if (reader.err.code || !pieces.n)
		return err_new(ERR_LIBRARY, "WebP of unknown form");
	buf_push_literal(out, "RIFF");
	buf_push_u32(out, (uint32_t)pieces.n + 4);
	buf_push_literal(out, "WEBP");
	buf_push_raw(out, buf_raw(&pieces));
	return out->err;
}

/* ---- JPEG ---- */

enum { ORIENTATION_TAG = 0x112, ENTRY_SIZE = 12 };

/* TIFF's numbers, in the order of bytes that its head says; 0 beyond the end. */
struct tiff {
	struct raw bytes;
	bool is_big;
};

static uint32_t
tiff_number(const struct tiff *tiff, size_t at, size_t size)
{
	uint32_t value = 0;

	if (at > tiff->bytes.n || size > tiff->bytes.n - at)
		return 0;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | tiff->bytes.p[at + (tiff->is_big ? i : size - 1 - i)];
	return value;
}

int
exif_orientation(struct raw bytes)
{
	struct tiff tiff = { bytes, is_word(bytes, 0, "MM\0*") };
	size_t entries = tiff_number(&tiff, 4, 4);
	uint32_t count = tiff_number(&tiff, entries, 2);

	if (!tiff.is_big && !is_word(bytes, 0, "II*\0"))
		return 1;
	for (uint32_t i = 0; i < count; i++) {
		size_t at = entries + 2 + (size_t)i * ENTRY_SIZE;
		uint32_t value = tiff_number(&tiff, at + 8, 2);
		if (tiff_number(&tiff, at, 2) == ORIENTATION_TAG)
			return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

enum { JPEG_SCAN = 0xda, JPEG_APP0 = 0xe0, JPEG_APP15 = 0xef, JPEG_COMMENT = 0xfe };

/* What the decoder needs: of what programs add the density, the colour profile, and what Adobe says
 * of colours. */
static bool
is_needed(uint8_t marker)
{
	enum { JFIF = 0xe0, PROFILE = 0xe2, ADOBE = 0xee };

	if (marker == JFIF || marker == PROFILE || marker == ADOBE)
		return true;
	return marker != JPEG_COMMENT && (marker < JPEG_APP0 || marker > JPEG_APP15);
}

/* A segment from its mark on, at the front of ${rest}; false where there is none that has a length.
 */
static bool
pull_segment(struct raw *rest, struct raw *out)
{
	size_t size;

	/* a mark may have any number of these before it */
	while (rest->n > 4 && rest->p[0] == 0xff && rest->p[1] == 0xff)
		rest->p++, rest->n--;
	if (rest->n < 4 || rest->p[0] != 0xff || rest->p[1] < 0xc0 || rest->p[1] == 0xff)
		return false;
	size = 2 + ((size_t)rest->p[2] << 8 | rest->p[3]);
	if (size < 4 || size > rest->n || rest->p[1] == JPEG_SCAN)
		return false;
	*out = (struct raw){ rest->p, size };
	rest->p += size, rest->n -= size;
	return true;
}

void
jpeg_strip(struct raw bytes, struct buf *out, int *orientation)
{
	enum { SIGNATURE = 2, HEAD = 10 };
	struct raw rest = { bytes.p + SIGNATURE, bytes.n - SIGNATURE }, segment;

	*orientation = 1;
	buf_push(out, bytes.p, SIGNATURE);
	while (pull_segment(&rest, &segment)) {
		if (is_needed(segment.p[1]))
			buf_push_raw(out, segment);
		else if (is_word(segment, 4, "Exif") && segment.n > HEAD && *orientation == 1)
			*orientation =
			    exif_orientation((struct raw){ segment.p + HEAD, segment.n - HEAD });
	}
	buf_push_raw(out, rest);
}
