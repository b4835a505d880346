#include "net/journey.h"

enum { ROBOTS_HOPS_MAX = 5 }; /* RFC 9309, 2.3.1.2 */

/* What we are called there. */
#define TOKEN S("xinshi")

/* ---- what is known ---- */

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
	bool obeys_all =
	    journey->question.kind == FETCH_PAGE || journey->question.kind == FETCH_PICTURE;

	journey->step = STEP_TURN;
	if (obeys_all && row->state == KNOWN_FAILED) {
		journey_finish(journey,
		    err_new(row->why ? row->why : ERR_ROBOTS, "robots.txt cannot be had"));
		return;
	}
	if (row->state != KNOWN_RULES)
		return;
	if (row->robots.delay_ms >= 0 && (obeys_all || row->robots.names_us))
		polite_slow(&fetcher->polite, url_host(journey->url), row->robots.delay_ms);
	if (is_barred(journey, &row->robots))
		journey_finish(journey, err_new(ERR_ROBOTS, NULL));
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

void
journey_consult_robots(struct fetcher *fetcher, struct journey *journey)
{
	struct known_row *row =
	    robots_known_find(&fetcher->known, url_origin(journey->url), fetcher_seconds());

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

/* ---- what came ---- */

/* How long a robots.txt counts: as long as it says, but a quarter of an hour at least, and a
 * day at most. */
static int64_t
robots_until(struct journey *journey, const struct head *head, int64_t now)
{
	struct fetched said = { 0 };

	head_understand(&journey->arena, head, journey->robots_url, now, &said);
	if (said.max_age_s < 0 || said.max_age_s > KNOWN_KEEP_S)
		return now + KNOWN_KEEP_S;
	return now + (said.max_age_s > KNOWN_RETRY_S ? said.max_age_s : KNOWN_RETRY_S);
}

/* Goes on where robots.txt is said to be; false where that is nowhere, or too far. */
static bool
robots_redirected(struct fetcher *fetcher, struct journey *journey, const struct head *head)
{
	struct url next;

	if (!journey_redirect(head->status) || journey->robots_hops == ROBOTS_HOPS_MAX ||
	    journey->fetched.count + 2 > EXCHANGES_MAX ||
	    !head_location(&journey->arena, head, journey->robots_url, &next) ||
	    journey_denied(fetcher, next))
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

void
journey_take_robots(struct fetcher *fetcher, struct journey *journey, struct response *response)
{
	struct head head = journey_head(journey, response);
	struct str origin = url_origin(journey->url);
	int64_t now = fetcher_seconds();
	bool has_rules = response->status >= 200 && response->status < 300;

	journey_record(journey, EXCHANGE_ROBOTS, response);
	if (!response->err.code && robots_redirected(fetcher, journey, &head))
		return;
	journey->for_robots = false;
	if (is_refusal(response)) {
		robots_known_fail(&fetcher->known, origin, response->err.code, now);
		/* a host that is not there says so more plainly than a robots.txt that is not */
		if (response->err.code)
			journey_finish(journey, response->err);
		else
			journey_set_out(fetcher, journey);
		return;
	}
	robots_known_put(&fetcher->known, origin,
	    has_rules ? buf_raw(&response->body) : (struct raw){ 0 }, TOKEN,
	    robots_until(journey, &head, now));
	journey_set_out(fetcher, journey);
}
