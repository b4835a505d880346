#include "store_test.h"

static void
test_add_and_get(void **state)
{
	struct fixture *f = *state;
	struct article article =
	    article_invent(&f->arena, "one", "The bridge was opened on Monday.");
	struct article_row row;
	struct revision revision;
	struct str lines[] = { S("A. Writer"), S("B.\nWriter") };

	article.authors = (struct strs){ lines, 2, 2 };
	article.title = S("[World] Headline of one - Example");
	article.updated = (struct when){ INT64_C(1616900100123), 28800, WHEN_MINUTE, ZONE_ASSUMED };
	article.simhash = INT64_MIN + 5;
	note(&article.notes, NOTE_FOOTER);
	must(archive_begin(f->archive));
	struct added added = article_keep(f, "courier/1.md", &article);
	must(archive_commit(f->archive));
	assert_int_equal(added.kind, ADDED_ARTICLE);
	assert_int_equal(added.n, 1);

	must(article_get(f->archive, &f->arena, added.article, &row));
	assert_str(row.headline, "Headline of one");
	assert_str(row.title, "[World] Headline of one - Example");
	assert_str(row.source_name, "Example Courier");
	assert_str(row.source_slug, "example-courier");
	assert_int_equal(row.time, 1616900000);
	assert_int_equal(row.flags, 0);
	assert_int_equal(article_get(f->archive, &f->arena, 99, &row).code, ERR_NOT_FOUND);

	must(revision_get(f->archive, &f->arena, added.article, 0, REVISION_BODY, &revision));
	struct article *record = &revision.record;
	assert_str(record->text, "The bridge was opened on Monday.");
	assert_str(url_str(record->url), "https://example.org/one");
	assert_str(record->key, article.key.p);
	assert_str(record->url_claimed, "https://example.org/one");
	assert_null(record->section.p);
	assert_int_equal(record->authors.count, 2);
	assert_str(record->authors.items[1], "B. Writer");
	assert_memory_equal(&record->updated, &article.updated, sizeof(article.updated));
	assert_memory_equal(&record->published, &article.published, sizeof(article.published));
	assert_int_equal(record->simhash, INT64_MIN + 5);
	assert_int_equal(record->notes.count[NOTE_FOOTER], 1);
	assert_true(digest_equal(&record->digest, &article.digest));
	assert_int_equal(record->doc.count, article.doc.count);
	assert_int_equal(
	    revision_get(f->archive, &f->arena, added.article, 2, REVISION_HEAD, &revision).code,
	    ERR_NOT_FOUND);
}

/* ---- identity: what is a new article, a new revision, or evidence of what is known ---- */

static const struct arrival_case {
	const char *path, *text;
	int day; /* of the claimed publication */
	enum added_kind kind;
	int article, n;	    /* wanted */
	const char *newest; /* text of the article's newest revision afterwards */
} arrivals[] = {
	{ "flood", "Text A.", 10, ADDED_ARTICLE, 1, 1, "Text A." },
	{ "flood", "Text A.", 11, ADDED_NOTHING, 1, 1, "Text A." },
	{ "flood?utm_source=x", "Text B.", 12, ADDED_REVISION, 1, 2, "Text B." },
	{ "flood", "Text A.", 13, ADDED_NOTHING, 1, 1,
	    "Text A." }, /* back to A: no third revision */
	{ "flood", "Text C.", 5, ADDED_REVISION, 1, 3,
	    "Text A." }, /* older by its date, though it came last */
	{ "flood", "Text D.", 13, ADDED_REVISION, 1, 4,
	    "Text D." }, /* the same day: later arrival */
	{ "floods", "Text A.", 10, ADDED_ARTICLE, 2, 1,
	    "Text A." }, /* another URL that begins alike */
};

