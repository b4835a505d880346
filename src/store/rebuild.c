#include <stdlib.h>

#include "record/exchange.h"
#include "record/wire.h"
#include "store/causes.h"
#include "store/page_chain.h"
#include "store/readings.h"
#include "store/store.h"
#include "store/verify.h"

struct rebuild {
	struct archive *archive;
	struct archive *before; /* as it was: a reader of its own, whose moment does not move */
	int64_t handed;		/* id of the capture handed out last */
	struct rebuild_result result;
};

/* What was is kept beside, by key, until the end: to count what differs. */
static const char set_aside[] = "CREATE TEMP TABLE old_articles AS SELECT a.id, a.key, r.digest "
				"FROM articles a JOIN revisions r ON r.id = a.latest;"
				"CREATE INDEX temp.old_articles_by_key ON old_articles (key);";

static const char empty_derived[] =
    "DELETE FROM label_articles; DELETE FROM labels; DELETE FROM keys; DELETE FROM mentions;"
    "DELETE FROM figure_names; DELETE FROM figure_forms; DELETE FROM figure_rows; DELETE FROM figure_words; DELETE FROM figure_texts;"
    "DELETE FROM changes; DELETE FROM causes; DELETE FROM readings; DELETE FROM parts;"
    "DELETE FROM site_prints; DELETE FROM site_containers;"
    "DELETE FROM quarantine; DELETE FROM sightings; DELETE FROM bodies;"
    "DELETE FROM revisions; DELETE FROM articles; DELETE FROM sources;";

/* Rows are removed and written again in an order that references do not follow; verify checks them.
 */
