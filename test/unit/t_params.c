#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/params.h"

static void
encodings(void **state)
{
	static const struct {
		struct str in;
		bool form, good;
		struct str want;
	} cases[] = {
		{ STR_INIT("abc"), false, true, STR_INIT("abc") },
		{ STR_INIT("a+b%20c"), true, true, STR_INIT("a b c") },
		{ STR_INIT("a+b"), false, true, STR_INIT("a+b") },
		{ STR_INIT("%E4%B8%AD"), false, true, STR_INIT("中") },
		{ STR_INIT("%e4%b8%ad"), false, true, STR_INIT("中") },
		{ STR_INIT(""), false, true, STR_INIT("") },
		{ STR_INIT("%"), false, false, STR_INIT("") },
		{ STR_INIT("%4"), false, false, STR_INIT("") },
		{ STR_INIT("%zz"), false, false, STR_INIT("") },
		{ STR_INIT("a%00b"), false, false, STR_INIT("") },
		{ STR_INIT("%1b[31m"), false, false, STR_INIT("") },
		{ STR_INIT("%7f"), false, false, STR_INIT("") },
		{ STR_INIT("%c3%28"), false, false, STR_INIT("") },    /* not UTF-8 */
		{ STR_INIT("%ed%a0%80"), false, false, STR_INIT("") }, /* a surrogate */
		{ STR_INIT("%c0%af"), false, false, STR_INIT("") },    /* an overlong / */
		{ STR_INIT("a%0ab"), true, true, STR_INIT("a\nb") },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str out = { 0 };

		assert_int_equal(
		    percent_decode(&arena, cases[i].in, cases[i].form, &out), cases[i].good);
		if (cases[i].good)
			assert_true(str_equal(out, cases[i].want));
	}
	assert_true(str_equal(
	    percent_encode(&arena, S("a-._~/ 中\"<&")), S("a-._~%2F%20%E4%B8%AD%22%3C%26")));
	arena_done(&arena);
}

static void
values(void **state)
{
	static const struct {
		enum param param;
		struct str value;
		bool good;
		int64_t number;
	} cases[] = {
		{ PARAM_ID, STR_INIT("1"), true, 1 },
		{ PARAM_ID, STR_INIT("0"), false, 0 },
		{ PARAM_ID, STR_INIT("-1"), false, 0 },
		{ PARAM_ID, STR_INIT("1a"), false, 0 },
		{ PARAM_ID, STR_INIT("99999999999999999999"), false, 0 },
		{ PARAM_PAGE, STR_INIT("500"), true, 500 },
		{ PARAM_PAGE, STR_INIT("501"), false, 0 },
		{ PARAM_DAY, STR_INIT("1970-01-02"), true, 1 },
		{ PARAM_DAY, STR_INIT("2021-02-29"), false, 0 },
		{ PARAM_DAY, STR_INIT("2021-2-9"), false, 0 },
		{ PARAM_DAY, STR_INIT("0000-01-01"), false, 0 },
		{ PARAM_FROM, STR_INIT("2021"), true, 0 },
		{ PARAM_FROM, STR_INIT("2021-02"), true, 0 },
		{ PARAM_FROM, STR_INIT("yesterday"), false, 0 },
		{ PARAM_FORMAT, STR_INIT("atom"), true, 1 },
		{ PARAM_FORMAT, STR_INIT("exe"), false, 0 },
		{ PARAM_SORT, STR_INIT("relevance"), true, 1 },
		{ PARAM_LANG, STR_INIT("zh-Hant"), true, 0 },
		{ PARAM_LANG, STR_INIT("zh Hant"), false, 0 },
		{ PARAM_BEFORE, STR_INIT("1612108800.17"), true, 0 },
		{ PARAM_BEFORE, STR_INIT("-5.1"), true, 0 },
		{ PARAM_BEFORE, STR_INIT("5"), false, 0 },
		{ PARAM_BEFORE, STR_INIT("5.1 or 1=1"), false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct args args = { 0 };
		struct err e = arg_set(&args, cases[i].param, cases[i].value);

		assert_int_equal(e.code, cases[i].good ? ERR_NONE : ERR_USAGE);
		if (cases[i].good && cases[i].number)
			assert_int_equal(args.number[cases[i].param], cases[i].number);
		if (!cases[i].good)
			assert_string_equal(e.what, param_name(cases[i].param).p);
	}
}

#define SEARCH (PARAM_BIT(PARAM_Q) | PARAM_BIT(PARAM_PAGE) | PARAM_BIT(PARAM_SOURCE))

static void
queries(void **state)
{
	static const struct {
		struct str query;
		enum err_code code;
		struct str again;
	} cases[] = {
		{ STR_INIT(""), ERR_NONE, STR_INIT("") },
		{ STR_INIT("page=2&q=%E5%A4%A7+%E5%9D%9D"), ERR_NONE,
		    STR_INIT("?q=%E5%A4%A7%20%E5%9D%9D&page=2") },
		{ STR_INIT("q=&source="), ERR_NONE,
		    STR_INIT("") }, /* an empty form field is none */
		{ STR_INIT("utm_source=x&q=a"), ERR_NONE, STR_INIT("?q=a") },
		{ STR_INIT("q=a&q=b"), ERR_NONE, STR_INIT("?q=a") },
		{ STR_INIT("view=side&q=a"), ERR_NONE, STR_INIT("?q=a") }, /* known, but not here */
		{ STR_INIT("page=x"), ERR_USAGE, STR_INIT("") },
		{ STR_INIT("q=%ff"), ERR_USAGE, STR_INIT("") },
		{ STR_INIT("&&=&q"), ERR_NONE, STR_INIT("") },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct args args = { 0 };

		assert_int_equal(
		    args_parse(&arena, cases[i].query, SEARCH, &args).code, cases[i].code);
		if (!cases[i].code)
			assert_true(str_equal(
			    args_query(&arena, &args, SEARCH, PARAM_MAX, S(""), PARAM_MAX),
			    cases[i].again));
	}
	arena_done(&arena);
}

static void
links(void **state)
{
	struct arena arena = { 0 };
	struct args args = { 0 };

	(void)state;
	assert_false(args_parse(&arena, S("q=a&source=x&page=3"), SEARCH, &args).code);
	assert_true(str_equal(args_query(&arena, &args, SEARCH, PARAM_PAGE, S("4"), PARAM_MAX),
	    S("?q=a&source=x&page=4")));
	assert_true(str_equal(args_query(&arena, &args, SEARCH, PARAM_SOURCE, S("y z"), PARAM_PAGE),
	    S("?q=a&source=y%20z")));
	assert_true(str_equal(
	    args_query(&arena, &args, SEARCH, PARAM_SOURCE, S(""), PARAM_PAGE), S("?q=a")));
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodings),
		cmocka_unit_test(values),
		cmocka_unit_test(queries),
		cmocka_unit_test(links),
	};

	return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}
