/* rebuild_pages.c: pages of articles, read again as they were when they came: beside what was kept until then. */
#include <stdlib.h>

#include "cmd/rebuild_work.h"
#include "store/feeds.h"
#include "store/page_chain.h"

enum { PAGE_BYTES_MAX = 8 << 20 };

/* Another visit to the same article is still at the desk. */
static bool
is_asked(const struct work *work, int64_t article)
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
	if (!e.code && *article && is_asked(work, *article))
		e = rebuild_take_answers(work, true);
	return e;
}

/* One more page of the visit. */
static struct err
page_came_add(struct archive *archive, struct arena *arena, int64_t id, struct page_came *came)
{
	struct capture capture = { 0 };
	struct exchange_row exchange = { 0 };
	struct extract_part *page = &came->pages[came->count];
	struct err e = capture_get(archive, arena, id, &capture);

	if (!e.code)
		e = exchange_get(archive, arena, id, &exchange);
	if (!e.code)
		e = capture_read(archive, arena, id, PAGE_BYTES_MAX, &page->bytes);
	if (e.code)
		return e;
	page->url = capture.url;
	page->content_type = exchange.content_type;
	if (!came->count)
		came->fetched = capture.fetched;
	came->ended = capture.fetched;
	came->captures[came->count++] = id;
	return e;
}

static struct err
pages_came(struct archive *archive, struct arena *arena, const struct page_chain *chain, struct page_came *came)
{
	struct err e = { 0 };

	for (size_t i = 0; i < chain->count && !e.code; i++)
		e = page_came_add(archive, arena, chain->captures[i], came);
	return e;
}

static struct err
ask_page(struct work *work, struct arena *arena, const struct page_chain *chain, int64_t article)
{
	struct archive *archive = work->context->archive;
	struct buf question CLEAN(buf_done) = { 0 };
	struct asked *asked = mem_alloc(sizeof(*asked));
	struct err e;

	*asked = (struct asked){ .capture = chain->captures[0], .kind = CAPTURE_PAGE, .came = { .article = article } };
	e = pages_came(archive, arena, chain, &asked->came);
	if (!e.code)
		e = page_kept_get(archive, &asked->arena, article, &asked->kept);
	if (e.code) {
		arena_done(&asked->arena);
		free(asked);
		return e;
	}
	page_question(&question, &asked->came, &asked->kept);
	return rebuild_ask(work, asked, FRAME_EXTRACT, &question);
}

struct err
rebuild_ask_page(struct work *work, struct arena *arena, const struct capture *capture, struct raw bytes)
{
	struct page_chain chain;
	int64_t article = 0;
	struct err e = page_chain_get(work->context->archive, capture->id, &chain);

	(void)bytes;
	if (!e.code)
		e = article_find(work, chain.article, &article);
	/* no feed names it any more: the capture stays */
	if (e.code || !article)
		return e;
	return ask_page(work, arena, &chain, article);
}

struct err
rebuild_take_page(struct work *work, struct asked *asked, const struct desk_answer *answer)
{
	struct archive *archive = work->context->archive;
	struct extracted page = { 0 };
	struct reading_row reading;
	struct added added;
	struct err why = answer->err, e;

	if (!why.code)
		why = wire_get_extracted(&work->answers, answer->bytes, &page);
	if (why.code)
		return page_fault(archive, &asked->came, why, &reading);
	e = page_take(archive, &asked->came, &asked->kept, &page, &reading, &added);
	if (!e.code)
		rebuild_page_added(work->rebuild, &added);
	return e;
}
