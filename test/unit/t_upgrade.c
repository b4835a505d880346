#include <fcntl.h>
#include <sys/stat.h>

#include "schema_1.h"
#include "store/figures.h"
#include "store/store.h"
#include "store_feeds_test.h"

/* In this order, since rows name each other. */
static const char *const tables_1[] = { "packs", "captures", "dictionaries", "sources", "articles",
	"revisions", "bodies", "sightings", "quarantine" };

static void
sql_add(struct buf *sql, const char *text)
{
	buf_push_str(sql, str_from_c(text));
}

/* The archive's database becomes one of an older format that holds the same. */
static void
make_of(struct fixture *f, const char *settings, const char *schema, const char *more)
{
	struct buf sql CLEAN(buf_done) = { 0 };

	archive_close(f->archive);
	f->archive = NULL;
	sql_add(&sql, settings);
	sql_add(&sql, schema);
	buf_push_format(&sql, "ATTACH '%s/archive.db' AS new;\n", f->dir);
	for (size_t i = 0; i < LENGTH(tables_1); i++)
		buf_push_format(
		    &sql, "INSERT INTO %s SELECT * FROM new.%s;\n", tables_1[i], tables_1[i]);
	sql_add(&sql, more);
	const char *script = str_format(&f->arena, "%s/old.sql", f->dir).p;
	FILE *file = fopen(script, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(sql.p, 1, sql.n, file), sql.n);
	fclose(file);
	const char *command = str_format(&f->arena,
	    "cd %s && sqlite3 old.db <old.sql >/dev/null && rm -f archive.db-* && mv old.db "
	    "archive.db && rm old.sql",
	    f->dir)
				  .p;
	assert_int_equal(system(command), 0);
}

static void
make_old(struct fixture *f)
{
	make_of(f, SCHEMA_1_SETTINGS, schema_1, "");
}

static int64_t
format_of(struct fixture *f)
{
	char head[100];
	int fd CLEAN(fd_close) = open(str_format(&f->arena, "%s/archive.db", f->dir).p, O_RDONLY);

	assert_int_equal(read(fd, head, sizeof(head)), sizeof(head));
	return head[63];
}

static void
fill(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (int i = 0; i < 6; i++) {
		struct article article =
		    article_invent(&f->arena, str_format(&f->arena, "story/%d", i / 2).p,
			str_format(&f->arena, "Paragraph %d.", i).p);
		article_keep(f, str_format(&f->arena, "%d.md", i).p, &article);
	}
	must(capture_quarantine(
	    f->archive, capture_invent(f, "bad.md", ""), err_at(ERR_HEADER, 3, NULL)));
	must(archive_commit(f->archive));
}

