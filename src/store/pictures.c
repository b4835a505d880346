/* pictures.c: pictures by address: which are wanted, and what became of them. */
#include "store/pictures.h"
#include "store/member.h"
#include "store/store.h"

#define NUMBER(member)                                                       \
	{                                                                    \
		offsetof(struct picture_row, member), MEMBER_INT, 0, 0, NULL \
	}
#define OF(member, kind, min, max, what)                                   \
	{                                                                  \
		offsetof(struct picture_row, member), kind, min, max, what \
	}

/* In the order of the columns, behind the key. */
static const struct member picture_table[] = {
	OF(url, MEMBER_URL, 0, URL_MAX, "the address of a picture"),
	OF(proxied, MEMBER_ADDRESS, 0, 4 * URL_MAX, "the address of a picture at a proxy"),
	OF(source, MEMBER_CLAIM, 0, FEED_ROW_TEXT_MAX, NULL),
	OF(state, MEMBER_SMALL, PICTURE_WANTED, PICTURE_GIVEN_UP, "the state of a picture"),
	NUMBER(next),
	NUMBER(failing),
	OF(status, MEMBER_SMALL, 0, 999, "a status"),
	OF(fault, MEMBER_TEXT, 0, FEED_ROW_WORD_MAX, "a fault"),
	OF(fault_what, MEMBER_CLAIM, 0, FEED_ROW_TEXT_MAX, NULL),
	OF(capture, MEMBER_ID, 0, 0, NULL),
	OF(original, MEMBER_ID, 0, 0, NULL),
	OF(format, MEMBER_SMALL, 0, PICTURE_AVIF, "the format of a picture"),
	NUMBER(width),
	NUMBER(height),
	NUMBER(pages),
	NUMBER(size),
	NUMBER(fetched),
};
static const struct members picture_members = { picture_table, LENGTH(picture_table) };

#define PICTURE_SELECT                                                                       \
	"SELECT key, url, proxied, source, state, next, failing, status, fault, fault_what," \
	" capture, original, format, width, height, pages, size, fetched, sum, id FROM pictures "
enum { PICTURE_SUM = 1 + LENGTH(picture_table), PICTURE_ID };

const char *
picture_state_name(enum picture_state state)
{
	static const char *const names[PICTURE_STATES] = { [PICTURE_WANTED] = "wanted",
		[PICTURE_KEPT] = "kept",
		[PICTURE_FAILED] = "failed",
		[PICTURE_REFUSED] = "refused",
		[PICTURE_GIVEN_UP] = "given-up" };

	return state < PICTURE_STATES && names[state] ? names[state] : "unknown";
}

/* Two addresses are one picture's that differ in scheme or fragment only.  Paths are not judged:
 * hosts of pictures number them in ways of their own. */
static struct digest
picture_key(struct str url)
{
	ptrdiff_t fragment = str_find_char(url, '#', 0);

	if (fragment >= 0)
		url.n = (size_t)fragment;
	if (!pull_str(&url, S("https:")))
		pull_str(&url, S("http:"));
	return key_digest(url);
}

static void
bind_key(struct sql *q, const struct digest *key)
{
	sql_bind_raw(q, (struct raw){ key->b, KEY_SIZE });
}

/* ---- reading ---- */

