#include "store/pictures.h"
#include "store/sql.h"
#include "store_feeds_test.h"

#define NEVER INT64_MAX

static struct url
url_of(struct fixture *f, const char *text)
{
	struct url url;

	must(url_parse(&f->arena, str_from_c(text), NULL, &url));
	return url;
}

/* Plans one that must be new; gives its row. */
static struct picture_row
plan(struct fixture *f, const char *url, const char *proxy, const char *source)
{
	struct picture_row row;
	bool added = false;

	must(picture_plan(f->archive, url_of(f, url), str_from_c(proxy), str_from_c(source), 7, &added));
	assert_true(added);
	must(picture_by_url(f->archive, &f->arena, url_of(f, url), &row));
	return row;
}

static int64_t
capture_of(struct fixture *f, struct raw bytes)
{
	struct exchange_row exchange = exchange_invent(0, 200);
	struct capture capture = {
		.kind = CAPTURE_PICTURE, .url = S("https://example.org/a.jpg"), .fetched = FETCHED
	};
	int64_t id = 0;

	must(exchange_add(f->archive, &capture, bytes, &exchange, &id));
	return id;
}

static struct raw
bytes_of(struct fixture *f, char fill, size_t n)
{
	unsigned char *p = arena_alloc(&f->arena, n);

	memset(p, fill, n);
	return (struct raw){ p, n };
}

/* Fetched at ${when}, and printed: a print of its first ten bytes. */
static void
keep(struct fixture *f, struct picture_row *row, struct raw bytes, int64_t when)
{
	struct blob_row blob;
	struct digest digest = digest_of(bytes);
	struct picture_print print = { 160, 90, PICTURE_JPEG, { bytes.p, 10 } };

	row->capture = capture_of(f, bytes);
	must(blob_find(f->archive, &digest, &blob));
	row->original = blob.id;
	row->state = PICTURE_KEPT;
	row->size = (int64_t)bytes.n;
	row->fetched = when;
	row->next = NEVER;
	row->status = 200;
	must(picture_put(f->archive, row));
	must(print_add(f->archive, row->id, &print));
}

static void
assert_clean(struct fixture *f)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error("%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

/* ---- which are wanted ---- */

static void
test_addresses(void **state)
{
	static const struct {
		const char *url, *proxy;
		bool added;
		const char *proxied; /* as it is known then */
	} rows[] = {
		{ "http://img.example.org/a.jpg", "", true, "" },
		{ "https://img.example.org/a.jpg#x", "", false, "" },
		{ "https://img.example.org/a.jpg?w=2", "", true, "" },
		{ "https://img.example.org/123456.jpg", "images.weserv.nl", true,
		    "https://images.weserv.nl/?url=https://img.example.org/123456.jpg" },
		/* the first text had it without a proxy, the second through one */
		{ "http://img.example.org/a.jpg", "i0.wp.com", false, "https://i0.wp.com/img.example.org/a.jpg" },
		{ "http://img.example.org/a.jpg", "wsrv.nl", false, "https://i0.wp.com/img.example.org/a.jpg" },
		{ "https://img.example.org/b.jpg?x=1&y=2", "wsrv.nl", true,
		    "https://wsrv.nl/?url=https://img.example.org/b.jpg%3Fx%3D1%26y%3D2" },
		{ "https://img.example.org/c.jpg", "unknown.example", true, "" },
	};
	struct fixture *f = *state;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct picture_row row;
		bool added = false;

		must(picture_plan(f->archive, url_of(f, rows[i].url), str_from_c(rows[i].proxy), S("courier"),
		    7, &added));
		assert_int_equal(added, rows[i].added);
		must(picture_by_url(f->archive, &f->arena, url_of(f, rows[i].url), &row));
		assert_str(row.proxied, rows[i].proxied);
	}
	must(archive_commit(f->archive));
}

