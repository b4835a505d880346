/*
 * t_moment.c: words of time in sentences, and the days they mean.
 *
 * Wanted are all times of the sentence by place, "words=EDTF", with "?" behind what contradicts
 * itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "figure/moment.h"
#include "../figure_test.h"

enum { BEIJING = 8 * 3600 };

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

/* ---- one text ---- */

static void
read_times(const char *text, const char *published, struct analysis *out)
{
	struct when when;

	*out = (struct analysis){ .arena = &arena,
		.knowledge = tables(),
		.text = str_from_c(text),
		.published = INT64_MIN,
		.zone_s = BEIJING };
	if (published && when_parse(str_from_c(published), BEIJING, &when))
		out->published = when_seconds(when);
	analysis_begin(out);
	zones_read(out, NULL);
	moments_read(out);
}

struct row {
	const char *published, *text, *want;
};

static void
check_row(const struct row *row)
{
	struct buf got CLEAN(buf_done) = { 0 };
	struct analysis analysis;

	read_times(row->text, row->published, &analysis);
	for (size_t i = 0; i < analysis.moment_count; i++) {
		const struct moment *moment = &analysis.moments[i];
		if (got.n)
			buf_push_char(&got, ' ');
		buf_push_str(&got, span_text(analysis.text, moment->span));
		buf_push_char(&got, '=');
		buf_push_str(&got, moment->edtf);
		if (moment->is_doubtful)
			buf_push_char(&got, '?');
	}
	if (!str_equal(buf_str(&got), str_from_c(row->want)))
		fail_msg("%s: %.*s, not %s", row->text, STR_ARGS(buf_str(&got)), row->want);
	arena_reset(&arena);
}

static void
check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_row(&rows[i]);
}

/* A Wednesday. */
#define WEDNESDAY "2021-03-10 12:00:00"

