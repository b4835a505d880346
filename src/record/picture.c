/*
 * picture.c: which pictures are ours, and the wire between the archive and the darkroom.
 *
 * A question is: the picture, the number of sizes; of each width, height, format, quality.  An
 * answer is: format, width, height, pages, whether it has transparency, the number of prints; of
 * each width, height, format, bytes.
 */
#include "record/picture.h"

static const struct format_row {
	const char *name, *media;
	bool is_print;
} formats[PICTURE_FORMATS] = {
	[0] = { "", "", false },
	[PICTURE_JPEG] = { "jpeg", "image/jpeg", true },
	[PICTURE_PNG] = { "png", "image/png", true },
	[PICTURE_WEBP] = { "webp", "image/webp", true },
	[PICTURE_GIF] = { "gif", "image/gif", false },
	[PICTURE_AVIF] = { "avif", "image/avif", false },
};

static const struct format_row *
format_row(enum picture_format format)
{
	return &formats[(unsigned)format < PICTURE_FORMATS ? format : 0];
}

const char *
picture_format_name(enum picture_format format)
{
	return format_row(format)->name;
}

const char *
picture_format_media(enum picture_format format)
{
	return format_row(format)->media;
}

bool
picture_format_is_print(enum picture_format format)
{
	return format_row(format)->is_print;
}

enum picture_format
picture_format_from_name(struct str name)
{
	if (str_equal_nocase(name, S("jpg")))
		return PICTURE_JPEG;
	for (unsigned i = 1; i < PICTURE_FORMATS; i++)
		if (str_equal_nocase(name, str_from_c(formats[i].name)))
			return i;
	return 0;
}

/* ---- by the first bytes ---- */

/* Two places of the beginning tell each of them. */
struct signature {
	struct str first; /* at 0 */
	size_t at;
	struct str second; /* at ${at} */
};

static const struct {
	struct signature signature;
	enum picture_format format;
} ours[] = {
	{ { STR_INIT("\xff\xd8\xff"), 0, STR_INIT("") }, PICTURE_JPEG },
	{ { STR_INIT("\x89PNG\r\n\x1a\n"), 0, STR_INIT("") }, PICTURE_PNG },
	{ { STR_INIT("RIFF"), 8, STR_INIT("WEBP") }, PICTURE_WEBP },
	{ { STR_INIT("GIF87a"), 0, STR_INIT("") }, PICTURE_GIF },
	{ { STR_INIT("GIF89a"), 0, STR_INIT("") }, PICTURE_GIF },
	{ { STR_INIT(""), 4, STR_INIT("ftypavif") }, PICTURE_AVIF },
	{ { STR_INIT(""), 4, STR_INIT("ftypavis") }, PICTURE_AVIF },
};

/* What else comes under the name of a picture. */
static const struct {
	struct signature signature;
	const char *name;
} strangers[] = {
	{ { STR_INIT("%PDF"), 0, STR_INIT("") }, "PDF" },
	{ { STR_INIT("II*\0"), 0, STR_INIT("") }, "TIFF" },
	{ { STR_INIT("MM\0*"), 0, STR_INIT("") }, "TIFF" },
	{ { STR_INIT("BM"), 6, STR_INIT("\0\0\0\0") }, "BMP" },
	{ { STR_INIT("\0\0\1\0"), 0, STR_INIT("") }, "an icon" },
	{ { STR_INIT(""), 4, STR_INIT("ftyphei") }, "HEIC" },
	{ { STR_INIT(""), 4, STR_INIT("ftyphev") }, "HEIC" },
	{ { STR_INIT(""), 4, STR_INIT("ftypmif1") }, "HEIF" },
	{ { STR_INIT(""), 4, STR_INIT("ftyp") }, "a film" },
	{ { STR_INIT("\xff\x0a"), 0, STR_INIT("") }, "JPEG XL" },
	{ { STR_INIT(""), 4, STR_INIT("JXL ") }, "JPEG XL" },
	{ { STR_INIT(""), 4, STR_INIT("jP  ") }, "JPEG 2000" },
	{ { STR_INIT("8BPS"), 0, STR_INIT("") }, "Photoshop" },
	{ { STR_INIT("\x1f\x8b"), 0, STR_INIT("") }, "compressed data" },
	{ { STR_INIT("PK\3\4"), 0, STR_INIT("") }, "a container" },
};

