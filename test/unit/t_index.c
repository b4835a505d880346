#include "store_test.h"

#include "search/walk.h"
#include "text/fold.h"

/* Keeps an article of this path: ${hours} after a fixed moment, in a source. */
static int64_t
keep(struct fixture *f, const char *path, const char *headline, const char *text, int64_t hours,
    const char *source)
{
	struct article article = article_invent(&f->arena, path, text);
	struct added added;

	article.headline = article.title = str_copy(&f->arena, str_from_c(headline));
	article.digest =
	    digest_of(raw_from_str(str_join(&f->arena, article.headline, article.text, STR_END)));
	article.published = when_from_ms((INT64_C(1600000000) + hours * 3600) * 1000);
	article.source = str_from_c(source);
	article.lang = strstr(headline, "[hant]") ? S("zh-Hant") : S("zh-Hans");
	if (sqlite3_get_autocommit(archive_db(f->archive)))
		must(archive_begin(f->archive)); /* until settle */
	added = article_keep(f,
	    str_terminated(&f->arena, str_format(&f->arena, "%s-%ld", path, random())), &article);
	return added.article;
}

static void
settle(struct archive *archive)
{
	if (!sqlite3_get_autocommit(archive_db(archive)))
		must(archive_commit(archive));
}

static void
take_up(struct search *search, size_t wanted)
{
	size_t done = 0, left = 0;

	settle(search->archive);
	must(search_update(search, 0, NULL, NULL, &done, &left));
	assert_int_equal(done, wanted);
	assert_int_equal(left, 0);
}

static struct results
found_with(
    struct fixture *f, struct search *search, const char *text, struct search_options options)
{
	struct results results = { 0 };
	struct query *query = NULL;

	must(query_parse(&f->arena, str_from_c(text), 0, &query));
	must(search_run(search, &f->arena, query, &options, &results));
	return results;
}

/* The headlines found, newest first, joined. */
static const char *
found(struct fixture *f, struct search *search, const char *text)
{
	struct results results =
	    found_with(f, search, text, (struct search_options){ .limit = 100 });
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < results.count; i++) {
		buf_push_str(&out, results.items[i].headline.text);
		buf_push_char(&out, i + 1 < results.count ? ' ' : '\0');
	}
	return results.count ? str_terminated(&f->arena, buf_str(&out)) : "";
}

static struct search *
opened(struct fixture *f)
{
	struct search *search = NULL;

	must(search_open(f->archive, &search));
	return search;
}

static void
words_are_found(void **state)
{
	static const struct {
		const char *query, *wanted;
	} rows[] = {
		{ "渔业", "C A" },
		{ "漁業", "C A" },
		{ "渔", "C B A" },
		{ "业", "C B A" },
		{ "协", "C" },
		{ "渔业协定", "C" },
		{ "林业渔", "" },
		{ "\"林业 渔\"", "B" },
		{ "渔业 -协定", "A" },
		{ "林业 OR 协定", "C B" },
		{ "title:C", "C" },
		{ "title:渔业", "" },
		{ "SEA", "B A" },
		{ "sea treaty", "B A" },
		{ "\"sea treaty\"", "A" },
		{ "eas", "" },
		{ "1200", "B" },
		{ "人", "B" },
		{ "source:bbc", "C" },
		{ "source:\"Example Courier\"", "B A" },
		{ "-source:bbc", "B A" },
		{ "lang:zh", "C B A" },
		{ "lang:zh-hant", "" },
		{ "", "C B A" },
		{ "from:2020-09-14 to:2020-09-14", "B" },
		{ "业 to:2020-09-13", "A" },
		{ "changed:yes", "" },
		{ "changed:no", "C B A" },
	};
	struct fixture *f = *state;
	struct search *search = opened(f);

	/* 2020-09-13T12:26:40Z is hour 0 */
	keep(f, "c", "C", "漁業協定簽訂。", 48, "BBC");
	keep(f, "a", "A", "农业。渔业\nThe sea treaty", 0, "Example Courier");
	keep(f, "b", "B", "林业，渔 sea. Treaty 1,200人", 24, "Example Courier");
	take_up(search, 3);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *got = found(f, search, rows[i].query);
		if (strcmp(got, rows[i].wanted) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].query, got, rows[i].wanted);
	}
	must(search_verify(search));
	search_close(search);
}

