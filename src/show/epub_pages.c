/* epub_pages.c: what a reader may carry away as a book: an article, a day, a story, a search. */
#include "show/asked.h"
#include "show/epub_book.h"
#include "show/pages.h"
#include "store/stories.h"

enum { DAY_SECONDS = 86400 };

/* ?img=0: without pictures. */
static bool
wants_pictures(const struct request *request)
{
	return !request->args.text[PARAM_IMG].p || request->args.number[PARAM_IMG] != 0;
}

static struct err
book_reply(struct request *request, struct response *response, struct epub_wish *wish)
{
	struct epub_report report;

	if (!wish->rows.count)
		return err_new(ERR_NOT_FOUND, "no article for a book");
	wish->most = EPUB_CHAPTERS;
	wish->pictures = wants_pictures(request);
	response->media = MEDIA_EPUB;
	return epub_book(request->clerk->archive, &response->out, wish, &response->body, &report);
}

struct err
epub_article(struct request *request, struct response *response)
{
	struct article_row row;
	struct epub_wish wish = { .rows = { &row, 1 } };
	struct err e = article_get(
	    request->clerk->archive, request->arena, request->args.number[PARAM_ID], &row);

	if (e.code)
		return e;
	wish.title = said(&response->out, row.headline, row.lang);
	return book_reply(request, response, &wish);
}

/* "信史 2021-03-27" */
static struct str
named(struct request *request, struct str what)
{
	return str_join(
	    request->arena, word_text(WORD_NAME, request->tongue), S(" "), what, STR_END);
}

struct err
epub_day(struct request *request, struct response *response)
{
	int64_t day = request->args.number[PARAM_DAY],
		from = day * DAY_SECONDS - request->options->zone_s;
	struct article_filter filter = { .from = from,
		.to = from + DAY_SECONDS,
		.order = ORDER_NEWEST,
		.limit = EPUB_CHAPTERS + 1 };
	struct epub_wish wish = { .title = named(request, day_text(request->arena, day)),
		.group = EPUB_BY_SOURCE };
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &wish.rows);

	return e.code ? e : book_reply(request, response, &wish);
}

/* Any article leads to the story it is in. */
struct err
epub_story(struct request *request, struct response *response)
{
	struct epub_wish wish = { .group = EPUB_FLAT };
	struct story_row story;
	struct err e = story_of(
	    request->clerk->archive, request->arena, request->args.number[PARAM_ID], &story);

	if (!e.code)
		e = story_articles(request->clerk->archive, request->arena, story.story, 0, 0,
		    EPUB_CHAPTERS + 1, &wish.rows);
	if (e.code)
		return e;
	if (wish.rows.count)
		wish.title =
		    said(&response->out, wish.rows.items[0].headline, wish.rows.items[0].lang);
	return book_reply(request, response, &wish);
}

struct err
epub_search(struct request *request, struct response *response)
{
	struct epub_wish wish = { .group = EPUB_FLAT };
	struct asked asked = { 0 };
	struct results results = { 0 };
	struct err e = asked_parse(request, &asked);

	asked.options.limit = EPUB_CHAPTERS + 1;
	if (!e.code)
		e = search_run(
		    request->clerk->search, request->arena, asked.query, &asked.options, &results);
	if (e.code)
		return e;
	wish.rows.items = arena_array(request->arena, struct article_row, results.count);
	wish.rows.count = results.count;
	for (size_t i = 0; i < results.count; i++)
		wish.rows.items[i] = results.items[i].article;
	wish.title = named(request, query_text(request->arena, asked.query));
	return book_reply(request, response, &wish);
}
