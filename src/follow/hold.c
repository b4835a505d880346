/*
 * hold.c: hosts that are left alone for a time, with all that is asked of them: those that ask for
 * it, and those that do not answer, so that many feeds of a dead host do not each wait for nothing.
 */
#include "follow/inside.h"
#include "follow/pace.h"

enum { DEAF_MAX = 3, DEAF_S = 30 * PACE_MINUTE };

int64_t
held_until(const struct follow *follow, struct str url)
{
	const int64_t *until = map_find(&follow->held, url_host((struct url){ url.p, url.n }));

	return until ? *until : 0;
}

static bool
is_deaf(enum err_code err)
{
	return err == ERR_DNS || err == ERR_CONNECT || err == ERR_TLS || err == ERR_SLOW;
}

/* Until when its host is left alone; 0: it is not. */
static int64_t
hold_of(const struct job *job, struct host *host, const struct fetched *fetched)
{
	struct str address =
	    fetched->count ? fetched->exchanges[fetched->count - 1].address : S("");
	int64_t wait = fetched->retry_after_s < PACE_DAY ? fetched->retry_after_s : PACE_DAY;

	host->deaf = is_deaf(fetched->err.code) ? host->deaf + 1 : 0;
	if (wait > 0 && pace_holds_host(fetched->status, address))
		return job->now + wait;
	return host->deaf >= DEAF_MAX && host->first ? job->now + DEAF_S : 0;
}

static struct err
hold_rows(struct round *round, struct str host, int64_t until)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_rows rows = { 0 };
	struct err e =
	    feeds_list(round->archive, &arena, &(struct feed_filter){ .due = until }, &rows);

	for (size_t i = 0; i < rows.count && !e.code; i++) {
		struct feed_row *row = &rows.items[i];
		if (!str_equal(url_host((struct url){ row->url.p, row->url.n }), host))
			continue;
		row->next =
		    until + pace_jitter(round->follow->options.seed, row->id, until, PACE_HOUR);
		e = feed_keep(round, row);
	}
	return e;
}

static struct err
drop(struct round *round, struct job *job, bool is_deaf)
{
	if (job->verbs->dropped)
		return job->verbs->dropped(round, job);
	job->event.err = err_new(ERR_LIMIT, NULL);
	job->event.detail = is_deaf ? S("not asked: its host does not answer")
				    : S("not asked: its host wants to be left alone for a time");
	job_end(round, job);
	return (struct err){ 0 };
}

static struct err
hold(struct round *round, struct host *host, int64_t until)
{
	bool deaf = host->deaf;
	struct str name = host->name;
	struct job *next;
	struct err e = { 0 };

	*map_add(&round->follow->held, host->name, 0, NULL) = until;
	if (deaf)
		*map_add(&round->follow->deaf, host->name, 0, NULL) = until;
	for (struct job *job = queue_drop(&round->queue, host); job && !e.code; job = next) {
		next = job->next;
		e = drop(round, job, deaf);
	}
	return e.code ? e : hold_rows(round, name, until);
}

struct err
job_answered(struct round *round, struct job *job, const struct fetched *fetched)
{
	struct host *host = &round->queue.hosts[job->host];
	int64_t until = hold_of(job, host, fetched);
	struct err e = job->verbs->answered(round, job, fetched);

	/* more hosts may be known now */
	host = &round->queue.hosts[job->host];
	return e.code || !until ? e : hold(round, host, until);
}
