#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
compares(void **state)
{
	static const struct {
		struct str a, b;
		int order;
	} rows[] = {
		{ STR_INIT(""), STR_INIT(""), 0 },
		{ { NULL, 0 }, STR_INIT(""), 0 },
		{ STR_INIT("a"), STR_INIT("ab"), -1 },
		{ STR_INIT("b"), STR_INIT("ab"), 1 },
		{ STR_INIT("中"), STR_INIT("a"), 1 }, /* bytes are unsigned */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(sign(str_compare(rows[i].a, rows[i].b)), rows[i].order);
		assert_int_equal(sign(str_compare(rows[i].b, rows[i].a)), -rows[i].order);
		assert_int_equal(str_equal(rows[i].a, rows[i].b), rows[i].order == 0);
	}
}

static void
cases_of_letters(void **state)
{
	(void)state;
	assert_true(str_equal_nocase(S("HtTp"), S("http")));
	assert_false(str_equal_nocase(S("http"), S("https")));
	assert_false(str_equal_nocase(S("É"), S("é")));
	assert_true(str_starts_nocase(S("JavaScript:x"), S("javascript:")));
	assert_false(str_starts_nocase(S("java"), S("javascript:")));
	assert_true(str_starts(S("abc"), S("")));
	assert_true(str_ends(S("abc"), S("bc")));
	assert_false(str_ends(S("bc"), S("abc")));
	assert_true(str_ends((struct str){ 0 }, S("")));
}

