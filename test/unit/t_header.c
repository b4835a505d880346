/*
 * Heads of responses: what their fields say, and what is no field.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>
#include <cmocka.h>

#include "net/header.h"

enum { NOW = 1612139999 };

static struct head
parse(struct arena *arena, const char *text)
{
	struct head head;

	assert_int_equal(head_parse(arena, raw_from_str(str_from_c(text)), &head).code, ERR_NONE);
	return head;
}

/* Fields behind "HTTP/1.1 200 OK", understood. */
static struct fetched
understand(struct arena *arena, const char *fields)
{
	struct str text =
	    str_join(arena, S("HTTP/1.1 200 OK\r\n"), str_from_c(fields), S("\r\n\r\n"), STR_END);
	struct head head = parse(arena, str_terminated(arena, text));
	struct fetched fetched = { 0 };
	struct url url;

	assert_int_equal(
	    url_parse(arena, S("https://news.example/a/feed.xml?x"), NULL, &url).code, ERR_NONE);
	head_understand(arena, &head, url, NOW, &fetched);
	return fetched;
}

static void
status_lines(void **state)
{
	static const struct {
		const char *line;
		int status; /* 0: none */
	} cases[] = {
		{ "HTTP/1.1 200 OK\r\n", 200 },
		{ "HTTP/1.0 404 Not Found\n", 404 },
		{ "HTTP/2 304 \r\n", 304 },
		{ "HTTP/2 304\r\n", 304 },
		{ "http/1.1 200\r\n", 200 },
		{ "HTTP/1.1  999 x", 999 },
		{ "HTTP/1.1 99 x", 0 },
		{ "HTTP/1.1 2000 x", 0 },
		{ "HTTP/1.1 099 x", 0 },
		{ "HTTP/1.1", 0 },
		{ "ICY 200 OK", 0 },
		{ "<html>", 0 },
		{ "", 0 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct head head = { 0 };
		struct err err = head_parse(&arena, raw_from_str(str_from_c(cases[i].line)), &head);
		if (head.status != cases[i].status ||
		    (err.code == ERR_NONE) != (cases[i].status != 0))
			fail_msg("%s: %d", cases[i].line, head.status);
	}
}

static void
fields_are_taken_apart(void **state)
{
	static const struct {
		const char *lines, *name, *want; /* want NULL: none */
	} cases[] = {
		{ "ETag: \"a\"\r\n", "etag", "\"a\"" },
		{ "ETAG:\"a\"  \r\n", "ETag", "\"a\"" },
		{ "ETag: W/\"a, b\"\n", "ETag", "W/\"a, b\"" },
		{ "X: 1\r\nX: 2\r\n", "X", "1" },
		{ "X: 1\r\n 2\r\n\t3\r\n", "X", "1 2 3" },
		{ "X:\r\n 2\r\n", "X", "2" },
		{ "X: 1\r\n\t\r\nY: 2\r\n", "X", "1" },
		{ "X Y: 1\r\n", "X Y", NULL },
		{ "X : 1\r\n", "X", NULL },
		{ ": 1\r\n", "", NULL },
		{ "no field\r\nX: 1\r\n", "X", "1" },
		{ " X: 1\r\nY: 2\r\n", "X", NULL },
		{ "X: 1\r\n\r\nY: 2\r\n", "Y", NULL },
		{ "X: a\x01"
		  "b\r\n",
		    "X", NULL },
		{ "X: \xe4\r\n", "X", NULL },
		{ "X: \xc3\xa4\r\n", "X", "\xc3\xa4" },
		{ "X:\r\n", "X", "" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str text = str_format(&arena, "HTTP/1.1 200 OK\r\n%s", cases[i].lines);
		struct head head = parse(&arena, str_terminated(&arena, text));
		struct str value = head_text(&head, str_from_c(cases[i].name));
		if ((value.p != NULL) != (cases[i].want != NULL) ||
		    !str_equal(value, str_from_c(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].lines, STR_ARGS(value));
	}
}

static void
validators_are_kept_byte_for_byte(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct fetched fetched = understand(&arena,
	    "ETag: W/\"0-%E6\\\"\r\nLast-Modified: sometime, Mon 1 Feb\r\n"
	    "Content-Type: application/rss+xml; charset=GBK\r\nContent-Location: a.xml\r\n"
	    "Content-Language: zh-CN");
	struct buf longer CLEAN(buf_done) = { 0 };
	(void)state;

	assert_true(str_equal(fetched.etag, S("W/\"0-%E6\\\"")));
	assert_true(str_equal(fetched.last_modified, S("sometime, Mon 1 Feb")));
	assert_true(str_equal(fetched.content_type, S("application/rss+xml; charset=GBK")));
	assert_true(str_equal(fetched.content_location, S("a.xml")));
	assert_true(str_equal(fetched.content_language, S("zh-CN")));
	buf_push_literal(&longer, "ETag: ");
	for (int i = 0; i <= FETCH_VALIDATOR_MAX; i++)
		buf_push_char(&longer, 'x');
	assert_int_equal(understand(&arena, str_terminated(&arena, buf_str(&longer))).etag.n, 0);
}

static void
pace_is_understood(void **state)
{
	static const struct {
		const char *fields;
		int64_t max_age_s, retry_after_s, date, expires;
	} cases[] = {
		{ "X: 1", -1, -1, 0, 0 },
		{ "Cache-Control: max-age=60", 60, -1, 0, 0 },
		{ "Cache-Control: public, MAX-AGE=\"60\"", 60, -1, 0, 0 },
		{ "Cache-Control: public\r\nCache-Control: max-age = 60", 60, -1, 0, 0 },
		{ "Cache-Control: max-age=60\r\nAge: 20", 40, -1, 0, 0 },
		{ "Cache-Control: max-age=60\r\nAge: 70", 0, -1, 0, 0 },
		{ "Cache-Control: max-age=60\r\nAge: -1", 60, -1, 0, 0 },
		{ "Cache-Control: s-maxage=60", -1, -1, 0, 0 },
		{ "Cache-Control: max-age=99999999999999999999", INT32_MAX, -1, 0, 0 },
		{ "Cache-Control: max-age=soon", -1, -1, 0, 0 },
		{ "Cache-Control: max-age=5, max-age=9", 5, -1, 0, 0 },
		{ "Retry-After: 120", -1, 120, 0, 0 },
		{ "Retry-After: Mon, 01 Feb 2021 00:41:39 GMT", -1, 100, 0, 0 },
		{ "Date: Mon, 01 Feb 2021 00:00:00 GMT\r\nRetry-After: Mon, 01 Feb 2021 00:05:00 "
		  "GMT",
		    -1, 300, 1612137600, 0 },
		{ "Retry-After: Sun, 31 Jan 2021 00:00:00 GMT", -1, 0, 0, 0 },
		{ "Retry-After: later", -1, -1, 0, 0 },
		{ "Date: Mon, 01 Feb 2021 00:00:00 GMT", -1, -1, 1612137600, 0 },
		{ "Date: Monday, 01-Feb-21 00:00:00 GMT", -1, -1, 1612137600, 0 },
		{ "Date: Mon Feb  1 00:00:00 2021", -1, -1, 1612137600, 0 },
		{ "Date: whenever", -1, -1, 0, 0 },
		{ "Expires: Mon, 01 Feb 2021 01:00:00 GMT", -1, -1, 0, 1612141200 },
		{ "Expires: 0", -1, -1, 0, 1 },
		{ "Expires: -1", -1, -1, 0, 1 },
		{ "Expires: Thu, 01 Jan 1970 00:00:00 GMT", -1, -1, 0, 1 },
		{ "Expires:", -1, -1, 0, 1 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct fetched f = understand(&arena, cases[i].fields);
		if (f.max_age_s != cases[i].max_age_s ||
		    f.retry_after_s != cases[i].retry_after_s || f.date != cases[i].date ||
		    f.expires != cases[i].expires)
			fail_msg("%s: %lld %lld %lld %lld", cases[i].fields, (long long)f.max_age_s,
			    (long long)f.retry_after_s, (long long)f.date, (long long)f.expires);
	}
}

static void
directives_are_flags(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct fetched fetched =
	    understand(&arena, "Cache-Control: No-Cache=\"Set-Cookie\", must-revalidate");
	(void)state;

	assert_true(fetched.no_cache && fetched.must_revalidate && !fetched.no_store);
	fetched = understand(&arena, "Cache-Control: no-store,x-no-cache");
	assert_true(!fetched.no_cache && !fetched.must_revalidate && fetched.no_store);
}

static void
links_are_read(void **state)
{
	static const struct {
		const char *field, *want; /* rel|url|type, ... */
	} cases[] = {
		{ "Link: <https://hub.example/>; rel=hub", "hub|https://hub.example/|" },
		{ "Link: </self>; rel=\"self\"; type=\"application/atom+xml\"",
		    "self|https://news.example/self|application/atom+xml" },
		{ "Link: <b>;rel=next,<c>;rel=prev",
		    "next|https://news.example/a/b| prev|https://news.example/a/c|" },
		{ "Link: <b>; rel=next\r\nLink: <c>; rel=prev",
		    "next|https://news.example/a/b| prev|https://news.example/a/c|" },
		{ "Link: <b>; title=\"a, <x>; b\\\"c\"; REL=\"hub self\"",
		    "hub self|https://news.example/a/b|" },
		{ "Link: <b>; rel=a; rel=b", "a|https://news.example/a/b|" },
		{ "Link: <b>", "" },
		{ "Link: <b; rel=a", "" },
		{ "Link: b; rel=a", "" },
		{ "Link: <javascript:x>; rel=hub, <c>; rel=hub", "hub|https://news.example/a/c|" },
		{ "Link: <b>; rel = hub ; a", "hub|https://news.example/a/b|" },
		{ "Link: <b>; rel=\"hub", "hub|https://news.example/a/b|" },
		{ "Link: <b>; rel=\"hub\\", "hub\\|https://news.example/a/b|" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf all CLEAN(buf_done) = { 0 };
		struct fetched fetched = understand(&arena, cases[i].field);
		for (size_t j = 0; j < fetched.link_count; j++)
			buf_push_format(&all, "%s%.*s|%.*s|%.*s", j ? " " : "",
			    STR_ARGS(fetched.links[j].rel), STR_ARGS(fetched.links[j].url),
			    STR_ARGS(fetched.links[j].type));
		if (!str_equal(buf_str(&all), str_from_c(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].field, STR_ARGS(buf_str(&all)));
	}
}

static void
redirects_lead_somewhere_or_not(void **state)
{
	static const struct {
		const char *field, *want; /* NULL: nowhere */
	} cases[] = {
		{ "Location: https://b.example/x", "https://b.example/x" },
		{ "Location: /x#part", "https://news.example/x" },
		{ "Location: x", "https://news.example/a/x" },
		{ "Location: ?y", "https://news.example/a/feed.xml?y" },
		{ "Location: //b.example", "https://b.example/" },
		{ "Location: /\xe6\x96\xb0", "https://news.example/%E6%96%B0" },
		{ "Location: /\xd0\xc2", "https://news.example/%D0%C2" },
		{ "Location: http://127.1/", "http://127.0.0.1/" },
		{ "Location: /a b", "https://news.example/a%20b" },
		{ "Location: ftp://b.example/", NULL },
		{ "Location: javascript:alert(1)", NULL },
		{ "Location: http://user:secret@b.example/", NULL },
		{ "Location: file:///etc/passwd", NULL },
		{ "Location:", NULL },
		{ "X: 1", NULL },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct url from, to;
	(void)state;

	assert_int_equal(
	    url_parse(&arena, S("https://news.example/a/feed.xml?x"), NULL, &from).code, ERR_NONE);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str text =
		    str_format(&arena, "HTTP/1.1 301 x\r\n%s\r\n\r\n", cases[i].field);
		struct head head = parse(&arena, str_terminated(&arena, text));
		bool leads = head_location(&arena, &head, from, &to);
		if (leads != (cases[i].want != NULL) ||
		    (leads && !str_equal(url_str(to), str_from_c(cases[i].want))))
			fail_msg("%s", cases[i].field);
	}
}

static void
codings_have_an_order_and_an_end(void **state)
{
	static const struct {
		const char *field;
		int count;
		enum coding first, second;
	} cases[] = {
		{ "X: 1", 0, 0, 0 },
		{ "Content-Encoding: gzip", 1, CODING_GZIP, 0 },
		{ "Content-Encoding: X-GZip", 1, CODING_GZIP, 0 },
		{ "Content-Encoding: deflate, br", 2, CODING_DEFLATE, CODING_BROTLI },
		{ "Content-Encoding: gzip\r\nContent-Encoding: gzip", 2, CODING_GZIP, CODING_GZIP },
		{ "Content-Encoding: identity, gzip", 1, CODING_GZIP, 0 },
		{ "Content-Encoding: utf-8", 0, 0, 0 },
		{ "Content-Encoding: gzip, gzip, gzip", -1, 0, 0 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str text =
		    str_format(&arena, "HTTP/1.1 200 x\r\n%s\r\n\r\n", cases[i].field);
		struct head head = parse(&arena, str_terminated(&arena, text));
		enum coding codings[CODINGS_MAX] = { 0 };
		int count = head_codings(&arena, &head, codings);
		if (count != cases[i].count || (count > 0 && codings[0] != cases[i].first) ||
		    (count > 1 && codings[1] != cases[i].second))
			fail_msg("%s: %d", cases[i].field, count);
	}
}

static void
deltas_are_known(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct head head = parse(&arena, "HTTP/1.1 226 IM Used\r\nIM: gzip, feed\r\n\r\n");
	struct fetched fetched = { 0 };
	struct url url = { "https://a.example/", 18 };
	(void)state;

	head_understand(&arena, &head, url, NOW, &fetched);
	assert_true(fetched.is_delta);
	assert_false(understand(&arena, "IM: feed").is_delta);
}

/* A quarter of a megabyte of anything costs its length, not its square. */
static void
hostile_heads_cost_little(void **state)
{
	static const char *const units[] = { "X: 1\r\n", " y\r\n", "Link: <a>; b=\"c\r\n",
		"Cache-Control: a\r\n", "\\\"", ";a=\"", "<a>,", ",", "<", "X:\r\n\t",
		"ETag: W/\"\"\r\n", "Link: <a>;rel=\"\\\"" };
	clock_t begun = clock();
	(void)state;

	for (size_t i = 0; i < LENGTH(units); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf text CLEAN(buf_done) = { 0 };
		buf_push_literal(&text, "Link: <a>; rel=x; a=");
		while (text.n < FETCH_HEAD_MAX)
			buf_push_str(&text, str_from_c(units[i]));
		(void)understand(&arena, str_terminated(&arena, buf_str(&text)));
		assert_in_range(arena.used, 0, 8 << 20);
	}
	assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(status_lines),
		cmocka_unit_test(fields_are_taken_apart),
		cmocka_unit_test(validators_are_kept_byte_for_byte),
		cmocka_unit_test(pace_is_understood),
		cmocka_unit_test(directives_are_flags),
		cmocka_unit_test(links_are_read),
		cmocka_unit_test(redirects_lead_somewhere_or_not),
		cmocka_unit_test(codings_have_an_order_and_an_end),
		cmocka_unit_test(deltas_are_known),
		cmocka_unit_test(hostile_heads_cost_little),
	};

	return cmocka_run_group_tests_name("header", tests, NULL, NULL);
}
