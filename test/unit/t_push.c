#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cmd/push.h"
#include "guard/frame.h"

static const struct push sample = {
	.token = STR_INIT("a1b2"),
	.mode = STR_INIT("subscribe"),
	.topic = STR_INIT("https://a.example/rss"),
	.lease_s = 864000,
	.content_type = STR_INIT("application/rss+xml"),
	.signature = STR_INIT("sha256=00"),
	.body = { (const unsigned char *)"<rss>\0</rss>", 12 },
};

static void
pushes_come_as_they_went(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct push push = { 0 };
	size_t size, first;

	(void)state;
	push_write(&bytes, &sample);
	first = bytes.n;
	push_write(&bytes, &(struct push){ .token = S("second") });
	assert_int_equal(push_read(buf_raw(&bytes), &push, &size).code, 0);
	assert_int_equal(size, first);
	assert_true(str_equal(push.token, sample.token));
	assert_true(str_equal(push.mode, sample.mode));
	assert_true(str_equal(push.topic, sample.topic));
	assert_int_equal(push.lease_s, sample.lease_s);
	assert_true(str_equal(push.content_type, sample.content_type));
	assert_true(str_equal(push.signature, sample.signature));
	assert_int_equal(push.body.n, 12);
	assert_memory_equal(push.body.p, sample.body.p, 12);
	assert_int_equal(
	    push_read((struct raw){ buf_raw(&bytes).p + first, bytes.n - first }, &push, &size)
		.code,
	    0);
	assert_true(str_equal(push.token, S("second")));
	assert_int_equal(push.body.n, 0);
}

/* Half a push is waited for; what is none is refused, wherever it is cut. */
static void
what_is_not_whole(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct buf other CLEAN(buf_done) = { 0 };
	struct push push = { .token = S("untouched") };
	size_t size = 1;

	(void)state;
	push_write(&bytes, &sample);
	for (size_t n = 0; n < bytes.n; n++) {
		assert_int_equal(
		    push_read((struct raw){ buf_raw(&bytes).p, n }, &push, &size).code, 0);
		assert_int_equal(size, 0);
	}
	assert_true(str_equal(push.token, S("untouched")));
	frame_push(&other, FRAME_DATA, 0, buf_raw(&bytes));
	assert_int_equal(push_read(buf_raw(&other), &push, &size).code, ERR_WIRE);
	buf_reset(&other);
	frame_push(&other, FRAME_PUSH, 0, (struct raw){ (const unsigned char *)"\377\377\377", 3 });
	assert_int_equal(push_read(buf_raw(&other), &push, &size).code, ERR_WIRE);
	buf_reset(&other);
	frame_push(&other, FRAME_PUSH, 0, (struct raw){ (const unsigned char *)"\0\0\0\0\0", 5 });
	assert_int_equal(push_read(buf_raw(&other), &push, &size).code, ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pushes_come_as_they_went),
		cmocka_unit_test(what_is_not_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
