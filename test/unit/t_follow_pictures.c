/*
 * Rounds of pictures: what is asked for, by which way, what is kept and printed, and what is given
 * up.
 */
#include <fcntl.h>

#include "follow_test.h"
#include "store/pictures.h"
#include "store/sql.h"

static struct str
picture(struct world *w, const char *name)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) =
	    open(str_format(&w->f.arena, "test/pictures/%s", name).p, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fd_read_all(fd, PICTURE_BYTES_MAX, &bytes).code)
		fail_msg("%s cannot be read", name);
	return str_copy(&w->f.arena, buf_str(&bytes));
}

static void
serve_picture(struct world *w, const char *target, const char *name)
{
	serve(w, target, 200, "Content-Type: image/x\r\n", picture(w, name));
}

/* The options of a new messenger. */
static void
begin_with(struct world *w, enum follow_pictures pictures, struct picture_budget budget)
{
	world_close(w);
	w->pictures = pictures;
	w->budget = budget;
	world_open(w);
}

/* A feed of one item a picture: "<p>..<img src=TARGET>..". */
static void
serve_feed(struct world *w, const char *const *targets)
{
	const char *items[20] = { 0 };
	size_t n = 0;

	for (; targets[n]; n++)
		items[n] = str_format(&w->f.arena,
		    "item%zu|Item %zu|The river rose by %zu metres.&lt;/p&gt;&lt;img src='%s%s'&gt;&lt;p&gt;Then it fell.", n, n, n,
		    *targets[n] == '/' ? w->site : "", targets[n])
			       .p;
	serve(w, "/feed", 200, "", rss(w, "", items));
}

static struct picture_row
row_of(struct world *w, const char *target)
{
	struct picture_row row;
	struct url url;

	must(url_parse(&w->f.arena, url_of(w, target), NULL, &url));
	must(picture_by_url(w->f.archive, &w->f.arena, url, &row));
	return row;
}

