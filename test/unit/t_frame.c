/*
 * t_frame.c: quantities and the words around them become frames.
 *
 * Sentences are written with their quantities marked, [two|person]: what the levels before would have left.  Wanted is one word for
 * each quantity: its slot, "-" for none, then "^N" where it is a part of quantity N, and ":unit" where that differs from the mark.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/frame.h"
#include "../figure_test.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

/* ---- marked text ---- */

static enum quantity_kind
kind_of(struct str unit)
{
	static const struct {
		const char *unit;
		enum quantity_kind kind;
	} kinds[] = {
		{ "USD", QUANTITY_CURRENCY }, { "EUR", QUANTITY_CURRENCY }, { "percent", QUANTITY_PERCENT }, { "year", QUANTITY_TIME },
		{ "day", QUANTITY_TIME },     { "km", QUANTITY_DIMENSION },
	};

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_equal(str_from_c(kinds[i].unit), unit))
			return kinds[i].kind;
	return QUANTITY_COUNT;
}

/* The digits of a mark are its value; a classifier is its last character; a noun follows it unless one of these does. */
static void
mark(struct analysis *analysis, struct buf *text, struct str inner, struct str behind)
{
	struct quantity *quantity = &analysis->quantities[analysis->quantity_count++];
	struct str words, digits;
	size_t n = 0;

	assert_true(pull_until(&inner, S("|"), &words));
	*quantity = (struct quantity){ .span = { (uint32_t)text->n, (uint32_t)(text->n + words.n) }, .unit = inner, .kind = kind_of(inner) };
	quantity->is_zero = str_starts(words, S("没有"));
	digits = words;
	while (n < digits.n && char_is_digit(digits.p[n]))
		n++;
	memcpy(quantity->value.min, digits.p, n);
	memcpy(quantity->value.max, digits.p, n);
	if (n < words.n)
		quantity->classifier = str_from(words, str_rune_start(words, words.n - 1));
	buf_push_str(text, words);
	if (!words_at(behind, 0, "在 死 伤 受 被 ， 。 来") && quantity->kind == QUANTITY_COUNT)
		quantity->noun = (struct span){ (uint32_t)text->n, (uint32_t)text->n + 3 };
}

static void
unmark(struct analysis *analysis, struct str marked, struct buf *text)
{
	struct str before, inner;

	analysis->quantities = arena_array(&arena, struct quantity, 32);
	while (pull_until(&marked, S("["), &before)) {
		buf_push_str(text, before);
		assert_true(pull_until(&marked, S("]"), &inner));
		mark(analysis, text, inner, marked);
	}
	buf_push_str(text, marked);
}

/* ---- one case ---- */

static void
sentences_make(struct analysis *analysis)
{
	uint32_t from = 0;

	analysis->sentences = arena_array(&arena, struct sentence, 16);
	for (ptrdiff_t at; (at = str_find(analysis->text, S("。"), from)) >= 0; from = (uint32_t)at + 3)
		analysis->sentences[analysis->sentence_count++] = (struct sentence){ .span = { from, (uint32_t)at + 3 } };
	if (from < analysis->text.n)
		analysis->sentences[analysis->sentence_count++] = (struct sentence){ .span = { from, (uint32_t)analysis->text.n } };
}

static void
answer(const struct analysis *analysis, struct buf *out)
{
	size_t frame = 0;

	for (size_t i = 0; i < analysis->quantity_count; i++) {
		const struct event_frame *found = frame < analysis->frame_count && analysis->frames[frame].quantity == i ? &analysis->frames[frame++] : NULL;
		if (i)
			buf_push_char(out, ' ');
		buf_push_str(out, found && found->slot.n ? found->slot : S("-"));
		if (found && found->total >= 0)
			buf_push_format(out, "^%d", (int)found->total);
		if (found && !str_equal(found->unit, analysis->quantities[i].unit))
			buf_push_format(out, ":%.*s", STR_ARGS(found->unit));
	}
}

static struct str
read_marked(const char *marked, struct analysis *analysis)
{
	struct buf text CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };

	*analysis = (struct analysis){ .arena = &arena, .knowledge = tables() };
	unmark(analysis, str_from_c(marked), &text);
	analysis->text = str_copy(&arena, buf_str(&text));
	analysis_begin(analysis);
	sentences_make(analysis);
	frames_read(analysis);
	answer(analysis, &out);
	return str_copy(&arena, buf_str(&out));
}

