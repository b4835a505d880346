#include "figure/inherit.h"

enum {
	DUAL_REACH = 18, /* bytes */
	SPEAKER_REACH = 30,
	SAYING_REACH = 27,
	BRACKET_REACH = 60,
	SUSPECT_REACH = 24,
};

/* Slots in which 一 with a classifier is a number: harm, hit, launch, interception. */
static const char *const singular_slots[] = { "killed", "injured", "killed_or_injured", "missing", "destroyed", "intercepted", "hit",
	"damaged", "launched", "bankrupt", "captured", "kidnapped", "trapped", "rescued", "hospitalised" };

static bool
is_in(const char *const *words, size_t count, struct str word)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(str_from_c(words[i]), word))
			return true;
	return false;
}

/* ---- what is no claim ---- */

static uint32_t
at_most(const struct analysis *analysis, uint32_t at, uint32_t bytes)
{
	return at + bytes < analysis->text.n ? at + bytes : (uint32_t)analysis->text.n;
}

static bool
is_outside_body(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	size_t i = sentence_at(analysis, figure->span.from);
	enum text_zone zone = i < analysis->sentence_count ? analysis->sentences[i].zone : IN_BODY;

	(void)quantity;
	return zone == IN_TITLE || zone == IN_CAPTION || zone == IN_DATELINE || zone == IN_CREDIT;
}

static bool
is_age(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	(void)analysis;
	(void)figure;
	return quantity->kind == QUANTITY_AGE;
}

static bool
is_article(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	uint32_t end;

	if (quantity->is_one && quantity->kind == QUANTITY_TIME)
		return !str_starts(figure->rule, S("frame."));
	if (!quantity->is_one || quantity->kind != QUANTITY_COUNT)
		return false;
	if (str_equal(figure->slot, S("arrested"))) /* a suspect counts */
		return !words_in(analysis->folded, figure->span.to, at_most(analysis, figure->span.to, SUSPECT_REACH), "嫌疑 嫌犯 疑犯 枪手 凶手 凶嫌", &end);
	return !is_in(singular_slots, LENGTH(singular_slots), figure->slot);
}

/* Part of a date, or of a time that lies somewhere; but two years of war are a figure. */
static bool
is_time(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	size_t from = 0, to = analysis->moment_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->moments[middle].span.to <= figure->span.from)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < analysis->moment_count && analysis->moments[from].span.from < figure->span.to; from++) {
		const struct moment *moment = &analysis->moments[from];
		bool covers = moment->span.from <= quantity->number.from && quantity->number.to <= moment->span.to;
		if (covers && moment->grain != GRAIN_DURATION)
			return true;
	}
	return false;
}

static bool
is_in_name(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	size_t from = 0, to = analysis->name_count;
	struct span name;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->names[middle].span.to <= quantity->number.from)
			from = middle + 1;
		else
			to = middle;
	}
	(void)figure;
	if (from == analysis->name_count || analysis->names[from].kind == NAME_PEOPLE)
		return false;
	name = analysis->names[from].span;
	return name.from <= quantity->number.from && quantity->number.to <= name.to && name.to - name.from > quantity->number.to - quantity->number.from;
}

/* 1人无受伤: one who is unhurt, no zero. */
static bool
is_unhurt(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	(void)figure;
	return quantity->is_zero && quantity > analysis->quantities && quantity[-1].span.to == quantity->span.from;
}

/* Several, thousands upon thousands: no number at all. */
static bool
is_boundless(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	(void)analysis;
	(void)quantity;
	return !figure->value.min[0] && !figure->value.max[0];
}

/* In the last two years, within five minutes, the 75th year of: when, not how long. */
static bool
is_when(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	struct str text = analysis->folded;

	if (quantity->kind != QUANTITY_TIME || str_starts(figure->rule, S("frame.sentence")))
		return false;
	if (str_equal(figure->unit, S("generation")) || (words_at(text, quantity->number.from, "一") && words_before(text, figure->span.from, "的")))
		return true;
	return words_at(text, figure->span.to, "前 后 以前 以后 之前 之后 来 以来 内 之内 中 里 间 期间 来的 期 新高 新低 高位 低位 高点 低点 均线 均价 规划 计划") ||
	       words_before(text, figure->span.from, "最初 头 开头 最后 随后 此后 往后 过去 最近 未来 今后 接下来 前 后 每 上 这 此") ||
	       words_before(text, figure->span.to, "内 周年 年度 年代 世纪 学年 财年");
}

/* 一天蒸发百亿, 每过一年: no length of anything, unless it ends what is said. */
static bool
is_passing_time(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	struct str text = analysis->folded;

	if (quantity->kind != QUANTITY_TIME || str_starts(figure->rule, S("frame.")) || figure->span.from != quantity->number.from ||
	    !words_at(text, quantity->number.from, "一") || strcmp(quantity->value.max, "1") != 0)
		return false;
	return words_before(text, figure->span.from, "每过 每隔 一年比 有那么 有 没有") ||
	       !(words_at(text, figure->span.to, "， 。 ； 、 的 ” ） )") || words_before(text, figure->span.from, "了 为 期 达 定 迟 停 才 近 约 长 满"));
}