static void
in_figures(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "工厂于2019年8月4日关闭。", "2019年8月4日=2019-08-04" },
		{ WEDNESDAY, "工厂于２０１９年８月４日关闭。", "２０１９年８月４日=2019-08-04" },
		{ WEDNESDAY, "工廠於二〇一九年八月關閉。", "二〇一九年八月=2019-08" },
		{ WEDNESDAY, "工廠於民國108年8月關閉。", "民國108年8月=2019-08" },
		{ WEDNESDAY, "工廠於108年8月4日關閉。", "108年8月4日=2019-08-04" },
		{ WEDNESDAY, "工厂于2019-08-04关闭。", "2019-08-04=2019-08-04" },
		{ WEDNESDAY, "04/08/2019 - 09:15 工厂关闭。",
		    "04/08/2019 - 09:15=2019-08-04T09:15" },
		{ WEDNESDAY, "3月4日上午8点30分开工。", "3月4日上午8点30分=2021-03-04T08:30" },
		{ WEDNESDAY, "2月30日和13月都没有。", "" },
		{ WEDNESDAY, "（中央社電）108年開工，歷史長達108年。", "108年=2019 108年=P108Y" },
		{ WEDNESDAY, "2020年8日没有。", "2020年=2020 8日=2021-03-08" },
		{ WEDNESDAY, "上世纪九十年代有过。", "上世纪九十年代=1990/1999" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
counted(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "昨天下雨，明晚放晴。", "昨天=2021-03-09 明晚=2021-03-11TEV" },
		{ WEDNESDAY, "去年3月和今年年初都下过雨。", "去年3月=2020-03 今年年初=2021-01" },
		{ WEDNESDAY, "上个月底下过雨。", "上个月底=2021-02-21/2021-02-28" },
		{ WEDNESDAY, "本周早些时候和上周都下过雨。",
		    "本周早些时候=2021-W10 上周=2021-W09" },
		{ WEDNESDAY, "三天前下过雨。", "三天前=2021-03-07" },
		{ WEDNESDAY, "过去两周下过雨。", "过去两周=2021-02-24/2021-03-10" },
		{ WEDNESDAY, "未来几天有雨。", "未来几天=2021-03-11/.." },
		{ WEDNESDAY, "雨下了两天，每天都下。", "两天=P2D 每天=P1D" },
		{ WEDNESDAY, "2月7日下雨，次日放晴，9日又下。",
		    "2月7日=2021-02-07 次日=2021-02-08 9日=2021-02-09" },
		{ WEDNESDAY, "第41天还在下雨。", "" },
		{ WEDNESDAY, "周五将会放晴。清晨下了雨。", "周五=2021-03-12 清晨=2021-03-10TMO" },
		{ WEDNESDAY, "2月3日至5日下雨，两天后又下。",
		    "2月3日至5日=2021-02-03/2021-02-05 两天后=2021-02-07" },
		{ WEDNESDAY, "去年第三季下雨，第三季的故事。", "去年第三季=2020-07/2020-09" },
		{ WEDNESDAY, "19日有暴雨，雨季4月来。", "19日=2021-03-19 4月=2021-04" },
		{ WEDNESDAY, "今年前两个月下过雨，前三季度没有。",
		    "今年前两个月=2021-01/2021-02 前三季度=2020-01/2020-09" },
		{ WEDNESDAY, "每年4月下雨，2019年11月到过，1月又到。",
		    "每年4月=P1Y 2019年11月=2019-11 1月=2020-01" },
		{ WEDNESDAY, "前2个月，出口增长；届满前3个月，须申请。",
		    "前2个月=2021-01/2021-02 3个月=P3M" },
		{ WEDNESDAY, "2月份出口增长，去年同期是逆差；同期，进口增长。",
		    "2月份=2021-02 去年同期=2020-02 同期=2021-02" },
		{ WEDNESDAY, "今年前两个月，顺差；2019年同期，逆差。",
		    "今年前两个月=2021-01/2021-02 2019年同期=2019-01/2019-02" },
		{ WEDNESDAY, "2020年净利比上年同期多，去年同期亏损。",
		    "2020年=2020 上年同期=2019 去年同期=2019" },
		{ WEDNESDAY, "去年同期下过雨。", "去年同期=2020" },
		{ WEDNESDAY, "去年12月他受了伤，2月21日说过话。", "去年12月=2020-12 2月21日=2021-02-21" },
		{ WEDNESDAY, "去年12月他受了伤，9日又受伤。", "去年12月=2020-12 9日=2021-03-09" },
		{ WEDNESDAY, "大年初二下雨，正月十五看灯。", "大年初二=2021-02-13 正月十五=2021-02-26" },
		{ WEDNESDAY, "65岁以上年龄段的人。21世纪的人，同期的人。", "21世纪=2001/2100" },
		{ WEDNESDAY, "截至2018年3月末负债，同期资金。", "2018年3月末=2018-03-21/2018-03-31 同期=2018-03" },
		{ WEDNESDAY, "股市连续第二天上涨，三日连涨，是30日平均的两倍。", "" },
		{ WEDNESDAY, "2019/20财政年度的收入，2021-22年度的预算，2022财年。",
		    "2019/20财政年度=2019/2020 2021-22年度=2021/2022 2022财年=2022" },
		{ WEDNESDAY, "数据显示，2020年好转，全年平均。", "2020年=2020 全年=2020" },
		{ WEDNESDAY, "创下半年多来的最大跌幅。", "" },
		{ WEDNESDAY, "指数2月12日下跌。", "2月12日=2021-02-12" },
		{ WEDNESDAY, "雨下了5至6年，六个月后又下。", "5至6年=PXY 六个月后=P6M" },
		{ WEDNESDAY, "前後相隔28日，3日内再測。", "28日=P28D 3日内=P3D" },
		{ WEDNESDAY, "雨下了几天，数周以来没停。", "几天=PXD 数周以来=PAST_REF" },
		{ WEDNESDAY, "2月1日下雨，三天后又下。", "2月1日=2021-02-01 三天后=2021-02-04" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
weekdays(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "他周三说，周五的会开过了。", "周三=2021-03-10 周五=2021-03-05" },
		{ WEDNESDAY, "會議將於週五舉行。", "週五=2021-03-12" },
		{ WEDNESDAY, "上周一开过会，下周一还开。", "上周一=2021-03-01 下周一=2021-03-15" },
		{ WEDNESDAY, "星期四(3月4日)开会。", "星期四(3月4日)=2021-03-04" },
		{ WEDNESDAY, "星期五（3月4日）开会。", "星期五=2021-03-05? 3月4日=2021-03-04?" },
		{ WEDNESDAY, "3月4日星期五开会。", "3月4日=2021-03-04? 星期五=2021-03-05?" },
		{ WEDNESDAY, "一周一次的会。", "一周=P1W" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
ahead(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "工会计划周五罢工。", "周五=2021-03-12" },
		{ WEDNESDAY, "工会周五将举行集会。", "周五=2021-03-12" },
		{ WEDNESDAY, "工会周五将他开除。", "周五=2021-03-05" },
		{ WEDNESDAY, "李少将周五说，将有集会。", "周五=2021-03-05" },
		{ WEDNESDAY, "即将离任的会长周五说了话。", "周五=2021-03-05" },
		{ WEDNESDAY, "粮农计划署周五说了话。", "周五=2021-03-05" },
		{ WEDNESDAY, "周五，工会将发表声明。", "周五=2021-03-12" },
		{ WEDNESDAY, "厂方必须在周五前答复。", "周五前=../2021-03-12 周五=2021-03-12" },
		{ WEDNESDAY, "展览将于周二开幕。", "周二=2021-03-09" },
		{ WEDNESDAY, "展览将于10月开幕。", "10月=2021-10" },
		{ WEDNESDAY, "展览10月开过幕。", "10月=2020-10" },
		{ "2021-03-14 12:00:00", "上周五开会，上周日没有。",
		    "上周五=2021-03-12 上周日=2021-03-07" },
		{ "2021-03-15 12:00:00", "本周日开会。", "本周日=2021-03-14" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
ranges(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "周一至周二夜间停电。", "周一至周二夜间=2021-03-08/2021-03-09" },
		{ WEDNESDAY, "2月27日至3月2日停电。", "2月27日至3月2日=2021-02-27/2021-03-02" },
		{ WEDNESDAY, "2月3至5日停电。", "2月3至5日=2021-02-03/2021-02-05" },
		{ WEDNESDAY, "自2020年8月以来停电。", "自2020年8月以来=2020-08/2021-03-10" },
		{ WEDNESDAY, "自某军2月1日哗变以来停电。",
		    "自某军2月1日哗变以来=2021-02-01/2021-03-10 2月1日=2021-02-01" },
		{ WEDNESDAY, "最冷是自去年11月20日以来。下午停电。",
		    "自去年11月20日以来=2020-11-20/2021-03-10 下午=2021-03-10TAF" },
		{ WEDNESDAY, "自4月成立以来停电。",
		    "自4月成立以来=2020-04/2021-03-10 4月=2020-04" },
		{ WEDNESDAY, "计划在2030年前完工。", "2030年前=../2030" },
		{ WEDNESDAY, "周一和周二停电。",
		    "周一和周二=2021-03-08/2021-03-09 周一=2021-03-08 周二=2021-03-09" },
		{ WEDNESDAY, "周一和周三停电。", "周一=2021-03-08 周三=2021-03-10" },
		{ WEDNESDAY, "周一上午10点到12点停电。", "周一上午10点到12点=2021-03-08" },
		{ WEDNESDAY, "连夜抢修。", "连夜=2021-03-09/2021-03-10" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

/* The dateline has its own day, and so has the first weekday with its date. */
static void
day_of_writing(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "（晨报社某城2月24日电）昨天停电，周二复电。",
		    "2月24日=2021-02-24 昨天=2021-02-23 周二=2021-02-23" },
		{ WEDNESDAY, "（晨报社某城3月8日电）今天停电，周二复电。",
		    "3月8日=2021-03-08 今天=2021-03-08 周二=2021-03-09" },
		{ WEDNESDAY, "今早（9日）停电，昨天也停。",
		    "今早（9日）=2021-03-09TMO 昨天=2021-03-08" },
		{ WEDNESDAY, "星期二(3月9日)停电。连夜抢修。",
		    "星期二(3月9日)=2021-03-09 连夜=2021-03-08/2021-03-09" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static const char *
time_of(const char *text, const char *figure)
{
	static char edtf[64];
	struct analysis analysis;
	const struct moment *moment;

	read_times(text, WEDNESDAY, &analysis);
	moment = moment_for(&analysis, (uint32_t)str_find(analysis.text, str_from_c(figure), 0));
	snprintf(edtf, sizeof(edtf), "%.*s", moment ? (int)moment->edtf.n : 1,
	    moment ? moment->edtf.p : "-");
	arena_reset(&arena);
	return edtf;
}

static void
belonging(void **state)
{
	(void)state;
	assert_string_equal(time_of("周一5人获救，周二7人获救。", "5人"), "2021-03-08");
	assert_string_equal(time_of("周一5人获救，周二7人获救。", "7人"), "2021-03-09");
	assert_string_equal(time_of("警方说，周一落水，5人获救。", "5人"), "2021-03-08");
	assert_string_equal(time_of("5人获救是周二的事。", "5人"), "2021-03-09");
	assert_string_equal(
	    time_of("自2020年8月1日开航以来5人落水。", "5人"), "2020-08-01/2021-03-10");
	assert_string_equal(time_of("周一出海。5人落水。", "5人"), "-");
	assert_string_equal(time_of("目前5人落水，历时两天。", "5人"), "-");
}

/* Nothing is invented where no day is known. */
static void
without_publication(void **state)
{
	static const struct row rows[] = {
		{ NULL, "2019年8月4日开会，周三散会，昨天又开。", "2019年8月4日=2019-08-04" },
		{ NULL, "8月4日开会，7月停工。", "8月4日=XXXX-08-04 7月=XXXX-07" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
feasts(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "春节和元旦放假，清明节也放。",
		    "春节=2021-02-12 元旦=2021-01-01 清明节=2021-04-04" },
		{ WEDNESDAY, "2019年中秋节和2025年端午节。",
		    "2019年中秋节=2019-09-13 2025年端午节=2025-05-31" },
		{ WEDNESDAY, "农历正月十五有灯会。", "" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
in_english(void **state)
{
	static const struct row rows[] = {
		{ WEDNESDAY, "It closed on Thursday, and again on March 3, 2020.",
		    "Thursday=2021-03-04 March 3, 2020=2020-03-03" },
		{ WEDNESDAY, "They march on; they may. It was Feb. 7 or 3 January 2019.",
		    "Feb. 7=2021-02-07 3 January 2019=2019-01-03" },
		{ WEDNESDAY,
		    "Two years ago it rained for 3 days; in the past two weeks it did not.",
		    "Two years ago=2019 3 days=P3D past two weeks=2021-02-24/2021-03-10" },
		{ WEDNESDAY, "Last week and yesterday it rained.",
		    "Last week=2021-W09 yesterday=2021-03-09" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_figures),
		cmocka_unit_test(counted),
		cmocka_unit_test(weekdays),
		cmocka_unit_test(ahead),
		cmocka_unit_test(ranges),
		cmocka_unit_test(day_of_writing),
		cmocka_unit_test(belonging),
		cmocka_unit_test(without_publication),
		cmocka_unit_test(feasts),
		cmocka_unit_test(in_english),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
