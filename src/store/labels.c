/* labels.c: the articles that feeds of a label name, kept in the order of the river. */
#include "store/feedrow.h"

static struct err
label_id(struct archive *archive, struct str name, int64_t *id)
{
	struct sql add = sql_query(archive, "INSERT OR IGNORE INTO labels (name) VALUES (?)");

	sql_bind_str(&add, name);
	struct err e = sql_run(&add);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "SELECT id FROM labels WHERE name = ?");
	sql_bind_str(&q, name);
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

/* ---- an article is named ---- */

static struct err
shelves_load(struct archive *archive, int64_t feed)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct shelves *shelves = &archive->shelves;
	struct str lines = { 0 }, line;
	struct sql q = sql_query(archive, "SELECT labels FROM feeds WHERE id = ?");

	*shelves = (struct shelves){ 0 };
	sql_bind_int(&q, feed);
	if (sql_row(&q))
		lines = sql_str(&q, &arena, 0);
	struct err e = sql_end(&q);
	while (!e.code && shelves->count < FEED_ROW_LABELS_MAX && pull_field(&lines, '\n', &line))
		e = label_id(archive, line, &shelves->labels[shelves->count++]);
	shelves->feed = e.code ? 0 : feed;
	return e;
}

struct err
shelves_put(struct archive *archive, int64_t feed, int64_t article, int64_t time)
{
	struct shelves *shelves = &archive->shelves;
	struct err e = shelves->feed == feed ? (struct err){ 0 } : shelves_load(archive, feed);

	for (unsigned i = 0; i < shelves->count && !e.code; i++) {
		struct sql q =
		    sql_query(archive, "INSERT OR IGNORE INTO label_articles VALUES (?, ?, ?)");
		sql_bind_int(&q, shelves->labels[i]);
		sql_bind_int(&q, time);
		sql_bind_int(&q, article);
		e = sql_run(&q);
	}
	return e;
}

struct err
shelves_move(struct archive *archive, int64_t article, int64_t from, int64_t to)
{
	struct sql q = sql_query(archive, "UPDATE mentions SET time = ? WHERE article = ?");

	sql_bind_int(&q, to);
	sql_bind_int(&q, article);
	struct err e = sql_run(&q);
	if (e.code || sqlite3_changes(archive_db(archive)) == 0)
		return e;
	struct sql moved =
	    sql_query(archive, "UPDATE label_articles SET time = ? WHERE label IN"
			       " (SELECT id FROM labels) AND time = ? AND article = ?");
	sql_bind_int(&moved, to);
	sql_bind_int(&moved, from);
	sql_bind_int(&moved, article);
	return sql_run(&moved);
}

/* ---- a feed gets other labels ---- */

static bool
strs_hold(const struct strs *all, struct str one)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_equal(all->items[i], one))
			return true;
	return false;
}

static struct err
label_join(struct archive *archive, int64_t label, int64_t feed)
{
	struct sql q =
	    sql_query(archive, "INSERT OR IGNORE INTO label_articles SELECT ?, time, article"
			       " FROM mentions WHERE feed = ?");

	sql_bind_int(&q, label);
	sql_bind_int(&q, feed);
	return sql_run(&q);
}

/* Other feeds of the label may name the same articles: the shelf is filled again. */
static struct err
label_leave(struct archive *archive, int64_t label, struct str name)
{
	struct sql empty = sql_query(archive, "DELETE FROM label_articles WHERE label = ?");

	sql_bind_int(&empty, label);
	struct err e = sql_run(&empty);
	if (e.code)
		return e;
	struct sql fill =
	    sql_query(archive, "INSERT OR IGNORE INTO label_articles SELECT ?, m.time, m.article"
			       " FROM feeds f CROSS JOIN mentions m ON m.feed = f.id WHERE"
			       " instr(char(10) || f.labels || char(10),"
			       " char(10) || ? || char(10))");
	sql_bind_int(&fill, label);
	sql_bind_str(&fill, name);
	return sql_run(&fill);
}

struct err
labels_changed(struct archive *archive, const struct feed_row *feed, const struct strs *before)
{
	struct err e = { 0 };
	int64_t label;

	archive->shelves.feed = 0;
	for (size_t i = 0; i < feed->labels.count && !e.code; i++) {
		if (strs_hold(before, feed->labels.items[i]))
			continue;
		e = label_id(archive, feed->labels.items[i], &label);
		if (!e.code)
			e = label_join(archive, label, feed->id);
	}
	for (size_t i = 0; i < before->count && !e.code; i++) {
		if (strs_hold(&feed->labels, before->items[i]))
			continue;
		e = label_id(archive, before->items[i], &label);
		if (!e.code)
			e = label_leave(archive, label, before->items[i]);
	}
	return e;
}
