#include "store_feeds_test.h"

/* ---- settings, schedule, health: every member comes back ---- */

static struct feed_row
full_row(struct fixture *f)
{
	static struct str labels[] = { STR_INIT("world"), STR_INIT("\xe5\x9b\xbd\xe9\x99\x85") };
	struct feed_row feed = feed_invent(f, "https://example.org/feed.xml");

	feed.title = S("The Courier");
	feed.source = S("Example Courier");
	feed.lang = S("en-GB");
	feed.has_zone = true;
	feed.zone_s = -18000;
	feed.labels = (struct strs){ labels, 2, 2 };
	return feed;
}

static struct feed_row
full_poll(struct feed_row feed, int64_t capture)
{
	feed.state = FEED_PAUSED;
	feed.url = S("https://example.org/new/feed.xml");
	feed.etag = S("W/\"a \xc3\xa9\"");
	feed.last_modified = S("Mon, 29 Mar 2021 06:40:00 GMT");
	feed.validated_url = S("https://files.example.org/feed.xml");
	feed.next = FETCHED + 3600;
	feed.interval_s = 3600;
	feed.ttl_s = 1800;
	feed.fresh_s = 600;
	feed.activity_s = 7200;
	feed.skip_hours = 0xffffff;
	feed.skip_days = 0x41;
	feed.moved_to = S("https://example.net/");
	feed.moved_times = 2;
	feed.last_try = FETCHED + 5;
	feed.last_success = FETCHED + 4;
	feed.last_change = FETCHED + 3;
	feed.status = 301;
	feed.failing = 7;
	feed.fault = S("ERR_FEED");
	feed.fault_what = S("at byte 17: a tag is not ended");
	feed.title_claimed = S("courier \xe2\x80\x94 all");
	feed.page = S("https://example.org/");
	feed.format = S("rss20");
	feed.charset = S("gb18030");
	feed.capture = capture;
	feed.counts = (struct feed_counts){ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 };
	feed.hub_state = HUB_CONFIRMED;
	feed.hub = S("https://hub.example/");
	feed.topic = S("https://example.org/feed.xml");
	feed.hub_token = S("00ff");
	feed.hub_secret = S("abcd");
	feed.hub_until = FETCHED + 864000;
	return feed;
}

static void
assert_same_feed(const struct feed_row *a, const struct feed_row *b)
{
	struct str const *texts[][2] = { { &a->url_added, &b->url_added }, { &a->title, &b->title },
		{ &a->source, &b->source }, { &a->lang, &b->lang }, { &a->url, &b->url },
		{ &a->etag, &b->etag }, { &a->last_modified, &b->last_modified },
		{ &a->validated_url, &b->validated_url },
		{ &a->moved_to, &b->moved_to }, { &a->fault, &b->fault },
		{ &a->fault_what, &b->fault_what }, { &a->title_claimed, &b->title_claimed },
		{ &a->page, &b->page }, { &a->format, &b->format }, { &a->charset, &b->charset },
		{ &a->hub, &b->hub }, { &a->topic, &b->topic }, { &a->hub_token, &b->hub_token },
		{ &a->hub_secret, &b->hub_secret } };
	const int64_t numbers[][2] = { { a->id, b->id }, { a->has_zone, b->has_zone },
		{ a->zone_s, b->zone_s }, { a->added, b->added }, { a->state, b->state },
		{ a->next, b->next }, { a->interval_s, b->interval_s }, { a->ttl_s, b->ttl_s },
		{ a->fresh_s, b->fresh_s }, { a->activity_s, b->activity_s },
		{ a->skip_hours, b->skip_hours }, { a->skip_days, b->skip_days },
		{ a->moved_times, b->moved_times }, { a->last_try, b->last_try },
		{ a->last_success, b->last_success }, { a->last_change, b->last_change },
		{ a->status, b->status }, { a->failing, b->failing }, { a->capture, b->capture },
		{ a->hub_state, b->hub_state }, { a->hub_until, b->hub_until },
		{ (int64_t)a->labels.count, (int64_t)b->labels.count } };

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (!str_equal(*texts[i][0], *texts[i][1]))
			fail_msg("text %zu: \"%.*s\"", i, STR_ARGS(*texts[i][1]));
	for (size_t i = 0; i < LENGTH(numbers); i++)
		if (numbers[i][0] != numbers[i][1])
			fail_msg("number %zu: %lld", i, (long long)numbers[i][1]);
	for (size_t i = 0; i < a->labels.count; i++)
		assert_true(str_equal(a->labels.items[i], b->labels.items[i]));
	assert_memory_equal(&a->counts, &b->counts, sizeof(a->counts));
}

