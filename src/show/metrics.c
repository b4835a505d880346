#include "show/metrics.h"

#include "show/metrics_watch.h"
#include "show/pages.h"

/* Microseconds; the last is anything. */
static const uint64_t steps[METER_STEPS] = { 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000,
	100000, 1000000, UINT64_MAX };

static void
add(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static uint64_t
get(const _Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

void
meter_count(struct meter *meter, const struct reply *reply, uint64_t micros)
{
	size_t step = 0;

	while (micros > steps[step])
		step++;
	add(&meter->answers[reply->status / 100 % LENGTH(meter->answers)], 1);
	add(reply->from_cache ? &meter->cache_hits : &meter->cache_misses, 1);
	add(&meter->not_modified, reply->status == 304);
	add(&meter->bytes, reply->size);
	add(&meter->micros, micros);
	add(&meter->steps[step], 1);
}

void
meter_add(struct meter *sum, const struct meter *meter)
{
	for (size_t i = 0; i < LENGTH(sum->answers); i++)
		add(&sum->answers[i], get(&meter->answers[i]));
	for (size_t i = 0; i < METER_STEPS; i++)
		add(&sum->steps[i], get(&meter->steps[i]));
	add(&sum->cache_hits, get(&meter->cache_hits));
	add(&sum->cache_misses, get(&meter->cache_misses));
	add(&sum->not_modified, get(&meter->not_modified));
	add(&sum->bytes, get(&meter->bytes));
	add(&sum->micros, get(&meter->micros));
}

/* ---- Prometheus' text format, 0.0.4 ---- */

static void
metric(struct buf *out, const char *name, const char *kind, const char *help)
{
	buf_push_format(out, "# HELP xinshi_%s %s\n# TYPE xinshi_%s %s\n", name, help, name, kind);
}

static void
single(struct buf *out, const char *name, const char *kind, const char *help, uint64_t value)
{
	metric(out, name, kind, help);
	buf_push_format(out, "xinshi_%s %llu\n", name, (unsigned long long)value);
}

static void
answers_text(struct buf *out, const struct meter *sum)
{
	metric(out, "http_answers_total", "counter", "Answers by class of status.");
	for (unsigned i = 1; i < LENGTH(sum->answers); i++)
		buf_push_format(out, "xinshi_http_answers_total{class=\"%uxx\"} %llu\n", i,
		    (unsigned long long)get(&sum->answers[i]));
}

static void
seconds_text(struct buf *out, const struct meter *sum)
{
	uint64_t count = 0;

	metric(out, "http_seconds", "histogram", "From the request line to the answer.");
	for (size_t i = 0; i < METER_STEPS; i++) {
		count += get(&sum->steps[i]);
		if (i + 1 < METER_STEPS)
			buf_push_format(out, "xinshi_http_seconds_bucket{le=\"%g\"} %llu\n",
			    (double)steps[i] / 1e6, (unsigned long long)count);
	}
	buf_push_format(out,
	    "xinshi_http_seconds_bucket{le=\"+Inf\"} %llu\nxinshi_http_seconds_sum %.6f\n"
	    "xinshi_http_seconds_count %llu\n",
	    (unsigned long long)count, (double)get(&sum->micros) / 1e6, (unsigned long long)count);
}

static void
archive_text(struct buf *out, const struct archive_stats *stats)
{
	single(out, "articles", "gauge", "Articles kept.", (uint64_t)stats->articles);
	single(out, "revisions", "gauge", "Texts kept.", (uint64_t)stats->revisions);
	single(out, "captures", "gauge", "Captures kept.", (uint64_t)stats->captures);
	single(out, "quarantined", "gauge", "Captures that could not be understood.",
	    (uint64_t)stats->bad);
	single(out, "archive_bytes", "gauge", "Bytes of the archive on disk.",
	    (uint64_t)stats->file_bytes);
	single(out, "newest_article_seconds", "gauge", "Time of the newest article, Unix time.",
	    (uint64_t)stats->newest);
}

struct err
metrics_text(struct request *request, struct response *response)
{
	struct buf *out = &response->body;
	struct archive_stats stats;
	struct meter sum = { 0 };
	struct err e = clerk_stats(request->clerk, &stats);

	if (e.code)
		return e;
	if (request->clerk->server)
		server_meters(request->clerk->server, &sum);
	response->media = MEDIA_METRICS;
	answers_text(out, &sum);
	seconds_text(out, &sum);
	single(out, "http_bytes_total", "counter", "Bytes of bodies sent.", get(&sum.bytes));
	single(out, "page_cache_hits_total", "counter", "Answers from finished pages.",
	    get(&sum.cache_hits));
	single(out, "page_cache_misses_total", "counter", "Answers written anew.",
	    get(&sum.cache_misses));
	single(out, "http_not_modified_total", "counter", "Answers 304.", get(&sum.not_modified));
	archive_text(out, &stats);
	return metrics_watch(request, out);
}
