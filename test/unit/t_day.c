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
		unsigned rules;
	} rows[] = {
		{ "12. März 2019", "2019-03-12", 0 },
		{ "Lunden, March 12th, 2019 at noon", "2019-03-12", 0 },
		{ "2019-03-12T08:00", "2019-03-12", 0 },
		{ "12.03.2019", "2019-03-12", 0 },
		{ "Do 25.04.24 | 14:07 Uhr", "2024-04-25", 0 },
		{ "3/4/2021", "2021-04-03", 0 },
		{ "3/4/2021", "2021-03-04", DAY_MONTH_FIRST },
		{ "3/14/2021", "2021-03-14", 0 },
		{ "19-Dec-2025", "2025-12-19", 0 },
		{ "5 Января 2020", "2020-01-05", 0 },
		{ "14 Ağustos 2021", "2021-08-14", 0 },
		{ "12 de marzo de 2019", "2019-03-12", 0 },
		{ "2024年3月5日 星期二 上午8时30分", "2024-03-05", 0 },
		{ "发布时间：２０２４年３月５日", "2024-03-05", 0 },
		{ "二〇二四年三月五日", "2024-03-05", 0 },
		{ "二零二四年十二月二十一日", "2024-12-21", 0 },
		{ "二〇二四年十月三十日", "2024-10-30", 0 },
		{ "中華民國113年3月5日", "2024-03-05", 0 },
		{ "令和6年3月5日", "2024-03-05", 0 },
		{ "平成30年3月5日", "2018-03-05", 0 },
		{ "3-4-2021", "2021-03-04", DAY_MONTH_FIRST },
		{ "3.4.2021", "2021-04-03", DAY_MONTH_FIRST },
		{ "3/4/2021 12:00:00 AM", "2021-03-04", 0 },
		{ "12 Mar '19", "2019-03-12", 0 },
		{ "12 Mar 19", "", 0 },
		{ "입력 2019. 3. 12. 08:30", "2019-03-12", 0 },
		{ "2019년 3월 12일", "2019-03-12", 0 },
		{ "ngày 12 tháng 3 năm 2019", "2019-03-12", 0 },
		{ "12 มีนาคม 2562", "2019-03-12", 0 },
		{ "๑๒ มี.ค. ๒๕๖๒", "2019-03-12", 0 },
		{ "12 مارس 2019", "2019-03-12", 0 },
		{ "١٢ مارس ٢٠١٩", "2019-03-12", 0 },
		{ "12 במרץ 2019", "2019-03-12", 0 },
		{ "12 मार्च 2019", "2019-03-12", 0 },
		{ "2019 m. kovo 12 d.", "2019-03-12", 0 },
		{ "12. ožujka 2019.", "2019-03-12", 0 },
		{ "12 ZÁŘÍ 2019", "2019-09-12", 0 },
		/* Iran's calendar, the first days of its years among them */
		{ "۱ فروردین ۱۴۰۳", "2024-03-20", 0 },
		{ "1404/01/01", "2025-03-21", 0 },
		{ "1400/01/01", "2021-03-21", 0 },
		{ "1395/01/01", "2016-03-20", 0 },
		{ "1399/06/31", "2020-09-21", 0 },
		{ "1399/07/31", "", 0 },
		{ "113-03-05", "2024-03-05", DAY_MINGUO },
		{ "113/3/5", "2024-03-05", DAY_MINGUO },
		{ "113-03-05", "", 0 },
		{ "Ada MornMar 12, 2019", "2019-03-12", 0 },
		{ "March | 5 | 2019", "", 0 },
		{ "no day here, 12 of 30", "", 0 },
		{ "31.02.2019", "", 0 },
		{ "Call 0461-123-45", "", 0 },
		{ "1961-03-12", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct when when;
		if (day_find(str_from_c(rows[i].text), rows[i].rules, &when))
			when_push(&out, when);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(buf_str(&out)));
	}
}

static void
several(void **state)
{
	struct str text = S("Published 3 May 2021, updated 4 May 2021."), before;
	struct day day;

	(void)state;
	assert_true(day_pull(&text, 0, &before, &day));
	assert_true(str_equal(before, S("Published ")));
	assert_true(day_pull(&text, 0, &before, &day));
	assert_true(str_equal(before, S(", updated ")));
	assert_int_equal(when_seconds(day.when), days_from_civil(2021, 5, 4) * 86400);
	assert_false(day_pull(&text, 0, &before, &day));
}

static void
two_readings(void **state)
{
	static const struct {
		const char *text;
		bool two;
	} rows[] = { { "3/4/2021", true }, { "3-4-2021", true }, { "3.4.2021", false }, { "3/14/2021", false }, { "4/4/2021", false },
		{ "2021/3/4", false }, { "4 March 2021", false } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str text = str_from_c(rows[i].text);
		struct day day;
		assert_true(day_pull(&text, 0, NULL, &day));
		assert_int_equal(day.other.precision == WHEN_DAY, rows[i].two);
	}
}

static void
without_year(void **state)
{
	static const struct {
		const char *text;
		unsigned month, day;
	} rows[] = { { "3月5日 08:30", 3, 5 }, { "5 March, 08:30", 3, 5 }, { "Mar 5", 3, 5 }, { "三月五日", 3, 5 }, { "5 марта", 3, 5 },
		{ "5 March 2024", 0, 0 }, { "13月5日", 0, 0 }, { "5 ships", 0, 0 }, { "", 0, 0 } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		unsigned month = 0, day = 0;
		bool found = day_of_year(str_from_c(rows[i].text), &month, &day);
		if (found != (rows[i].month != 0) || (found && (month != rows[i].month || day != rows[i].day)))
			fail_msg("%s: %u %u", rows[i].text, month, day);
	}
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(days), cmocka_unit_test(several), cmocka_unit_test(two_readings),
		cmocka_unit_test(without_year), cmocka_unit_test(addresses) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
