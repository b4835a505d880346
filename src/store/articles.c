#include "record/wire.h"
#include "store/store.h"

/* ---- finding ---- */

/* The revision with this text, or the number of the last one. */
static struct err
revision_find(
    struct archive *archive, int64_t article, const struct digest *digest, struct added *out)
{
	struct sql q =
	    sql_query(archive, "SELECT id, n, digest FROM revisions WHERE article = ? ORDER BY n");

	sql_bind_int(&q, article);
	while (!out->revision && sql_row(&q)) {
		struct digest other = sql_digest(&q, 2);
		out->n = sql_int(&q, 1);
		if (digest_equal(digest, &other))
			out->revision = sql_int(&q, 0);
	}
	return sql_end(&q);
}

static struct err
same_text_find(struct archive *archive, const struct article *article, struct added *out)
{
	struct sql q =
	    sql_query(archive, "SELECT article FROM revisions WHERE substr(body_digest, 1, 8) = ?"
			       " AND body_digest = ? AND article <> ? ORDER BY id LIMIT 1");

	sql_bind_raw(&q, (struct raw){ article->body_digest.b, 8 });
	sql_bind_digest(&q, &article->body_digest);
	sql_bind_int(&q, out->article);
	out->same_text = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
revision_next(struct archive *archive, int64_t *id)
{
	struct err e = { 0 };

	if (!archive->next_revision) {
		e = sql_one_int(
		    archive, "SELECT max(id) + 1 FROM revisions", &archive->next_revision);
		if (!archive->next_revision)
			archive->next_revision = 1;
	}
	*id = archive->next_revision++;
	return e;
}

/* ---- writing ---- */

static struct err
article_insert(struct archive *archive, const struct article *article,
    const struct arrival *arrival, struct added *out)
{
	int64_t source = 0;
	struct err e = source_of(archive, article, arrival->source, &source);

	if (e.code)
		return e;
	struct sql q = sql_query(archive,
	    "INSERT INTO articles (id, key, source, time, flags, latest, revisions, captures,"
	    " first_fetched, last_fetched) VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?7, ?7)");
	if (archive->article_id)
		sql_bind_int(&q, archive->article_id);
	else
		sql_bind_null(&q);
	sql_bind_raw(&q, (struct raw){ arrival->key.b, KEY_SIZE });
	sql_bind_int(&q, source);
	sql_bind_int(&q, arrival->time);
	sql_bind_int(&q, arrival->flags);
	sql_bind_int(&q, out->revision);
	sql_bind_int(&q, arrival->fetched);
	e = sql_run(&q);
	if (!e.code)
		out->article = sqlite3_last_insert_rowid(archive_db(archive));
	return e;
}

/* Whether this sighting is the newest of its article: by time, then by capture, in whatever order
 * they are added. */
static struct err
sighting_is_newest(
    struct archive *archive, int64_t article, const struct arrival *arrival, bool *newest)
{
	struct sql q = sql_query(archive, "SELECT as_of, capture FROM sightings WHERE article = ?"
					  " ORDER BY as_of DESC, capture DESC LIMIT 1");

	sql_bind_int(&q, article);
	*newest = true;
	if (sql_row(&q)) {
		int64_t other = sql_int(&q, 0);
		*newest = arrival->as_of > other ||
			  (arrival->as_of == other && arrival->capture > sql_int(&q, 1));
	}
	return sql_end(&q);
}

/* A known text seen again moves the article to the time of that text, not of its copy: what is
 * shown is its date. */
static struct err
revision_time(struct archive *archive, int64_t revision, int64_t *time, unsigned *flags)
{
	struct sql q =
	    sql_query(archive, "SELECT r.published, c.fetched, c.file_time FROM revisions r"
			       " JOIN captures c ON c.id = r.capture WHERE r.id = ?");

	sql_bind_int(&q, revision);
	bool found = sql_row(&q);
	if (found)
		*time = effective_time(
		    sql_when(&q, 0), received_time(sql_int(&q, 1), sql_int(&q, 2)), flags);
	return sql_end_found(&q, found);
}

static struct err
article_move(struct archive *archive, int64_t article, int64_t to)
{
	struct sql q = sql_query(archive, "SELECT time FROM articles WHERE id = ?");

	sql_bind_int(&q, article);
	int64_t from = sql_row(&q) ? sql_int(&q, 0) : to;
	struct err e = sql_end(&q);
	return e.code || from == to ? e : shelves_move(archive, article, from, to);
}

struct err
article_refresh(struct archive *archive, int64_t article)
{
	struct sql q = sql_query(archive, "SELECT revision FROM sightings WHERE article = ?"
					  " ORDER BY as_of DESC, capture DESC LIMIT 1");
	int64_t latest = 0, time = 0;
	unsigned flags = 0;

	sql_bind_int(&q, article);
	if (sql_row(&q))
		latest = sql_int(&q, 0);
	struct err e = sql_end_found(&q, latest != 0);
	if (!e.code)
		e = revision_time(archive, latest, &time, &flags);
	if (!e.code)
		e = article_move(archive, article, time);
	if (e.code)
		return e;
	struct sql row = sql_query(archive, "UPDATE articles SET latest = ?, time = ?, flags = ?,"
					    " revisions = (SELECT count(*) FROM revisions WHERE"
					    " article = ?4) WHERE id = ?4");
	sql_bind_int(&row, latest);
	sql_bind_int(&row, time);
	sql_bind_int(&row, flags);
	sql_bind_int(&row, article);
	return sql_run(&row);
}

static struct err
article_update(struct archive *archive, const struct arrival *arrival, const struct added *added)
{
	int64_t time = arrival->time;
	unsigned flags = arrival->flags;
	bool newest;
	struct err e = sighting_is_newest(archive, added->article, arrival, &newest);

	if (!e.code && newest && added->kind == ADDED_NOTHING)
		e = revision_time(archive, added->revision, &time, &flags);
	if (!e.code && newest)
		e = article_move(archive, added->article, time);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "UPDATE articles SET latest = iif(?1, ?2, latest), time "
					  "= iif(?1, ?3, time), flags = iif(?1, ?4, flags),"
					  " revisions = revisions + ?5, captures = captures + 1, "
					  "first_fetched = min(first_fetched, ?6),"
					  " last_fetched = max(last_fetched, ?6) WHERE id = ?7");
	sql_bind_int(&q, newest);
	sql_bind_int(&q, added->revision);
	sql_bind_int(&q, time);
	sql_bind_int(&q, flags);
	sql_bind_int(&q, added->kind == ADDED_REVISION);
	sql_bind_int(&q, arrival->fetched);
	sql_bind_int(&q, added->article);
	return sql_run(&q);
}

