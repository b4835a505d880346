/* follow.c: the room's door: gate and desk, and what one round asks. */
#include <stdlib.h>

#include "follow/inside.h"
#include "follow/pace.h"

struct err
follow_open(const struct follow_options *options, struct follow **out)
{
	struct follow *follow = mem_alloc(sizeof(*follow));
	struct err e;

	*follow = (struct follow){ .options = *options };
	follow->held.arena = follow->deaf.arena = &follow->arena;
	e = gate_open(&options->gate, &follow->gate);
	if (!e.code)
		e = desk_open(options->workers, &follow->desk);
	if (e.code) {
		follow_close(follow);
		return e;
	}
	*out = follow;
	return e;
}

void
follow_close(struct follow *follow)
{
	if (!follow)
		return;
	gate_close(follow->gate);
	desk_close(follow->desk);
	darkroom_close(follow->darkroom);
	arena_done(&follow->arena);
	free(follow);
}

static struct err
feed_or_page_next(const struct follow *follow, struct archive *archive, int64_t *next)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_filter soonest = { .due = INT64_MAX, .limit = 1 };
	struct feed_rows rows = { 0 };
	struct err e;

	if (follow->options.pages)
		return feeds_next(archive, next);
	e = feeds_list(archive, &arena, &soonest, &rows);
	if (!e.code)
		*next = rows.count ? rows.items[0].next : INT64_MAX;
	return e;
}

struct err
follow_next(const struct follow *follow, struct archive *archive, int64_t *next)
{
	int64_t picture = INT64_MAX;
	struct err e = feed_or_page_next(follow, archive, next);

	if (!e.code && follow->options.pictures)
		e = pictures_next(archive, &picture);
	if (picture < follow->pictures_rest)
		picture = follow->pictures_rest;
	if (!e.code && picture < *next)
		*next = picture;
	return e;
}

/* ---- what is asked ---- */

/* A row that nobody wants asked now, as a job that has ended. */
static void
leave_out(struct round *round, struct feed_row *row, struct err why, struct str detail)
{
	struct job *job = job_new(round, &feed_verbs, row->url);

	job->feed = row;
	job->event.err = why;
	job->event.detail = detail;
	job_end(round, job);
}

static struct str
until_of(struct round *round, int64_t until)
{
	struct buf text CLEAN(buf_done) = { 0 };

	buf_push_literal(&text, "its server asked not to be asked before ");
	when_push_utc(&text, until);
	return str_copy(&round->arena, buf_str(&text));
}

/* Whom people name is asked before its time, but not before the time that its server named. */
static void
add_named(struct round *round, struct feed_row *row)
{
	int64_t now = round_now(round), until = held_until(round->follow, row->url);

	if ((row->status == 429 || row->status == 503) && row->next > until)
		until = row->next;
	if (row->state == FEED_GONE && !round->wish->force)
		leave_out(round, row, err_new(ERR_GONE, NULL),
		    S("its server said that it is gone for good; --force asks again"));
	else if (until > now && !round->wish->force)
		leave_out(round, row, err_new(ERR_LIMIT, NULL), until_of(round, until));
	else
		feed_job_add(round, row);
}

static struct err
add_all_named(struct round *round)
{
	struct feed_row *rows = arena_array(&round->arena, struct feed_row, round->wish->count);
	struct err e = { 0 };

	for (size_t i = 0; i < round->wish->count && !e.code; i++) {
		e = feed_get(round->archive, &round->arena, round->wish->feeds[i], &rows[i]);
		if (!e.code)
			add_named(round, &rows[i]);
	}
	return e;
}

/* A feed that came to a host which wants to be left alone for a time. */
static struct err
put_off(struct round *round, struct feed_row *row, int64_t until)
{
	row->next = until + pace_jitter(round->follow->options.seed, row->id, until, PACE_HOUR);
	return feed_keep(round, row);
}

static struct err
add_due(struct round *round)
{
	struct feed_filter filter = { .due = round_now(round), .limit = round->wish->limit };
	struct feed_rows rows = { 0 };
	struct err e = feeds_list(round->archive, &round->arena, &filter, &rows);

	for (size_t i = 0; i < rows.count && !e.code; i++) {
		struct feed_row *row = &rows.items[i];
		int64_t until = held_until(round->follow, row->url);
		if (until > filter.due)
			e = put_off(round, row, until);
		else
			feed_job_add(round, row);
	}
	return e;
}

static struct err
add_jobs(struct round *round)
{
	struct err e = round->wish->feeds ? add_all_named(round) : add_due(round);

	/* behind the feeds, which they must not delay */
	if (!e.code && (!round->wish->feeds || round->wish->visits) && round->follow->options.pages)
		e = visits_add(round);
	if (!e.code && !round->wish->feeds)
		e = hubs_leave(round);
	return e;
}

struct err
follow_round(struct follow *follow, struct archive *archive, struct search *search,
    const struct follow_wish *wish, struct follow_totals *out)
{
	struct round round;

	round_begin(&round, follow, archive, search, out);
	round.wish = wish;
	round.at_once = follow->options.pages >= PAGES_THIN;
	round.with_pictures = follow->options.pictures != PICTURES_NONE;
	if (wish->only_pictures)
		return round_end(&round, (struct err){ 0 });
	return round_end(&round, add_jobs(&round));
}
