#include "record/exchange.h"
#include "store/feeds.h"
#include "store/member.h"
#include "store/store.h"

#define NUMBER(member)                                                 \
	{                                                              \
		offsetof(struct visit, member), MEMBER_INT, 0, 0, NULL \
	}
#define OF(member, kind, min, max, what)                             \
	{                                                            \
		offsetof(struct visit, member), kind, min, max, what \
	}

/* In the order of the columns. */
static const struct member visit_table[] = {
	NUMBER(article),
	OF(url, MEMBER_URL, 0, URL_MAX, "the address of a page"),
	OF(state, MEMBER_SMALL, VISIT_NEW, VISIT_FAILED, "the state of a page"),
	NUMBER(next),
	NUMBER(count),
	NUMBER(failing),
	NUMBER(blocks),
	NUMBER(held),
	NUMBER(best_held),
	OF(first_capture, MEMBER_ID, 0, 0, NULL),
	OF(alive_capture, MEMBER_ID, 0, 0, NULL),
	OF(proof_capture, MEMBER_ID, 0, 0, NULL),
	NUMBER(last),
	NUMBER(alive),
	NUMBER(since),
	OF(status, MEMBER_SMALL, 0, 999, "a status"),
	OF(etag, MEMBER_TEXT, 0, FETCH_VALIDATOR_MAX, "an ETag"),
	OF(last_modified, MEMBER_TEXT, 0, FETCH_VALIDATOR_MAX, "a Last-Modified"),
	OF(validated_url, MEMBER_ADDRESS, 0, URL_MAX, "where validators came from"),
	OF(moved_to, MEMBER_ADDRESS, 0, URL_MAX, "where a page moved to"),
};

static const struct members visit_members = { visit_table, LENGTH(visit_table) };

enum { VISIT_SUM = LENGTH(visit_table) };

#define VISIT_SELECT                                                                       \
	"SELECT article, url, state, next, count, failing, blocks, held, best_held, "      \
	"first_capture,"                                                                   \
	" alive_capture, proof_capture, last, alive, since, status, etag, last_modified, " \
	"validated_url, moved_to, sum"                                                                    \
	" FROM visits "

/* ---- writing ---- */

struct err
visit_put(struct archive *archive, const struct visit *visit)
{
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = members_check(visit_members, visit);
	if (e.code)
		return e;
	struct sql q = sql_query(
	    archive, "REPLACE INTO visits VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
	arena_reset(&archive->scratch);
	members_bind(&q, &archive->scratch, visit_members, visit);
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct err
visit_is_planned(struct archive *archive, int64_t article, bool *planned)
{
	struct sql q = sql_query(archive, "SELECT 1 FROM visits WHERE article = ?");

	sql_bind_int(&q, article);
	*planned = sql_row(&q);
	return sql_end(&q);
}

struct err
visit_plan(struct archive *archive, int64_t article, struct str url, int64_t next, bool *made)
{
	struct visit visit = { .article = article, .url = url, .state = VISIT_NEW, .next = next };
	bool planned;
	struct err e = visit_is_planned(archive, article, &planned);

	if (e.code || planned)
		return e;
	if (made)
		*made = true;
	return visit_put(archive, &visit);
}

/* ---- reading ---- */

static struct visit
visit_take(struct sql *q, struct arena *arena)
{
	struct visit visit = { 0 };

	if (!sql_sum_ok(q, VISIT_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a visit"));
	members_get(q, arena, 0, visit_members, &visit);
	return visit;
}

struct err
visit_get(struct archive *archive, struct arena *arena, int64_t article, struct visit *out)
{
	struct sql q = sql_query(archive, VISIT_SELECT "WHERE article = ?");
	struct visit visit = { 0 };

	sql_bind_int(&q, article);
	bool found = sql_row(&q);
	if (found)
		visit = visit_take(&q, arena);
	struct err e = sql_end_found(&q, found);
	if (!e.code)
		*out = visit;
	return e;
}

static struct err
visits_take(struct sql *q, struct arena *arena, struct visits *out)
{
	struct visits rows = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = visit_take(q, arena);
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
visits_due(
    struct archive *archive, struct arena *arena, int64_t due, size_t limit, struct visits *out)
{
	struct sql q = sql_query(archive, VISIT_SELECT
	    "WHERE next < 9223372036854775807 AND next <= ? ORDER BY next, article LIMIT ?");

	sql_bind_int(&q, due);
	sql_bind_int(&q, limit_or_all(limit));
	return visits_take(&q, arena, out);
}

struct err
visits_found(struct archive *archive, struct arena *arena, int64_t before_time,
    int64_t before_article, size_t limit, struct visits *out)
{
	bool whole = !before_time && !before_article;
	struct sql q =
	    sql_query(archive, VISIT_SELECT "WHERE state IN (3, 4, 5) AND (since, article) < (?, "
					    "?) ORDER BY since DESC, article DESC LIMIT ?");

	sql_bind_int(&q, whole ? INT64_MAX : before_time);
	sql_bind_int(&q, whole ? INT64_MAX : before_article);
	sql_bind_int(&q, limit_or_all(limit));
	return visits_take(&q, arena, out);
}

struct err
visits_count(struct archive *archive, struct visit_counts *out)
{
	struct visit_counts counts = { 0 };
	struct sql q = sql_query(archive, "SELECT state, count(*) FROM visits GROUP BY state");

	while (sql_row(&q))
		if (sql_int(&q, 0) > 0 && sql_int(&q, 0) <= VISIT_FAILED)
			counts.by_state[sql_int(&q, 0)] = sql_int(&q, 1);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = counts;
	return e;
}

/* ---- mending ---- */

static struct err
visit_begin_again(struct archive *archive, int64_t article)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct visit visit = { .article = article, .state = VISIT_NEW };
	struct sql q = sql_query(archive,
	    "SELECT r.url FROM articles a JOIN revisions r ON r.id = a.latest WHERE a.id = ?");

	sql_bind_int(&q, article);
	if (sql_row(&q))
		visit.url = sql_str(&q, &arena, 0);
	struct err e = sql_end(&q);
	return e.code ? e : visit_put(archive, &visit);
}

struct err
visits_mend(struct archive *archive, int64_t *mended)
{
	struct sql q = sql_query(archive, VISIT_SELECT "ORDER BY article");

	while (sql_row(&q)) {
		if (sql_sum_ok(&q, VISIT_SUM))
			continue;
		sql_fail(&q, visit_begin_again(archive, sql_int(&q, 0)));
		++*mended;
	}
	return sql_end(&q);
}
