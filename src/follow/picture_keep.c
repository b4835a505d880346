/* picture_keep.c: what came instead of a picture, or as one: another way, or the bytes kept and
 * printed. */
#include "follow/inside.h"
#include "follow/pace.h"

/* What is served: small ones for lists and slow lines, medium ones for reading; each in WebP, and in
 * JPEG for who knows nothing else.  A thumbnail of a size gains nothing from a second format. */
static const struct picture_size sizes[] = {
	{ 160, 0, PICTURE_JPEG, 70 },
	{ 480, 0, PICTURE_WEBP, 72 },
	{ 480, 0, PICTURE_JPEG, 75 },
	{ 960, 0, PICTURE_WEBP, 72 },
	{ 960, 0, PICTURE_JPEG, 75 },
};
_Static_assert(LENGTH(sizes) <= PICTURE_PRINTS_MAX, "prints of a picture");

enum {
	PRINTS_ROOM = 256 << 10, /* bytes of all prints of one */
	DEATHS_MAX = 2,		 /* of workers at one picture */
	FULL_REST = PACE_HOUR,
	ROOM_SHARE = 256,	 /* one part in so many of a full budget is freed at once */
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

static struct err
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

/* ---- prints ---- */

static struct err
print_share(struct round *round, struct job *job, const struct picture_row *alike)
{
	struct picture_row *row = &job->picturing->row;
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = prints_share(round->archive, alike->id, row->id);
	row->format = alike->format;
	row->width = alike->width;
	row->height = alike->height;
	row->pages = alike->pages;
	row->next = INT64_MAX;
	return e.code ? e : picture_end(round, job, (struct err){ 0 });
}

/* Original and capture are kept; it is printed another day. */
static struct err
print_later(struct round *round, struct job *job, struct err why)
{
	job->picturing->row.next = job->now + PACE_DAY;
	round->totals->pictures_unprinted++;
	return picture_end(round, job, why);
}

static struct err
refuse(struct round *round, struct job *job, struct err why)
{
	struct picture_row *row = &job->picturing->row;
	struct err e = batch_begin(&round->batch);

	if (!e.code && row->state == PICTURE_KEPT)
		e = blob_drop(round->archive, row->original, job->now);
	row->state = PICTURE_REFUSED;
	row->next = INT64_MAX;
	return e.code ? e : picture_end(round, job, why);
}

static struct err
print_ask(struct round *round, struct job *job, struct raw bytes)
{
	struct picture_question question = { .bytes = bytes, .count = LENGTH(sizes) };
	struct darkroom *darkroom = round->follow->darkroom;
	bool any = false;
	struct err e = { 0 };

	memcpy(question.sizes, sizes, sizeof(sizes));
	while (!e.code && !darkroom_has_room(darkroom))
		e = prints_take(round, true, &any);
	if (e.code)
		return e;
	e = darkroom_ask(darkroom, &question, job);
	return e.code && is_of_input(e) ? refuse(round, job, e) : e;
}

struct err
picture_print(struct round *round, struct job *job, struct raw bytes)
{
	struct follow *follow = round->follow;
	struct picture_row alike;
	struct err e =
	    picture_alike(round->archive, &job->arena, &job->picturing->row, &alike);

	if (!e.code)
		return print_share(round, job, &alike);
	if (e.code != ERR_NOT_FOUND)
		return e;
	if (!follow->darkroom && !round->no_darkroom.code)
		round->no_darkroom = darkroom_open(follow->options.workers, &follow->darkroom);
	return follow->darkroom ? print_ask(round, job, bytes)
				: print_later(round, job, round->no_darkroom);
}

static struct err
prints_keep(struct round *round, struct job *job, const struct picture *picture)
{
	struct picture_row *row = &job->picturing->row;
	size_t bytes = 0;
	struct err e = batch_begin(&round->batch);

	for (size_t i = 0; i < picture->count && !e.code; i++) {
		e = print_add(round->archive, row->id, &picture->prints[i]);
		bytes += picture->prints[i].bytes.n;
	}
	row->format = picture->format;
	row->width = picture->width;
	row->height = picture->height;
	row->pages = picture->pages;
	row->failing = 0;
	row->next = INT64_MAX;
	if (round->pictures_used >= 0)
		round->pictures_used += (int64_t)bytes;
	if (!e.code)
		e = picture_end(round, job, (struct err){ 0 });
	return e.code ? e : batch_count(&round->batch, bytes);
}

/* A worker that dies may have died of the machine; the second one died of the picture. */
static struct err
printed(struct round *round, const struct darkroom_answer *answer)
{
	struct job *job = answer->item;
	enum err_code code = answer->err.code;

	if (!code)
		return prints_keep(round, job, &answer->picture);
	if (!is_of_input(answer->err))
		return answer->err;
	if ((code == ERR_WORKER_DIED || code == ERR_WORKER_SLOW) &&
	    ++job->picturing->row.failing < DEATHS_MAX)
		return print_later(round, job, answer->err);
	return refuse(round, job, answer->err);
}

struct err
prints_take(struct round *round, bool wait, bool *any)
{
	struct darkroom_answer answer;
	struct err e = { 0 };

	while (!e.code && round->follow->darkroom &&
	       darkroom_next(round->follow->darkroom, wait, &answer)) {
		*any = true;
		wait = false;
		e = printed(round, &answer);
	}
	return e;
}