static void
unknown_sources_are_named(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);
	struct search_options options = { 0 };
	struct results results;
	struct query *query;

	must(query_parse(&f->arena, S("甲 source:nobody"), 0, &query));
	struct err e = search_run(search, &f->arena, query, &options, &results);
	assert_int_equal(e.code, ERR_QUERY);
	assert_int_equal(e.at, 11);
	assert_string_equal(e.what, "no source has this name");
	search_close(search);
}

static void
revisions_take_the_place_of_older_ones(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);

	keep(f, "a", "A", "死亡人数三人", 0, "BBC");
	keep(f, "b", "B", "死亡人数九人", 1, "BBC");
	take_up(search, 2);
	take_up(search, 0);
	keep(f, "a", "A", "死亡人数五人", 0, "BBC");
	take_up(search, 1);
	assert_string_equal(found(f, search, "三人"), "");
	assert_string_equal(found(f, search, "五人"), "A");
	assert_string_equal(found(f, search, "死亡"), "B A");
	assert_string_equal(found(f, search, "changed:yes"), "A");
	assert_int_equal(
	    found_with(f, search, "死亡", (struct search_options){ .facets = true }).total, 2);
	must(search_verify(search));
	must(search_rebuild(search, NULL, NULL));
	assert_string_equal(found(f, search, "死亡"), "B A");
	must(search_verify(search));
	search_close(search);
}

static void
readers_see_what_was_committed(void **state)
{
	struct fixture *f = *state;
	struct archive *reading;
	struct search *reader, *writer;
	int64_t pending = 0;

	must(archive_open(f->dir, ARCHIVE_READ, &reading));
	must(search_open(reading, &reader)); /* before there is an index */
	assert_string_equal(found(f, reader, ""), "");
	must(search_verify(reader));
	writer = opened(f);
	keep(f, "a", "A", "海陆", 0, "BBC");
	settle(f->archive);
	must(search_pending(writer, &pending));
	assert_int_equal(pending, 1);
	must(search_pending(reader, &pending));
	assert_int_equal(pending, 1);
	take_up(writer, 1);
	assert_string_equal(found(f, reader, "海陆"), "A");
	keep(f, "b", "B", "海陆", 1, "BBC");
	take_up(writer, 1);
	assert_string_equal(found(f, reader, "海陆"), "B A");
	must(search_rebuild(writer, NULL, NULL));
	assert_string_equal(found(f, reader, "海陆"), "B A");
	must(search_verify(reader));
	search_close(writer);
	search_close(reader);
	archive_close(reading);
}

/* Asked again and again while the writer works. */
struct onlooker {
	struct fixture *f;
	struct search *reader;
	unsigned asked, missed;
};

static int
look(void *user)
{
	struct onlooker *onlooker = user;

	onlooker->asked++;
	onlooker->missed += strcmp(found(onlooker->f, onlooker->reader, "海陆"), "B A") != 0;
	return 0;
}

static bool
stop(void *context, int64_t done, int64_t total)
{
	(void)context;
	return done < total;
}

static void
rebuilding_hides_nothing(void **state)
{
	struct fixture *f = *state;
	struct onlooker onlooker = { .f = f };
	struct archive *reading;
	struct search *writer = opened(f);

	keep(f, "a", "A", "海陆", 0, "BBC");
	keep(f, "b", "B", "海陆", 1, "BBC");
	take_up(writer, 2);
	must(archive_open(f->dir, ARCHIVE_READ, &reading));
	must(search_open(reading, &onlooker.reader));
	sqlite3_progress_handler(archive_db(f->archive), 20, look, &onlooker);
	must(search_rebuild(writer, NULL, NULL));
	sqlite3_progress_handler(archive_db(f->archive), 0, NULL, NULL);
	assert_true(onlooker.asked > 10);
	assert_int_equal(onlooker.missed, 0);
	assert_int_equal(search_rebuild(writer, stop, NULL).code, ERR_INTERRUPTED);
	assert_string_equal(found(f, writer, "海陆"), "B A");
	assert_string_equal(found(f, onlooker.reader, "海陆"), "B A");
	must(search_verify(writer));
	search_close(onlooker.reader);
	archive_close(reading);
	search_close(writer);
}

