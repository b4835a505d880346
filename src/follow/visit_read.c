/* visit_read.c: what an article's page shows: whether the text still stands there, and whether more
 * of it does. */
#include "follow/inside.h"
#include "follow/visit_judge.h"

/* ---- the end of a visit ---- */

static void
count_state(struct follow_totals *totals, enum visit_state before, enum visit_state now)
{
	if (before == now)
		return;
	totals->visits_changed += now == VISIT_CHANGED;
	totals->visits_gone += now == VISIT_GONE;
	totals->visits_moved += now == VISIT_MOVED;
}

static void
take_view(const struct visiting *visiting, struct visit_seen *seen)
{
	const struct extracted *page = &visiting->page;

	/* who is asked for a login learns nothing of the article */
	seen->has_view = page->kind != PAGE_WALL;
	seen->has_title = page->has_title;
	seen->is_other_text = visiting->is_other_text;
	seen->blocks = page->blocks_kept;
	seen->held = page->held;
}

/* The visit's row, and what is told of it. */
static struct err
visit_end(struct round *round, struct job *job, struct err why, bool has_page)
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

	if (has_page)
		take_view(job->visiting, &seen);
	visit_judge(visit, &seen, round->follow->options.seed, job->now);
	count_state(round->totals, before, visit->state);
	e = batch_begin(&round->batch);
	if (!e.code)
		e = visit_put(round->archive, visit);
	if (!why.code && visit->failing && seen.has_view)
		why = err_new(ERR_STATUS, NULL);
	job->event.err = why;
	if (why.code)
		job->event.detail = detail_of(job, why);
	job_end(round, job);
	return e;
}

static void
count_reading(struct round *round, struct job *job, const struct reading_row *reading,
    const struct added *added)
{
	bool is_new = added->kind == ADDED_REVISION;
	struct cause cause = { 0 };

	if (is_new)
		(void)cause_get(round->archive, added->revision, &cause);
	job->event.verdict = reading->verdict;
	job->event.whole = is_new && cause.kind == CAUSE_WHOLE;
	job->event.revisions = is_new && !job->event.whole;
	round->totals->whole += job->event.whole;
	round->totals->revisions += job->event.revisions;
	round->totals->refused += reading->verdict >= READING_SHORT;
}

/* All pages are there. */
static struct err
visit_take(struct round *round, struct job *job)
{
	struct visiting *visiting = job->visiting;
	struct reading_row reading;
	struct added added;
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = page_take(round->archive, &visiting->came, &visiting->kept, &visiting->page,
		    true, &reading, &added);
	if (!e.code && (added.kind == ADDED_ARTICLE || added.kind == ADDED_REVISION))
		e = pictures_wanted(round, &visiting->page.article, added.article, false);
	if (!e.code)
		e = batch_count(&round->batch, visiting->page.article.text.n);
	if (e.code)
		return e;
	count_reading(round, job, &reading, &added);
	return visit_end(round, job, (struct err){ 0 }, true);
}

static struct err
visit_fault(struct round *round, struct job *job, struct err why)
{
	struct reading_row reading;
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = page_fault(round->archive, &job->visiting->came, why, &reading);
	if (e.code)
		return e;
	count_reading(round, job, &reading, &(struct added){ 0 });
	return visit_end(round, job, why, false);
}

/* ---- the question ---- */

static bool
page_add(struct job *job, const struct fetched *fetched, int64_t capture)
{
	const struct extract_part page = {
		.bytes = fetched->exchanges[fetched->count - 1].body,
		.url = str_copy(&job->arena, fetched->url),
		.content_type = str_copy(&job->arena, fetched->content_type),
	};

	return page_join(&job->visiting->came, &page, capture, job->now);
}

/* Those before the last are in the archive and no longer in memory. */
static struct err
pages_before(struct round *round, struct arena *arena, struct page_came *came)
{
	struct err e = { 0 };

	for (size_t i = 0; i + 1 < came->count && !e.code; i++)
		e = capture_read(round->archive, arena, came->captures[i], VISIT_PAGE_MAX,
		    &came->pages[i].bytes);
	return e;
}

