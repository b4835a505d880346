#include "show/asked.h"
#include "show/pages.h"
#include "show/river.h"
#include "store/feeds.h"
#include "store/stories.h"

/* ---- what can be subscribed to ---- */

struct err
feed_all(struct request *request, struct response *response)
{
	return river_reply(request, response,
	    &(struct river){ .title = word_text(WORD_NAME, request->tongue),
		.home = S("/"),
		.piece = PIECE,
		.add = items_add_arrived });
}

struct err
feed_source(struct request *request, struct response *response)
{
	struct source source;
	struct err e = source_find(
	    request->clerk->archive, request->arena, request->args.text[PARAM_SLUG], &source);

	if (e.code)
		return e;
	return river_reply(request, response,
	    &(struct river){ .title = said(&response->out, source.name, S("")),
		.home = str_join(request->arena, S("/source/"),
		    percent_encode(request->arena, source.slug), STR_END),
		.shelf = { .source = source.id },
		.piece = PIECE,
		.add = items_add_arrived });
}

struct err
feed_changes(struct request *request, struct response *response)
{
	response->out.converter = NULL;
	return river_reply(request, response,
	    &(struct river){ .title = word_text(WORD_CHANGES, request->tongue),
		.home = S("/changes"),
		.shelf = { .changes = true },
		.piece = CHANGES_PIECE,
		.add = items_add_change });
}

/* ---- a story: what was told last; its first article gives the name ---- */

struct err
feed_story(struct request *request, struct response *response)
{
	struct archive *archive = request->clerk->archive;
	struct feed_items items = { 0 };
	struct str links[REL_MAX] = { 0 };
	struct story_row story;
	struct story_head head = { 0 };
	struct article_rows rows = { 0 }, first = { 0 };
	struct err e = story_of(archive, request->arena, request->args.number[PARAM_ID], &story);

	if (!e.code)
		e = story_head(archive, story.story, &head);
	if (!e.code)
		e = story_articles(archive, request->arena, story.story, 0, 0, 1, &first);
	if (!e.code)
		e = story_newest(archive, request->arena, story.story, PAGE_ITEMS, &rows);
	if (!e.code)
		e = rows_gather(request, &response->out, &rows, &items);
	if (e.code)
		return e;
	items_sort(&items);
	struct feed_head feed = {
		.title = first.count ? said(&response->out, first.items[0].headline, first.items[0].lang) : S(""),
		.home = str_format(request->arena, "/story/%lld", (long long)story.story),
		.is_complete = !items_cut(request, &items) && head.articles <= PAGE_ITEMS,
	};
	return feed_reply(request, response, &feed, &items, links);
}

/* ---- a label, a search: in pages, since what they hold may change ---- */

static struct err
label_check(struct request *request, struct str label)
{
	struct strs labels;
	struct err e = feeds_labels(request->clerk->archive, request->arena, &labels);

	for (size_t i = 0; !e.code && i < labels.count; i++)
		if (str_equal(labels.items[i], label))
			return e;
	return e.code ? e : err_new(ERR_NOT_FOUND, "no feed has this label");
}

/* The first page holds what came last, too; the others go on by date. */
static struct err
label_gather(struct request *request, struct html_out *out, struct str label,
    struct feed_items *items, struct str *next)
{
	struct place place = request->args.place[PARAM_BEFORE];
	struct river river = { .shelf.label = label, .piece = PIECE };
	struct article_filter filter = { .label = label,
		.order = ORDER_NEWEST,
		.limit = PAGE_ITEMS + 1,
		.after_time = place.time,
		.after_id = place.id };
	struct article_rows rows;
	int64_t count = 0;
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &rows);

	if (!e.code && rows.count > PAGE_ITEMS) {
		const struct article_row *last = &rows.items[PAGE_ITEMS - 1];

		rows.count = PAGE_ITEMS;
		*next = str_format(
		    request->arena, "%lld.%lld", (long long)last->time, (long long)last->id);
	}
	if (e.code || request->args.text[PARAM_BEFORE].n)
		return e.code ? e : rows_gather(request, out, &rows, items);
	e = arrivals_count(request->clerk->archive, &river.shelf, &count);
	return e.code ? e : river_newest(request, out, &river, count, items);
}

struct err
feed_label(struct request *request, struct response *response)
{
	struct str label = request->args.text[PARAM_LABEL], next = S("");
	bool is_first = !request->args.text[PARAM_BEFORE].n;
	struct feed_head head = { .title = said(&response->out, label, S("")),
		.home = S("/sources") };
	struct feed_items items = { 0 };
	struct str links[REL_MAX] = { 0 };
	struct err e = label_check(request, label);

	if (!e.code)
		e = label_gather(request, &response->out, label, &items, &next);
	if (e.code)
		return e;
	if (!items_cut(request, &items)) {
		head.is_complete = is_first && !next.n;
		if (next.n)
			links[REL_NEXT] = feed_link(request, PARAM_BEFORE, next);
		if (!is_first)
			links[REL_FIRST] = feed_link(request, PARAM_BEFORE, S(""));
	}
	return feed_reply(request, response, &head, &items, links);
}

static void
pages_link(struct request *request, int64_t page, bool more, struct str *links)
{
	if (page > 1) {
		links[REL_FIRST] = feed_link(request, PARAM_PAGE, S(""));
		links[REL_PREVIOUS] = feed_link(
		    request, PARAM_PAGE, page > 2 ? number_text(request, page - 1) : S(""));
	}
	if (more)
		links[REL_NEXT] = feed_link(request, PARAM_PAGE, number_text(request, page + 1));
}

static struct err
search_gather(struct request *request, struct html_out *out, int64_t page, struct feed_items *items,
    struct str *title, bool *more)
{
	struct asked asked;
	struct results results;
	struct err e = asked_parse(request, &asked);

	if (e.code)
		return e;
	asked.options.limit = PAGE_ITEMS + 1;
	asked.options.offset = (size_t)(page - 1) * PAGE_ITEMS;
	e = search_run(
	    request->clerk->search, request->arena, asked.query, &asked.options, &results);
	*more = !e.code && results.count > PAGE_ITEMS;
	for (size_t i = 0; !e.code && i < results.count && i < PAGE_ITEMS; i++)
		e = items_add_article(request, out, &results.items[i].article, items);
	if (!e.code)
		*title = str_join(request->arena, word_text(WORD_SEARCH, request->tongue), S(": "),
		    query_text(request->arena, asked.query), STR_END);
	return e;
}

struct err
feed_search(struct request *request, struct response *response)
{
	int64_t page = request->args.text[PARAM_PAGE].n ? request->args.number[PARAM_PAGE] : 1;
	struct feed_head head = { .home = str_join(request->arena, S("/search"),
				      args_query(request->arena, &request->args,
					  request->route->params & ~(PARAM_BIT(PARAM_PAGE)),
					  PARAM_MAX, S(""), PARAM_MAX),
				      STR_END) };
	struct feed_items items = { 0 };
	struct str links[REL_MAX] = { 0 };
	bool more;
	struct err e = search_gather(request, &response->out, page, &items, &head.title, &more);

	if (e.code)
		return e;
	if (!items_cut(request, &items)) {
		head.is_complete = page == 1 && !more;
		pages_link(request, page, more, links);
	}
	return feed_reply(request, response, &head, &items, links);
}