static void
limits_are_kept(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);
	size_t done = 0, left = 0;

	for (unsigned i = 0; i < 7; i++) {
		char name[2] = { (char)('A' + i), 0 };
		keep(f, name, name, "海陆", i, "BBC");
	}
	settle(f->archive);
	must(search_update(search, 3, NULL, NULL, &done, &left));
	assert_int_equal(done, 3);
	assert_int_equal(left, 4);
	assert_string_equal(found(f, search, "海陆"), "C B A");
	take_up(search, 4);
	assert_string_equal(found(f, search, "海陆"), "G F E D C B A");
	struct results page =
	    found_with(f, search, "海陆", (struct search_options){ .limit = 3, .offset = 2 });
	assert_int_equal(page.count, 3);
	assert_str(page.items[0].headline.text, "E");
	assert_int_equal(page.total, 7);
	assert_false(page.total_is_floor);
	assert_int_equal(
	    found_with(f, search, "海陆", (struct search_options){ .offset = 100 }).count, 0);
	page = found_with(
	    f, search, "海陆", (struct search_options){ .order = SEARCH_OLDEST, .limit = 2 });
	assert_str(page.items[1].headline.text, "B");
	search_close(search);
}

static void
relevance_prefers_headline_and_number(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);
	struct search_options options = { .order = SEARCH_RELEVANCE, .snippets = true };

	keep(f, "a", "A", "渔业一次，别的话说了许多许多。", 9, "BBC");
	keep(f, "b", "B 渔业", "另一件事，说了许多许多的话。", 0, "BBC");
	keep(f, "c", "C", "渔业再说渔业，还是渔业，又渔业。", 1, "BBC");
	keep(f, "d", "D", "渔业与协定，渔业与协定。", 2, "BBC");
	take_up(search, 4);
	struct results results = found_with(f, search, "渔业", options);
	assert_int_equal(results.count, 4);
	assert_str(results.items[0].headline.text, "B 渔业");
	assert_int_equal(results.items[0].headline.count, 1);
	assert_str(results.items[1].headline.text, "C");
	assert_str(results.items[3].headline.text, "A");
	assert_int_equal(results.items[3].snippet.count, 1);
	assert_true(results.items[0].score > results.items[1].score);
	/* the rare word decides */
	results = found_with(f, search, "渔业 OR 协定", options);
	assert_str(results.items[0].headline.text, "D");
	search_close(search);
}

static void
facets_count_everything(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);
	struct search_options options = { .facets = true, .limit = 1 };

	keep(f, "a", "A", "海陆", 0, "BBC");
	keep(f, "b", "B[hant]", "海陸", 24 * 31, "BBC");
	keep(f, "c", "C", "海陆", 24 * 32, "Example Courier");
	keep(f, "d", "D", "山川", 24 * 33, "Example Courier");
	take_up(search, 4);
	struct results results = found_with(f, search, "海陆", options);
	assert_int_equal(results.count, 1);
	assert_int_equal(results.total, 3);
	assert_int_equal(results.sources.count, 2);
	assert_str(results.sources.items[0].label, "BBC");
	assert_int_equal(results.sources.items[0].count, 2);
	assert_int_equal(results.months.count, 2);
	assert_str(results.months.items[0].key, "2020-10");
	assert_int_equal(results.months.items[0].count, 2);
	assert_int_equal(results.langs.count, 2);
	assert_str(results.langs.items[1].key, "zh-Hant");
	/* months begin where the reader's days do: 14 days earlier, one of October's two is of September */
	options.zone_s = -14 * 86400;
	results = found_with(f, search, "海陆", options);
	assert_int_equal(results.months.count, 3);
	assert_int_equal(results.months.items[0].count, 1);
	assert_str(results.months.items[1].key, "2020-09");
	options.zone_s = 0;
	/* forms narrow what was typed */
	options.source = S("bbc");
	options.lang = S("zh-Hant");
	assert_int_equal(found_with(f, search, "海陆", options).total, 1);
	options.from = INT64_C(1600000000);
	options.to = INT64_C(1600000001);
	assert_int_equal(found_with(f, search, "海陆", options).total, 0);
	options.lang = (struct str){ 0 };
	assert_int_equal(found_with(f, search, "海陆", options).total, 1);
	options.changed = true;
	assert_int_equal(found_with(f, search, "", options).total, 0);
	search_close(search);
}

