#include <errno.h>
#include <stdio.h>

#include "store/store.h"

/* ---- errors ---- */

static const struct {
	int code; /* primary result code of SQLite */
	enum err_code err;
	const char *what;
} results[] = {
	{ SQLITE_FULL, ERR_DISK_FULL, "writing the archive" },
	{ SQLITE_IOERR, ERR_IO, "the archive file" },
	{ SQLITE_CORRUPT, ERR_DAMAGE, "a page of the database is damaged" },
	{ SQLITE_NOTADB, ERR_DAMAGE, "archive.db is not a database" },
	{ SQLITE_BUSY, ERR_BUSY, "another process is at the database" },
	{ SQLITE_LOCKED, ERR_BUSY, "another query is at the table" },
	{ SQLITE_READONLY, ERR_ACCESS, "the archive cannot be written" },
	{ SQLITE_CANTOPEN, ERR_ACCESS, "archive.db cannot be opened" },
	{ SQLITE_PERM, ERR_ACCESS, "archive.db" },
	{ SQLITE_INTERRUPT, ERR_INTERRUPTED, NULL },
	{ SQLITE_TOOBIG, ERR_TOO_BIG, "a value for the database" },
	{ SQLITE_CONSTRAINT, ERR_DATABASE, "a rule of the schema was broken" },
};

/* What the connection says is of its last error; a copy has another connection. */
static void
message_keep(struct archive *archive, int code)
{
	bool ours = archive->db && sqlite3_extended_errcode(archive->db) == code;
	const char *text = ours ? sqlite3_errmsg(archive->db) : sqlite3_errstr(code);

	snprintf(archive->message, sizeof(archive->message), "%s (%d)", text, code);
}

/* SQLite knows ENOSPC as a full disk, but not a quota or a limit; and at a commit only errno itself
 * tells of them. */
static bool
is_full(struct archive *archive, int code, int number)
{
	int kept = archive->db ? sqlite3_system_errno(archive->db) : 0;

	if (code == SQLITE_IOERR_WRITE && err_from_errno(number, NULL).code == ERR_DISK_FULL)
		return true;
	return ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN) &&
	       err_from_errno(kept, NULL).code == ERR_DISK_FULL;
}

struct err
sql_error(struct archive *archive, int code)
{
	int primary = code & 0xff, number = errno;

	if (primary == SQLITE_OK || primary == SQLITE_ROW || primary == SQLITE_DONE)
		return (struct err){ 0 };
	message_keep(archive, code);
	if (is_full(archive, code, number))
		return err_new(ERR_DISK_FULL, "writing the archive");
	for (size_t i = 0; i < LENGTH(results); i++)
		if (results[i].code == primary)
			return err_new(results[i].err, results[i].what);
	return err_new(ERR_DATABASE, NULL);
}

/* ---- statements ---- */

sqlite3 *
archive_db(struct archive *archive)
{
	return archive->db;
}

static sqlite3_stmt *
prepare(struct sql *q, const char *text, unsigned flags)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v3(q->archive->db, text, -1, flags, &stmt, NULL);

	sql_fail(q, sql_error(q->archive, code));
	return stmt;
}

/* Eight bytes at a time: a page asks dozens of queries, and their texts are long. */
static uint64_t
text_hash(const char *text)
{
	size_t n = strlen(text);
	uint64_t hash = SQL_SUM_BASIS ^ n, eight = 0;

	for (; n >= sizeof(eight); n -= sizeof(eight), text += sizeof(eight)) {
		memcpy(&eight, text, sizeof(eight));
		hash = (hash ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	eight = 0;
	memcpy(&eight, text, n);
	hash = (hash ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

/* The slot that holds ${text} or is free for it; NULL where the table is full. */
static struct sql_slot *
slot_find(struct archive *archive, const char *text, uint64_t hash)
{
	for (unsigned i = 0; i < SQL_SLOTS / 2; i++) {
		struct sql_slot *slot = &archive->statements[(hash + i) % SQL_SLOTS];
		if (!slot->stmt)
			return slot;
		if (slot->hash == hash && strcmp(sqlite3_sql(slot->stmt), text) == 0)
			return slot;
	}
	return NULL;
}

struct sql
sql_query(struct archive *archive, const char *text)
{
	struct sql q = { .archive = archive, .sum = SQL_SUM_BASIS };
	uint64_t hash = text_hash(text);
	struct sql_slot *slot = slot_find(archive, text, hash);

	if (!slot || slot->busy) {
		q.stmt = prepare(&q, text, 0);
		return q;
	}
	if (!slot->stmt) {
		slot->stmt = prepare(&q, text, SQLITE_PREPARE_PERSISTENT);
		slot->hash = hash;
	}
	q.stmt = slot->stmt;
	slot->busy = q.stmt != NULL;
	q.slot = slot->busy ? slot : NULL;
	return q;
}

struct err
sql_exec(struct archive *archive, const char *text)
{
	return sql_error(archive, sqlite3_exec(archive->db, text, NULL, NULL, NULL));
}

struct err
sql_one_int(struct archive *archive, const char *text, int64_t *out)
{
	struct sql q = sql_query(archive, text);
	int64_t value = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);

	if (!e.code)
		*out = value;
	return e;
}

void
sql_fail(struct sql *q, struct err err)
{
	if (!q->err.code)
		q->err = err;
}

bool
sql_row(struct sql *q)
{
	if (q->err.code)
		return false;
	errno = 0;
	int code = sqlite3_step(q->stmt);
	if (code == SQLITE_ROW)
		return true;
	sql_fail(q, sql_error(q->archive, code));
	return false;
}

struct err
sql_end(struct sql *q)
{
	if (!q->stmt)
		return q->err;
	if (q->slot) {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
		q->slot->busy = false;
	} else {
		sqlite3_finalize(q->stmt);
	}
	q->stmt = NULL;
	return q->err;
}

struct err
sql_run(struct sql *q)
{
	while (sql_row(q))
		;
	return sql_end(q);
}

struct err
sql_end_found(struct sql *q, bool found)
{
	struct err e = sql_end(q);

	return e.code || found ? e : err_new(ERR_NOT_FOUND, NULL);
}
