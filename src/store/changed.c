#include "store/changed.h"

#include "store/store.h"

#define ROW_COLUMNS                                                                              \
	"SELECT revision, article, n, source, time, before, after, class, weight, removed, added," \
	" figures, gist, rules, sum FROM changes "
enum { COLUMN_SUM = 14, LIST_DEFAULT = 50 };

static struct changed_row
row_take(struct sql *q, struct arena *arena)
{
	struct changed_row row = {
		.revision = sql_int(q, 0),
		.article = sql_int(q, 1),
		.n = sql_int(q, 2),
		.source = sql_int(q, 3),
		.time = sql_int(q, 4),
		.class = (enum change_weight)sql_int(q, 7),
		.weight = sql_int(q, 8),
		.removed = sql_int(q, 9),
		.added = sql_int(q, 10),
		.figures = sql_int(q, 11),
	};

	if (!sql_sum_ok(q, COLUMN_SUM) || row.class >= WEIGHT_MAX)
		sql_fail(q, err_new(ERR_DAMAGE, "a row of a change"));
	else
		sql_fail(q, gist_get(arena, sql_raw(q, 12), &row.gist));
	return row;
}

static struct err
rows_take(struct sql *q, struct arena *arena, struct changed_rows *out)
{
	struct changed_rows rows = { 0 };
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

/* ---- lists ---- */

static const struct {
	const char *after, *order;
} orders[] = {
	[CHANGED_HEAVIEST] = { " AND (weight, revision) < (?5, ?6)",
	    " ORDER BY weight DESC, revision DESC" },
	[CHANGED_NEWEST] = { " AND (time, revision) < (?5, ?6)", " ORDER BY time DESC, revision DESC" },
};

/* ?1 source, ?2 class, ?3 from, ?4 to: each condition is there or not, so that the database picks
 * the index for those that are. */
static void
where_push(struct buf *text, const struct changed_filter *filter)
{
	buf_push_literal(text, " WHERE 1");
	if (filter->source)
		buf_push_literal(text, " AND source = ?1");
	if (filter->class)
		buf_push_literal(text, " AND class = ?2");
	else if (!filter->noise)
		buf_push_format(text, " AND weight >= %d", 100 * (WEIGHT_STYLE + 1));
}

static bool
has_range(const struct changed_filter *filter)
{
	return filter->from || filter->to;
}

static void
filter_bind(struct sql *q, const struct changed_filter *filter)
{
	int64_t values[] = { filter->source, filter->class, filter->from, filter->to, filter->after,
		filter->after_revision, filter->limit ? (int64_t)filter->limit : LIST_DEFAULT };
	size_t count = (size_t)sqlite3_bind_parameter_count(q->stmt);

	for (size_t i = 0; i < count && i < LENGTH(values); i++)
		sql_bind_int(q, values[i]);
}

struct err
changed_list(struct archive *archive, struct arena *arena, const struct changed_filter *filter,
    struct changed_rows *out)
{
	struct buf text CLEAN(buf_done) = { 0 };

	buf_push_literal(&text, ROW_COLUMNS);
	where_push(&text, filter);
	if (has_range(filter))
		buf_push_literal(&text, " AND time >= ?3 AND time < ?4");
	if (filter->after || filter->after_revision)
		buf_push_str(&text, str_from_c(orders[filter->order].after));
	buf_push_format(&text, "%s LIMIT ?7%c", orders[filter->order].order, 0);
	struct sql q = sql_query(archive, text.p);
	if (!q.err.code)
		filter_bind(&q, filter);
	return rows_take(&q, arena, out);
}

struct err
changed_count(
    struct archive *archive, const struct changed_filter *filter, int64_t out[WEIGHT_MAX])
{
	struct changed_filter all = { .source = filter->source, .noise = true };
	struct buf text CLEAN(buf_done) = { 0 };

	buf_push_literal(&text, "SELECT class, count(*) FROM changes");
	where_push(&text, &all);
	if (has_range(filter))
		buf_push_literal(&text, " AND time >= ?3 AND time < ?4");
	buf_push_format(&text, " GROUP BY class%c", 0);
	struct sql q = sql_query(archive, text.p);
	if (!q.err.code)
		filter_bind(&q, filter);
	for (size_t i = 0; i < WEIGHT_MAX; i++)
		out[i] = 0;
	while (sql_row(&q))
		if (sql_int(&q, 0) >= 0 && sql_int(&q, 0) < WEIGHT_MAX)
			out[sql_int(&q, 0)] = sql_int(&q, 1);
	return sql_end(&q);
}

static struct err
beside(struct archive *archive, const struct changed_filter *filter, const char *what,
    const char *which, int64_t *out)
{
	struct buf text CLEAN(buf_done) = { 0 };

	buf_push_format(&text, "SELECT %s FROM changes", what);
	where_push(&text, filter);
	buf_push_format(&text, " AND %s%c", which, 0);
	struct sql q = sql_query(archive, text.p);
	if (!q.err.code)
		filter_bind(&q, filter);
	int64_t time = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);
	if (!e.code)
		*out = time;
	return e;
}

struct err
changed_before(struct archive *archive, const struct changed_filter *filter, int64_t *out)
{
	return beside(archive, filter, "max(time)", "time < ?3", out);
}

struct err
changed_behind(struct archive *archive, const struct changed_filter *filter, int64_t *out)
{
	return beside(archive, filter, "min(time)", "time >= ?4", out);
}

/* ---- of one article ---- */

struct err
changed_of_article(struct archive *archive, struct arena *arena, int64_t article, size_t limit,
    struct changed_rows *out)
{
	struct changed_rows rows = { 0 };
	struct sql q =
	    sql_query(archive, ROW_COLUMNS "WHERE article = ? ORDER BY n DESC LIMIT ?");

	sql_bind_int(&q, article);
	sql_bind_int(&q, (int64_t)limit);
	struct err e = rows_take(&q, arena, &rows);
	for (size_t i = 0, j = rows.count; i + 1 < j; i++) {
		struct changed_row last = rows.items[--j];
		rows.items[j] = rows.items[i];
		rows.items[i] = last;
	}
	if (!e.code)
		*out = rows;
	return e;
}

struct err
changed_heaviest(
    struct archive *archive, struct arena *arena, int64_t article, struct changed_row *out)
{
	struct changed_rows rows = { 0 };
	struct sql q = sql_query(
	    archive, ROW_COLUMNS "WHERE article = ? ORDER BY weight DESC, revision DESC LIMIT 1");

	sql_bind_int(&q, article);
	struct err e = rows_take(&q, arena, &rows);
	if (e.code)
		return e;
	if (!rows.count)
		return err_new(ERR_NOT_FOUND, NULL);
	*out = rows.items[0];
	return e;
}
