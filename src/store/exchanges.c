/* exchanges.c: how fetched captures came.  The heads stand in the stream just before the body, so
 * that they compress each other. */
#include "record/exchange.h"
#include "store/feeds.h"
#include "store/member.h"
#include "store/store.h"

#define OF(member, kind, min, max, what)                                    \
	{                                                                   \
		offsetof(struct exchange_row, member), kind, min, max, what \
	}

/* The columns before the digest of what was received. */
static const struct member way_table[] = {
	OF(feed, MEMBER_ID, 0, 0, NULL),
	OF(article, MEMBER_ID, 0, 0, NULL),
	OF(previous, MEMBER_ID, 0, 0, NULL),
	OF(status, MEMBER_SMALL, 0, 999, "a status"),
	OF(address, MEMBER_TEXT, 0, 300, "the address of a peer"),
	OF(began_ms, MEMBER_INT, 0, 0, NULL),
	OF(took_ms, MEMBER_INT, 0, 0, NULL),
	OF(received, MEMBER_INT, 0, 0, NULL),
};

/* Those behind it. */
static const struct member content_table[] = {
	OF(content_type, MEMBER_CLAIM, 0, FEED_ROW_TEXT_MAX, NULL),
	OF(content_location, MEMBER_CLAIM, 0, URL_MAX, NULL),
	OF(content_language, MEMBER_CLAIM, 0, FEED_ROW_TEXT_MAX, NULL),
};

static const struct members way = { way_table, LENGTH(way_table) };
static const struct members content = { content_table, LENGTH(content_table) };

enum {
	COLUMN_DIGEST = 1 + LENGTH(way_table), /* of what was received */
	COLUMN_CONTENT,
	COLUMN_AT = COLUMN_CONTENT + LENGTH(content_table),
	COLUMN_SUM = COLUMN_AT + 4,
};

/* ---- adding ---- */

static struct digest
heads_digest(const struct exchange_row *exchange)
{
	struct digest_state state;

	digest_init(&state);
	digest_add(&state, exchange->request);
	digest_add(&state, exchange->response);
	return digest_final(&state);
}

/* NULL: as kept; empty: not known. */
static void
bind_received_digest(struct sql *q, const struct exchange_row *exchange, const struct digest *kept)
{
	static const unsigned char none[1];

	if (digest_is_zero(&exchange->received_digest))
		sql_bind_raw(q, (struct raw){ none, 0 });
	else if (digest_equal(&exchange->received_digest, kept))
		sql_bind_null(q);
	else
		sql_bind_digest(q, &exchange->received_digest);
}

