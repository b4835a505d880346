#include "serve_test.h"

static void
articles_keep(struct fixture *f)
{
	struct article chinese = article_invent(&f->arena, "shui", "水库决堤，发展体系。");

	chinese.headline = S("水库决堤");
	chinese.lang = S("zh-Hans");
	must(archive_begin(f->archive));
	article_keep(f, "1.md", &chinese);
	must(archive_commit(f->archive));
}

static struct str
post(const char *headers, const char *form)
{
	return exchange(str_format(&room.fixture->arena,
	    "POST /settings HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\nContent-Length: "
	    "%zu\r\n"
	    "Content-Type: application/x-www-form-urlencoded\r\n%s\r\n%s",
	    room.port, strlen(form), headers, form));
}

#define OURS "Sec-Fetch-Site: same-origin\r\n"

/* Without a choice there is no cookie; a foreign page cannot choose for a reader. */
static void
chosen(void **state)
{
	static const struct {
		const char *headers, *form;
		int status;
		const char *cookie; /* NULL: none */
	} cases[] = {
		{ OURS, "theme=dark&letters=20&pictures=small&script=zh-hans&keys=1", 303,
		    "Set-Cookie: xinshi=20.dark.small.zh-hans.keys; Path=/; Max-Age=31536000; "
		    "HttpOnly; "
		    "SameSite=Lax\r\n" },
		{ OURS, "theme=auto&letters=0&pictures=full&script=as-published&keys=0", 303,
		    "Set-Cookie: xinshi=; Path=/; Max-Age=0;" },
		{ OURS, "", 303, "Set-Cookie: xinshi=; Path=/; Max-Age=0;" },
		{ "", "theme=light", 303,
		    "Set-Cookie: xinshi=light;" }, /* a browser that says nothing */
		{ "Sec-Fetch-Site: cross-site\r\n", "theme=dark", 403, NULL },
		{ "Origin: https://evil.example\r\n", "theme=dark", 403, NULL },
		{ "Origin: null\r\n", "theme=dark", 403, NULL },
		{ OURS, "theme=pink", 400, NULL },
		{ OURS, "letters=13", 400, NULL },
		{ OURS, "letters=25", 400, NULL },
		{ OURS, "theme=%00", 400, NULL },
		{ OURS, "\xff\xfe", 400, NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = post(cases[i].headers, cases[i].form);

		if (status_of(answer) != cases[i].status)
			fail_msg("%s: %d", cases[i].form, status_of(answer));
		assert_int_equal(has(answer, "Set-Cookie"), cases[i].cookie != NULL);
		if (cases[i].cookie)
			assert_true(has(answer, cases[i].cookie));
	}
	assert_false(has(ask("GET", "/settings", ""), "Set-Cookie"));
	assert_int_equal(status_of(ask("DELETE", "/settings", "")), 405);
}

/* What is set is seen, each reader sees their own, and the policy lets through just that. */
static void
shown(void **state)
{
	static const struct {
		const char *target, *cookie;
		bool dark, large, script, hant, original;
	} cases[] = {
		{ "/a/1", "", false, false, false, false, false },
		{ "/a/1", "Cookie: xinshi=dark\r\n", true, false, false, false, false },
		{ "/a/1", "Cookie: xinshi=20.zh-hant\r\n", false, true, false, true, true },
		{ "/a/1", "Cookie: xinshi=keys\r\n", false, false, true, false, false },
		{ "/a/1", "", false, false, false, false, false }, /* from the finished pages */
		{ "/original/a/1", "Cookie: xinshi=dark.zh-hant\r\n", true, false, false, false,
		    true },
		{ "/zh-hant/a/1", "Cookie: xinshi=zh-hans\r\n", false, false, false, true, true },
		{ "/nowhere", "Cookie: xinshi=dark\r\n", true, false, false, false, false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = ask("GET", cases[i].target, cases[i].cookie);

		assert_int_equal(has(answer, "<style>:root{color-scheme:dark;"), cases[i].dark);
		assert_int_equal(has(answer, "html{font-size:20px}"), cases[i].large);
		assert_int_equal(
		    has(answer, "<script src='/keys.js' defer></script>"), cases[i].script);
		assert_int_equal(has(answer, "script-src 'self'"), cases[i].script);
		assert_int_equal(has(answer, "水庫決堤"), cases[i].hant);
		assert_int_equal(has(answer, "\"/original/"), cases[i].original);
		assert_true(has(answer, "Vary: Accept-Encoding, Accept-Language, Cookie\r\n"));
		assert_false(has(answer, "Set-Cookie"));
	}
}

/* A program that fetches feeds gets the same, whoever's browser it lives in. */
static void
not_for_feeds(void **state)
{
	(void)state;
	assert_true(has(ask("GET", "/feed/all.atom", "Cookie: xinshi=zh-hant\r\n"), "水库决堤"));
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ROOM_TEST(chosen),
		ROOM_TEST(shown),
		ROOM_TEST(not_for_feeds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
