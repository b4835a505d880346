/* articles_list.c: articles out of the archive, as rows of lists. */
#include "record/wire.h"
#include "store/store.h"

enum { LIST_DEFAULT = 50, DAY = 86400, DAYS_BEFORE = 1000000 };

#define ROW_COLUMNS                                                                               \
	"SELECT a.id, a.source, s.slug, s.name, r.url, r.title, r.headline, r.section, r.lang, "  \
	"r.published,"                                                                            \
	" a.time, a.first_fetched, a.last_fetched, a.revisions, r.characters, r.images, a.flags," \
	" s.zone, iif(a.revisions > 1, a.revisions - 1 - " ARTICLE_WHOLES ", 0),"                 \
	" iif(a.revisions > 1, (SELECT max(x.n) FROM revisions x WHERE x.article = a.id"          \
	" AND x.n > 1 AND x.id NOT IN (SELECT w.revision FROM causes w WHERE w.article = a.id"    \
	" AND w.cause = 1)), 0)"
#define ROW_JOIN \
	" CROSS JOIN revisions r ON r.id = a.latest CROSS JOIN sources s ON s.id = a.source "

static struct article_row
row_take(struct sql *q, struct arena *arena)
{
	struct article_row row = { .id = sql_int(q, 0), .source = sql_int(q, 1) };

	row.source_slug = sql_str(q, arena, 2);
	row.source_name = sql_str(q, arena, 3);
	row.url = sql_str(q, arena, 4);
	row.headline = sql_str(q, arena, 6);
	/* As in row.c: NULL says "as the headline", "" that there is none. */
	row.title = sql_is_null(q, 5) ? row.headline : sql_str(q, arena, 5);
	row.section = sql_str(q, arena, 7);
	row.lang = sql_str(q, arena, 8);
	row.published = sql_when(q, 9);
	row.time = sql_int(q, 10);
	row.first_fetched = sql_int(q, 11);
	row.last_fetched = sql_int(q, 12);
	row.revisions = sql_int(q, 13);
	row.characters = sql_int(q, 14);
	row.images = sql_int(q, 15);
	row.flags = (unsigned)sql_int(q, 16);
	row.source_zone_s = (int32_t)sql_int(q, 17);
	row.changes = sql_int(q, 18);
	row.changed_n = sql_int(q, 19);
	return row;
}

struct err
article_get(struct archive *archive, struct arena *arena, int64_t id, struct article_row *out)
{
	struct sql q = sql_query(archive, ROW_COLUMNS " FROM articles a" ROW_JOIN "WHERE a.id = ?");
	struct article_row row = { 0 };

	sql_bind_int(&q, id);
	bool found = sql_row(&q);
	if (found)
		row = row_take(&q, arena);
	struct err e = sql_end_found(&q, found);
	if (!e.code)
		*out = row;
	return e;
}

/* ---- lists ---- */

/* The river, and its branches: a table in order of time, id. */
enum river { RIVER_ALL, RIVER_LABEL, RIVER_FEED };
static const struct {
	const char *from, *time, *id;
} rivers[] = {
	[RIVER_ALL] = { "articles a", "a.time", "a.id" },
	[RIVER_LABEL] = { "label_articles l CROSS JOIN articles a ON a.id = l.article", "l.time",
	    "l.article" },
	[RIVER_FEED] = { "mentions m CROSS JOIN articles a ON a.id = m.article", "m.time",
	    "m.article" },
};

/* $t is the river's time, $i its id. */
static const struct {
	const char *after, *order;
} orders[] = {
	[ORDER_NEWEST] = { " AND ($t, $i) < (?1, ?2)", " ORDER BY $t DESC, $i DESC" },
	[ORDER_OLDEST] = { " AND ($t, $i) > (?1, ?2)", " ORDER BY $t, $i" },
	[ORDER_ID] = { " AND $i > ?2", " ORDER BY $i" },
};

static const char by_label[] = " AND l.label = (SELECT id FROM labels WHERE name = ?8)";
static const char too_label[] =
    " AND EXISTS (SELECT 1 FROM label_articles l WHERE l.label ="
    " (SELECT id FROM labels WHERE name = ?8) AND l.time = m.time AND l.article = m.article)";

static void
river_push(struct buf *text, enum river river, const char *words)
{
	for (; *words; words++) {
		if (*words != '$')
			buf_push_char(text, *words);
		else
			buf_push_str(text,
			    str_from_c(*++words == 't' ? rivers[river].time : rivers[river].id));
	}
}

/* Each condition is there or not, so that the database picks the index for those that are; every
 * number has its place. */
