#include "store/readers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/readers_file.h"

/* A connection like the archive's, to another file. */
struct readers {
	struct archive *file;
};

enum {
	READERS_APPLICATION = 0x58494e52, /* "XINR" */
	READERS_FORMAT = 1,
};

/* `kind` and `what` grow, other tables come beside it. */
static const char schema[] = "CREATE TABLE marks ("
			     " id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, "
			     "article INTEGER NOT NULL, n INTEGER NOT NULL,"
			     " capture INTEGER NOT NULL, digest BLOB NOT NULL, what INTEGER NOT "
			     "NULL, words TEXT, made INTEGER NOT NULL,"
			     " sum INTEGER NOT NULL);"
			     "CREATE INDEX marks_of_article ON marks (article, id);";

/* Came later: made where it is missing. */
static const char story_schema[] = "CREATE TABLE IF NOT EXISTS story_marks ("
				   " article INTEGER NOT NULL, other INTEGER NOT NULL, together INTEGER NOT NULL,"
				   " made INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (article, other));";

/* ---- opening ---- */

struct archive *
readers_file(struct readers *readers)
{
	return readers->file;
}

/* Another thread may be making it at the same moment: whoever comes second finds it made. */
static struct err
file_make(struct archive *file)
{
	char settings[100];
	int64_t application = 0;
	struct err e = sql_exec(file, "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");

	if (e.code)
		return e;
	e = sql_one_int(file, "PRAGMA application_id", &application);
	snprintf(settings, sizeof(settings),
	    "PRAGMA application_id = %d; PRAGMA user_version = %d;", READERS_APPLICATION,
	    READERS_FORMAT);
	if (!e.code && !application)
		e = sql_exec(file, settings);
	if (!e.code && !application)
		e = sql_exec(file, schema);
	if (!e.code)
		e = sql_exec(file, story_schema);
	if (!e.code)
		e = sql_exec(file, "COMMIT");
	if (e.code && !sqlite3_get_autocommit(file->db))
		(void)sqlite3_exec(file->db, "ROLLBACK", NULL, NULL, NULL);
	return e;
}

static struct err
file_check(struct archive *file)
{
	int64_t application = 0, format = 0;
	struct err e = sql_one_int(file, "PRAGMA application_id", &application);

	if (!e.code)
		e = sql_one_int(file, "PRAGMA user_version", &format);
	if (e.code)
		return e;
	if (application != READERS_APPLICATION)
		return err_new(ERR_DAMAGE, "readers.db is not a file of ours");
	return format > READERS_FORMAT ? err_new(ERR_VERSION, "readers.db") : e;
}

static struct err
file_open(struct archive *file, const char *path, enum readers_mode mode)
{
	bool is_new = access(path, F_OK) != 0;
	int flags = mode == READERS_KEEP ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
					 : SQLITE_OPEN_READONLY;
	struct err e;

	if (is_new && mode == READERS_LOOK)
		return err_new(ERR_NOT_FOUND, "readers.db");
	e = archive_connect(file, path, flags);
	if (!e.code && mode == READERS_KEEP)
		e = file_make(file);
	return e.code ? e : file_check(file);
}

struct err
readers_open(const char *dir, enum readers_mode mode, struct readers **out)
{
	struct archive *file = archive_new(dir, ARCHIVE_READ);
	char *path = archive_path(dir, "readers.db");
	struct err e = file_open(file, path, mode);

	free(path);
	if (e.code) {
		archive_close(file);
		return e;
	}
	*out = mem_alloc(sizeof(**out));
	(*out)->file = file;
	return e;
}

void
readers_close(struct readers *readers)
{
	if (readers)
		archive_close(readers->file);
	free(readers);
}

/* ---- marks ---- */

struct str
mark_what_name(enum mark_what what)
{
	static const struct str names[MARK_WHAT_END] = {
		[MARK_MISSING] = STR_INIT("missing"),
		[MARK_TOO_MUCH] = STR_INIT("too-much"),
		[MARK_GARBLED] = STR_INIT("garbled"),
		[MARK_PICTURE] = STR_INIT("picture"),
		[MARK_DATE] = STR_INIT("date"),
		[MARK_AUTHOR] = STR_INIT("author"),
	};

	return what > 0 && what < MARK_WHAT_END ? names[what] : S("");
}

static struct err
mark_check(const struct mark_row *mark)
{
	size_t runes = 0;
	uint32_t rune;

	if (mark->kind != MARK_WRONG || !mark_what_name(mark->what).n)
		return err_new(ERR_USAGE, "what");
	for (struct str rest = mark->words; pull_rune(&rest, &rune);)
		runes++;
	return runes > MARK_WORDS_MAX ? err_new(ERR_TOO_BIG, "words") : (struct err){ 0 };
}