static void
assert_whole(struct world *w)
{
	struct verify_report report;

	must(archive_verify(w->f.archive, &w->f.arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error("%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

static void
test_kept(void **state)
{
	struct world *w = *state;
	const char *const targets[] = { "/a.jpg", "/b.png", "/c.webp", "/same.jpg", NULL };
	struct picture_counts counts;
	struct exchange_row exchange;
	struct print_rows prints;
	struct picture_row row;
	struct request request;
	struct raw bytes;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	feed_at(w, "/feed");
	serve_feed(w, targets);
	serve_picture(w, "/a.jpg", "plain.jpg");
	serve_picture(w, "/b.png", "plain.png");
	serve_picture(w, "/c.webp", "plain.webp");
	serve_picture(w, "/same.jpg", "plain.jpg");
	go(w, 0);
	assert_int_equal(w->totals.articles, 4);
	assert_int_equal(w->totals.pictures_planned, 4);
	assert_int_equal(w->totals.pictures, 4);
	assert_int_equal(w->totals.pictures_failed, 0);
	row = row_of(w, "/a.jpg");
	assert_int_equal(row.state, PICTURE_KEPT);
	assert_int_equal(row.format, PICTURE_JPEG);
	assert_int_equal(row.width, 120);
	assert_int_equal(row.height, 80);
	assert_int_equal(row.fetched, NOW);
	assert_true(row.next == INT64_MAX);
	must(blob_read(w->f.archive, &w->f.arena, row.original, &bytes));
	assert_int_equal(bytes.n, picture(w, "plain.jpg").n);
	must(prints_list(w->f.archive, row.id, &prints));
	assert_true(prints.count >= 2);
	must(exchange_get(w->f.archive, &w->f.arena, row.capture, &exchange));
	assert_int_equal(exchange.status, 200);
	request = last_request(w, "/a.jpg");
	assert_int_equal(request.marks & (MARK_COOKIE | MARK_REFERER), 0);
	assert_true(str_starts(header_find(request.headers, S("Accept")), S("image/")));
	/* one original for two addresses */
	assert_int_equal(row_of(w, "/same.jpg").original, row.original);
	must(prints_list(w->f.archive, row_of(w, "/same.jpg").id, &prints));
	assert_true(prints.count >= 2);
	must(pictures_count(w->f.archive, &counts));
	assert_int_equal(counts.originals, 3);
	assert_int_equal(counts.due, 0);
	assert_whole(w);
	go(w, DAY);
	assert_int_equal(asked(w, "/a.jpg"), 1);
}

static void
test_none_asked(void **state)
{
	struct world *w = *state;
	const char *const targets[] = { "/a.jpg", NULL };
	struct picture_counts counts;

	feed_at(w, "/feed");
	serve_feed(w, targets);
	serve_picture(w, "/a.jpg", "plain.jpg");
	go(w, 0);
	must(pictures_count(w->f.archive, &counts));
	assert_int_equal(counts.by_state[PICTURE_WANTED], 0);
	assert_int_equal(asked(w, "/a.jpg"), 0);
}

/* ---- what is no picture, or does not come ---- */

static void
test_faults(void **state)
{
	static const struct {
		const char *target;
		int status;
		const char *headers, *body;
		enum picture_state state;
		const char *fault;
		bool is_over;
	} rows[] = {
		{ "/gone", 404, "", "nothing here", PICTURE_FAILED, "ERR_STATUS", true },
		{ "/gone2", 410, "", "", PICTURE_FAILED, "ERR_STATUS", true },
		{ "/busy", 503, "Retry-After: 7200\r\n", "", PICTURE_FAILED, "ERR_STATUS", false },
		{ "/svg", 200, "Content-Type: image/svg+xml\r\n", "<svg xmlns='http://www.w3.org/2000/svg'/>",
		    PICTURE_REFUSED, "ERR_PICTURE_KIND", true },
		{ "/page", 200, "Content-Type: image/jpeg\r\n", "<!doctype html><p>Log in", PICTURE_REFUSED,
		    "ERR_PICTURE_KIND", true },
		{ "/pdf", 200, "Content-Type: image/png\r\n", "%PDF-1.4 and more", PICTURE_REFUSED,
		    "ERR_PICTURE_KIND", true },
		{ "/empty", 200, "", "", PICTURE_FAILED, "ERR_EMPTY", false },
		{ "/loop", 302, "Location: /loop\r\n", "", PICTURE_FAILED, "ERR_REDIRECT", false },
		{ "/broken", 200, "", "\x89PNG\r\n\x1a\n and then nothing of the kind", PICTURE_REFUSED, NULL, true },
	};
	struct world *w = *state;
	const char *targets[LENGTH(rows) + 1] = { 0 };
	struct raw bytes;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	feed_at(w, "/feed");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		targets[i] = rows[i].target;
		serve(w, rows[i].target, rows[i].status, rows[i].headers, str_from_c(rows[i].body));
	}
	serve_feed(w, targets);
	go(w, 0);
	assert_int_equal(w->totals.articles, LENGTH(rows));
	assert_int_equal(w->totals.pictures_failed, LENGTH(rows));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct picture_row row = row_of(w, rows[i].target);
		if (row.state != rows[i].state || (row.next == INT64_MAX) != rows[i].is_over ||
		    (rows[i].fault && !str_equal(row.fault, str_from_c(rows[i].fault))) || !row.fault_what.n)
			fail_msg("%s: %s, %.*s, %.*s", rows[i].target, picture_state_name(row.state),
			    STR_ARGS(row.fault), STR_ARGS(row.fault_what));
	}
	assert_int_equal(row_of(w, "/busy").next, NOW + 7200);
	assert_int_equal(capture_read(w->f.archive, &w->f.arena, row_of(w, "/svg").capture, 1000, &bytes).code,
	    ERR_NOT_FOUND); /* its row names none: it is no original */
	assert_whole(w);
}

/* 3,600 megapixels in three kilobytes: refused, and the round goes on. */
static void
test_bomb(void **state)
{
	struct world *w = *state;
	const char *const targets[] = { "/bomb.png", "/a.jpg", NULL };
	struct str png = picture(w, "plain.png");
	char *bytes = str_terminated(&w->f.arena, png);
	struct blob_row blob;

	memcpy(bytes + 16, "\0\0\xea\x60\0\0\xea\x60", 8);
	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	serve_feed(w, targets);
	feed_at(w, "/feed");
	serve(w, "/bomb.png", 200, "", (struct str){ bytes, png.n });
	serve_picture(w, "/a.jpg", "plain.jpg");
	go(w, 0);
	assert_int_equal(row_of(w, "/bomb.png").state, PICTURE_REFUSED);
	assert_true(row_of(w, "/bomb.png").fault.n > 0);
	assert_int_equal(row_of(w, "/a.jpg").state, PICTURE_KEPT);
	/* heads and digest stay, the bytes do not */
	must(blob_get(w->f.archive, row_of(w, "/bomb.png").original, &blob));
	assert_int_equal(blob.dropped, NOW);
	assert_whole(w);
}

static void
test_patience(void **state)
{
	static const int64_t waits[] = { HOUR, DAY, 7 * DAY, 30 * DAY };
	struct world *w = *state;
	const char *const targets[] = { "/late.jpg", NULL };

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	serve_feed(w, targets);
	feed_at(w, "/feed");
	serve(w, "/late.jpg", 500, "", S("?"));
	go(w, 0);
	for (size_t i = 0; i < LENGTH(waits); i++) {
		assert_int_equal(row_of(w, "/late.jpg").next, w->now + waits[i]);
		go(w, waits[i]);
		assert_int_equal(asked(w, "/late.jpg"), (int)i + 2);
	}
	assert_true(row_of(w, "/late.jpg").next == INT64_MAX);
	go(w, 100 * DAY);
	assert_int_equal(asked(w, "/late.jpg"), 5);
}

/* ---- other ways ---- */

/* Plans a picture at ${url}, whose copy a proxy has at ${copy}. */
static void
plan(struct world *w, struct str url, struct str copy)
{
	struct picture_row row;
	struct url parsed;
	bool added;

	must(url_parse(&w->f.arena, url, NULL, &parsed));
	must(archive_begin(w->f.archive));
	must(picture_plan(w->f.archive, parsed, S(""), S("courier"), 0, &added));
	must(picture_by_url(w->f.archive, &w->f.arena, parsed, &row));
	row.proxied = copy;
	must(picture_put(w->f.archive, &row));
	must(archive_commit(w->f.archive));
}

static struct str
on(struct world *w, const char *machine, const char *target)
{
	return str_format(&w->f.arena, "http://%s:%u%s", machine, httpd_port(w->httpd), target);
}

static void
test_ways(void **state)
{
	static const struct {
		int origin, proxy; /* status; 1: HTML, 2: a closed port */
		enum picture_state state;
		bool is_over;
		int proxy_asked;
	} rows[] = {
		{ 200, 200, PICTURE_KEPT, true, 0 },
		{ 404, 200, PICTURE_KEPT, true, 1 },
		{ 403, 200, PICTURE_KEPT, true, 1 },
		{ 1, 200, PICTURE_KEPT, true, 1 },
		{ 2, 200, PICTURE_KEPT, true, 1 },
		{ 404, 404, PICTURE_FAILED, true, 1 },
		{ 404, 500, PICTURE_FAILED, false, 1 },
		{ 500, 404, PICTURE_FAILED, false, 1 },
		{ 1, 1, PICTURE_REFUSED, true, 1 },
	};
	struct world *w = *state;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *origin = str_format(&w->f.arena, "/%zu.jpg", i).p;
		const char *copy = str_format(&w->f.arena, "/?url=%zu.jpg", i).p;
		struct str url = rows[i].origin == 2 ? str_format(&w->f.arena, "http://127.0.0.9:1/%zu", i)
						     : on(w, "127.0.0.1", origin);
		const struct {
			const char *target;
			int status;
		} answers[] = { { origin, rows[i].origin }, { copy, rows[i].proxy } };
		for (size_t j = 0; j < 2; j++)
			if (answers[j].status == 1)
				serve(w, answers[j].target, 200, "", S("<html>parked"));
			else
				serve(w, answers[j].target, answers[j].status, "",
				    answers[j].status == 200 ? picture(w, "plain.jpg") : S("no"));
		plan(w, url, on(w, "127.0.0.2", copy));
	}
	go(w, 0);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct picture_row row;
		must(picture_get(w->f.archive, &w->f.arena, (int64_t)i + 1, &row));
		int proxied = asked(w, str_format(&w->f.arena, "/?url=%zu.jpg", i).p);
		if (row.state != rows[i].state || (row.next == INT64_MAX) != rows[i].is_over ||
		    proxied != rows[i].proxy_asked)
			fail_msg("row %zu: %s, proxy asked %d times, %.*s", i, picture_state_name(row.state),
			    proxied, STR_ARGS(row.fault_what));
	}
	assert_whole(w);
}

