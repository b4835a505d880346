#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "read/article_json.h"

#define HEAD "{\"schema\":\"article/1\",\"url\":\"https://lin.example/1\","

static void
what_is_an_object(void **state)
{
	(void)state;
	assert_true(article_json_is(S("{}")));
	assert_true(article_json_is(S("\xef\xbb\xbf \n{")));
	assert_false(article_json_is(S("<!--1-->{")));
	assert_false(article_json_is(S("[{}]")));
	assert_false(article_json_is(S("")));
}

static void
claims(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct markdown file;

	(void)state;
	assert_int_equal(
	    article_json_parse(&arena,
		S(HEAD "\"title\":\"【快讯】水位\\u4e0a涨\",\"published\":\"2021-02-03\",\"updated\":\"2021-02-04T08:00:00+08:00\","
		       "\"url_claimed\":\"https://lin.example/1?utm=2\",\"authors\":[\"王一\",7,\"李二\"],\"tags\":[\"水\"],\"lang\":\"zh-Hans\","
		       "\"site\":\"临江日报\",\"section\":null,\"published_evidence\":\"header\",\"html\":\"<p>一</p>\",\"unknown\":[{}]}\n"),
		0, &file)
		.code,
	    ERR_NONE);
	assert_true(str_equal(file.title, S("【快讯】水位上涨")));
	assert_true(str_equal(file.url, S("https://lin.example/1?utm=2")));
	assert_true(str_equal(file.body, S("<p>一</p>")));
	assert_int_equal(file.published.precision, WHEN_DAY);
	assert_string_equal(file.evidence, "header");
	assert_true(str_equal(file.front.updated, S("2021-02-04T08:00:00+08:00")));
	assert_int_equal(file.front.authors.count, 2);
	assert_true(str_equal(file.front.authors.items[1], S("李二")));
	assert_int_equal(file.front.tags.count, 1);
	assert_false(file.front.section.n);
	assert_true(file.own);
	assert_false(file.clean);
}

/* Who leaves the markup out still has the text; and without a date there is none. */
static void
text_alone(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct markdown file;

	(void)state;
	assert_int_equal(
	    article_json_parse(&arena, S(HEAD "\"text\":\"a < b & c\\n二\"}"), 0, &file).code, ERR_NONE);
	assert_true(str_equal(file.body, S("<p>a &lt; b &amp; c</p><p>二</p>")));
	assert_int_equal(file.published.precision, WHEN_NONE);
	assert_string_equal(file.evidence, "JSON");
}

static void
refused(void **state)
{
	static const struct {
		const char *text;
		enum err_code code;
		uint64_t at;
	} rows[] = {
		{ "{\"schema\":\"article/1\",", ERR_SYNTAX, 22 },
		{ HEAD "\"html\":\"<p>cut", ERR_SYNTAX, 66 },
		{ "{\"schema\":\"article/2\",\"url\":\"https://lin.example/1\"}", ERR_HEADER, 0 },
		{ "{\"url\":\"https://lin.example/1\"}", ERR_HEADER, 0 },
		{ "{\"schema\":[\"article/1\"]}", ERR_HEADER, 0 },
		{ "{\"schema\":\"article/1\",\"html\":\"\"}", ERR_URL, 0 },
		{ HEAD "\"published\":\"2021-02-31\"}", ERR_DATE, 0 },
		{ HEAD "\"url\":\"https://lin.example/2\"}", ERR_SYNTAX, 57 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct markdown file;
		struct err e = article_json_parse(&arena, str_from_c(rows[i].text), 0, &file);
		assert_int_equal(e.code, rows[i].code);
		assert_true(e.at <= strlen(rows[i].text));
		assert_int_equal(e.at, rows[i].at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_an_object),
		cmocka_unit_test(claims),
		cmocka_unit_test(text_alone),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
