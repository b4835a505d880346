#include "record/wire.h"
#include "store/store.h"

enum { CLOCK_SLACK = 3600 };

/* What is known before a record is added. */
struct arrival {
	int64_t capture;
	int64_t kind;
	int64_t received; /* when the capture was made, as well as we know */
	int64_t as_of;	  /* until when, at least, this text stood */
	int64_t time;	  /* effective */
	unsigned flags;
};

/* 16 bytes of SHA-256: nobody finds two keys that share them, and an index over them is a quarter
 * of one over URLs. */
struct digest
key_digest(struct str key)
{
	return digest_of(raw_from_str(key));
}

static struct raw
key_raw(const struct digest *digest)
{
	return (struct raw){ digest->b, KEY_SIZE };
}

/* ---- times ---- */

int64_t
effective_time(struct when published, int64_t received, unsigned *flags)
{
	int64_t claimed = when_seconds(published);

	*flags = published.precision == WHEN_NONE   ? ARTICLE_DATE_MISSING
		 : claimed > received + CLOCK_SLACK ? ARTICLE_DATE_FUTURE
						    : 0;
	return *flags ? received : claimed;
}

int64_t
received_time(int64_t fetched, int64_t file_time)
{
	return file_time > 0 && file_time < fetched ? file_time : fetched;
}

/*
 * Which of several texts is the newest?  A page that was fetched showed its text then.  An imported
 * file says no more than the dates it claims: the later of publication and update.  Where these are
 * equal the one that arrived later counts as newer.
 */
static int64_t
as_of(const struct article *article, const struct arrival *arrival)
{
	if (arrival->kind != CAPTURE_IMPORT)
		return arrival->received;
	int64_t updated =
	    article->updated.precision == WHEN_NONE ? INT64_MIN : when_seconds(article->updated);
	if (updated > arrival->received)
		return arrival->time;
	return updated > arrival->time ? updated : arrival->time;
}

static struct err
arrival_of(struct archive *archive, const struct article *article, int64_t capture, int64_t fetched,
    struct arrival *out)
{
	struct sql q = sql_query(archive, "SELECT kind, file_time FROM captures WHERE id = ?");
	int64_t file_time = 0;

	sql_bind_int(&q, capture);
	bool found = sql_row(&q);
	*out = (struct arrival){ .capture = capture };
	if (found) {
		out->kind = sql_int(&q, 0);
		file_time = sql_int(&q, 1);
	}
	struct err e = sql_end_found(&q, found);
	if (e.code)
		return e;
	out->received = received_time(fetched, file_time);
	out->time = effective_time(article->published, out->received, &out->flags);
	out->as_of = as_of(article, out);
	return e;
}

/* ---- finding ---- */

static struct err
article_find(struct archive *archive, struct str key, int64_t *id)
{
	struct digest digest = key_digest(key);
	struct sql q = sql_query(archive, "SELECT id FROM articles WHERE key = ?");

	sql_bind_raw(&q, key_raw(&digest));
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

struct err
article_by_key(struct archive *archive, struct str key, int64_t *id)
{
	int64_t found = 0;
	struct err e = article_find(archive, key, &found);

	if (e.code)
		return e;
	if (!found)
		return err_new(ERR_NOT_FOUND, "an article");
	*id = found;
	return e;
}

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

/* What this capture has shown of the article before: a revision's id and number; 0 and 0 if
 * nothing. Who was killed between the commit and its acknowledgement adds the same once more. */
static struct err
sighting_find(struct archive *archive, int64_t capture, struct added *out)
{
	struct sql q = sql_query(archive,
	    "SELECT r.id, r.n FROM sightings s JOIN revisions r ON r.id = s.revision"
	    " WHERE s.capture = ? AND s.article = ?");

	sql_bind_int(&q, capture);
	sql_bind_int(&q, out->article);
	if (sql_row(&q)) {
		out->revision = sql_int(&q, 0);
		out->n = sql_int(&q, 1);
		out->kind = ADDED_NOTHING;
	}
	return sql_end(&q);
}

/* ---- writing ---- */

static struct err
article_insert(struct archive *archive, const struct article *article,
    const struct arrival *arrival, int64_t fetched, struct added *out)
{
	struct digest key = key_digest(article->key);
	int64_t source = 0;
	struct err e = source_of(archive, article, &source);

	if (e.code)
		return e;
	struct sql q = sql_query(archive,
	    "INSERT INTO articles (id, key, source, time, flags, latest, revisions, captures,"
	    " first_fetched, last_fetched) VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?7, ?7)");
	if (archive->article_id)
		sql_bind_int(&q, archive->article_id);
	else
		sql_bind_null(&q);
	sql_bind_raw(&q, key_raw(&key));
	sql_bind_int(&q, source);
	sql_bind_int(&q, arrival->time);
	sql_bind_int(&q, arrival->flags);
	sql_bind_int(&q, out->revision);
	sql_bind_int(&q, fetched);
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
article_update(struct archive *archive, const struct arrival *arrival, int64_t fetched,
    const struct added *added)
{
	int64_t time = arrival->time;
	unsigned flags = arrival->flags;
	bool newest;
	struct err e = sighting_is_newest(archive, added->article, arrival, &newest);

	if (!e.code && newest && added->kind == ADDED_NOTHING)
		e = revision_time(archive, added->revision, &time, &flags);
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
	sql_bind_int(&q, fetched);
	sql_bind_int(&q, added->article);
	return sql_run(&q);
}

static struct err
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
    int64_t fetched, struct added *out)
{
	struct err e = revision_next(archive, &out->revision);

	out->kind = ADDED_ARTICLE;
	out->n = 1;
	if (!e.code)
		e = article_insert(archive, article, arrival, fetched, out);
	return e.code ? e : revision_insert(archive, article, arrival, out);
}

static struct err
add_known(struct archive *archive, const struct article *article, const struct arrival *arrival,
    int64_t fetched, struct added *out)
{
	struct err e = revision_find(archive, out->article, &article->digest, out);

	out->kind = out->revision ? ADDED_NOTHING : ADDED_REVISION;
	if (!e.code && out->kind == ADDED_REVISION) {
		out->n++;
		e = revision_next(archive, &out->revision);
		if (!e.code)
			e = revision_insert(archive, article, arrival, out);
	}
	return e.code ? e : article_update(archive, arrival, fetched, out);
}

static struct err
add_sighting(struct archive *archive, const struct article *article, const struct arrival *arrival,
    int64_t fetched, struct added *out)
{
	struct err e = out->article ? add_known(archive, article, arrival, fetched, out)
				    : add_new(archive, article, arrival, fetched, out);

	if (!e.code)
		e = sighting_insert(archive, article, arrival, out);
	/* Empty texts are all alike, which says nothing. */
	if (!e.code && article->characters && out->kind != ADDED_NOTHING)
		e = same_text_find(archive, article, out);
	return e;
}

struct err
articles_add(struct archive *archive, const struct article *article, int64_t capture,
    int64_t fetched, struct added *out)
{
	struct added added = { 0 };
	struct arrival arrival;
	struct err e = archive_may_write(archive);

	if (e.code)
		return e;
	if (!article->key.n || !article->url.n)
		return err_new(ERR_URL, "an article without a key");
	e = arrival_of(archive, article, capture, fetched, &arrival);
	if (!e.code)
		e = article_find(archive, article->key, &added.article);
	if (!e.code && added.article)
		e = sighting_find(archive, capture, &added);
	if (!e.code && !added.revision)
		e = add_sighting(archive, article, &arrival, fetched, &added);
	if (!e.code)
		*out = added;
	return e;
}
