/*
 * A host on the Internet that answers 429 wants to be left alone by all that is asked of it; a bridge of
 * one's own answers for many others.  The answers are the test's: no such host can be had.
 */
#include "follow/inside.h"
#include "store_test.h"

#define NOW FETCHED

enum { HOUR = 3600, DAY = 86400, FEEDS = 3 };

struct play {
	struct fixture *f;
	struct follow follow;
	struct round round;
	struct follow_totals totals;
	struct feed_row rows[FEEDS];
	int told;
	enum err_code last;
};

static int64_t
play_clock(void *context)
{
	(void)context;
	return NOW;
}

static void
play_told(void *context, const struct follow_event *event)
{
	struct play *play = context;

	play->told++;
	play->last = event->err.code;
}

/* Two feeds of one host, and one of another. */
static void
play_begin(struct play *play, struct fixture *f)
{
	static const char *const urls[FEEDS] = {
		"https://busy.example/a", "https://busy.example/b", "https://calm.example/c"
	};

	*play = (struct play){ .f = f };
	play->follow.options = (struct follow_options){
		.clock = play_clock, .told = play_told, .context = play, .gate.host_connections = 1
	};
	play->follow.held.arena = play->follow.deaf.arena = &play->follow.arena;
	must(archive_begin(f->archive));
	for (int i = 0; i < FEEDS; i++) {
		struct feed_row row = { .url_added = str_from_c(urls[i]) };
		int64_t id = 0;
		must(feeds_add(f->archive, &row, NOW, &id));
		must(feed_get(f->archive, &f->arena, id, &play->rows[i]));
	}
	must(archive_commit(f->archive));
	round_begin(&play->round, &play->follow, f->archive, NULL, &play->totals);
	for (int i = 0; i < FEEDS; i++)
		feed_job_add(&play->round, &play->rows[i]);
}

static void
play_end(struct play *play)
{
	must(batch_commit(&play->round.batch));
	for (size_t i = 0; i < play->round.count; i++)
		arena_done(&play->round.jobs[i]->arena);
	arena_done(&play->round.arena);
	arena_done(&play->follow.arena);
}

static void
answer_429(struct play *play, struct job *job, const char *address)
{
	struct fetched *fetched = arena_new(&play->f->arena, struct fetched);

	*fetched = (struct fetched){
		.status = 429, .url = job->url, .max_age_s = -1, .retry_after_s = 2 * HOUR, .count = 1
	};
	fetched->exchanges[0] = (struct exchange){ .role = EXCHANGE_ANSWER, .url = job->url,
		.status = 429, .address = str_from_c(address) };
	queue_answered(&play->round.queue, job);
	must(job_answered(&play->round, job, fetched));
}

static int64_t
next_of(struct play *play, int i)
{
	struct feed_row row;

	must(feed_get(play->f->archive, &play->f->arena, play->rows[i].id, &row));
	return row.next;
}

static void
test_public(void **state)
{
	struct play play;
	struct job *first;

	play_begin(&play, *state);
	first = queue_next(&play.round.queue);
	assert_true(str_equal(first->url, S("https://busy.example/a")));
	answer_429(&play, first, "203.0.113.7 443");
	assert_int_equal(play.told, 2); /* the answer, and the sibling that is not asked */
	assert_true(str_equal(queue_next(&play.round.queue)->url, S("https://calm.example/c")));
	assert_null(queue_next(&play.round.queue));
	must(batch_commit(&play.round.batch));
	assert_in_range(next_of(&play, 0), NOW + 2 * HOUR, NOW + 3 * HOUR);
	assert_in_range(next_of(&play, 1), NOW + 2 * HOUR, NOW + 3 * HOUR);
	assert_int_equal(next_of(&play, 2), NOW);
	assert_int_equal(held_until(&play.follow, S("https://busy.example/z")), NOW + 2 * HOUR);
	assert_int_equal(held_until(&play.follow, S("https://calm.example/z")), 0);
	play_end(&play);
}

