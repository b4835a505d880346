#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "main/webarticle.h"
#include "read/markup.h"
#include "record/wire.h"

#define LONG(n)                                                                                   \
	"Paragraph " n " says, in so many words as an article has them, that the bridge is open " \
	"again and that people cross it."
#define PAGE_HEAD                                                                       \
	"<html><head><title>The bridge - Post</title></head><body><div class='nav'><a " \
	"href='/'>Start</a> <a href='/b'>More</a></div>"
static const char story[] = PAGE_HEAD
    "<h1>The bridge</h1><div id='story' DATA-Part='story'><p class='by'>By <a>Ada Penn</a> and "
    "<a>Ben Ink</a></p><p>" LONG(
	"one") "</p>"
	       "<p>" LONG("two") " <span class='ad' data-of=ads>Buy now!</span></p><div class='box "
				 "ad-box'><p>" LONG(
				     "box") "</p></div>"
					    "<p class='photo'><img src='/grey.gif' "
					    "data-src='/bus.jpg'> The first bus.</p><p><b>What is "
					    "next</b></p><p>" LONG(
						"three") "</p>"
							 "<p class='note'>Corrected on "
							 "Monday.</p></div><div class='pager'><a "
							 "class='go' href='?p=2'>2</a> <a "
							 "href='/all'>All</a></div>"
							 "<div id='foot'></div></body></html>";

static struct markup *markup;
static struct page_words *words;

static void
read_with(struct arena *arena, const char *rules, const char *page, struct extracted *out)
{
	struct extract_question question = { .bytes = raw_from_str(str_from_c(page)),
		.url = S("https://post.example/1"),
		.rules = str_from_c(rules),
		.rules_name = S("post.example.rules") };

	assert_int_equal(webarticle_read(arena, markup, words, &question, out).code, 0);
}

/* What the text begins and ends with, what it holds and does not. */
static const struct {
	const char *rules, *holds, *lacks;
} cases[] = {
	{ "body: #story", "Paragraph one", "Start" },
	{ "body: #story", "Buy now!", "The bridge\n" },
	{ "body: #story\nstrip: span.ad", "people cross it.\n", "Buy now!" },
	{ "body: #story\nstrip-class: ad", "Paragraph two", "Paragraph box" },
	{ "body: #story\nstrip-class: ad\nkeep-class: ad-box", "Paragraph box", "Buy now!" },
	{ "body: .none\nbody: #story", "Paragraph three", "Start" },
	{ "body: //div[@id='story']/p/text()", "Paragraph two", "Buy now!" },
	{ "body: #story\nwrap(figcaption): .photo", "Paragraph one", "The first bus." },
	{ "body: #story\nmove(#foot): .note", "Paragraph three", "Corrected" },
	{ "body: #story, #foot\nmove(#foot): .note", "Corrected on Monday.", "Start" },
	{ "body: #story\nreplace(so many words): few words", "in few words", "so many words" },
	{ "body: [data-part=story]\nstrip: //span[@data-of='ads']", "Paragraph two", "Buy now!" },
	{ "body: #story p\nunwrap: #story", "Paragraph one", "Start" },
};

static void
test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct extracted extracted;

		read_with(&arena, cases[i].rules, story, &extracted);
		if (!str_equal(extracted.rule, S("post.example.rules")) || extracted.remarks.count)
			fail_msg("%s: by %.*s, %zu remarks", cases[i].rules,
			    STR_ARGS(extracted.rule), extracted.remarks.count);
		if (str_find(extracted.plain, str_from_c(cases[i].holds), 0) < 0 ||
		    str_find(extracted.plain, str_from_c(cases[i].lacks), 0) >= 0)
			fail_msg("%s:\n%.*s", cases[i].rules, STR_ARGS(extracted.plain));
	}
}

static void
test_fields(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct extracted extracted;
	const struct article *article = &extracted.article;

	(void)state;
	read_with(&arena,
	    "body: #story\ntitle: substring-before(//title, ' - ')\nauthor: .by a\nzone: +08:00\n"
	    "date: concat('2024-02-05 ', '06:30')\ndeck: .note\nsource: The Post\nnext: "
	    "a.go\nwhole: //a[.='All']\nif: //h1\n",
	    story, &extracted);
	assert_true(str_equal(article->headline, S("The bridge")));
	assert_true(str_equal(extracted.title_evidence, S("site rule")));
	assert_int_equal(article->authors.count, 2);
	assert_true(str_equal(article->authors.items[1], S("Ben Ink")));
	assert_int_equal(article->published.offset_s, 28800);
	assert_int_equal(article->published.ms, 1707085800000);
	assert_true(str_equal(article->deck, S("Corrected on Monday.")));
	assert_true(str_equal(article->source, S("The Post")));
	assert_true(str_equal(extracted.next, S("https://post.example/1?p=2")));
	assert_true(str_equal(extracted.whole, S("https://post.example/all")));
	assert_int_equal(extracted.kind, PAGE_ARTICLE);
}

static void
test_marks(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct extracted extracted;

	(void)state;
	read_with(&arena,
	    "body: #story\nwhole: //a[.='All']\nif: //h6\npaywall: .note\nadvertising: .ad", story,
	    &extracted);
	assert_int_equal(extracted.whole.n, 0);
	assert_int_equal(extracted.kind, PAGE_PARTIAL);
	assert_true(str_equal(extracted.kind_evidence, S("site rule: paywall")));
	assert_int_equal(extracted.remarks.count, 1);
	assert_true(str_equal(extracted.remarks.items[0], S("note: the page is an advertisement")));
}

