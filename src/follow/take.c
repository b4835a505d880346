/* take.c: a feed's items become articles, each by its key, whatever its date. */
#include "follow/inside.h"
#include "follow/full.h"

bool
is_of_input(struct err e)
{
	return err_row(e.code)->cause == CAUSE_INPUT || e.code == ERR_WIRE ||
	       e.code == ERR_WORKER_DIED || e.code == ERR_WORKER_SLOW || e.code == ERR_SLOW;
}

/* New in this feed. */
static void
count_new(struct job *job, const struct article *article, const struct added *added)
{
	struct feed_counts *counts = &job->feed->counts;

	job->event.items++;
	counts->items++;
	counts->full += article_is_full(article->text);
	if (added->kind != ADDED_ARTICLE)
		counts->duplicates++;
}

static void
count(
    struct round *round, struct job *job, const struct article *article, const struct added *added)
{
	bool is_article = added->kind == ADDED_ARTICLE, is_revision = added->kind == ADDED_REVISION;

	if (added->mention_new)
		count_new(job, article, added);
	job->event.articles += is_article;
	job->event.revisions += is_revision;
	job->feed->counts.articles += is_article;
	job->feed->counts.revisions += is_revision;
	round->totals->items += added->mention_new;
	round->totals->articles += is_article;
	round->totals->revisions += is_revision;
	round->totals->duplicates += added->mention_new && !is_article;
}

static void
count_faulty(struct round *round, struct job *job)
{
	job->event.faulty++;
	job->feed->counts.faulty++;
	round->totals->faulty++;
}

static struct err
take_one(struct round *round, struct job *job, const struct article *article, unsigned flags)
{
	struct added added = { 0 };
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = articles_add(round->archive, article, job->capture, job->now, &added);
	if (is_of_input(e)) {
		count_faulty(round, job);
		return (struct err){ 0 };
	}
	if (e.code)
		return e;
	count(round, job, article, &added);
	if (added.kind == ADDED_ARTICLE || added.kind == ADDED_REVISION)
		e = pictures_wanted(round, article, added.article, flags & TAKE_PAST);
	if (!e.code && added.mention_new)
		e = visits_plan(round, job->feed, article, added.article, flags & TAKE_PAST);
	if (!e.code && added.part_new)
		e = visits_hasten(round, added.article);
	return e.code ? e : batch_count(&round->batch, article->text.n);
}

struct err
take_items(struct round *round, struct job *job, const struct items *items, unsigned flags)
{
	struct err e = { 0 };

	for (size_t i = 0; i < items->count && !e.code; i++)
		if (items->faults[i].code)
			count_faulty(round, job);
		else
			e = take_one(round, job, &items->articles[i], flags);
	return e;
}