static void
test_every_member(void **state)
{
	struct fixture *f = *state;
	struct feed_row feed = full_row(f), got;
	int64_t id, capture;

	must(archive_begin(f->archive));
	must(feeds_add(f->archive, &feed, FETCHED, &id));
	must(archive_commit(f->archive));
	must(feed_get(f->archive, &f->arena, id, &got));
	feed.id = id;
	feed.added = feed.next = FETCHED;
	feed.state = FEED_ACTIVE;
	feed.url = feed.url_added;
	assert_same_feed(&feed, &got);

	must(archive_begin(f->archive));
	capture = fetched_invent(f, CAPTURE_FEED, id, "<rss/>");
	feed = full_poll(feed, capture);
	must(feed_put(f->archive, &feed));
	must(archive_commit(f->archive));
	must(feed_get(f->archive, &f->arena, id, &got));
	assert_same_feed(&feed, &got);
	must(feed_by_token(f->archive, &f->arena, S("00ff"), &got));
	assert_int_equal(got.id, id);
	assert_int_equal(feed_by_token(f->archive, &f->arena, S("00fe"), &got).code, ERR_NOT_FOUND);
	assert_int_equal(feed_by_token(f->archive, &f->arena, S(""), &got).code, ERR_NOT_FOUND);
	feed.id = 99;
	must(archive_begin(f->archive));
	assert_int_equal(feed_put(f->archive, &feed).code, ERR_NOT_FOUND);
	archive_rollback(f->archive);
	assert_int_equal(feed_get(f->archive, &f->arena, 99, &got).code, ERR_NOT_FOUND);
}

static void
test_add_remove_add(void **state)
{
	struct fixture *f = *state;
	struct feed_row feed = feed_invent(f, "https://example.org/feed"), got;
	int64_t id, again;

	assert_int_equal(feeds_add(f->archive, &feed, FETCHED, &id).code, ERR_DATABASE);
	must(archive_begin(f->archive));
	must(feeds_add(f->archive, &feed, FETCHED, &id));
	again = 0;
	assert_int_equal(feeds_add(f->archive, &feed, FETCHED, &again).code, ERR_EXISTS);
	assert_int_equal(again, id);

	/* Where it moved to is it, too. */
	must(feed_get(f->archive, &f->arena, id, &got));
	got.url = S("https://example.net/moved");
	got.counts.polls = 5;
	got.state = FEED_REMOVED;
	must(feed_put(f->archive, &got));
	assert_int_equal(feed_find(f->archive, &f->arena, S("1"), &got).code, ERR_NOT_FOUND);
	struct feed_row moved = feed_invent(f, "https://example.net/moved");
	moved.title = S("Anew");
	must(feeds_add(f->archive, &moved, FETCHED + 100, &again));
	assert_int_equal(again, id);
	must(feed_get(f->archive, &f->arena, id, &got));
	assert_int_equal(got.state, FEED_ACTIVE);
	assert_int_equal(got.next, FETCHED + 100);
	assert_int_equal(got.added, FETCHED);
	assert_int_equal(got.counts.polls, 5);
	assert_str(got.title, "Anew");
	assert_str(got.url_added, "https://example.org/feed");
	must(archive_commit(f->archive));
}

/* ---- lists and words ---- */

static void
test_lists(void **state)
{
	struct fixture *f = *state;
	static struct str a[] = { STR_INIT("news") },
			  b[] = { STR_INIT("news"), STR_INIT("old news") };
	struct feed_rows rows;
	struct strs labels;
	int64_t next, id[4];

	must(feeds_next(f->archive, &next));
	assert_true(next == INT64_MAX);
	must(archive_begin(f->archive));
	for (int i = 0; i < 4; i++) {
		struct feed_row feed =
		    feed_invent(f, str_format(&f->arena, "https://www.site%d.example/feed", i).p);
		feed.title = i == 1 ? S("alpha") : i == 2 ? S("Beta") : S("");
		feed.labels = i == 0   ? (struct strs){ a, 1, 1 }
			      : i == 2 ? (struct strs){ b, 2, 2 }
				       : (struct strs){ 0 };
		feed.source = i == 3 ? S("Courier") : S("");
		must(feeds_add(f->archive, &feed, FETCHED + 10 * (3 - i), &id[i]));
	}
	must(archive_commit(f->archive));

	must(feeds_list(f->archive, &f->arena, &(struct feed_filter){ 0 }, &rows));
	assert_int_equal(rows.count, 4);
	assert_str(rows.items[0].title, "alpha");
	assert_str(rows.items[1].title, "Beta");
	must(
	    feeds_list(f->archive, &f->arena, &(struct feed_filter){ .due = FETCHED + 20 }, &rows));
	assert_int_equal(rows.count, 3);
	assert_int_equal(rows.items[0].id, id[3]);
	must(feeds_list(f->archive, &f->arena,
	    &(struct feed_filter){ .due = FETCHED + 20, .limit = 1 }, &rows));
	assert_int_equal(rows.count, 1);
	must(feeds_list(f->archive, &f->arena, &(struct feed_filter){ .label = S("news") }, &rows));
	assert_int_equal(rows.count, 2);
	must(feeds_list(f->archive, &f->arena, &(struct feed_filter){ .label = S("old") }, &rows));
	assert_int_equal(rows.count, 0);
	must(feeds_list(
	    f->archive, &f->arena, &(struct feed_filter){ .source = S("Courier") }, &rows));
	assert_int_equal(rows.count, 1);
	must(feeds_labels(f->archive, &f->arena, &labels));
	assert_int_equal(labels.count, 2);
	assert_str(labels.items[0], "news");
	assert_str(labels.items[1], "old news");
	must(feeds_next(f->archive, &next));
	assert_int_equal(next, FETCHED);

	static const struct {
		const char *words;
		int found; /* index; -1: nothing */
	} cases[] = { { "2", 1 }, { " 2 ", 1 }, { "https://WWW.site0.example:443/feed", 0 },
		{ "BETA", 2 }, { "site3.example", 3 }, { "www.site3.example", 3 }, { "", -1 },
		{ "9", -1 }, { "site", -1 } };
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed_row found = { 0 };
		struct err e = feed_find(f->archive, &f->arena, str_from_c(cases[i].words), &found);
		if (e.code != (cases[i].found < 0 ? ERR_NOT_FOUND : 0) ||
		    (cases[i].found >= 0 && found.id != id[cases[i].found]))
			fail_msg("\"%s\": %lld", cases[i].words, (long long)found.id);
	}
}

