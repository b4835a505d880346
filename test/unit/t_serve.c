#include "serve_test.h"

#include "store/changed.h"

static void
articles_keep(struct fixture *f)
{
	struct article first =
	    article_invent(&f->arena, "dam", "At least 12 people died at the dam.");
	struct article later =
	    article_invent(&f->arena, "dam", "At least 19 people died at the dam.");
	struct article evil =
	    article_invent(&f->arena, "evil?a=1&b=2", "<script>alert(1)</script> & \"quotes\"");
	struct article chinese = article_invent(&f->arena, "shui", "水库决堤，发展体系。");

	int64_t compared;

	evil.headline = S("<img src=x onerror=alert(1)>\"'");
	chinese.headline = S("水库决堤");
	chinese.lang = S("zh-Hans");
	must(archive_begin(f->archive));
	article_keep(f, "1.md", &first);
	article_keep(f, "2.md", &later);
	article_keep(f, "3.md", &evil);
	article_keep(f, "4.md", &chinese);
	must(archive_commit(f->archive));
	must(changed_update(f->archive, NULL, NULL, &compared));
}

/* ---- */

static void
pages(void **state)
{
	static const struct {
		const char *target;
		int status;
		const char *has;
	} cases[] = {
		{ "/", 200, "Headline of dam" },
		{ "/d/2021-03-28", 200, "Headline of dam" },
		{ "/d/1999-01-01", 200, "Nothing was kept" },
		{ "/d/2021-13-01", 404, "no such page" },
		{ "/a/1", 200, "At least 19 people died" },
		{ "/a/1?q=people", 200, "At least 19 <mark id='hit'>people</mark> died" },
		{ "/a/1?q=people", 200, "/a/1\">\n" },
		{ "/a/1?q=people", 200, "<link rel='canonical' href=\"http://127.0.0.1:" },
		{ "/a/1", 200, "<meta name='description' content=\"At least 19 people" },
		{ "/a/1?q=%22", 200, "At least 19 people died" },
		{ "/search?q=people", 200, "href=\"/a/1?q=people\"" },
		{ "/search?q=nothingatall", 200, "How to search" },
		{ "/a/1/v/1", 200, "At least 12 people died" },
		{ "/a/1/v/3", 404, "<h1>" },
		{ "/a/1/diff/1..2", 200, "<del" },
		{ "/a/1/diff/1..2?view=side", 200, "class='pair'" },
		{ "/a/1/diff/1..2?view=numbers", 200, "<ins" },
		{ "/a/1/diff/1..2?view=upside-down", 400, "view" },
		{ "/a/1.txt", 200, "At least 19" },
		{ "/a/1.md", 200, "text/markdown" },
		{ "/a/1.json", 200, "\"article/1\"" },
		{ "/a/1/raw", 200, "sandbox" },
		{ "/a/99", 404, "<h1>" },
		{ "/search", 200, "<form" },
		{ "/search?q=dam", 200, "<mark>" },
		{ "/search?q=%22", 400, "<form" },
		{ "/search?page=0", 400, "page" },
		{ "/search?all=people+died&none=fish", 200, "value=\"people died -fish\"" },
		{ "/search?phrase=people+died", 200, "/search?q=%22people%20died%22" },
		{ "/search?q=peeple", 200, "<b>people</b>" },
		{ "/search?q=dam&sort=oldest", 200, "type='application/feed+json' href=\"/feed/search.json?q=dam\"" },
		{ "/search?q=dam&to=1999", 200, "At any time" },
		{ "/search?q=dam&source=example-courier", 200, ">leave out</a>" },
		{ "/compare", 200, "<form" },
		{ "/compare?a=example-courier&b=example-courier", 200, "the same source" },
		{ "/compare?a=example-courier&b=nobody", 404, "<h1>" },
		{ "/compare?a=example-courier&b=example-courier&from=x", 400, "from" },
		{ "/story/1?a=1&b=x", 404, "<h1>" },
		{ "/sources", 200, "Example Courier" },
		{ "/sources", 200, "href=\"/compare\"" },
		{ "/source/nobody", 404, "<h1>" },
		{ "/changes", 200, "diff/1..2" },
		{ "/changes", 200, "<del class='number'><span class='hide'>[deleted:</span>12" },
		{ "/changes", 200, "A figure changed" },
		{ "/changes?day=2021-03-28", 200, "diff/1..2" },
		{ "/changes?day=2021-03-20", 200, "No change of this kind" },
		{ "/changes?class=figure&order=time&span=all", 200, "diff/1..2" },
		{ "/changes?class=claim", 200, "No change of this kind" },
		{ "/changes?class=heavy", 400, "class" },
		{ "/changes?source=nobody", 404, "<h1>" },
		{ "/zh-hans/changes", 200, "数字有变" },
		{ "/api/v1/changes", 200, "\"class\":\"figure\",\"weight\":8" },
		{ "/api/v1/changes?class=added", 200, "\"changes\":[],\"next\":null" },
		{ "/feeds", 200, "/feed/all.atom" },
		{ "/feeds.opml", 200, "/feed/source/example-courier.atom\"" },
		{ "/feed/all.atom", 200, "application/atom+xml" },
		{ "/feed/all.rss", 200, "application/rss+xml" },
		{ "/feed/all.json", 200, "application/feed+json" },
		{ "/feed/changes.atom", 200, "#revision-2" },
		{ "/feed/search.atom?q=dam", 200, "At least 19" },
		{ "/verify", 200, "<textarea" },
		{ "/verify?q=At+least+19+people+died", 200, "word for word" },
		{ "/verify?q=0000000000000000000000000000000000000000000000000000000000000000", 200,
		    "No capture" },
		{ "/about", 200, "<dl>" },
		{ "/admin/health", 200, "Writing now" },
		{ "/metrics", 200, "xinshi_articles 3" },
		{ "/api/v1/articles?limit=1", 200, "\"next\":\"" },
		{ "/api/v1/article/1", 200, "\"article/1\"" },
		{ "/api/v1/search?q=dam", 200, "\"total\":1" },
		{ "/api/v1/sources", 200, "Example Courier" },
		{ "/api/v1/stats", 200, "\"articles\":3" },
		{ "/robots.txt", 200, "User-agent" },
		{ "/settings", 200, "<fieldset>" },
		{ "/settings", 200, "manifest-src 'self'" },
		{ "/help/keys", 200, "<kbd>" },
		{ "/keys.js", 200, "text/javascript" },
		{ "/manifest.webmanifest", 200, "application/manifest+json" },
		{ "/icon-192.png", 200, "image/png" },
		{ "/icon-7.png", 404, "<h1>" },
		{ "/a/1/cite", 200, "SHA-256: " },
		{ "/a/1?img=0", 200, "rel='canonical' href=\"http://" },
		{ "/a/1/v/1", 200, "<link rel='next' href=\"/a/1/v/2\">" },
		{ "/a/1/v/2", 200, "<a rel='prev' href=\"/a/1/v/1\">" },
		{ "/original", 301, "Location: /original/" },
		{ "/original/a/3", 200, "水库决堤" },
		{ "/favicon.ico", 200, "image/x-icon" },
		{ "/zh-hans", 301, "Location: /zh-hans/" },
		{ "/zh-hant/a/3", 200, "水庫決堤" },
		{ "/zh-hant/a/3", 200, "/zh-hant/source/" },
		{ "/zh-hansa", 404, "<h1>" },
		{ "/figure/1", 404, "/search" },
		{ "/../etc/passwd", 404, "<h1>" },
		{ "/%00", 404, "<h1>" },
		{ "/source/%ff", 404, "<h1>" },
		{ "/search?q=%00", 400, "<code>q</code>" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = ask("GET", cases[i].target, "Accept-Language: en\r\n");

		if (status_of(answer) != cases[i].status || !has(answer, cases[i].has))
			fail_msg("%s: %d, wanted %d with \"%s\" in\n%.*s", cases[i].target,
			    status_of(answer), cases[i].status, cases[i].has, STR_ARGS(answer));
	}
}

/* The same on every answer, whatever went wrong. */
static void
headers(void **state)
{
	static const struct {
		const char *method, *target;
		int status;
	} cases[] = {
		{ "GET", "/", 200 },
		{ "GET", "/a/1/raw", 200 },
		{ "GET", "/feed/all.atom", 200 },
		{ "GET", "/favicon.ico", 200 },
		{ "GET", "/nowhere", 404 },
		{ "GET", "/search?page=x", 400 },
		{ "GET", "/zh-hant", 301 },
		{ "POST", "/", 405 },
		{ "DELETE", "/a/1", 405 },
		{ "OPTIONS", "/", 405 },
	};
	static const char *const wanted[] = { "Content-Security-Policy: default-src 'none'",
		"X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
		"X-Frame-Options: DENY", "Cross-Origin-Opener-Policy: same-origin",
		"Cross-Origin-Resource-Policy: ", "Permissions-Policy: ", "Cache-Control: ",
		"frame-ancestors 'none'" };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = ask(cases[i].method, cases[i].target, "");

		assert_int_equal(status_of(answer), cases[i].status);
		for (size_t j = 0; j < LENGTH(wanted); j++)
			if (!has(answer, wanted[j]))
				fail_msg(
				    "%s %s lacks %s", cases[i].method, cases[i].target, wanted[j]);
		assert_false(has(answer, "Set-Cookie"));
		assert_false(has(answer, "Server:"));
	}
}

