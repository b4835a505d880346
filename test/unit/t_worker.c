/*
 * The pool against workers that behave, die, hang and lie.  The test is its own worker: started
 * with an argument it answers questions by what they say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "guard/worker.h"
#include "record/wire.h"

#define SELF "/proc/self/exe"

/* ---- the worker's side ---- */

static void
say(enum frame_kind kind, uint64_t tag, struct raw bytes)
{
	if (frame_write(1, kind, tag, bytes).code)
		_exit(1);
}

static bool
asks(const struct frame *frame, const char *what)
{
	return str_equal(
	    (struct str){ (const char *)frame->bytes.p, frame->bytes.n }, str_from_c(what));
}

static void
obey(const struct frame *frame)
{
	if (asks(frame, "die"))
		raise(SIGKILL);
	if (asks(frame, "end"))
		_exit(0);
	if (asks(frame, "hang"))
		pause();
	if (asks(frame, "answer and die")) {
		say(FRAME_TEXT, frame->tag, frame->bytes);
		raise(SIGKILL);
	}
	if (asks(frame, "half")) {
		(void)!write(1, "\x20\0\0\0\x09half", 9);
		_exit(0);
	}
	if (asks(frame, "noise"))
		(void)!write(1, "this is no message at all", 25);
	if (asks(frame, "other tag"))
		say(FRAME_TEXT, frame->tag + 1, frame->bytes);
	if (asks(frame, "other kind"))
		say(FRAME_READY, frame->tag, frame->bytes);
	if (asks(frame, "twice"))
		say(FRAME_TEXT, frame->tag, frame->bytes);
	say(FRAME_TEXT, frame->tag, frame->bytes);
}

static int
worker(void)
{
	struct buf scratch = { .max = FRAME_MAX + FRAME_HEAD };
	struct frame frame;

	say(FRAME_READY, 0, (struct raw){ 0 });
	while (!frame_read(0, &scratch, &frame).code)
		obey(&frame);
	return 0;
}

/* ---- the pool ---- */

static struct pool *
open_pool(unsigned count, unsigned in_flight, unsigned deadline_ms)
{
	char program[] = SELF, argument[] = "worker";
	const struct pool_options options = { program, argument, count, in_flight, deadline_ms };
	struct pool *pool = NULL;
	struct err err = pool_open(&options, &pool);

	/* the pool keeps its own words of whom to start again */
	memset(program, 'x', sizeof(program) - 1);
	memset(argument, 'x', sizeof(argument) - 1);
	if (err.code)
		fail_msg("%s: %s", err_row(err.code)->name, err.what);
	return pool;
}

static void
ask(struct pool *pool, uint64_t tag, const char *what)
{
	assert_int_equal(
	    pool_ask(pool, FRAME_QUESTION, tag, raw_from_str(str_from_c(what))).code, ERR_NONE);
}

static void
every_question_is_answered_once(void **state)
{
	struct pool *pool = open_pool(3, 7, 60000);
	unsigned char seen[1000] = { 0 };
	unsigned asked = 0, answered = 0;
	struct answer answer;
	(void)state;

	while (answered < LENGTH(seen)) {
		while (asked < LENGTH(seen) && pool_has_room(pool))
			ask(pool, asked++, "hello");
		assert_true(pool_next(pool, -1, &answer));
		assert_int_equal(answer.err.code, ERR_NONE);
		assert_int_equal(answer.kind, FRAME_TEXT);
		assert_int_equal(answer.bytes.n, 5);
		assert_memory_equal(answer.bytes.p, "hello", 5);
		assert_int_equal(seen[answer.tag]++, 0);
		answered++;
	}
	assert_int_equal(pool_pending(pool), 0);
	assert_false(pool_next(pool, -1, &answer));
	assert_int_equal(pool_deaths(pool), 0);
	pool_close(pool);
}

static void
only_the_bad_question_fails(void **state)
{
	static const struct {
		const char *question;
		enum err_code code;
	} cases[] = {
		{ "die", ERR_WORKER_DIED },
		{ "end", ERR_WORKER_DIED },
		{ "hang", ERR_WORKER_SLOW },
		{ "half", ERR_WORKER_DIED },
		{ "noise", ERR_WIRE },
		{ "other tag", ERR_WIRE },
		{ "other kind", ERR_WIRE },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct pool *pool = open_pool(1, 8, 500);
		struct answer answer;
		for (unsigned tag = 0; tag < 8; tag++)
			ask(pool, tag, tag == 3 ? cases[i].question : "hello");
		assert_false(pool_has_room(pool));
		assert_int_equal(
		    pool_ask(pool, FRAME_QUESTION, 9, (struct raw){ 0 }).code, ERR_BUSY);
		for (unsigned n = 0; n < 8; n++) {
			assert_true(pool_next(pool, -1, &answer));
			if (answer.err.code != (answer.tag == 3 ? cases[i].code : ERR_NONE))
				fail_msg("%s: question %d got %s", cases[i].question,
				    (int)answer.tag, err_row(answer.err.code)->name);
		}
		assert_int_equal(pool_pending(pool), 0);
		assert_int_equal(pool_deaths(pool), 1);
		pool_close(pool);
	}
}

