#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/page_names.h"

static void
names(void **state)
{
	static const struct {
		const char *text, *want; /* one a bar */
		bool seen;
	} rows[] = {
		{ "Ada Morn", "Ada Morn", true },
		{ "By Ada Morn and Tom Quay", "Ada Morn|Tom Quay", true },
		{ "Written by: Ada Morn", "Ada Morn", true },
		{ "Von Ada Morn, Lunden", "Ada Morn", true },
		{ "par Ada Morn et Tom Quay", "Ada Morn|Tom Quay", true },
		{ "Ada Morn • December 15, 2023 12:25 pm", "Ada Morn", true },
		{ "Dec 17, 2025 Ada Morn", "Ada Morn", true },
		{ "Ada Morn July 3, 2025 · 4 min read", "Ada Morn", true },
		{ "Ada Morn Senior Harbour Reporter", "Ada Morn", true },
		{ "Ada Morn, MD, reviewed by Tom Quay", "Ada Morn", true },
		{ "Edited by Tom Quay", "", true },
		{ "View all posts by Ada Morn", "Ada Morn", true },
		{ "Ada Morn | The Lunden Post", "Ada Morn", false },
		{ "Ursula van der Quay", "Ursula van der Quay", true },
		{ "the harbour was closed on Tuesday", "", true },
		{ "25 minutes", "", true },
		{ "Lunden Staff", "Lunden Staff", false },
		{ "{title}", "", true },
		{ "作者：王小明", "王小明", true },
		{ "记者王小明、李四", "王小明|李四", true },
		{ "本报记者 王小明 报道", "王小明", true },
		{ "文/赵云 摄影/钱多", "赵云", true },
		{ "記者王小明報導", "王小明", true },
		{ "文／王小明", "王小明", true },
		{ "(责编：王小明、李四)", "", true },
		{ "来源：海港日报", "", true },
		{ "编辑：李四 | 记者：王小明", "王小明", true },
		{ "亚历山大·莫恩", "亚历山大·莫恩", false },
		{ "김하늘 기자", "김하늘", false },
		{ "Автор: Ада Морн", "Ада Морн", true },
		{ "", "", true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf got CLEAN(buf_done) = { 0 };
		struct strs out = { 0 };
		names_in(&arena, str_from_c(rows[i].text), rows[i].seen, &out);
		for (size_t k = 0; k < out.count; k++) {
			if (k)
				buf_push_char(&got, '|');
			buf_push_str(&got, out.items[k]);
		}
		if (!str_equal(buf_str(&got), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(buf_str(&got)));
	}
}

static void
announced(void **state)
{
	static const struct {
		const char *text;
		bool want;
	} rows[] = { { "By Ada Morn", true }, { "Written by", true }, { "Author: Ada Morn", true }, { "记者王小明", true },
		{ "All posts", false }, { "Bygones are bygones", false }, { "文章", false }, { "文／王小明", true }, { "文｜王小明", true }, { "撰文 王小明", true },
		{ "", false } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (names_announced(str_from_c(rows[i].text)) != rows[i].want)
			fail_msg("%s", rows[i].text);
}

static void
bounded(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct strs out = { 0 };

	(void)state;
	for (unsigned i = 0; i < 100000; i++) {
		buf_push_str(&text, S("Ada M"));
		buf_push_char(&text, (char)('a' + i % 26));
		buf_push_char(&text, (char)('a' + i / 26 % 26));
		buf_push_str(&text, S(", "));
	}
	names_in(&arena, buf_str(&text), false, &out);
	assert_int_equal(out.count, PAGE_NAMES_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(names), cmocka_unit_test(announced), cmocka_unit_test(bounded) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
