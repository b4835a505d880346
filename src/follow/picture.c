/* picture.c: which pictures are asked for, and where: behind feeds and pages, which they must not
 * delay. */
#include "follow/inside.h"
#include "follow/pace.h"

enum {
	PICTURES_LOOKED_AT = 2000, /* due ones, out of which a round takes */
	PICTURES_A_ROUND = 400,
	PICTURES_A_HOST = 30, /* a round ends soon, and feeds are due again */
	PLAN_STEP = 200,      /* articles */
};

/* ---- where ---- */

static struct str
other_scheme(struct arena *arena, struct str url)
{
	if (pull_str(&url, S("https:")))
		return str_join(arena, S("http:"), url, STR_END);
	return pull_str(&url, S("http:")) ? str_join(arena, S("https:"), url, STR_END) : S("");
}

struct str
picture_address(struct arena *arena, const struct picture_row *row, enum picture_way way)
{
	switch (way) {
	case WAY_ORIGIN:
		return row->url;
	case WAY_OTHER_SCHEME:
		return other_scheme(arena, row->url);
	case WAY_PROXY:
		return row->proxied;
	case WAYS:
		break;
	}
	return S("");
}

/* ---- planning ---- */

struct err
pictures_wanted(struct round *round, const struct article *article, int64_t id, bool is_past)
{
	enum follow_pictures wanted = round->follow->options.pictures;
	int64_t count = 0;
	struct err e;

	if (wanted == PICTURES_NONE || (is_past && wanted != PICTURES_ALL))
		return (struct err){ 0 };
	/* what is new goes before what is planned of the past */
	e = pictures_plan(
	    round->archive, &article->doc, id, is_past ? round_now(round) : 0, &count);
	round->totals->pictures_planned += count;
	return e;
}

static bool
is_stopped(const struct follow *follow)
{
	return follow->options.stop && follow->options.stop(follow->options.context);
}

struct err
follow_plan_pictures(struct follow *follow, struct archive *archive, int64_t *count)
{
	struct batch batch = { .archive = archive };
	struct article_place place = { 0 };
	int64_t now = follow->options.clock(follow->options.context), more = 0;
	struct err e = { 0 };

	*count = 0;
	while (!place.end && !e.code && !is_stopped(follow)) {
		e = batch_begin(&batch);
		if (!e.code)
			e = pictures_plan_kept(archive, &place, PLAN_STEP, now, &more);
		*count += more;
		if (!e.code)
			e = batch_rest(&batch);
	}
	if (!e.code)
		e = batch_commit(&batch);
	batch_abandon(&batch);
	return e;
}

/* ---- which ---- */

static void
picture_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	(void)round;
	(void)job;
	out->kind = FETCH_PICTURE;
	out->body_max = PICTURE_BYTES_MAX;
}

/* Its host wants to be left alone for a time. */
static struct err
put_off(struct round *round, struct picture_row *row, int64_t until)
{
	struct err e = batch_begin(&round->batch);

	row->next = until + pace_jitter(round->follow->options.seed, row->id, until, PACE_HOUR);
	return e.code ? e : picture_put(round->archive, row);
}

/* A host that does not answer is passed by where there is a proxy's copy.  A host that wants to be
 * left alone has the original still. */
static enum picture_way
first_way(const struct round *round, const struct picture_row *row, int64_t now)
{
	const int64_t *deaf =
	    map_find(&round->follow->deaf, url_host((struct url){ row->url.p, row->url.n }));

	return row->proxied.n && deaf && *deaf > now ? WAY_PROXY : WAY_ORIGIN;
}

static struct job *
picture_job(struct round *round, const struct picture_row *row, enum picture_way way)
{
	struct job *job = job_new(round, &picture_verbs, picture_address(&round->arena, row, way));

	job->picturing = arena_new(&round->arena, struct picturing);
	*job->picturing = (struct picturing){ .row = *row, .way = way };
	return job;
}

/* What was kept, but not printed: the end of the round before was too early, or a worker died. */
static struct err
print_kept(struct round *round, const struct picture_row *row)
{
	struct job *job = picture_job(round, row, WAY_ORIGIN);
	struct raw bytes;
	struct err e = blob_read(round->archive, &job->arena, row->original, &bytes);

	if (!e.code)
		return picture_print(round, job, bytes);
	if (e.code != ERR_DIGEST && e.code != ERR_DAMAGE && e.code != ERR_GIVEN_UP)
		return e;
	/* the bytes are lost: it is asked for again */
	job->picturing->row.state = PICTURE_WANTED;
	e = batch_begin(&round->batch);
	if (!e.code)
		e = picture_put(round->archive, &job->picturing->row);
	job_end(round, job);
	return e;
}

/* Takes it into the round, if its host has a place; *${taken}: it did. */
static struct err
consider(struct round *round, struct picture_row *row, bool *taken)
{
	int64_t now = round_now(round), until;
	bool is_here =
	    row->original && (row->state == PICTURE_KEPT || row->state == PICTURE_GIVEN_UP);
	enum picture_way way = first_way(round, row, now);
	struct str url = picture_address(&round->arena, row, way);
	struct host *host;

	*taken = is_here;
	if (is_here)
		return print_kept(round, row);
	until = held_until(round->follow, url);
	if (until > now)
		return put_off(round, row, until);
	host = queue_host(&round->queue, url);
	if (host->pictures >= PICTURES_A_HOST)
		return (struct err){ 0 };
	host->pictures++;
	*taken = true;
	job_wait(round, picture_job(round, row, way));
	return (struct err){ 0 };
}

/* Whether the budget has any room at all. */
static struct err
find_room(struct round *round, bool *any)
{
	struct err why = { 0 }, e = pictures_room(round, S(""), 0, &why);

	*any = !why.code;
	return e;
}

static struct err
consider_all(struct round *round, struct picture_rows *rows, bool *any)
{
	int64_t now = round_now(round);
	size_t left = PICTURES_A_ROUND;
	struct err e = { 0 };

	if (round->wish->limit && round->wish->limit < left)
		left = round->wish->limit;
	for (size_t i = 0; i < rows->count && !e.code; i++) {
		bool taken = false;
		if (left)
			e = consider(round, &rows->items[i], &taken);
		left -= taken;
		*any |= taken;
		round->totals->pictures_left += !taken && rows->items[i].next <= now;
	}
	return e;
}

struct err
pictures_add(struct round *round, bool *any)
{
	int64_t now = round_now(round);
	struct picture_rows rows = { 0 };
	bool has_room = false;
	struct err e;

	*any = false;
	round->totals->pictures_full = round->follow->pictures_rest > now;
	if (round->totals->pictures_full)
		return (struct err){ 0 };
	e = pictures_due(round->archive, &round->arena, now, PICTURES_LOOKED_AT, &rows);
	if (!e.code && rows.count)
		e = find_room(round, &has_room);
	return e.code || !has_room ? e : consider_all(round, &rows, any);
}

const struct job_verbs picture_verbs = {
	.ask = picture_ask, .answered = picture_answered, .dropped = picture_dropped
};
