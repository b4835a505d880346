/*
 * When a feed is asked next: the table of pace.h, row by row.  Nothing here looks at a clock.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "follow/pace.h"

#define NOW INT64_C(1617012000) /* Monday, 2021-03-29T10:00:00Z */
#define A "https://a.example/feed"
#define B "https://b.example/feed"

enum { H = PACE_HOUR, D = PACE_DAY, M = PACE_MINUTE };

/* An answer without anything but a status. */
static struct pace_answer
answer_of(int status)
{
	return (struct pace_answer){ .status = status, .fresh_s = -1, .retry_after_s = -1 };
}

static struct feed_row
row_new(void)
{
	return (struct feed_row){ .id = 7, .state = FEED_ACTIVE, .url = S(A) };
}

/* Between the wait and a few percent more. */
static void
assert_wait(const struct feed_row *row, int64_t wait)
{
	if (row->next < NOW + wait || row->next > NOW + wait + wait / 20)
		fail_msg("waits %ld, not %ld", (long)(row->next - NOW), (long)wait);
	assert_int_equal(row->interval_s, wait);
}

/* ---- answers that are well ---- */

static void
test_good(void **state)
{
	static const struct {
		const char *idea;
		int status;
		int64_t ttl, fresh, activity, wait;
	} cases[] = {
		{ "nothing is known", 200, 0, -1, 0, H },
		{ "busy, but nobody invites", 200, 0, -1, 10 * M, H },
		{ "quiet", 200, 0, -1, 5 * H, 5 * H },
		{ "very quiet", 200, 0, -1, 90 * D, D },
		{ "ttl waits as long", 200, 2 * H, -1, 10 * M, 2 * H },
		{ "ttl invites", 200, 20 * M, -1, 10 * M, 20 * M },
		{ "ttl invites, activity does not", 200, 20 * M, -1, 3 * H, 3 * H },
		{ "ttl of a minute", 200, M, -1, M, 15 * M },
		{ "ttl of a month", 200, 30 * D, -1, M, D },
		{ "max-age waits as long", 200, 0, 7200, 10 * M, 7200 },
		{ "max-age invites", 200, 0, 1800, 10 * M, 1800 },
		{ "max-age of 0 invites nobody", 200, 0, 0, 10 * M, H },
		{ "the longest counts", 200, 3 * H, 2 * H, 4 * H, 4 * H },
		{ "a delta", 226, 2 * H, -1, M, 2 * H },
		{ "not modified, with the document's pace", 304, 2 * H, -1, M, 2 * H },
		{ "not modified, with its own max-age", 304, 0, 5 * H, M, 5 * H },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed_row row = row_new();
		struct pace_answer answer = answer_of(cases[i].status);

		answer.has_document = true;
		answer.ttl_s = cases[i].ttl;
		answer.fresh_s = cases[i].fresh;
		answer.activity_s = cases[i].activity;
		row.failing = 3;
		pace_set(&row, &answer, i, NOW);
		if (row.interval_s != cases[i].wait)
			print_error("%s\n", cases[i].idea);
		assert_wait(&row, cases[i].wait);
		assert_int_equal(row.failing, 0);
		assert_int_equal(row.state, FEED_ACTIVE);
	}
}

static void
test_304_remembers(void **state)
{
	struct feed_row row = row_new();
	struct pace_answer answer = answer_of(200);

	(void)state;
	answer.has_document = true;
	answer.ttl_s = 2 * H;
	answer.fresh_s = 3 * H;
	answer.activity_s = M;
	answer.skip_hours = 1 << 13;
	pace_set(&row, &answer, 1, NOW);
	assert_int_equal(row.next, NOW + 4 * H + (row.next - NOW - 4 * H));
	assert_in_range(row.next, NOW + 4 * H, NOW + 4 * H + 600); /* 13 is skipped */

	answer = answer_of(304);
	pace_set(&row, &answer, 1, NOW);
	assert_int_equal(row.interval_s, 3 * H);
	assert_in_range(row.next, NOW + 4 * H, NOW + 4 * H + 600);
	answer.fresh_s = H;
	pace_set(&row, &answer, 1, NOW);
	assert_int_equal(row.interval_s, 2 * H); /* the ttl */
	answer = answer_of(200); /* the same bytes: nothing new is known of ttl, but Cache-Control is gone */
	pace_set(&row, &answer, 1, NOW);
	assert_int_equal(row.interval_s, 2 * H);
	assert_int_equal(row.fresh_s, 0);
}

static void
test_quiet(void **state)
{
	struct feed_row row = row_new();
	struct pace_answer answer = answer_of(304);

	(void)state;
	row.activity_s = H;
	row.last_change = NOW - 2 * D;
	pace_set(&row, &answer, 1, NOW);
	assert_wait(&row, 6 * H);
	row.last_change = NOW - 300 * D;
	pace_set(&row, &answer, 1, NOW);
	assert_wait(&row, D);
}

