#include "store/figures.h"

#include "store/figure_book.h"
#include "store/figure_rows.h"

enum { PACKED_MAX = 16 << 20, TEXT_SUM = 9 };

/* ---- of one text ---- */

struct kept {
	size_t count;
	struct raw packed;
};

static struct err
expand(struct sql *q, struct arena *arena, struct raw *out)
{
	struct raw frame = sql_raw(q, 8);
	size_t size = 0;
	struct err e = frame_measure(frame, PACKED_MAX, &size);

	if (e.code)
		return e;
	unsigned char *p = arena_alloc_dirty(arena, size);
	e = dictionary_expand(q->archive, sql_int(q, 7), frame, p, size);
	if (!e.code)
		*out = (struct raw){ p, size };
	return e;
}

static struct err
kept_read(struct archive *archive, struct arena *arena, int64_t revision, struct kept *out)
{
	struct sql q = sql_query(archive,
	    "SELECT revision, text, tables, rules, count, fault, forms, dictionary, figures, sum FROM figure_texts WHERE revision = ?");

	*out = (struct kept){ 0 };
	sql_bind_int(&q, revision);
	bool found = sql_row(&q);
	if (found && !sql_sum_ok(&q, TEXT_SUM))
		sql_fail(&q, err_new(ERR_DAMAGE, "the figures of a text"));
	if (found && !q.err.code && !sql_is_null(&q, 8))
		sql_fail(&q, expand(&q, arena, &out->packed));
	if (found)
		out->count = (size_t)sql_int(&q, 4);
	return sql_end_found(&q, found);
}

struct err
figures_of(struct archive *archive, struct arena *arena, int64_t revision, struct str text, struct figures *out)
{
	struct figure_words words = { .archive = archive, .arena = arena };
	const struct figure_book book = figure_book_of(&words);
	struct figure_row *rows = NULL;
	struct kept kept;
	struct err e = kept_read(archive, arena, revision, &kept);

	if (!e.code)
		*out = (struct figures){ 0 };
	if (e.code || !kept.count)
		return e;
	e = figure_rows_of(archive, arena, revision, kept.count, &rows);
	return e.code ? e : figures_unpack(arena, kept.packed, rows, kept.count, text, &book, out);
}

/* ---- all ---- */

struct err
figure_stats(struct archive *archive, struct figure_stats *out)
{
	struct sql q = sql_query(archive, "SELECT count(*), coalesce(sum(count), 0), count(fault), count(DISTINCT nullif(tables, 0))"
					  " FROM figure_texts");
	struct figure_stats stats = { 0 };

	if (sql_row(&q))
		stats = (struct figure_stats){ sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2), sql_int(&q, 3) };
	struct err e = sql_end(&q);
	if (!e.code)
		*out = stats;
	return e;
}
