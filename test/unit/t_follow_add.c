/*
 * Addresses that people give, lists of feeds, and hubs that call us.
 */
#include <sodium.h>

#include "follow/websub.h"
#include "follow_test.h"

#define HTML "Content-Type: text/html\r\n"

static struct err
add(struct world *w, const char *target, struct follow_added *out)
{
	struct url url;

	must(url_parse(&w->f.arena, url_of(w, target), NULL, &url));
	httpd_set_time(w->httpd, w->now);
	w->told_count = 0;
	return follow_add(w->follow, w->f.archive, w->search, &w->f.arena, url, NULL, out);
}

static void
test_add(void **state)
{
	struct world *w = *state;
	struct follow_added added;

	serve(w, "/feed", 200, "ETag: \"1\"\r\n", rss(w, "", ITEMS("a|First|Rain fell.", "b|Second|Sun.")));
	must(add(w, "/feed", &added));
	assert_int_equal(asked(w, "/feed"), 1); /* one request, with what it holds */
	assert_int_equal(count_articles(w), 2);
	assert_int_equal(added.totals.articles, 2);
	assert_str(added.feed.title_claimed, "Courier");
	assert_str(added.feed.etag, "\"1\"");
	assert_true(added.feed.next > w->now);
	assert_int_equal(added.feed.counts.polls, 1);
	go(w, MINUTE);
	assert_int_equal(asked(w, "/feed"), 1);
	int64_t id = added.id;
	assert_int_equal(add(w, "/feed", &added).code, ERR_EXISTS);
	assert_int_equal(added.id, id);
	assert_int_equal(asked(w, "/feed"), 1);
	/* another address of the same */
	serve(w, "/old", 301, str_format(&w->f.arena, "Location: %s/feed\r\n", w->site).p, S(""));
	assert_int_equal(add(w, "/old", &added).code, ERR_EXISTS);
	assert_int_equal(added.id, id);
	assert_int_equal(added.feed.id, id);
}

/* A list is given back as it is; nothing in it is asked. */
static void
test_list(void **state)
{
	struct world *w = *state;
	struct follow_added added;

	serve(w, "/list", 200, "Content-Type: text/html\r\n",
	    S("<?xml version='1.0'?><OPML version='2.0'><body><outline text='North'>"
	      "<outline text='Courier' xmlUrl='http://127.0.0.1/feed'/></outline></body></OPML>"));
	must(add(w, "/list", &added));
	assert_true(added.is_list);
	assert_int_equal(added.id, 0);
	assert_int_equal(added.found.count, 1);
	assert_str(added.found.items[0].title, "Courier");
	assert_str(added.found.items[0].labels.items[0], "North");
	assert_int_equal(httpd_count(w->httpd), 1);
	serve(w, "/list", 200, "", S("<opml><body><outline text='x' xmlUrl='exec:ls'/></body></opml>"));
	assert_int_equal(add(w, "/list", &added).code, ERR_EMPTY);
	assert_false(added.is_list);
}

static void
test_settings(void **state)
{
	struct world *w = *state;
	struct feed_row settings = { .title = S("Mine"), .source = S("Example Courier"), .has_zone = true,
		.zone_s = 8 * HOUR };
	struct follow_added added;
	struct article_rows rows;
	struct url url;

	serve(w, "/feed", 200, "", S("<rss version='2.0'><channel><title>x</title><item><link>/a</link>"
	    "<title>t</title><pubDate>2021-03-29 16:00:00</pubDate><description>Rain fell.</description>"
	    "</item></channel></rss>"));
	must(url_parse(&w->f.arena, url_of(w, "/feed"), NULL, &url));
	must(follow_add(w->follow, w->f.archive, w->search, &w->f.arena, url, &settings, &added));
	assert_str(added.feed.title, "Mine");
	must(articles_list(w->f.archive, &w->f.arena, &(struct article_filter){ 0 }, &rows));
	assert_str(rows.items[0].source_name, "Example Courier");
	assert_int_equal(rows.items[0].time, NOW - 2 * HOUR);
}

