#include "show/feed_reply.h"

#include "show/delta.h"

/* ---- addresses ---- */

/* What says which piece of a feed is wanted, and is no part of its name. */
#define PIECES                                                                        \
	(PARAM_BIT(PARAM_ARCHIVE) | PARAM_BIT(PARAM_PAGE) | PARAM_BIT(PARAM_BEFORE) | \
	    PARAM_BIT(PARAM_LIMIT))

struct str
feed_link(const struct request *request, enum param change, struct str value)
{
	uint64_t kept = request->route->params & ~PIECES;

	if (value.n)
		kept |= PARAM_BIT(change);
	return feed_address(
	    request, str_join(request->arena, request->path,
			 args_query(request->arena, &request->args, kept, change, value, PARAM_MAX),
			 STR_END));
}

/* One name for the feed in all its forms: the address of its Atom document. */
static struct str
feed_id(const struct request *request)
{
	uint64_t kept = request->route->params & ~PIECES;
	ptrdiff_t dot = str_find_last_char(request->path, '.');

	return feed_address(request,
	    str_join(request->arena, str_slice(request->path, 0, (size_t)dot), S(".atom"),
		args_query(request->arena, &request->args, kept, PARAM_MAX, S(""), PARAM_MAX),
		STR_END));
}

/* ---- the document ---- */

static struct feed_out
document(const struct request *request, const struct feed_head *head,
    const struct feed_items *items, const struct str *links)
{
	struct feed_out feed = {
		.id = feed_id(request),
		.title = head->title,
		.home = feed_address(request, head->home),
		.self = feed_address(
		    request, str_join(request->arena, request->path, request->query, STR_END)),
		.lang = request->script == SCRIPT_AS_WRITTEN ? S("") : script_lang(request->script),
		.is_archive = head->is_archive,
		.is_complete = head->is_complete,
		.items = items->items,
		.count = items->count,
	};

	memcpy(feed.links, links, sizeof(feed.links));
	feed.links[REL_CURRENT] = feed_link(request, PARAM_ARCHIVE, S(""));
	if (!head->is_archive)
		feed.links[REL_HUB] = request->options->hub;
	for (size_t i = 0; i < feed.count; i++)
		if (feed.items[i].updated > feed.updated)
			feed.updated = feed.items[i].updated;
	return feed;
}

/* Where hubs and their clients look first (WebSub, 4). */
static struct str
link_header(const struct request *request, const struct feed_out *feed)
{
	if (!feed->links[REL_HUB].n)
		return S("");
	return str_join(request->arena, S("<"), feed->links[REL_HUB], S(">; rel=\"hub\", <"),
	    feed->self, S(">; rel=\"self\""), STR_END);
}

/* Instead of the whole, what a client with a fresh validator does not have; the validator is that
 * of the whole. */
static void
delta_write(const struct request *request, struct response *response, enum feed_kind kind,
    const struct feed_out *feed)
{
	struct feed_out newer;

	if (!request->known.n ||
	    !delta_between(request->arena, request->known, feed, &newer, &response->delta_base) ||
	    !newer.count) {
		response->delta_base = S("");
		return;
	}
	newer.is_complete = false;
	buf_reset(&response->body);
	feed_out_write(&response->body, kind, &newer);
	response->status = 226;
	response->cache = CACHE_DELTA;
}

struct err
feed_reply(struct request *request, struct response *response, const struct feed_head *head,
    const struct feed_items *items, const struct str *links)
{
	static const enum media medias[] = {
		[FEED_RSS] = MEDIA_RSS, [FEED_ATOM] = MEDIA_ATOM, [FEED_JSON] = MEDIA_JSONFEED
	};
	enum feed_kind kind = (enum feed_kind)request->args.number[PARAM_FORMAT];
	struct feed_out feed = document(request, head, items, links);
	int64_t modified = items->newest > feed.updated ? items->newest : feed.updated;

	response->media = medias[kind];
	response->modified = head->is_by_time ? modified : 0;
	if (head->is_archive)
		response->cache = CACHE_KEPT;
	feed_out_write(&response->body, kind, &feed);
	response->etag =
	    str_join(request->arena, etag_text(request->arena, buf_raw(&response->body)), S("."),
		delta_tag(request->arena, feed.items, feed.count), STR_END);
	response->link = link_header(request, &feed);
	delta_write(request, response, kind, &feed);
	return response->body.err;
}
