#include "store/figure_rows.h"

enum { TOGETHER = 64, SUM = 4, DAY_S = 86400, ROWS_SIZE_MAX = 1 << 24 };

/* A blob is, for each text that has figures, in order: its place among the sixty-four, how long after the oldest of them it was said,
 * how many rows, and their bytes. */
struct part {
	unsigned at;
	int64_t time;
	size_t count;
	struct raw rows;
};
struct parts {
	struct part items[TOGETHER];
	size_t count;
	int64_t oldest, newest;
};

/* ---- marks ---- */

struct marks
marks_for(struct arena *arena, int64_t last)
{
	size_t count = last > 0 ? (size_t)last + 1 : 1;

	return (struct marks){ arena_alloc(arena, count / 8 + 1), count };
}

void
marks_set(struct marks *marks, int64_t number)
{
	if (number >= 0 && (uint64_t)number < marks->count)
		marks->bits[number / 8] |= (uint8_t)(1u << number % 8);
}

/* ---- blobs ---- */

static bool
part_next(struct reader *reader, int64_t oldest, struct part *out)
{
	if (reader->err.code || !reader->rest.n)
		return false;
	out->at = (unsigned)read_varint(reader, TOGETHER - 1);
	out->time = oldest + (int64_t)read_varint(reader, INT64_MAX / 2);
	out->count = read_varint(reader, FIGURES_MAX);
	out->rows = read_bytes(reader);
	return !reader->err.code;
}

static struct err
parts_read(struct raw blob, int64_t oldest, struct parts *out)
{
	struct reader reader = reader_init(blob);

	out->count = 0;
	while (out->count < TOGETHER && part_next(&reader, oldest, &out->items[out->count]))
		out->count++;
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "more texts than can be");
	return reader.err;
}

static void
parts_write(struct parts *parts, struct buf *out)
{
	parts->oldest = INT64_MAX;
	parts->newest = INT64_MIN;
	for (size_t i = 0; i < parts->count; i++) {
		parts->oldest = parts->items[i].time < parts->oldest ? parts->items[i].time : parts->oldest;
		parts->newest = parts->items[i].time > parts->newest ? parts->items[i].time : parts->newest;
	}
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		buf_push_varint(out, part->at);
		buf_push_varint(out, (uint64_t)(part->time - parts->oldest));
		buf_push_varint(out, part->count);
		buf_push_bytes(out, part->rows);
	}
}

/* In the place of the one with its number, in order; without rows none. */
static void
parts_put(struct parts *parts, const struct part *part)
{
	size_t at = 0;

	while (at < parts->count && parts->items[at].at < part->at)
		at++;
	bool is_there = at < parts->count && parts->items[at].at == part->at;
	size_t behind = parts->count - at - is_there;
	memmove(&parts->items[at + (part->count != 0)], &parts->items[at + is_there], behind * sizeof(*part));
	if (part->count)
		parts->items[at] = *part;
	parts->count = at + (part->count != 0) + behind;
}

/* ---- keeping ---- */

/* A damaged blob holds nothing any more: verify has named it, and a rebuild of figures makes it again. */
static struct err
chunk_load(struct archive *archive, struct arena *arena, int64_t chunk, struct parts *out, bool *found)
{
	struct sql q = sql_query(archive, "SELECT chunk, oldest, newest, rows, sum FROM figure_rows WHERE chunk = ?");

	out->count = 0;
	sql_bind_int(&q, chunk);
	*found = sql_row(&q);
	if (*found && (!sql_sum_ok(&q, SUM) || parts_read(raw_copy(arena, sql_raw(&q, 3)), sql_int(&q, 1), out).code))
		out->count = 0;
	return sql_end(&q);
}

static struct err
chunk_save(struct archive *archive, int64_t chunk, struct parts *parts)
{
	struct buf blob CLEAN(buf_done) = { .max = ROWS_SIZE_MAX };

	parts_write(parts, &blob);
	if (blob.err.code)
		return blob.err;
	struct sql q = sql_query(archive, parts->count ? "INSERT OR REPLACE INTO figure_rows VALUES (?, ?, ?, ?, ?)"
						       : "DELETE FROM figure_rows WHERE chunk = ?");
	sql_bind_int(&q, chunk);
	if (parts->count) {
		sql_bind_int(&q, parts->oldest);
		sql_bind_int(&q, parts->newest);
		sql_bind_raw(&q, buf_raw(&blob));
		sql_bind_sum(&q);
	}
	return sql_run(&q);
}

