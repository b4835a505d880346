#include "record/wire.h"
#include "store/store.h"

/* ---- bodies ---- */

static struct err
body_insert(struct archive *archive, int64_t revision, const struct article *article)
{
	struct buf plain CLEAN(buf_done) = { .max = WIRE_ARTICLE_MAX };
	struct buf frame CLEAN(buf_done) = { 0 };
	int64_t dictionary = 0;

	wire_put_body(&plain, article);
	if (plain.err.code)
		return plain.err;
	struct err e = dictionary_compress(archive, USE_BODY, buf_raw(&plain), &frame, &dictionary);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "REPLACE INTO bodies VALUES (?, ?, ?)");
	sql_bind_int(&q, revision);
	sql_bind_int(&q, dictionary);
	sql_bind_blob(&q, buf_raw(&frame));
	e = sql_run(&q);
	return e.code ? e : dictionaries_tend(archive, plain.n, frame.n);
}

static struct err
body_expand(struct archive *archive, struct arena *arena, int64_t dictionary, struct raw frame,
    struct raw *out)
{
	size_t size = 0;
	struct err e = frame_measure(frame, WIRE_ARTICLE_MAX, &size);

	if (e.code)
		return e;
	unsigned char *p = arena_alloc_dirty(arena, size);
	e = dictionary_expand(archive, dictionary, frame, p, size);
	if (!e.code)
		*out = (struct raw){ p, size };
	return e;
}

struct err
body_read(struct archive *archive, struct arena *arena, int64_t revision, struct raw *out)
{
	struct sql q = sql_query(archive, "SELECT dictionary, body FROM bodies WHERE revision = ?");

	sql_bind_int(&q, revision);
	bool found = sql_row(&q);
	if (found)
		sql_fail(&q, body_expand(archive, arena, sql_int(&q, 0), sql_raw(&q, 1), out));
	struct err e = sql_end(&q);
	return e.code || found ? e : err_new(ERR_DAMAGE, "the body of a revision is missing");
}

/* ---- adding ---- */

#define ROW_VALUES " INTO revisions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"

static struct err
revision_write(struct archive *archive, const struct revision *revision, const char *how)
{
	struct sql q = sql_query(archive, how);

	arena_reset(&archive->scratch);
	sql_bind_int(&q, revision->id);
	sql_bind_int(&q, revision->article);
	sql_bind_int(&q, revision->n);
	sql_bind_int(&q, revision->capture);
	row_bind(&q, &archive->scratch, &revision->record);
	sql_bind_sum(&q);
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	return body_insert(archive, revision->id, &revision->record);
}

struct err
revision_add(struct archive *archive, const struct revision *revision)
{
	return revision_write(archive, revision, "INSERT" ROW_VALUES);
}

struct err
revision_replace(struct archive *archive, const struct revision *revision)
{
	return revision_write(archive, revision, "REPLACE" ROW_VALUES);
}

/* ---- reading ---- */

/* Behind the columns of the table: the first capture's time and digest, its notes, and how many
 * captures showed the text. */
#define REVISION_SELECT                                                                         \
	"SELECT " REVISION_COLUMNS ", c.fetched, c.digest, s.notes,"                            \
	" (SELECT count(*) FROM sightings x WHERE x.article = r.article AND x.revision = r.id),"     \
	" w.cause, w.rules_before, w.reread" \
	" FROM revisions r JOIN captures c ON c.id = r.capture"                                 \
	" LEFT JOIN sightings s ON s.capture = r.capture AND s.article = r.article"             \
	" LEFT JOIN causes w ON w.revision = r.id "

static struct revision
revision_row(struct sql *q, struct arena *arena)
{
	struct revision r = { .id = sql_int(q, 0),
		.article = sql_int(q, 1),
		.n = sql_int(q, 2),
		.capture = sql_int(q, 3) };
	struct url url;

	if (!sql_sum_ok(q, REVISION_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a revision"));
	int column = 1 + row_get(q, arena, REVISION_RECORD, &r.record);
	r.fetched = sql_int(q, column);
	r.capture_digest = sql_digest(q, column + 1);
	struct raw notes = sql_raw(q, column + 2);
	if (notes.p)
		sql_fail(q, wire_get_notes(notes, &r.record.notes));
	r.captures = sql_int(q, column + 3);
	r.cause = (struct cause){ .revision = r.id,
		.article = r.article,
		.kind = sql_int(q, column + 4) == CAUSE_WHOLE ? CAUSE_WHOLE : CAUSE_SOURCE,
		.rules_before = sql_int(q, column + 5),
		.reread = sql_int(q, column + 6) };
	url = r.record.url;
	r.record.key = url.n ? url_key(arena, url) : STR_END;
	return r;
}

static struct err
revision_take(struct sql *q, struct arena *arena, enum revision_parts parts, struct revision *out)
{
	struct archive *archive = q->archive;
	struct revision revision = { 0 };
	struct raw body;
	bool found = sql_row(q);

	if (found)
		revision = revision_row(q, arena);
	struct err e = sql_end_found(q, found);
	if (!e.code && parts == REVISION_BODY)
		e = body_read(archive, arena, revision.id, &body);
	if (!e.code && parts == REVISION_BODY)
		e = wire_get_body(arena, body, &revision.record);
	if (!e.code)
		*out = revision;
	return e;
}

struct err
revision_get_id(struct archive *archive, struct arena *arena, int64_t id, enum revision_parts parts,
    struct revision *out)
{
	struct sql q = sql_query(archive, REVISION_SELECT "WHERE r.id = ?");

	sql_bind_int(&q, id);
	return revision_take(&q, arena, parts, out);
}

struct err
revision_get(struct archive *archive, struct arena *arena, int64_t article, int64_t n,
    enum revision_parts parts, struct revision *out)
{
	struct sql q = sql_query(archive,
	    n > 0 ? REVISION_SELECT "WHERE r.article = ? AND r.n = ?"
		  : REVISION_SELECT "WHERE r.id = (SELECT latest FROM articles WHERE id = ?)");

	sql_bind_int(&q, article);
	if (n > 0)
		sql_bind_int(&q, n);
	return revision_take(&q, arena, parts, out);
}

struct err
revision_text(struct archive *archive, struct arena *arena, int64_t id, struct str *out)
{
	struct raw body;
	struct err e = body_read(archive, arena, id, &body);

	return e.code ? e : wire_get_text(body, out);
}

struct err
revisions_list(struct archive *archive, struct arena *arena, int64_t article, size_t limit,
    struct revisions *out)
{
	struct revisions all = { 0 };
	size_t capacity = 0;
	struct sql q =
	    sql_query(archive, REVISION_SELECT "WHERE r.id IN (SELECT l.id FROM revisions l"
					       " WHERE l.article = ? ORDER BY l.n DESC LIMIT ?) ORDER BY"
					       " (SELECT max(as_of) FROM sightings y WHERE "
					       "y.article = r.article AND y.revision = r.id), r.n");

	sql_bind_int(&q, article);
	sql_bind_int(&q, limit ? (int64_t)limit : -1);
	while (sql_row(&q)) {
		arena_push(arena, all.items, all.count, capacity);
		all.items[all.count++] = revision_row(&q, arena);
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = all;
	return e;
}