/* Addresses that must not be asked are not, nor is a proxy for them. */
static void
test_denied(void **state)
{
	static const char *const urls[] = { "http://10.0.0.1/a.jpg", "http://169.254.169.254/latest/meta-data/",
		"http://[::1]/a.jpg", "http://192.168.0.1/a.jpg", "http://127.0.0.1:22/a.jpg", "http://0/a.jpg",
		"http://[::ffff:10.0.0.1]/", "http://2130706433/a.jpg" };
	struct world *w = *state;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	for (size_t i = 0; i < LENGTH(urls); i++)
		plan(w, str_from_c(urls[i]), on(w, "127.0.0.2", "/copy"));
	serve_picture(w, "/copy", "plain.jpg");
	go(w, 0);
	for (size_t i = 0; i < LENGTH(urls); i++) {
		struct picture_row row;
		must(picture_get(w->f.archive, &w->f.arena, (int64_t)i + 1, &row));
		if (row.state != PICTURE_REFUSED || !str_equal(row.fault, S("ERR_ADDRESS")))
			fail_msg("%s: %s %.*s", urls[i], picture_state_name(row.state), STR_ARGS(row.fault));
	}
	assert_int_equal(asked(w, "/copy"), 0);
}

/* A dead host with many pictures: after three that it did not answer, the others take the copy. */
static void
test_dead_host(void **state)
{
	struct world *w = *state;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	for (int i = 0; i < 12; i++)
		plan(w, str_format(&w->f.arena, "http://127.0.0.9:1/%d", i),
		    on(w, "127.0.0.2", str_format(&w->f.arena, "/copy%d", i).p));
	for (int i = 0; i < 12; i++)
		serve_picture(w, str_format(&w->f.arena, "/copy%d", i).p, "plain.jpg");
	go(w, 0);
	for (int i = 0; i < 12; i++)
		assert_int_equal(asked(w, str_format(&w->f.arena, "/copy%d", i).p), 1);
}