static bool
has_at(struct raw bytes, size_t at, struct str what)
{
	return bytes.n >= at + what.n && memcmp(bytes.p + at, what.p, what.n) == 0;
}

static bool
is_signed(struct raw bytes, const struct signature *signature)
{
	return bytes.n && has_at(bytes, 0, signature->first) &&
	       has_at(bytes, signature->at, signature->second);
}

/* A file of general brand says "avif" among those it agrees with. */
static bool
is_avif_too(struct raw bytes)
{
	enum { FIRST_BRAND = 16, BRANDS_MAX = 32 };
	size_t end;

	if (!has_at(bytes, 4, S("ftypmif1")) && !has_at(bytes, 4, S("ftypmiaf")))
		return false;
	end = (size_t)bytes.p[2] << 8 | bytes.p[3]; /* of the box */
	if (end > FIRST_BRAND + 4 * BRANDS_MAX)
		return false;
	for (size_t at = FIRST_BRAND; at + 4 <= end; at += 4)
		if (has_at(bytes, at, S("avif")))
			return true;
	return false;
}

enum picture_format
picture_format_of(struct raw bytes)
{
	for (size_t i = 0; i < LENGTH(ours); i++)
		if (is_signed(bytes, &ours[i].signature))
			return ours[i].format;
	return is_avif_too(bytes) ? PICTURE_AVIF : 0;
}

/* Markup tells itself by its first words. */
static const char *
markup_kind(struct raw bytes)
{
	enum { LOOK = 1024 };
	struct str text = { (const char *)bytes.p, bytes.n < LOOK ? bytes.n : LOOK };

	(void)pull_str(&text, S("\xef\xbb\xbf"));
	text = str_trim(text);
	if (!str_starts(text, S("<")))
		return NULL;
	if (str_find_nocase(text, S("<svg"), 0) >= 0)
		return "SVG";
	if (str_find_nocase(text, S("<html"), 0) >= 0 ||
	    str_starts_nocase(text, S("<!doctype html")))
		return "a web page";
	return "markup";
}

static const char *
stranger_kind(struct raw bytes)
{
	const char *markup = markup_kind(bytes);

	if (markup)
		return markup;
	for (size_t i = 0; i < LENGTH(strangers); i++)
		if (is_signed(bytes, &strangers[i].signature))
			return strangers[i].name;
	return "no picture at all";
}

struct err
picture_judge(struct raw bytes, enum picture_format *out)
{
	enum picture_format format = picture_format_of(bytes);

	if (!bytes.n)
		return err_new(ERR_EMPTY, NULL);
	if (!format)
		return err_new(ERR_PICTURE_KIND, stranger_kind(bytes));
	if (bytes.n > PICTURE_BYTES_MAX)
		return err_at(ERR_TOO_BIG, PICTURE_BYTES_MAX, "bytes of a picture");
	*out = format;
	return (struct err){ 0 };
}

/* ---- sizes ---- */

static int32_t
side_limit(int32_t wanted)
{
	return wanted > 0 && wanted < PICTURE_PRINT_SIDE_MAX ? wanted : PICTURE_PRINT_SIDE_MAX;
}

/* ${a} * ${b} / ${c}, rounded, at least 1. */
static int32_t
scaled(int64_t a, int64_t b, int64_t c)
{
	int64_t value = (a * b + c / 2) / c;

	return value < 1 ? 1 : (int32_t)value;
}

void
picture_fit(struct picture_size size, int32_t width, int32_t height, int32_t *out_width,
    int32_t *out_height)
{
	int32_t across = side_limit(size.width), down = side_limit(size.height);
	bool is_wider = (int64_t)width * down > (int64_t)height * across;

	if (width <= across && height <= down)
		across = width, down = height;
	else if (is_wider)
		down = scaled(height, across, width);
	else
		across = scaled(width, down, height);
	*out_width = across;
	*out_height = down;
}

/* ---- the wire ---- */

static int32_t
get_between(struct reader *reader, int32_t from, int32_t to)
{
	int32_t value = (int32_t)read_varint(reader, (uint64_t)to);

	if (value < from)
		read_fail(reader, "number too small");
	return value;
}

