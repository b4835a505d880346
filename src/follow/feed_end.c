/* feed_end.c: the end of every answer about a feed: its row, its pace, its hub. */
#include "follow/inside.h"
#include "follow/pace.h"

/* Validators are taken over one by one, as they came, also of a 304 (RFC 9110, 15.4.5: it names
 * what it would have sent with 200; what it leaves out stands).  They are the word of the address that gave them, and of no other on
 * the way there. */
static void
take_validators(struct round *round, struct job *job)
{
	const struct answer_head *head = &job->head;
	struct feed_row *row = job->feed;

	if (head->status != 304 || head->etag.n)
		row->etag = str_copy(&round->arena, head->etag);
	if (head->status != 304 || head->last_modified.n)
		row->last_modified = str_copy(&round->arena, head->last_modified);
	row->validated_url = row->etag.n || row->last_modified.n
				 ? str_copy(&round->arena, head->url)
				 : S("");
}

static struct str
fault_name(struct err e)
{
	return e.code ? str_from_c(err_row(e.code)->name) : S("");
}

static struct pace_answer
pace_answer_of(const struct job *job, struct err e, const struct items *items)
{
	/* a 304 that nobody asked for is a fault, though its status is not */
	bool by_status =
	    e.code == ERR_GONE || (e.code == ERR_STATUS && !pace_is_good(job->head.status));
	struct pace_answer answer = {
		.err = by_status ? ERR_NONE : e.code,
		.status = job->head.status,
		.fresh_s = job->head.fresh_s,
		.retry_after_s = job->head.retry_after_s,
		.moved_to = job->head.moved_to,
	};

	if (!items || job->head.status == 226)
		return answer;
	answer.has_document = true;
	answer.ttl_s = items->head.ttl_min > 0 ? items->head.ttl_min * PACE_MINUTE : 0;
	answer.skip_hours = items->head.skip_hours;
	answer.skip_days = items->head.skip_days;
	return answer;
}

static int64_t
activity_of(struct arena *arena, const struct items *items, int64_t now)
{
	int64_t *times = arena_array(arena, int64_t, items->count);

	for (size_t i = 0; i < items->count; i++)
		if (items->articles[i].published.precision)
			times[i] = when_seconds(items->articles[i].published);
	return pace_activity(times, items->count, now);
}

/* Two feeds do not come to one address: it would be asked twice. */
static struct err
is_taken(struct round *round, const struct feed_row *row, struct str url, bool *taken)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_row other = { 0 };
	struct err e = { 0 };

	*taken = false;
	if (!url.n || row->moved_times + 1 < PACE_MOVES)
		return e;
	e = feed_find(round->archive, &arena, url, &other);
	*taken = !e.code && other.id != row->id &&
		 (str_equal(other.url, url) || str_equal(other.url_added, url));
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

static struct err
consider_move(struct round *round, struct job *job, struct str *moved_to)
{
	bool taken;
	struct err e = is_taken(round, job->feed, *moved_to, &taken);

	*moved_to = str_copy(&round->arena, *moved_to);
	if (taken) {
		job->event.detail = str_format(&job->arena,
		    "has moved to %.*s, which is followed already", STR_ARGS(*moved_to));
		*moved_to = S("");
	}
	return e;
}

static void
set_health(struct round *round, struct job *job, struct err why)
{
	struct feed_row *row = job->feed;

	row->last_try = job->now;
	row->status = job->head.status;
	row->fault = fault_name(why);
	row->fault_what = why.code ? str_copy(&round->arena, job->event.detail) : S("");
	if (job->event.items || job->event.revisions)
		row->last_change = job->now;
	if (why.code) {
		row->counts.failures++;
		round->totals->failed++;
		return;
	}
	row->last_success = job->now;
	take_validators(round, job);
}

struct err
feed_keep(struct round *round, const struct feed_row *row)
{
	struct err e = batch_begin(&round->batch);

	return e.code ? e : feed_put(round->archive, row);
}

struct err
feed_end(struct round *round, struct job *job, struct err why, const struct items *items)
{
	struct pace_answer answer = pace_answer_of(job, why, items);
	struct str before = job->feed->url;
	struct err e = { 0 };

	set_health(round, job, why);
	if (!why.code) {
		e = consider_move(round, job, &answer.moved_to);
		/* before the pace: a confirmed hub sets it */
		hub_consider(round, job, items ? &items->head : NULL);
	}
	if (answer.has_document)
		answer.activity_s = activity_of(&job->arena, items, job->now);
	pace_set(job->feed, &answer, round->follow->options.seed, job->now);
	if (!str_equal(job->feed->url, before))
		job->event.detail =
		    str_format(&job->arena, "its address is now %.*s", STR_ARGS(job->feed->url));
	if (!e.code)
		e = feed_keep(round, job->feed);
	job->event.err = why;
	job_end(round, job);
	return e;
}

struct err
feed_fail(struct round *round, struct job *job, struct err why)
{
	job->event.detail = detail_of(job, why);
	return feed_end(round, job, why, NULL);
}
