/* job.c: a job from its making to its end, and its questions to the desk. */
#include "follow/inside.h"
#include "follow/pace.h"

/* ---- jobs ---- */

struct job *
job_new(struct round *round, const struct job_verbs *verbs, struct str url)
{
	struct job *job = arena_new(&round->arena, struct job);

	*job = (struct job){
		.verbs = verbs, .url = url, .now = round_now(round), .number = round->count
	};
	arena_push(&round->arena, round->jobs, round->count, round->capacity);
	round->jobs[round->count++] = job;
	return job;
}

void
job_wait(struct round *round, struct job *job)
{
	queue_add(&round->queue, job);
}

void
job_end(struct round *round, struct job *job)
{
	const struct follow_options *options = &round->follow->options;

	job->event.feed = job->feed;
	job->event.picture = job->picturing ? &job->picturing->row : NULL;
	job->event.visit = job->feed || job->picturing ? NULL : &job->visit;
	job->event.done = ++round->done;
	job->event.total = (int64_t)round->count;
	if (options->told)
		options->told(options->context, &job->event);
	job->done = true;
	arena_done(&job->arena);
}

static struct str *
texts_of(struct answer_head *head, size_t i)
{
	struct str *const texts[] = { &head->url, &head->moved_to, &head->etag,
		&head->last_modified, &head->content_type, &head->address };

	return i < LENGTH(texts) ? texts[i] : NULL;
}

void
head_take(struct arena *arena, const struct fetched *fetched, struct answer_head *out)
{
	const struct exchange *last =
	    fetched->count ? &fetched->exchanges[fetched->count - 1] : &(struct exchange){ 0 };

	*out = (struct answer_head){
		.status = fetched->status,
		.url = fetched->url,
		.moved_to = fetched->moved_to,
		.etag = fetched->etag,
		.last_modified = fetched->last_modified,
		.content_type = fetched->content_type,
		.address = last->address,
		.link_count = fetched->link_count,
		.fresh_s = pace_fresh(fetched),
		.retry_after_s = fetched->retry_after_s,
		.size = last->body.n,
	};
	for (size_t i = 0; texts_of(out, i); i++)
		*texts_of(out, i) = str_copy(arena, *texts_of(out, i));
	for (size_t i = 0; i < fetched->link_count; i++)
		out->links[i] = (struct fetch_link){ str_copy(arena, fetched->links[i].rel),
			str_copy(arena, fetched->links[i].url),
			str_copy(arena, fetched->links[i].type) };
}

/* ---- the desk ---- */

static struct err
take_reading(struct round *round, const struct desk_answer *answer)
{
	struct job *job = answer->item;

	round->items_out -= job->reading == JOB_ITEMS;
	/* neither the feed's fault nor one of its worker: nothing can be read any more */
	if (answer->err.code && !is_of_input(answer->err))
		return answer->err;
	return job->verbs->read(round, job, answer);
}

struct err
readings_take(struct round *round, bool wait, bool *any)
{
	struct desk_answer answer;
	struct err e = { 0 };

	while (!e.code && desk_next(round->follow->desk, wait, &answer)) {
		*any = true;
		wait = false;
		e = take_reading(round, &answer);
	}
	return e;
}

struct err
job_read(struct round *round, struct job *job, enum frame_kind kind, const struct buf *question,
    enum job_reading reading)
{
	struct desk_answer answer;
	struct err e = question->err;

	while (!e.code && !desk_has_room(round->follow->desk) &&
	       desk_next(round->follow->desk, true, &answer))
		e = take_reading(round, &answer);
	if (e.code)
		return e;
	job->reading = reading;
	round->items_out += reading == JOB_ITEMS;
	return desk_ask_kind(round->follow->desk, kind, buf_raw(question), job);
}
