/* visit.c: pages of kept articles, looked at again: the text may have left them. */
#include "follow/inside.h"
#include "follow/pace.h"
#include "follow/visit_judge.h"
#include "store/articles.h"

enum {
	VISITS_LOOKED_AT = 2000, /* due ones, out of which a round takes */
	VISITS_A_ROUND = 200,
	VISITS_A_HOST = 20, /* a round ends soon, and feeds are due again */
	PAGE_MAX = 8 << 20,
};

/* ---- which ---- */

static bool
is_key_of(struct arena *arena, struct str key, struct str url)
{
	struct url parsed;

	return url.n && !url_parse(arena, url, NULL, &parsed).code &&
	       str_equal(key, url_key(arena, parsed));
}

/* An item without a page of its own stands at the feed's address, or at the outlet's. */
static bool
has_page(const struct feed_row *row, struct url url)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str key = url_key(&arena, url);

	return !is_key_of(&arena, key, row->url) && !is_key_of(&arena, key, row->url_added) &&
	       !is_key_of(&arena, key, row->page);
}

struct err
visits_plan(struct round *round, const struct feed_row *row, const struct article *article,
    int64_t id, bool is_past)
{
	int64_t now = round_now(round);
	uint64_t seed = round->follow->options.seed;

	if (!has_page(row, article->url))
		return (struct err){ 0 };
	return visit_plan(
	    round->archive, id, url_str(article->url), visit_first(id, is_past, seed, now));
}

static void
visit_wait(struct round *round, struct host *host, const struct visit *visit)
{
	struct job *job = job_new(round, &visit_verbs, visit->url);

	host->visits++;
	job->visit = *visit;
	job_wait(round, job);
}

/* Its host wants to be left alone for a time. */
static struct err
put_off(struct round *round, struct visit *visit, int64_t until)
{
	struct err e = batch_begin(&round->batch);

	visit->next =
	    until + pace_jitter(round->follow->options.seed, visit->article, until, PACE_HOUR);
	return e.code ? e : visit_put(round->archive, visit);
}

struct err
visits_add(struct round *round)
{
	int64_t now = round_now(round);
	size_t left = VISITS_A_ROUND;
	struct visits visits = { 0 };
	struct err e = visits_due(round->archive, &round->arena, now, VISITS_LOOKED_AT, &visits);

	if (round->wish->limit && round->wish->limit < left)
		left = round->wish->limit;
	for (size_t i = 0; i < visits.count && left && !e.code; i++) {
		struct visit *visit = &visits.items[i];
		struct host *host = queue_host(&round->queue, visit->url);
		int64_t until = held_until(round->follow, visit->url);
		if (until > now)
			e = put_off(round, visit, until);
		else if (host->visits < VISITS_A_HOST) {
			left--;
			visit_wait(round, host, visit);
		}
	}
	return e;
}

/* ---- what it shows ---- */

static void
visit_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	(void)round;
	out->kind = FETCH_PAGE;
	out->etag = job->visit.etag;
	out->last_modified = job->visit.last_modified;
	out->validated_url = job->visit.validated_url;
	out->body_max = PAGE_MAX;
}

static void
count_state(struct follow_totals *totals, enum visit_state before, enum visit_state now)
{
	if (before == now)
		return;
	totals->visits_changed += now == VISIT_CHANGED;
	totals->visits_gone += now == VISIT_GONE;
	totals->visits_moved += now == VISIT_MOVED;
}

static struct err
visit_end(struct round *round, struct job *job, struct err why, const struct page_view *view)
{
	struct visit *visit = &job->visit;
	enum visit_state before = visit->state;
	struct visit_seen seen = {
		.err = why.code,
		.status = job->head.status,
		.url = job->head.url,
		.moved_to = job->head.moved_to,
		.capture = job->capture,
		.retry_after_s = job->head.retry_after_s,
	};
	struct err e;

	if (view) {
		seen.has_view = true;
		seen.has_title = job->title.n && str_find(view->title, job->title, 0) >= 0;
		seen.is_other_text = job->is_other_text;
		seen.blocks = view->blocks;
		seen.held = view->held;
	}
	visit_judge(visit, &seen, round->follow->options.seed, job->now);
	count_state(round->totals, before, visit->state);
	e = batch_begin(&round->batch);
	if (!e.code)
		e = visit_put(round->archive, visit);
	if (!why.code && visit->failing)
		why = err_new(ERR_STATUS, NULL);
	job->event.err = why;
	if (why.code)
		job->event.detail = detail_of(job, why);
	job_end(round, job);
	return e;
}

static void
take_validators(struct job *job)
{
	const struct answer_head *head = &job->head;

	if (head->status == 200 || head->etag.n)
		job->visit.etag = head->etag;
	if (head->status == 200 || head->last_modified.n)
		job->visit.last_modified = head->last_modified;
	job->visit.validated_url =
	    job->visit.etag.n || job->visit.last_modified.n ? head->url : S("");
}

/* The article as it is kept, which is looked for on the page. */
static struct err
kept_text(struct round *round, struct job *job, struct str *text)
{
	struct revision revision = { 0 };
	struct err e = revision_get(
	    round->archive, &job->arena, job->visit.article, 0, REVISION_HEAD, &revision);

	if (e.code)
		return e;
	job->title = str_trim(revision.record.headline);
	job->is_other_text = job->visit.last && revision.fetched > job->visit.last;
	return revision_text(round->archive, &job->arena, revision.id, text);
}

static struct err
ask_desk(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct buf question CLEAN(buf_done) = { 0 };
	struct page_question page = {
		.bytes = fetched->exchanges[fetched->count - 1].body,
		.url = fetched->url,
		.content_type = fetched->content_type,
	};
	struct err e = kept_text(round, job, &page.text);

	if (e.code)
		return e;
	wire_put_page_question(&question, &page);
	return job_read(round, job, FRAME_READ_PAGE, &question, READING_PAGE);
}

static struct err
visit_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	bool is_page = !fetched->err.code && fetched->status == 200;
	struct err e;

	round->totals->visits++;
	e = keep_exchanges(
	    round, fetched, is_page ? CAPTURE_PAGE : CAPTURE_WAY, job, &job->capture);
	if (e.code)
		return e;
	head_take(&job->arena, fetched, &job->head);
	if (!fetched->err.code && (is_page || fetched->status == 304))
		take_validators(job);
	return is_page ? ask_desk(round, job, fetched) : visit_end(round, job, fetched->err, NULL);
}

static struct err
visit_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct page_view view = { 0 };
	struct err why = answer->err;

	if (!why.code)
		why = wire_get_page_view(&job->arena, answer->bytes, &view);
	return visit_end(round, job, why, why.code ? NULL : &view);
}

const struct job_verbs visit_verbs = {
	.ask = visit_ask, .answered = visit_answered, .read = visit_reading
};
