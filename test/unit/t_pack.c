#include "store/store.h"
#include "store_test.h"

/* Bytes that do not compress, and that tell their place: the value at ${at} of a stream of their
 * own. */
static unsigned char
byte_at(uint64_t seed, uint64_t at)
{
	uint64_t x = (at >> 3) * UINT64_C(0x9e3779b97f4a7c15) + seed;

	x ^= x >> 29;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 32;
	return (unsigned char)(x >> (8 * (at & 7)));
}

static void
bytes_fill(unsigned char *p, size_t n, uint64_t seed, uint64_t from)
{
	for (size_t i = 0; i < n; i++)
		p[i] = byte_at(seed, from + i);
}

static int64_t
stream_in(struct fixture *f, const char *name, uint64_t seed, size_t size, bool *known)
{
	static unsigned char piece[100000];
	struct capture capture = {
		.kind = CAPTURE_IMPORT, .name = raw_from_str(str_from_c(name)), .fetched = FETCHED
	};
	int64_t id = 0;

	must(capture_begin(f->archive));
	for (size_t at = 0; at < size; at += sizeof(piece)) {
		size_t n = size - at < sizeof(piece) ? size - at : sizeof(piece);
		bytes_fill(piece, n, seed, at);
		must(capture_put(f->archive, (struct raw){ piece, n }));
	}
	must(capture_end(f->archive, &capture, &id, known));
	return id;
}

struct expect {
	uint64_t seed, at;
};

static struct err
expect_piece(void *context, struct raw piece)
{
	struct expect *expect = context;

	for (size_t i = 0; i < piece.n; i += 101)
		assert_int_equal(piece.p[i], byte_at(expect->seed, expect->at + i));
	expect->at += piece.n;
	return (struct err){ 0 };
}

static void
stream_out(struct fixture *f, int64_t id, uint64_t seed, size_t size)
{
	struct expect expect = { .seed = seed };

	must(capture_stream(f->archive, id, expect_piece, &expect));
	assert_int_equal(expect.at, size);
}

static int64_t
count(struct fixture *f, const char *query)
{
	int64_t n = -1;

	must(sql_one_int(f->archive, query, &n));
	return n;
}

enum { LARGE = 2 * PACK_SIZE + 12345 };

static void
test_across_packs(void **state)
{
	struct fixture *f = *state;
	bool known;

	must(archive_begin(f->archive));
	int64_t small = capture_invent(f, "small.md", "a little before");
	int64_t large = stream_in(f, "large.bin", 1, LARGE, &known);
	assert_false(known);
	int64_t after = capture_invent(f, "after.md", "a little behind");
	stream_out(f, large, 1, LARGE); /* partly in packs, partly in memory */
	must(archive_commit(f->archive));
	stream_out(f, large, 1, LARGE);
	assert_int_equal(count(f, "SELECT count(*) FROM packs"), 3);
	struct raw bytes;
	must(capture_read(f->archive, &f->arena, small, 100, &bytes));
	assert_memory_equal(bytes.p, "a little before", 15);
	must(capture_read(f->archive, &f->arena, after, 100, &bytes));
	assert_memory_equal(bytes.p, "a little behind", 15);
	assert_int_equal(
	    capture_read(f->archive, &f->arena, large, 1000, &bytes).code, ERR_TOO_BIG);
}

/* What turns out to be known at its end is taken back, also out of packs written meanwhile; what
 * comes next is whole. */
