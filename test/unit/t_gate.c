/*
 * The gate as a whole: gate.c, the pipe, xinshi-fetch behind its lock, and a server on this machine that answers as told.
 */
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

struct said {
	const char *path;
	int status;
	const char *headers, *body;
};

static const struct said sayings[] = {
	{ "/plain", 200, "ETag: \"a\"\r\nLast-Modified: Mon, 01 Feb 2021 00:05:00 GMT\r\nContent-Type: text/plain\r\n", "plain" },
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
	{ "/busy", 503, "Retry-After: 77\r\nCache-Control: max-age=60, no-cache\r\nAge: 10\r\n", "" },
	{ "/robots.txt", 200, "", "User-agent: *\nDisallow: /private\nAllow: /private/but\nUser-agent: xinshi\n"
				  "Disallow: /not-xinshi\nDisallow: /private\nAllow: /private/but\n" },
	{ "/private/a", 200, "", "private" },
	{ "/private/but", 200, "", "not so private" },
	{ "/not-xinshi", 200, "", "x" },
	{ "/links", 200, "Link: </hub>; rel=\"hub\", <http://a.example/>; rel=self; type=\"a/b\"\r\n", "" },
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
	{ "127.0.5.8:", "/robots.txt", { NULL, 302, "Location: http://10.0.0.1/robots.txt\r\n", "" } },
};

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
	if (play_machine(request, out))
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

static struct gate_settings
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

static struct gate *
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

static int
setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	struct gate_settings settings = settings_here(&fixture->arena);

	fixture->gate = open_gate(&settings);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	gate_close(fixture->gate);
	arena_done(&fixture->arena);
	free(fixture);
	return 0;
}

/* One question, waited for. */
static struct fetched *
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

static struct fetched *
get(struct fixture *fixture, enum fetch_kind kind, const char *path)
{
	struct fetch_question question = { .kind = kind,
		.url = str_format(&fixture->arena, "%s%s", path[0] == '/' ? site : "", path) };

	return ask(fixture, &question);
}

static const struct exchange *
last(const struct fetched *fetched)
{
	assert_true(fetched->count > 0);
	return &fetched->exchanges[fetched->count - 1];
}

static void
assert_raw(struct raw bytes, const char *want)
{
	assert_int_equal(bytes.n, strlen(want));
	assert_memory_equal(bytes.p, want, bytes.n);
}

static void
a_plain_answer(void **state)
{
	struct fetched *fetched = get(*state, FETCH_FEED, "/plain");
	const struct exchange *exchange = last(fetched);
	struct digest digest = digest_of(raw_from_str(S("plain")));
	struct str request = { (const char *)exchange->request.p, exchange->request.n };

	assert_int_equal(fetched->err.code, ERR_NONE);
	assert_int_equal(fetched->status, 200);
	assert_int_equal(fetched->count, 1);
	assert_int_equal(exchange->role, EXCHANGE_ANSWER);
	assert_raw(exchange->body, "plain");
	assert_int_equal(exchange->received, 5);
	assert_true(digest_equal(&exchange->received_digest, &digest));
	assert_true(str_equal(fetched->etag, S("\"a\"")));
	assert_true(str_equal(fetched->last_modified, S("Mon, 01 Feb 2021 00:05:00 GMT")));
	assert_true(str_starts(exchange->address, S("127.0.0.1 ")));
	assert_true(str_starts(request, S("GET /plain HTTP/1.1\r\n")));
	assert_true(str_find(request, S("\r\nUser-Agent: xinshi/test (+https://contact.example/)\r\n"), 0) > 0);
	assert_true(str_find(request, S("\r\nAccept-Encoding: gzip, deflate, br\r\n"), 0) > 0);
	assert_true(str_ends(request, S("\r\n\r\n")));
	assert_true(str_starts((struct str){ (const char *)exchange->response.p, exchange->response.n }, S("HTTP/1.1 200 ")));
	assert_true(str_ends((struct str){ (const char *)exchange->response.p, exchange->response.n }, S("\r\n\r\n")));
	assert_true(exchange->began_ms > 1600000000000);
}

