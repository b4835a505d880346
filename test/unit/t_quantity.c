/*
 * t_quantity.c: quantities in texts: "words=[min,max] approx unit", with "<" for an open bound that
 * is not in, the noun in brackets,
 * "/per" and what else is known behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/analysis.h"
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
	quantities_read(out);
}

static void
push_flags(struct buf *out, const struct quantity *quantity)
{
	const struct {
		bool is_set;
		const char *name;
	} flags[] = { { quantity->is_one, " one" }, { quantity->is_zero, " zero" },
		{ quantity->is_definite, " definite" }, { quantity->is_inherited, " inherited" } };

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (flags[i].is_set)
			buf_push_format(out, "%s", flags[i].name);
}

static void
push_quantity(struct buf *out, const struct analysis *a, const struct quantity *quantity)
{
	const struct bounds *v = &quantity->value;
	struct str words = span_text(a->text, quantity->span),
		   noun = span_text(a->text, quantity->noun);

	buf_push_format(out, "%s%.*s=[%s%s,%s%s] %s %.*s", out->n ? "; " : "", STR_ARGS(words),
	    v->min_open ? "<" : "", v->min, v->max, v->max_open ? "<" : "", approx_name(v->approx),
	    STR_ARGS(quantity->unit));
	if (noun.n)
		buf_push_format(out, " (%.*s)", STR_ARGS(noun));
	if (quantity->per.n)
		buf_push_format(out, " /%.*s", STR_ARGS(quantity->per));
	push_flags(out, quantity);
}

static struct str
quantities_of(const char *text)
{
	struct buf out = { .max = 1 << 20 };
	struct analysis a;
	struct str got;

	read_text(str_from_c(text), &a);
	for (size_t i = 0; i < a.quantity_count; i++)
		push_quantity(&out, &a, &a.quantities[i]);
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
		struct str got = quantities_of(rows[i].text);
		if (!str_equal(got, str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].text, STR_ARGS(got));
		arena_reset(&arena);
	}
}

/* Numbers that no unit follows. */
static void
bare(void **state)
{
	static const struct row rows[] = {
		{ "手机用户超过12亿。", "超过12亿=[<1200000000,] more_than person (用户)" },
		{ "下载超过78万，再增加8万", "超过78万=[<780000,] more_than ; 8万=[80000,80000] exact " },
		{ "3亿印度民众", "3亿=[300000000,300000000] exact person (民众)" },
		{ "千万别去，万一", "" },
		{ "百万富翁住在30万平方米的房子", "30万平方米=[300000,300000] exact square_m" },
		{ "分别为28.1和27.9个百分点", "28.1=[28.1,28.1] exact percentage_point; 27.9个百分点=[27.9,27.9] exact percentage_point" },
		{ "分别增加6、10和15人", "6=[6,6] exact person; 10=[10,10] exact person; 15人=[15,15] exact person" },
		{ "最低约7、8度", "约7、8度=[7,8] vague degree" },
		{ "连署上看6、70万人", "6、70万人=[600000,700000] vague person" },
		{ "一天170、180元", "一天=[1,1] exact day; 170、180元=[170,180] vague CNY" },
		{ "分列二、三名，分居14、16、24名", "" },
		{ "8、9月", "" },
		{ "6、7两日实施", "" },
		{ "只要一两分钟，三十两黄金", "一两分钟=[1,2] vague minute; 三十两=[30,30] exact liang" },
		{ "1、2期临床试验", "" },
		{ "20几宗案件", "20几宗=[21,29] vague case (案件)" },
		{ "指数涨8点，收31,613.02点，下午3点收市", "8点=[8,8] exact point; 31,613.02点=[31613.02,31613.02] exact point" },
		{ "股价跌破600元", "600元=[600,600] exact CNY" },
		{ "感受指数升至71.6，指数降到2019年", "71.6=[71.6,71.6] exact " },
		{ "指数跌0.3%，报90.73，触及高位91.39", "0.3%=[0.3,0.3] exact percent; 90.73=[90.73,90.73] exact ; 91.39=[91.39,91.39] exact " },
		{ "亏损2亿元，另一家亏损超百亿", "2亿元=[200000000,200000000] exact CNY; 一家=[1,1] exact company one; 超百亿=[<10000000000,] more_than CNY inherited" },
		{ "用户破3亿", "破3亿=[<300000000,] more_than person (用户)" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

/* Classifiers and units that look alike, and nouns that stand far from theirs. */
static void
looks(void **state)
{
	static const struct row rows[] = {
		{ "两度遭弹劾，高温六度，", "两度=[2,2] exact time; 六度=[6,6] exact degree" },
		{ "零下25摄氏度至零下15摄氏度", "零下25摄氏度至零下15摄氏度=[-25,-15] exact C" },
		{ "十三届人大四次会议，三次会晤", "三次=[3,3] exact meeting (会晤)" },
		{ "2760万成年人，4000成员", "2760万成年人=[27600000,27600000] exact person; 4000成员=[4000,4000] exact person" },
		{ "规模3.7地震", "3.7=[3.7,3.7] exact magnitude" },
		{ "300片N95口罩", "300片=[300,300] exact mask (口罩)" },
		{ "发表310声明", "" },
		{ "该五毛自称，五毛群里，数连续下滑", "" },
		{ "分娩人数回落至19.55万", "19.55万=[195500,195500] exact person (人数)" },
		{ "一块钛金属，付了50块，四块美元", "一块=[1,1] exact piece one; 50块=[50,50] exact CNY; 四块美元=[4,4] exact USD" },
		{ "三分球6度破网，今天6度", "6度=[6,6] exact time; 6度=[6,6] exact degree" },
		{ "招二本毕业生，一砖一瓦，绕过半个地球", "" },
		{ "人口从6千万减少到500万-600万", "6千万=[60000000,60000000] exact person (人口); 500万-600万=[5000000,6000000] exact person inherited" },
		{ "两个多星期，3分多钟，处五年以上", "两个多星期=[2,3] more_than week; 3分多钟=[3,4] more_than minute; 五年以上=[<5,] more_than year" },
		{ "在58000美元上方，桥上方", "58000美元上方=[<58000,] more_than USD" },
		{ "至少在年内完成10亿剂，至少需要5天时间", "10亿剂=[1000000000,1000000000] exact dose; 5天=[5,] at_least day" },
		{ "又有3成为感染源不明，最多可能有24人", "3成=[30,30] exact percent; 最多可能有24人=[,24] at_most person" },
		{ "上千声援，老两口在102教室，四面树敌", "" },
		{ "Pratt & Whitney 4000引擎，一架777飞机", "一架=[1,1] exact aircraft (飞机) one" },
		{ "性工作者数量约在20万至100万之间", "20万至100万=[200000,1000000] exact person (性工作者)" },
		{ "远高于9500亿的调查中值", "高于9500亿=[<950000000000,] more_than " },
		{ "民营企业500强，无一例外", "" },
		{ "新增一例，有过规模8.5以上的强震，7.3强震", "一例=[1,1] exact case; 8.5以上=[<8.5,] more_than magnitude; 7.3=[7.3,7.3] exact magnitude (强震)" },
		{ "下降140.16%～135.08%", "140.16%～135.08%=[135.08,140.16] exact percent" },
		{ "排名第二、三位", "" },
		{ "手机网民规模为9.86亿", "9.86亿=[986000000,986000000] exact person (网民规模)" },
		{ "数百万地主，京沪两地", "数百万地主=[2000000,9000000] vague person; 两地=[2,2] exact place" },
		{ "中国还有6亿穷人", "6亿=[600000000,600000000] exact person (人)" },
		{ "棍棒一米四，身高一米七五", "一米四=[1.4,1.4] exact m; 一米七五=[1.75,1.75] exact m" },
		{ "枯等3个半小时，上涨一倍", "3个半小时=[3.5,3.5] exact hour; 一倍=[1,1] exact times" },
		{ "收在1万3119.43点", "1万3119.43点=[13119.43,13119.43] exact point" },
		{ "向22个下了订单的国家出口", "22个=[22,22] exact country (国家)" },
		{ "在视频1:57:40处，损失以百万美元计", "" },
		{ "公债殖利率升破1%，占比破100%", "1%=[1,1] exact percent; 100%=[100,100] exact percent" },
		{ "阵亡的不仅仅4人", "不仅仅4人=[<4,] more_than person" },
		{ "5男2女，近1200万女性", "5男=[5,5] exact person; 2女=[2,2] exact person; 近1200万=[,12000000] nearly person (女性)" },
		{ "有6994起接种疫苗后的不良事件", "6994起=[6994,6994] exact incident (事件)" },
		{ "小数点后十万位，3位数，后四位", "" },
		{ "９９９９兆兆人，九兆兆兆，1e30人", "" },
		{ "四万万同胞", "四万万=[400000000,400000000] exact person (同胞)" },
		{ "最高10年刑期，最高31度，罚款最高5000元", "最高10年=[,10] at_most year; 31度=[31,31] exact degree; 最高5000元=[,5000] at_most CNY" },
		{ "最多可判20年监禁，最高可被判监禁10年，最高可罰新台幣5萬元", "最多可判20年=[,20] at_most year; 最高可被判监禁10年=[,10] at_most year; 最高可罰新台幣5萬元=[,50000] at_most TWD" },
		{ "場館最多可容納3000人", "最多可容納3000人=[,3000] at_most person" },
		{ "下降5-28个百分点", "5-28个百分点=[5,28] exact percentage_point" },
		{ "至少有三十多人", "至少有三十多人=[30,39] more_than person" },
		{ "12名在当地工作的女员工", "12名=[12,12] exact person (员工)" },
		{ "26只标普500指数成分股上涨，10只下跌", "26只=[26,26] exact share (成分股); 10只=[10,10] exact share inherited" },
		{ "832个国家级贫困县", "832个=[832,832] exact county (贫困县)" },
		{ "12条东西向快速公路", "12条=[12,12] exact road (快速公路)" },
		{ "10787份样本，736份阳性", "10787份=[10787,10787] exact sample (样本); 736份=[736,736] exact sample inherited" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

/* Whose money, where the amount does not say. */
static void
money_named(void **state)
{
	static const struct row rows[] = {
		{ "按美元计价，进出口总额8344.9亿", "8344.9亿=[834490000000,834490000000] exact USD inherited" },
		{ "出口7862亿、7790.4亿、7163.7亿欧元",
		    "7862亿=[786200000000,786200000000] exact EUR; 7790.4亿=[779040000000,779040000000] exact EUR; "
		    "7163.7亿欧元=[716370000000,716370000000] exact EUR" },
		{ "成交2254亿（人民币，下同）", "2254亿=[225400000000,225400000000] exact CNY inherited" },
		{ "投资6.5亿元（美元，下同），再投6亿元", "6.5亿元=[650000000,650000000] exact USD inherited; 6亿元=[600000000,600000000] exact USD inherited" },
		{ "人民币5兆元（约新台币22兆元），出口3兆元",
		    "人民币5兆元=[5000000000000,5000000000000] exact CNY; 约新台币22兆元=[22000000000000,22000000000000] about TWD; "
		    "3兆元=[3000000000000,3000000000000] exact CNY" },
		{ "由港币8万至100万元不等", "港币8万至100万元不等=[80000,1000000] exact HKD" },
		{ "拿出3亿美元，是1.9万亿纾困案的一部分", "3亿美元=[300000000,300000000] exact USD; 1.9万亿=[1900000000000,1900000000000] exact USD inherited" },
		{ "人民币共计4050万元、美元共计125万余元",
		    "4050万元=[40500000,40500000] exact CNY inherited; 125万余元=[1250000,1259999] more_than USD inherited" },
		{ "收盘涨1元，报港币243.8元", "1元=[1,1] exact HKD inherited; 港币243.8元=[243.8,243.8] exact HKD" },
		{ "倒欠13万，编了行贿330万", "13万=[130000,130000] exact CNY inherited; 330万=[3300000,3300000] exact CNY inherited" },
		{ "新推1.9万亿纾困案", "1.9万亿=[1900000000000,1900000000000] exact " },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
bounds(void **state)
{
	static const struct row rows[] = {
		{ "桥下有37人", "37人=[37,37] exact person" },
		{ "达37人", "37人=[37,37] exact person" },
		{ "约37人", "约37人=[37,37] about person" },
		{ "37人左右", "37人左右=[37,37] about person" },
		{ "至少37人", "至少37人=[37,] at_least person" },
		{ "不少于37名", "不少于37名=[37,] at_least person" },
		{ "超过37人", "超过37人=[<37,] more_than person" },
		{ "37人以上", "37人以上=[<37,] more_than person" },
		{ "逾百人", "逾百人=[<100,] more_than person" },
		{ "三十多人", "三十多人=[30,39] more_than person" },
		{ "200余艘船", "200余艘=[200,299] more_than ship (船)" },
		{ "3万2千多架", "3万2千多架=[32000,32999] more_than aircraft" },
		{ "1万多名", "1万多名=[10000,19999] more_than person" },
		{ "三倍多", "三倍多=[3,4] more_than times" },
		{ "两年多", "两年多=[2,3] more_than year" },
		{ "近37人", "近37人=[,37] nearly person" },
		{ "将近300枚", "将近300枚=[,300] nearly missile" },
		{ "不到37人", "不到37人=[,37<] less_than person" },
		{ "37人以下", "37人以下=[,37<] less_than person" },
		{ "最多37人", "最多37人=[,37] at_most person" },
		{ "几人受伤", "几人=[2,9] vague person" },
		{ "数百名游客", "数百名=[200,900] vague person (游客)" },
		{ "十几个国家", "十几个=[11,19] vague country (国家)" },
		{ "两三名渔民", "两三名=[2,3] vague person (渔民)" },
		{ "好几座桥", "好几座=[2,9] vague bridge (桥)" },
		{ "若干人", "若干人=[2,9] vague person" },
		{ "多名居民", "多名=[,] vague person (居民)" },
		{ "近百名学生", "近百名=[,100] nearly person (学生)" },
		{ "上千人", "上千人=[1000,] at_least person" },
		{ "成千上万人", "成千上万人=[1000,] vague person" },
		{ "数以百计的信件", "数以百计=[200,900] vague document (信件)" },
		{ "数以百万计的难民", "数以百万计=[2000000,9000000] vague person (难民)" },
		{ "数以百计市民", "数以百计市民=[200,900] vague person" },
		{ "超过万亿元", "超过万亿元=[<1000000000000,] more_than CNY" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
stacked(void **state)
{
	static const struct row rows[] = {
		{ "多达近两百人", "多达近两百人=[,200] nearly person" },
		{ "约至少三十人", "约至少三十人=[30,] at_least person" },
		{ "至少有10,000名", "至少有10,000名=[10000,] at_least person" },
		{ "总共约五百人", "约五百人=[500,500] about person" },
		{ "至少造成19人受伤", "19人=[19,] at_least person" },
		{ "据估计有四十人", "据估计有四十人=[40,40] about person" },
		{ "共计12人", "12人=[12,12] exact person" },
		{ "最近3人离开", "3人=[3,3] exact person" },
		{ "附近三家店", "三家=[3,3] exact shop (店)" },
		{ "条约30条", "30条=[30,30] exact measure (条约)" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
ranges(void **state)
{
	static const struct row rows[] = {
		{ "20至30人", "20至30人=[20,30] exact person" },
		{ "5到7万人", "5到7万人=[50000,70000] exact person" },
		{ "3100人至25800人", "3100人至25800人=[3100,25800] exact person" },
		{ "10%至15%", "10%至15%=[10,15] exact percent" },
		{ "三至五天", "三至五天=[3,5] exact day" },
		{ "30到20人", "20人=[20,20] exact person" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
units(void **state)
{
	static const struct row rows[] = {
		{ "28架无人机", "28架=[28,28] exact drone (无人机)" },
		{ "84枚巡航导弹", "84枚=[84,84] exact missile (巡航导弹)" },
		{ "12架中程和远程攻击无人机", "12架=[12,12] exact drone (攻击无人机)" },
		{ "19人死亡", "19人=[19,19] exact person" },
		{ "83个居民点", "83个=[83,83] exact settlement (居民点)" },
		{ "三栋楼", "三栋=[3,3] exact building (楼)" },
		{ "3例", "3例=[3,3] exact case" },
		{ "五万户", "五万户=[50000,50000] exact household" },
		{ "500兆瓦", "500兆瓦=[500,500] exact megawatt" },
		{ "20平方公里", "20平方公里=[20,20] exact square_km" },
		{ "30架次", "30架次=[30,30] exact sortie" },
		{ "3个省", "3个=[3,3] exact province (省)" },
		{ "十名消防员", "十名=[10,10] exact person (消防员)" },
		{ "两起车祸", "两起=[2,2] exact accident (车祸)" },
		{ "四场台风", "四场=[4,4] exact storm (台风)" },
		{ "一场爆炸", "一场=[1,1] exact explosion (爆炸) one" },
		{ "三个月", "三个月=[3,3] exact month" },
		{ "七家医院", "七家=[7,7] exact hospital (医院)" },
		{ "两艘货船", "两艘=[2,2] exact ship (货船)" },
		{ "五百万剂疫苗", "五百万剂疫苗=[5000000,5000000] exact dose" },
		{ "６０辆卡车", "６０辆=[60,60] exact vehicle (卡车)" },
		{ "12门榴弹炮", "12门=[12,12] exact gun (榴弹炮)" },
		{ "五个被淹没的村庄", "五个=[5,5] exact village (村庄)" },
		{ "三名国家领导人", "三名=[3,3] exact person (国家领导人)" },
		{ "300士兵撤离", "300=[300,300] exact person (士兵)" },
		{ "死亡人数增至15", "15=[15,15] exact person (人数)" },
		{ "工人中有二十余名来自外省", "二十余名=[20,29] more_than person" },
		{ "36架无人机坠毁，20架返航",
		    "36架=[36,36] exact drone (无人机); 20架=[20,20] exact drone inherited" },
		{ "14死37伤", "14死=[14,14] exact person; 37伤=[37,37] exact person" },
		{ "4。25亿美元", "4。25亿美元=[425000000,425000000] exact USD" },
		{ "76亿6千万美元", "76亿6千万美元=[7660000000,7660000000] exact USD" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
money(void **state)
{
	static const struct row rows[] = {
		{ "4.25亿美元", "4.25亿美元=[425000000,425000000] exact USD" },
		{ "新台币五千元", "新台币五千元=[5000,5000] exact TWD" },
		{ "人民币300万元", "人民币300万元=[3000000,3000000] exact CNY" },
		{ "8亿元人民币", "8亿元人民币=[800000000,800000000] exact CNY" },
		{ "$2.5bn", "$2.5bn=[2500000000,2500000000] exact USD" },
		{ "US$20", "US$20=[20,20] exact USD" },
		{ "€300 million", "€300 million=[300000000,300000000] exact EUR" },
		{ "五元三毛", "五元三毛=[5.3,5.3] exact CNY" },
		{ "三千多欧元", "三千多欧元=[3000,3999] more_than EUR" },
		{ "十亿卢布", "十亿卢布=[1000000000,1000000000] exact RUB" },
		{ "新臺幣30億元，另有五億元", "新臺幣30億元=[3000000000,3000000000] exact TWD; "
					      "五億元=[500000000,500000000] exact TWD inherited" },
		{ "20個比特幣", "20個比特幣=[20,20] exact bitcoin" },
		{ "五毛", "五毛=[0.5,0.5] exact CNY" },
		{ "50美分", "50美分=[0.5,0.5] exact USD" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
measures(void **state)
{
	static const struct row rows[] = {
		{ "168cm", "168cm=[168,168] exact cm" },
		{ "大约80公里", "大约80公里=[80,80] about km" },
		{ "零下十度", "零下十度=[-10,-10] exact degree" },
		{ "华氏51度", "华氏51度=[51,51] exact F" },
		{ "36.6摄氏度", "36.6摄氏度=[36.6,36.6] exact C" },
		{ "一吨半", "一吨半=[1.5,1.5] exact tonne" },
		{ "负0.2千米", "负0.2千米=[-0.2,-0.2] exact km" },
		{ "3千克", "3千克=[3,3] exact kg" },
		{ "100km/h", "100km/h=[100,100] exact km_per_hour" },
		{ "90天大的婴儿", "90天大=[90,90] exact day" },
		{ "二十五岁", "二十五岁=[25,25] exact year" },
		{ "三十两", "三十两=[30,30] exact liang" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
rates(void **state)
{
	static const struct row rows[] = {
		{ "每年生产3万辆车", "3万辆=[30000,30000] exact vehicle (车) /year" },
		{ "每天约20人", "约20人=[20,20] about person /day" },
		{ "人均500公斤", "500公斤=[500,500] exact kg /person" },
		{ "5 people a day", "5 people=[5,5] exact person /day" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
ones(void **state)
{
	static const struct row rows[] = {
		{ "一名男子", "一名=[1,1] exact person (男子) one" },
		{ "一人受伤", "一人=[1,1] exact person one" },
		{ "一个计划", "一个=[1,1] exact measure (计划) one" },
		{ "这两位工人", "两位=[2,2] exact person (工人) definite" },
		{ "那三枚导弹", "三枚=[3,3] exact missile (导弹) definite" },
		{ "一起事故", "一起=[1,1] exact accident (事故) one" },
		{ "站在一起，", "" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
zeros(void **state)
{
	static const struct row rows[] = {
		{ "没有造成任何人员伤亡", "没有造成任何人员伤亡=[0,0] exact person zero" },
		{ "未造成人员伤亡", "未造成人员伤亡=[0,0] exact person zero" },
		{ "无人伤亡", "无人伤亡=[0,0] exact person zero" },
		{ "沒有人受傷", "沒有人受傷=[0,0] exact person zero" },
		{ "没有关于损坏或人员伤亡的报告",
		    "没有关于损坏或人员伤亡的报告=[0,0] exact person zero" },
		{ "尚无人员死亡", "尚无人员死亡=[0,0] exact person zero" },
		{ "没有新增死亡病例", "没有新增死亡病例=[0,0] exact case zero" },
		{ "没有接到地震造成人员伤亡的报告", "没有接到地震造成人员伤亡的报告=[0,0] exact person zero" },
		{ "没有死者和失踪者", "没有死者和失踪者=[0,0] exact person zero" },
		{ "两人无受伤", "两人=[2,2] exact person" },
		{ "没有人承认", "" },
		{ "没有说明有多少人伤亡", "" },
		{ "0人受伤", "0人=[0,0] exact person" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
none(void **state)
{
	static const struct row rows[] = {
		{ "第三名选手", "" },
		{ "2024年5月6日", "" },
		{ "下午3点20分", "" },
		{ "十三届四次会议", "" },
		{ "4比0取胜", "" },
		{ "七国集团", "" },
		{ "两会代表", "" },
		{ "一直一起一度", "" },
		{ "三军与百姓", "" },
		{ "万斯和千岛", "" },
		{ "数据和人数", "" },
		{ "许多人，更多人", "" },
		{ "一九四五年", "" },
		{ "24年3月", "" },
		{ "F-16战机", "" },
		{ "歼20", "" },
		{ "2019冠状病毒", "" },
		{ "5G基站", "" },
		{ "三星期", "三星期=[3,3] exact week" },
		{ "两位数", "" },
		{ "三里屯街道", "" },
		{ "五亩沟", "" },
		{ "AB-123手枪", "" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
shares(void **state)
{
	static const struct row rows[] = {
		{ "一半的人", "一半=[0.5,0.5] exact fraction" },
		{ "超过半数", "超过半数=[<0.5,] more_than fraction" },
		{ "半数以上选民", "半数以上=[<0.5,] more_than fraction" },
		{ "约一半", "约一半=[0.5,0.5] about fraction" },
		{ "每10万人中有3例", "3例=[3,3] exact case /100000_person" },
		{ "占三分之二", "三分之二=[0.666666666666667,0.666666666666667] exact fraction" },
		{ "首都五个地区", "五个=[5,5] exact district (地区)" },
		{ "上百万人", "上百万人=[1000000,] at_least person" },
		{ "20万军队", "20万=[200000,200000] exact person (军队)" },
		{ "高达37人", "高达37人=[37,37] exact person" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
english(void **state)
{
	static const struct row rows[] = {
		{ "at least 12 people died", "at least 12 people=[12,] at_least person" },
		{ "more than 3.5 million people",
		    "more than 3.5 million people=[<3500000,] more_than person" },
		{ "about 20 km", "about 20 km=[20,20] about km" },
		{ "5 years", "5 years=[5,5] exact year" },
		{ "nearly two hundred houses",
		    "nearly two hundred=[,200] nearly building (houses)" },
		{ "up to 15%", "up to 15%=[,15] at_most percent" },
		{ "dozens of people", "dozens of people=[12,] vague person" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
phrases(void **state)
{
	static const struct row rows[] = {
		{ "92个参与计划的低收入国家", "92个=[92,92] exact country (国家)" },
		{ "二个疫苗推广团体", "二个=[2,2] exact organisation (团体)" },
		{ "七个主要工业化国家的领导人", "七个=[7,7] exact country (工业化国家)" },
		{ "五个地区的房屋", "五个=[5,5] exact region (地区)" },
		{ "3个被占领的村庄", "3个=[3,3] exact village (村庄)" },
		{ "3个城市发生爆炸", "3个=[3,3] exact city (城市)" },
		{ "前十名选手", "" },
		{ "目前三人", "三人=[3,3] exact person" },
		{ "过百人", "过百人=[<100,] more_than person" },
		{ "并未造成任何船员伤亡", "并未造成任何船员伤亡=[0,0] exact person zero" },
		{ "6.5-6.6区间", "" },
		{ "新臺幣兌美元今天收27.815元", "27.815元=[27.815,27.815] exact TWD inherited" },
		{ "人民币兑美元报6.5元", "6.5元=[6.5,6.5] exact CNY" },
		{ "4枚“甲乙”导弹袭击了港口", "4枚=[4,4] exact missile (导弹)" },
		{ "八连跌", "" },
		{ "72m people", "72m people=[72000000,72000000] exact person" },
		{ "5m square kilometres",
		    "5m square kilometres=[5000000,5000000] exact square_km" },
		{ "$30-40 a day", "$30-40=[30,40] exact USD /day" },
		{ "€200m", "€200m=[200000000,200000000] exact EUR" },
		{ "2.5bn people", "2.5bn people=[2500000000,2500000000] exact person" },
		{ "零伤亡", "零伤亡=[0,0] exact person zero" },
		{ "零组件", "" },
		{ "收跌1.21%至3,508.59点",
		    "1.21%=[1.21,1.21] exact percent; 3,508.59点=[3508.59,3508.59] exact point" },
		{ "24万1,000名", "24万1,000名=[241000,241000] exact person" },
		{ "4个营帐", "4个=[4,4] exact tent (营帐)" },
		{ "两个师", "两个师=[2,2] exact division" },
		{ "36架和20架无人机",
		    "36架=[36,36] exact drone inherited; 20架=[20,20] exact drone (无人机)" },
		{ "另一人受伤", "一人=[1,1] exact person one" },
		{ "仰光两个区", "两个=[2,2] exact district (区)" },
		{ "人口约1亿1000万", "约1亿1000万=[110000000,110000000] about person (人口)" },
		{ "900 多次", "900 多次=[900,999] more_than time" },
		{ "三个月大宗商品", "三个月=[3,3] exact month" },
		{ "至少一人", "至少一人=[1,] at_least person" },
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(*rows));
}

static void
spans_are_whole(const struct analysis *a)
{
	for (size_t i = 0; i < a->quantity_count; i++) {
		const struct quantity *q = &a->quantities[i];
		struct span spans[] = { q->span, q->core, q->number, q->noun };
		for (size_t k = 0; k < 4; k++) {
			assert_true(spans[k].from <= spans[k].to && spans[k].to <= a->text.n);
			assert_int_equal(str_rune_start(a->text, spans[k].from), spans[k].from);
		}
		assert_true(q->span.from <= q->core.from && q->core.to <= q->span.to &&
			    q->span.from < q->span.to);
		assert_true(q->count == UINT32_MAX || q->count < a->count_count);
	}
}

/* One piece over and over takes no long time and leaves whole spans. */
static void
endless(void **state)
{
	static const char *const pieces[] = { "3人", "约", "至少", "几个", "没有造成", "伤亡",
		"3至", "五元三毛", "个", "一个", "多名", "第三", "$", "美元", "1人、", "没有人员",
		"百分之三到", "上百", "每年3", "无人机", "3架无人机" };

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf text = { .max = 4 << 20 };
		struct analysis a;
		while (text.n < 300000)
			buf_push_str(&text, str_from_c(pieces[i]));
		read_text(buf_str(&text), &a);
		spans_are_whole(&a);
		assert_true(a.quantity_count <= ANALYSIS_ITEMS_MAX);
		buf_done(&text);
		arena_reset(&arena);
	}
}

/* The core and its amount, without what qualifies it; units that stand alone. */
static void
cores(void **state)
{
	static const struct {
		const char *text, *core, *amount;
	} rows[] = { { "大约80公里远", "80公里", "80" }, { "8至12岁", "12岁", "12" },
		{ "五元三毛", "五元三毛", "5.3" }, { "一吨半煤", "一吨半", "1.5" },
		{ "￥300", "￥300", "300" }, { "几十人", "几十人", "" } };
	struct analysis a;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		read_text(str_from_c(rows[i].text), &a);
		assert_int_equal(a.quantity_count, 1);
		assert_true(
		    str_equal(span_text(a.text, a.quantities[0].core), str_from_c(rows[i].core)));
		assert_string_equal(a.quantities[0].amount, rows[i].amount);
	}
	read_text(S("人民币兑美元，也有5欧元"), &a);
	assert_int_equal(a.bare_unit_count, 2);
	assert_true(str_equal(a.bare_units[1].unit, S("USD")));
	assert_int_equal(a.quantity_count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounds),
		cmocka_unit_test(bare),
		cmocka_unit_test(looks),
		cmocka_unit_test(money_named),
		cmocka_unit_test(stacked),
		cmocka_unit_test(ranges),
		cmocka_unit_test(units),
		cmocka_unit_test(money),
		cmocka_unit_test(measures),
		cmocka_unit_test(rates),
		cmocka_unit_test(ones),
		cmocka_unit_test(zeros),
		cmocka_unit_test(none),
		cmocka_unit_test(shares),
		cmocka_unit_test(english),
		cmocka_unit_test(phrases),
		cmocka_unit_test(endless),
		cmocka_unit_test(cores),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
