#include "store/stories.h"

#include "store/store.h"

#define STORY_COLUMNS \
	"s.article, s.revision, s.story, s.alike, s.nearest, s.why, s.sum, t.terms, a.time, a.source, r.simhash"
enum { STORY_SUM = 6 };

/* ---- what is to be judged ---- */

#define PENDING                                                                                  \
	" FROM articles a JOIN revisions r ON r.id = a.latest LEFT JOIN story_articles s"       \
	" ON s.article = a.id WHERE s.revision IS NOT a.latest"

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
	return e.code ? e : sql_exec(archive, "DELETE FROM story_terms WHERE article NOT IN (SELECT id FROM articles)");
}

struct err
stories_forget(struct archive *archive)
{
	return sql_exec(archive, "DELETE FROM story_articles; DELETE FROM story_terms");
}

struct err
stories_shed(struct archive *archive, int64_t from, int64_t to)
{
	struct sql q = sql_query(archive, "DELETE FROM story_terms WHERE article IN"
					  " (SELECT id FROM articles WHERE time >= ? AND time < ?)");

	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	return sql_run(&q);
}

static struct err
terms_keep(struct archive *archive, const struct story_row *row)
{
	struct sql q = sql_query(archive, "INSERT OR REPLACE INTO story_terms VALUES (?, ?)");

	sql_bind_int(&q, row->article);
	sql_bind_blob(&q, row->terms);
	return sql_run(&q);
}

struct err
story_take_out(struct archive *archive, int64_t article)
{
	struct sql q = sql_query(archive, "DELETE FROM story_articles WHERE article = ?");

	sql_bind_int(&q, article);
	return sql_run(&q);
}

struct err
story_put(struct archive *archive, const struct story_row *row)
{
	struct sql q = sql_query(archive, "INSERT OR REPLACE INTO story_articles VALUES (?, ?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, row->article);
	sql_bind_int(&q, row->revision);
	sql_bind_int(&q, row->story);
	sql_bind_int(&q, row->alike);
	if (row->nearest)
		sql_bind_int(&q, row->nearest);
	else
		sql_bind_null(&q);
	sql_bind_raw(&q, row->why.n ? row->why : (struct raw){ NULL, 0 });
	sql_bind_sum(&q);
	struct err e = sql_run(&q);
	return e.code || !row->terms.n ? e : terms_keep(archive, row);
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
		.story = sql_int(q, 2),
		.alike = sql_int(q, 3),
		.nearest = sql_int(q, 4),
		.why = raw_copy(arena, sql_raw(q, 5)),
		.terms = raw_copy(arena, sql_raw(q, 7)),
		.time = sql_int(q, 8),
		.source = sql_int(q, 9),
		.simhash = sql_int(q, 10),
	};
}