static void
test_identity(void **state)
{
	struct fixture *f = *state;
	struct revision revision;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(arrivals); i++) {
		const struct arrival_case *c = &arrivals[i];
		struct article article = article_invent(&f->arena, c->path, c->text);
		article.published = when_from_ms((INT64_C(18700) + c->day) * 86400000);
		struct added added =
		    article_keep(f, str_format(&f->arena, "%zu.md", i).p, &article);
		assert_int_equal(added.kind, c->kind);
		assert_int_equal(added.article, c->article);
		assert_int_equal(added.n, c->n);
		must(revision_get(
		    f->archive, &f->arena, added.article, 0, REVISION_BODY, &revision));
		assert_str(revision.record.text, c->newest);
	}
	must(archive_commit(f->archive));
	struct revisions all;
	must(revisions_list(f->archive, &f->arena, 1, 0, &all));
	assert_int_equal(all.count, 4);
	assert_int_equal(all.items[0].n, 3); /* oldest first, by what their dates say */
	assert_int_equal(all.items[3].n, 4);
	must(revisions_list(f->archive, &f->arena, 1, 2, &all));
	assert_int_equal(all.count, 2); /* those that arrived last */
	assert_int_equal(all.items[0].n, 3);
	assert_int_equal(all.items[1].n, 4);
	must(revision_get(f->archive, &f->arena, 1, 1, REVISION_HEAD, &revision));
	assert_int_equal(revision.captures, 3);
	struct captures evidence;
	must(captures_of_article(f->archive, &f->arena, 1, &evidence));
	assert_int_equal(evidence.count, 6);
	int64_t id;
	must(article_by_key(f->archive, revision.record.key, &id));
	assert_int_equal(id, 1);
	assert_int_equal(
	    article_by_key(f->archive, S("https://example.org/none"), &id).code, ERR_NOT_FOUND);
}

/* Whoever lost the acknowledgement adds again. */
static void
test_added_again(void **state)
{
	struct fixture *f = *state;
	struct article first = article_invent(&f->arena, "one", "First.");
	struct article second = article_invent(&f->arena, "one", "Second.");
	struct article_row row;
	struct revision revision;

	must(archive_begin(f->archive));
	article_keep(f, "1.md", &first);
	article_keep(f, "2.md", &second);
	must(archive_commit(f->archive));
	must(archive_begin(f->archive));
	struct added added = article_keep(f, "1.md", &first);
	assert_int_equal(added.kind, ADDED_NOTHING);
	assert_int_equal(added.article, 1);
	assert_int_equal(added.n, 1);
	added = article_keep(f, "2.md", &second);
	assert_int_equal(added.kind, ADDED_NOTHING);
	assert_int_equal(added.n, 2);
	must(archive_commit(f->archive));

	must(article_get(f->archive, &f->arena, 1, &row));
	assert_int_equal(row.revisions, 2);
	must(revision_get(f->archive, &f->arena, 1, 1, REVISION_HEAD, &revision));
	assert_int_equal(revision.captures, 1);
	must(revision_get(f->archive, &f->arena, 1, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Second.");
	struct verify_report found = { 0 };
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &found));
	assert_int_equal(found.damages, 0);
}