static void
assert_clean(struct fixture *f, struct archive *archive)
{
	struct verify_report report;

	must(archive_verify(archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error(
		    "%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
	assert_int_equal(report.articles, 3);
	assert_int_equal(report.captures, 7);
}

/* Who reads an old archive finds all that is there, and none of what is not; the file stays as it
 * was. */
static void
test_read(void **state)
{
	struct fixture *f = *state;
	struct archive_stats stats;
	struct article_rows rows;
	struct feed_rows feeds;
	struct mentions mentions;
	struct visits visits;
	struct strs labels;
	int64_t next;

	fill(f);
	make_old(f);
	must(archive_open(f->dir, ARCHIVE_READ, &f->archive));
	assert_clean(f, f->archive);
	must(articles_list(f->archive, &f->arena, &(struct article_filter){ 0 }, &rows));
	assert_int_equal(rows.count, 3);
	must(articles_list(
	    f->archive, &f->arena, &(struct article_filter){ .label = S("x") }, &rows));
	assert_int_equal(rows.count, 0);
	must(articles_list(f->archive, &f->arena, &(struct article_filter){ .feed = 1 }, &rows));
	assert_int_equal(rows.count, 0);
	must(feeds_list(f->archive, &f->arena, &(struct feed_filter){ 0 }, &feeds));
	assert_int_equal(feeds.count, 0);
	must(feeds_labels(f->archive, &f->arena, &labels));
	must(mentions_of_article(f->archive, &f->arena, 1, &mentions));
	must(visits_found(f->archive, &f->arena, 0, 0, 10, &visits));
	must(feeds_next(f->archive, &next));
	assert_true(next == INT64_MAX);
	must(archive_stats(f->archive, &stats));
	assert_int_equal(stats.captures, 7);
	assert_int_equal(format_of(f), 1);
}

static void
test_write(void **state)
{
	struct fixture *f = *state;
	struct article article = article_invent(&f->arena, "story/1", "Another text.");
	struct feed_rows feeds;
	int64_t found;
	struct digest digest = digest_of((struct raw){ NULL, 0 });

	fill(f);
	make_old(f);
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
	assert_clean(f, f->archive);
	/* A file of no bytes is still found by its digest. */
	must(capture_find(f->archive, CAPTURE_IMPORT, raw_from_str(S("bad.md")), &digest, &found));
	assert_int_equal(found, 7);
	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	struct added added;
	must(articles_add(
	    f->archive, &article, fetched_invent(f, CAPTURE_FEED, feed, "<1>"), FETCHED, &added));
	assert_int_equal(added.kind, ADDED_REVISION);
	must(archive_commit(f->archive));
	archive_close(f->archive);
	must(archive_open(f->dir, ARCHIVE_READ, &f->archive));
	assert_int_equal(format_of(f), ARCHIVE_FORMAT);
	must(feeds_list(f->archive, &f->arena, &(struct feed_filter){ 0 }, &feeds));
	assert_int_equal(feeds.count, 1);
}

/* A reader that was there first sees what the writer brings, from its next moment on. */
static void
test_meanwhile(void **state)
{
	struct fixture *f = *state;
	struct archive *reader = NULL;
	struct feed_rows feeds;

	fill(f);
	make_old(f);
	must(archive_open(f->dir, ARCHIVE_READ, &reader));
	must(archive_read_begin(reader));
	must(feeds_list(reader, &f->arena, &(struct feed_filter){ 0 }, &feeds));
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
	must(archive_begin(f->archive));
	feed_keep(f, "https://example.org/feed");
	must(archive_commit(f->archive));
	must(feeds_list(reader, &f->arena, &(struct feed_filter){ 0 }, &feeds));
	assert_int_equal(feeds.count, 0);
	archive_read_end(reader);
	must(archive_read_begin(reader));
	must(feeds_list(reader, &f->arena, &(struct feed_filter){ 0 }, &feeds));
	assert_int_equal(feeds.count, 1);
	archive_read_end(reader);
	assert_clean(f, reader);
	archive_close(reader);
}

/* Figures as format 5 kept them: who reads sees none; who writes drops them, and the texts wait to be read once more. */
static void
test_figures_wait(void **state)
{
	static const char settings[] = "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = 1481199187;"
				       "PRAGMA user_version = 5;\n";
	static const char figures[] = "INSERT INTO figure_words VALUES (1, 'killed'), (2, 'alba');"
				      "INSERT INTO figures VALUES (4096, 1, 5, 1, 0, 2, 0, 0, 0, 0, 0, 1, 1, 1);"
				      "INSERT INTO figure_forms VALUES (1, 2, 'Alba', '', '', 'alba', '');"
				      "INSERT INTO figure_names VALUES (1, 1);"
				      "INSERT INTO figure_texts VALUES (1, x'00', x'00', 1, 1, NULL, x'00', 1);\n";
	struct fixture *f = *state;
	struct figure_keys keys = { 0 };
	int64_t waiting = 0;

	fill(f);
	make_of(f, settings, schema_of(&f->arena, 5).p, figures);
	must(archive_open(f->dir, ARCHIVE_READ, &f->archive));
	must(figures_list(f->archive, &f->arena, &(struct figure_filter){ .of_any = true }, &keys));
	assert_int_equal(keys.count, 0);
	assert_int_equal(format_of(f), 5);
	archive_close(f->archive);
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
	assert_int_equal(format_of(f), ARCHIVE_FORMAT);
	must(figures_pending_count(f->archive, &waiting));
	assert_int_equal(waiting, 6);
	assert_clean(f, f->archive);
}

/* Where the upgrade cannot be written, the archive stays as it was. */
static void
test_whole_or_not(void **state)
{
	struct fixture *f = *state;

	fill(f);
	make_old(f);
	const char *command =
	    str_format(&f->arena, "sqlite3 %s/archive.db 'CREATE TABLE visits (mine)'", f->dir).p;
	assert_int_equal(system(command), 0);
	assert_int_equal(archive_open(f->dir, ARCHIVE_WRITE, &f->archive).code, ERR_DATABASE);
	assert_int_equal(format_of(f), 1);
	command = str_format(&f->arena, "sqlite3 %s/archive.db 'DROP TABLE visits'", f->dir).p;
	assert_int_equal(system(command), 0);
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
	assert_clean(f, f->archive);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_read),
		STORE_TEST(test_write),
		STORE_TEST(test_meanwhile),
		STORE_TEST(test_whole_or_not),
		STORE_TEST(test_figures_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
