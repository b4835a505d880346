/*
 * Rounds of feeds: what answers mean for articles, schedule and health.
 */
#include "follow_test.h"

static void
test_new(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");
	struct article_rows rows;
	struct results found;
	struct query *query;
	struct search_options options = { 0 };
	struct feed_row row;

	serve(w, "/feed", 200, "ETag: \"a1\"\r\nLast-Modified: Mon, 29 Mar 2021 09:00:00 GMT\r\n"
	    "Content-Type: application/rss+xml\r\n",
	    rss(w, "", ITEMS("a|First|Rain fell on the hills.", "b|Second|The river rose overnight.")));
	go(w, 0);
	assert_int_equal(w->totals.feeds, 1);
	assert_int_equal(w->totals.items, 2);
	assert_int_equal(w->totals.articles, 2);
	assert_int_equal(w->totals.failed, 0);
	assert_int_equal(asked(w, "/feed"), 1);
	row = feed_row_of(w, id);
	assert_str(row.etag, "\"a1\"");
	assert_str(row.last_modified, "Mon, 29 Mar 2021 09:00:00 GMT");
	assert_str(row.title_claimed, "Courier");
	assert_str(row.format, "rss20");
	assert_int_equal(row.status, 200);
	assert_int_equal(row.last_success, NOW);
	assert_int_equal(row.last_change, NOW);
	assert_true(row.next >= NOW + HOUR && row.next < NOW + 2 * HOUR);
	assert_int_equal(feed_health(&row, NOW), HEALTH_GOOD);
	assert_int_equal(row.counts.items, 2);
	must(articles_list(w->f.archive, &w->f.arena, &(struct article_filter){ .feed = id }, &rows));
	assert_int_equal(rows.count, 2);
	must(search_refresh(w->search));
	must(query_parse(&w->f.arena, S("overnight"), 0, &query));
	must(search_run(w->search, &w->f.arena, query, &options, &found));
	assert_int_equal(found.count, 1);
	assert_int_equal(w->told_count, 1);
	assert_int_equal(w->told[0].articles, 2);
	go(w, MINUTE); /* nothing is due */
	assert_int_equal(asked(w, "/feed"), 1);
}

static void
test_unchanged(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");
	struct str text = rss(w, "", ITEMS("a|First|Rain fell."));

	serve(w, "/feed", 200, "ETag: W/\"1\"\r\n", text)->validate = true;
	go(w, 0);
	go(w, DAY);
	assert_int_equal(asked(w, "/feed"), 2);
	assert_str(header_find(last_request(w, "/feed").headers, S("If-None-Match")), "W/\"1\"");
	assert_int_equal(w->totals.unchanged, 1);
	assert_int_equal(feed_row_of(w, id).counts.unchanged, 1);
	assert_int_equal(feed_row_of(w, id).status, 304);
	/* the same bytes with 200, and a new validator: it is the one next time */
	serve(w, "/feed", 200, "ETag: \"2\"\r\n", text);
	go(w, DAY);
	assert_int_equal(w->totals.unchanged, 1);
	assert_int_equal(feed_row_of(w, id).counts.same, 1);
	go(w, DAY);
	assert_str(header_find(last_request(w, "/feed").headers, S("If-None-Match")), "\"2\"");
	assert_int_equal(count_articles(w), 1);
	/* without a validator any more: none is sent */
	serve(w, "/feed", 200, "", text);
	go(w, 2 * DAY);
	go(w, 2 * DAY);
	assert_null(header_find(last_request(w, "/feed").headers, S("If-None-Match")).p);
}

