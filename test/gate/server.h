/*
 * server.h: for tests of the gate: a server that answers as its tables say, a gate that may reach
 * it, one question at a time.
 */
#ifndef XINSHI_TEST_GATE_SERVER_H
#define XINSHI_TEST_GATE_SERVER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "guard/gate.h"
#include "httpd/httpd.h"

/* ---- the server: what each path says ---- */

static struct httpd *server;
static pthread_t thread;
static char site[64];

enum { LARGE_TIMES = 30 };
static unsigned char large[1 << 20];

struct said {
	const char *path;
	int status;
	const char *headers, *body;
};

static const struct said sayings[] = {
	{ "/plain", 200,
	    "ETag: \"a\"\r\nLast-Modified: Mon, 01 Feb 2021 00:05:00 GMT\r\nContent-Type: "
	    "text/plain\r\n",
	    "plain" },
	{ "/once", 302, "Location: /plain\r\n", "elsewhere" },
	{ "/good/1", 301, "Location: 2\r\n", "" },
	{ "/good/2", 308, "Location: /once\r\n", "" },
	{ "/once/good", 307, "Location: /good/1\r\n", "" },
	{ "/circle/a", 301, "Location: b\r\n", "" },
	{ "/circle/b", 302, "Location: a\r\n", "" },
	{ "/nowhere", 301, "", "" },
	{ "/scheme", 302, "Location: ftp://127.0.0.1/x\r\n", "" },
	{ "/inside", 302, "Location: http://10.0.0.1/\r\n", "" },
	{ "/gone", 410, "", "gone" },
	{ "/busy", 503, "Retry-After: 77\r\nCache-Control: max-age=60, no-cache\r\nAge: 10\r\n",
	    "" },
	{ "/robots.txt", 200, "",
	    "User-agent: *\nDisallow: /private\nAllow: /private/but\nUser-agent: xinshi\n"
	    "Disallow: /not-xinshi\nDisallow: /private\nAllow: /private/but\n" },
	{ "/private/a", 200, "", "private" },
	{ "/private/but", 200, "", "not so private" },
	{ "/not-xinshi", 200, "", "x" },
	{ "/links", 200,
	    "Link: </hub>; rel=\"hub\", <http://a.example/>; rel=self; type=\"a/b\"\r\n", "" },
};

/* Machines whose robots.txt says something of its own, by the last number of their addresses. */
static const struct {
	const char *to, *path;
	struct said said;
} of_machines[] = {
	{ "127.0.5.1:", "/robots.txt", { NULL, 503, "", "" } },
	{ "127.0.5.2:", "/robots.txt", { NULL, 404, "", "User-agent: *\nDisallow: /\n" } },
	{ "127.0.5.3:", "/robots.txt", { NULL, 301, "Location: /r2\r\n", "" } },
	{ "127.0.5.3:", "/r2", { NULL, 302, "Location: /r3\r\n", "" } },
	{ "127.0.5.3:", "/r3", { NULL, 200, "", "User-agent: *\nDisallow: /plain\n" } },
	{ "127.0.5.4:", "/robots.txt", { NULL, 301, "Location: /robots.txt?again\r\n", "" } },
	{ "127.0.5.4:", "/robots.txt?again", { NULL, 301, "Location: /robots.txt\r\n", "" } },
	{ "127.0.5.5:", "/robots.txt", { NULL, 200, "", "User-agent: *\nCrawl-delay: 1\n" } },
	{ "127.0.5.7:", "/robots.txt", { NULL, 429, "", "" } },
	{ "127.0.5.8:", "/robots.txt",
	    { NULL, 302, "Location: http://10.0.0.1/robots.txt\r\n", "" } },
};

