#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/day.h"

static void
days(void **state)
{
	static const struct {
		const char *text, *want;
		bool month_first;
	} rows[] = {
		{ "12. März 2019", "2019-03-12", false },
		{ "Lunden, March 12th, 2019 at noon", "2019-03-12", false },
		{ "2019-03-12T08:00", "2019-03-12", false },
		{ "12.03.2019", "2019-03-12", false },
		{ "Do 25.04.24 | 14:07 Uhr", "2024-04-25", false },
		{ "3/4/2021", "2021-04-03", false },
		{ "3/4/2021", "2021-03-04", true },
		{ "3/14/2021", "2021-03-14", false },
		{ "19-Dec-2025", "2025-12-19", false },
		{ "5 Января 2020", "2020-01-05", false },
		{ "14 Ağustos 2021", "2021-08-14", false },
		{ "12 de marzo de 2019", "2019-03-12", false },
		{ "2024年3月5日 星期二 上午8时30分", "2024-03-05", false },
		{ "发布时间：２０２４年３月５日", "2024-03-05", false },
		{ "二〇二四年三月五日", "2024-03-05", false },
		{ "二零二四年十二月二十一日", "2024-12-21", false },
		{ "二〇二四年十月三十日", "2024-10-30", false },
		{ "中華民國113年3月5日", "2024-03-05", false },
		{ "令和6年3月5日", "2024-03-05", false },
		{ "平成30年3月5日", "2018-03-05", false },
		{ "no day here, 12 of 30", "", false },
		{ "31.02.2019", "", false },
		{ "Call 0461-123-45", "", false },
		{ "1961-03-12", "", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct when when;
		if (day_find(str_from_c(rows[i].text), rows[i].month_first, &when))
			when_push(&out, when);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(buf_str(&out)));
	}
}

static void
several(void **state)
{
	struct str text = S("Published 3 May 2021, updated 4 May 2021."), before;
	struct when when;

	(void)state;
	assert_true(day_pull(&text, false, &before, &when));
	assert_true(str_equal(before, S("Published ")));
	assert_true(day_pull(&text, false, &before, &when));
	assert_true(str_equal(before, S(", updated ")));
	assert_int_equal(when_seconds(when), days_from_civil(2021, 5, 4) * 86400);
	assert_false(day_pull(&text, false, &before, &when));
}

static void
addresses(void **state)
{
	static const struct {
		const char *path, *want;
	} rows[] = {
		{ "/2019/03/12/harbour", "2019-03-12" },
		{ "/town/2019-03-12-harbour", "2019-03-12" },
		{ "/t20240305_123.html", "2024-03-05" },
		{ "/202403/05/x", "2024-03-05" },
		{ "/2024/0305/c123", "2024-03-05" },
		{ "/c_1126123456.htm", "" },
		{ "/2019/03/harbour", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct when when;
		if (day_in_path(str_from_c(rows[i].path), &when))
			when_push(&out, when);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].path, STR_ARGS(buf_str(&out)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(days), cmocka_unit_test(several), cmocka_unit_test(addresses) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
