#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

static void
pushes(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	buf_push_str(&out, S("a"));
	buf_push_str(&out, (struct str){ 0 });
	buf_push_char(&out, '-');
	buf_push_rune(&out, 0x4e2d);
	buf_push_rune(&out, 0xd800); /* no character: nothing */
	buf_push_int(&out, INT64_MIN);
	buf_push_hex(&out, (struct raw){ (const unsigned char *)"\x0f\xa0", 2 });
	buf_push_format(&out, "[%d %s]", 7, "x");
	buf_push_literal(&out, ".");
	assert_true(str_equal(buf_str(&out), S("a-中-92233720368547758080fa0[7 x].")));
}

static void
ceiling_sticks(void **state)
{
	struct buf out CLEAN(buf_done) = { .max = 5 };

	(void)state;
	buf_push_literal(&out, "12345");
	assert_int_equal(out.err.code, 0);
	buf_push_char(&out, '6');
	assert_int_equal(out.err.code, ERR_TOO_BIG);
	assert_int_equal(out.err.at, 5);
	buf_push_str(&out, S(""));
	buf_push_format(&out, "%d", 1);
	assert_null(buf_reserve(&out, 0));
	assert_true(str_equal(buf_str(&out), S("12345")));
	buf_fail(&out, err_new(ERR_IO, "later"));
	assert_int_equal(out.err.code, ERR_TOO_BIG);
	buf_reset(&out);
	buf_push_literal(&out, "abc");
	assert_int_equal(out.err.code, 0);
	assert_true(str_equal(buf_str(&out), S("abc")));
	buf_done(&out);
	assert_int_equal(out.max, 5);
	buf_done(NULL);
}

/* Whatever room was there before, what is formatted is whole, or the ceiling is met. */
static void
formats_of_any_length(void **state)
{
	static const char digits[] = "0123456789";
	struct buf small CLEAN(buf_done) = { .max = 20 };

	(void)state;
	for (int filled = 240; filled < 260; filled++) {
		for (int n = 0; n <= 20; n++) {
			struct buf out CLEAN(buf_done) = { 0 };

			for (int i = 0; i < filled; i++)
				buf_push_char(&out, '.');
			buf_push_format(&out, "%.*s%s", n, digits, "|");
			assert_int_equal(out.n, filled + (n < 10 ? n : 10) + 1);
			assert_int_equal(out.p[out.n - 1], '|');
		}
	}
	buf_push_literal(&small, "ten bytes.");
	buf_push_format(&small, "%s", digits);
	assert_int_equal(small.err.code, ERR_TOO_BIG);
	assert_true(str_equal(buf_str(&small), S("ten bytes.")));
}

static void
a_size_that_wraps_is_too_big(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	buf_push_char(&out, 'x');
	assert_null(buf_reserve(&out, SIZE_MAX));
	assert_int_equal(out.err.code, ERR_TOO_BIG);
}

static void
numbers_come_back(void **state)
{
	static const uint64_t values[] = { 0, 1, 127, 128, 300, 16383, 16384, UINT32_MAX, INT64_MAX, UINT64_MAX };
	struct buf out CLEAN(buf_done) = { 0 };
	struct reader reader;

	(void)state;
	for (size_t i = 0; i < LENGTH(values); i++) {
		buf_push_varint(&out, values[i]);
		buf_push_u64(&out, values[i]);
		buf_push_u32(&out, (uint32_t)values[i]);
		buf_push_u8(&out, (uint8_t)values[i]);
	}
	reader = reader_init(buf_raw(&out));
	for (size_t i = 0; i < LENGTH(values); i++) {
		assert_true(read_varint(&reader, UINT64_MAX) == values[i]);
		assert_true(read_u64(&reader) == values[i]);
		assert_true(read_u32(&reader) == (uint32_t)values[i]);
		assert_true(read_u8(&reader) == (uint8_t)values[i]);
	}
	assert_int_equal(reader.err.code, 0);
	assert_int_equal(reader.rest.n, 0);
	assert_int_equal(reader.at, out.n);
	read_u8(&reader);
	assert_int_equal(reader.err.code, ERR_WIRE);
	assert_int_equal(reader.err.at, out.n);
}

