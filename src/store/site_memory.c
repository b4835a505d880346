#include "store/site_memory.h"

#include <stdlib.h>

#include "store/store.h"

/* ---- reading ---- */

static int
by_value(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return left < right ? -1 : left > right;
}

static struct err
passages_get(struct archive *archive, struct arena *arena, struct str host, size_t max,
    struct site_memory *out)
{
	struct sql q =
	    sql_query(archive, "SELECT print FROM site_prints WHERE host = ? AND pages >= ?"
			       " ORDER BY pages DESC, print LIMIT ?");
	size_t capacity = 0;

	sql_bind_str(&q, host);
	sql_bind_int(&q, SITE_REPEATED_MIN);
	sql_bind_int(&q, (int64_t)max);
	while (sql_row(&q)) {
		arena_push(arena, out->prints, out->count, capacity);
		out->prints[out->count++] = (uint64_t)sql_int(&q, 0);
	}
	if (out->count)
		qsort(out->prints, out->count, sizeof(*out->prints), by_value);
	return sql_end(&q);
}

static struct err
container_get(struct archive *archive, struct arena *arena, struct str host, struct str *out)
{
	struct sql q = sql_query(archive,
	    "SELECT container, pages, (SELECT sum(pages) FROM site_containers WHERE host = ?1)"
	    " FROM site_containers WHERE host = ?1 ORDER BY pages DESC, container LIMIT 1");

	sql_bind_str(&q, host);
	if (sql_row(&q) && sql_int(&q, 1) >= SITE_REPEATED_MIN &&
	    2 * sql_int(&q, 1) > sql_int(&q, 2))
		*out = sql_str(&q, arena, 0);
	return sql_end(&q);
}

struct err
site_memory_get(struct archive *archive, struct arena *arena, struct str host, size_t max,
    struct site_memory *out)
{
	struct site_memory memory = { 0 };
	struct err e = passages_get(archive, arena, host, max, &memory);

	if (!e.code)
		e = container_get(archive, arena, host, &memory.container);
	if (!e.code)
		*out = memory;
	return e;
}

/* ---- writing ---- */

static struct err
passage_add(struct archive *archive, struct str host, int64_t capture, uint64_t print)
{
	struct sql q =
	    sql_query(archive, "INSERT INTO site_prints VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE"
			       " SET pages = pages + 1, last = excluded.last");

	sql_bind_str(&q, host);
	sql_bind_int(&q, (int64_t)print);
	sql_bind_int(&q, capture);
	return sql_run(&q);
}

static struct err
rows_count(struct archive *archive, struct str host, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT count(*) FROM site_prints WHERE host = ?");

	sql_bind_str(&q, host);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

/* Passages that stood on few pages, and long ago. */
static struct err
room_make(struct archive *archive, struct str host)
{
	int64_t rows = 0;
	struct err e = rows_count(archive, host, &rows);

	if (e.code || rows <= SITE_ROWS_MAX)
		return e;
	struct sql q = sql_query(archive,
	    "DELETE FROM site_prints WHERE host = ?1 AND print IN (SELECT print FROM site_prints"
	    " WHERE host = ?1 ORDER BY pages > 1, last, print LIMIT ?2)");
	sql_bind_str(&q, host);
	sql_bind_int(&q, rows - SITE_ROWS_LEFT);
	return sql_run(&q);
}

static struct err
container_add(struct archive *archive, struct str host, struct str container)
{
	struct sql q =
	    sql_query(archive, "INSERT INTO site_containers VALUES (?, ?, 1) ON CONFLICT DO UPDATE"
			       " SET pages = pages + 1");

	sql_bind_str(&q, host);
	sql_bind_str(&q, container);
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	struct sql room = sql_query(archive,
	    "DELETE FROM site_containers WHERE host = ?1 AND container NOT IN (SELECT container "
	    "FROM"
	    " site_containers WHERE host = ?1 ORDER BY pages DESC, container = ?2 DESC LIMIT ?3)");
	sql_bind_str(&room, host);
	sql_bind_str(&room, container);
	sql_bind_int(&room, SITE_CONTAINERS_MAX);
	return sql_run(&room);
}

/* A title is a print of its own, which no passage has but by chance. */
static uint64_t
title_print(struct str title)
{
	struct digest_state state;
	struct digest digest;
	uint64_t print = 0;

	digest_init(&state);
	digest_add(&state, raw_from_str(S("title\n")));
	digest_add(&state, raw_from_str(title));
	digest = digest_final(&state);
	for (unsigned i = 0; i < sizeof(print); i++)
		print = print << 8 | digest.b[i];
	return print;
}

static struct err
is_known(struct archive *archive, struct str host, uint64_t print, bool *known)
{
	struct sql q = sql_query(archive, "SELECT 1 FROM site_prints WHERE host = ? AND print = ?");

	sql_bind_str(&q, host);
	sql_bind_int(&q, (int64_t)print);
	*known = sql_row(&q);
	return sql_end(&q);
}

struct err
site_memory_add(struct archive *archive, struct str host, int64_t capture, struct str title,
    const uint64_t *prints, size_t count, struct str container)
{
	bool known = false;
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = is_known(archive, host, title_print(title), &known);
	if (e.code || known)
		return e;
	e = passage_add(archive, host, capture, title_print(title));
	for (size_t i = 0; i < count && !e.code; i++)
		e = passage_add(archive, host, capture, prints[i]);
	if (!e.code && count)
		e = room_make(archive, host);
	if (!e.code && container.n)
		e = container_add(archive, host, container);
	return e;
}

struct err
site_memory_clear(struct archive *archive)
{
	struct err e = archive_may_write(archive);

	return e.code ? e
		      : sql_exec(archive, "DELETE FROM site_prints; DELETE FROM site_containers");
}