static struct err
references_check(struct archive *archive, bool on)
{
	return sql_exec(archive, on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

/* ---- beginning ---- */

/* Its moment begins with the first thing it reads. */
static struct err
before_open(struct archive *archive, struct archive **out)
{
	int64_t generation;
	struct err e = archive_open(archive_dir(archive), ARCHIVE_READ, out);

	if (!e.code)
		e = archive_read_begin(*out);
	return e.code ? e : sql_one_int(*out, "SELECT generation FROM state", &generation);
}

static struct err
begin_steps(struct archive *archive)
{
	struct err e = references_check(archive, false);

	if (!e.code)
		e = archive_begin(archive);
	if (!e.code)
		e = sql_exec(archive, set_aside);
	return e.code ? e : sql_exec(archive, empty_derived);
}

struct err
rebuild_begin(struct archive *archive, struct rebuild **out)
{
	struct archive *before = NULL;
	struct err e = before_open(archive, &before);

	if (!e.code)
		e = begin_steps(archive);
	if (e.code) {
		archive_rollback(archive);
		(void)references_check(archive, true);
		archive_close(before);
		return e;
	}
	/* What was remembered of the old rows. */
	archive->source.id = archive->next_revision = archive->shelves.feed = 0;
	*out = mem_alloc(sizeof(**out));
	**out = (struct rebuild){ .archive = archive, .before = before };
	return e;
}

/* ---- captures out ---- */

static struct err
id_next(struct rebuild *rebuild, int64_t *id)
{
	struct sql q = sql_query(rebuild->archive, "SELECT min(id) FROM captures WHERE id > ?");

	sql_bind_int(&q, rebuild->handed);
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);
	return e.code || *id ? e : err_new(ERR_NOT_FOUND, "no capture is left");
}

/* Whether anything is read out of it; of several pages of one text all are, with the last. */
static struct err
is_read(struct rebuild *rebuild, const struct capture *capture, bool *read)
{
	struct page_chain chain;
	struct err e;

	*read = capture->kind != CAPTURE_WAY && capture->kind != CAPTURE_PICTURE;
	if (capture->kind != CAPTURE_PAGE)
		return (struct err){ 0 };
	e = page_chain_get(rebuild->archive, capture->id, &chain);
	*read = !e.code && chain.article && chain.is_last;
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

/* A row that is damaged has an id at least. */
struct err
rebuild_next(
    struct rebuild *rebuild, struct arena *arena, struct capture *capture, struct raw *bytes)
{
	bool read = true;
	int64_t id;
	struct err e;

	do {
		e = id_next(rebuild, &id);
		if (e.code)
			return e;
		*capture = (struct capture){ .id = rebuild->handed = id };
		e = capture_get(rebuild->archive, arena, id, capture);
		if (!e.code)
			e = is_read(rebuild, capture, &read);
	} while (!e.code && !read);
	rebuild->result.captures++;
	rebuild->result.pages += capture->kind == CAPTURE_PAGE;
	return e.code ? e
		      : capture_read(rebuild->archive, arena, id,
			    capture->kind == CAPTURE_IMPORT ? WIRE_ARTICLE_MAX : FETCH_BODY_MAX,
			    bytes);
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

/* ---- answers in ---- */

/* Ids of articles stand in URLs and stay: the one it had, unless another article has taken it. */
static struct err
id_wish(struct rebuild *rebuild, const struct arrival *arrival)
{
	struct archive *archive = rebuild->archive;
	int64_t id = 0;
	struct err e = article_was(rebuild->before, arrival, &id);
	struct sql q = sql_query(archive, "SELECT 1 FROM articles WHERE id = ?");

	sql_fail(&q, e);
	sql_bind_int(&q, id);
	archive->article_id = sql_row(&q) ? 0 : id;
	return sql_end(&q);
}

static struct err
add(struct rebuild *rebuild, const struct article *article, const struct arrival *arrival,
    struct added *added)
{
	struct err e = id_wish(rebuild, arrival);

	if (!e.code)
		e = article_add(rebuild->archive, article, arrival, added);
	rebuild->archive->article_id = 0;
	if (e.code)
		return e;
	rebuild->result.articles += added->kind == ADDED_ARTICLE;
	rebuild->result.revisions += added->kind == ADDED_ARTICLE || added->kind == ADDED_REVISION;
	return e;
}

struct err
rebuild_article(struct rebuild *rebuild, int64_t capture, const struct article *article)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct arrival arrival;
	struct added added;
	int64_t fetched = 0;
	struct err e = capture_fetched(rebuild->archive, capture, &fetched);

	if (!e.code)
		e = arrival_of(rebuild->archive, &arena, article, capture, fetched, &arrival);
	return e.code ? e : add(rebuild, article, &arrival, &added);
}

struct err
rebuild_article_id(struct rebuild *rebuild, int64_t before, int64_t *id)
{
	struct sql old = sql_query(rebuild->before, "SELECT key FROM articles WHERE id = ?");
	struct raw key;

	*id = 0;
	sql_bind_int(&old, before);
	if (sql_row(&old)) {
		key = sql_raw(&old, 0);
		struct sql q = sql_query(rebuild->archive,
		    "SELECT id FROM articles WHERE key = ?1 UNION ALL"
		    " SELECT article FROM keys WHERE scope = 0 AND key = ?1 LIMIT 1");
		sql_bind_raw(&q, key);
		*id = sql_row(&q) ? sql_int(&q, 0) : 0;
		sql_fail(&old, sql_end(&q));
	}
	return sql_end(&old);
}

void
rebuild_page_added(struct rebuild *rebuild, const struct added *added)
{
	rebuild->result.revisions += added->kind == ADDED_REVISION;
}

struct err
rebuild_fault(struct rebuild *rebuild, int64_t capture, struct err fault)
{
	rebuild->result.quarantined++;
	return capture_quarantine(rebuild->archive, capture, fault);
}

/* ---- what was read from a capture that is damaged ---- */

/* Why the text was there is known from before, too. */
static struct err
cause_keep(struct rebuild *rebuild, int64_t revision, const struct added *added)
{
	struct cause cause;
	struct err e = cause_get(rebuild->before, revision, &cause);

	if (e.code || cause.kind == CAUSE_SOURCE || added->kind != ADDED_REVISION)
		return e;
	cause.revision = added->revision;
	cause.article = added->article;
	return cause_put(rebuild->archive, &cause);
}

static struct err
reading_keep(struct rebuild *rebuild, int64_t capture)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct reading_row reading;
	struct err e = reading_get(rebuild->before, &arena, capture, &reading);

	if (e.code)
		return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
	return reading_put(rebuild->archive, &reading);
}

/* Columns: article, revision, notes, key of the article, fetched. */
static struct err
text_keep(struct rebuild *rebuild, struct sql *q, int64_t capture)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct revision old;
	struct arrival arrival;
	struct added added;
	struct raw notes = sql_raw(q, 2), key = sql_raw(q, 3);
	struct err e = revision_get_id(rebuild->before, &arena, sql_int(q, 1), REVISION_BODY, &old);

	rebuild->result.lost += e.code != 0;
	rebuild->result.kept += e.code == 0;
	if (e.code)
		return (struct err){ 0 };
	old.record.notes = (struct notes){ 0 };
	if (notes.p)
		e = wire_get_notes(notes, &old.record.notes);
	if (!e.code)
		e = arrival_of(
		    rebuild->archive, &arena, &old.record, capture, sql_int(q, 4), &arrival);
	if (e.code)
		return e;
	memcpy(arrival.key.b, key.p, key.n < KEY_SIZE ? key.n : KEY_SIZE);
	e = add(rebuild, &old.record, &arrival, &added);
	if (!e.code)
		e = cause_keep(rebuild, old.id, &added);
	if (!e.code && arrival.feed)
		e = keys_take_over(rebuild->archive, rebuild->before, arrival.feed, added.article);
	return e;
}

