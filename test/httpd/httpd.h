/*
 * httpd.h: an HTTP/1.1 server for tests, which does what it is told: true, slow, cut off, lying,
 * endless or silent answers, from a script or from the test itself, on every address of 127.0.0.0/8
 * at once.
 *
 * It keeps what was asked (each request with its time and headers) and judges the validators that
 * clients send back: good, out of sequence (given once, but not the last), or made up.  Its clock
 * is the test's: answers and log have the time of httpd_set_time, or the real one.
 *
 * One thread or process runs httpd_run; the other calls are safe beside it.
 */
#ifndef XINSHI_TEST_HTTPD_H
#define XINSHI_TEST_HTTPD_H

#include "base/buf.h"

/* ---- what is asked ---- */

struct request {
	int64_t time;	/* seconds; the test's clock, or the real one */
	double arrived; /* seconds of the monotonic clock: for gaps between requests */
	struct str to;	/* "127.0.0.5:8080": the address that was connected to */
	struct str method, target;
	struct str host;    /* as the header says */
	struct str headers; /* all of them, lines that end in \r\n */
	struct str content; /* of a POST */
	unsigned marks;	    /* what was odd: enum request_mark */
	int status;	    /* of the answer */
};

enum request_mark {
	MARK_REPEATED = 1 << 0, /* not the first of its address and target, ... */
	MARK_BARE = 1 << 1,	/* ... and without a validator, though one was given */
	MARK_TAG_GOOD = 1 << 2,
	MARK_TAG_OLD = 1 << 3,
	MARK_TAG_INVENTED = 1 << 4,
	MARK_DATE_GOOD = 1 << 5,
	MARK_DATE_OLD = 1 << 6,
	MARK_DATE_INVENTED = 1 << 7,
	MARK_COOKIE = 1 << 8,
	MARK_REFERER = 1 << 9,
	MARK_QUERY = 1 << 10,
	MARK_NO_AGENT = 1 << 11,
	MARK_NOT_GET = 1 << 12,
	MARK_OLD_HTTP = 1 << 13, /* not HTTP/1.1 */
	MARK_COUNT = 14
};
extern const char *const request_marks[MARK_COUNT];

/* The value of a header, trimmed; p is NULL where there is none. */
struct str header_find(struct str headers, struct str name);

/* ---- what is answered ---- */

/* Head, so many times the unit, tail: a text, a gigabyte of zeros or no end at all take the same
 * memory. */
struct body {
	struct raw head, unit, tail;
	uint64_t times;
};

enum { LENGTH_TRUE = 0, LENGTH_NONE = -1, LENGTH_CHUNKED = -2 };
enum { FOREVER = INT32_MAX };

struct answer {
	int status;	    /* 0: nothing is ever said */
	struct str headers; /* besides Content-Length and the like; lines that end in \r\n */
	struct body body;
	int64_t length; /* what Content-Length claims; or LENGTH_* */
	uint64_t rate;	/* bytes a second; 0: as fast as it goes */
	uint64_t
	    cut; /* the connection is closed behind so many bytes, head included; 0: it is not */
	bool validate; /* becomes 304 where the request holds a validator of these headers */
	bool raw;      /* the body is all that is sent: no head is made */
	bool close;    /* the connection ends with the answer */
};

/* Decides; ${out} is zeroed and 200 with an empty body.  What it points to must live until the next
 * call for the same connection; ${arena} does. */
typedef void httpd_play(
    void *context, struct arena *arena, const struct request *request, struct answer *out);

void answer_header(struct arena *arena, struct answer *answer, const char *name, struct str value);
/* An HTTP date, ${time} in seconds. */
void answer_date(struct arena *arena, struct answer *answer, const char *name, int64_t time);
void answer_text(struct answer *answer, const char *type, struct str text, struct arena *arena);
/* ${size} zeros in gzip, about 1,000 to 1, and the header that says so; ${layers} of it, one in
 * another. */
void answer_bomb(struct arena *arena, struct answer *answer, uint64_t size, unsigned layers);
/* The body in gzip. */
void answer_gzip(struct arena *arena, struct answer *answer);

/* ---- the server ---- */

struct httpd;

/* Listens at ${port} (0: any that is free) of every address of this machine; strangers are shown
 * the door. */
struct err httpd_open(uint16_t port, httpd_play *play, void *context, struct httpd **out);
uint16_t httpd_port(const struct httpd *httpd);
/* Until httpd_stop, which may be called from a signal handler. */
void httpd_run(struct httpd *httpd);
void httpd_stop(struct httpd *httpd);
void httpd_close(struct httpd *httpd);
/* 0: the real time. */
void httpd_set_time(struct httpd *httpd, int64_t seconds);
/* Each request from now on is a line of JSON there. */
void httpd_log_to(struct httpd *httpd, int fd);

/* ---- what was asked ---- */

size_t httpd_count(struct httpd *httpd);
/* Request number ${i}; it lives as long as the server. */
struct request httpd_request(struct httpd *httpd, size_t i);

struct httpd_tally {
	uint64_t requests, bytes;
	uint64_t status[600];
	uint64_t marks[MARK_COUNT];
};
struct httpd_tally httpd_tally(struct httpd *httpd);

/* ---- invented feeds ---- */

struct invented {
	unsigned number;	 /* its words and title follow from it */
	unsigned items, version; /* each version has a newer item than the one before */
	struct str site;	 /* "http://127.0.0.1:8080" */
	struct str more;	 /* markup at its head */
};
/* RSS 2.0, its items with their full text. */
struct str feed_invent(struct arena *arena, const struct invented *feed);

/* ---- scripts: see script.c ---- */

struct script;
/* ${text} must live as long. */
struct err script_parse(struct str text, struct arena *arena, struct script **out);
struct err script_read(const char *path, struct arena *arena, struct script **out);
httpd_play script_play;

#endif
