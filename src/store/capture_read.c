/* capture_read.c: captures out of the archive: rows and bytes. */
#include "store/store.h"

/* Columns in the order of captures, so that the sum covers them; then what became of it. */
#define CAPTURE_COLUMNS                                                                            \
	"c.kind, c.name, c.url, c.fetched, c.file_time, c.source, c.at, c.size, c.digest, c.sum, " \
	"c.id,"                                                                                    \
	" s.article, s.revision, q.fault, q.at, q.what "
/* A feed shows many articles: its capture stands for the first. */
#define FIRST_SIGHTING                                              \
	"LEFT JOIN sightings s ON s.capture = c.id AND s.article =" \
	" (SELECT min(article) FROM sightings f WHERE f.capture = c.id) "
#define CAPTURE_FROM "FROM captures c " FIRST_SIGHTING "LEFT JOIN quarantine q ON q.capture = c.id "

static struct capture
capture_row(struct sql *q, struct arena *arena, int64_t *at)
{
	struct capture c = { .kind = (enum capture_kind)sql_int(q, 0) };

	if (!sql_sum_ok(q, 9))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a capture"));
	c.name = raw_copy(arena, sql_raw(q, 1));
	c.url = sql_str(q, arena, 2);
	c.fetched = sql_int(q, 3);
	c.file_time = sql_int(q, 4);
	c.source = sql_str(q, arena, 5);
	*at = sql_int(q, 6);
	c.size = sql_int(q, 7);
	c.digest = sql_digest(q, 8);
	c.id = sql_int(q, 10);
	c.article = sql_int(q, 11);
	c.revision = sql_int(q, 12);
	c.fault = sql_str(q, arena, 13);
	c.fault_at = (uint32_t)sql_int(q, 14);
	c.fault_what = sql_str(q, arena, 15);
	return c;
}

static struct err
capture_at(
    struct archive *archive, struct arena *arena, int64_t id, struct capture *out, int64_t *at)
{
	struct sql q = sql_query(archive, "SELECT " CAPTURE_COLUMNS CAPTURE_FROM "WHERE c.id = ?");

	sql_bind_int(&q, id);
	bool found = sql_row(&q);
	struct capture c = { 0 };
	int64_t begin = 0;
	if (found)
		c = capture_row(&q, arena, &begin);
	struct err e = sql_end_found(&q, found);
	if (!e.code) {
		*out = c;
		*at = begin;
	}
	return e;
}

struct err
capture_get(struct archive *archive, struct arena *arena, int64_t id, struct capture *out)
{
	int64_t at;

	return capture_at(archive, arena, id, out, &at);
}

/* ---- bytes ---- */

static struct err
range_walk(struct archive *archive, int64_t at, int64_t size, capture_sink *sink, void *context,
    struct digest *digest)
{
	struct digest_state state;
	struct err e = { 0 };

	digest_init(&state);
	while (size > 0 && !e.code) {
		struct raw part = { NULL, 0 };
		e = pack_read(archive, at, size, &part);
		if (e.code)
			return e;
		digest_add(&state, part);
		at += (int64_t)part.n;
		size -= (int64_t)part.n;
		e = sink(context, part);
	}
	*digest = digest_final(&state);
	return e;
}

struct err
range_read(struct archive *archive, int64_t at, int64_t size, const struct digest *wanted,
    capture_sink *sink, void *context)
{
	struct digest digest;
	struct err e = range_walk(archive, at, size, sink, context, &digest);

	if (e.code)
		return e;
	return digest_equal(&digest, wanted) ? e : err_new(ERR_DIGEST, "bytes of a capture");
}

static struct err
picture_read(
    struct archive *archive, struct arena *arena, const struct capture *capture, struct raw *out)
{
	struct blob_row blob;
	struct err e = blob_find(archive, &capture->digest, &blob);

	if (e.code == ERR_NOT_FOUND)
		return err_new(ERR_DAMAGE, "the bytes of a picture are missing");
	return e.code ? e : blob_read(archive, arena, blob.id, out);
}

