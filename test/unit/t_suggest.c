#include "store_test.h"

#include "search/suggest.h"
#include "store/stories.h"

/* ---- words written alike ---- */

static size_t
runes(const char *text, uint32_t *out)
{
	struct str s = str_from_c(text);
	size_t count = 0;

	while (pull_rune(&s, &out[count]))
		count++;
	return count;
}

static void
distances(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned most, far;
	} rows[] = {
		{ "", "", 2, 0 },
		{ "dam", "dam", 2, 0 },
		{ "dam", "ham", 2, 1 },
		{ "dam", "damn", 2, 1 },
		{ "dam", "am", 2, 1 },
		{ "reuters", "reutres", 2, 1 }, /* neighbours swapped */
		{ "abcd", "badc", 2, 2 },
		{ "dam", "mud", 2, 3 },
		{ "dam", "dampens", 2, 3 },
		{ "临江水库", "林江水库", 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		uint32_t a[CLOSE_MAX], b[CLOSE_MAX];
		size_t a_count = runes(rows[i].a, a), b_count = runes(rows[i].b, b);

		assert_int_equal(word_distance(a, a_count, b, b_count, rows[i].most), rows[i].far);
		assert_int_equal(word_distance(b, b_count, a, a_count, rows[i].most), rows[i].far);
	}
}

static void
nearest_places(void **state)
{
	static const struct {
		const char *word, *text;
		unsigned most, far;
		size_t from, to;
	} rows[] = {
		{ "库列巴", "外长库莱巴说", 1, 1, 2, 5 },
		{ "库列巴", "外长库列巴说", 1, 0, 2, 5 },
		{ "库列巴", "无人在此", 1, 2, 0, 0 },
		{ "abc", "", 1, 2, 0, 0 },
		{ "蓬佩沃", "国务卿蓬佩奥说", 1, 1, 3, 6 },
		{ "基佩尔", "发言人基珀说", 2, 2, 3, 6 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		uint32_t word[CLOSE_MAX], text[CLOSE_MAX];
		size_t count = runes(rows[i].word, word), text_count = runes(rows[i].text, text),
		       from = 0, to = 0;

		assert_int_equal(
		    word_nearest(word, count, text, text_count, rows[i].most, &from, &to),
		    rows[i].far);
		assert_int_equal(from, rows[i].from);
		assert_int_equal(to, rows[i].to);
	}
}

/* ---- what finds something instead ---- */

static void
keep(struct fixture *f, const char *path, const char *source, const char *text)
{
	struct article article = article_invent(&f->arena, path, text);

	article.source = str_from_c(source);
	article.lang = S("zh-Hans");
	article_keep(f, path, &article);
}

static struct search *
filled(struct fixture *f)
{
	struct search *search;
	size_t done, left;

	must(archive_begin(f->archive));
	keep(f, "a", "Example Courier", "外长库莱巴周一抵达临江，与市长会面。");
	keep(f, "b", "Example Courier",
	    "库莱巴与总理谈论水库决堤的善后。 The harbour commission met.");
	keep(f, "c", "Harbour Example", "临江的渔业公会反对 haven 收费。");
	must(archive_commit(f->archive));
	must(search_open(f->archive, &search));
	must(search_update(search, 0, NULL, NULL, &done, &left));
	return search;
}

static struct suggestions
suggested(struct fixture *f, struct search *search, const char *text, struct search_options options)
{
	struct suggestions suggestions = { 0 };
	struct results results;
	struct query *query;

	must(query_parse(&f->arena, str_from_c(text), 0, &query));
	must(search_run(search, &f->arena, query, &options, &results));
	assert_int_equal(results.total, 0);
	must(search_suggest(search, &f->arena, query, &options, &suggestions));
	/* every one of them finds what it says */
	for (size_t i = 0; i < suggestions.count; i++) {
		options.source =
		    suggestions.items[i].kind == SUGGEST_ANY_SOURCE ? S("") : options.source;
		must(query_parse(&f->arena, suggestions.items[i].query, 0, &query));
		must(search_run(search, &f->arena, query, &options, &results));
		assert_int_equal(results.total, suggestions.items[i].count);
	}
	return suggestions;
}

static void
instead(void **state)
{
	static const struct {
		const char *query, *source;
		enum suggestion_kind kind;
		const char *wanted, *word;
		int64_t count;
	} rows[] = {
		{ "库列巴", "", SUGGEST_CLOSE, "库莱巴", "库莱巴", 2 },
		{ "庫列巴 总理", "", SUGGEST_CLOSE, "库莱巴 总理", "库莱巴", 1 },
		{ "harbuor", "", SUGGEST_CLOSE, "harbour", "harbour", 1 },
		{ "harbour 渔业", "", SUGGEST_FEWER, "渔业", "harbour", 1 },
		{ "渔业 市长 决堤", "", SUGGEST_EITHER, "渔业 OR 市长 OR 决堤", "", 3 },
		{ "渔业", "example-courier", SUGGEST_ANY_SOURCE, "渔业", "", 1 },
		{ "渔业 source:example-courier", "", SUGGEST_ANY_SOURCE, "渔业", "", 1 },
		{ "渔业 to:1999", "", SUGGEST_ANY_TIME, "渔业", "", 1 },
		{ "渔业 changed:yes", "", SUGGEST_ANY_TRAIT, "渔业", "", 1 },
		{ "渔业 lang:en", "", SUGGEST_ANY_LANG, "渔业", "", 1 },
		{ "渔业 lang:en to:1999", "", SUGGEST_NO_FILTER, "渔业", "", 1 },
	};
	struct fixture *f = *state;
	struct search *search = filled(f);

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct search_options options = { .source = str_from_c(rows[i].source) };
		struct suggestions suggestions = suggested(f, search, rows[i].query, options);

		if (!suggestions.count)
			fail_msg("nothing instead of %s", rows[i].query);
		assert_int_equal(suggestions.items[0].kind, rows[i].kind);
		assert_string_equal(
		    str_terminated(&f->arena, suggestions.items[0].query), rows[i].wanted);
		assert_string_equal(
		    str_terminated(&f->arena, suggestions.items[0].word), rows[i].word);
		assert_int_equal(suggestions.items[0].count, rows[i].count);
	}
	assert_int_equal(suggested(f, search, "乌有之乡", (struct search_options){ 0 }).count, 0);
	assert_int_equal(suggested(f, search, "99999999", (struct search_options){ 0 }).count, 0);
	search_close(search);
}