/* What a stranger wrote is text, wherever it comes out. */
static void
hostile(void **state)
{
	static const char *const targets[] = { "/", "/a/2", "/search?q=script",
		"/search?q=%3Cscript%3E", "/source/example-courier",
		"/verify?q=%3Cscript%3Ealert(1)%3C/script%3E", "/%3Cscript%3E",
		"/d/2021-03-28?by=%3Cscript%3E", "/feed/all.atom", "/feed/all.rss",
		"/feed/all.json", "/api/v1/articles", "/a/2.json", "/zh-hant/a/2" };

	(void)state;
	for (size_t i = 0; i < LENGTH(targets); i++) {
		struct str answer = ask("GET", targets[i], "");

		if (has(answer, "<script") || has(answer, "<img"))
			fail_msg("%s lets markup through:\n%.*s", targets[i], STR_ARGS(answer));
	}
}

static void
hosts(void **state)
{
	static const struct {
		const char *head;
		int status;
	} cases[] = {
		{ "Host: localhost\r\n", 200 },
		{ "Host: LOCALHOST:8080\r\n", 200 },
		{ "Host: [::1]:8080\r\n", 200 },
		{ "Host: evil.example\r\n", 421 },
		{ "Host: 127.0.0.1.evil.example\r\n", 421 },
		{ "Host: \r\n", 421 },
		{ "Host: a\"b\r\n", 421 },
		{ "Host: evil.example\r\nX-Forwarded-Host: localhost\r\n", 421 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = exchange(str_format(&room.fixture->arena,
		    "GET / HTTP/1.1\r\nConnection: close\r\n%s\r\n", cases[i].head));

		if (status_of(answer) != cases[i].status)
			fail_msg("%s: %d", cases[i].head, status_of(answer));
		assert_false(has(answer, "evil.example"));
	}
}

static void
validators(void **state)
{
	struct str answer = ask("GET", "/a/1", ""), etag, head;
	char more[256];

	(void)state;
	assert_true(
	    pull_until(&answer, S("ETag: "), &head) && pull_until(&answer, S("\r\n"), &etag));
	snprintf(more, sizeof(more), "If-None-Match: \"other\", W/%.*s\r\n", STR_ARGS(etag));
	answer = ask("GET", "/a/1", more);
	assert_int_equal(status_of(answer), 304);
	assert_int_equal(body_of(answer).n, 0);
	assert_true(has(answer, "Content-Security-Policy"));
	assert_int_equal(status_of(ask("GET", "/a/1", "If-None-Match: \"other\"\r\n")), 200);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom",
			     "If-Modified-Since: Mon, 01 Jan 2035 00:00:00 GMT\r\n")),
	    304);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom",
			     "If-Modified-Since: Mon, 01 Jan 2001 00:00:00 GMT\r\n")),
	    200);
}

