/*
 * The gate's life: the pace of a host, proxies, settings it refuses, deaths, HTTPS.
 */
#include "gate/server.h"

/* Several feeds of one host: none is asked for within the gap after another; a sibling is not held
 * up. */
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
			.url = str_format(&fixture->arena, "http://127.0.9.%d:%d/plain", i == FEEDS,
			    httpd_port(server)) };
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
			assert_true(request.arrived - httpd_request(server, earlier).arrived >
				    (GAP_MS - 1) / 1000.0);
		earlier = i;
	}
	gate_close(gate);
}

/* Names go to the proxy as they are; addresses that may not be reached do not. */
static void
a_proxy_gets_names(void **state)
{
	static const char *const denied[] = { "http://127.0.0.1/plain", "http://10.0.0.1/",
		"http://[::1]/", "http://localhost/", "http://169.254.169.254/",
		"http://a.example:22/x" };
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
	assert_true(str_equal(
	    httpd_request(server, httpd_count(server) - 1).target, S("http://name.invalid/a?b")));
	before = httpd_count(server);
	for (size_t i = 0; i < LENGTH(denied); i++)
		if (get(fixture, FETCH_FEED, denied[i])->err.code != ERR_ADDRESS)
			fail_msg("%s", denied[i]);
	assert_int_equal(httpd_count(server), before);
}

/* Its password is for the proxy alone. */
static void
a_proxys_password_is_not_kept(void **state)
{
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	const struct exchange *exchange;
	struct request seen;
	struct str kept;

	settings.proxy =
	    str_format(&fixture->arena, "http://me:secret@127.0.0.1:%d", httpd_port(server));
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	exchange = last(get(fixture, FETCH_FEED, "http://name.invalid/"));
	kept = (struct str){ (const char *)exchange->request.p, exchange->request.n };
	seen = httpd_request(server, httpd_count(server) - 1);
	assert_true(header_find(seen.headers, S("Proxy-Authorization")).n > 0);
	assert_true(str_find_nocase(kept, S("authorization"), 0) < 0);
	assert_true(
	    str_starts(kept, S("GET http://name.invalid/ HTTP/1.1\r\nHost: name.invalid\r\n")));
	assert_true(str_ends(kept, S("\r\n\r\n")));
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

/* To the gate, the one child that this process has. */
static void
send_child(int signal_number)
{
	char path[64];
	int pid = 0;
	FILE *children;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	children = fopen(path, "r");
	assert_non_null(children);
	assert_int_equal(fscanf(children, "%d", &pid), 1);
	fclose(children);
	assert_int_equal(kill(pid, signal_number), 0);
}

static void
a_dead_gate_is_replaced(void **state)
{
	struct fixture *fixture = *state;
	struct fetch_question silent = { .kind = FETCH_FEED,
		.url = str_format(&fixture->arena, "%s/silent", site) };
	struct gate_answer answer;

	/* what one death interrupts is asked again */
	assert_int_equal(gate_ask(fixture->gate, 1, &silent).code, ERR_NONE);
	assert_false(gate_next(fixture->gate, 100, &answer));
	send_child(SIGKILL);
	assert_int_equal(get(fixture, FETCH_FEED, "/missing")->status, 404);
	assert_int_equal(gate_deaths(fixture->gate), 1);
	assert_int_equal(gate_pending(fixture->gate), 1);
	/* the second one is its last */
	assert_false(gate_next(fixture->gate, 100, &answer));
	send_child(SIGKILL);
	assert_true(gate_next(fixture->gate, 20000, &answer));
	assert_int_equal(answer.tag, 1);
	assert_int_equal(answer.err.code, ERR_WORKER_DIED);
	assert_int_equal(gate_pending(fixture->gate), 0);
	assert_int_equal(get(fixture, FETCH_FEED, "/missing")->status, 404);
}

/* A gate that is only slow says so; one that says nothing is replaced. */
static void
a_gate_that_hangs_is_replaced(void **state)
{
	enum { BEAT_MS = 200 };
	struct fixture *fixture = *state;
	struct gate_settings settings = settings_here(&fixture->arena);
	struct fetch_question plain = { .kind = FETCH_FEED,
		.url = str_format(&fixture->arena, "%s/plain", site) };
	struct fetched fetched;
	struct gate_answer answer;
	int64_t slow_ms = 10 * BEAT_MS;

	settings.beat_ms = BEAT_MS;
	settings.idle_ms = settings.connect_ms = settings.total_ms = slow_ms;
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	assert_int_equal(get(fixture, FETCH_FEED, "/silent")->err.code, ERR_SLOW);
	assert_int_equal(gate_deaths(fixture->gate), 0);
	send_child(SIGSTOP);
	assert_int_equal(gate_ask(fixture->gate, 7, &plain).code, ERR_NONE);
	assert_false(gate_next(fixture->gate, BEAT_MS, &answer));
	assert_int_equal(gate_deaths(fixture->gate), 0);
	assert_true(gate_next(fixture->gate, 20000, &answer));
	assert_int_equal(answer.tag, 7);
	assert_int_equal(wire_get_fetched(&fixture->arena, answer.fetched, &fetched).code, ERR_NONE);
	assert_int_equal(fetched.status, 200);
	assert_int_equal(gate_deaths(fixture->gate), 1);
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
		struct str url = str_format(
		    &fixture->arena, "https://%s:%d%s", cases[i].host, port, cases[i].path);
		fetched = get(fixture, FETCH_FEED, str_terminated(&fixture->arena, url));
		assert_int_equal(fetched->err.code, cases[i].what ? ERR_TLS : ERR_NONE);
		if (cases[i].what) {
			if (strcmp(fetched->err.what, cases[i].what) != 0)
				fail_msg("%s (%u)", fetched->err.what, fetched->err.at);
			continue;
		}
		assert_true(str_starts((struct str){ (const char *)last(fetched)->response.p,
					   last(fetched)->response.n },
		    S("HTTP/2 200")));
		assert_raw(last(fetched)->body, "over 2.0");
	}
	gate_close(fixture->gate);
	settings.authorities = (struct str){ 0 };
	fixture->gate = open_gate(&settings);
	fetched = get(fixture, FETCH_FEED,
	    str_terminated(
		&fixture->arena, str_format(&fixture->arena, "https://127.0.0.1:%d/", port)));
	assert_int_equal(fetched->err.code, ERR_TLS);
	assert_string_equal(fetched->err.what, "certificate is signed by itself");
	settings.authorities = read_text(&fixture->arena, "test/gate/cert.pem");
	gate_close(fixture->gate);
	fixture->gate = open_gate(&settings);
	(void)get(fixture, FETCH_FEED,
	    str_terminated(
		&fixture->arena, str_format(&fixture->arena, "https://127.0.0.1:%d/end", port)));
	pclose(node);
}

static int
run(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_host_is_given_time, setup, teardown),
		cmocka_unit_test_setup_teardown(a_proxy_gets_names, setup, teardown),
		cmocka_unit_test_setup_teardown(a_proxys_password_is_not_kept, setup, teardown),
		cmocka_unit_test(bad_settings_are_told),
		cmocka_unit_test_setup_teardown(a_dead_gate_is_replaced, setup, teardown),
		cmocka_unit_test_setup_teardown(a_gate_that_hangs_is_replaced, setup, teardown),
		cmocka_unit_test_setup_teardown(https_is_verified, setup, teardown),
	};

	return cmocka_run_group_tests_name("gate_life", tests, NULL, NULL);
}

int
main(void)
{
	return with_server(run);
}
