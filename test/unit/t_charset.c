#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/charset.h"
#include "text/charset_mend.h"

#define RAW(literal) ((struct raw){ (const unsigned char *)"" literal, sizeof(literal) - 1 })
#define RAW_INIT(literal) { (const unsigned char *)"" literal, sizeof(literal) - 1 }

/* "总统周一说，会议将在首都举行，双方讨论贸易问题。" and the like, as other sets write them. */
static const char gb[] = "\xd7\xdc\xcd\xb3\xd6\xdc\xd2\xbb\xcb\xb5\xa3\xac\xbb\xe1\xd2\xe9\xbd\xab\xd4\xda\xca\xd7\xb6\xbc"
			 "\xbe\xd9\xd0\xd0\xa3\xac\xcb\xab\xb7\xbd\xcc\xd6\xc2\xdb\xc3\xb3\xd2\xd7\xce\xca\xcc\xe2\xa1\xa3";
static const char gb_text[] = "总统周一说，会议将在首都举行，双方讨论贸易问题。";
static const char big5[] = "\xc1\x60\xb2\xce\xbb\xa1\xa1\x41\xb7\x7c\xc4\xb3\xb1\x4e\xa6\x62\xad\xba\xb3\xa3\xc1\x7c\xa6\xe6"
			   "\xa1\x41\xb0\x51\xbd\xd7\xb0\xdd\xc3\x44\xa1\x43";
static const char big5_text[] = "總統說，會議將在首都舉行，討論問題。";

static struct raw
raw_of(const char *bytes)
{
	return raw_from_str(str_from_c(bytes));
}

