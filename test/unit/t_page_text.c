/* The text of an article's page beside those of feeds: whole and part, why it is there, what is
 * known of its site. */
#include "store/article_page.h"
#include "store/page_chain.h"
#include "store/readings.h"
#include "store/reread.h"
#include "store/site_memory.h"
#include "store_feeds_test.h"

#define TEASER "The river rose..."
#define WHOLE "The river rose by three metres in a single night, officials said on Monday."
#define FIXED "The river rose by two metres in a single night, officials said on Monday."
#define FULLER \
	WHOLE " Two bridges were closed, and nobody could say when the trains would run again."

static struct added
item(struct fixture *f, int64_t feed, const char *text, int64_t when)
{
	struct article article = article_invent(&f->arena, "flood", text);
	int64_t capture = fetched_invent_at(f, CAPTURE_FEED, feed, text, when);
	struct added added;

	must(articles_add(f->archive, &article, capture, when, &added));
	return added;
}

/* A page of the article, sent to by ${previous} (0: by itself). */
static int64_t
page_capture(struct fixture *f, int64_t article, const char *bytes, int64_t previous, int64_t when)
{
	struct exchange_row exchange = exchange_invent(0, 200);
	struct capture capture = {
		.kind = CAPTURE_PAGE, .url = S("https://example.org/flood"), .fetched = when
	};
	int64_t id;

	exchange.article = article;
	exchange.previous = previous;
	must(exchange_add(f->archive, &capture, raw_from_str(str_from_c(bytes)), &exchange, &id));
	return id;
}

static struct added
page(struct fixture *f, int64_t article, const char *text, bool is_whole, int64_t when)
{
	/* whatever it says its address is */
	struct article record = article_invent(&f->arena, "another-address", text);
	int64_t capture = page_capture(f, article, text, 0, when);
	struct added added;

	must(articles_add_page(f->archive, &record,
	    &(struct page_arrival){ .article = article,
		.captures = &capture,
		.count = 1,
		.fetched = when,
		.as_of = when,
		.is_whole = is_whole },
	    &added));
	return added;
}

static struct article_row
row_of(struct fixture *f, int64_t article)
{
	struct article_row row;

	must(article_get(f->archive, &f->arena, article, &row));
	return row;
}