static void
test_robots(void **state)
{
	struct world *w = *state;
	const char *const targets[] = { "/private/a.jpg", NULL };

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	serve(w, "/robots.txt", 200, "", S("User-agent: *\nDisallow: /private/\n"));
	serve_picture(w, "/private/a.jpg", "plain.jpg");
	serve_feed(w, targets);
	feed_at(w, "/feed");
	go(w, 0);
	assert_str(row_of(w, "/private/a.jpg").fault, "ERR_ROBOTS");
	assert_int_equal(asked(w, "/private/a.jpg"), 0);
}

/* ---- budget ---- */

static void
test_budget(void **state)
{
	struct world *w = *state;
	static const char *const names[] = { "plain.jpg", "progressive.jpg", "plain.png", "plain.webp" };
	struct picture_counts counts;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ .total = (300 << 10) });
	for (size_t i = 0; i < LENGTH(names); i++) {
		const char *target = str_format(&w->f.arena, "/%zu", i).p;
		serve_picture(w, target, names[i]);
		plan(w, url_of(w, target), S(""));
	}
	go(w, 0);
	must(pictures_count(w->f.archive, &counts));
	assert_int_equal(counts.by_state[PICTURE_KEPT], 4);
	assert_int_equal(w->totals.originals_given_up, 0);
	/* less is wanted: the originals go, the prints stay; nothing more is asked for */
	begin_with(w, PICTURES_NEW, (struct picture_budget){ .total = 1000 });
	serve_picture(w, "/more", "profile.jpg");
	plan(w, url_of(w, "/more"), S(""));
	go(w, DAY);
	assert_int_equal(w->totals.originals_given_up, 4);
	assert_true(w->totals.pictures_full);
	assert_int_equal(asked(w, "/more"), 0);
	must(pictures_count(w->f.archive, &counts));
	assert_int_equal(counts.given_up, 4);
	assert_int_equal(counts.originals, 0);
	assert_true(counts.prints > 4);
	assert_whole(w);
	int64_t next;
	must(follow_next(w->follow, w->f.archive, &next));
	assert_true(next >= w->now + HOUR);
	/* there is room again */
	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	go(w, DAY);
	assert_int_equal(row_of(w, "/more").state, PICTURE_KEPT);
}

