#include "figure/inherit.h"
#include "figure/moment.h"

static bool
has_place_in_time(const struct moment *moment)
{
	return moment->first_day <= moment->last_day && moment->grain != GRAIN_REF && moment->grain != GRAIN_DURATION && moment->edtf.n;
}

enum {
	YEAR_SIZE = 4,
	DAY_SIZE = 10,	  /* 2021-02-03 */
	BEGINNING_REACH = 42, /* bytes from the day something began to 以来 */
	LASTING_DAYS = 8, /* of a time that goes on to be that of other sentences */
	DAY_SECONDS = 86400,
	LAST_MAX = 8, /* figures that are looked through */
	AGE_DAYS = 12000, /* longer than what figures are of */
};

/* The day alone: what part of it, and the time of day, are not of an event's date. */
static struct str
day_of(const struct moment *moment)
{
	bool is_day = moment->first_day == moment->last_day && moment->edtf.n > DAY_SIZE && moment->edtf.p[DAY_SIZE] == 'T';

	return is_day ? str_slice(moment->edtf, 0, DAY_SIZE) : moment->edtf;
}

static void
take_date(struct figure *figure, const struct moment *moment, enum provenance prov)
{
	figure->edtf = day_of(moment);
	figure->date = moment->span;
	figure->date_prov = prov;
}

/* 2月1日政变以来, 2月1日爆发迄今: the day that something began. */
static bool
is_beginning(const struct analysis *analysis, const struct moment *moment)
{
	uint32_t end, to = moment->span.to + BEGINNING_REACH;

	return words_in(analysis->folded, moment->span.to, to < analysis->text.n ? to : (uint32_t)analysis->text.n, "以来 迄今 至今 的政变", &end);
}

/* A day still to come, when the text was written. */
static bool
is_ahead(const struct analysis *analysis, const struct moment *moment)
{
	return moment->is_future || (analysis->published != INT64_MIN && moment->first_day != INT64_MIN &&
				     moment->first_day > (analysis->published + analysis->zone_s) / DAY_SECONDS);
}

/* A day that what is told after it may be of. */
static bool
is_lasting(const struct setting *setting, const struct moment *moment, bool is_next)
{
	const struct analysis *analysis = setting->analysis;
	bool is_short = moment->grain <= GRAIN_WEEK && moment->last_day - moment->first_day < LASTING_DAYS;

	return has_place_in_time(moment) && !moment->is_doubtful && (is_short || (is_next && moment->grain == GRAIN_MONTH)) &&
	       !is_beginning(analysis, moment) && !is_ahead(analysis, moment) &&
	       !words_at(analysis->folded, moment->span.to, "披露 警告 公布 警告说") &&
	       analysis->sentences[sentence_at(analysis, moment->span.from)].zone != IN_CAPTION;
}

/* Index of the first moment of the sentence that lasts; -1. */
static ptrdiff_t
moment_in(const struct setting *setting, struct span sentence, bool is_next)
{
	const struct analysis *analysis = setting->analysis;

	for (size_t i = moment_from(analysis, sentence.from); i < analysis->moment_count && analysis->moments[i].span.from < sentence.to; i++)
		if (is_lasting(setting, &analysis->moments[i], is_next))
			return (ptrdiff_t)i;
	return -1;
}

/* A day, or days of one month: what may be taken over. */
static bool
is_day_text(struct str edtf)
{
	return edtf.n == DAY_SIZE || (edtf.n == 2 * DAY_SIZE + 1 && str_equal(str_slice(edtf, 0, 7), str_slice(edtf, DAY_SIZE + 1, DAY_SIZE + 8)));
}

/* The last figure of the sentence whose date another may take over: a day; a year too, from one statistic to the next. */
static const struct figure *
figure_in(const struct setting *setting, const struct figure *own, struct span sentence)
{
	bool is_rate = slot_kind_of(own->slot) == SLOT_RATE;

	for (size_t i = setting->figure_count; i-- > 0 && setting->figures[i].span.from >= sentence.from;)
		if (setting->figures[i].span.from < sentence.to && !is_passing(&setting->figures[i]) &&
		    (is_day_text(setting->figures[i].edtf) || (is_rate && setting->figures[i].edtf.n == YEAR_SIZE)))
			return &setting->figures[i];
	return NULL;
}

