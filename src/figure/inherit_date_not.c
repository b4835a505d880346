/*
 * Times of a figure's sentence that are not when it happened: what it is held against, what came of
 * it, what a paper is called by.
 */
#include "figure/inherit_date.h"

enum {
	AGE_DAYS = 12000, /* longer than what figures are of */
	COMMA_SIZE = 3,
	FOUNDING_REACH = 18, /* bytes */
	HEAD_REACH = 30,     /* bytes */
	CLAUSES_FAR = 3,
	BRACKET_REACH = 36, /* bytes */
};

bool
date_in_clause(const struct setting *setting, const struct moment *moment)
{
	return moment->span.from >= setting->clause.from && moment->span.to <= setting->clause.to;
}

/* …, the bloodiest day since 1 February: that day is not its own. */
static bool
is_since_behind(const struct setting *setting, const struct moment *moment)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span;
	uint32_t end;

	return moment->span.from >= setting->clause.to &&
	       words_in(
		   setting->analysis->folded, moment->span.to, sentence.to, "以来 之后 后的", &end);
}

/* This century: no date of anything. */
static bool
is_age_long(const struct setting *setting, const struct moment *moment)
{
	(void)setting;
	return moment->grain != GRAIN_OPEN && moment->first_day != INT64_MIN &&
	       moment->last_day != INT64_MAX && moment->last_day - moment->first_day > AGE_DAYS;
}

/* 逾九个月来最大, 2008年以来首次: what it is held against. */
static bool
is_record(const struct analysis *analysis, const struct moment *moment)
{
	struct str words = span_text(analysis->folded, moment->span);
	bool is_since = str_ends(words, S("来")) || str_ends(words, S("今")) ||
			words_at(analysis->folded, moment->span.to, "来 以来");

	return is_since && words_at(analysis->folded, moment->span.to,
			       "最 的最 首 的首 新高 的新高 新低 的新低 高点 高位 低点 低位 第二 "
			       "次高 仅见 罕见 未有 未见 来最 来的最 来首 来的首 来新 来的新 "
			       "以来最 以来的最 以来首 以来的首 以来新 以来的新 以来第 同期");
}

/* 较去年同期增长 N; not 较上月平均价 N. */
static bool
is_change_between(const struct setting *setting, const struct moment *moment)
{
	uint32_t end, from = moment->span.to, to = setting->quantity->span.from;

	return from >= to || word_is_listed("growth decline ratio share", setting->slot) ||
	       words_in(setting->analysis->folded, from, to,
		   "增 减 升 降 涨 跌 成长 衰退 下滑 扩大 缩 高 低 多 少 ， , 倍", &end);
}

/* More than in September: that is what it is held against. */
static bool
is_compared_with(const struct setting *setting, const struct moment *moment)
{
	return is_record(setting->analysis, moment) ||
	       (words_before(
		    setting->analysis->folded, moment->span.from, "比 较 比起 相比 与 同") &&
		   is_change_between(setting, moment)) ||
	       (words_at(setting->analysis->folded, moment->span.to,
		    "预估 预测 预期 估计 时预测 的预测 的预估") &&
		   !words_at(setting->analysis->folded, moment->span.to, "预期目标"));
}

/* 春节期间: days that a feast's one day does not tell. */
static bool
is_season(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end;

	return words_in(analysis->folded, moment->span.from, moment->span.to, "节 元旦 除夕 新年",
		   &end) &&
	       words_at(analysis->folded, moment->span.to, "期间 假期 假日 长假 前 后 连假");
}

/* 冬季风暴: a kind of weather, not when; 去年冬季 says when. */
static bool
is_weather(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end;

	return moment->grain == GRAIN_SEASON && !words_in(analysis->folded, moment->span.from,
						    moment->span.to, "年 去 今 本 上 这 明", &end);
}

/* …停电，但在14日全部恢复: the day of what came of it. */
static bool
is_of_sequel(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	struct span clause;

	if (moment->span.from < setting->clause.to)
		return false;
	clause = clause_at(
	    analysis->folded, analysis->sentences[setting->sentence].span, moment->span.from);
	return words_at(analysis->folded, clause.from, "但 而 不过 直到 随后 之后 其后 并将 并已");
}

/* 2020年四季报: what a paper is called by. */
static bool
is_of_paper(const struct setting *setting, const struct moment *moment)
{
	return !word_is_listed("growth decline revenue profit", setting->slot) &&
	       words_at(setting->analysis->folded, moment->span.to,
		   "年报 季报 四季报 三季报 一季报 半年报 中报 财报 年度报告 年鉴 年版 版");
}

/* A day named behind, with a number of its own, is that number's; and a rate's day stands before
 * it. */
static bool
is_of_next(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	struct span sentence = analysis->sentences[setting->sentence].span, clause;

	if (moment->span.from < setting->clause.to)
		return false;
	if (setting->kind == SLOT_RATE || words_before(analysis->folded, moment->span.to, "以来"))
		return true;
	clause = clause_at(analysis->folded, sentence, moment->span.from);
	for (const struct quantity *next = setting->quantity + 1;
	     next < analysis->quantities + analysis->quantity_count && next->span.from < clause.to;
	     next++)
		if (next->span.from >= clause.from)
			return true;
	return false;
}

