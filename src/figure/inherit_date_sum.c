/*
 * What adds up: to the day of writing, to the day up to which the text counts, since what began.
 */
#include "figure/inherit_date.h"

static const char as_of_words[] =
    "截至 截止 截止到 截至到 截止至 截至当地时间 截至北京时间 截至格林威治标准时间";

enum {
	DAY_SECONDS = 86400,
	WORD_SIZE = 6,	     /* two characters */
	BEGINNINGS_MAX = 64, /* moments that are looked through for what began */
};

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

/* 2月1日政变以来, 2月1日爆发，迄今: from that day on; another time between them is what the words
 * belong to. */
static bool
is_begun(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	size_t next = moment_from(analysis, moment->span.to);
	uint32_t behind, end, from = moment->span.to, to = setting->quantity->span.from;

	if (from >= to || date_text(moment).n != DAY_SIZE)
		return false;
	if (words_in(analysis->folded, from, to, "以来", &behind))
		to = words_in(analysis->folded, from, behind, "， 自 从", &end) ? from : behind;
	else if (!words_in(analysis->folded, from, to, "迄今 至今", &end))
		return false;
	for (; next < analysis->moment_count && analysis->moments[next].span.from < to; next++)
		if (date_has_place(&analysis->moments[next]))
			return false;
	return from < to;
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
		if (at >= WORD_SIZE &&
		    !words_before(analysis->folded, from + (uint32_t)at,
			"长期 一直 有史 历史 多年 近年 近来 开年 上台") &&
		    !words_before(
			analysis->folded, from + (uint32_t)at, "年 月 日 周 天 期 末 初 底 ，"))
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

/* Since what began on a day that the text names elsewhere, up to ${until}; or on one that it does
 * not. */
static bool
date_since_beginning(const struct setting *setting, struct str until, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	struct str word = beginning_before(setting);
	const struct moment *moment = word.n ? day_of_beginning(analysis, word) : NULL;
	bool has = moment && str_compare(date_text(moment), until) < 0;

	if (!word.n || (!has && setting->kind != SLOT_EVENT))
		return false;
	if (has)
		date_take(figure, moment, PROV_DOCUMENT);
	figure->edtf =
	    str_join(analysis->arena, has ? date_text(moment) : S(".."), S("/"), until, STR_END);
	figure->date_prov = PROV_DOCUMENT;
	return true;
}

static bool
is_said_before(const struct setting *setting, const char *words)
{
	uint32_t end;

	return words_in(setting->analysis->folded, setting->clause.from, setting->quantity->span.to,
	    words, &end);
}

bool
date_so_far(const struct setting *setting, const struct moment *moment, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	struct str today = written_day(analysis);
	enum slot_kind kind = slot_kind_of(figure->slot);
	bool is_sum, is_as_of;

	if (!today.n)
		return false;
	if (moment && is_begun(setting, moment) && !str_equal(date_text(moment), today)) {
		date_take(figure, moment, PROV_SENTENCE);
		figure->edtf = str_join(analysis->arena, date_text(moment), S("/"), today, STR_END);
		return true;
	}
	is_as_of = moment && date_text(moment).n == DAY_SIZE &&
		   words_before(analysis->folded, moment->span.from, as_of_words);
	if ((!moment || is_as_of) && kind != SLOT_STATE &&
	    date_since_beginning(setting, is_as_of ? date_text(moment) : today, figure))
		return true;
	if (moment &&
	    words_before(analysis->folded, moment->span.from, "截至 截止 截止到 截至到 到 至"))
		return false;
	/* 去年…累计: in that year, which is over */
	if (moment && moment->last_day != INT64_MAX && moment->first_day != INT64_MIN &&
	    moment->last_day + 1 < date_written(analysis))
		return false;
	is_sum = kind != SLOT_RATE &&
		 is_said_before(setting, "迄今 至今 累计 截至目前 截止目前 目前为止");
	if (!is_sum && (moment || kind != SLOT_EVENT || !is_said_before(setting, "目前 现在 如今")))
		return false;
	if (kind == SLOT_STATE || kind == SLOT_LASTING || str_equal(figure->slot, S("duration")))
		return true; /* a standing fact has no day */
	if (!is_sum && date_of_paragraph(setting, figure))
		return true;
	if (is_sum && moment && date_text(moment).n == DAY_SIZE)
		today = date_text(moment);
	else
		today = date_of_count(setting, today);
	figure->edtf = is_sum ? str_join(analysis->arena, S("../"), today, STR_END) : today;
	figure->date_prov = PROV_DOCUMENT;
	return true;
}

bool
date_is_up_to(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	enum slot_kind kind = setting->kind;

	if (word_is_listed(
		"injured killed_or_injured missing trapped places_affected without_power evacuated",
		setting->slot) ||
	    is_said_before(setting, "新增 又增") || date_text(moment).n > DAY_SIZE)
		return false;
	return (kind == SLOT_EVENT ||
		   (kind == SLOT_OPEN && is_said_before(setting, "累计 已 共计"))) &&
	       words_before(analysis->folded, moment->span.from, as_of_words);
}
