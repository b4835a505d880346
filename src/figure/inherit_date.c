#include "figure/inherit_date.h"

bool
date_has_place(const struct moment *moment)
{
	return moment->first_day <= moment->last_day && moment->grain != GRAIN_REF &&
	       moment->grain != GRAIN_DURATION && moment->edtf.n;
}

enum {
	DAY_SECONDS = 86400,
	MONTH_SIZE = 7 /* 2021-02 */,
	WORD_SIZE = 6 /* two characters */,
	BEGINNINGS_MAX = 64
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

static struct str
written_day(const struct analysis *analysis)
{
	struct buf day CLEAN(buf_done) = { .max = 2 * DAY_SIZE };
	int64_t written = date_written(analysis);

	if (written == INT64_MIN)
		return S("");
	when_push_day(&day, written * DAY_SECONDS, 0);
	return str_copy(analysis->arena, buf_str(&day));
}

/* 2月1日爆发迄今: from that day on; another time between them is what the words belong to. */
static bool
is_begun(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	size_t next = moment_from(analysis, moment->span.to);
	uint32_t end, from = moment->span.to, to = setting->quantity->span.from;

	if (from >= to || date_text(moment).n != DAY_SIZE ||
	    !words_in(analysis->folded, from, to, "迄今 至今 以来", &end))
		return false;
	for (; next < analysis->moment_count && analysis->moments[next].span.from < to; next++)
		if (date_has_place(&analysis->moments[next]))
			return false;
	return true;
}

/* 自政变以来: the word that names what began, before 以来; empty. */
static struct str
beginning_before(const struct setting *setting)
{
	static const struct str ends[] = { STR_INIT("以来"), STR_INIT("至今"), STR_INIT("迄今") };
	const struct analysis *analysis = setting->analysis;
	uint32_t from = analysis->sentences[setting->sentence].span.from,
		 to = setting->quantity->span.from;
	struct str before = str_slice(analysis->folded, from, to);

	for (size_t i = 0; i < LENGTH(ends); i++) {
		ptrdiff_t at = str_find(before, ends[i], 0);
		if (at >= WORD_SIZE && !words_before(analysis->folded, from + (uint32_t)at,
					   "年 月 日 周 天 期 末 初 底 ，"))
			return str_slice(before, (size_t)at - WORD_SIZE, (size_t)at);
	}
	return S("");
}

/* 2月1日的政变: the day beside which that word stands in its clause; NULL. */
static const struct moment *
day_of_beginning(const struct analysis *analysis, struct str word)
{
	for (size_t i = 0; i < analysis->moment_count && i < BEGINNINGS_MAX; i++) {
		const struct moment *moment = &analysis->moments[i];
		struct span clause;
		if (date_text(moment).n != DAY_SIZE || date_is_ahead(analysis, moment))
			continue;
		clause = clause_at(analysis->folded,
		    analysis->sentences[sentence_at(analysis, moment->span.from)].span,
		    moment->span.from);
		if (str_find(str_slice(analysis->folded, moment->span.to, clause.to), word, 0) >= 0)
			return moment;
	}
	return NULL;
}

/* Since what began on a day that the text names elsewhere. */
static bool
date_since_beginning(const struct setting *setting, struct str today, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	struct str word = beginning_before(setting);
	const struct moment *moment = word.n ? day_of_beginning(analysis, word) : NULL;

	if (!moment || str_compare(date_text(moment), today) >= 0)
		return false;
	date_take(figure, moment, PROV_DOCUMENT);
	figure->edtf = str_join(analysis->arena, date_text(moment), S("/"), today, STR_END);
	return true;
}

static bool
is_said_before(const struct setting *setting, const char *words)
{
	uint32_t end;

	return words_in(setting->analysis->folded, setting->clause.from, setting->quantity->span.to,
	    words, &end);
}

/* 迄今, 累计: up to the day it was written; 2月1日爆发迄今: from that day on; 目前: as of that day.
 */
static bool
date_so_far(const struct setting *setting, const struct moment *moment, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	struct str today = written_day(analysis);
	enum slot_kind kind = slot_kind_of(figure->slot);
	bool is_sum;

	if (!today.n)
		return false;
	if (moment && is_begun(setting, moment) && !str_equal(date_text(moment), today)) {
		date_take(figure, moment, PROV_SENTENCE);
		figure->edtf = str_join(analysis->arena, date_text(moment), S("/"), today, STR_END);
		return true;
	}
	if (!moment && kind != SLOT_STATE && date_since_beginning(setting, today, figure))
		return true;
	if (moment &&
	    words_before(analysis->folded, moment->span.from, "截至 截止 截止到 截至到 到 至"))
		return false;
	/* 去年…累计: in that year, which is over */
	if (moment && moment->last_day != INT64_MAX && moment->first_day != INT64_MIN &&
	    moment->last_day + 1 < date_written(analysis))
		return false;
	is_sum = is_said_before(setting, "迄今 至今 累计 截至目前 截止目前 目前为止");
	if (!is_sum && !(kind == SLOT_EVENT && is_said_before(setting, "目前 现在 如今")))
		return false;
	if (kind == SLOT_STATE || kind == SLOT_LASTING || str_equal(figure->slot, S("duration")))
		return true; /* a standing fact has no day */
	if (!is_sum && date_of_paragraph(setting, figure))
		return true;
	if (is_sum && moment && date_text(moment).n == DAY_SIZE)
		today = date_text(moment);
	else if (is_sum)
		today = date_of_count(setting, today);
	figure->edtf = is_sum ? str_join(analysis->arena, S("../"), today, STR_END) : today;
	figure->date_prov = PROV_DOCUMENT;
	return true;
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

/* The nearest that will do: the natural one, or the last before the figure in its sentence. */
static const struct moment *
moment_of(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t at = setting->quantity->span.from;
	const struct moment *moment = moment_for(analysis, at);

	if (!moment || date_can_be(setting, moment))
		return moment;
	for (size_t i = moment_from(analysis, at);
	     i-- > 0 &&
	     analysis->moments[i].span.from >= analysis->sentences[setting->sentence].span.from;)
		if (date_can_be(setting, &analysis->moments[i]))
			return &analysis->moments[i];
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
	return date_in_clause(setting, moment) ||
	       words_before(setting->analysis->folded, moment->span.to, "期间 之间") ||
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

static bool
takes_over(const struct setting *setting)
{
	struct str slot = setting->slot;
	enum slot_kind kind = slot_kind_of(slot);

	if (!setting->frame && word_is_listed("participants places_affected", slot))
		return false;
	return is_sent_out(setting) || (!word_is_listed(standing_slots, slot) &&
					   (kind == SLOT_EVENT || kind == SLOT_GATHERING ||
					       word_is_listed(taking_slots, slot)));
}

/* What is told without a day is of the text's own: events, and what markets did; not what
 * statistics say of a month or a year. */
static bool
is_of_its_day(const struct setting *setting)
{
	uint32_t end;

	return takes_over(setting) &&
	       !word_is_listed(
		   "price revenue profit visitors trade exports imports", setting->slot) &&
	       !words_in(setting->analysis->folded, setting->clause.from, setting->clause.to,
		   "同比 环比 年增 年减 平均 年均 每年 历年 上年 去年", &end);
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

	return words_in(analysis->folded, setting->clause.from, setting->quantity->span.from, "曾",
		   &end) ||
	       (setting->kind == SLOT_RATE &&
		   words_in(analysis->folded, setting->clause.from, setting->quantity->span.from,
		       "将 预计 预期 有望 预料 可望", &end));
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

static void
date_from_around(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	enum slot_kind kind = slot_kind_of(figure->slot);

	if (is_of_market(setting))
		date_of_text(setting, figure);
	if (figure->edtf.n || date_is_withheld(setting))
		return;
	if (words_at(analysis->folded, analysis->sentences[setting->sentence].span.from,
		"与此同时 同时， 同日 当时"))
		date_meanwhile(setting, figure);
	if (words_at(
		analysis->folded, analysis->sentences[setting->sentence].span.from, "其中 当中"))
		date_of_whole(setting, figure);
	if (figure->edtf.n || (kind == SLOT_STATE && !is_sent_out(setting)))
		return;
	if ((kind == SLOT_RATE || kind == SLOT_EVENT || kind == SLOT_GATHERING) &&
	    date_of_last(setting, figure))
		return;
	if (takes_over(setting) && !is_dated_behind(setting))
		date_before(setting, figure);
	if (!figure->edtf.n && is_of_its_day(setting) && !is_dated_behind(setting))
		date_of_text(setting, figure);
}

/* 截至8日: a count that runs up to that day. */
static bool
is_up_to(const struct setting *setting, const struct moment *moment)
{
	enum slot_kind kind = setting->kind;

	/* those of a day's disaster are of that day */
	if (word_is_listed(
		"injured killed_or_injured missing trapped places_affected without_power evacuated",
		setting->slot))
		return false;
	return (kind == SLOT_EVENT || kind == SLOT_OPEN) && date_text(moment).n <= DAY_SIZE &&
	       words_before(setting->analysis->folded, moment->span.from,
		   "截至 截止 截止到 截至到 截止至 截至当地时间 截至北京时间 截至格林威治标准时间");
}

static void
date_take_own(const struct setting *setting, const struct moment *moment, struct figure *figure)
{
	date_take(figure, moment, date_in_clause(setting, moment) ? PROV_FRAME : PROV_SENTENCE);
	if (is_up_to(setting, moment))
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
