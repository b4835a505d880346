#include "figure/inherit_date.h"

bool
date_has_place(const struct moment *moment)
{
	return moment->first_day <= moment->last_day && moment->grain != GRAIN_REF &&
	       moment->grain != GRAIN_DURATION && moment->edtf.n;
}

enum {
	DAY_SECONDS = 86400,
	MONTH_SIZE = 7,	   /* 2021-02 */
	MARKET_LEAD = 600, /* bytes */
	PLAN_REACH = 60,
	YEAR_SIZE = 4,
};

struct str
date_text(const struct moment *moment)
{
	bool is_day = moment->first_day == moment->last_day && moment->edtf.n > DAY_SIZE &&
		      moment->edtf.p[DAY_SIZE] == 'T';

	if (moment->is_piece && moment->first_day != INT64_MIN && moment->last_day != INT64_MAX &&
	    moment->edtf.n > MONTH_SIZE)
		return str_slice(moment->edtf, 0, MONTH_SIZE);
	return is_day ? str_slice(moment->edtf, 0, DAY_SIZE) : moment->edtf;
}

void
date_take(struct figure *figure, const struct moment *moment, enum provenance prov)
{
	figure->edtf = date_text(moment);
	figure->date = moment->span;
	figure->date_prov = prov;
}

int64_t
date_published(const struct analysis *analysis)
{
	return analysis->published == INT64_MIN
		   ? INT64_MIN
		   : (analysis->published + analysis->zone_s) / DAY_SECONDS;
}

bool
date_is_ahead(const struct analysis *analysis, const struct moment *moment)
{
	int64_t published = date_published(analysis);

	return moment->is_future || (published != INT64_MIN && moment->first_day != INT64_MIN &&
					moment->first_day > published);
}

void
date_copy(struct figure *figure, const struct figure *from, enum provenance prov)
{
	figure->edtf = from->edtf;
	figure->date = from->date;
	figure->date_prov = prov;
}

/* The last moment before the figure in its sentence is 近日, 最近: the day is not said. */
static bool
is_lately(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t from = analysis->sentences[setting->sentence].span.from;

	for (size_t i = moment_from(analysis, setting->quantity->span.from);
	     i-- > 0 && analysis->moments[i].span.from >= from;) {
		const struct moment *moment = &analysis->moments[i];
		if (date_has_place(moment))
			return false;
		if (str_equal(moment->edtf, S("PAST_REF")))
			return words_at(analysis->folded, moment->span.from,
			    "最近 近期 近日 日前 近来 近年 前几天 不久前 此前 先前 早前 之前");
	}
	return false;
}

/* If…, 10 would…: what has not happened has no day. */
static bool
is_supposed(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end;

	return words_in(analysis->folded, analysis->sentences[setting->sentence].span.from,
	    setting->quantity->span.from, "如果 假如 一旦 倘若 要是 万一 假设", &end);
}

/* The nearest that will do: the natural one, the last before the figure in its sentence, the next
 * one in its clause. */
static const struct moment *
moment_of(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t at = setting->quantity->span.from,
		 from = analysis->sentences[setting->sentence].span.from;
	const struct moment *moment = moment_for(analysis, at);
	size_t next = moment_from(analysis, at);

	if (!moment || date_can_be(setting, moment))
		return moment;
	for (size_t i = next; i-- > 0 && analysis->moments[i].span.from >= from;)
		if (date_can_be(setting, &analysis->moments[i]))
			return &analysis->moments[i];
	for (;
	     next < analysis->moment_count && analysis->moments[next].span.to <= setting->clause.to;
	     next++)
		if (date_can_be(setting, &analysis->moments[next]))
			return &analysis->moments[next];
	return NULL;
}

/* What a state of things is of: a time that its clause names, or a year that heads the sentence
 * (2020年，…). */
static bool
can_date_state(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t from = analysis->sentences[setting->sentence].span.from;

	return date_in_clause(setting, moment) ||
	       (moment->grain > GRAIN_DAY && moment->span.from == from &&
		   words_at(analysis->folded, moment->span.to, "， ,"));
}

/* How long something goes on: its clause's, or from then till then. */
static bool
can_date_duration(const struct setting *setting, const struct moment *moment)
{
	uint32_t end;

	return date_in_clause(setting, moment) ||
	       words_in(setting->analysis->folded, moment->span.from, moment->span.to,
		   "期间 之间 至 到", &end) ||
	       words_at(setting->analysis->folded, moment->span.to, "期间 之间");
}

static bool
can_date_slot(const struct setting *setting, const struct moment *moment)
{
	if (str_equal(setting->slot, S("duration")))
		return can_date_duration(setting, moment);
	return setting->kind != SLOT_STATE ||
	       word_is_listed("deployed market_value reserves", setting->slot) ||
	       can_date_state(setting, moment);
}

