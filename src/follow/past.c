/*
 * past.c: a feed's past (RFC 5005), from its subscription document back: archive documents by
 * prev-archive, else pages by next.  Archive documents never change, so that one that is kept is
 * read from the archive: nothing is asked twice, and a walk that was stopped goes on where it
 * ended.
 */
#include "follow/inside.h"

enum { PAST_DEPTH = 10000 };

struct walk {
	struct str host; /* of the feed; nobody else is asked */
	struct map seen; /* addresses */
	int64_t depth;
	bool is_paged;
};

static struct str
link_of(const struct feed *head, struct str rel)
{
	for (size_t i = 0; i < head->head.links.count; i++)
		if (str_equal_nocase(head->head.links.items[i].rel, rel))
			return head->head.links.items[i].url;
	return S("");
}

/* Where the walk goes on: an archive is preferred, since its pages do not shift. */
static struct str
step_of(const struct feed *head, bool *is_paged)
{
	struct str archive = link_of(head, S("prev-archive"));

	*is_paged = !archive.n;
	return archive.n ? archive : link_of(head, S("next"));
}

/* ---- one step ---- */

/* Why a walk may not go there. */
static struct err
refusal(struct walk *walk, struct url url)
{
	bool made;

	if (!str_equal(url_host(url), walk->host))
		return err_new(ERR_ADDRESS, "its archive is on another host");
	map_add(&walk->seen, url_str(url), 0, &made);
	if (!made)
		return err_new(ERR_REDIRECT, "its archive goes in a circle");
	if (++walk->depth > PAST_DEPTH)
		return err_new(ERR_TOO_DEEP, "its archive has more than 10,000 documents");
	return (struct err){ 0 };
}

static struct err
refuse(struct round *round, struct job *job, struct err why)
{
	job->event.err = why;
	job->event.detail = detail_of(job, why);
	job_end(round, job);
	return (struct err){ 0 };
}

/* A document that is kept is read again for its link alone. */
static struct err
read_kept(struct round *round, struct job *job, int64_t capture)
{
	struct raw body = { 0 };
	struct capture row = { 0 };
	struct exchange_row exchange = { 0 };
	struct document document;
	struct err e = capture_read(round->archive, &job->arena, capture, FETCH_BODY_MAX, &body);

	if (!e.code)
		e = capture_get(round->archive, &job->arena, capture, &row);
	if (!e.code)
		e = exchange_get(round->archive, &job->arena, capture, &exchange);
	if (e.code)
		return e;
	job->is_kept = true;
	document = document_of(&row, &exchange, body);
	return feed_read(round, job, &document);
}

static struct err
step(struct round *round, struct feed_row *row, struct walk *walk, struct str where)
{
	struct job *job = job_new(round, &past_verbs, where);
	struct url base = { row->url.p, row->url.n }, url = base;
	int64_t kept = 0;
	struct err e = url_parse(&round->arena, where, &base, &url);

	job->feed = row;
	job->walk = walk;
	job->url = url_str(url);
	if (!e.code)
		e = refusal(walk, url);
	if (e.code)
		return refuse(round, job, e);
	if (!walk->is_paged)
		e = exchange_find(round->archive, row->id, CAPTURE_FEED_PAST, job->url, &kept);
	if (e.code)
		return e;
	if (kept)
		return read_kept(round, job, kept);
	job_wait(round, job);
	return e;
}

struct err
past_begin(struct round *round, struct feed_row *row, struct str url, const struct feed *head)
{
	bool is_paged;
	struct str where = step_of(head, &is_paged);
	struct walk *walk;

	if (!where.n || head->is_complete)
		return (struct err){ 0 };
	walk = arena_new(&round->arena, struct walk);
	*walk =
	    (struct walk){ .host = str_copy(&round->arena, url_host((struct url){ url.p, url.n })),
		    .seen = { .arena = &round->arena },
		    .is_paged = is_paged };
	map_add(&walk->seen, url, 0, NULL);
	map_add(&walk->seen, row->url, 0, NULL);
	return step(round, row, walk, str_copy(&round->arena, where));
}

struct err
past_from_kept(struct round *round, struct feed_row *row)
{
	struct job *job = job_new(round, &past_verbs, row->url);

	job->feed = row;
	return read_kept(round, job, row->capture);
}

/* ---- verbs ---- */

static void
past_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	(void)round;
	(void)job;
	out->kind = FETCH_FEED;
}

static struct err
past_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	bool is_document = !fetched->err.code && fetched->status == 200;
	struct document document;
	struct err why = fetched->err, e;

	e = keep_exchanges(
	    round, fetched, is_document ? CAPTURE_FEED_PAST : CAPTURE_WAY, job, &job->capture);
	if (e.code)
		return e;
	head_take(&job->arena, fetched, &job->head);
	if (!is_document)
		return refuse(round, job, why.code ? why : err_new(ERR_STATUS, NULL));
	document = document_fetched(job, fetched);
	return feed_read(round, job, &document);
}

/* Pages shift, so that one which brings nothing new ends the walk; people may insist. */
static bool
is_worthwhile(const struct round *round, const struct job *job)
{
	return !job->walk->is_paged || job->event.items || round->wish->force;
}

/* From the document that was read; the walk begins where there is none yet. */
static struct err
go_on(struct round *round, struct job *job, const struct feed *head)
{
	bool is_paged;
	struct str where = step_of(head, &is_paged);

	if (!job->walk)
		return past_begin(round, job->feed, job->url, head);
	if (!where.n || is_paged != job->walk->is_paged || !is_worthwhile(round, job))
		return (struct err){ 0 };
	return step(round, job->feed, job->walk, str_copy(&round->arena, where));
}

static struct err
past_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct items items = { 0 };
	struct err why = answer->err, e = batch_begin(&round->batch);

	if (!why.code)
		why = wire_get_items(&job->arena, answer->bytes, &items);
	if (!e.code && why.code && !job->is_kept)
		e = capture_quarantine(round->archive, job->capture, why);
	if (!e.code && !why.code && !job->is_kept)
		e = take_items(round, job, &items, TAKE_PAST);
	if (!e.code && !job->is_kept)
		e = feed_keep(round, job->feed);
	if (e.code)
		return e;
	if (why.code)
		return refuse(round, job, why);
	e = go_on(round, job, &items.head);
	job_end(round, job);
	return e;
}

const struct job_verbs past_verbs = {
	.ask = past_ask, .answered = past_answered, .read = past_reading
};
