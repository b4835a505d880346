/*
 * Thin feeds: the page behind an item gives the article's text, corrections on it are versions, and
 * what is no article is not kept as one.
 */
#include "follow_test.h"
#include "store/article_page.h"
#include "store/page_chain.h"
#include "store/readings.h"
#include "store/verify.h"

#define HTML "Content-Type: text/html; charset=utf-8\r\n"
#define HEAD                                                                                     \
	"<!doctype html><html lang=en><head><title>Flood in the north - "                        \
	"Courier</title></head><body>"                                                           \
	"<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><main><article><h1>Flood in the " \
	"north</h1>"
#define ONE                                                                                        \
	"<p>The river rose by three metres in a single night, officials said, and went on rising " \
	"until noon on Monday.</p>"
#define TWO                                                                                    \
	"<p>Two bridges were closed and a school was used as a shelter for the people of the " \
	"villages along the river.</p>"
#define THREE                                                                                  \
	"<p>Nobody could say on Monday when the trains would run again, as the line is under " \
	"water for miles.</p>"
#define FOUR                                                                                   \
	"<p>Engineers from the capital were on their way to look at the dam, which has stood " \
	"there for eighty years.</p>"
#define TAIL                                                               \
	"</article></main><aside><ul><li><a href=/a>Older news about the " \
	"town</a></li></ul></aside>"                                       \
	"<footer>Courier Publishing <a href=/about>About us</a></footer></body></html>"
#define TEASER "The river rose by three metres in a single night..."
#define WHOLE HEAD ONE TWO THREE TAIL

static void
begin(struct world *w, enum follow_pages pages, const char *item)
{
	world_close(w);
	w->wanted = pages;
	world_open(w);
	feed_at(w, "/feed");
	serve(w, "/feed", 200, "Cache-Control: max-age=3600\r\n", rss(w, "", ITEMS(item)));
	serve(w, "/flood", 200, HTML, S(WHOLE));
}

static struct revision
newest(struct world *w, int64_t article)
{
	struct revision revision;

	must(revision_get(w->f.archive, &w->f.arena, article, 0, REVISION_BODY, &revision));
	return revision;
}

static struct article_row
row_of(struct world *w, int64_t article)
{
	struct article_row row;

	must(article_get(w->f.archive, &w->f.arena, article, &row));
	return row;
}

static bool
says(struct revision revision, const char *words)
{
	return str_find(revision.record.text, str_from_c(words), 0) >= 0;
}

static enum reading_verdict
verdict_of(struct world *w, int64_t article)
{
	struct reading_row row;

	must(reading_last(w->f.archive, &w->f.arena, article, &row));
	return row.verdict;
}

static struct str
key_of(struct world *w, const char *page)
{
	struct url url;

	must(url_parse(&w->f.arena, str_format(&w->f.arena, "%s/%s", w->site, page), NULL, &url));
	return url_key(&w->f.arena, url);
}

