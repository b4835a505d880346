#include "store/compared.h"

#include "store/sql.h"

/* The article that gives a group's minimum gives its id, too: SQLite promises so for bare columns
 * beside min(). */
#define COMPARED_OF(source)                                                               \
	"SELECT s.story, " source " AS side, count(*), min(a.time), a.id FROM articles a" \
	" CROSS JOIN story_articles s ON s.article = a.id"                                \
	" WHERE a.source = ?" source " AND a.time >= ?3 AND a.time < ?4 GROUP BY s.story"

static struct err
stories_take(struct sql *q, struct arena *arena, struct compared_stories *out)
{
	size_t capacity = out->count;

	while (sql_row(q)) {
		int64_t story = sql_int(q, 0);
		size_t side = sql_int(q, 1) == 2;

		if (!out->count || out->items[out->count - 1].story != story) {
			arena_push(arena, out->items, out->count, capacity);
			out->items[out->count++] = (struct compared_story){ .story = story };
		}
		struct compared_story *row = &out->items[out->count - 1];
		row->articles[side] = sql_int(q, 2);
		row->first[side] = sql_int(q, 3);
		row->article[side] = sql_int(q, 4);
	}
	return sql_end(q);
}

static struct err
articles_of(struct archive *archive, int64_t source, int64_t from, int64_t to, int64_t *out)
{
	struct sql q = sql_query(
	    archive, "SELECT count(*) FROM articles WHERE source = ? AND time >= ? AND time < ?");

	sql_bind_int(&q, source);
	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	if (sql_row(&q))
		*out = sql_int(&q, 0);
	return sql_end(&q);
}

struct err
stories_compared(struct archive *archive, struct arena *arena, int64_t source, int64_t other,
    int64_t from, int64_t to, struct compared_stories *out)
{
	struct sql q =
	    sql_query(archive, COMPARED_OF("1") " UNION ALL " COMPARED_OF("2") " ORDER BY 1, 2");
	struct compared_stories compared = { 0 };
	struct err e;

	sql_bind_int(&q, source);
	sql_bind_int(&q, other);
	sql_bind_int(&q, from);
	sql_bind_int(&q, to);
	e = stories_take(&q, arena, &compared);
	if (!e.code)
		e = articles_of(archive, source, from, to, &compared.articles[0]);
	if (!e.code)
		e = articles_of(archive, other, from, to, &compared.articles[1]);
	if (!e.code)
		*out = compared;
	return e;
}
