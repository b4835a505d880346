/* picture_keep.c: what came instead of a picture, or as one: another way, or the bytes kept. */
#include "follow/inside.h"
#include "follow/pace.h"

enum {
	PRINTS_ROOM = 256 << 10, /* bytes of all prints of one */
	FULL_REST = PACE_HOUR,
	ROOM_SHARE = 256, /* one part in so many of a full budget is freed at once */
};

/* Failures in a row and the patience after them; then it is not asked for any more. */
static const int64_t patience[] = { PACE_HOUR, PACE_DAY, 7 * PACE_DAY, 30 * PACE_DAY };

/* ---- the end ---- */

static struct err
row_keep(struct round *round, const struct job *job)
{
	struct err e = batch_begin(&round->batch);

	return e.code ? e : picture_put(round->archive, &job->picturing->row);
}

static void
set_fault(struct job *job, struct err why)
{
	struct picture_row *row = &job->picturing->row;

	row->fault = row->fault_what = S("");
	job->event.err = why;
	if (!why.code)
		return;
	job->event.detail = detail_of(job, why);
	row->fault = str_from_c(err_row(why.code)->name);
	row->fault_what = job->event.detail;
}

struct err
picture_end(struct round *round, struct job *job, struct err why)
{
	struct err e;

	set_fault(job, why);
	e = row_keep(round, job);
	round->totals->pictures++;
	round->totals->pictures_failed += why.code != 0;
	job_end(round, job);
	return e;
}

/* ---- what did not come ---- */

/* Asking again, here, cannot help. */
static bool
is_final(struct err why, int status)
{
	static const enum err_code codes[] = { ERR_ADDRESS, ERR_URL, ERR_URL_SCHEME, ERR_TOO_BIG,
		ERR_PICTURE_KIND };

	for (size_t i = 0; i < LENGTH(codes); i++)
		if (why.code == codes[i])
			return true;
	return why.code == ERR_STATUS && (status == 404 || status == 410);
}

/* Whether what failed so may do by this way. */
static bool
may_help(enum picture_way way, struct err why)
{
	/* who is not to ask does not ask by a back door */
	if (why.code == ERR_ROBOTS || why.code == ERR_ADDRESS || why.code == ERR_BUDGET)
		return false;
	return way != WAY_OTHER_SCHEME || why.code == ERR_CONNECT || why.code == ERR_TLS ||
	       why.code == ERR_SLOW || why.code == ERR_HTTP;
}

static bool
next_way(struct round *round, struct job *job, struct err why)
{
	struct picturing *p = job->picturing;

	while (++p->way < WAYS) {
		struct str url = picture_address(&round->arena, &p->row, p->way);
		if (!url.n || !may_help(p->way, why) || held_until(round->follow, url) > job->now)
			continue;
		job->url = url;
		return true;
	}
	return false;
}

static int64_t
again_at(const struct job *job)
{
	const struct picture_row *row = &job->picturing->row;
	int64_t wait = job->head.retry_after_s;

	if (row->failing > (int64_t)LENGTH(patience))
		return INT64_MAX;
	if (wait > PACE_RETRY_MOST)
		wait = PACE_RETRY_MOST;
	if (wait < patience[row->failing - 1])
		wait = patience[row->failing - 1];
	return job->now + wait;
}

static struct err
fail(struct round *round, struct job *job, struct err why)
{
	struct picturing *p = job->picturing;
	bool is_over = !p->may_pass;

	p->row.failing++;
	p->row.status = job->head.status;
	p->row.state = is_over && why.code != ERR_STATUS ? PICTURE_REFUSED : PICTURE_FAILED;
	p->row.next = is_over ? INT64_MAX : again_at(job);
	return picture_end(round, job, why);
}

static struct err
another_way(struct round *round, struct job *job, struct err why)
{
	job->picturing->may_pass |= !is_final(why, job->head.status);
	if (!next_way(round, job, why))
		return fail(round, job, why);
	job_wait(round, job);
	return (struct err){ 0 };
}

