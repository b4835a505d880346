/* t_name.c: names in invented sentences, by the tables of data/live. */
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

static struct analysis
names_of(struct str text)
{
	struct analysis analysis = { .arena = &arena, .knowledge = tables(), .text = text, .published = INT64_MIN };

	analysis_begin(&analysis);
	counts_read(&analysis);
	names_read(&analysis);
	return analysis;
}

static const char *const kinds[] = { "?", "person", "place", "body", "people", "pronoun", "weapon" };

/* "person:王毅 place:中国", all names in order. */
static struct str
names_written(const struct analysis *analysis, bool whole)
{
	struct buf out = { 0 };
	struct str s;

	for (size_t i = 0; i < analysis->name_count; i++) {
		const struct name *name = &analysis->names[i];
		buf_push_format(&out, "%s%s:", i ? " " : "", kinds[name->kind]);
		buf_push_str(&out, span_text(analysis->text, whole ? name->whole : name->span));
	}
	s = str_copy(&arena, buf_str(&out));
	buf_done(&out);
	return s;
}

static void
names_are_read(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		/* people by dots, brackets, offices */
		{ "总统弗拉迪斯拉夫·科瓦连科说", "person:弗拉迪斯拉夫·科瓦连科" },
		{ "発言人卡琳娜·让-贝尔蒙（Karina Jean-Belmont）说", "person:卡琳娜·让-贝尔蒙" },
		{ "外长塔拉申科（Oleh Tarasenko）星期五表示", "person:塔拉申科" },
		{ "發言人鄭德明說", "person:鄭德明" },
		{ "市长陈国强在会上说", "person:陈国强" },
		{ "苏文山教授说", "person:苏文山" },
		{ "他说，其他人没有来", "pronoun:他" },
		{ "约翰·卡特大学的研究", "body:约翰·卡特大学" },
		{ "飓风“约翰·卡特号”沉没", "" },
		{ "前总理弗拉季斯·A·科瓦连科说", "person:弗拉季斯·A·科瓦连科" },
		{ "教授李合中，王合在表示", "person:李合中" },
		{ "英美议员呼吁，会长向总统陈情", "people:议员 people:会长 people:总统" },
		{ "在外交政策上，《外交政策》说", "body:外交政策" },
		{ "Who is he, WHO says", "body:WHO" },
		/* places */
		{ "哈尔科夫州和库尔斯克地区", "place:哈尔科夫州 place:库尔斯克地区" },
		{ "在斯维列茨格勒市，乌克兰东部", "place:斯维列茨格勒市 place:乌克兰东部" },
		{ "马里奥的书", "" },
		{ "梁万年说，安努拉格·斯里瓦斯塔瓦（Anurag Srivastava）没有来", "person:梁万年 person:安努拉格·斯里瓦斯塔瓦" },
		{ "南部地区的联合行动", "" },
		{ "首府塔林科夫（Tarinkov）附近", "place:塔林科夫" },
		{ "德国驻华大使", "people:德国驻华大使" },
		{ "在马克县，北部城镇巴里亚特莫纳遭到袭击", "place:马克县 place:巴里亚特莫纳" },
		{ "巴黎协定、慕尼黑安全会议和美国人", "body:慕尼黑安全会议 people:美国人" },
		{ "《巴黎的秋天》", "" },
		{ "147公里加一段路，在德克萨斯造成损失", "place:德克萨斯" },
		{ "石块落在巴勒多空军基地", "place:巴勒多空军基地" },
		{ "柏林市中心和柏林市的人", "place:柏林 place:柏林市" },
		{ "在北阿坎德里省，乌克兰中东部地区", "place:北阿坎德里省 place:乌克兰中东部地区" },
		{ "不适当地限制，让-皮埃尔-卡洛说，约翰·卡特去了卡特大学", "person:约翰·卡特 body:大学" },
		{ "在亚特兰大都会区，柏林市中心", "place:亚特兰大都会区 place:柏林" },
		{ "其中东合都有23人，青森市内", "place:青森市" },
		{ "山西合里万里县一超市", "place:山西 place:合里万里县" },
		{ "市长坂本茂说", "person:坂本茂" },
		{ "首都东京，法国首都", "place:东京 place:法国首都" },
		{ "當地警方說", "people:當地警方" },
		{ "当地时间星期三", "" },
		{ "甘肃省合里县，河南省中里县石口镇", "place:甘肃省 place:合里县 place:河南省 place:中里县 place:石口镇" },
		{ "河南省的老城区、小区和农村", "place:河南省" },
		{ "在中部城镇梅江（Meigyan）和匹里镇（Pyali）", "place:梅江 place:匹里镇" },
		{ "临合县说，大城市、直辖市，小古镇", "place:临合县" },
		{ "台91线西部，台91线东合乡", "place:台91线 place:台91线 place:东合乡" },
		{ "台91线和国道7号，在台3号机旁", "place:台91线 place:国道7号" },
		{ "巴西当地的房子", "place:巴西 place:当地" },
		/* bodies and people without names */
		{ "俄罗斯国防部说", "body:俄罗斯国防部" },
		{ "哈尔科夫地区检察官办公室发言人说", "people:哈尔科夫地区检察官办公室发言人" },
		{ "乌克兰官员和目击者", "people:乌克兰官员 people:目击者" },
		{ "据路透社报道", "body:路透社" },
		{ "世界卫生组织说", "body:世界卫生组织" },
		{ "敖德萨州长说", "people:敖德萨州长" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct analysis analysis = names_of(str_from_c(cases[i].text));
		struct str got = names_written(&analysis, false);
		if (!str_equal(got, str_from_c(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].text, STR_ARGS(got));
	}
}

static void
offices_stand_around_names(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "乌克兰外长塔拉申科（Oleh Tarasenko）", "place:乌克兰 person:乌克兰外长塔拉申科" },
		{ "科瓦连科总统来访", "person:科瓦连科总统" },
		{ "北约秘书长扬·贝尔斯特罗姆说", "person:北约秘书长扬·贝尔斯特罗姆" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct analysis analysis = names_of(str_from_c(cases[i].text));
		struct str got = names_written(&analysis, true);
		if (!str_equal(got, str_from_c(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].text, STR_ARGS(got));
	}
}

static void
later_mentions_are_the_same(void **state)
{
	struct analysis analysis = names_of(S("州长瓦迪姆·菲拉什科（Vadym Filashko）说有人受伤。菲拉什科还说，乌克兰没有失守。他补充说，烏克蘭会坚持。"));

	(void)state;
	assert_int_equal(analysis.name_count, 5);
	assert_true(str_equal(span_text(analysis.text, analysis.names[0].latin), S("Vadym Filashko")));
	assert_int_equal(analysis.names[1].same, 0);
	assert_int_equal(analysis.names[3].kind, NAME_PRONOUN);
	assert_int_equal(analysis.names[3].same, 0);
	assert_int_equal(analysis.names[4].same, 2);
	assert_true(str_equal(analysis.names[4].country, S("UA")));
}

/* A name that the tables have is not always theirs; what is nobody's in particular is not the same twice. */
static void
others_of_a_name(void **state)
{
	static const struct {
		const char *text, *ids; /* of all names, "-" for none */
		const char *sames;
	} cases[] = {
		{ "加尼（Nusrat Ghani）说，加尼还说", "- -", "0 0" },
		{ "加尼（Ashraf Ghani）说，加尼还说", "person:ashraf_ghani person:ashraf_ghani", "0 0" },
		{ "吉尔·拜登说，拜登说，乔‧拜登说", "- person:joe_biden person:joe_biden", "0 2 2" },
		{ "萨拉·桑德斯说，桑德斯说", "- -", "0 0" },
		{ "桑德斯说，萨拉·桑德斯说", "person:bernie_sanders -", "0 1" },
		{ "在挪威东部，挪威机场，挪威境内", "NO/东部 NO/机场 NO", "0 1 2" },
		{ "在挪威，在奥斯陆，该国，该县", "NO gn:3143244 - -", "0 1 0 3" },
		{ "米亚·法罗说，罗南·法罗说，法罗说，罗南·法罗说", "- - - -", "0 1 0 1" },
		{ "议长南希-佩洛西说，发言人马克-莱蒙迪说，莱蒙迪说，总统拜登-哈里斯", "person:nancy_pelosi - - person:joe_biden", "0 1 1 3" },
		{ "公司说，公司说，欧盟说，欧盟说", "公司 公司 eu eu", "0 1 2 2" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct analysis analysis = names_of(str_from_c(cases[i].text));
		struct buf ids = { 0 }, sames = { 0 };
		for (size_t k = 0; k < analysis.name_count; k++) {
			struct str id = analysis.names[k].id;
			buf_push_format(&ids, "%s%.*s", k ? " " : "", STR_ARGS(id.n ? id : S("-")));
			buf_push_format(&sames, "%s%u", k ? " " : "", analysis.names[k].same);
		}
		if (!str_equal(buf_str(&ids), str_from_c(cases[i].ids)) || !str_equal(buf_str(&sames), str_from_c(cases[i].sames)))
			fail_msg("%s: %.*s, %.*s", cases[i].text, STR_ARGS(buf_str(&ids)), STR_ARGS(buf_str(&sames)));
		buf_done(&ids);
		buf_done(&sames);
	}
}

/* Whatever the text: spans in it, on the borders of characters, in order. */
static void
any_text_is_read(void **state)
{
	static const char *const texts[] = { "·", "·普", "普·", "·····", "（（（A", "（A）", "总统", "总统·", "A·B·C", "市市市市市", "他他他", "-", "总统总统总统",
		"乔·（", "弗拉基米尔·", "发言人（Latin", "（Latin）", "\n·\n", "让-让-让", "该地区该地区" };

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct analysis analysis = names_of(str_from_c(texts[i]));
		for (size_t k = 0; k < analysis.name_count; k++) {
			struct span span = analysis.names[k].span;
			assert_true(span.from < span.to && span.to <= analysis.text.n);
			assert_int_equal(str_rune_start(analysis.text, span.from), span.from);
			assert_int_equal(str_rune_start(analysis.text, span.to), span.to);
			assert_true(analysis.names[k].same < analysis.name_count);
			assert_true(!k || analysis.names[k - 1].span.from <= span.from);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read),
		cmocka_unit_test(offices_stand_around_names),
		cmocka_unit_test(later_mentions_are_the_same),
		cmocka_unit_test(others_of_a_name),
		cmocka_unit_test(any_text_is_read),
	};

	return cmocka_run_group_tests_name("name", tests, NULL, teardown);
}