/* An answer that came before the death counts; the next question is blamed, wrongly, at worst. */
static void
answers_before_a_death_count(void **state)
{
	struct pool *pool = open_pool(1, 8, 5000);
	struct answer answer;
	(void)state;

	ask(pool, 1, "answer and die");
	assert_true(pool_next(pool, -1, &answer));
	assert_int_equal(answer.err.code, ERR_NONE);
	ask(pool, 2, "hello");
	assert_true(pool_next(pool, -1, &answer));
	assert_int_equal(answer.tag, 2);
	pool_close(pool);
}

static void
an_answer_too_many_is_a_lie(void **state)
{
	struct pool *pool = open_pool(1, 8, 5000);
	struct answer answer;
	(void)state;

	ask(pool, 1, "twice");
	assert_true(pool_next(pool, -1, &answer));
	assert_int_equal(answer.err.code, ERR_NONE);
	ask(pool, 2, "hello");
	assert_true(pool_next(pool, -1, &answer));
	assert_int_equal(answer.tag, 2);
	assert_int_equal(pool_deaths(pool), 1);
	pool_close(pool);
}

static void
large_messages_pass_both_ways(void **state)
{
	struct pool *pool = open_pool(2, 4, 60000);
	size_t n = 20 << 20;
	unsigned char *big = mem_alloc(n);
	struct answer answer;
	(void)state;

	memset(big, 'x', n);
	for (unsigned tag = 0; tag < 4; tag++) {
		big[0] = (unsigned char)tag;
		assert_int_equal(
		    pool_ask(pool, FRAME_QUESTION, tag, (struct raw){ big, n }).code, ERR_NONE);
	}
	assert_int_equal(
	    pool_ask(pool, FRAME_QUESTION, 9, (struct raw){ big, (size_t)FRAME_MAX + 1 }).code,
	    ERR_TOO_BIG);
	for (unsigned i = 0; i < 4; i++) {
		assert_true(pool_next(pool, -1, &answer));
		assert_int_equal(answer.err.code, ERR_NONE);
		assert_int_equal(answer.bytes.n, n);
		assert_int_equal(answer.bytes.p[0], answer.tag);
		assert_int_equal(answer.bytes.p[n - 1], 'x');
	}
	free(big);
	pool_close(pool);
}

static void
waiting_ends_in_time(void **state)
{
	struct pool *pool = open_pool(1, 2, 60000);
	struct answer answer;
	(void)state;

	ask(pool, 1, "hang");
	assert_false(pool_next(pool, 20, &answer));
	assert_int_equal(pool_pending(pool), 1);
	pool_close(pool);
}

