#include <stdlib.h>
#include <time.h>

#include "net/fetch.h"
#include "net/header.h"
#include "net/http.h"
#include "net/polite.h"
#include "net/request.h"
#include "net/robots_known.h"

enum {
	ROBOTS_HOPS_MAX = 5, /* RFC 9309, 2.3.1.2 */
	WAIT_MAX_MS = 60000,
};

/* What we are called in robots.txt. */
#define TOKEN S("xinshi")

enum step {
	STEP_TURN,   /* waits for its host's turn */
	STEP_FLYING, /* its request is under way */
	STEP_ROBOTS, /* waits for a robots.txt that another asked for */
	STEP_DONE,
};

/* The way from a question to its answer. */
struct journey {
	struct journey *next;
	uint64_t tag;
	struct arena arena;
	struct fetch_question question;
	enum step step;
	struct url url;	   /* of the hop at hand */
	unsigned hops;
	bool moving;	   /* all redirects so far were permanent */
	bool for_robots;   /* the hop is for robots.txt, on behalf of ${url} */
	struct url robots_url;
	unsigned robots_hops;
	struct response *responses[EXCHANGES_MAX];
	struct fetched fetched;
};

struct fetcher {
	struct http *http;
	struct address_rules rules;
	struct arena arena;
	struct str user_agent;
	bool has_proxy;
	struct polite polite;
	struct robots_known known;
	struct journey *first, **last; /* in the order they were asked */
	struct journey *given;	       /* whose answer the caller is looking at */
	size_t pending;
};

static int64_t
monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t
seconds_now(void)
{
	return (int64_t)time(NULL);
}

/* ---- the end of a journey ---- */

static void
finish(struct journey *journey, struct err err)
{
	journey->fetched.err = err;
	journey->step = STEP_DONE;
}

static void
journey_close(struct fetcher *fetcher, struct journey *journey)
{
	if (!journey)
		return;
	for (size_t i = 0; i < EXCHANGES_MAX; i++)
		http_forget(fetcher->http, journey->responses[i]);
	arena_done(&journey->arena);
	free(journey);
}

/* ---- robots.txt ---- */

static struct str
path_of(struct url url)
{
	struct str path = url_path(url), query = url_query(url);

	/* they are neighbours */
	if (query.p)
		path.n = (size_t)(query.p + query.n - path.p);
	return path;
}

static bool
is_barred(const struct journey *journey, const struct robots *robots)
{
	if (journey->question.kind == FETCH_FEED && !robots->names_us)
		return false;
	return !robots_allows(robots, path_of(journey->url));
}

/* Takes its turn, or ends where its site says no. */
static void
obey(struct fetcher *fetcher, struct journey *journey, const struct known_row *row)
{
	bool is_page = journey->question.kind == FETCH_PAGE;

	journey->step = STEP_TURN;
	if (is_page && row->state == KNOWN_FAILED) {
		finish(journey, err_new(ERR_ROBOTS, "robots.txt cannot be had"));
		return;
	}
	if (row->state != KNOWN_RULES)
		return;
	if (row->robots.delay_ms >= 0 && (is_page || row->robots.names_us))
		polite_slow(&fetcher->polite, url_host(journey->url), row->robots.delay_ms);
	if (is_barred(journey, &row->robots))
		finish(journey, err_new(ERR_ROBOTS, NULL));
}

static void
ask_robots(struct fetcher *fetcher, struct journey *journey)
{
	struct url at;

	/* relative to an absolute URL this always is one */
	if (url_parse(&journey->arena, S("/robots.txt"), &journey->url, &at).code)
		return;
	robots_known_ask(&fetcher->known, url_origin(journey->url));
	journey->for_robots = true;
	journey->robots_hops = 0;
	journey->robots_url = at;
	journey->step = STEP_TURN;
}