/* Answers come in any order; which revision is the newest does not depend on it. */
static void
test_order_of_arrival(void **state)
{
	struct fixture *f = *state;
	struct article older = article_invent(&f->arena, "one", "First.");
	struct article newer = article_invent(&f->arena, "one", "Second.");
	struct revision revision;
	struct added added;

	must(archive_begin(f->archive));
	int64_t first = capture_invent(f, "1.md", "First."),
		second = capture_invent(f, "2.md", "Second.");
	must(articles_add(f->archive, &newer, second, FETCHED, &added));
	must(articles_add(f->archive, &older, first, FETCHED, &added));
	must(archive_commit(f->archive));
	must(revision_get(f->archive, &f->arena, added.article, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "Second.");
}

static void
test_same_text(void **state)
{
	struct fixture *f = *state;
	struct article one = article_invent(&f->arena, "one", "The same words.");
	struct article two = article_invent(&f->arena, "two", "The same words.");
	struct article empty = article_invent(&f->arena, "three", "");
	struct article void_too = article_invent(&f->arena, "four", "");

	must(archive_begin(f->archive));
	struct added first = article_keep(f, "1.md", &one);
	assert_int_equal(first.same_text, 0);
	assert_int_equal(article_keep(f, "2.md", &two).same_text, first.article);
	article_keep(f, "3.md", &empty);
	assert_int_equal(article_keep(f, "4.md", &void_too).same_text, 0);
	struct article no_url = one;
	no_url.key = S("");
	struct added added;
	assert_int_equal(articles_add(f->archive, &no_url, 1, FETCHED, &added).code, ERR_URL);
	assert_int_equal(articles_add(f->archive, &one, 99, FETCHED, &added).code, ERR_NOT_FOUND);
	must(archive_commit(f->archive));
}

/* ---- times ---- */

static const struct time_case {
	int64_t published_ms;
	bool missing;
	int64_t file_time, time;
	unsigned flags;
} times[] = {
	{ (FETCHED - 5) * 1000 + 999, false, 0, FETCHED - 5, 0 },
	{ (FETCHED + 3600) * 1000, false, 0, FETCHED + 3600, 0 }, /* clocks differ */
	{ (FETCHED + 3601) * 1000, false, 0, FETCHED, ARTICLE_DATE_FUTURE },
	{ (FETCHED - 50) * 1000, false, FETCHED - 5000, FETCHED - 5000,
	    ARTICLE_DATE_FUTURE }, /* the file is older */
	{ 0, true, FETCHED - 77, FETCHED - 77, ARTICLE_DATE_MISSING },
	{ 0, true, FETCHED + 77, FETCHED,
	    ARTICLE_DATE_MISSING },	    /* a file of tomorrow says nothing */
	{ -86400000, false, 0, -86400, 0 }, /* before 1970 is a date */
};

static void
test_effective_time(void **state)
{
	struct fixture *f = *state;
	struct article_row row;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(times); i++) {
		const char *name = str_format(&f->arena, "t%zu", i).p;
		struct article article = article_invent(&f->arena, name, name);
		struct capture capture = {
			.kind = CAPTURE_IMPORT, .fetched = FETCHED, .file_time = times[i].file_time
		};
		struct added added;
		int64_t id;

		article.published =
		    times[i].missing ? (struct when){ 0 } : when_from_ms(times[i].published_ms);
		must(capture_add(f->archive, &capture, raw_from_str(article.text), &id));
		must(articles_add(f->archive, &article, id, FETCHED, &added));
		must(article_get(f->archive, &f->arena, added.article, &row));
		assert_int_equal(row.time, times[i].time);
		assert_int_equal(row.flags, times[i].flags);
	}
	must(archive_commit(f->archive));
}

/* The same text under a later date is evidence, and moves the article nowhere; another text of that
 * date does. */
static void
test_date_slip(void **state)
{
	struct fixture *f = *state;
	struct verify_report report;
	struct article_row row;
	static const struct {
		const char *text;
		int64_t day, wanted;
	} steps[] = { { "Text.", 100, 100 }, { "Text.", 103, 100 }, { "Other.", 104, 104 },
		{ "Text.", 105, 100 } };

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(steps); i++) {
		struct article article = article_invent(&f->arena, "slip", steps[i].text);
		article.published = when_from_ms(steps[i].day * 86400000);
		struct added added =
		    article_keep(f, str_format(&f->arena, "%zu.md", i).p, &article);
		must(article_get(f->archive, &f->arena, added.article, &row));
		assert_int_equal(row.time, steps[i].wanted * 86400);
	}
	must(archive_commit(f->archive));
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_int_equal(report.damages, 0);
}

/* ---- lists ---- */

static void
many(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (int i = 0; i < 30; i++) {
		struct article article = article_invent(&f->arena,
		    str_format(&f->arena, "p%d", i).p, str_format(&f->arena, "Text %d.", i).p);
		article.published =
		    when_from_ms((INT64_C(18700) + i / 3) * 86400000 + 3600000 * 23);
		article.source = i % 2 ? S("Odd Post") : S("Even Post");
		article_keep(f, str_format(&f->arena, "%d.md", i).p, &article);
	}
	struct article again = article_invent(&f->arena, "p7", "Text changed.");
	again.published = when_from_ms((INT64_C(18700) + 2) * 86400000 + 3600000 * 23);
	article_keep(f, "again.md", &again);
	must(archive_commit(f->archive));
}