struct row {
	const char *text, *want;
};

static void
check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct analysis analysis;
		struct str got = read_marked(rows[i].text, &analysis);
		if (!str_equal(got, str_from_c(rows[i].want)))
			fail_msg("%s: want %s, got %.*s", rows[i].text, rows[i].want, STR_ARGS(got));
	}
}

static void
harm(void **state)
{
	static const struct row rows[] = {
		{ "地震造成[12人|person]死亡，[40人|person]受伤。", "killed injured" },
		{ "地震造成[12|]死[40|]伤。", "killed:person injured:person" },
		{ "洪水奪走[7人|person]的性命。", "killed" },
		{ "死亡人数升至[19人|person]，[3人|person]失踪。", "killed missing" },
		{ "爆炸打死了[5名|person]士兵，打伤[8人|person]。", "killed injured" },
		{ "事故[没有造成人员伤亡|person]。", "killed_or_injured" },
		{ "[3名|person]男子和[2名|person]女子在火灾中丧生。", "killed killed" },
		{ "车祸导致[9人|person]伤亡。", "killed_or_injured" },
		{ "當局說，[14人|person]罹難，另有[30人|person]受傷送醫。", "killed injured" },
		{ "[6人|person]送医抢救不治死亡，[1052人|person]在确诊[28天|day]内病故。", "killed killed -" },
		{ "[1人|person]无受伤，[2人|person]受伤。", "- injured" },
		{ "因参加反对政变的示威而被捕的有[30人|person]。", "arrested" },
		{ "[3人|person]死亡或失踪，[2名|person]受伤身亡。", "killed_or_missing killed" },
		{ "死亡率最高的是甲国（[211人|person]染疫丧命），接下来是乙国（[193人|person]）、丙国（[188人|person]）。", "killed killed killed" },
		{ "新增[52例|case]确诊病例，[4例|case]死亡病例。", "infected killed" },
		{ "在边境冲突中阵亡的[4名|person]军人，病故總數來到[900人|person]。", "killed killed" },
		{ "客机载有[130人|person]，全部遇难。", "killed" },
		{ "中枪的[2人|person]伤势危重，[1人|person]遭枪击丧命。", "injured killed" },
		{ "警方发现了[3具|body]带有枪伤的男子尸体。", "killed" },
		{ "警方昨天逮捕了反对党领袖等[40名|person]成员。", "arrested" },
		{ "[30人|person]因参加游行而被捕，[300名|person]遭绑架的学生一周后获救。", "arrested rescued" },
		{ "[1名|person]青年在冲突中受伤，送医后不治。", "killed" },
		{ "该国有[100例|case]病例和[16人|person]死亡之后，政府下令封城。", "infected killed" },
		{ "周一新增[400例|case]病例，死亡[62人|person]。[48例|case]（出院[47例|case]）。", "infected killed - recovered" },
		{ "死亡人数升到新高，达[5700人|person]。尽管死亡数字上升，仍有[3000名|person]民众上街。", "killed participants" },
		{ "暴雨已导致[6死|person]，[80余失踪|person]。", "killed missing" },
		{ "[2人|person]被实弹击中。", "injured" },
		{ "男子打死[4人|person]、打伤[9人|person]后被警方击毙。", "killed injured" },
		{ "[5人|person]受伤后死亡。", "killed" },
		{ "[5000人|person]因有人试图杀死他而上街。", "participants" },
		{ "[5名|person]议员加入了[50名|person]同僚的行列。", "participants participants" },
		{ "接种[2剂|dose]疫苗后，全国已接种[900万剂|dose]。", "doses vaccinated" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
arms(void **state)
{
	static const struct row rows[] = {
		{ "甲国对乙国发射了[28架|drone]攻击无人机和[3枚|missile]巡航导弹，防空系统摧毁了[21架|drone]无人机。", "launched launched destroyed" },
		{ "[36架|drone]无人机在东区被击落，[20架|aircraft]在西区，[12架|aircraft]在南区。", "destroyed destroyed:drone destroyed:drone" },
		{ "其防空部队击落了[83架|drone]无人机。[36架|drone]无人机在东区被击落，[47架|drone]在西区。", "destroyed destroyed^0 destroyed^0" },
		{ "一座桥被炸毁，[两架|aircraft]战机被击落。", "destroyed" },
		{ "基地遭到[4枚|rocket]火箭攻击，枪手攻击[3家|shop]商店。", "hit hit" },
		{ "军方损失了[2架|helicopter]直升机，[一所|school]中学遭武装分子袭击。", "destroyed hit" },
		{ "乙国部署了[1万名|person]士兵，其中约[8000人|person]已在边境。", "deployed deployed^0" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
parts(void **state)
{
	static const struct row rows[] = {
		{ "[11人|person]死亡，包括[5名|person]儿童。", "killed killed^0" },
		{ "包括[5名|person]儿童在内的[11人|person]死亡。", "killed^1 killed" },
		{ "[11人|person]死亡。死者中包括[5名|person]儿童。", "killed killed^0" },
		{ "[12辆|tank]坦克被击毁。[7辆|tank]在甲地被击毁，[3辆|tank]在乙地，[2辆|tank]在丙地。", "destroyed destroyed^0 destroyed^0 destroyed^0" },
		{ "[40人|person]受伤，其中[6人|person]重伤。", "injured injured^0" },
		{ "[40人|person]受伤，其中[6名|person]男子和[2名|person]女子。", "injured injured^0 injured^0" },
		{ "[8名|person]死者中有[5人|person]为女性，[3个|person]外国人。", "killed killed^0 killed^0" },
		{ "[8人|person]丧生，警方说有[5人|person]是游客。", "killed killed^0" },
		{ "[2人|person]丧生，包括[1名|person]与联军合作的记者。", "killed killed^0" },
		{ "[42人|person]被绑架，其中有[27名|person]学生。", "kidnapped kidnapped^0" },
		{ "[6人|person]送医不治死亡，[6人|person]中有[2对|couple]夫妇。", "killed killed -" },
		{ "[9人|person]死亡。其中[4名|person]游客来自丙国。", "killed killed^0" },
		{ "[9人|person]死亡，其中[4人|person]就读于两所中学，[2人|person]休学。", "killed students^0 -" },
		{ "[4名|person]成人被杀，家中[2个|person]孩子逃脱。", "killed -" },
		{ "车上[45名|person]乘客中有[19人|person]死亡。", "- killed" },
		{ "机上[5人|person]只有[1人|person]轻伤。", "- injured" },
		{ "车上[6人|person][1死|person][4伤|person]。", "- killed injured" },
		{ "[4名|person]工人在河州（Crossing River State）一处工地被绑架。", "kidnapped" },
		{ "爆炸造成[1名|person]警卫以及使馆的[1名|person]司机丧生。", "killed killed" },
		{ "武装分子劫持了[200名|person]准备参加考试的学生，其中[50人|person]逃脱。", "kidnapped -" },
		{ "空袭击毁[一栋|building][九层|floor]公寓楼。", "destroyed -" },
		{ "双方各释放了[200名|person]士兵，发射的[3枚|missile]导弹落空。", "released launched" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
money(void **state)
{
	static const struct row rows[] = {
		{ "甲国宣布向乙国提供额外的[4亿美元|USD]安全援助。", "aid" },
		{ "就业率提升至[40%|percent]，[3%|percent]的增长。", "share growth" },
		{ "油价下跌[2.5%|percent]，报每桶[59美元|USD]。", "decline price" },
		{ "工程耗资[76亿美元|USD]，占预算的[70%|percent]。", "cost share" },
		{ "公司营收同比增长[12%|percent]，达[30亿美元|USD]。", "growth revenue" },
		{ "他被判处[3年|year]徒刑，罚款[200万欧元|EUR]。", "sentence fine" },
		{ "造成约[47亿美元|USD]的损失。", "loss" },
		{ "营收增长[2%|percent]至[16亿美元|USD]，每股收益为[5美元|USD]。", "growth revenue profit" },
		{ "资金净流出[148亿美元|USD]。", "-" },
		{ "当日解除医学观察[15例|case]，毛利率为[25%|percent]，指数下跌[9点|point]或[1%|percent]。", "- - decline decline" },
		{ "失业率逐季回落，年底为[5%|percent]。", "unemployment" },
		{ "去年的增速为[3%|percent]。", "growth" },
		{ "公司市值蒸发[5亿美元|USD]。", "loss" },
		{ "某股[7%|percent]领跌，指数升[90点|point]。", "decline growth" },
		{ "对进口钢材加征[25%|percent]的关税。", "tax" },
		{ "他被判刑[3年|year]，缓刑一年。", "sentence" },
		{ "甲被判刑[5年|year]、乙[4年|year]，丙[2年|year]。", "sentence sentence sentence" },
		{ "股价大涨，指数上涨[9点|point]，为[900点|point]、", "growth -" },
		{ "[2名|person]男子因谋杀罪被判处终身监禁。", "sentenced" },
		{ "警方冻结账户[400万欧元|EUR]。", "seized" },
		{ "甲院年赚[72亿欧元|EUR]，第[2|]名乙院[24亿欧元|EUR]、第[3|]名丙院[21亿欧元|EUR]。", "profit - profit - profit" },
		{ "收入增长[67%|percent]，占总收入的[26%|percent]。", "growth share" },
		{ "议会通过了[19亿欧元|EUR]的纾困方案，向机场提供[3亿欧元|EUR]工资支持。", "aid aid" },
		{ "甲国向乙国提供[25亿欧元|EUR]的贷款。", "loan" },
		{ "有[44%|percent]的受访企业认为关税没有影响。", "-" },
		{ "最低工资上调至每小时[15美元|USD]。", "wage" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

/* Words that only look like triggers, and words too far away. */
static void
nothing(void **state)
{
	static const struct row rows[] = {
		{ "死亡率在[3个|]月里没有变。", "-" },
		{ "[5名|person]代表说，会议之后他们回到各自的家乡，几个月以后又听说邻村的老人在冬天里死亡。", "-" },
		{ "", "" },
		{ "没有数字的句子，有人死亡。", "" },
	};

	(void)state;
	check(rows, LENGTH(rows));
}

static void
distances(void **state)
{
	int breaks;
	struct str text = S("甲，乙；10,000丙。丁");
	struct span clause;
	uint32_t end;

	(void)state;
	assert_int_equal(text_distance(text, 0, (uint32_t)text.n, &breaks), 13);
	assert_int_equal(breaks, 3);
	clause = clause_at(text, (struct span){ 0, (uint32_t)text.n }, 6);
	assert_true(str_equal(span_text(text, clause), S("乙")));
	clause = clause_at(text, (struct span){ 0, (uint32_t)text.n }, 13);
	assert_true(str_equal(span_text(text, clause), S("10,000丙")));
	text = S("甲——乙,丙");
	clause = clause_at(text, (struct span){ 0, (uint32_t)text.n }, 13);
	assert_true(clause_before(text, (struct span){ 0, (uint32_t)text.n }, &clause));
	assert_true(str_equal(span_text(text, clause), S("乙")));
	assert_true(clause_before(text, (struct span){ 0, (uint32_t)text.n }, &clause));
	assert_true(str_equal(span_text(text, clause), S("甲")));
	assert_false(clause_before(text, (struct span){ 0, (uint32_t)text.n }, &clause));
	text = S("甲，乙；10,000丙。丁");
	assert_true(words_in(text, 0, (uint32_t)text.n, "丙 乙", &end));
	assert_int_equal(end, 21);
	assert_false(words_in(text, 0, 3, "乙", &end));
	assert_true(words_before(text, 3, "乙 甲"));
	assert_true(words_at(text, 0, "甲"));
	assert_false(words_at(text, (uint32_t)text.n, "甲"));
}

/* More than a scene has room for: the rest is left, nothing breaks. */
static void
ceilings(void **state)
{
	static const char one[] = "[1人|person]死亡";
	struct buf text CLEAN(buf_done) = { 0 };
	struct analysis analysis;

	(void)state;
	for (int i = 0; i < 31; i++)
		buf_push_str(&text, str_from_c(one));
	buf_push_char(&text, '\0');
	read_marked(text.p, &analysis);
	assert_int_equal(analysis.frame_count, 31);
	for (size_t i = 0; i < analysis.frame_count; i++)
		assert_true(str_equal(analysis.frames[i].slot, S("killed")));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(harm),	 cmocka_unit_test(arms),      cmocka_unit_test(parts),	  cmocka_unit_test(money),
		cmocka_unit_test(nothing), cmocka_unit_test(distances), cmocka_unit_test(ceilings),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
