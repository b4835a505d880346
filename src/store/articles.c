#include "record/wire.h"
#include "store/store.h"

enum { CLOCK_SLACK = 3600 };

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
 * Which of several texts is the newest?  A page or a feed that was fetched showed its text then.  An
 * imported file, or a feed's document of the past, says no more than the dates it claims: the later
 * of publication and update.  Where these are equal the one that arrived later counts as newer.
 */
static int64_t
as_of(const struct article *article, const struct arrival *arrival)
{
	if (arrival->kind != CAPTURE_IMPORT && arrival->kind != CAPTURE_FEED_PAST)
		return arrival->received;
	int64_t stood = arrival->time;
	int64_t updated =
	    article->updated.precision == WHEN_NONE ? INT64_MIN : when_seconds(article->updated);
	if (updated > stood && updated <= arrival->received)
		stood = updated;
	if (arrival->kind == CAPTURE_FEED_PAST && stood > arrival->received)
		stood = arrival->received;
	return stood;
}

static bool
is_of_feed(int64_t kind)
{
	return kind == CAPTURE_FEED || kind == CAPTURE_FEED_PAST;
}

/* Who asked for the capture, and what it is. */
static struct err
capture_look(struct archive *archive, struct arena *arena, struct arrival *arrival)
{
	struct sql q = sql_query(archive, "SELECT c.kind, c.file_time, c.source, e.feed FROM captures c"
					  " LEFT JOIN exchanges e ON e.capture = c.id WHERE c.id = ?");

	sql_bind_int(&q, arrival->capture);
	bool found = sql_row(&q);
	if (found) {
		arrival->kind = sql_int(&q, 0);
		arrival->received = received_time(arrival->fetched, sql_int(&q, 1));
	}
	if (found && is_of_feed(arrival->kind)) {
		arrival->source = sql_str(&q, arena, 2);
		arrival->feed = sql_int(&q, 3);
	}
	return sql_end_found(&q, found);
}

struct err
arrival_of(struct archive *archive, struct arena *arena, const struct article *article, int64_t capture,
    int64_t fetched, struct arrival *out)
{
	*out = (struct arrival){ .capture = capture, .fetched = fetched, .key = key_digest(article->key) };
	struct err e = capture_look(archive, arena, out);

	if (e.code)
		return e;
	out->has_guid = article->guid.n != 0;
	if (out->has_guid)
		out->guid = key_digest(article->guid);
	out->time = effective_time(article->published, out->received, &out->flags);
	out->as_of = as_of(article, out);
	return e;
}

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

static struct err
add_sighting(struct archive *archive, const struct article *article, const struct arrival *arrival,
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

/* ---- what a feed says again ---- */

/* The newest text, or the one this feed gave last: two feeds that shorten an article each in its own way do not change it at every
 * poll. */
static struct err
said_before(struct archive *archive, const struct article *article, const struct mention_row *mention,
    struct added *out)
{
	struct sql q = sql_query(archive, "SELECT id, n, digest FROM revisions WHERE id IN"
					  " (?1, (SELECT latest FROM articles WHERE id = ?2))");

	sql_bind_int(&q, mention->revision);
	sql_bind_int(&q, out->article);
	while (!out->revision && sql_row(&q)) {
		struct digest digest = sql_digest(&q, 2);
		if (!digest_equal(&digest, &article->digest))
			continue;
		out->revision = sql_int(&q, 0);
		out->n = sql_int(&q, 1);
		out->kind = ADDED_SEEN;
	}
	return sql_end(&q);
}

static struct err
revision_n(struct archive *archive, int64_t revision, struct added *out)
{
	struct sql q = sql_query(archive, "SELECT n FROM revisions WHERE id = ?");

	sql_bind_int(&q, revision);
	bool found = sql_row(&q);
	out->n = found ? sql_int(&q, 0) : 0;
	out->revision = revision;
	out->kind = ADDED_NOTHING;
	return sql_end_found(&q, found);
}

/* Whether this capture has shown the article before, or its feed this text; then nothing is left to add. */
static struct err
known_find(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct mention_row mention = { 0 };
	struct err e = sighting_find(archive, arrival->capture, out);

	if (!e.code && arrival->feed)
		e = mention_find(archive, arrival->feed, out->article, &mention);
	out->mention_new = arrival->feed && !mention.known;
	if (e.code || out->revision || !mention.known)
		return e;
	return mention.capture == arrival->capture
		   ? revision_n(archive, mention.revision, out)
		   : said_before(archive, article, &mention, out);
}

/* ---- all ---- */

/* A feed of another site that shortens or rewrites what the outlet's own feed gave does not change the article: its document is kept,
 * and that it names it. */
static struct err
pass_on(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	bool spoken = false;
	struct sql q = sql_query(
	    archive, "SELECT r.id, r.n, r.digest FROM articles a JOIN revisions r ON r.id = a.latest WHERE a.id = ?");

	sql_bind_int(&q, out->article);
	if (sql_row(&q)) {
		struct digest digest = sql_digest(&q, 2);
		if (!digest_equal(&digest, &article->digest))
			sql_fail(&q, home_has_spoken(archive, arrival->feed, out->article, article->url, &spoken));
		if (spoken) {
			out->revision = sql_int(&q, 0);
			out->n = sql_int(&q, 1);
			out->kind = ADDED_SEEN;
		}
	}
	return sql_end(&q);
}

struct err
article_add(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct added added = { .mention_new = arrival->feed != 0 };
	struct err e = article_identify(archive, arrival, article, &added.article);

	if (!e.code && added.article)
		e = known_find(archive, article, arrival, &added);
	if (!e.code && added.article && !added.revision && arrival->feed)
		e = pass_on(archive, article, arrival, &added);
	if (!e.code && !added.revision)
		e = add_sighting(archive, article, arrival, &added);
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
