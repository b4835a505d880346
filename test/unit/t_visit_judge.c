/*
 * What a look at a kept article's page shows: one table, each row a visit in one situation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "follow/pace.h"
#include "follow/visit_judge.h"

#define NOW INT64_C(1617012000)
#define PAGE "https://news.example/2021/03/flood-in-the-north"

enum { H = PACE_HOUR, D = PACE_DAY };

/* Seen alive twice, 10 passages looked for, 9 found. */
static struct visit
visit_known(enum visit_state state)
{
	return (struct visit){ .article = 5, .url = S(PAGE), .state = state, .count = 2, .blocks = 10,
		.held = 9, .best_held = 9, .first_capture = 11, .alive_capture = 12, .alive = NOW - D,
		.since = NOW - 9 * D, .proof_capture = 11 };
}

static struct visit_seen
seen_page(int64_t held)
{
	return (struct visit_seen){ .status = 200, .url = S(PAGE), .capture = 99, .retry_after_s = -1,
		.has_view = true, .has_title = held > 0, .blocks = 10, .held = held };
}

static struct visit_seen
seen_status(int status)
{
	return (struct visit_seen){ .status = status, .url = S(PAGE), .capture = 99, .retry_after_s = -1 };
}

struct row {
	const char *idea;
	enum visit_state before;
	struct visit_seen seen;
	enum visit_state after;
	bool proved;  /* by this answer */
	bool alive;   /* seen alive now */
};

static void
check(const struct row *row)
{
	struct visit visit = visit_known(row->before);
	bool changed = row->before != row->after;

	visit_judge(&visit, &row->seen, 1, NOW);
	if (visit.state != row->after)
		fail_msg("%s: %d, not %d", row->idea, (int)visit.state, (int)row->after);
	assert_int_equal(visit.proof_capture, row->proved ? 99 : changed ? row->seen.capture : 11);
	assert_int_equal(visit.alive == NOW, row->alive);
	assert_int_equal(visit.since, changed ? NOW : NOW - 9 * D);
	assert_int_equal(visit.last, NOW);
	assert_true(visit.next > NOW);
}

static void
test_states(void **state)
{
	struct visit_seen front = seen_page(0), login = seen_page(0), elsewhere = seen_page(9);
	struct visit_seen trivial = seen_page(9), robots = seen_status(0), slow = seen_status(0);
	struct visit_seen titled = seen_page(0), weekly = seen_page(9);

	(void)state;
	front.url = S("https://news.example/zh/");
	login.url = S("https://id.news.example/login?next=x");
	elsewhere.url = elsewhere.moved_to = S("https://news.example/archive/flood");
	trivial.url = trivial.moved_to = S("https://www.news.example/2021/03/flood-in-the-north/");
	weekly.url = S("https://news.example/archive/flood"); /* for a time only */
	robots.err = ERR_ROBOTS;
	slow.err = ERR_SLOW;
	titled.has_title = true;
	const struct row rows[] = {
		{ "all is there", VISIT_ALIVE, seen_page(9), VISIT_ALIVE, false, true },
		{ "more than ever", VISIT_ALIVE, seen_page(10), VISIT_ALIVE, false, true },
		{ "a passage has left", VISIT_ALIVE, seen_page(8), VISIT_CHANGED, true, true },
		{ "all but the title has left", VISIT_ALIVE, titled, VISIT_CHANGED, true, true },
		{ "still changed", VISIT_CHANGED, seen_page(8), VISIT_CHANGED, false, true },
		{ "put back", VISIT_CHANGED, seen_page(9), VISIT_ALIVE, true, true },
		{ "nothing of it, once", VISIT_ALIVE, seen_page(0), VISIT_ALIVE, false, false },
		{ "404", VISIT_ALIVE, seen_status(404), VISIT_GONE, true, false },
		{ "410", VISIT_CHANGED, seen_status(410), VISIT_GONE, true, false },
		{ "still gone", VISIT_GONE, seen_status(404), VISIT_GONE, false, false },
		{ "back", VISIT_GONE, seen_page(9), VISIT_ALIVE, true, true },
		{ "to the front page", VISIT_ALIVE, front, VISIT_GONE, true, false },
		{ "to a login", VISIT_ALIVE, login, VISIT_FAILED, true, false },
		{ "to a login, when it was changed", VISIT_CHANGED, login, VISIT_CHANGED, false, false },
		{ "moved for good", VISIT_ALIVE, elsewhere, VISIT_MOVED, true, true },
		{ "moved for a time", VISIT_ALIVE, weekly, VISIT_ALIVE, false, true },
		{ "to www and a slash", VISIT_ALIVE, trivial, VISIT_ALIVE, false, true },
		{ "not modified", VISIT_ALIVE, seen_status(304), VISIT_ALIVE, false, true },
		{ "not modified since it was changed", VISIT_CHANGED, seen_status(304), VISIT_CHANGED, false, true },
		{ "robots.txt", VISIT_ALIVE, robots, VISIT_BARRED, true, false },
		{ "robots.txt, when it was gone", VISIT_GONE, robots, VISIT_GONE, false, false },
		{ "no answer", VISIT_ALIVE, slow, VISIT_FAILED, true, false },
		{ "503", VISIT_ALIVE, seen_status(503), VISIT_FAILED, true, false },
		{ "403", VISIT_NEW, seen_status(403), VISIT_FAILED, true, false },
		{ "500, when it was gone", VISIT_GONE, seen_status(500), VISIT_GONE, false, false },
		{ "answers again", VISIT_FAILED, seen_page(9), VISIT_ALIVE, true, true },
	};
	for (size_t i = 0; i < LENGTH(rows); i++)
		check(&rows[i]);
}

