/* blobs.c: bytes by digest, each once. */
#include "store/blobs.h"
#include "store/store.h"

/* Columns in the order of the table, so that the sum covers them. */
#define BLOB_SELECT "SELECT digest, size, dropped, sum, id FROM blobs "
enum { BLOB_SUM = 3 };

/* ---- reading ---- */

static struct blob_row
row_take(struct sql *q)
{
	if (!sql_sum_ok(q, BLOB_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a blob"));
	return (struct blob_row){ .digest = sql_digest(q, 0),
		.size = sql_int(q, 1),
		.dropped = sql_int(q, 2),
		.id = sql_int(q, 4) };
}

static struct err
row_end(struct sql *q, struct blob_row *out)
{
	struct blob_row row = { 0 };
	bool found = sql_row(q);

	if (found)
		row = row_take(q);
	struct err e = sql_end_found(q, found);
	if (!e.code)
		*out = row;
	return e;
}

struct err
blob_get(struct archive *archive, int64_t id, struct blob_row *out)
{
	struct sql q = sql_query(archive, BLOB_SELECT "WHERE id = ?");

	sql_bind_int(&q, id);
	return row_end(&q, out);
}

struct err
blob_find(struct archive *archive, const struct digest *digest, struct blob_row *out)
{
	struct sql q = sql_query(archive, BLOB_SELECT "WHERE digest = ?");

	sql_bind_digest(&q, digest);
	return row_end(&q, out);
}

static struct err
bytes_check(const struct blob_row *row, struct raw bytes)
{
	struct digest digest = digest_of(bytes);

	if ((int64_t)bytes.n != row->size || !digest_equal(&digest, &row->digest))
		return err_new(ERR_DIGEST, "bytes of a picture");
	return (struct err){ 0 };
}

struct err
blob_read(struct archive *archive, struct arena *arena, int64_t id, struct raw *out)
{
	struct blob_row row = { 0 };
	struct raw bytes = { 0 };
	struct err e = blob_get(archive, id, &row);

	if (!e.code && row.dropped)
		e = err_new(ERR_GIVEN_UP, "bytes of a picture");
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "SELECT bytes FROM blobs WHERE id = ?");
	sql_bind_int(&q, id);
	bool found = sql_row(&q);
	if (found)
		bytes = raw_copy(arena, sql_raw(&q, 0));
	e = sql_end_found(&q, found);
	if (!e.code)
		e = bytes_check(&row, bytes);
	if (!e.code)
		*out = bytes;
	return e;
}

struct err
blobs_size(struct archive *archive, int64_t *out)
{
	return sql_one_int(archive, "SELECT sum(size) FROM blobs WHERE dropped = 0", out);
}

/* ---- writing ---- */

/* NULL where ${bytes} has no address. */
static struct err
row_write(struct archive *archive, const char *text, const struct blob_row *row, struct raw bytes)
{
	struct sql q = sql_query(archive, text);

	sql_bind_digest(&q, &row->digest);
	sql_bind_int(&q, row->size);
	sql_bind_int(&q, row->dropped);
	sql_bind_sum(&q);
	sql_bind_blob(&q, bytes);
	if (row->id)
		sql_bind_int(&q, row->id);
	return sql_run(&q);
}

static struct err
row_change(struct archive *archive, const struct blob_row *row, struct raw bytes)
{
	return row_write(archive,
	    "UPDATE blobs SET digest = ?, size = ?, dropped = ?, sum = ?, bytes = ? WHERE id = ?",
	    row, bytes);
}

/* Pictures whose original is here again are kept again. */
static struct err
come_back(struct archive *archive, struct blob_row *row, struct raw bytes)
{
	row->dropped = 0;
	struct err e = row_change(archive, row, bytes);

	return e.code ? e : pictures_of_original(archive, row->id, PICTURE_GIVEN_UP, PICTURE_KEPT);
}

static struct err
row_add(struct archive *archive, const struct blob_row *row, struct raw bytes, int64_t *id)
{
	struct err e = row_write(archive,
	    "INSERT INTO blobs (digest, size, dropped, sum, bytes) VALUES (?, ?, ?, ?, ?)", row,
	    bytes);

	if (!e.code)
		*id = sqlite3_last_insert_rowid(archive_db(archive));
	return e;
}

struct err
blob_add(struct archive *archive, struct raw bytes, const struct digest *digest, int64_t *id)
{
	struct digest own = digest ? *digest : digest_of(bytes);
	struct blob_row row = { 0 };
	struct err e = archive_may_write(archive);

	if (!e.code && (!bytes.n || bytes.n > BLOB_MAX))
		e = err_new(bytes.n ? ERR_TOO_BIG : ERR_EMPTY, "bytes of a picture");
	if (e.code)
		return e;
	e = blob_find(archive, &own, &row);
	if (e.code == ERR_NOT_FOUND)
		return row_add(archive,
		    &(struct blob_row){ .digest = own, .size = (int64_t)bytes.n }, bytes, id);
	if (!e.code && row.dropped)
		e = come_back(archive, &row, bytes);
	if (!e.code)
		*id = row.id;
	return e;
}

struct err
blob_note(struct archive *archive, const struct digest *digest, int64_t size, int64_t now)
{
	struct blob_row row = { .digest = *digest, .size = size, .dropped = now };
	struct blob_row known;
	int64_t id;
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = blob_find(archive, digest, &known);
	return e.code == ERR_NOT_FOUND ? row_add(archive, &row, (struct raw){ NULL, 0 }, &id) : e;
}

struct err
blob_drop(struct archive *archive, int64_t id, int64_t now)
{
	struct blob_row row = { 0 };
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = blob_get(archive, id, &row);
	if (e.code || row.dropped)
		return e;
	row.dropped = now;
	return row_change(archive, &row, (struct raw){ NULL, 0 });
}
