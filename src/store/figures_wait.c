/* figures_wait.c: which texts wait to be read for figures. */
#include "store/figures.h"

#include "store/store.h"

/* ---- what waits ---- */

#define PENDING                                                                                         \
	" FROM revisions r CROSS JOIN articles a ON a.id = r.article CROSS JOIN sources o ON o.id = a.source" \
	" LEFT JOIN figure_texts t ON t.revision = r.id"                                                \
	" WHERE r.id > ?2 AND (t.text IS NOT substr(r.digest, 1, 8) OR t.rules IS NOT ?1)"

struct err
figures_pending_count(struct archive *archive, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT count(*)" PENDING);

	sql_bind_int(&q, FIGURES_RULES);
	sql_bind_int(&q, 0);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

/* A date in the future is the source's mistake: then the time that the article is kept under tells better what its "today" is. */
static int64_t
published_of(struct when claimed, int64_t time, int64_t flags)
{
	if (claimed.precision == WHEN_NONE)
		return INT64_MIN;
	return flags & ARTICLE_DATE_FUTURE ? time : when_seconds(claimed);
}

static struct figure_waiting
waiting_take(struct sql *q, struct arena *arena)
{
	struct figure_waiting waiting = {
		.revision = sql_int(q, 0),
		.article = sql_int(q, 1),
		.n = sql_int(q, 2),
		.headline = sql_str(q, arena, 3),
		.digest = sql_digest(q, 5),
		.source = sql_str(q, arena, 8),
		.zone_s = (int32_t)sql_int(q, 9),
		.time = sql_int(q, 10),
	};

	waiting.published = published_of(sql_when(q, 4), sql_int(q, 6), sql_int(q, 7));
	/* what changed nothing of the source's was said when it was published */
	if (sql_is_null(q, 10))
		waiting.time = waiting.published == INT64_MIN ? sql_int(q, 6) : waiting.published;
	return waiting;
}

struct err
figures_pending(struct archive *archive, struct arena *arena, int64_t after, size_t limit, struct figure_waitings *out)
{
	struct figure_waitings all = { arena_array(arena, struct figure_waiting, limit), 0 };
	struct sql q = sql_query(archive,
	    "SELECT r.id, r.article, r.n, r.headline, r.published, r.digest, a.time, a.flags, o.name, o.zone,"
	    " CASE WHEN " REVISION_CHANGES " THEN coalesce((SELECT min(s.as_of) FROM sightings s WHERE s.article = a.id"
	    " AND s.revision = r.id), a.time) END" PENDING " ORDER BY r.id LIMIT ?3");

	sql_bind_int(&q, FIGURES_RULES);
	sql_bind_int(&q, after);
	sql_bind_int(&q, (int64_t)limit);
	while (all.count < limit && sql_row(&q))
		all.items[all.count++] = waiting_take(&q, arena);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = all;
	return e;
}

struct err
figures_body(struct archive *archive, struct arena *arena, int64_t revision, struct raw *out)
{
	return body_read(archive, arena, revision, out);
}

struct err
figures_forget(struct archive *archive)
{
	return sql_exec(archive, "DELETE FROM figure_names; DELETE FROM figure_forms; DELETE FROM figure_rows;"
				 "DELETE FROM figure_words; DELETE FROM figure_texts");
}

struct err
figures_gone(struct archive *archive, int64_t *out)
{
	return sql_one_int(archive, "SELECT count(*) FROM figure_texts WHERE revision NOT IN (SELECT id FROM revisions)", out);
}
