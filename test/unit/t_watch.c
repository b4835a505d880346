#include "serve_test.h"

#include <time.h>

#include "store/feeds.h"

/*
 * What the pages, the API and /metrics say of feeds and of pages at their sources.  Called as
 * "t_watch fill DIR" it leaves its archive in DIR, for the tests in a browser.
 */

static const struct feed_case {
	const char *url, *title, *label;
	enum feed_state state;
	int64_t failing, success_ago; /* success_ago 0: never asked */
	int status;
	const char *fault, *what;
} cases[] = {
	{ "https://example.org/feed", "Courier <b>daily</b>", "daily", FEED_ACTIVE, 0, 600, 200, "",
	    "" },
	{ "https://example.org/world", "信使 国际", "world & sea", FEED_ACTIVE, 3, 7200, 503,
	    "ERR_STATUS", "503, asked 3 times" },
	{ "https://herald.example/rss", "Herald", "daily", FEED_ACTIVE, 40, 9 * 86400, 0, "ERR_DNS",
	    "herald.example: <no> address" },
	{ "https://old.example/rss", "Old", NULL, FEED_GONE, 1, 86400, 410, "ERR_GONE", "410" },
	{ "https://rest.example/rss", "Rest", NULL, FEED_PAUSED, 0, 86400, 200, "", "" },
	{ "https://new.example/rss", "", NULL, FEED_ACTIVE, 0, 0, 0, "", "" },
};

static void
feed_fill(struct fixture *f, const struct feed_case *c, int64_t now)
{
	struct feed_row feed = { .url_added = str_from_c(c->url), .title = str_from_c(c->title) };
	int64_t id;

	feed.labels.items = arena_array(&f->arena, struct str, 1);
	if (c->label)
		feed.labels.items[feed.labels.count++] = str_from_c(c->label);
	must(feeds_add(f->archive, &feed, now - 30 * 86400, &id));
	must(feed_get(f->archive, &f->arena, id, &feed));
	feed.state = c->state;
	feed.failing = c->failing;
	feed.status = c->status;
	feed.fault = str_from_c(c->fault);
	feed.fault_what = str_from_c(c->what);
	feed.last_success = c->success_ago ? now - c->success_ago : 0;
	feed.last_try = c->success_ago ? now - 300 : 0;
	feed.next = c->failing > 10 ? now - 7200 : now + 3600;
	if (c->success_ago)
		feed.counts = (struct feed_counts){ .polls = 200,
			.unchanged = 150,
			.failures = c->failing,
			.bytes = 1234567,
			.items = 80,
			.articles = 60,
			.revisions = 7,
			.duplicates = 20,
			.full = 40 };
	must(feed_put(f->archive, &feed));
}

/* A page that was there and is not, or not as it was. */
static void
visit_fill(struct fixture *f, int64_t article, enum visit_state state, int64_t now)
{
	struct article_row row;
	struct visit visit;
	struct capture capture = { .kind = CAPTURE_PAGE, .fetched = now - 86400 };
	struct exchange_row exchange = { .article = article,
		.status = 200,
		.address = S("203.0.113.7 443"),
		.began_ms = now * 1000,
		.took_ms = 17,
		.request = raw_from_str(S("GET / HTTP/1.1\r\n\r\n")),
		.response = raw_from_str(S("HTTP/1.1 200 OK\r\nX-Odd: <script>\xff\r\n\r\n")) };

	must(article_get(f->archive, &f->arena, article, &row));
	must(visit_plan(f->archive, article, row.url, now, NULL));
	must(visit_get(f->archive, &f->arena, article, &visit));
	capture.url = row.url;
	must(exchange_add(
	    f->archive, &capture, raw_from_str(S("<p>then")), &exchange, &visit.alive_capture));
	capture.fetched = now;
	exchange.status = state == VISIT_GONE ? 404 : 200;
	exchange.previous = visit.alive_capture;
	must(exchange_add(f->archive, &capture, raw_from_str(S("<script>alert(1)</script>")),
	    &exchange, &visit.proof_capture));
	visit.first_capture = visit.alive_capture;
	visit.state = state;
	visit.count = 2;
	visit.blocks = visit.best_held = 5;
	visit.held = 3;
	visit.last = visit.since = now;
	visit.alive = now - 86400;
	visit.status = exchange.status;
	if (state == VISIT_MOVED)
		visit.moved_to = S("https://example.org/moved/here");
	must(visit_put(f->archive, &visit));
}

