#include <fcntl.h>
#include <sys/stat.h>

#include "store/store.h"
#include "store_feeds_test.h"

/* The schema of format 1, as it was. */
static const char schema_1[] =
    "CREATE TABLE packs (\n"
    "at INTEGER PRIMARY KEY,\n"
    "size INTEGER NOT NULL,\n"
    "dictionary INTEGER NOT NULL,\n"
    "digest BLOB NOT NULL,\n"
    "sum INTEGER NOT NULL,\n"
    "bytes BLOB NOT NULL\n"
    ");\n"
    "CREATE TABLE captures (\n"
    "id INTEGER PRIMARY KEY,\n"
    "kind INTEGER NOT NULL,\n"
    "name BLOB,\n"
    "url TEXT,\n"
    "fetched INTEGER NOT NULL,\n"
    "file_time INTEGER NOT NULL,\n"
    "source TEXT,\n"
    "at INTEGER NOT NULL,\n"
    "size INTEGER NOT NULL,\n"
    "digest BLOB NOT NULL,\n"
    "sum INTEGER NOT NULL\n"
    ");\n"
    "CREATE INDEX captures_by_digest ON captures (substr(digest, 1, 8));\n"
    "CREATE TABLE dictionaries (\n"
    "id INTEGER PRIMARY KEY,\n"
    "use INTEGER NOT NULL,\n"
    "bodies INTEGER NOT NULL,\n"
    "digest BLOB NOT NULL,\n"
    "sum INTEGER NOT NULL,\n"
    "bytes BLOB NOT NULL\n"
    ");\n"
    "CREATE TABLE sources (\n"
    "id INTEGER PRIMARY KEY,\n"
    "slug TEXT NOT NULL UNIQUE,\n"
    "name TEXT NOT NULL UNIQUE,\n"
    "host TEXT NOT NULL,\n"
    "lang TEXT NOT NULL,\n"
    "zone INTEGER NOT NULL,\n"
    "sum INTEGER NOT NULL\n"
    ");\n"
    "CREATE TABLE articles (\n"
    "id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "key BLOB NOT NULL UNIQUE,\n"
    "source INTEGER NOT NULL REFERENCES sources,\n"
    "time INTEGER NOT NULL,\n"
    "flags INTEGER NOT NULL,\n"
    "latest INTEGER NOT NULL,\n"
    "revisions INTEGER NOT NULL,\n"
    "captures INTEGER NOT NULL,\n"
    "first_fetched INTEGER NOT NULL,\n"
    "last_fetched INTEGER NOT NULL\n"
    ");\n"
    "CREATE INDEX articles_by_time ON articles (time, id);\n"
    "CREATE INDEX articles_by_source ON articles (source, time, id);\n"
    "CREATE INDEX articles_changed ON articles (time, id) WHERE revisions > 1;\n"
    "CREATE TABLE revisions (\n"
    "id INTEGER PRIMARY KEY,\n"
    "article INTEGER NOT NULL REFERENCES articles,\n"
    "n INTEGER NOT NULL,\n"
    "capture INTEGER NOT NULL REFERENCES captures,\n"
    "url TEXT NOT NULL,\n"
    "url_claimed TEXT,\n"
    "title TEXT,\n"
    "headline TEXT,\n"
    "section TEXT,\n"
    "site TEXT,\n"
    "deck TEXT,\n"
    "authors TEXT,\n"
    "tags TEXT,\n"
    "source_claimed TEXT,\n"
    "lang TEXT,\n"
    "published,\n"
    "published_evidence TEXT,\n"
    "updated,\n"
    "digest BLOB NOT NULL,\n"
    "body_digest BLOB NOT NULL,\n"
    "simhash INTEGER NOT NULL,\n"
    "images INTEGER NOT NULL,\n"
    "characters INTEGER NOT NULL,\n"
    "rules INTEGER NOT NULL,\n"
    "sum INTEGER NOT NULL\n"
    ");\n"
    "CREATE UNIQUE INDEX revisions_of_article ON revisions (article, n);\n"
    "CREATE INDEX revisions_by_body ON revisions (substr(body_digest, 1, 8));\n"
    "CREATE TABLE bodies (\n"
    "revision INTEGER PRIMARY KEY REFERENCES revisions,\n"
    "dictionary INTEGER NOT NULL,\n"
    "body BLOB NOT NULL\n"
    ");\n"
    "CREATE TABLE sightings (\n"
    "capture INTEGER NOT NULL REFERENCES captures,\n"
    "article INTEGER NOT NULL REFERENCES articles,\n"
    "revision INTEGER NOT NULL REFERENCES revisions,\n"
    "as_of INTEGER NOT NULL,\n"
    "notes BLOB,\n"
    "sum INTEGER NOT NULL,\n"
    "PRIMARY KEY (capture, article)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX sightings_of_article ON sightings (article);\n"
    "CREATE TABLE quarantine (\n"
    "capture INTEGER PRIMARY KEY REFERENCES captures,\n"
    "fault TEXT NOT NULL,\n"
    "at INTEGER NOT NULL,\n"
    "what TEXT,\n"
    "sum INTEGER NOT NULL\n"
    ");\n"
    "CREATE TABLE state (\n"
    "one INTEGER PRIMARY KEY CHECK (one = 1),\n"
    "generation INTEGER NOT NULL\n"
    ");\n"
    "INSERT INTO state VALUES (1, 1);\n";

