/*
 * http.h: one request and its response, as many at once as there are; libcurl stays in http.c and
 * easy.c.
 *
 * Nothing is followed, decoded, remembered or added here: no redirects, no content coding but by
 * inflate.h, no cookies, no credentials.  Every socket is judged by address.h before it is
 * connected, and every connection again before it is used.
 */
#ifndef XINSHI_NET_HTTP_H
#define XINSHI_NET_HTTP_H

#include <poll.h>

#include "net/address.h"
#include "record/exchange.h"

struct http;

struct http_request {
	struct url url;		 /* without fragment */
	const struct str *lines; /* "Name: value" */
	size_t line_count;
	struct str form; /* p not NULL: POST */
	int64_t body_max;
	bool cut; /* a longer body is cut there, without an error */
};

enum {
	HTTP_REDIRECT_BODY_MAX =
	    64 << 10 /* of an answer that leads elsewhere; the rest is not asked for */
};

/* What a request leaves. */
struct response {
	struct err err; /* {0}: whole */
	int status;	/* 0: none */
	struct buf request, head, body;
	int64_t received;
	struct digest digest;
	char address[64];
	int64_t began_ms, took_ms;
};

/* Before the lock, as libraries read files of their own; opens no descriptor.  ERR_LIBRARY. */
struct err http_warm_up(void);

/* ${authorities}: certificates that are trusted, PEM.  ERR_CONFIG (proxy),
 * ERR_LIBRARY. */
struct err http_open(const struct gate_settings *settings, const struct address_rules *rules,
    struct str authorities, struct http **out);
void http_close(struct http *http);

/* Begins; ${owner} comes back with the response.  The views are copied or live until then. */
struct err http_begin(struct http *http, const struct http_request *request, void *owner);
/* A finished one: its response, to be given back to http_forget, and its owner.  False: none now.
 */
bool http_next(struct http *http, void **owner, struct response **out);
void http_forget(struct http *http, struct response *response);
/* Lets things happen; waits until something does, at one of ${fds} too, at most ${timeout_ms}. */
void http_wait(struct http *http, struct pollfd *fds, unsigned count, int timeout_ms);

/* Port of a proxy, as settings have it ("socks5h://host:9050"); 0 where it is none that we use. */
uint16_t proxy_port(struct str proxy);

#endif
