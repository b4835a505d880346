/*
 * journey.h: the way from a question to its answer, hop by hop.  Only for fetch.c, journey.c and
 * journey_robots.c.
 */
#ifndef XINSHI_NET_JOURNEY_H
#define XINSHI_NET_JOURNEY_H

#include "net/fetch.h"
#include "net/header.h"
#include "net/http.h"
#include "net/polite.h"
#include "net/robots_known.h"

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
	struct url url; /* of the hop at hand */
	unsigned hops;
	bool moving;	 /* all redirects so far were permanent */
	bool for_robots; /* the hop is for robots.txt, on behalf of ${url} */
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

int64_t fetcher_ms(void); /* of a clock that only goes forward */
int64_t fetcher_seconds(void);

/* To ${journey->url}: judged, then robots.txt, then its host's turn; or it ends. */
void journey_set_out(struct fetcher *fetcher, struct journey *journey);
/* Its turn has come. */
void journey_take_off(struct fetcher *fetcher, struct journey *journey, int64_t now);
/* Its response has come: it goes on, or ends. */
void journey_land(struct fetcher *fetcher, struct journey *journey, struct response *response);
void journey_finish(struct journey *journey, struct err err);
void journey_close(struct fetcher *fetcher, struct journey *journey);

/* The address of the hop at hand. */
struct url journey_url(const struct journey *journey);
/* Why ${url} may not be asked for, as far as it says so itself; NULL: it may. */
const char *journey_denied(const struct fetcher *fetcher, struct url url);
/* An exchange more; the response is the journey's from now on. */
void journey_record(struct journey *journey, enum exchange_role role, struct response *response);
/* The response's head, if there is one. */
struct head journey_head(struct journey *journey, const struct response *response);
enum { REDIRECT_NONE, REDIRECT_ONCE, REDIRECT_FOR_GOOD };
int journey_redirect(int status);

/* A page waits for its site's robots.txt; a feed heeds it where it is known; a hub is asked as it
 * asked to be. */
void journey_consult_robots(struct fetcher *fetcher, struct journey *journey);
/* What came for robots.txt. */
void journey_take_robots(
    struct fetcher *fetcher, struct journey *journey, struct response *response);

#endif