/* Documents that came before it are read first: what they gave is what the page is compared with,
 * now and when all is rebuilt. */
static struct err
documents_first(struct round *round)
{
	bool any = false;
	struct err e = { 0 };

	while (!e.code && round->items_out)
		e = readings_take(round, true, &any);
	return e;
}

static struct err
ask_desk(struct round *round, struct job *job)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf question CLEAN(buf_done) = { 0 };
	struct visiting *visiting = job->visiting;
	struct page_kept *kept = &visiting->kept;
	struct err e = documents_first(round);

	if (!e.code)
		e = page_kept_get(round->archive, &job->arena, job->visit.article, 0, kept);
	if (!e.code)
		e = pages_before(round, &arena, &visiting->came);
	if (e.code)
		return e;
	visiting->is_other_text = job->visit.last && kept->revision.fetched > job->visit.last;
	e = page_question(round->archive, &round->sites, &visiting->came, kept, &question);
	return e.code ? e : job_read(round, job, FRAME_EXTRACT, &question, JOB_PAGE);
}

/* ---- the answers ---- */

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

static struct err
first_answered(struct round *round, struct job *job, const struct fetched *fetched, bool is_page)
{
	round->totals->visits++;
	head_take(&job->arena, fetched, &job->head);
	if (!fetched->err.code && (is_page || fetched->status == 304))
		take_validators(job);
	if (!is_page)
		return visit_end(round, job, fetched->err, false);
	job->visiting = arena_new(&job->arena, struct visiting);
	*job->visiting =
	    (struct visiting){ .came = { .article = job->visit.article, .fetched = job->now } };
	return (struct err){ 0 };
}

/* It goes on no further than what came. */
static struct err
next_answered(struct round *round, struct job *job, const struct fetched *fetched, int64_t capture,
    bool is_page)
{
	if (!is_page || !page_add(job, fetched, capture))
		return visit_take(round, job);
	return ask_desk(round, job);
}

struct err
visit_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	bool is_page = !fetched->err.code && fetched->status == 200;
	int64_t capture;
	struct err why,
	    e = keep_exchanges(round, fetched, is_page ? CAPTURE_PAGE : CAPTURE_WAY, job, &capture);

	if (e.code)
		return e;
	if (job->visiting)
		return next_answered(round, job, fetched, capture, is_page);
	job->capture = capture;
	e = first_answered(round, job, fetched, is_page);
	if (e.code || !is_page)
		return e;
	page_add(job, fetched, capture);
	why = page_check(&job->visiting->came.pages[0]);
	return why.code ? visit_fault(round, job, why) : ask_desk(round, job);
}

/* Its next page takes its turn like any other request to the host. */
static void
go_on(struct round *round, struct job *job, struct str next)
{
	const struct page_came *came = &job->visiting->came;

	job->url = str_copy(&round->arena, next);
	job->follows = came->captures[came->count - 1];
	job_wait(round, job);
}

struct err
visit_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct visiting *visiting = job->visiting;
	struct raw bytes = raw_copy(&job->arena, answer->bytes);
	struct err why = answer->err;
	struct str next;

	if (!why.code)
		why = wire_get_extracted(&job->arena, bytes, &visiting->page);
	if (why.code)
		return visit_fault(round, job, why);
	next = page_goes_on(&visiting->page, &visiting->came);
	if (!next.n)
		return visit_take(round, job);
	go_on(round, job, next);
	return (struct err){ 0 };
}

/* What came of it is taken as it is. */
struct err
visit_dropped(struct round *round, struct job *job)
{
	if (job->visiting)
		return visit_take(round, job);
	job->event.err = err_new(ERR_LIMIT, NULL);
	job->event.detail = S("not asked: its host wants to be left alone for a time");
	job_end(round, job);
	return (struct err){ 0 };
}
