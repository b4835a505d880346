/* round.c: jobs out to the gate, answers in, readings in, until none is left. */
#include "follow/figures.h"
#include "follow/inside.h"
#include "store/changed.h"
#include "story/marks.h"

enum {
	WAIT_MS = 200,
	GLANCE_MS = 20, /* at the gate, while the darkroom is at work */
	STOP_MS = 5000, /* how long what is out may still take once people want to stop */
	INDEX_STEP = 2000,
	TAG_BITS = 32,
};

int64_t
round_now(const struct round *round)
{
	return round->follow->options.clock(round->follow->options.context);
}

static bool
is_stopped(const struct round *round)
{
	const struct follow_options *options = &round->follow->options;

	return options->stop && options->stop(options->context);
}

/* ---- the gate ---- */

static struct err
ask_gate(struct round *round, struct job *job)
{
	struct fetch_question question = { .url = job->url };
	uint64_t tag = round->follow->rounds << TAG_BITS | job->number;

	job->verbs->ask(round, job, &question);
	round->out++;
	return gate_ask(round->follow->gate, tag, &question);
}

static struct err
ask_gates(struct round *round)
{
	struct err e = { 0 };

	while (!e.code && gate_has_room(round->follow->gate)) {
		struct job *job = queue_next(&round->queue);
		if (!job)
			break;
		e = ask_gate(round, job);
	}
	return e;
}

/* The job that an answer is for; NULL where it is one of a round that was stopped. */
static struct job *
job_of(const struct round *round, uint64_t tag)
{
	uint64_t number = tag & ((UINT64_C(1) << TAG_BITS) - 1);

	if (tag >> TAG_BITS != round->follow->rounds || number >= round->count ||
	    round->jobs[number]->done)
		return NULL;
	return round->jobs[number];
}

/* What the gate said, or why it cannot say anything. */
static struct fetched *
fetched_of(struct job *job, const struct gate_answer *answer)
{
	struct fetched *fetched = arena_new(&job->arena, struct fetched);
	struct raw message = answer->fetched;
	struct err e = answer->err;

	if (!e.code && job->verbs->keeps)
		message = raw_copy(&job->arena, message);
	if (!e.code)
		e = wire_get_fetched(&job->arena, message, fetched);
	if (e.code)
		*fetched = (struct fetched){ .err = e, .max_age_s = -1, .retry_after_s = -1 };
	return fetched;
}

static struct err
take_answer(struct round *round, const struct gate_answer *answer)
{
	struct job *job = job_of(round, answer->tag);
	struct fetched *fetched;

	if (!job)
		return (struct err){ 0 };
	round->out--;
	queue_answered(&round->queue, job);
	job->now = round_now(round);
	fetched = fetched_of(job, answer);
	job->event.status = fetched->status;
	return job_answered(round, job, fetched);
}

static struct err
take_answers(struct round *round, int timeout_ms, bool *any)
{
	struct gate_answer answer;
	struct err e = { 0 };

	while (!e.code && gate_next(round->follow->gate, timeout_ms, &answer)) {
		*any = true;
		timeout_ms = 0;
		e = take_answer(round, &answer);
		if (!e.code)
			e = ask_gates(round);
	}
	return e;
}

/* ---- the loop ---- */

static size_t
prints_pending(const struct round *round)
{
	return round->follow->darkroom ? darkroom_pending(round->follow->darkroom) : 0;
}

/* Waits for the desk, which is quick, else for the gate, which need not be. */
static struct err
wait_for_some(struct round *round)
{
	bool any = false;
	struct err e;

	if (desk_pending(round->follow->desk))
		return readings_take(round, true, &any);
	if (prints_pending(round) && !round->out)
		return prints_take(round, true, &any);
	e = batch_rest(&round->batch);
	return e.code ? e
		      : take_answers(round, prints_pending(round) ? GLANCE_MS : WAIT_MS, &any);
}

static struct err
turn(struct round *round)
{
	bool any = false;
	struct err e = { 0 };

	if (!is_stopped(round))
		e = ask_gates(round);
	if (!e.code)
		e = take_answers(round, 0, &any);
	if (!e.code)
		e = readings_take(round, false, &any);
	if (!e.code)
		e = prints_take(round, false, &any);
	return e.code || any ? e : wait_for_some(round);
}

static bool
is_done(struct round *round, int64_t *stopped_ms)
{
	size_t busy = round->out + desk_pending(round->follow->desk) + prints_pending(round);

	if (!is_stopped(round))
		return !busy && !round->queue.waiting;
	if (!*stopped_ms)
		*stopped_ms = machine_ms();
	return !busy || machine_ms() - *stopped_ms > STOP_MS;
}

