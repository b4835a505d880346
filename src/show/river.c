#include "show/river.h"

struct str
number_text(struct request *request, int64_t n)
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
		    feed_link(request, PARAM_ARCHIVE, number_text(request, piece - 1));
	links[REL_NEXT_ARCHIVE] =
	    feed_link(request, PARAM_ARCHIVE, number_text(request, piece + 1));
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

struct err
rows_gather(struct request *request, struct html_out *out, const struct article_rows *rows,
    struct feed_items *items)
{
	struct err e = { 0 };

	for (size_t i = 0; i < rows->count && !e.code; i++)
		e = items_add_article(request, out, &rows->items[i], items);
	return e;
}

/* Changed texts; and pages that changed or went, which are the state of things and stand in no
 * document of the past. */
static struct err
changes_gather(struct request *request, struct html_out *out, const struct river *river,
    const struct arrivals *arrivals, struct feed_items *items)
{
	struct visits visits;
	struct err e = visits_found(
	    request->clerk->archive, request->arena, 0, 0, (size_t)river->piece, &visits);

	for (size_t i = arrivals->count; i-- > 0 && !e.code;)
		e = river->add(request, out, &arrivals->items[i], items);
	for (size_t i = 0; !e.code && i < visits.count; i++)
		e = items_add_page(request, out, &visits.items[i], items);
	items_sort(items);
	return e;
}

struct err
river_newest(struct request *request, struct html_out *out, const struct river *river,
    int64_t count, struct feed_items *items)
{
	int64_t from = count > river->piece ? count - river->piece : 0;
	struct article_rows rows;
	struct arrivals arrivals;
	struct err e = arrivals_list(request->clerk->archive, request->arena, &river->shelf, from,
	    (size_t)river->piece, &arrivals);

	if (river->shelf.changes)
		return e.code ? e : changes_gather(request, out, river, &arrivals, items);
	if (!e.code)
		e = newest_rows(request, river, &arrivals, &rows);
	if (!e.code)
		e = rows_gather(request, out, &rows, items);
	items_sort(items);
	return e;
}

bool
items_cut(const struct request *request, struct feed_items *items)
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
	struct err e = river_newest(request, &response->out, river, count, &items);

	if (e.code)
		return e;
	if (!items_cut(request, &items)) {
		head.is_complete = count <= river->piece;
		if (!head.is_complete)
			links[REL_PREV_ARCHIVE] = feed_link(
			    request, PARAM_ARCHIVE, number_text(request, count / river->piece));
	}
	return feed_reply(request, response, &head, &items, links);
}

struct err
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
