#include <stdlib.h>

#include "net/journey.h"
#include "net/request.h"

/* ---- the end of a journey ---- */

void
journey_finish(struct journey *journey, struct err err)
{
	journey->fetched.err = err;
	if (err.code)
		journey->fetched.url = url_str(journey->url);
	journey->step = STEP_DONE;
}

void
journey_close(struct fetcher *fetcher, struct journey *journey)
{
	if (!journey)
		return;
	for (size_t i = 0; i < EXCHANGES_MAX; i++)
		http_forget(fetcher->http, journey->responses[i]);
	arena_done(&journey->arena);
	free(journey);
}

/* ---- a hop ---- */

/* An address written in the URL is judged before anything is sent, and the port of a name that a
 * proxy resolves. */
const char *
journey_denied(const struct fetcher *fetcher, struct url url)
{
	struct address address;

	if (address_from_url(url, &address))
		return address_denied(&fetcher->rules, &address);
	return fetcher->has_proxy ? address_port_denied(&fetcher->rules, url_port(url)) : NULL;
}

void
journey_set_out(struct fetcher *fetcher, struct journey *journey)
{
	const char *denied = journey_denied(fetcher, journey->url);

	if (denied)
		journey_finish(journey, err_new(ERR_ADDRESS, denied));
	else
		journey_consult_robots(fetcher, journey);
}

struct url
journey_url(const struct journey *journey)
{
	return journey->for_robots ? journey->robots_url : journey->url;
}

static int64_t
body_max(const struct journey *journey)
{
	int64_t max = journey->question.body_max;

	if (journey->for_robots)
		return ROBOTS_BYTES_MAX;
	return max > 0 && max < FETCH_BODY_MAX ? max : FETCH_BODY_MAX;
}

/* Ends before its time; nobody else may wait for a robots.txt that it asked for. */
static void
give_up(struct fetcher *fetcher, struct journey *journey, struct err err)
{
	if (journey->for_robots)
		robots_known_fail(
		    &fetcher->known, url_origin(journey->url), err.code, fetcher_seconds());
	journey_finish(journey, err);
}

void
journey_take_off(struct fetcher *fetcher, struct journey *journey, int64_t now)
{
	enum exchange_role role = journey->for_robots ? EXCHANGE_ROBOTS : EXCHANGE_ANSWER;
	struct url url = journey_url(journey);
	bool is_form = journey->question.kind == FETCH_HUB && !journey->for_robots;
	struct request_lines lines;
	struct http_request request;
	struct err err;

	request_compose(
	    &journey->arena, &journey->question, role, url, fetcher->user_agent, &lines);
	request = (struct http_request){ .url = url,
		.lines = lines.items,
		.line_count = lines.count,
		.body_max = body_max(journey),
		.cut = journey->for_robots };
	if (is_form)
		request.form = journey->question.form.p ? journey->question.form : S("");
	err = http_begin(fetcher->http, &request, journey);
	if (err.code) {
		give_up(fetcher, journey, err);
		return;
	}
	polite_begin(&fetcher->polite, url_host(url), now);
	journey->step = STEP_FLYING;
}

/* ---- exchanges ---- */

void
journey_record(struct journey *journey, enum exchange_role role, struct response *response)
{
	size_t at = journey->fetched.count++;

	journey->responses[at] = response;
	journey->fetched.exchanges[at] = (struct exchange){
		.role = role,
		.url = url_str(journey_url(journey)),
		.status = response->status,
		.request = buf_raw(&response->request),
		.response = buf_raw(&response->head),
		.body = buf_raw(&response->body),
		.received = response->received,
		.received_digest = response->digest,
		.address = str_from_c(response->address),
		.began_ms = response->began_ms,
		.took_ms = response->took_ms,
	};
}

struct head
journey_head(struct journey *journey, const struct response *response)
{
	struct head head = { 0 };

	if (response->status)
		(void)head_parse(&journey->arena, buf_raw(&response->head), &head);
	return head;
}

int
journey_redirect(int status)
{
	static const int for_good[] = { 301, 308 }, once[] = { 302, 303, 307 };

	for (size_t i = 0; i < LENGTH(for_good); i++)
		if (status == for_good[i])
			return REDIRECT_FOR_GOOD;
	for (size_t i = 0; i < LENGTH(once); i++)
		if (status == once[i])
			return REDIRECT_ONCE;
	return REDIRECT_NONE;
}

/* ---- what came ---- */

static bool
was_there(const struct journey *journey, struct url url)
{
	for (size_t i = 0; i < journey->fetched.count; i++)
		if (journey->fetched.exchanges[i].role != EXCHANGE_ROBOTS &&
		    str_equal(journey->fetched.exchanges[i].url, url_str(url)))
			return true;
	return false;
}

static void
redirected(struct fetcher *fetcher, struct journey *journey, struct response *response,
    const struct head *head)
{
	struct url next;

	journey_record(journey, EXCHANGE_REDIRECT, response);
	if (!head_location(&journey->arena, head, journey->url, &next)) {
		journey_finish(journey, err_new(ERR_REDIRECT, "leads to no URL of http or https"));
	} else if (was_there(journey, next)) {
		journey_finish(journey, err_new(ERR_REDIRECT, "in a circle"));
	} else if (++journey->hops > FETCH_HOPS_MAX) {
		journey_finish(journey, err_new(ERR_REDIRECT, "too often"));
	} else {
		journey->moving =
		    journey->moving && journey_redirect(head->status) == REDIRECT_FOR_GOOD;
		if (journey->moving)
			journey->fetched.moved_to = url_str(next);
		journey->url = next;
		journey_set_out(fetcher, journey);
	}
}

static void
arrived(struct fetcher *fetcher, struct journey *journey, struct response *response)
{
	struct head head = journey_head(journey, response);
	int64_t now = (response->began_ms + response->took_ms) / 1000;

	if (!response->err.code && journey->question.kind != FETCH_HUB &&
	    journey_redirect(head.status)) {
		redirected(fetcher, journey, response, &head);
		return;
	}
	journey_record(journey, EXCHANGE_ANSWER, response);
	journey->fetched.status = response->status;
	if (response->status) {
		journey->fetched.url = url_str(journey->url);
		head_understand(&journey->arena, &head, journey->url, now, &journey->fetched);
	}
	journey_finish(journey, response->err);
}

void
journey_land(struct fetcher *fetcher, struct journey *journey, struct response *response)
{
	polite_end(&fetcher->polite, url_host(journey_url(journey)), fetcher_ms());
	if (journey->fetched.count == EXCHANGES_MAX) {
		http_forget(fetcher->http, response);
		give_up(fetcher, journey, err_new(ERR_REDIRECT, "too often"));
	} else if (journey->for_robots) {
		journey_take_robots(fetcher, journey, response);
	} else {
		arrived(fetcher, journey, response);
	}
}