/* Whatever the order of arrival, newest first (and oldest first) is what sorting all hits gives. */
static void
order_is_exact(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);
	static const enum search_order orders[] = { SEARCH_NEWEST, SEARCH_OLDEST };
	unsigned seed = 3;

	for (unsigned i = 0; i < 400; i++) {
		seed = seed * 1103515245 + 12345;
		/* batches from all over a year, and every third word */
		keep(f, str_terminated(&f->arena, str_format(&f->arena, "p%u", i)), "x",
		    i % 3 ? "海陆" : "海陆山川", (seed >> 16) % 9000 - (i / 100 % 2) * 9000, "BBC");
		if (i % 40 == 39)
			take_up(search, 40);
	}
	for (size_t o = 0; o < LENGTH(orders); o++) {
		struct search_options all = { .order = orders[o], .limit = 1000, .facets = true };
		struct results whole = found_with(f, search, "山川", all);
		assert_int_equal(whole.total, 134);
		for (size_t i = 1; i < whole.count; i++)
			assert_true(
			    orders[o] == SEARCH_NEWEST
				? whole.items[i - 1].article.time >= whole.items[i].article.time
				: whole.items[i - 1].article.time <= whole.items[i].article.time);
		for (size_t limit = 1; limit <= 40; limit += 13) {
			struct search_options few = { .order = orders[o], .limit = limit };
			struct results part = found_with(f, search, "山川", few);
			assert_int_equal(part.count, limit);
			for (size_t i = 0; i < limit; i++)
				assert_int_equal(
				    part.items[i].article.id, whole.items[i].article.id);
		}
	}
	search_close(search);
}

/* Each word of one to four characters of a random text is found exactly where the folded texts hold
 * it. */
static void
words_are_found_exactly(void **state)
{
	static const char *const alphabet[] = { "山", "川", "湖", "海", "，", "。", "\n", " ", "a",
		"山", "國", "国", "漢" };
	enum { TEXTS = 60 };
	struct fixture *f = *state;
	struct search *search = opened(f);
	struct str folded[TEXTS];
	unsigned seed = 11;

	for (unsigned i = 0; i < TEXTS; i++) {
		struct buf text CLEAN(buf_done) = { 0 }, fold CLEAN(buf_done) = { 0 };
		for (unsigned k = 0; k < 40; k++) {
			seed = seed * 1103515245 + 12345;
			buf_push_str(&text, str_from_c(alphabet[(seed >> 16) % LENGTH(alphabet)]));
		}
		buf_push_literal(&text, "完");
		fold_str(buf_str(&text), &fold);
		folded[i] = str_copy(&f->arena, buf_str(&fold));
		buf_push_char(&text, '\0');
		keep(f, str_terminated(&f->arena, str_format(&f->arena, "%u", i)), "x", text.p, i,
		    "BBC");
	}
	take_up(search, TEXTS);
	for (unsigned round = 0; round < 300; round++) {
		struct buf word CLEAN(buf_done) = { 0 }, fold CLEAN(buf_done) = { 0 };
		size_t wanted = 0;
		for (unsigned k = 0; k <= round % 4; k++) {
			static const unsigned han[] = { 0, 1, 2, 3, 10, 11, 12 };
			seed = seed * 1103515245 + 12345;
			buf_push_str(&word, str_from_c(alphabet[han[(seed >> 16) % LENGTH(han)]]));
		}
		fold_str(buf_str(&word), &fold);
		for (unsigned i = 0; i < TEXTS; i++)
			wanted += str_find(folded[i], buf_str(&fold), 0) >= 0;
		buf_push_char(&word, '\0');
		struct search_options options = { .limit = TEXTS };
		assert_int_equal(found_with(f, search, word.p, options).total, wanted);
	}
	search_close(search);
}

static void
counting_ends_somewhere(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);

	for (unsigned i = 0; i < COUNT_MAX + 50; i++)
		keep(f, str_terminated(&f->arena, str_format(&f->arena, "%u", i)), "x", "海陆", i,
		    "BBC");
	take_up(search, COUNT_MAX + 50);
	struct results results = found_with(f, search, "海陆", (struct search_options){ 0 });
	assert_int_equal(results.count, 20);
	assert_int_equal(results.total, COUNT_MAX);
	assert_true(results.total_is_floor);
	results = found_with(f, search, "海陆", (struct search_options){ .facets = true });
	assert_int_equal(results.total, COUNT_MAX + 50);
	assert_false(results.total_is_floor);
	/* what was counted is the newest, and says that it is not all */
	results = found_with(
	    f, search, "海陆", (struct search_options){ .facets = true, .count_max = 100 });
	assert_int_equal(results.total, 100);
	assert_true(results.total_is_floor);
	assert_int_equal(results.sources.items[0].count, 100);
	assert_int_equal(results.count, 20);
	/* the best of all must all be seen */
	results = found_with(f, search, "海陆",
	    (struct search_options){
		.facets = true, .count_max = 100, .order = SEARCH_RELEVANCE });
	assert_int_equal(results.total, COUNT_MAX + 50);
	assert_false(results.total_is_floor);
	search_close(search);
}

