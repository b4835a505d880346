#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <cmocka.h>

#include "read/markup.h"
#include "refine/site_path.h"

static const char page[] =
    "<html><head><title>Kopf - Haus</title><meta name='author' content=' Anna  Blau '></head><body>"
    "<div id='top' class='nav main-nav'><a href='/a'>eins</a><a href='/b' class='last "
    "one'>zwei</a></div>"
    "<article class='story'><h1>Der  Titel</h1><p>Absatz <b>fett</b> eins</p><p class='x'>Absatz "
    "zwei</p>"
    "<ul><li>1</li><li>2</li><li class='x'>3</li></ul><amp-social>teilen</amp-social><img "
    "src='/i.jpg' width='30'></article>"
    "<div class='foot'><p>Ende</p></div></body></html>";

static struct doc
parsed(struct arena *arena, struct str html)
{
	static struct markup *markup;
	struct doc doc;

	if (!markup)
		assert_int_equal(markup_open(MARKUP_MYHTML, &markup).code, 0);
	assert_int_equal(markup_parse(markup, arena, html, NULL, &doc).code, 0);
	return doc;
}

/* How many places, and the text: of the first of them, of what is calculated. */
static const struct {
	const char *path;
	int count;
	const char *text;
} cases[] = {
	{ "//p", 3, "Absatz fett eins" },
	{ "/html/body/article/p", 2, "Absatz fett eins" },
	{ "//body//p", 3, "Absatz fett eins" },
	{ "//head/title", 1, "Kopf - Haus" },
	{ "//p[2]", 1, "Absatz zwei" },
	{ "(//p)[3]", 1, "Ende" },
	{ "(//p)[last()]", 1, "Ende" },
	{ "//li[position()>1]", 2, "2" },
	{ "//li[last()-1]", 1, "2" },
	{ "//p[@class='x'] | //h1", 2, "Der Titel" },
	{ "//*[contains(concat(' ', normalize-space(@class), ' '), ' one ')]", 1, "zwei" },
	{ "//meta[@name='author']/@content", 1, "Anna Blau" },
	{ "//a/@href", 2, "/a" },
	{ "//b/..", 1, "Absatz fett eins" },
	{ "//b/parent::p/following-sibling::p", 1, "Absatz zwei" },
	{ "//ul/preceding-sibling::p[1]", 1, "Absatz zwei" },
	{ "//ul/preceding-sibling::*", 3, "Der Titel" },
	{ "//b/ancestor::article", 1, NULL },
	{ "//b/ancestor::*", 2, NULL },
	{ "//b/ancestor-or-self::*[1]", 1, "fett" },
	{ "//h1/following::p", 3, "Absatz fett eins" },
	{ "//ul/preceding::a", 2, "eins" },
	{ "//p/text()", 4, "Absatz" },
	{ "//p[not(@class)][b]", 1, "Absatz fett eins" },
	{ "//p[.='Ende']", 1, "Ende" },
	{ "//p[starts-with(., 'Absatz') and contains(text(), 'zwei')]", 1, "Absatz zwei" },
	{ "//amp-social", 1, "teilen" },
	{ "//img[@width < 40]/@src", 1, "/i.jpg" },
	{ "//*[@class='x' or @id='top']", 3, NULL },
	{ "//article//li[2]", 1, "2" },
	{ "//article/descendant::li[2]", 1, "2" },
	{ "//p[count(b) = 1]", 1, "Absatz fett eins" },
	{ "id('top')/a[2]", 1, "zwei" },
	{ "//comment()", 0, "" },
	{ "//*[name()='h1']", 1, "Der Titel" },
	{ "//self::h1", 1, "Der Titel" },
	{ "//p[@data-none]", 0, "" },
	{ "substring-before(//title, ' - ')", 0, "Kopf" },
	{ "substring-after(//title, '- ')", 0, "Haus" },
	{ "concat('https://a.example', //a/@href, '?all')", 0, "https://a.example/a?all" },
	{ "substring('12345', 2, 3)", 0, "234" },
	{ "substring('\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89', 2)", 0, "\xe4\xba\x8c\xe4\xb8\x89" },
	{ "substring('12345', 1.5, 2.6)", 0, "234" },
	{ "string-length('\xe4\xb8\x80\xe4\xba\x8c')", 0, "2" },
	{ "translate('bar', 'abc', 'AB')", 0, "BAr" },
	{ "normalize-space('  a   b ')", 0, "a b" },
	{ "count(//li) * 2 - 1", 0, "5" },
	{ "7 mod 4 + (1 div 2)", 0, "3.5" },
	{ "not(//li) or 1 = 1", 0, "true" },
	{ "number('x')", 0, "NaN" },
	{ "-(2)", 0, "-2" },
	/* selectors */
	{ "p", 3, "Absatz fett eins" },
	{ ".x", 2, "Absatz zwei" },
	{ "p.x", 1, "Absatz zwei" },
	{ "#top a", 2, "eins" },
	{ "#top > .last.one", 1, "zwei" },
	{ "article > p", 2, "Absatz fett eins" },
	{ "div p, h1", 2, "Der Titel" },
	{ "[class^=main]", 0, "" },
	{ "[class^=nav]", 1, "einszwei" },
	{ "[class$=nav]", 1, "einszwei" },
	{ "[class~='main-nav']", 1, "einszwei" },
	{ "[class*=\"in-na\"]", 1, "einszwei" },
	{ "img[src]", 1, "" },
	{ "meta[name=author] @content", 1, "Anna Blau" },
	{ "a @href", 2, "/a" },
	{ "amp-social", 1, "teilen" },
	{ "* > li", 3, "1" },
};