static struct err
until_done(struct round *round)
{
	int64_t stopped_ms = 0;
	struct err e = { 0 };

	while (!e.code && !is_done(round, &stopped_ms))
		e = turn(round);
	return e;
}

static struct err
run(struct round *round)
{
	bool any = false;
	struct err e = until_done(round);

	if (!e.code && round->with_pictures && !is_stopped(round))
		e = pictures_add(round, &any);
	if (!e.code && any)
		e = until_done(round);
	if (!e.code)
		e = batch_commit(&round->batch);
	if (!e.code && is_stopped(round))
		e = err_new(ERR_INTERRUPTED, NULL);
	return e;
}

/* What the desk still holds belongs to nobody any more. */
static void
round_done(struct round *round)
{
	struct desk_answer answer;
	struct darkroom_answer print;

	batch_abandon(&round->batch);
	while (desk_next(round->follow->desk, true, &answer))
		continue;
	while (round->follow->darkroom && darkroom_next(round->follow->darkroom, true, &print))
		continue;
	for (size_t i = 0; i < round->count; i++)
		arena_done(&round->jobs[i]->arena);
	arena_done(&round->arena);
}

static struct err
index_new(struct round *round)
{
	size_t done = 1, left = 1;
	struct err e = { 0 };

	while (!e.code && done && left)
		e = search_update(round->search, INDEX_STEP, NULL, NULL, &done, &left);
	return e;
}

/* What is told of all that came; what is stopped here goes on with the next round. */
static struct err
tell_stories(struct round *round)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct story_marks marks;
	int64_t done;
	struct err e = changed_update(round->archive, NULL, NULL, &done);

	story_marks_read(archive_dir(round->archive), &arena, &marks);
	if (!e.code)
		e = stories_update(round->archive, &marks, round_now(round), NULL, NULL, &done);
	return e.code ? e : figures_update(round->archive, 1, round_now(round), NULL, NULL, &done);
}

/* ---- the whole ---- */

/* What is left over is as the last round says. */
void
follow_totals_add(struct follow_totals *sum, const struct follow_totals *more)
{
	static const size_t counts[] = {
#define COUNT(member) offsetof(struct follow_totals, member)
		COUNT(feeds), COUNT(failed), COUNT(unchanged), COUNT(items), COUNT(articles),
		COUNT(revisions), COUNT(duplicates), COUNT(faulty), COUNT(visits),
		COUNT(visits_changed), COUNT(visits_gone), COUNT(visits_moved), COUNT(whole),
		COUNT(refused),
		COUNT(pictures_planned), COUNT(pictures), COUNT(pictures_failed),
		COUNT(pictures_unprinted), COUNT(originals_given_up), COUNT(given_up_bytes),
		COUNT(bytes), COUNT(deaths)
#undef COUNT
	};

	for (size_t i = 0; i < LENGTH(counts); i++)
		*(int64_t *)((char *)sum + counts[i]) += *(const int64_t *)((const char *)more + counts[i]);
	sum->waiting = more->waiting;
	sum->pictures_left = more->pictures_left;
	sum->pictures_full |= more->pictures_full;
}

static unsigned
deaths(const struct follow *follow)
{
	return desk_deaths(follow->desk) + darkroom_deaths(follow->darkroom) +
	       (follow->gate ? gate_deaths(follow->gate) : 0);
}

void
round_begin(struct round *round, struct follow *follow, struct archive *archive,
    struct search *search, struct follow_totals *totals)
{
	enum { OUT_A_CONNECTION = 2 /* one is asked, one waits at the gate */ };
	static const struct follow_wish nothing;
	int64_t connections = follow->options.gate.host_connections;

	*totals = (struct follow_totals){ 0 };
	*round = (struct round){ .follow = follow,
		.archive = archive,
		.search = search,
		.wish = &nothing,
		.batch = { .archive = archive },
		.pictures_used = -1,
		.totals = totals };
	sites_begin(&round->arena, archive_dir(archive), &round->sites);
	queue_init(&round->queue, &round->arena, (size_t)connections * OUT_A_CONNECTION);
	totals->deaths = -(int64_t)deaths(follow);
	follow->rounds++;
}

struct err
round_end(struct round *round, struct err e)
{
	struct err indexed = { 0 };

	if (!e.code)
		e = run(round);
	if (!e.code || e.code == ERR_INTERRUPTED)
		indexed = index_new(round);
	if (!indexed.code && (!e.code || e.code == ERR_INTERRUPTED))
		indexed = tell_stories(round);
	round->totals->deaths += deaths(round->follow);
	round_done(round);
	return indexed.code ? indexed : e;
}