static struct err
exchange_insert(struct archive *archive, const struct exchange_row *exchange, int64_t capture,
    int64_t at, const struct digest *kept)
{
	struct digest digest = heads_digest(exchange);
	struct sql q = sql_query(
	    archive, "INSERT INTO exchanges VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");

	arena_reset(&archive->scratch);
	sql_bind_int(&q, capture);
	members_bind(&q, &archive->scratch, way, exchange);
	bind_received_digest(&q, exchange, kept);
	members_bind(&q, &archive->scratch, content, exchange);
	sql_bind_int(&q, at);
	sql_bind_int(&q, (int64_t)exchange->request.n);
	sql_bind_int(&q, (int64_t)exchange->response.n);
	sql_bind_raw(&q, (struct raw){ digest.b, KEY_SIZE });
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct err
exchange_check(struct archive *archive, const struct exchange_row *exchange)
{
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = members_check(way, exchange);
	if (!e.code &&
	    (exchange->request.n > FETCH_HEAD_MAX || exchange->response.n > FETCH_HEAD_MAX))
		e = err_new(ERR_TOO_BIG, "the head of a request or an answer");
	return e;
}

struct err
exchange_add(struct archive *archive, const struct capture *capture, struct raw body,
    const struct exchange_row *exchange, int64_t *id)
{
	struct capture kept = *capture;
	int64_t added;
	struct err e = exchange_check(archive, exchange);

	if (e.code)
		return e;
	if (digest_is_zero(&kept.digest))
		kept.digest = digest_of(body);
	int64_t at = packer_end(archive);
	e = packer_put(archive, exchange->request);
	if (!e.code)
		e = packer_put(archive, exchange->response);
	if (!e.code)
		e = capture_add(archive, &kept, body, &added);
	if (!e.code)
		e = exchange_insert(archive, exchange, added, at, &kept.digest);
	if (!e.code)
		*id = added;
	return e;
}

/* ---- reading ---- */

static struct err
heads_read(struct archive *archive, struct arena *arena, int64_t at, struct raw wanted,
    struct exchange_row *out)
{
	struct raw heads;
	struct digest digest;
	struct err e = range_take(
	    archive, arena, at, (int64_t)(out->request.n + out->response.n), &digest, &heads);

	if (e.code)
		return e;
	if (wanted.n != KEY_SIZE || memcmp(wanted.p, digest.b, KEY_SIZE) != 0)
		return err_new(ERR_DIGEST, "the heads of an exchange");
	out->request.p = heads.p;
	out->response.p = heads.p + out->request.n;
	return e;
}

static void
received_digest_get(struct sql *q, struct exchange_row *out)
{
	if (sql_is_null(q, COLUMN_DIGEST))
		out->received_digest = sql_digest(q, COLUMN_SUM + 1);
	else if (sql_raw(q, COLUMN_DIGEST).n)
		out->received_digest = sql_digest(q, COLUMN_DIGEST);
}

static size_t
head_size(struct sql *q, int column)
{
	int64_t n = sql_int(q, column);

	if (n < 0 || n > FETCH_HEAD_MAX)
		sql_fail(q, err_new(ERR_DAMAGE, "the size of a head"));
	return n < 0 || n > FETCH_HEAD_MAX ? 0 : (size_t)n;
}

static struct exchange_row
exchange_take(struct sql *q, struct arena *arena)
{
	struct exchange_row row = { .capture = sql_int(q, 0) };

	if (!sql_sum_ok(q, COLUMN_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of an exchange"));
	members_get(q, arena, 1, way, &row);
	received_digest_get(q, &row);
	members_get(q, arena, COLUMN_CONTENT, content, &row);
	row.request.n = head_size(q, COLUMN_AT + 1);
	row.response.n = head_size(q, COLUMN_AT + 2);
	return row;
}

struct err
exchange_get(
    struct archive *archive, struct arena *arena, int64_t capture, struct exchange_row *out)
{
	struct exchange_row row = { 0 };
	struct raw digest = { 0 };
	int64_t at = 0;
	struct sql q =
	    sql_query(archive, "SELECT e.capture, e.feed, e.article, e.previous, e.status, "
			       "e.address, e.began_ms, e.took_ms,"
			       " e.received, e.received_digest, e.content_type, "
			       "e.content_location, e.content_language, e.at,"
			       " e.request, e.response, e.digest, e.sum, c.digest FROM exchanges e"
			       " JOIN captures c ON c.id = e.capture WHERE e.capture = ?");

	sql_bind_int(&q, capture);
	bool found = sql_row(&q);
	if (found) {
		row = exchange_take(&q, arena);
		at = sql_int(&q, COLUMN_AT);
		digest = raw_copy(arena, sql_raw(&q, COLUMN_AT + 3));
	}
	struct err e = sql_end_found(&q, found);
	if (!e.code)
		e = heads_read(archive, arena, at, digest, &row);
	if (!e.code)
		*out = row;
	return e;
}

struct err
exchange_find(
    struct archive *archive, int64_t feed, enum capture_kind kind, struct str url, int64_t *capture)
{
	struct sql q = sql_query(archive,
	    "SELECT e.capture FROM exchanges e CROSS JOIN captures c ON c.id = e.capture"
	    " WHERE e.feed = ? AND e.feed IS NOT NULL AND e.status <> 304 AND c.kind = ? AND c.url "
	    "= ?"
	    " ORDER BY e.capture DESC LIMIT 1");

	sql_bind_int(&q, feed);
	sql_bind_int(&q, kind);
	sql_bind_str(&q, url);
	int64_t found = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);
	if (!e.code)
		*capture = found;
	return e;
}
