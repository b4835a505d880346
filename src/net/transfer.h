/*
 * transfer.h: one request under way, as libcurl has it.  Only for http.c, transfer.c and
 * transfer_end.c.
 */
#ifndef XINSHI_NET_TRANSFER_H
#define XINSHI_NET_TRANSFER_H

#include <curl/curl.h>

#include "net/http.h"
#include "net/inflate.h"
#include "net/trust.h"

struct http {
	CURLM *multi;
	struct gate_settings settings;
	struct address_rules rules;
	struct trust *trust;
	const char *proxy; /* "": none */
	uint16_t proxy_port;
	struct arena arena;
	struct transfer *transfers;
	unsigned count;
	size_t held; /* bytes of bodies not yet given back */
	int64_t deaf_until_ms; /* name.h */
};

enum { HTTP_HELD_MAX = 384 << 20 };

struct transfer {
	struct http *http;
	struct transfer *next, **before;
	void *owner;
	CURL *easy;
	struct curl_slist *lines;
	struct buf form;
	struct arena arena;
	struct response *response;
	int64_t began;
	/* of the body */
	int64_t body_max;
	bool cut, is_cut;
	bool head_ended;
	struct inflate *inflate;
	struct digest_state digest;
	/* of the sockets */
	const char *denied;
	bool opened;
};

struct err transfer_open(
    struct http *http, const struct http_request *request, void *owner, struct transfer **out);
/* Makes ${err} its fault, unless it has one. */
void transfer_fail(struct transfer *transfer, struct err err);
/* Fills what the response still lacks once libcurl is done with it. */
void transfer_end(struct transfer *transfer, CURLcode result);
void transfer_close(struct http *http, struct transfer *transfer);

#endif
