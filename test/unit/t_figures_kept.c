#include "store_test.h"

#include "store/figures.h"
#include "store/sql.h"

#define TEXT "State media said 19 people died in Alba and 5 in Borga. Mr Kant did not."

static struct role
role_of(struct str text, const char *word, const char *id, const char *country)
{
	ptrdiff_t at = str_find(text, str_from_c(word), 0);

	return (struct role){ .text = str_from_c(word), .span = { (uint32_t)at, (uint32_t)at + (uint32_t)strlen(word) },
		.id = str_from_c(id), .country = str_from_c(country), .prov = PROV_SENTENCE };
}

/* What a worker would say: two figures, three names. */
static struct analysed
invent(struct arena *arena, struct str text, const char *value)
{
	struct figure *figures = arena_array(arena, struct figure, 2);
	struct found_part *findings = arena_array(arena, struct found_part, 3);
	struct role alba = role_of(text, "Alba", "place:alba", "AA");

	for (size_t i = 0; i < 2; i++)
		figures[i] = (struct figure){ .sentence = { 0, (uint32_t)text.n }, .span = { 17, 19 }, .unit = S("person"), .of = -1,
			.same_as = -1, .sure = 90, .speaker = role_of(text, "State media", "", "AA") };
	snprintf(figures[0].value.min, sizeof(figures[0].value.min), "%s", value);
	snprintf(figures[0].value.max, sizeof(figures[0].value.max), "%s", value);
	figures[0].slot = S("killed");
	figures[0].place = alba;
	figures[0].edtf = S("2021-03-27/2021-03-28");
	figures[1].slot = S("");
	findings[0] = (struct found_part){ .span = alba.span, .list = FINDING_NAME, .kind = S("place"), .value = S("place:alba"),
		.latin = { 0, 5 }, .same = 0 };
	findings[1] = (struct found_part){ .span = { 6, 11 }, .list = FINDING_NAME, .kind = S("people"), .same = 2 };
	findings[2] = (struct found_part){ .span = { 0, 11 }, .list = FINDING_NAME, .kind = S("people"), .same = 2 };
	return (struct analysed){ .figures = { figures, 2, S("0123456789abcdef0011223344556677") }, .findings = findings, .count = 3 };
}

static struct figure_waitings
waiting(struct fixture *f)
{
	struct figure_waitings all = { 0 };

	must(figures_pending(f->archive, &f->arena, 0, 100, &all));
	return all;
}

static void
text_add(struct fixture *f, const char *file, const char *path, const char *text)
{
	struct article article = article_invent(&f->arena, path, text);

	must(archive_begin(f->archive));
	article_keep(f, file, &article);
	must(archive_commit(f->archive));
}

static void
read_all(struct fixture *f, const char *value)
{
	struct figure_waitings all = waiting(f);
	struct figure_cache cache = { 0 };

	must(archive_begin(f->archive));
	for (size_t i = 0; i < all.count; i++) {
		struct analysed found = invent(&f->arena, S(TEXT), value);
		must(figures_put(f->archive, &cache, &all.items[i], &found, S(TEXT), (struct err){ 0 }));
	}
	must(archive_commit(f->archive));
	figure_cache_done(&cache);
}

static void
assert_clean(struct fixture *f, int64_t damages)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	for (size_t i = 0; i < report.count && !damages; i++)
		print_error("%.*s: %s\n", STR_ARGS(report.items[i].thing), report.items[i].err.what);
	assert_int_equal(report.damages, damages);
}