/* A day that the text cannot know yet, and does not announce. */
static bool
is_unheard(const struct setting *setting, const struct moment *moment)
{
	int64_t published = date_published(setting->analysis);

	return published != INT64_MIN && !moment->is_future && moment->first_day != INT64_MIN &&
	       moment->first_day > published + 1;
}

/* …攻击平民，尤其是在元旦这天，并说…: a clause that only gives an instance of the one before it. */
static bool
is_of_instance(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	struct span clause;

	if (date_in_clause(setting, moment))
		return false;
	clause = clause_at(
	    analysis->folded, analysis->sentences[setting->sentence].span, moment->span.from);
	return words_at(analysis->folded, clause.from, "尤其 特别是");
}

/* 三年后利息变成1000元: counted from a day that is not named, unless it is still to come. */
static bool
is_counted_on(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end;

	return date_is_ahead(analysis, moment) &&
	       words_before(analysis->folded, moment->span.to,
		   "年后 月后 天后 周后 日后 年之后 月之后 天之后") &&
	       !words_in(analysis->folded, analysis->sentences[setting->sentence].span.from,
		   setting->clause.to, "将 会 预计 预期 预估 料 可望 有望 计划 预测 要", &end);
}

/* 4月交割价: which of the things that are traded. */
static bool
is_of_contract(const struct setting *setting, const struct moment *moment)
{
	return words_at(setting->analysis->folded, moment->span.to, "交割 合约 期约 期货 到期");
}

/* 相较上一季（2020年7至9月）: in brackets behind what is held against. */
static bool
is_compared_in_brackets(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end,
	    from = moment->span.from > BRACKET_REACH ? moment->span.from - BRACKET_REACH : 0;

	return words_before(analysis->folded, moment->span.from, "（ (") &&
	       words_in(analysis->folded, from, moment->span.from, "较 比", &end);
}

/* Does it begin the next clause: 2人因旷课，去年已休学? */
static bool
heads_next(const struct setting *setting, const struct moment *moment)
{
	return moment->span.from <= setting->clause.to + COMMA_SIZE;
}

static bool
has_time_before(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t from = analysis->sentences[setting->sentence].span.from;

	for (size_t i = moment_from(analysis, setting->quantity->span.from);
	     i-- > 0 && analysis->moments[i].span.from >= from;)
		if (date_has_place(&analysis->moments[i]) &&
		    !date_is_ahead(analysis, &analysis->moments[i]))
			return true;
	return false;
}

/* Named behind the figure: still to come, or in another clause of what is not known to be an event.
 */
static bool
is_behind_apart(const struct setting *setting, const struct moment *moment)
{
	bool is_ahead = date_is_ahead(setting->analysis, moment);

	if (moment->span.from < setting->quantity->span.to)
		return false;
	if (moment->span.from < setting->clause.to)
		return is_ahead && has_time_before(setting);
	return is_ahead || (setting->kind == SLOT_OPEN && !heads_next(setting, moment));
}

/* 成立于1980年的基金会…, 1975年服役: when its subject began. */
static bool
is_of_founding(const struct setting *setting, const struct moment *moment)
{
	static const char begins[] = "成立 创立 创办 创建 建立 建成 落成 开业 服役 独立 建国";
	const struct analysis *analysis = setting->analysis;
	uint32_t end, to = moment->span.to + FOUNDING_REACH;

	if (date_in_clause(setting, moment) || moment->grain < GRAIN_MONTH ||
	    setting->kind == SLOT_RATE)
		return false;
	return words_before(analysis->folded, moment->span.from,
		   "成立于 建于 创立于 创办于 生于 创建于 建成于 始于") ||
	       words_in(analysis->folded, moment->span.to,
		   to < setting->clause.from ? to : setting->clause.from, begins, &end);
}

/* A year or a month that many clauses before named, and that does not head the sentence: of what is
 * not known to be an event. */
static bool
is_far(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t from = analysis->sentences[setting->sentence].span.from;
	int breaks = 0;

	if (setting->kind != SLOT_OPEN || moment->grain < GRAIN_MONTH ||
	    moment->span.to > setting->quantity->span.from || moment->span.from < from + HEAD_REACH)
		return false;
	text_distance(analysis->folded, moment->span.to, setting->quantity->span.from, &breaks);
	return breaks >= CLAUSES_FAR;
}

/* It says where in time, and none of these hold. */
static bool (*const nots[])(const struct setting *setting, const struct moment *moment) = {
	is_compared_with,
	is_of_paper,
	is_season,
	is_weather,
	is_of_sequel,
	is_of_instance,
	is_age_long,
	is_since_behind,
	is_of_next,
	is_unheard,
	is_counted_on,
	is_of_founding,
	is_far,
	is_of_contract,
	is_compared_in_brackets,
	is_behind_apart,
};

bool
date_can_be(const struct setting *setting, const struct moment *moment)
{
	if (!date_has_place(moment))
		return false;
	for (size_t i = 0; i < LENGTH(nots); i++)
		if (nots[i](setting, moment))
			return false;
	return true;
}
