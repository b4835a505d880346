#include "store_feeds_test.h"

static struct article
item(struct fixture *f, const char *path, const char *text, const char *guid)
{
	struct article article = article_invent(&f->arena, path, text);

	article.guid = str_from_c(guid);
	return article;
}

static struct added
add(struct fixture *f, const struct article *article, int64_t capture, int64_t when)
{
	struct added added = { 0 };

	must(articles_add(f->archive, article, capture, when, &added));
	return added;
}

static struct mentions
mentions(struct fixture *f, int64_t article)
{
	struct mentions all;

	must(mentions_of_article(f->archive, &f->arena, article, &all));
	return all;
}

/* A feed's document is whole: what it holds is listed. */
static void
document_is(struct fixture *f, int64_t feed, int64_t capture)
{
	struct feed_row row;

	must(feed_get(f->archive, &f->arena, feed, &row));
	row.capture = capture;
	must(feed_put(f->archive, &row));
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

/* ---- which article an item is ---- */

/* One poll after the other; ${host} is that of the item's page. */
static const struct item_case {
	int feed;
	const char *path, *text, *guid;
	bool same_capture; /* as the case before */
	enum added_kind kind;
	int article;
	bool mention_new;
} items[] = {
	{ 0, "flood", "Text A.", "1", false, ADDED_ARTICLE, 1, true },
	{ 0, "flood", "Text A.", "1", false, ADDED_SEEN, 1, false },
	{ 0, "flood", "Text B.", "1", false, ADDED_REVISION, 1, false },
	{ 0, "flood-now-higher", "Text C.", "1", false, ADDED_REVISION, 1,
	    false }, /* its address was edited */
	{ 0, "flood-now-higher", "Text C.", "", false, ADDED_SEEN, 1,
	    false }, /* known by the new one too */
	{ 0, "flood", "Text A.", "1", false, ADDED_NOTHING, 1,
	    false }, /* back to A: seen, not new */
	{ 1, "flood", "Text A.", "9", false, ADDED_NOTHING, 1, true },
	{ 1, "flood", "In short.", "9", false, ADDED_REVISION, 1, false },
	{ 0, "flood", "Text A.", "1", false, ADDED_SEEN, 1,
	    false }, /* what this feed always said */
	{ 1, "flood", "In short.", "9", false, ADDED_SEEN, 1, false },
	{ 1, "fire", "Text D.", "1", false, ADDED_ARTICLE, 2, true }, /* ids are each feed's own */
	{ 1, "fire", "Text E.", "1", true, ADDED_NOTHING, 2,
	    false }, /* the first of a document counts */
	{ 1, "storm", "Text F.", "same", false, ADDED_ARTICLE, 3, true },
	{ 1, "hail", "Text G.", "same", true, ADDED_ARTICLE, 4, true }, /* ids that are none */
	{ 1, "snow", "Text H.", "same", false, ADDED_ARTICLE, 5, true },
	{ 1, "storm", "Text F.", "same", false, ADDED_SEEN, 3, false },
};

static void
test_identity(void **state)
{
	struct fixture *f = *state;
	int64_t feeds[2], capture = 0, when = 0;

	must(archive_begin(f->archive));
	feeds[0] = feed_keep(f, "https://example.org/feed");
	feeds[1] = feed_keep(f, "https://example.org/other");
	for (size_t i = 0; i < LENGTH(items); i++) {
		const struct item_case *c = &items[i];
		struct article article = item(f, c->path, c->text, c->guid);
		when = c->same_capture ? when : FETCHED + 100 * (int64_t)i;
		if (!c->same_capture)
			capture = fetched_invent_at(f, CAPTURE_FEED, feeds[c->feed],
			    str_format(&f->arena, "<rss>%zu", i).p, when);
		struct added added = add(f, &article, capture, when);
		if (added.kind != c->kind || added.article != c->article ||
		    added.mention_new != c->mention_new)
			fail_msg("item %zu: kind %d, article %lld, %s", i, added.kind,
			    (long long)added.article, added.mention_new ? "new" : "known");
	}
	must(archive_commit(f->archive));
	assert_clean(f);
}

/* An id is not believed on another host. */
static void
test_other_host(void **state)
{
	struct fixture *f = *state;

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	struct article one = item(f, "one", "Text A.", "1"), other = item(f, "one", "Text B.", "1"),
		       mobile = item(f, "two", "Text C.", "1");
	must(url_parse(&f->arena, S("https://elsewhere.example/one"), NULL, &other.url));
	other.key = url_key(&f->arena, other.url);
	must(url_parse(&f->arena, S("https://m.example.org/two"), NULL, &mobile.url));
	mobile.key = url_key(&f->arena, mobile.url);
	assert_int_equal(
	    add(f, &one, fetched_invent(f, CAPTURE_FEED, feed, "<1>"), FETCHED).article, 1);
	assert_int_equal(
	    add(f, &other, fetched_invent(f, CAPTURE_FEED, feed, "<2>"), FETCHED).article, 2);
	assert_int_equal(
	    add(f, &mobile, fetched_invent(f, CAPTURE_FEED, feed, "<3>"), FETCHED).article, 1);
	must(archive_commit(f->archive));
	assert_clean(f);
}

/* ---- who speaks for an article ---- */

static const struct home_case {
	const char *feeds[2];
	bool named[2]; /* by people: the outlet of its articles */
	enum added_kind kind;
	const char *newest;
} homes[] = {
	{ { "https://rss.example.org/feed", "https://planet.example/feed" }, { false, false },
	    ADDED_SEEN, "Long." },
	{ { "https://example.org/feed", "https://www.example.org/other" }, { false, false },
	    ADDED_REVISION, "Short." },
	{ { "https://one.example/feed", "https://planet.example/feed" }, { false, false },
	    ADDED_REVISION, "Short." },
	{ { "https://one.example/feed", "https://planet.example/feed" }, { true, false },
	    ADDED_SEEN, "Long." },
	{ { "https://example.org/feed", "https://planet.example/feed" }, { false, true },
	    ADDED_REVISION, "Short." },
	{ { "https://example.org/feed", "https://notexample.org/feed" }, { false, false },
	    ADDED_SEEN, "Long." },
	{ { "https://example.org/feed", "https://203.0.113.7/feed" }, { false, false }, ADDED_SEEN,
	    "Long." },
};

/* The second of two feeds, which shortens: does that change the article? */
static void
test_home(void **state)
{
	struct fixture *f = *state;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(homes); i++) {
		const struct home_case *c = &homes[i];
		struct revision revision;
		struct added added = { 0 };
		int64_t feeds[2];
		for (int k = 0; k < 2; k++) {
			struct feed_row row =
			    feed_invent(f, str_format(&f->arena, "%s/%zu", c->feeds[k], i).p);
			row.source = c->named[k] ? S("Courier") : S("");
			must(feeds_add(f->archive, &row, FETCHED, &feeds[k]));
			struct article article = item(
			    f, str_format(&f->arena, "home/%zu", i).p, k ? "Short." : "Long.", "");
			added = add(f, &article,
			    fetched_invent_at(f, CAPTURE_FEED, feeds[k],
				str_format(&f->arena, "<%zu %d>", i, k).p, FETCHED + k),
			    FETCHED + k);
		}
		must(revision_get(
		    f->archive, &f->arena, added.article, 0, REVISION_BODY, &revision));
		if (added.kind != c->kind || !added.mention_new)
			fail_msg("case %zu: kind %d", i, added.kind);
		assert_str(revision.record.text, c->newest);
		assert_int_equal(mentions(f, added.article).count, 2);
	}
	must(archive_commit(f->archive));
	assert_clean(f);
}