static void
test_bridge(void **state)
{
	struct play play;
	struct job *first;

	play_begin(&play, *state);
	first = queue_next(&play.round.queue);
	answer_429(&play, first, "127.0.0.1 1200");
	assert_int_equal(play.told, 1);
	assert_non_null(queue_next(&play.round.queue));
	assert_non_null(queue_next(&play.round.queue));
	must(batch_commit(&play.round.batch));
	assert_true(next_of(&play, 0) >= NOW + 2 * HOUR);
	assert_int_equal(next_of(&play, 1), NOW);
	assert_int_equal(held_until(&play.follow, S("https://busy.example/z")), 0);
	play_end(&play);
}

/* After three requests without an answer the others are not made. */
static void
test_deaf(void **state)
{
	struct play play;
	struct feed_row more[4] = { { 0 } };
	struct fetched silence = { .err = { ERR_CONNECT, 0, NULL }, .max_age_s = -1, .retry_after_s = -1 };

	play_begin(&play, *state);
	play.round.queue.out_max = 9;
	for (size_t i = 0; i < LENGTH(more); i++) {
		more[i] = play.rows[0];
		feed_job_add(&play.round, &more[i]);
	}
	for (int i = 0; i < 3; i++) {
		struct job *job = queue_next(&play.round.queue);
		if (str_equal(job->url, S("https://calm.example/c")))
			job = queue_next(&play.round.queue);
		assert_int_equal(play.told, i);
		queue_answered(&play.round.queue, job);
		must(job_answered(&play.round, job, &silence));
	}
	assert_int_equal(play.told, 6);
	assert_int_equal(play.last, ERR_LIMIT);
	assert_null(queue_next(&play.round.queue));
	assert_int_equal(held_until(&play.follow, S("https://busy.example/a")), NOW + HOUR / 2);
	play_end(&play);
}

/* Hosts take turns, and none has more out than its share. */
static void
test_turns(void **state)
{
	struct play play;
	struct job *a, *c;

	play_begin(&play, *state);
	play.round.queue.out_max = 1;
	a = queue_next(&play.round.queue);
	c = queue_next(&play.round.queue);
	assert_true(str_equal(a->url, S("https://busy.example/a")));
	assert_true(str_equal(c->url, S("https://calm.example/c")));
	assert_null(queue_next(&play.round.queue));
	queue_answered(&play.round.queue, a);
	assert_true(str_equal(queue_next(&play.round.queue)->url, S("https://busy.example/b")));
	queue_answered(&play.round.queue, c);
	assert_null(queue_next(&play.round.queue));
	assert_int_equal(play.round.queue.waiting, 0);
	play_end(&play);
}

/* A large batch is committed at once, and what is written next begins another. */
static void
test_batches(void **state)
{
	struct play play;
	struct batch *batch = &play.round.batch;

	play_begin(&play, *state);
	must(batch_begin(batch));
	must(batch_begin(batch)); /* it is open already */
	must(batch_count(batch, 1000));
	assert_true(batch->open);
	must(batch_count(batch, 16 << 20));
	assert_false(batch->open);
	play.rows[0].next = NOW + DAY;
	must(feed_keep(&play.round, &play.rows[0]));
	assert_true(batch->open);
	batch_abandon(batch);
	assert_int_equal(next_of(&play, 0), NOW);
	must(feed_keep(&play.round, &play.rows[0]));
	must(batch_rest(batch)); /* it is young */
	assert_true(batch->open);
	must(batch_commit(batch));
	assert_int_equal(next_of(&play, 0), NOW + DAY);
	must(batch_commit(batch)); /* nothing is open */
	play_end(&play);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_public),
		STORE_TEST(test_bridge),
		STORE_TEST(test_deaf),
		STORE_TEST(test_turns),
		STORE_TEST(test_batches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
