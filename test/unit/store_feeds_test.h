/*
 * store_feeds_test.h: what the tests of feeds, exchanges, mentions and visits share.
 */
#ifndef XINSHI_TEST_STORE_FEEDS_TEST_H
#define XINSHI_TEST_STORE_FEEDS_TEST_H

#include "store/feeds.h"
#include "store_test.h"

static inline struct feed_row
feed_invent(struct fixture *f, const char *url)
{
	struct url parsed;

	must(url_parse(&f->arena, str_from_c(url), NULL, &parsed));
	return (struct feed_row){ .url_added = url_str(parsed) };
}

/* Adds a feed; gives its id.  Inside a transaction. */
static inline int64_t
feed_keep(struct fixture *f, const char *url)
{
	struct feed_row feed = feed_invent(f, url);
	int64_t id = 0;

	must(feeds_add(f->archive, &feed, FETCHED, &id));
	return id;
}

static inline struct exchange_row
exchange_invent(int64_t feed, int status)
{
	return (struct exchange_row){ .feed = feed,
		.status = status,
		.address = S("203.0.113.7 443"),
		.began_ms = FETCHED * 1000 + 17,
		.took_ms = 230,
		.request = raw_from_str(S("GET /feed HTTP/1.1\r\nHost: example.org\r\n\r\n")),
		.response = raw_from_str(S("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")) };
}

/* What was fetched at ${when} on behalf of a feed; gives the capture's id. */
static inline int64_t
fetched_invent_at(
    struct fixture *f, enum capture_kind kind, int64_t feed, const char *body, int64_t when)
{
	struct exchange_row exchange = exchange_invent(feed, 200);
	struct capture capture = {
		.kind = kind, .url = S("https://example.org/feed"), .fetched = when
	};
	int64_t id = 0;

	must(exchange_add(f->archive, &capture, raw_from_str(str_from_c(body)), &exchange, &id));
	return id;
}

static inline int64_t
fetched_invent(struct fixture *f, enum capture_kind kind, int64_t feed, const char *body)
{
	return fetched_invent_at(f, kind, feed, body, FETCHED);
}

#endif
