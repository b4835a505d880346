/* changed_update.c: texts compared that were not compared yet. */
#include "store/changed.h"
#include "store/store.h"

enum {
	BATCH = 500, /* pairs in one transaction */
	TELL = 50,   /* pairs between two calls of changed_progress */
	PRINT = 8,   /* bytes of a digest */
};

/* Neighbours whose row is missing, of other texts, or made by other rules. */
#define PENDING                                                                               \
	" FROM articles a CROSS JOIN revisions r ON r.article = a.id AND " REVISION_CHANGES      \
	" CROSS JOIN revisions p ON p.article = r.article AND p.n = r.n - 1"                     \
	" LEFT JOIN changes c ON c.revision = r.id"                                              \
	" WHERE a.revisions > 1 AND (c.before IS NOT substr(p.digest, 1, 8)"                     \
	" OR c.after IS NOT substr(r.digest, 1, 8) OR c.rules IS NOT ?1)"

struct work {
	struct archive *archive;
	changed_progress *progress;
	void *context;
	int64_t done, total;
};

struct err
changed_pending(struct archive *archive, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT count(*)" PENDING);

	sql_bind_int(&q, CHANGES_RULES);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

/* ---- one pair ---- */

/* What waits: which texts, and their prints. */
struct waiting {
	struct changed_row row;
	int64_t old;
	unsigned char before[PRINT], after[PRINT];
};
struct waitings {
	struct waiting *items;
	size_t count;
};

static void
print_take(struct sql *q, int column, unsigned char out[PRINT])
{
	struct raw bytes = sql_raw(q, column);

	if (bytes.n != PRINT)
		sql_fail(q, err_new(ERR_DAMAGE, "the digest of a text"));
	else
		memcpy(out, bytes.p, PRINT);
}

static struct err
waiting_list(struct archive *archive, struct arena *arena, struct waitings *out)
{
	struct waitings all = { 0 };
	size_t capacity = 0;
	struct sql q = sql_query(archive,
	    "SELECT r.id, a.id, r.n, a.source, p.id, substr(p.digest, 1, 8), substr(r.digest, 1, 8),"
	    " coalesce((SELECT min(s.as_of) FROM sightings s WHERE s.article = a.id"
	    " AND s.revision = r.id), a.time)" PENDING " LIMIT ?2");

	sql_bind_int(&q, CHANGES_RULES);
	sql_bind_int(&q, BATCH);
	while (sql_row(&q)) {
		struct waiting waiting = { .old = sql_int(&q, 4) };

		waiting.row = (struct changed_row){ .revision = sql_int(&q, 0),
			.article = sql_int(&q, 1),
			.n = sql_int(&q, 2),
			.source = sql_int(&q, 3),
			.time = sql_int(&q, 7) };
		print_take(&q, 5, waiting.before);
		print_take(&q, 6, waiting.after);
		arena_push(arena, all.items, all.count, capacity);
		all.items[all.count++] = waiting;
	}
	struct err e = sql_end(&q);
	if (!e.code)
		*out = all;
	return e;
}

static struct err
row_put(struct archive *archive, const struct waiting *waiting)
{
	const struct changed_row *row = &waiting->row;
	struct buf gist CLEAN(buf_done) = { 0 };
	struct sql q = sql_query(archive,
	    "INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	gist_put(&gist, &row->gist);
	sql_bind_int(&q, row->revision);
	sql_bind_int(&q, row->article);
	sql_bind_int(&q, row->n);
	sql_bind_int(&q, row->source);
	sql_bind_int(&q, row->time);
	sql_bind_raw(&q, (struct raw){ waiting->before, PRINT });
	sql_bind_raw(&q, (struct raw){ waiting->after, PRINT });
	sql_bind_int(&q, row->class);
	sql_bind_int(&q, row->weight);
	sql_bind_int(&q, row->removed);
	sql_bind_int(&q, row->added);
	sql_bind_int(&q, row->figures);
	sql_bind_raw(&q, buf_raw(&gist));
	sql_bind_int(&q, CHANGES_RULES);
	sql_bind_sum(&q);
	return sql_run(&q);
}

static bool
is_damage(enum err_code code)
{
	return code == ERR_DAMAGE || code == ERR_DIGEST || code == ERR_WIRE || code == ERR_NOT_FOUND;
}

/* What comparing needs of a text. */
static struct err
side_read(struct archive *archive, struct arena *arena, int64_t revision, struct article *out)
{
	struct revision head = { 0 };
	struct err e = revision_get_id(archive, arena, revision, REVISION_HEAD, &head);

	if (!e.code)
		e = revision_text(archive, arena, revision, &head.record.text);
	if (!e.code)
		*out = head.record;
	return e;
}

static struct err
compare(struct archive *archive, struct arena *arena, struct waiting *waiting)
{
	struct changed_row *row = &waiting->row;
	struct article old, new;
	struct changes changes;
	struct err e = side_read(archive, arena, waiting->old, &old);

	if (!e.code)
		e = side_read(archive, arena, row->revision, &new);
	if (e.code)
		return is_damage(e.code) ? (struct err){ 0 } : e;
	changes_between(arena, &old, &new, &changes);
	row->class = changes.weight;
	row->weight = changes_score(&changes);
	row->removed = changes.removed;
	row->added = changes.added;
	row->figures = changes.figures;
	changes_gist(arena, &changes, &row->gist);
	return e;
}

/* ---- all ---- */

static struct err
compare_all(struct work *work, const struct waitings *all)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = { 0 };

	for (size_t i = 0; i < all->count && !e.code; i++) {
		arena_reset(&arena);
		e = compare(work->archive, &arena, &all->items[i]);
		if (!e.code)
			e = row_put(work->archive, &all->items[i]);
		if (!e.code && ++work->done % TELL == 0 && work->progress &&
		    !work->progress(work->context, work->done, work->total))
			e = err_new(ERR_INTERRUPTED, NULL);
	}
	return e;
}

static struct err
batch(struct work *work, size_t *count)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct waitings all = { 0 };
	struct err e = waiting_list(work->archive, &arena, &all), ended;

	*count = all.count;
	if (e.code || !all.count)
		return e;
	e = archive_begin(work->archive);
	if (e.code)
		return e;
	e = compare_all(work, &all);
	if (e.code && e.code != ERR_INTERRUPTED) {
		archive_rollback(work->archive);
		return e;
	}
	ended = archive_commit(work->archive);
	return e.code ? e : ended;
}