static void
test_found_by_any_address(void **state)
{
	static const char *const urls[] = {
		"https://img.example.org/x.jpg",
		"http://img.example.org/x.jpg",
		"https://images.weserv.nl/?url=img.example.org/x.jpg&w=640",
		"https://images.weserv.nl/?url=ssl:img.example.org/x.jpg",
		"https://wsrv.nl/?w=20&url=https%3A%2F%2Fimg.example.org%2Fx.jpg",
		"https://i0.wp.com/img.example.org/x.jpg",
	};
	struct fixture *f = *state;
	struct picture_row row, got;

	must(archive_begin(f->archive));
	row = plan(f, "https://img.example.org/x.jpg", "", "courier");
	must(archive_commit(f->archive));
	for (size_t i = 0; i < LENGTH(urls); i++) {
		must(picture_by_url(f->archive, &f->arena, url_of(f, urls[i]), &got));
		assert_int_equal(got.id, row.id);
	}
	assert_int_equal(
	    picture_by_url(f->archive, &f->arena, url_of(f, "https://img.example.org/y.jpg"), &got).code,
	    ERR_NOT_FOUND);
}

static struct article
article_with(struct fixture *f, const char *path, const char *src, const char *proxy)
{
	struct article article = article_invent(&f->arena, path, path);
	struct doc_builder builder;

	doc_begin(&builder, &f->arena);
	doc_open(&builder, TAG_P);
	doc_text(&builder, article.text);
	doc_close(&builder);
	doc_open(&builder, TAG_FIGURE);
	for (int i = 0; i < 2; i++) {
		doc_open(&builder, TAG_IMG);
		doc_attr(&builder, ATTR_SRC, str_format(&f->arena, "%s%s", src, i ? "?2" : ""));
		if (proxy)
			doc_attr(&builder, ATTR_PROXY, str_from_c(proxy));
		doc_close(&builder);
	}
	doc_close(&builder);
	must(doc_finish(&builder, &article.doc));
	return article;
}

static void
test_article(void **state)
{
	struct fixture *f = *state;
	struct article article = article_with(f, "one", "https://img.example.org/1.jpg", "wsrv.nl");
	struct picture_rows due;
	struct article_place place = { 0 };
	int64_t count, next;

	must(archive_begin(f->archive));
	int64_t id = article_keep(f, "one", &article).article;
	must(pictures_next(f->archive, &next));
	assert_true(next == NEVER);
	must(pictures_plan(f->archive, &article.doc, id, 9, &count));
	assert_int_equal(count, 2);
	must(pictures_plan(f->archive, &article.doc, id, 8, &count));
	assert_int_equal(count, 0);
	article = article_with(f, "older", "https://img.example.org/2.jpg", NULL);
	article.published = when_from_ms(1000);
	article_keep(f, "older", &article);
	article = article_with(f, "newer", "https://img.example.org/3.jpg", NULL);
	article_keep(f, "newer", &article);
	/* the newest first, in steps */
	must(pictures_plan_kept(f->archive, &place, 2, 20, &count));
	assert_int_equal(count, 2);
	assert_false(place.end);
	must(pictures_plan_kept(f->archive, &place, 2, 20, &count));
	assert_int_equal(count, 2);
	must(pictures_plan_kept(f->archive, &place, 2, 20, &count));
	assert_true(place.end);
	must(archive_commit(f->archive));
	must(pictures_next(f->archive, &next));
	assert_int_equal(next, 9);
	must(pictures_due(f->archive, &f->arena, 9, 0, &due));
	assert_int_equal(due.count, 2);
	assert_str(due.items[0].source, "example-courier");
	must(pictures_due(f->archive, &f->arena, 20, 4, &due));
	assert_int_equal(due.count, 4);
	assert_str(due.items[3].url, "https://img.example.org/3.jpg?2");
}

/* ---- bytes ---- */

static void
test_kept_once(void **state)
{
	struct fixture *f = *state;
	struct raw bytes = bytes_of(f, 'a', 5000), got;
	struct picture_row one, two, alike;
	struct print_rows prints;
	struct picture_counts counts;
	struct capture capture;

	must(archive_begin(f->archive));
	one = plan(f, "https://img.example.org/1.jpg", "", "courier");
	two = plan(f, "https://img.example.org/2.jpg", "", "courier");
	keep(f, &one, bytes, FETCHED);
	/* a file with the same bytes is in the stream */
	int64_t file = capture_invent(f, "file", str_copy(&f->arena, (struct str){ (const char *)bytes.p, 20 }).p);
	two.capture = capture_of(f, bytes);
	two.original = one.original;
	two.state = PICTURE_KEPT;
	two.next = NEVER;
	must(picture_put(f->archive, &two));
	must(picture_alike(f->archive, &f->arena, &two, &alike));
	assert_int_equal(alike.id, one.id);
	must(prints_share(f->archive, one.id, two.id));
	must(archive_commit(f->archive));
	assert_int_not_equal(one.capture, two.capture);
	must(capture_read(f->archive, &f->arena, two.capture, 6000, &got));
	assert_int_equal(got.n, 5000);
	assert_memory_equal(got.p, bytes.p, got.n);
	assert_int_equal(capture_read(f->archive, &f->arena, two.capture, 100, &got).code, ERR_TOO_BIG);
	must(capture_get(f->archive, &f->arena, file, &capture));
	must(prints_list(f->archive, two.id, &prints));
	assert_int_equal(prints.count, 1);
	assert_int_equal(prints.items[0].width, 160);
	must(blob_read(f->archive, &f->arena, prints.items[0].blob, &got));
	assert_int_equal(got.n, 10);
	must(pictures_count(f->archive, &counts));
	assert_int_equal(counts.by_state[PICTURE_KEPT], 2);
	assert_int_equal(counts.originals, 1);
	assert_int_equal(counts.original_bytes, 5000);
	assert_int_equal(counts.prints, 1);
	assert_clean(f);
}

