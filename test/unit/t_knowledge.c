/* t_knowledge.c: the tables of data/live, read from a folder, and their words in a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "figure/knowledge.h"
#include "guard/worker.h"

static struct arena arena;
static struct knowledge *live;

static int
setup(void **state)
{
	struct str dir;

	(void)state;
	if (data_path(&arena, "live", &dir).code)
		return -1;
	return knowledge_open(str_terminated(&arena, dir), NULL, NULL, &live).code ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	knowledge_close(live);
	arena_done(&arena);
	return 0;
}

/* ---- a folder of our own ---- */

static const char *const tables[] = { "approximators", "units", "nouns", "times", "cues", "hedges", "titles", "people",
	"organisations", "places", "gazetteer", "persons", "events", "stop", "weapons" };

static void
table_write(const char *dir, const char *name, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.tsv", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
folder_make(char *dir)
{
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		table_write(dir, tables[i], "# nothing\n");
}

static void
folder_remove(const char *dir)
{
	char path[256];

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		snprintf(path, sizeof(path), "%s/%s.tsv", dir, tables[i]);
		unlink(path);
	}
	rmdir(dir);
}

struct told {
	int count;
	uint32_t line;
};

static void
tell(void *context, const char *file, uint32_t line, const char *why)
{
	struct told *told = context;

	assert_non_null(file);
	assert_non_null(why);
	told->count++, told->line = line;
}

static struct str
fold(const char *s)
{
	char *out = arena_alloc_dirty(&arena, strlen(s));

	fold_in_place(str_from_c(s), out);
	return (struct str){ out, strlen(s) };
}

/* ---- tests ---- */

static void
folding_moves_nothing(void **state)
{
	(void)state;
	assert_true(str_equal(fold("烏克蘭總統"), S("乌克兰总统")));
	assert_true(str_equal(fold("Reuters 路透社"), S("reuters 路透社")));
	assert_int_equal(fold("１２ｋｍ").n, strlen("１２ｋｍ"));
	assert_int_equal(utf8_valid_length(raw_from_str(fold("é İ ﬁ ㎞ 𠮷 ·"))), strlen("é İ ﬁ ㎞ 𠮷 ·"));
}

static void
words_are_found(void **state)
{
	char dir[] = "/tmp/xinshi-live-XXXXXX";
	struct knowledge *knowledge;
	struct matches matches;
	struct told told = { 0 };
	size_t i = 0;

	(void)state;
	folder_make(dir);
	table_write(dir, "titles", "总统\tpresident\tbefore rank=3\tby hand\n\tbroken\n");
	table_write(dir, "organisations", "WHO\twho\tkind=un\tby hand\n世衛組織\twho\tkind=un\tby hand\n世卫\twho\t-\tby hand\n");
	assert_int_equal(knowledge_open(dir, tell, &told, &knowledge).code, 0);
	assert_int_equal(told.count, 1);
	assert_int_equal(told.line, 2);
	knowledge_find(&arena, knowledge, fold("總統說世卫組織（WHO）whose"), &matches);
	assert_int_equal(matches.count, 4);
	assert_true(str_equal(matches.items[0].lexeme->id, S("president")));
	assert_true(str_equal(lexeme_arg(matches.items[0].lexeme, S("rank")), S("3")));
	assert_true(lexeme_has(matches.items[0].lexeme, S("before")));
	assert_false(lexeme_has(matches.items[0].lexeme, S("behind")));
	/* the longer one first */
	assert_int_equal(matches.items[1].span.to - matches.items[1].span.from, strlen("世卫组织"));
	assert_int_equal(match_next(&matches, LEX_ORGANISATION, &i)->span.from, strlen("总统说"));
	assert_ptr_equal(match_at(&matches, LEX_TITLE, 0), &matches.items[0]);
	assert_null(match_at(&matches, LEX_TITLE, 3));
	assert_ptr_equal(match_before(&matches, LEX_ORGANISATION, strlen("总统说世卫组织")), &matches.items[1]);
	knowledge_close(knowledge);
	folder_remove(dir);
}

static void
a_missing_table_is_told(void **state)
{
	char dir[] = "/tmp/xinshi-live-XXXXXX", path[64];
	struct knowledge *knowledge = NULL;

	(void)state;
	folder_make(dir);
	snprintf(path, sizeof(path), "%s/stop.tsv", dir);
	unlink(path);
	assert_int_equal(knowledge_open(dir, NULL, NULL, &knowledge).code, ERR_NOT_FOUND);
	assert_null(knowledge);
	table_write(dir, "stop", "\xff\xfe\n");
	assert_int_equal(knowledge_open(dir, NULL, NULL, &knowledge).code, ERR_UTF8);
	folder_remove(dir);
}

static void
the_real_tables_are_whole(void **state)
{
	struct told told = { 0 };
	struct knowledge *knowledge;
	struct str dir;

	(void)state;
	assert_int_equal(data_path(&arena, "live", &dir).code, 0);
	assert_int_equal(knowledge_open(str_terminated(&arena, dir), tell, &told, &knowledge).code, 0);
	assert_int_equal(told.count, 0);
	knowledge_close(knowledge);
}

/* What the tables say of ${text} as a place; empty: nothing. */
static struct str
place_id(const char *text)
{
	struct matches matches;
	const struct match *match;

	knowledge_find(&arena, live, fold(text), &matches);
	match = match_at(&matches, LEX_PLACE, 0);
	return match && match->span.to == strlen(text) ? match->lexeme->id : S("");
}

static void
the_gazetteer_knows_places(void **state)
{
	static const struct {
		const char *form, *id;
	} cases[] = { { "乌克兰", "UA" }, { "烏克蘭", "UA" }, { "哈尔科夫州", "UA-63" }, { "哈爾科夫地區", "UA-63" }, { "库尔斯克州", "RU-KRS" },
		{ "库尔斯克地区", "RU-KRS" }, { "敖德薩", "town:odesa" }, { "敖德萨市", "town:odesa" }, { "赫尔松", "town:kherson" },
		{ "得克萨斯州", "US-TX" }, { "上街", "" }, { "和平", "" } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (!str_equal(place_id(cases[i].form), str_from_c(cases[i].id)))
			fail_msg("%s: %.*s", cases[i].form, STR_ARGS(place_id(cases[i].form)));
}

/* Towns are where GeoNames has them, regions where their town is, countries where the table says. */
static void
places_have_a_place_on_the_map(void **state)
{
	static const char *const forms[] = { "哈尔科夫", "哈尔科夫州", "乌克兰", "中国", "加沙", "黑海", "巴赫穆特" };
	struct matches matches;

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		bool has_place = false;
		knowledge_find(&arena, live, fold(forms[i]), &matches);
		for (size_t k = 0; k < matches.count; k++)
			has_place = has_place || lexeme_arg(matches.items[k].lexeme, S("at")).n > 0;
		if (!has_place)
			fail_msg("%s", forms[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding_moves_nothing),
		cmocka_unit_test(words_are_found),
		cmocka_unit_test(a_missing_table_is_told),
		cmocka_unit_test(the_real_tables_are_whole),
		cmocka_unit_test(the_gazetteer_knows_places),
		cmocka_unit_test(places_have_a_place_on_the_map),
	};

	return cmocka_run_group_tests_name("knowledge", tests, setup, teardown);
}