/* 出动80名消防员 is done on a day; 部署1万名士兵 goes on. */
static bool
is_sent_out(const struct setting *setting)
{
	return setting->frame && str_equal(setting->slot, S("deployed")) &&
	       words_at(setting->analysis->folded, setting->frame->trigger.from,
		   "出动 派出 派遣 调派 增派 调集");
}

/* Slots that hand a day on from sentence to sentence: what happens, and what is counted or traded
 * on a day. */
static const char taking_slots[] =
    "growth decline price revenue profit visitors trade exports imports purchased sold";
/* Sums and rules that are spoken of as known: only a day beside them is theirs. */
static const char standing_slots[] = "stimulus doses fine sentence affected";

/* 1.9万亿美元的援助计划: a plan that is spoken of, whenever. */
static bool
is_plan(const struct setting *setting)
{
	uint32_t end, to = setting->quantity->span.to;

	return word_is_listed("aid stimulus", setting->slot) &&
	       words_in(setting->analysis->folded, to,
		   to + PLAN_REACH < setting->clause.to ? to + PLAN_REACH : setting->clause.to,
		   "计划 法案 方案 议案 纾困案", &end);
}

static bool
takes_over(const struct setting *setting)
{
	struct str slot = setting->slot;
	enum slot_kind kind = slot_kind_of(slot);

	if ((!setting->frame && word_is_listed("participants places_affected", slot)) ||
	    is_plan(setting))
		return false;
	return is_sent_out(setting) || (!word_is_listed(standing_slots, slot) &&
					   (kind == SLOT_EVENT || kind == SLOT_GATHERING ||
					       word_is_listed(taking_slots, slot)));
}

/* Does the text tell of a market's day: its lead, or this sentence? */
static bool
is_market_text(const struct setting *setting)
{
	static const char words[] = "收盘 收高 收低 收涨 收跌 收报 报收 盘中 开盘 早盘 尾盘 股市 "
				    "股指 综指 沪指 恒指 道指 纳指 标普 汇市 油价 金价 "
				    "美股 港股 a股 台股 日股 欧股 亚股 美元兑 兑美元 现货金 期金";
	const struct analysis *analysis = setting->analysis;
	uint32_t end,
	    lead = MARKET_LEAD < analysis->text.n ? MARKET_LEAD : (uint32_t)analysis->text.n;

	return words_in(analysis->folded, 0, lead, words, &end) ||
	       (!str_equal(setting->slot, S("price")) &&
		   words_in(
		       analysis->folded, setting->clause.from, setting->clause.to, words, &end));
}

/* 同比, 年均: of a month or a year, whatever the day. */
static bool
is_statistics(const struct setting *setting)
{
	uint32_t end;

	return words_in(setting->analysis->folded, setting->clause.from, setting->clause.to,
	    "同比 环比 年增 年减 平均 年均 每年 历年 上年 去年 cpi ppi gdp", &end);
}

/* What is told without a day is of the text's own: events, and what markets did; not what
 * statistics say of a month or a year. */
static bool
is_of_its_day(const struct setting *setting)
{

	if (!takes_over(setting) ||
	    word_is_listed(
		"price revenue profit visitors trade exports imports participants sold purchased",
		setting->slot) ||
	    is_statistics(setting))
		return false;
	return setting->kind != SLOT_RATE || is_market_text(setting);
}

/* 截至收盘, 盘中: of the day on which the market that the text tells of was open. */
static bool
is_of_market(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end;

	return word_is_listed("growth decline price market_value", setting->slot) &&
	       words_in(analysis->folded, analysis->sentences[setting->sentence].span.from,
		   setting->clause.to,
		   "收盘 盘中 盘后 开盘 早盘 午盘 尾盘 截至发稿 报收 收报 收涨 收跌 收高 收低",
		   &end);
}

/* 曾两次: once, it is not said when; 将出口: what is to come is of no day that was. */
static bool
is_other_time(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t end;

	if (words_at(analysis->folded, analysis->sentences[setting->sentence].span.from,
		"几天后 数天后 数日后 几日后 几周后 数周后 几个月后 数月后 几年后 数年后"))
		return true;
	return words_in(analysis->folded, setting->clause.from, setting->clause.to,
		   "曾 那场 那次 那起", &end) ||
	       (setting->kind == SLOT_RATE &&
		   words_in(analysis->folded, setting->clause.from, setting->quantity->span.from,
		       "将 可能 预计 预期 有望 预料 可望", &end));
}

