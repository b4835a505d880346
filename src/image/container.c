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