/* The same bytes as a file and as a picture: each is kept where it belongs. */
static void
test_file_with_the_bytes_of_a_picture(void **state)
{
	struct fixture *f = *state;
	struct raw got;

	must(archive_begin(f->archive));
	int64_t picture = capture_of(f, raw_from_str(S("GIF89a")));
	int64_t file = capture_invent(f, "file", "GIF89a");
	struct digest digest = digest_of(raw_from_str(S("GIF89a")));
	struct blob_row blob;
	must(blob_find(f->archive, &digest, &blob));
	must(blob_drop(f->archive, blob.id, FETCHED));
	must(archive_commit(f->archive));
	must(capture_read(f->archive, &f->arena, file, 10, &got));
	assert_int_equal(got.n, 6);
	assert_int_equal(capture_read(f->archive, &f->arena, picture, 10, &got).code, ERR_GIVEN_UP);
	assert_clean(f);
}

/* ---- budget ---- */

struct budget_case {
	struct picture_budget budget;
	const char *source;
	int64_t more, given;
	bool full;
};

static void
test_budget(void **state)
{
	/* four originals of 1,000 bytes, oldest first: courier, herald, courier, herald; four prints of 10 */
	static const struct budget_case cases[] = {
		{ { 0, 0 }, "courier", 1 << 30, 0, false },
		{ { 5000, 0 }, "courier", 900, 0, false },
		{ { 5000, 0 }, "courier", 961, 1, false },
		{ { 5000, 0 }, "herald", 3000, 3, false },
		{ { 5000, 0 }, "herald", 5000, 0, true },
		{ { 0, 2500 }, "courier", 500, 0, false },
		{ { 0, 2500 }, "courier", 600, 1, false },
		{ { 0, 2500 }, "courier", 2600, 0, true },
		{ { 4000, 2500 }, "herald", 1000, 2, false },
		{ { 30, 0 }, "", 0, 4, true },
	};
	struct fixture *f = *state;

	must(archive_begin(f->archive));
	for (int i = 0; i < 4; i++) {
		struct picture_row row = plan(f, str_format(&f->arena, "https://example.org/%d.png", i).p, "",
		    i % 2 ? "herald" : "courier");
		keep(f, &row, bytes_of(f, (char)('a' + i), 1000), FETCHED + i);
	}
	must(archive_commit(f->archive));
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct budget_case *c = &cases[i];
		struct pictures_given given = { 0 };

		must(archive_begin(f->archive));
		must(pictures_make_room(
		    f->archive, &c->budget, str_from_c(c->source), c->more, FETCHED, &given));
		if (given.originals != c->given || given.full != c->full)
			fail_msg("case %zu: %d given up, full: %d", i, (int)given.originals, given.full);
		assert_int_equal(given.bytes, 1000 * c->given);
		archive_rollback(f->archive);
	}
}

