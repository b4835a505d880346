/*
 * robots.txt: RFC 9309, its examples, and what sites write instead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>
#include <cmocka.h>

#include "base/buf.h"
#include "net/robots.h"

static struct robots
parse(struct arena *arena, const char *text)
{
	struct robots robots;

	robots_parse(arena, raw_from_str(str_from_c(text)), S("xinshi"), &robots);
	return robots;
}

static void
paths_are_matched(void **state)
{
	static const struct {
		const char *rules, *path;
		bool allowed;
	} cases[] = {
		{ "", "/", true },
		{ "Disallow: /", "/", false },
		{ "Disallow: /", "/robots.txt", true },
		{ "Disallow:", "/a", true },
		{ "Disallow: /fish", "/fish", false },
		{ "Disallow: /fish", "/fish.html", false },
		{ "Disallow: /fish", "/fishheads/yummy", false },
		{ "Disallow: /fish", "/Fish.asp", true },
		{ "Disallow: /fish", "/catfish", true },
		{ "Disallow: /fish/", "/fish", true },
		{ "Disallow: /*.gif$", "/a/b.gif", false },
		{ "Disallow: /*.gif$", "/a/b.gif?x", true },
		{ "Disallow: /*.gif", "/a.gifs", false },
		{ "Disallow: *.gif", "/a.gif", false },
		{ "Disallow: /a*b*c", "/a-c-b", true },
		{ "Disallow: /a*b*c", "/a-b-b-c", false },
		{ "Disallow: /a**b", "/axb", false },
		{ "Disallow: /$", "/", false },
		{ "Disallow: /$", "/a", true },
		{ "Disallow: /a$", "/a", false },
		{ "Disallow: /*$", "/anything", false },
		{ "Disallow: /a*a$", "/a", true },
		{ "Disallow: /a*a$", "/aa", false },
		{ "Disallow: /*?", "/a?b", false },
		{ "Disallow: /*?", "/a", true },
		{ "Disallow: /a$b", "/a$bc", false },
		/* the longest counts; of equals the one that allows (RFC 9309, 2.2.2) */
		{ "Disallow: /p\nAllow: /page", "/page", true },
		{ "Allow: /page\nDisallow: /*.htm", "/page.htm", false },
		{ "Disallow: /folder\nAllow: /folder", "/folder/page", true },
		{ "Allow: /folder\nDisallow: /folder", "/folder/page", true },
		{ "Allow: /$\nDisallow: /", "/", true },
		{ "Allow: /$\nDisallow: /", "/page.htm", false },
		/* encodings */
		{ "Disallow: /foo/bar?baz=http://foo.bar", "/foo/bar?baz=http://foo.bar", false },
		{ "Disallow: /\xe6\x96\xb0", "/%E6%96%B0%E9%97%BB", false },
		{ "Disallow: /%e6%96%b0", "/%E6%96%B0", false },
		{ "Disallow: /%62%61%72", "/bar", false },
		{ "Disallow: /a b", "/a%20b", false },
		{ "Disallow: fish", "/fish", false },
		/* slips */
		{ "disallow:/a", "/a", false },
		{ "  Disallow  :  /a  # why", "/a", false },
		{ "Dissallow: /a", "/a", false },
		{ "Disallow /a", "/a", true },
		{ "Noindex: /a", "/a", true },
		{ "Sitemap: /x\nDisallow: /a", "/a", false },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct str text = str_format(&arena, "User-agent: *\n%s\n", cases[i].rules);
		struct robots robots = parse(&arena, str_terminated(&arena, text));
		if (robots_allows(&robots, str_from_c(cases[i].path)) != cases[i].allowed)
			fail_msg("%s: %s", cases[i].rules, cases[i].path);
	}
}