struct err
figure_rows_keep(struct archive *archive, int64_t revision, int64_t time, const struct figure_row *rows, size_t count)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct parts *parts = arena_new(&arena, struct parts);
	int64_t chunk = revision / TOGETHER;
	bool found;
	struct err e = chunk_load(archive, &arena, chunk, parts, &found);

	if (e.code || (!found && !count))
		return e;
	figure_rows_put(&bytes, rows, count, time / DAY_S);
	if (bytes.err.code)
		return bytes.err;
	parts_put(parts, &(struct part){ (unsigned)(revision % TOGETHER), time, count, buf_raw(&bytes) });
	return chunk_save(archive, chunk, parts);
}

/* ---- finding ---- */

static struct err
rows_read(const struct part *part, struct figure_row *out)
{
	struct reader reader = reader_init(part->rows);

	for (size_t i = 0; i < part->count && !reader.err.code; i++)
		figure_row_get(&reader, part->time / DAY_S, &out[i]);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind rows");
	return reader.err;
}

static struct err
rows_find(const struct parts *parts, unsigned at, size_t count, struct arena *arena, struct figure_row **out)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].at == at && parts->items[i].count == count) {
			*out = arena_array(arena, struct figure_row, count);
			return rows_read(&parts->items[i], *out).code ? err_new(ERR_DAMAGE, "rows of figures")
								       : (struct err){ 0 };
		}
	return err_new(ERR_DAMAGE, "rows of figures are missing, or too many");
}

struct err
figure_rows_of(struct archive *archive, struct arena *arena, int64_t revision, size_t count, struct figure_row **out)
{
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct parts *parts = arena_new(&scratch, struct parts);
	bool found;
	struct err e = chunk_load(archive, &scratch, revision / TOGETHER, parts, &found);

	return e.code ? e : rows_find(parts, (unsigned)(revision % TOGETHER), count, arena, out);
}

static bool
is_wanted(const struct figure_scan *scan, int64_t revision, int64_t time)
{
	return (!scan->revision || revision == scan->revision) && time >= scan->from && time < scan->to && (!scan->floor || time >= *scan->floor) &&
	       (!scan->of || marks_has(scan->of, revision));
}

static bool
part_visit(const struct figure_scan *scan, int64_t revision, const struct part *part)
{
	struct reader reader = reader_init(part->rows);
	struct figure_found found = { .revision = revision, .time = part->time };

	for (; found.index < part->count; found.index++) {
		figure_row_get(&reader, part->time / DAY_S, &found.row);
		if (reader.err.code)
			return true;
		if (!scan->visit(scan->context, &found))
			return false;
	}
	return true;
}

/* What is damaged in a blob is passed over; verify names it. */
static bool
chunk_visit(const struct figure_scan *scan, int64_t chunk, int64_t oldest, struct raw blob)
{
	struct reader reader = reader_init(blob);
	struct part part;
	bool goes_on = true;

	while (goes_on && part_next(&reader, oldest, &part))
		if (is_wanted(scan, chunk * TOGETHER + part.at, part.time))
			goes_on = part_visit(scan, chunk * TOGETHER + part.at, &part);
	return goes_on;
}

struct err
figure_rows_scan(struct archive *archive, const struct figure_scan *scan)
{
	struct sql q = sql_query(archive, "SELECT chunk, oldest, newest, rows FROM figure_rows WHERE newest >= ?1 AND oldest < ?2"
					  " AND chunk BETWEEN ?3 AND ?4 ORDER BY chunk DESC");
	bool goes_on = true;

	sql_bind_int(&q, scan->from);
	sql_bind_int(&q, scan->to);
	sql_bind_int(&q, scan->revision / TOGETHER);
	sql_bind_int(&q, scan->revision ? scan->revision / TOGETHER : INT64_MAX);
	while (goes_on && sql_row(&q))
		if (!scan->floor || sql_int(&q, 2) >= *scan->floor)
			goes_on = chunk_visit(scan, sql_int(&q, 0), sql_int(&q, 1), sql_raw(&q, 3));
	return sql_end(&q);
}