static void
redirects_are_followed_by_hand(void **state)
{
	struct fetched *fetched = get(*state, FETCH_FEED, "/good/1");
	struct fixture *fixture = *state;

	assert_int_equal(fetched->status, 200);
	assert_int_equal(fetched->count, 4);
	assert_int_equal(fetched->exchanges[0].status, 301);
	assert_int_equal(fetched->exchanges[1].status, 308);
	assert_int_equal(fetched->exchanges[2].status, 302);
	assert_raw(fetched->exchanges[2].body, "elsewhere");
	assert_int_equal(fetched->exchanges[2].role, EXCHANGE_REDIRECT);
	assert_int_equal(last(fetched)->role, EXCHANGE_ANSWER);
	assert_true(str_equal(fetched->moved_to, str_format(&fixture->arena, "%s/once", site)));
	assert_true(str_equal(fetched->url, str_format(&fixture->arena, "%s/plain", site)));
	assert_int_equal(get(*state, FETCH_FEED, "/once/good")->moved_to.n, 0);
	assert_int_equal(get(*state, FETCH_FEED, "/once")->moved_to.n, 0);
	assert_int_equal(get(*state, FETCH_FEED, "/chain/10")->status, 200);
}

static void
what_goes_wrong_is_told(void **state)
{
	static const struct {
		const char *path;
		enum err_code code;
		int status;
	} cases[] = {
		{ "/circle/a", ERR_REDIRECT, 0 },
		{ "/chain/11", ERR_REDIRECT, 0 },
		{ "/nowhere", ERR_REDIRECT, 0 },
		{ "/scheme", ERR_REDIRECT, 0 },
		{ "/inside", ERR_ADDRESS, 0 },
		{ "/cut", ERR_TRUNCATED, 200 },
		{ "/silent", ERR_SLOW, 0 },
		{ "/noise", ERR_HTTP, 0 },
		{ "/bomb", ERR_TOO_BIG, 200 },
		{ "/bombs", ERR_TOO_BIG, 200 },
		{ "/gone", ERR_NONE, 410 },
		{ "/missing", ERR_NONE, 404 },
		{ "http://127.0.0.1:1/", ERR_ADDRESS, 0 },
		{ "http://0x7f.1/", ERR_ADDRESS, 0 },
		{ "http://localhost/", ERR_ADDRESS, 0 },
		{ "http://[::ffff:7f00:1]/", ERR_ADDRESS, 0 },
		{ "ftp://a.example/", ERR_URL_SCHEME, 0 },
		{ "nonsense", ERR_URL, 0 },
		{ "https://127.0.0.9/", ERR_ADDRESS, 0 },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct fetched *fetched = get(*state, FETCH_FEED, cases[i].path);
		if (fetched->err.code != cases[i].code || fetched->status != cases[i].status)
			fail_msg("%s: %s %s %d", cases[i].path, err_row(fetched->err.code)->name,
			    fetched->err.what ? fetched->err.what : "", fetched->status);
	}
	assert_raw(last(get(*state, FETCH_FEED, "/cut"))->body, "half of i");
}

static void
bodies_have_ceilings(void **state)
{
	struct fixture *fixture = *state;
	struct fetch_question question = { .kind = FETCH_FEED, .url = str_format(&fixture->arena, "%s/endless", site),
		.body_max = 100000 };
	struct fetched *fetched = ask(*state, &question);

	assert_int_equal(fetched->err.code, ERR_TOO_BIG);
	assert_int_equal(last(fetched)->body.n, 100000);
	fetched = get(*state, FETCH_FEED, "/gzip");
	assert_raw(last(fetched)->body, "squeezed");
	assert_true(last(fetched)->received > 8);
}

