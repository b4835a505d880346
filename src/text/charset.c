#include <uchardet/uchardet.h>

#include "base/table.h"
#include "text/charset.h"
#include "text/charset_han.h"
#include "text/charset_parts.h"

enum { DECODED_MAX = 64 << 20, GUESS_WINDOW = 64 << 10,
	WIDE_WINDOW = 4096, WIDE_SHARE = 20, WIDE_LEAST = 8 };

static const struct charset charsets[] = {
#define ROW(label, name, converter) { label, name, converter },
#include "gen/charsets.inc"
#undef ROW
};

/* Labels are compared without case and without white space around them. */
const struct charset *
charset_from_label(struct str label)
{
	char lower[32];

	label = str_trim(label);
	if (label.n == 0 || label.n > sizeof(lower))
		return NULL;
	for (size_t i = 0; i < label.n; i++)
		lower[i] = char_lower(label.p[i]);
	return TABLE_FIND(charsets, ((struct str){ lower, label.n }));
}

static struct str
as_str(struct raw bytes)
{
	return (struct str){ (const char *)bytes.p, bytes.n };
}

/* ---- byte order marks and signatures ---- */

static const struct mark {
	struct str bytes;
	const char *label, *wide; /* wide: for people */
} marks[] = {
	{ STR_INIT("\xef\xbb\xbf"), "utf-8", NULL },
	{ STR_INIT("\xff\xfe\0\0"), "utf-32le", "UTF-32" },
	{ STR_INIT("\0\0\xfe\xff"), "utf-32be", "UTF-32" },
	{ STR_INIT("\xff\xfe"), "utf-16le", "UTF-16" },
	{ STR_INIT("\xfe\xff"), "utf-16be", "UTF-16" },
};

static const struct mark *
mark_of(struct raw bytes)
{
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_starts(as_str(bytes), marks[i].bytes))
			return &marks[i];
	return NULL;
}

static const struct signature {
	struct str bytes;
	size_t at;
	const char *what;
} signatures[] = {
	{ STR_INIT("\x89PNG\r\n"), 0, "a PNG picture" },
	{ STR_INIT("\xff\xd8\xff"), 0, "a JPEG picture" },
	{ STR_INIT("GIF87a"), 0, "a GIF picture" },
	{ STR_INIT("GIF89a"), 0, "a GIF picture" },
	{ STR_INIT("WEBPVP8"), 8, "a WebP picture" },
	{ STR_INIT("%PDF-"), 0, "a PDF document" },
	{ STR_INIT("PK\3\4"), 0, "a ZIP archive" },
	{ STR_INIT("\x1f\x8b\x08"), 0, "compressed by gzip" },
	{ STR_INIT("\x28\xb5\x2f\xfd"), 0, "compressed by zstd" },
	{ STR_INIT("\xfd" "7zXZ"), 0, "compressed by xz" },
	{ STR_INIT("BZh91AY"), 0, "compressed by bzip2" },
	{ STR_INIT("7z\xbc\xaf\x27\x1c"), 0, "a 7z archive" },
	{ STR_INIT("ustar"), 257, "a tar archive" },
	{ STR_INIT("\x7f" "ELF"), 0, "a program" },
	{ STR_INIT("SQLite format 3"), 0, "an SQLite database" },
	{ STR_INIT("\xd0\xcf\x11\xe0\xa1\xb1"), 0, "an office document" },
};

const char *
text_signature(struct raw bytes)
{
	for (size_t i = 0; i < LENGTH(signatures); i++)
		if (str_starts(str_from(as_str(bytes), signatures[i].at), signatures[i].bytes))
			return signatures[i].what;
	return NULL;
}

/* Two characters of ASCII, the NUL of each at ${side}: how markup begins in UTF-16 (XML 1.0, appendix F). */
static bool
begins_wide(struct raw bytes, size_t side)
{
	for (size_t i = 0; i < 4; i += 2)
		if (bytes.p[i + side] || !bytes.p[i + 1 - side] || bytes.p[i + 1 - side] >= 0x80)
			return false;
	return true;
}