/* In this order, since rows name each other. */
static const char *const tables_1[] = { "packs", "captures", "dictionaries", "sources", "articles", "revisions", "bodies",
	"sightings", "quarantine" };

static void
sql_add(struct buf *sql, const char *text)
{
	buf_push_str(sql, str_from_c(text));
}

/* The archive's database becomes one of format 1 that holds the same. */
static void
make_old(struct fixture *f)
{
	struct buf sql CLEAN(buf_done) = { 0 };

	archive_close(f->archive);
	f->archive = NULL;
	sql_add(&sql, "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;\n"
		      "PRAGMA application_id = 1481199187; PRAGMA user_version = 1;\n");
	sql_add(&sql, schema_1);
	buf_push_format(&sql, "ATTACH '%s/archive.db' AS new;\n", f->dir);
	for (size_t i = 0; i < LENGTH(tables_1); i++)
		buf_push_format(&sql, "INSERT INTO %s SELECT * FROM new.%s;\n", tables_1[i], tables_1[i]);
	const char *script = str_format(&f->arena, "%s/old.sql", f->dir).p;
	FILE *file = fopen(script, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(sql.p, 1, sql.n, file), sql.n);
	fclose(file);
	const char *command = str_format(&f->arena,
	    "cd %s && sqlite3 old.db <old.sql >/dev/null && rm -f archive.db-* && mv old.db archive.db && rm old.sql", f->dir)
				  .p;
	assert_int_equal(system(command), 0);
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
		struct article article = article_invent(&f->arena, str_format(&f->arena, "story/%d", i / 2).p,
		    str_format(&f->arena, "Paragraph %d.", i).p);
		article_keep(f, str_format(&f->arena, "%d.md", i).p, &article);
	}
	must(capture_quarantine(f->archive, capture_invent(f, "bad.md", ""), err_at(ERR_HEADER, 3, NULL)));
	must(archive_commit(f->archive));
}

static void
assert_clean(struct fixture *f, struct archive *archive)
{
	struct verify_report report;

	must(archive_verify(archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error("%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
	assert_int_equal(report.articles, 3);
	assert_int_equal(report.captures, 7);
}

/* Who reads an old archive finds all that is there, and none of what is not; the file stays as it was. */
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
	must(articles_list(f->archive, &f->arena, &(struct article_filter){ .label = S("x") }, &rows));
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
	must(articles_add(f->archive, &article, fetched_invent(f, CAPTURE_FEED, feed, "<1>"), FETCHED, &added));
	assert_int_equal(added.kind, ADDED_REVISION);
	must(archive_commit(f->archive));
	archive_close(f->archive);
	must(archive_open(f->dir, ARCHIVE_READ, &f->archive));
	assert_int_equal(format_of(f), 2);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
