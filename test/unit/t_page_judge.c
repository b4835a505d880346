/*
 * What of an article's page is kept: the fuller text wins, what is no article never does.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <setjmp.h>

#include <cmocka.h>

#include "follow/page.h"

#define HAN_20 "水库的水位今晨又上涨了两米下游的村子里人"
#define HAN_100 HAN_20 HAN_20 HAN_20 HAN_20 HAN_20
#define HAN_400 HAN_100 HAN_100 HAN_100 HAN_100

static void
test_judge(void **state)
{
	static const struct {
		const char *name;
		enum page_kind kind;
		int64_t characters, blocks, held; /* of the page */
		bool has_title;
		const char *kept;
		int64_t kept_characters;
		bool of_page;
		enum reading_verdict verdict;
		bool is_whole;
	} cases[] = {
		{ "a teaser and its page", PAGE_ARTICLE, 900, 1, 1, true, HAN_20, 20, false,
		    READING_KEPT, true },
		{ "a summary of its own", PAGE_ARTICLE, 900, 1, 0, false, HAN_20, 20, false,
		    READING_KEPT, true },
		{ "worded anew, but called the same", PAGE_ARTICLE, 40, 1, 0, true, HAN_20, 20,
		    false, READING_KEPT, true },
		{ "another text", PAGE_ARTICLE, 40, 1, 0, false, HAN_20, 20, false, READING_OTHER,
		    true },
		{ "no more than the teaser", PAGE_ARTICLE, 21, 1, 1, true, HAN_20, 20, false,
		    READING_LESS, true },
		{ "nothing at all", PAGE_ARTICLE, 0, 0, 0, true, "", 0, false, READING_EMPTY,
		    true },
		{ "a feed without words", PAGE_ARTICLE, 300, 0, 0, false, "", 0, false,
		    READING_KEPT, true },
		{ "a whole text, as on the page", PAGE_ARTICLE, 410, 4, 4, true, HAN_400, 400,
		    false, READING_LESS, true },
		{ "a long part of it", PAGE_ARTICLE, 900, 4, 4, true, HAN_400, 400, false,
		    READING_KEPT, true },
		{ "a whole text, and a page of other things", PAGE_ARTICLE, 900, 4, 1, true,
		    HAN_400, 400, false, READING_OTHER, true },
		{ "a long text that trails off", PAGE_ARTICLE, 500, 4, 3, false, HAN_400 "……", 402,
		    false, READING_KEPT, true },
		{ "corrected", PAGE_ARTICLE, 880, 9, 8, true, HAN_400, 900, true, READING_KEPT,
		    false },
		{ "shortened", PAGE_ARTICLE, 400, 9, 5, true, HAN_400, 900, true, READING_KEPT,
		    false },
		{ "little is left", PAGE_ARTICLE, 100, 9, 1, true, HAN_400, 900, true,
		    READING_SHORT, false },
		{ "written anew", PAGE_ARTICLE, 800, 9, 0, true, HAN_400, 900, true, READING_KEPT,
		    false },
		{ "for subscribers", PAGE_PARTIAL, 300, 1, 1, true, HAN_20, 20, false,
		    READING_PARTIAL, true },
		{ "a list", PAGE_LISTING, 900, 1, 1, true, HAN_20, 20, false, READING_LIST, true },
		{ "an excuse", PAGE_ERROR, 900, 1, 0, false, HAN_20, 20, false, READING_ERROR,
		    true },
		{ "a login", PAGE_WALL, 900, 1, 0, true, HAN_20, 20, false, READING_WALL, true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct extracted page = { .kind = cases[i].kind,
			.blocks_kept = cases[i].blocks,
			.held = cases[i].held,
			.has_title = cases[i].has_title };
		struct page_kept kept = { .text = str_from_c(cases[i].kept),
			.of_page = cases[i].of_page };
		bool is_whole = !cases[i].is_whole;
		enum reading_verdict verdict;

		page.article.characters = cases[i].characters;
		kept.revision.record.characters = cases[i].kept_characters;
		verdict = page_judge(&page, &kept, &is_whole);
		if (verdict != cases[i].verdict)
			print_error("%s: %s\n", cases[i].name, reading_name(verdict));
		assert_int_equal(verdict, cases[i].verdict);
		assert_int_equal(is_whole, cases[i].is_whole);
	}
}

/* The feed's date was set by the machine that published; the page's names are its own. */
static void
test_fill(void **state)
{
	struct str page_author = S("Lin"), kept_author = S("Desk");
	struct article page = {
		.authors = { &page_author, 1, 1 }, .lang = S("und"), .source = S("page.example")
	};
	struct article kept = { .authors = { &kept_author, 1, 1 },
		.lang = S("zh-Hans"),
		.source = S("临江日报"),
		.section = S("本地"),
		.published_evidence = S("feed: published") };

	(void)state;
	kept.published = when_from_ms(1612137600000);
	page.published = when_from_ms(1612180000000);
	page_fill(&page, &kept);
	assert_true(page.published.ms == 1612137600000);
	assert_true(str_equal(page.published_evidence, S("feed: published")));
	assert_true(str_equal(page.authors.items[0], S("Lin")));
	assert_true(str_equal(page.lang, S("zh-Hans")));
	assert_true(str_equal(page.source, S("临江日报")));
	assert_true(str_equal(page.section, S("本地")));
	/* a feed that knows the day alone */
	kept.published.precision = WHEN_DAY;
	page.published = when_from_ms(1612180000000);
	page.published_evidence = S("JSON-LD");
	page_fill(&page, &kept);
	assert_true(page.published.ms == 1612180000000);
	assert_true(str_equal(page.published_evidence, S("JSON-LD")));
	/* and one that knows nothing */
	kept.published = (struct when){ 0 };
	page_fill(&page, &kept);
	assert_true(page.published.ms == 1612180000000);
	page.published = (struct when){ 0 };
	page_fill(&page, &kept);
	assert_int_equal(page.published.precision, WHEN_NONE);
}