static void
copy_date(struct figure *figure, const struct figure *from, enum provenance prov)
{
	figure->edtf = from->edtf;
	figure->date = from->date;
	figure->date_prov = prov;
}

/* Sentence by sentence back, not further than two paragraphs: the day named there, or that of the figures there. */
static void
date_before(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t own = analysis->sentences[setting->sentence].paragraph;

	for (size_t i = setting->sentence; i-- > 0 && analysis->sentences[i].paragraph + PARAGRAPHS_BACK >= own;) {
		const struct sentence *sentence = &analysis->sentences[i];
		enum provenance prov = sentence->paragraph == own ? PROV_PREVIOUS : PROV_PARAGRAPH;
		ptrdiff_t moment = moment_in(setting, sentence->span, i + 1 == setting->sentence && sentence->paragraph == own);
		const struct figure *before = figure_in(setting, figure, sentence->span);
		if (before)
			copy_date(figure, before, prov);
		else if (moment >= 0)
			take_date(figure, &analysis->moments[moment], prov);
		if (figure->edtf.n)
			return;
	}
}

/* …, the bloodiest day since 1 February: that day is not its own. */
static bool
is_since_behind(const struct setting *setting, const struct moment *moment)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span;
	uint32_t end;

	return moment->span.from >= setting->clause.to && words_in(setting->analysis->folded, moment->span.to, sentence.to, "以来 之后 后的", &end);
}

/* This century: no date of anything. */
static bool
is_age_long(const struct moment *moment)
{
	return moment->grain != GRAIN_OPEN && moment->first_day != INT64_MIN && moment->last_day != INT64_MAX &&
	       moment->last_day - moment->first_day > AGE_DAYS;
}

/* More than in September: that is what it is held against. */
static bool
is_compared_with(const struct setting *setting, const struct moment *moment)
{
	return words_before(setting->analysis->folded, moment->span.from, "比 较 比起 相比 与 同") ||
	       words_at(setting->analysis->folded, moment->span.to, "预估 预测 预期 估计 时预测 的预测 的预估");
}

/* The last figure before this one that is more than an article's one. */
static const struct figure *
last_figure(const struct setting *setting)
{
	for (size_t i = setting->figure_count, n = 0; i-- > 0 && n < LAST_MAX; n++)
		if (!is_passing(&setting->figures[i]))
			return &setting->figures[i];
	return NULL;
}

/* What the same speaker counted last has its date for what he goes on to say. */
static bool
date_of_last(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	const struct figure *last = last_figure(setting);
	uint32_t own, there;

	if (!last || !last->edtf.n)
		return false;
	own = analysis->sentences[setting->sentence].paragraph;
	there = analysis->sentences[sentence_at(analysis, last->span.from)].paragraph;
	/* what statistics say of a year or a quarter they go on to say of it */
	if (there == own && slot_kind_of(figure->slot) == SLOT_RATE && slot_kind_of(last->slot) == SLOT_RATE) {
		copy_date(figure, last, PROV_PREVIOUS);
		return true;
	}
	if (there + 1 < own || !last->speaker.text.n || !str_equal(last->speaker.text, figure->speaker.text))
		return false;
	copy_date(figure, last, there == own ? PROV_PREVIOUS : PROV_PARAGRAPH);
	return true;
}

/* A day that the paragraph's last figure is of. */
static bool
date_of_paragraph(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	const struct figure *last = setting->figure_count ? &setting->figures[setting->figure_count - 1] : NULL;

	if (!last || last->edtf.n != DAY_SIZE ||
	    analysis->sentences[sentence_at(analysis, last->span.from)].paragraph != analysis->sentences[setting->sentence].paragraph)
		return false;
	copy_date(figure, last, PROV_PREVIOUS);
	return true;
}

static struct str
published_day(const struct analysis *analysis)
{
	struct buf day CLEAN(buf_done) = { .max = 2 * DAY_SIZE };

	if (analysis->published == INT64_MIN)
		return S("");
	when_push_day(&day, analysis->published, analysis->zone_s);
	return str_copy(analysis->arena, buf_str(&day));
}