/* ---- the end came too early ---- */

static void
test_print_later(void **state)
{
	struct world *w = *state;
	struct picture_row row;
	struct print_rows prints;

	begin_with(w, PICTURES_NEW, (struct picture_budget){ 0 });
	serve_picture(w, "/a.jpg", "plain.jpg");
	plan(w, url_of(w, "/a.jpg"), S(""));
	go(w, 0);
	row = row_of(w, "/a.jpg");
	row.next = 0;
	row.width = row.height = 0;
	must(archive_begin(w->f.archive));
	must(sql_exec(w->f.archive, "DELETE FROM prints"));
	must(picture_put(w->f.archive, &row));
	must(archive_commit(w->f.archive));
	go(w, MINUTE);
	assert_int_equal(asked(w, "/a.jpg"), 1);
	row = row_of(w, "/a.jpg");
	assert_int_equal(row.width, 120);
	must(prints_list(w->f.archive, row.id, &prints));
	assert_true(prints.count >= 2);
	assert_whole(w);
}

static void
test_imported(void **state)
{
	struct world *w = *state;
	int64_t count;

	begin_with(w, PICTURES_ALL, (struct picture_budget){ 0 });
	struct article article = article_invent(&w->f.arena, "one", "Text.");
	struct doc_builder builder;
	doc_begin(&builder, &w->f.arena);
	doc_open(&builder, TAG_FIGURE);
	doc_open(&builder, TAG_IMG);
	doc_attr(&builder, ATTR_SRC, url_of(w, "/a.jpg"));
	doc_close(&builder);
	doc_close(&builder);
	must(doc_finish(&builder, &article.doc));
	must(archive_begin(w->f.archive));
	article_keep(&w->f, "one.md", &article);
	must(archive_commit(w->f.archive));
	serve_picture(w, "/a.jpg", "plain.jpg");
	go(w, 0);
	assert_int_equal(asked(w, "/a.jpg"), 0);
	must(follow_plan_pictures(w->follow, w->f.archive, &count));
	assert_int_equal(count, 1);
	go(w, 0);
	assert_int_equal(row_of(w, "/a.jpg").state, PICTURE_KEPT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLLOW_TEST(test_kept),
		FOLLOW_TEST(test_none_asked),
		FOLLOW_TEST(test_faults),
		FOLLOW_TEST(test_bomb),
		FOLLOW_TEST(test_patience),
		FOLLOW_TEST(test_ways),
		FOLLOW_TEST(test_denied),
		FOLLOW_TEST(test_dead_host),
		FOLLOW_TEST(test_robots),
		FOLLOW_TEST(test_budget),
		FOLLOW_TEST(test_print_later),
		FOLLOW_TEST(test_imported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