/* What servers send that know HTTP by hearsay. */
static const struct odd {
	const char *path, *bytes;
	enum err_code code;
	int status;
	const char *body;
} odds[] = {
	{ "/odd/hints",
	    "HTTP/1.1 103 Early Hints\r\nLink: <a>; rel=preload\r\n\r\n"
	    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
	    ERR_NONE, 200, "hi" },
	{ "/odd/trailers",
	    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "2\r\nhi\r\n0\r\nETag: \"late\"\r\n\r\n",
	    ERR_NONE, 200, "hi" },
	{ "/odd/chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nwhat?\r\n",
	    ERR_TRUNCATED, 200, "hi" },
	{ "/odd/old", "HTTP/1.0 200 OK\n\nhi", ERR_NONE, 200, "hi" },
	{ "/odd/lengths", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhi", ERR_HTTP, 0, "" },
	{ "/odd/version", "HTTP/9.9 200 OK\r\n\r\nhi", ERR_HTTP, 0, "" },
	{ "/odd/codings", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip\r\n\r\nhi",
	    ERR_HTTP, 200, "" },
	{ "/odd/broken", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nno brotli, this",
	    ERR_TRUNCATED, 200, "" },
	{ "/odd/headless", "HTTP/1.1 200 OK\r\nX: 1\r\n", ERR_HTTP, 0, "" },
	{ "/odd/nothing", "", ERR_HTTP, 0, "" },
};

static bool
play_odd(const struct request *request, struct answer *out)
{
	for (size_t i = 0; i < LENGTH(odds); i++) {
		if (!str_equal(request->target, str_from_c(odds[i].path)))
			continue;
		out->raw = out->close = true;
		out->body.tail = raw_from_str(str_from_c(odds[i].bytes));
		return true;
	}
	return false;
}

static bool
play_machine(const struct request *request, struct answer *out)
{
	for (size_t i = 0; i < LENGTH(of_machines); i++) {
		if (!str_starts(request->to, str_from_c(of_machines[i].to)) ||
		    !str_equal(request->target, str_from_c(of_machines[i].path)))
			continue;
		out->status = of_machines[i].said.status;
		out->headers = str_from_c(of_machines[i].said.headers);
		out->body.tail = raw_from_str(str_from_c(of_machines[i].said.body));
		return true;
	}
	return false;
}

static void
play(void *context, struct arena *arena, const struct request *request, struct answer *out)
{
	(void)context;
	if (play_machine(request, out) || play_odd(request, out))
		return;
	out->status = 404;
	for (size_t i = 0; i < LENGTH(sayings); i++) {
		if (!str_equal(request->target, str_from_c(sayings[i].path)))
			continue;
		out->status = sayings[i].status;
		out->headers = str_from_c(sayings[i].headers);
		out->body.tail = raw_from_str(str_from_c(sayings[i].body));
		return;
	}
	if (str_starts(request->target, S("/chain/"))) {
		struct str rest = str_from(request->target, 7);
		uint64_t n = 0;
		pull_number(&rest, 1000, &n);
		out->status = n ? 302 : 200;
		answer_header(arena, out, "Location", str_format(arena, "/chain/%d", (int)n - 1));
	} else if (str_equal(request->target, S("/gzip"))) {
		out->status = 200;
		out->body.head = raw_from_str(S("squeezed"));
		answer_gzip(arena, out);
	} else if (str_equal(request->target, S("/bomb"))) {
		out->status = 200;
		answer_bomb(arena, out, 64 << 20, 1);
	} else if (str_equal(request->target, S("/bombs"))) {
		out->status = 200;
		answer_bomb(arena, out, 64 << 20, 2);
	} else if (str_equal(request->target, S("/large"))) {
		out->status = 200;
		out->body = (struct body){ .unit = { large, sizeof(large) }, .times = LARGE_TIMES };
	} else if (str_equal(request->target, S("/endless"))) {
		out->status = 200;
		out->body = (struct body){ .unit = raw_from_str(S("for ever ")), .times = 1 << 30 };
		out->length = LENGTH_CHUNKED;
	} else if (str_equal(request->target, S("/cut"))) {
		out->status = 200;
		out->body.tail = raw_from_str(S("half of i"));
		out->length = 100;
		out->close = true;
	} else if (str_equal(request->target, S("/silent"))) {
		out->status = 0;
	} else if (str_equal(request->target, S("/noise"))) {
		out->raw = out->close = true;
		out->body.tail = raw_from_str(S("what is this?\r\n\r\n"));
	} else if (str_equal(request->target, S("/fields"))) {
		out->raw = out->close = true;
		out->body = (struct body){ .head = raw_from_str(S("HTTP/1.1 200 OK\r\n")),
			.unit = raw_from_str(S("X: and so on and so on\r\n")),
			.times = 1 << 20 };
	} else if (str_equal(request->target, S("/field"))) {
		out->raw = out->close = true;
		out->body = (struct body){ .head = raw_from_str(S("HTTP/1.1 200 OK\r\nX: ")),
			.unit = raw_from_str(S("and so on and so on ")),
			.times = 1 << 20 };
	} else if (str_equal(request->target, S("/validate"))) {
		out->status = 200;
		out->validate = true;
		answer_header(arena, out, "ETag", S("W/\"odd, \\\"quoted\""));
	} else if (str_equal(request->target, S("/form"))) {
		out->status = str_equal(request->method, S("POST")) ? 202 : 405;
		out->body.tail = raw_copy(arena, raw_from_str(request->content));
	}
}

static void *
serve(void *nothing)
{
	httpd_run(server);
	return nothing;
}

/* ---- the gate ---- */

static inline struct gate_settings
settings_here(struct arena *arena)
{
	struct gate_settings settings;

	gate_settings_init(&settings);
	settings.user_agent = S("xinshi/test (+https://contact.example/)");
	settings.allow = str_format(arena, "127.0.0.0/8:%d", httpd_port(server));
	settings.host_gap_ms = 0;
	settings.idle_ms = 1000;
	return settings;
}

static inline struct gate *
open_gate(const struct gate_settings *settings)
{
	struct gate *gate = NULL;
	struct err err = gate_open(settings, &gate);

	if (err.code)
		fail_msg("%s: %s", err_row(err.code)->name, err.what ? err.what : "");
	return gate;
}

struct fixture {
	struct arena arena;
	struct gate *gate;
};

static inline int
setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	struct gate_settings settings = settings_here(&fixture->arena);

	fixture->gate = open_gate(&settings);
	*state = fixture;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *fixture = *state;

	gate_close(fixture->gate);
	arena_done(&fixture->arena);
	free(fixture);
	return 0;
}