/* A paragraph's first sentence has no day, its next one has: they tell of two times. */
static bool
is_dated_behind(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	const struct sentence *own = &analysis->sentences[setting->sentence], *next = own + 1;
	struct span clause;

	if (setting->kind != SLOT_EVENT || !setting->sentence ||
	    own[-1].paragraph == own->paragraph ||
	    setting->sentence + 1 >= analysis->sentence_count || next->paragraph != own->paragraph)
		return false;
	clause = clause_at(analysis->folded, next->span, next->span.from);
	for (size_t i = moment_from(analysis, clause.from);
	     i < analysis->moment_count && analysis->moments[i].span.from < clause.to; i++)
		if (date_has_place(&analysis->moments[i]) &&
		    analysis->moments[i].grain == GRAIN_DAY &&
		    !words_at(analysis->folded, analysis->moments[i].span.from, "当 同 是 次 翌"))
			return true;
	return false;
}

bool
date_is_withheld(const struct setting *setting)
{
	return is_supposed(setting) || is_lately(setting) || is_other_time(setting);
}

static struct str
year_after(const struct analysis *analysis, const struct moment *moment)
{
	struct buf year CLEAN(buf_done) = { .max = 2 * DAY_SIZE };

	when_push_day(&year, (moment->last_day + 1) * DAY_SECONDS, 0);
	return str_copy(analysis->arena, str_slice(buf_str(&year), 0, YEAR_SIZE));
}

/* 比2019年增加32%: of the year after, where that has come. */
static bool
date_after_year(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t from = analysis->sentences[setting->sentence].span.from;
	int64_t published = date_published(analysis);
	size_t i = moment_from(analysis, setting->quantity->span.from);
	const struct moment *moment = i ? &analysis->moments[i - 1] : NULL;

	if (!moment || moment->span.from < from || moment->grain != GRAIN_YEAR ||
	    moment->edtf.n != YEAR_SIZE || !char_is_digit(analysis->text.p[moment->span.from]) ||
	    !word_is_listed("growth decline", setting->slot) ||
	    !words_before(analysis->folded, moment->span.from, "比 较 相比") ||
	    published == INT64_MIN || moment->last_day >= published)
		return false;
	date_take(figure, moment, PROV_SENTENCE);
	figure->edtf = year_after(analysis, moment);
	return true;
}

/* The last figure of the paragraph goes on to be of its time, where it is one of the kind. */
static bool
follows_rate(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	const struct figure *last =
	    setting->figure_count ? &setting->figures[setting->figure_count - 1] : NULL;

	return last && last->edtf.n && slot_kind_of(last->slot) == SLOT_RATE &&
	       analysis->sentences[sentence_at(analysis, last->span.from)].paragraph ==
		   analysis->sentences[setting->sentence].paragraph;
}

/* In a market's text what has no time is of its day, but for what goes on from the figure before
 * it. */
static bool
date_of_market(const struct setting *setting, struct figure *figure)
{
	if (!word_is_listed("growth decline price market_value", setting->slot) ||
	    !setting->frame || follows_rate(setting) || !is_market_text(setting) ||
	    is_statistics(setting))
		return false;
	date_of_text(setting, figure);
	return figure->edtf.n;
}

static void
date_from_around(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	enum slot_kind kind = slot_kind_of(figure->slot);

	if (is_of_market(setting))
		date_of_text(setting, figure);
	if (figure->edtf.n || date_is_withheld(setting) || date_after_year(setting, figure))
		return;
	if (words_at(analysis->folded, analysis->sentences[setting->sentence].span.from,
		"与此同时 同时， 同日 当时"))
		date_meanwhile(setting, figure);
	if (words_at(
		analysis->folded, analysis->sentences[setting->sentence].span.from, "其中 当中"))
		date_of_whole(setting, figure);
	if (figure->edtf.n || date_of_market(setting, figure) ||
	    (kind == SLOT_STATE && !is_sent_out(setting)))
		return;
	if (!is_plan(setting) &&
	    (kind == SLOT_RATE || kind == SLOT_EVENT || kind == SLOT_GATHERING) &&
	    date_of_last(setting, figure))
		return;
	if (takes_over(setting) && !is_dated_behind(setting))
		date_before(setting, figure);
	if (!figure->edtf.n && is_of_its_day(setting) && !is_dated_behind(setting))
		date_of_text(setting, figure);
}

static void
date_take_own(const struct setting *setting, const struct moment *moment, struct figure *figure)
{
	date_take(figure, moment, date_in_clause(setting, moment) ? PROV_FRAME : PROV_SENTENCE);
	if (date_is_up_to(setting, moment))
		figure->edtf = str_join(setting->analysis->arena, S("../"), figure->edtf, STR_END);
}

void
date_of(const struct setting *setting, struct figure *figure)
{
	const struct moment *moment = moment_of(setting);
	enum slot_kind kind = slot_kind_of(figure->slot);

	if (kind == SLOT_LASTING)
		return;
	if ((!moment || !date_in_clause(setting, moment)) && date_so_far(setting, moment, figure))
		return;
	if (moment && !date_in_clause(setting, moment) && is_lately(setting))
		return;
	if (!moment)
		date_from_around(setting, figure);
	else if (can_date_slot(setting, moment))
		date_take_own(setting, moment, figure);
}
