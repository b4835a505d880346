#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "text/decimal.h"
#include "text/number.h"

struct row {
	const char *in, *value, *unit, *text; /* text NULL: all of it but the unit's words */
};

static void
check(const struct row *row)
{
	struct str s = str_from_c(row->in), rest = s;
	struct number number = { 0 };

	if (!number_pull(&rest, 0, &number)) {
		if (row->value)
			fail_msg("%s: no number", row->in);
		assert_ptr_equal(rest.p, s.p);
		return;
	}
	if (!row->value)
		fail_msg("%s: taken as %s", row->in, number.value);
	if (strcmp(number.value, row->value) != 0)
		fail_msg("%s: %s", row->in, number.value);
	if (!str_equal(number.unit, str_from_c(row->unit)))
		fail_msg("%s: unit %.*s", row->in, STR_ARGS(number.unit));
	if (row->text && !str_equal(number.text, str_from_c(row->text)))
		fail_msg("%s: text %.*s", row->in, STR_ARGS(number.text));
	assert_ptr_equal(rest.p, number.text.p + number.text.n);
}

static void
values(void **state)
{
	static const struct row rows[] = {
		{ "12", "12", "", "12" },
		{ "９８９９", "9899", "", NULL },
		{ "9,899", "9899", "", "9,899" },
		{ "1,234,567.50", "1234567.5", "", NULL },
		{ "12,34", "12", "", "12" },
		{ "1,2345", "1", "", "1" },
		{ "１，２００人", "1200", "", "１，２００" },
		{ "1，200", "1", "", "1" }, /* a list, not a number */
		{ "2021,345", "2021", "", "2021" },
		{ "007", "7", "", NULL },
		{ "0.50", "0.5", "", NULL },
		{ "0", "0", "", NULL },
		{ "5.", "5", "", "5" },
		{ "31.12.2023", "31.12", "", "31.12" },
		{ "100万", "1000000", "", NULL },
		{ "一百万", "1000000", "", NULL },
		{ "百万", "1000000", "", NULL },
		{ "1.2萬", "12000", "", NULL },
		{ "4.25亿美元", "425000000", "USD", "4.25亿" },
		{ "3亿5千万", "350000000", "", NULL },
		{ "三億五千萬", "350000000", "", NULL },
		{ "一万三千亿", "1300000000000", "", NULL },
		{ "1.2万亿元", "1200000000000", "元", "1.2万亿" },
		{ "二〇二一年", "2021", "", "二〇二一" },
		{ "一百二十", "120", "", NULL },
		{ "一百零五", "105", "", NULL },
		{ "一万零五", "10005", "", NULL },
		{ "一万五", "15000", "", NULL },
		{ "两百五", "250", "", NULL },
		{ "十二", "12", "", NULL },
		{ "二十", "20", "", NULL },
		{ "二十一", "21", "", NULL },
		{ "三点五", "3.5", "", NULL },
		{ "三十多架", "30", "", "三十" },
		{ "10多万", "10", "", "10" },
		{ "二三十人", "230", "", "二三十" }, /* of no exact value, but always the same one */
		{ "二、三十人", "230", "", "二、三十" },
				{ "3 千万人", "30000000", "", "3 千万" },
		{ "$490亿", "49000000000", "USD", NULL },
		{ "1 million people", "1000000", "", "1 million" },
		{ "4.5 Billion", "4500000000", "", NULL },
		{ "5 млн", "5000000", "", NULL },
		{ "twelve", "12", "", NULL },
		{ "Two dogs", "2", "", "Two" },
		{ "5%", "5", "%", "5%" },
		{ "５％", "5", "%", "５％" },
		{ "5 percent", "5", "%", "5" },
		{ "百分之五", "5", "%", "百分之五" },
		{ "百分之12.5", "12.5", "%", NULL },
		{ "US$5", "5", "USD", "US$5" },
		{ "€ 1,000", "1000", "EUR", NULL },
		{ "30 km away", "30", "km", "30" },
		{ "12345678901234567890", "12345678901234567890", "", NULL },
		{ "0.00000001", "0.00000001", "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check(&rows[i]);
}

static void
what_is_no_number(void **state)
{
	static const struct row rows[] = {
		{ "", NULL, NULL, NULL },
		{ "abc", NULL, NULL, NULL },
		{ "$", NULL, NULL, NULL },
		{ ",5", NULL, NULL, NULL },
		{ "万一", NULL, NULL, NULL },
		{ "亿", NULL, NULL, NULL },
		{ "一个问题", NULL, NULL, NULL },
		{ "一些", NULL, NULL, NULL },
		{ "一名男子", NULL, NULL, NULL },
		{ "三星", NULL, NULL, NULL },
		{ "四川", NULL, NULL, NULL },
		{ "十分", NULL, NULL, NULL },
		{ "千万不要", NULL, NULL, NULL },
		{ "million", NULL, NULL, NULL },
		{ "百分之", NULL, NULL, NULL },
		{ "123456789012345678901", NULL, NULL, NULL },
		{ "5 millionaires", "5", "", "5" },
		{ "twofold", NULL, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check(&rows[i]);
}

static void
numerals_that_are_meant(void **state)
{
	static const struct row rows[] = {
		{ "三人", "3", "", "三" },
		{ "两名", "2", "", "两" },
		{ "一人", "1", "", "一" },
		{ "七国", "7", "", "七" },
		{ "百人", "100", "", "百" },
		{ "千万人", "10000000", "", "千万" },
		{ "三分之一", "3", "", "三" },
		{ "十架", "10", "", "十" },
	};
	struct str s = S("三");
	struct number number;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check(&rows[i]);
	assert_false(number_pull(&s, 0, &number));
	assert_true(number_pull(&s, 0x7b2c, &number)); /* 第三 */
}

static void
compared_by_value_and_unit(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "100万", "一百万", true },
		{ "9899", "9,899", true },
		{ "９８９９", "9899", true },
		{ "5%", "百分之五", true },
		{ "12", "19", false },
		{ "1亿美元", "1亿欧元", false },
		{ "1亿美元", "1亿", true },
		{ "1亿", "1万", false },
		{ "0.5", "5", false },
		{ "3人", "3", true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str a = str_from_c(rows[i].a), b = str_from_c(rows[i].b);
		struct number x, y;
		assert_true(number_pull(&a, 0, &x) && number_pull(&b, 0, &y));
		assert_int_equal(number_equal(&x, &y), rows[i].equal);
	}
}

static void
long_runs_stay_in_bounds(void **state)
{
	static const char *const pieces[] = { "9", "九", "万", "亿", "9亿", "百", "点九", ",999", "0.", "million " };
	char text[4000];

	(void)state;
	for (size_t i = 0; i < LENGTH(pieces); i++)
		for (size_t times = 1; times < 200; times++) {
			struct str s = { text, 0 };
			struct number number;
			text[s.n++] = '7';
			for (size_t j = 0; j < times; j++) {
				memcpy(text + s.n, pieces[i], strlen(pieces[i]));
				s.n += strlen(pieces[i]);
			}
			if (number_pull(&s, 0, &number))
				assert_true(strlen(number.value) < NUMBER_VALUE_MAX);
		}
}

static void
decimals(void **state)
{
	static const struct {
		unsigned digits, scale;
		const char *text;
	} rows[] = { { 0, 0, "0" }, { 0, 3, "0" }, { 5, 1, "0.5" }, { 5, 3, "0.005" }, { 15, 1, "1.5" }, { 1500, 3, "1.5" },
		{ 100, 0, "100" }, { 123456, 3, "123.456" } };
	struct decimal a = { 15, 1 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char text[42];
		decimal_write((struct decimal){ rows[i].digits, rows[i].scale }, text);
		assert_string_equal(text, rows[i].text);
	}
	assert_true(decimal_add(&a, (struct decimal){ 25, 2 })); /* 1.5 + 0.25 */
	assert_true(a.digits == 175 && a.scale == 2);
	assert_true(decimal_shift(&a, 4));
	assert_true(a.digits == 17500 && a.scale == 0);
	assert_false(decimal_shift(&a, 40));
	assert_true(a.digits == 17500);
}

static struct decimal
decimal_of(const char *text)
{
	struct decimal a = { 0 };

	assert_true(decimal_read(str_from_c(text), &a));
	return a;
}

static void
quotients(void **state)
{
	static const struct {
		const char *a, *b, *product, *quotient; /* NULL: too long, or none */
		int order;
	} rows[] = { { "1", "3", "3", "0.333333333333333", -1 }, { "2", "3", "6", "0.666666666666667", -1 }, { "15", "4", "60", "3.75", 1 },
		{ "0.5", "0.25", "0.125", "2", 1 }, { "3", "4200", "12600", "0.000714285714285714", -1 }, { "0", "7", "0", "0", -1 },
		{ "7", "0", "0", NULL, 1 }, { "1.50", "1.5", "2.25", "1", 0 },
		{ "123456789012345678901234567890", "99999999999999999999", NULL, NULL, 1 } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct decimal a = decimal_of(rows[i].a), b = decimal_of(rows[i].b), product = a, quotient = a;
		char text[42];
		assert_int_equal(decimal_compare(a, b), rows[i].order);
		assert_int_equal(decimal_multiply(&product, b), rows[i].product != NULL);
		assert_int_equal(decimal_divide(&quotient, b), rows[i].quotient != NULL);
		decimal_write(product, text);
		assert_string_equal(text, rows[i].product ? rows[i].product : rows[i].a);
		decimal_write(quotient, text);
		assert_string_equal(text, rows[i].quotient ? rows[i].quotient : rows[i].a);
	}
}

static void
last_places(void **state)
{
	static const char *const bad[] = { "", ".5", "1.2.3", "-1", "1e5", "123456789012345678901234567890123456789012" };
	struct decimal a;

	(void)state;
	assert_int_equal(decimal_last_place(decimal_of("30")), 1);
	assert_int_equal(decimal_last_place(decimal_of("32000")), 3);
	assert_int_equal(decimal_last_place(decimal_of("0.25")), -2);
	assert_int_equal(decimal_last_place(decimal_of("0")), 0);
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(decimal_read(str_from_c(bad[i]), &a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(what_is_no_number),
		cmocka_unit_test(numerals_that_are_meant),
		cmocka_unit_test(compared_by_value_and_unit),
		cmocka_unit_test(long_runs_stay_in_bounds),
		cmocka_unit_test(decimals),
		cmocka_unit_test(quotients),
		cmocka_unit_test(last_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
