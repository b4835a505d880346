#include "figure/inherit.h"

enum { DATELINE_REACH = 24 }; /* bytes */

static const char *const leads = "在 占领 占领了 攻占 攻占了 夺取 夺取了 击中 击中了 袭 对 向 于 到 赴 往 至 对着 针对 袭击 袭击了 攻击 攻击了 炮击 炮轰 轰炸 空袭 入侵 侵略 打击 进入 位于 距离 距 飞入 飞往 闯入 侵入 侵犯 抵达 前往 岛国 城市 港口 小镇 省会 首府 第一大城 第二大城 城镇 东部 西部 南部 北部 中部 东北部 东南部 西北部 西南部";
static const char *const within = "境内 全国 全境 各地 国内 上空 领空 全岛 本土 当地 首都 东部 西部 南部 北部 中部 东北部 东南部 西北部 西南部 沿海 全省 全市 郊区 "
				  "市区 附近 内战 战争 冲突 疫情 市中心 受 发生 发动 爆发 出现 遭 受到 举行 通报 新增 累计 共计 共有 自 仍是 已有 至今 迄今 现有";
/* what a place says of, and is not where it happens */
static const char *const owners = "总统 总理 外长 外交 官员 军 政府 警方 当局 部长 国防 媒体 队 籍 人 高管 制药 药厂 公司 企业 银行 品牌 航空 公民 士兵 部队 无人机 导弹 火箭 战机 制 裔 驻 生产建设 大学 日报 银行 集团";
static const char *const pointers = "当地 本地 首都 这座城市 该市 该国 该省 该州 该县 该村 该镇 该城 该岛 此地 那里 这里";

enum place_grain
place_grain_of(const struct name *name)
{
	if (name->id.n == 2 || (name->id.n > 2 && name->id.p[2] == '/') || str_starts(name->id, S("sea:")) || str_starts(name->id, S("place:")))
		return GRAIN_COUNTRY;
	if (str_starts(name->id, S("area:")) || str_starts(name->id, S("river:")))
		return GRAIN_PART;
	return name->id.n > 2 && name->id.p[2] == '-' ? GRAIN_PART : GRAIN_SPOT;
}

/* ---- names that are no place of an event ---- */

/* Is it a part of another name: 赫尔松 in 赫尔松市行政负责人? */
static bool
is_inside_other(const struct analysis *analysis, size_t i)
{
	struct span span = analysis->names[i].span;

	for (size_t k = i > 4 ? i - 4 : 0; k < analysis->name_count && k < i + 5; k++) {
		const struct name *other = &analysis->names[k];
		struct span whole = span_is_empty(other->whole) ? other->span : other->whole;
		if (k != i && other->kind != NAME_PLACE && whole.from <= span.from && span.to <= whole.to)
			return true;
	}
	return false;
}

/* （法新社雅加达11日电）: where it was written, not where it happens. */
bool
place_is_dateline(const struct analysis *analysis, const struct name *name)
{
	uint32_t end, to = name->span.to + DATELINE_REACH < analysis->text.n ? name->span.to + DATELINE_REACH : (uint32_t)analysis->text.n;

	return words_in(analysis->folded, name->span.to, to, "日电 日专电 日综合 日讯", &end);
}

/* 基洛夫格勒、基辅、苏梅和波尔塔瓦: none of several. */
bool
place_is_listed(const struct analysis *analysis, size_t i)
{
	struct span span = analysis->names[i].span;
	struct span before = i ? analysis->names[i - 1].span : (struct span){ 0 };

	if (words_before(analysis->folded, span.from, "、") || words_at(analysis->folded, span.to, "、"))
		return true;
	return i && words_before(analysis->folded, span.from, "和 及 与 以及") && before.to + 6 >= span.from &&
	       words_before(analysis->folded, before.from, "、");
}

/* 台江大道 in 安南区台江大道: finer than anybody asks. */
static const char *const streets = "大道 公路";

static bool
is_street_of(const struct analysis *analysis, size_t i)
{
	return i && analysis->names[i - 1].kind == NAME_PLACE && analysis->names[i - 1].span.to == analysis->names[i].span.from &&
	       words_before(analysis->folded, analysis->names[i].span.to, streets);
}

/* 仰光 in 仰光的莱达雅区, 瑞典首都 in 瑞典首都斯德哥尔摩: whose the place behind is. */
bool
place_is_whose(const struct analysis *analysis, size_t i)
{
	const struct name *next = i + 1 < analysis->name_count ? &analysis->names[i + 1] : NULL;
	uint32_t to = analysis->names[i].span.to;

	if (!next || next->kind != NAME_PLACE || words_before(analysis->folded, next->span.to, streets))
		return false;
	return next->span.from == to || (words_at(analysis->folded, to, "的") && next->span.from == to + strlen("的"));
}

