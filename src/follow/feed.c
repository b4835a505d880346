/* feed.c: a feed is asked, and what the kinds of answers mean. */
#include "follow/inside.h"
#include "follow/pace.h"

/* ---- the question ---- */

static void
feed_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	const struct feed_row *row = job->feed;

	out->kind = FETCH_FEED;
	if (round->wish->force)
		return;
	out->etag = row->etag;
	out->last_modified = row->last_modified;
	out->validated_url = row->validated_url;
	/* fresh: the last answer came with it */
	out->delta = row->etag.n && !row->failing && pace_is_good(row->status);
}

void
feed_job_add(struct round *round, struct feed_row *row)
{
	struct job *job = job_new(round, &feed_verbs, row->url);

	job->feed = row;
	job_wait(round, job);
}

/* ---- what a document is ---- */

/* The bytes of last time again, with 200: nothing to read. */
static struct err
is_same(struct round *round, const struct feed_row *row, const struct fetched *fetched, bool *same)
{
	struct raw body = fetched->exchanges[fetched->count - 1].body;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct capture last = { 0 };
	struct digest digest;
	struct err e = { 0 };

	*same = false;
	if (!row->capture)
		return e;
	e = capture_get(round->archive, &arena, row->capture, &last);
	if (e.code || last.size != (int64_t)body.n)
		return e;
	digest = digest_of(body);
	*same = digest_equal(&digest, &last.digest);
	return e;
}

/* Nothing new; the walk through the past begins at the document that is kept. */
static struct err
unchanged(struct round *round, struct job *job, int64_t *counted)
{
	struct err e = { 0 };

	++*counted;
	round->totals->unchanged++;
	if (round->wish->history && job->feed->capture)
		e = past_from_kept(round, job->feed);
	return e.code ? e : feed_end(round, job, e, NULL);
}

static struct err
take_document(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct document document = document_fetched(job, fetched);

	if (looks_like_page(fetched->content_type, document.bytes))
		job->body = raw_copy(&job->arena, document.bytes);
	return feed_read(round, job, &document);
}

/* ---- the answer ---- */

/* Why an answer without a document is a fault. */
static struct err
fault_of(const struct fetched *fetched)
{
	if (fetched->err.code)
		return fetched->err;
	if (pace_is_good(fetched->status) && fetched->status != 304)
		return err_new(ERR_EMPTY, "a feed stood here");
	return err_new(fetched->status == 410 ? ERR_GONE : ERR_STATUS, NULL);
}

static bool
is_document(const struct fetched *fetched)
{
	return !fetched->err.code && (fetched->status == 200 || fetched->status == 226) &&
	       fetched->count && fetched->exchanges[fetched->count - 1].body.n;
}

/* A 304 says something only to who asked for it with a validator, and a redirect may have led where
 * none was sent. */
static bool
is_not_modified(const struct round *round, const struct job *job, const struct fetched *fetched)
{
	const struct feed_row *row = job->feed;

	return !fetched->err.code && fetched->status == 304 && !round->wish->force &&
	       (row->etag.n || row->last_modified.n) &&
	       str_equal(row->validated_url, fetched->url);
}

/* What it is kept as: the bytes of last time again are no document, so that a rebuild does not read
 * them either. */
static enum capture_kind
kind_of(bool whole, bool same)
{
	return whole && !same ? CAPTURE_FEED : CAPTURE_WAY;
}

static struct err
feed_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct feed_counts *counts = &job->feed->counts;
	bool whole = is_document(fetched), same = false;
	struct err e = { 0 };

	round->totals->feeds++;
	counts->polls++;
	if (whole)
		e = is_same(round, job->feed, fetched, &same);
	if (!e.code)
		e = keep_exchanges(round, fetched, kind_of(whole, same), job, &job->capture);
	if (e.code)
		return e;
	head_take(&job->arena, fetched, &job->head);
	if (same)
		return unchanged(round, job, &counts->same);
	if (whole)
		return take_document(round, job, fetched);
	if (is_not_modified(round, job, fetched))
		return unchanged(round, job, &counts->unchanged);
	return feed_fail(round, job, fault_of(fetched));
}

const struct job_verbs feed_verbs = {
	.ask = feed_ask, .answered = feed_answered, .read = feed_reading
};
