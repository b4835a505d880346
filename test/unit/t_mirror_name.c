#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/mirror_name.h"

static const struct {
	const char *path, *name; /* NULL: no file */
} targets[] = {
	{ "/", "index.html" },
	{ "/d/2021-03-27", "d/2021/2021-03-27.html" },
	{ "/d/2021-03-27?page=2", "d/2021/2021-03-27/2.html" },
	{ "/d/2021-03-27?page=1", "d/2021/2021-03-27.html" },
	{ "/d/2021-03-27?by=source", NULL },
	{ "/a/1", "a/0/0/1.html" },
	{ "/a/22618", "a/0/22/22618.html" },
	{ "/a/12345678", "a/12/345/12345678.html" },
	{ "/a/1?q=dam", NULL },
	{ "/a/1.epub", NULL },
	{ "/a/22618/v/3", "v/0/22/22618/0/3.html" },
	{ "/a/22618/v/401", "v/0/22/22618/1/401.html" },
	{ "/a/22618/diff/2..3", "v/0/22/22618/0/2-3.html" },
	{ "/a/22618/diff/2..3?view=side", NULL },
	{ "/story/17", "t/0/0/17.html" },
	{ "/story/17?after=1612310400.9", "t/0/0/17/1612310400-9.html" },
	{ "/stories", "stories.html" },
	{ "/stories?before=1612310400.1", "w/1612310400.html" },
	{ "/changes", "changes.html" },
	{ "/changes?before=700.4", "changes/700-4.html" },
	{ "/changes?day=2021-03-27", "c/2021/2021-03-27.html" },
	{ "/changes?day=2021-03-27&before=700.4", "c/2021/2021-03-27/700-4.html" },
	{ "/changes?day=2021-03-27&noise=1", NULL },
	{ "/sources", "sources.html" },
	{ "/source/example-courier", "s/example-courier/index.html" },
	{ "/source/example-courier?before=1.2", NULL },
	{ "/about", "about.html" },
	{ "/favicon.ico", "favicon.ico" },
	{ "/search?q=dam", NULL },
	{ "/verify", NULL },
};

static void
test_targets(void **state)
{
	struct arena arena = { 0 };
	struct target target;

	(void)state;
	for (size_t i = 0; i < LENGTH(targets); i++) {
		struct str name;

		assert_int_equal(target_parse(&arena, str_from_c(targets[i].path), &target).code, ERR_NONE);
		name = target_name(&arena, &target);
		if (!targets[i].name)
			assert_null(name.p);
		else
			assert_string_equal(str_terminated(&arena, name), targets[i].name);
	}
	assert_int_equal(target_parse(&arena, S("/nowhere"), &target).code, ERR_NOT_FOUND);
	assert_int_equal(target_parse(&arena, S("/d/2021-03-27?page=x"), &target).code, ERR_USAGE);
	arena_done(&arena);
}

static void
test_parts(void **state)
{
	static const char *const kept[] = { "bbc", "example-courier", "1", "com10", "console" };
	static const char *const made[] = { "", "con", "nul", "com1", "lpt9", "甲报", "A", "a.b", "../x", "-a", "x",
		"xabc", "a b", "01234567890123456789012345678901234567890" };
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(kept); i++)
		assert_true(str_equal(name_part(&arena, str_from_c(kept[i])), str_from_c(kept[i])));
	for (size_t i = 0; i < LENGTH(made); i++) {
		struct str part = name_part(&arena, str_from_c(made[i]));

		assert_int_equal(part.n, 17);
		assert_int_equal(part.p[0], 'x');
	}
	arena_done(&arena);
}

static const struct {
	const char *from, *to, *between;
} ways[] = {
	{ "index.html", "a/0/0/1.html", "a/0/0/1.html" },
	{ "a/0/0/1.html", "index.html", "../../../index.html" },
	{ "a/0/0/1.html", "a/0/0/2.html", "2.html" },
	{ "a/0/0/1.html", "a/0/1/1001.html", "../1/1001.html" },
	{ "d/2021/2021-03-27.html", "d/2021/2021-03-27/2.html", "2021-03-27/2.html" },
	{ "d/2021/2021-03-27/2.html", "d/2021/2021-03-27.html", "../2021-03-27.html" },
	{ "ab/1.html", "abc/1.html", "../abc/1.html" },
	{ "days.html", "days.html", "days.html" },
};

static void
test_ways(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(ways); i++)
		assert_string_equal(
		    str_terminated(&arena, name_between(&arena, str_from_c(ways[i].from), str_from_c(ways[i].to))), ways[i].between);
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_targets), cmocka_unit_test(test_parts), cmocka_unit_test(test_ways) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