static void
test_check(void **state)
{
	static const struct {
		const char *type;
		struct str bytes;
		enum err_code err;
	} cases[] = {
		{ "text/html; charset=utf-8", STR_INIT("<!doctype html><p>x"), ERR_NONE },
		{ "", STR_INIT("<p>x"), ERR_NONE },
		{ "application/xhtml+xml", STR_INIT("<html/>"), ERR_NONE },
		{ "TEXT/HTML", STR_INIT("only words"), ERR_NONE },
		{ "text/html", STR_INIT("%PDF-1.7\nx"), ERR_BINARY },
		{ "text/html", STR_INIT("\x89PNG\r\n\x1a\n"), ERR_BINARY },
		{ "text/html", STR_INIT("\xff\xd8\xff\xe0"), ERR_BINARY },
		{ "text/html", STR_INIT("PK\x03\x04"), ERR_BINARY },
		{ "application/pdf", STR_INIT("<p>x"), ERR_BINARY },
		{ "image/png", STR_INIT("<p>x"), ERR_BINARY },
		{ "application/json", STR_INIT("{}"), ERR_BINARY },
		{ "text/html", STR_INIT(""), ERR_EMPTY },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct extract_part page = { .bytes = raw_from_str(cases[i].bytes),
			.content_type = str_from_c(cases[i].type) };
		if (page_check(&page).code != cases[i].err)
			print_error("case %zu\n", i);
		assert_int_equal(page_check(&page).code, cases[i].err);
	}
}

/* More of the same article: same host, same stem, and not what came before. */
static void
test_goes_on(void **state)
{
	static const struct {
		const char *page, *whole, *next, *wanted;
	} cases[] = {
		{ "https://a.example/n/1.html", "", "https://a.example/n/1_2.html",
		    "https://a.example/n/1_2.html" },
		{ "https://a.example/n/1", "", "https://a.example/n/1/2",
		    "https://a.example/n/1/2" },
		{ "https://a.example/n/1/", "", "https://a.example/n/1/page/2",
		    "https://a.example/n/1/page/2" },
		{ "https://a.example/n/1.html", "", "https://a.example/n/1.html?page=2",
		    "https://a.example/n/1.html?page=2" },
		{ "https://a.example/n/story_1.html", "", "https://a.example/n/story_2.html",
		    "https://a.example/n/story_2.html" },
		{ "https://a.example/n/index.html", "", "https://a.example/n/index_1.html",
		    "https://a.example/n/index_1.html" },
		{ "https://a.example/n?id=7", "", "https://a.example/n?id=7&page=2",
		    "https://a.example/n?id=7&page=2" },
		{ "https://a.example/n?id=7", "", "https://a.example/n?id=8", "" },
		{ "https://a.example/n/1.html", "", "https://a.example/n/2.html", "" },
		{ "https://a.example/n/1.html", "", "https://a.example/n/12.html", "" },
		{ "https://a.example/n/flood.html", "", "https://a.example/n/floods.html", "" },
		{ "https://a.example/n/flood.html", "", "https://a.example/n/flood2.html",
		    "https://a.example/n/flood2.html" },
		{ "https://a.example/n/1.html", "", "https://b.example/n/1_2.html", "" },
		{ "https://a.example/n/1.html", "", "https://a.example/n/1.html", "" },
		{ "https://a.example/", "", "https://a.example/2", "" },
		{ "https://a.example/n/1.html", "https://a.example/n/1_all.html",
		    "https://a.example/n/1_2.html", "https://a.example/n/1_all.html" },
		{ "https://a.example/n/1.html", "", "", "" },
	};
	struct str found;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct page_came came = { .count = 1 };
		struct extracted page = { .kind = PAGE_ARTICLE,
			.next = str_from_c(cases[i].next),
			.whole = str_from_c(cases[i].whole) };

		came.pages[0].url = str_from_c(cases[i].page);
		found = page_goes_on(&page, &came);
		if (!str_equal(found, str_from_c(cases[i].wanted)))
			print_error("%s: %.*s\n", cases[i].page, STR_ARGS(found));
		assert_true(str_equal(found, str_from_c(cases[i].wanted)));
		page.kind = PAGE_WALL;
		assert_int_equal(page_goes_on(&page, &came).n, 0);
	}
}

/* At most so many, each once. */
static void
test_join(void **state)
{
	struct page_came came = { 0 };
	struct extract_part page = { .bytes = raw_from_str(S("<p>x")),
		.url = S("https://a.example/n/1.html") };
	struct extract_part pdf = { .bytes = raw_from_str(S("%PDF-1")),
		.url = S("https://a.example/n/1_3.html") };
	struct extracted more = { .kind = PAGE_ARTICLE,
		.next = S("https://a.example/n/1_99.html") };

	(void)state;
	assert_true(page_join(&came, &page, 7, 100));
	assert_false(page_join(&came, &page, 8, 101));
	assert_false(page_join(&came, &pdf, 9, 102));
	assert_int_equal(came.count, 1);
	assert_int_equal(came.ended, 100);
	page.url = S("https://a.example/n/1_2.html");
	assert_true(page_join(&came, &page, 10, 103));
	assert_int_equal(came.captures[1], 10);
	assert_int_equal(came.ended, 103);
	assert_int_not_equal(page_goes_on(&more, &came).n, 0);
	came.count = 1 + EXTRACT_PARTS_MAX;
	assert_int_equal(page_goes_on(&more, &came).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_judge),
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_join),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