static bool
has_picture(const struct doc *doc, struct str url)
{
	for (uint32_t i = 0; i < doc->count; i++)
		if (doc->nodes[i].tag == TAG_IMG &&
		    str_equal(node_attr(&doc->nodes[i], ATTR_SRC), url))
			return true;
	return false;
}

static void
test_pictures(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct extracted extracted;

	(void)state;
	read_with(&arena, "body: #story\nlazy: data-src", story, &extracted);
	assert_true(has_picture(&extracted.article.doc, S("https://post.example/bus.jpg")));
	read_with(&arena, "body: #story\nstrip-attribute: //img/@data-src", story, &extracted);
	assert_false(has_picture(&extracted.article.doc, S("https://post.example/bus.jpg")));
	read_with(&arena, "body: #story\nstrip-image: grey", story, &extracted);
	assert_false(has_picture(&extracted.article.doc, S("https://post.example/bus.jpg")));
	read_with(&arena, "body: #story\nwrap(h3): //p/b\nunwrap: //p[b]", story, &extracted);
	assert_true(
	    str_find(doc_text_of(&arena, &extracted.article.doc, 0), S("What is next"), 0) > 0);
}

/* Rules that find nothing, nearly nothing, or strip nearly all: as without them, with a remark and
 * a note. */
static const struct {
	const char *rules, *remark;
	bool noted;
} failing[] = {
	{ "body: #gone", "no body rule finds text on this page", true },
	{ "body: //h2 | //h6", "no body rule finds text on this page", true },
	{ "body: .by", "the rules find ", true },
	{ "body: #story\nstrip: #story p", "no body rule finds text on this page", true },
	{ "body: #story\nstrip: //p[position() > 1]", "the rules find ", true },
	{ "strip: #story", "the rules strip nearly all ", false },
	{ "body: concat('a', 'b')", "line 1: note: a body is a place of the page", true },
};

static void
test_failing(void **state)
{
	struct arena kept CLEAN(arena_done) = { 0 };
	struct extracted without;

	(void)state;
	read_with(&kept, "", story, &without);
	assert_true(str_find(without.plain, S("Paragraph three"), 0) > 0);
	for (size_t i = 0; i < LENGTH(failing); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct extracted extracted;

		read_with(&arena, failing[i].rules, story, &extracted);
		if (!extracted.remarks.count ||
		    !str_starts(extracted.remarks.items[0], str_from_c(failing[i].remark)))
			fail_msg("%s: %zu remarks: %.*s", failing[i].rules, extracted.remarks.count,
			    STR_ARGS(extracted.remarks.count ? extracted.remarks.items[0] : S("")));
		assert_true(str_equal(extracted.rule, without.rule));
		assert_true(str_equal(extracted.plain, without.plain));
		assert_int_equal(
		    extracted.article.notes.count[NOTE_RULES_FAILED], failing[i].noted);
	}
}

/* Each path costs more than there are steps: given up, and told. */
static void
test_spent(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf page CLEAN(buf_done) = { 0 };
	struct extracted extracted;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_push_literal(&page, "<p><b>x</b>");
	buf_push_char(&page, 0);
	read_with(&arena,
	    "strip: //b[preceding::b[preceding::b[preceding::b]]]\nstrip-class: x\nbody: "
	    "//p[following::p[following::p[following::i]]]",
	    page.p, &extracted);
	assert_int_equal(extracted.remarks.count, 3);
	assert_true(str_equal(
	    extracted.remarks.items[0], S("line 1: note: given up, too much work on this page")));
	assert_true(str_equal(
	    extracted.remarks.items[1], S("line 3: note: given up, too much work on this page")));
	assert_true(
	    str_equal(extracted.remarks.items[2], S("no body rule finds text on this page")));
}

/* What the body stands in may be hidden until a script has run; what is hidden in it is no text. */
static void
test_hidden(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct extracted extracted;

	(void)state;
	read_with(&arena, "body: #story",
	    "<div style='display:none'><div id='story'><p>" LONG(
		"one") "</p>"
		       "<p hidden>" LONG("two") "</p></div></div>",
	    &extracted);
	assert_true(str_equal(extracted.plain, S(LONG("one"))));
}

/* Moved into what is moved, wrapped in a hundred elements, all of it unwrapped: a tree all the
 * same. */
static const char *const strange[] = {
	"body: //div\nmove(//p): //div\nmove(//div): //p",
	"body: //div\nmove(#story): #foot\nmove(#foot): #story",
	"body: #story\nunwrap: //*",
	"body: #story\nwrap(blockquote): //*\nwrap(h3): //text()",
	"body: #story\nwrap(td): //p\nwrap(li): //b\nunwrap: //div",
	"body: /\nstrip: /\nunwrap: /\nwrap(p): /\nmove(/): /",
	"body: //@*\nstrip: //@*\nunwrap: //@*\nwrap(p): //@*\nmove(//p/@*): //@*\nnext: "
	"//@*\nauthor: //@*",
	"body: //text()\nstrip: //text()[1]\nmove(//text()): //p",
	"replace(<): <div><",
	"replace(p): script\nbody: //script",
};

static void
test_strange(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(strange); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct extracted extracted;
		struct buf wire CLEAN(buf_done) = { 0 };

		read_with(&arena, strange[i], story, &extracted);
		assert_int_equal(doc_check(&extracted.article.doc).code, 0);
		wire_put_extracted(&wire, &extracted);
		assert_int_equal(wire_get_extracted(&arena, buf_raw(&wire), &extracted).code, 0);
	}
}

static int
begin(void **state)
{
	(void)state;
	words = page_words_open();
	return (int)markup_open(MARKUP_MYHTML, &markup).code;
}

static int
end(void **state)
{
	(void)state;
	markup_close(markup);
	page_words_close(words);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_failing),
		cmocka_unit_test(test_spent),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_strange),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
