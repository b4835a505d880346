#include <stdlib.h>
#include <time.h>

#include "net/journey.h"

enum { WAIT_MAX_MS = 60000 };

int64_t
fetcher_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
fetcher_seconds(void)
{
	return (int64_t)time(NULL);
}

/* ---- the round ---- */

/* Sends off all whose turn it is; the milliseconds until the next one's turn. */
static int64_t
give_turns(struct fetcher *fetcher)
{
	int64_t now = fetcher_ms(), soonest = WAIT_MAX_MS;

	for (struct journey *journey = fetcher->first; journey; journey = journey->next) {
		int64_t wait;

		if (journey->step == STEP_ROBOTS)
			journey_consult_robots(fetcher, journey);
		if (journey->step != STEP_TURN)
			continue;
		wait = polite_wait(&fetcher->polite, url_host(journey_url(journey)), now);
		if (wait == 0)
			journey_take_off(fetcher, journey, now);
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
fetcher_wait(struct fetcher *fetcher, struct pollfd *fds, unsigned count, int64_t most_ms)
{
	/* an answer that was left lying is no reason to hurry */
	bool had_answer = has_answer(fetcher);
	int64_t wait = give_turns(fetcher);
	struct response *response;
	void *journey;

	if (wait > most_ms)
		wait = most_ms;
	http_wait(fetcher->http, fds, count, !had_answer && has_answer(fetcher) ? 0 : (int)wait);
	while (http_next(fetcher->http, &journey, &response))
		journey_land(fetcher, journey, response);
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
		journey_finish(journey, err);
	else
		journey_set_out(fetcher, journey);
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
	err = address_rules_parse(settings->allow, settings->deny, &fetcher->rules);
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
