#define ROOM_THREADS 1 /* so that an answer knows of all before it */
#include "serve_test.h"

#include "show/delta.h"

/* The feeds of an archive of 120 articles, each younger by an hour, all of which came at once; the
 * tenth is changed later. */
enum { ARTICLES = 120 };

static struct article
article_n(struct fixture *f, unsigned n, const char *text)
{
	struct article article =
	    article_invent(&f->arena, str_format(&f->arena, "n%u%c", n, 0).p, text);

	article.published = when_from_ms((INT64_C(1616000000) + n * 3600) * 1000);
	article.authors.items = arena_array(&f->arena, struct str, 1);
	article.authors.items[article.authors.count++] = S("Lin & Wang");
	return article;
}

static void
keep(struct fixture *f, unsigned n, const char *text)
{
	struct article article = article_n(f, n, text);

	article_keep(f, str_format(&f->arena, "%u-%s%c", n, text, 0).p, &article);
}

static void
articles_keep(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (unsigned n = 1; n <= ARTICLES; n++)
		keep(f, n, str_format(&f->arena, "Text %u has <b> in it.%c", n, 0).p);
	must(archive_commit(f->archive));
}

/* What a path gives without markup of HTTP; a copy. */
static struct str
fetched(const char *path)
{
	struct str answer = ask("GET", path, "Accept-Language: en\r\n");

	if (status_of(answer) != 200)
		fail_msg("%s: %.*s", path, STR_ARGS(answer));
	return str_copy(&room.fixture->arena, body_of(answer));
}

static size_t
times(struct str s, const char *what)
{
	size_t n = 0;

	for (ptrdiff_t at = 0; (at = str_find(s, str_from_c(what), (size_t)at)) >= 0; at++)
		n++;
	return n;
}

/* The path and query of a link with this relation; empty without one. */
static struct str
link_of(struct str document, const char *rel)
{
	struct str wanted = str_format(&room.fixture->arena, "rel=\"%s\"", rel), head, href;

	if (!pull_until(&document, wanted, &head) ||
	    !pull_until(&document, S("href=\"http://"), &head) ||
	    !pull_until(&document, S("/"), &head) || !pull_until(&document, S("\""), &href))
		return S("");
	return str_join(&room.fixture->arena, S("/"), href, STR_END);
}

/* Until the reading room has heard of what was committed. */
static void
heard(const char *path, const char *text)
{
	for (int i = 0; i < 60 && !has(ask("GET", path, ""), text); i++)
		usleep(SERVER_STALE_MS * 1000 / 20);
	assert_true(has(buf_str(&room.answer), text));
}

/* ---- */

/* Whoever walks back from the document to subscribe to meets every article. */
static void
walk(void **state)
{
	static const char *const paths[] = { "/feed/all.atom", "/feed/all.rss",
		"/feed/source/example-courier.atom", "/zh-hant/feed/all.atom" };

	(void)state;
	for (size_t i = 0; i < LENGTH(paths); i++) {
		struct str document = fetched(paths[i]), path = link_of(document, "prev-archive");
		bool seen[ARTICLES + 1] = { 0 };
		unsigned documents = 1, met = 0;

		assert_true(times(document, "<fh:archive/>") == 0);
		for (;;) {
			for (unsigned n = 1; n <= ARTICLES; n++) {
				char id[64];

				snprintf(id, sizeof(id), ">https://example.org/n%u<", n);
				met += !seen[n] && times(document, id);
				seen[n] |= times(document, id) > 0;
			}
			if (!path.n)
				break;
			document = fetched(str_terminated(&room.fixture->arena, path));
			assert_int_equal(times(document, "<fh:archive/>"), 1);
			assert_str(link_of(document, "current"), paths[i]);
			path = link_of(document, "prev-archive");
			documents++;
		}
		assert_int_equal(documents, 3);
		assert_int_equal(met, ARTICLES);
	}
}

/* A full document of the past stays as it is, byte for byte; the one behind the last leads back. */
static void
past(void **state)
{
	struct str before = fetched("/feed/all.atom?archive=1"), now;

	(void)state;
	assert_str(link_of(before, "next-archive"), "/feed/all.atom?archive=2");
	assert_int_equal(times(before, "<entry>"), 50);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom?archive=3", "")), 307);
	assert_true(has(buf_str(&room.answer), "/feed/all.atom\r\n"));
	assert_int_equal(status_of(ask("GET", "/feed/all.atom?archive=4", "")), 404);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom?archive=0", "")), 400);
	must(archive_begin(room.fixture->archive));
	keep(room.fixture, 10, "Text 10 was changed later.");
	must(archive_commit(room.fixture->archive));
	heard("/feed/all.atom", "was changed later");
	assert_true(times(body_of(buf_str(&room.answer)), ">https://example.org/n10<") == 1);
	now = fetched("/feed/all.atom?archive=1");
	assert_true(str_equal(before, now));
	assert_true(has(now, "Text 10 has"));
	/* The change is in the documents of changes, with an id of its own. */
	assert_true(has(fetched("/feed/changes.rss"), "n10#revision-2</guid>"));
}

