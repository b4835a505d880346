/*
 * Backwards and again: archives of feeds (RFC 5005), and kept pages looked at again.
 */
#include "follow_test.h"

static struct str
linked(struct world *w, const char *rel, const char *target)
{
	return str_format(&w->f.arena, "<atom:link rel='%s' href='%s%s'/>", rel, w->site, target);
}

/* ---- archives ---- */

/* The document of now, and two archive documents before it. */
static void
serve_archive(struct world *w)
{
	serve(w, "/feed", 200, "ETag: \"1\"\r\n",
	    rss(w, linked(w, "prev-archive", "/2").p, ITEMS("c|Third|Snow fell.")))->validate = true;
	serve(w, "/2", 200, "", rss(w, str_format(&w->f.arena, "<fh:archive/>%s",
	    linked(w, "prev-archive", "/1").p).p, ITEMS("b|Second|Sun shone.")));
	serve(w, "/1", 200, "", rss(w, "<fh:archive/>", ITEMS("a|First|Rain fell.")));
}

static void
test_archives(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");
	struct mentions mentions;

	serve_archive(w);
	go_named(w, id, false, false);
	assert_int_equal(count_articles(w), 1); /* only on request */
	go_named(w, id, false, true); /* a 304: from the document that is kept */
	assert_int_equal(count_articles(w), 3);
	assert_int_equal(asked(w, "/2"), 1);
	assert_int_equal(asked(w, "/1"), 1);
	must(mentions_of_article(w->f.archive, &w->f.arena, 1, &mentions));
	assert_true(mentions.items[0].listed); /* what the past says is not what is listed now */
	must(mentions_of_article(w->f.archive, &w->f.arena, 3, &mentions));
	assert_false(mentions.items[0].listed);
	/* again: known documents are not asked for */
	go_named(w, id, false, true);
	assert_int_equal(asked(w, "/feed"), 3);
	assert_int_equal(asked(w, "/2"), 1);
	assert_int_equal(asked(w, "/1"), 1);
	/* a newer archive document: only that one */
	serve(w, "/feed", 200, "", rss(w, linked(w, "prev-archive", "/3").p, ITEMS("d|Fourth|Wind.")));
	serve(w, "/3", 200, "", rss(w, linked(w, "prev-archive", "/2").p, ITEMS("c|Third|Snow fell.")));
	go_named(w, id, false, true);
	assert_int_equal(asked(w, "/3"), 1);
	assert_int_equal(asked(w, "/2"), 1);
	assert_int_equal(count_articles(w), 4);
}

/* A walk that broke off goes on where it did. */
static void
test_archive_resumed(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");

	serve_archive(w);
	serve(w, "/1", 503, "", S(""));
	go_named(w, id, false, true);
	assert_int_equal(count_articles(w), 2);
	serve(w, "/1", 200, "", rss(w, "<fh:archive/>", ITEMS("a|First|Rain fell.")));
	go_named(w, id, false, true);
	assert_int_equal(count_articles(w), 3);
	assert_int_equal(asked(w, "/2"), 1);
	assert_int_equal(asked(w, "/1"), 2);
}

static void
test_archive_traps(void **state)
{
	struct world *w = *state;
	int64_t circle = feed_at(w, "/circle"), foreign = feed_at(w, "/foreign");

	serve(w, "/circle", 200, "", rss(w, linked(w, "prev-archive", "/c1").p, ITEMS("a|First|Rain fell.")));
	serve(w, "/c1", 200, "", rss(w, linked(w, "prev-archive", "/c2").p, ITEMS("b|Second|Sun.")));
	serve(w, "/c2", 200, "", rss(w, linked(w, "prev-archive", "/c1").p, ITEMS("c|Third|Snow.")));
	go_named(w, circle, false, true);
	assert_int_equal(asked(w, "/c1"), 1);
	assert_int_equal(asked(w, "/c2"), 1);
	assert_int_equal(count_articles(w), 3);
	assert_int_equal(feed_row_of(w, circle).failing, 0);
	serve(w, "/foreign", 200, "", rss(w, str_format(&w->f.arena,
	    "<atom:link rel='prev-archive' href='http://127.0.0.2:%u/c1'/>", httpd_port(w->httpd)).p,
	    ITEMS("d|Fourth|Wind.")));
	go_named(w, foreign, false, true);
	assert_int_equal(asked(w, "/c1"), 1);
	assert_int_equal(count_articles(w), 4);
	assert_non_null(strstr(w->told[0].detail, "another host"));
}