/* Page after page, each article once, in order. */
static void
pages_walk(struct fixture *f, struct article_filter filter, size_t wanted)
{
	struct article_row last = { 0 };
	struct article_rows rows;
	size_t seen = 0;

	filter.limit = 4;
	do {
		must(articles_list(f->archive, &f->arena, &filter, &rows));
		for (size_t i = 0; i < rows.count; i++) {
			struct article_row *row = &rows.items[i];
			if (seen && filter.order == ORDER_NEWEST)
				assert_true(row->time < last.time ||
					    (row->time == last.time && row->id < last.id));
			if (seen && filter.order == ORDER_OLDEST)
				assert_true(row->time > last.time ||
					    (row->time == last.time && row->id > last.id));
			if (seen && filter.order == ORDER_ID)
				assert_true(row->id > last.id);
			if (filter.source)
				assert_int_equal(row->source, filter.source);
			last = *row;
			seen++;
		}
		filter.after_time = last.time;
		filter.after_id = last.id;
	} while (rows.count);
	assert_int_equal(seen, wanted);
}

/* From one end of a source to the other and back, as its list says it; past the ends there is
 * none. */
static void
beside_walk(struct fixture *f, int64_t source)
{
	struct article_rows rows;
	int64_t id;

	must(articles_list(
	    f->archive, &f->arena, &(struct article_filter){ .source = source }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		must(article_beside(f->archive, &rows.items[i], ORDER_NEWEST, &id));
		assert_int_equal(id, i + 1 < rows.count ? rows.items[i + 1].id : 0);
		must(article_beside(f->archive, &rows.items[i], ORDER_OLDEST, &id));
		assert_int_equal(id, i ? rows.items[i - 1].id : 0);
	}
}

/* The same text with another date is a copy: the article stays at the date that is shown. */
static void
test_time_of_a_copy(void **state)
{
	struct fixture *f = *state;
	struct article article = article_invent(&f->arena, "copy", "the same text");
	struct article_row row = { 0 };

	must(archive_begin(f->archive));
	assert_int_equal(article_keep(f, "a/1.md", &article).kind, ADDED_ARTICLE);
	article.published.ms += 86400000;
	struct added again = article_keep(f, "a/2.md", &article);
	must(archive_commit(f->archive));
	assert_int_equal(again.kind, ADDED_NOTHING);
	must(article_get(f->archive, &f->arena, again.article, &row));
	assert_int_equal(row.time, when_seconds(row.published));
	assert_int_equal(row.time, when_seconds(article.published) - 86400);
}

static void
test_lists(void **state)
{
	struct fixture *f = *state;
	struct source source;
	struct article_rows rows;

	many(f);
	must(source_find(f->archive, &f->arena, S("odd-post"), &source));
	beside_walk(f, source.id);
	for (int order = ORDER_NEWEST; order <= ORDER_ID; order++) {
		pages_walk(f, (struct article_filter){ .order = order }, 30);
		pages_walk(f, (struct article_filter){ .order = order, .source = source.id }, 15);
		pages_walk(f, (struct article_filter){ .order = order, .changed = true }, 1);
		int64_t day = INT64_C(18703) * 86400;
		pages_walk(f,
		    (struct article_filter){ .order = order, .from = day, .to = day + 2 * 86400 },
		    6);
	}
	must(articles_list(f->archive, &f->arena, &(struct article_filter){ 0 }, &rows));
	assert_int_equal(rows.count, 30);
	assert_int_equal(rows.items[0].id, 30);
}

static void
test_days(void **state)
{
	struct fixture *f = *state;
	struct day_counts days;

	many(f);
	must(articles_days(f->archive, &f->arena, 0, 0, &days));
	assert_int_equal(days.count, 10);
	assert_int_equal(days.items[0].day, 18709);
	assert_int_equal(days.items[0].count, 3);
	must(articles_days(
	    f->archive, &f->arena, 2 * 3600, 0, &days)); /* 23:00 UTC is the next day there */
	assert_int_equal(days.items[0].day, 18710);
	must(articles_days(f->archive, &f->arena, 0, 1, &days));
	int64_t all = 0;
	for (size_t i = 0; i < days.count; i++)
		all += days.items[i].count;
	assert_int_equal(all, 15);
}

static const struct naming_case {
	const char *source, *slug;
} namings[] = {
	{ "Daily  Example!", "daily-example" }, { "daily example", "daily-example-2" },
	{ "港口日报", "港口日报" }, { "!!!", "source" },
	{ "", "example-org" }, /* nothing named it: the host */
};

static void
test_sources(void **state)
{
	struct fixture *f = *state;
	struct sources all;
	struct source source;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(namings); i++) {
		struct article article =
		    article_invent(&f->arena, str_format(&f->arena, "s%zu", i).p, "Text.");
		article.source = str_from_c(namings[i].source);
		article_keep(f, str_format(&f->arena, "%zu.md", i).p, &article);
	}
	must(archive_commit(f->archive));
	must(sources_list(f->archive, &f->arena, &all));
	assert_int_equal(all.count, LENGTH(namings));
	for (size_t i = 0; i < LENGTH(namings); i++) {
		must(source_find(f->archive, &f->arena, str_from_c(namings[i].slug), &source));
		assert_int_equal(source.articles, 1);
		assert_int_equal(source.revisions, 1);
		assert_int_equal(source.captures, 1);
		assert_str(source.host, "example.org");
	}
	must(source_find(f->archive, &f->arena, S("港口日报"), &source));
	assert_int_equal(
	    source_find(f->archive, &f->arena, S("nobody"), &source).code, ERR_NOT_FOUND);
}

