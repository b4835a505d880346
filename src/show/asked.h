/*
 * asked.h: a search as it was asked for by q, source, from, to, lang, changed and sort: for the
 * page, the feed and the API.
 */
#ifndef XINSHI_SHOW_ASKED_H
#define XINSHI_SHOW_ASKED_H

#include "show/clerk.h"

struct asked {
	struct query *query;
	struct search_options
	    options; /* limit, offset, facets and snippets are the caller's to set */
};

/* ERR_QUERY with offset and reason. */
struct err asked_parse(struct request *request, struct asked *out);

/* from and to as half-open seconds, in the zone of the pages: the beginning of from, the end of to;
 * 0 where absent. */
void asked_range(const struct request *request, int64_t *from, int64_t *to);

#endif
