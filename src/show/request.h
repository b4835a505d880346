/*
 * request.h: one question of a reader, checked and understood, and the answer to it, before either
 * meets HTTP's library.
 */
#ifndef XINSHI_SHOW_REQUEST_H
#define XINSHI_SHOW_REQUEST_H

#include "search/search.h"
#include "show/html_out.h"
#include "show/routes.h"
#include "show/serve.h"
#include "show/settings.h"

enum { TARGET_MAX = 4096 };

/* What came over the wire, as far as it matters; views into the connection's memory.  Absent
 * headers have p NULL. */
struct ask {
	struct str method, target; /* the target as sent: path, '?', query */
	struct str host;
	struct str accept, accept_language, accept_encoding;
	struct str if_none_match, if_modified_since, a_im;
	struct str content_type, signature; /* of what a hub pushes: X-Hub-Signature */
	struct str cookie;
	struct str origin, fetch_site;	    /* Origin, Sec-Fetch-Site: where a form was sent from */
	struct raw body;
	bool is_cut;	 /* there was a body that was not read */
	bool loopback;	 /* the peer's own address, never a header; not where a proxy says that it
			    asks for another */
	bool limited;	 /* its network has asked too often of late */
	uint64_t now_ms; /* by a clock that only goes forward */
	int64_t now;	 /* seconds since 1970 */
};

struct clerk;

struct request {
	struct clerk *clerk; /* its archive, search, lists (clerk.h) */
	struct arena *arena; /* lives as long as the request */
	const struct server_options *options;
	const struct route *route;
	struct args args;
	int64_t now;	    /* seconds since 1970 */
	struct settings settings; /* of this reader; none in what feed readers are given */
	enum script script; /* by the prefix of the path, else as the reader has set it */
	bool has_prefix, is_original; /* original: it says as published, whatever is set */
	enum tongue tongue; /* by the prefix, else by Accept-Language */
	struct str path;    /* without the prefix, as sent */
	struct str query;   /* what was understood of it, in the table's order: "?q=a", or empty */
	struct str base;    /* "http://127.0.0.1:8080", for feeds and the API */
	bool is_post, is_cut; /* what a hub pushed, or a reader sent: */
	struct str content_type, signature;
	struct raw body;
	struct {
		int64_t source, from, to; /* as in article_filter */
	} only; /* what a day shows, where pages are files of a part of the archive; else 0 */
	struct str redirect; /* where it should go instead; empty: nowhere */
	struct str accept;   /* kinds of media that the client takes: for pictures */
	struct str
	    known; /* If-None-Match of who takes what is new alone (A-IM: feed); else empty */
};

/* Rows of data in reply.c: Content-Type, policy, whether it pays to compress. */
enum media {
	MEDIA_HTML,
	MEDIA_TEXT,
	MEDIA_RAW, /* a stranger's bytes: text/plain in a sandbox */
	MEDIA_MARKDOWN,
	MEDIA_JSON,
	MEDIA_CSV,
	MEDIA_RSS,
	MEDIA_ATOM,
	MEDIA_JSONFEED,
	MEDIA_OPML,
	MEDIA_ICON,
	MEDIA_SCRIPT,
	MEDIA_MANIFEST,
	MEDIA_METRICS,
	MEDIA_EPUB,
	MEDIA_JPEG,
	MEDIA_PNG,
	MEDIA_WEBP,
	MEDIA_MAX
};

struct response {
	int status;
	enum media media;
	enum cache_class cache;
	struct buf body;
	struct html_out out;   /* writes to body */
	struct str title;      /* of a page */
	int64_t modified;      /* Last-Modified, seconds; 0: none */
	struct str location;   /* of a redirect */
	struct str etag;       /* without quotes; empty: made of the bytes */
	struct str link;       /* header Link */
	struct str base;       /* "http://127.0.0.1:8080": where whole addresses of ours begin */
	struct str cookie;     /* header Set-Cookie */
	struct str style;      /* a second style sheet of this answer; its digest goes to the policy */
	bool has_script;       /* the page names our script */
	struct str delta_base; /* of a 226: the validator it starts from */
};

/*
 * request_parse(request, ask):
 * Takes a request whose clerk, arena and options are set.
 * Errors:  ERR_LIMIT; ERR_METHOD; ERR_TOO_BIG past TARGET_MAX; ERR_HOST where Host is none of ours;
 * ERR_NOT_FOUND without a route or where this peer may not ask; ERR_ACCESS for a form that is not
 * from a page of ours; ERR_USAGE for a malformed target or a value that is not allowed.
 */
struct err request_parse(struct request *request, const struct ask *ask);

/* Whether ${host} (as in the header, with or without a port) is one of ours. */
bool host_is_ours(const struct server_options *options, struct str host);

#endif
