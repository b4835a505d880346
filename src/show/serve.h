/*
 * serve.h: the reading room's door on the network: a pool of threads over libmicrohttpd, each with
 * read-only handles of its own on the archive, so that a hole here changes nothing kept.
 *
 * GET and HEAD only, but for what hubs push, where somebody takes it, and for readers' marks, where
 * they are taken.  Every answer, errors too, has its headers from one place (reply.c).  Nothing is
 * fetched, written or run for a reader.  Limits: SERVER_* below.
 */
#ifndef XINSHI_SHOW_SERVE_H
#define XINSHI_SHOW_SERVE_H

#include "base/arena.h"

struct extract_question;
struct extracted;

enum {
	SERVER_THREADS_MAX = 16,
	SERVER_NAMES_MAX = 16,
	SERVER_CONNECTIONS = 512,      /* at once, all threads together */
	SERVER_CONNECTIONS_PEER = 256, /* at once, of one address */
	SERVER_TIMEOUT_S = 20,	       /* without a byte either way */
	SERVER_MEMORY = 32 << 10,      /* for the head of one request */
	SERVER_CACHE = 8 << 20,	       /* bytes of finished pages, all threads together */
	SERVER_SEARCH_MS = 200,	       /* one search */
	SERVER_PUSH = 4 << 20,	       /* bytes of what a hub pushes */
	SERVER_FORM = 8 << 10,	       /* bytes of a form that a reader sends */
	SERVER_STALE_MS = 1000,	       /* so long a page may miss what was committed */
};

/* ${path}: of the request, as sent; ${detail}: what the database said, may be empty. */
typedef void server_fault(void *context, struct str path, struct err err, const char *detail);

/* What a hub sent to a callback of ours (WebSub): its word on a subscription, or a push. */
struct server_push {
	struct str token;
	struct str mode, topic;	 /* "subscribe", "unsubscribe", "denied", of a feed that has asked
				    for it; mode empty: a push */
	int64_t lease_s;	 /* how long a subscription lasts; 0: not said */
	struct str content_type; /* of a push; may be empty */
	struct str
	    signature; /* X-Hub-Signature; may be empty, or wrong: whoever takes it must look */
	struct raw body;
};
/* Takes it; called from any thread.  An error (ERR_BUSY) tells the hub to come again. */
typedef struct err server_pushed(void *context, const struct server_push *push);

/* Has a page read, with all its blocks, in a process of its own (record/extracted.h); called from
 * any thread.  ERR_BUSY where another is being read. */
typedef struct err server_extract(void *context, struct arena *arena,
    const struct extract_question *question, struct extracted *out);

struct server_options {
	const char *dir; /* the archive */
	struct str
	    listen; /* ADDRESS:PORT, [ADDRESS]:PORT; port 0: any free one; empty: 127.0.0.1:8080 */
	unsigned threads;	 /* 0: one for each core, at most 8 */
	const struct str *names; /* what readers may call us in Host, without port; loopback's names
				  * and the listening address always */
	size_t name_count;
	bool public_readonly; /* allow an address that others can reach */
	bool has_zone;	      /* else that of most articles when the server opens (sources_zone) */
	int32_t zone_s;	      /* days and clock times are shown in this zone, seconds east of UTC */
	struct str base_url;  /* how readers reach us ("https://news.example"), a name of ours too;
				 empty: http:// and their Host */
	struct str hub;	      /* a WebSub hub that our feeds name; empty: none */
	const struct str *img_hosts; /* whoever asks /img for a picture of theirs that is not kept
					is sent to them */
	size_t img_host_count;
	server_pushed *pushed; /* NULL: there is no door for hubs */
	void *push_context;
	bool marks;		 /* readers may mark texts as wrong (store/readers.h) */
	server_extract *extract; /* NULL: nobody is shown how pages are read */
	void *extract_context;
	server_fault *fault; /* told what went wrong on our side, from any thread; may be NULL */
	void *fault_context;
};

struct server;

/*
 * server_open(options, out):
 * Opens the archive once for each thread and begins to answer.  ${options} must live as long as the
 * server. Errors:  ERR_USAGE (what: the listening address is malformed, or reachable by others
 * without public_readonly); ERR_EXISTS (the port is taken); ERR_ACCESS; those of archive_open and
 * search_open.
 */
struct err server_open(const struct server_options *options, struct server **out);
/* Where it listens, with the port that it got: "127.0.0.1:8080". */
struct str server_address(const struct server *server);
/* Stops taking questions, lets those at work finish, closes the archives.  Accepts NULL. */
void server_close(struct server *server);

#endif