/* 纳尔逊（Nelson）以北90公里: from where it is measured. */
bool
place_is_landmark(const struct analysis *analysis, const struct name *name)
{
	uint32_t at = name->span.to;

	if (!span_is_empty(name->latin))
		at = name->latin.to + (words_at(analysis->folded, name->latin.to, "）") ? (uint32_t)strlen("）") : 1);
	return at < analysis->text.n && words_at(analysis->folded, at, "以北 以南 以东 以西 以外");
}

bool
place_is_pointer(const struct analysis *analysis, const struct name *name)
{
	return words_at(analysis->folded, name->span.from, pointers);
}

/* 总部设于英国的: where somebody sits. */
bool
place_is_seat(const struct analysis *analysis, const struct name *name)
{
	return words_before(analysis->folded, name->span.from, "由 从 自 来自 来自于 产自 源自 原籍 籍贯 出生于 出生在 毕业于 亲 总部设于 总部设在 总部位于 总部在 设在 设于 驻 常驻 驻有 ）人在 )人在 目前人在 当时人在");
}

static bool
can_be_place(const struct analysis *analysis, size_t i)
{
	const struct name *name = &analysis->names[i];

	return name->kind == NAME_PLACE && !place_is_pointer(analysis, name) && !words_at(analysis->folded, name->span.to, "时间 时区 夏令时 az 疫苗 阿斯利康 北海 布伦特 中级 轻 原油 黄金 期货 期金") && !is_inside_other(analysis, i) &&
	       !place_is_dateline(analysis, name) && !place_is_listed(analysis, i) && !place_is_whose(analysis, i) && !is_street_of(analysis, i) && !place_is_seat(analysis, name) &&
	       !is_in_speaker(analysis, name->span);
}

/* Bytes of what may stand at ${at} before the first name of a clause: a day, 但, a quote; 0: nothing such. */
static uint32_t
lead_size(const struct analysis *analysis, uint32_t at)
{
	static const struct str small[] = { STR_INIT("但"), STR_INIT("而"), STR_INIT("其中"), STR_INIT("此外"), STR_INIT("另外"), STR_INIT("另"),
		STR_INIT("目前"), STR_INIT("截至"), STR_INIT("使"), STR_INIT("令"), STR_INIT("连"), STR_INIT("“"), STR_INIT("「"), STR_INIT(" ") };
	size_t i = moment_from(analysis, at);

	if (i < analysis->moment_count && analysis->moments[i].span.from == at)
		return analysis->moments[i].span.to - at;
	for (size_t k = 0; k < LENGTH(small); k++)
		if (str_starts(str_from(analysis->folded, at), small[k]))
			return (uint32_t)small[k].n;
	return 0;
}

bool
place_is_head(const struct analysis *analysis, const struct name *name, uint32_t from)
{
	uint32_t at = from, n;

	while (at < name->span.from && (n = lead_size(analysis, at)))
		at += n;
	return at == name->span.from;
}

/* What countries do elsewhere. */
static const char *const deeds = "发动 发射 攻击 袭 打击 击落 摧毁 击毙 炸 制裁 派遣 派出 驱逐 占领 部署 提供 捐 援";

/* 中国已向, 俄罗斯星期一对. */
static bool
is_doer(const struct analysis *analysis, const struct name *name, struct span clause)
{
	enum { REACH = 15 /* bytes */ };
	uint32_t end, to = name->span.to + REACH < clause.to ? name->span.to + REACH : clause.to;

	return words_in(analysis->folded, name->span.to, to, "向 对 给 将 把 架 艘 枚", &end) || words_in(analysis->folded, name->span.to, clause.to, deeds, &end);
}

/* A country of which a clause tells what befell it: 意大利周一新增, 缅甸至少有. */
static bool
is_told_of(const struct analysis *analysis, const struct name *name)
{
	struct span sentence = analysis->sentences[sentence_at(analysis, name->span.from)].span;
	struct span clause = clause_at(analysis->folded, sentence, name->span.from);
	size_t i = moment_from(analysis, name->span.to);

	if (!place_is_head(analysis, name, clause.from) || is_doer(analysis, name, clause))
		return false;
	if (i < analysis->moment_count && analysis->moments[i].span.from == name->span.to)
		return true;
	return char_is_digit(analysis->folded.p[name->span.to]) ||
	       words_at(analysis->folded, name->span.to, "至少 已 有 共 约 超过 再 又有 另有 单日 确诊 死亡 的死亡 当天 当日 累 总 目前 现 仍 新 疫 染 全国 是 人口 经济 出口 就发生 就爆发");
}

