/* verify_articles.c: articles against what they derive from. */
#include "store/check.h"

static const char advice[] = "`xinshi rebuild` makes it again from the captures";

/* The row, then what it must be: counted and looked up anew. */
static const char articles_query[] = "SELECT a.id, a.key, a.time, a.flags, a.latest, a.revisions, "
				     "a.captures, a.first_fetched, a.last_fetched,"
				     " r.id, r.url, r.published, c.fetched, c.file_time,"
				     " (SELECT count(*) FROM revisions x WHERE x.article = a.id),"
				     " (SELECT max(n) FROM revisions x WHERE x.article = a.id),"
				     " (SELECT count(*) FROM sightings y WHERE y.article = a.id),"
				     " (SELECT min(z.fetched) FROM sightings y JOIN captures z ON "
				     "z.id = y.capture WHERE y.article = a.id),"
				     " (SELECT max(z.fetched) FROM sightings y JOIN captures z ON "
				     "z.id = y.capture WHERE y.article = a.id)"
				     " FROM articles a"
				     " LEFT JOIN sightings s ON s.article = a.id AND s.capture ="
				     " (SELECT capture FROM sightings y WHERE y.article = a.id "
				     "ORDER BY as_of DESC, capture DESC LIMIT 1)"
				     " LEFT JOIN revisions r ON r.id = s.revision AND r.article = "
				     "a.id LEFT JOIN captures c ON c.id = r.capture";

static bool
key_is_of(struct arena *arena, struct raw key, struct str url)
{
	if (!url.n)
		return false;
	struct digest digest = key_digest(url_key(arena, (struct url){ url.p, url.n }));
	return key.n == KEY_SIZE && memcmp(key.p, digest.b, KEY_SIZE) == 0;
}

/* A feed may have edited the address since, or given several items one address. */
static bool
key_is_another(struct sql *q, struct arena *arena, struct raw key)
{
	struct sql texts = sql_query(q->archive, "SELECT url FROM revisions WHERE article = ?");
	bool found = false;

	sql_bind_int(&texts, sql_int(q, 0));
	while (!found && sql_row(&texts))
		found = key_is_of(arena, key, sql_str(&texts, arena, 0));
	sql_fail(q, sql_end(&texts));
	struct sql keys =
	    sql_query(q->archive, "SELECT 1 FROM keys WHERE scope = 0 AND key = ? AND article = ?");
	sql_bind_raw(&keys, key);
	sql_bind_int(&keys, sql_int(q, 0));
	found = found || sql_row(&keys);
	sql_fail(q, sql_end(&keys));
	return found;
}

static bool
key_is_right(struct sql *q, struct arena *arena)
{
	struct raw key = sql_raw(q, 1);

	return key_is_of(arena, key, sql_str(q, arena, 10)) || key_is_another(q, arena, key);
}

static bool
time_is_right(struct sql *q)
{
	unsigned flags;
	int64_t time =
	    effective_time(sql_when(q, 11), received_time(sql_int(q, 12), sql_int(q, 13)), &flags);

	return sql_int(q, 2) == time && sql_int(q, 3) == flags;
}

/* What is wrong with the row, or NULL. */
static const char *
article_fault(struct sql *q, struct arena *arena)
{
	if (sql_is_null(q, 9) || sql_int(q, 4) != sql_int(q, 9))
		return "its newest revision";
	if (!key_is_right(q, arena))
		return "its key";
	if (!time_is_right(q))
		return "its time";
	if (sql_int(q, 5) != sql_int(q, 14) || sql_int(q, 5) != sql_int(q, 15))
		return "the count of its revisions";
	if (sql_int(q, 6) != sql_int(q, 16))
		return "the count of its captures";
	if (sql_int(q, 7) != sql_int(q, 17) || sql_int(q, 8) != sql_int(q, 18))
		return "the times of its captures";
	return NULL;
}

static void
sequence_check(struct check *check)
{
	int64_t behind = 0;
	struct err e = sql_one_int(check->archive,
	    "SELECT (SELECT ifnull(max(id), 0) FROM articles) > ifnull((SELECT seq FROM "
	    "sqlite_sequence"
	    " WHERE name = 'articles'), 0)",
	    &behind);

	if (!e.code && behind)
		e = err_new(ERR_DAMAGE, "an id would be given twice");
	if (e.code)
		check_damage(check, S("ids of articles"), e, advice);
}

void
articles_check(struct check *check)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sql q = sql_query(check->archive, articles_query);

	while (sql_row(&q) && check_goes_on(check)) {
		arena_reset(&arena);
		const char *fault = article_fault(&q, &arena);
		check->report->articles++;
		if (fault)
			check_damage(check,
			    str_format(check->arena, "article %lld", (long long)sql_int(&q, 0)),
			    err_new(ERR_DAMAGE, fault), advice);
	}
	struct err e = sql_end(&q);
	if (e.code)
		check_damage(check,
		    str_format(check->arena, "articles: %s", archive_message(check->archive)), e,
		    advice);
	sequence_check(check);
}