static enum picture_format
get_format(struct reader *reader)
{
	return (enum picture_format)get_between(reader, 1, PICTURE_FORMATS - 1);
}

static enum picture_format
get_print_format(struct reader *reader)
{
	enum picture_format format = get_format(reader);

	if (!picture_format_is_print(format))
		read_fail(reader, "no prints are made in that format");
	return format;
}

static struct err
get_end(struct reader *reader)
{
	if (!reader->err.code && reader->rest.n)
		read_fail(reader, "bytes behind the message");
	return reader->err;
}

void
wire_put_picture_question(struct buf *out, const struct picture_question *question)
{
	buf_push_bytes(out, question->bytes);
	buf_push_varint(out, question->count);
	for (size_t i = 0; i < question->count; i++) {
		const struct picture_size *size = &question->sizes[i];
		buf_push_varint(out, (uint64_t)size->width);
		buf_push_varint(out, (uint64_t)size->height);
		buf_push_varint(out, size->format);
		buf_push_varint(out, (uint64_t)size->quality);
	}
}

static void
get_size(struct reader *reader, struct picture_size *out)
{
	out->width = get_between(reader, 0, PICTURE_SIDE_MAX);
	out->height = get_between(reader, 0, PICTURE_SIDE_MAX);
	out->format = get_print_format(reader);
	out->quality = get_between(reader, 1, 100);
}

struct err
wire_get_picture_question(struct raw bytes, struct picture_question *out)
{
	struct reader reader = reader_init(bytes);
	struct picture_question question = { .bytes = read_bytes(&reader) };
	struct err err;

	question.count = (size_t)read_varint(&reader, PICTURE_PRINTS_MAX);
	for (size_t i = 0; i < question.count; i++)
		get_size(&reader, &question.sizes[i]);
	err = get_end(&reader);
	if (!err.code)
		*out = question;
	return err;
}

void
wire_put_picture(struct buf *out, const struct picture *picture)
{
	buf_push_varint(out, picture->format);
	buf_push_varint(out, (uint64_t)picture->width);
	buf_push_varint(out, (uint64_t)picture->height);
	buf_push_varint(out, (uint64_t)picture->pages);
	buf_push_u8(out, picture->has_alpha);
	buf_push_varint(out, picture->count);
	for (size_t i = 0; i < picture->count; i++) {
		const struct picture_print *print = &picture->prints[i];
		buf_push_varint(out, (uint64_t)print->width);
		buf_push_varint(out, (uint64_t)print->height);
		buf_push_varint(out, print->format);
		buf_push_bytes(out, print->bytes);
	}
}

static void
get_print(struct reader *reader, const struct picture *picture, struct picture_print *out)
{
	out->width = get_between(reader, 1, picture->width);
	out->height = get_between(reader, 1, picture->height);
	out->format = get_print_format(reader);
	out->bytes = read_bytes(reader);
	if (out->width > PICTURE_PRINT_SIDE_MAX || out->height > PICTURE_PRINT_SIDE_MAX)
		read_fail(reader, "print larger than any that is made");
	if (!reader->err.code && picture_format_of(out->bytes) != out->format)
		read_fail(reader, "print is not in its format");
}

static void
get_picture(struct reader *reader, struct picture *out)
{
	uint8_t has_alpha;

	out->format = get_format(reader);
	out->width = get_between(reader, 1, PICTURE_SIDE_MAX);
	out->height = get_between(reader, 1, PICTURE_SIDE_MAX);
	out->pages = get_between(reader, 1, PICTURE_PAGES_MAX);
	has_alpha = read_u8(reader);
	out->has_alpha = has_alpha == 1;
	if (has_alpha > 1 || (int64_t)out->width * out->height > PICTURE_PIXELS_MAX)
		read_fail(reader, "picture that cannot be");
	out->count = (size_t)read_varint(reader, PICTURE_PRINTS_MAX);
	for (size_t i = 0; i < out->count; i++)
		get_print(reader, out, &out->prints[i]);
}

struct err
wire_get_picture(struct raw bytes, struct picture *out)
{
	struct reader reader = reader_init(bytes);
	struct picture picture = { 0 };
	struct err err;

	get_picture(&reader, &picture);
	err = get_end(&reader);
	if (!err.code)
		*out = picture;
	return err;
}