static void
test_evidence(void **state)
{
	struct fixture *f = *state;
	struct article article = item(f, "one", "Text A.", "1");
	struct captures all;

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	int64_t capture = fetched_invent(f, CAPTURE_FEED, feed, "<1>");
	add(f, &article, capture, FETCHED);
	add(f, &article, fetched_invent(f, CAPTURE_FEED, feed, "<2>"), FETCHED);
	must(archive_commit(f->archive));
	must(captures_of_article(f->archive, &f->arena, 1, &all));
	assert_int_equal(all.count, 1);
	assert_int_equal(all.items[0].id, capture);
	assert_int_equal(all.items[0].kind, CAPTURE_FEED);
	assert_str(all.items[0].url, "https://example.org/feed");
}

/* One capture that is evidence of many articles is one row of a list. */
static void
test_captures_once(void **state)
{
	struct fixture *f = *state;
	struct captures all;

	must(archive_begin(f->archive));
	int64_t capture =
	    fetched_invent(f, CAPTURE_FEED, feed_keep(f, "https://example.org/feed"), "<1>");
	for (int i = 0; i < 5; i++) {
		struct article article = item(f, str_format(&f->arena, "p%d", i).p,
		    str_format(&f->arena, "Text %d", i).p, "");
		add(f, &article, capture, FETCHED);
	}
	must(archive_commit(f->archive));
	for (enum capture_filter filter = CAPTURES_ALL; filter <= CAPTURES_UNDERSTOOD; filter++) {
		must(captures_list(f->archive, &f->arena, filter, 0, 10, &all));
		assert_int_equal(all.count, 1);
		assert_int_equal(all.items[0].article, 1);
	}
}

