/* feeds_list.c: feeds as lists, by words, and when the next is due. */
#include <stdlib.h>

#include "store/feedrow.h"

/* ---- lists ---- */

#define HAS_LABEL "instr(char(10) || f.labels || char(10), char(10) || ?1 || char(10))"

/* As in articles_list: each condition is there or not, so that the index for those that are is
 * used. */
static void
filter_push(struct buf *text, const struct feed_filter *filter)
{
	buf_push_literal(text, FEED_SELECT "WHERE 1");
	if (!filter->removed)
		buf_push_literal(text, " AND p.state <> 4");
	if (filter->label.n)
		buf_push_literal(text, " AND " HAS_LABEL);
	if (filter->source.n)
		buf_push_literal(text, " AND f.source = ?2");
	if (filter->due)
		buf_push_literal(text, " AND p.state = 1 AND p.next <= ?3 ORDER BY p.next, p.feed");
	else
		buf_push_literal(
		    text, " ORDER BY ifnull(f.title, ifnull(p.title, f.url)) COLLATE NOCASE, f.id");
	buf_push_literal(text, " LIMIT ?4");
	buf_push_char(text, '\0');
}

static struct err
rows_take(struct sql *q, struct arena *arena, struct feed_rows *out)
{
	struct feed_rows rows = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, rows.items, rows.count, capacity);
		rows.items[rows.count++] = feed_row_take(q, arena);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = rows;
	return e;
}

struct err
feeds_list(struct archive *archive, struct arena *arena, const struct feed_filter *filter,
    struct feed_rows *out)
{
	struct buf text CLEAN(buf_done) = { 0 };

	filter_push(&text, filter);
	struct sql q = sql_query(archive, text.p);
	sql_bind_str(&q, filter->label);
	sql_bind_str(&q, filter->source);
	sql_bind_int(&q, filter->due);
	sql_bind_int(&q, filter->limit ? (int64_t)filter->limit : -1);
	return rows_take(&q, arena, out);
}

struct err
feeds_to_leave(
    struct archive *archive, struct arena *arena, int64_t after, struct feed_rows *out)
{
	struct sql q = sql_query(
	    archive, FEED_SELECT "WHERE p.hub_token IS NOT NULL AND p.state = 4 AND p.hub_state = 3"
				 " AND p.hub_until > ?");

	sql_bind_int(&q, after);
	return rows_take(&q, arena, out);
}

struct err
feeds_next(struct archive *archive, int64_t *next)
{
	struct sql q =
	    sql_query(archive, "SELECT (SELECT min(next) FROM polls WHERE state = 1),"
			       " (SELECT min(next) FROM visits WHERE next < 9223372036854775807)");
	int64_t soonest = INT64_MAX;

	if (sql_row(&q))
		for (int i = 0; i < 2; i++)
			if (!sql_is_null(&q, i) && sql_int(&q, i) < soonest)
				soonest = sql_int(&q, i);
	struct err e = sql_end(&q);
	if (!e.code)
		*next = soonest;
	return e;
}

/* ---- labels ---- */

static int
str_order(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void
each_once(struct strs *labels)
{
	size_t kept = 0;

	if (labels->count)
		qsort(labels->items, labels->count, sizeof(*labels->items), str_order);
	for (size_t i = 0; i < labels->count; i++)
		if (!kept || !str_equal(labels->items[i], labels->items[kept - 1]))
			labels->items[kept++] = labels->items[i];
	labels->count = kept;
}

struct err
feeds_labels(struct archive *archive, struct arena *arena, struct strs *out)
{
	struct strs all = { 0 };
	struct str lines, line;
	struct sql q =
	    sql_query(archive, "SELECT DISTINCT f.labels FROM feeds f JOIN polls p ON p.feed = f.id"
			       " WHERE f.labels IS NOT NULL AND p.state <> 4");

	while (sql_row(&q))
		for (lines = sql_str(&q, arena, 0); pull_field(&lines, '\n', &line);) {
			arena_push(arena, all.items, all.count, all.capacity);
			all.items[all.count++] = line;
		}
	struct err e = sql_end(&q);
	each_once(&all);
	if (!e.code)
		*out = all;
	return e;
}

/* ---- by words ---- */

/* What words may be, the surest first. */
enum { BY_ID, BY_ADDRESS, BY_TITLE, BY_HOST, BY_NOTHING };

struct search {
	struct str words,
	    address; /* address: the words as an absolute URL; empty if they are none */
	int64_t id;  /* in digits; 0 */
};

static struct search
search_of(struct arena *arena, struct str words)
{
	struct search search = { .words = str_trim(words) };
	struct str digits = search.words;
	struct url url = { 0 };

	if (url_parse(arena, search.words, NULL, &url).code == 0)
		search.address = url_str(url);
	if (!pull_int(&digits, &search.id) || digits.n)
		search.id = 0;
	return search;
}

static bool
host_is(struct str address, struct str words)
{
	struct str host = url_host((struct url){ address.p, address.n });

	return str_equal_nocase(host, words) ||
	       (str_starts_nocase(host, S("www.")) && str_equal_nocase(str_from(host, 4), words));
}

/* Columns: id, address added, address now, title given, title claimed. */
static int
found_by(struct sql *q, struct arena *arena, const struct search *search)
{
	struct str added = sql_str(q, arena, 1), now = sql_str(q, arena, 2);

	if (search->id && search->id == sql_int(q, 0))
		return BY_ID;
	if (search->address.n &&
	    (str_equal(added, search->address) || str_equal(now, search->address)))
		return BY_ADDRESS;
	if (str_equal_nocase(sql_str(q, arena, 3), search->words) ||
	    str_equal_nocase(sql_str(q, arena, 4), search->words))
		return BY_TITLE;
	return host_is(now, search->words) || host_is(added, search->words) ? BY_HOST : BY_NOTHING;
}

struct err
feed_find(struct archive *archive, struct arena *arena, struct str words, struct feed_row *out)
{
	struct arena row CLEAN(arena_done) = { 0 };
	struct search search = search_of(arena, words);
	int64_t best = 0;
	int by = BY_NOTHING;
	struct sql q =
	    sql_query(archive, "SELECT f.id, f.url, p.url, f.title, p.title FROM feeds f"
			       " JOIN polls p ON p.feed = f.id WHERE p.state <> 4 ORDER BY f.id");

	while (search.words.n && by != BY_ID && sql_row(&q)) {
		arena_reset(&row);
		int how = found_by(&q, &row, &search);
		best = how < by ? sql_int(&q, 0) : best;
		by = how < by ? how : by;
	}
	struct err e = sql_end_found(&q, best != 0);
	return e.code ? e : feed_get(archive, arena, best, out);
}
