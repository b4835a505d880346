#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/script.h"

static void
check(enum script to, const char *in, const char *want)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct script_converter *converter = NULL;

	assert_int_equal(script_open(to, &converter).code, 0);
	script_convert(converter, str_from_c(in), &out);
	if (!str_equal(buf_str(&out), str_from_c(want)))
		fail_msg("%s: %.*s", in, STR_ARGS(buf_str(&out)));
	script_close(converter);
}

static void
to_simplified(void **state)
{
	(void)state;
	check(SCRIPT_HANS, "", "");
	check(SCRIPT_HANS, "總統說，會議將在臺北舉行。", "总统说，会议将在台北举行。");
	check(SCRIPT_HANS, "皇后在乾隆年間，頭髮乾了", "皇后在乾隆年间，头发干了");
	check(SCRIPT_HANS, "已經是简体的句子", "已经是简体的句子");
	check(SCRIPT_HANS, "回覆媒體", "回复媒体"); /* a phrase: fu alone stays */
	check(SCRIPT_HANS, "她没有回覆", "她没有回复");
	check(SCRIPT_HANS, "「引文」 and “quotes”", "「引文」 and “quotes”");
}

static void
to_traditional(void **state)
{
	(void)state;
	check(SCRIPT_HANT, "皇后的头发很干燥，屋里吃面条", "皇后的頭髮很乾燥，屋裡吃麵條");
	check(SCRIPT_HANT, "他说：“我听见‘停火’二字。”", "他說：「我聽見『停火』二字。」");
	check(SCRIPT_HANT, "O’Brien说‘好’", "O’Brien說『好』");
	check(SCRIPT_HANT, "He said “no” and didn’t", "He said “no” and didn’t");
	check(SCRIPT_HANT, "”", "」"); /* a mark that markup has cut off */
	check(SCRIPT_HANT, "<b>数据</b> &amp; 100%", "<b>數據</b> &amp; 100%");
}

static void
as_written(void **state)
{
	(void)state;
	check(SCRIPT_AS_WRITTEN, "“头发”與頭髮", "“头发”與頭髮");
	assert_true(str_equal(script_lang(SCRIPT_HANS), S("zh-Hans")));
	assert_true(str_equal(script_lang(SCRIPT_HANT), S("zh-Hant")));
	assert_int_equal(script_lang(SCRIPT_AS_WRITTEN).n, 0);
	script_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(to_simplified),
		cmocka_unit_test(to_traditional),
		cmocka_unit_test(as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