/* Rows of texts that are gone, or turned out to be no change. */
static struct err
leave(struct archive *archive)
{
	static const char gone[] =
	    " FROM changes WHERE revision IN (SELECT revision FROM causes WHERE cause = 1)"
	    " OR NOT EXISTS (SELECT 1 FROM revisions r WHERE r.id = changes.revision"
	    " AND r.article = changes.article AND r.n = changes.n)";
	struct arena arena CLEAN(arena_done) = { 0 };
	int64_t count = 0;
	struct err e =
	    sql_one_int(archive, str_format(&arena, "SELECT count(*)%s%c", gone, 0).p, &count);

	if (e.code || !count)
		return e;
	e = archive_begin(archive);
	if (!e.code)
		e = sql_exec(archive, str_format(&arena, "DELETE%s%c", gone, 0).p);
	if (e.code) {
		archive_rollback(archive);
		return e;
	}
	return archive_commit(archive);
}

struct err
changed_update(struct archive *archive, changed_progress *progress, void *context, int64_t *done)
{
	struct work work = { .archive = archive, .progress = progress, .context = context };
	size_t count = 1;
	struct err e = leave(archive);

	if (!e.code)
		e = changed_pending(archive, &work.total);
	while (count && !e.code)
		e = batch(&work, &count);
	*done = work.done;
	return e;
}