/* Pages of the index overwritten: named, and nothing falls. */
static void
damage_is_found(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);

	for (unsigned i = 0; i < 30; i++)
		keep(f, str_terminated(&f->arena, str_format(&f->arena, "%u", i)), "x",
		    "海陆山川湖海", i, "BBC");
	take_up(search, 30);
	search_close(search);
	sqlite3_db_config(archive_db(f->archive), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	must(sql_exec(f->archive, "UPDATE search_text_data SET block = substr(block, 1, "
				  "length(block) / 2) WHERE id > 1000"));
	search = opened(f);
	struct err e = search_verify(search);
	assert_int_equal(e.code, ERR_DAMAGE);
	must(search_rebuild(search, NULL, NULL));
	must(search_verify(search));
	assert_int_equal(found_with(f, search, "山川", (struct search_options){ 0 }).total, 30);
	search_close(search);
}

/* A large pass ends with one segment, and the file has no holes. */
static void
large_passes_are_merged(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);
	int64_t segments = 0, holes = -1;

	for (unsigned i = 0; i < 2100; i++)
		keep(f, str_terminated(&f->arena, str_format(&f->arena, "%u", i)), "x",
		    "海陆山川湖海", i, "BBC");
	take_up(search, 2100);
	must(sql_one_int(
	    f->archive, "SELECT count(DISTINCT segid) FROM search_text_idx", &segments));
	must(sql_one_int(f->archive, "PRAGMA freelist_count", &holes));
	assert_int_equal(segments, 1);
	assert_int_equal(holes, 0);
	search_close(search);
}

/* A later capture may tell another time for the same text. */
static void
times_are_taken_up(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);

	keep(f, "a", "A", "海陆", 0, "BBC");
	keep(f, "b", "B", "海陆", 1, "BBC");
	take_up(search, 2);
	assert_string_equal(found(f, search, "海陆"), "B A");
	must(sql_exec(f->archive, "UPDATE articles SET time = time + 7200 WHERE id = 1"));
	take_up(search, 1);
	assert_string_equal(found(f, search, "海陆"), "A B");
	must(search_verify(search));
	search_close(search);
}

static void
strays_are_damage(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);

	keep(f, "a", "A", "海陆", 0, "BBC");
	take_up(search, 1);
	must(search_verify(search));
	must(sql_exec(f->archive, "UPDATE search_documents SET article = 99"));
	assert_int_equal(search_verify(search).code, ERR_DAMAGE);
	search_close(search);
}

static void
damaged_texts_are_found_by_headline(void **state)
{
	struct fixture *f = *state;
	struct search *search = opened(f);

	keep(f, "a", "渔业", "海陆", 0, "BBC");
	keep(f, "b", "B", "海陆", 1, "BBC");
	settle(f->archive);
	must(sql_exec(f->archive, "UPDATE bodies SET body = x'28b52ffd00' WHERE revision = 1"));
	take_up(search, 2);
	assert_string_equal(found(f, search, "海陆"), "B");
	assert_string_equal(found(f, search, "渔业"), "渔业");
	search_close(search);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(words_are_found),
		STORE_TEST(unknown_sources_are_named),
		STORE_TEST(revisions_take_the_place_of_older_ones),
		STORE_TEST(readers_see_what_was_committed),
		STORE_TEST(rebuilding_hides_nothing),
		STORE_TEST(limits_are_kept),
		STORE_TEST(relevance_prefers_headline_and_number),
		STORE_TEST(facets_count_everything),
		STORE_TEST(order_is_exact),
		STORE_TEST(words_are_found_exactly),
		STORE_TEST(counting_ends_somewhere),
		STORE_TEST(damage_is_found),
		STORE_TEST(large_passes_are_merged),
		STORE_TEST(times_are_taken_up),
		STORE_TEST(strays_are_damage),
		STORE_TEST(damaged_texts_are_found_by_headline),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