/* Pages shift: they are asked as long as they bring something new. */
static void
test_pages(void **state)
{
	struct world *w = *state;
	int64_t id = feed_at(w, "/feed");

	serve(w, "/feed", 200, "", rss(w, linked(w, "next", "/p2").p, ITEMS("c|Third|Snow fell.")));
	serve(w, "/p2", 200, "", rss(w, linked(w, "next", "/p3").p, ITEMS("b|Second|Sun shone.")));
	serve(w, "/p3", 200, "", rss(w, "", ITEMS("a|First|Rain fell.")));
	go_named(w, id, false, true);
	assert_int_equal(count_articles(w), 3);
	go_named(w, id, false, true);
	assert_int_equal(asked(w, "/p2"), 2);
	assert_int_equal(asked(w, "/p3"), 1);
}

/* ---- visits ---- */

#define STORY                                                                                      \
	"&lt;/p&gt;&lt;p&gt;The river rose by three metres in a single night, officials said.&lt;/p&gt;" \
	"&lt;p&gt;Two bridges were closed and a school was used as a shelter.&lt;/p&gt;"             \
	"&lt;p&gt;Nobody could say on Monday when the trains would run again."

#define PAGE_BEGIN "<!doctype html><title>Flood in the north - Courier</title><body><h1>Flood in the north</h1>"
#define PAGE_A "<p>The river rose by three metres in a single night, officials said.</p>"
#define PAGE_B "<p>Two bridges were closed and a school was used as a shelter.</p>"
#define PAGE_C "<p>Nobody could say on Monday when the trains would run again.</p>"
#define HTML "Content-Type: text/html; charset=utf-8\r\n"

static struct visit
visit_of(struct world *w, int64_t article)
{
	struct visit visit;

	must(visit_get(w->f.archive, &w->f.arena, article, &visit));
	return visit;
}

static void
begin_visits(struct world *w)
{
	world_close(w);
	w->wanted = PAGES_LATER;
	world_open(w);
	feed_at(w, "/feed");
	serve(w, "/feed", 200, "Cache-Control: max-age=86400\r\nETag: \"1\"\r\n",
	    rss(w, "", ITEMS("flood|Flood in the north|" STORY)))->validate = true;
	serve(w, "/flood", 200, HTML "ETag: \"p1\"\r\n", S(PAGE_BEGIN PAGE_A PAGE_B PAGE_C))->validate = true;
	go(w, 0);
}

static void
test_visits(void **state)
{
	struct world *w = *state;
	struct visit visit;
	struct capture proof;

	serve(w, "/robots.txt", 404, "", S(""));
	begin_visits(w);
	assert_int_equal(asked(w, "/flood"), 0);
	assert_int_equal(visit_of(w, 1).state, VISIT_NEW);
	go(w, HOUR + HOUR / 2 + 1);
	visit = visit_of(w, 1);
	assert_int_equal(asked(w, "/flood"), 1);
	assert_int_equal(asked(w, "/robots.txt"), 1);
	assert_int_equal(visit.state, VISIT_ALIVE);
	assert_int_equal(visit.blocks, 3);
	assert_int_equal(visit.held, 3);
	must(capture_get(w->f.archive, &w->f.arena, visit.first_capture, &proof));
	assert_int_equal(proof.kind, CAPTURE_PAGE);
	go(w, 8 * HOUR); /* not modified */
	assert_str(header_find(last_request(w, "/flood").headers, S("If-None-Match")), "\"p1\"");
	assert_int_equal(visit_of(w, 1).state, VISIT_ALIVE);
	serve(w, "/flood", 200, HTML, S(PAGE_BEGIN PAGE_A PAGE_C));
	go(w, 2 * DAY);
	visit = visit_of(w, 1);
	assert_int_equal(visit.state, VISIT_CHANGED);
	assert_int_equal(visit.held, 2);
	assert_int_equal(visit.since, w->now);
	assert_int_equal(w->totals.visits_changed, 1);
	assert_true(visit.proof_capture > visit.first_capture);
	serve(w, "/flood", 404, HTML, S("not here"));
	go(w, 5 * DAY);
	visit = visit_of(w, 1);
	assert_int_equal(visit.state, VISIT_GONE);
	must(capture_get(w->f.archive, &w->f.arena, visit.proof_capture, &proof));
	assert_int_equal(proof.kind, CAPTURE_WAY);
	assert_int_equal(count_articles(w), 1);
}