static void
there_and_back(void **state)
{
	struct fixture *f = *state;
	struct figures figures;
	struct figure_waitings all;
	int64_t count = -1;

	text_add(f, "1.md", "dam", TEXT);
	all = waiting(f);
	assert_int_equal(all.count, 1);
	assert_str(all.items[0].source, "Example Courier");
	assert_int_equal(all.items[0].published, 1616900000);
	assert_int_equal(figures_of(f->archive, &f->arena, all.items[0].revision, S(TEXT), &figures).code, ERR_NOT_FOUND);
	read_all(f, "19");
	must(figures_of(f->archive, &f->arena, all.items[0].revision, S(TEXT), &figures));
	assert_int_equal(figures.count, 2);
	assert_string_equal(figures.items[0].value.min, "19");
	assert_str(figures.items[0].place.text, "Alba");
	assert_str(figures.items[0].place.country, "AA");
	must(figures_pending_count(f->archive, &count));
	assert_int_equal(count, 0);
	assert_clean(f, 0);
}

static size_t
listed(struct fixture *f, struct figure_filter filter)
{
	struct figure_keys keys = { 0 };
	filter.counted = 1000;
	must(figures_list(f->archive, &f->arena, &filter, &keys));
	assert_int_equal(keys.total, keys.count);
	return keys.count;
}

static void
found_by(void **state)
{
	struct fixture *f = *state;
	struct figure_keys keys = { 0 };
	struct figure_filter filter = { 0 };

	text_add(f, "1.md", "dam", TEXT);
	text_add(f, "2.md", "bridge", "Another. " TEXT);
	read_all(f, "19");
	assert_int_equal(listed(f, (struct figure_filter){ 0 }), 2);
	assert_int_equal(listed(f, (struct figure_filter){ .of_any = true }), 4);
	assert_int_equal(listed(f, (struct figure_filter){ .slot = S("killed") }), 2);
	assert_int_equal(listed(f, (struct figure_filter){ .slot = S("injured") }), 0);
	assert_int_equal(listed(f, (struct figure_filter){ .place = S("ALB") }), 2);
	assert_int_equal(listed(f, (struct figure_filter){ .place = S("place:alba") }), 2);
	assert_int_equal(listed(f, (struct figure_filter){ .place = S("Borga") }), 0);
	assert_int_equal(listed(f, (struct figure_filter){ .speaker = S("media") }), 2);
	assert_int_equal(listed(f, (struct figure_filter){ .article = 2 }), 1);
	assert_int_equal(listed(f, (struct figure_filter){ .from = 1616900000, .to = 1616900001 }), 2);
	assert_int_equal(listed(f, (struct figure_filter){ .to = 1616900000 }), 0);
	must(figures_list(f->archive, &f->arena, &filter, &keys));
	assert_int_equal(keys.items[0].first_day, 18713); /* 2021-03-27 */
	assert_int_equal(keys.items[0].last_day, 18714);
	assert_true(keys.items[0].is_dated && keys.items[0].is_latest);
	assert_str(keys.items[0].speaker, "state media");
	assert_int_equal(listed(f, (struct figure_filter){ .name = keys.items[0].place_id }), 2);
	filter = (struct figure_filter){ .limit = 1 };
	assert_int_equal((must(figures_list(f->archive, &f->arena, &filter, &keys)), keys.count), 1);
	filter.after_time = keys.items[0].time;
	filter.after = keys.items[0].id;
	must(figures_list(f->archive, &f->arena, &filter, &keys));
	assert_int_equal(keys.count, 1);
	filter.counted = 10;
	must(figures_list(f->archive, &f->arena, &filter, &keys));
	assert_int_equal(keys.total, 2);
	filter.counted = 1;
	must(figures_list(f->archive, &f->arena, &filter, &keys));
	assert_int_equal(keys.total, 1);
}

static void
near(void **state)
{
	struct fixture *f = *state;
	struct figure_key key = { 0 };
	struct figure_keys keys = { 0 };

	text_add(f, "1.md", "dam", TEXT);
	text_add(f, "2.md", "dam", "Later. " TEXT);
	text_add(f, "3.md", "bridge", "Another. " TEXT);
	read_all(f, "19");
	must(figure_key_get(f->archive, &f->arena, figure_id(1, 0), &key));
	assert_false(key.is_latest);
	must(figures_near(f->archive, &f->arena, &key, 10, &keys));
	assert_int_equal(keys.count, 3);
	assert_int_equal(keys.items[0].article, 1);
	assert_int_equal(keys.items[2].article, 2);
	assert_int_equal(figure_key_get(f->archive, &f->arena, figure_id(77, 0), &key).code, ERR_NOT_FOUND);
}