static void
head_and_gzip(void **state)
{
	struct str answer = ask("HEAD", "/a/1", "");

	(void)state;
	assert_int_equal(status_of(answer), 200);
	assert_int_equal(body_of(answer).n, 0);
	assert_false(has(answer, "Content-Length: 0"));
	answer = ask("GET", "/a/1", "Accept-Encoding: br, gzip;q=0.5\r\n");
	assert_true(has(answer, "Content-Encoding: gzip"));
	assert_true(body_of(answer).n > 100 && memcmp(body_of(answer).p, "\x1f\x8b", 2) == 0);
	assert_false(has(ask("GET", "/a/1", "Accept-Encoding: gzip;q=0\r\n"), "Content-Encoding"));
}

static void
limits(void **state)
{
	char *target = mem_alloc(TARGET_MAX + 100);

	(void)state;
	memset(target, 'a', TARGET_MAX + 50);
	target[0] = '/';
	target[TARGET_MAX + 50] = '\0';
	assert_int_equal(status_of(ask("GET", target, "")), 414);
	free(target);
	/* A head larger than a connection's memory is refused by the library; the next reader is
	 * served. */
	target = mem_alloc(SERVER_MEMORY * 2);
	memset(target, 'x', SERVER_MEMORY * 2);
	memcpy(target, "X: ", 3);
	memcpy(target + SERVER_MEMORY * 2 - 3, "\r\n", 3);
	ask("GET", "/", target);
	assert_int_not_equal(status_of(buf_str(&room.answer)), 200);
	free(target);
	assert_int_equal(status_of(ask("GET", "/", "")), 200);
}

