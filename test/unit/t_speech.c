/*
 * t_speech.c: who says what.  Texts have their figures marked, [3人]; wanted is the speaker of
 * each, "-" for the newsroom itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "figure/speech.h"
#include "../figure_test.h"

enum { MARKS_MAX = 16 };

static struct analysis
read_speech(struct arena *arena, struct str text)
{
	struct analysis a = {
		.arena = arena, .knowledge = tables(), .text = text, .published = INT64_MIN
	};

	analysis_begin(&a);
	zones_read(&a, NULL);
	names_read(&a);
	speeches_read(&a);
	return a;
}

/* The text without its marks, and where they were. */
static struct str
unmark(struct arena *arena, const char *marked, struct span *spans, size_t *count)
{
	char *out = arena_alloc(arena, strlen(marked) + 1);
	size_t n = 0;

	*count = 0;
	for (; *marked; marked++) {
		if (*marked == '[')
			spans[*count].from = (uint32_t)n;
		else if (*marked == ']')
			spans[(*count)++].to = (uint32_t)n;
		else
			out[n++] = *marked;
	}
	return (struct str){ out, n };
}

static void
check(const char *marked, const char *want)
{
	struct arena arena = { 0 };
	struct span spans[MARKS_MAX], cue;
	size_t count;
	struct str text = unmark(&arena, marked, spans, &count), wanted = str_from_c(want), one;
	struct analysis a = read_speech(&arena, text);

	for (size_t i = 0; i < count; i++) {
		struct role speaker = { .text = S("-") };
		(void)speaker_of(&a, spans[i], &speaker, &cue);
		assert_true(pull_field(&wanted, '/', &one));
		if (!str_equal(speaker.text, one))
			fail_msg(
			    "%s: %.*s, wanted %.*s", marked, STR_ARGS(speaker.text), STR_ARGS(one));
	}
	arena_done(&arena);
}

struct row {
	const char *text, *want;
};

static void
all(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(rows[i].text, rows[i].want);
}

#define ALL(rows) all(rows, LENGTH(rows))

static void
before_the_verb(void **state)
{
	static const struct row rows[] = {
		{ "警方说，[3人]死亡。", "警方" },
		{ "當局表示，[3人]死亡，[5人]受傷。", "當局/當局" },
		{ "桥塌了，[3人]死亡。", "-" },
		{ "消防部门星期四在记者会上表示，[3人]死亡。", "消防部门" },
		{ "卫生部周三对记者说，新增[30例]。", "卫生部" },
		{ "在星期五的简报会上，国防部发言人说，损失[3架]。", "国防部发言人" },
		{ "一名不愿透露姓名的官员告诉法新社，有[3人]被捕。", "一名不愿透露姓名的官员" },
		{ "警方指，[3人]被捕。", "警方" },
		{ "专家估计损失[3亿美元]。", "专家" },
		{ "财政部宣布提供[3亿美元]援助。", "财政部" },
		{ "白宫说，这是第一步。国会批准了[3亿美元]。", "-" },
		{ "警方说：“[3人]死亡。[5人]受伤。”[8人]逃走。", "警方/警方/-" },
		{ "警方说，[3人]死亡；[5人]受伤。[8人]逃走。", "警方/警方/-" },
	};

	(void)state;
	ALL(rows);
}

static void
behind_it(void **state)
{
	static const struct row rows[] = {
		{ "“我们救出[3人]，”消防局长说。", "消防局长" },
		{ "“我们救出[3人]。还有[5人]失踪。”警方说。", "警方/警方" },
		{ "「我們救出[3人]」，消防局長說。", "消防局長" },
		{ "“路断了，”警方说，“[3人]被困。”", "警方" },
		{ "大桥垮塌，造成[3人]死亡，警方称。", "警方" },
		{ "地震造成[3人]死亡，据法新社报道。", "法新社" },
	};

	(void)state;
	ALL(rows);
}