static void
test_discovery(void **state)
{
	struct world *w = *state;
	struct follow_added added;

	serve(w, "/", 200, HTML,
	    S("<!doctype html><title>Courier</title>"
	      "<link rel=alternate type='application/rss+xml' title='Courier RSS' href='/rss'>"
	      "<link rel=alternate type='application/atom+xml' title='Courier Atom' href='/atom'>"
	      "<p>Hello"));
	serve(w, "/atom", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	must(add(w, "/", &added));
	assert_int_equal(asked(w, "/"), 1);
	assert_int_equal(asked(w, "/rss"), 0);
	assert_int_equal(asked(w, "/atom"), 1);
	assert_true(str_equal(added.feed.url_added, url_of(w, "/atom")));
	serve(w, "/sections", 200, HTML,
	    S("<!doctype html><title>Courier</title>"
	      "<link rel=alternate type='application/rss+xml' title=World href='/world'>"
	      "<link rel=alternate type='application/rss+xml' title=Sport href='/sport'><p>Hello"));
	must(add(w, "/sections", &added)); /* people choose */
	assert_int_equal(added.id, 0);
	assert_int_equal(added.found.count, 2);
	assert_str(added.found.items[0].title, "World");
	assert_int_equal(asked(w, "/world"), 0);
	serve(w, "/known", 200, HTML,
	    S("<!doctype html><link rel=alternate type='application/atom+xml' href='/atom'><p>Hello"));
	assert_int_equal(add(w, "/known", &added).code, ERR_EXISTS);
}

static void
test_no_feed(void **state)
{
	struct world *w = *state;
	struct follow_added added;
	struct feed_rows rows;

	serve(w, "/page", 200, HTML, S("<!doctype html><title>Courier</title><p>Hello"));
	serve(w, "/text", 200, "Content-Type: text/plain\r\n", S("Hello"));
	serve(w, "/lies", 200, HTML,
	    S("<!doctype html><link rel=alternate type='application/atom+xml' href='/page'><p>Hello"));
	serve(w, "/empty", 200, "", S(""));
	assert_int_equal(add(w, "/page", &added).code, ERR_FEED);
	assert_true(str_find(added.detail, S("names no feed"), 0) > 0);
	assert_int_equal(add(w, "/text", &added).code, ERR_FEED);
	assert_int_equal(add(w, "/lies", &added).code, ERR_FEED);
	assert_int_equal(add(w, "/empty", &added).code, ERR_EMPTY);
	assert_int_equal(add(w, "/nowhere", &added).code, ERR_STATUS);
	assert_true(str_find(added.detail, S("404"), 0) > 0);
	must(feeds_list(w->f.archive, &w->f.arena, &(struct feed_filter){ 0 }, &rows));
	assert_int_equal(rows.count, 0);
}

static void
test_opml(void **state)
{
	struct world *w = *state;
	struct outlines outlines;

	must(follow_read_opml(w->follow, &w->f.arena,
	    raw_from_str(S("<opml version='2.0'><head><title>Mine</title></head><body><outline text='News'>"
			   "<outline type='rss' text='Courier' xmlUrl='https://news.example/feed'/>"
			   "<outline type='rss' text='Bad' xmlUrl='exec:rm'/></outline></body></opml>")),
	    &outlines));
	assert_int_equal(outlines.count, 1);
	assert_str(outlines.items[0].url, "https://news.example/feed");
	assert_str(outlines.items[0].labels.items[0], "News");
	assert_int_equal(follow_read_opml(w->follow, &w->f.arena, raw_from_str(S("<html>")), &outlines).code != 0, 1);
}

/* ---- hubs ---- */

/* As a hub signs. */
static struct str
sign(struct world *w, struct str secret, struct str body)
{
	unsigned char code[crypto_auth_hmacsha256_BYTES];
	char hex[2 * sizeof(code) + 1];
	crypto_auth_hmacsha256_state s;

	crypto_auth_hmacsha256_init(&s, (const unsigned char *)secret.p, secret.n);
	crypto_auth_hmacsha256_update(&s, (const unsigned char *)body.p, body.n);
	crypto_auth_hmacsha256_final(&s, code);
	sodium_bin2hex(hex, sizeof(hex), code, sizeof(code));
	return str_format(&w->f.arena, "sha256=%s", hex);
}

static struct feed_row
hub_feed(struct world *w)
{
	int64_t id;
	struct str headers = str_format(&w->f.arena,
	    "Link: <%s/hub>; rel=\"hub\"\r\nLink: <%s/feed>; rel=\"self\"\r\n", w->site, w->site);

	world_close(w);
	w->callback = "https://me.example/websub";
	world_open(w);
	id = feed_at(w, "/feed");
	serve(w, "/feed", 200, headers.p, rss(w, "", ITEMS("a|First|Rain fell.")));
	serve(w, "/hub", 202, "", S(""));
	go(w, 0);
	return feed_row_of(w, id);
}

static void
test_hub(void **state)
{
	struct world *w = *state;
	struct feed_row row = hub_feed(w);
	struct request request;

	assert_int_equal(row.hub_state, HUB_ASKED);
	assert_int_equal(asked(w, "/hub"), 1);
	request = last_request(w, "/hub");
	assert_str(request.method, "POST");
	assert_true(str_find(request.content, S("hub.mode=subscribe&hub.topic=http%3A%2F%2F127.0.0.1"), 0) >= 0);
	assert_true(str_find(request.content, row.hub_token, 0) > 0);
	must(websub_called(w->f.archive, row.hub_token, S("subscribe"), row.topic, 10 * DAY, w->now));
	go(w, 2 * DAY); /* the poll that was planned before, then weekly */
	row = feed_row_of(w, row.id);
	assert_int_equal(row.hub_state, HUB_CONFIRMED);
	assert_true(row.next - w->now >= 6 * DAY);
}

/* The hub of a removed feed is asked to stop, once; who follows it again is subscribed again. */
static void
test_hub_is_left(void **state)
{
	struct world *w = *state;
	struct feed_row row = hub_feed(w);
	struct request request;
	int64_t id;

	must(websub_called(w->f.archive, row.hub_token, S("subscribe"), row.topic, 10 * DAY, w->now));
	row = feed_row_of(w, row.id);
	row.state = FEED_REMOVED;
	must(archive_begin(w->f.archive));
	must(feed_put(w->f.archive, &row));
	must(archive_commit(w->f.archive));
	go(w, HOUR);
	go(w, HOUR);
	assert_int_equal(asked(w, "/hub"), 2);
	request = last_request(w, "/hub");
	assert_true(str_starts(request.content, S("hub.mode=unsubscribe&hub.topic=http%3A%2F%2F127.0.0.1")));
	assert_true(str_find(request.content, row.hub_token, 0) > 0);
	assert_int_equal(str_find(request.content, row.hub_secret, 0), -1);
	assert_int_equal(asked(w, "/feed"), 1);
	/* it makes sure */
	must(websub_wanted(w->f.archive, row.hub_token, S("unsubscribe"), row.topic));
	must(websub_called(w->f.archive, row.hub_token, S("unsubscribe"), row.topic, 0, w->now));
	assert_int_equal(websub_wanted(w->f.archive, row.hub_token, S("subscribe"), row.topic).code, ERR_NOT_FOUND);
	must(archive_begin(w->f.archive));
	must(feeds_add(w->f.archive, &(struct feed_row){ .url_added = row.url_added }, w->now, &id));
	must(archive_commit(w->f.archive));
	assert_int_equal(id, row.id);
	go(w, MINUTE);
	assert_int_equal(asked(w, "/hub"), 3);
	assert_int_equal(feed_row_of(w, id).hub_state, HUB_ASKED);
}

static void
test_push(void **state)
{
	struct world *w = *state;
	struct feed_row row = hub_feed(w), after;
	struct str body = rss(w, "", ITEMS("b|Second|Sun shone.")), signature;

	signature = sign(w, row.hub_secret, body);
	w->told_count = 0;
	assert_int_equal(follow_push(w->follow, w->f.archive, w->search, S("nobody"), S(""), signature,
			     raw_from_str(body)).code, ERR_NOT_FOUND);
	assert_int_equal(follow_push(w->follow, w->f.archive, w->search, row.hub_token, S(""),
			     sign(w, S("guess"), body), raw_from_str(body)).code, ERR_ACCESS);
	assert_int_equal(w->told_count, 1);
	assert_int_equal(w->told[0].err, ERR_ACCESS);
	assert_int_equal(follow_push(w->follow, w->f.archive, w->search, row.hub_token, S(""), S(""),
			     raw_from_str(body)).code, ERR_ACCESS);
	assert_int_equal(count_articles(w), 1);
	must(follow_push(w->follow, w->f.archive, w->search, row.hub_token, S("application/rss+xml"), signature,
	    raw_from_str(body)));
	assert_int_equal(count_articles(w), 2);
	after = feed_row_of(w, row.id);
	assert_int_equal(after.counts.pushes, 1);
	assert_int_equal(after.capture, row.capture); /* a push need not be the whole document */
	assert_int_equal(after.next, row.next);
	assert_int_equal(after.hub_state, HUB_CONFIRMED);
}

/* Where nobody can reach us, a hub is known and nothing is asked of it. */
static void
test_no_callback(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");

	serve(w, "/feed", 200, "", rss(w, "<atom:link rel='hub' href='https://hub.example/'/>", ITEMS("a|First|Rain fell.")));
	go(w, 0);
	assert_int_equal(feed_row_of(w, id).hub_state, HUB_OFFERED);
	assert_str(feed_row_of(w, id).hub, "https://hub.example/");
	serve(w, "/feed", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	go(w, DAY);
	assert_int_equal(feed_row_of(w, id).hub_state, HUB_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLLOW_TEST(test_add),
		FOLLOW_TEST(test_list),
		FOLLOW_TEST(test_settings),
		FOLLOW_TEST(test_discovery),
		FOLLOW_TEST(test_no_feed),
		FOLLOW_TEST(test_opml),
		FOLLOW_TEST(test_hub),
		FOLLOW_TEST(test_hub_is_left),
		FOLLOW_TEST(test_push),
		FOLLOW_TEST(test_no_callback),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