/* A soft 404 counts when it is seen twice in a row, the second time after a day; also as a 304. */
static void
test_soft_404(void **state)
{
	struct visit visit = visit_known(VISIT_ALIVE);
	struct visit_seen empty = seen_page(0), same = seen_status(304);

	(void)state;
	visit_judge(&visit, &empty, 1, NOW);
	assert_int_equal(visit.state, VISIT_ALIVE);
	assert_in_range(visit.next, NOW + D, NOW + D + D / 10);
	struct visit again = visit;
	visit_judge(&visit, &empty, 1, NOW + D);
	assert_int_equal(visit.state, VISIT_GONE);
	assert_int_equal(visit.since, NOW + D);
	visit_judge(&again, &same, 1, NOW + D);
	assert_int_equal(again.state, VISIT_GONE);
	/* not in a row */
	visit = visit_known(VISIT_ALIVE);
	visit_judge(&visit, &empty, 1, NOW);
	visit_judge(&visit, &(struct visit_seen){ .status = 200, .url = S(PAGE), .capture = 100,
				.has_view = true, .has_title = true, .blocks = 10, .held = 9 }, 1, NOW + D);
	visit_judge(&visit, &empty, 1, NOW + 2 * D);
	assert_int_equal(visit.state, VISIT_ALIVE);
	/* little of it was ever there: nothing can be told */
	visit = visit_known(VISIT_ALIVE);
	visit.best_held = visit.held = 2;
	visit_judge(&visit, &empty, 1, NOW);
	visit_judge(&visit, &empty, 1, NOW + D);
	assert_int_equal(visit.state, VISIT_FAILED);
}

static void
test_first(void **state)
{
	struct visit visit = { .article = 5, .url = S(PAGE), .state = VISIT_NEW };
	struct visit_seen half = seen_page(5);

	(void)state;
	visit_judge(&visit, &half, 1, NOW);
	assert_int_equal(visit.state, VISIT_ALIVE); /* what was never there has not left */
	assert_int_equal(visit.best_held, 5);
	assert_int_equal(visit.first_capture, 99);
	assert_int_equal(visit.alive_capture, 99);
	half.held = 4;
	half.capture = 100;
	visit_judge(&visit, &half, 1, NOW + D);
	assert_int_equal(visit.state, VISIT_CHANGED);
	assert_int_equal(visit.first_capture, 99);
	assert_int_equal(visit.proof_capture, 100);
	/* another text is kept meanwhile: counted anew */
	half.blocks = 12;
	half.held = 3;
	visit_judge(&visit, &half, 1, NOW + 2 * D);
	assert_int_equal(visit.state, VISIT_ALIVE);
	assert_int_equal(visit.best_held, 3);
}

