#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "refine/mend.h"

struct mend_case {
	const char *in, *out;
	enum note_code noted; /* NOTE_MAX: nothing */
};

static void
texts(void **state)
{
	static const struct mend_case cases[] = {
		{ "plain 文字", "plain 文字", NOTE_MAX },
		{ "a\x01\x02"
		  "b",
		    "ab", NOTE_CONTROL },
		{ "tab\tand\nline", "tab\tand\nline", NOTE_MAX },
		{ "del\x7f", "del", NOTE_CONTROL },
		{ "c1\xc2\x85.", "c1.", NOTE_CONTROL },
		{ "no-break\xc2\xa0space", "no-break\xc2\xa0space", NOTE_MAX },
		{ "zero\xe2\x80\x8bwidth", "zero\xe2\x80\x8bwidth", NOTE_ZERO_WIDTH },
		{ "“quotes” and – dashes…", "“quotes” and – dashes…", NOTE_MAX },
		{ "bom\xef\xbb\xbf", "bom\xef\xbb\xbf", NOTE_ZERO_WIDTH },
		{ "lost \xef\xbf\xbd", "lost \xef\xbf\xbd", NOTE_REPLACEMENT },
		{ "，：！", "，：！", NOTE_MAX },
		{ "A&amp;B", "A&B", NOTE_DOUBLE_ESCAPED },
		{ "one&nbsp;two", "one\xc2\xa0two", NOTE_DOUBLE_ESCAPED },
		{ "&#8230;&#x2026;", "……", NOTE_DOUBLE_ESCAPED },
		{ "&#60;&lt;&gt;&#0;&#xd800;&#x110000;", "&#60;&lt;&gt;&#0;&#xd800;&#x110000;",
		    NOTE_MAX },
		{ "R&D; AT&T & co &", "R&D; AT&T & co &", NOTE_MAX },
		{ "&amp", "&amp", NOTE_MAX },
		{ "\xc3\xa4\xc2\xb8\xc2\xad\xc3\xa6\xc2\x96\xc2\x87",
		    "\xc3\xa4\xc2\xb8\xc2\xad\xc3\xa6\xc2\x96\xc2\x87", NOTE_MOJIBAKE },
		{ "café naïve Œuvre", "café naïve Œuvre", NOTE_MAX },
		{ "", "", NOTE_MAX },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena = { 0 };
		struct notes notes = { 0 };
		struct str out = text_mend(&arena, &notes, str_from_c(cases[i].in));

		assert_int_equal(out.n, strlen(cases[i].out));
		assert_memory_equal(out.p, cases[i].out, out.n);
		for (unsigned code = 0; code < NOTE_MAX; code++)
			assert_int_equal(notes.count[code] > 0, code == cases[i].noted);
		arena_done(&arena);
	}
}

/* Every cut of a text that needs mending is mended without reading past its end. */
static void
cut_anywhere(void **state)
{
	static const char text[] =
	    "&#8230;\xc2\x85\xe2\x80\x8b\xef\xbf\xbd\xc3\xa4\xc2\xb8\xc2\xad&amp;";
	struct arena arena = { 0 };
	struct notes notes = { 0 };

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		char *exact = mem_alloc(n + 1);
		struct str s = { exact, str_rune_start((struct str){ text, sizeof(text) - 1 }, n) };

		memcpy(exact, text, s.n);
		assert_true(text_mend(&arena, &notes, s).n <= s.n);
		free(exact);
	}
	arena_done(&arena);
}

static void
lines(void **state)
{
	struct arena arena = { 0 };
	struct notes notes = { 0 };
	struct str line =
	    line_mend(&arena, &notes, S("\n \xe3\x80\x80 two \t\n words\x01 \xc2\xa0"));

	(void)state;
	assert_true(str_equal(line, S("two words")));
	assert_int_equal(line_mend(&arena, &notes, S(" \n ")).n, 0);
	arena_done(&arena);
}

static void
ends(void **state)
{
	(void)state;
	assert_true(
	    str_equal(text_trim(S("\xe3\x80\x80\xe3\x80\x80正文\xe2\x80\x8b ")), S("正文")));
	assert_true(str_equal(text_trim_start(S(" x ")), S("x ")));
	assert_true(str_equal(text_trim_end(S(" x ")), S(" x")));
	assert_int_equal(text_trim(S("\xc2\xa0\xef\xbb\xbf")).n, 0);
	assert_int_equal(text_trim(S("")).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(lines),
		cmocka_unit_test(ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
