/*
 * Content codings: whole, in pieces, one in another, cut off, broken, and bombs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <zlib.h>
#include <cmocka.h>

#include "net/inflate.h"

enum { GZIP = 15 + 16, ZLIB = 15, RAW = -15 };

static struct raw
squeeze(struct arena *arena, struct raw bytes, int window)
{
	z_stream z = { 0 };
	size_t room;
	unsigned char *to;

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY), Z_OK);
	room = deflateBound(&z, bytes.n) + 64;
	to = arena_alloc_dirty(arena, room);
	z.next_in = (unsigned char *)(uintptr_t)bytes.p;
	z.avail_in = (unsigned)bytes.n;
	z.next_out = to;
	z.avail_out = (unsigned)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct raw){ to, room - z.avail_out };
}

/* Unpacks ${bytes} given ${step} at a time. */
static struct err
unpack(struct raw bytes, const enum coding *codings, int count, size_t step, struct buf *out)
{
	struct inflate *chain = inflate_open(codings, count);
	struct err err = { 0 };

	while (bytes.n && !err.code) {
		size_t n = bytes.n < step ? bytes.n : step;
		err = inflate_push(chain, (struct raw){ bytes.p, n }, out);
		bytes.p += n;
		bytes.n -= n;
	}
	if (!err.code)
		err = inflate_end(chain);
	inflate_close(chain);
	return err;
}

static const struct str text = STR_INIT("hello hello hello\n");
static const struct str brotli = STR_INIT(
    "\x8b\x08\x80\x68\x65\x6c\x6c\x6f\x20\x68\x65\x6c\x6c\x6f\x20\x68\x65\x6c\x6c\x6f\x0a\x03");
/* eight million zeros */
static const struct str brotli_bomb =
    STR_INIT("\x9b\xff\xff\x7f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x0f");

static struct raw
joined(struct arena *arena, struct raw a, struct raw b)
{
	return raw_from_str(str_join(arena, (struct str){ (const char *)a.p, a.n },
	    (struct str){ (const char *)b.p, b.n }, STR_END));
}