static void
validators_go_back_as_they_came(void **state)
{
	struct fixture *fixture = *state;
	struct fetched *fetched = get(*state, FETCH_FEED, "/validate");
	struct fetch_question question = { .kind = FETCH_FEED, .url = str_format(&fixture->arena, "%s/validate", site) };

	assert_true(str_equal(fetched->etag, S("W/\"odd, \\\"quoted\"")));
	question.etag = fetched->etag;
	fetched = ask(*state, &question);
	assert_int_equal(fetched->status, 304);
	assert_int_equal(last(fetched)->body.n, 0);
	/* not to another address on the way, and nothing that is no validator */
	question.validated_url = S("http://elsewhere.example/");
	assert_int_equal(ask(*state, &question)->status, 200);
	question.validated_url = (struct str){ 0 };
	question.etag = S("\"a\"\r\nX-Evil: 1");
	fetched = ask(*state, &question);
	assert_int_equal(fetched->status, 200);
	assert_true(str_find((struct str){ (const char *)last(fetched)->request.p, last(fetched)->request.n }, S("Evil"), 0) < 0);
}

static void
heads_are_understood(void **state)
{
	struct fetched *fetched = get(*state, FETCH_FEED, "/busy");
	struct fixture *fixture = *state;

	assert_int_equal(fetched->status, 503);
	assert_int_equal(fetched->retry_after_s, 77);
	assert_int_equal(fetched->max_age_s, 50);
	assert_true(fetched->no_cache);
	fetched = get(*state, FETCH_FEED, "/links");
	assert_int_equal(fetched->link_count, 2);
	assert_true(str_equal(fetched->links[0].url, str_format(&fixture->arena, "%s/hub", site)));
	assert_true(str_equal(fetched->links[0].rel, S("hub")));
	assert_true(str_equal(fetched->links[1].type, S("a/b")));
}

static void
robots_are_asked_for_pages(void **state)
{
	struct fetched *fetched;

	/* a feed goes before it is known */
	assert_int_equal(get(*state, FETCH_FEED, "/not-xinshi")->status, 200);
	fetched = get(*state, FETCH_PAGE, "/private/a");
	assert_int_equal(fetched->err.code, ERR_ROBOTS);
	assert_int_equal(fetched->count, 1);
	assert_int_equal(fetched->exchanges[0].role, EXCHANGE_ROBOTS);
	fetched = get(*state, FETCH_PAGE, "/private/but");
	assert_int_equal(fetched->status, 200);
	assert_int_equal(fetched->count, 1);
	assert_int_equal(get(*state, FETCH_FEED, "/not-xinshi")->err.code, ERR_ROBOTS);
}

static struct fetched *
page_of(struct fixture *fixture, int machine)
{
	struct str url = str_format(&fixture->arena, "http://127.0.5.%d:%d/plain", machine, httpd_port(server));

	return get(fixture, FETCH_PAGE, str_terminated(&fixture->arena, url));
}

/* What comes instead of a robots.txt, and what that means (RFC 9309, 2.3.1). */
static void
robots_of_all_kinds(void **state)
{
	static const struct {
		int machine;
		enum err_code code;
		size_t exchanges; /* the first time */
	} cases[] = {
		{ 1, ERR_ROBOTS, 1 }, /* fails: all is barred for a while */
		{ 2, ERR_NONE, 2 },   /* there is none: all is allowed */
		{ 3, ERR_ROBOTS, 3 }, /* it is elsewhere */
		{ 4, ERR_NONE, 7 },   /* it is nowhere */
		{ 5, ERR_NONE, 2 },
		{ 7, ERR_ROBOTS, 1 },
		{ 8, ERR_NONE, 2 }, /* it leads where we do not go */
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct fetched *first = page_of(*state, cases[i].machine), *second = page_of(*state, cases[i].machine);
		if (first->err.code != cases[i].code || second->err.code != cases[i].code || first->count != cases[i].exchanges)
			fail_msg("%d: %s, %s, %d", cases[i].machine, err_row(first->err.code)->name, err_row(second->err.code)->name,
			    (int)first->count);
		assert_int_equal(second->count, cases[i].code == ERR_NONE);
		for (size_t j = 0; j + (cases[i].code == ERR_NONE) < first->count; j++)
			assert_int_equal(first->exchanges[j].role, EXCHANGE_ROBOTS);
	}
}

