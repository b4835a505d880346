/* sqlvalue.c: values in and out of statements, and the sum over them. */
#include "store/store.h"

/* ---- sums ---- */

/* FNV-1a, 64 bits: one changed byte always changes it. */
static void
sum_add(uint64_t *sum, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++)
		*sum = (*sum ^ p[i]) * UINT64_C(0x100000001b3);
}

/* A value: its type (as SQLite numbers them), an integer or a length as 8 bytes, little-endian, and
 * the bytes. */
static void
sum_add_value(uint64_t *sum, int type, uint64_t number, const void *bytes)
{
	unsigned char head[9] = { (unsigned char)type };

	for (unsigned i = 0; i < 8; i++)
		head[1 + i] = (unsigned char)(number >> (8 * i));
	sum_add(sum, head, sizeof(head));
	if (bytes)
		sum_add(sum, bytes, number);
}

static int64_t
sum_folded(uint64_t sum)
{
	return (int64_t)((sum >> 32) ^ (sum & UINT32_MAX));
}

static void
sum_add_column(uint64_t *sum, sqlite3_stmt *stmt, int column)
{
	int type = sqlite3_column_type(stmt, column);

	if (type == SQLITE_INTEGER) {
		sum_add_value(sum, type, (uint64_t)sqlite3_column_int64(stmt, column), NULL);
	} else if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
		const void *bytes = sqlite3_column_blob(stmt, column);
		sum_add_value(sum, type, (uint64_t)sqlite3_column_bytes(stmt, column), bytes);
	} else {
		sum_add_value(sum, SQLITE_NULL, 0, NULL);
	}
}

bool
sql_sum_ok_from(struct sql *q, int first, int column)
{
	uint64_t sum = SQL_SUM_BASIS;

	if (q->err.code)
		return false;
	for (int i = first; i < column; i++)
		sum_add_column(&sum, q->stmt, i);
	return sqlite3_column_int64(q->stmt, column) == sum_folded(sum);
}

bool
sql_sum_ok(struct sql *q, int column)
{
	return sql_sum_ok_from(q, 0, column);
}

/* ---- in ---- */

static void
bound(struct sql *q, int code)
{
	if (code != SQLITE_OK)
		sql_fail(q, sql_error(q->archive, code));
}

void
sql_bind_int(struct sql *q, int64_t value)
{
	if (q->err.code)
		return;
	sum_add_value(&q->sum, SQLITE_INTEGER, (uint64_t)value, NULL);
	bound(q, sqlite3_bind_int64(q->stmt, ++q->bound, value));
}

void
sql_bind_null(struct sql *q)
{
	if (q->err.code)
		return;
	sum_add_value(&q->sum, SQLITE_NULL, 0, NULL);
	bound(q, sqlite3_bind_null(q->stmt, ++q->bound));
}

void
sql_bind_str(struct sql *q, struct str s)
{
	if (!s.p) {
		sql_bind_null(q);
		return;
	}
	if (q->err.code)
		return;
	sum_add_value(&q->sum, SQLITE_TEXT, s.n, s.p);
	bound(q, sqlite3_bind_text64(q->stmt, ++q->bound, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8));
}

void
sql_bind_raw(struct sql *q, struct raw bytes)
{
	if (!bytes.p) {
		sql_bind_null(q);
		return;
	}
	if (q->err.code)
		return;
	sum_add_value(&q->sum, SQLITE_BLOB, bytes.n, bytes.p);
	bound(q, sqlite3_bind_blob64(q->stmt, ++q->bound, bytes.p, bytes.n, SQLITE_STATIC));
}

void
sql_bind_blob(struct sql *q, struct raw bytes)
{
	if (!q->err.code)
		bound(q, sqlite3_bind_blob64(q->stmt, ++q->bound, bytes.p, bytes.n, SQLITE_STATIC));
}

void
sql_bind_digest(struct sql *q, const struct digest *digest)
{
	sql_bind_raw(q, (struct raw){ digest->b, DIGEST_SIZE });
}

void
sql_bind_sum(struct sql *q)
{
	if (!q->err.code)
		bound(q, sqlite3_bind_int64(q->stmt, ++q->bound, sum_folded(q->sum)));
}

/* ---- out ---- */

int64_t
sql_int(struct sql *q, int column)
{
	return q->err.code ? 0 : sqlite3_column_int64(q->stmt, column);
}

bool
sql_is_null(struct sql *q, int column)
{
	return q->err.code || sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

struct raw
sql_raw(struct sql *q, int column)
{
	if (sql_is_null(q, column))
		return (struct raw){ NULL, 0 };
	const unsigned char *p = sqlite3_column_blob(q->stmt, column);
	/* SQLite gives NULL for a value of no bytes, which is not an absent one. */
	return (struct raw){ p ? p : (const unsigned char *)"",
		(size_t)sqlite3_column_bytes(q->stmt, column) };
}

struct str
sql_str(struct sql *q, struct arena *arena, int column)
{
	struct raw bytes = sql_raw(q, column);

	if (!bytes.p)
		return (struct str){ NULL, 0 };
	if (utf8_valid_length(bytes) != bytes.n) {
		sql_fail(q, err_new(ERR_DAMAGE, "a text in the archive is not UTF-8"));
		return (struct str){ NULL, 0 };
	}
	return str_copy(arena, (struct str){ (const char *)bytes.p, bytes.n });
}

struct digest
sql_digest(struct sql *q, int column)
{
	struct raw bytes = sql_raw(q, column);
	struct digest digest = { { 0 } };

	if (bytes.n == DIGEST_SIZE)
		memcpy(digest.b, bytes.p, DIGEST_SIZE);
	else
		sql_fail(q, err_new(ERR_DAMAGE, "a digest in the archive has another length"));
	return digest;
}