static void
finds(void **state)
{
	static const struct {
		struct str s, what;
		size_t from;
		ptrdiff_t at, at_nocase;
	} rows[] = {
		{ STR_INIT("one two one"), STR_INIT("one"), 0, 0, 0 },
		{ STR_INIT("one two one"), STR_INIT("one"), 1, 8, 8 },
		{ STR_INIT("one two one"), STR_INIT("ONE"), 1, -1, 8 },
		{ STR_INIT("one"), STR_INIT("one"), 1, -1, -1 },
		{ STR_INIT("one"), STR_INIT(""), 3, 3, 3 },
		{ STR_INIT("one"), STR_INIT(""), 4, -1, -1 },
		{ STR_INIT("one"), STR_INIT("x"), SIZE_MAX, -1, -1 },
		{ { NULL, 0 }, STR_INIT("x"), 0, -1, -1 },
		{ { NULL, 0 }, STR_INIT(""), 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(str_find(rows[i].s, rows[i].what, rows[i].from), rows[i].at);
		assert_int_equal(str_find_nocase(rows[i].s, rows[i].what, rows[i].from), rows[i].at_nocase);
	}
	assert_int_equal(str_find_char(S("a.b.c"), '.', 2), 3);
	assert_int_equal(str_find_char(S("a.b.c"), '.', 9), -1);
	assert_int_equal(str_find_last_char(S("a.b.c"), '.'), 3);
	assert_int_equal(str_find_last_char((struct str){ 0 }, '.'), -1);
}

static void
finds_any(void **state)
{
	static const struct str words[] = { STR_INIT("author"), STR_INIT("by-line"), STR_INIT("/by/"), STR_INIT("q"),
		STR_INIT("autor\xc3\xa9") };
	static const struct {
		const char *s;
		bool has;
	} rows[] = {
		{ "", false },
		{ "a", false },
		{ "autho", false },
		{ "the Author", true },
		{ "BY-LINE", true },
		{ "byline by_line", false },
		{ "/news/By/ada", true },
		{ "xyzQ", true },
		{ "/by", false },
		{ "autor\xc3\xa9", true },
		{ "autor\xc3\x89", false },
		{ "\x01UTHOR aathor", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(str_has_any_nocase(str_from_c(rows[i].s), words, 5), rows[i].has);
	assert_false(str_has_any_nocase((struct str){ 0 }, words, 5));
	assert_false(str_has_any_nocase(S("author"), words, 0));
}

static void
slices(void **state)
{
	(void)state;
	assert_true(str_equal(str_slice(S("abcd"), 1, 3), S("bc")));
	assert_true(str_equal(str_slice(S("abcd"), 3, 1), S("")));
	assert_true(str_equal(str_slice(S("abcd"), 2, 99), S("cd")));
	assert_true(str_equal(str_from(S("abcd"), 99), S("")));
	assert_null(str_from((struct str){ 0 }, 1).p);
	assert_true(str_equal(str_trim(S(" \t\r\n\v\f a b \n")), S("a b")));
	assert_true(str_equal(str_trim(S(" \n ")), S("")));
	assert_true(str_equal(str_trim(S("　x　")), S("　x　"))); /* only ASCII */
}

static void
pulls_numbers(void **state)
{
	static const struct {
		struct str s;
		uint64_t max;
		bool good;
		uint64_t value;
		size_t rest;
	} rows[] = {
		{ STR_INIT("0"), 9, true, 0, 0 },
		{ STR_INIT("12x"), 99, true, 12, 1 },
		{ STR_INIT("100"), 99, false, 0, 3 },
		{ STR_INIT("99"), 99, true, 99, 0 },
		{ STR_INIT("7"), 5, false, 0, 1 },
		{ STR_INIT(""), 9, false, 0, 0 },
		{ STR_INIT("-1"), 9, false, 0, 2 },
		{ STR_INIT("18446744073709551615"), UINT64_MAX, true, UINT64_MAX, 0 },
		{ STR_INIT("18446744073709551616"), UINT64_MAX, false, 0, 20 },
		{ STR_INIT("99999999999999999999999"), UINT64_MAX, false, 0, 23 },
		{ STR_INIT("0000000000000000000000001"), 1, true, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str s = rows[i].s;
		uint64_t value = 0;
		assert_int_equal(pull_number(&s, rows[i].max, &value), rows[i].good);
		assert_true(value == rows[i].value);
		assert_int_equal(s.n, rows[i].rest);
	}
}

static void
pulls_signed(void **state)
{
	static const struct {
		struct str s;
		bool good;
		int64_t value;
	} rows[] = {
		{ STR_INIT("-17"), true, -17 },
		{ STR_INIT("9223372036854775807"), true, INT64_MAX },
		{ STR_INIT("-9223372036854775807"), true, -INT64_MAX },
		{ STR_INIT("9223372036854775808"), false, 0 },
		{ STR_INIT("-"), false, 0 },
		{ STR_INIT("--1"), false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str s = rows[i].s;
		int64_t value = 0;
		assert_int_equal(pull_int(&s, &value), rows[i].good);
		assert_true(value == rows[i].value);
		assert_int_equal(s.n, rows[i].good ? 0 : rows[i].s.n);
	}
}

static void
pulls_chain(void **state)
{
	struct str s = S("2021-02x");
	unsigned year, month;

	(void)state;
	assert_true(pull_digits(&s, 4, &year) && pull_char(&s, '-') && pull_digits(&s, 2, &month));
	assert_true(year == 2021 && month == 2);
	assert_false(pull_digits(&s, 1, &year));
	assert_false(pull_char(&s, 'y'));
	assert_true(pull_char(&s, 'x'));
	assert_false(pull_char(&s, 'x'));
	s = S("HTTPS://");
	assert_false(pull_str(&s, S("https")));
	assert_true(pull_str_nocase(&s, S("https")) && pull_str(&s, S("://")) && s.n == 0);
	s = S("  \n x");
	assert_true(pull_spaces(&s) && pull_spaces(&s) && pull_char(&s, 'x') && pull_spaces(&s));
}

static void
pulls_pieces(void **state)
{
	struct str s = S("a,,b"), out = { 0 };

	(void)state;
	assert_true(pull_field(&s, ',', &out) && str_equal(out, S("a")));
	assert_true(pull_field(&s, ',', &out) && str_equal(out, S("")));
	assert_true(pull_field(&s, ',', &out) && str_equal(out, S("b")));
	assert_false(pull_field(&s, ',', &out));
	s = S("one\r\ntwo\nthree\r");
	assert_true(pull_line(&s, &out) && str_equal(out, S("one")));
	assert_true(pull_line(&s, &out) && str_equal(out, S("two")));
	assert_true(pull_line(&s, &out) && str_equal(out, S("three")));
	assert_false(pull_line(&s, &out));
	s = S("key: value");
	assert_false(pull_until(&s, S("; "), &out));
	assert_true(pull_until(&s, S(": "), &out) && str_equal(out, S("key")) && str_equal(s, S("value")));
}

static void
runes_go_both_ways(void **state)
{
	static const uint32_t runes[] = { 0, 'a', 0x7f, 0x80, 0x7ff, 0x800, 0x4e2d, 0xd7ff, 0xe000, 0xffff,
		0x10000, 0x10ffff };

	(void)state;
	for (size_t i = 0; i < sizeof(runes) / sizeof(runes[0]); i++) {
		char bytes[4];
		struct str s = { bytes, rune_write(runes[i], bytes) };
		uint32_t rune = 1;

		assert_int_equal(utf8_valid_length(raw_from_str(s)), s.n);
		assert_true(pull_rune(&s, &rune));
		assert_int_equal(rune, runes[i]);
		assert_false(pull_rune(&s, &rune));
	}
	assert_int_equal(rune_write(0xd800, (char[4]){ 0 }), 0);
	assert_int_equal(rune_write(0xdfff, (char[4]){ 0 }), 0);
	assert_int_equal(rune_write(0x110000, (char[4]){ 0 }), 0);
}

static void
utf8_is_strict(void **state)
{
	static const struct {
		struct str s;
		size_t good;
	} rows[] = {
		{ STR_INIT(""), 0 },
		{ STR_INIT("plain text longer than eight"), 28 },
		{ STR_INIT("中文 text Україна 🙂"), 31 },
		{ STR_INIT("12345678\xff"), 8 },
		{ STR_INIT("\xc0\xaf"), 0 },		 /* overlong */
		{ STR_INIT("a\xc1\xbf"), 1 },
		{ STR_INIT("\xe0\x9f\xbf"), 0 },
		{ STR_INIT("\xe0\xa0\x80"), 3 },
		{ STR_INIT("\xf0\x8f\xbf\xbf"), 0 },
		{ STR_INIT("\xf0\x90\x80\x80"), 4 },
		{ STR_INIT("\xed\x9f\xbf\xed\xa0\x80"), 3 }, /* surrogate */
		{ STR_INIT("\xf4\x8f\xbf\xbf"), 4 },
		{ STR_INIT("\xf4\x90\x80\x80"), 0 },
		{ STR_INIT("\xf5\x80\x80\x80"), 0 },
		{ STR_INIT("中\xe4\xb8"), 3 },		 /* cut */
		{ STR_INIT("\x80"), 0 },
		{ STR_INIT("\xe4\xb8\x2d"), 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(utf8_valid_length(raw_from_str(rows[i].s)), rows[i].good);
}

/* The quick way must agree with one that looks at every byte, wherever the text begins. */
static void
utf8_at_every_offset(void **state)
{
	static const char text[] = "中文abcdefgh漢字日本語テキストxé12345678Україна🙂中文中文中文中文";
	unsigned char bytes[sizeof(text)];
	size_t n = sizeof(text) - 1;

	(void)state;
	for (size_t at = 0; at < n; at++) {
		size_t good = str_rune_start((struct str){ text, n }, at);
		memcpy(bytes, text, n);
		bytes[at] = 0xff;
		assert_int_equal(utf8_valid_length((struct raw){ bytes, n }), good);
		assert_int_equal(utf8_valid_length((struct raw){ (const unsigned char *)text, at }), good);
	}
}

static void
rune_starts(void **state)
{
	(void)state;
	assert_int_equal(str_rune_start(S("a中b"), 0), 0);
	assert_int_equal(str_rune_start(S("a中b"), 3), 1);
	assert_int_equal(str_rune_start(S("a中b"), 4), 4);
	assert_int_equal(str_rune_start(S("a中b"), 99), 5);
}

static void
hashes(void **state)
{
	(void)state;
	/* FNV-1a, 64 bits: its published values */
	assert_true(str_hash(S("")) == 0xcbf29ce484222325);
	assert_true(str_hash(S("a")) == 0xaf63dc4c8601ec8c);
	assert_true(str_hash(S("foobar")) == 0x85944171f73967e8);
	assert_int_equal(char_hex('0'), 0);
	assert_int_equal(char_hex('f'), 15);
	assert_int_equal(char_hex('F'), 15);
	assert_int_equal(char_hex('g'), -1);
	assert_int_equal(char_hex('/'), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares),
		cmocka_unit_test(cases_of_letters),
		cmocka_unit_test(finds),
		cmocka_unit_test(finds_any),
		cmocka_unit_test(slices),
		cmocka_unit_test(pulls_numbers),
		cmocka_unit_test(pulls_signed),
		cmocka_unit_test(pulls_chain),
		cmocka_unit_test(pulls_pieces),
		cmocka_unit_test(runes_go_both_ways),
		cmocka_unit_test(utf8_is_strict),
		cmocka_unit_test(utf8_at_every_offset),
		cmocka_unit_test(rune_starts),
		cmocka_unit_test(hashes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