struct err
stories_between(struct archive *archive, struct arena *arena, int64_t from, int64_t to, struct story_rows *out)
{
	struct sql q = sql_query(archive, "SELECT " STORY_COLUMNS " FROM articles a CROSS JOIN story_articles s"
					  " ON s.article = a.id CROSS JOIN revisions r ON r.id = s.revision"
					  " LEFT JOIN story_terms t ON t.article = a.id WHERE a.time >= ? AND a.time < ? ORDER BY a.time, a.id");
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
	struct sql q = sql_query(archive, "SELECT " STORY_COLUMNS " FROM story_articles s JOIN articles a"
					  " ON a.id = s.article JOIN revisions r ON r.id = s.revision"
					  " LEFT JOIN story_terms t ON t.article = a.id WHERE s.article = ?");
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

#define HEAD "SELECT s.story, count(*), count(DISTINCT a.source), min(a.time), max(a.time) FROM "
/* The articles of story ?1. */
#define MEMBERS                                                                                            \
	"(SELECT article, story FROM story_articles WHERE story = ?1 AND story <> article UNION ALL"       \
	" SELECT article, story FROM story_articles WHERE article = ?1 AND story = ?1) s"                  \
	" CROSS JOIN articles a ON a.id = s.article "

struct err
story_head(struct archive *archive, int64_t story, struct story_head *out)
{
	struct sql q = sql_query(archive, HEAD MEMBERS "GROUP BY s.story");

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
	struct sql q = sql_query(archive, HEAD "articles a CROSS JOIN story_articles s ON s.article = a.id"
					       " WHERE a.time >= ? AND a.time < ? GROUP BY s.story ORDER BY"
					       " count(DISTINCT a.source) DESC, count(*) DESC, max(a.time) DESC, s.story DESC");
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

/* The articles of a query's ids; one that is gone is passed over. */
static struct err
articles_take(struct sql *q, struct archive *archive, struct arena *arena, size_t limit, struct article_rows *out)
{
	struct article_rows rows = { arena_array(arena, struct article_row, limit), 0 };

	while (rows.count < limit && sql_row(q)) {
		struct err e = article_get(archive, arena, sql_int(q, 0), &rows.items[rows.count]);
		rows.count += e.code == 0;
		if (e.code != ERR_NOT_FOUND)
			sql_fail(q, e);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = rows;
	return e;
}

struct err
story_articles(struct archive *archive, struct arena *arena, int64_t story, int64_t after_time, int64_t after,
    size_t limit, struct article_rows *out)
{
	struct sql q = sql_query(archive, "SELECT s.article FROM " MEMBERS "WHERE (a.time, a.id) > (?2, ?3)"
					  " ORDER BY a.time, a.id LIMIT ?4");

	sql_bind_int(&q, story);
	sql_bind_int(&q, after || after_time ? after_time : INT64_MIN);
	sql_bind_int(&q, after);
	sql_bind_int(&q, (int64_t)limit);
	return articles_take(&q, archive, arena, limit, out);
}

struct err
story_newest(struct archive *archive, struct arena *arena, int64_t story, size_t limit, struct article_rows *out)
{
	struct sql q = sql_query(
	    archive, "SELECT s.article FROM " MEMBERS "ORDER BY a.time DESC, a.id DESC LIMIT ?2");

	sql_bind_int(&q, story);
	sql_bind_int(&q, (int64_t)limit);
	return articles_take(&q, archive, arena, limit, out);
}

struct err
stories_together(struct archive *archive, struct arena *arena, struct story_members *out)
{
	struct sql q = sql_query(archive, "SELECT story, article FROM story_articles WHERE story IN"
					  " (SELECT story FROM story_articles WHERE story <> article) ORDER BY story, article");
	struct story_members members = { 0 };
	size_t capacity = 0;

	while (sql_row(&q)) {
		arena_push(arena, members.items, members.count, capacity);
		members.items[members.count++] = (struct story_member){ sql_int(&q, 0), sql_int(&q, 1) };
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = members;
	return e;
}

struct err
stories_newest(struct archive *archive, int64_t *out)
{
	return sql_one_int(archive,
	    "SELECT coalesce(max(a.time), 0) FROM story_articles s CROSS JOIN articles a ON a.id = s.article WHERE s.story <> s.article",
	    out);
}

struct err
stories_known(struct archive *archive, int64_t from, int64_t to, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT count(*) FROM articles a CROSS JOIN story_articles s"
					  " ON s.article = a.id WHERE a.time >= ? AND a.time < ?");

	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	if (sql_row(&q))
		*out = sql_int(&q, 0);
	return sql_end(&q);
}

/* Of an aggregate min(), the bare columns are those of its row. */
struct err
story_outlets(struct archive *archive, struct arena *arena, int64_t story, struct story_outlets *out)
{
	struct sql q = sql_query(archive, "SELECT a.source, count(*), min(a.time), a.id, o.slug, o.name FROM " MEMBERS
					  "JOIN sources o ON o.id = a.source GROUP BY a.source ORDER BY 3, 4");
	struct story_outlets outlets = { 0 };
	size_t capacity = 0;

	sql_bind_int(&q, story);
	while (sql_row(&q)) {
		arena_push(arena, outlets.items, outlets.count, capacity);
		outlets.items[outlets.count++] = (struct story_outlet){ .source = sql_int(&q, 0),
			.articles = sql_int(&q, 1),
			.first = sql_int(&q, 2),
			.article = sql_int(&q, 3),
			.slug = sql_str(&q, arena, 4),
			.name = sql_str(&q, arena, 5) };
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = outlets;
	return e;
}