static void
test_hub(void **state)
{
	struct feed_row row = row_new();
	struct pace_answer answer = answer_of(200);

	(void)state;
	row.hub_state = HUB_CONFIRMED;
	row.hub_until = NOW + 10 * D;
	pace_set(&row, &answer, 1, NOW);
	assert_wait(&row, 7 * D);
	row.hub_until = NOW - 1;
	pace_set(&row, &answer, 1, NOW);
	assert_wait(&row, H);
	row.hub_state = HUB_ASKED;
	row.hub_until = NOW + 10 * D;
	pace_set(&row, &answer, 1, NOW);
	assert_wait(&row, H);
}

/* ---- faults ---- */

static void
test_faults(void **state)
{
	static const struct {
		enum err_code err;
		int status;
		int64_t failing, retry, wait;
	} cases[] = {
		{ ERR_NONE, 404, 0, -1, H },
		{ ERR_NONE, 404, 1, -1, 2 * H },
		{ ERR_NONE, 404, 2, -1, 4 * H },
		{ ERR_NONE, 404, 4, -1, 16 * H },
		{ ERR_NONE, 404, 5, -1, D },
		{ ERR_NONE, 404, 1000000, -1, D },
		{ ERR_NONE, 500, 0, -1, H },
		{ ERR_NONE, 502, 1, -1, 2 * H },
		{ ERR_NONE, 401, 0, -1, 4 * H },
		{ ERR_NONE, 403, 0, -1, 4 * H },
		{ ERR_NONE, 403, 9, -1, D },
		{ ERR_NONE, 429, 0, -1, 4 * H },
		{ ERR_NONE, 429, 0, 7200, 7200 },
		{ ERR_NONE, 429, 5, 7200, 7200 },
		{ ERR_NONE, 429, 0, 86400, 86400 },
		{ ERR_NONE, 429, 0, 5, 15 * M },
		{ ERR_NONE, 429, 0, INT64_C(1) << 60, 30 * D },
		{ ERR_NONE, 503, 0, -1, H },
		{ ERR_NONE, 503, 0, 3 * D, 3 * D },
		{ ERR_NONE, 500, 0, 2 * H, 2 * H },
		{ ERR_NONE, 403, 0, H, 4 * H },
		{ ERR_NONE, 204, 0, -1, H },
		{ ERR_NONE, 302, 0, -1, H },
		{ ERR_SLOW, 0, 0, -1, H },
		{ ERR_SLOW, 0, 3, -1, 8 * H },
		{ ERR_CONNECT, 0, 1, -1, 2 * H },
		{ ERR_TRUNCATED, 200, 0, -1, H },
		{ ERR_FEED, 200, 0, -1, H },
		{ ERR_FEED, 200, 2, -1, 4 * H },
		{ ERR_ADDRESS, 0, 0, -1, D },
		{ ERR_ROBOTS, 0, 0, -1, D },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed_row row = row_new();
		struct pace_answer answer = answer_of(cases[i].status);

		answer.err = cases[i].err;
		answer.retry_after_s = cases[i].retry;
		row.failing = cases[i].failing;
		row.ttl_s = 3 * H;
		pace_set(&row, &answer, i, NOW);
		if (row.interval_s != cases[i].wait)
			print_error("%d, failed %d times\n", cases[i].status, (int)cases[i].failing);
		assert_wait(&row, cases[i].wait);
		assert_int_equal(row.failing, cases[i].failing + 1);
		assert_int_equal(row.state, FEED_ACTIVE);
		assert_int_equal(row.ttl_s, 3 * H);
	}
}

static void
test_gone(void **state)
{
	struct feed_row row = row_new();
	struct pace_answer answer = answer_of(410);

	(void)state;
	pace_set(&row, &answer, 1, NOW);
	assert_int_equal(row.state, FEED_GONE);
}

/* ---- moves ---- */

static void
test_moves(void **state)
{
	struct feed_row row = row_new();
	struct pace_answer answer = answer_of(200);
	struct pace_answer bad = answer_of(500);

	(void)state;
	answer.moved_to = S(B);
	pace_set(&row, &answer, 1, NOW);
	pace_set(&row, &answer, 1, NOW);
	assert_true(str_equal(row.url, S(A)));
	assert_int_equal(row.moved_times, 2);
	bad.moved_to = S("https://portal.example/");
	pace_set(&row, &bad, 1, NOW); /* an answer that is not well says nothing of it */
	assert_int_equal(row.moved_times, 2);
	answer.moved_to = S("https://c.example/");
	pace_set(&row, &answer, 1, NOW); /* another one: counted anew */
	assert_int_equal(row.moved_times, 1);
	answer.moved_to = S("");
	pace_set(&row, &answer, 1, NOW); /* none any more */
	assert_int_equal(row.moved_times, 0);
	answer.moved_to = S(B);
	for (int i = 0; i < PACE_MOVES; i++) {
		assert_true(str_equal(row.url, S(A)));
		pace_set(&row, &answer, 1, NOW);
	}
	assert_true(str_equal(row.url, S(B)));
	assert_int_equal(row.moved_times, 0);
	assert_int_equal(row.moved_to.n, 0);
	pace_set(&row, &answer, 1, NOW); /* to where it is */
	assert_int_equal(row.moved_times, 0);
}

