/* add.c: an address becomes a feed that is followed, with what it holds now, in one request; a page
 * is searched for feeds, a list of feeds is read. */
#include "follow/inside.h"

struct adding {
	struct arena *arena; /* the caller's */
	struct feed_row row; /* settings; then as it is kept */
	struct follow_added *out;
	struct err err; /* of the address */
	bool is_named;	/* a page named it */
};

static struct err
add_fail(struct job *job, struct err why)
{
	struct adding *adding = job->adding;

	adding->err = why;
	adding->out->detail = str_copy(adding->arena, detail_of(job, why));
	return (struct err){ 0 };
}

static void
add_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	(void)round;
	(void)job;
	out->kind = FETCH_FEED;
}

/* Whether the address is a feed's that is followed; then *${row} is that. */
static struct err
find_followed(struct archive *archive, struct arena *arena, struct str url, struct feed_row *row)
{
	struct feed_row found = { 0 };
	struct err e = feed_find(archive, arena, url, &found);

	if (e.code)
		return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
	/* a title may look like an address, too */
	if (!str_equal(found.url, url) && !str_equal(found.url_added, url))
		return e;
	*row = found;
	return err_new(ERR_EXISTS, "this address is followed already");
}

/* Behind permanent redirects may stand a feed that we know. */
static struct err
is_known(struct round *round, struct job *job)
{
	struct adding *adding = job->adding;
	struct feed_row row = { 0 };
	struct err e;

	if (!job->head.moved_to.n)
		return (struct err){ 0 };
	e = find_followed(round->archive, &job->arena, job->head.moved_to, &row);
	if (e.code == ERR_EXISTS)
		adding->out->id = row.id;
	return e;
}

static struct err
add_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct err why = fetched->err;
	struct document document;

	round->totals->feeds++;
	job->fetched = fetched;
	head_take(&job->arena, fetched, &job->head);
	if (!why.code && fetched->status != 200)
		why = err_new(fetched->status == 410 ? ERR_GONE : ERR_STATUS, NULL);
	if (!why.code)
		why = is_known(round, job);
	if (why.code)
		return add_fail(job, why);
	document = document_fetched(job, fetched);
	if (!document.bytes.n)
		return add_fail(job, err_new(ERR_EMPTY, NULL));
	job->body = document.bytes;
	return feed_read(round, job, &document);
}

/* ---- a feed ---- */

/* From here on it is a feed like others, whose answer has just come. */
static struct err
add_feed(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct adding *adding = job->adding;
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = feeds_add(round->archive, &adding->row, job->now, &adding->out->id);
	if (e.code == ERR_EXISTS) {
		adding->err = e;
		return (struct err){ 0 };
	}
	if (!e.code)
		e = feed_get(round->archive, &round->arena, adding->out->id, &adding->row);
	if (!e.code)
		e = keep_exchanges(round, job->fetched, CAPTURE_FEED, job, &job->capture);
	if (e.code)
		return e;
	job->feed->counts.polls++;
	return feed_reading(round, job, answer);
}

/* ---- a list ---- */

/* In whatever charset: the NULs of UTF-16 are passed over. */
static bool
looks_like_opml(struct raw body)
{
	char begin[2048];
	size_t n = 0;

	for (size_t i = 0; i < body.n && n < sizeof(begin); i++)
		if (body.p[i])
			begin[n++] = (char)body.p[i];
	return str_find_nocase((struct str){ begin, n }, S("<opml"), 0) >= 0;
}

static struct err
read_list(struct job *job, const struct desk_answer *answer)
{
	struct adding *adding = job->adding;
	struct err e = answer->err;

	if (!e.code)
		e = wire_get_outlines(
		    adding->arena, raw_copy(adding->arena, answer->bytes), &adding->out->found);
	if (!e.code && !adding->out->found.count)
		e = err_new(ERR_EMPTY, "no address of a feed is in it");
	if (e.code)
		return add_fail(job, e);
	adding->out->is_list = true;
	return e;
}

/* ---- a page ---- */