/* What the first feed gave: an article, named by it and by the third. */
static void
item_fill(struct fixture *f, int64_t feed, int64_t now)
{
	struct article article = article_invent(&f->arena, "item", "水位上升。");
	struct exchange_row exchange = { .feed = feed, .status = 200 };
	struct capture capture = {
		.kind = CAPTURE_FEED, .url = S("https://example.org/feed"), .fetched = now
	};
	struct feed_row row;
	struct added added;
	int64_t id;

	article.guid = S("item-1");
	article.lang = S("zh-Hans");
	must(exchange_add(f->archive, &capture, raw_from_str(S("<rss/>")), &exchange, &id));
	must(articles_add(f->archive, &article, id, now, &added));
	must(feed_get(f->archive, &f->arena, feed, &row));
	row.capture = id;
	must(feed_put(f->archive, &row));
}

static void
articles_keep(struct fixture *f)
{
	struct article one = article_invent(&f->arena, "one", "The first text.");
	struct article again = article_invent(&f->arena, "one", "The second text.");
	struct article two = article_invent(&f->arena, "two", "Another.");
	int64_t now = time(NULL);

	must(archive_begin(f->archive));
	article_keep(f, "1.md", &one);
	article_keep(f, "2.md", &again);
	article_keep(f, "3.md", &two);
	for (size_t i = 0; i < LENGTH(cases); i++)
		feed_fill(f, &cases[i], now);
	item_fill(f, 1, now);
	item_fill(f, 3, now + 1);
	visit_fill(f, 1, VISIT_CHANGED, now);
	visit_fill(f, 2, VISIT_GONE, now - 60);
	visit_fill(f, 3, VISIT_MOVED, now - 120);
	must(archive_commit(f->archive));
}

/* ---- */