struct err
picture_dropped(struct round *round, struct job *job)
{
	struct err why = err_new(ERR_LIMIT, NULL);

	job->event.detail = S("not asked: its host is left alone for a time");
	job->event.err = why;
	if (job->picturing->row.proxied.n && job->picturing->way < WAY_PROXY &&
	    map_find(&round->follow->deaf, url_host((struct url){ job->url.p, job->url.n })))
		return another_way(round, job, err_new(ERR_CONNECT, NULL));
	job_end(round, job);
	return (struct err){ 0 };
}

/* ---- room ---- */

static struct err
give_up_some(struct round *round, struct str source, int64_t more, struct err *why)
{
	const struct picture_budget *budget = &round->follow->options.pictures_budget;
	struct pictures_given given = { 0 };
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = pictures_make_room(
		    round->archive, budget, source, more, round_now(round), &given);
	round->totals->originals_given_up += given.originals;
	round->totals->given_up_bytes += given.bytes;
	round->totals->pictures_full |= given.full;
	if (given.full)
		*why = err_new(ERR_BUDGET, NULL);
	round->pictures_used = -1;
	return e;
}

struct err
pictures_room(struct round *round, struct str source, int64_t size, struct err *why)
{
	const struct picture_budget *budget = &round->follow->options.pictures_budget;
	int64_t more = size + PRINTS_ROOM;
	struct err e = { 0 };

	if (budget->total && round->pictures_used < 0)
		e = blobs_size(round->archive, &round->pictures_used);
	if (e.code)
		return e;
	if (budget->total && round->pictures_used + more > budget->total) {
		/* sums over many rows are not made for each */
		if (more < budget->total / ROOM_SHARE)
			more = budget->total / ROOM_SHARE;
		e = give_up_some(round, source, more, why);
		/* what else is out comes in vain; nothing more is asked for */
		if (why->code)
			round->follow->pictures_rest = round_now(round) + FULL_REST;
		return e;
	}
	round->pictures_used += size;
	return budget->source && size ? give_up_some(round, source, size, why) : e;
}

/* ---- what came ---- */

static const struct exchange *
last_of(const struct fetched *fetched)
{
	static const struct exchange none;

	return fetched->count ? &fetched->exchanges[fetched->count - 1] : &none;
}

static struct err
judge(const struct fetched *fetched, enum picture_format *format)
{
	if (fetched->err.code)
		return fetched->err;
	if (fetched->status != 200)
		return err_new(ERR_STATUS, NULL);
	return picture_judge(last_of(fetched)->body, format);
}

/* The capture is there; so are its bytes. */
static struct err
original_keep(struct round *round, struct job *job, enum picture_format format)
{
	struct picture_row *row = &job->picturing->row;
	struct capture capture;
	struct blob_row blob;
	struct err e = capture_get(round->archive, &job->arena, job->capture, &capture);

	if (!e.code)
		e = blob_find(round->archive, &capture.digest, &blob);
	if (e.code)
		return e;
	row->state = PICTURE_KEPT;
	row->next = 0;
	row->failing = 0;
	row->status = job->head.status;
	row->fault = row->fault_what = S("");
	row->capture = job->capture;
	row->original = blob.id;
	row->format = format;
	row->size = capture.size;
	row->fetched = job->now;
	return row_keep(round, job);
}

struct err
picture_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct raw body = last_of(fetched)->body;
	bool is_whole = fetched->status == 200 && body.n;
	enum picture_format format = 0;
	struct err why = judge(fetched, &format), e = { 0 };

	if (!why.code)
		e = pictures_room(round, job->picturing->row.source, (int64_t)body.n, &why);
	job->without_bytes = why.code != 0;
	if (!e.code)
		e = keep_exchanges(
		    round, fetched, is_whole ? CAPTURE_PICTURE : CAPTURE_WAY, job, &job->capture);
	if (e.code)
		return e;
	head_take(&job->arena, fetched, &job->head);
	if (why.code)
		return another_way(round, job, why);
	e = original_keep(round, job, format);
	return e.code ? e : picture_print(round, job, body);
}