static void
groups_are_ours_or_all(void **state)
{
	static const struct {
		const char *text;
		bool names_us, allowed; /* of /a */
	} cases[] = {
		{ "Disallow: /a", false, true }, /* no group */
		{ "User-agent: other\nDisallow: /a", false, true },
		{ "User-agent: other\nUser-agent: *\nDisallow: /a", false, false },
		{ "User-agent: xinshi\nDisallow: /a", true, false },
		{ "User-agent: XinShi/2.0\nDisallow: /a", true, false },
		{ "User-agent: xinshibot\nDisallow: /a", false, true },
		{ "User-agent: *\nDisallow: /a\nUser-agent: xinshi\nDisallow: /b", true, true },
		{ "User-agent: xinshi\nDisallow: /b\n\nUser-agent: *\nDisallow: /a", true, true },
		{ "User-agent: xinshi\nUser-agent: other\nDisallow: /a", true, false },
		{ "User-agent: xinshi\nDisallow: /b\nUser-agent: *\nDisallow: /\nUser-agent: "
		  "xinshi\nDisallow: /a",
		    true, false },
		{ "User-agent: xinshi\n", true, true },
		{ "User-agent: xinshi\nSitemap: /s\nUser-agent: other\nDisallow: /a", true, false },
		{ "\xef\xbb\xbfUser-agent: *\nDisallow: /a", false, false },
		{ "User-agent: *\rDisallow: /a\r", false, false },
		{ "User-agent: *\r\n\r\n\r\nDisallow: /a\r\n", false, false },
		{ "useragent: *\ndisallow: /a", false, false },
		{ "<html><body>User-agent: *<br>Disallow: /</body></html>", false, true },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct robots robots = parse(&arena, cases[i].text);
		if (robots.names_us != cases[i].names_us ||
		    robots_allows(&robots, S("/a")) != cases[i].allowed)
			fail_msg("%s", cases[i].text);
	}
}

static void
delays_have_a_ceiling(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "User-agent: *\nDisallow: /a", -1 },
		{ "User-agent: *\nCrawl-delay: 5", 5000 },
		{ "User-agent: *\nCrawl-delay: 0.5", 1000 },
		{ "User-agent: *\nCrawl-delay: 0", 0 },
		{ "User-agent: *\nCrawl-delay: 86400", 30000 },
		{ "User-agent: *\nCrawl-delay: soon", -1 },
		{ "User-agent: *\nCrawl-delay: 9\nUser-agent: xinshi\nCrawl-delay: 2", 2000 },
		{ "User-agent: *\nCrawl-delay: 9\nUser-agent: xinshi\nDisallow:", -1 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		assert_int_equal(parse(&arena, cases[i].text).delay_ms, cases[i].ms);
	}
}

/* Half a megabyte of the dearest patterns is judged in no time. */
static void
hostile_rules_cost_little(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 }, path CLEAN(buf_done) = { 0 };
	clock_t begun = clock();
	struct robots robots;
	(void)state;

	buf_push_literal(&text, "User-agent: *\n");
	while (text.n < 2 * ROBOTS_BYTES_MAX) {
		buf_push_literal(&text, "Disallow: /");
		for (int i = 0; i < 50; i++)
			buf_push_literal(&text, "*aaaaaaaaab");
		buf_push_literal(&text, "\n");
	}
	buf_push_char(&path, '/');
	while (path.n < 8000)
		buf_push_char(&path, 'a');
	robots_parse(&arena, buf_raw(&text), S("xinshi"), &robots);
	assert_in_range(robots.count, 500, ROBOTS_RULES_MAX);
	assert_true(robots_allows(&robots, buf_str(&path)));
	assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 2);
}

static void
there_are_ceilings(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct robots robots;
	(void)state;

	buf_push_literal(&text, "User-agent: *\n");
	for (int i = 0; i < 2 * ROBOTS_RULES_MAX; i++)
		buf_push_format(&text, "Disallow: /%05d\n", i);
	buf_push_literal(&text, "Disallow: /");
	for (int i = 0; i < ROBOTS_RULE_MAX; i++)
		buf_push_char(&text, 'x');
	robots_parse(&arena, buf_raw(&text), S("xinshi"), &robots);
	assert_int_equal(robots.count, ROBOTS_RULES_MAX);
	assert_false(robots_allows(&robots, S("/00000")));
	assert_true(robots_allows(&robots, S("/08000")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_matched),
		cmocka_unit_test(groups_are_ours_or_all),
		cmocka_unit_test(delays_have_a_ceiling),
		cmocka_unit_test(hostile_rules_cost_little),
		cmocka_unit_test(there_are_ceilings),
	};

	return cmocka_run_group_tests_name("robots", tests, NULL, NULL);
}
