#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

/* What every connection is told first.  Mapped files turn a shrinking file into a signal: mmap_size
 * 0. */
static const char connection_settings[] = "PRAGMA synchronous = FULL;"
					  "PRAGMA foreign_keys = ON;"
					  "PRAGMA mmap_size = 0;"
					  "PRAGMA temp_store = FILE;"
					  "PRAGMA wal_autocheckpoint = 1000;"
					  "PRAGMA journal_size_limit = 67108864;";

enum {
	BUSY_TIMEOUT_MS = 10000,
	FREE_SHARE = 20, /* one page in so many may lie idle */
};

char *
archive_path(const char *dir, const char *name)
{
	size_t n = strlen(dir) + strlen(name) + 2;
	char *path = mem_alloc(n);

	snprintf(path, n, "%s/%s", dir, name);
	return path;
}

/* ---- opening ---- */

struct err
archive_connect(struct archive *archive, const char *path, int flags)
{
	int code = sqlite3_open_v2(path, &archive->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (code != SQLITE_OK)
		return sql_error(archive, code);
	sqlite3_extended_result_codes(archive->db, 1);
	sqlite3_busy_timeout(archive->db, BUSY_TIMEOUT_MS);
	sqlite3_db_config(archive->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(archive->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	struct err e = sql_exec(archive, connection_settings);
	if (e.code)
		return e;
	/* The writer merges the index, which wants room; readers are many. */
	return sql_exec(archive, archive->mode == ARCHIVE_WRITE ? "PRAGMA cache_size = -24576"
								: "PRAGMA cache_size = -8192");
}

static struct err
format_check(struct archive *archive)
{
	int64_t application = 0;
	struct err e = sql_one_int(archive, "PRAGMA application_id", &application);

	if (!e.code)
		e = sql_one_int(archive, "PRAGMA user_version", &archive->format);
	if (e.code)
		return e;
	if (application != ARCHIVE_APPLICATION)
		return err_new(ERR_DAMAGE, "archive.db is not an archive of ours");
	return archive->format == ARCHIVE_FORMAT ? e : archive_upgrade(archive);
}

static bool
nobody_may_write(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !(status.st_mode & 0222);
}

/* On a read-only disk, or made read-only for all: SQLite then cannot keep its notes beside the
 * file, and need not, for nobody changes it.  A log that waits must be read, and that needs them.
 */
static bool
is_frozen(const char *dir, const char *path)
{
	char *log = archive_path(dir, "archive.db-wal");
	struct stat status;
	bool waits = stat(log, &status) == 0 && status.st_size > 0;

	free(log);
	if (waits || access(dir, W_OK) == 0)
		return false;
	return errno == EROFS || (nobody_may_write(dir) && nobody_may_write(path));
}

static char *
frozen_name(const char *path)
{
	struct buf name = { 0 };
	char *out;

	buf_push_literal(&name, "file:");
	for (; *path; path++)
		buf_push_format(
		    &name, strchr("%?#", *path) ? "%%%02x" : "%c", (unsigned char)*path);
	buf_push_literal(&name, "?immutable=1");
	out = strndup(name.p, name.n);
	buf_done(&name);
	return out;
}

static struct err
connect_for_reading(struct archive *archive, const char *path)
{
	bool frozen = is_frozen(archive->dir, path);
	char *name = frozen ? frozen_name(path) : strdup(path);
	struct err e =
	    archive_connect(archive, name, SQLITE_OPEN_READONLY | (frozen ? SQLITE_OPEN_URI : 0));

	free(name);
	return e;
}

struct archive *
archive_new(const char *dir, enum archive_mode mode)
{
	struct archive *archive = mem_alloc(sizeof(*archive));

	*archive = (struct archive){ .mode = mode, .lock = -1, .dir = strdup(dir) };
	return archive;
}

static struct err
open_steps(struct archive *archive)
{
	char *path = archive_path(archive->dir, "archive.db");
	bool write = archive->mode == ARCHIVE_WRITE;
	struct err e = { 0 };

	if (access(path, F_OK) != 0)
		e = err_new(ERR_NO_ARCHIVE, errno == ENOTDIR ? "a file, not a folder" : NULL);
	if (!e.code && write)
		e = lock_take(archive->dir, &archive->lock);
	if (!e.code)
		e = write ? archive_connect(archive, path, SQLITE_OPEN_READWRITE)
			  : connect_for_reading(archive, path);
	if (!e.code)
		e = format_check(archive);
	free(path);
	return e;
}

struct err
archive_open(const char *dir, enum archive_mode mode, struct archive **out)
{
	struct archive *archive = archive_new(dir, mode);
	struct err e = open_steps(archive);

	if (e.code)
		archive_close(archive);
	else
		*out = archive;
	return e;
}

/* Pages that nothing needs any more - the index leaves many as it merges - go back to the disk once
 * they are worth the moving.  A failure changes nothing that is kept. */
static void
free_pages_return(struct archive *archive)
{
	int64_t free_pages = 0, pages = 0;

	if (archive->mode != ARCHIVE_WRITE || !archive->db || archive->broken)
		return;
	if (sql_one_int(archive, "PRAGMA freelist_count", &free_pages).code ||
	    sql_one_int(archive, "PRAGMA page_count", &pages).code)
		return;
	if (free_pages * FREE_SHARE > pages)
		(void)sql_exec(archive, "PRAGMA incremental_vacuum");
}

void
archive_close(struct archive *archive)
{
	if (!archive)
		return;
	archive_rollback(archive);
	free_pages_return(archive);
	for (unsigned i = 0; i < SQL_SLOTS; i++)
		sqlite3_finalize(archive->statements[i].stmt);
	packer_done(&archive->packer);
	dictionaries_done(&archive->dictionaries);
	arena_done(&archive->scratch);
	sqlite3_close_v2(archive->db);
	fd_close(&archive->lock);
	free(archive->dir);
	free(archive);
}

/* ---- what it says of itself ---- */

const char *
archive_dir(const struct archive *archive)
{
	return archive->dir;
}

const char *
archive_message(const struct archive *archive)
{
	return archive->message;
}

uint64_t
archive_generation(struct archive *archive)
{
	int64_t generation = 0;

	if (archive->reading == 0)
		(void)archive_upgrade_seen(archive);
	(void)sql_one_int(archive, "SELECT generation FROM state", &generation);
	return (uint64_t)generation;
}

/* ---- transactions ---- */

struct err
archive_may_write(struct archive *archive)
{
	if (archive->mode != ARCHIVE_WRITE)
		return err_new(ERR_ACCESS, "the archive was opened for reading");
	if (!archive->in_transaction)
		return err_new(ERR_DATABASE, "no transaction was begun");
	return (struct err){ 0 };
}

struct err
archive_begin(struct archive *archive)
{
	if (archive->mode != ARCHIVE_WRITE)
		return err_new(ERR_ACCESS, "the archive was opened for reading");
	/* After a write that failed nobody knows what the disk holds; a new handle reads it again.
	 */
	if (archive->broken)
		return err_new(ERR_IO, "an earlier write failed; open the archive again");
	struct sql q = sql_query(archive, "BEGIN IMMEDIATE");
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	archive->in_transaction = true;
	e = packer_begin(archive);
	if (e.code)
		archive_rollback(archive);
	return e;
}

static struct err
commit_steps(struct archive *archive)
{
	struct err e = packer_flush(archive);

	if (e.code)
		return e;
	struct sql next = sql_query(archive, "UPDATE state SET generation = generation + 1");
	e = sql_run(&next);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "COMMIT");
	return sql_run(&q);
}

struct err
archive_commit(struct archive *archive)
{
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	e = commit_steps(archive);
	if (e.code) {
		archive->broken = e.code == ERR_IO;
		archive_rollback(archive);
		return e;
	}
	archive->in_transaction = false;
	return e;
}

void
archive_rollback(struct archive *archive)
{
	if (!archive->in_transaction)
		return;
	archive->in_transaction = false;
	packer_forget(&archive->packer);
	dictionaries_done(&archive->dictionaries);
	archive->source.id = archive->next_revision = archive->shelves.feed = 0;
	/* SQLite may have rolled back by itself, after a full disk for one. */
	if (!sqlite3_get_autocommit(archive->db))
		(void)sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL);
}

struct err
archive_read_begin(struct archive *archive)
{
	struct err e = { 0 };

	if (archive->reading == 0)
		e = archive_upgrade_seen(archive);
	if (archive->reading == 0 && !e.code) {
		struct sql q = sql_query(archive, "BEGIN");
		e = sql_run(&q);
	}
	archive->reading += !e.code;
	return e;
}

void
archive_read_end(struct archive *archive)
{
	if (--archive->reading > 0)
		return;
	struct sql q = sql_query(archive, "COMMIT");
	(void)sql_run(&q);
}

/* ---- after much has come ---- */

struct err
archive_tidy(struct archive *archive)
{
	static const char indexes[] = "REINDEX articles; REINDEX sightings; REINDEX revisions; REINDEX captures;"
				      "REINDEX story_articles; REINDEX changes; REINDEX figure_forms; REINDEX figure_words;"
				      "CREATE TEMP TABLE again AS SELECT * FROM figure_names ORDER BY form, revision;"
				      "DELETE FROM figure_names; INSERT INTO figure_names SELECT * FROM temp.again; DROP TABLE temp.again";
	struct err e = archive_begin(archive);

	if (e.code)
		return e;
	e = sql_exec(archive, indexes);
	if (e.code) {
		archive_rollback(archive);
		return e;
	}
	e = archive_commit(archive);
	return e.code ? e : sql_exec(archive, "PRAGMA incremental_vacuum");
}
