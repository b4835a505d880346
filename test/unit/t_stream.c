/*
 * A stream that is asked, against workers that behave, stop early, die and lie.  The test is its
 * own worker: started with an argument it does what that says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdlib.h>
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

/* Gives every piece back. */
static void
echo(void)
{
	static unsigned char piece[10000];
	ssize_t n;

	while ((n = read(0, piece, sizeof(piece))) > 0)
		say(FRAME_FEED_ENTRY, 0, (struct raw){ piece, (size_t)n });
}

static int
worker(const char *role)
{
	struct buf scratch = { .max = FRAME_MAX + FRAME_HEAD };
	struct frame question;

	if (strcmp(role, "mute") == 0)
		return 0;
	say(FRAME_READY, 0, (struct raw){ 0 });
	if (frame_read(0, &scratch, &question).code)
		return 1;
	say(FRAME_FEED, question.kind, question.bytes);
	if (strcmp(role, "echo") == 0)
		echo();
	if (strcmp(role, "die") == 0)
		return 0;
	if (strcmp(role, "half") == 0)
		return (int)write(1, "\x20\0\0\0\x09half", 9);
	if (strcmp(role, "noise") == 0)
		return (int)write(1, "this is no message at all", 25);
	if (strcmp(role, "lie") == 0)
		say(FRAME_ARTICLE, 0, (struct raw){ 0 });
	if (strcmp(role, "refuse") == 0)
		frame_write_err(1, 1, err_new(ERR_FEED, "no feed"));
	say(FRAME_END, 1, (struct raw){ 0 });
	return 0;
}

/* ---- ours ---- */

/* A file of ${size} bytes that has a name no longer. */
static int
input_of(size_t size)
{
	char path[] = "/tmp/t_stream.XXXXXX";
	int fd = mkstemp(path);
	struct buf bytes CLEAN(buf_done) = { 0 };

	assert_true(fd >= 0);
	unlink(path);
	while (bytes.n < size)
		buf_push_format(&bytes, "%zu\n", bytes.n);
	assert_int_equal(fd_write_all(fd, buf_raw(&bytes)).code, ERR_NONE);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static struct stream *
ask(const char *role, int input)
{
	struct stream *stream = NULL;
	struct err err =
	    stream_ask(SELF, role, FRAME_READ_FEED, raw_from_str(S("what is it?")), input, &stream);

	assert_int_equal(err.code, ERR_NONE);
	return stream;
}

static void
the_question_goes_first(void **state)
{
	int input = input_of(3000000);
	struct stream *stream = ask("echo", input);
	struct buf back CLEAN(buf_done) = { 0 };
	struct frame frame;

	(void)state;
	assert_int_equal(stream_next(stream, &frame).code, ERR_NONE);
	assert_int_equal(frame.kind, FRAME_FEED);
	assert_int_equal(frame.tag, FRAME_READ_FEED);
	assert_memory_equal(frame.bytes.p, "what is it?", 11);
	while (stream_next(stream, &frame).code == ERR_NONE && frame.kind == FRAME_FEED_ENTRY)
		buf_push_raw(&back, frame.bytes);
	assert_int_equal(frame.kind, FRAME_END);
	assert_int_equal(stream_next(stream, &frame).code, ERR_TRUNCATED);
	assert_int_equal(back.n, lseek(input, 0, SEEK_END));
	assert_memory_equal(back.p, "0\n2\n4\n", 6);
	stream_close(stream);
	close(input);
}

static void
bad_ends_are_told(void **state)
{
	static const struct {
		const char *role;
		enum err_code code;
	} cases[] = {
		{ "early", ERR_TRUNCATED },
		{ "die", ERR_WORKER_DIED },
		{ "mute", ERR_WORKER_START },
		{ "half", ERR_WORKER_DIED },
		{ "noise", ERR_WIRE },
		{ "lie", ERR_WIRE },
		{ "refuse", ERR_FEED },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int input = input_of(3000000);
		struct stream *stream = ask(cases[i].role, input);
		struct frame frame;
		struct err err;

		do
			err = stream_next(stream, &frame);
		while (!err.code);
		assert_int_equal(err.code, cases[i].code);
		assert_int_equal(stream_next(stream, &frame).code, cases[i].code);
		stream_close(stream);
		close(input);
	}
}

static void
an_input_that_cannot_be_read_is_told(void **state)
{
	int folder = open("/", O_RDONLY | O_DIRECTORY);
	struct stream *stream = ask("echo", folder);
	struct frame frame;
	struct err err;

	(void)state;
	do
		err = stream_next(stream, &frame);
	while (!err.code);
	assert_true(err.code != ERR_TRUNCATED && err.code != ERR_WORKER_DIED);
	stream_close(stream);
	close(folder);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_question_goes_first),
		cmocka_unit_test(bad_ends_are_told),
		cmocka_unit_test(an_input_that_cannot_be_read_is_told),
	};

	if (argc > 1)
		return worker(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
