/*
 * t_count.c: numbers in texts.
 *
 * Wanted are all of a text by place, "kind words=value", of ranges and of what is vague "kind
 * words=[min,max]" with round brackets where the end is open or not in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/analysis.h"
#include "figure/count_parts.h"
#include "../figure_test.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static void
read_text(struct str text, struct analysis *out)
{

	*out = (struct analysis){ .arena = &arena, .knowledge = tables(), .text = text };
	analysis_begin(out);
	counts_read(out);
}

static const char *const kinds[] = {
	[COUNT_NUMBER] = "number",
	[COUNT_PERCENT] = "percent",
	[COUNT_ORDINAL] = "ordinal",
	[COUNT_FRACTION] = "fraction",
	[COUNT_SCORE] = "score",
	[COUNT_RANGE] = "range",
	[COUNT_VAGUE] = "vague",
	[COUNT_DIGITS] = "digits",
};

static void
push_count(struct buf *out, const struct analysis *a, const struct count *count)
{
	const struct bounds *r = &count->range;
	struct str words = span_text(a->text, count->span);

	buf_push_format(out, "%s%s %.*s=", out->n ? "; " : "", kinds[count->kind], STR_ARGS(words));
	if (count->value[0])
		buf_push_format(out, "%s", count->value);
	if (count->is_vague || count->kind == COUNT_RANGE)
		buf_push_format(out, "%c%s,%s%c", r->min[0] && !r->min_open ? '[' : '(', r->min,
		    r->max, r->max[0] && !r->max_open ? ']' : ')');
}

static struct str
counts_of(const char *text)
{
	struct buf out = { .max = 1 << 20 };
	struct analysis a;
	struct str got;

	read_text(str_from_c(text), &a);
	for (size_t i = 0; i < a.count_count; i++)
		push_count(&out, &a, &a.counts[i]);
	got = str_copy(&arena, buf_str(&out));
	buf_done(&out);
	return got;
}

struct row {
	const char *text, *want;
};

static void
check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str got = counts_of(rows[i].text);
		if (!str_equal(got, str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(got));
		arena_reset(&arena);
	}
}

static void
digits(void **state)
{
	static const struct row rows[] = {
		{ "书架上有12本", "number 12=12" },
		{ "９，８７６颗", "number ９，８７６=9876" },
		{ "1,234,567.50", "number 1,234,567.50=1234567.5" },
		{ "12,34", "number 12=12; number 34=34" },
		{ "20，300", "number 20=20; number 300=300" },
		{ "版本1.2.3", "number 1=1; number 2=2; number 3=3" },
		{ ".5", "number .5=0.5" },
		{ "-7.25", "number -7.25=-7.25" },
		{ "零下的-5", "number 零=0; number -5=-5" },
		{ "从3-5里选", "range 3-5=[3,5); number 3=3; number 5=5" },
		{ "4。25亿", "number 4。25亿=425000000" },
		{ "3.2e3和2^-1", "number 3.2e3=3200; number 2^-1=0.5" },
		{ "40k", "number 40k=40000" },
		{ "第7页的007", "ordinal 第7=7; number 7=7; number 007=7" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
numerals(void **state)
{
	static const struct row rows[] = {
		{ "三百五十", "number 三百五十=350" },
		{ "两千三百五", "number 两千三百五=2350" },
		{ "一万零五", "number 一万零五=10005" },
		{ "四万五千六百二十二", "number 四万五千六百二十二=45622" },
		{ "三亿五千万", "number 三亿五千万=350000000" },
		{ "一万万", "number 一万万=100000000" },
		{ "两万亿", "number 两万亿=2000000000000" },
		{ "廿五", "number 廿五=25" },
		{ "卅", "number 卅=30" },
		{ "壹佰贰拾", "number 壹佰贰拾=120" },
		{ "貳萬叁仟", "number 貳萬叁仟=23000" },
		{ "六千 五百 万", "number 六千 五百 万=65000000" },
		{ "百三", "number 百三=130" },
		{ "半百", "number 半百=50" },
		{ "十五点二五", "number 十五点二五=15.25" },
		{ "三点十分", "number 三=3; number 十=10" },
		{ "三点一刻", "number 三=3; number 一=1" },
		{ "五十千", "number 五十=50" },
		{ "五打", "number 五打=60" },
		{ "半打", "number 半打=6" },
		{ "12千米", "number 12=12" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
vague(void **state)
{
	static const struct row rows[] = {
		{ "三十多", "range 三十多=(30,); number 三十=30[30,39]" },
		{ "两百余", "range 两百余=(200,); number 两百=200[200,299]" },
		{ "五千多万",
		    "number 五千多万=50000000[50000000,59999999]; range 五千多万=(50000000,)" },
		{ "一百二十几", "range 一百二十几=(120,); number 一百二十=120[121,129]" },
		{ "几十", "number 十=10[20,90]" },
		{ "数百", "vague 数百=[200,900]" },
		{ "十几万", "number 十几万=100000[110000,190000]; range 十几万=(100000,)" },
		{ "两三", "vague 两三=[2,3]" },
		{ "四五十", "vague 四五十=[40,50]" },
		{ "十七八", "vague 十七八=[17,18]" },
		{ "千余", "vague 千余=[1000,1999]" },
		{ "二、三人", "number 二=2; number 三=3" },
		{ "三三两两", "digits 三三两两=3322" },
		{ "二〇二四", "digits 二〇二四=2024" },
		{ "一九九八", "digits 一九九八=1998" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
signs(void **state)
{
	static const struct row rows[] = {
		{ "负三十二", "number 负三十二=-32" },
		{ "负2.5", "number 负2.5=-2.5" },
		{ "欺负四个", "number 四=4" },
		{ "-10", "number -10=-10" },
		{ "A-10", "number -10=-10" },
		{ "2020-2021", "range 2020-2021=[2020,2021); number 2020=2020; number 2021=2021" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
fractions(void **state)
{
	static const struct row rows[] = {
		{ "三分之一", "fraction 三分之一=0.333333333333333" },
		{ "五又四分之一", "fraction 五又四分之一=5.25" },
		{ "负二分之一", "fraction 负二分之一=-0.5" },
		{ "3/5", "fraction 3/5=0.6" },
		{ "1 4/3", "fraction 1 4/3=2.33333333333333" },
		{ "2/3/4", "number 2=2; number 3=3; number 4=4" },
		{ "一百分之五", "fraction 一百分之五=0.05" },
		{ "三分之零", "fraction 三分之零=0" },
		{ "零分之三", "number 零=0; number 三=3" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
percents(void **state)
{
	static const struct row rows[] = {
		{ "百分之五", "percent 百分之五=5; number 五=5" },
		{ "百分之百", "percent 百分之百=100" },
		{ "百分之三点五", "percent 百分之三点五=3.5; number 三点五=3.5" },
		{ "千分之三", "percent 千分之三=0.3; number 三=3" },
		{ "万 分之 二", "percent 万 分之 二=0.02; number 二=2" },
		{ "12.5%", "percent 12.5%=12.5; number 12.5=12.5" },
		{ "５％", "percent ５％=5; number ５=5" },
		{ "三个百分点", "percent 三个百分点=3; number 三=3" },
		{ "两成", "percent 两成=20" },
		{ "七成六", "percent 七成六=76" },
		{ "八成半", "percent 八成半=85" },
		{ "五折", "percent 五折=50" },
		{ "七二折", "percent 七二折=72" },
		{ "打对折", "percent 对折=50" },
		{ "半成", "percent 半成=5" },
		{ "三成员", "number 三=3" },
		{ "百分之二三十", "percent 百分之二三十=[20,30]; vague 二三十=[20,30]" },
		{ "负3%", "percent 负3%=-3; number 负3=-3" },
		{ "5-20%", "range 5-20=[5,20); number 5=5; percent 20%=20; number 20=20" },
		{ "一成为", "number 一=1" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
ordinals(void **state)
{
	static const struct row rows[] = {
		{ "第三", "ordinal 第三=3; number 三=3" },
		{ "第 12", "ordinal 第 12=12; number 12=12" },
		{ "第二十一届", "ordinal 第二十一=21; number 二十一=21" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
ranges(void **state)
{
	static const struct row rows[] = {
		{ "超过50", "range 超过50=(50,); number 50=50" },
		{ "至少有三个", "range 至少有三=[3,); number 三=3" },
		{ "不到100", "range 不到100=(,100); number 100=100" },
		{ "最多二十", "range 最多二十=(,20]; number 二十=20" },
		{ "不少于7", "range 不少于7=[7,); number 7=7" },
		{ "大于等于5", "range 大于等于5=[5,); number 5=5" },
		{ "大于3并小于8", "range 大于3并小于8=(3,8); number 3=3; number 8=8" },
		{ "最多9最少4", "range 最多9最少4=[4,9]; number 9=9; number 4=4" },
		{ "20至30", "range 20至30=[20,30); number 20=20; number 30=30" },
		{ "5~8", "range 5~8=[5,8); number 5=5; number 8=8" },
		{ "在10和20之间", "range 在10和20之间=[10,20); number 10=10; number 20=20" },
		{ "比七十高", "range 比七十高=(70,); number 七十=70" },
		{ "三十或以上", "range 三十或以上=[30,); number 三十=30" },
		{ "六十以下", "range 六十以下=(,60); number 六十=60" },
		{ "大于9小于4", "range 大于9=(9,); number 9=9; range 小于4=(,4); number 4=4" },
		{ "30到20", "number 30=30; number 20=20" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
words(void **state)
{
	static const struct row rows[] = {
		{ "三人行", "number 三=3" },
		{ "四川和五台", "number 五=5" },
		{ "队伍与大陆", "" },
		{ "十足", "" },
		{ "这不是五", "number 五=5" },
		{ "二美元", "vague 二=2" },
		{ "数字与几乎", "" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
scores(void **state)
{
	static const struct row rows[] = {
		{ "4比0", "score 4比0=4; number 4=4; number 0=0" },
		{ "3比2胜", "score 3比2=3; number 3=3; number 2=2" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
english(void **state)
{
	static const struct row rows[] = {
		{ "twelve people", "number twelve=12" },
		{ "twenty-five", "number twenty-five=25" },
		{ "two hundred and six thousand", "number two hundred and six thousand=206000" },
		{ "3.5 million", "number 3.5 million=3500000" },
		{ "a dozen", "number dozen=12" },
		{ "someone", "" },
		{ "often", "" },
		{ "one hundred", "number one hundred=100" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
none(void **state)
{
	static const struct row rows[] = {
		{ "百", "" },
		{ "万万", "" },
		{ "没有数", "" },
		{ "第亿", "" },
		{ "点点点", "" },
		{ "。。。", "" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

/* ---- hostile texts ---- */

