/*
 * fetch.h: questions to answers: each hop in its host's turn, redirects judged one by one,
 * robots.txt before pages.
 *
 * Many questions are under way at once; they are answered as they finish.
 */
#ifndef XINSHI_NET_FETCH_H
#define XINSHI_NET_FETCH_H

#include <poll.h>

#include "record/exchange.h"

struct fetcher;

/* Before the lock; fetcher_open comes behind it, for the lock closes descriptors. */
struct err fetcher_warm_up(void);
/* Settings are copied; ${authorities}: certificates that are trusted, PEM.  ERR_CONFIG (allow,
 * proxy), ERR_LIBRARY. */
struct err fetcher_open(
    const struct gate_settings *settings, struct str authorities, struct fetcher **out);
void fetcher_close(struct fetcher *fetcher);

/* ${question} is copied. */
void fetcher_ask(struct fetcher *fetcher, uint64_t tag, const struct fetch_question *question);
size_t fetcher_pending(const struct fetcher *fetcher);
/* An answer that is there, valid until the next call. */
bool fetcher_next(struct fetcher *fetcher, uint64_t *tag, const struct fetched **out);
/* Goes on with all that is under way, until something happens, there or at ${fds}, or for
 * ${most_ms}. */
void fetcher_wait(struct fetcher *fetcher, struct pollfd *fds, unsigned count, int64_t most_ms);

#endif
