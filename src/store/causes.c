#include "store/causes.h"

#include "store/store.h"

#define CAUSE_SELECT "SELECT revision, article, cause, rules_before, reread, sum FROM causes "
enum { CAUSE_SUM = 5 };

struct err
cause_put(struct archive *archive, const struct cause *cause)
{
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	struct sql q = sql_query(archive, "REPLACE INTO causes VALUES (?, ?, ?, ?, ?, ?)");
	sql_bind_int(&q, cause->revision);
	sql_bind_int(&q, cause->article);
	sql_bind_int(&q, (int64_t)cause->kind);
	sql_bind_int(&q, cause->rules_before);
	sql_bind_int(&q, cause->reread);
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct cause
cause_row(struct sql *q)
{
	if (!sql_sum_ok(q, CAUSE_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "why a revision is there"));
	return (struct cause){ .revision = sql_int(q, 0),
		.article = sql_int(q, 1),
		.kind = sql_int(q, 2) == CAUSE_WHOLE ? CAUSE_WHOLE : CAUSE_SOURCE,
		.rules_before = sql_int(q, 3),
		.reread = sql_int(q, 4) };
}

struct err
cause_get(struct archive *archive, int64_t revision, struct cause *out)
{
	struct cause cause = { .revision = revision };
	struct sql q = sql_query(archive, CAUSE_SELECT "WHERE revision = ?");

	sql_bind_int(&q, revision);
	if (sql_row(&q))
		cause = cause_row(&q);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = cause;
	return e;
}
