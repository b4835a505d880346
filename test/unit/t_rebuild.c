#include "store/store.h"
#include "store_feeds_test.h"

static struct article
invent(struct fixture *f, int i, const char *rules)
{
	struct article article =
	    article_invent(&f->arena, str_format(&f->arena, "story/%d", i / 2).p,
		str_format(&f->arena, "Paragraph %d%s", i, rules).p);

	article.published = when_from_ms((INT64_C(18700) + i) * 86400000);
	return article;
}

static void
fill(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (int i = 0; i < 20; i++) {
		struct article article = invent(f, i, "");
		article_keep(f, str_format(&f->arena, "%d.md", i).p, &article);
	}
	must(capture_quarantine(
	    f->archive, capture_invent(f, "bad.md", "nothing"), err_at(ERR_HEADER, 3, NULL)));
	must(archive_commit(f->archive));
}

/* Reads all again by rules whose texts end with ${rules}; files from ${faulty} on are not
 * understood any more. */
static struct rebuild_result
rebuild(struct fixture *f, const char *rules, int faulty)
{
	struct rebuild_result result = { 0 };
	struct rebuild *again = NULL;
	struct capture capture;
	struct raw bytes;
	int i = 0;

	must(rebuild_begin(f->archive, &again));
	while (rebuild_next(again, &f->arena, &capture, &bytes).code == 0) {
		assert_int_equal(capture.id, i + 1);
		struct article article = invent(f, i, rules);
		must(i < faulty ? rebuild_article(again, capture.id, &article)
				: rebuild_fault(again, capture.id, err_new(ERR_HEADER, NULL)));
		i++;
	}
	assert_int_equal(i, 21);
	must(rebuild_end(again, true, &result));
	return result;
}

