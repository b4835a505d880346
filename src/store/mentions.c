/* mentions.c: which feeds name an article, since when, and with which text. */
#include "store/feeds.h"
#include "store/store.h"

#define COLUMNS "feed, article, revision, first_seen, last_seen, capture, listed, sum"
enum { MENTION_SUM = 7 };

struct err
mention_find(struct archive *archive, int64_t feed, int64_t article, struct mention_row *out)
{
	struct sql q =
	    sql_query(archive, "SELECT " COLUMNS " FROM mentions WHERE feed = ? AND article = ?");

	*out = (struct mention_row){ 0 };
	sql_bind_int(&q, feed);
	sql_bind_int(&q, article);
	if (sql_row(&q)) {
		if (!sql_sum_ok(&q, MENTION_SUM))
			sql_fail(&q, err_new(ERR_DAMAGE, "the row of a mention"));
		*out = (struct mention_row){ true, sql_int(&q, 2), sql_int(&q, 3), sql_int(&q, 4),
			sql_int(&q, 5), sql_int(&q, 6) };
	}
	return sql_end(&q);
}

static void
mention_bind(struct sql *q, int64_t feed, int64_t article, const struct mention_row *row)
{
	sql_bind_int(q, feed);
	sql_bind_int(q, article);
	sql_bind_int(q, row->revision);
	sql_bind_int(q, row->first);
	sql_bind_int(q, row->last);
	sql_bind_int(q, row->capture);
	sql_bind_int(q, row->listed);
	sql_bind_sum(q);
}

static struct err
mention_insert(
    struct archive *archive, int64_t feed, int64_t article, const struct mention_row *row)
{
	int64_t time = 0;
	struct sql find = sql_query(archive, "SELECT time FROM articles WHERE id = ?");

	sql_bind_int(&find, article);
	if (sql_row(&find))
		time = sql_int(&find, 0);
	struct err e = sql_end(&find);
	if (e.code)
		return e;
	struct sql q =
	    sql_query(archive, "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	mention_bind(&q, feed, article, row);
	sql_bind_int(&q, time);
	e = sql_run(&q);
	return e.code ? e : shelves_put(archive, feed, article, time);
}

static struct err
mention_update(
    struct archive *archive, int64_t feed, int64_t article, const struct mention_row *row)
{
	struct sql q = sql_query(archive, "UPDATE mentions SET revision = ?3, first_seen = ?4, "
					  "last_seen = ?5, capture = ?6, listed = ?7,"
					  " sum = ?8 WHERE feed = ?1 AND article = ?2");

	mention_bind(&q, feed, article, row);
	return sql_run(&q);
}

struct err
mention_keep(
    struct archive *archive, const struct arrival *arrival, int64_t article, int64_t revision)
{
	struct mention_row row;
	struct err e = mention_find(archive, arrival->feed, article, &row);

	if (e.code)
		return e;
	bool known = row.known;
	if (!known)
		row.first = row.last = arrival->fetched;
	if (arrival->fetched < row.first)
		row.first = arrival->fetched;
	if (arrival->fetched > row.last)
		row.last = arrival->fetched;
	if (arrival->capture >= row.capture) {
		row.capture = arrival->capture;
		row.revision = revision;
	}
	if (arrival->kind == CAPTURE_FEED && arrival->capture > row.listed)
		row.listed = arrival->capture;
	return known ? mention_update(archive, arrival->feed, article, &row)
		     : mention_insert(archive, arrival->feed, article, &row);
}

/* ---- lists ---- */

/* A document of part of a feed, newer than the last whole one, lists what it holds as well. */
struct err
mentions_of_article(
    struct archive *archive, struct arena *arena, int64_t article, struct mentions *out)
{
	struct mentions rows = { 0 };
	size_t capacity = 0;
	struct sql q = sql_query(archive,
	    "SELECT m.feed, ifnull(f.title, p.title), p.url, m.first_seen, m.last_seen,"
	    " m.listed > 0 AND m.listed >= ifnull(p.capture, 0)"
	    " FROM mentions m CROSS JOIN feeds f ON f.id = m.feed CROSS JOIN polls p ON p.feed = "
	    "m.feed"
	    " WHERE m.article = ? ORDER BY m.first_seen, m.feed");

	sql_bind_int(&q, article);
	while (sql_row(&q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = (struct mention){ .feed = sql_int(&q, 0),
			.article = article,
			.feed_title = sql_str(&q, arena, 1),
			.feed_url = sql_str(&q, arena, 2),
			.first_seen = sql_int(&q, 3),
			.last_seen = sql_int(&q, 4),
			.listed = sql_int(&q, 5) != 0 };
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}
