#include "record/exchange.h"
#include "store/store.h"
#include "store_feeds_test.h"

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	struct capture capture = { .kind = CAPTURE_FEED,
		.url = S("https://example.org/feed"),
		.fetched = FETCHED,
		.source = S("Courier") };
	struct exchange_row wanted, got;
	struct capture kept;
	struct raw bytes;
	int64_t way, id;

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	way = fetched_invent(f, CAPTURE_WAY, feed, "");
	wanted = exchange_invent(feed, 200);
	wanted.article = 7;
	wanted.previous = way;
	wanted.received = 11;
	wanted.received_digest = digest_of(raw_from_str(S("packed bytes")));
	wanted.content_type = S("application/rss+xml; charset=gbk");
	wanted.content_location = S("/here");
	wanted.content_language = S("zh-CN");
	must(exchange_add(f->archive, &capture, raw_from_str(S("<rss>\xff</rss>")), &wanted, &id));
	must(archive_commit(f->archive));

	must(exchange_get(f->archive, &f->arena, id, &got));
	assert_int_equal(got.capture, id);
	assert_int_equal(got.feed, feed);
	assert_int_equal(got.article, 7);
	assert_int_equal(got.previous, way);
	assert_int_equal(got.status, 200);
	assert_str(got.address, "203.0.113.7 443");
	assert_int_equal(got.began_ms, FETCHED * 1000 + 17);
	assert_int_equal(got.took_ms, 230);
	assert_int_equal(got.received, 11);
	assert_true(digest_equal(&got.received_digest, &wanted.received_digest));
	assert_str(got.content_type, "application/rss+xml; charset=gbk");
	assert_str(got.content_location, "/here");
	assert_str(got.content_language, "zh-CN");
	assert_int_equal(got.request.n, wanted.request.n);
	assert_memory_equal(got.request.p, wanted.request.p, got.request.n);
	assert_memory_equal(got.response.p, wanted.response.p, got.response.n);
	must(capture_get(f->archive, &f->arena, id, &kept));
	assert_int_equal(kept.kind, CAPTURE_FEED);
	assert_str(kept.source, "Courier");
	must(capture_read(f->archive, &f->arena, id, 100, &bytes));
	assert_int_equal(bytes.n, 12);

	/* Nothing was packed: the digest is that of the capture; without a body there is none. */
	must(archive_begin(f->archive));
	wanted.received_digest = kept.digest;
	must(exchange_add(f->archive, &capture, bytes, &wanted, &id));
	must(archive_commit(f->archive));
	must(exchange_get(f->archive, &f->arena, id, &got));
	assert_true(digest_equal(&got.received_digest, &kept.digest));
	must(exchange_get(f->archive, &f->arena, way, &got));
	assert_true(digest_is_zero(&got.received_digest));
	must(capture_read(f->archive, &f->arena, way, 0, &bytes));
	assert_int_equal(bytes.n, 0);
	assert_int_equal(exchange_get(f->archive, &f->arena, 99, &got).code, ERR_NOT_FOUND);
}

static void
test_find(void **state)
{
	struct fixture *f = *state;
	int64_t found, ids[3];

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed"),
		other = feed_keep(f, "https://example.org/b");
	ids[0] = fetched_invent(f, CAPTURE_FEED, feed, "<1>");
	ids[1] = fetched_invent(f, CAPTURE_FEED, feed, "<2>");
	ids[2] = fetched_invent(f, CAPTURE_FEED_PAST, feed, "<3>");
	must(archive_commit(f->archive));
	const struct {
		int64_t feed;
		enum capture_kind kind;
		const char *url;
		int64_t wanted;
	} cases[] = { { feed, CAPTURE_FEED, "https://example.org/feed", ids[1] },
		{ feed, CAPTURE_FEED_PAST, "https://example.org/feed", ids[2] },
		{ other, CAPTURE_FEED, "https://example.org/feed", 0 },
		{ feed, CAPTURE_FEED, "https://example.org/", 0 },
		{ feed, CAPTURE_PAGE, "https://example.org/feed", 0 } };
	for (size_t i = 0; i < LENGTH(cases); i++) {
		must(exchange_find(
		    f->archive, cases[i].feed, cases[i].kind, str_from_c(cases[i].url), &found));
		assert_int_equal(found, cases[i].wanted);
	}
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct capture capture = {
		.kind = CAPTURE_WAY, .url = S("https://example.org/"), .fetched = FETCHED
	};
	struct exchange_row exchange = exchange_invent(0, 200);
	size_t huge = FETCH_HEAD_MAX + 1;
	int64_t id;

	must(archive_begin(f->archive));
	exchange.response = (struct raw){ arena_alloc(&f->arena, huge), huge };
	assert_int_equal(
	    exchange_add(f->archive, &capture, (struct raw){ NULL, 0 }, &exchange, &id).code,
	    ERR_TOO_BIG);
	exchange = exchange_invent(4711, 200);
	assert_int_equal(
	    exchange_add(f->archive, &capture, (struct raw){ NULL, 0 }, &exchange, &id).code,
	    ERR_DATABASE);
	exchange = exchange_invent(0, 1000);
	assert_int_equal(
	    exchange_add(f->archive, &capture, (struct raw){ NULL, 0 }, &exchange, &id).code,
	    ERR_SYNTAX);
	archive_rollback(f->archive);
	assert_int_equal(
	    exchange_add(f->archive, &capture, (struct raw){ NULL, 0 }, &exchange, &id).code,
	    ERR_DATABASE);
}