static void
filter_push(struct buf *text, const struct article_filter *filter)
{
	bool range = filter->from || filter->to, after = filter->after_time || filter->after_id;
	enum river river = filter->feed ? RIVER_FEED : filter->label.n ? RIVER_LABEL : RIVER_ALL;

	buf_push_format(text, ROW_COLUMNS " FROM %s" ROW_JOIN "WHERE 1", rivers[river].from);
	if (filter->source)
		buf_push_literal(text, " AND a.source = ?3");
	if (range)
		river_push(text, river, " AND $t >= ?4 AND $t < ?5");
	if (filter->changed)
		buf_push_literal(text, " AND " ARTICLE_CHANGED);
	if (filter->feed)
		buf_push_literal(text, " AND m.feed = ?7");
	if (filter->label.n)
		buf_push_str(text, str_from_c(filter->feed ? too_label : by_label));
	if (after)
		river_push(text, river, orders[filter->order].after);
	river_push(text, river, orders[filter->order].order);
	buf_push_literal(text, " LIMIT ?6");
	buf_push_char(text, '\0');
}

static void
filter_bind(struct sql *q, const struct article_filter *filter)
{
	int64_t limit = filter->limit ? (int64_t)filter->limit : LIST_DEFAULT;
	int64_t values[] = { filter->after_time, filter->after_id, filter->source, filter->from,
		filter->to, limit, filter->feed };

	/* Numbers that the text does not mention below its highest one are bound all the same. */
	for (size_t i = 0; i < LENGTH(values) - (!filter->feed && !filter->label.n); i++)
		sql_bind_int(q, values[i]);
	if (filter->label.n)
		sql_bind_str(q, filter->label);
}

struct err
articles_list(struct archive *archive, struct arena *arena, const struct article_filter *filter,
    struct article_rows *out)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct article_rows rows = { 0 };
	size_t capacity = 0;

	filter_push(&text, filter);
	struct sql q = sql_query(archive, text.p);
	filter_bind(&q, filter);
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
article_beside(
    struct archive *archive, const struct article_row *row, enum article_order order, int64_t *out)
{
	static const char *const texts[] = {
		[ORDER_NEWEST] = "SELECT id FROM articles WHERE source = ? AND (time, id) < (?, ?)"
				 " ORDER BY time DESC, id DESC LIMIT 1",
		[ORDER_OLDEST] = "SELECT id FROM articles WHERE source = ? AND (time, id) > (?, ?)"
				 " ORDER BY time, id LIMIT 1",
	};
	struct sql q = sql_query(archive, texts[order]);

	sql_bind_int(&q, row->source);
	sql_bind_int(&q, row->time);
	sql_bind_int(&q, row->id);
	int64_t id = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);
	if (!e.code)
		*out = id;
	return e;
}

/* ---- the calendar ---- */

struct err
articles_days(struct archive *archive, struct arena *arena, int32_t zone_s, int64_t source,
    struct day_counts *out)
{
	struct day_counts days = { 0 };
	size_t capacity = 0;
	/* The large number keeps the division from rounding up before 1970. */
	struct sql q = sql_query(
	    archive, source ? "SELECT (time + ?1) / 86400, count(*) FROM articles WHERE source = ?2"
			      " GROUP BY 1 ORDER BY 1 DESC"
			    : "SELECT (time + ?1) / 86400, count(*) FROM articles"
			      " GROUP BY 1 ORDER BY 1 DESC");

	sql_bind_int(&q, zone_s + (int64_t)DAYS_BEFORE * DAY);
	if (source)
		sql_bind_int(&q, source);
	while (sql_row(&q)) {
		arena_push(arena, days.items, days.count, capacity);
		days.items[days.count++] =
		    (struct day_count){ sql_int(&q, 0) - DAYS_BEFORE, sql_int(&q, 1) };
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = days;
	return e;
}

/* ---- notes ---- */

struct err
notes_count(struct archive *archive, int64_t source, struct notes *out)
{
	struct notes all = { 0 };
	struct sql q = sql_query(
	    archive, source ? "SELECT s.notes FROM articles a JOIN sightings s ON s.article = a.id"
			      " WHERE a.source = ? AND s.notes IS NOT NULL"
			    : "SELECT notes FROM sightings WHERE notes IS NOT NULL");

	if (source)
		sql_bind_int(&q, source);
	while (sql_row(&q)) {
		struct notes notes = { 0 };
		sql_fail(&q, wire_get_notes(sql_raw(&q, 0), &notes));
		for (unsigned i = 0; i < NOTE_MAX; i++)
			all.count[i] += notes.count[i] > 0;
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = all;
	return e;
}
