#define ROOM_MARKS true
#include "serve_test.h"

#include "store/readers.h"

static void
articles_keep(struct fixture *f)
{
	struct article first =
	    article_invent(&f->arena, "dam", "At least 12 people died at the dam.");
	struct article later =
	    article_invent(&f->arena, "dam", "At least 19 people died at the dam.");

	must(archive_begin(f->archive));
	article_keep(f, "1.md", &first);
	article_keep(f, "2.md", &later);
	must(archive_commit(f->archive));
}

static struct str
post(const char *target, const char *headers, const char *form)
{
	return exchange(str_format(&room.fixture->arena,
	    "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\nContent-Length: %zu\r\n"
	    "Content-Type: application/x-www-form-urlencoded\r\n%s\r\n%s",
	    target, room.port, strlen(form), headers, form));
}

#define OURS "Sec-Fetch-Site: same-origin\r\n"

static int64_t
marks_kept(void)
{
	struct readers *readers;
	int64_t count = 0;

	if (readers_open(room.fixture->dir, READERS_LOOK, &readers).code)
		return 0;
	must(marks_count(readers, 0, &count));
	readers_close(readers);
	return count;
}

static void
taken(void **state)
{
	struct readers *readers;
	struct mark_rows rows = { 0 };
	struct str answer;

	(void)state;
	assert_true(has(ask("GET", "/a/1", ""), "<form method='post' action=\"/a/1/wrong\">"));
	assert_true(has(ask("GET", "/a/1", ""), "<meta name='referrer' content='same-origin'>"));
	assert_int_equal(marks_kept(), 0);
	answer =
	    post("/zh-hant/a/1/wrong", OURS, "n=1&what=too-much&words=%E9%A1%B5%E8%84%9A+%3Cb%3E");
	assert_int_equal(status_of(answer), 303);
	assert_true(has(answer, "Location: /zh-hant/a/1/wrong\r\n"));
	post("/a/1/wrong", OURS,
	    "n=1&what=too-much&words=%E9%A1%B5%E8%84%9A+%3Cb%3E"); /* once more is once */
	post("/a/1/wrong", OURS, "what=date");
	assert_int_equal(marks_kept(), 2);
	answer = ask("GET", "/a/1/wrong", "Accept-Language: en\r\n");
	assert_int_equal(status_of(answer), 200);
	assert_true(has(answer, "Kept for this article: 2"));
	assert_false(has(answer, "页脚")); /* what one reader says is not shown to others */

	must(readers_open(room.fixture->dir, READERS_LOOK, &readers));
	must(marks_list(readers, &room.fixture->arena, 1, 0, 10, &rows));
	assert_int_equal(rows.items[0].n, 1);
	assert_int_equal(rows.items[0].capture, 1);
	assert_int_equal(rows.items[0].what, MARK_TOO_MUCH);
	assert_str(rows.items[0].words, "页脚 <b>");
	assert_int_equal(rows.items[1].n, 2); /* none named: the newest */
	assert_true(rows.items[0].made > 0);
	readers_close(readers);
}

/* Nobody else's page can speak for a reader, and nothing malformed is kept. */
static void
refused(void **state)
{
	static const struct {
		const char *target, *headers, *form;
		int status;
	} cases[] = {
		{ "/a/1/wrong", "", "what=date", 403 },
		{ "/a/1/wrong", "Sec-Fetch-Site: cross-site\r\n", "what=date", 403 },
		{ "/a/1/wrong", "Sec-Fetch-Site: same-site\r\n", "what=date", 403 },
		{ "/a/1/wrong", "Sec-Fetch-Site: cross-site\r\nOrigin: http://127.0.0.1\r\n",
		    "what=date", 403 },
		{ "/a/1/wrong", "Origin: null\r\n", "what=date", 403 },
		{ "/a/1/wrong", "Origin: https://evil.example\r\n", "what=date", 403 },
		{ "/a/1/wrong", "Origin: http://127.0.0.1\r\n", "what=date",
		    403 }, /* another port */
		{ "/a/1/wrong", "Origin: http://\r\n", "what=date", 403 },
		{ "/a/1/wrong", OURS, "", 400 },
		{ "/a/1/wrong", OURS, "what=everything", 400 },
		{ "/a/1/wrong", OURS, "what=date&n=0", 400 },
		{ "/a/1/wrong", OURS, "what=date&words=%00", 400 },
		{ "/a/1/wrong", OURS, "what=date&words=%ff", 400 },
		{ "/a/1/wrong", OURS, "\xff\xfe", 400 },
		{ "/a/1/wrong", OURS, "what=date&n=3", 404 },
		{ "/a/9/wrong", OURS, "what=date", 404 },
		{ "/a/1", OURS, "what=date", 405 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = post(cases[i].target, cases[i].headers, cases[i].form);

		if (status_of(answer) != cases[i].status)
			fail_msg("%zu: %d, wanted %d", i, status_of(answer), cases[i].status);
	}
	assert_int_equal(marks_kept(), 0);
}

static void
origin(void **state)
{
	char header[100];

	(void)state;
	snprintf(header, sizeof(header), "Origin: http://127.0.0.1:%s\r\n", room.port);
	assert_int_equal(status_of(post("/a/1/wrong", header, "what=author")), 303);
	assert_int_equal(marks_kept(), 1);
}

/* Behind a proxy that speaks TLS, readers come from where --base-url says. */
static void
origin_of_base(void **state)
{
	(void)state;
	server_close(room.server);
	room.options.base_url = S("https://news.example");
	must(server_open(&room.options, &room.server));
	snprintf(room.port, sizeof(room.port), "%.*s",
	    STR_ARGS(str_from(server_address(room.server), 10)));
	assert_int_equal(
	    status_of(post("/a/1/wrong", "Origin: https://news.example\r\n", "what=date")), 303);
	assert_int_equal(
	    status_of(post("/a/1/wrong", "Origin: https://news.example.evil\r\n", "what=author")),
	    403);
	assert_int_equal(
	    status_of(post("/a/1/wrong", "Origin: http://news.example\r\n", "what=author")), 403);
	assert_int_equal(marks_kept(), 1);
}

/* More than a form is not read. */
static void
too_large(void **state)
{
	char *form = calloc(1, SERVER_FORM + 100);

	(void)state;
	memset(form, 'a', SERVER_FORM + 50);
	memcpy(form, "what=date&x=", 12);
	assert_int_equal(status_of(post("/a/1/wrong", OURS, form)), 413);
	free(form);
	assert_int_equal(marks_kept(), 0);
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int
main(void)
{
	const struct CMUnitTest tests[] = { ROOM_TEST(taken), ROOM_TEST(refused), ROOM_TEST(origin),
		ROOM_TEST(origin_of_base), ROOM_TEST(too_large) };

	return cmocka_run_group_tests_name("serve_marks", tests, NULL, NULL);
}