struct err
capture_stream(struct archive *archive, int64_t id, capture_sink *sink, void *context)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct capture capture;
	struct raw whole;
	int64_t at;
	struct err e = capture_at(archive, &arena, id, &capture, &at);

	if (!e.code && capture.kind == CAPTURE_PICTURE) {
		e = picture_read(archive, &arena, &capture, &whole);
		return e.code ? e : sink(context, whole);
	}
	if (e.code)
		return e;
	return range_read(archive, at, capture.size, &capture.digest, sink, context);
}

struct gather {
	unsigned char *p;
	size_t n;
};

static struct err
gather_piece(void *context, struct raw piece)
{
	struct gather *gather = context;

	memcpy(gather->p + gather->n, piece.p, piece.n);
	gather->n += piece.n;
	return (struct err){ 0 };
}

struct err
range_take(struct archive *archive, struct arena *arena, int64_t at, int64_t size,
    struct digest *digest, struct raw *out)
{
	struct gather gather = { .p = arena_alloc_dirty(arena, (size_t)size + 1) };
	struct err e = range_walk(archive, at, size, gather_piece, &gather, digest);

	if (!e.code)
		*out = (struct raw){ gather.p, gather.n };
	return e;
}

struct err
capture_read(struct archive *archive, struct arena *arena, int64_t id, size_t max, struct raw *out)
{
	struct arena row CLEAN(arena_done) = { 0 };
	struct capture capture;
	int64_t at;
	struct err e = capture_at(archive, &row, id, &capture, &at);

	if (e.code)
		return e;
	if (capture.size < 0 || (uint64_t)capture.size > max)
		return err_new(ERR_TOO_BIG, "a capture");
	if (capture.kind == CAPTURE_PICTURE)
		return picture_read(archive, arena, &capture, out);
	struct digest digest;
	struct raw bytes;
	e = range_take(archive, arena, at, capture.size, &digest, &bytes);
	if (!e.code && !digest_equal(&digest, &capture.digest))
		e = err_new(ERR_DIGEST, "bytes of a capture");
	if (!e.code)
		*out = bytes;
	return e;
}

/* ---- lists ---- */

static struct err
rows_take(struct sql *q, struct arena *arena, struct captures *out)
{
	struct captures rows = { 0 };
	size_t capacity = 0;
	int64_t at;

	while (sql_row(q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = capture_row(q, arena, &at);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = rows;
	return e;
}

static const char *const list_queries[] = {
	[CAPTURES_ALL] =
	    "SELECT " CAPTURE_COLUMNS CAPTURE_FROM "WHERE c.id > ? ORDER BY c.id LIMIT ?",
	[CAPTURES_UNDERSTOOD] = "SELECT " CAPTURE_COLUMNS CAPTURE_FROM
				"WHERE c.id > ? AND s.article IS NOT NULL ORDER BY c.id LIMIT ?",
	[CAPTURES_QUARANTINED] =
	    "SELECT " CAPTURE_COLUMNS
	    "FROM quarantine q JOIN captures c ON c.id = q.capture " FIRST_SIGHTING
	    "WHERE q.capture > ? ORDER BY q.capture LIMIT ?",
};

struct err
captures_list(struct archive *archive, struct arena *arena, enum capture_filter filter,
    int64_t after, size_t limit, struct captures *out)
{
	struct sql q = sql_query(archive, list_queries[filter]);

	sql_bind_int(&q, after);
	sql_bind_int(&q, (int64_t)limit);
	return rows_take(&q, arena, out);
}

struct err
captures_of_article(
    struct archive *archive, struct arena *arena, int64_t article, struct captures *out)
{
	struct sql q = sql_query(archive,
	    "SELECT " CAPTURE_COLUMNS "FROM sightings s JOIN captures c ON c.id = s.capture"
	    " LEFT JOIN quarantine q ON q.capture = c.id WHERE s.article = ? ORDER BY c.fetched, "
	    "c.id");

	sql_bind_int(&q, article);
	return rows_take(&q, arena, out);
}
