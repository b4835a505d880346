#include "store/readings.h"

#include "store/store.h"

#define READING_SELECT                                                                            \
	"SELECT r.capture, r.article, r.verdict, r.characters, r.confidence, r.rule, r.evidence," \
	" r.sum FROM readings r "
enum { READING_SUM = 7 };

const char *
reading_name(enum reading_verdict verdict)
{
	static const char *const names[READING_MAX] = {
		[READING_KEPT] = "kept",
		[READING_LESS] = "less",
		[READING_OTHER] = "other",
		[READING_SHORT] = "short",
		[READING_EMPTY] = "empty",
		[READING_PARTIAL] = "partial",
		[READING_LIST] = "list",
		[READING_ERROR] = "error",
		[READING_WALL] = "wall",
		[READING_FAULT] = "fault",
	};

	return verdict > 0 && verdict < READING_MAX ? names[verdict] : "";
}

struct err
reading_put(struct archive *archive, const struct reading_row *reading)
{
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	struct sql q = sql_query(archive, "REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	sql_bind_int(&q, reading->capture);
	sql_bind_int(&q, reading->article);
	sql_bind_int(&q, (int64_t)reading->verdict);
	sql_bind_int(&q, reading->characters);
	sql_bind_int(&q, reading->confidence);
	sql_bind_str(&q, reading->rule.n ? reading->rule : (struct str){ 0 });
	sql_bind_str(&q, reading->evidence.n ? reading->evidence : (struct str){ 0 });
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct reading_row
reading_take(struct sql *q, struct arena *arena)
{
	int64_t verdict = sql_int(q, 2);

	if (!sql_sum_ok(q, READING_SUM) || verdict < READING_KEPT || verdict >= READING_MAX)
		sql_fail(q, err_new(ERR_DAMAGE, "what became of a page"));
	return (struct reading_row){ .capture = sql_int(q, 0),
		.article = sql_int(q, 1),
		.verdict = (enum reading_verdict)verdict,
		.characters = sql_int(q, 3),
		.confidence = sql_int(q, 4),
		.rule = sql_str(q, arena, 5),
		.evidence = sql_str(q, arena, 6) };
}

static struct err
reading_one(struct sql *q, struct arena *arena, struct reading_row *out)
{
	struct reading_row row = { 0 };
	bool found = sql_row(q);

	if (found)
		row = reading_take(q, arena);
	struct err e = sql_end_found(q, found);
	if (!e.code)
		*out = row;
	return e;
}

struct err
reading_get(struct archive *archive, struct arena *arena, int64_t capture, struct reading_row *out)
{
	struct sql q = sql_query(archive, READING_SELECT "WHERE r.capture = ?");

	sql_bind_int(&q, capture);
	return reading_one(&q, arena, out);
}

struct err
reading_last(struct archive *archive, struct arena *arena, int64_t article, struct reading_row *out)
{
	struct sql q = sql_query(
	    archive, READING_SELECT "WHERE r.article = ? ORDER BY r.capture DESC LIMIT 1");

	sql_bind_int(&q, article);
	return reading_one(&q, arena, out);
}

struct err
reading_is_first(struct archive *archive, int64_t article, bool *out)
{
	struct sql q =
	    sql_query(archive, "SELECT 1 FROM readings WHERE article = ? AND verdict <= 5 LIMIT 1");

	sql_bind_int(&q, article);
	*out = !sql_row(&q);
	return sql_end(&q);
}

/* The last reading of each article's page. */
#define IS_LAST "r.capture = (SELECT max(capture) FROM readings x WHERE x.article = r.article) "

struct err
readings_count(struct archive *archive, struct reading_counts *out)
{
	struct reading_counts counts = { 0 };
	struct sql q = sql_query(
	    archive, "SELECT verdict, count(*) FROM readings r WHERE " IS_LAST "GROUP BY 1");

	while (sql_row(&q))
		if (sql_int(&q, 0) > 0 && sql_int(&q, 0) < READING_MAX)
			counts.by_verdict[sql_int(&q, 0)] = sql_int(&q, 1);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = counts;
	return e;
}

struct err
readings_refused(struct archive *archive, struct arena *arena, int64_t before, size_t limit,
    struct reading_rows *out)
{
	struct reading_rows rows = { 0 };
	size_t capacity = 0;
	struct sql q =
	    sql_query(archive, READING_SELECT "WHERE r.verdict >= 4 AND r.capture < ?"
					      " AND " IS_LAST "ORDER BY r.capture DESC LIMIT ?");

	sql_bind_int(&q, before ? before : INT64_MAX);
	sql_bind_int(&q, limit ? (int64_t)limit : -1);
	while (sql_row(&q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = reading_take(&q, arena);
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}
