#include "store/stories.h"

#include "store/store.h"

#define STORY_COLUMNS "article, revision, time, source, simhash, story, alike, nearest, why, terms, sum"
enum { STORY_SUM = 10 };

/* ---- what is to be judged ---- */

#define PENDING                                                                                  \
	" FROM articles a JOIN revisions r ON r.id = a.latest LEFT JOIN story_articles s"       \
	" ON s.article = a.id WHERE s.revision IS NOT a.latest OR s.time IS NOT a.time"

struct err
stories_pending_count(struct archive *archive, int64_t *out)
{
	return sql_one_int(archive, "SELECT count(*)" PENDING, out);
}

struct err
stories_pending(struct archive *archive, struct arena *arena, size_t limit, struct story_rows *out)
{
	struct sql q = sql_query(archive,
	    "SELECT a.id, a.latest, a.time, a.source, r.simhash, s.story" PENDING " ORDER BY a.time, a.id LIMIT ?");
	struct story_rows rows = { 0 };
	size_t capacity = 0;

	sql_bind_int(&q, (int64_t)limit);
	while (sql_row(&q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = (struct story_row){ .article = sql_int(&q, 0),
			.revision = sql_int(&q, 1),
			.time = sql_int(&q, 2),
			.source = sql_int(&q, 3),
			.simhash = sql_int(&q, 4),
			.story = sql_int(&q, 5) };
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}

struct err
stories_leave(struct archive *archive, int64_t *count)
{
	struct err e =
	    sql_exec(archive, "DELETE FROM story_articles WHERE article NOT IN (SELECT id FROM articles)");

	if (!e.code)
		*count = sqlite3_changes64(archive_db(archive));
	return e;
}

struct err
stories_forget(struct archive *archive)
{
	return sql_exec(archive, "DELETE FROM story_articles");
}

struct err
story_put(struct archive *archive, const struct story_row *row)
{
	struct sql q = sql_query(
	    archive, "INSERT OR REPLACE INTO story_articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, row->article);
	sql_bind_int(&q, row->revision);
	sql_bind_int(&q, row->time);
	sql_bind_int(&q, row->source);
	sql_bind_int(&q, row->simhash);
	sql_bind_int(&q, row->story);
	sql_bind_int(&q, row->alike);
	if (row->nearest)
		sql_bind_int(&q, row->nearest);
	else
		sql_bind_null(&q);
	sql_bind_raw(&q, row->why.n ? row->why : (struct raw){ NULL, 0 });
	sql_bind_raw(&q, row->terms);
	sql_bind_sum(&q);
	return sql_run(&q);
}

/* ---- rows ---- */

static struct story_row
row_take(struct sql *q, struct arena *arena)
{
	if (!sql_sum_ok(q, STORY_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "a row of a story"));
	return (struct story_row){
		.article = sql_int(q, 0),
		.revision = sql_int(q, 1),
		.time = sql_int(q, 2),
		.source = sql_int(q, 3),
		.simhash = sql_int(q, 4),
		.story = sql_int(q, 5),
		.alike = sql_int(q, 6),
		.nearest = sql_int(q, 7),
		.why = raw_copy(arena, sql_raw(q, 8)),
		.terms = raw_copy(arena, sql_raw(q, 9)),
	};
}

struct err
stories_between(struct archive *archive, struct arena *arena, int64_t from, int64_t to, struct story_rows *out)
{
	struct sql q = sql_query(archive, "SELECT " STORY_COLUMNS " FROM story_articles"
					  " WHERE time >= ? AND time < ? ORDER BY time, article");
	struct story_rows rows = { 0 };
	size_t capacity = 0;

	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	while (sql_row(&q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = row_take(&q, arena);
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}

struct err
story_of(struct archive *archive, struct arena *arena, int64_t article, struct story_row *out)
{
	struct sql q = sql_query(archive, "SELECT " STORY_COLUMNS " FROM story_articles WHERE article = ?");
	struct story_row row = { 0 };

	sql_bind_int(&q, article);
	bool found = sql_row(&q);
	if (found)
		row = row_take(&q, arena);
	struct err e = sql_end_found(&q, found);
	if (!e.code)
		*out = row;
	return e;
}

/* ---- stories ---- */

static struct story_head
head_take(struct sql *q)
{
	return (struct story_head){ sql_int(q, 0), sql_int(q, 1), sql_int(q, 2), sql_int(q, 3), sql_int(q, 4) };
}

#define HEAD "SELECT story, count(*), count(DISTINCT source), min(time), max(time) FROM story_articles "

struct err
story_head(struct archive *archive, int64_t story, struct story_head *out)
{
	struct sql q = sql_query(archive, HEAD "WHERE story = ? GROUP BY story");

	sql_bind_int(&q, story);
	bool found = sql_row(&q);
	if (found)
		*out = head_take(&q);
	return sql_end_found(&q, found);
}

struct err
stories_list(struct archive *archive, struct arena *arena, int64_t from, int64_t to, size_t offset, size_t limit,
    struct story_heads *out, int64_t *total)
{
	struct sql q = sql_query(archive, HEAD "WHERE time >= ? AND time < ? GROUP BY story ORDER BY"
					       " count(DISTINCT source) DESC, count(*) DESC, max(time) DESC, story DESC");
	struct story_heads heads = { arena_array(arena, struct story_head, limit), 0 };
	int64_t seen = 0;

	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	for (; sql_row(&q); seen++)
		if (seen >= (int64_t)offset && heads.count < limit)
			heads.items[heads.count++] = head_take(&q);
	struct err e = sql_end(&q);
	if (e.code)
		return e;
	*out = heads;
	*total = seen;
	return e;
}

struct err
story_articles(struct archive *archive, struct arena *arena, int64_t story, int64_t after_time, int64_t after,
    size_t limit, struct article_rows *out)
{
	struct sql q = sql_query(archive, "SELECT article FROM story_articles WHERE story = ?1 AND (time, article) > (?2, ?3)"
					  " ORDER BY time, article LIMIT ?4");
	struct article_rows rows = { arena_array(arena, struct article_row, limit), 0 };

	sql_bind_int(&q, story);
	sql_bind_int(&q, after || after_time ? after_time : INT64_MIN);
	sql_bind_int(&q, after);
	sql_bind_int(&q, (int64_t)limit);
	while (rows.count < limit && sql_row(&q)) {
		struct err e = article_get(archive, arena, sql_int(&q, 0), &rows.items[rows.count]);
		rows.count += e.code == 0;
		if (e.code != ERR_NOT_FOUND)
			sql_fail(&q, e);
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}