static void
assert_clean(struct fixture *f)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count; i++)
		print_error(
		    "%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

static void
test_same_rules_change_nothing(void **state)
{
	struct fixture *f = *state;

	fill(f);
	struct rebuild_result result = rebuild(f, "", 20);
	assert_int_equal(result.captures, 21);
	assert_int_equal(result.articles, 10);
	assert_int_equal(result.revisions, 20);
	assert_int_equal(result.quarantined, 1);
	assert_int_equal(result.changed, 0);
	assert_clean(f);
}

static void
test_new_rules(void **state)
{
	struct fixture *f = *state;
	struct archive *reader = NULL;
	struct revision revision;
	struct article_row row;

	fill(f);
	must(archive_open(f->dir, ARCHIVE_READ, &reader));
	must(archive_read_begin(reader));
	must(article_get(reader, &f->arena, 3, &row));
	/* The last story is not understood any more: its id is free, and stays so. */
	struct rebuild_result result = rebuild(f, ", cleaned", 18);
	assert_int_equal(result.changed, 10);
	assert_int_equal(result.quarantined, 3);
	must(revision_get(reader, &f->arena, 3, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Paragraph 5");
	archive_close(reader);
	must(revision_get(f->archive, &f->arena, 3, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Paragraph 5, cleaned");
	assert_int_equal(article_get(f->archive, &f->arena, 10, &row).code, ERR_NOT_FOUND);
	assert_clean(f);

	must(archive_begin(f->archive));
	struct article fresh = article_invent(&f->arena, "fresh", "Something else.");
	assert_int_equal(article_keep(f, "fresh.md", &fresh).article, 11);
	must(archive_commit(f->archive));
}

static void
test_given_up(void **state)
{
	struct fixture *f = *state;
	struct rebuild *again = NULL;
	struct rebuild_result result;
	struct article_row row;
	struct capture capture;
	struct raw bytes;

	fill(f);
	must(rebuild_begin(f->archive, &again));
	must(rebuild_next(again, &f->arena, &capture, &bytes));
	must(rebuild_end(again, false, &result));
	must(article_get(f->archive, &f->arena, 10, &row));
	assert_clean(f);
	/* And once more, from the beginning. */
	assert_int_equal(rebuild(f, "", 20).changed, 0);
}

/* ---- captures that are damaged ---- */

static void
damage(struct fixture *f, const char *sql)
{
	archive_close(f->archive);
	const char *command = str_format(&f->arena, "sqlite3 %s/archive.db \"%s\"", f->dir, sql).p;
	assert_int_equal(system(command), 0);
	must(archive_open(f->dir, ARCHIVE_WRITE, &f->archive));
}

/* Reads what can be read by rules whose texts end with ", cleaned", and keeps the rest. */
static struct rebuild_result
rebuild_around_damage(struct fixture *f)
{
	struct rebuild_result result = { 0 };
	struct rebuild *again = NULL;
	struct capture capture;
	struct raw bytes;
	struct err e = { 0 };

	must(rebuild_begin(f->archive, &again));
	while (capture.id = 0, e = rebuild_next(again, &f->arena, &capture, &bytes), capture.id) {
		struct article article = invent(f, (int)capture.id - 1, ", cleaned");
		if (e.code)
			must(rebuild_keep(again, capture.id));
		else if (capture.id == 21)
			must(rebuild_fault(again, capture.id, err_new(ERR_HEADER, NULL)));
		else
			must(rebuild_article(again, capture.id, &article));
	}
	assert_int_equal(e.code, ERR_NOT_FOUND);
	must(rebuild_end(again, true, &result));
	return result;
}

static const struct damaged_case {
	const char *sql;
	int damaged, kept, lost;
} damaged_cases[] = {
	{ "UPDATE captures SET digest = zeroblob(32) WHERE id = 5", 1, 1, 0 },
	{ "UPDATE captures SET size = size + 1 WHERE id IN (5, 21)", 2, 1, 0 },
	{ "UPDATE packs SET bytes = zeroblob(length(bytes))", 21, 20, 0 },
	{ "UPDATE captures SET digest = zeroblob(32) WHERE id = 5;"
	  "UPDATE bodies SET body = zeroblob(40) WHERE revision = 5",
	    1, 0, 1 },
};

/* The bytes of a capture are gone: what was read from it stays. */
static void
test_damaged_captures(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(damaged_cases); i++) {
		const struct damaged_case *c = &damaged_cases[i];
		void *fresh = NULL;
		struct revision revision;
		assert_int_equal(fixture_make(&fresh), 0);
		struct fixture *f = fresh;
		fill(f);
		damage(f, c->sql);
		struct rebuild_result result = rebuild_around_damage(f);
		if (result.captures != 21 || result.damaged != c->damaged ||
		    result.kept != c->kept || result.lost != c->lost || result.quarantined != 1)
			fail_msg("case %zu: %lld captures, %lld damaged, %lld kept, %lld lost, "
				 "%lld in quarantine",
			    i, (long long)result.captures, (long long)result.damaged,
			    (long long)result.kept, (long long)result.lost,
			    (long long)result.quarantined);
		must(revision_get(f->archive, &f->arena, 3, 1, REVISION_BODY, &revision));
		assert_str(revision.record.text, c->lost ? "Paragraph 5, cleaned" : "Paragraph 4");
		must(revision_get(f->archive, &f->arena, 4, 1, REVISION_BODY, &revision));
		assert_str(revision.record.text,
		    c->damaged == 21 ? "Paragraph 6" : "Paragraph 6, cleaned");
		must(fixture_remove(&fresh) ? err_new(ERR_IO, "clean-up") : (struct err){ 0 });
	}
}

/* ---- feeds ---- */

/* A line an item: path, text, id. */
static const char *const documents[] = {
	"one|Text A.|1\ntwo|Text B.|2\nthree|Text C.|3\n",
	"one|Text A.|1\ntwo|Text B, corrected.|2\n",
	"one-renamed|Text A, corrected.|1\nfour|Text D.|4\n",
	"one-renamed|Text A, corrected.|1\nfive|Text E.|5\nsix|Text F.|5\n",
};

/* What a document holds goes to ${take}. */
static void
items_each(
    struct fixture *f, struct str rest, void (*take)(void *, const struct article *), void *context)
{
	struct str line, path, text;

	while (pull_field(&rest, '\n', &line) && pull_field(&line, '|', &path) &&
	       pull_field(&line, '|', &text)) {
		struct article article = article_invent(
		    &f->arena, str_copy(&f->arena, path).p, str_copy(&f->arena, text).p);
		article.guid = str_copy(&f->arena, line);
		take(context, &article);
	}
}

struct intake {
	struct fixture *f;
	struct rebuild *rebuild;
	int64_t capture, fetched;
};

static void
item_add(void *context, const struct article *article)
{
	struct intake *in = context;
	struct added added;

	must(articles_add(in->f->archive, article, in->capture, in->fetched, &added));
}

static void
item_again(void *context, const struct article *article)
{
	struct intake *in = context;

	must(rebuild_article(in->rebuild, in->capture, article));
}

static void
fill_from_feed(struct fixture *f)
{
	static struct str labels[] = { STR_INIT("world") };
	struct intake in = { .f = f };
	struct feed_row row;

	must(archive_begin(f->archive));
	int64_t feed = feed_keep(f, "https://example.org/feed");
	must(feed_get(f->archive, &f->arena, feed, &row));
	row.labels = (struct strs){ labels, 1, 1 };
	must(feed_put(f->archive, &row));
	for (size_t i = 0; i < LENGTH(documents); i++) {
		in.fetched = FETCHED + 60 * (int64_t)i;
		fetched_invent_at(f, CAPTURE_WAY, feed, "", in.fetched);
		fetched_invent_at(f, CAPTURE_PAGE, feed, "<p>", in.fetched);
		in.capture = fetched_invent_at(f, CAPTURE_FEED, feed, documents[i], in.fetched);
		items_each(f, str_from_c(documents[i]), item_add, &in);
	}
	must(visit_plan(f->archive, 1, S("https://example.org/one"), FETCHED + 99, NULL));
	row.capture = in.capture;
	must(feed_put(f->archive, &row));
	must(archive_commit(f->archive));
}

static struct rebuild_result
rebuild_from_feed(struct fixture *f)
{
	struct rebuild_result result = { 0 };
	struct intake in = { .f = f };
	struct capture capture;
	struct raw bytes;
	struct err e;

	must(rebuild_begin(f->archive, &in.rebuild));
	while (
	    capture.id = 0, e = rebuild_next(in.rebuild, &f->arena, &capture, &bytes), capture.id) {
		assert_int_not_equal(capture.kind, CAPTURE_WAY);
		assert_int_not_equal(capture.kind, CAPTURE_PAGE);
		in.capture = capture.id;
		if (e.code)
			must(rebuild_keep(in.rebuild, capture.id));
		else
			items_each(
			    f, (struct str){ (const char *)bytes.p, bytes.n }, item_again, &in);
	}
	must(rebuild_end(in.rebuild, true, &result));
	return result;
}

static struct str
dump(struct fixture *f)
{
	static const char *const queries[] = {
		"SELECT id || ' ' || hex(key) || ' ' || time || ' ' || latest || ' ' || revisions "
		"|| ' ' || captures"
		" FROM articles ORDER BY id",
		"SELECT article || ' ' || n || ' ' || capture || ' ' || hex(digest) FROM revisions "
		"ORDER BY article, n",
		"SELECT capture || ' ' || article || ' ' || as_of FROM sightings ORDER BY capture, "
		"article",
		"SELECT feed || ' ' || article || ' ' || first_seen || ' ' || last_seen || ' ' || "
		"capture || ' '"
		" || listed || ' ' || time FROM mentions ORDER BY feed, article",
		"SELECT scope || ' ' || hex(key) || ' ' || ifnull(article, 'none') FROM keys ORDER "
		"BY scope, key",
		"SELECT label || ' ' || time || ' ' || article FROM label_articles ORDER BY label, "
		"time, article",
		"SELECT article || ' ' || next FROM visits",
		"SELECT feed || ' ' || capture FROM polls",
		"SELECT capture || ' ' || at FROM exchanges",
	};
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < LENGTH(queries); i++) {
		struct sql q = sql_query(f->archive, queries[i]);
		while (sql_row(&q))
			buf_push_format(&out, "%zu %.*s\n", i, STR_ARGS(sql_str(&q, &f->arena, 0)));
		must(sql_end(&q));
	}
	return str_copy(&f->arena, buf_str(&out));
}

static void
test_feeds(void **state)
{
	struct fixture *f = *state;
	struct mentions mentions;

	fill_from_feed(f);
	assert_clean(f);
	struct str before = dump(f);
	struct rebuild_result result = rebuild_from_feed(f);
	assert_int_equal(result.captures, 4);
	assert_int_equal(result.articles, 6);
	assert_int_equal(result.revisions, 8);
	assert_int_equal(result.quarantined, 0);
	assert_int_equal(result.changed, 0);
	assert_string_equal(dump(f).p, before.p);
	assert_clean(f);
	must(mentions_of_article(f->archive, &f->arena, 1, &mentions));
	assert_int_equal(mentions.count, 1);
	assert_true(mentions.items[0].listed);
	must(mentions_of_article(f->archive, &f->arena, 3, &mentions));
	assert_false(mentions.items[0].listed);
}

/* Each document in turn is lost; what it gave, and when it named what, stays. */
static void
test_damaged_feeds(void **state)
{
	(void)state;
	for (int i = 0; i < (int)LENGTH(documents); i++) {
		void *fresh = NULL;
		assert_int_equal(fixture_make(&fresh), 0);
		struct fixture *f = fresh;
		fill_from_feed(f);
		struct str before = dump(f);
		damage(
		    f, str_format(&f->arena,
			   "UPDATE captures SET digest = zeroblob(32) WHERE id = %d", 3 * (i + 1))
			   .p);
		struct rebuild_result result = rebuild_from_feed(f);
		assert_int_equal(result.damaged, 1);
		assert_int_equal(result.lost, 0);
		if (strcmp(dump(f).p, before.p) != 0)
			fail_msg("document %d: was\n%s is\n%s", i, before.p, dump(f).p);
		must(fixture_remove(&fresh) ? err_new(ERR_IO, "clean-up") : (struct err){ 0 });
	}
}

/* Rows that are not derived, and damaged, begin anew. */
static void
test_mended(void **state)
{
	struct fixture *f = *state;
	struct feed_row feed;
	struct visit visit;

	fill_from_feed(f);
	damage(f, "UPDATE polls SET next = 77, state = 2; UPDATE visits SET next = 77; UPDATE "
		  "feeds SET added = 7");
	assert_int_equal(feed_get(f->archive, &f->arena, 1, &feed).code, ERR_DAMAGE);
	struct rebuild_result result = rebuild_from_feed(f);
	assert_int_equal(result.mended, 2);
	assert_clean(f);
	must(feed_get(f->archive, &f->arena, 1, &feed));
	assert_int_equal(feed.state, FEED_PAUSED);
	assert_int_equal(feed.next, 0);
	assert_int_equal(feed.added, 7);
	assert_str(feed.url, "https://example.org/feed");
	assert_str(feed.labels.items[0], "world");
	must(visit_get(f->archive, &f->arena, 1, &visit));
	assert_str(visit.url, "https://example.org/one-renamed");
	assert_int_equal(visit.next, 0);

	damage(f, "DELETE FROM polls");
	assert_int_equal(rebuild_from_feed(f).mended, 1);
	must(feed_get(f->archive, &f->arena, 1, &feed));
	assert_int_equal(feed.state, FEED_ACTIVE);
	assert_clean(f);
}

/* An article that goes takes its visits with it, or verify would find them astray. */
static void
test_visits_of_gone_articles(void **state)
{
	struct fixture *f = *state;
	struct visit visit;

	fill(f);
	must(archive_begin(f->archive));
	must(visit_plan(f->archive, 1, S("https://example.org/1"), FETCHED, NULL));
	must(visit_plan(f->archive, 10, S("https://example.org/10"), FETCHED, NULL));
	must(archive_commit(f->archive));
	rebuild(f, "", 18);
	must(visit_get(f->archive, &f->arena, 1, &visit));
	assert_int_equal(visit_get(f->archive, &f->arena, 10, &visit).code, ERR_NOT_FOUND);
	assert_clean(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_same_rules_change_nothing),
		STORE_TEST(test_new_rules),
		STORE_TEST(test_given_up),
		cmocka_unit_test(test_damaged_captures),
		STORE_TEST(test_feeds),
		cmocka_unit_test(test_damaged_feeds),
		STORE_TEST(test_mended),
		STORE_TEST(test_visits_of_gone_articles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