struct err
sighting_insert(struct archive *archive, const struct article *article,
    const struct arrival *arrival, const struct added *added)
{
	struct buf notes CLEAN(buf_done) = { 0 };
	struct sql q = sql_query(archive, "INSERT INTO sightings VALUES (?, ?, ?, ?, ?, ?)");

	wire_put_notes(&notes, &article->notes);
	sql_bind_int(&q, arrival->capture);
	sql_bind_int(&q, added->article);
	sql_bind_int(&q, added->revision);
	sql_bind_int(&q, arrival->as_of);
	sql_bind_raw(&q, notes.n ? buf_raw(&notes) : (struct raw){ NULL, 0 });
	sql_bind_sum(&q);
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	struct sql out = sql_query(archive, "DELETE FROM quarantine WHERE capture = ?");
	sql_bind_int(&out, arrival->capture);
	return sql_run(&out);
}

static struct err
revision_insert(struct archive *archive, const struct article *article,
    const struct arrival *arrival, const struct added *added)
{
	struct revision revision = {
		.id = added->revision,
		.article = added->article,
		.n = added->n,
		.capture = arrival->capture,
		.record = *article,
	};

	return revision_add(archive, &revision);
}

static struct err
add_new(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct err e = revision_next(archive, &out->revision);

	out->kind = ADDED_ARTICLE;
	out->n = 1;
	if (!e.code)
		e = article_insert(archive, article, arrival, out);
	return e.code ? e : revision_insert(archive, article, arrival, out);
}

static struct err
add_known(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct err e = revision_find(archive, out->article, &article->digest, out);

	out->kind = out->revision ? ADDED_NOTHING : ADDED_REVISION;
	if (!e.code && out->kind == ADDED_REVISION) {
		out->n++;
		e = revision_next(archive, &out->revision);
		if (!e.code)
			e = revision_insert(archive, article, arrival, out);
	}
	return e.code ? e : article_update(archive, arrival, out);
}

struct err
article_sight(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct err e = out->article ? add_known(archive, article, arrival, out)
				    : add_new(archive, article, arrival, out);

	if (!e.code)
		e = sighting_insert(archive, article, arrival, out);
	/* Empty texts are all alike, which says nothing. */
	if (!e.code && article->characters && out->kind != ADDED_NOTHING)
		e = same_text_find(archive, article, out);
	return e;
}

struct err
article_add(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct added added = { .mention_new = arrival->feed != 0 };
	struct err e = article_identify(archive, arrival, article, &added.article);

	if (!e.code && added.article)
		e = seen_find(archive, article, arrival, &added);
	if (!e.code && !added.revision)
		e = article_sight(archive, article, arrival, &added);
	if (!e.code)
		e = keys_keep(archive, arrival, article, &added);
	if (!e.code && arrival->feed)
		e = mention_keep(archive, arrival, added.article, added.revision);
	if (!e.code)
		*out = added;
	return e;
}

struct err
articles_add(struct archive *archive, const struct article *article, int64_t capture,
    int64_t fetched, struct added *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct arrival arrival;
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	if (!article->key.n || !article->url.n)
		return err_new(ERR_URL, "an article without a key");
	e = arrival_of(archive, &arena, article, capture, fetched, &arrival);
	return e.code ? e : article_add(archive, article, &arrival, out);
}