/* 轻伤二级: a grade, where it is not that of a quake. */
static bool
is_grade(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	(void)quantity;
	return str_equal(figure->unit, S("magnitude")) && !str_starts(figure->rule, S("frame.magnitude")) &&
	       !words_at(analysis->folded, figure->span.to, "地震 强震 大地震 余震 浅层");
}

/* 108年接獲: a year of the Republic. */
static bool
is_republic_year(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	struct str digits = str_from_c(quantity->value.min);
	uint64_t year;

	return quantity->kind == QUANTITY_TIME && str_equal(figure->unit, S("year")) && pull_number(&digits, 999, &year) && !digits.n && year >= 90 &&
	       year <= 115 && figure->span.from == quantity->number.from && char_is_digit(analysis->folded.p[quantity->number.from]) &&
	       !words_at(analysis->folded, figure->span.to, "的 历史 前 后 时间 来 内");
}

/* A bare number of nothing that no words explain. */
static bool
is_of_nothing(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	(void)analysis;
	return !figure->unit.n && !figure->slot.n && !quantity->classifier.n && !quantity->is_amount;
}

/* These two diplomats: spoken of, not counted. */
static bool
is_known_already(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	(void)analysis;
	return quantity->is_definite && figure->same_as < 0 && !str_starts(figure->rule, S("frame."));
}

/* The name of people that follows at once; NULL: 三名官员. */
static const struct name *
people_behind(const struct analysis *analysis, const struct figure *figure)
{
	const struct name *found = NULL;

	for (size_t i = name_from(analysis, figure->span.to); i < analysis->name_count && analysis->names[i].span.from < figure->span.to + SPEAKER_REACH; i++)
		if (analysis->names[i].kind == NAME_PEOPLE)
			found = &analysis->names[i];
	return found;
}

/* 只有4人表示, 362人表示: so many of those who were asked; who is quoted is named, or one of a few. */
static bool
is_of_survey(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	struct str digits = str_from_c(quantity->value.min[0] ? quantity->value.min : quantity->value.max);
	uint64_t count;

	if (words_before(analysis->folded, figure->span.from, "只有 仅有 其中有 中有 共有 另有"))
		return true;
	return pull_number(&digits, 1000000000, &count) && count >= 10;
}

/* Who is only spoken of as the one who says it: 三名官员表示, 据一名目击者. */
static bool
is_speaker(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	const struct name *people;
	uint32_t end;

	if (!str_equal(figure->unit, S("person")) || is_of_survey(analysis, figure, quantity))
		return false;
	if (is_in_speaker(analysis, figure->span))
		return true;
	people = str_starts(figure->rule, S("frame.")) ? NULL : people_behind(analysis, figure);
	if (people && words_in(analysis->folded, people->span.to, at_most(analysis, people->span.to, SAYING_REACH), "说 表示 称 透露 指出 告诉 披露 证实", &end))
		return true;
	if (people && str_equal(people->id, S("official")) && words_at(analysis->folded, quantity->number.from, "两 二 三 2名 3名"))
		return true;
	return quantity->is_one && words_before(analysis->folded, figure->span.from, "据 对") &&
	       words_in(analysis->folded, figure->span.to, at_most(analysis, figure->span.to, SPEAKER_REACH), "说 称 描述 透露 表示", &end);
}

/* The first ten: a rank. */
static bool
is_rank(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	if (quantity->kind != QUANTITY_COUNT)
		return false;
	if (words_at(analysis->folded, figure->span.to, "位子 名次 席次 连胜 连跌 连涨 连霸 冠王"))
		return true;
	return words_before(analysis->folded, figure->span.from, "前 排名 排名第 名列第 排行 前面") && words_at(quantity->classifier, 0, "名 位 强 席 大");
}

/* 三个阶段, 两种方式: parts of a thought. */
static bool
is_abstract(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	if (quantity->kind != QUANTITY_COUNT || str_starts(figure->rule, S("frame.")))
		return false;
	return words_at(analysis->folded, figure->span.to, "阶段 问题 猜测 方面 方式 方法 条件 原因 因素 目标 步骤 特点 层面 选择 方案 办法 理由 角度 类型 版本 场景 "
							   "路 字 词 关键 重点 大方面 可能 原则 事实 层次 环节 主题 观点 建议 想法 要素 部分 头 心 步") ||
	       (words_at(quantity->classifier, 0, "种 步 句 层 方面 代 条路 分") && span_is_empty(quantity->noun));
}

