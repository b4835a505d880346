#include "store/store.h"

/* What the index over digests holds, in its own words: answers without a body are many, and alike.
 */
#define WITH_BYTES "(size > 0 OR kind = 1)"

/* What the archive holds already of some bytes. */
struct held {
	int64_t id; /* of the capture with this kind and name; 0: none */
	int64_t at; /* of the bytes in the stream; -1: not kept */
};

static struct raw
prefix_of(const struct digest *digest)
{
	return (struct raw){ digest->b, 8 };
}

static struct raw
name_or_null(struct raw name)
{
	return name.n ? name : (struct raw){ NULL, 0 };
}

struct err
capture_find(struct archive *archive, enum capture_kind kind, struct raw name,
    const struct digest *digest, int64_t *id)
{
	int64_t found = 0;
	struct sql q = sql_query(archive, "SELECT id FROM captures WHERE " WITH_BYTES
					  " AND substr(digest, 1, 8) = ? AND digest = ?"
					  " AND kind = ? AND name IS ? ORDER BY id LIMIT 1");

	sql_bind_raw(&q, prefix_of(digest));
	sql_bind_digest(&q, digest);
	sql_bind_int(&q, kind);
	sql_bind_raw(&q, name_or_null(name));
	if (sql_row(&q))
		found = sql_int(&q, 0);
	struct err e = sql_end(&q);
	if (!e.code)
		*id = found;
	return e;
}

struct err
capture_by_digest(struct archive *archive, const struct digest *digest, int64_t *id)
{
	int64_t found = 0;
	struct sql q =
	    sql_query(archive, "SELECT id FROM captures WHERE " WITH_BYTES
			       " AND substr(digest, 1, 8) = ? AND digest = ? ORDER BY id LIMIT 1");

	sql_bind_raw(&q, prefix_of(digest));
	sql_bind_digest(&q, digest);
	if (sql_row(&q))
		found = sql_int(&q, 0);
	struct err e = sql_end(&q);
	if (!e.code && !found)
		return err_new(ERR_NOT_FOUND, "no capture has these bytes");
	if (!e.code)
		*id = found;
	return e;
}

static struct err
bytes_find(struct archive *archive, const struct digest *digest, int64_t *at)
{
	struct sql q = sql_query(archive, "SELECT at FROM captures WHERE " WITH_BYTES
					  " AND substr(digest, 1, 8) = ? AND digest = ?"
					  " AND kind <> 6 LIMIT 1");

	sql_bind_raw(&q, prefix_of(digest));
	sql_bind_digest(&q, digest);
	*at = sql_row(&q) ? sql_int(&q, 0) : -1;
	return sql_end(&q);
}

/* A file that is imported again under its name is the same capture; a page fetched again is
 * evidence of another time. */
static struct err
held_find(struct archive *archive, const struct capture *capture, const struct digest *digest,
    struct held *out)
{
	struct err e = bytes_find(archive, digest, &out->at);

	out->id = 0;
	if (e.code || capture->kind != CAPTURE_IMPORT || out->at < 0)
		return e;
	return capture_find(archive, capture->kind, capture->name, digest, &out->id);
}

static struct err
row_insert(struct archive *archive, const struct capture *capture, const struct digest *digest,
    int64_t at, int64_t size, int64_t *id)
{
	struct sql q = sql_query(archive,
	    "INSERT INTO captures (kind, name, url, fetched, file_time, source, at, size,"
	    " digest, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, capture->kind);
	sql_bind_raw(&q, name_or_null(capture->name));
	sql_bind_str(&q, capture->url.n ? capture->url : STR_END);
	sql_bind_int(&q, capture->fetched);
	sql_bind_int(&q, capture->file_time);
	sql_bind_str(&q, capture->source.n ? capture->source : STR_END);
	sql_bind_int(&q, at);
	sql_bind_int(&q, size);
	sql_bind_digest(&q, digest);
	sql_bind_sum(&q);
	struct err e = sql_run(&q);
	if (!e.code)
		*id = sqlite3_last_insert_rowid(archive_db(archive));
	return e;
}

/* A picture's bytes stand by themselves, once. */
static struct err
picture_keep(struct archive *archive, const struct capture *capture, struct raw bytes,
    const struct digest *digest)
{
	int64_t blob;

	if (capture->kind != CAPTURE_PICTURE)
		return (struct err){ 0 };
	if (capture->given_up)
		return blob_note(archive, digest, (int64_t)bytes.n, capture->fetched);
	return blob_add(archive, bytes, digest, &blob);
}

struct err
capture_add(struct archive *archive, const struct capture *capture, struct raw bytes, int64_t *id)
{
	bool given = !digest_is_zero(&capture->digest);
	struct digest digest = given ? capture->digest : digest_of(bytes);
	struct held held;
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = held_find(archive, capture, &digest, &held);
	if (e.code)
		return e;
	if (held.id) {
		*id = held.id;
		return e;
	}
	if (!bytes.n || capture->kind == CAPTURE_PICTURE) {
		held.at = 0;
	} else if (held.at < 0) {
		held.at = packer_end(archive);
		e = packer_put(archive, bytes);
	}
	if (!e.code)
		e = picture_keep(archive, capture, bytes, &digest);
	if (e.code)
		return e;
	return row_insert(archive, capture, &digest, held.at, (int64_t)bytes.n, id);
}

/* ---- in pieces ---- */

struct err
capture_begin(struct archive *archive)
{
	struct incoming *incoming = &archive->incoming;
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	*incoming = (struct incoming){ .at = packer_end(archive) };
	digest_init(&incoming->digest);
	return e;
}

struct err
capture_put(struct archive *archive, struct raw piece)
{
	digest_add(&archive->incoming.digest, piece);
	archive->incoming.size += (int64_t)piece.n;
	return packer_put(archive, piece);
}

struct err
capture_end(struct archive *archive, const struct capture *capture, int64_t *id, bool *known)
{
	struct incoming *incoming = &archive->incoming;
	struct digest digest = digest_final(&incoming->digest);
	struct held held;
	struct err e = held_find(archive, capture, &digest, &held);

	if (e.code)
		return e;
	if (held.at < 0)
		held.at = incoming->at;
	else
		e = packer_cut(archive, incoming->at);
	if (e.code)
		return e;
	*known = held.id != 0;
	if (held.id) {
		*id = held.id;
		return e;
	}
	return row_insert(archive, capture, &digest, held.at, incoming->size, id);
}

/* ---- quarantine ---- */

struct err
capture_quarantine(struct archive *archive, int64_t id, struct err fault)
{
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	struct sql q =
	    sql_query(archive, "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?)"
			       " ON CONFLICT (capture) DO UPDATE SET fault = excluded.fault,"
			       " at = excluded.at, what = excluded.what, sum = excluded.sum");
	sql_bind_int(&q, id);
	sql_bind_str(&q, str_from_c(err_row(fault.code)->name));
	sql_bind_int(&q, fault.at);
	sql_bind_str(&q, str_from_c(fault.what));
	sql_bind_sum(&q);
	return sql_run(&q);
}
