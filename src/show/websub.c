/*
 * websub.c: the door for hubs (WebSub, 5): they ask whether a subscription is ours, and push what
 * is new.
 *
 * The archive is only read here: whether we asked for it stands in the feed's row, and what comes
 * is handed on to whoever writes.  The token in the address is known to us and the hub alone; that
 * the signature is right is for the writer to see, who knows the secret.
 */
#include "show/clerk.h"
#include "show/pages.h"
#include "store/feeds.h"

/* Whether a feed of ours is subscribed by this token, and how it stands. */
static struct err
feed_of(struct request *request, struct feed_row *feed)
{
	return feed_by_token(
	    request->clerk->archive, request->arena, request->args.text[PARAM_HUB_TOKEN], feed);
}

static bool
is_ours(const struct feed_row *feed, struct str mode, struct str topic)
{
	bool follows = feed->state == FEED_ACTIVE;

	if (!topic.n || !str_equal(topic, feed->topic))
		return false;
	if (str_equal(mode, S("subscribe")))
		return follows &&
		       (feed->hub_state == HUB_ASKED || feed->hub_state == HUB_CONFIRMED);
	return str_equal(mode, S("denied")) || (str_equal(mode, S("unsubscribe")) && !follows);
}

static struct err
hand_on(const struct request *request, const struct server_push *push)
{
	return request->options->pushed(request->options->push_context, push);
}

/* The hub asks; what it wants to hear is its own word back. */
static struct err
called(struct request *request, struct response *response, const struct feed_row *feed)
{
	const struct args *args = &request->args;
	struct server_push push = { .token = args->text[PARAM_HUB_TOKEN],
		.mode = args->text[PARAM_HUB_MODE],
		.topic = args->text[PARAM_HUB_TOPIC],
		.lease_s = args->number[PARAM_HUB_LEASE] };
	struct err e;

	if (!is_ours(feed, push.mode, push.topic))
		return err_new(ERR_NOT_FOUND, "nothing was asked for by this token");
	e = hand_on(request, &push);
	if (!e.code)
		buf_push_str(&response->body, args->text[PARAM_HUB_CHALLENGE]);
	return e;
}

static struct err
pushed(struct request *request, struct response *response, const struct feed_row *feed)
{
	struct err e;

	if (feed->state != FEED_ACTIVE)
		return err_new(ERR_NOT_FOUND, "nothing is followed by this token");
	if (request->is_cut)
		return err_new(ERR_TOO_BIG, "what was pushed");
	e = hand_on(request, &(struct server_push){ .token = request->args.text[PARAM_HUB_TOKEN],
				 .content_type = request->content_type,
				 .signature = request->signature,
				 .body = request->body });
	if (!e.code)
		response->status = 202;
	return e;
}

struct err
page_websub(struct request *request, struct response *response)
{
	struct feed_row feed;
	struct err e = feed_of(request, &feed);

	response->media = MEDIA_TEXT;
	if (e.code)
		return e;
	return request->is_post ? pushed(request, response, &feed)
				: called(request, response, &feed);
}
