/*
 * Questions to the gate, its answers and settings as bytes: there and back, and what liars send.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "record/exchange.h"

static const struct fetch_question question = {
	.kind = FETCH_FEED,
	.url = STR_INIT("https://news.example/feed"),
	.etag = STR_INIT("W/\"a\""),
	.last_modified = STR_INIT("Mon, 01 Feb 2021 00:05:00 GMT"),
	.validated_url = STR_INIT("https://news.example/f"),
	.delta = true,
	.body_max = 12345,
	.form = STR_INIT("a=b"),
};

static struct fetched
sample(void)
{
	struct fetched fetched = {
		.err = { ERR_TRUNCATED, 7, "shorter than announced" },
		.count = 2,
		.status = 200,
		.url = S("https://news.example/b"),
		.moved_to = S("https://news.example/b"),
		.etag = S("\"x\""),
		.content_type = S("text/xml"),
		.link_count = 1,
		.date = 1612137600,
		.expires = 1,
		.max_age_s = -1,
		.retry_after_s = 60,
		.no_cache = true,
		.is_delta = true,
	};

	fetched.exchanges[0] = (struct exchange){ .role = EXCHANGE_REDIRECT,
		.url = S("https://news.example/a"),
		.status = 301,
		.request = raw_from_str(S("GET /a")),
		.response = raw_from_str(S("HTTP/1.1 301 x\r\n\r\n")),
		.address = S("192.0.2.1 443"),
		.began_ms = 1612137600123,
		.took_ms = 45 };
	fetched.exchanges[1] = (struct exchange){ .role = EXCHANGE_ANSWER,
		.url = S("https://news.example/b"),
		.status = 200,
		.body = raw_from_str(S("half")),
		.received = 4,
		.received_digest = digest_of(raw_from_str(S("half"))) };
	fetched.links[0] = (struct fetch_link){ S("hub"), S("https://hub.example/"), S("") };
	return fetched;
}

static bool
same(struct raw a, struct raw b)
{
	return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

static void
there_and_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf first CLEAN(buf_done) = { 0 }, second CLEAN(buf_done) = { 0 };
	struct fetched fetched = sample(), again;
	struct fetch_question asked;
	(void)state;

	wire_put_fetched(&first, &fetched);
	assert_int_equal(wire_get_fetched(&arena, buf_raw(&first), &again).code, ERR_NONE);
	wire_put_fetched(&second, &again);
	assert_true(same(buf_raw(&first), buf_raw(&second)));
	assert_int_equal(again.err.code, ERR_TRUNCATED);
	assert_int_equal(again.err.at, 7);
	assert_string_equal(again.err.what, "shorter than announced");
	assert_int_equal(again.exchanges[0].began_ms, 1612137600123);
	assert_true(digest_equal(
	    &again.exchanges[1].received_digest, &fetched.exchanges[1].received_digest));
	assert_true(again.is_delta && again.no_cache && !again.no_store && !again.must_revalidate);
	assert_int_equal(again.max_age_s, -1);
	assert_true(str_equal(again.links[0].rel, S("hub")));

	buf_reset(&first);
	buf_reset(&second);
	wire_put_fetch_question(&first, &question);
	assert_int_equal(wire_get_fetch_question(buf_raw(&first), &asked).code, ERR_NONE);
	wire_put_fetch_question(&second, &asked);
	assert_true(same(buf_raw(&first), buf_raw(&second)));
	assert_true(str_equal(asked.validated_url, question.validated_url));
	assert_int_equal(asked.body_max, 12345);
}

static void
settings_there_and_back(void **state)
{
	struct gate_settings settings, again;
	struct buf first CLEAN(buf_done) = { 0 }, second CLEAN(buf_done) = { 0 };
	(void)state;

	gate_settings_init(&settings);
	settings.proxy = S("socks5h://127.0.0.1:9050");
	settings.allow = S("127.0.0.0/8");
	settings.deny = S("127.0.0.7:80");
	wire_put_gate_settings(&first, &settings);
	assert_int_equal(wire_get_gate_settings(buf_raw(&first), &again).code, ERR_NONE);
	wire_put_gate_settings(&second, &again);
	assert_true(same(buf_raw(&first), buf_raw(&second)));
	assert_int_equal(again.host_gap_ms, 1000);
	assert_int_equal(again.host_connections, 2);
	assert_int_equal(again.beat_ms, 10000);
	assert_true(str_equal(again.deny, settings.deny));
	settings.host_connections = 7;
	buf_reset(&first);
	wire_put_gate_settings(&first, &settings);
	assert_int_equal(wire_get_gate_settings(buf_raw(&first), &again).code, ERR_WIRE);
}

/* Each spoils a whole answer in one way. */
static void
spoil(struct fetched *fetched, unsigned how)
{
	struct exchange *exchange = &fetched->exchanges[1];

	switch (how) {
	case 0:
		exchange->role = EXCHANGE_ROBOTS + 1;
		break;
	case 1:
		exchange->url = S("javascript:alert(1)");
		break;
	case 2:
		exchange->url = (struct str){ 0 };
		break;
	case 3:
		exchange->status = 99;
		break;
	case 4:
		exchange->status = 1000;
		break;
	case 5:
		fetched->url = S("ftp://a.example/");
		break;
	case 6:
		fetched->moved_to = S("nonsense");
		break;
	case 7:
		fetched->etag = S("\xff");
		break;
	case 8:
		fetched->max_age_s = -2;
		break;
	case 9:
		fetched->links[0].url = S("data:x");
		break;
	case 10:
		fetched->links[0].rel = S("\xed\xa0\x80");
		break;
	case 11:
		exchange->received = -1;
		break;
	case 12:
		exchange->took_ms = -1;
		break;
	case 13:
		fetched->err = (struct err){ 0 };
		fetched->status = 0;
		break;
	case 14:
		exchange->address = S("\x80");
		break;
	}
}

static void
lies_are_seen(void **state)
{
	(void)state;
	for (unsigned how = 0; how < 15; how++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf bytes CLEAN(buf_done) = { 0 };
		struct fetched fetched = sample(), again = { .status = 77 };
		spoil(&fetched, how);
		wire_put_fetched(&bytes, &fetched);
		if (wire_get_fetched(&arena, buf_raw(&bytes), &again).code != ERR_WIRE)
			fail_msg("lie %u", how);
		assert_int_equal(again.status, 77);
	}
}

static void
every_cut_is_seen(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct fetched fetched = sample(), again;
	struct fetch_question asked;
	struct raw whole;
	(void)state;

	wire_put_fetched(&bytes, &fetched);
	whole = buf_raw(&bytes);
	for (size_t n = 0; n < whole.n; n++)
		assert_int_equal(
		    wire_get_fetched(&arena, (struct raw){ whole.p, n }, &again).code, ERR_WIRE);
	buf_reset(&bytes);
	wire_put_fetch_question(&bytes, &question);
	whole = buf_raw(&bytes);
	for (size_t n = 0; n < whole.n; n++)
		assert_int_equal(
		    wire_get_fetch_question((struct raw){ whole.p, n }, &asked).code, ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(settings_there_and_back),
		cmocka_unit_test(lies_are_seen),
		cmocka_unit_test(every_cut_is_seen),
	};

	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
