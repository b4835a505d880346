#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/epub.h"

static void
languages(void **state)
{
	static const struct {
		const char *lang, *want;
	} cases[] = {
		{ "zh-Hant-TW", "zh-Hant-TW" },
		{ "en", "en" },
		{ "yue", "yue" },
		{ "zh-x-1", "zh-x-1" },
		{ "", "und" },
		{ "x", "und" },
		{ "zh-", "und" },
		{ "zh--Hans", "und" },
		{ "chinese", "und" },
		{ "zh CN", "und" },
		{ "zh\" onload=\"x", "und" },
		{ "en-abcdefghi", "und" },
		{ "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", "und" },
		{ "语", "und" },
	};
	struct html_out out = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str got = epub_lang(&out, str_from_c(cases[i].lang));

		assert_true(str_equal(got, str_from_c(cases[i].want)));
	}
}

static void
titles(void **state)
{
	static const struct {
		const char *title;
		bool kept;
	} cases[] = {
		{ "水库", true },
		{ " a ", true },
		{ "", false },
		{ " \t\n", false },
		{ "\xe3\x80\x80\xc2\xa0", false },
		{ "\x01\x7f", false },
	};
	struct html_out out = { .tongue = TONGUE_EN };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str got = epub_title(&out, str_from_c(cases[i].title));

		assert_true(str_equal(got, cases[i].kept ? str_from_c(cases[i].title) : S("(no title)")));
	}
}

/* A book of one chapter whose text is ${text}, and what its package says it is. */
static void
book(struct buf *out, const char *text)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf chapter CLEAN(buf_done) = { 0 }, front CLEAN(buf_done) = { 0 };
	struct html_out as = { .arena = &arena };
	struct epub epub;

	epub_begin(&epub, out, &as, S("A & B"), 1612310400);
	buf_push_str(&chapter, str_from_c(text));
	epub_section(&epub, S("Courier"), S("a1.xhtml"));
	epub_chapter(&epub, S("a1.xhtml"), S("One"), S("en"), &chapter);
	assert_int_equal(epub_end(&epub, &front).code, 0);
}

static void
same_text_same_bytes(void **state)
{
	struct buf one CLEAN(buf_done) = { 0 }, two CLEAN(buf_done) = { 0 }, other CLEAN(buf_done) = { 0 };

	(void)state;
	book(&one, "<p>text</p>");
	book(&two, "<p>text</p>");
	book(&other, "<p>Text</p>");
	assert_true(str_equal(buf_str(&one), buf_str(&two)));
	assert_false(str_equal(buf_str(&one), buf_str(&other)));
}

/* What no chapter could hold is no chapter: the error of its markup is the book's. */
static void
errors_stick(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 }, chapter CLEAN(buf_done) = { .max = 4 }, front CLEAN(buf_done) = { 0 };
	struct html_out as = { .arena = &arena };
	struct epub epub;

	(void)state;
	epub_begin(&epub, &out, &as, S(""), 0);
	buf_push_literal(&chapter, "too long");
	epub_chapter(&epub, S("a1.xhtml"), S("One"), S("en"), &chapter);
	assert_int_equal(epub_end(&epub, &front).code, ERR_TOO_BIG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages),
		cmocka_unit_test(titles),
		cmocka_unit_test(same_text_same_bytes),
		cmocka_unit_test(errors_stick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