/* UTF-16 without a mark: it begins so, or many NUL stand at one side; at the other stands that of U+4E00 and its like. */
static const struct charset *
wide_of(struct raw bytes)
{
	static const char *const labels[] = { "utf-16be", "utf-16le" };
	size_t nul[2] = { 0 }, window = bytes.n < WIDE_WINDOW ? bytes.n & ~(size_t)1 : WIDE_WINDOW;

	for (size_t i = 0; i < window; i++)
		nul[i % 2] += !bytes.p[i];
	for (size_t side = 0; side < 2 && window >= 4; side++)
		if (begins_wide(bytes, side) || (nul[side] >= WIDE_LEAST && nul[side] * WIDE_SHARE >= window / 2 && nul[1 - side] * 4 <= nul[side]))
			return charset_from_label(str_from_c(labels[side]));
	return NULL;
}

/* ---- guessing ---- */

/* Whether valid UTF-8 stops at ${at} only because the bytes end there. */
bool
utf8_is_cut_at(struct raw bytes, size_t at)
{
	size_t left = bytes.n - at;
	unsigned char first = left ? bytes.p[at] : 0;
	size_t wanted = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;

	for (size_t i = 1; i < left; i++)
		if (i >= wanted || (bytes.p[at + i] & 0xc0) != 0x80)
			return false;
	return first <= 0xf4 && left < wanted;
}

static size_t
first_high(struct raw bytes)
{
	size_t i = 0;

	while (i < bytes.n && bytes.p[i] < 0x80)
		i++;
	return i;
}

/* Chinese by its characters, else what uchardet makes of a window that begins where ASCII ends; NULL where it is at a loss. */
static const struct charset *
detect(struct raw bytes)
{
	size_t from = first_high(bytes), n = bytes.n - from < GUESS_WINDOW ? bytes.n - from : GUESS_WINDOW;
	const char *chinese = charset_guess_han(bytes);
	uchardet_t detector;
	const struct charset *found = NULL;

	if (chinese)
		return charset_from_label(str_from_c(chinese));
	detector = uchardet_new();
	if (!uchardet_handle_data(detector, (const char *)bytes.p + from, n)) {
		uchardet_data_end(detector);
		found = charset_from_label(str_from_c(uchardet_get_charset(detector)));
	}
	uchardet_delete(detector);
	return found;
}

static const struct charset *
guess(struct raw bytes)
{
	const struct mark *mark = mark_of(bytes);
	size_t valid = utf8_valid_length(bytes);

	if (mark)
		return charset_from_label(str_from_c(mark->label));
	if (wide_of(bytes))
		return wide_of(bytes);
	if (valid == bytes.n || (valid && utf8_is_cut_at(bytes, valid)))
		return charset_from_label(S("utf-8"));
	return detect(bytes);
}

const char *
text_guess_charset(struct raw bytes)
{
	const struct charset *charset = guess(bytes);

	return charset ? charset->name : NULL;
}

/* ---- UTF-8, strictly ---- */

/* Characters of more than one byte in valid UTF-8, counted up to ${enough}. */
static unsigned
count_wide(struct raw valid, unsigned enough)
{
	unsigned count = 0;

	for (size_t i = 0; i < valid.n && count < enough; i++)
		count += valid.p[i] >= 0xc0;
	return count;
}

/* The words for a text that stops being UTF-8 at ${at}: another set is named only where nothing before was UTF-8. */
static const char *
describe_bad_utf8(struct raw bytes, size_t at)
{
	static const struct {
		const char *name, *what;
	} looks[] = {
		{ "GB18030", "looks like GB18030" },
		{ "BIG5", "looks like Big5" },
		{ "EUC-TW", "looks like EUC-TW" },
		{ "EUC-JP", "looks like EUC-JP" },
		{ "SHIFT_JIS", "looks like Shift_JIS" },
		{ "EUC-KR", "looks like EUC-KR" },
		{ "KOI8-R", "looks like KOI8-R" },
		{ "WINDOWS-1251", "looks like Windows-1251" },
		{ "WINDOWS-1252", "looks like Windows-1252" },
	};
	const struct charset *charset;

	if (utf8_is_cut_at(bytes, at))
		return "cut inside a character";
	if (count_wide((struct raw){ bytes.p, at }, 3) == 3)
		return "not UTF-8";
	charset = detect(bytes);
	for (size_t i = 0; charset && i < LENGTH(looks); i++)
		if (!strcmp(charset->name, looks[i].name))
			return looks[i].what;
	return "not UTF-8";
}

