/* t_feeds_scale.c: many feeds, many items: what must not depend on how many there are.
 * XINSHI_SCALE=5 for five times the articles. */
#include <time.h>

#include "store_feeds_test.h"

enum { FEEDS = 10000, CAPTURES = 1000, ITEMS = 20 };

/* Sanitizers and busy machines are slower; what grows with the archive is a hundred times slower.
 */
enum { PATIENCE = 4 };

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
resident_kib(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long pages = 0;

	assert_non_null(file);
	assert_int_equal(fscanf(file, "%*d %ld", &pages), 1);
	fclose(file);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void
within(const char *what, int64_t began, int64_t limit_us)
{
	int64_t took = now_us() - began;

	print_message("%s: %.2f ms\n", what, (double)took / 1000);
	if (took > PATIENCE * limit_us)
		fail_msg("%s: %lld us", what, (long long)took);
}

static struct strs
labels_of(struct str *two, int i)
{
	static struct str names[] = { STR_INIT("world"), STR_INIT("city"), STR_INIT("rare") };

	two[0] = names[i % 2];
	two[1] = names[2];
	return (struct strs){ two, i == 7 ? 2 : 1, 2 };
}

static void
feeds_fill(struct fixture *f)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str two[2];
	int64_t id;

	must(archive_begin(f->archive));
	for (int i = 0; i < FEEDS; i++) {
		arena_reset(&arena);
		struct feed_row feed = { .url_added = str_format(
					     &arena, "https://site%d.example/feed.xml", i) };
		feed.labels = labels_of(two, i);
		must(feeds_add(f->archive, &feed, FETCHED + i, &id));
	}
	must(archive_commit(f->archive));
}

static void
test_many_feeds(void **state)
{
	struct fixture *f = *state;
	struct feed_rows rows;
	struct feed_row found;
	int64_t began = now_us(), next;

	feeds_fill(f);
	within("10,000 feeds added", began, 1500000);
	int64_t before = resident_kib();
	began = now_us();
	must(feeds_list(f->archive, &f->arena,
	    &(struct feed_filter){ .due = FETCHED + 99, .limit = 100 }, &rows));
	within("100 that are due", began, 5000);
	assert_int_equal(rows.count, 100);
	assert_str(rows.items[99].url, "https://site99.example/feed.xml");
	began = now_us();
	must(feeds_next(f->archive, &next));
	within("the next", began, 1000);
	assert_int_equal(next, FETCHED);
	began = now_us();
	must(feed_find(f->archive, &f->arena, S("site9999.example"), &found));
	within("one by its host", began, 50000);
	began = now_us();
	must(archive_begin(f->archive));
	for (size_t i = 0; i < rows.count; i++) {
		rows.items[i].next += 3600;
		must(feed_put(f->archive, &rows.items[i]));
	}
	must(archive_commit(f->archive));
	within("100 put back", began, 20000);
	print_message("memory: %lld KiB more\n", (long long)(resident_kib() - before));
}

static struct article
item(struct arena *arena, int i)
{
	struct article article = article_invent(arena, str_format(arena, "story/%d", i).p,
	    str_format(arena,
		"Paragraph %d of a story that is told once, by one feed of many, at its own time.",
		i)
		.p);

	article.guid = str_format(arena, "tag:example.org,2021:%d", i);
	article.published = when_from_ms((FETCHED - i) * 1000);
	return article;
}

/* A thousand documents of twenty items, in transactions of fifty. */
static void
items_fill(struct fixture *f, int from, int captures, enum added_kind wanted)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct added added;

	for (int c = 0; c < captures; c++) {
		arena_reset(&arena);
		if (c % 50 == 0)
			must(archive_begin(f->archive));
		int64_t feed = 1 + c % 1000;
		int64_t capture = fetched_invent(
		    f, CAPTURE_FEED, feed, str_format(&arena, "<rss>%d %d %d", from, c, wanted).p);
		for (int i = 0; i < ITEMS; i++) {
			struct article article = item(&arena, from + c * ITEMS + i);
			must(articles_add(f->archive, &article, capture, FETCHED, &added));
			assert_int_equal(added.kind, wanted);
		}
		if (c % 50 == 49)
			must(archive_commit(f->archive));
	}
}

static void
list_in_time(struct fixture *f, const char *what, struct article_filter filter, size_t wanted)
{
	struct article_rows rows;
	int64_t began = now_us();

	filter.limit = 50;
	must(articles_list(f->archive, &f->arena, &filter, &rows));
	within(what, began, 5000);
	assert_int_equal(rows.count, wanted);
}

static void
test_many_items(void **state)
{
	struct fixture *f = *state;
	const char *given = getenv("XINSHI_SCALE");
	int scale = given ? atoi(given) : 1;

	feeds_fill(f);
	int64_t began = now_us();
	items_fill(f, 0, CAPTURES, ADDED_ARTICLE);
	within("20,000 new items", began, 8000000);
	began = now_us();
	items_fill(f, 0, CAPTURES, ADDED_SEEN);
	within("20,000 seen again", began, 3000000);
	for (int i = 1; i < scale; i++)
		items_fill(f, i * CAPTURES * ITEMS, CAPTURES, ADDED_ARTICLE);
	list_in_time(
	    f, "50 of a label of 5,000 feeds", (struct article_filter){ .label = S("world") }, 50);
	list_in_time(f, "50 of a label of one feed", (struct article_filter){ .label = S("rare") },
	    scale > 2 ? 50 : (size_t)(ITEMS * scale));
	list_in_time(f, "50 in the middle of a label",
	    (struct article_filter){
		.label = S("city"), .after_time = FETCHED - 9000, .after_id = 1 },
	    50);
	list_in_time(f, "50 of a feed", (struct article_filter){ .feed = 8 },
	    scale > 2 ? 50 : (size_t)(ITEMS * scale));
	list_in_time(f, "50 of all", (struct article_filter){ 0 }, 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_many_feeds),
		STORE_TEST(test_many_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
