#include "store/reread.h"

#include "store/store.h"

/* ---- what there is ---- */

static struct err
sighting_of(struct archive *archive, int64_t capture, struct reread *out)
{
	struct sql q = sql_query(archive,
	    "SELECT s.revision, r.capture = s.capture FROM sightings s JOIN revisions r ON"
	    " r.id = s.revision WHERE s.capture = ? AND s.article = ?");

	sql_bind_int(&q, capture);
	sql_bind_int(&q, out->article);
	if (sql_row(&q)) {
		out->revision = sql_int(&q, 0);
		out->is_first = sql_int(&q, 1) != 0;
	}
	return sql_end(&q);
}

struct err
reread_find(struct archive *archive, int64_t article, int64_t capture, struct reread *out)
{
	struct reread reread = { .article = article };
	struct err e = sighting_of(archive, capture, &reread);

	if (e.code)
		return e;
	struct sql q =
	    sql_query(archive, "SELECT revision FROM sightings WHERE article = ? AND capture < ?"
			       " ORDER BY as_of DESC, capture DESC LIMIT 1");
	sql_bind_int(&q, article);
	sql_bind_int(&q, capture);
	if (sql_row(&q))
		reread.before = sql_int(&q, 0);
	e = sql_end(&q);
	if (!e.code)
		*out = reread;
	return e;
}

/* ---- in the place of what stood there ---- */

static struct err
text_replace(
    struct archive *archive, struct revision *revision, const struct article *article, int64_t now)
{
	struct cause cause;
	struct err e = cause_get(archive, revision->id, &cause);

	if (e.code)
		return e;
	cause.article = revision->article;
	if (now) {
		cause.rules_before = revision->record.rules;
		cause.reread = now;
	}
	struct url url = revision->record.url;
	revision->record = *article;
	revision->record.url = url;
	e = revision_replace(archive, revision);
	if (!e.code && now)
		e = cause_put(archive, &cause);
	return e.code ? e : article_refresh(archive, revision->article);
}

/* ---- two that became one ---- */

/* Columns: capture, as_of, notes. */
static struct err
sighting_move(struct archive *archive, struct sql *row, int64_t article, int64_t into)
{
	struct sql q = sql_query(archive, "REPLACE INTO sightings VALUES (?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, sql_int(row, 0));
	sql_bind_int(&q, article);
	sql_bind_int(&q, into);
	sql_bind_int(&q, sql_int(row, 1));
	sql_bind_raw(&q, sql_is_null(row, 2) ? (struct raw){ NULL, 0 } : sql_raw(row, 2));
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct err
sightings_move(struct archive *archive, const struct revision *from, int64_t into)
{
	struct sql q = sql_query(archive,
	    "SELECT capture, as_of, notes FROM sightings WHERE article = ? AND revision = ?"
	    " ORDER BY capture");

	sql_bind_int(&q, from->article);
	sql_bind_int(&q, from->id);
	while (sql_row(&q))
		sql_fail(&q, sighting_move(archive, &q, from->article, into));
	return sql_end(&q);
}

static struct err
mentions_move(struct archive *archive, const struct revision *from, int64_t into)
{
	struct sql q = sql_query(archive, "SELECT feed, capture, last_seen FROM mentions WHERE"
					  " article = ? AND revision = ? ORDER BY feed");

	sql_bind_int(&q, from->article);
	sql_bind_int(&q, from->id);
	while (sql_row(&q)) {
		struct arrival arrival = {
			.feed = sql_int(&q, 0), .capture = sql_int(&q, 1), .fetched = sql_int(&q, 2)
		};
		sql_fail(&q, mention_keep(archive, &arrival, from->article, into));
	}
	return sql_end(&q);
}

static struct err
row_delete(struct archive *archive, const char *how, int64_t revision)
{
	struct sql q = sql_query(archive, how);

	sql_bind_int(&q, revision);
	return sql_run(&q);
}

/* Numbers of versions have no gaps. */
static struct err
numbers_close(struct archive *archive, int64_t article, int64_t behind)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct revision revision;
	struct err e = { 0 };

	for (int64_t n = behind + 1; !e.code; n++) {
		e = revision_get(archive, &arena, article, n, REVISION_BODY, &revision);
		if (e.code)
			break;
		revision.n--;
		e = revision_replace(archive, &revision);
	}
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

/* If the one was the page's whole text, the other is now. */
static struct err
cause_carry(struct archive *archive, const struct revision *from, int64_t into)
{
	struct cause cause, other;
	struct err e = cause_get(archive, from->id, &cause);

	if (!e.code)
		e = cause_get(archive, into, &other);
	if (e.code || cause.kind == CAUSE_SOURCE)
		return e;
	other.article = from->article;
	other.kind = cause.kind;
	return cause_put(archive, &other);
}

static struct err
revisions_merge(struct archive *archive, const struct revision *from, int64_t into)
{
	struct err e = sightings_move(archive, from, into);

	if (!e.code)
		e = cause_carry(archive, from, into);
	if (!e.code)
		e = mentions_move(archive, from, into);
	if (!e.code)
		e = row_delete(archive, "DELETE FROM causes WHERE revision = ?", from->id);
	if (!e.code)
		e = row_delete(archive, "DELETE FROM bodies WHERE revision = ?", from->id);
	/* nothing may name the row any more */
	if (!e.code)
		e = article_refresh(archive, from->article);
	if (!e.code)
		e = row_delete(archive, "DELETE FROM revisions WHERE id = ?", from->id);
	if (!e.code)
		e = numbers_close(archive, from->article, from->n);
	return e.code ? e : article_refresh(archive, from->article);
}

static struct err
other_find(struct archive *archive, const struct revision *revision, const struct digest *digest,
    int64_t *out)
{
	struct sql q = sql_query(
	    archive, "SELECT id, digest FROM revisions WHERE article = ? AND id <> ? ORDER BY n");

	*out = 0;
	sql_bind_int(&q, revision->article);
	sql_bind_int(&q, revision->id);
	while (!*out && sql_row(&q)) {
		struct digest other = sql_digest(&q, 1);
		if (digest_equal(&other, digest))
			*out = sql_int(&q, 0);
	}
	return sql_end(&q);
}

/* ---- the whole ---- */

struct err
reread_put(struct archive *archive, int64_t id, const struct article *article, int64_t now,
    bool dry, enum reread_kind *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct revision revision;
	int64_t other = 0;
	struct err e = revision_get_id(archive, &arena, id, REVISION_HEAD, &revision);
	bool same;

	if (e.code)
		return e;
	same = digest_equal(&revision.record.digest, &article->digest);
	if (!same)
		e = other_find(archive, &revision, &article->digest, &other);
	if (e.code)
		return e;
	*out = same ? REREAD_SAME : other ? REREAD_ONE : REREAD_TEXT;
	if (dry || (same && revision.record.rules == article->rules))
		return e;
	return other ? revisions_merge(archive, &revision, other)
		     : text_replace(archive, &revision, article, same ? 0 : now);
}