static void
codings_are_taken_off(void **state)
{
	static const enum coding gzip[] = { CODING_GZIP }, deflate_[] = { CODING_DEFLATE },
				 br[] = { CODING_BROTLI }, twice[] = { CODING_GZIP, CODING_GZIP },
				 mixed[] = { CODING_BROTLI, CODING_GZIP };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw plain = raw_from_str(text), gz = squeeze(&arena, plain, GZIP);
	const struct {
		struct raw bytes;
		const enum coding *codings;
		int count;
	} cases[] = {
		{ plain, NULL, 0 },
		{ gz, gzip, 1 },
		{ gz, deflate_, 1 }, /* said to be deflate */
		{ squeeze(&arena, plain, ZLIB), deflate_, 1 },
		{ squeeze(&arena, plain, RAW), deflate_, 1 },
		{ raw_from_str(brotli), br, 1 },
		{ squeeze(&arena, gz, GZIP), twice, 2 },
		{ squeeze(&arena, raw_from_str(brotli), GZIP), mixed, 2 },
		{ plain, gzip, 1 }, /* said to be packed, and is not */
		{ joined(&arena, gz, raw_from_str(S("garbage behind it"))), gzip, 1 },
		{ joined(&arena, gz, raw_from_str(S("\x1f"))), gzip, 1 },
		{ joined(&arena, squeeze(&arena, raw_from_str(S("hello ")), GZIP),
		      squeeze(&arena, raw_from_str(S("hello hello\n")), GZIP)),
		    gzip, 1 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		for (size_t step = 1; step < 100; step += step < 4 ? 1 : 31) {
			struct buf out CLEAN(buf_done) = { 0 };
			struct err err =
			    unpack(cases[i].bytes, cases[i].codings, cases[i].count, step, &out);
			if (err.code || !str_equal(buf_str(&out), text))
				fail_msg("case %d, step %d: %s %.*s", (int)i, (int)step,
				    err_row(err.code)->name, STR_ARGS(buf_str(&out)));
		}
	}
}

static void
what_is_cut_off_keeps_its_beginning(void **state)
{
	static const enum coding gzip[] = { CODING_GZIP }, deflate_[] = { CODING_DEFLATE },
				 br[] = { CODING_BROTLI };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf noise CLEAN(buf_done) = { 0 };
	uint32_t seed = 1;
	struct raw gz;
	(void)state;

	for (int i = 0; i < 10000; i++)
		buf_push_char(&noise, (char)(seed = seed * 1103515245 + 12345, seed >> 16));
	gz = squeeze(&arena, buf_raw(&noise), GZIP);
	for (size_t n = 2; n < gz.n; n += 97) {
		struct buf out CLEAN(buf_done) = { 0 };
		assert_int_equal(
		    unpack((struct raw){ gz.p, n }, gzip, 1, 50, &out).code, ERR_TRUNCATED);
		assert_memory_equal(out.p ? out.p : "", noise.p, out.n);
		assert_true(out.n + 300 > n || n < 6000);
	}
	for (size_t n = 1; n < brotli.n; n++) {
		struct buf out CLEAN(buf_done) = { 0 };
		assert_int_equal(unpack(raw_from_str(str_slice(brotli, 0, n)), br, 1, 5, &out).code,
		    ERR_TRUNCATED);
	}
	gz = squeeze(&arena, raw_from_str(text), RAW);
	for (size_t n = 2; n < gz.n; n++) {
		struct buf out CLEAN(buf_done) = { 0 };
		assert_int_equal(
		    unpack((struct raw){ gz.p, n }, deflate_, 1, 5, &out).code, ERR_TRUNCATED);
	}
}

static void
what_is_broken_is_told(void **state)
{
	static const enum coding gzip[] = { CODING_GZIP }, br[] = { CODING_BROTLI },
				 deflate_[] = { CODING_DEFLATE };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw gz = squeeze(&arena, raw_from_str(text), GZIP);
	unsigned char *bytes = (unsigned char *)(uintptr_t)gz.p;
	struct buf out CLEAN(buf_done) = { 0 };
	(void)state;

	bytes[gz.n - 6] ^= 1; /* the checksum */
	assert_int_equal(unpack(gz, gzip, 1, 7, &out).code, ERR_TRUNCATED);
	assert_true(str_equal(buf_str(&out), text));
	buf_reset(&out);
	assert_int_equal(unpack(raw_from_str(S("\x1f\x8b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff")),
			     gzip, 1, 7, &out)
			     .code,
	    ERR_TRUNCATED);
	assert_int_equal(
	    unpack(raw_from_str(S("<rss>this is no brotli</rss>")), br, 1, 7, &out).code,
	    ERR_TRUNCATED);
	assert_int_equal(
	    unpack(raw_from_str(S("<rss>this is no deflate</rss>")), deflate_, 1, 7, &out).code,
	    ERR_TRUNCATED);
	assert_int_equal(unpack(raw_from_str(S("")), br, 1, 7, &out).code, ERR_NONE);
}

static void
bombs_do_not_go_off(void **state)
{
	static const enum coding gzip[] = { CODING_GZIP }, br[] = { CODING_BROTLI },
				 twice[] = { CODING_GZIP, CODING_GZIP };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw zeros = { arena_alloc(&arena, 32 << 20), 32 << 20 };
	struct raw bomb = squeeze(&arena, zeros, GZIP);
	const struct {
		struct raw bytes;
		const enum coding *codings;
		int count;
	} cases[] = {
		{ bomb, gzip, 1 },
		{ squeeze(&arena, bomb, GZIP), twice, 2 },
		{ raw_from_str(brotli_bomb), br, 1 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out CLEAN(buf_done) = { .max = 32 << 20 };
		assert_int_equal(
		    unpack(cases[i].bytes, cases[i].codings, cases[i].count, 16384, &out).code,
		    ERR_TOO_BIG);
		assert_in_range(out.n, 1, INFLATE_RATIO_FROM);
	}
	/* what is honest, and only large, has the ceiling of size */
	for (size_t i = 0; i < 2; i++) {
		struct buf out CLEAN(buf_done) = { .max = 1000 };
		struct err err = unpack(i ? bomb : zeros, gzip, (int)i, 16384, &out);
		assert_int_equal(err.code, ERR_TOO_BIG);
		assert_int_equal(err.at, 1000);
		assert_int_equal(out.n, 1000);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codings_are_taken_off),
		cmocka_unit_test(what_is_cut_off_keeps_its_beginning),
		cmocka_unit_test(what_is_broken_is_told),
		cmocka_unit_test(bombs_do_not_go_off),
	};

	return cmocka_run_group_tests_name("inflate", tests, NULL, NULL);
}