static void
assert_clean(struct fixture *f)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error(
		    "%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

static void
assert_newest(struct fixture *f, int64_t article, const char *text)
{
	struct revision revision;

	must(revision_get(f->archive, &f->arena, article, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, text);
}

static void
test_whole(void **state)
{
	struct fixture *f = *state;
	struct added added;
	struct article_rows rows;
	struct revision revision;
	int64_t feed, other, article;

	must(archive_begin(f->archive));
	feed = feed_keep(f, "https://example.org/feed");
	other = feed_keep(f, "https://example.org/other");
	article = item(f, feed, TEASER, FETCHED).article;
	added = page(f, article, WHOLE, true, FETCHED + 10);
	assert_int_equal(added.kind, ADDED_REVISION);
	assert_int_equal(added.article, article);
	must(revision_get(f->archive, &f->arena, article, 0, REVISION_HEAD, &revision));
	assert_int_equal(revision.cause.kind, CAUSE_WHOLE);
	assert_str(url_str(revision.record.url), "https://example.org/flood");
	assert_int_equal(row_of(f, article).revisions, 2);
	assert_int_equal(row_of(f, article).changes, 0);
	assert_int_equal(row_of(f, article).changed_n, 0);
	must(articles_list(
	    f->archive, &f->arena, &(struct article_filter){ .changed = true }, &rows));
	assert_int_equal(rows.count, 0);
	/* the teaser again, another, that again, another feed's */
	added = item(f, feed, TEASER, FETCHED + 20);
	assert_int_equal(added.kind, ADDED_SEEN);
	assert_false(added.part_new);
	added = item(f, feed, "A river rises.", FETCHED + 30);
	assert_int_equal(added.kind, ADDED_SEEN);
	assert_true(added.part_new);
	added = item(f, feed, "A river rises.", FETCHED + 40);
	assert_false(added.part_new);
	added = item(f, other, "In the north, a river.", FETCHED + 50);
	assert_int_equal(added.kind, ADDED_SEEN);
	assert_true(added.mention_new);
	assert_newest(f, article, WHOLE);
	assert_int_equal(row_of(f, article).revisions, 2);
	/* the page is corrected, and is as it was again */
	assert_int_equal(page(f, article, FIXED, false, FETCHED + 60).kind, ADDED_REVISION);
	assert_int_equal(row_of(f, article).changes, 1);
	assert_int_equal(row_of(f, article).changed_n, 3);
	must(articles_list(
	    f->archive, &f->arena, &(struct article_filter){ .changed = true }, &rows));
	assert_int_equal(rows.count, 1);
	assert_int_equal(page(f, article, WHOLE, false, FETCHED + 70).kind, ADDED_NOTHING);
	assert_newest(f, article, WHOLE);
	/* a feed with more than the page */
	assert_int_equal(item(f, feed, FULLER, FETCHED + 80).kind, ADDED_REVISION);
	assert_newest(f, article, FULLER);
	must(archive_commit(f->archive));
	assert_clean(f);
}

/* Which pages belong together is known from the captures alone. */
static void
test_chain(void **state)
{
	struct fixture *f = *state;
	struct exchange_row way = exchange_invent(0, 302);
	struct capture capture = {
		.kind = CAPTURE_WAY, .url = S("https://example.org/flood?2"), .fetched = FETCHED
	};
	struct page_chain chain;
	struct page_at at;
	int64_t feed, article, first, redirect, second, third, later;
	struct added added;

	must(archive_begin(f->archive));
	feed = feed_keep(f, "https://example.org/feed");
	article = item(f, feed, TEASER, FETCHED).article;
	first = page_capture(f, article, "one", 0, FETCHED + 1);
	way.article = article;
	way.previous = first;
	must(exchange_add(f->archive, &capture, raw_from_str(S("")), &way, &redirect));
	second = page_capture(f, article, "two", redirect, FETCHED + 2);
	third = page_capture(f, article, "three", second, FETCHED + 3);
	later = page_capture(f, article, "one", 0, FETCHED + 4);
	must(page_chain_get(f->archive, third, &chain));
	assert_int_equal(chain.article, article);
	assert_int_equal(chain.count, 3);
	assert_int_equal(chain.captures[0], first);
	assert_int_equal(chain.captures[1], second);
	assert_int_equal(chain.captures[2], third);
	assert_true(chain.is_last);
	must(page_chain_get(f->archive, second, &chain));
	assert_false(chain.is_last);
	must(page_chain_get(f->archive, later, &chain));
	assert_int_equal(chain.count, 1);
	assert_true(chain.is_last);
	assert_int_equal(page_chain_get(f->archive, 999, &chain).code, ERR_NOT_FOUND);
	must(page_next(f->archive, first, &at));
	assert_int_equal(at.capture, second);
	assert_int_equal(at.article, article);
	assert_int_equal(at.fetched, FETCHED + 2);
	must(page_next(f->archive, later, &at));
	assert_int_equal(at.capture, 0);
	/* all of them are evidence of the one text */
	struct article record = article_invent(&f->arena, "flood", WHOLE);
	const int64_t captures[] = { first, second, third };
	must(articles_add_page(f->archive, &record,
	    &(struct page_arrival){ .article = article,
		.captures = captures,
		.count = 3,
		.fetched = FETCHED + 1,
		.as_of = FETCHED + 3,
		.is_whole = true },
	    &added));
	assert_int_equal(row_of(f, article).last_fetched, FETCHED + 3);
	must(archive_commit(f->archive));
	assert_clean(f);
}

static void
test_readings(void **state)
{
	struct fixture *f = *state;
	struct reading_row row = { .verdict = READING_WALL,
		.characters = 7,
		.confidence = 300,
		.rule = S("forest"),
		.evidence = S("form") };
	struct reading_row found;
	struct reading_rows rows;
	struct reading_counts counts;
	bool first;

	must(archive_begin(f->archive));
	row.article = item(f, feed_keep(f, "https://example.org/feed"), TEASER, FETCHED).article;
	assert_int_equal(
	    reading_last(f->archive, &f->arena, row.article, &found).code, ERR_NOT_FOUND);
	row.capture = page_capture(f, row.article, "a", 0, FETCHED + 1);
	must(reading_put(f->archive, &row));
	must(reading_get(f->archive, &f->arena, row.capture, &found));
	assert_int_equal(found.verdict, READING_WALL);
	assert_int_equal(found.characters, 7);
	assert_str(found.evidence, "form");
	must(reading_is_first(f->archive, row.article, &first));
	assert_true(first);
	must(readings_refused(f->archive, &f->arena, 0, 10, &rows));
	assert_int_equal(rows.count, 1);
	/* what came later counts */
	row.capture = page_capture(f, row.article, "b", 0, FETCHED + 2);
	row.verdict = READING_KEPT;
	must(reading_put(f->archive, &row));
	must(reading_last(f->archive, &f->arena, row.article, &found));
	assert_int_equal(found.verdict, READING_KEPT);
	must(reading_is_first(f->archive, row.article, &first));
	assert_false(first);
	must(readings_refused(f->archive, &f->arena, 0, 10, &rows));
	assert_int_equal(rows.count, 0);
	must(readings_count(f->archive, &counts));
	assert_int_equal(counts.by_verdict[READING_KEPT], 1);
	assert_int_equal(counts.by_verdict[READING_WALL], 0);
	must(archive_commit(f->archive));
	assert_clean(f);
}

static void
test_site_memory(void **state)
{
	struct fixture *f = *state;
	struct site_memory memory;
	uint64_t prints[] = { UINT64_MAX, 5, 77 };
	uint64_t *many = arena_array(&f->arena, uint64_t, SITE_ROWS_MAX + 1);

	must(archive_begin(f->archive));
	for (uint64_t i = 0; i < 4; i++) {
		prints[2] = 100 + i;
		must(site_memory_add(f->archive, S("a.example"), (int64_t)i + 1,
		    str_format(&f->arena, "Title %d", (int)i), prints, i < 2 ? 3 : 2,
		    i < 3 ? S("main") : S("div")));
	}
	must(site_memory_get(f->archive, &f->arena, S("a.example"), 100, &memory));
	assert_int_equal(memory.count, 2);
	assert_true(memory.prints[0] == 5 && memory.prints[1] == UINT64_MAX);
	assert_str(memory.container, "main");
	must(site_memory_get(f->archive, &f->arena, S("a.example"), 1, &memory));
	assert_int_equal(memory.count, 1);
	must(site_memory_get(f->archive, &f->arena, S("b.example"), 100, &memory));
	assert_int_equal(memory.count, 0);
	assert_int_equal(memory.container.n, 0);
	/* the same article at other addresses says nothing of the site */
	for (int64_t i = 10; i < 20; i++)
		must(site_memory_add(
		    f->archive, S("c.example"), i, S("One title"), prints, 3, S("main")));
	must(site_memory_get(f->archive, &f->arena, S("c.example"), 100, &memory));
	assert_int_equal(memory.count, 0);
	assert_int_equal(memory.container.n, 0);
	/* what stood once makes room; what stands on many stays */
	for (size_t i = 0; i <= SITE_ROWS_MAX; i++)
		many[i] = 1000 + i;
	must(site_memory_add(
	    f->archive, S("a.example"), 9, S("Another"), many, SITE_ROWS_MAX + 1, S("")));
	must(site_memory_get(f->archive, &f->arena, S("a.example"), 100, &memory));
	assert_int_equal(memory.count, 2);
	must(archive_commit(f->archive));
}

/* ---- read again ---- */

static struct revision
version(struct fixture *f, int64_t article, int64_t n)
{
	struct revision revision;

	must(revision_get(f->archive, &f->arena, article, n, REVISION_BODY, &revision));
	return revision;
}

static void
test_reread(void **state)
{
	struct fixture *f = *state;
	struct article record = article_invent(&f->arena, "flood", WHOLE " Share this.");
	enum reread_kind kind;
	struct reread found;
	int64_t article;

	must(archive_begin(f->archive));
	article = item(f, feed_keep(f, "https://example.org/feed"), TEASER, FETCHED).article;
	page(f, article, WHOLE " Share this.", true, FETCHED + 10);
	page(f, article, WHOLE " Share that.", false, FETCHED + 20);
	page(f, article, FIXED, false, FETCHED + 30);
	must(reread_find(f->archive, article, version(f, article, 2).capture, &found));
	assert_int_equal(found.revision, version(f, article, 2).id);
	assert_int_equal(found.before, version(f, article, 1).id);
	assert_true(found.is_first);
	/* as it was */
	must(reread_put(f->archive, found.revision, &record, FETCHED + 99, false, &kind));
	assert_int_equal(kind, REREAD_SAME);
	assert_int_equal(version(f, article, 2).cause.reread, 0);
	/* another: first only said, then done */
	record = article_invent(&f->arena, "flood", WHOLE);
	record.rules = 2;
	must(reread_put(f->archive, found.revision, &record, FETCHED + 99, true, &kind));
	assert_int_equal(kind, REREAD_TEXT);
	assert_str(version(f, article, 2).record.text, WHOLE " Share this.");
	must(reread_put(f->archive, found.revision, &record, FETCHED + 99, false, &kind));
	assert_int_equal(version(f, article, 2).id, found.revision);
	assert_str(version(f, article, 2).record.text, WHOLE);
	assert_int_equal(version(f, article, 2).cause.kind, CAUSE_WHOLE);
	assert_int_equal(version(f, article, 2).cause.reread, FETCHED + 99);
	assert_int_equal(version(f, article, 2).cause.rules_before, 1);
	assert_int_equal(row_of(f, article).changes, 2);
	/* the third becomes the same: there is one less */
	must(
	    reread_put(f->archive, version(f, article, 3).id, &record, FETCHED + 99, false, &kind));
	assert_int_equal(kind, REREAD_ONE);
	assert_int_equal(row_of(f, article).revisions, 3);
	assert_int_equal(row_of(f, article).changes, 1);
	assert_str(version(f, article, 3).record.text, FIXED);
	assert_newest(f, article, FIXED);
	/* and the newest, too */
	must(
	    reread_put(f->archive, version(f, article, 3).id, &record, FETCHED + 99, false, &kind));
	assert_int_equal(row_of(f, article).revisions, 2);
	assert_newest(f, article, WHOLE);
	must(archive_commit(f->archive));
	assert_clean(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_whole),
		STORE_TEST(test_chain),
		STORE_TEST(test_readings),
		STORE_TEST(test_site_memory),
		STORE_TEST(test_reread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