static void
test_known_is_taken_back(void **state)
{
	struct fixture *f = *state;
	struct verify_report report;
	bool known;

	must(archive_begin(f->archive));
	int64_t large = stream_in(f, "large.bin", 7, LARGE, &known);
	must(archive_commit(f->archive));
	int64_t end = count(f, "SELECT max(at + size) FROM packs");
	must(archive_begin(f->archive));
	int64_t before = capture_invent(f, "before.md", "stands before");
	assert_int_equal(stream_in(f, "large.bin", 7, LARGE, &known), large);
	assert_true(known);
	int64_t twin = stream_in(f, "twin.bin", 7, LARGE, &known);
	assert_false(known);
	int64_t after = capture_invent(f, "after.md", "stands behind");
	must(archive_commit(f->archive));
	assert_int_equal(count(f, "SELECT max(at + size) FROM packs"), end + 26);
	stream_out(f, twin, 7, LARGE);
	struct raw bytes;
	must(capture_read(f->archive, &f->arena, before, 100, &bytes));
	assert_memory_equal(bytes.p, "stands before", 13);
	must(capture_read(f->archive, &f->arena, after, 100, &bytes));
	assert_memory_equal(bytes.p, "stands behind", 13);
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_int_equal(report.damages, 0);
}

/* Offsets are used again after a rollback: nothing of what was forgotten may be remembered. */
static void
test_rollback_forgets(void **state)
{
	struct fixture *f = *state;
	struct raw bytes;
	bool known;

	must(archive_begin(f->archive));
	int64_t lost = stream_in(f, "lost.bin", 3, LARGE, &known);
	stream_out(f, lost, 3, LARGE);
	archive_rollback(f->archive);
	must(archive_begin(f->archive));
	int64_t kept = stream_in(f, "kept.bin", 4, LARGE, &known);
	stream_out(f, kept, 4, LARGE);
	must(archive_commit(f->archive));
	stream_out(f, kept, 4, LARGE);
	assert_int_equal(
	    capture_read(f->archive, &f->arena, kept + 1, 10, &bytes).code, ERR_NOT_FOUND);
}

/* Two thousand texts are enough to learn from; all of them read the same afterwards, and are
 * smaller. */
static void
test_dictionaries(void **state)
{
	struct fixture *f = *state;
	struct verify_report report;
	struct revision revision;

	must(archive_begin(f->archive));
	for (int i = 0; i < 2100; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		const char *text = str_format(&arena,
		    "The harbour master of port number %d said on day %d that %d ships had arrived "
		    "with grain, timber and wool "
		    "from the northern islands, and that the lighthouse keeper would be paid "
		    "before the %dth of the month.",
		    i % 17, i % 31, i, i % 28)
				       .p;
		struct article article =
		    article_invent(&arena, str_format(&arena, "port/%d", i).p, text);
		article_keep(f, str_format(&arena, "%d.md", i).p, &article);
		if (i == 1900)
			assert_int_equal(count(f, "SELECT count(*) FROM dictionaries"), 0);
	}
	must(archive_commit(f->archive));
	assert_int_equal(count(f, "SELECT count(*) FROM dictionaries WHERE use = 1"), 1);
	assert_int_equal(count(f, "SELECT count(*) FROM bodies WHERE dictionary = 0"), 0);
	assert_true(count(f, "SELECT sum(length(body)) FROM bodies") < 2100 * 100);
	must(revision_get(f->archive, &f->arena, 5, 0, REVISION_BODY, &revision));
	assert_true(
	    str_starts(revision.record.text, S("The harbour master of port number 4 said")));
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_int_equal(report.damages, 0);
	assert_true(report.dictionaries >= 1);

	/* A small pack of a later day learns too. */
	must(archive_begin(f->archive));
	int64_t id = capture_invent(f, "late.md",
	    "The harbour master of port number 4 said on day 30 that 77 ships had arrived");
	must(archive_commit(f->archive));
	struct raw bytes;
	must(capture_read(f->archive, &f->arena, id, 1000, &bytes));
	assert_int_equal(bytes.n, 76);
	assert_true(count(f, "SELECT dictionary FROM packs ORDER BY at DESC LIMIT 1") > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_across_packs),
		STORE_TEST(test_known_is_taken_back),
		STORE_TEST(test_rollback_forgets),
		STORE_TEST(test_dictionaries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