static void
test_given_up(void **state)
{
	struct fixture *f = *state;
	struct raw bytes = bytes_of(f, 'z', 3000), got;
	struct picture_budget budget = { .total = 100 };
	struct pictures_given given = { 0 };
	struct picture_counts counts;
	struct verify_report report;
	struct picture_row row;
	struct print_rows prints;

	must(archive_begin(f->archive));
	row = plan(f, "https://img.example.org/1.jpg", "", "courier");
	keep(f, &row, bytes, FETCHED);
	must(pictures_make_room(f->archive, &budget, S("courier"), 0, FETCHED + 60, &given));
	must(archive_commit(f->archive));
	assert_int_equal(given.originals, 1);
	must(picture_get(f->archive, &f->arena, row.id, &row));
	assert_int_equal(row.state, PICTURE_GIVEN_UP);
	assert_int_equal(blob_read(f->archive, &f->arena, row.original, &got).code, ERR_GIVEN_UP);
	must(prints_list(f->archive, row.id, &prints));
	must(blob_read(f->archive, &f->arena, prints.items[0].blob, &got));
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_int_equal(report.damages, 0);
	assert_int_equal(report.given_up, 1);
	assert_int_equal(report.given_up_bytes, 3000);
	assert_int_equal(report.given_up_first, FETCHED + 60);
	must(pictures_count(f->archive, &counts));
	assert_int_equal(counts.given_up, 1);
	assert_int_equal(counts.originals, 0);
	/* the same bytes come again, from elsewhere */
	must(archive_begin(f->archive));
	capture_of(f, bytes);
	must(archive_commit(f->archive));
	must(picture_get(f->archive, &f->arena, row.id, &row));
	assert_int_equal(row.state, PICTURE_KEPT);
	must(capture_read(f->archive, &f->arena, row.capture, 5000, &got));
	assert_clean(f);
}

/* ---- damage, rebuild ---- */

static void
test_mended(void **state)
{
	struct fixture *f = *state;
	struct rebuild_result result = { 0 };
	struct rebuild *rebuild;
	struct picture_row row, other;
	struct print_rows prints;
	struct capture capture;
	struct raw bytes;

	must(archive_begin(f->archive));
	row = plan(f, "https://img.example.org/1.jpg", "", "courier");
	other = plan(f, "https://img.example.org/2.jpg", "", "courier");
	keep(f, &row, bytes_of(f, 'z', 3000), FETCHED);
	keep(f, &other, bytes_of(f, 'y', 3000), FETCHED);
	must(sql_exec(f->archive, "UPDATE pictures SET width = 9 WHERE id = 2"));
	must(archive_commit(f->archive));
	must(rebuild_begin(f->archive, &rebuild));
	assert_int_equal(rebuild_next(rebuild, &f->arena, &capture, &bytes).code, ERR_NOT_FOUND);
	must(rebuild_end(rebuild, true, &result));
	assert_int_equal(result.mended, 1);
	must(picture_get(f->archive, &f->arena, row.id, &row));
	assert_int_equal(row.state, PICTURE_KEPT);
	must(prints_list(f->archive, row.id, &prints));
	assert_int_equal(prints.count, 1);
	must(picture_get(f->archive, &f->arena, other.id, &other));
	assert_int_equal(other.state, PICTURE_WANTED);
	assert_clean(f);
}

static void
test_damage(void **state)
{
	static const struct {
		const char *sql, *thing;
	} rows[] = {
		{ "UPDATE blobs SET bytes = replace(bytes, 'zz', 'zy') WHERE size = 3000", "bytes 1 of pictures, https" },
		{ "UPDATE blobs SET dropped = 5", "bytes" },
		{ "UPDATE pictures SET width = width + 1", "row 1 of pictures" },
		{ "UPDATE prints SET height = height + 1", "row 1 of prints" },
		{ "UPDATE captures SET digest = zeroblob(32)", "capture 1" },
	};
	struct fixture *f = *state;

	must(archive_begin(f->archive));
	struct picture_row row = plan(f, "https://img.example.org/1.jpg", "", "courier");
	keep(f, &row, bytes_of(f, 'z', 3000), FETCHED);
	must(archive_commit(f->archive));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct verify_report report;
		bool found = false;

		must(archive_begin(f->archive));
		must(sql_exec(f->archive, rows[i].sql));
		must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
		for (size_t j = 0; j < report.count; j++)
			found |= str_starts(report.items[j].thing, str_from_c(rows[i].thing));
		if (!found)
			fail_msg("not found: %s", rows[i].sql);
		archive_rollback(f->archive);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_addresses),
		STORE_TEST(test_found_by_any_address),
		STORE_TEST(test_article),
		STORE_TEST(test_kept_once),
		STORE_TEST(test_file_with_the_bytes_of_a_picture),
		STORE_TEST(test_budget),
		STORE_TEST(test_given_up),
		STORE_TEST(test_damage),
		STORE_TEST(test_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