static void
by_papers(void **state)
{
	static const struct row rows[] = {
		{ "据路透社报道，[3人]死亡。", "路透社" },
		{ "據路透社報導，警方說，[3人]死亡。", "警方" },
		{ "据卫生部统计，新增[30例]。", "卫生部" },
		{ "根据世界卫生组织的数据，死亡[30人]。", "世界卫生组织" },
		{ "根据协议，双方交换[30人]。", "-" },
		{ "据报道，[3人]死亡。", "-" },
		{ "据悉，[3人]死亡。", "-" },
		{ "法新社援引警方的话说，[3人]死亡。", "警方" },
		{ "警方发布声明说，[3人]死亡。", "警方" },
		{ "军方周五报告称，击落[3架]。报告指出，[5架]逃走。", "军方/军方" },
		{ "根据卫生部最近的报告，死亡[30人]。", "卫生部" },
		{ "“海外观察社”发布的报告显示，有[30人]被捕。", "海外观察社" },
		{ "卫生部数据显示，死亡[30人]。", "卫生部" },
		{ "法新社看到的这份报告说，有[30人]被捕。", "报告" },
		{ "港口今天关闭，警方说。公开数据显示，去年有[30人]死亡。", "-" },
		{ "法新社根据卫生部公布的方法测算，死亡[30人]。", "法新社" },
		{ "法新社引述消息报道，有[30人]被捕。", "法新社" },
		{ "警方周一宣布发现[30人]死亡。", "警方" },
		{ "警方收到了[30份]报告，其中[3份]有误。", "-/-" },
		{ "卫生部官方微博消息，死亡[30人]。", "卫生部" },
		{ "传来好消息，救出[30人]。", "-" },
		{ "警方周一公布报告。该报告发现，去年有[30人]死亡。", "警方" },
		{ "负责人称，有[30人]死亡。委员会说，有[5人]受伤。民众说，有[3人]失踪。",
		    "负责人/委员会/民众" },
		{ "警方写道：\n“我们救出[30人]，还在找。”", "警方" },
		{ "某公司执行长Jane Doe说，裁员[30人]。", "Jane Doe" },
		{ "《警方说三人死亡》一文发表后，又有[3人]死亡。", "-" },
		{ "英国《泰晤士报》说，[30人]死亡。", "英国《泰晤士报》" },
		{ "市长面临多项指控，其中包括收受[3万元]。", "-" },
		{ "警方首次承认[3人]死亡。", "警方" },
		{ "会上警方说，[3人]死亡。", "警方" },
		{ "朝鲜预计将收到[30万剂]疫苗。", "-" },
		{ "市长说，应警方请求，派出[30人]。", "市长" },
		{ "外管局数据显示，逆差[3亿元]。", "外管局" },
		{ "队长李明：“我们救出[30人]，还在找。”", "李明" },
		{ "结果：“我们救出[30人]，还在找。”", "-" },
		{ "台湾预计向外国采购[30万剂]疫苗。", "-" },
		{ "也有网友说，来了[30人]。", "网友" },
		{ "德国商会每年的调查显示，[30%]的公司亏损。", "德国商会" },
		{ "国家电台（NPR)3月2日报道，有[30人]被捕。", "国家电台" },
		{ "队长在采访中指出，救出[30人]。学生会说，来了[5人]。", "队长/学生会" },
		{ "警方初步调查，车上有[6人]。", "警方" },
		{ "据警方了解，车上有[6人]。他只了解，有[3人]。", "警方/-" },
		{ "根據最新數據，死亡[30人]。", "-" },
		{ "市长上午出席会议，证实有[3人]死亡。", "市长" },
		{ "考试成绩今天公布，有[30人]及格。", "-" },
		{ "根据世界卫生组织（WHO），死亡[30人]。", "世界卫生组织" },
		{ "画面显示，[3人]倒地。", "-" },
		{ "该协议规定的[3亿美元]已付。", "-" },
	};

	(void)state;
	ALL(rows);
}

