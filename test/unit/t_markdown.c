#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/markdown.h"

#define RULE "\n------\n\n"

static void
same(struct str got, const char *want, const char *of)
{
	if (!str_equal(got, str_from_c(want)))
		fail_msg("%s: got \"%.*s\", want \"%s\"", of, STR_ARGS(got), want);
}

static void
heads_are_read(void **state)
{
	static const struct {
		const char *text, *title, *url, *body;
		int64_t ms;
	} cases[] = {
		{ "<!--1612139160000-->\n[甲地大雨](https://example.org/1)" RULE "<p>一</p>\n",
		    "甲地大雨", "https://example.org/1", "<p>一</p>", 1612139160000 },
		{ "<!--0-->\n[a](http://example.org/)" RULE "\n", "a", "http://example.org/", "",
		    0 },
		{ "<!---1000-->\n[a](http://example.org/)" RULE "x\n", "a", "http://example.org/",
		    "x", -1000 },
		/* brackets in the title, brackets in the URL */
		{ "<!--1-->\n[[Uk] 標題](https://example.org/w/甲_(乙))" RULE "x\n", "[Uk] 標題",
		    "https://example.org/w/甲_(乙)", "x", 1 },
		{ "<!--1-->\n[see [1](note)](https://example.org/?a=(b)(c))" RULE "x\n",
		    "see [1](note)", "https://example.org/?a=(b)(c)", "x", 1 },
		{ "<!--1-->\n[a](b)](c)](HTTPS://example.org/)" RULE "x\n", "a](b)](c)",
		    "HTTPS://example.org/", "x", 1 },
		{ "<!--1-->\n[a](ftp://example.org/)" RULE "x\n", "a", "ftp://example.org/", "x",
		    1 },
		{ "<!--1-->\n[](https://example.org/)" RULE "x\n", "", "https://example.org/", "x",
		    1 },
		/* what is forgiven */
		{ "\xef\xbb\xbf<!--1-->\r\n[a](https://example.org/)\r\n------\r\n\r\n<p>x</p>\r\n",
		    "a", "https://example.org/", "<p>x</p>", 1 },
		{ "\n\n<!--1-->\n[a](https://example.org/)  " RULE "x\n", "a",
		    "https://example.org/", "x", 1 },
		{ "<!-- 1 -->[a](https://example.org/)" RULE "x\n", "a", "https://example.org/",
		    "x", 1 },
		{ "<!--1-->\n[first\nsecond](https://example.org/)" RULE "x\n", "first\nsecond",
		    "https://example.org/", "x", 1 },
		{ "<!--1-->\n[a](https://example.org/)\n---\nx\n", "a", "https://example.org/", "x",
		    1 },
		/* the body is taken as it is */
		{ "<!--1-->\n[a](https://example.org/)" RULE "x\n------\n\ny", "a",
		    "https://example.org/", "x\n------\n\ny", 1 },
		{ "<!--1-->\n[a](https://example.org/)" RULE "\n\nx\n\n", "a",
		    "https://example.org/", "\n\nx\n", 1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct markdown md;
		struct err err = markdown_parse(&arena, str_from_c(cases[i].text), 0, &md);
		if (err.code)
			fail_msg("%s: %s %s", cases[i].text, err_row(err.code)->name, err.what);
		same(md.title, cases[i].title, cases[i].text);
		same(md.url, cases[i].url, cases[i].text);
		same(md.body, cases[i].body, cases[i].text);
		assert_true(md.published.ms == cases[i].ms);
		assert_string_equal(md.evidence, "header");
		assert_memory_equal(cases[i].text + md.url_at, md.url.p, md.url.n);
		assert_ptr_equal(cases[i].text + md.body_at, md.body.p);
	}
}

static void
bad_heads_say_where(void **state)
{
	static const struct {
		const char *text, *code, *what;
		unsigned at;
	} cases[] = {
		{ "", "ERR_EMPTY", NULL, 0 },
		{ " \n\r\n", "ERR_EMPTY", NULL, 0 },
		{ "hello\n", "ERR_HEADER", "no <!--", 0 },
		{ "<!", "ERR_TRUNCATED", "no <!--", 0 },
		{ "<!--16121", "ERR_TRUNCATED", "inside the time", 9 },
		{ "<!--1612139160000--", "ERR_TRUNCATED", "time is not closed by -->", 17 },
		{ "<!--NaN-->\n[a](https://example.org/)" RULE "x\n", "ERR_DATE", "NaN", 4 },
		{ "<!---->\n[a](https://example.org/)" RULE "x\n", "ERR_DATE",
		    "no number of milliseconds", 4 },
		{ "<!--undefined-->\n", "ERR_DATE", "no number of milliseconds", 4 },
		{ "<!--99999999999999999-->\n", "ERR_DATE", "time out of range", 4 },
		{ "<!--99999999999999999999999-->\n", "ERR_DATE", "no number of milliseconds", 4 },
		{ "<!--1612139160000 published -->\n", "ERR_HEADER", "time is not closed by -->",
		    18 },
		{ "<!--1-->\n", "ERR_TRUNCATED", "inside the head", 9 },
		{ "<!--1-->\n[a](https://exam", "ERR_TRUNCATED", "inside the head", 25 },
		{ "<!--1-->\n[a](https://example.org/)\n", "ERR_TRUNCATED", "inside the head", 35 },
		{ "<!--1-->\n[a](https://example.org/)\n------", "ERR_TRUNCATED",
		    "nothing behind the head", 41 },
		{ "<!--1-->\n[a](https://example.org/)\n------\n\n", "ERR_TRUNCATED",
		    "nothing behind the head", 43 },
		{ "<!--1-->\n[a](https://example.org/)\nx\nx\nx\nx\nx\nx\nx\nx\n", "ERR_HEADER",
		    "no line of dashes under the title", 9 },
		{ "<!--1-->\na" RULE "x\n", "ERR_HEADER", "no [title](URL)", 9 },
		{ "<!--1-->\n[a]" RULE "x\n", "ERR_HEADER", "no ](", 9 },
		{ "<!--1-->\n[a](https://example.org/" RULE "x\n", "ERR_HEADER",
		    "no ) behind the URL", 13 },
		{ "<!--1-->\n[a]()" RULE "x\n", "ERR_URL", "no URL", 13 },
		{ "---\ntitle: a\n", "ERR_TRUNCATED", "front matter is not closed", 13 },
		{ "---\ndate: 2021-02-01\n---\nx\n", "ERR_URL",
		    "no from: or url: in the front matter", 25 },
		{ "---\nfrom: https://example.org/\n---\nx\n", "ERR_DATE",
		    "no date: in the front matter", 35 },
		{ "---\nfrom: https://example.org/\ndate: NaN\n---\nx\n", "ERR_DATE", "NaN", 37 },
		{ "---\nfrom: https://example.org/\ndate: \"soon\"\n---\nx\n", "ERR_DATE",
		    "date: is no date", 37 },
		{ "---\ntitle: 'a\n---\n", "ERR_FRONT_MATTER", "quote is not closed", 11 },
		{ "---\ntitle: \"a\\q\"\n---\n", "ERR_FRONT_MATTER", "bad escape", 13 },
		{ "---\ntitle: \"\\uD800\"\n---\n", "ERR_FRONT_MATTER", "bad escape", 12 },
		{ "---\ntitle: \"\\uDC00\"\n---\n", "ERR_FRONT_MATTER", "escape of no character",
		    12 },
		{ "---\ntitle: \"a\" b\n---\n", "ERR_FRONT_MATTER", "text behind the value", 15 },
		{ "---\ntags: [a, b\n---\n", "ERR_FRONT_MATTER", "list is not closed", 10 },
		{ "---\nnonsense\n---\n", "ERR_FRONT_MATTER", "line is not \"key: value\"", 4 },
		{ "---\na b: c\n---\n", "ERR_FRONT_MATTER", "line is not \"key: value\"", 4 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct markdown md = { 0 };
		struct err err = markdown_parse(&arena, str_from_c(cases[i].text), 0, &md);
		const char *what = err.what ? err.what : "-";
		if (strcmp(err_row(err.code)->name, cases[i].code) ||
		    strcmp(what, cases[i].what ? cases[i].what : "-") || err.at != cases[i].at)
			fail_msg("%s\ngot %s \"%s\" at %u", cases[i].text, err_row(err.code)->name,
			    what, err.at);
		assert_null(md.url.p);
	}
}

static void
every_prefix_is_refused_or_read(void **state)
{
	static const char text[] =
	    "---\nlayout: post\ntags: [ 甲 "
	    "]\n---\n<!--1612139160000-->\n[甲地](https://example.org/1)" RULE "<p>一</p>\n";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct markdown md;
	size_t head = (size_t)(strstr(text, "<p>") - text);
	(void)state;

	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		struct str part = { text,
			str_rune_start((struct str){ text, sizeof(text) - 1 }, n) };
		struct err err = markdown_parse(&arena, part, 0, &md);
		if (!err.code != (part.n > head))
			fail_msg("%zu bytes: %s", part.n, err_row(err.code)->name);
		if (!err.code)
			assert_false(md.ended);
	}
}

static void
front_matter_of_the_forks(void **state)
{
	static const char text[] = "---\n"
				   "layout: post\n"
				   "title: \"甲地\\\"大雨\\\" \\u96e8 \\U0001F600\\ud83d\\ude00\"\n"
				   "date: 2021-02-01T00:26:00.000Z\n"
				   "author: 某某日報\n"
				   "from: https://example.org/a_(b) # where\n"
				   "tags: [ 某某日報, 'it''s', \"a, b\" ]\n"
				   "categories:\n"
				   "- 一\n"
				   "  # between\n"
				   "  - \"二\"\n"
				   "---\n";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str file = str_join(&arena, str_from_c(text), S("<p>x</p>\n"), STR_END);
	struct markdown md;
	(void)state;

	assert_int_equal(markdown_parse(&arena, file, 0, &md).code, ERR_NONE);
	assert_true(md.has_front_matter);
	same(md.title, "甲地\"大雨\" 雨 \U0001F600\U0001F600", "title");
	same(md.url, "https://example.org/a_(b)", "url");
	same(md.front.author, "某某日報", "author");
	same(md.front.layout, "post", "layout");
	assert_true(md.published.ms == 1612139160000);
	assert_string_equal(md.evidence, "front matter");
	assert_int_equal(md.front.tags.count, 3);
	same(md.front.tags.items[1], "it's", "tag");
	same(md.front.tags.items[2], "a, b", "tag");
	assert_int_equal(md.front.categories.count, 2);
	same(md.front.categories.items[1], "二", "category");
	same(md.body, "<p>x</p>", "body");
}

static void
values_of_front_matter(void **state)
{
	static const struct {
		const char *line, *title;
	} cases[] = {
		{ "title: plain: with a colon", "plain: with a colon" },
		{ "title: [Uk] 標題", "[Uk] 標題" },
		{ "title: a #b # comment", "a" },
		{ "title: C#", "C#" },
		{ "title: ~", "" },
		{ "title: null", "" },
		{ "title:", "" },
		{ "title: ''", "" },
		{ "title: >-\n  one\n  two", "one two" },
		{ "title: |\n  one\n\n  two", "one\n\ntwo" },
		{ "title: [only]", "only" },
		{ "title: first\ntitle: second", "first" },
		{ "other:\n  nested: x\n  - y\n- z\ntitle: after what we do not know",
		    "after what we do not know" },
		{ "title: \"tab\\tand \\x41\\N\"", "tab\tand A\xc2\x85" },
		{ "title: \"\\L\\L\\L\"", "\xe2\x80\xa8\xe2\x80\xa8\xe2\x80\xa8" },
		{ "title: trailing  \r", "trailing" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str text = str_join(&arena, S("---\n"), str_from_c(cases[i].line),
		    S("\nurl: https://example.org/\ndate: 2021-02-01\n---\n\nx"), STR_END);
		struct markdown md;
		struct err err = markdown_parse(&arena, text, 28800, &md);
		if (err.code)
			fail_msg("%s: %s", cases[i].line, err.what);
		same(md.title, cases[i].title, cases[i].line);
		assert_int_equal(md.published.offset_s, 28800);
	}
}

static void
header_wins_over_front_matter(void **state)
{
	static const char text[] =
	    "---\ntitle: other\ndate: nonsense\nauthor: "
	    "某報\n---\n\n<!--1000-->\n[a](https://example.org/)" RULE "<!--1-->x\n";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct markdown md;
	(void)state;

	assert_int_equal(markdown_parse(&arena, str_from_c(text), 0, &md).code, ERR_NONE);
	same(md.title, "a", "title");
	same(md.front.title, "other", "front title");
	same(md.body, "<!--1-->x", "body");
	assert_true(md.published.ms == 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_are_read),
		cmocka_unit_test(bad_heads_say_where),
		cmocka_unit_test(every_prefix_is_refused_or_read),
		cmocka_unit_test(front_matter_of_the_forks),
		cmocka_unit_test(values_of_front_matter),
		cmocka_unit_test(header_wins_over_front_matter),
	};

	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
