/* reread.c: rebuild --extract: every kept page is read again by today's rules. */
#include "cmd/reread.h"

#include <stdlib.h>

#include "cmd/rebuild_work.h"
#include "store/page_chain.h"
#include "store/reread.h"
#include "store/site_memory.h"

enum { COMMIT_PAGES = 200, SHOWN_MAX = 5, LINE_MAX_SHOWN = 160 };

struct rereading {
	struct work work;
	struct reread_result *result;
	int64_t since;
	bool dry;
	int64_t open;	   /* pages of this transaction */
	int64_t *articles; /* whose texts changed in it */
	size_t count, capacity;
	struct arena arena; /* of articles */
	size_t shown;
};

/* ---- transactions ---- */

static struct err
commit(struct rereading *reading)
{
	struct context *context = reading->work.context;
	struct err e = { 0 };

	if (reading->dry || !reading->open)
		return e;
	e = archive_commit(context->archive);
	if (!e.code && reading->count)
		e = search_again(context->search, reading->articles, reading->count);
	reading->open = 0;
	reading->articles = NULL;
	reading->count = reading->capacity = 0;
	arena_done(&reading->arena);
	return e;
}

static struct err
begin(struct rereading *reading)
{
	struct err e = { 0 };

	if (reading->open >= COMMIT_PAGES && !reading->dry)
		e = commit(reading);
	if (!e.code && !reading->dry && !reading->open)
		e = archive_begin(reading->work.context->archive);
	reading->open++;
	return e;
}

/* ---- what is told ---- */

static void
put_line(struct buf *out, const char *mark, struct str line)
{
	size_t n = str_rune_start(line, line.n < LINE_MAX_SHOWN ? line.n : LINE_MAX_SHOWN);

	buf_push_format(out, "  %s ", mark);
	term_text(out, str_slice(line, 0, n));
	buf_push_str(out, n < line.n ? S("...\n") : S("\n"));
}

/* The first line of ${text} that is none of ${other}'s. */
static bool
first_only_in(struct str text, struct str other, struct str *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct map lines = { .arena = &arena };

	for (struct str line; pull_line(&other, &line);)
		map_add(&lines, line, 1, NULL);
	while (pull_line(&text, out))
		if (!map_find(&lines, *out))
			return true;
	return false;
}

/* With --dry-run, the first few; with -v, all. */
static void
tell(struct rereading *reading, int64_t id, const struct article *article)
{
	struct context *context = reading->work.context;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct revision old;
	struct str line;
	struct term *out = &context->out;

	if (context->json || context->quiet ||
	    (!context->verbose && (!reading->dry || reading->shown++ >= SHOWN_MAX)))
		return;
	if (revision_get_id(context->archive, &arena, id, REVISION_BODY, &old).code)
		return;
	progress_clear(&context->notes);
	term_put(out,
	    "Article %lld, version %lld: %lld characters, now %lld: ", (long long)old.article,
	    (long long)old.n, (long long)old.record.characters, (long long)article->characters);
	term_put_text(out, article->headline);
	term_put(out, "\n");
	if (!str_equal(old.record.headline, article->headline))
		put_line(&out->buf, "- headline:", old.record.headline);
	if (first_only_in(old.record.text, article->text, &line))
		put_line(&out->buf, "-", line);
	if (first_only_in(article->text, old.record.text, &line))
		put_line(&out->buf, "+", line);
	term_flush(out);
}

/* ---- one page ---- */

static void
changed(struct rereading *reading, int64_t article)
{
	arena_push(&reading->arena, reading->articles, reading->count, reading->capacity);
	reading->articles[reading->count++] = article;
}

/* Its text stands in the archive: by the page that gave it first. */
static struct err
take_known(struct rereading *reading, const struct reread *known, const struct asked *asked,
    const struct extracted *page)
{
	struct article record = page->article;
	enum reread_kind kind;
	struct err e;

	page_fill(&record, &asked->kept.revision.record);
	e = reread_put(reading->work.context->archive, known->revision, &record,
	    reading->work.context->now, true, &kind);
	if (e.code)
		return e;
	reading->result->same += kind == REREAD_SAME;
	reading->result->changed += kind == REREAD_TEXT;
	reading->result->merged += kind == REREAD_ONE;
	if (kind != REREAD_SAME) {
		tell(reading, known->revision, &record);
		changed(reading, known->article);
	}
	return reading->dry ? e
			    : reread_put(reading->work.context->archive, known->revision, &record,
				  reading->work.context->now, false, &kind);
}

/* Its text was refused, and is not any more. */
static struct err
take_new(struct rereading *reading, const struct asked *asked, const struct extracted *page)
{
	struct archive *archive = reading->work.context->archive;
	struct reading_row row;
	struct added added;
	struct cause cause;
	struct err e;

	reading->result->added++;
	if (reading->dry)
		return (struct err){ 0 };
	e = page_take(archive, &asked->came, &asked->kept, page, false, &row, &added);
	if (!e.code)
		e = cause_get(archive, added.revision, &cause);
	if (e.code || added.kind != ADDED_REVISION)
		return e;
	cause.article = added.article;
	cause.reread = reading->work.context->now;
	changed(reading, added.article);
	return cause_put(archive, &cause);
}

/* What is refused now, and was not then, stays: nothing that was kept is lost by reading again. */
static struct err
take_refused(struct rereading *reading, const struct reread *known, const struct asked *asked,
    const struct extracted *page)
{
	struct reading_row row;
	struct added added;

	reading->result->refused++;
	if (known->revision || reading->dry)
		return (struct err){ 0 };
	return page_take(
	    reading->work.context->archive, &asked->came, &asked->kept, page, false, &row, &added);
}