static void
strict_utf8(void **state)
{
	static const struct {
		struct raw in;
		enum err_code code;
		size_t at;
		const char *what;
	} rows[] = {
		{ RAW_INIT(""), ERR_NONE, 0, NULL },
		{ RAW_INIT("plain"), ERR_NONE, 0, NULL },
		{ RAW_INIT("\xef\xbb\xbf中文"), ERR_NONE, 0, NULL },
		{ RAW_INIT("a\0b"), ERR_BINARY, 1, "a NUL byte" },
		{ RAW_INIT("\x89PNG\r\n\x1a\n"), ERR_BINARY, 0, "a PNG picture" },
		{ RAW_INIT("\xff\xd8\xff\xe0"), ERR_BINARY, 0, "a JPEG picture" },
		{ RAW_INIT("PK\3\4 and so on"), ERR_BINARY, 0, "a ZIP archive" },
		{ RAW_INIT("\x7f" "ELF"), ERR_BINARY, 0, "a program" },
		{ RAW_INIT("\xff\xfe<\0!\0"), ERR_BINARY, 0, "UTF-16" },
		{ RAW_INIT("\xff\xfe\0\0<\0\0\0"), ERR_BINARY, 0, "UTF-32" },
		{ RAW_INIT("中文\xe4\xb8"), ERR_UTF8, 6, "cut inside a character" },
		{ RAW_INIT("中文字\xff"), ERR_UTF8, 9, "not UTF-8" },
		{ RAW_INIT("\xc0\xaf"), ERR_UTF8, 0, NULL },
		{ RAW_INIT("a\xed\xa0\x80 b"), ERR_UTF8, 1, NULL }, /* a lone surrogate */
		{ RAW_INIT("\xf4\x90\x80\x80 b"), ERR_UTF8, 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str out = S("untouched");
		struct err e = text_from_utf8(rows[i].in, &out);
		if (e.code != rows[i].code || e.at != rows[i].at)
			fail_msg("row %zu: %s at %u", i, err_row(e.code)->name, e.at);
		if (rows[i].what)
			assert_string_equal(e.what, rows[i].what);
		assert_int_equal(e.code != 0, str_equal(out, S("untouched")));
	}
}

static void
says_what_it_looks_like(void **state)
{
	struct str out;
	struct err e = text_from_utf8(raw_of(gb), &out);

	(void)state;
	assert_int_equal(e.code, ERR_UTF8);
	assert_string_equal(e.what, "looks like GB18030");
	e = text_from_utf8(raw_of(big5), &out);
	assert_string_equal(e.what, "looks like Big5");
}

static void
drops_the_byte_order_mark(void **state)
{
	struct str out;

	(void)state;
	assert_int_equal(text_from_utf8(RAW("\xef\xbb\xbf" "x"), &out).code, 0);
	assert_true(str_equal(out, S("x")));
}

static void
decodes(void **state)
{
	static const struct {
		struct raw in;
		const char *declared, *want, *charset;
	} rows[] = {
		{ RAW_INIT(""), "", "", "UTF-8" },
		{ RAW_INIT("plain"), "", "plain", "UTF-8" },
		{ RAW_INIT("caf\xe9"), "ISO-8859-1", "café", "WINDOWS-1252" },
		{ RAW_INIT("\x93q\x94"), " latin1 ", "“q”", "WINDOWS-1252" },
		{ RAW_INIT("\xef\xbb\xbf\xe4\xb8\xad"), "gbk", "中", "UTF-8" },
		{ RAW_INIT("\xff\xfe\x2d\x4e<\0"), "utf-8", "中<", "UTF-16LE" },
		{ RAW_INIT("\xfe\xff\x4e\x2d"), "", "中", "UTF-16BE" },
		{ RAW_INIT("\xd6\xd0\xce\xc4"), "gb2312", "中文", "GB18030" },
		{ RAW_INIT("\x80"), "gbk", "€", "GB18030" },
		{ RAW_INIT("\x81\x30\x81\x30"), "gb18030", "\xc2\x80", "GB18030" },
		{ RAW_INIT("\xa4\xa4\xa4\xe5"), "big5", "中文", "BIG5" },
		{ RAW_INIT("中文报道"), "gbk", "中文报道", "UTF-8" }, /* the label lies */
		{ RAW_INIT("<p>x"), "utf-16", "<p>x", "UTF-8" },     /* so does this one */
		{ RAW_INIT("\x93\xfa\x96{"), "shift_jis", "日本", "SHIFT_JIS" },
		{ RAW_INIT("\xc7\xd1"), "euc-kr", "한", "EUC-KR" },
		{ RAW_INIT("\xcd\xee"), "koi8-r", "мН", "KOI8-R" },
		/* broken lead bytes never swallow what follows */
		{ RAW_INIT("\x81<b>"), "gbk", "\ufffd<b>", "GB18030" },
		{ RAW_INIT("\xa4<b>"), "big5", "\ufffd<b>", "BIG5" },
		{ RAW_INIT("\x81<b>"), "shift_jis", "\ufffd<b>", "SHIFT_JIS" },
		{ RAW_INIT("\xff\xa4\xa2<"), "euc-jp", "\ufffdあ<", "EUC-JP" },
		{ RAW_INIT("\xd6\xd0\xce"), "gbk", "中\ufffd", "GB18030" },
		{ RAW_INIT("\x85\x41>"), "big5", "\ufffd" "A>", "BIG5" },
		{ RAW_INIT("\xfe\x39\xfe\x39<"), "gb18030", "\ufffd" "9\ufffd" "9<", "GB18030" },
		{ RAW_INIT("\x81\x30<b>"), "gb18030", "\ufffd0<b>", "GB18030" },
		/* indexes of today, where ICU has others */
		{ RAW_INIT("\xa6\xd9\xa6\xf3\xfe\x59\xfe\xa0"), "gbk", "︐︙龴龻", "GB18030" },
		{ RAW_INIT("\xa3\xa0"), "gbk", "\u3000", "GB18030" },
		{ RAW_INIT("\x81\x35\xf4\x37"), "gb18030", "\xee\x9f\x87", "GB18030" },
		{ RAW_INIT("\x84\x31\x82\x36"), "gb18030", "︐", "GB18030" },
		{ RAW_INIT("\x88\x62\x88\x64\x88\xa3\x88\xa5"), "big5", "Ê̄Ê̌ê̄ê̌", "BIG5" },
		{ RAW_INIT("\x87\xa4\x88\x40\xa3\xe1"), "big5", "龗㇀€", "BIG5" },
		/* UTF-16 without a mark, whatever is said of it; U+4E00 has its NUL at the other side */
		{ RAW_INIT("<\0p\0>\0\x2d\x4e\0\x4e"), "utf-8", "<p>中一", "UTF-16LE" },
		{ RAW_INIT("\0<\0p\0>\x4e\x2d\x4e\0"), "gbk", "<p>中一", "UTF-16BE" },
		{ RAW_INIT("ab\0"), "", "ab\0", "UTF-8" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *charset = NULL;
		struct str out = { 0 };
		struct err e = text_decode(&arena, rows[i].in, str_from_c(rows[i].declared), &out, &charset);
		assert_int_equal(e.code, 0);
		if (strlen(rows[i].want) > out.n || memcmp(out.p, rows[i].want, strlen(rows[i].want)) != 0)
			fail_msg("row %zu: %.*s", i, STR_ARGS(out));
		assert_string_equal(charset, rows[i].charset);
	}
}

/* Chinese is read in its own set, whatever is said. */
static void
labels_lie(void **state)
{
	static const char *const labels[] = { "", "utf-8", "gbk", "big5", "iso-8859-1", "windows-1251", "euc-kr", "shift_jis", "no-such-set" };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str out;

	(void)state;
	for (size_t i = 0; i < LENGTH(labels); i++) {
		assert_int_equal(text_decode(&arena, raw_of(gb), str_from_c(labels[i]), &out, NULL).code, 0);
		assert_true(str_equal(out, str_from_c(gb_text)));
		assert_int_equal(text_decode(&arena, raw_of(big5), str_from_c(labels[i]), &out, NULL).code, 0);
		assert_true(str_equal(out, str_from_c(big5_text)));
	}
	/* Russian, Korean and Japanese are not read as Chinese */
	assert_string_equal(text_guess_charset(RAW("\xcf\xee\xe3\xee\xe4\xe0 \xf1\xe5\xe3\xee\xe4\xed\xff \xf5\xee\xf0\xee\xf8\xe0\xff, "
						   "\xe0 \xe7\xe0\xe2\xf2\xf0\xe0 \xe1\xf3\xe4\xe5\xf2 \xe4\xee\xe6\xe4\xfc")), "WINDOWS-1251");
	assert_string_equal(text_guess_charset(RAW("\xb3\xaa\xb4\xc2 \xc7\xd0\xb1\xb3\xbf\xa1 \xb0\xa9\xb4\xcf\xb4\xd9. \xbf\xc0\xb4\xc3\xc0\xba "
						   "\xb3\xaf\xbe\xbe\xb0\xa1 \xc1\xc1\xbd\xc0\xb4\xcf\xb4\xd9.")), "EUC-KR");
	assert_string_equal(text_guess_charset(RAW("\xa4\xb3\xa4\xec\xa4\xcf\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xca\xb8\xbe\xcf\xa4\xc7\xa4\xb9\xa1\xa3"
						   "\xbb\xe4\xa4\xcf\xb3\xd8\xb9\xbb\xa4\xcb\xb9\xd4\xa4\xad\xa4\xde\xa4\xb9\xa1\xa3")), "EUC-JP");
}

/* A byte that fits nowhere, at each offset of a text: what stands behind its character comes through. */
static void
broken_at_each_offset(void **state)
{
	static const char bad[] = "\x81\xff\x80";
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t at = 0; at < sizeof(gb); at++)
		for (size_t b = 0; b < sizeof(bad) - 1; b++) {
			struct buf in CLEAN(buf_done) = { 0 };
			struct str out;
			buf_push(&in, gb, at);
			buf_push_char(&in, bad[b]);
			buf_push_literal(&in, "<b>x</b>");
			buf_push(&in, gb, sizeof(gb) - 1);
			assert_int_equal(text_decode(&arena, buf_raw(&in), S("gb18030"), &out, NULL).code, 0);
			assert_true(str_find(out, S("b>x</b>"), 0) >= 0 && str_ends(out, str_from_c(gb_text)));
			assert_int_equal(utf8_valid_length(raw_from_str(out)), out.n);
			if (bad[b] != '\x80' || at % 2 == 0)
				assert_true(str_find(out, S("<b>x</b>"), 0) >= 0);
		}
}

static void
signatures(void **state)
{
	(void)state;
	assert_string_equal(text_signature(RAW("%PDF-1.4")), "a PDF document");
	assert_string_equal(text_signature(RAW("\x1f\x8b\x08\0")), "compressed by gzip");
	assert_null(text_signature(RAW("\xff\xfe<\0")));
	assert_null(text_signature(RAW("<p>")));
	assert_null(text_signature(RAW("")));
}

/* Every row of the table, through the door it is for. */
static void
mends(void **state)
{
	static const struct {
		enum mend_kind kind;
		uint32_t value;
		const char *text;
	} rows[] = {
#define ROW(kind, value, text) { kind, value, text },
#include "gen/charset_mends.inc"
#undef ROW
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(str_equal(charset_mend_of(rows[i].kind, rows[i].value), str_from_c(rows[i].text)));
	assert_int_equal(charset_mend_of(MEND_BIG5_BYTES, 0x8141).n, 0);
	assert_int_equal(charset_mend_of(MEND_GB_PRIVATE, 0xf303).n, 0);
	assert_int_equal(charset_mend_of(MEND_GB_PRIVATE, UINT32_MAX).n, 0);
}

static void
guesses(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const char *charset;
	struct str out;

	(void)state;
	assert_int_equal(text_decode(&arena, raw_of(gb), S(""), &out, &charset).code, 0);
	assert_string_equal(charset, "GB18030");
	assert_true(str_equal(out, str_from_c(gb_text)));
	assert_int_equal(text_decode(&arena, raw_of(gb), S("utf-8"), &out, NULL).code, 0);
	assert_true(str_equal(out, str_from_c(gb_text)));
	assert_int_equal(text_decode(&arena, raw_of(big5), S("no-such-set"), &out, &charset).code, 0);
	assert_string_equal(charset, "BIG5");
	assert_true(str_equal(out, str_from_c(big5_text)));
	assert_string_equal(text_guess_charset(RAW("plain")), "UTF-8");
	assert_string_equal(text_guess_charset(RAW("\xff\xfe<\0")), "UTF-16LE");
	assert_string_equal(text_guess_charset(RAW("中\xe4\xb8")), "UTF-8");
}

/* More than one round of the converter, and the mark at the seams. */
static void
long_texts(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf in CLEAN(buf_done) = { 0 }, want CLEAN(buf_done) = { 0 };
	struct str out;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		buf_push_str(&in, str_from_c(gb));
		buf_push_literal(&in, "\x81<");
		buf_push_str(&want, str_from_c(gb_text));
		buf_push_literal(&want, "\ufffd<");
	}
	assert_int_equal(text_decode(&arena, buf_raw(&in), S("gbk"), &out, NULL).code, 0);
	assert_true(str_equal(out, buf_str(&want)));
}

/* In pieces of one to nine bytes a text is what it is at once. */
static void
pieces(void **state)
{
	static const struct {
		const char *charset;
		struct raw bytes;
	} rows[] = {
		{ "UTF-8", RAW_INIT("甲a乙\xf0\x9f\x98\x80 b") },
		{ "UTF-8", RAW_INIT("甲\xe4\xb8<b>\xff\xfe\xf0\x9f\x98 乙丙\xe4") },
		{ "UTF-8", RAW_INIT("甲乙丙\xe4\xb8") },
		{ "GB18030", RAW_INIT("\xd7\xdc\xcd\xb3<b>\x80\x81\x30\x81\x30\xff\xd6\xdc\xd2") },
		{ "BIG5", RAW_INIT("\xc1\x60\xb2\xce\xbb\xa1 a \xc1<\xb1") },
		{ "UTF-16LE", RAW_INIT("\x32\x75<\0b\0\x3d\xd8\x00\xde\x3d\xd8g\0") },
		{ "ISO-2022-JP", RAW_INIT("a\x1b$B$\"$$\x1b(Bb") },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct raw all = rows[i].bytes;
		struct str whole;

		assert_int_equal(
		    text_decode(&arena, all, str_from_c(rows[i].charset), &whole, NULL).code, ERR_NONE);
		for (size_t size = 1; size < 10; size++) {
			struct buf out CLEAN(buf_done) = { 0 };
			struct text_stream *stream;

			assert_int_equal(text_stream_open(rows[i].charset, &stream).code, ERR_NONE);
			for (size_t at = 0; at < all.n; at += size) {
				struct raw piece = { all.p + at, all.n - at < size ? all.n - at : size };
				assert_int_equal(
				    text_stream_push(stream, piece, at + size >= all.n, &out).code, ERR_NONE);
			}
			text_stream_close(stream);
			if (!str_equal(buf_str(&out), whole))
				fail_msg("row %zu by %zu: %.*s, not %.*s", i, size, (int)out.n, out.p,
				    STR_ARGS(whole));
		}
	}
	assert_int_equal(text_stream_open("none", &(struct text_stream *){ NULL }).code, ERR_CHARSET);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strict_utf8),
		cmocka_unit_test(says_what_it_looks_like),
		cmocka_unit_test(drops_the_byte_order_mark),
		cmocka_unit_test(decodes),
		cmocka_unit_test(labels_lie),
		cmocka_unit_test(broken_at_each_offset),
		cmocka_unit_test(signatures),
		cmocka_unit_test(mends),
		cmocka_unit_test(guesses),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
