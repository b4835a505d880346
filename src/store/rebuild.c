#include <stdlib.h>

#include "record/wire.h"
#include "store/store.h"
#include "store/verify.h"

struct rebuild {
	struct archive *archive;
	int64_t handed; /* id of the capture handed out last */
	struct rebuild_result result;
};

/* What was is kept beside, by key, until the end: ids of articles stand in URLs and stay. */
static const char set_aside[] = "CREATE TEMP TABLE old_articles AS SELECT a.id, a.key, r.digest "
				"FROM articles a JOIN revisions r ON r.id = a.latest;"
				"CREATE INDEX temp.old_articles_by_key ON old_articles (key);";

static const char empty_derived[] =
    "DELETE FROM label_articles; DELETE FROM labels; DELETE FROM keys; DELETE FROM mentions;"
    "DELETE FROM quarantine; DELETE FROM sightings; DELETE FROM bodies;"
    "DELETE FROM revisions; DELETE FROM articles; DELETE FROM sources;";

/* Rows are removed and written again in an order that references do not follow; verify checks them.
 */
static struct err
references_check(struct archive *archive, bool on)
{
	return sql_exec(archive, on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

struct err
rebuild_begin(struct archive *archive, struct rebuild **out)
{
	struct err e = references_check(archive, false);

	if (!e.code)
		e = archive_begin(archive);
	if (!e.code)
		e = sql_exec(archive, set_aside);
	if (!e.code)
		e = sql_exec(archive, empty_derived);
	if (e.code) {
		archive_rollback(archive);
		(void)references_check(archive, true);
		return e;
	}
	archive->source.id = archive->next_revision = archive->shelves.feed = 0; /* remembered of the old rows */
	*out = mem_alloc(sizeof(**out));
	**out = (struct rebuild){ .archive = archive };
	return e;
}

struct err
rebuild_next(
    struct rebuild *rebuild, struct arena *arena, struct capture *capture, struct raw *bytes)
{
	struct captures next;
	struct err e =
	    captures_list(rebuild->archive, arena, CAPTURES_ALL, rebuild->handed, 1, &next);

	if (e.code)
		return e;
	if (!next.count)
		return err_new(ERR_NOT_FOUND, "no capture is left");
	*capture = next.items[0];
	rebuild->handed = capture->id;
	return capture_read(rebuild->archive, arena, capture->id, WIRE_ARTICLE_MAX, bytes);
}

static struct err
capture_fetched(struct archive *archive, int64_t id, int64_t *fetched)
{
	struct sql q = sql_query(archive, "SELECT fetched FROM captures WHERE id = ?");

	sql_bind_int(&q, id);
	bool found = sql_row(&q);
	if (found)
		*fetched = sql_int(&q, 0);
	return sql_end_found(&q, found);
}

static struct err
old_id(struct archive *archive, struct str key, int64_t *id)
{
	struct digest digest = key_digest(key);
	struct sql q = sql_query(archive, "SELECT id FROM temp.old_articles WHERE key = ?");

	sql_bind_raw(&q, (struct raw){ digest.b, KEY_SIZE });
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

struct err
rebuild_article(struct rebuild *rebuild, int64_t capture, const struct article *article)
{
	struct archive *archive = rebuild->archive;
	struct added added = { 0 };
	int64_t fetched = 0;
	struct err e = capture_fetched(archive, capture, &fetched);

	if (!e.code)
		e = old_id(archive, article->key, &archive->article_id);
	if (!e.code)
		e = articles_add(archive, article, capture, fetched, &added);
	archive->article_id = 0;
	if (e.code)
		return e;
	rebuild->result.captures++;
	rebuild->result.articles += added.kind == ADDED_ARTICLE;
	rebuild->result.revisions += added.kind != ADDED_NOTHING;
	return e;
}

struct err
rebuild_fault(struct rebuild *rebuild, int64_t capture, struct err fault)
{
	rebuild->result.captures++;
	rebuild->result.quarantined++;
	return capture_quarantine(rebuild->archive, capture, fault);
}

static const char gone_or_changed[] =
    "SELECT count(*) FROM temp.old_articles o LEFT JOIN articles a ON a.id = o.id"
    " LEFT JOIN revisions r ON r.id = a.latest WHERE r.digest IS NOT o.digest";
static const char appeared[] = "SELECT count(*) FROM articles a LEFT JOIN temp.old_articles o ON "
			       "o.key = a.key WHERE o.id IS NULL";

static struct err
changes_count(struct archive *archive, int64_t *out)
{
	int64_t fewer = 0, more = 0;
	struct err e = sql_one_int(archive, gone_or_changed, &fewer);

	if (!e.code)
		e = sql_one_int(archive, appeared, &more);
	*out = fewer + more;
	return e;
}

static struct err
aside_drop(struct archive *archive)
{
	return sql_exec(archive, "DROP TABLE temp.old_articles");
}

struct err
rebuild_end(struct rebuild *rebuild, bool commit, struct rebuild_result *out)
{
	struct archive *archive = rebuild->archive;
	struct rebuild_result result = rebuild->result;
	struct err e = { 0 };

	if (commit)
		e = changes_count(archive, &result.changed);
	if (commit && !e.code)
		e = aside_drop(archive);
	if (commit && !e.code)
		e = archive_commit(archive);
	archive_rollback(archive);
	(void)references_check(archive, true);
	free(rebuild);
	if (commit && !e.code)
		*out = result;
	return e;
}
