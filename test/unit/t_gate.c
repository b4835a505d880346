/*
 * The gate as a whole: gate.c, the pipe, xinshi-fetch behind its lock, and a server on this machine
 * that answers as told.
 */
#include "gate/server.h"

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
	assert_true(str_find(request,
			S("\r\nUser-Agent: xinshi/test (+https://contact.example/)\r\n"), 0) > 0);
	assert_true(str_find(request, S("\r\nAccept-Encoding: gzip, deflate, br\r\n"), 0) > 0);
	assert_true(str_ends(request, S("\r\n\r\n")));
	assert_true(
	    str_starts((struct str){ (const char *)exchange->response.p, exchange->response.n },
		S("HTTP/1.1 200 ")));
	assert_true(
	    str_ends((struct str){ (const char *)exchange->response.p, exchange->response.n },
		S("\r\n\r\n")));
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

/* What is denied goes before what is allowed: redirects back to ourselves. */
static void
own_addresses_are_denied(void **state)
{
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	struct fetched *fetched;

	settings.deny = str_format(&fixture->arena, "127.0.0.9:%d", httpd_port(server));
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	assert_int_equal(get(fixture, FETCH_FEED, "/plain")->err.code, ERR_NONE);
	fetched = get(fixture, FETCH_FEED,
	    str_terminated(&fixture->arena,
		str_format(&fixture->arena, "http://127.0.0.9:%d/plain", httpd_port(server))));
	assert_int_equal(fetched->err.code, ERR_ADDRESS);
	assert_int_equal(fetched->count, 0);
}

static void
odd_answers(void **state)
{
	for (size_t i = 0; i < LENGTH(odds); i++) {
		struct fetched *fetched = get(*state, FETCH_FEED, odds[i].path);
		struct str head = { (const char *)last(fetched)->response.p,
			last(fetched)->response.n };
		if (fetched->err.code != odds[i].code || fetched->status != odds[i].status)
			fail_msg("%s: %s %s %d", odds[i].path, err_row(fetched->err.code)->name,
			    fetched->err.what ? fetched->err.what : "", fetched->status);
		assert_raw(last(fetched)->body, odds[i].body);
		assert_int_equal(fetched->etag.n, 0);
		assert_int_equal(fetched->link_count, 0);
		assert_true(str_find(head, S("103"), 0) < 0);
	}
}

static void
heads_have_ceilings(void **state)
{
	static const char *const endless[] = { "/fields", "/field" };

	for (size_t i = 0; i < LENGTH(endless); i++) {
		struct fetched *fetched = get(*state, FETCH_FEED, endless[i]);
		if (fetched->err.code != ERR_TOO_BIG)
			fail_msg("%s: %s %s", endless[i], err_row(fetched->err.code)->name,
			    fetched->err.what ? fetched->err.what : "");
		assert_in_range(last(fetched)->response.n, 0, FETCH_HEAD_MAX);
	}
}

static void
bodies_have_ceilings(void **state)
{
	struct fixture *fixture = *state;
	struct fetch_question question = { .kind = FETCH_FEED,
		.url = str_format(&fixture->arena, "%s/endless", site),
		.body_max = 100000 };
	struct fetched *fetched = ask(*state, &question);

	assert_int_equal(fetched->err.code, ERR_TOO_BIG);
	assert_int_equal(last(fetched)->body.n, 100000);
	fetched = get(*state, FETCH_FEED, "/gzip");
	assert_raw(last(fetched)->body, "squeezed");
	assert_true(last(fetched)->received > 8);
}

/* Thirty megabytes through socket and pipe, several at a time. */
static void
large_bodies_pass(void **state)
{
	enum { COUNT = 4, SIZE = sizeof(large) * LARGE_TIMES };
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	struct gate_answer answer;

	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = (unsigned char)(i * 7);
	settings.idle_ms = 20000; /* the server writes to one after another */
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	for (int i = 0; i < COUNT; i++) {
		struct fetch_question question = { .kind = FETCH_FEED,
			.url = str_format(&fixture->arena, "http://127.0.7.%d:%d/large", i + 1,
			    httpd_port(server)) };
		assert_int_equal(gate_ask(fixture->gate, 1, &question).code, ERR_NONE);
	}
	for (int i = 0; i < COUNT; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct fetched fetched;

		assert_true(gate_next(fixture->gate, 60000, &answer));
		assert_int_equal(wire_get_fetched(&arena, answer.fetched, &fetched).code, ERR_NONE);
		assert_int_equal(fetched.err.code, ERR_NONE);
		assert_int_equal(last(&fetched)->body.n, SIZE);
		assert_memory_equal(
		    last(&fetched)->body.p + SIZE - sizeof(large), large, sizeof(large));
	}
	assert_int_equal(gate_deaths(fixture->gate), 0);
}