static struct err
mark_is_known(struct readers *readers, const struct mark_row *mark, bool *known)
{
	struct sql q = sql_query(readers->file, "SELECT 1 FROM marks WHERE article = ? AND kind = "
						"? AND n = ? AND what = ? AND words IS ?");

	sql_bind_int(&q, mark->article);
	sql_bind_int(&q, mark->kind);
	sql_bind_int(&q, mark->n);
	sql_bind_int(&q, mark->what);
	sql_bind_str(&q, mark->words.n ? mark->words : STR_END);
	*known = sql_row(&q);
	return sql_end(&q);
}

static struct err
mark_insert(struct readers *readers, const struct mark_row *mark)
{
	struct sql q =
	    sql_query(readers->file, "INSERT INTO marks (kind, article, n, capture, digest, what, "
				     "words, made, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, mark->kind);
	sql_bind_int(&q, mark->article);
	sql_bind_int(&q, mark->n);
	sql_bind_int(&q, mark->capture);
	sql_bind_digest(&q, &mark->digest);
	sql_bind_int(&q, mark->what);
	sql_bind_str(&q, mark->words.n ? mark->words : STR_END);
	sql_bind_int(&q, mark->made);
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct err
mark_add_inside(struct readers *readers, const struct mark_row *mark)
{
	int64_t of_article = 0, all = 0;
	bool known = false;
	struct err e = mark_is_known(readers, mark, &known);

	if (e.code || known)
		return e;
	e = marks_count(readers, mark->article, &of_article);
	if (!e.code)
		e = marks_count(readers, 0, &all);
	if (!e.code && (of_article >= MARKS_OF_ARTICLE_MAX || all >= MARKS_MAX))
		e = err_new(ERR_LIMIT, "marks");
	return e.code ? e : mark_insert(readers, mark);
}

struct err
mark_add(struct readers *readers, const struct mark_row *mark)
{
	sqlite3 *db = readers->file->db;
	struct err e = mark_check(mark);

	if (!e.code)
		e = sql_exec(readers->file, "BEGIN IMMEDIATE");
	if (e.code)
		return e;
	e = mark_add_inside(readers, mark);
	if (!e.code)
		e = sql_exec(readers->file, "COMMIT");
	if (!sqlite3_get_autocommit(db))
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return e;
}

#define COLUMNS "id, kind, article, n, capture, digest, what, words, made, sum"
enum { MARK_SUM = 9 };

static struct mark_row
mark_get(struct sql *q, struct arena *arena)
{
	if (!sql_sum_ok_from(q, 1, MARK_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a mark"));
	return (struct mark_row){
		.id = sql_int(q, 0),
		.kind = (enum mark_kind)sql_int(q, 1),
		.article = sql_int(q, 2),
		.n = sql_int(q, 3),
		.capture = sql_int(q, 4),
		.digest = sql_digest(q, 5),
		.what = (enum mark_what)sql_int(q, 6),
		.words = sql_str(q, arena, 7),
		.made = sql_int(q, 8),
	};
}

static struct err
marks_take(struct sql *q, struct arena *arena, struct mark_rows *out)
{
	struct mark_rows rows = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = mark_get(q, arena);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = rows;
	return e;
}

struct err
marks_newest(struct readers *readers, struct arena *arena, size_t limit, struct mark_rows *out)
{
	struct sql q =
	    sql_query(readers->file, "SELECT " COLUMNS " FROM marks ORDER BY id DESC LIMIT ?");

	sql_bind_int(&q, (int64_t)limit);
	return marks_take(&q, arena, out);
}

struct err
marks_list(struct readers *readers, struct arena *arena, int64_t article, int64_t after,
    size_t limit, struct mark_rows *out)
{
	struct sql q = sql_query(readers->file,
	    article ? "SELECT " COLUMNS
		      " FROM marks WHERE article = ? AND id > ? ORDER BY id LIMIT ?"
		    : "SELECT " COLUMNS " FROM marks WHERE ? = 0 AND id > ? ORDER BY id LIMIT ?");

	sql_bind_int(&q, article);
	sql_bind_int(&q, after);
	sql_bind_int(&q, (int64_t)limit);
	return marks_take(&q, arena, out);
}

struct err
marks_count(struct readers *readers, int64_t article, int64_t *out)
{
	struct sql q =
	    sql_query(readers->file, article ? "SELECT count(*) FROM marks WHERE article = ?"
					     : "SELECT count(*) FROM marks WHERE ? = 0");

	sql_bind_int(&q, article);
	if (sql_row(&q))
		*out = sql_int(&q, 0);
	return sql_end(&q);
}
