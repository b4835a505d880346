#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>
#include <cmocka.h>

#include "guard/frame.h"

static struct raw
bytes_of(const char *c)
{
	return raw_from_str(str_from_c(c));
}

static void
goes_and_comes(void **state)
{
	static const struct frame cases[] = {
		{ FRAME_READY, 0, { NULL, 0 } },
		{ FRAME_QUESTION, 1, { (const unsigned char *)"x", 1 } },
		{ FRAME_ENTRY, UINT64_MAX, { (const unsigned char *)"a/b.md", 6 } },
		{ FRAME_TEXT, 0x0102030405060708, { (const unsigned char *)"\0\xff", 2 } },
	};
	struct buf buf CLEAN(buf_done) = { 0 };
	struct raw rest;
	struct frame frame;
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++)
		frame_push(&buf, cases[i].kind, cases[i].tag, cases[i].bytes);
	assert_int_equal(buf.err.code, ERR_NONE);
	rest = buf_raw(&buf);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int64_t n = frame_parse(rest, &frame);
		assert_int_equal(n, FRAME_HEAD + cases[i].bytes.n);
		assert_int_equal(frame.kind, cases[i].kind);
		assert_true(frame.tag == cases[i].tag);
		assert_int_equal(frame.bytes.n, cases[i].bytes.n);
		if (frame.bytes.n)
			assert_memory_equal(frame.bytes.p, cases[i].bytes.p, frame.bytes.n);
		rest.p += n, rest.n -= (size_t)n;
	}
	assert_int_equal(rest.n, 0);
}

static void
every_prefix_waits(void **state)
{
	struct buf buf CLEAN(buf_done) = { 0 };
	struct frame frame;
	(void)state;

	frame_push(&buf, FRAME_TEXT, 7, bytes_of("twelve bytes"));
	for (size_t n = 0; n < buf.n; n++)
		assert_int_equal(frame_parse((struct raw){ buf_raw(&buf).p, n }, &frame), 0);
	assert_int_equal(frame_parse(buf_raw(&buf), &frame), buf.n);
}

static void
nonsense_is_refused(void **state)
{
	static const struct {
		const char *why, *bytes;
		size_t n;
	} cases[] = {
		{ "shorter than a head", "\x08\0\0\0\0\0\0\0\0\0\0\0", 12 },
		{ "longer than the limit, told from four bytes", "\xff\xff\xff\xff", 4 },
		{ "one past the limit", "\x0a\0\0\x04", 4 },
		{ "a kind that is none, told from five bytes", "\x09\0\0\0\xee", 5 },
	};
	struct frame frame;
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct raw bytes = { (const unsigned char *)cases[i].bytes, cases[i].n };
		if (frame_parse(bytes, &frame) >= 0)
			fail_msg("taken: %s", cases[i].why);
	}
}

static void
over_a_pipe(void **state)
{
	struct buf scratch CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	struct frame frame;
	int fds[2];
	(void)state;

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(
	    frame_write(fds[1], FRAME_QUESTION, 9, bytes_of("question")).code, ERR_NONE);
	assert_int_equal(frame_write(fds[1], FRAME_READY, 10, (struct raw){ 0 }).code, ERR_NONE);
	assert_int_equal(write(fds[1], "\x20\0\0\0\x01", 5), 5);
	close(fds[1]);
	assert_int_equal(frame_read(fds[0], &scratch, &frame).code, ERR_NONE);
	assert_int_equal(frame.tag, 9);
	assert_memory_equal(frame.bytes.p, "question", 8);
	assert_int_equal(frame_read(fds[0], &scratch, &frame).code, ERR_NONE);
	assert_int_equal(frame.kind, FRAME_READY);
	assert_int_equal(frame.bytes.n, 0);
	assert_string_equal(frame_read(fds[0], &scratch, &frame).what, "inside a message");
	assert_string_equal(frame_read(fds[0], &scratch, &frame).what, "end");
	close(fds[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_and_comes),
		cmocka_unit_test(every_prefix_waits),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(over_a_pipe),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
