#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "text/entity.h"
#include "text/reference.h"

/* RFC 3986, 5.4, and what the wild does. */
static void
references_are_resolved(void **state)
{
	static const struct {
		const char *reference, *want;
	} cases[] = {
		{ "g:h", "g:h" },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ "..g", "http://a/b/c/..g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ " g\n", "http://a/b/c/g" },
		{ "HTTP://A/%7E", "HTTP://A/%7E" },
		{ "甲", "http://a/b/c/甲" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str got = reference_resolve(
		    &arena, S("http://a/b/c/d;p?q"), str_from_c(cases[i].reference));
		if (!str_equal(got, str_from_c(cases[i].want)))
			fail_msg("%s: got %.*s", cases[i].reference, STR_ARGS(got));
	}
	assert_true(str_equal(reference_resolve(&arena, S(""), S("g")), S("g")));
}

static void
programs_are_no_addresses(void **state)
{
	static const struct {
		const char *text;
		bool safe;
	} cases[] = {
		{ "http://a/", true },
		{ "/a:b", true },
		{ "a/b:c", true },
		{ "?a:b", true },
		{ "mailto:a@b", true },
		{ "javascript:a", false },
		{ "JAVA\tSCRIPT:a", false },
		{ "\001javascript:a", false },
		{ "data:x", false },
		{ "vbscript:x", false },
		{ "file:///etc/passwd", false },
		{ "x:y", false },
		{ ":a", false },
		{ "java&#115;cript:a", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (reference_is_safe(str_from_c(cases[i].text)) != cases[i].safe)
			fail_msg("%s", cases[i].text);
}

static void
characters_by_name_and_number(void **state)
{
	static const struct {
		const char *text, *want;
		ptrdiff_t bad;
	} cases[] = {
		{ "plain", "plain", -1 },
		{ "&amp;&lt;&eacute;", "&<é", -1 },
		{ "&#22823;&#x5927;&#X5927;", "大大大", -1 },
		{ "a & b", "a & b", 2 },
		{ "&nosuch;", "&nosuch;", 0 },
		{ "&amp", "&amp", 0 },
		{ "&#150;", "–", -1 },
		{ "&#0;&#xD800;&#x110000;", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", -1 },
		{ "&#;&#x;&#99999999999;", "&#;&#x;&#99999999999;", 0 },
		{ "&amp;lt;", "&lt;", -1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		ptrdiff_t bad;
		struct str got = entities_decode(&arena, str_from_c(cases[i].text), &bad);

		if (!str_equal(got, str_from_c(cases[i].want)) || bad != cases[i].bad)
			fail_msg("%s: got %.*s, %td", cases[i].text, STR_ARGS(got), bad);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_are_resolved),
		cmocka_unit_test(programs_are_no_addresses),
		cmocka_unit_test(characters_by_name_and_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
