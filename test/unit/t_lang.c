#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/lang.h"

static void
guesses(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "und" },
		{ "12:30 — 2021", "und" },
		{ "总统周一说，会议将在首都举行，双方讨论贸易问题。", "zh-Hans" },
		{ "總統週一說，會議將在首都舉行，雙方討論貿易問題。", "zh-Hant" },
		{ "中文", "zh" },
		{ "公司 Example Holdings Limited 周一说，股价上涨了百分之三", "zh-Hans" },
		{ "The Ministry 外交 said on Monday that talks would be held in the capital.", "en" },
		{ "首相は月曜日、会談を行うと述べた。", "ja" },
		{ "這家叫做「茶の店」的餐廳開張了", "zh-Hant" },
		{ "대통령은 월요일 회담이 열릴 것이라고 말했다", "ko" },
		{ "Президент сказал, что переговоры были объявлены вчера", "ru" },
		{ "Президент сказав, що її переговори відбулися в Києві", "uk" },
		{ "قال الرئيس إن المحادثات ستعقد في العاصمة", "ar" },
		{ "رئیس‌جمهور گفت گفتگوها در پایتخت برگزار می‌شود چگونه", "fa" },
		{ "پرېزىدېنت سۆھبەتنىڭ پايتەختتە ئۆتكۈزۈلىدىغانلىقىنى ئېيتتى", "ug" },
		{ "བོད་ཀྱི་གསར་འགྱུར", "bo" },
		{ "Le ministre a dit que les négociations ne sont pas terminées dans la capitale", "fr" },
		{ "Der Minister sagte, dass die Gespräche nicht in der Hauptstadt sind", "de" },
		{ "El ministro dijo que las conversaciones se celebran en la capital por la tarde", "es" },
		{ "Il ministro ha detto che i colloqui non sono nella capitale", "it" },
		{ "De minister zei dat het overleg niet in de hoofdstad is", "nl" },
		{ "O ministro disse que as conversas não são na capital, mas foram adiadas pelo governo", "pt" },
		{ "Zzyzx qwrtp", "und" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str got = lang_guess(str_from_c(rows[i].text));
		if (!str_equal(got, str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(got));
	}
}

static void
reads_a_window(void **state)
{
	struct buf text CLEAN(buf_done) = { 0 };

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_push_literal(&text, "这");
	for (int i = 0; i < 50000; i++)
		buf_push_literal(&text, "the ");
	assert_true(str_equal(lang_guess(buf_str(&text)), S("zh-Hans")));
}

static void
primary_languages(void **state)
{
	(void)state;
	assert_true(lang_is_same(S("zh-Hans"), S("ZH-Hant-TW")));
	assert_true(lang_is_same(S("en"), S("en-GB")));
	assert_false(lang_is_same(S("en"), S("e")));
	assert_false(lang_is_same(S(""), S("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses),
		cmocka_unit_test(reads_a_window),
		cmocka_unit_test(primary_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