static void
assert_whole(struct world *w)
{
	struct verify_report report;

	must(archive_verify(w->f.archive, &w->f.arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error(
		    "%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

/* In one round; it is a version, and no change. */
static void
test_thin(void **state)
{
	struct world *w = *state;
	struct revision revision;
	struct cause cause;

	begin(w, PAGES_THIN, "flood|Flood in the north|" TEASER);
	go(w, 0);
	assert_int_equal(asked(w, "/flood"), 1);
	assert_int_equal(w->totals.visits, 1);
	assert_int_equal(w->totals.whole, 1);
	assert_int_equal(w->totals.revisions, 0);
	revision = newest(w, 1);
	assert_int_equal(revision.n, 2);
	assert_true(says(revision, "Nobody could say"));
	assert_false(says(revision, "About us"));
	assert_false(says(revision, "Older news"));
	assert_str(revision.record.headline, "Flood in the north");
	assert_int_equal(when_seconds(revision.record.published), 1617004800);
	must(cause_get(w->f.archive, revision.id, &cause));
	assert_int_equal(cause.kind, CAUSE_WHOLE);
	assert_int_equal(row_of(w, 1).revisions, 2);
	assert_int_equal(row_of(w, 1).changes, 0);
	assert_int_equal(count_articles(w), 1);
	assert_whole(w);
}

/* As the feed says them again, otherwise, and otherwise again. */
static void
test_teasers(void **state)
{
	struct world *w = *state;
	struct visit before, after;

	begin(w, PAGES_THIN, "flood|Flood in the north|" TEASER);
	go(w, 0);
	go(w, HOUR + 60);
	assert_int_equal(newest(w, 1).n, 2);
	must(visit_get(w->f.archive, &w->f.arena, 1, &before));
	serve(w, "/feed", 200, "Cache-Control: max-age=3600\r\n",
	    rss(w, "",
		ITEMS("flood|Flood in the north|A river rises, and people leave their homes.")));
	go(w, HOUR + 60);
	assert_int_equal(newest(w, 1).n, 2);
	assert_int_equal(row_of(w, 1).revisions, 2);
	must(visit_get(w->f.archive, &w->f.arena, 1, &after));
	assert_true(after.next < before.next);
	go(w, HOUR + 60); /* it says so a second time: by then the page was looked at */
	go(w, HOUR + 60);
	assert_int_equal(row_of(w, 1).revisions, 2);
	assert_int_equal(asked(w, "/flood"), 2);
	/* a text of the feed that is fuller than the page's is one */
	serve(w, "/feed", 200, "Cache-Control: max-age=3600\r\n",
	    rss(w, "",
		ITEMS("flood|Flood in the north|The river rose by three metres in a single night, "
		      "officials said, and went on rising until "
		      "noon on Monday.&lt;/p&gt;&lt;p&gt;Two bridges were closed and a school was "
		      "used as a shelter for the people of the "
		      "villages along the river.&lt;/p&gt;&lt;p&gt;Nobody could say on Monday when "
		      "the trains would run again, as the line "
		      "is under water for miles.&lt;/p&gt;&lt;p&gt;Engineers from the capital were "
		      "on their way to look at the dam, which "
		      "has stood there for eighty years.")));
	go(w, HOUR + 60);
	assert_int_equal(row_of(w, 1).revisions, 3);
	assert_int_equal(row_of(w, 1).changes, 1);
	assert_true(says(newest(w, 1), "Engineers"));
	assert_whole(w);
}

/* What changes on the page is a change of the source. */
static void
test_correction(void **state)
{
	struct world *w = *state;

	begin(w, PAGES_THIN, "flood|Flood in the north|" TEASER);
	go(w, 0);
	go(w, 7 * HOUR);
	assert_int_equal(row_of(w, 1).revisions, 2);
	serve(w, "/flood", 200, HTML,
	    S(HEAD ONE "<p>Three bridges were closed, not two as was said before.</p>" THREE TAIL));
	go(w, 2 * DAY);
	assert_int_equal(w->totals.revisions, 1);
	assert_int_equal(w->totals.whole, 0);
	assert_int_equal(row_of(w, 1).revisions, 3);
	assert_int_equal(row_of(w, 1).changes, 1);
	assert_int_equal(row_of(w, 1).changed_n, 3);
	assert_true(says(newest(w, 1), "Three bridges"));
	assert_whole(w);
}

/* The feed's own text is as full: the page's is not kept, whatever stands around it. */
static void
test_full(void **state)
{
	struct world *w = *state;

	begin(w, PAGES_ALL,
	    "flood|Flood in the north|The river rose by three metres in a single night, officials "
	    "said, and went on rising until noon on "
	    "Monday.&lt;/p&gt;&lt;p&gt;Two bridges were closed and a school was used as a shelter "
	    "for the people of the villages along the "
	    "river.&lt;/p&gt;&lt;p&gt;Nobody could say on Monday when the trains would run again, "
	    "as the line is under water for "
	    "miles.&lt;/p&gt;&lt;p&gt;Engineers from the capital were on their way to look at the "
	    "dam, which has stood there for eighty "
	    "years.");
	go(w, 0);
	assert_int_equal(asked(w, "/flood"), 1);
	assert_int_equal(verdict_of(w, 1), READING_LESS);
	assert_int_equal(row_of(w, 1).revisions, 1);
	assert_true(says(newest(w, 1), "Engineers"));
}

/* Which pages are asked at once. */
static void
test_options(void **state)
{
	static const struct {
		enum follow_pages pages;
		int at_once, later;
	} cases[] = { { PAGES_NEVER, 0, 0 }, { PAGES_LATER, 0, 1 }, { PAGES_THIN, 1, 1 },
		{ PAGES_ALL, 1, 1 } };
	struct world *w = *state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *page = str_format(&w->f.arena, "page-%zu", i).p;
		const char *feed = str_format(&w->f.arena, "/feed-%zu", i).p;
		const char *target = str_format(&w->f.arena, "/%s", page).p;
		world_close(w);
		w->wanted = cases[i].pages;
		world_open(w);
		feed_at(w, feed);
		serve(w, feed, 200, "",
		    rss(w, "",
			ITEMS(str_format(&w->f.arena, "%s|Flood in the north|" TEASER, page).p)));
		serve(w, target, 200, HTML, S(WHOLE));
		go(w, 0);
		assert_int_equal(asked(w, target), cases[i].at_once);
		go(w, 2 * HOUR);
		assert_int_equal(asked(w, target), cases[i].later);
	}
}

/* What comes instead of an article: a capture with a reason; the teaser stays. */
static void
test_refused(void **state)
{
	static const struct {
		const char *name, *headers, *body;
		enum reading_verdict verdict;
	} cases[] = {
		{ "login", HTML,
		    "<!doctype html><title>Log in</title><body><form action=/login "
		    "method=post><h1>Log in to continue</h1><p>You need "
		    "an account to read this page.</p><input name=user><input type=password "
		    "name=p><button>Log in</button></form>",
		    READING_WALL },
		{ "pdf", HTML,
		    "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog "
		    ">>\nendobj\ntrailer\n%%EOF\n",
		    READING_FAULT },
		{ "empty", HTML, "", READING_FAULT },
		{ "nothing", HTML,
		    "<!doctype html><title>Courier</title><body><div "
		    "id=app></div><script>go()</script>",
		    READING_EMPTY },
	};
	struct world *w = *state;
	struct reading_row row;
	const char *list[LENGTH(cases) + 1] = { 0 };

	world_close(w);
	w->wanted = PAGES_THIN;
	world_open(w);
	feed_at(w, "/feed");
	for (size_t i = 0; i < LENGTH(cases); i++) {
		list[i] = str_format(
		    &w->f.arena, "%s|Item %zu|Teaser number %zu of this feed.", cases[i].name, i, i)
			      .p;
		serve(w, str_format(&w->f.arena, "/%s", cases[i].name).p, 200, cases[i].headers,
		    str_from_c(cases[i].body));
	}
	serve(w, "/feed", 200, "", rss(w, "", list));
	go(w, 0);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int64_t article;
		must(article_by_key(w->f.archive, key_of(w, cases[i].name), &article));
		must(reading_last(w->f.archive, &w->f.arena, article, &row));
		if (row.verdict != cases[i].verdict)
			print_error("%s: %s (%.*s)\n", cases[i].name, reading_name(row.verdict),
			    STR_ARGS(row.evidence));
		assert_int_equal(row.verdict, cases[i].verdict);
		assert_true(row.capture > 0);
		assert_int_equal(row_of(w, article).revisions, 1);
		assert_true(says(newest(w, article), "Teaser number"));
	}
	assert_whole(w);
}

/* The pages of one article are one text, each a capture; what stands on several is there once. */
static void
test_goes_on(void **state)
{
	struct world *w = *state;
	struct revision revision;
	struct captures captures;
	struct page_chain chain;
	size_t pages = 0;

	begin(w, PAGES_THIN, "flood.html|Flood in the north|" TEASER);
	serve(w, "/flood.html", 200, HTML,
	    S(HEAD ONE TWO "<p class=pages><a rel=next href=/flood_2.html>Next page</a></p>" TAIL));
	serve(w, "/flood_2.html", 200, HTML,
	    S(HEAD ONE THREE
		"<p class=pages><a rel=next href=/flood_3.html>Next page</a></p>" TAIL));
	serve(w, "/flood_3.html", 200, HTML,
	    S(HEAD FOUR "<p class=pages><a rel=next href=/flood.html>Next page</a></p>" TAIL));
	go(w, 0);
	assert_int_equal(asked(w, "/flood_2.html"), 1);
	assert_int_equal(asked(w, "/flood_3.html"), 1);
	assert_int_equal(asked(w, "/flood.html"), 1);
	assert_int_equal(w->totals.visits, 1);
	revision = newest(w, 1);
	assert_true(says(revision, "Two bridges") && says(revision, "Nobody could say") &&
		    says(revision, "Engineers"));
	assert_true(
	    str_find(str_from(revision.record.text,
			 (size_t)str_find(revision.record.text, S("The river rose"), 0) + 1),
		S("The river rose"), 0) < 0);
	must(captures_of_article(w->f.archive, &w->f.arena, 1, &captures));
	for (size_t i = 0; i < captures.count; i++)
		pages += captures.items[i].kind == CAPTURE_PAGE;
	assert_int_equal(pages, 3);
	must(page_chain_get(w->f.archive, captures.items[captures.count - 1].id, &chain));
	assert_int_equal(chain.count, 3);
	assert_true(chain.is_last);
	assert_int_equal(chain.captures[0], revision.capture);
	must(page_chain_get(w->f.archive, chain.captures[1], &chain));
	assert_int_equal(chain.count, 2);
	assert_false(chain.is_last);
	assert_whole(w);
	/* the second is gone: what came is the text */
	serve(w, "/flood_2.html", 404, HTML, S("gone"));
	go(w, 7 * HOUR);
	assert_whole(w);
}

/* Whatever address the page claims, it is this article's. */
static void
test_canonical(void **state)
{
	struct world *w = *state;

	begin(w, PAGES_THIN, "flood|Flood in the north|" TEASER);
	serve(w, "/flood", 200, HTML, S("<link rel=canonical href=/2021/another-address>" WHOLE));
	go(w, 0);
	assert_int_equal(count_articles(w), 1);
	assert_int_equal(row_of(w, 1).revisions, 2);
	assert_true(str_ends(row_of(w, 1).url, S("/flood")));
	assert_whole(w);
}

/* Several items at one address: the page is none of theirs. */
static void
test_shared(void **state)
{
	struct world *w = *state;

	world_close(w);
	w->wanted = PAGES_THIN;
	world_open(w);
	feed_at(w, "/feed");
	serve(w, "/feed", 200, "",
	    rss(w, "",
		ITEMS("live#1|First report|The river rose.",
		    "live#2|Second report|It still rises.")));
	serve(w, "/live", 200, HTML, S(WHOLE));
	go(w, 0);
	assert_int_equal(count_articles(w), 2);
	for (int64_t article = 1; article <= 2; article++) {
		assert_int_equal(verdict_of(w, article), READING_OTHER);
		assert_int_equal(row_of(w, article).revisions, 1);
	}
	assert_whole(w);
}

/* A host is not asked for more than its share in one round. */
static void
test_share(void **state)
{
	enum { ITEMS_HERE = 30, SHARE = 20 };
	struct world *w = *state;
	const char *list[ITEMS_HERE + 1] = { 0 };

	world_close(w);
	w->wanted = PAGES_THIN;
	world_open(w);
	feed_at(w, "/feed");
	for (int i = 0; i < ITEMS_HERE; i++)
		list[i] = str_format(&w->f.arena, "none-%d|Item %d|Teaser %d.", i, i, i).p;
	serve(w, "/feed", 200, "Cache-Control: max-age=86400\r\n", rss(w, "", list));
	go(w, 0);
	assert_int_equal(w->totals.visits, SHARE);
	assert_int_equal(w->totals.waiting, ITEMS_HERE - SHARE);
	go(w, 1);
	assert_int_equal(w->totals.visits, ITEMS_HERE - SHARE);
	assert_int_equal(w->totals.waiting, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLLOW_TEST(test_thin),
		FOLLOW_TEST(test_teasers),
		FOLLOW_TEST(test_correction),
		FOLLOW_TEST(test_full),
		FOLLOW_TEST(test_options),
		FOLLOW_TEST(test_refused),
		FOLLOW_TEST(test_goes_on),
		FOLLOW_TEST(test_canonical),
		FOLLOW_TEST(test_shared),
		FOLLOW_TEST(test_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
