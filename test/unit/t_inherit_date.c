/*
 * t_inherit_date.c: which day a figure is of, read from whole texts.
 *
 * Wanted are all figures that are kept, "words=EDTF", with "-" where no day is known.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/analysis.h"
#include "guard/worker.h"

enum { BEIJING = 8 * 3600 };
#define WEDNESDAY "2021-03-10 12:00:00"

static struct arena arena;
static struct knowledge *live;

static int
setup(void **state)
{
	struct arena at = { 0 };
	struct str dir;
	bool found = !data_path(&at, "live", &dir).code &&
		     !knowledge_open(str_terminated(&at, dir), NULL, NULL, &live).code;

	(void)state;
	arena_done(&at);
	return found ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	knowledge_close(live);
	arena_done(&arena);
	return 0;
}

struct row {
	const char *text, *want;
};

static bool
check_row(const struct row *row)
{
	struct buf got CLEAN(buf_done) = { 0 };
	struct analysis_question question = {
		.text = str_from_c(row->text), .published = INT64_MIN, .zone_s = BEIJING
	};
	struct analysis analysis;
	struct when when;
	bool good;

	assert_true(when_parse(S(WEDNESDAY), BEIJING, &when));
	question.published = when_seconds(when);
	analyse(&arena, live, &question, &analysis);
	for (size_t i = 0; i < analysis.figure_count; i++) {
		const struct figure *figure = &analysis.figures[i];
		buf_push_format(&got, "%s%.*s=%.*s", i ? " " : "",
		    STR_ARGS(span_text(analysis.text, figure->span)),
		    STR_ARGS(figure->edtf.n ? figure->edtf : S("-")));
	}
	good = str_equal(buf_str(&got), str_from_c(row->want));
	if (!good)
		print_error("%s: %.*s, not %s\n", row->text, STR_ARGS(buf_str(&got)), row->want);
	arena_reset(&arena);
	return good;
}

static void
check(const struct row *rows, size_t count)
{
	size_t good = 0;

	for (size_t i = 0; i < count; i++)
		good += check_row(&rows[i]);
	assert_int_equal(good, count);
}

static void
in_its_sentence(void **state)
{
	static const struct row rows[] = {
		{ "警方说，星期一的爆炸造成3人死亡。", "3人=2021-03-08" },
		/* what a number is held against is not when */
		{ "星期二，股指大跌3%，创九个月来最大跌幅。", "3%=2021-03-09" },
		{ "股指星期二下跌3%，为2008年10月以来最大单日跌幅，报收500美元。",
		    "3%=2021-03-09 500美元=2021-03-09" },
		{ "公司2月收入较去年同期增长8%。", "8%=2021-02" },
		{ "报价为每股9美元，高于上个月的平均价。", "9美元=-" },
		/* a day that only gives an instance, or is of what came of it */
		{ "星期一，她谴责攻击平民，尤其是在元旦这天，并说将提供3亿美元援助。",
		    "3亿美元=2021-03-08" },
		{ "由于8日夜间的地震，9万户停电,但是在9日上午全部恢复。", "9万户=2021-03-08" },
		/* what a paper is called by, a kind of weather, a season of feasts */
		{ "冬季风暴造成3人死亡。", "3人=-" },
		{ "（甲社河口9日电）一间教堂前天遭袭，9人死亡。",
		    "一间=2021-03-07 9人=2021-03-07" },
		{ "其中10人在春节前夕的2月8日被捕。", "10人=2021-02-08" },
		{ "原油4月交割价上涨1美元，来到每桶58美元。", "1美元=- 58美元=-" },
		{ "总产值较上一季（2020年7至9月）成长3%，换算成年率成长12%。", "3%=- 12%=-" },
		{ "去年7月，90个组织呼吁在未来12个月内停止采购。", "90个=2020-07" },
		{ "医院获配900剂疫苗，市长明天将到场。", "900剂疫苗=-" },
		{ "几天后，3名战士遭伏击丧生。", "3名=-" },
		{ "首相今天凌晨表示，昨天的地震目前没有造成人员伤亡。",
		    "目前没有造成人员伤亡=2021-03-09" },
		{ "该市凶杀案比2019年增加了32%。", "32%=2020" },
		{ "他入股20万元，三年后利息跌到1000元。", "20万元=- 1000元=-" },
		{ "去年12月底，政府订购2000万剂疫苗。", "2000万剂疫苗=2020-12" },
		/* 近日 does not say when */
		{ "去年11月矿井爆炸，直到近期才有5人被捕。", "5人=-" },
		{ "该国曾有2人在袭击中死亡。", "2人=-" },
		/* how long something goes on is not of the day beside it */
		{ "去年冬天下雪，他自己开了30年的花店。", "30年=-" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
up_to_now(void **state)
{
	static const struct row rows[] = {
		{ "疫情累计造成80人死亡。", "80人=../2021-03-10" },
		{ "卫生部星期二公布，新增病例9例，累计确诊病例300例。",
		    "9例=2021-03-09 300例=../2021-03-09" },
		{ "截至8日，全国确诊病例900例。\n甲省累计确诊病例300例。",
		    "900例=../2021-03-08 300例=../2021-03-08" },
		{ "自2月1日爆发以来，已有80人死亡。", "80人=2021-02-01/2021-03-10" },
		{ "2月1日发动政变的军方说了话。\n自政变以来，已有80人被打死。",
		    "80人=2021-02-01/2021-03-10" },
		{ "截至星期二，自政变以来至少248人被打死。", "至少248人=../2021-03-09" },
		{ "截至9日零时，香港新增53例确诊。", "53例=2021-03-09" },
		/* those of a disaster's day are of that day */
		{ "截至8日，地震造成80人受伤。", "80人=2021-03-08" },
		/* of a year that is over */
		{ "去年面对旱灾，该市累计疏散600人。", "600人=2020" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
around(void **state)
{
	static const struct row rows[] = {
		/* the day is told after the lead, or far before */
		{ "市中心发生爆炸，2人死亡。\n3月9日上午，居民听到巨响。", "2人=2021-03-09" },
		{ "星期二，市中心发生爆炸。\n消防局说了话。\n居民很害怕。\n街上没有车。\n爆炸造成2"
		  "人死亡。",
		    "2人=2021-03-09" },
		/* the day of the background, one that is held against, one that is old */
		{ "上周末夜间突袭后，今天各地罢工，3人被打死。\n医生说，5人受伤。",
		    "3人=2021-03-10 5人=2021-03-10" },
		{ "9日有80人被打死。人数超过了2日的30人。\n小镇上有2人被打死。",
		    "80人=2021-03-09 30人=2021-03-02 2人=2021-03-09" },
		{ "2010年11月10日，一场火灾造成3人死亡。\n军队发射了5枚导弹。",
		    "3人=2010-11-10 5枚=-" },
		/* what is to come hands nothing on */
		{ "星期二发生地震，5人受伤。今后一周还可能有6级余震。\n郊区9人受伤。",
		    "5人=2021-03-09 6级=2021-03-11/2021-03-17 9人=2021-03-09" },
		/* what happened rather than who spoke of it */
		{ "首相10日凌晨表示，9日晚间的地震不会引发海啸。地震造成9人受伤。",
		    "9人=2021-03-09" },
		/* what stands beside it in its sentence, by its unit alone */
		{ "股市星期二下跌。\n甲股跌5%，来到300点。", "5%=2021-03-09 300点=2021-03-09" },
		{ "股市连续第二天震荡。\n星期二，乙股跌2%。", "2%=2021-03-09" },
		{ "全国数据星期二公布。去年投资增长8%，同比的投资增长9%。", "8%=2020 9%=2020" },
		/* statistics go on, market days do not become months */
		{ "统计处今天发布，去年第4季营业额1179亿元。\n电脑业年增3.9%。",
		    "1179亿元=2020-10/2020-12 3.9%=2020-10/2020-12" },
		{ "他参加了集会。如今投资增长8%。", "8%=-" },
		/* a market's day, whatever else its text tells of */
		{ "金价星期二收盘下跌。\n央行上周五表示了担忧。\n白银上涨0.7%，至每盎司27美元。",
		    "0.7%=2021-03-09 27美元=2021-03-09" },
		{ "油价星期二收高。\n官员说，去年11月出口增长5%。\n进口增长8%。",
		    "5%=2020-11 8%=2021-03-09" },
		/* a turn of things that each text of those weeks tells again */
		{ "星期二各地有示威。\n军方2月1日发动政变，推翻政府。\n河口市有9人被打死。",
		    "9人=2021-03-09" },
		{ "星期二国会开会。议员反对2亿美元的援助计划。", "2亿美元=-" },
		/* captions and headings are no paragraphs */
		{ "2019年9月4日，村子里9人死亡。\n资料照片：现场。\n事后\n村民很悲伤。\n空袭造成100"
		  "人死亡。",
		    "9人=2019-09-04 100人=2019-09-04" },
		{ "2020年2月，疫情爆发。当时有900人感染。", "900人=2020-02" },
		{ "警方去年7月逮捕900人。其中300人面临指控。", "900人=2020-07 300人=2020-07" },
		/* what has not happened, what is known, what goes on */
		{ "星期二发生爆炸。如果再有爆炸，将有30人死亡。", "30人=-" },
		{ "星期二国会开会。总统提出的2亿美元纾困计划受到批评。", "2亿美元=-" },
		{ "星期二发生火灾。消防局出动了80名消防员。", "80名=2021-03-09" },
		{ "军方星期二发表声明。该国在边境部署了1万名士兵。", "1万名=-" },
		{ "军方星期二发表声明。与此同时，该国在边境部署了1万名士兵。", "1万名=2021-03-09" },
		/* a paragraph that goes on with a day of its own tells of another time first */
		{ "星期一发生空袭，9人死亡。\n市长说，炮击造成2人死亡。星期二的炮击造成1人死亡。",
		    "9人=2021-03-08 2人=- 1人=2021-03-09" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_its_sentence),
		cmocka_unit_test(up_to_now),
		cmocka_unit_test(around),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