/* What is written, and whose it is. */
static void
whose_papers(void **state)
{
	static const struct row rows[] = {
		{ "招股书显示，公司有[30家]门店。", "招股书" },
		{ "海關統計顯示，進口[30億元]。", "海關" },
		{ "某统计局监测数据显示，物价上涨[3%]。", "某统计局" },
		{ "现有临床数据显示，有效率是[30%]。", "-" },
		{ "研究指出，童婚减少[15%]。", "研究" },
		{ "卫生局长说，研究显示，效力下降[30%]。", "卫生局长" },
		{ "一项民调显示，[30%]的人反对。", "一项民调" },
		{ "日本警察厅的自杀统计（初值）显示，去年有[30人]自杀。", "日本警察厅" },
		{ "彭博社的一篇报道说，公司裁员[30人]。", "彭博社" },
		{ "外泄的文件显示，有[30人]被捕。", "外泄的文件" },
		{ "警方周一公布报告。数据显示，去年有[30人]死亡。", "警方" },
		{ "警方宣布了。卫生部说，路断了。路透社报道，水退了。该报道称，有[3人]被困。",
		    "路透社" },
		{ "按现行标准计算，[30人]及格。", "-" },
		{ "据网传消息，[30人]被困。", "-" },
		{ "缅甸媒体“河边时报”（River Times）网站报道说，[3人]死亡。", "河边时报" },
		{ "财政局长陈某某发表新一年预算案，税率由[0.1%]升至[0.3%]。", "陈某某/陈某某" },
	};

	(void)state;
	ALL(rows);
}

/* No half of a word speaks, and no share or thing. */
static void
whole_phrases(void **state)
{
	static const struct row rows[] = {
		{ "一名捷信中国高管表示，裁员[30人]。", "一名捷信中国高管" },
		{ "北湾——当局称，有[3人]死亡。", "当局" },
		{ "负责统筹救灾计划的民政局局长王小明23日说，[3人]死亡。", "王小明" },
		{ "一名了解情况的官员告诉法新社，[3人]死亡。", "一名了解情况的官员" },
		{ "美国华盛顿信息与战略研究所学者李明此前表示，裁员[30人]。", "李明" },
		{ "调查称，多数企业乐观：77%的受访者预计增长，[72%]的受访者预计盈利。", "调查" },
		{ "两架飞机轰炸河滩，估计造成[100人]死亡。", "-" },
		{ "警方说，他们接报称有人开枪，发现[一具]尸体。", "警方" },
		{ "前议员、在大选中挑战总统的候选人李明称，有[3人]被捕。", "李明" },
		{ "IEA称，油价升至[70美元]。", "IEA" },
		{ "尽管甲厂否认该报告内容，但股价暴跌[62%]。", "-" },
		{ "以美国为首的联军表示，[5人]受伤。", "联军" },
		{ "警察组织警告，查获集团出售伪造的阴性证明报告，有些开价[300欧元]。", "警察组织" },
		{ "居民张明说：“后来办理兑付的人员说，利息变成了[0.5%]。”", "张明" },
		{ "央行今天公布前2月房贷金额[957亿元]。", "央行" },
		{ "法新社报道，欧盟外长预计在星期一批准制裁[11名]官员。", "法新社" },
		{ "人们注意到，死者[50万名]。", "-" },
		{ "警方开枪示警，[两名]抗议者受伤。", "-" },
		{ "国际战略研究所指出，去年支出[18亿美元]。", "国际战略研究所" },
		{ "正如市长李明所说，有[3人]死亡。", "-" },
		{ "据CIPS，该系统处理[13亿元]。", "CIPS" },
		{ "根据最新通报数据，死者最多的国家有[2009死]。", "-" },
		{ "周四公布的一份调查报告显示，有[70%]的人反对。", "一份调查报告" },
		{ "华为加拿大公司发表了一份声明表示，律师将提出[四个]理由。", "华为加拿大公司" },
		{ "某中心采访了成年人，调查发现[67%]有冷感。", "调查" },
		{ "氣象局預報，各地低溫[14度]。", "氣象局" },
		{ "代表李明进行强硬反驳，一个人讲话[17分钟]。", "-" },
		{ "根据分析商Chainalysis在8月份的报告，转移了[180亿美元]。", "分析商Chainalysis" },
		{ "美国商会（AmCham）9日发布了一年一度的《环境调查报告》，报告显示，[56%]盈利。",
		    "美国商会" },
		{ "印方在冲突后立即宣布有[20名]军人死亡。", "印方" },
		{ "军方已宣布为期[一年]的紧急状态。", "军方" },
		{ "根据这份对合作首次进行评估的报告统计，论文有[300例]。", "报告" },
		{ "新华社消息，局长李明周二出席听证会时，在证词中说明关系时表示，遵守[六项]保证。",
		    "李明" },
		{ "全球数据提供商路孚特的航运数据显示，有[30艘]等待。", "全球数据提供商路孚特" },
		{ "据“二一金融圈”消息，股价下跌[6%]。", "二一金融圈" },
		{ "华盛顿邮报指出，某某疫苗去年发表结果称具[95%]的保护力。", "华盛顿邮报" },
		{ "委员会主席李明（Li Ming）在现场受访时，呼吁民众抵制：“这已经有[62年]。”",
		    "李明" },
		{ "警方更强调，有[3人]被捕。", "警方" },
	};

	(void)state;
	ALL(rows);
}