/* One request tells what a client has; it gets the rest. */
static void
delta(void **state)
{
	struct fixture *f = room.fixture;
	struct str answer = ask("GET", "/feed/all.atom", ""), etag, head, more;

	(void)state;
	assert_true(
	    pull_until(&answer, S("ETag: "), &head) && pull_until(&answer, S("\r\n"), &etag));
	more = str_format(&f->arena, "A-IM: feed\r\nIf-None-Match: %.*s\r\n%c", STR_ARGS(etag), 0);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom", more.p)), 304);
	must(archive_begin(f->archive));
	keep(f, ARTICLES + 1, "Something new.");
	must(archive_commit(f->archive));
	heard("/feed/all.atom", "Something new");
	answer = ask("GET", "/feed/all.atom", more.p);
	assert_int_equal(status_of(answer), 226);
	assert_true(
	    has(answer, "IM: feed\r\n") && has(answer, "no-store, im") && has(answer, "A-IM"));
	assert_int_equal(times(answer, "<entry>"), 1);
	assert_true(has(answer, "Something new"));
	/* The next time with its validator: nothing; without A-IM, with a stale one: everything. */
	pull_until(&answer, S("ETag: "), &head), pull_until(&answer, S("\r\n"), &etag);
	more = str_format(&f->arena, "A-IM: feed\r\nIf-None-Match: %.*s\r\n%c", STR_ARGS(etag), 0);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom", more.p)), 304);
	assert_int_equal(status_of(ask("GET", "/feed/all.atom",
			     "A-IM: feed\r\nIf-None-Match: \"0-1.AAAAA\"\r\n")),
	    200);
	assert_int_equal(status_of(ask("GET", "/a/1", more.p)), 200);
}

/* Words of the text, in any width, case and script; '|' between alternatives. */
static void
filters(void **state)
{
	static const struct {
		const char *query;
		size_t items;
	} cases[] = {
		{ "?limit=7", 7 },
		{ "?filter=TEXT+99+|text+98+", 2 },
		{ "?filter=%EF%BC%B4ext+99+", 1 }, /* full width */
		{ "?filter=text+99&filterout=has", 0 },
		{ "?filter=text&limit=3", 3 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char path[100];

		snprintf(path, sizeof(path), "/feed/all.rss%s", cases[i].query);
		if (times(fetched(path), "<item>") != cases[i].items)
			fail_msg("%s: %zu", path, times(fetched(path), "<item>"));
	}
	/* Who wants seven is not led through all; who filters, only through what is left. */
	assert_str(link_of(fetched("/feed/all.rss?limit=7"), "prev-archive"), "");
	assert_str(link_of(fetched("/feed/all.rss?filter=text"), "prev-archive"),
	    "/feed/all.rss?filter=text&amp;archive=2");
}

/* A search is read in pages, which may shift, and says so. */
static void
search(void **state)
{
	struct str first = fetched("/feed/search.atom?q=text"), second;

	(void)state;
	assert_int_equal(times(first, "<entry>"), 50);
	assert_int_equal(times(first, "-archive\""), 0);
	assert_str(link_of(first, "next"), "/feed/search.atom?q=text&amp;page=2");
	second = fetched("/feed/search.atom?q=text&page=2");
	assert_str(link_of(second, "first"), "/feed/search.atom?q=text");
	assert_str(link_of(second, "previous"), "/feed/search.atom?q=text");
	assert_int_equal(times(fetched("/feed/search.atom?q=text&page=9"), "<entry>"), 0);
	assert_int_equal(times(fetched("/feed/search.atom?q=text+99"), "<fh:complete/>"), 1);
	assert_false(has(ask("GET", "/feed/search.atom?q=text", ""), "Last-Modified"));
}

/* The same name under every form and piece. */
static void
names(void **state)
{
	static const char *const paths[] = { "/feed/all.atom", "/feed/all.atom?archive=1",
		"/feed/all.atom?limit=2" };
	struct str id = str_format(
	    &room.fixture->arena, "<id>http://127.0.0.1:%s/feed/all.atom</id>%c", room.port, 0);

	(void)state;
	for (size_t i = 0; i < LENGTH(paths); i++)
		assert_int_equal(times(fetched(paths[i]), id.p), 1);
	assert_true(has(fetched("/feed/all.json"), "\"next_url\":\"http://127.0.0.1:"));
	assert_true(has(fetched("/feed/all.json"), "/feed/all.json?archive=2\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walk),
		cmocka_unit_test(past),
		cmocka_unit_test(delta),
		cmocka_unit_test(filters),
		cmocka_unit_test(search),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("feeds", tests, open_room, close_room);
}
