/*
 * sql.h: the statement vocabulary of store/ and search/, the only rooms that know SQL.
 *
 *	struct sql q = sql_query(archive, "SELECT id, url FROM revisions WHERE article = ?");
 *	sql_bind_int(&q, article);
 *	while (sql_row(&q))
 *		... sql_int(&q, 0), sql_str(&q, arena, 1) ...
 *	return sql_end(&q);
 *
 * Statements are prepared once per archive and kept.  Values are bound in order, from the left.
 *Errors stick: after one, every verb does nothing, sql_row says false, and sql_end gives it.  Every
 *query is ended by sql_end, once, also after leaving its loop early.
 *
 * Sums: a row that is written once may carry a sum over its columns, so that damage inside a page,
 *which SQLite cannot see, is found.  sql_bind_sum binds the sum of all values bound before it in
 *this statement; sql_sum_ok computes the same over the columns before ${column} and compares.  So
 *the columns of the SELECT stand in the order of the INSERT.
 */
#ifndef XINSHI_STORE_SQL_H
#define XINSHI_STORE_SQL_H

#include <sqlite3.h>

#include "store/archive.h"

#define SQL_SUM_BASIS UINT64_C(0xcbf29ce484222325)

struct sql {
	struct archive *archive;
	sqlite3_stmt *stmt;
	struct err err;
	int bound;	       /* values bound so far */
	uint64_t sum;	       /* over them */
	struct sql_slot *slot; /* where it is kept; NULL: finalised by sql_end */
};

/* The connection, for what this vocabulary has no word for. */
sqlite3 *archive_db(struct archive *archive);

/* A statement whose text is one of ours; the text decides which kept statement is used.  One that
 * is in use already (a query inside its own loop) is prepared anew. */
struct sql sql_query(struct archive *archive, const char *text);
/* A statement without values and rows, or several (schema); not kept. */
struct err sql_exec(struct archive *archive, const char *text);
/* The first column of the first row, 0 where there is none: counts, maxima, pragmas. */
struct err sql_one_int(struct archive *archive, const char *text, int64_t *out);

void sql_bind_int(struct sql *q, int64_t value);
void sql_bind_null(struct sql *q);
/* Bytes given must live until sql_end.  An absent view (p NULL) is bound as NULL. */
void sql_bind_str(struct sql *q, struct str s);
void sql_bind_raw(struct sql *q, struct raw bytes);
/* As sql_bind_raw, left out of the sum: large values that have a digest of their own. */
void sql_bind_blob(struct sql *q, struct raw bytes);
void sql_bind_digest(struct sql *q, const struct digest *digest);
void sql_bind_sum(struct sql *q);

/* The next row. */
bool sql_row(struct sql *q);
int64_t sql_int(struct sql *q, int column);
bool sql_is_null(struct sql *q, int column);
/* A copy in ${arena}, checked to be UTF-8 (ERR_DAMAGE); NULL gives the absent view. */
struct str sql_str(struct sql *q, struct arena *arena, int column);
/* Valid until the next sql_row or sql_end; unchecked. */
struct raw sql_raw(struct sql *q, int column);
/* ERR_DAMAGE unless it is 32 bytes. */
struct digest sql_digest(struct sql *q, int column);
/* Whether the sum in ${column} is that of the columns before it. */
bool sql_sum_ok(struct sql *q, int column);
/* The same over the columns from ${first} on. */
bool sql_sum_ok_from(struct sql *q, int first, int column);

/* Makes ${err} the query's error unless it has one. */
void sql_fail(struct sql *q, struct err err);
/* Ends the query and gives its error. */
struct err sql_end(struct sql *q);
/* Steps through a statement that gives no rows, and ends it. */
struct err sql_run(struct sql *q);
/* As sql_end; ERR_NOT_FOUND where there was no error and no row. */
struct err sql_end_found(struct sql *q, bool found);

/* The error for a result code of SQLite on this archive: full disk, damage, lock, ...; keeps its
 * message. */
struct err sql_error(struct archive *archive, int code);

#endif