struct err
text_from_utf8(struct raw bytes, struct str *out)
{
	const char *signature = text_signature(bytes);
	const struct mark *mark = mark_of(bytes);
	const unsigned char *nul = bytes.n ? memchr(bytes.p, 0, bytes.n) : NULL;
	size_t valid;
	struct str text;

	if (signature || (mark && mark->wide))
		return err_at(ERR_BINARY, 0, signature ? signature : mark->wide);
	if (nul)
		return err_at(ERR_BINARY, (uint64_t)(nul - bytes.p), "a NUL byte");
	valid = utf8_valid_length(bytes);
	if (valid < bytes.n)
		return err_at(ERR_UTF8, valid, describe_bad_utf8(bytes, valid));
	text = as_str(bytes);
	pull_str(&text, S("\xef\xbb\xbf"));
	*out = text;
	return (struct err){ 0 };
}

/* ---- any set ---- */

bool
charset_is_wide(const struct charset *charset)
{
	return !strncmp(charset->name, "UTF-16", 6) || !strncmp(charset->name, "UTF-32", 6);
}

static void
stream_close(struct text_stream **stream)
{
	text_stream_close(*stream);
}

/* All at once. */
static struct err
convert_with(struct arena *arena, const struct charset *charset, struct raw bytes, struct str *out)
{
	struct buf text CLEAN(buf_done) = { .max = DECODED_MAX };
	struct text_stream *stream CLEAN(stream_close) = NULL;
	struct err e = charset_stream_open(charset, &stream);

	if (!e.code)
		e = text_stream_push(stream, bytes, true, &text);
	if (e.code)
		return e;
	*out = str_copy(arena, buf_str(&text));
	pull_str(out, S("\xef\xbb\xbf"));
	return e;
}

/* Whether a label can be true: UTF-8 has to begin as UTF-8, and UTF-16 has no use for bytes that are UTF-8 without NUL
 * (a page that says so in a meta element proves itself wrong). */
static bool
is_credible(const struct charset *label, struct raw bytes, size_t valid)
{
	if (!strcmp(label->name, "UTF-8"))
		return valid == bytes.n || count_wide((struct raw){ bytes.p, valid }, 3) == 3;
	return !charset_is_wide(label) || valid < bytes.n || memchr(bytes.p, 0, bytes.n);
}

/* Chinese that says it is of another set: servers and templates say so of pages they never read. */
static const struct charset *
chinese_of(struct raw bytes, const struct charset *label, size_t valid)
{
	const char *chinese = valid == bytes.n || (label && charset_is_wide(label)) ? NULL : charset_guess_han(bytes);

	return chinese ? charset_from_label(str_from_c(chinese)) : NULL;
}

/* The one to decode with, by rank of the evidence. */
static const struct charset *
choose(struct raw bytes, struct str declared)
{
	const struct mark *mark = mark_of(bytes);
	const struct charset *label = charset_from_label(declared), *seen;
	size_t valid = utf8_valid_length(bytes);

	if (mark)
		return charset_from_label(str_from_c(mark->label));
	seen = wide_of(bytes);
	if (seen)
		return seen;
	if (valid == bytes.n && count_wide(bytes, 2) == 2)
		return charset_from_label(S("utf-8"));
	if (label && is_credible(label, bytes, valid) && !strcmp(label->name, "UTF-8"))
		return label;
	seen = chinese_of(bytes, label, valid);
	if (seen)
		return seen;
	return label && is_credible(label, bytes, valid) ? label : guess(bytes);
}

struct err
text_decode(struct arena *arena, struct raw bytes, struct str declared, struct str *out, const char **charset)
{
	const struct charset *chosen;
	struct err e = { 0 };

	if (bytes.n > DECODED_MAX)
		return err_at(ERR_TOO_BIG, DECODED_MAX, "text");
	chosen = bytes.n ? choose(bytes, declared) : charset_from_label(S("utf-8"));
	if (!chosen)
		return err_new(ERR_CHARSET, NULL);
	if (!strcmp(chosen->name, "UTF-8") && utf8_valid_length(bytes) == bytes.n) {
		*out = str_copy(arena, as_str(bytes));
		pull_str(out, S("\xef\xbb\xbf"));
	} else {
		e = convert_with(arena, chosen, bytes, out);
	}
	if (!e.code && charset)
		*charset = chosen->name;
	return e;
}