static void
pages(void **state)
{
	static const struct {
		const char *target, *tongue;
		int status;
		const char *has;
	} wanted[] = {
		{ "/sources", "en", 200, "<span class='ok'>in order</span>" },
		{ "/sources", "en", 200, "<span class='warn'>in trouble</span>" },
		{ "/sources", "en", 200, "<span class='bad'>failing</span>" },
		{ "/sources", "en", 200, "<span class='bad'>gone for good</span>" },
		{ "/sources", "en", 200, "<span class='same'>paused</span>" },
		{ "/sources", "en", 200, "<span class='same'>not asked yet</span>" },
		{ "/sources", "en", 200, "Courier &lt;b&gt;daily&lt;/b&gt;" },
		{ "/sources", "en", 200, "50 %" },
		{ "/sources", "en", 200, "overdue" },
		{ "/sources", "en", 200, "href=\"/sources.opml\"" },
		{ "/sources", "zh-TW", 200, "失敗" },
		{ "/source/example-courier", "en", 200, "id='feeds'" },
		{ "/source/example-courier", "en", 200,
		    "answers with an error: 503, asked 3 times" },
		{ "/source/example-courier", "zh-CN", 200, "服务器回答出错: 503, asked 3 times" },
		{ "/admin/health", "en", 200, "Feeds in trouble: 3" },
		{ "/admin/health", "en", 200,
		    "has a host name that is not found: herald.example: &lt;no&gt; address" },
		{ "/admin/health", "en", 200, "no answer (40 in a row)" },
		{ "/admin/health", "zh-CN", 200, "找不到主机名" },
		{ "/admin/health", "en", 200, "gone 1" },
		{ "/changes", "en", 200, "Changed or gone at the source" },
		{ "/a/1", "en", 200, "Passages of the kept text have left" },
		{ "/a/1", "en", 200, "5 passages of the kept text, of which 3 are still there" },
		{ "/a/1", "en", 200, "href=\"/capture/" },
		{ "/a/2", "en", 200, "The page is gone at the source." },
		{ "/a/3", "en", 200, "https://example.org/moved/here" },
		{ "/a/3", "en", 200, "Courier &lt;b&gt;daily" },
		{ "/a/3", "en", 200, "still listed" },
		{ "/a/3.json", "en", 200, "\"mentions\":[{\"feed\":1," },
		{ "/a/2.json", "en", 200, "\"state\":\"gone\"" },
		{ "/feeds", "en", 200, "/feed/label/world%20%26%20sea.atom" },
		{ "/feed/label/daily.atom", "en", 200, "水位上升" },
		{ "/feed/label/daily.rss", "en", 200, "<fh:complete/>" },
		{ "/feed/label/world%20%26%20sea.json", "en", 200, "\"items\":[]" },
		{ "/feed/label/none.atom", "en", 404, "<h1>" },
		{ "/feed/changes.atom", "en", 200, "/one#revision-2</id>" },
		{ "/feed/changes.atom", "en", 200, "<title>gone: Headline of" },
		{ "/feed/changes.rss", "en", 200, "/two#page-" },
		{ "/feed/changes.json", "zh-CN", 200, "原网页已消失" },
		{ "/sources.opml", "en", 200,
		    "<outline text=\"daily\">\n<outline type=\"rss\" text=\"Courier &lt;b&gt;" },
		{ "/feeds.opml", "en", 200, "/feed/label/daily.atom\"" },
		{ "/api/v1/feeds", "en", 200, "\"fault\":\"ERR_DNS\"" },
		{ "/api/v1/feeds", "en", 200, "\"health\":\"good\"" },
		{ "/api/v1/pages?limit=2", "en", 200, "\"state\":\"changed\"" },
		{ "/metrics", "en", 200, "xinshi_feeds{health=\"good\"} " },
		{ "/metrics", "en", 200, "xinshi_feeds_overdue 1\n" },
		{ "/metrics", "en", 200,
		    "xinshi_source_polls_total{source=\"example-courier\"} 400\n" },
		{ "/metrics", "en", 200, "xinshi_source_polls_total{source=\"unknown\"} 600\n" },
		{ "/metrics", "en", 200, "xinshi_pages{state=\"gone\"} 1\n" },
		{ "/capture/1", "en", 404, "<h1>" }, /* imported */
		{ "/capture/99999", "en", 404, "<h1>" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(wanted); i++) {
		char header[64];
		struct str answer;

		snprintf(header, sizeof(header), "Accept-Language: %s\r\n", wanted[i].tongue);
		answer = ask("GET", wanted[i].target, header);
		if (status_of(answer) != wanted[i].status || !has(answer, wanted[i].has))
			fail_msg("%s: %d, wanted %d with \"%s\" in\n%.*s", wanted[i].target,
			    status_of(answer), wanted[i].status, wanted[i].has, STR_ARGS(answer));
	}
}

/* The two captures of a page that went: the exchange as text, the body in a sandbox. */
static void
evidence(void **state)
{
	struct visit visit;
	char path[64];
	struct str answer;

	(void)state;
	must(visit_get(room.fixture->archive, &room.fixture->arena, 2, &visit));
	snprintf(path, sizeof(path), "/capture/%lld", (long long)visit.proof_capture);
	answer = ask("GET", path, "Accept-Language: en\r\n");
	assert_int_equal(status_of(answer), 200);
	assert_true(has(answer, "answer 404"));
	assert_true(has(answer, "X-Odd: &lt;script&gt;\xef\xbf\xbd"));
	assert_false(has(answer, "<script"));
	snprintf(path, sizeof(path), "/capture/%lld", (long long)visit.alive_capture);
	assert_true(has(answer, path));
	snprintf(path, sizeof(path), "/capture/%lld/raw", (long long)visit.proof_capture);
	answer = ask("GET", path, "");
	assert_str(body_of(answer), "<script>alert(1)</script>");
	assert_true(has(answer, "Content-Type: text/plain") && has(answer, "sandbox"));
}

static int
fill(const char *dir)
{
	struct fixture f = { 0 };

	must(archive_create(dir));
	must(archive_open(dir, ARCHIVE_WRITE, &f.archive));
	articles_keep(&f);
	archive_close(f.archive);
	arena_done(&f.arena);
	return 0;
}

int
main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(evidence),
	};

	if (count == 3 && strcmp(words[1], "fill") == 0)
		return fill(words[2]);
	return cmocka_run_group_tests_name("watch", tests, open_room, close_room);
}
