#include "show/asked.h"
#include "show/feed_reply.h"
#include "show/pages.h"
#include "store/feeds.h"

/*
 * A document of the past holds a full range of places of a shelf (store/arrivals.h), and never
 * changes; the document to subscribe to holds what came last, and so at least all that stands in no
 * document of the past yet.  A text that came later is a later place: so whoever walks back finds
 * every article, and its newest text first.
 */
enum { PIECE = 50, PAGE_ITEMS = 50, CHANGES_PIECE = 30 };

typedef struct err items_add(struct request *request, struct html_out *out,
    const struct arrived *arrived, struct feed_items *items);

/* A feed that goes back to its first text. */
struct river {
	struct str title, home;
	struct shelf_of shelf;
	int64_t piece;	/* places of one document */
	items_add *add; /* a text of the past */
};

static struct str
number(struct request *request, int64_t n)
{
	return str_format(request->arena, "%lld", (long long)n);
}

static struct feed_head
head_of(const struct river *river)
{
	return (struct feed_head){ .title = river->title, .home = river->home, .is_by_time = true };
}

/* ---- the past ---- */

/* Whether a later one of them is of the same article: an id stands once in a document. */
static bool
is_replaced(const struct river *river, const struct arrivals *arrivals, size_t at)
{
	for (size_t i = at + 1; i < arrivals->count && !river->shelf.changes; i++)
		if (arrivals->items[i].article == arrivals->items[at].article)
			return true;
	return false;
}

static struct err
past_gather(struct request *request, struct html_out *out, const struct river *river, int64_t piece,
    struct feed_items *items)
{
	struct arrivals arrivals;
	struct err e = arrivals_list(request->clerk->archive, request->arena, &river->shelf,
	    (piece - 1) * river->piece, (size_t)river->piece, &arrivals);

	for (size_t i = e.code ? 0 : arrivals.count; i-- > 0 && !e.code;)
		if (!is_replaced(river, &arrivals, i))
			e = river->add(request, out, &arrivals.items[i], items);
	return e;
}

/* The last one names its successor too, so that it need not change when that is there; until then
 * whoever follows comes to the document to subscribe to. */
static struct err
to_current(struct request *request, struct response *response)
{
	response->status = 307;
	response->media = MEDIA_TEXT;
	response->cache = CACHE_NONE;
	response->location = feed_link(request, PARAM_ARCHIVE, S(""));
	return (struct err){ 0 };
}

static struct err
past(struct request *request, struct response *response, const struct river *river, int64_t full)
{
	int64_t piece = request->args.number[PARAM_ARCHIVE];
	struct feed_head head = head_of(river);
	struct feed_items items = { 0 };
	struct str links[REL_MAX] = { 0 };
	struct err e;

	if (piece == full + 1)
		return to_current(request, response);
	if (piece > full)
		return err_new(ERR_NOT_FOUND, "no such document");
	e = past_gather(request, &response->out, river, piece, &items);
	if (e.code)
		return e;
	head.is_archive = true;
	if (piece > 1)
		links[REL_PREV_ARCHIVE] =
		    feed_link(request, PARAM_ARCHIVE, number(request, piece - 1));
	links[REL_NEXT_ARCHIVE] = feed_link(request, PARAM_ARCHIVE, number(request, piece + 1));
	return feed_reply(request, response, &head, &items, links);
}

/* ---- what is new ---- */

static bool
has_article(const struct article_rows *rows, int64_t id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].id == id)
			return true;
	return false;
}

/* The articles that are newest by their own dates, and those whose texts came last: in an archive
 * that is fetched these are nearly the same, in one that was imported they are not. */
static struct err
newest_rows(struct request *request, const struct river *river, const struct arrivals *arrivals,
    struct article_rows *out)
{
	struct article_filter filter = { .source = river->shelf.source,
		.label = river->shelf.label,
		.order = ORDER_NEWEST,
		.limit = PIECE };
	struct article_rows rows, dated;
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &dated);

	if (e.code)
		return e;
	rows.items = arena_array(request->arena, struct article_row, dated.count + arrivals->count);
	rows.count = dated.count;
	if (dated.count)
		memcpy(rows.items, dated.items, dated.count * sizeof(*rows.items));
	for (size_t i = arrivals->count; i-- > 0 && !e.code;)
		if (!has_article(&rows, arrivals->items[i].article))
			e = article_get(request->clerk->archive, request->arena,
			    arrivals->items[i].article, &rows.items[rows.count++]);
	*out = rows;
	return e;
}

static struct err
rows_gather(struct request *request, struct html_out *out, const struct article_rows *rows,
    struct feed_items *items)
{
	struct err e = { 0 };

	for (size_t i = 0; i < rows->count && !e.code; i++)
		e = items_add_article(request, out, &rows->items[i], items);
	return e;
}

static struct err
newest_gather(struct request *request, struct html_out *out, const struct river *river,
    int64_t count, struct feed_items *items)
{
	int64_t from = count > river->piece ? count - river->piece : 0;
	struct article_rows rows;
	struct arrivals arrivals;
	struct err e = arrivals_list(request->clerk->archive, request->arena, &river->shelf, from,
	    (size_t)river->piece, &arrivals);

	if (river->shelf.changes) {
		for (size_t i = e.code ? 0 : arrivals.count; i-- > 0 && !e.code;)
			e = river->add(request, out, &arrivals.items[i], items);
		return e;
	}
	if (!e.code)
		e = newest_rows(request, river, &arrivals, &rows);
	if (!e.code)
		e = rows_gather(request, out, &rows, items);
	items_sort(items);
	return e;
}

/* So many as the reader wants; what is left out stands in no document then. */
static bool
cut(const struct request *request, struct feed_items *items)
{
	size_t limit = (size_t)request->args.number[PARAM_LIMIT];

	if (!limit || items->count <= limit)
		return false;
	items->count = limit;
	return true;
}

static struct err
current(
    struct request *request, struct response *response, const struct river *river, int64_t count)
{
	struct feed_head head = head_of(river);
	struct feed_items items = { 0 };
	struct str links[REL_MAX] = { 0 };
	struct err e = newest_gather(request, &response->out, river, count, &items);

	if (e.code)
		return e;
	if (!cut(request, &items)) {
		head.is_complete = count <= river->piece;
		if (!head.is_complete)
			links[REL_PREV_ARCHIVE] = feed_link(
			    request, PARAM_ARCHIVE, number(request, count / river->piece));
	}
	return feed_reply(request, response, &head, &items, links);
}

static struct err
river_reply(struct request *request, struct response *response, const struct river *river)
{
	int64_t count;
	struct err e = arrivals_count(request->clerk->archive, &river->shelf, &count);

	if (e.code)
		return e;
	return request->args.text[PARAM_ARCHIVE].n
		   ? past(request, response, river, count / river->piece)
		   : current(request, response, river, count);
}

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
	return e.code ? e : newest_gather(request, out, &river, count, items);
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
	if (!cut(request, &items)) {
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
		links[REL_PREVIOUS] =
		    feed_link(request, PARAM_PAGE, page > 2 ? number(request, page - 1) : S(""));
	}
	if (more)
		links[REL_NEXT] = feed_link(request, PARAM_PAGE, number(request, page + 1));
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
	if (!cut(request, &items)) {
		head.is_complete = page == 1 && !more;
		pages_link(request, page, more, links);
	}
	return feed_reply(request, response, &head, &items, links);
}
