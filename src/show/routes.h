/*
 * routes.h: the table of doors (data/routes.tsv).
 */
#ifndef XINSHI_SHOW_ROUTES_H
#define XINSHI_SHOW_ROUTES_H

#include "show/params.h"

struct request;
struct response;

/* Writes an answer to ${response}; an error becomes the page of its code. */
typedef struct err handler(struct request *request, struct response *response);

enum cache_class {
	CACHE_NONE,  /* never kept */
	CACHE_LIST,  /* asked again each time, cheaply, by its ETag */
	CACHE_LIVE,  /* the same, and written anew each time: it depends on the clock */
	CACHE_FEED,  /* for some minutes */
	CACHE_FIXED, /* as long as this program runs */
	CACHE_KEPT,  /* never changes, whatever is committed */
	CACHE_DELTA, /* for this client alone */
	CACHE_IMG,   /* a picture asked for by its original's address: for a day */
	CACHE_PRINT, /* a picture by its own name: for ever */
};

enum who {
	WHO_ALL,
	WHO_LOOPBACK,
	WHO_HUB, /* all, by GET and POST; where nobody takes what hubs push, there is no such door
		  */
	WHO_READER, /* all, by POST too, from pages of ours; where no marks are taken, there is no
		       such door */
	WHO_SELF, /* all, by POST too: what it changes is in the sender's own browser alone */
};

struct route {
	const char *path;
	handler *handler;
	enum cache_class cache;
	enum who who;
	uint64_t params; /* PARAM_BIT of those read from the query */
};

/*
 * route_find(arena, path, out, args):
 * The first row that ${path} (as sent, percent-encoded) fits; what its {names} stand for goes to
 * ${args}, decoded and checked. Errors:  ERR_NOT_FOUND.
 */
struct err route_find(
    struct arena *arena, struct str path, const struct route **out, struct args *args);

/* All rows, for tests. */
const struct route *routes_all(size_t *count);

#endif
