/* arrival.c: what is known of a record before it is added: times, whose capture, which keys. */
#include "store/store.h"

enum { CLOCK_SLACK = 3600 };

/* ---- times ---- */

int64_t
effective_time(struct when published, int64_t received, unsigned *flags)
{
	int64_t claimed = when_seconds(published);

	*flags = published.precision == WHEN_NONE   ? ARTICLE_DATE_MISSING
		 : claimed > received + CLOCK_SLACK ? ARTICLE_DATE_FUTURE
						    : 0;
	return *flags ? received : claimed;
}

int64_t
received_time(int64_t fetched, int64_t file_time)
{
	return file_time > 0 && file_time < fetched ? file_time : fetched;
}

/*
 * Which of several texts is the newest?  A page or a feed that was fetched showed its text then. An
 * imported file, or a feed's document of the past, says no more than the dates it claims: the later
 * of publication and update.  Where these are equal the one that arrived later counts as newer.
 */
static int64_t
as_of(const struct article *article, const struct arrival *arrival)
{
	if (arrival->kind != CAPTURE_IMPORT && arrival->kind != CAPTURE_FEED_PAST)
		return arrival->received;
	int64_t stood = arrival->time;
	int64_t updated =
	    article->updated.precision == WHEN_NONE ? INT64_MIN : when_seconds(article->updated);
	if (updated > stood && updated <= arrival->received)
		stood = updated;
	if (arrival->kind == CAPTURE_FEED_PAST && stood > arrival->received)
		stood = arrival->received;
	return stood;
}

static bool
is_of_feed(int64_t kind)
{
	return kind == CAPTURE_FEED || kind == CAPTURE_FEED_PAST;
}

/* Who asked for the capture, and what it is. */
static struct err
capture_look(struct archive *archive, struct arena *arena, struct arrival *arrival)
{
	struct sql q =
	    sql_query(archive, "SELECT c.kind, c.file_time, c.source, e.feed FROM captures c"
			       " LEFT JOIN exchanges e ON e.capture = c.id WHERE c.id = ?");

	sql_bind_int(&q, arrival->capture);
	bool found = sql_row(&q);
	if (found) {
		arrival->kind = sql_int(&q, 0);
		arrival->received = received_time(arrival->fetched, sql_int(&q, 1));
	}
	if (found && is_of_feed(arrival->kind)) {
		arrival->source = sql_str(&q, arena, 2);
		arrival->feed = sql_int(&q, 3);
	}
	return sql_end_found(&q, found);
}

struct err
arrival_of(struct archive *archive, struct arena *arena, const struct article *article,
    int64_t capture, int64_t fetched, struct arrival *out)
{
	*out = (struct arrival){
		.capture = capture, .fetched = fetched, .key = key_digest(article->key)
	};
	struct err e = capture_look(archive, arena, out);

	if (e.code)
		return e;
	out->has_guid = article->guid.n != 0;
	if (out->has_guid)
		out->guid = key_digest(article->guid);
	out->time = effective_time(article->published, out->received, &out->flags);
	out->as_of = as_of(article, out);
	return e;
}
