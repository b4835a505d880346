/*
 * exchange.h: what the gate (xinshi-fetch) is asked, and what it gives back: every request as it
 * was sent and every response as it was received, and what the last one's head says.
 *
 * Heads are parsed where they are received, behind the wall; the archive's side gets values.
 * Everything read lives in the arena or points into the message.
 */
#ifndef XINSHI_RECORD_EXCHANGE_H
#define XINSHI_RECORD_EXCHANGE_H

#include "base/digest.h"
#include "text/url.h"

enum {
	FETCH_HOPS_MAX = 10,			/* redirects followed */
	EXCHANGES_MAX = 2 * FETCH_HOPS_MAX + 4, /* with robots.txt of each host */
	FETCH_BODY_MAX = 32 << 20,  /* bytes of one body, decoded; a question may ask for less */
	FETCH_HEAD_MAX = 256 << 10, /* bytes of one head */
	FETCH_VALIDATOR_MAX = 8192, /* bytes of an ETag or Last-Modified that is sent back */
	FETCH_LINKS_MAX = 16,
	GATE_GAP_MAX_MS = 3600 * 1000,
	GATE_BEAT_MAX_MS = 60 * 1000,
};

enum fetch_kind {
	FETCH_FEED = 1, /* robots.txt only where it names us */
	FETCH_PAGE,	/* an article's page: robots.txt obeyed, ERR_ROBOTS */
	FETCH_HUB,	/* POST of ${form} to a WebSub hub; redirects are not followed */
	FETCH_PICTURE,	/* robots.txt obeyed as for pages */
};

struct fetch_question {
	enum fetch_kind kind;
	struct str url;			/* absolute, http or https */
	struct str etag, last_modified; /* sent back byte for byte; empty: not sent */
	/* where those came from (url of that fetched): they are sent there only, and not to others on
	 * the way; empty: to all on the way */
	struct str validated_url;
	bool delta;	   /* A-IM: feed; only with a fresh ETag */
	int64_t body_max;  /* 0: FETCH_BODY_MAX */
	struct str form;   /* FETCH_HUB: application/x-www-form-urlencoded */
};

enum exchange_role {
	EXCHANGE_ANSWER = 1, /* the last one: what was asked for */
	EXCHANGE_REDIRECT,
	EXCHANGE_ROBOTS,
};

struct exchange {
	enum exchange_role role;
	struct str url;
	int status;	     /* 0: none was received */
	struct raw request;  /* the head as sent */
	struct raw response; /* the head as received: status line, fields, empty line */
	struct raw body; /* as received but for transfer and content coding; may be cut off, see err
			    of fetched */
	int64_t received; /* bytes of the body before its content coding was taken off */
	struct digest received_digest; /* SHA-256 of those; zero where the body is empty */
	struct str address; /* "203.0.113.7 443", of the peer (of the proxy where there is one) */
	int64_t began_ms, took_ms; /* milliseconds since 1970; the clock's */
};

struct fetch_link {
	struct str rel, url, type; /* url absolute */
};

struct fetched {
	/* {0}: an answer came, whatever its status; else why not: ERR_URL, ERR_ADDRESS, ERR_DNS,
	 * ERR_CONNECT, ERR_TLS, ERR_SLOW, ERR_TRUNCATED, ERR_TOO_BIG, ERR_HTTP (malformed),
	 * ERR_REDIRECT, ERR_ROBOTS */
	struct err err;
	struct exchange exchanges[EXCHANGES_MAX]; /* in order; the answer is the last */
	size_t count;
	int status;	     /* of the last; 0 without one */
	struct str url;	     /* where that came from; with an err, where the way ended */
	struct str moved_to; /* the address behind all permanent redirects (301, 308) at the
				beginning of the way; else empty */
	struct str etag, last_modified, content_type, content_location,
	    content_language;			  /* as sent */
	struct fetch_link links[FETCH_LINKS_MAX]; /* Link headers (RFC 8288) */
	size_t link_count;
	int64_t date, expires; /* seconds since 1970; 0 not given; expires 1 where it cannot be read
				  ("0", "-1"): in the past */
	int64_t max_age_s;     /* Cache-Control, less Age; -1 not given */
	bool no_store, no_cache, must_revalidate;
	int64_t retry_after_s; /* from ${date} or the answer's time on; -1 not given */
	bool is_delta;	       /* 226 with IM: feed */
};

void wire_put_fetch_question(struct buf *out, const struct fetch_question *question);
struct err wire_get_fetch_question(struct raw bytes, struct fetch_question *out);
void wire_put_fetched(struct buf *out, const struct fetched *fetched);
/* Checks a stranger's message: UTF-8 of texts, ceilings, URLs that are http or https, status 0 or
 * 100-999. */
struct err wire_get_fetched(struct arena *arena, struct raw bytes, struct fetched *out);

/* How the gate behaves; told once, before the first question. */
struct gate_settings {
	struct str user_agent; /* whole header: "xinshi/0.1 (+https://contact)" */
	struct str proxy;    /* "socks5h://127.0.0.1:9050", "http://proxy:3128"; empty: none.  Names
			      * are then resolved there, and the    address gate judges the proxy's
			      * address only where the operator named it by allow */
	struct str allow;    /* networks that may be reached though the deny list holds them:
			      * "127.0.0.0/8 192.168.1.5/32"; ports    too: "127.0.0.0/8:8000-9000"
			      * "[fd00::/8]:8080", and ":8080" for addresses that it does not hold;
			      * without ports: 80    and 443; empty: none */
	int64_t host_gap_ms; /* from the end of one request to a host to the beginning of the next;
				default 1000 */
	int64_t host_connections;	       /* at once to one host, 1-6; default 2 */
	int64_t connections;		       /* at once, 1-512; default 64 */
	int64_t connect_ms, idle_ms, total_ms; /* default 15 s, 30 s without a byte, 120 s */
	struct str deny; /* networks and ports of the same form that are not reached, allowed or not; without
			    ports: at none; empty: none */
	int64_t beat_ms; /* so often it says that it lives, while questions are out; default 10 s */
	struct str
	    authorities; /* certificates (PEM) to be trusted besides the system's; empty: none */
};
void gate_settings_init(struct gate_settings *settings);
void wire_put_gate_settings(struct buf *out, const struct gate_settings *settings);
struct err wire_get_gate_settings(struct raw bytes, struct gate_settings *out);

#endif
