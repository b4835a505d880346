#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/store.h"
#include "store_test.h"

static void
test_create(void **state)
{
	struct fixture *f = *state;
	struct archive *archive = NULL;
	struct stat status;

	archive_close(f->archive);
	f->archive = NULL;
	assert_int_equal(archive_create(f->dir).code, ERR_EXISTS);
	assert_int_equal(archive_open("/nonexistent", ARCHIVE_READ, &archive).code, ERR_NO_ARCHIVE);
	assert_int_equal(archive_create("/dev/null").code, ERR_NO_ARCHIVE);
	assert_int_equal(archive_create("/dev/null/below").code, ERR_NOT_FOUND);
	/* Nothing of the making is left behind. */
	assert_int_not_equal(
	    stat(str_format(&f->arena, "%s/archive.db.new", f->dir).p, &status), 0);
	assert_int_not_equal(
	    stat(str_format(&f->arena, "%s/archive.db-wal", f->dir).p, &status), 0);
}

static void
file_put(struct fixture *f, const char *name, const char *text)
{
	FILE *file = fopen(str_format(&f->arena, "%s/%s", f->dir, name).p, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
test_not_an_archive(void **state)
{
	struct fixture *f = *state;
	struct archive *archive = NULL;
	static const struct {
		const char *command;
		enum err_code code;
	} cases[] = {
		{ "PRAGMA user_version = 99", ERR_VERSION },
		{ "PRAGMA application_id = 7", ERR_DAMAGE },
	};

	archive_close(f->archive);
	f->archive = NULL;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *shell =
		    str_format(&f->arena, "sqlite3 %s/archive.db '%s'", f->dir, cases[i].command).p;
		assert_int_equal(system(shell), 0);
		assert_int_equal(archive_open(f->dir, ARCHIVE_WRITE, &archive).code, cases[i].code);
	}
	file_put(f, "archive.db",
	    "this is no database, though it is long enough to look like one at the first glance, "
	    "or so\n");
	assert_int_equal(archive_open(f->dir, ARCHIVE_READ, &archive).code, ERR_DAMAGE);
	file_put(f, "archive.db", "");
	assert_int_equal(archive_open(f->dir, ARCHIVE_READ, &archive).code, ERR_DAMAGE);
}

/* The writer keeps others out, but not readers; when it is gone, however it went, the next may
 * come. */
static void
test_lock(void **state)
{
	struct fixture *f = *state;
	struct archive *other = NULL;
	int ready[2];
	char c;

	struct str holder = archive_lock_holder(&f->arena, f->dir);
	if (str_find(holder, S("t_archive"), 0) < 0)
		fail_msg("\"%.*s\"", STR_ARGS(holder));
	assert_true(str_find(holder, str_format(&f->arena, "process %ld, since 20", (long)getpid()),
			0) >= 0);
	assert_int_equal(archive_open(f->dir, ARCHIVE_WRITE, &other).code, ERR_LOCKED);
	must(archive_open(f->dir, ARCHIVE_READ, &other));
	archive_close(other);
	archive_close(f->archive);
	f->archive = NULL;
	assert_int_equal(archive_lock_holder(&f->arena, f->dir).n, 0);

	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		if (archive_open(f->dir, ARCHIVE_WRITE, &other).code || archive_begin(other).code ||
		    write(ready[1], "r", 1) != 1)
			_exit(1);
		pause();
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_int_equal(archive_open(f->dir, ARCHIVE_WRITE, &other).code, ERR_LOCKED);
	holder = archive_lock_holder(&f->arena, f->dir);
	assert_true(str_find(holder, str_format(&f->arena, "process %ld", (long)child), 0) >= 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
	close(ready[0]);
	close(ready[1]);
}

static void
test_transactions(void **state)
{
	struct fixture *f = *state;
	struct capture capture;
	struct archive *reader = NULL;
	struct raw bytes;
	uint64_t before = archive_generation(f->archive);

	struct capture nothing = { .kind = CAPTURE_IMPORT };
	int64_t id;
	assert_int_equal(
	    capture_add(f->archive, &nothing, raw_from_str(S("x")), &id).code, ERR_DATABASE);

	must(archive_begin(f->archive));
	id = capture_invent(f, "a.md", "kept and forgotten");
	must(capture_read(
	    f->archive, &f->arena, id, 100, &bytes)); /* from memory, before any pack */
	assert_int_equal(bytes.n, 18);
	archive_rollback(f->archive);
	assert_int_equal(capture_get(f->archive, &f->arena, id, &capture).code, ERR_NOT_FOUND);
	assert_int_equal(archive_generation(f->archive), before);

	must(archive_open(f->dir, ARCHIVE_READ, &reader));
	must(archive_read_begin(reader));
	assert_int_equal(archive_generation(reader), before);
	must(archive_begin(f->archive));
	id = capture_invent(f, "a.md", "kept for good");
	must(archive_commit(f->archive));
	/* A reader's moment does not move under it. */
	assert_int_equal(archive_generation(reader), before);
	assert_int_equal(capture_get(reader, &f->arena, id, &capture).code, ERR_NOT_FOUND);
	archive_read_end(reader);
	assert_int_equal(archive_generation(reader), before + 1);
	must(capture_read(reader, &f->arena, id, 100, &bytes));
	assert_memory_equal(bytes.p, "kept for good", 13);
	assert_int_equal(archive_begin(reader).code, ERR_ACCESS);
	archive_close(reader);
}

static void
test_backup_and_stats(void **state)
{
	struct fixture *f = *state;
	struct article article = article_invent(&f->arena, "one", "The ferry sails at noon.");
	const char *copy = str_format(&f->arena, "%s/copy/archive.db", f->dir).p;
	struct archive_stats stats;

	must(archive_begin(f->archive));
	article_keep(f, "one.md", &article);
	must(archive_commit(f->archive));
	must(archive_stats(f->archive, &stats));
	assert_int_equal(stats.articles, 1);
	assert_int_equal(stats.captures, 1);
	assert_int_equal(stats.images, 1);
	assert_int_equal(stats.input_bytes, 24);
	assert_int_equal(stats.oldest, 1616900000);
	assert_true(stats.file_bytes > 100000 && stats.capture_bytes > 20 && stats.body_bytes > 20);

	assert_int_equal(mkdir(str_format(&f->arena, "%s/copy", f->dir).p, 0777), 0);
	must(archive_backup(f->archive, copy));
	assert_int_equal(archive_backup(f->archive, copy).code, ERR_EXISTS);
	archive_close(f->archive);
	must(archive_open(str_format(&f->arena, "%s/copy", f->dir).p, ARCHIVE_WRITE, &f->archive));
	struct verify_report report;
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_int_equal(report.damages, 0);
	assert_int_equal(report.articles, 1);
}

/* The loop in revisions' binding follows data/article.tsv; the schema must name the same columns in
 * the same order. */
static void
test_schema_follows_field_table(void **state)
{
	struct fixture *f = *state;
	struct sql q = sql_query(f->archive,
	    "SELECT name FROM pragma_table_info('revisions') WHERE cid >= 4 ORDER BY cid");

	for (size_t i = 0; i < article_field_count; i++) {
		const char *column = article_fields[i].sql;
		if (!column || !strcmp(column, "key") || !strcmp(column, "body") ||
		    !strcmp(column, "notes"))
			continue;
		assert_true(sql_row(&q));
		assert_str(sql_str(&q, &f->arena, 0), column);
	}
	assert_true(sql_row(&q));
	assert_str(sql_str(&q, &f->arena, 0), "sum");
	assert_false(sql_row(&q));
	must(sql_end(&q));
}

/* A query inside its own loop, and one that fails, leave the kept statements whole. */
static void
test_statements(void **state)
{
	struct fixture *f = *state;
	int rows = 0;

	for (int round = 0; round < 2; round++) {
		struct sql q =
		    sql_query(f->archive, "SELECT value FROM (SELECT 1 AS value UNION SELECT 2)");
		while (sql_row(&q)) {
			struct sql inner = sql_query(
			    f->archive, "SELECT value FROM (SELECT 1 AS value UNION SELECT 2)");
			while (sql_row(&inner))
				rows += (int)sql_int(&inner, 0);
			must(sql_end(&inner));
		}
		must(sql_end(&q));
	}
	assert_int_equal(rows, 12);
	struct sql bad = sql_query(f->archive, "SELECT size FROM nowhere");
	sql_bind_int(&bad, 1);
	assert_false(sql_row(&bad));
	assert_int_equal(sql_int(&bad, 0), 0);
	assert_int_equal(sql_end(&bad).code, ERR_DATABASE);
	if (!strstr(archive_message(f->archive), "nowhere"))
		fail_msg("\"%s\"", archive_message(f->archive));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_create),
		STORE_TEST(test_not_an_archive),
		STORE_TEST(test_lock),
		STORE_TEST(test_transactions),
		STORE_TEST(test_backup_and_stats),
		STORE_TEST(test_schema_follows_field_table),
		STORE_TEST(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
