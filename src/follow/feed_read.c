/* feed_read.c: a feed's document at the desk, and what was read of it. */
#include "follow/inside.h"

struct err
feed_read(struct round *round, struct job *job, const struct document *document)
{
	struct buf question CLEAN(buf_done) = { 0 };

	document_question(&question, document, job->feed);
	return job_read(round, job, FRAME_READ_ITEMS, &question, JOB_ITEMS);
}

struct document
document_fetched(const struct job *job, const struct fetched *fetched)
{
	return (struct document){ .bytes = fetched->exchanges[fetched->count - 1].body,
		.url = fetched->url,
		.source = job->feed->source,
		.content_type = fetched->content_type,
		.location = fetched->content_location,
		.language = fetched->content_language,
		.now = job->now };
}

/* ---- what came is no feed ---- */

/* Whether it is worth to be searched for the address of one. */
bool
looks_like_page(struct str content_type, struct raw body)
{
	static const struct str openings[] = { STR_INIT("<!doctype html"), STR_INIT("<html"),
		STR_INIT("<head") };
	struct str begin = { (const char *)body.p, body.n < 1024 ? body.n : 1024 };

	if (str_starts_nocase(content_type, S("text/html")) ||
	    str_starts_nocase(content_type, S("application/xhtml")))
		return true;
	begin = str_trim(begin);
	for (size_t i = 0; i < LENGTH(openings); i++)
		if (str_starts_nocase(begin, openings[i]))
			return true;
	return false;
}

/* The page is asked for the feeds it names, without another request. */
static struct err
ask_discovery(struct round *round, struct job *job)
{
	struct buf question CLEAN(buf_done) = { 0 };

	wire_put_page_question(&question,
	    &(struct page_question){
		.bytes = job->body, .url = job->head.url, .content_type = job->head.content_type });
	return job_read(round, job, FRAME_READ_PAGE, &question, JOB_DISCOVERY);
}

static struct err
unreadable(struct round *round, struct job *job, struct err why)
{
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = capture_quarantine(round->archive, job->capture, why);
	if (e.code)
		return e;
	job->fault = why;
	/* what the text narrows down may be the desk's, which is gone with its next answer */
	job->fault.what = why.what ? str_terminated(&job->arena, str_from_c(why.what)) : NULL;
	return job->body.n ? ask_discovery(round, job) : feed_fail(round, job, job->fault);
}

static struct str
offered(struct arena *arena, const struct outlines *feeds)
{
	if (!feeds->count)
		return S("; a page, which names no feed");
	return str_format(arena, "; a page, which names %s%.*s%s",
	    feeds->count > 1 ? "several feeds: " : "the feed ", STR_ARGS(feeds->items[0].url),
	    feeds->count > 1 ? ", ..." : "");
}

static struct err
read_discovery(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct page_view view = { 0 };
	struct err e = answer->err;

	if (!e.code)
		e = wire_get_page_view(&job->arena, answer->bytes, &view);
	job->offered = e.code ? S("") : offered(&job->arena, &view.feeds);
	return feed_fail(round, job, job->fault);
}

/* ---- what came is one ---- */

/* What the document says of itself. */
static void
take_head(struct round *round, struct job *job, const struct feed *feed)
{
	struct arena *arena = &round->arena;
	struct feed_row *row = job->feed;

	row->title_claimed = str_copy(arena, str_trim(feed->head.title.text));
	row->page = str_copy(arena, feed->head.url);
	row->format = str_from_c(feed_format_name(feed->format));
	row->charset = str_copy(arena, feed->charset);
	if (job->head.status != 226)
		row->capture = job->capture;
}

/* A document that was cut off before its first item: nothing is known of what it had, and its
 * validators would hide that. */
static struct err
broken_off(const struct items *items)
{
	const struct feed_faults *faults = &items->head.faults;

	for (size_t i = 0; !items->count && i < faults->count; i++)
		if (str_equal(faults->items[i].rule, S("element not ended")))
			return err_at(ERR_TRUNCATED, faults->items[i].at, "before its first item");
	return (struct err){ 0 };
}

static struct err
take_feed(struct round *round, struct job *job, const struct desk_answer *answer)
{
	struct items items = { 0 };
	struct err e = wire_get_items(&job->arena, answer->bytes, &items);

	if (!e.code)
		e = broken_off(&items);
	if (e.code)
		return unreadable(round, job, e);
	take_head(round, job, &items.head);
	e = take_items(round, job, &items, 0);
	if (!e.code && round->wish->history)
		e = past_begin(round, job->feed, job->head.url, &items.head);
	return e.code ? e : feed_end(round, job, (struct err){ 0 }, &items);
}

struct err
feed_reading(struct round *round, struct job *job, const struct desk_answer *answer)
{
	if (job->reading == JOB_DISCOVERY)
		return read_discovery(round, job, answer);
	if (answer->err.code)
		return unreadable(round, job, answer->err);
	return take_feed(round, job, answer);
}