static struct err
add_wait(struct round *round, struct adding *adding, struct str url)
{
	struct job *job = job_new(round, &add_verbs, url);

	adding->row.url_added = adding->row.url = url;
	job->feed = &adding->row;
	job->adding = adding;
	job_wait(round, job);
	return (struct err){ 0 };
}

static struct err
read_page(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct adding *adding = job->adding;
	struct page_view view = { 0 };
	struct err e = answer->err;
	ptrdiff_t best;

	if (!e.code)
		e = wire_get_page_view(
		    adding->arena, raw_copy(adding->arena, answer->bytes), &view);
	if (e.code || !view.feeds.count) {
		job->offered = S("; a page, which names no feed");
		return add_fail(job, job->fault);
	}
	adding->out->found = view.feeds;
	best = outlines_best(&job->arena, &view.feeds);
	if (best < 0)
		return e;
	adding->is_named = true;
	return add_wait(round, adding, str_copy(&round->arena, view.feeds.items[best].url));
}

/* ---- what was read ---- */

static struct err
ask_as(struct round *round, struct job *job, enum frame_kind kind, enum job_reading reading)
{
	struct buf question CLEAN(buf_done) = { 0 };

	wire_put_page_question(&question,
	    &(struct page_question){
		.bytes = job->body, .url = job->head.url, .content_type = job->head.content_type });
	return job_read(round, job, kind, &question, reading);
}

/* It is no feed: what a page named must be one. */
static struct err
ask_further(struct round *round, struct job *job, struct err why)
{
	job->fault = why;
	job->fault.what = why.what ? str_terminated(&job->arena, str_from_c(why.what)) : NULL;
	if (!job->adding->is_named && looks_like_opml(job->body))
		return ask_as(round, job, FRAME_READ_OPML, JOB_LIST);
	if (!job->adding->is_named && looks_like_page(job->head.content_type, job->body))
		return ask_as(round, job, FRAME_READ_PAGE, JOB_DISCOVERY);
	return add_fail(job, job->fault);
}

static struct err
add_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	if (job->reading == JOB_DISCOVERY)
		return read_page(round, job, answer);
	if (job->reading == JOB_LIST)
		return read_list(job, answer);
	if (answer->err.code)
		return ask_further(round, job, answer->err);
	return add_feed(round, job, answer);
}

const struct job_verbs add_verbs = {
	.keeps = true, .ask = add_ask, .answered = add_answered, .read = add_reading
};

/* ---- the whole ---- */

struct err
follow_add(struct follow *follow, struct archive *archive, struct search *search,
    struct arena *arena, struct url url, const struct feed_row *settings, struct follow_added *out)
{
	struct adding adding = { .arena = arena, .out = out };
	struct round round;
	struct err e;

	*out = (struct follow_added){ 0 };
	e = find_followed(archive, arena, url_str(url), &out->feed);
	out->id = out->feed.id;
	if (e.code) /* nothing is asked */
		return e;
	if (settings)
		adding.row = *settings;
	adding.row.state = FEED_ACTIVE;
	round_begin(&round, follow, archive, search, &out->totals);
	e = round_end(&round, add_wait(&round, &adding, url_str(url)));
	if (!e.code && out->id) /* of one that was known, too */
		e = feed_get(archive, arena, out->id, &out->feed);
	return e.code ? e : adding.err;
}

/* ---- lists ---- */

struct err
follow_read_opml(struct follow *follow, struct arena *arena, struct raw bytes, struct outlines *out)
{
	struct buf question CLEAN(buf_done) = { 0 };
	struct desk_answer answer;
	struct err e;

	wire_put_page_question(&question, &(struct page_question){ .bytes = bytes });
	e = question.err;
	if (!e.code)
		e = desk_ask_kind(follow->desk, FRAME_READ_OPML, buf_raw(&question), NULL);
	if (e.code)
		return e;
	if (!desk_next(follow->desk, true, &answer))
		return err_new(ERR_WORKER_DIED, NULL);
	if (answer.err.code)
		return answer.err;
	return wire_get_outlines(arena, raw_copy(arena, answer.bytes), out);
}