static struct picture_row
row_take(struct sql *q, struct arena *arena)
{
	struct picture_row row = { .id = sql_int(q, PICTURE_ID) };

	if (!sql_sum_ok(q, PICTURE_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a picture"));
	members_get(q, arena, 1, picture_members, &row);
	return row;
}

static struct err
row_end(struct sql *q, struct arena *arena, struct picture_row *out)
{
	struct picture_row row = { 0 };
	bool found = sql_row(q);

	if (found)
		row = row_take(q, arena);
	struct err e = sql_end_found(q, found);
	if (!e.code)
		*out = row;
	return e;
}

struct err
picture_get(struct archive *archive, struct arena *arena, int64_t id, struct picture_row *out)
{
	struct sql q = sql_query(archive, PICTURE_SELECT "WHERE id = ?");

	sql_bind_int(&q, id);
	return row_end(&q, arena, out);
}

static struct err
by_key(struct archive *archive, struct arena *arena, struct str url, struct picture_row *out)
{
	struct digest key = picture_key(url);
	struct sql q = sql_query(archive, PICTURE_SELECT "WHERE key = ?");

	bind_key(&q, &key);
	return row_end(&q, arena, out);
}

struct err
picture_by_url(
    struct archive *archive, struct arena *arena, struct url url, struct picture_row *out)
{
	struct str proxy;
	struct err e = by_key(archive, arena, url_str(url), out);

	if (e.code != ERR_NOT_FOUND)
		return e;
	url = url_unproxied(arena, url, &proxy);
	return proxy.n ? by_key(archive, arena, url_str(url), out) : e;
}

struct err
picture_alike(struct archive *archive, struct arena *arena, const struct picture_row *row,
    struct picture_row *out)
{
	struct sql q = sql_query(archive, PICTURE_SELECT
	    "WHERE original = ? AND id <> ? AND EXISTS (SELECT 1 FROM prints WHERE picture ="
	    " pictures.id) ORDER BY id LIMIT 1");

	sql_bind_int(&q, row->original);
	sql_bind_int(&q, row->id);
	return row_end(&q, arena, out);
}

static struct err
rows_end(struct sql *q, struct arena *arena, struct picture_rows *out)
{
	struct picture_rows rows = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = row_take(q, arena);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = rows;
	return e;
}

static int64_t
limit_or_all(size_t limit)
{
	return limit ? (int64_t)limit : -1;
}

struct err
pictures_list(struct archive *archive, struct arena *arena, enum picture_state state, int64_t after,
    size_t limit, struct picture_rows *out)
{
	struct sql q = sql_query(archive,
	    PICTURE_SELECT "WHERE id > ?1 AND (?2 = 0 OR state = ?2) ORDER BY id LIMIT ?3");

	sql_bind_int(&q, after);
	sql_bind_int(&q, state);
	sql_bind_int(&q, limit_or_all(limit));
	return rows_end(&q, arena, out);
}

struct err
pictures_due(struct archive *archive, struct arena *arena, int64_t due, size_t limit,
    struct picture_rows *out)
{
	struct sql q = sql_query(archive, PICTURE_SELECT
	    "WHERE next < 9223372036854775807 AND next <= ? ORDER BY next, id LIMIT ?");

	sql_bind_int(&q, due);
	sql_bind_int(&q, limit_or_all(limit));
	return rows_end(&q, arena, out);
}

struct err
pictures_next(struct archive *archive, int64_t *next)
{
	return sql_one_int(archive,
	    "SELECT ifnull(min(next), 9223372036854775807) FROM pictures"
	    " WHERE next < 9223372036854775807",
	    next);
}

/* ---- writing ---- */

/* ${text}: a column each, then the sum; then the id. */
static struct err
row_write(struct archive *archive, const char *text, const struct picture_row *row)
{
	struct digest key = picture_key(row->url);
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = members_check(picture_members, row);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, text);
	arena_reset(&archive->scratch);
	bind_key(&q, &key);
	members_bind(&q, &archive->scratch, picture_members, row);
	sql_bind_sum(&q);
	if (row->id)
		sql_bind_int(&q, row->id);
	return sql_run(&q);
}

struct err
picture_put(struct archive *archive, const struct picture_row *row)
{
	struct err e = row->id ? (struct err){ 0 } : err_new(ERR_NOT_FOUND, "a picture");

	if (!e.code)
		e = row_write(archive,
		    "UPDATE pictures SET key = ?, url = ?, proxied = ?, source = ?, state = ?,"
		    " next = ?, failing = ?, status = ?, fault = ?, fault_what = ?, capture = ?,"
		    " original = ?, format = ?, width = ?, height = ?, pages = ?, size = ?,"
		    " fetched = ?, sum = ? WHERE id = ?",
		    row);
	if (!e.code && !sqlite3_changes(archive_db(archive)))
		e = err_new(ERR_NOT_FOUND, "a picture");
	return e;
}

struct err
picture_add(struct archive *archive, const struct picture_row *row)
{
	return row_write(archive,
	    "INSERT INTO pictures (key, url, proxied, source, state, next, failing, status, fault,"
	    " fault_what, capture, original, format, width, height, pages, size, fetched, sum)"
	    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	    row);
}

struct err
pictures_of_original(
    struct archive *archive, int64_t original, enum picture_state from, enum picture_state to)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct picture_rows rows = { 0 };
	struct sql q = sql_query(archive, PICTURE_SELECT "WHERE original = ? AND state = ?");

	sql_bind_int(&q, original);
	sql_bind_int(&q, from);
	struct err e = rows_end(&q, &arena, &rows);
	for (size_t i = 0; i < rows.count && !e.code; i++) {
		rows.items[i].state = to;
		e = picture_put(archive, &rows.items[i]);
	}
	return e;
}

/* ---- mending ---- */

/* It is asked for again; where even its address is damaged, the next text that names it plans it.
 */
static struct err
begin_again(struct archive *archive, struct sql *q)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw bytes = sql_raw(q, 1);
	struct url url;
	bool readable =
	    utf8_valid_length(bytes) == bytes.n &&
	    !url_parse(&arena, (struct str){ (const char *)bytes.p, bytes.n }, NULL, &url).code;

	if (readable)
		return picture_put(archive, &(struct picture_row){ .id = sql_int(q, PICTURE_ID),
						.url = url_str(url),
						.state = PICTURE_WANTED });
	struct sql prints = sql_query(archive, "DELETE FROM prints WHERE picture = ?");
	sql_bind_int(&prints, sql_int(q, PICTURE_ID));
	struct err e = sql_run(&prints);
	struct sql row = sql_query(archive, "DELETE FROM pictures WHERE id = ?");
	sql_fail(&row, e);
	sql_bind_int(&row, sql_int(q, PICTURE_ID));
	return sql_run(&row);
}

struct err
pictures_mend(struct archive *archive, int64_t *mended)
{
	struct sql q = sql_query(archive, PICTURE_SELECT "ORDER BY id");

	while (sql_row(&q)) {
		if (sql_sum_ok(&q, PICTURE_SUM))
			continue;
		sql_fail(&q, begin_again(archive, &q));
		++*mended;
	}
	return sql_end(&q);
}