static void
test_cases(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct doc doc = parsed(&arena, str_from_c(page));
	struct site_walk walk;

	(void)state;
	site_walk_begin(&walk, &doc, 1 << 30);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct site_path *path;
		struct site_places places = { 0 };
		struct str reason, text;
		struct err e =
		    site_path_compile(&arena, str_from_c(cases[i].path), NULL, &path, &reason);

		if (e.code)
			fail_msg("%s: %.*s", cases[i].path, STR_ARGS(reason));
		assert_true(site_path_places(&walk, &arena, path, &places));
		if ((int)places.count != cases[i].count)
			fail_msg("%s: %zu places", cases[i].path, places.count);
		assert_true(site_path_text(&walk, &arena, path, &text));
		if (cases[i].text && !str_equal(text, str_from_c(cases[i].text)))
			fail_msg("%s: \"%.*s\"", cases[i].path, STR_ARGS(text));
	}
	site_walk_done(&walk);
}

static const struct {
	const char *path, *reason;
} refused[] = {
	{ "", "empty" },
	{ "//p[", "a name is missing before" },
	{ "//p[1", "this is missing: ]" },
	{ "//p[@class='x]", "a quote that does not end: 'x]" },
	{ "lower-case(//p)", "no function we know: lower-case" },
	{ "//p[matches(., 'x')]", "no function we know: matches" },
	{ "//sibling::p", "no axis we know: sibling" },
	{ "//svg:path", "elements have no prefixes here: svg" },
	{ "//p[$x]", "there are no variables: $x]" },
	{ "contains(//p)", "arguments too many or too few: contains" },
	{ "//p/@", "a name is missing before" },
	{ "//p]", "not understood from here: ]" },
	{ "p:first", "not understood from here: :first" },
	{ "p + a", "not understood from here: + a" },
	{ "a[b", "no comparison we know: b" },
	{ "#", "a name is missing after: id" },
	/* what is shown of it ends with a whole character */
	{ "//p/"
	  "#\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80"
	  "\xe4\xb8\x80"
	  "\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80",
	    "a name is missing before: "
	    "#\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80"
	    "\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8"
	    "\x80" },
};

static void
test_refused(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(refused); i++) {
		const struct site_path *path = NULL;
		struct str reason = S("");

		assert_true(
		    site_path_compile(&arena, str_from_c(refused[i].path), NULL, &path, &reason)
			.code != 0);
		assert_null(path);
		if (!str_equal(reason, str_from_c(refused[i].reason)))
			fail_msg("%s: %.*s", refused[i].path, STR_ARGS(reason));
	}
}

/* Nested, long and many: refused before they are worked out. */
static void
test_limits(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf deep CLEAN(buf_done) = { 0 };
	const struct site_path *path;
	struct str reason;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_push_literal(&deep, "//p[");
	assert_int_equal(
	    site_path_compile(&arena, buf_str(&deep), NULL, &path, &reason).code, ERR_TOO_DEEP);
	buf_reset(&deep);
	for (int i = 0; i < 1500; i++)
		buf_push_literal(&deep, "/a");
	assert_int_equal(
	    site_path_compile(&arena, buf_str(&deep), NULL, &path, &reason).code, ERR_TOO_BIG);
	for (int i = 0; i < 10000; i++)
		buf_push_literal(&deep, "/a");
	assert_int_equal(
	    site_path_compile(&arena, buf_str(&deep), NULL, &path, &reason).code, ERR_TOO_BIG);
}

static const char *const greedy[] = {
	"//*//*//*",
	"//*[.//*[.//*]]",
	"//*[contains(., 'q')]",
	"//b[preceding::b[preceding::b]]",
	"//p[following-sibling::p[following-sibling::p]]",
	"//*[1]//*[last()]//*[2]",
	"//*[count(//*) > count(//*)]",
	"//b/ancestor::*//b/ancestor::*//b",
	"//*[normalize-space(//p) = concat(//p, 'x')]",
	"//p/following::p/preceding::p/following::p",
};

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* On a page of nearly as many nodes as there may be each ends soon, to its end or not. */
static void
test_greedy(void **state)
{
	enum { PARAGRAPHS = 66000, FAR_TOO_LONG_MS = 2000 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf html CLEAN(buf_done) = { 0 };
	struct site_walk walk;
	struct doc doc;

	(void)state;
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_push_literal(&html, "<p><b>x</b>");
	doc = parsed(&arena, buf_str(&html));
	assert_true(doc.count > 190000);
	for (size_t i = 0; i < LENGTH(greedy); i++) {
		const struct site_path *path;
		struct site_places places = { 0 };
		struct str reason;
		double before = milliseconds(), spent;

		assert_int_equal(
		    site_path_compile(&arena, str_from_c(greedy[i]), NULL, &path, &reason).code, 0);
		site_walk_begin(&walk, &doc, 1 << 30);
		(void)site_path_places(&walk, &arena, path, &places);
		site_walk_done(&walk);
		spent = milliseconds() - before;
		print_message("%6.1f ms %8zu places %s %s\n", spent, places.count,
		    walk.spent ? "given up" : "", greedy[i]);
		assert_true(spent < FAR_TOO_LONG_MS);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_greedy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