/* The validators of a page behind a redirect are that page's. */
static void
test_visit_behind_a_redirect(void **state)
{
	struct world *w = *state;
	struct str location = str_format(&w->f.arena, "Location: %s/flood-2\r\n", w->site);

	serve(w, "/robots.txt", 404, "", S(""));
	begin_visits(w);
	serve(w, "/flood", 302, location.p, S(""));
	serve(w, "/flood-2", 200, HTML "ETag: \"p2\"\r\n", S(PAGE_BEGIN PAGE_A PAGE_B PAGE_C))->validate = true;
	go(w, 2 * HOUR);
	assert_true(str_equal(visit_of(w, 1).validated_url, url_of(w, "/flood-2")));
	go(w, 8 * HOUR);
	assert_int_equal(asked(w, "/flood-2"), 2);
	assert_null(header_find(last_request(w, "/flood").headers, S("If-None-Match")).p);
	assert_str(header_find(last_request(w, "/flood-2").headers, S("If-None-Match")), "\"p2\"");
	assert_int_equal(visit_of(w, 1).status, 304);
	serve(w, "/flood-2", 200, HTML, S(PAGE_BEGIN PAGE_A PAGE_B PAGE_C));
	go(w, 5 * DAY);
	assert_int_equal(visit_of(w, 1).validated_url.n, 0);
}

/* What robots.txt bars is not visited. */
static void
test_barred(void **state)
{
	struct world *w = *state;

	serve(w, "/robots.txt", 200, "Content-Type: text/plain\r\n", S("User-agent: *\nDisallow: /flood\n"));
	begin_visits(w);
	go(w, 2 * HOUR);
	assert_int_equal(asked(w, "/flood"), 0);
	assert_int_equal(visit_of(w, 1).state, VISIT_BARRED);
}

/* Imported files are not visited, nor items without a page of their own. */
static void
test_not_planned(void **state)
{
	struct world *w = *state;

	feed_at(w, "/feed");
	serve(w, "/feed", 200, "",
	    S("<rss version='2.0'><channel><title>Courier</title><item><guid isPermaLink='false'>x1</guid>"
	      "<title>A note</title><description>Without an address.</description></item></channel></rss>"));
	go(w, 0);
	assert_int_equal(count_articles(w), 1);
	struct visit visit;
	assert_int_equal(visit_get(w->f.archive, &w->f.arena, 1, &visit).code, ERR_NOT_FOUND);
}

/* ---- a month ---- */

/* Feeds and a page that are well, slow, gone, broken: no round without something to ask, none asked too often. */
static void
test_month(void **state)
{
	static const struct {
		const char *target;
		int status;
		const char *headers;
		int least, most; /* requests */
	} cases[] = {
		{ "/calm", 304, "", 30, 90 },
		{ "/later", 429, "Retry-After: 90000\r\n", 27, 29 },
		{ "/broken", 500, "", 30, 36 },
		{ "/gone", 410, "", 1, 1 },
	};
	struct world *w = *state;
	int64_t next = NOW, id = feed_at(w, "/calm");

	serve(w, "/calm", 200, "ETag: \"1\"\r\n", rss(w, "", ITEMS("flood|Flood in the north|" STORY)));
	serve(w, "/flood", 200, HTML, S(PAGE_BEGIN PAGE_A PAGE_B PAGE_C));
	world_close(w);
	w->wanted = PAGES_LATER;
	world_open(w);
	go(w, 0);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		serve(w, cases[i].target, cases[i].status, cases[i].headers, S(""));
		if (i)
			feed_at(w, cases[i].target);
	}
	while (next < NOW + 30 * DAY) {
		go(w, next > w->now ? next - w->now : 1);
		assert_true(w->told_count > 0);
		must(follow_next(w->follow, w->f.archive, &next));
	}
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_in_range(asked(w, cases[i].target), cases[i].least, cases[i].most);
	assert_in_range(asked(w, "/flood"), 4, 5);
	assert_int_equal(feed_row_of(w, id).counts.unchanged, feed_row_of(w, id).counts.polls - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLLOW_TEST(test_archives),
		FOLLOW_TEST(test_archive_resumed),
		FOLLOW_TEST(test_archive_traps),
		FOLLOW_TEST(test_pages),
		FOLLOW_TEST(test_visits),
		FOLLOW_TEST(test_visit_behind_a_redirect),
		FOLLOW_TEST(test_barred),
		FOLLOW_TEST(test_not_planned),
		FOLLOW_TEST(test_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
