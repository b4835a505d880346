/* seen.c: when a capture has nothing to add to an article. */
#include "store/store.h"

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

/* The newest text, or the one this feed gave last: two feeds that shorten an article each in its
 * own way do not change it at every poll. */
static struct err
said_before(struct archive *archive, const struct article *article,
    const struct mention_row *mention, struct added *out)
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

/* A feed of another site that shortens or rewrites what the outlet's own feed gave does not change
 * the article: its document is kept, and that it names it. */
static struct err
pass_on(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	bool spoken = false;
	struct sql q = sql_query(archive, "SELECT r.id, r.n, r.digest FROM articles a JOIN "
					  "revisions r ON r.id = a.latest WHERE a.id = ?");

	sql_bind_int(&q, out->article);
	if (sql_row(&q)) {
		struct digest digest = sql_digest(&q, 2);
		if (!digest_equal(&digest, &article->digest))
			sql_fail(&q, home_has_spoken(archive, arrival->feed, out->article,
					 article->url, &spoken));
		if (spoken) {
			out->revision = sql_int(&q, 0);
			out->n = sql_int(&q, 1);
			out->kind = ADDED_SEEN;
		}
	}
	return sql_end(&q);
}

struct err
seen_find(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct mention_row mention = { 0 };
	struct err e = sighting_find(archive, arrival->capture, out);

	if (!e.code && arrival->feed)
		e = mention_find(archive, arrival->feed, out->article, &mention);
	out->mention_new = arrival->feed && !mention.known;
	if (e.code || out->revision || !arrival->feed)
		return e;
	if (mention.known && mention.capture == arrival->capture)
		return revision_n(archive, mention.revision, out);
	if (mention.known)
		e = said_before(archive, article, &mention, out);
	if (!e.code && !out->revision)
		e = part_find(archive, article, arrival, out);
	return e.code || out->revision ? e : pass_on(archive, article, arrival, out);
}

/* ---- all ---- */