static void
names(void **state)
{
	struct fixture *f = *state;
	struct figure_word_rows rows = { 0 };
	struct figure_forms forms = { 0 };
	struct str word;

	text_add(f, "1.md", "dam", TEXT);
	read_all(f, "19");
	must(figure_words(f->archive, &f->arena, WORD_OF_PLACE, &(struct figure_filter){ 0 }, 10, &rows));
	assert_int_equal(rows.count, 1);
	assert_str(rows.items[0].word, "place:alba");
	assert_str(rows.items[0].form, "Alba");
	must(figure_words(f->archive, &f->arena, WORD_OF_SPEAKER, &(struct figure_filter){ 0 }, 10, &rows));
	assert_int_equal(rows.count, 1);
	must(figure_name(f->archive, &f->arena, rows.items[0].id, &word, &forms));
	assert_str(word, "state media");
	assert_int_equal(forms.count, 2); /* and "media", which stands for the same */
	assert_int_equal(figure_name(f->archive, &f->arena, 99, &word, &forms).code, ERR_NOT_FOUND);
}

/* A text that could not be read waits no longer; one that changed waits again; what is gone goes. */
static void
kept_up(void **state)
{
	struct fixture *f = *state;
	struct figure_cache cache = { 0 };
	struct figure_waitings all;
	struct figure_stats stats;
	int64_t count = -1;

	text_add(f, "1.md", "dam", TEXT);
	all = waiting(f);
	must(archive_begin(f->archive));
	must(figures_put(f->archive, &cache, &all.items[0], NULL, S(""), err_new(ERR_WORKER_DIED, NULL)));
	must(archive_commit(f->archive));
	must(figure_stats(f->archive, &stats));
	assert_int_equal(stats.faults, 1);
	assert_int_equal(waiting(f).count, 0);
	must(archive_begin(f->archive));
	must(sql_exec(f->archive, "UPDATE figure_texts SET text = zeroblob(8)"));
	must(archive_commit(f->archive));
	assert_int_equal(waiting(f).count, 1);
	read_all(f, "19");
	read_all(f, "19");
	must(figure_stats(f->archive, &stats));
	assert_int_equal(stats.texts, 1);
	assert_int_equal(stats.figures, 2);
	assert_int_equal(stats.faults, 0);
	must(archive_begin(f->archive));
	must(figures_forget(f->archive));
	must(archive_commit(f->archive));
	assert_int_equal(waiting(f).count, 1);
	must(figures_gone(f->archive, &count));
	assert_int_equal(count, 0);
	figure_cache_done(&cache);
}

static void
damaged(void **state)
{
	static const char *const damages[] = {
		"UPDATE figure_texts SET count = 3",
		"UPDATE figure_texts SET figures = zeroblob(9)",
		"DELETE FROM figure_rows",
		"UPDATE figure_rows SET rows = zeroblob(12)",
		"UPDATE figure_rows SET chunk = 9",
		"DELETE FROM figure_words WHERE word = 'killed'",
	};

	for (size_t i = 0; i < LENGTH(damages); i++) {
		struct fixture *f = *state;
		struct verify_report report;
		text_add(f, str_format(&f->arena, "%zu.md%c", i, 0).p, "dam", TEXT);
		must(archive_begin(f->archive));
		must(figures_forget(f->archive));
		must(archive_commit(f->archive));
		read_all(f, "19");
		must(archive_begin(f->archive));
		must(sql_exec(f->archive, damages[i]));
		must(archive_commit(f->archive));
		must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
		if (!report.damages)
			fail_msg("not seen: %s", damages[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(there_and_back),
		STORE_TEST(found_by),
		STORE_TEST(near),
		STORE_TEST(names),
		STORE_TEST(kept_up),
		STORE_TEST(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