static void
hears_of_changes(void **state)
{
	struct fixture *f = room.fixture;
	struct article news = article_invent(&f->arena, "news", "Something new has come.");

	(void)state;
	assert_false(has(ask("GET", "/", ""), "Headline of news"));
	must(archive_begin(f->archive));
	article_keep(f, "5.md", &news);
	must(archive_commit(f->archive));
	/* A finished page may stand for SERVER_STALE_MS more. */
	for (int i = 0; i < 60 && !has(ask("GET", "/", ""), "Headline of news"); i++)
		usleep(SERVER_STALE_MS * 1000 / 20);
	assert_true(has(buf_str(&room.answer), "Headline of news"));
}

static void
refusals(void **state)
{
	static const struct {
		struct str listen;
		enum err_code code;
	} cases[] = {
		{ STR_INIT("0.0.0.0:0"), ERR_USAGE },
		{ STR_INIT("[::]:0"), ERR_USAGE },
		{ STR_INIT("127.0.0.1"), ERR_USAGE },
		{ STR_INIT("127.0.0.1:99999"), ERR_USAGE },
		{ STR_INIT("localhost:8080"), ERR_USAGE }, /* names are looked up by nobody */
		{ STR_INIT("::1:8080"), ERR_USAGE },
		{ STR_INIT("[::1:8080"), ERR_USAGE },
	};
	struct server_options options = room.options;
	struct server *server = NULL;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		options.listen = cases[i].listen;
		assert_int_equal(server_open(&options, &server).code, cases[i].code);
		assert_null(server);
	}
	options.listen = str_copy(&room.fixture->arena, server_address(room.server));
	assert_int_equal(server_open(&options, &server).code, ERR_EXISTS);
	options.dir = "/nonexistent";
	assert_int_equal(server_open(&options, &server).code, ERR_NO_ARCHIVE);
}

static void
names(void **state)
{
	static const struct str ours[] = { STR_INIT("news.example") };
	struct server_options options = { .listen = S("127.0.0.1:8080") };

	(void)state;
	assert_false(host_is_ours(&options, S("news.example")));
	options.public_readonly = true;
	assert_true(host_is_ours(&options, S("news.example")));
	options.names = ours;
	options.name_count = 1;
	assert_true(host_is_ours(&options, S("news.example:443")));
	assert_false(host_is_ours(&options, S("other.example")));
	options.base_url = S("https://far.example:8443/news");
	assert_true(host_is_ours(&options, S("far.example")));
	assert_false(host_is_ours(&options, S("news")));
	assert_false(host_is_ours(&options, S("news.example/<script>")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(headers),
		cmocka_unit_test(hostile),
		cmocka_unit_test(hosts),
		cmocka_unit_test(validators),
		cmocka_unit_test(head_and_gzip),
		cmocka_unit_test(limits),
		cmocka_unit_test(refusals),
		cmocka_unit_test(names),
		cmocka_unit_test(hears_of_changes),
	};

	return cmocka_run_group_tests_name("serve", tests, open_room, close_room);
}
