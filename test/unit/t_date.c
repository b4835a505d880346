#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/date.h"

enum { BEIJING = 8 * 3600 };

struct row {
	const char *in, *want; /* want NULL: no date */
};

/* Each is read with Beijing time as the zone to assume, and written back. */
static void
check(const struct row *rows, size_t count)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct when when = { 0 };
		bool is_date = when_parse(str_from_c(rows[i].in), BEIJING, &when);
		if (is_date != (rows[i].want != NULL))
			fail_msg("%s: %s", rows[i].in, is_date ? "taken for a date" : "no date");
		buf_reset(&out);
		when_push(&out, when);
		if (is_date && !str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].in, STR_ARGS(buf_str(&out)));
	}
}

static void
standard_forms(void **state)
{
	static const struct row rows[] = {
		{ "2021-02-01T01:29:01.518Z", "2021-02-01T01:29:01.518Z" },
		{ "2021-02-01T08:05:00+08:00", "2021-02-01T08:05:00+08:00" },
		{ "2021-02-01T08:05:00.123456-0530", "2021-02-01T08:05:00.123-05:30" },
		{ "2021-02-01t08:05z", "2021-02-01T08:05Z" },
		{ "2021-02-01T08:05:00,5Z", "2021-02-01T08:05:00.500Z" },
		{ "20210201T080500Z", "2021-02-01T08:05:00Z" },
		{ "2021-02-01+08:00", "2021-02-01" },
		{ "2021-02-01-05:00", "2021-02-01" },
		{ "  2021-02  ", "2021-02" },
		{ "2021", "2021" },
		{ "Mon, 01 Feb 2021 08:05:06 GMT", "2021-02-01T08:05:06Z" },
		{ "Tuesday, 01-Feb-21 08:05:06 GMT", "2021-02-01T08:05:06Z" },
		{ "Mon Feb  1 09:48:19 2021", "2021-02-01T09:48:19+08:00" },
		{ "1612137600", "2021-02-01T00:00:00Z" },
		{ "1612137600123", "2021-02-01T00:00:00.123Z" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

/* What feeds make of RFC 822. */
static void
misuse(void **state)
{
	static const struct row rows[] = {
		{ "01 Feb 21 08:05 EST", "2021-02-01T08:05-05:00" },
		{ "Fri, 1 Feb 2021 8:5:6 PDT", "2021-02-01T08:05:06-07:00" }, /* it was a Monday */
		{ "Mon,01 Feb 2021 08:05 GMT", "2021-02-01T08:05Z" },
		{ "1 Feb 99", "1999-02-01" },
		{ "1 Feb 104", "2004-02-01" },
		{ "Mon, 01 Feb 2021 24:00:00 GMT", "2021-02-02T00:00:00Z" },
		{ "Mon, 01 February 2021 08:05:06 +0000", "2021-02-01T08:05:06Z" },
		{ "Thu, 5 Sept 2013 23:59:60 +0000", "2013-09-06T00:00:00Z" },
		{ "Mon Feb 01 2021 08:05:00 GMT+0800 (CST)", "2021-02-01T08:05:00+08:00" },
		{ "2021-02-01 08:05:00 +0800 CST", "2021-02-01T08:05:00+08:00" },
		{ "Mon Feb  1 09:48:19 CST 2021", "2021-02-01T09:48:19+08:00" }, /* China's, as the source is */
		{ "2021-02-01 09:48:19", "2021-02-01T09:48:19+08:00" },
		{ "Feb 1st 2021", "2021-02-01" },
		{ "February 1, 2021, 8:05 pm", "2021-02-01T20:05+08:00" },
		{ "Feb. 1, 2021 at 8:05 a.m. EST", "2021-02-01T08:05-05:00" },
		{ "Feb 1, 2021 12am", "2021-02-01T00:00+08:00" },
		{ "05/04/2024 - 00:13", "2024-04-05T00:13+08:00" },
		{ "2021.02.01", "2021-02-01" },
		{ "1.2.2021 08:05", "2021-02-01T08:05+08:00" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
chinese_forms(void **state)
{
	static const struct row rows[] = {
		{ "2021年2月1日", "2021-02-01" },
		{ "2021 年 2 月 1 日 8時5分", "2021-02-01T08:05+08:00" },
		{ "2021年2月1日 上午8:05", "2021-02-01T08:05+08:00" },
		{ "2021年2月1日下午8点05分", "2021-02-01T20:05+08:00" },
		{ "2021年2月1日 晚上 12:05", "2021-02-02T00:05+08:00" },
		{ "2021年2月1日 中午12:05", "2021-02-01T12:05+08:00" },
		{ "2021年2月1日 凌晨12:05", "2021-02-01T00:05+08:00" },
		{ "2021年2月1日 下午8時", "2021-02-01T20:00+08:00" },
		{ "２０２１年２月１日　８：０５", "2021-02-01T08:05+08:00" },
		{ "2021年2月1日 星期一 20:05", "2021-02-01T20:05+08:00" },
		{ "2021-02-01（週一）08:05", "2021-02-01T08:05+08:00" },
		{ "民國110年2月1日", "2021-02-01" },
		{ "2021-02-01 08:05 北京時間", "2021-02-01T08:05+08:00" },
		{ "2021年2月", "2021-02" },
		{ "2021/2/1", "2021-02-01" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
no_dates(void **state)
{
	static const struct row rows[] = {
		{ "", NULL },
		{ "NaN", NULL },
		{ "Mon", NULL },
		{ "12:30", NULL },
		{ "19 分钟前", NULL },
		{ "hello 2021", NULL },
		{ "2021-02-01 and more", NULL },
		{ "2021-13-01", NULL },
		{ "2021-02-30", NULL },
		{ "29 Feb 2021", NULL },
		{ "29 Feb 1900", NULL },
		{ "29 Feb 2000", "2000-02-29" },
		{ "02/13/2021", NULL },
		{ "2021-02-01 25:00", NULL },
		{ "2021-02-01 24:01", NULL },
		{ "2021-02-01 08:60", NULL },
		{ "2021-02-01T08:05+25:00", NULL },
		{ "2021-02-01 24am", NULL },
		{ "9999-12-31 24:00", NULL },
		{ "2021-02-01T", NULL },
		{ "2021-02-01 8", NULL },
		{ "0000-01-01", NULL },
		{ "10000-01-01", NULL },
		{ "民國0年1月1日", NULL },
		{ "99999999999999999999999999", NULL },
		{ "2021-02-01 08:05 (unclosed", NULL },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
zones_are_noted(void **state)
{
	struct when when;

	(void)state;
	assert_true(when_parse(S("2021-02-01 08:05"), BEIJING, &when));
	assert_int_equal(when.zone, ZONE_ASSUMED);
	assert_int_equal(when.precision, WHEN_MINUTE);
	assert_int_equal(when_seconds(when), 1612137900);
	assert_true(when_parse(S("2021-02-01 08:05 GMT+8"), 0, &when));
	assert_int_equal(when.zone, ZONE_GIVEN);
	assert_int_equal(when.offset_s, BEIJING);
	assert_int_equal(when_seconds(when), 1612137900);
	assert_true(when_parse(S("Mon Feb  1 09:48:19 CST 2021"), 0, &when));
	assert_int_equal(when.offset_s, -6 * 3600);
}

static void
calendar(void **state)
{
	int year;
	unsigned month, day;
	int64_t before = days_from_civil(-1, 12, 31);

	(void)state;
	assert_int_equal(days_from_civil(1970, 1, 1), 0);
	assert_int_equal(days_from_civil(2000, 3, 1), 11017);
	for (int64_t days = days_from_civil(0, 1, 1); days < days_from_civil(2500, 1, 1); days++) {
		civil_from_days(days, &year, &month, &day);
		if (days != before + 1 || days_from_civil(year, month, day) != days)
			fail_msg("day %lld is %d-%u-%u", (long long)days, year, month, day);
		before = days;
	}
}

static void
writes(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	when_push_utc(&out, -1);
	assert_true(str_equal(buf_str(&out), S("1969-12-31T23:59:59Z")));
	buf_reset(&out);
	when_push_http(&out, 1612137900);
	assert_true(str_equal(buf_str(&out), S("Mon, 01 Feb 2021 00:05:00 GMT")));
	buf_reset(&out);
	when_push_day(&out, 1612137900 - 3600, BEIJING);
	assert_true(str_equal(buf_str(&out), S("2021-02-01")));
	buf_reset(&out);
	when_push(&out, when_from_ms(-1));
	assert_true(str_equal(buf_str(&out), S("1969-12-31T23:59:59.999Z")));
	buf_reset(&out);
	when_push(&out, (struct when){ 0 });
	assert_int_equal(out.n, 0);
	when_push(&out, when_from_ms(INT64_MIN)); /* a stranger's number: written, not crashed on */
	when_push(&out, when_from_ms(INT64_MAX));
	assert_int_equal(out.err.code, 0);
}

static void
ranges(void **state)
{
	int64_t from, to;

	(void)state;
	assert_true(when_parse_range(S("2021-02-01"), BEIJING, &from, &to));
	assert_int_equal(from, 1612137600 - BEIJING);
	assert_int_equal(to - from, 86400);
	assert_true(when_parse_range(S("2020-02"), 0, &from, &to));
	assert_int_equal(to - from, 29 * 86400);
	assert_true(when_parse_range(S("2021-12"), 0, &from, &to));
	assert_int_equal(to, 1640995200);
	assert_true(when_parse_range(S("2020"), 0, &from, &to));
	assert_int_equal(to - from, 366 * 86400);
	assert_false(when_parse_range(S("2021-02-01 08:05"), 0, &from, &to));
	assert_false(when_parse_range(S("soon"), 0, &from, &to));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(standard_forms),
		cmocka_unit_test(misuse),
		cmocka_unit_test(chinese_forms),
		cmocka_unit_test(no_dates),
		cmocka_unit_test(zones_are_noted),
		cmocka_unit_test(calendar),
		cmocka_unit_test(writes),
		cmocka_unit_test(ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