static bool
is_located(const struct analysis *analysis, const struct name *name)
{
	return words_before(analysis->folded, name->span.from, leads) || words_at(analysis->folded, name->span.to, within) ||
	       (place_grain_of(name) == GRAIN_COUNTRY && (words_before(analysis->folded, name->span.to, "海域 近海 沿海 边境 边境地区 全国 全境 各地 境内 东部 西部 南部 北部 中部 东北部 东南部 西北部 西南部 上空 领空 首都") || str_starts(name->id, S("place:world")) || is_told_of(analysis, name)));
}

/* All that is asked of a name, once. */
unsigned
place_marks(const struct setting *setting, size_t i)
{
	const struct analysis *analysis = setting->analysis;
	const struct name *name = &analysis->names[i];
	unsigned marks = setting->marks[i];

	if (marks || name->kind != NAME_PLACE)
		return marks;
	marks = MARK_ASKED;
	if (can_be_place(analysis, i)) {
		marks |= MARK_PLACE;
		marks |= is_located(analysis, name) ? MARK_LOCATED : 0;
		marks |= words_at(analysis->folded, name->span.to, owners) && !words_at(analysis->folded, name->span.to, "人口 人均 军事") ? MARK_OWNER : 0;
	}
	setting->marks[i] = (uint8_t)marks;
	return marks;
}

bool
place_is_good(const struct setting *setting, size_t i)
{
	return place_marks(setting, i) & MARK_PLACE;
}

bool
place_is_located(const struct setting *setting, const struct name *name)
{
	return place_marks(setting, (size_t)(name - setting->analysis->names)) & MARK_LOCATED;
}

struct role
role_with_prov(struct role role, enum provenance prov)
{
	role.prov = prov;
	return role;
}

/* What no name of a town has; a sign ends it, too. */
static const char *const not_of_towns = "的 有 在 和 与 及 是 各 多 某 该 一 两 三 几 数 全 城 乡 都 等 南 北 东 西 中 首 省 州 上 下 内 外 警 官 政 卫 检 议 ， 、";

/* 望加锡市 in 苏拉威西岛望加锡市, which no table has: two to four characters and what says that it is a town; empty. */
static struct span
town_behind(const struct analysis *analysis, const struct name *region)
{
	enum { HAN_BYTES = 3, TOWN_MOST = 4, HAN_LEAD = 0xe4, HAN_LEAD_LAST = 0xe9 };
	struct str text = analysis->folded;
	uint32_t at, from = region->span.to;

	if (place_grain_of(region) != GRAIN_PART || !words_before(text, from, "省 州 岛 邦"))
		return (struct span){ 0 };
	for (at = from; at < text.n && (unsigned char)text.p[at] >= HAN_LEAD && (unsigned char)text.p[at] <= HAN_LEAD_LAST && at <= from + TOWN_MOST * HAN_BYTES; at += HAN_BYTES) {
		if (at > from + HAN_BYTES && words_at(text, at, "市 镇 县"))
			return (struct span){ from, at + HAN_BYTES };
		if (words_at(text, at, not_of_towns))
			break;
	}
	return (struct span){ 0 };
}

/* 乌克兰首都 is one place; 日本全国 is 日本; 仅 of 仅敏建市 is no part of it. */
struct role
place_role(const struct setting *setting, const struct name *name, enum provenance prov)
{
	struct str text = setting->analysis->folded;
	struct span span = name->span, town = town_behind(setting->analysis, name);

	if (!span_is_empty(town))
		return role_of_span(setting->analysis, town, prov);
	if (!name->id.n && words_at(text, span.from, "仅"))
		span.from += (uint32_t)strlen("仅");
	if (words_at(text, span.to, "中心") && words_before(text, span.to, "市"))
		span.to -= (uint32_t)strlen("市");
	else if (words_at(text, span.to, "首都"))
		span.to += (uint32_t)strlen("首都");
	else if (words_before(text, span.to, "全国 全境 境内 国内 各地") && span.to > span.from + 6)
		span.to -= (uint32_t)strlen("全国");
	return role_of_name(setting->analysis, name, span, prov);
}

/* 俄罗斯国防部: the place that begins a name. */
struct role
place_of_name(const struct setting *setting, struct span span)
{
	const struct match *match = span_is_empty(span) ? NULL : match_at(&setting->analysis->matches, LEX_PLACE, span.from);
	struct role role = { 0 };

	if (!match || match->span.to > span.to)
		return role;
	role = role_of_span(setting->analysis, match->span, PROV_SENTENCE);
	role.id = match->lexeme->id;
	return role;
}