#define BYTES(literal) { (const unsigned char *)"" literal, sizeof(literal) - 1 }

static void
varints_have_bounds(void **state)
{
	static const struct {
		struct raw bytes;
		uint64_t max;
		bool good;
		uint64_t value;
	} rows[] = {
		{ BYTES("\x05"), 5, true, 5 },
		{ BYTES("\x05"), 4, false, 0 },
		{ BYTES("\x80"), 9, false, 0 },
		{ BYTES(""), 9, false, 0 },
		{ BYTES("\x85\x00"), 9, true, 5 },
		{ BYTES("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), UINT64_MAX, true, UINT64_MAX },
		{ BYTES("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), UINT64_MAX, false, 0 },
		{ BYTES("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"), UINT64_MAX, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct reader reader = reader_init(rows[i].bytes);
		assert_true(read_varint(&reader, rows[i].max) == rows[i].value);
		assert_int_equal(reader.err.code == 0, rows[i].good);
	}
}

static void
errors_of_a_reader_stick(void **state)
{
	struct reader reader = reader_init((struct raw)BYTES("\x02" "ab\x05" "abc"));
	struct raw bytes = read_bytes(&reader);

	(void)state;
	assert_memory_equal(bytes.p, "ab", 2);
	assert_int_equal(read_bytes(&reader).n, 0);
	assert_int_equal(reader.err.at, 4);
	read_fail(&reader, "later");
	assert_string_equal(reader.err.what, "message ends too early");
	assert_int_equal(read_u32(&reader), 0);
	assert_int_equal(read_varint(&reader, 9), 0);
	reader = reader_init((struct raw)BYTES("\x03\xe4\xb8\xad\x01\xff"));
	assert_true(str_equal(read_str(&reader), S("中")));
	assert_null(read_str(&reader).p);
	assert_string_equal(reader.err.what, "text is not UTF-8");
}

static void
descriptors(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 }, in CLEAN(buf_done) = { 0 };
	char path[] = "/tmp/t_buf.XXXXXX";
	struct buf small CLEAN(buf_done) = { .max = 150 };
	int fd = mkstemp(path), closed;

	(void)state;
	assert_true(fd >= 0);
	unlink(path);
	for (int i = 0; i < 50000; i++)
		buf_push_u32(&out, (uint32_t)i);
	assert_int_equal(fd_write_all(fd, buf_raw(&out)).code, 0);
	lseek(fd, 0, SEEK_SET);
	assert_int_equal(fd_read_all(fd, out.n, &in).code, 0);
	assert_int_equal(in.n, out.n);
	assert_memory_equal(in.p, out.p, in.n);
	lseek(fd, 0, SEEK_SET);
	buf_reset(&in);
	assert_int_equal(fd_read_all(fd, out.n - 1, &in).code, ERR_TOO_BIG);
	assert_int_equal(ftruncate(fd, 100), 0);
	lseek(fd, 0, SEEK_SET);
	assert_int_equal(fd_read_all(fd, 150, &small).code, 0); /* a small ceiling is no obstacle to a small file */
	assert_int_equal(small.n, 100);
	closed = fd;
	fd_close(&fd);
	assert_int_equal(fd, -1);
	fd_close(&fd);
	assert_int_equal(fd_write_all(closed, buf_raw(&out)).code, ERR_IO);
	assert_int_equal(fd_read_all(closed, 10, &in).code, ERR_IO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pushes),
		cmocka_unit_test(ceiling_sticks),
		cmocka_unit_test(formats_of_any_length),
		cmocka_unit_test(a_size_that_wraps_is_too_big),
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(varints_have_bounds),
		cmocka_unit_test(errors_of_a_reader_stick),
		cmocka_unit_test(descriptors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