/* The sentences behind the one with the verb. */
static void
carried_on(void **state)
{
	static const struct row rows[] = {
		{ "桥塌了。\n就业局数据显示，形势好转。贫困户务工规模[30万人]，比去年增加[10%]。",
		    "就业局/就业局" },
		{ "桥塌了。\n就业局数据显示，形势好转。不过，当地有[30人]失踪。", "-" },
		{ "桥塌了。\n就业局数据显示，形势好转。据报道，当地有[30人]失踪。", "-" },
		{ "桥塌了。\n卫生部长李明表示，水退了。另有[30人]失踪。", "-" },
		{ "桥塌了。\n卫生部长李明表示，水退了。当地有[30人]失踪。", "-" },
		{ "桥塌了。\n路透社报道，水退了。当地有[30人]失踪。", "-" },
		{ "桥塌了。\n就业局数据显示，形势好转。\n当地有[30人]失踪。", "-" },
	};

	(void)state;
	ALL(rows);
}

static void
further_on(void **state)
{
	static const struct row rows[] = {
		{ "官员称，[4人]死亡。他们说，袭击损坏了[一座]桥。", "官员/官员" },
		{ "国防部说，击落[3架]，官员表示没有[伤亡]。", "国防部/官员" },
		{ "卫生部谴责袭击，并说[3人]死亡。", "卫生部" },
		{ "警方说，路断了。\n警方还说，[3人]死亡。另外，[5人]获救。", "警方/-" },
		{ "官员警告说，水会再涨。\n“我们已撤走[300人]，城东的人也要走。”", "官员" },
		{ "官员警告说，水会再涨。“我们已撤走[300人]，城东的人也要走。”", "官员" },
		{ "路断了。“我们已撤走[300人]，城东的人也要走。”", "-" },
		{ "警方说：“[3人]死亡。路断了。“\n后来[5人]获救。", "警方/-" },
		{ "警方没有说明[3人]的身份。", "-" },
		{ "卫生部尚未公布[3人]的身份。", "-" },
		{ "数据是[3人]，小说卖了[5本]，名称有[两个]。", "-/-/-" },
	};

	(void)state;
	ALL(rows);
}

/* What is inside a quotation does not speak outside it; a text cut anywhere is read without harm.
 */
static void
hostile(void **state)
{
	static const char *const units[] = { "警方说，", "“", "”说", "据", "他说", "（", "援引",
		"说；", "“（‘警方说，”", "“警方说，”", "\n“", "同" };
	const char *whole = "据路透社报道，警方说：“[3人]死亡。”他（X）告诉记者，「5人」。";

	(void)state;
	for (size_t i = 0; i < LENGTH(units); i++) {
		struct arena arena = { 0 };
		struct buf text = { .max = 1 << 20 };
		struct analysis a;
		while (text.n < 100000)
			buf_push_str(&text, str_from_c(units[i]));
		a = read_speech(&arena, buf_str(&text));
		for (size_t k = 0; k < a.speech_count; k++)
			assert_true(a.speeches[k].scope.from < a.speeches[k].scope.to &&
				    a.speeches[k].scope.to <= text.n);
		buf_done(&text);
		arena_done(&arena);
	}
	for (size_t n = 0; n <= strlen(whole); n++) {
		struct arena arena = { 0 };
		struct str cut = str_slice(str_from_c(whole), 0, n);
		if (n == 0 || str_rune_start(str_from_c(whole), n) == n)
			(void)read_speech(&arena, str_copy(&arena, cut));
		arena_done(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(before_the_verb),
		cmocka_unit_test(behind_it),
		cmocka_unit_test(by_papers),
		cmocka_unit_test(whose_papers),
		cmocka_unit_test(whole_phrases),
		cmocka_unit_test(carried_on),
		cmocka_unit_test(further_on),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
