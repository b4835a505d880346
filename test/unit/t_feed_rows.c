#include "store_test.h"

#include "cmd/feed_rows.h"

enum { NOW = 1700000000 };

/* A context that keeps what it says. */
static struct context
quiet_context(struct fixture *f)
{
	return (struct context){
		.archive = f->archive, .now = NOW, .dir = f->dir, .out = { .fd = -1, .columns = 80 }
	};
}

static struct feed_row
feed_of(enum feed_state state, int64_t next)
{
	return (struct feed_row){ .id = 7,
		.url_added = S("https://a.example/rss"),
		.url = S("https://a.example/rss"),
		.state = state,
		.next = next };
}

static void
when_it_is_asked_next(void **state)
{
	static const struct {
		enum feed_state state;
		int64_t next;
		const char *want;
	} rows[] = {
		{ FEED_ACTIVE, NOW - 5, "now" },
		{ FEED_ACTIVE, NOW, "now" },
		{ FEED_ACTIVE, NOW + 90, "in 90 s" },
		{ FEED_ACTIVE, NOW + 3600, "in 60 min" },
		{ FEED_PAUSED, NOW + 90, "never" },
		{ FEED_GONE, NOW + 90, "never" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf text CLEAN(buf_done) = { 0 };
		struct feed_row feed = feed_of(rows[i].state, rows[i].next);

		feed_push_next(&text, &feed, NOW);
		assert_true(str_equal(buf_str(&text), str_from_c(rows[i].want)));
	}
}

static void
faults_in_words(void **state)
{
	static const struct {
		const char *fault, *what, *want;
	} rows[] = {
		{ "", "", "" },
		{ "ERR_DNS", "", "has a host name that is not found" },
		{ "ERR_FEED", "https://a.example/rss is not a feed: at byte 3",
		    "https://a.example/rss is not a feed: at byte 3" },
		{ "ERR_FEED", "red \033[31m", "red \\x1b[31m" },
		{ "ERR_OF_A_NEWER_PROGRAM", "", "ERR_OF_A_NEWER_PROGRAM" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf text CLEAN(buf_done) = { 0 };
		struct feed_row feed = feed_of(FEED_ACTIVE, NOW);

		feed.fault = str_from_c(rows[i].fault);
		feed.fault_what = str_from_c(rows[i].what);
		feed_push_fault(&text, &feed);
		assert_true(str_equal(buf_str(&text), str_from_c(rows[i].want)));
	}
}

static void
a_line_of_the_table(void **state)
{
	struct context context = quiet_context(*state);
	struct feed_row feed = feed_of(FEED_PAUSED, 0);
	struct feed_rows rows = { &feed, 1 };

	feed.title = S("临江日报 \033]0;x");
	feed.last_success = NOW - 7200;
	feed.counts =
	    (struct feed_counts){ .items = 1234, .full = 617, .polls = 4, .unchanged = 3 };
	feed_rows_put(&context, &rows);
	assert_true(
	    str_find(buf_str(&context.out.buf), S("paused      7  临江日报 \\x1b]0;x"), 0) > 0);
	assert_true(str_find(buf_str(&context.out.buf), S("2 h ago"), 0) > 0);
	assert_true(str_find(buf_str(&context.out.buf), S("1,234   50 %   75 %\n"), 0) > 0);
	assert_true(str_find(buf_str(&context.out.buf), S("\033"), 0) < 0);
	buf_done(&context.out.buf);
	arena_done(&context.arena);
}

/* ---- pages ---- */

static int64_t
article_at(struct fixture *f)
{
	struct article article = article_invent(&f->arena, "page", "The dam held.");
	struct added added;

	must(archive_begin(f->archive));
	added = article_keep(f, "a.md", &article);
	must(archive_commit(f->archive));
	return added.article;
}

static void
pages_that_went(void **state)
{
	static const struct {
		enum visit_state state;
		const char *want[4];
	} rows[] = {
		{ VISIT_GONE, { "gone     2023-11-14  #1", "Headline of page", "status 404",
				  "proof: capture 9" } },
		{ VISIT_CHANGED, { "changed  2023-11-14  #1", "3 of 5 passages are left",
				     "capture 4", "proof: capture 9" } },
		{ VISIT_MOVED, { "moved    2023-11-14", " -> https://b.example/new",
				   "last seen whole 2023-11-14 (capture 4)", "9" } },
	};
	struct fixture *f = *state;
	int64_t article = article_at(f);

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct context context = quiet_context(f);
		struct visit visit = { .article = article,
			.url = S("https://example.org/page"),
			.state = rows[i].state,
			.since = NOW,
			.alive = NOW - 60,
			.alive_capture = 4,
			.proof_capture = 9,
			.status = 404,
			.held = 3,
			.best_held = 5,
			.moved_to = S("https://b.example/new") };

		must(visit_row_put(&context, &visit));
		for (size_t j = 0; j < LENGTH(rows[i].want); j++)
			assert_true(str_find(buf_str(&context.out.buf), str_from_c(rows[i].want[j]),
					0) >= 0);
		buf_reset(&context.out.buf);
		context.json = true;
		must(visit_row_put(&context, &visit));
		assert_true(str_starts(
		    buf_str(&context.out.buf), S("{\"schema\":\"visit/1\",\"article\":1,")));
		buf_done(&context.out.buf);
		arena_done(&context.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(when_it_is_asked_next),
		cmocka_unit_test(faults_in_words),
		STORE_TEST(a_line_of_the_table),
		STORE_TEST(pages_that_went),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