static struct err
texts_keep(struct rebuild *rebuild, int64_t capture)
{
	struct sql q =
	    sql_query(rebuild->before, "SELECT s.article, s.revision, s.notes, a.key, c.fetched"
				       " FROM sightings s JOIN articles a ON a.id = s.article"
				       " JOIN captures c ON c.id = s.capture WHERE s.capture = ?"
				       " ORDER BY s.article");

	sql_bind_int(&q, capture);
	while (sql_row(&q))
		sql_fail(&q, text_keep(rebuild, &q, capture));
	return sql_end(&q);
}

/* What was only seen there once more has no text to keep: but its feed named it until then.
 * Columns: feed, article, fetched, kind. */
static struct err
mention_stay(struct rebuild *rebuild, struct sql *q, int64_t capture)
{
	struct arrival arrival = { .capture = capture,
		.feed = sql_int(q, 0),
		.fetched = sql_int(q, 2),
		.kind = sql_int(q, 3) };
	struct mention_row mention;
	struct err e = mention_find(rebuild->archive, arrival.feed, sql_int(q, 1), &mention);

	if (e.code || !mention.known)
		return e;
	return mention_keep(rebuild->archive, &arrival, sql_int(q, 1), mention.revision);
}

static struct err
mentions_keep(struct rebuild *rebuild, int64_t capture)
{
	struct sql q =
	    sql_query(rebuild->before, "SELECT m.feed, m.article, c.fetched, c.kind FROM captures c"
				       " CROSS JOIN exchanges e ON e.capture = c.id CROSS JOIN"
				       " mentions m ON m.feed = e.feed AND m.capture = c.id"
				       " WHERE c.id = ?");

	sql_bind_int(&q, capture);
	while (sql_row(&q))
		sql_fail(&q, mention_stay(rebuild, &q, capture));
	return sql_end(&q);
}

/* It was not understood before, and cannot be now. */
static struct err
quarantine_keep(struct rebuild *rebuild, int64_t capture)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err fault = { 0 };
	struct sql q =
	    sql_query(rebuild->before, "SELECT fault, at, what FROM quarantine WHERE capture = ?");

	sql_bind_int(&q, capture);
	if (sql_row(&q))
		fault = (struct err){ err_code_from_name(sql_str(&q, &arena, 0).p),
			(uint32_t)sql_int(&q, 1), sql_str(&q, &arena, 2).p };
	struct err e = sql_end(&q);
	return e.code || !fault.code ? e : rebuild_fault(rebuild, capture, fault);
}

struct err
rebuild_keep(struct rebuild *rebuild, int64_t capture)
{
	struct err e = texts_keep(rebuild, capture);

	rebuild->result.damaged++;
	if (!e.code)
		e = reading_keep(rebuild, capture);
	if (!e.code)
		e = mentions_keep(rebuild, capture);
	return e.code ? e : quarantine_keep(rebuild, capture);
}

/* ---- the end ---- */

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

/* Pages of articles that are gone are not looked at any more; what was seen of them stays in the
 * captures. */
static const char leave[] = "DELETE FROM visits WHERE article NOT IN (SELECT id FROM articles);"
			    "DROP TABLE temp.old_articles;";

static struct err
commit_steps(struct rebuild *rebuild, struct rebuild_result *result)
{
	struct archive *archive = rebuild->archive;
	struct err e = changes_count(archive, &result->changed);

	if (!e.code && result->damaged)
		e = doubts_take_over(archive, rebuild->before);
	if (!e.code)
		e = sql_exec(archive, leave);
	if (!e.code)
		e = feeds_mend(archive, &result->mended);
	if (!e.code)
		e = visits_mend(archive, &result->mended);
	if (!e.code)
		e = pictures_mend(archive, &result->mended);
	return e.code ? e : archive_commit(archive);
}

struct err
rebuild_end(struct rebuild *rebuild, bool commit, struct rebuild_result *out)
{
	struct archive *archive = rebuild->archive;
	struct rebuild_result result = rebuild->result;
	struct err e = { 0 };

	if (commit)
		e = commit_steps(rebuild, &result);
	archive_rollback(archive);
	(void)references_check(archive, true);
	archive_read_end(rebuild->before);
	archive_close(rebuild->before);
	free(rebuild);
	if (commit && !e.code)
		*out = result;
	return e;
}