/* 迄今, 累计: as of the day it was written; 2月1日爆发迄今: from that day on. */
static bool
date_so_far(const struct setting *setting, const struct moment *moment, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	struct str today = published_day(analysis);
	uint32_t end;

	if (!today.n)
		return false;
	if (moment && moment->span.to < figure->span.from && day_of(moment).n == DAY_SIZE &&
	    words_in(analysis->folded, moment->span.to, figure->span.from, "迄今 至今 以来", &end)) {
		take_date(figure, moment, PROV_SENTENCE);
		figure->edtf = str_join(analysis->arena, day_of(moment), S("/"), today, STR_END);
		return true;
	}
	if (moment && words_before(analysis->folded, moment->span.from, "截至 截止 截止到 截至到 到 至"))
		return false;
	if (!words_in(analysis->folded, setting->clause.from, figure->span.to, "迄今 至今 累计 截至目前 截止目前 目前为止 总计", &end) &&
	    !(slot_kind_of(figure->slot) == SLOT_EVENT && words_in(analysis->folded, setting->clause.from, figure->span.to, "目前 现在 如今", &end)))
		return false;
	if (slot_kind_of(figure->slot) == SLOT_STATE || slot_kind_of(figure->slot) == SLOT_LASTING)
		return true; /* a standing fact has no day */
	if (!date_of_paragraph(setting, figure)) {
		figure->edtf = today;
		figure->date_prov = PROV_DOCUMENT;
	}
	return true;
}

/* A day named behind, with a number of its own, is that number's; and a rate's day stands before it. */
static bool
is_of_next(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;
	struct span sentence = analysis->sentences[setting->sentence].span, clause;

	if (moment->span.from < setting->clause.to)
		return false;
	if (slot_kind_of(setting->slot) == SLOT_RATE || words_before(analysis->folded, moment->span.to, "以来"))
		return true;
	clause = clause_at(analysis->folded, sentence, moment->span.from);
	for (const struct quantity *next = setting->quantity + 1; next < analysis->quantities + analysis->quantity_count && next->span.from < clause.to; next++)
		if (next->span.from >= clause.from)
			return true;
	return false;
}

static bool
is_in_clause(const struct setting *setting, const struct moment *moment)
{
	return moment->span.from >= setting->clause.from && moment->span.to <= setting->clause.to;
}

/* A day that the text cannot know yet, and does not announce. */
static bool
is_unheard(const struct setting *setting, const struct moment *moment)
{
	const struct analysis *analysis = setting->analysis;

	return analysis->published != INT64_MIN && !moment->is_future && moment->first_day != INT64_MIN &&
	       moment->first_day > (analysis->published + analysis->zone_s) / DAY_SECONDS + 1;
}

static bool
can_date(const struct setting *setting, const struct moment *moment)
{
	return has_place_in_time(moment) && !is_compared_with(setting, moment) && !is_age_long(moment) && !is_since_behind(setting, moment) &&
	       !is_of_next(setting, moment) && !is_unheard(setting, moment);
}

/* The nearest that will do: the natural one, or the last before the figure in its sentence. */
static const struct moment *
moment_of(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t at = setting->quantity->span.from;
	const struct moment *moment = moment_for(analysis, at);

	if (!moment || can_date(setting, moment))
		return moment;
	for (size_t i = moment_from(analysis, at); i-- > 0 && analysis->moments[i].span.from >= analysis->sentences[setting->sentence].span.from;)
		if (can_date(setting, &analysis->moments[i]))
			return &analysis->moments[i];
	return NULL;
}

void
date_of(const struct setting *setting, struct figure *figure)
{
	const struct moment *moment = moment_of(setting);
	enum slot_kind kind = slot_kind_of(figure->slot);

	if (kind == SLOT_LASTING)
		return;
	if ((!moment || !is_in_clause(setting, moment)) && date_so_far(setting, moment, figure))
		return;
	if (moment && kind == SLOT_STATE && !is_in_clause(setting, moment) && !str_equal(figure->slot, S("deployed")))
		return;
	if (moment) {
		take_date(figure, moment, is_in_clause(setting, moment) ? PROV_FRAME : PROV_SENTENCE);
		return;
	}
	if (kind == SLOT_STATE || kind == SLOT_OPEN || date_of_last(setting, figure))
		return;
	/* a share, a cost, a rate that is said to be so is of no day that was named before */
	if (kind == SLOT_EVENT || kind == SLOT_GATHERING || word_is_listed("growth decline price revenue profit visitors trade exports imports", figure->slot))
		date_before(setting, figure);
}
