/* The place of statistics: the country whose they are, which no 在 need say. */
#include "figure/inherit.h"

/* Rates that go on from clause to clause as those of a country. */
static const char of_economies[] = "growth decline trade exports imports surplus deficit gdp inflation unemployment debt budget";

/* What shares and companies do is of no place. */
static const char of_shares[] = "growth decline price loss market_value profit revenue";

/* A country's own, not that of a company, its shares, or somebody who speaks of it. */
static bool
is_of_country(const struct setting *setting, const struct name *name, uint32_t to)
{
	uint32_t end;

	if (words_before(setting->analysis->folded, name->span.from, "对 向 与 和 跟 从 自 亲 反 比 较 除 除了 入境 离开 被 由"))
		return false;
	return !words_in(setting->analysis->folded, name->span.to, to,
	    "公司 企业 巨头 厂 制造商 集团 龙头 股 指数 银行 上市 机构 网站 平台 品牌 商 基金 大学 分析 专家 学者 媒体 报 调查 研究 说 表示 称", &end);
}

/* The first good name of the stretch that what is counted in it is of. */
static const struct name *
place_counted_of(const struct setting *setting, uint32_t from, uint32_t to)
{
	const struct analysis *analysis = setting->analysis;

	for (size_t i = name_from(analysis, from); i < analysis->name_count && analysis->names[i].span.to <= to; i++)
		if (place_is_good(setting, i) && !(place_marks(setting, i) & MARK_OWNER) && is_of_country(setting, &analysis->names[i], to))
			return &analysis->names[i];
	return NULL;
}

/* The country that the clause is on; of an economy's, a clause before it that begins with its name. */
static const struct name *
place_of_statistics(const struct setting *setting)
{
	struct span clause = setting->clause, sentence = setting->analysis->sentences[setting->sentence].span;
	const struct name *name = place_counted_of(setting, clause.from, setting->quantity->span.from);

	while (!name && word_is_listed(of_economies, setting->slot) && clause_before(setting->analysis->folded, sentence, &clause)) {
		name = place_counted_of(setting, clause.from, clause.to);
		if (name && !place_is_head(setting->analysis, name, clause.from))
			return NULL;
	}
	return name;
}

/* Statistics go on with the country they began with. */
static struct role
place_of_last_rate(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t own = analysis->sentences[setting->sentence].paragraph;

	for (size_t i = setting->figure_count; i-- > 0;) {
		const struct figure *last = &setting->figures[i];
		uint32_t there = analysis->sentences[sentence_at(analysis, last->span.from)].paragraph;
		if (there + PARAGRAPHS_BACK < own || slot_kind_of(last->slot) != SLOT_RATE)
			break;
		if (last->place.text.n && !str_starts(last->place.id, S("place:world")))
			return role_with_prov(last->place, there == own ? PROV_PREVIOUS : PROV_PARAGRAPH);
	}
	return (struct role){ 0 };
}

/* 53%美国民众, 日本女性自杀率: of whom it is, of the country that they are called by. */
static struct role
place_of_people(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct role role = { 0 };

	for (size_t i = name_from(analysis, setting->clause.from); i < analysis->name_count && analysis->names[i].span.from <= setting->quantity->span.to && !role.text.n; i++) {
		const struct name *name = &analysis->names[i];
		if (name->kind == NAME_PEOPLE && (name->span.from == setting->quantity->span.to || place_is_head(analysis, name, setting->clause.from)))
			role = place_of_name(setting, name->whole);
	}
	return role;
}

/* 东京股市收跌0.2%: a market as a whole is of its place. */
static const struct name *
place_of_market(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	const struct name *best = NULL;

	for (size_t i = name_from(analysis, setting->clause.from); i < analysis->name_count && analysis->names[i].span.to <= setting->quantity->span.from; i++)
		if (analysis->names[i].kind == NAME_PLACE && words_at(analysis->folded, analysis->names[i].span.to, "股市 股汇 股汇市"))
			best = &analysis->names[i];
	return best;
}

struct role
place_of_stock(const struct setting *setting)
{
	const struct name *name = place_of_market(setting);

	return name ? place_role(setting, name, PROV_FRAME) : (struct role){ 0 };
}

const struct name *
place_of_own_rate(const struct setting *setting)
{
	return place_of_statistics(setting);
}

struct role
place_of_rate(const struct setting *setting)
{
	const struct name *name = place_of_statistics(setting);
	struct role role = name ? place_role(setting, name, PROV_SENTENCE) : place_of_people(setting);

	if (!role.text.n && word_is_listed(of_economies, setting->slot))
		role = place_of_bodies(setting);
	return role.text.n ? role : place_of_last_rate(setting);
}

struct role
place_of_share(const struct setting *setting)
{
	const struct name *name = place_counted_of(setting, setting->clause.from, setting->quantity->span.from);

	return name ? place_role(setting, name, PROV_FRAME) : place_of_people(setting);
}

bool
is_of_shares(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct span sentence = analysis->sentences[setting->sentence].span;
	uint32_t end;

	return word_is_listed(of_shares, setting->slot) &&
	       words_in(analysis->folded, sentence.from, sentence.to, "股 市值 蒸发 板块 涨停 跌停 收报 报收 收盘 开盘 净利 营收 营业额", &end);
}