/* ---- mentions ---- */

static void
test_mentions(void **state)
{
	struct fixture *f = *state;
	struct article one = item(f, "one", "Text A.", "1"), two = item(f, "two", "Text B.", "2");

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	int64_t first = fetched_invent(f, CAPTURE_FEED, feed, "<1>");
	add(f, &one, first, FETCHED);
	add(f, &two, first, FETCHED);
	document_is(f, feed, first);
	assert_true(mentions(f, 1).items[0].listed);

	/* The first leaves the feed, which is no deletion. */
	int64_t second = fetched_invent_at(f, CAPTURE_FEED, feed, "<2>", FETCHED + 60);
	add(f, &two, second, FETCHED + 60);
	document_is(f, feed, second);
	struct mentions gone = mentions(f, 1), still = mentions(f, 2);
	assert_int_equal(gone.count, 1);
	assert_false(gone.items[0].listed);
	assert_int_equal(gone.items[0].last_seen, FETCHED);
	assert_true(still.items[0].listed);
	assert_int_equal(still.items[0].first_seen, FETCHED);
	assert_int_equal(still.items[0].last_seen, FETCHED + 60);
	assert_str(still.items[0].feed_url, "https://example.org/feed");

	/* A walk through its past does not bring it back; a part of the feed does not take the
	 * others away. */
	add(f, &one, fetched_invent_at(f, CAPTURE_FEED_PAST, feed, "<3>", FETCHED + 70),
	    FETCHED + 70);
	assert_false(mentions(f, 1).items[0].listed);
	add(f, &one, fetched_invent_at(f, CAPTURE_FEED, feed, "<4>", FETCHED + 80), FETCHED + 80);
	assert_true(mentions(f, 1).items[0].listed);
	assert_true(mentions(f, 2).items[0].listed);
	must(archive_commit(f->archive));
	assert_clean(f);
}

