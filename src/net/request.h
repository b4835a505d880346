/*
 * request.h: the lines of a request's head: honest, the same each time, and nothing that was not
 * asked for.
 */
#ifndef XINSHI_NET_REQUEST_H
#define XINSHI_NET_REQUEST_H

#include "record/exchange.h"

enum { REQUEST_LINES_MAX = 12 };

struct request_lines {
	struct str items[REQUEST_LINES_MAX];
	size_t count;
};

/*
 * request_compose(arena, question, role, url, user_agent, out):
 * Lines for a request of ${role} to ${url} on the way to what ${question} asks.  Validators are
 * sent only to the address that they came from, where the question says which; none where they hold
 * a line break or a control character.
 */
void request_compose(struct arena *arena, const struct fetch_question *question,
    enum exchange_role role, struct url url, struct str user_agent, struct request_lines *out);

#endif