static void
test_health(void **state)
{
	(void)state;
	static const struct {
		struct feed_row feed;
		enum feed_health health;
	} cases[] = {
		{ { .state = FEED_ACTIVE, .added = FETCHED }, HEALTH_NEW },
		{ { .state = FEED_ACTIVE, .last_try = FETCHED, .last_success = FETCHED },
		    HEALTH_GOOD },
		{ { .state = FEED_ACTIVE,
		      .last_try = FETCHED,
		      .last_success = FETCHED - 9999,
		      .failing = 3 },
		    HEALTH_WARN },
		{ { .state = FEED_ACTIVE,
		      .last_try = FETCHED,
		      .last_success = FETCHED - 4 * 86400,
		      .failing = 3 },
		    HEALTH_BAD },
		{ { .state = FEED_ACTIVE,
		      .added = FETCHED - 9 * 86400,
		      .last_try = FETCHED,
		      .failing = 9 },
		    HEALTH_BAD },
		{ { .state = FEED_ACTIVE,
		      .last_try = FETCHED,
		      .last_success = FETCHED,
		      .fault = STR_INIT("ERR_ROBOTS") },
		    HEALTH_WARN },
		{ { .state = FEED_GONE, .last_try = FETCHED, .last_success = FETCHED },
		    HEALTH_BAD },
	};

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(feed_health(&cases[i].feed, FETCHED), cases[i].health);
}

/* ---- hostile values ---- */

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct str huge = { arena_alloc(&f->arena, 1 << 20), 1 << 20 };
	struct str lines[] = { STR_INIT("two\nlines") }, many[FEED_ROW_LABELS_MAX + 1];
	struct feed_row feed = feed_invent(f, "https://example.org/feed"), got;
	int64_t id;

	memset((char *)(uintptr_t)huge.p, 'x', huge.n);
	for (size_t i = 0; i < LENGTH(many); i++)
		many[i] = str_format(&f->arena, "label %zu", i);
	must(archive_begin(f->archive));
	must(feeds_add(f->archive, &feed, FETCHED, &id));
	must(feed_get(f->archive, &f->arena, id, &feed));
#define REFUSED(change, wanted)                                            \
	do {                                                               \
		got = feed;                                                \
		got.change;                                                \
		assert_int_equal(feed_put(f->archive, &got).code, wanted); \
	} while (0)
	REFUSED(title = huge, ERR_TOO_BIG);
	REFUSED(title = S("nul\0nul"), ERR_BINARY);
	REFUSED(title = S("\xff"), ERR_UTF8);
	REFUSED(etag = huge, ERR_TOO_BIG);
	REFUSED(url = S(""), ERR_URL);
	REFUSED(url = S("file:///etc/passwd"), ERR_URL);
	REFUSED(moved_to = S("javascript:x"), ERR_URL);
	REFUSED(state = (enum feed_state)9, ERR_SYNTAX);
	REFUSED(state = (enum feed_state)0, ERR_SYNTAX);
	REFUSED(hub_state = (enum hub_state) - 1, ERR_SYNTAX);
	REFUSED(status = 1000, ERR_SYNTAX);
	REFUSED(zone_s = 90000, ERR_SYNTAX);
	REFUSED(labels = ((struct strs){ lines, 1, 1 }), ERR_SYNTAX);
	REFUSED(labels = ((struct strs){ many, LENGTH(many), LENGTH(many) }), ERR_TOO_BIG);
	REFUSED(capture = 4711, ERR_DATABASE);
	archive_rollback(f->archive);

	/* What the feed says of itself is cut, not refused. */
	must(archive_begin(f->archive));
	must(feeds_add(f->archive, &feed, FETCHED, &id));
	must(feed_get(f->archive, &f->arena, id, &got));
	got.title_claimed = huge;
	got.fault_what = S("before\0after");
	must(feed_put(f->archive, &got));
	must(archive_commit(f->archive));
	must(feed_get(f->archive, &f->arena, id, &got));
	assert_int_equal(got.title_claimed.n, FEED_ROW_TEXT_MAX);
	assert_str(got.fault_what, "before");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_every_member),
		STORE_TEST(test_add_remove_add),
		STORE_TEST(test_lists),
		STORE_TEST(test_health),
		STORE_TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