/* A 304 may name a new validator; the two are taken over one by one. */
static void
test_validators_of_304(void **state)
{
	struct world *w = *state;
	struct request request;

	feed_at(w, "/feed");
	serve(w, "/feed", 200, "ETag: \"1\"\r\nLast-Modified: Mon, 29 Mar 2021 09:00:00 GMT\r\n",
	    rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	serve(w, "/feed", 304, "ETag: \"2\"\r\n", S(""));
	go(w, DAY);
	go(w, DAY);
	request = last_request(w, "/feed");
	assert_str(header_find(request.headers, S("If-None-Match")), "\"2\"");
	assert_str(header_find(request.headers, S("If-Modified-Since")), "Mon, 29 Mar 2021 09:00:00 GMT");
}

/* Validators go to the address that gave them, not to the one that leads there. */
static void
test_validators_behind_a_redirect(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");
	struct str to_file = str_format(&w->f.arena, "Location: %s/file\r\n", w->site);
	struct str to_other = str_format(&w->f.arena, "Location: %s/other\r\n", w->site);

	serve(w, "/feed", 302, to_file.p, S(""));
	serve(w, "/file", 200, "ETag: \"f\"\r\nLast-Modified: Mon, 29 Mar 2021 09:00:00 GMT\r\n",
	    rss(w, "", ITEMS("a|First|Rain fell.")))->validate = true;
	go(w, 0);
	assert_true(str_equal(feed_row_of(w, id).validated_url, url_of(w, "/file")));
	go(w, DAY);
	assert_int_equal(w->totals.unchanged, 1);
	assert_null(header_find(last_request(w, "/feed").headers, S("If-None-Match")).p);
	assert_null(header_find(last_request(w, "/feed").headers, S("If-Modified-Since")).p);
	assert_null(header_find(last_request(w, "/feed").headers, S("A-IM")).p);
	assert_str(header_find(last_request(w, "/file").headers, S("If-None-Match")), "\"f\"");
	/* elsewhere they say nothing, nor does a 304 */
	serve(w, "/feed", 302, to_other.p, S(""));
	serve(w, "/other", 304, "", S(""));
	go(w, DAY);
	assert_null(header_find(last_request(w, "/other").headers, S("If-None-Match")).p);
	assert_int_equal(w->totals.failed, 1);
	/* they go with what gave them */
	serve(w, "/other", 200, "", rss(w, "", ITEMS("b|Second|Sun.")));
	go(w, 2 * DAY);
	assert_int_equal(feed_row_of(w, id).etag.n, 0);
	assert_int_equal(feed_row_of(w, id).validated_url.n, 0);
}

static void
test_changed(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed"), article = 0;
	struct article_rows rows;
	struct revision revision;
	struct mentions mentions;

	serve(w, "/feed", 200, "", rss(w, "", ITEMS("a|First|Three people were hurt.", "b|Second|More rain.")));
	go(w, 0);
	serve(w, "/feed", 200, "", rss(w, "", ITEMS("a|First|Four people were hurt.")));
	go(w, DAY);
	assert_int_equal(w->totals.articles, 0);
	assert_int_equal(w->totals.revisions, 1);
	assert_int_equal(count_articles(w), 2); /* what left the feed stays */
	must(articles_list(
	    w->f.archive, &w->f.arena, &(struct article_filter){ .changed = true }, &rows));
	assert_int_equal(rows.count, 1);
	must(revision_get(w->f.archive, &w->f.arena, rows.items[0].id, 0, REVISION_BODY, &revision));
	assert_str(str_trim(revision.record.text), "Four people were hurt.");
	must(mentions_of_article(w->f.archive, &w->f.arena, rows.items[0].id, &mentions));
	assert_true(mentions.items[0].listed);
	article = rows.items[0].id == 1 ? 2 : 1;
	must(mentions_of_article(w->f.archive, &w->f.arena, article, &mentions));
	assert_int_equal(mentions.items[0].feed, id);
	assert_false(mentions.items[0].listed);
	assert_int_equal(feed_row_of(w, id).counts.revisions, 1);
}

static void
test_moved(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/old");
	struct str location = str_format(&w->f.arena, "Location: %s/new\r\n", w->site);

	serve(w, "/old", 301, location.p, S(""));
	serve(w, "/new", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	for (int i = 0; i < 3; i++) {
		assert_true(str_equal(feed_row_of(w, id).url, url_of(w, "/old")));
		go(w, DAY);
	}
	assert_true(str_equal(feed_row_of(w, id).url, url_of(w, "/new")));
	go(w, DAY);
	assert_int_equal(asked(w, "/old"), 3);
	assert_int_equal(asked(w, "/new"), 4);
	/* 302 moves nothing */
	location = str_format(&w->f.arena, "Location: %s/other\r\n", w->site);
	serve(w, "/new", 302, location.p, S(""));
	serve(w, "/other", 200, "", rss(w, "", ITEMS("b|Second|Sun.")));
	for (int i = 0; i < 5; i++)
		go(w, 2 * DAY);
	assert_true(str_equal(feed_row_of(w, id).url, url_of(w, "/new")));
	assert_int_equal(count_articles(w), 2);
}

/* One address is not asked for two feeds. */
static void
test_moved_together(void **state)
{
	struct world *w = *state;
	int64_t old = feed_at(w, "/old"), new = feed_at(w, "/new");
	struct str location = str_format(&w->f.arena, "Location: %s/new\r\n", w->site);

	serve(w, "/old", 301, location.p, S(""));
	serve(w, "/new", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	for (int i = 0; i < 5; i++)
		go(w, DAY);
	assert_true(str_equal(feed_row_of(w, old).url, url_of(w, "/old")));
	assert_true(str_equal(feed_row_of(w, new).url, url_of(w, "/new")));
	assert_int_equal(feed_row_of(w, old).failing, 0);
	assert_true(w->told[0].feed == new || strstr(w->told[0].detail, "followed already"));
}

static void
test_gone(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");

	serve(w, "/feed", 410, "", S(""));
	go(w, 0);
	assert_int_equal(feed_row_of(w, id).state, FEED_GONE);
	assert_int_equal(w->told[0].err, ERR_GONE);
	go(w, 400 * DAY);
	go_named(w, id, false, false);
	assert_int_equal(asked(w, "/feed"), 1);
	assert_int_equal(w->told[0].err, ERR_GONE);
	serve(w, "/feed", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	go_named(w, id, true, false);
	assert_int_equal(asked(w, "/feed"), 2);
	assert_int_equal(feed_row_of(w, id).state, FEED_ACTIVE);
}

static void
test_retry_after(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");

	feed_at(w, "/sibling");
	serve(w, "/feed", 429, "Retry-After: 172800\r\n", S(""));
	serve(w, "/sibling", 200, "Cache-Control: max-age=3600\r\n", rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	assert_true(feed_row_of(w, id).next >= NOW + 2 * DAY);
	go(w, DAY);
	assert_int_equal(asked(w, "/feed"), 1);
	assert_int_equal(asked(w, "/sibling"), 2);
	go_named(w, id, false, false); /* people are told, and it waits */
	assert_int_equal(asked(w, "/feed"), 1);
	assert_int_equal(w->told[0].err, ERR_LIMIT);
	go_named(w, id, true, false);
	assert_int_equal(asked(w, "/feed"), 2);
	assert_int_equal(feed_row_of(w, id).failing, 2);
}

static void
test_restart(void **state)
{
	struct world *w = *state;

	feed_at(w, "/feed");
	serve(w, "/feed", 200, "Cache-Control: max-age=7200\r\n", rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	world_close(w);
	world_open(w);
	go(w, 7199);
	assert_int_equal(asked(w, "/feed"), 1);
	go(w, HOUR);
	assert_int_equal(asked(w, "/feed"), 2);
}

static void
test_two_feeds(void **state)
{
	struct world *w = *state;
	int64_t one = feed_at(w, "/one"), two = feed_at(w, "/two");
	struct mentions mentions;

	serve(w, "/one", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	serve(w, "/two", 200, "", rss(w, "", ITEMS("a|First|Rain fell.", "b|Second|Sun shone.")));
	go(w, 0);
	assert_int_equal(count_articles(w), 2);
	assert_int_equal(w->totals.items, 3);
	assert_int_equal(w->totals.duplicates, 1);
	must(mentions_of_article(w->f.archive, &w->f.arena, 1, &mentions));
	assert_int_equal(feed_row_of(w, one).counts.duplicates + feed_row_of(w, two).counts.duplicates, 1);
}

/* A page, or nothing, where a feed stood: what it gave stays, and people are told what was tried. */
static void
test_no_feed(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");
	struct feed_row row;

	serve(w, "/feed", 200, "ETag: \"good\"\r\n", rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	serve(w, "/feed", 200, "Content-Type: text/html\r\nETag: \"bad\"\r\n",
	    S("<!doctype html><html><head><title>Courier</title>"
	      "<link rel=alternate type='application/rss+xml' title=News href='/news.xml'></head><body><p>Hello"));
	go(w, DAY);
	row = feed_row_of(w, id);
	assert_int_equal(w->totals.failed, 1);
	assert_str(row.fault, "ERR_FEED");
	assert_non_null(strstr(w->told[0].detail, "/news.xml"));
	assert_true(str_find(row.fault_what, S("text/html"), 0) >= 0);
	assert_int_equal(row.failing, 1);
	assert_int_equal(feed_health(&row, w->now), HEALTH_WARN);
	assert_int_equal(count_articles(w), 1);
	go(w, DAY); /* the validator of what is kept is sent on */
	assert_str(header_find(last_request(w, "/feed").headers, S("If-None-Match")), "\"good\"");
	assert_int_equal(feed_row_of(w, id).failing, 2);
	serve(w, "/feed", 200, "", S(""));
	for (int i = 0; i < 5; i++)
		go(w, 2 * DAY);
	row = feed_row_of(w, id);
	assert_str(row.fault, "ERR_EMPTY");
	assert_int_equal(feed_health(&row, w->now), HEALTH_BAD);
	serve(w, "/feed", 200, "", rss(w, "", ITEMS("b|Second|Sun shone.")));
	go(w, 2 * DAY);
	row = feed_row_of(w, id);
	assert_int_equal(row.fault.n, 0);
	assert_int_equal(feed_health(&row, w->now), HEALTH_GOOD);
	assert_int_equal(count_articles(w), 2);
}

/* A broken feed gives what stands before the break. */
static void
test_broken(void **state)
{
	struct world *w = *state;
	struct str text = rss(w, "", ITEMS("a|First|Rain fell.", "b|Second|Sun shone."));

	feed_at(w, "/feed");
	serve(w, "/feed", 200, "", str_slice(text, 0, text.n - 60));
	go(w, 0);
	assert_true(count_articles(w) >= 1);
	assert_int_equal(w->totals.failed, 0);
}

static void
test_delta(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed"), whole;
	struct mentions mentions;

	serve(w, "/feed", 200, "ETag: \"1\"\r\n", rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	assert_null(header_find(last_request(w, "/feed").headers, S("A-IM")).p);
	whole = feed_row_of(w, id).capture;
	serve(w, "/feed", 226, "ETag: \"2\"\r\nIM: feed\r\n", rss(w, "", ITEMS("b|Second|Sun shone.")));
	go(w, DAY);
	assert_str(header_find(last_request(w, "/feed").headers, S("A-IM")), "feed");
	assert_int_equal(count_articles(w), 2);
	assert_int_equal(feed_row_of(w, id).capture, whole);
	must(mentions_of_article(w->f.archive, &w->f.arena, 1, &mentions));
	assert_true(mentions.items[0].listed); /* what a delta leaves out has not left */
	serve(w, "/feed", 500, "", S(""));
	go(w, DAY);
	go(w, DAY); /* after a fault the validator is stale: nothing new alone */
	assert_str(header_find(last_request(w, "/feed").headers, S("If-None-Match")), "\"2\"");
	assert_null(header_find(last_request(w, "/feed").headers, S("A-IM")).p);
}

/* When there is something to do: of visits only where they are wanted. */
static void
test_next(void **state)
{
	struct world *w = *state;
	int64_t next = 0, id;

	must(follow_next(w->follow, w->f.archive, &next));
	assert_int_equal(next, INT64_MAX);
	id = feed_at(w, "/feed");
	must(follow_next(w->follow, w->f.archive, &next));
	assert_int_equal(next, NOW);
	serve(w, "/feed", 200, "Cache-Control: max-age=80000\r\n", rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	must(follow_next(w->follow, w->f.archive, &next));
	assert_int_equal(next, feed_row_of(w, id).next);
	world_close(w);
	w->wanted = PAGES_LATER;
	world_open(w);
	must(follow_next(w->follow, w->f.archive, &next));
	assert_in_range(next, NOW + HOUR, NOW + 2 * HOUR);
}

/* Nobody waits for the end of a stopped round. */
static void
test_stop(void **state)
{
	struct world *w = *state;
	struct follow_wish wish = { 0 };

	feed_at(w, "/feed");
	serve(w, "/feed", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	w->stop = true;
	assert_int_equal(
	    follow_round(w->follow, w->f.archive, w->search, &wish, &w->totals).code, ERR_INTERRUPTED);
	assert_int_equal(asked(w, "/feed"), 0);
	w->stop = false;
	go(w, 0);
	assert_int_equal(asked(w, "/feed"), 1);
}

/* What was answered is evidence, redirects and faults included. */
static void
test_captures(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/old");
	struct captures all;
	struct exchange_row exchange;
	struct str location = str_format(&w->f.arena, "Location: %s/new\r\n", w->site);

	serve(w, "/old", 302, location.p, S("over there"));
	serve(w, "/new", 500, "X-Odd: 1\r\n", S("sorry"));
	go(w, 0);
	must(captures_list(w->f.archive, &w->f.arena, CAPTURES_ALL, 0, 100, &all));
	assert_int_equal(all.count, 2);
	for (size_t i = 0; i < all.count; i++)
		assert_int_equal(all.items[i].kind, CAPTURE_WAY);
	must(exchange_get(w->f.archive, &w->f.arena, all.items[1].id, &exchange));
	assert_int_equal(exchange.status, 500);
	assert_int_equal(exchange.feed, id);
	assert_int_equal(exchange.previous, all.items[0].id);
	assert_true(str_find((struct str){ (const char *)exchange.response.p, exchange.response.n },
			S("X-Odd: 1"), 0) > 0);
	assert_true(str_starts((struct str){ (const char *)exchange.request.p, exchange.request.n },
	    S("GET /new HTTP/1.1\r\n")));
	assert_true(str_starts(exchange.address, S("127.0.0.1 ")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLLOW_TEST(test_new),
		FOLLOW_TEST(test_unchanged),
		FOLLOW_TEST(test_validators_of_304),
		FOLLOW_TEST(test_validators_behind_a_redirect),
		FOLLOW_TEST(test_changed),
		FOLLOW_TEST(test_moved),
		FOLLOW_TEST(test_moved_together),
		FOLLOW_TEST(test_gone),
		FOLLOW_TEST(test_next),
		FOLLOW_TEST(test_retry_after),
		FOLLOW_TEST(test_restart),
		FOLLOW_TEST(test_two_feeds),
		FOLLOW_TEST(test_no_feed),
		FOLLOW_TEST(test_broken),
		FOLLOW_TEST(test_delta),
		FOLLOW_TEST(test_stop),
		FOLLOW_TEST(test_captures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