/* As many passages, but of another text: nothing has left. */
static void
test_other_text(void **state)
{
	struct visit visit = visit_known(VISIT_ALIVE);
	struct visit_seen seen = seen_page(5);

	(void)state;
	seen.is_other_text = true;
	visit_judge(&visit, &seen, 1, NOW);
	assert_int_equal(visit.state, VISIT_ALIVE);
	assert_int_equal(visit.best_held, 5);
}

static void
test_decay(void **state)
{
	static const int64_t waits[] = { 6 * H, D, 3 * D, 7 * D, 30 * D, 90 * D, 365 * D, 365 * D };
	struct visit visit = { .article = 5, .url = S(PAGE), .state = VISIT_NEW };
	struct visit_seen seen = seen_page(9);
	int64_t now = NOW;

	(void)state;
	assert_in_range(visit_first(5, false, 1, NOW), NOW + H, NOW + H + H / 2);
	assert_in_range(visit_first(5, true, 1, NOW), NOW + H, NOW + H + 30 * D);
	for (size_t i = 0; i < LENGTH(waits); i++) {
		visit_judge(&visit, &seen, 1, now);
		assert_in_range(visit.next, now + waits[i], now + waits[i] + waits[i] / 10);
		now = visit.next;
	}
	assert_int_equal(visit.count, LENGTH(waits));
}

static void
test_retry_after(void **state)
{
	struct visit visit = visit_known(VISIT_ALIVE);
	struct visit_seen seen = seen_status(429);

	(void)state;
	seen.retry_after_s = 20 * D;
	visit_judge(&visit, &seen, 1, NOW);
	assert_true(visit.next >= NOW + 20 * D);
	assert_int_equal(visit.failing, 1);
}

/* Somebody says that the page may have changed: an eighth of the time, and not at once each time. */
static void
test_hasten(void **state)
{
	enum { LAST = 1000 };
	static const struct {
		int64_t last, next, now, count;
		enum visit_state state;
		bool sooner;
		int64_t then;
	} cases[] = {
		{ LAST, LAST + 6 * H, LAST + 60, 1, VISIT_ALIVE, true, LAST + 6 * H / 8 },
		{ LAST, LAST + 6 * H, LAST + 2 * H, 1, VISIT_ALIVE, true, LAST + 2 * H },
		{ LAST, LAST + 24 * H, LAST + 60, 2, VISIT_CHANGED, true, LAST + 3 * H },
		{ LAST, LAST + 3 * H, LAST + 60, 2, VISIT_ALIVE, false, LAST + 3 * H },
		{ LAST, LAST + 60, LAST + 90, 1, VISIT_ALIVE, false, LAST + 60 },
		{ 0, 9000, 5000, 0, VISIT_NEW, false, 9000 },
		{ LAST, 9000, 5000, 1, VISIT_BARRED, false, 9000 },
		{ LAST, INT64_MAX, 5000, 1, VISIT_GONE, false, INT64_MAX },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct visit visit = {
			.last = cases[i].last,
			.next = cases[i].next,
			.count = cases[i].count,
			.state = cases[i].state,
		};
		assert_int_equal(visit_hasten(&visit, cases[i].now), cases[i].sooner);
		assert_true(visit.next == cases[i].then);
		/* said again, nothing more */
		assert_false(visit_hasten(&visit, cases[i].now));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_soft_404),
		cmocka_unit_test(test_first),
		cmocka_unit_test(test_other_text),
		cmocka_unit_test(test_decay),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_hasten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