static void
spans_are_whole(const struct analysis *a)
{
	for (size_t i = 0; i < a->count_count; i++) {
		const struct count *count = &a->counts[i];
		struct span spans[] = { count->span, count->whole };
		for (size_t k = 0; k < 2; k++) {
			assert_true(spans[k].from < spans[k].to && spans[k].to <= a->text.n);
			assert_int_equal(str_rune_start(a->text, spans[k].from), spans[k].from);
			assert_true(spans[k].to == a->text.n ||
				    str_rune_start(a->text, spans[k].to) == spans[k].to);
		}
		if (i)
			assert_true(a->counts[i - 1].span.from <= count->span.from);
	}
}

/* A text of one piece over and over: no number that is not there, and no long wait. */
static void
endless(void **state)
{
	static const struct {
		const char *piece;
		size_t times, counts; /* counts: SIZE_MAX where it does not matter */
	} rows[] = { { "7", 200000, 0 }, { "７", 100000, 0 }, { ",000", 100000, SIZE_MAX },
		{ "三", 60000, SIZE_MAX }, { "一万", 30000, SIZE_MAX }, { "十", 60000, SIZE_MAX },
		{ "百分之", 40000, SIZE_MAX }, { "点", 60000, 0 }, { "负", 60000, 0 },
		{ "-", 100000, 0 }, { "3/", 50000, SIZE_MAX }, { "1^9", 50000, SIZE_MAX },
		{ "1 ", 80000, SIZE_MAX }, { "几", 60000, 0 }, { "十 ", 60000, SIZE_MAX },
		{ "million ", 30000, SIZE_MAX }, { "3至", 40000, SIZE_MAX }, { "第", 60000, 0 },
		{ "9.", 60000, SIZE_MAX } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf text = { .max = 4 << 20 };
		struct analysis a;
		for (size_t k = 0; k < rows[i].times; k++)
			buf_push_str(&text, str_from_c(rows[i].piece));
		read_text(buf_str(&text), &a);
		spans_are_whole(&a);
		assert_true(a.count_count <= ANALYSIS_ITEMS_MAX);
		if (rows[i].counts != SIZE_MAX)
			assert_int_equal(a.count_count, rows[i].counts);
		buf_done(&text);
		arena_reset(&arena);
	}
}

