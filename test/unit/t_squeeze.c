#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <zlib.h>

#include "show/reply.h"
#include "show/squeeze.h"

/* What any gzip reader makes of it. */
static struct str
expanded(struct arena *arena, const struct buf *squeezed)
{
	enum { ROOM = 1 << 20 };
	unsigned char *out = arena_alloc(arena, ROOM);
	z_stream stream = { .next_in = (unsigned char *)squeezed->p,
		.avail_in = (unsigned)squeezed->n,
		.next_out = out,
		.avail_out = ROOM };

	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(stream.avail_in, 0);
	inflateEnd(&stream);
	return (struct str){ (const char *)out, stream.total_out };
}

static struct str
repeated(struct arena *arena, struct str begin, const char *text, int times)
{
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_str(&out, begin);
	for (int i = 0; i < times; i++)
		buf_push_format(&out, "%s %d ", text, i * i);
	return str_copy(arena, buf_str(&out));
}

static void
round_trips(void **state)
{
	static const struct str begins[] = { STR_INIT(
						 "<!doctype html><style>body{color:red}</style>"),
		STR_INIT("<!doctype html><style>body{color:blue}</style>") };
	struct reply_gzip *gzip = squeeze_new(begins, 2);
	struct arena arena = { 0 };

	(void)state;
	for (int i = 0; i < 60; i++) {
		struct str begin = i % 3 < 2 ? begins[i % 3] : S("{\"json\":");
		struct str text = repeated(&arena, begin, "水库决堤 the dam", i * 30 + 10);
		struct buf out = { 0 };

		assert_true(squeeze(gzip, raw_from_str(text), &out));
		assert_true(out.n < text.n);
		assert_true(str_equal(expanded(&arena, &out), text));
		buf_done(&out);
	}
	squeeze_free(gzip);
	arena_done(&arena);
}

/* Nothing but a beginning; and what comes in between changes nothing. */
static void
same_again(void **state)
{
	struct arena arena = { 0 };
	struct str begin = repeated(&arena, S("<!doctype html>"), "a { color: red }", 20);
	struct str texts[] = { begin, repeated(&arena, begin, "水库决堤", 50),
		repeated(&arena, S("{"), "水库", 50) };
	struct reply_gzip *gzip = squeeze_new(&begin, 1);
	struct buf first[LENGTH(texts)] = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * LENGTH(texts); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		size_t at = i % LENGTH(texts);

		assert_true(squeeze(gzip, raw_from_str(texts[at]), &out));
		assert_true(str_equal(expanded(&arena, &out), texts[at]));
		if (i < LENGTH(texts))
			buf_push_str(&first[at], buf_str(&out));
		assert_true(str_equal(buf_str(&first[at]), buf_str(&out)));
	}
	for (size_t i = 0; i < LENGTH(texts); i++)
		buf_done(&first[i]);
	squeeze_free(gzip);
	arena_done(&arena);
}

/* What would only grow is left as it is. */
static void
refuses(void **state)
{
	static const unsigned char noise[] = { 0x93, 0x1f, 0xe7, 0x02, 0x5b, 0xaa, 0x71, 0xc4, 0x0e,
		0x88 };
	struct reply_gzip *gzip = squeeze_new(NULL, 0);
	struct buf out = { 0 };

	(void)state;
	assert_false(squeeze(gzip, (struct raw){ noise, sizeof(noise) }, &out));
	assert_int_equal(out.n, 0);
	assert_false(squeeze(gzip, (struct raw){ 0 }, &out));
	squeeze_free(gzip);
	buf_done(&out);
}

static void
offers(void **state)
{
	static const struct {
		struct str header;
		bool accepts;
	} cases[] = {
		{ STR_INIT(""), false },
		{ STR_INIT("gzip"), true },
		{ STR_INIT("deflate, GZIP ;q=0.5"), true },
		{ STR_INIT("br;q=1, *;q=0.1"), true },
		{ STR_INIT("gzip;q=0"), false },
		{ STR_INIT("gzip; q=0.000"), false },
		{ STR_INIT("gzip;q=0.01"), true },
		{ STR_INIT("identity, br"), false },
		{ STR_INIT("gzipped"), false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (accepts_gzip(cases[i].header) != cases[i].accepts)
			fail_msg("%s", cases[i].header.p);
}

static void
etags(void **state)
{
	static const struct {
		struct str header;
		bool matches;
	} cases[] = {
		{ STR_INIT("\"a-1\""), true },
		{ STR_INIT("W/\"a-1\""), true },
		{ STR_INIT("\"x\", \"a-1\""), true },
		{ STR_INIT("*"), true },
		{ STR_INIT(""), false },
		{ STR_INIT("a-1"), false },
		{ STR_INIT("\"a-1"), false },
		{ STR_INIT("\"A-1\""), false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(etag_matches(cases[i].header, S("\"a-1\"")), cases[i].matches);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trips),
		cmocka_unit_test(same_again),
		cmocka_unit_test(refuses),
		cmocka_unit_test(offers),
		cmocka_unit_test(etags),
	};

	return cmocka_run_group_tests_name("squeeze", tests, NULL, NULL);
}