/* Of a document of the past only the dates say how new its texts are. */
static void
test_past(void **state)
{
	struct fixture *f = *state;
	struct article now = item(f, "one", "Text now.", "1"),
		       past = item(f, "one", "Text then.", "1"),
		       ahead = item(f, "two", "Text ahead.", "2"),
		       page = item(f, "two", "Text behind.", "2");
	struct revision revision;

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	add(f, &now, fetched_invent(f, CAPTURE_FEED, feed, "<1>"), FETCHED);
	add(f, &past, fetched_invent_at(f, CAPTURE_FEED_PAST, feed, "<2>", FETCHED + 60),
	    FETCHED + 60);
	must(revision_get(f->archive, &f->arena, 1, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Text now.");

	/* A date within the slack of clocks, but ahead of the fetch, does not stand above the next
	 * fetch. */
	ahead.published = when_from_ms((FETCHED + 60 + 1800) * 1000);
	add(f, &ahead, fetched_invent_at(f, CAPTURE_FEED_PAST, feed, "<3>", FETCHED + 60),
	    FETCHED + 60);
	add(f, &page, fetched_invent_at(f, CAPTURE_FEED, feed, "<4>", FETCHED + 61), FETCHED + 61);
	must(revision_get(f->archive, &f->arena, 2, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Text behind.");
	must(archive_commit(f->archive));
	assert_clean(f);
}

static void
test_outlet(void **state)
{
	struct fixture *f = *state;
	struct article one = item(f, "one", "Text A.", "1");
	struct exchange_row exchange = { 0 };
	struct capture capture = { .kind = CAPTURE_FEED,
		.fetched = FETCHED,
		.source = S("Harbour Gazette"),
		.url = S("https://example.org/feed") };
	struct article_row row;
	int64_t id;

	must(archive_begin(f->archive));
	exchange = exchange_invent(feed_keep(f, "https://example.org/feed"), 200);
	must(exchange_add(f->archive, &capture, raw_from_str(S("<1>")), &exchange, &id));
	must(article_get(f->archive, &f->arena, add(f, &one, id, FETCHED).article, &row));
	assert_str(row.source_name, "Harbour Gazette");
	must(archive_commit(f->archive));
	assert_clean(f);
}

/* ---- lists by feed and label ---- */

static void
listed_are(struct fixture *f, struct article_filter filter, const char *wanted)
{
	struct article_rows rows;
	struct buf out CLEAN(buf_done) = { 0 };

	must(articles_list(f->archive, &f->arena, &filter, &rows));
	for (size_t i = 0; i < rows.count; i++)
		buf_push_format(&out, "%s%lld", i ? " " : "", (long long)rows.items[i].id);
	assert_str(buf_str(&out), wanted);
}

static void
labels_set(struct fixture *f, int64_t feed, const char *a, const char *b)
{
	struct str labels[] = { str_from_c(a), str_from_c(b) };
	struct feed_row row;

	must(feed_get(f->archive, &f->arena, feed, &row));
	row.labels = (struct strs){ labels, (a != NULL) + (size_t)(b != NULL), 2 };
	must(feed_put(f->archive, &row));
}

static void
test_lists(void **state)
{
	struct fixture *f = *state;
	struct article article;
	int64_t feeds[2];

	must(archive_begin(f->archive));
	feeds[0] = feed_keep(f, "https://example.org/feed");
	feeds[1] = feed_keep(f, "https://example.org/other");
	labels_set(f, feeds[0], "world", NULL);
	for (int i = 0; i < 6; i++) {
		int64_t capture = fetched_invent(
		    f, CAPTURE_FEED, feeds[i / 4], str_format(&f->arena, "<%d>", i).p);
		article = item(f, str_format(&f->arena, "p%d", i).p,
		    str_format(&f->arena, "Text %d", i).p, "");
		article.published = when_from_ms((FETCHED - i) * 1000);
		add(f, &article, capture, FETCHED);
	}
	listed_are(f, (struct article_filter){ .label = S("world") }, "1 2 3 4");
	listed_are(f, (struct article_filter){ .feed = feeds[1] }, "5 6");
	listed_are(f, (struct article_filter){ .feed = feeds[1], .label = S("world") }, "");
	labels_set(f, feeds[1], "sport", "world");
	listed_are(f, (struct article_filter){ .label = S("world") }, "1 2 3 4 5 6");
	listed_are(f, (struct article_filter){ .feed = feeds[1], .label = S("world") }, "5 6");
	listed_are(f, (struct article_filter){ .label = S("world"), .limit = 2 }, "1 2");
	listed_are(f,
	    (struct article_filter){
		.label = S("world"), .limit = 2, .after_time = FETCHED - 1, .after_id = 2 },
	    "3 4");
	listed_are(f, (struct article_filter){ .label = S("world"), .order = ORDER_OLDEST },
	    "6 5 4 3 2 1");
	listed_are(f,
	    (struct article_filter){ .label = S("world"), .from = FETCHED - 3, .to = FETCHED - 1 },
	    "3 4");
	listed_are(f,
	    (struct article_filter){ .label = S("world"), .order = ORDER_ID, .after_id = 4 },
	    "5 6");
	listed_are(
	    f, (struct article_filter){ .feed = feeds[0], .order = ORDER_OLDEST }, "4 3 2 1");
	listed_are(f, (struct article_filter){ .label = S("nothing") }, "");
	listed_are(f, (struct article_filter){ .label = S("world"), .source = 1, .limit = 1 }, "1");

	/* A newer text moves it, on every shelf. */
	article = item(f, "p5", "Text 5, corrected", "");
	article.published = when_from_ms((FETCHED + 10) * 1000);
	add(f, &article, fetched_invent_at(f, CAPTURE_FEED, feeds[0], "<n>", FETCHED + 20),
	    FETCHED + 20);
	listed_are(f, (struct article_filter){ .label = S("world") }, "6 1 2 3 4 5");
	listed_are(f, (struct article_filter){ .feed = feeds[1] }, "6 5");
	listed_are(f, (struct article_filter){ .feed = feeds[0] }, "6 1 2 3 4");
	labels_set(f, feeds[1], "sport", NULL);
	listed_are(f, (struct article_filter){ .label = S("world") }, "6 1 2 3 4");
	listed_are(f, (struct article_filter){ .label = S("sport") }, "6 5");
	must(archive_commit(f->archive));
	assert_clean(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_identity),
		STORE_TEST(test_other_host),
		STORE_TEST(test_home),
		STORE_TEST(test_evidence),
		STORE_TEST(test_captures_once),
		STORE_TEST(test_mentions),
		STORE_TEST(test_past),
		STORE_TEST(test_outlet),
		STORE_TEST(test_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