static void
huge_values(void **state)
{
	static const struct row rows[] = {
		{ "1234567890123456789012345678901", "" }, /* no number has 31 digits */
		{ "９９９９兆兆", "number ９９９９兆兆=9999000000000000000000000000" },
		{ "99999999999999999999999999999兆兆", "" },
		{ "0.000000000000000000000000000000000000001", "" },
		{ "2^60", "number 2^60=1152921504606846976" },
		{ "9e60", "number 9=9; number 60=60" },
		{ "1/99999999999999999999999999999", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str got = counts_of(rows[i].text);
		if (rows[i].want[0] && !str_equal(got, str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(got));
	}
	assert_int_equal(counts_of(rows[0].text).n, 0);
}

/* What N多 adds up to, and where the words of a number end. */
static void
places(void **state)
{
	static const struct {
		const char *text, *place, *whole;
	} rows[] = { { "三十多", "10", "三十多" }, { "3万2千多", "1000", "3万2千多" },
		{ "1.25", "0.01", "1.25" }, { "100", "100", "100" }, { "几十", "10", "几十" },
		{ "二十几万", "100000", "二十几万" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct analysis a;
		const struct count *count;
		read_text(str_from_c(rows[i].text), &a);
		count = &a.counts[a.count_count - 1];
		for (size_t k = 0; k < a.count_count; k++)
			if (a.counts[k].kind == COUNT_NUMBER)
				count = &a.counts[k];
		assert_string_equal(count->place_value, rows[i].place);
		assert_true(str_equal(span_text(a.text, count->whole), str_from_c(rows[i].whole)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(numerals),
		cmocka_unit_test(vague),
		cmocka_unit_test(signs),
		cmocka_unit_test(fractions),
		cmocka_unit_test(percents),
		cmocka_unit_test(ordinals),
		cmocka_unit_test(ranges),
		cmocka_unit_test(words),
		cmocka_unit_test(scores),
		cmocka_unit_test(english),
		cmocka_unit_test(none),
		cmocka_unit_test(endless),
		cmocka_unit_test(huge_values),
		cmocka_unit_test(places),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