/* Two small outlets of a zone together outweigh a larger one of another. */
static void
test_zone(void **state)
{
	static const struct {
		const char *source;
		int articles;
		int32_t zone_s; /* of all so far */
	} cases[] = {
		{ "纽约时报", 1, 28800 },
		{ "自由亚洲电台", 2, -18000 },
		{ "中央社", 2, 28800 },
		{ "法广", 4, 3600 },
	};
	struct fixture *f = *state;
	struct sources names;
	int32_t zone_s = 1;

	must(sources_zone(f->archive, &zone_s));
	assert_int_equal(zone_s, 0);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		must(archive_begin(f->archive));
		for (int k = 0; k < cases[i].articles; k++) {
			const char *path = str_format(&f->arena, "z%zu-%d", i, k).p;
			struct article article = article_invent(&f->arena, path, "Text.");

			article.source = str_from_c(cases[i].source);
			article_keep(f, path, &article);
		}
		must(archive_commit(f->archive));
		must(sources_zone(f->archive, &zone_s));
		assert_int_equal(zone_s, cases[i].zone_s);
	}
	must(sources_names(f->archive, &f->arena, &names));
	assert_int_equal(names.count, LENGTH(cases));
	assert_int_equal(names.items[0].articles, 0);
}

static void
test_notes(void **state)
{
	struct fixture *f = *state;
	struct notes notes;

	must(archive_begin(f->archive));
	for (int i = 0; i < 5; i++) {
		struct article article =
		    article_invent(&f->arena, str_format(&f->arena, "n%d", i).p, "Text.");
		article.notes.count[NOTE_BREAKS] = i < 3 ? 40 : 0;
		article.source = i ? S("One") : S("Other");
		article_keep(f, str_format(&f->arena, "%d.md", i).p, &article);
	}
	must(archive_commit(f->archive));
	must(notes_count(f->archive, 0, &notes));
	assert_int_equal(notes.count[NOTE_BREAKS], 3); /* captures, not occurrences */
	struct source one;
	must(source_find(f->archive, &f->arena, S("One"), &one));
	must(notes_count(f->archive, one.id, &notes));
	assert_int_equal(notes.count[NOTE_BREAKS], 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_add_and_get),
		STORE_TEST(test_identity),
		STORE_TEST(test_added_again),
		STORE_TEST(test_order_of_arrival),
		STORE_TEST(test_same_text),
		STORE_TEST(test_effective_time),
		STORE_TEST(test_time_of_a_copy),
		STORE_TEST(test_date_slip),
		STORE_TEST(test_lists),
		STORE_TEST(test_days),
		STORE_TEST(test_sources),
		STORE_TEST(test_zone),
		STORE_TEST(test_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