/* A page waits for its site's robots.txt; a feed heeds it where it is known; a hub is asked as it asked to be. */
static void
consult_robots(struct fetcher *fetcher, struct journey *journey)
{
	struct known_row *row = robots_known_find(&fetcher->known, url_origin(journey->url), seconds_now());

	journey->step = STEP_TURN;
	if (journey->question.kind == FETCH_HUB)
		return;
	if (row && row->state != KNOWN_UNKNOWN && row->state != KNOWN_ASKED)
		obey(fetcher, journey, row);
	else if (journey->question.kind == FETCH_FEED)
		return;
	else if (row && row->state == KNOWN_ASKED)
		journey->step = STEP_ROBOTS;
	else
		ask_robots(fetcher, journey);
}

/* ---- a hop ---- */

/* An address written in the URL is judged before anything is sent, and the port of a name that a proxy resolves. */
static const char *
denied_by_url(const struct fetcher *fetcher, struct url url)
{
	struct address address;

	if (address_from_url(url, &address))
		return address_denied(&fetcher->rules, &address);
	return fetcher->has_proxy ? address_port_denied(&fetcher->rules, url_port(url)) : NULL;
}

static void
set_out(struct fetcher *fetcher, struct journey *journey)
{
	const char *denied = denied_by_url(fetcher, journey->url);

	if (denied)
		finish(journey, err_new(ERR_ADDRESS, denied));
	else
		consult_robots(fetcher, journey);
}

static struct url
hop_url(const struct journey *journey)
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
		robots_known_fail(&fetcher->known, url_origin(journey->url), seconds_now());
	finish(journey, err);
}