/* ---- hours and days ---- */

static void
test_spared(void **state)
{
	static const struct {
		int64_t at;
		uint32_t hours, days;
		int64_t want;
	} cases[] = {
		{ NOW, 0, 0, NOW },
		{ NOW, 1 << 9, 0, NOW },
		{ NOW + 59, 1 << 10, 0, NOW + H },
		{ NOW, 0xfffffe, 0, NOW + 14 * H }, /* midnight alone */
		{ NOW, 0, 1 << 0, NOW + 14 * H }, /* Monday */
		{ NOW, 0, 1 << 6, NOW },	  /* Sunday */
		{ NOW - 2 * D, 0, 1 << 5 | 1 << 6, NOW - 10 * H }, /* a weekend */
		{ NOW, 1 << 0, 1 << 0, NOW + 15 * H },
		{ NOW + 1, 0xffffff, 0, NOW + 1 }, /* never */
		{ NOW + 1, 0, 0x7f, NOW + 1 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(
		    pace_spared(cases[i].at, cases[i].hours, cases[i].days), cases[i].want);
}

/* Whatever is asked for, nobody is asked earlier, nor in a spared hour. */
static void
test_never_before(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 20000; i++) {
		struct feed_row row = row_new();
		struct pace_answer answer = answer_of(200);

		answer.has_document = true;
		answer.ttl_s = pace_jitter(i, 1, 0, 2 * D);
		answer.fresh_s = pace_jitter(i, 2, 0, 2 * D);
		answer.skip_hours = (uint32_t)pace_jitter(i, 3, 0, 0xffffff);
		answer.skip_days = (uint32_t)pace_jitter(i, 4, 0, 0x7f);
		pace_set(&row, &answer, i, NOW + (int64_t)i * 977);
		int64_t wait = row.next - NOW - (int64_t)i * 977;
		assert_true(wait >= PACE_LEAST);
		assert_true(wait >= (answer.ttl_s < D ? answer.ttl_s : D));
		assert_true(wait >= (answer.fresh_s < D ? answer.fresh_s : D));
		assert_int_equal(pace_spared(row.next, row.skip_hours, row.skip_days), row.next);
	}
}

/* ---- parts ---- */

static void
test_activity(void **state)
{
	static const int64_t daily[] = { NOW - 3 * D, NOW - D, NOW - 2 * D, 0, NOW + D };
	int64_t many[100];

	(void)state;
	assert_int_equal(pace_activity(NULL, 0, NOW), 0);
	assert_int_equal(pace_activity(daily + 3, 2, NOW), 0); /* no date, the future */
	assert_int_equal(pace_activity(daily, LENGTH(daily), NOW), D / 2 + 1);
	for (int i = 0; i < 100; i++) /* only the newest count: a lively week after a quiet year */
		many[i] = NOW - (i < 10 ? i * H : i * 5 * D);
	assert_int_equal(pace_activity(many, 100, NOW), 9 * H / 10 / 2 + 1);
}

static void
test_fresh(void **state)
{
	struct fetched fetched = { .max_age_s = -1 };

	(void)state;
	assert_int_equal(pace_fresh(&fetched), -1);
	fetched.expires = NOW + 100;
	fetched.date = NOW;
	assert_int_equal(pace_fresh(&fetched), 100);
	fetched.expires = 1; /* "0": in the past */
	assert_int_equal(pace_fresh(&fetched), 0);
	fetched.max_age_s = 50; /* max-age wins (RFC 9111, 5.3) */
	assert_int_equal(pace_fresh(&fetched), 50);
	fetched = (struct fetched){ .max_age_s = -1, .expires = NOW + 60, .count = 1 };
	fetched.exchanges[0].began_ms = NOW * 1000;
	assert_int_equal(pace_fresh(&fetched), 60);
}

static void
test_hosts(void **state)
{
	(void)state;
	assert_true(pace_holds_host(429, S("203.0.113.7 443")));
	assert_true(pace_holds_host(429, S("2001:db8::7 443")));
	assert_false(pace_holds_host(503, S("203.0.113.7 443")));
	assert_false(pace_holds_host(429, S("127.0.0.1 1200"))); /* a bridge of one's own */
	assert_false(pace_holds_host(429, S("192.168.1.5 80")));
	assert_false(pace_holds_host(429, S("::1 80")));
	assert_false(pace_holds_host(429, S("")));
}

static void
test_jitter(void **state)
{
	int64_t low = 0;

	(void)state;
	assert_int_equal(pace_jitter(1, 2, 3, 0), 0);
	assert_int_equal(pace_jitter(1, 2, 3, 1000), pace_jitter(1, 2, 3, 1000));
	for (int i = 0; i < 10000; i++)
		low += pace_jitter(42, i, NOW, 100) < 50;
	assert_in_range(low, 4700, 5300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_304_remembers),
		cmocka_unit_test(test_quiet),
		cmocka_unit_test(test_hub),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_spared),
		cmocka_unit_test(test_never_before),
		cmocka_unit_test(test_activity),
		cmocka_unit_test(test_fresh),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_jitter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
