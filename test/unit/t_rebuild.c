#include "store_test.h"

static struct article
invent(struct fixture *f, int i, const char *rules)
{
	struct article article =
	    article_invent(&f->arena, str_format(&f->arena, "story/%d", i / 2).p,
		str_format(&f->arena, "Paragraph %d%s", i, rules).p);

	article.published = when_from_ms((INT64_C(18700) + i) * 86400000);
	return article;
}

static void
fill(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (int i = 0; i < 20; i++) {
		struct article article = invent(f, i, "");
		article_keep(f, str_format(&f->arena, "%d.md", i).p, &article);
	}
	must(capture_quarantine(
	    f->archive, capture_invent(f, "bad.md", "nothing"), err_at(ERR_HEADER, 3, NULL)));
	must(archive_commit(f->archive));
}

/* Reads all again by rules whose texts end with ${rules}; files from ${faulty} on are not
 * understood any more. */
static struct rebuild_result
rebuild(struct fixture *f, const char *rules, int faulty)
{
	struct rebuild_result result = { 0 };
	struct rebuild *again = NULL;
	struct capture capture;
	struct raw bytes;
	int i = 0;

	must(rebuild_begin(f->archive, &again));
	while (rebuild_next(again, &f->arena, &capture, &bytes).code == 0) {
		assert_int_equal(capture.id, i + 1);
		struct article article = invent(f, i, rules);
		must(i < faulty ? rebuild_article(again, capture.id, &article)
				: rebuild_fault(again, capture.id, err_new(ERR_HEADER, NULL)));
		i++;
	}
	assert_int_equal(i, 21);
	must(rebuild_end(again, true, &result));
	return result;
}

static void
assert_clean(struct fixture *f)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error(
		    "%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

static void
test_same_rules_change_nothing(void **state)
{
	struct fixture *f = *state;

	fill(f);
	struct rebuild_result result = rebuild(f, "", 20);
	assert_int_equal(result.captures, 21);
	assert_int_equal(result.articles, 10);
	assert_int_equal(result.revisions, 20);
	assert_int_equal(result.quarantined, 1);
	assert_int_equal(result.changed, 0);
	assert_clean(f);
}

static void
test_new_rules(void **state)
{
	struct fixture *f = *state;
	struct archive *reader = NULL;
	struct revision revision;
	struct article_row row;

	fill(f);
	must(archive_open(f->dir, ARCHIVE_READ, &reader));
	must(archive_read_begin(reader));
	must(article_get(reader, &f->arena, 3, &row));
	/* The last story is not understood any more: its id is free, and stays so. */
	struct rebuild_result result = rebuild(f, ", cleaned", 18);
	assert_int_equal(result.changed, 10);
	assert_int_equal(result.quarantined, 3);
	must(revision_get(reader, &f->arena, 3, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Paragraph 5");
	archive_close(reader);
	must(revision_get(f->archive, &f->arena, 3, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Paragraph 5, cleaned");
	assert_int_equal(article_get(f->archive, &f->arena, 10, &row).code, ERR_NOT_FOUND);
	assert_clean(f);

	must(archive_begin(f->archive));
	struct article fresh = article_invent(&f->arena, "fresh", "Something else.");
	assert_int_equal(article_keep(f, "fresh.md", &fresh).article, 11);
	must(archive_commit(f->archive));
}

static void
test_given_up(void **state)
{
	struct fixture *f = *state;
	struct rebuild *again = NULL;
	struct rebuild_result result;
	struct article_row row;
	struct capture capture;
	struct raw bytes;

	fill(f);
	must(rebuild_begin(f->archive, &again));
	must(rebuild_next(again, &f->arena, &capture, &bytes));
	must(rebuild_end(again, false, &result));
	must(article_get(f->archive, &f->arena, 10, &row));
	assert_clean(f);
	/* And once more, from the beginning. */
	assert_int_equal(rebuild(f, "", 20).changed, 0);
}

/* The bytes of a capture are gone: nobody may throw away what was read from it. */
static void
test_damaged_capture(void **state)
{
	struct fixture *f = *state;
	struct rebuild *again = NULL;
	struct rebuild_result result;
	struct capture capture = { 0 };
	struct raw bytes;

	fill(f);
	archive_close(f->archive);
	const char *command = str_format(&f->arena,
	    "sqlite3 %s/archive.db 'UPDATE packs SET bytes = zeroblob(length(bytes))'", f->dir)
				  .p;
	assert_int_equal(system(command), 0);
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
	must(rebuild_begin(f->archive, &again));
	assert_int_equal(rebuild_next(again, &f->arena, &capture, &bytes).code, ERR_DAMAGE);
	assert_int_equal(capture.id, 1);
	must(rebuild_end(again, false, &result));
	struct revision revision;
	must(revision_get(f->archive, &f->arena, 1, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Paragraph 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_same_rules_change_nothing),
		STORE_TEST(test_new_rules),
		STORE_TEST(test_given_up),
		STORE_TEST(test_damaged_capture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