static void
validators_go_back_as_they_came(void **state)
{
	struct fixture *fixture = *state;
	struct fetched *fetched = get(*state, FETCH_FEED, "/validate");
	struct fetch_question question = { .kind = FETCH_FEED,
		.url = str_format(&fixture->arena, "%s/validate", site) };

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
	assert_true(str_find((struct str){ (const char *)last(fetched)->request.p,
				 last(fetched)->request.n },
			S("Evil"), 0) < 0);
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
	assert_int_equal(get(*state, FETCH_PICTURE, "/private/a")->err.code, ERR_ROBOTS);
	fetched = get(*state, FETCH_PAGE, "/private/but");
	assert_int_equal(fetched->status, 200);
	assert_int_equal(fetched->count, 1);
	assert_int_equal(get(*state, FETCH_FEED, "/not-xinshi")->err.code, ERR_ROBOTS);
}

static struct fetched *
page_of(struct fixture *fixture, int machine)
{
	struct str url =
	    str_format(&fixture->arena, "http://127.0.5.%d:%d/plain", machine, httpd_port(server));

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
		{ 5, ERR_NONE, 2 }, { 7, ERR_ROBOTS, 1 },
		{ 8, ERR_NONE, 2 }, /* it leads where we do not go */
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct fetched *first = page_of(*state, cases[i].machine),
			       *second = page_of(*state, cases[i].machine);
		if (first->err.code != cases[i].code || second->err.code != cases[i].code ||
		    first->count != cases[i].exchanges)
			fail_msg("%d: %s, %s, %d", cases[i].machine, err_row(first->err.code)->name,
			    err_row(second->err.code)->name, (int)first->count);
		assert_int_equal(second->count, cases[i].code == ERR_NONE);
		for (size_t j = 0; j + (cases[i].code == ERR_NONE) < first->count; j++)
			assert_int_equal(first->exchanges[j].role, EXCHANGE_ROBOTS);
	}
}

/* Pages of one site that are asked at once wait for one robots.txt, and for the pace that it asks
 * for. */
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
			.url = str_format(
			    &fixture->arena, "http://127.0.5.5:%d/%d", httpd_port(server), i) };
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
	struct fetch_question question = { .kind = FETCH_HUB,
		.url = str_format(&fixture->arena, "%s/form", site),
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
			.url = str_format(&fixture->arena, "http://127.0.%u.%u:%d/plain", i / 200,
			    i % 200 + 1, httpd_port(server)) };
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

static int
run(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_plain_answer, setup, teardown),
		cmocka_unit_test_setup_teardown(redirects_are_followed_by_hand, setup, teardown),
		cmocka_unit_test_setup_teardown(what_goes_wrong_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(own_addresses_are_denied, setup, teardown),
		cmocka_unit_test_setup_teardown(odd_answers, setup, teardown),
		cmocka_unit_test_setup_teardown(heads_have_ceilings, setup, teardown),
		cmocka_unit_test_setup_teardown(bodies_have_ceilings, setup, teardown),
		cmocka_unit_test_setup_teardown(large_bodies_pass, setup, teardown),
		cmocka_unit_test_setup_teardown(validators_go_back_as_they_came, setup, teardown),
		cmocka_unit_test_setup_teardown(heads_are_understood, setup, teardown),
		cmocka_unit_test_setup_teardown(robots_are_asked_for_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(robots_of_all_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(robots_are_asked_once, setup, teardown),
		cmocka_unit_test_setup_teardown(forms_are_posted, setup, teardown),
		cmocka_unit_test_setup_teardown(many_at_once, setup, teardown),
	};

	return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}

int
main(void)
{
	return with_server(run);
}