static struct err
take_page(struct rereading *reading, const struct asked *asked, const struct extracted *page)
{
	struct reread known;
	bool is_whole;
	struct err e = reread_find(
	    reading->work.context->archive, asked->came.article, asked->came.captures[0], &known);

	if (e.code)
		return e;
	if (page_judge(page, &asked->kept, &is_whole) != READING_KEPT)
		return take_refused(reading, &known, asked, page);
	if (!known.revision)
		return take_new(reading, asked, page);
	if (known.is_first)
		return take_known(reading, &known, asked, page);
	/* another page gave this text first, and says what it is */
	reading->result->same++;
	return e;
}

static struct err
take_answer(struct rereading *reading, const struct desk_answer *answer)
{
	struct work *work = &reading->work;
	struct asked *asked = answer->item;
	struct extracted page = { 0 };
	struct err why = answer->err, e = { 0 };

	arena_reset(&work->answers);
	if (!why.code)
		why = wire_get_extracted(&work->answers, answer->bytes, &page);
	if (!why.code)
		e = begin(reading);
	if (!why.code && !e.code)
		e = take_page(reading, asked, &page);
	reading->result->failed += why.code != 0;
	reading->result->pages++;
	work->progress.done++;
	work->progress.failed += why.code != 0;
	progress_tell(&work->progress);
	rebuild_asked_free(work, asked);
	return e;
}

/* ---- all pages ---- */

static struct err
take_answers(struct rereading *reading, bool all)
{
	struct desk_answer answer;
	struct err e = { 0 };

	while (!e.code &&
	       desk_next(reading->work.desk, all || !desk_has_room(reading->work.desk), &answer))
		e = take_answer(reading, &answer);
	return e;
}

static struct err
ask(struct rereading *reading, const struct page_chain *chain, int64_t before)
{
	struct work *work = &reading->work;
	struct buf question CLEAN(buf_done) = { 0 };
	struct asked *asked;
	struct err e = rebuild_page_asked(work, chain, chain->article, before, &asked, &question);

	if (e.code == ERR_DIGEST || e.code == ERR_DAMAGE || e.code == ERR_BINARY ||
	    e.code == ERR_EMPTY) {
		reading->result->failed++;
		return (struct err){ 0 };
	}
	if (e.code)
		return e;
	asked->next = work->asked;
	work->asked = asked;
	e = desk_ask_kind(work->desk, FRAME_EXTRACT, buf_raw(&question), asked);
	if (e.code)
		rebuild_asked_free(work, asked);
	return e;
}

/* What an article's page is compared with is what its earlier pages gave when they were read again.
 */
static struct err
one(struct rereading *reading, int64_t capture)
{
	struct archive *archive = reading->work.context->archive;
	struct page_chain chain;
	struct reread known = { 0 };
	struct err e = page_chain_get(archive, capture, &chain);

	if (e.code || !chain.is_last)
		return e;
	e = take_answers(reading, rebuild_is_asked(&reading->work, chain.article));
	if (!e.code)
		e = reread_find(archive, chain.article, chain.captures[0], &known);
	/* its article may be gone */
	if (e.code || !known.before)
		return e;
	return ask(reading, &chain, known.before);
}

/* What sites have on many pages, counted anew by today's rules: of a part of the pages nothing
 * could be said. */
static struct err
remember(struct rereading *reading)
{
	struct err e = { 0 };

	if (reading->since || reading->dry)
		return e;
	e = begin(reading);
	if (!e.code)
		e = site_memory_clear(reading->work.context->archive);
	reading->work.counted.arena = &reading->work.context->arena;
	return e.code ? e : rebuild_remember(&reading->work);
}

static struct err
all_pages(struct rereading *reading)
{
	struct archive *archive = reading->work.context->archive;
	struct page_at at;
	struct err e = remember(reading);

	if (!e.code)
		e = page_next(archive, 0, &at);
	while (!e.code && at.capture && !interrupted()) {
		if (at.fetched >= reading->since)
			e = one(reading, at.capture);
		if (!e.code)
			e = page_next(archive, at.capture, &at);
	}
	if (!e.code)
		e = take_answers(reading, true);
	if (!e.code)
		e = commit(reading);
	return e.code || !interrupted() ? e : err_new(ERR_INTERRUPTED, NULL);
}

static void
end(struct rereading *reading)
{
	struct desk_answer answer;

	while (desk_next(reading->work.desk, true, &answer))
		rebuild_asked_free(&reading->work, answer.item);
	archive_rollback(reading->work.context->archive);
	desk_close(reading->work.desk);
	arena_done(&reading->work.answers);
	arena_done(&reading->arena);
}

struct err
reread_pages(struct context *context, int64_t since, bool dry, struct reread_result *result)
{
	struct rereading reading = {
		.work = { .context = context }, .result = result, .since = since, .dry = dry
	};
	struct err e =
	    desk_open((unsigned)option_number(&context->options, "workers", 0), &reading.work.desk);

	*result = (struct reread_result){ 0 };
	if (e.code)
		return e;
	sites_begin(&context->arena, context->dir, &reading.work.sites);
	progress_begin(&reading.work.progress, &context->notes, "pages", 0, context->quiet);
	e = all_pages(&reading);
	progress_clear(&context->notes);
	end(&reading);
	return e;
}