static void
take_off(struct fetcher *fetcher, struct journey *journey, int64_t now)
{
	enum exchange_role role = journey->for_robots ? EXCHANGE_ROBOTS : EXCHANGE_ANSWER;
	struct url url = hop_url(journey);
	bool is_form = journey->question.kind == FETCH_HUB && !journey->for_robots;
	struct request_lines lines;
	struct http_request request;
	struct err err;

	request_compose(&journey->arena, &journey->question, role, url, fetcher->user_agent, &lines);
	request = (struct http_request){ .url = url, .lines = lines.items, .line_count = lines.count,
		.body_max = body_max(journey), .cut = journey->for_robots };
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

static void
record(struct journey *journey, enum exchange_role role, struct response *response)
{
	size_t at = journey->fetched.count++;

	journey->responses[at] = response;
	journey->fetched.exchanges[at] = (struct exchange){
		.role = role,
		.url = url_str(hop_url(journey)),
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

/* The response's head, if there is one. */
static struct head
head_of(struct journey *journey, const struct response *response)
{
	struct head head = { 0 };

	if (response->status)
		(void)head_parse(&journey->arena, buf_raw(&response->head), &head);
	return head;
}

enum { REDIRECT_NONE, REDIRECT_ONCE, REDIRECT_FOR_GOOD };

static int
redirect_kind(int status)
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
redirected(struct fetcher *fetcher, struct journey *journey, struct response *response, const struct head *head)
{
	struct url next;

	record(journey, EXCHANGE_REDIRECT, response);
	if (!head_location(&journey->arena, head, journey->url, &next)) {
		finish(journey, err_new(ERR_REDIRECT, "leads to no URL of http or https"));
	} else if (was_there(journey, next)) {
		finish(journey, err_new(ERR_REDIRECT, "in a circle"));
	} else if (++journey->hops > FETCH_HOPS_MAX) {
		finish(journey, err_new(ERR_REDIRECT, "too often"));
	} else {
		journey->moving = journey->moving && redirect_kind(head->status) == REDIRECT_FOR_GOOD;
		if (journey->moving)
			journey->fetched.moved_to = url_str(next);
		journey->url = next;
		set_out(fetcher, journey);
	}
}

static void
arrived(struct fetcher *fetcher, struct journey *journey, struct response *response)
{
	struct head head = head_of(journey, response);
	int64_t now = (response->began_ms + response->took_ms) / 1000;

	if (!response->err.code && journey->question.kind != FETCH_HUB && redirect_kind(head.status)) {
		redirected(fetcher, journey, response, &head);
		return;
	}
	record(journey, EXCHANGE_ANSWER, response);
	journey->fetched.status = response->status;
	if (response->status) {
		journey->fetched.url = url_str(journey->url);
		head_understand(&journey->arena, &head, journey->url, now, &journey->fetched);
	}
	finish(journey, response->err);
}

/* How long a robots.txt counts: as long as it says, a day at most. */
static int64_t
robots_until(struct journey *journey, const struct head *head, int64_t now)
{
	struct fetched said = { 0 };

	head_understand(&journey->arena, head, journey->robots_url, now, &said);
	if (said.max_age_s >= KNOWN_RETRY_S && said.max_age_s < KNOWN_KEEP_S)
		return now + said.max_age_s;
	return now + KNOWN_KEEP_S;
}

/* Goes on where robots.txt is said to be; false where that is nowhere, or too far. */
static bool
robots_redirected(struct fetcher *fetcher, struct journey *journey, const struct head *head)
{
	struct url next;

	if (!redirect_kind(head->status) || journey->robots_hops == ROBOTS_HOPS_MAX ||
	    journey->fetched.count + 2 > EXCHANGES_MAX ||
	    !head_location(&journey->arena, head, journey->robots_url, &next) || denied_by_url(fetcher, next))
		return false;
	journey->robots_hops++;
	journey->robots_url = next;
	journey->step = STEP_TURN;
	return true;
}

/* 429 is no word on what is allowed: it says that we ask too much. */
static bool
is_refusal(const struct response *response)
{
	return response->err.code || response->status >= 500 || response->status == 429;
}

static void
robots_arrived(struct fetcher *fetcher, struct journey *journey, struct response *response)
{
	struct head head = head_of(journey, response);
	struct str origin = url_origin(journey->url);
	int64_t now = seconds_now();
	bool has_rules = response->status >= 200 && response->status < 300;

	record(journey, EXCHANGE_ROBOTS, response);
	if (!response->err.code && robots_redirected(fetcher, journey, &head))
		return;
	journey->for_robots = false;
	if (is_refusal(response)) {
		robots_known_fail(&fetcher->known, origin, now);
		/* a host that is not there says so more plainly than a robots.txt that is not */
		if (response->err.code)
			finish(journey, response->err);
		else
			set_out(fetcher, journey);
		return;
	}
	robots_known_put(&fetcher->known, origin, has_rules ? buf_raw(&response->body) : (struct raw){ 0 }, TOKEN,
	    robots_until(journey, &head, now));
	set_out(fetcher, journey);
}

static void
landed(struct fetcher *fetcher, struct journey *journey, struct response *response)
{
	polite_end(&fetcher->polite, url_host(hop_url(journey)), monotonic_ms());
	if (journey->fetched.count == EXCHANGES_MAX) {
		http_forget(fetcher->http, response);
		give_up(fetcher, journey, err_new(ERR_REDIRECT, "too often"));
	} else if (journey->for_robots) {
		robots_arrived(fetcher, journey, response);
	} else {
		arrived(fetcher, journey, response);
	}
}

/* ---- the round ---- */

/* Sends off all whose turn it is; the milliseconds until the next one's turn. */
static int64_t
give_turns(struct fetcher *fetcher)
{
	int64_t now = monotonic_ms(), soonest = WAIT_MAX_MS;

	for (struct journey *journey = fetcher->first; journey; journey = journey->next) {
		int64_t wait;

		if (journey->step == STEP_ROBOTS)
			consult_robots(fetcher, journey);
		if (journey->step != STEP_TURN)
			continue;
		wait = polite_wait(&fetcher->polite, url_host(hop_url(journey)), now);
		if (wait == 0)
			take_off(fetcher, journey, now);
		else if (wait > 0 && wait < soonest)
			soonest = wait;
	}
	return soonest;
}

static bool
has_answer(const struct fetcher *fetcher)
{
	for (const struct journey *journey = fetcher->first; journey; journey = journey->next)
		if (journey->step == STEP_DONE)
			return true;
	return false;
}

void
fetcher_wait(struct fetcher *fetcher, struct pollfd *fds, unsigned count)
{
	/* an answer that was left lying is no reason to hurry */
	bool had_answer = has_answer(fetcher);
	int64_t wait = give_turns(fetcher);
	struct response *response;
	void *journey;

	http_wait(fetcher->http, fds, count, !had_answer && has_answer(fetcher) ? 0 : (int)wait);
	while (http_next(fetcher->http, &journey, &response))
		landed(fetcher, journey, response);
}

bool
fetcher_next(struct fetcher *fetcher, uint64_t *tag, const struct fetched **out)
{
	struct journey **at = &fetcher->first, *journey;

	journey_close(fetcher, fetcher->given);
	fetcher->given = NULL;
	while (*at && (*at)->step != STEP_DONE)
		at = &(*at)->next;
	journey = *at;
	if (!journey)
		return false;
	*at = journey->next;
	if (!journey->next)
		fetcher->last = at;
	fetcher->given = journey;
	fetcher->pending--;
	*tag = journey->tag;
	*out = &journey->fetched;
	return true;
}

size_t
fetcher_pending(const struct fetcher *fetcher)
{
	return fetcher->pending;
}

static void
copy_question(struct journey *journey, const struct fetch_question *question)
{
	struct fetch_question *to = &journey->question;

	*to = *question;
	to->url = str_copy(&journey->arena, question->url);
	to->etag = str_copy(&journey->arena, question->etag);
	to->last_modified = str_copy(&journey->arena, question->last_modified);
	to->validated_url = str_copy(&journey->arena, question->validated_url);
	to->form = str_copy(&journey->arena, question->form);
}

void
fetcher_ask(struct fetcher *fetcher, uint64_t tag, const struct fetch_question *question)
{
	struct journey *journey = mem_alloc(sizeof(*journey));
	struct str url;
	struct err err;

	memset(journey, 0, sizeof(*journey));
	journey->tag = tag;
	journey->moving = true;
	journey->fetched.max_age_s = journey->fetched.retry_after_s = -1;
	copy_question(journey, question);
	*fetcher->last = journey;
	fetcher->last = &journey->next;
	fetcher->pending++;
	url = journey->question.url;
	if (str_find_char(url, '#', 0) >= 0)
		url.n = (size_t)str_find_char(url, '#', 0);
	err = url_parse(&journey->arena, url, NULL, &journey->url);
	if (err.code)
		finish(journey, err);
	else
		set_out(fetcher, journey);
}

/* ---- the fetcher ---- */

struct err
fetcher_warm_up(void)
{
	return http_warm_up();
}

struct err
fetcher_open(const struct gate_settings *settings, struct str authorities, struct fetcher **out)
{
	struct fetcher *fetcher = mem_alloc(sizeof(*fetcher));
	struct err err;

	memset(fetcher, 0, sizeof(*fetcher));
	fetcher->last = &fetcher->first;
	polite_init(&fetcher->polite, settings->host_gap_ms, (unsigned)settings->host_connections,
	    (unsigned)settings->connections);
	fetcher->has_proxy = settings->proxy.n > 0;
	fetcher->user_agent = str_copy(&fetcher->arena, settings->user_agent);
	err = address_rules_parse(settings->allow, &fetcher->rules);
	if (!err.code)
		err = http_open(settings, &fetcher->rules, authorities, &fetcher->http);
	if (err.code) {
		fetcher_close(fetcher);
		return err;
	}
	*out = fetcher;
	return err;
}

void
fetcher_close(struct fetcher *fetcher)
{
	struct journey *journey, *next;

	if (!fetcher)
		return;
	journey_close(fetcher, fetcher->given);
	for (journey = fetcher->first; journey; journey = next) {
		next = journey->next;
		journey_close(fetcher, journey);
	}
	http_close(fetcher->http);
	robots_known_done(&fetcher->known);
	polite_done(&fetcher->polite);
	arena_done(&fetcher->arena);
	free(fetcher);
}
