/*
 * The lines of a request: all that is said, and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "net/request.h"

#define AGENT "xinshi/0 (+https://contact.example/)"

static struct str
lines_of(struct arena *arena, const struct fetch_question *question, enum exchange_role role,
    const char *at)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct request_lines lines;
	struct url url;

	assert_int_equal(url_parse(arena, str_from_c(at), NULL, &url).code, ERR_NONE);
	request_compose(arena, question, role, url, S(AGENT), &lines);
	for (size_t i = 0; i < lines.count; i++)
		buf_push_format(&out, "%.*s\n", STR_ARGS(lines.items[i]));
	assert_true(str_find(buf_str(&out), S("\r"), 0) < 0);
	return str_copy(arena, buf_str(&out));
}

static void
a_feed_says_all_it_may(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const struct fetch_question question = { .kind = FETCH_FEED,
		.etag = S("W/\"a, \\\"b\\\"\""),
		.last_modified = S("Mon, 01 Feb 2021 00:05:00 GMT"),
		.delta = true };
	(void)state;

	assert_true(str_equal(lines_of(&arena, &question, EXCHANGE_ANSWER, "https://a.example/f"),
	    S("User-Agent: " AGENT "\n"
	      "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
	      "application/rdf+xml, "
	      "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1\n"
	      "Accept-Encoding: gzip, deflate, br\n"
	      "If-None-Match: W/\"a, \\\"b\\\"\"\n"
	      "If-Modified-Since: Mon, 01 Feb 2021 00:05:00 GMT\n"
	      "A-IM: feed\n")));
}

static void
a_picture_is_asked_for_as_one(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const struct fetch_question question = { .kind = FETCH_PICTURE };
	(void)state;

	assert_true(str_equal(lines_of(&arena, &question, EXCHANGE_ANSWER, "https://a.example/p"),
	    S("User-Agent: " AGENT "\n"
	      "Accept: image/jpeg, image/png, image/webp, image/gif;q=0.9, image/avif;q=0.8, "
	      "image/*;q=0.2, */*;q=0.1\n"
	      "Accept-Encoding: gzip, deflate, br\n")));
}

static void
what_was_not_given_is_not_sent(void **state)
{
	static const struct {
		struct fetch_question question;
		enum exchange_role role;
		bool tag, date, delta;
	} cases[] = {
		{ { .kind = FETCH_FEED }, EXCHANGE_ANSWER, false, false, false },
		{ { .kind = FETCH_FEED, .etag = STR_INIT("\"a\"") }, EXCHANGE_ANSWER, true, false,
		    false },
		{ { .kind = FETCH_PAGE, .etag = STR_INIT("\"a\"") }, EXCHANGE_ANSWER, true, false,
		    false },
		{ { .kind = FETCH_FEED, .last_modified = STR_INIT("x") }, EXCHANGE_ANSWER, false,
		    true, false },
		/* a difference is from something that has a name */
		{ { .kind = FETCH_FEED, .last_modified = STR_INIT("x"), .delta = true },
		    EXCHANGE_ANSWER, false, true, false },
		{ { .kind = FETCH_FEED, .delta = true }, EXCHANGE_ANSWER, false, false, false },
		/* robots.txt and hubs are others */
		{ { .kind = FETCH_PAGE, .etag = STR_INIT("\"a\"") }, EXCHANGE_ROBOTS, false, false,
		    false },
		{ { .kind = FETCH_HUB, .etag = STR_INIT("\"a\"") }, EXCHANGE_ANSWER, false, false,
		    false },
		/* to whom they came from */
		{ { .kind = FETCH_FEED,
		      .etag = STR_INIT("\"a\""),
		      .validated_url = STR_INIT("https://a.example/f") },
		    EXCHANGE_ANSWER, true, false, false },
		{ { .kind = FETCH_FEED,
		      .etag = STR_INIT("\"a\""),
		      .validated_url = STR_INIT("https://a.example/g") },
		    EXCHANGE_ANSWER, false, false, false },
		/* lines that would be two */
		{ { .kind = FETCH_FEED, .etag = STR_INIT("\"a\"\r\nCookie: b") }, EXCHANGE_ANSWER,
		    false, false, false },
		{ { .kind = FETCH_FEED, .etag = STR_INIT("\"a\"\n") }, EXCHANGE_ANSWER, false,
		    false, false },
		{ { .kind = FETCH_FEED, .etag = STR_INIT("\"a\0b\"") }, EXCHANGE_ANSWER, false,
		    false, false },
		{ { .kind = FETCH_FEED, .last_modified = STR_INIT("x\x7f") }, EXCHANGE_ANSWER,
		    false, false, false },
	};
	static const char *const never[] = { "Cookie", "Referer", "Cache-Control", "Pragma",
		"Authorization", "From", "DNT" };
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str lines =
		    lines_of(&arena, &cases[i].question, cases[i].role, "https://a.example/f");
		if ((str_find(lines, S("\nIf-None-Match: "), 0) > 0) != cases[i].tag ||
		    (str_find(lines, S("\nIf-Modified-Since: "), 0) > 0) != cases[i].date ||
		    (str_find(lines, S("\nA-IM: feed\n"), 0) > 0) != cases[i].delta)
			fail_msg("case %d: %.*s", (int)i, STR_ARGS(lines));
		for (size_t j = 0; j < LENGTH(never); j++)
			assert_true(
			    str_find_nocase(lines, str_format(&arena, "\n%s:", never[j]), 0) < 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_says_all_it_may),
		cmocka_unit_test(a_picture_is_asked_for_as_one),
		cmocka_unit_test(what_was_not_given_is_not_sent),
	};

	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