/* ---- what a 304 costs ---- */

static int64_t
pages_bytes(struct fixture *f)
{
	int64_t pages = 0, free_pages = 0;

	must(sql_one_int(f->archive, "PRAGMA page_count", &pages));
	must(sql_one_int(f->archive, "PRAGMA freelist_count", &free_pages));
	return (pages - free_pages) * 16384;
}

static uint32_t
noise(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* As a server behind a cache network answers, with all that changes from answer to answer. */
static void
unchanged_add(struct fixture *f, struct arena *arena, int64_t feed, int i, uint32_t *seed)
{
	struct str url = str_format(
	    arena, "https://www.outlet%d.example/news/rss/section%d.xml", i % 100, i % 7);
	struct exchange_row exchange = exchange_invent(feed, 304);
	struct capture capture = { .kind = CAPTURE_WAY, .url = url, .fetched = FETCHED + 36 * i };
	int64_t id;

	exchange.address = str_format(arena, "203.0.113.%d 443", i % 100);
	exchange.began_ms = (FETCHED + 36 * (int64_t)i) * 1000 + noise(seed) % 1000;
	exchange.took_ms = noise(seed) % 900;
	exchange.request = raw_from_str(str_format(arena,
	    "GET /news/rss/section%d.xml HTTP/1.1\r\nHost: www.outlet%d.example\r\n"
	    "User-Agent: xinshi/0.1 (+https://archive.example/about)\r\nAccept: "
	    "application/atom+xml,"
	    " application/rss+xml, application/feed+json, application/rdf+xml, "
	    "application/xml;q=0.9,"
	    " text/xml;q=0.8, */*;q=0.1\r\nAccept-Encoding: gzip, deflate, br\r\n"
	    "If-None-Match: \"%08x-%05x\"\r\nIf-Modified-Since: Mon, 29 Mar 2021 06:4%d:00 "
	    "GMT\r\n\r\n",
	    i % 7, i % 100, (unsigned)(i % 100) * 2654435761u, (unsigned)(i % 100) * 7919u,
	    i % 10));
	exchange.response = raw_from_str(str_format(arena,
	    "HTTP/1.1 304 Not Modified\r\nDate: Mon, 29 Mar 2021 %02d:%02d:%02d GMT\r\nConnection: "
	    "keep-alive\r\n"
	    "ETag: \"%08x-%05x\"\r\nCache-Control: max-age=%d\r\nVary: Accept-Encoding\r\nServer: "
	    "cloud\r\n"
	    "CF-RAY: %06x%06x%04x-FRA\r\nAge: %d\r\nX-Cache: HIT\r\n\r\n",
	    i / 100 % 24, i / 60 % 60, i % 60, (unsigned)(i % 100) * 2654435761u,
	    (unsigned)(i % 100) * 7919u, 300 * (i % 4), noise(seed), noise(seed),
	    noise(seed) & 0xffff, (int)(noise(seed) % 300)));
	must(exchange_add(f->archive, &capture, (struct raw){ NULL, 0 }, &exchange, &id));
}

static int64_t
cost_of_unchanged(struct fixture *f, int count, int batch)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	uint32_t seed = 1;

	must(sql_exec(f->archive, "PRAGMA synchronous = OFF")); /* bytes are counted, not syncs */
	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	must(archive_commit(f->archive));
	int64_t before = pages_bytes(f);
	for (int i = 0; i < count; i += batch) {
		must(archive_begin(f->archive));
		for (int k = i; k < i + batch; k++) {
			arena_reset(&arena);
			unchanged_add(f, &arena, feed, k, &seed);
		}
		must(archive_commit(f->archive));
	}
	return (pages_bytes(f) - before) / count;
}

static void
test_cost_together(void **state)
{
	int64_t cost = cost_of_unchanged(*state, 10000, 500);

	print_message("a 304 among 500: %lld bytes\n", (long long)cost);
	assert_true(cost < 300);
}

static void
test_cost_alone(void **state)
{
	int64_t cost = cost_of_unchanged(*state, 1000, 1);

	print_message("a 304 by itself: %lld bytes\n", (long long)cost);
	assert_true(cost < 300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_round_trip),
		STORE_TEST(test_find),
		STORE_TEST(test_refused),
		STORE_TEST(test_cost_together),
		STORE_TEST(test_cost_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