/* Pages of one site that are asked at once wait for one robots.txt, and for the pace that it asks for. */
static void
robots_are_asked_once(void **state)
{
	enum { PAGES = 3 };
	struct fixture *fixture = *state;
	size_t before = httpd_count(server), asked = 0;
	struct gate_answer answer;
	struct request pages[PAGES];
	size_t n = 0;

	for (int i = 0; i < PAGES; i++) {
		struct fetch_question question = { .kind = FETCH_PAGE,
			.url = str_format(&fixture->arena, "http://127.0.5.5:%d/%d", httpd_port(server), i) };
		assert_int_equal(gate_ask(fixture->gate, 1, &question).code, ERR_NONE);
	}
	for (int i = 0; i < PAGES; i++)
		assert_true(gate_next(fixture->gate, 20000, &answer));
	for (size_t i = before; i < httpd_count(server); i++) {
		struct request request = httpd_request(server, i);
		if (str_equal(request.target, S("/robots.txt")))
			asked++;
		else
			pages[n++] = request;
	}
	assert_int_equal(asked, 1);
	assert_int_equal(n, PAGES);
	assert_true(pages[1].arrived - pages[0].arrived > 0.9);
	assert_true(pages[2].arrived - pages[1].arrived > 0.9);
}

static void
forms_are_posted(void **state)
{
	struct fixture *fixture = *state;
	struct fetch_question question = { .kind = FETCH_HUB, .url = str_format(&fixture->arena, "%s/form", site),
		.form = S("hub.mode=subscribe&hub.topic=x") };
	struct fetched *fetched = ask(*state, &question);

	assert_int_equal(fetched->status, 202);
	assert_raw(last(fetched)->body, "hub.mode=subscribe&hub.topic=x");
	question.url = str_format(&fixture->arena, "%s/once", site);
	assert_int_equal(ask(*state, &question)->status, 302);
}

static void
many_at_once(void **state)
{
	struct fixture *fixture = *state;
	unsigned char seen[GATE_QUESTIONS_MAX] = { 0 };
	struct gate_answer answer;

	for (unsigned i = 0; i < GATE_QUESTIONS_MAX; i++) {
		struct fetch_question question = { .kind = FETCH_FEED,
			.url = str_format(&fixture->arena, "http://127.0.%u.%u:%d/plain", i / 200, i % 200 + 1, httpd_port(server)) };
		assert_int_equal(gate_ask(fixture->gate, i, &question).code, ERR_NONE);
	}
	assert_false(gate_has_room(fixture->gate));
	for (unsigned i = 0; i < GATE_QUESTIONS_MAX; i++) {
		struct fetched fetched;
		struct arena arena CLEAN(arena_done) = { 0 };
		assert_true(gate_next(fixture->gate, 20000, &answer));
		assert_int_equal(answer.err.code, ERR_NONE);
		assert_int_equal(wire_get_fetched(&arena, answer.fetched, &fetched).code, ERR_NONE);
		assert_int_equal(fetched.status, 200);
		assert_int_equal(seen[answer.tag]++, 0);
	}
	assert_int_equal(gate_pending(fixture->gate), 0);
	assert_int_equal(gate_deaths(fixture->gate), 0);
}

/* Several feeds of one host: none is asked for within the gap after another; a sibling is not held up. */
static void
a_host_is_given_time(void **state)
{
	enum { FEEDS = 6, GAP_MS = 100 };
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	size_t before = httpd_count(server);
	struct gate_answer answer;
	struct gate *gate;

	settings.host_gap_ms = GAP_MS;
	settings.host_connections = 1;
	gate = open_gate(&settings);
	for (int i = 0; i <= FEEDS; i++) {
		struct fetch_question question = { .kind = FETCH_FEED,
			.url = str_format(&fixture->arena, "http://127.0.9.%d:%d/plain", i == FEEDS, httpd_port(server)) };
		assert_int_equal(gate_ask(gate, (uint64_t)i, &question).code, ERR_NONE);
	}
	for (int i = 0; i <= FEEDS; i++) {
		assert_true(gate_next(gate, 20000, &answer));
		assert_true(answer.tag != FEEDS || i < FEEDS);
	}
	for (size_t i = before, earlier = SIZE_MAX; i < httpd_count(server); i++) {
		struct request request = httpd_request(server, i);
		if (!str_starts(request.to, S("127.0.9.0:")))
			continue;
		if (earlier != SIZE_MAX)
			assert_true(request.arrived - httpd_request(server, earlier).arrived > (GAP_MS - 1) / 1000.0);
		earlier = i;
	}
	gate_close(gate);
}