/* One question, waited for. */
static inline struct fetched *
ask(struct fixture *fixture, const struct fetch_question *question)
{
	struct fetched *fetched = arena_new(&fixture->arena, struct fetched);
	struct gate_answer answer;
	struct raw bytes;

	assert_int_equal(gate_ask(fixture->gate, 5, question).code, ERR_NONE);
	assert_true(gate_next(fixture->gate, 20000, &answer));
	assert_int_equal(answer.err.code, ERR_NONE);
	assert_int_equal(answer.tag, 5);
	bytes = raw_copy(&fixture->arena, answer.fetched);
	assert_int_equal(wire_get_fetched(&fixture->arena, bytes, fetched).code, ERR_NONE);
	return fetched;
}

static inline struct fetched *
get(struct fixture *fixture, enum fetch_kind kind, const char *path)
{
	struct fetch_question question = { .kind = kind,
		.url = str_format(&fixture->arena, "%s%s", path[0] == '/' ? site : "", path) };

	return ask(fixture, &question);
}

static inline const struct exchange *
last(const struct fetched *fetched)
{
	assert_true(fetched->count > 0);
	return &fetched->exchanges[fetched->count - 1];
}

static inline void
assert_raw(struct raw bytes, const char *want)
{
	assert_int_equal(bytes.n, strlen(want));
	assert_memory_equal(bytes.p, want, bytes.n);
}

static inline int
with_server(int (*run)(void))
{
	int failed;

	if (httpd_open(0, play, NULL, &server).code || pthread_create(&thread, NULL, serve, NULL))
		return 1;
	snprintf(site, sizeof(site), "http://127.0.0.1:%d", httpd_port(server));
	failed = run();
	httpd_stop(server);
	pthread_join(thread, NULL);
	httpd_close(server);
	return failed;
}

#endif
