/* hub.c: hubs that feeds name are asked to call, and not to call any more; what they push is taken
 * in. */
#include "base/hmac.h"
#include "follow/inside.h"
#include "follow/websub.h"

/* ---- a hub is asked ---- */

static void
hub_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	out->kind = FETCH_HUB;
	out->form = websub_form(&round->arena, job->feed, round->follow->options.callback);
}

static struct err
hub_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct err why = fetched->err, e;

	e = keep_exchanges(round, fetched, CAPTURE_WAY, job, &job->capture);
	if (e.code)
		return e;
	head_take(&job->arena, fetched, &job->head);
	if (!why.code && (fetched->status < 200 || fetched->status > 299))
		why = err_new(ERR_STATUS, NULL);
	websub_answered(job->feed, fetched->err.code, fetched->status, job->now);
	e = feed_keep(round, job->feed);
	job->event.err = why;
	if (why.code)
		job->event.detail = detail_of(job, why);
	job_end(round, job);
	return e;
}

static struct err
hub_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	(void)answer; /* the desk is asked nothing about hubs */
	job_end(round, job);
	return (struct err){ 0 };
}

const struct job_verbs hub_verbs = {
	.ask = hub_ask, .answered = hub_answered, .read = hub_reading
};

/* ---- a hub is left ---- */

static void
leave_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	out->kind = FETCH_HUB;
	out->form = websub_leave_form(&round->arena, job->feed, round->follow->options.callback);
}

/* Whatever it says: the lease ends by itself, and the feed is nobody's worry any more. */
static struct err
leave_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct err e = keep_exchanges(round, fetched, CAPTURE_WAY, job, &job->capture);

	if (e.code)
		return e;
	websub_left(job->feed);
	e = feed_keep(round, job->feed);
	job_end(round, job);
	return e;
}

static const struct job_verbs leave_verbs = {
	.ask = leave_ask, .answered = leave_answered, .read = hub_reading
};

struct err
hubs_leave(struct round *round)
{
	struct feed_rows rows = { 0 };
	struct err e;

	if (!round->follow->options.callback.n)
		return (struct err){ 0 };
	e = feeds_to_leave(round->archive, &round->arena, round_now(round), &rows);
	for (size_t i = 0; i < rows.count && !e.code; i++) {
		struct job *job = job_new(round, &leave_verbs, rows.items[i].hub);
		job->feed = &rows.items[i];
		job_wait(round, job);
	}
	return e;
}

/* ---- what a feed's answer says of its hub ---- */

static void
take_offer(struct round *round, struct feed_row *row, const struct websub_offer *offer)
{
	if (str_equal(row->hub, offer->hub) && str_equal(row->topic, offer->topic))
		return;
	row->hub = str_copy(&round->arena, offer->hub);
	row->topic = str_copy(&round->arena, offer->topic);
	row->hub_state = offer->hub.n ? HUB_OFFERED : HUB_NONE;
	row->hub_until = 0;
}

void
hub_consider(struct round *round, struct job *job, const struct feed *head)
{
	const struct follow_options *options = &round->follow->options;
	struct feed_row *row = job->feed;
	struct websub_offer offer;
	struct job *ask;

	websub_discover(job->head.links, job->head.link_count, head, row->url, &offer);
	/* a 304 need not name what stands in the document */
	if (offer.hub.n || head)
		take_offer(round, row, &offer);
	if (!options->callback.n || digest_is_zero(&options->chance) ||
	    !websub_is_due(row, job->now))
		return;
	websub_secrets(&round->arena, row, &options->chance, job->now);
	ask = job_new(round, &hub_verbs, row->hub);
	ask->feed = row;
	job_wait(round, ask);
}

/* ---- what a hub pushes ---- */

/* "sha256=HEX". */
static struct err
check_signature(const struct feed_row *row, struct str signature, struct raw body)
{
	struct str algorithm;
	struct err e;

	if (!row->hub_secret.n || !pull_until(&signature, S("="), &algorithm))
		return err_new(ERR_ACCESS, "no signature");
	e = hmac_check(algorithm, raw_from_str(row->hub_secret), body, signature);
	return e.code ? err_new(ERR_ACCESS, e.what) : e;
}

static struct err
push_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct items items = { 0 };
	struct err why = answer->err, e = { 0 };

	if (!why.code)
		why = wire_get_items(&job->arena, answer->bytes, &items);
	e = batch_begin(&round->batch);
	if (!e.code && why.code)
		e = capture_quarantine(round->archive, job->capture, why);
	if (!e.code && !why.code)
		e = take_items(round, job, &items, 0);
	if (job->event.items || job->event.revisions)
		job->feed->last_change = job->now;
	if (!e.code)
		e = feed_keep(round, job->feed);
	job->event.err = why;
	if (why.code)
		job->event.detail = detail_of(job, why);
	job_end(round, job);
	return e;
}

static const struct job_verbs push_verbs = { .read = push_reading };

/* What was pushed, as an answer that came without a request of ours. */
static struct err
take_push(struct round *round, struct feed_row *row, struct str content_type, struct raw body)
{
	struct job *job = job_new(round, &push_verbs, row->url);
	struct fetched fetched = {
		.count = 1, .status = 200, .url = row->topic, .content_type = content_type
	};
	struct exchange *exchange = &fetched.exchanges[0];
	struct document document;
	struct err e;

	job->feed = row;
	*exchange = (struct exchange){
		.role = EXCHANGE_ANSWER,
		.url = row->topic,
		.status = 200,
		.body = body,
		.received = (int64_t)body.n,
		.began_ms = job->now * 1000,
	};
	head_take(&job->arena, &fetched, &job->head);
	job->event.status = 200;
	row->counts.pushes++;
	row->hub_state = HUB_CONFIRMED; /* who knows the secret was asked by us */
	e = keep_exchanges(round, &fetched, CAPTURE_FEED, job, &job->capture);
	document = document_fetched(job, &fetched);
	return e.code ? e : feed_read(round, job, &document);
}

static void
tell_refused(struct follow *follow, const struct feed_row *row, struct err why)
{
	struct follow_event event = { .feed = row,
		.err = why,
		.detail = S("a push whose signature is not right was refused") };

	if (follow->options.told)
		follow->options.told(follow->options.context, &event);
}

struct err
follow_push(struct follow *follow, struct archive *archive, struct search *search, struct str token,
    struct str content_type, struct str signature, struct raw body)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_row row = { 0 };
	struct follow_totals totals;
	struct round round;
	struct err e;

	if (!token.n)
		return err_new(ERR_NOT_FOUND, "no token");
	e = feed_by_token(archive, &arena, token, &row);
	if (e.code)
		return e;
	if (row.state != FEED_ACTIVE)
		return err_new(ERR_NOT_FOUND, "the feed is not followed");
	e = check_signature(&row, signature, body);
	if (e.code) {
		tell_refused(follow, &row, e);
		return e;
	}
	round_begin(&round, follow, archive, search, &totals);
	return round_end(&round, take_push(&round, &row, content_type, body));
}
