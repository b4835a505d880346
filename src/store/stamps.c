#include "store/stamps.h"

#include "store/sql.h"

/* Rows of one table, the id of what they are of first: every column counts. */
struct stamped {
	const char *text;
	int columns;
};

static const struct stamped of_articles[] = {
	{ "SELECT id, source, time, flags, latest, revisions, captures, first_fetched, "
	  "last_fetched FROM articles ORDER BY id",
	    9 },
	{ "SELECT article, id, n, sum FROM revisions", 4 },
	{ "SELECT article, revision, sum FROM causes", 3 },
	{ "SELECT article, revision, sum FROM changes", 3 },
	{ "SELECT article, feed, sum FROM mentions", 3 },
	{ "SELECT article, sum FROM visits", 2 },
	{ "SELECT article, capture, sum FROM readings", 3 },
	{ "SELECT article, sum FROM story_articles", 2 },
	{ "SELECT r.article, f.sum FROM figure_texts f JOIN revisions r ON r.id = f.revision", 2 },
};

static const struct stamped of_pictures[] = {
	{ "SELECT id, sum FROM pictures ORDER BY id", 2 },
	{ "SELECT picture, sum FROM prints", 2 },
};

static uint64_t
mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

/* Which of the ids; count where it is none. */
static size_t
find(const struct stamps *stamps, int64_t id)
{
	size_t from = 0, to = stamps->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (stamps->ids[middle] < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < stamps->count && stamps->ids[from] == id ? from : stamps->count;
}

uint64_t
stamps_find(const struct stamps *stamps, int64_t id)
{
	size_t at = find(stamps, id);

	return at < stamps->count ? stamps->values[at] : 0;
}

/* Sums, so that the order of rows does not count. */
static uint64_t
row_value(struct sql *q, size_t table, int columns)
{
	uint64_t value = mix(table + 1, 0);

	for (int i = 0; i < columns; i++)
		value = mix(value, (uint64_t)sql_int(q, i));
	return value;
}

/* The first table has every id once, in order. */
static struct err
ids_take(
    struct archive *archive, struct arena *arena, const struct stamped *table, struct stamps *out)
{
	struct sql q = sql_query(archive, table->text);
	size_t capacity = 0, count = 0;

	while (sql_row(&q)) {
		size_t more = capacity;

		arena_push(arena, out->ids, count, capacity);
		if (more != capacity)
			out->values =
			    arena_grow(arena, out->values, count, capacity, sizeof(*out->values));
		out->ids[count] = sql_int(&q, 0);
		out->values[count++] = row_value(&q, 0, table->columns);
	}
	out->count = count;
	return sql_end(&q);
}

static struct err
table_add(
    struct archive *archive, const struct stamped *table, size_t number, struct stamps *stamps)
{
	struct sql q = sql_query(archive, table->text);
	int64_t last = 0;
	size_t at = stamps->count;

	while (sql_row(&q)) {
		int64_t id = sql_int(&q, 0);

		if (id != last || at == stamps->count)
			at = find(stamps, id);
		last = id;
		if (at < stamps->count)
			stamps->values[at] += row_value(&q, number, table->columns);
	}
	return sql_end(&q);
}

static struct err
stamps_take(struct archive *archive, struct arena *arena, const struct stamped *tables,
    size_t count, struct stamps *out)
{
	struct stamps stamps = { 0 };
	struct err e = ids_take(archive, arena, &tables[0], &stamps);

	for (size_t i = 1; i < count && !e.code; i++)
		e = table_add(archive, &tables[i], i, &stamps);
	if (!e.code)
		*out = stamps;
	return e;
}

struct err
stamps_articles(struct archive *archive, struct arena *arena, struct stamps *out)
{
	return stamps_take(archive, arena, of_articles, LENGTH(of_articles), out);
}

struct err
stamps_pictures(struct archive *archive, struct arena *arena, struct stamps *out)
{
	return stamps_take(archive, arena, of_pictures, LENGTH(of_pictures), out);
}

struct err
stamps_names(struct archive *archive, uint64_t *out)
{
	struct sql q = sql_query(archive,
	    "SELECT id, sum, '' FROM sources UNION ALL SELECT id, sum, title FROM feeds"
	    " UNION ALL SELECT feed, 0, title FROM polls");
	uint64_t value = 0;

	while (sql_row(&q)) {
		struct raw title = sql_raw(&q, 2);

		value += mix(mix((uint64_t)sql_int(&q, 0), (uint64_t)sql_int(&q, 1)),
		    str_hash((struct str){ (const char *)title.p, title.n }));
	}
	*out = value;
	return sql_end(&q);
}