/* ---- traits ---- */

static int64_t
total(struct fixture *f, struct search *search, const char *text, struct search_options options)
{
	struct results results = { 0 };
	struct query *query;

	options.facets = true;
	must(query_parse(&f->arena, str_from_c(text), 0, &query));
	must(search_run(search, &f->arena, query, &options, &results));
	return options.limit ? results.stories : results.total;
}

static void
stories_are_told_apart(void **state)
{
	struct fixture *f = *state;
	struct search *search = filled(f);
	struct search_options counted = { .limit = 1 };

	assert_int_equal(total(f, search, "story:yes", (struct search_options){ 0 }), 0);
	must(archive_begin(f->archive));
	for (int64_t article = 1; article <= 3; article++)
		must(story_put(f->archive,
		    &(struct story_row){
			.article = article, .revision = article, .story = article < 3 ? 1 : 3 }));
	must(archive_commit(f->archive));
	assert_int_equal(total(f, search, "story:yes", (struct search_options){ 0 }), 2);
	assert_int_equal(total(f, search, "story:no", (struct search_options){ 0 }), 1);
	assert_int_equal(total(f, search, "临江 报道：是", (struct search_options){ 0 }), 1);
	assert_int_equal(total(f, search, "临江", (struct search_options){ .story = true }), 1);
	assert_int_equal(total(f, search, "临江", counted), 1);
	assert_int_equal(total(f, search, "", counted), 2);
	search_close(search);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(nearest_places),
		STORE_TEST(instead),
		STORE_TEST(stories_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
