#include "store_test.h"

#include <sqlite3.h>

#include "store/readers.h"

static struct mark_row
mark_invent(int64_t article, enum mark_what what, const char *words)
{
	return (struct mark_row){ .kind = MARK_WRONG,
		.article = article,
		.n = 2,
		.capture = 7,
		.digest = digest_of(raw_from_str(S("page"))),
		.what = what,
		.words = str_from_c(words),
		.made = FETCHED };
}

/* Nothing is there until a reader makes something; then it stays. */
static void
kept(void **state)
{
	struct fixture *f = *state;
	struct readers *readers = NULL;
	struct mark_row mark = mark_invent(3, MARK_TOO_MUCH, "页脚也在里面");
	struct mark_rows rows = { 0 };
	int64_t count = 0;

	assert_int_equal(readers_open(f->dir, READERS_LOOK, &readers).code, ERR_NOT_FOUND);
	must(readers_open(f->dir, READERS_KEEP, &readers));
	must(mark_add(readers, &mark));
	must(mark_add(readers, &mark)); /* once */
	mark = mark_invent(4, MARK_DATE, "");
	must(mark_add(readers, &mark));
	readers_close(readers);

	must(readers_open(f->dir, READERS_LOOK, &readers));
	must(marks_count(readers, 0, &count));
	assert_int_equal(count, 2);
	must(marks_list(readers, &f->arena, 3, 0, 10, &rows));
	assert_int_equal(rows.count, 1);
	assert_int_equal(rows.items[0].what, MARK_TOO_MUCH);
	assert_int_equal(rows.items[0].n, 2);
	assert_int_equal(rows.items[0].made, FETCHED);
	assert_str(rows.items[0].words, "页脚也在里面");
	must(marks_list(readers, &f->arena, 0, rows.items[0].id, 10, &rows));
	assert_int_equal(rows.count, 1);
	assert_int_equal(rows.items[0].article, 4);
	assert_str(rows.items[0].words, "");
	mark = mark_invent(5, MARK_DATE, "");
	assert_int_not_equal(mark_add(readers, &mark).code, 0); /* who looks keeps nothing */
	readers_close(readers);
}

static void
refused(void **state)
{
	struct fixture *f = *state;
	struct readers *readers = NULL;
	char words[4 * MARK_WORDS_MAX + 8] = "";
	struct mark_row mark;

	must(readers_open(f->dir, READERS_KEEP, &readers));
	for (int i = 0; i < MARK_WORDS_MAX; i++)
		strcat(words, "字");
	mark = mark_invent(1, MARK_GARBLED, words);
	must(mark_add(readers, &mark));
	strcat(words, "x");
	mark = mark_invent(1, MARK_GARBLED, words);
	assert_int_equal(mark_add(readers, &mark).code, ERR_TOO_BIG);
	mark = mark_invent(1, MARK_WHAT_END, "");
	assert_int_equal(mark_add(readers, &mark).code, ERR_USAGE);
	mark.kind = 0;
	assert_int_equal(mark_add(readers, &mark).code, ERR_USAGE);
	for (int i = 1; i < MARKS_OF_ARTICLE_MAX; i++) {
		mark = mark_invent(1, MARK_MISSING, str_format(&f->arena, "%d%c", i, 0).p);
		must(mark_add(readers, &mark));
	}
	mark = mark_invent(1, MARK_MISSING, "one more");
	assert_int_equal(mark_add(readers, &mark).code, ERR_LIMIT);
	mark = mark_invent(2, MARK_MISSING, "of another");
	must(mark_add(readers, &mark));
	readers_close(readers);
}

/* Two handles, as two threads have them. */
static void
together(void **state)
{
	struct fixture *f = *state;
	struct readers *one = NULL, *other = NULL;
	struct mark_row mark = mark_invent(1, MARK_PICTURE, "");
	int64_t count = 0;

	must(readers_open(f->dir, READERS_KEEP, &one));
	must(readers_open(f->dir, READERS_KEEP, &other));
	must(mark_add(one, &mark));
	mark.what = MARK_AUTHOR;
	must(mark_add(other, &mark));
	must(marks_count(one, 1, &count));
	assert_int_equal(count, 2);
	readers_close(one);
	readers_close(other);
}

static void
damage(void **state)
{
	struct fixture *f = *state;
	struct readers *readers = NULL;
	struct mark_row mark = mark_invent(1, MARK_PICTURE, "");
	struct mark_rows rows;
	char path[100];
	sqlite3 *db;
	FILE *file;

	must(readers_open(f->dir, READERS_KEEP, &readers));
	must(mark_add(readers, &mark));
	readers_close(readers);
	snprintf(path, sizeof(path), "%s/readers.db", f->dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "UPDATE marks SET article = 2", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	must(readers_open(f->dir, READERS_LOOK, &readers));
	assert_int_equal(marks_list(readers, &f->arena, 0, 0, 10, &rows).code, ERR_DAMAGE);
	readers_close(readers);

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 2", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(readers_open(f->dir, READERS_KEEP, &readers).code, ERR_VERSION);
	file = fopen(path, "w");
	fputs("not a database, but long enough to look at, as all know who have tried", file);
	fclose(file);
	assert_int_equal(readers_open(f->dir, READERS_LOOK, &readers).code, ERR_DAMAGE);
}

static void
names(void **state)
{
	(void)state;
	for (enum mark_what what = 1; what < MARK_WHAT_END; what++)
		assert_true(mark_what_name(what).n > 0);
	assert_str(mark_what_name(MARK_TOO_MUCH), "too-much");
	assert_str(mark_what_name(0), "");
	assert_str(mark_what_name(99), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { STORE_TEST(kept), STORE_TEST(refused),
		STORE_TEST(together), STORE_TEST(damage), cmocka_unit_test(names) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
