/* visit.c: pages of kept articles, looked at again: the text may have left them. */
#include "follow/inside.h"
#include "follow/full.h"
#include "follow/pace.h"
#include "follow/visit_judge.h"

enum {
	VISITS_LOOKED_AT = 2000, /* due ones, out of which a round takes */
	VISITS_A_ROUND = 200,
	VISITS_A_HOST = 20, /* a round ends soon, and feeds are due again */
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

/* Items that seem to have the whole text can wait; those of a feed's past are too many. */
static bool
is_wanted_now(const struct round *round, const struct article *article, bool is_past)
{
	enum follow_pages pages = round->follow->options.pages;

	return !is_past &&
	       (pages == PAGES_ALL || (pages == PAGES_THIN && !article_is_full(article->text)));
}

static size_t
visits_left(const struct round *round)
{
	size_t max = VISITS_A_ROUND, limit = round->wish->limit;

	max = limit && limit < max ? limit : max;
	return round->visits < max ? max - round->visits : 0;
}

static void
visit_wait(struct round *round, struct host *host, const struct visit *visit)
{
	struct job *job = job_new(round, &visit_verbs, visit->url);

	host->visits++;
	round->visits++;
	job->visit = *visit;
	job_wait(round, job);
}

/* In this round, where there is room; else it is due in the next. */
static void
visit_now(struct round *round, const struct visit *visit)
{
	struct host *host = queue_host(&round->queue, visit->url);
	int64_t until = held_until(round->follow, visit->url);

	if (!round->at_once)
		return;
	if (visits_left(round) && host->visits < VISITS_A_HOST && until <= visit->next)
		visit_wait(round, host, visit);
	else
		round->totals->waiting++;
}

struct err
visits_plan(struct round *round, const struct feed_row *row, const struct article *article,
    int64_t id, bool is_past)
{
	int64_t now = round_now(round);
	bool at_once = is_wanted_now(round, article, is_past), made = false;
	struct visit visit = { .article = id,
		.url = url_str(article->url),
		.state = VISIT_NEW,
		.next =
		    at_once ? now : visit_first(id, is_past, round->follow->options.seed, now) };
	struct err e = { 0 };

	if (has_page(row, article->url))
		e = visit_plan(round->archive, id, visit.url, visit.next, &made);
	if (e.code || !made || !at_once)
		return e;
	visit.url = str_copy(&round->arena, visit.url);
	visit_now(round, &visit);
	return e;
}

struct err
visits_hasten(struct round *round, int64_t article)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct visit visit;
	struct err e = visit_get(round->archive, &arena, article, &visit);

	if (e.code == ERR_NOT_FOUND)
		return (struct err){ 0 };
	if (e.code || !visit_hasten(&visit, round_now(round)))
		return e;
	return visit_put(round->archive, &visit);
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
	struct visits visits = { 0 };
	struct err e = visits_due(round->archive, &round->arena, now, VISITS_LOOKED_AT, &visits);

	for (size_t i = 0; i < visits.count && !e.code; i++) {
		struct visit *visit = &visits.items[i];
		struct host *host = queue_host(&round->queue, visit->url);
		int64_t until = held_until(round->follow, visit->url);
		if (until > now)
			e = put_off(round, visit, until);
		else if (visits_left(round) && host->visits < VISITS_A_HOST)
			visit_wait(round, host, visit);
		else
			round->totals->waiting++;
	}
	return e;
}

/* ---- asking ---- */

static void
visit_ask(struct round *round, struct job *job, struct fetch_question *out)
{
	(void)round;
	out->kind = FETCH_PAGE;
	out->body_max = VISIT_PAGE_MAX;
	if (job->visiting)
		return; /* a page that the first goes on with */
	out->etag = job->visit.etag;
	out->last_modified = job->visit.last_modified;
	out->validated_url = job->visit.validated_url;
}

const struct job_verbs visit_verbs = { .ask = visit_ask,
	.answered = visit_answered,
	.read = visit_reading,
	.dropped = visit_dropped };
