#include "store_feeds_test.h"

static int64_t
keep(struct fixture *f, const char *path)
{
	struct article article = article_invent(&f->arena, path, path);

	return article_keep(f, path, &article).article;
}

static void
test_round_trip(void **state)
{
	struct fixture *f = *state;
	struct visit got;

	must(archive_begin(f->archive));
	int64_t article = keep(f, "one"), feed = feed_keep(f, "https://example.org/feed");
	int64_t page = fetched_invent(f, CAPTURE_PAGE, feed, "<p>");
	struct visit wanted = { .article = article,
		.url = S("https://example.org/one"),
		.state = VISIT_MOVED,
		.next = FETCHED + 9,
		.count = 3,
		.failing = 1,
		.blocks = 10,
		.held = 8,
		.best_held = 9,
		.first_capture = page,
		.proof_capture = page,
		.last = FETCHED,
		.alive = FETCHED - 5,
		.since = FETCHED - 1,
		.status = 301,
		.etag = S("\"x\""),
		.validated_url = S("https://example.org/three"),
		.moved_to = S("https://example.org/two") };
	must(visit_put(f->archive, &wanted));
	/* What is planned stays as it was. */
	must(visit_plan(f->archive, article, S("https://example.org/other"), 5, NULL));
	must(archive_commit(f->archive));
	must(visit_get(f->archive, &f->arena, article, &got));
	assert_str(got.url, "https://example.org/one");
	assert_str(got.etag, "\"x\"");
	assert_str(got.moved_to, "https://example.org/two");
	assert_int_equal(got.last_modified.n, 0);
	wanted.url = got.url;
	wanted.etag = got.etag;
	wanted.last_modified = got.last_modified;
	assert_str(got.validated_url, "https://example.org/three");
	wanted.validated_url = got.validated_url;
	wanted.moved_to = got.moved_to;
	assert_memory_equal(&got, &wanted, sizeof(got));
	assert_int_equal(visit_get(f->archive, &f->arena, 99, &got).code, ERR_NOT_FOUND);
}

static void
test_lists(void **state)
{
	struct fixture *f = *state;
	static const enum visit_state states[] = { VISIT_ALIVE, VISIT_CHANGED, VISIT_GONE,
		VISIT_MOVED, VISIT_FAILED, VISIT_GONE };
	struct visit_counts counts;
	struct visits rows;
	int64_t next;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(states); i++) {
		int64_t article = keep(f, str_format(&f->arena, "page/%zu", i).p);
		must(visit_plan(
		    f->archive, article, S("https://example.org/page"), FETCHED + (int64_t)i, NULL));
		struct visit visit;
		must(visit_get(f->archive, &f->arena, article, &visit));
		assert_int_equal(visit.state, VISIT_NEW);
		visit.state = states[i];
		visit.since = FETCHED + (int64_t)i / 2;
		if (i == 5)
			visit.next = INT64_MAX;
		must(visit_put(f->archive, &visit));
	}
	must(archive_commit(f->archive));
	must(visits_due(f->archive, &f->arena, FETCHED + 2, 0, &rows));
	assert_int_equal(rows.count, 3);
	assert_int_equal(rows.items[0].article, 1);
	must(visits_due(f->archive, &f->arena, INT64_MAX, 0, &rows));
	assert_int_equal(rows.count, 5);
	must(feeds_next(f->archive, &next));
	assert_int_equal(next, FETCHED);
	must(visits_found(f->archive, &f->arena, 0, 0, 2, &rows));
	assert_int_equal(rows.count, 2);
	assert_int_equal(rows.items[0].article, 6);
	assert_int_equal(rows.items[1].article, 4);
	must(visits_found(
	    f->archive, &f->arena, rows.items[1].since, rows.items[1].article, 9, &rows));
	assert_int_equal(rows.count, 2);
	assert_int_equal(rows.items[0].article, 3);
	assert_int_equal(rows.items[1].article, 2);
	must(visits_count(f->archive, &counts));
	assert_int_equal(counts.by_state[VISIT_GONE], 2);
	assert_int_equal(counts.by_state[VISIT_NEW], 0);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct visit visit = { .article = 1, .url = S("https://example.org/"), .state = VISIT_NEW };

	assert_int_equal(visit_put(f->archive, &visit).code, ERR_DATABASE);
	must(archive_begin(f->archive));
	keep(f, "one");
	must(visit_put(f->archive, &visit));
	visit.state = (enum visit_state)8;
	assert_int_equal(visit_put(f->archive, &visit).code, ERR_SYNTAX);
	visit = (struct visit){ .article = 1, .state = VISIT_NEW };
	assert_int_equal(visit_put(f->archive, &visit).code, ERR_URL);
	visit =
	    (struct visit){ .article = 99, .url = S("https://example.org/"), .state = VISIT_NEW };
	assert_int_equal(visit_put(f->archive, &visit).code, ERR_DATABASE);
	archive_rollback(f->archive);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_round_trip),
		STORE_TEST(test_lists),
		STORE_TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
