/* rebuild_pages.c: pages of articles, read again as they were when they came: beside what was kept
 * until then. */
#include <stdlib.h>

#include "cmd/rebuild_work.h"
#include "store/feeds.h"
#include "store/page_chain.h"

enum { PAGE_BYTES_MAX = 8 << 20 };

bool
rebuild_is_asked(const struct work *work, int64_t article)
{
	for (const struct asked *asked = work->asked; asked; asked = asked->next)
		if (asked->came.article == article)
			return true;
	return false;
}

/* What a page is compared with must be what stood there when it came. */
static struct err
article_find(struct work *work, int64_t before, int64_t *article)
{
	struct err e = { 0 };

	if (work->documents)
		e = rebuild_take_answers(work, true);
	if (!e.code)
		e = rebuild_article_id(work->rebuild, before, article);
	if (!e.code && *article && rebuild_is_asked(work, *article))
		e = rebuild_take_answers(work, true);
	return e;
}

/* One more page of the visit. */
static struct err
page_came_add(struct archive *archive, struct arena *arena, int64_t id, struct page_came *came)
{
	struct capture capture = { 0 };
	struct exchange_row exchange = { 0 };
	struct extract_part page = { 0 };
	struct err e = capture_get(archive, arena, id, &capture);

	if (!e.code)
		e = exchange_get(archive, arena, id, &exchange);
	if (!e.code)
		e = capture_read(archive, arena, id, PAGE_BYTES_MAX, &page.bytes);
	if (e.code)
		return e;
	page.url = capture.url;
	page.content_type = exchange.content_type;
	if (!came->count)
		came->fetched = capture.fetched;
	page_join(came, &page, id, capture.fetched);
	return page_check(&came->pages[0]);
}

static struct err
pages_came(struct archive *archive, struct arena *arena, const struct page_chain *chain,
    struct page_came *came)
{
	struct err e = { 0 };

	for (size_t i = 0; i < chain->count && !e.code; i++)
		e = page_came_add(archive, arena, chain->captures[i], came);
	return e;
}

static struct err
asked_drop(struct asked *asked, struct err e)
{
	arena_done(&asked->arena);
	free(asked);
	return e;
}

struct err
rebuild_page_asked(struct work *work, const struct page_chain *chain, int64_t article,
    int64_t before, struct asked **out, struct buf *question)
{
	struct archive *archive = work->context->archive;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct asked *asked = mem_alloc(sizeof(*asked));
	struct err e;

	*asked = (struct asked){
		.capture = chain->captures[0], .kind = CAPTURE_PAGE, .came = { .article = article }
	};
	e = pages_came(archive, &arena, chain, &asked->came);
	if (!e.code)
		e = page_kept_get(archive, &asked->arena, article, before, &asked->kept);
	if (!e.code)
		e = page_question(archive, &work->sites, &asked->came, &asked->kept, question);
	if (e.code)
		return asked_drop(asked, e);
	*out = asked;
	return e;
}

static struct err
ask_page(struct work *work, const struct page_chain *chain, int64_t article)
{
	struct buf question CLEAN(buf_done) = { 0 };
	struct asked *asked;
	struct err e = rebuild_page_asked(work, chain, article, 0, &asked, &question);

	/* known without the desk, as when it came */
	if (e.code == ERR_BINARY || e.code == ERR_EMPTY)
		return page_fault(work->context->archive,
		    &(struct page_came){ .article = article, .captures = { chain->captures[0] } },
		    e, &(struct reading_row){ 0 });
	return e.code ? e : rebuild_ask(work, asked, FRAME_EXTRACT, &question);
}

struct err
rebuild_ask_page(struct work *work, const struct capture *capture)
{
	struct page_chain chain;
	int64_t article = 0;
	struct err e = page_chain_get(work->context->archive, capture->id, &chain);

	if (!e.code)
		e = article_find(work, chain.article, &article);
	/* no feed names it any more: the capture stays */
	if (e.code || !article)
		return e;
	return ask_page(work, &chain, article);
}

static struct err
take_page(struct work *work, const struct asked *asked, const struct extracted *page)
{
	struct reading_row reading;
	struct added added;
	struct err e = page_take(
	    work->context->archive, &asked->came, &asked->kept, page, false, &reading, &added);

	if (!e.code)
		rebuild_page_added(work->rebuild, &added);
	return e;
}

/* ---- what sites have on many pages ---- */

static struct str
key_of(const int64_t *article)
{
	return (struct str){ (const char *)article, sizeof(*article) };
}

/* Of an article's pages the first that was read as one. */
static struct err
count_page(struct work *work, const struct asked *asked, const struct extracted *page)
{
	bool made;

	if (page->kind != PAGE_ARTICLE)
		return (struct err){ 0 };
	map_add(&work->counted, key_of(&asked->came.article), 1, &made);
	return made ? page_remember(work->context->archive, &asked->came, page) : (struct err){ 0 };
}

static struct err
ask_count(struct work *work, int64_t capture, int64_t article)
{
	struct archive *archive = work->context->archive;
	struct buf question CLEAN(buf_done) = { 0 };
	struct asked *asked = mem_alloc(sizeof(*asked));
	struct err e;

	*asked = (struct asked){ .capture = capture,
		.kind = CAPTURE_PAGE,
		.came = { .article = article },
		.counts = true };
	e = page_came_add(archive, &asked->arena, capture, &asked->came);
	if (!e.code)
		e = page_question(archive, &work->sites, &asked->came, NULL, &question);
	/* what is damaged is told when it is its turn */
	if (e.code == ERR_DIGEST || e.code == ERR_DAMAGE || e.code == ERR_BINARY ||
	    e.code == ERR_EMPTY)
		return asked_drop(asked, (struct err){ 0 });
	return e.code ? asked_drop(asked, e) : rebuild_ask(work, asked, FRAME_EXTRACT, &question);
}

struct err
rebuild_remember(struct work *work)
{
	struct archive *archive = work->context->archive;
	struct page_at at;
	struct err e = page_next(archive, 0, &at);

	while (!e.code && at.capture && !interrupted()) {
		if (!map_find(&work->counted, key_of(&at.article)))
			e = ask_count(work, at.capture, at.article);
		if (!e.code)
			e = rebuild_take_answers(work, false);
		if (!e.code)
			e = page_next(archive, at.capture, &at);
	}
	return e.code ? e : rebuild_take_answers(work, true);
}

/* ---- answers ---- */

struct err
rebuild_take_page(struct work *work, struct asked *asked, const struct desk_answer *answer)
{
	struct extracted page = { 0 };
	struct reading_row reading;
	struct err why = answer->err;

	if (!why.code)
		why = wire_get_extracted(&work->answers, answer->bytes, &page);
	if (asked->counts)
		return why.code ? (struct err){ 0 } : count_page(work, asked, &page);
	return why.code ? page_fault(work->context->archive, &asked->came, why, &reading)
			: take_page(work, asked, &page);
}
