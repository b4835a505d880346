#include "store_test.h"

static void
test_find_and_same_bytes(void **state)
{
	struct fixture *f = *state;
	struct digest digest = digest_of(raw_from_str(S("same")));
	struct archive_stats stats;
	int64_t found = -1;

	must(archive_begin(f->archive));
	int64_t one = capture_invent(f, "one.md", "same");
	int64_t two = capture_invent(f, "two.md", "same");
	assert_int_equal(capture_invent(f, "one.md", "same"), one);
	assert_int_not_equal(capture_invent(f, "one.md", "other"), one);
	must(archive_commit(f->archive));
	assert_int_not_equal(one, two);
	must(archive_stats(f->archive, &stats));
	assert_int_equal(stats.captures, 3);

	must(capture_find(f->archive, CAPTURE_IMPORT, raw_from_str(S("two.md")), &digest, &found));
	assert_int_equal(found, two);
	must(capture_find(f->archive, CAPTURE_PAGE, raw_from_str(S("two.md")), &digest, &found));
	assert_int_equal(found, 0);
	must(
	    capture_find(f->archive, CAPTURE_IMPORT, raw_from_str(S("three.md")), &digest, &found));
	assert_int_equal(found, 0);
}

/* A page fetched twice is two captures, though its bytes are kept once. */
static void
test_pages(void **state)
{
	struct fixture *f = *state;
	struct capture page = {
		.kind = CAPTURE_PAGE, .url = S("https://example.org/page"), .fetched = FETCHED
	};
	struct capture got;
	int64_t one, two;

	must(archive_begin(f->archive));
	must(capture_add(f->archive, &page, raw_from_str(S("<p>same")), &one));
	page.fetched++;
	must(capture_add(f->archive, &page, raw_from_str(S("<p>same")), &two));
	must(archive_commit(f->archive));
	assert_int_not_equal(one, two);
	must(capture_get(f->archive, &f->arena, two, &got));
	assert_str(got.url, "https://example.org/page");
	assert_int_equal(got.fetched, FETCHED + 1);
	assert_int_equal(got.size, 7);
	assert_int_equal(got.name.n, 0);
	assert_int_equal(capture_get(f->archive, &f->arena, 99, &got).code, ERR_NOT_FOUND);
}

/* Names and bytes of any kind come back as they were. */
static void
test_any_bytes(void **state)
{
	struct fixture *f = *state;
	static const unsigned char name[] = { 'a', 0xff, '\n', 0, 0x80, '/', 0xc3 };
	struct capture capture = { .kind = CAPTURE_IMPORT,
		.name = { name, sizeof(name) },
		.fetched = -5,
		.file_time = 7 };
	unsigned char all[256];
	struct capture got;
	struct raw bytes;
	int64_t id, empty;

	for (int i = 0; i < 256; i++)
		all[i] = (unsigned char)i;
	must(archive_begin(f->archive));
	must(capture_add(f->archive, &capture, (struct raw){ all, sizeof(all) }, &id));
	must(capture_add(f->archive, &capture, (struct raw){ NULL, 0 }, &empty));
	must(archive_commit(f->archive));
	must(capture_get(f->archive, &f->arena, id, &got));
	assert_int_equal(got.name.n, sizeof(name));
	assert_memory_equal(got.name.p, name, sizeof(name));
	assert_int_equal(got.fetched, -5);
	assert_int_equal(got.file_time, 7);
	must(capture_read(f->archive, &f->arena, id, sizeof(all), &bytes));
	assert_memory_equal(bytes.p, all, sizeof(all));
	assert_int_equal(
	    capture_read(f->archive, &f->arena, id, sizeof(all) - 1, &bytes).code, ERR_TOO_BIG);
	must(capture_read(f->archive, &f->arena, empty, 10, &bytes));
	assert_int_equal(bytes.n, 0);
}

static void
test_quarantine(void **state)
{
	struct fixture *f = *state;
	struct article article = article_invent(&f->arena, "late", "Now it can be read.");
	struct captures list;
	struct added added;

	must(archive_begin(f->archive));
	int64_t bad = capture_invent(f, "bad.md", "Now it can be read.");
	int64_t worse = capture_invent(f, "worse.md", "???");
	must(capture_quarantine(f->archive, bad, err_at(ERR_DATE, 4, "NaN")));
	must(capture_quarantine(f->archive, worse, err_at(ERR_HEADER, 0, NULL)));
	must(capture_quarantine(f->archive, worse, err_at(ERR_BINARY, 2, NULL)));
	must(archive_commit(f->archive));
	must(captures_list(f->archive, &f->arena, CAPTURES_QUARANTINED, 0, 10, &list));
	assert_int_equal(list.count, 2);
	assert_str(list.items[0].fault, "ERR_DATE");
	assert_int_equal(list.items[0].fault_at, 4);
	assert_str(list.items[0].fault_what, "NaN");
	assert_str(list.items[1].fault, "ERR_BINARY");

	/* A later reading understands it. */
	must(archive_begin(f->archive));
	must(articles_add(f->archive, &article, bad, FETCHED, &added));
	must(archive_commit(f->archive));
	must(captures_list(f->archive, &f->arena, CAPTURES_QUARANTINED, 0, 10, &list));
	assert_int_equal(list.count, 1);
	must(captures_list(f->archive, &f->arena, CAPTURES_UNDERSTOOD, 0, 10, &list));
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].article, added.article);
	must(captures_list(f->archive, &f->arena, CAPTURES_ALL, bad, 10, &list));
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].id, worse);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_find_and_same_bytes),
		STORE_TEST(test_pages),
		STORE_TEST(test_any_bytes),
		STORE_TEST(test_quarantine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