static void
what_does_not_start_is_told(void **state)
{
	static const struct {
		const char *program, *argument;
	} cases[] = {
		{ "/nonexistent/program", NULL },
		{ "/", NULL },
		{ SELF, "dies" },
		{ SELF, "noise" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct pool_options options = { cases[i].program, cases[i].argument, 2, 2,
			1000 };
		struct pool *pool = NULL;
		assert_int_equal(pool_open(&options, &pool).code, ERR_WORKER_START);
		assert_null(pool);
	}
}

static void
children_have_nothing_of_ours(void **state)
{
	struct pool *pool;
	struct answer answer;
	int fd = open("/dev/null", O_RDONLY); /* not closed on exec */
	const struct pool_options options = { SELF, "inventory", 1, 1, 5000 };
	(void)state;

	signal(SIGUSR1, SIG_IGN);
	assert_int_equal(setenv("XINSHI_TEST_SECRET", "1", 1), 0);
	assert_int_equal(pool_open(&options, &pool).code, ERR_NONE);
	ask(pool, 1, "what do you have?");
	assert_true(pool_next(pool, -1, &answer));
	if (!asks(&(struct frame){ .bytes = answer.bytes }, "nothing"))
		fail_msg("%.*s", (int)answer.bytes.n, (const char *)answer.bytes.p);
	pool_close(pool);
	close(fd);
}

static int
inventory(void)
{
	struct buf scratch = { .max = FRAME_MAX + FRAME_HEAD };
	const char *have = "nothing";
	struct sigaction action;
	struct frame frame;

	for (int fd = 3; fd < 100; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			have = "a descriptor";
	if (getenv("XINSHI_TEST_SECRET"))
		have = "the environment";
	if (sigaction(SIGUSR1, NULL, &action) < 0 || action.sa_handler != SIG_DFL)
		have = "signal settings";
	say(FRAME_READY, 0, (struct raw){ 0 });
	while (!frame_read(0, &scratch, &frame).code)
		say(FRAME_TEXT, frame.tag, raw_from_str(str_from_c(have)));
	return 0;
}

static void
tiny_questions_are_quick(void **state)
{
	struct pool *pool = open_pool(1, 64, 60000);
	struct timespec begin, end;
	unsigned asked = 0, answered = 0, total = 20000;
	struct answer answer;
	double seconds;
	(void)state;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	while (answered < total) {
		while (asked < total && pool_has_room(pool))
			ask(pool, asked++, "hello");
		answered += pool_next(pool, -1, &answer);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	print_message("%.0f questions/s\n", total / seconds);
	/* an order of magnitude below what it should be: a loaded machine must not fail it */
	assert_true(seconds < 10);
	pool_close(pool);
}

/* ---- streams ---- */

static int
unpacker(const char *how)
{
	struct buf why = { 0 };

	say(FRAME_READY, 0, (struct raw){ 0 });
	say(FRAME_ENTRY, 5, raw_from_str(S("a/b")));
	say(FRAME_DATA, 0, raw_from_str(S("hello")));
	if (!strcmp(how, "unpack and die"))
		raise(SIGKILL);
	say(FRAME_END, 0, (struct raw){ 0 });
	wire_put_err(&why, err_at(ERR_CONTAINER, 7, "why"));
	if (!strcmp(how, "unpack badly"))
		say(FRAME_ERR, 1, buf_raw(&why));
	if (!strcmp(how, "unpack nonsense"))
		say(FRAME_ARTICLE, 0, (struct raw){ 0 });
	say(FRAME_END, 1, (struct raw){ 0 });
	return 0;
}

static void
streams_end_well_or_badly(void **state)
{
	static const struct {
		const char *how;
		enum err_code code;
		const char *what;
	} cases[] = {
		{ "unpack", ERR_TRUNCATED, "end" },
		{ "unpack and die", ERR_WORKER_DIED, NULL },
		{ "unpack badly", ERR_CONTAINER, "why" },
		{ "unpack nonsense", ERR_WIRE, "a frame of another kind" },
		{ "dies", ERR_WORKER_START, NULL },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct stream *stream;
		struct frame frame = { 0 };
		struct err err;
		unsigned frames = 0;
		int fd = open("/dev/null", O_RDONLY);
		assert_int_equal(stream_open(SELF, cases[i].how, fd, &stream).code, ERR_NONE);
		close(fd);
		while (!(err = stream_next(stream, &frame)).code)
			frames++;
		assert_int_equal(err.code, cases[i].code);
		if (cases[i].what)
			assert_string_equal(err.what, cases[i].what);
		assert_int_equal(stream_next(stream, &frame).code, cases[i].code);
		if (i == 0)
			assert_int_equal(frames, 4);
		stream_close(stream);
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_question_is_answered_once),
		cmocka_unit_test(only_the_bad_question_fails),
		cmocka_unit_test(answers_before_a_death_count),
		cmocka_unit_test(an_answer_too_many_is_a_lie),
		cmocka_unit_test(large_messages_pass_both_ways),
		cmocka_unit_test(waiting_ends_in_time),
		cmocka_unit_test(what_does_not_start_is_told),
		cmocka_unit_test(children_have_nothing_of_ours),
		cmocka_unit_test(tiny_questions_are_quick),
		cmocka_unit_test(streams_end_well_or_badly),
	};

	if (argc == 2 && !strcmp(argv[1], "worker"))
		return worker();
	if (argc == 2 && !strcmp(argv[1], "inventory"))
		return inventory();
	if (argc == 2 && !strcmp(argv[1], "noise"))
		return (int)write(1, "no message at all", 17) - 17;
	if (argc == 2 && !strncmp(argv[1], "unpack", 6))
		return unpacker(argv[1]);
	if (argc == 2)
		return 1;
	return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