/* Names go to the proxy as they are; addresses that may not be reached do not. */
static void
a_proxy_gets_names(void **state)
{
	static const char *const denied[] = { "http://127.0.0.1/plain", "http://10.0.0.1/", "http://[::1]/", "http://localhost/",
		"http://169.254.169.254/", "http://a.example:22/x" };
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	struct fetched *fetched;
	size_t before;

	settings.allow = (struct str){ 0 };
	settings.proxy = str_format(&fixture->arena, "http://127.0.0.1:%d", httpd_port(server));
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	fetched = get(fixture, FETCH_FEED, "http://name.invalid/a?b");
	assert_int_equal(fetched->status, 404);
	assert_true(str_equal(httpd_request(server, httpd_count(server) - 1).target, S("http://name.invalid/a?b")));
	before = httpd_count(server);
	for (size_t i = 0; i < LENGTH(denied); i++)
		if (get(fixture, FETCH_FEED, denied[i])->err.code != ERR_ADDRESS)
			fail_msg("%s", denied[i]);
	assert_int_equal(httpd_count(server), before);
}

static void
bad_settings_are_told(void **state)
{
	static const struct {
		const char *allow, *proxy;
	} cases[] = {
		{ "127.0.0.0/8 nonsense", "" },
		{ "", "socks4://127.0.0.1:1" },
		{ "", "127.0.0.1:3128" },
		{ "", "http://127.0.0.1:99999" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct gate_settings settings;
		struct gate *gate = NULL;
		gate_settings_init(&settings);
		settings.allow = str_from_c(cases[i].allow);
		settings.proxy = str_from_c(cases[i].proxy);
		assert_int_equal(gate_open(&settings, &gate).code, ERR_CONFIG);
		assert_null(gate);
	}
}

/* ---- deaths ---- */

/* Kills the gate, the one child that this process has. */
static void
kill_child(void)
{
	char path[64];
	int pid = 0;
	FILE *children;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	children = fopen(path, "r");
	assert_non_null(children);
	assert_int_equal(fscanf(children, "%d", &pid), 1);
	fclose(children);
	assert_int_equal(kill(pid, SIGKILL), 0);
}

static void
a_dead_gate_is_replaced(void **state)
{
	struct fixture *fixture = *state;
	struct fetch_question silent = { .kind = FETCH_FEED, .url = str_format(&fixture->arena, "%s/silent", site) };
	struct gate_answer answer;

	/* what one death interrupts is asked again */
	assert_int_equal(gate_ask(fixture->gate, 1, &silent).code, ERR_NONE);
	assert_false(gate_next(fixture->gate, 100, &answer));
	kill_child();
	assert_int_equal(get(fixture, FETCH_FEED, "/missing")->status, 404);
	assert_int_equal(gate_deaths(fixture->gate), 1);
	assert_int_equal(gate_pending(fixture->gate), 1);
	/* the second one is its last */
	assert_false(gate_next(fixture->gate, 100, &answer));
	kill_child();
	assert_true(gate_next(fixture->gate, 20000, &answer));
	assert_int_equal(answer.tag, 1);
	assert_int_equal(answer.err.code, ERR_WORKER_DIED);
	assert_int_equal(gate_pending(fixture->gate), 0);
	assert_int_equal(get(fixture, FETCH_FEED, "/missing")->status, 404);
}

/* ---- HTTPS: another server, and certificates of its own ---- */

static struct str
read_text(struct arena *arena, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY);

	assert_true(fd >= 0);
	assert_int_equal(fd_read_all(fd, 1 << 20, &bytes).code, ERR_NONE);
	return str_copy(arena, buf_str(&bytes));
}

