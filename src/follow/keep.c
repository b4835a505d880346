#include "follow/inside.h"

/* One exchange as a capture; ${previous} was the one before it on the same way. */
static struct err
keep_one(struct round *round, const struct fetched *fetched, const struct exchange *exchange,
    enum capture_kind kind, const struct job *job, int64_t previous, int64_t *id)
{
	struct capture capture = {
		.kind = kind,
		.url = exchange->url,
		.fetched = job->now,
		.source = job->feed ? job->feed->source : S(""),
		.given_up = kind == CAPTURE_PICTURE && job->without_bytes,
	};
	struct exchange_row row = {
		.feed = job->feed ? job->feed->id : 0,
		.article = job->visit.article,
		.previous = previous,
		.status = exchange->status,
		.address = exchange->address,
		.began_ms = exchange->began_ms,
		.took_ms = exchange->took_ms,
		.received = exchange->received,
		.received_digest = exchange->received_digest,
		.request = exchange->request,
		.response = exchange->response,
	};

	if (exchange->role == EXCHANGE_ANSWER) {
		row.content_type = fetched->content_type;
		row.content_location = fetched->content_location;
		row.content_language = fetched->content_language;
	}
	return exchange_add(round->archive, &capture, exchange->body, &row, id);
}

static void
count_bytes(struct round *round, const struct job *job, const struct exchange *exchange)
{
	round->totals->bytes += exchange->received;
	if (!job->feed)
		return;
	job->feed->counts.bytes += exchange->received;
	job->feed->counts.kept_bytes += (int64_t)exchange->body.n;
}

struct err
keep_exchanges(struct round *round, const struct fetched *fetched, enum capture_kind kind,
    const struct job *job, int64_t *capture)
{
	int64_t previous = job->follows;
	struct err e = batch_begin(&round->batch);

	*capture = 0;
	for (size_t i = 0; i < fetched->count && !e.code; i++) {
		const struct exchange *exchange = &fetched->exchanges[i];
		bool last = exchange->role == EXCHANGE_ANSWER;

		if (!exchange->status)
			continue; /* nothing came */
		count_bytes(round, job, exchange);
		e = keep_one(
		    round, fetched, exchange, last ? kind : CAPTURE_WAY, job, previous, &previous);
		if (last)
			*capture = previous;
		if (!e.code)
			e = batch_count(&round->batch, exchange->body.n + exchange->response.n);
		if (!e.code)
			e = batch_begin(&round->batch);
	}
	return e;
}
