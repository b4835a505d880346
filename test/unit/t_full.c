#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/buf.h"
#include "follow/full.h"

/* ${unit} so many times, then ${end}. */
static bool
is_full(const char *unit, int times, const char *end)
{
	struct buf text CLEAN(buf_done) = { 0 };

	for (int i = 0; i < times; i++)
		buf_push_str(&text, str_from_c(unit));
	buf_push_str(&text, str_from_c(end));
	return article_is_full(buf_str(&text));
}

static void
test_full(void **state)
{
	static const struct {
		const char *unit;
		int times;
		const char *end;
		bool full;
	} cases[] = {
		{ "", 0, "", false },
		{ "word ", 79, "end.", false },
		{ "word ", 100, "end.", true },
		{ "word ", 100, "end...", false },
		{ "word ", 100, "end\u2026", false },
		{ "word ", 100, "end [\u2026]", false },
		{ "word ", 100, "end. Read more \u00bb", false },
		{ "word ", 100, "end. Continue Reading \u2192 ", false },
		{ "word ", 100, "said we must read", true },
		{ "雨", 199, "。", false },
		{ "雨", 200, "。", true },
		{ "雨", 300, "\u2026\u2026", false },
		{ "雨", 300, "\n\n阅读全文>>", false },
		{ "雨", 300, "（閱讀更多）", false },
		{ "雨", 300, "发表了声明全文。", true },
		{ "雨a", 150, "", false }, /* 300 characters, half of them Chinese */
		{ "雨a", 200, "", true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (is_full(cases[i].unit, cases[i].times, cases[i].end) != cases[i].full)
			fail_msg("%s... %s", cases[i].unit, cases[i].end);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