/* 两人 at the head of a clause, 两人的: a pronoun. */
static bool
is_pronoun(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	if (str_starts(figure->rule, S("frame.")) || !words_at(quantity->classifier, 0, "人") || !words_at(analysis->folded, quantity->number.from, "两 二 三"))
		return false;
	return span_is_empty(quantity->noun) && figure->span.from == quantity->number.from &&
	       !words_before(analysis->folded, figure->span.from, "有 其中 另 另外 还有 共 中");
}

/* A few times, items, pounds, where nothing says of what. */
static bool
is_idle(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	static const char *const units[] = { "item", "kind", "variety", "piece", "pot", "cup", "bowl", "jin", "liang", "sentence" };

	(void)analysis;
	(void)quantity;
	if (figure->value.approx != APPROX_VAGUE || figure->slot.n)
		return false;
	return !figure->unit.n || str_equal(figure->unit, S("time")) ||
	       (is_in(units, LENGTH(units), figure->unit) && figure->value.max[0] && !figure->value.max[1]); /* 数千斤 are told */
}

/* Both of them: the two that were spoken of. */
static bool
is_dual(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity)
{
	uint32_t end;

	if (str_starts(figure->rule, S("frame.")) && !str_equal(quantity->classifier, S("位")))
		return false;
	return words_at(analysis->folded, quantity->number.from, "两 俩") &&
	       words_in(analysis->folded, figure->span.to, at_most(analysis, figure->span.to, DUAL_REACH), "都 均 皆", &end);
}

/* Where the bracket that is open at ${at} begins; UINT32_MAX: none is. */
static uint32_t
bracket_before(struct str text, uint32_t at)
{
	for (uint32_t i = at; i-- > 0 && at - i < BRACKET_REACH;) {
		if (text.p[i] != '(' && text.p[i] != ')' && (unsigned char)text.p[i] != 0xef) /* the wide ones begin so */
			continue;
		if (text.p[i] == ')' || str_starts(str_from(text, i), S("）")))
			break;
		if (text.p[i] == '(' || str_starts(str_from(text, i), S("（")))
			return i;
	}
	return UINT32_MAX;
}

/* In brackets behind an amount or a length: the same in another currency, in feet. */
static bool
is_conversion(const struct analysis *analysis, size_t i)
{
	const struct quantity *quantity = &analysis->quantities[i];
	bool is_measure = quantity->kind == QUANTITY_CURRENCY || quantity->kind == QUANTITY_DIMENSION;
	uint32_t bracket = is_measure ? bracket_before(analysis->folded, analysis->figures[i].span.from) : UINT32_MAX;

	return bracket != UINT32_MAX && i && quantity[-1].kind == quantity->kind && quantity[-1].span.to == bracket;
}

/* Such a figure says again what the one before it says, of the same place, day and speaker. */
static void
say_again(struct analysis *analysis, size_t i)
{
	struct figure *figure = &analysis->figures[i], told = *figure;

	*figure = analysis->figures[i - 1];
	figure->span = told.span;
	figure->value = told.value;
	figure->unit = told.unit;
	figure->same_as = (int32_t)i - 1;
}

static bool (*const filters[])(const struct analysis *analysis, const struct figure *figure, const struct quantity *quantity) = {
	is_outside_body, is_age, is_article, is_time, is_when, is_passing_time, is_in_name, is_unhurt, is_boundless, is_of_nothing, is_known_already, is_dual, is_speaker, is_idle,
	is_grade, is_republic_year, is_rank, is_abstract, is_pronoun,
};

static bool
is_claim(const struct analysis *analysis, size_t i)
{
	for (size_t k = 0; k < LENGTH(filters); k++)
		if (filters[k](analysis, &analysis->figures[i], &analysis->quantities[i]))
			return false;
	return true;
}

/* Indexes of other figures, after some have gone; what pointed to one that is gone points to nothing. */
static void
renumber(struct analysis *analysis, const int32_t *places, size_t before)
{
	for (size_t i = 0; i < analysis->figure_count; i++) {
		struct figure *figure = &analysis->figures[i];
		figure->of = figure->of >= 0 && (size_t)figure->of < before ? places[figure->of] : -1;
		figure->same_as = figure->same_as >= 0 && (size_t)figure->same_as < before ? places[figure->same_as] : -1;
	}
}

/* Figure ${i} is made of quantity ${i}; after this they part. */
void
figures_filter(struct analysis *analysis)
{
	size_t before = analysis->figure_count, kept = 0;
	int32_t *places = arena_array(analysis->arena, int32_t, before + 1);

	for (size_t i = 0; i < before; i++) {
		bool is_again = is_conversion(analysis, i);
		places[i] = -1;
		if (is_again)
			say_again(analysis, i);
		if (is_again ? places[i - 1] < 0 : !is_claim(analysis, i))
			continue;
		places[i] = (int32_t)kept;
		analysis->figures[kept++] = analysis->figures[i];
	}
	analysis->figure_count = kept;
	renumber(analysis, places, before);
}