static void
https_is_verified(void **state)
{
	static const struct {
		const char *host, *path, *what; /* what NULL: it is answered */
	} cases[] = {
		{ "127.0.0.1", "/", NULL },
		{ "127.0.0.1", "/brotli", NULL },
		{ "127.0.0.2", "/", "certificate is for another host" },
	};
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	FILE *node = popen("node test/gate/tls.js test/gate", "r");
	struct fetched *fetched;
	int port = 0;

	assert_non_null(node);
	assert_int_equal(fscanf(node, "%d", &port), 1);
	settings.allow = str_format(&fixture->arena, "127.0.0.0/8:%d", port);
	settings.authorities = read_text(&fixture->arena, "test/gate/cert.pem");
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str url = str_format(&fixture->arena, "https://%s:%d%s", cases[i].host, port, cases[i].path);
		fetched = get(fixture, FETCH_FEED, str_terminated(&fixture->arena, url));
		assert_int_equal(fetched->err.code, cases[i].what ? ERR_TLS : ERR_NONE);
		if (cases[i].what) {
			if (strcmp(fetched->err.what, cases[i].what) != 0)
				fail_msg("%s (%u)", fetched->err.what, fetched->err.at);
			continue;
		}
		assert_true(str_starts((struct str){ (const char *)last(fetched)->response.p, last(fetched)->response.n }, S("HTTP/2 200")));
		assert_raw(last(fetched)->body, "over 2.0");
	}
	gate_close(fixture->gate);
	settings.authorities = (struct str){ 0 };
	fixture->gate = open_gate(&settings);
	fetched = get(fixture, FETCH_FEED, str_terminated(&fixture->arena, str_format(&fixture->arena, "https://127.0.0.1:%d/", port)));
	assert_int_equal(fetched->err.code, ERR_TLS);
	assert_string_equal(fetched->err.what, "certificate is signed by itself");
	settings.authorities = read_text(&fixture->arena, "test/gate/cert.pem");
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	(void)get(fixture, FETCH_FEED, str_terminated(&fixture->arena, str_format(&fixture->arena, "https://127.0.0.1:%d/end", port)));
	pclose(node);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_plain_answer, setup, teardown),
		cmocka_unit_test_setup_teardown(redirects_are_followed_by_hand, setup, teardown),
		cmocka_unit_test_setup_teardown(what_goes_wrong_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(bodies_have_ceilings, setup, teardown),
		cmocka_unit_test_setup_teardown(validators_go_back_as_they_came, setup, teardown),
		cmocka_unit_test_setup_teardown(heads_are_understood, setup, teardown),
		cmocka_unit_test_setup_teardown(robots_are_asked_for_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(robots_of_all_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(robots_are_asked_once, setup, teardown),
		cmocka_unit_test_setup_teardown(forms_are_posted, setup, teardown),
		cmocka_unit_test_setup_teardown(many_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_host_is_given_time, setup, teardown),
		cmocka_unit_test_setup_teardown(a_proxy_gets_names, setup, teardown),
		cmocka_unit_test(bad_settings_are_told),
		cmocka_unit_test_setup_teardown(a_dead_gate_is_replaced, setup, teardown),
		cmocka_unit_test_setup_teardown(https_is_verified, setup, teardown),
	};
	int failed;

	if (httpd_open(0, play, NULL, &server).code || pthread_create(&thread, NULL, serve, NULL))
		return 1;
	snprintf(site, sizeof(site), "http://127.0.0.1:%d", httpd_port(server));
	failed = cmocka_run_group_tests_name("gate", tests, NULL, NULL);
	httpd_stop(server);
	pthread_join(thread, NULL);
	httpd_close(server);
	return failed;
}
