/*
 * Days that are taken over: of the sentences before, of figures that the same speaker named.
 */
#include "figure/inherit_date.h"

enum {
	ATTRIBUTE_REACH = 12, /* bytes */
	BEGINNING_REACH = 42, /* bytes from the day something began to 以来 */
	TURN_DAYS = 5,
	LASTING_DAYS = 8, /* of a time that goes on to be that of other sentences */
	SENTENCES_BACK = 48,
	LAST_MAX = 8,  /* figures that are looked through */
	OLD_DAYS = 20, /* a day so long ago is its own paragraph's alone */
};

/* 2月1日政变以来, 2月1日爆发迄今: the day that something began. */
static bool
is_beginning(const struct analysis *analysis, const struct moment *moment)
{
	uint32_t end, to = moment->span.to + BEGINNING_REACH;

	return words_in(analysis->folded, moment->span.to,
	    to < analysis->text.n ? to : (uint32_t)analysis->text.n, "以来 迄今 至今 的政变", &end);
}

/* 春节, 元旦: a season rather than the day of an event. */
static bool
is_feast(const struct analysis *analysis, const struct moment *moment)
{
	uint32_t end;

	return words_in(
	    analysis->folded, moment->span.from, moment->span.to, "节 元旦 除夕 新年", &end);
}

/* 2月1日发动政变: a turn of things that is told again in each text of the weeks after it. */
static bool
is_turn(const struct analysis *analysis, const struct moment *moment)
{
	uint32_t end, to = moment->span.to + BEGINNING_REACH;
	int64_t published = date_published(analysis);

	return published != INT64_MIN && moment->first_day < published - TURN_DAYS &&
	       words_in(analysis->folded, moment->span.to,
		   to < analysis->text.n ? to : (uint32_t)analysis->text.n, "政变 夺权 入侵", &end);
}

/* 周末夜间突袭后, …: what went before. */
static bool
is_background(const struct analysis *analysis, const struct moment *moment)
{
	struct span sentence = analysis->sentences[sentence_at(analysis, moment->span.from)].span;
	struct span clause = clause_at(analysis->folded, sentence, moment->span.from);

	return clause.to > moment->span.to && words_before(analysis->folded, clause.to, "后 之前");
}

/* More than on 14 March: a day that is named to hold another against it. */
static bool
is_aside(const struct analysis *analysis, const struct moment *moment)
{
	return words_before(analysis->folded, moment->span.from,
	    "比 较 超过 超过了 打破 打破了 高于 多于 低于 少于 不及");
}

/* A day that what is told after it may be of. */
bool
date_is_lasting(const struct analysis *analysis, const struct moment *moment, bool is_next)
{
	bool is_short =
	    moment->grain <= GRAIN_WEEK && moment->last_day - moment->first_day < LASTING_DAYS;

	return date_has_place(moment) && !moment->is_doubtful &&
	       (is_short || (is_next && moment->grain == GRAIN_MONTH)) &&
	       !is_beginning(analysis, moment) && !date_is_ahead(analysis, moment) &&
	       !is_feast(analysis, moment) && !is_background(analysis, moment) &&
	       !is_turn(analysis, moment) && !is_aside(analysis, moment) &&
	       !words_at(analysis->folded, moment->span.to, "披露 警告 公布 警告说");
}

/* Long ago, when the text was written. */
static bool
is_old(const struct analysis *analysis, int64_t day)
{
	int64_t published = date_published(analysis);

	return published != INT64_MIN && day != INT64_MIN && day < published - OLD_DAYS;
}

/* 首相14日表示，13日发生的地震…: when it was spoken of. */
static bool
is_of_saying(const struct analysis *analysis, const struct moment *moment)
{
	struct span sentence = analysis->sentences[sentence_at(analysis, moment->span.from)].span;
	struct span clause = clause_at(analysis->folded, sentence, moment->span.from);
	uint32_t end;

	return words_in(analysis->folded, moment->span.to, clause.to,
	    "表示 说 称 指出 报道 报导 通报 透露 警告 呼吁 强调 声明 谴责", &end);
}

/* What befell people goes on being told. */
static bool
is_harm(struct str slot)
{
	return word_is_listed(
	    "killed injured killed_or_injured missing displaced evacuated destroyed damaged", slot);
}

/* 去年1月记录的首批病例: a month that only tells which. */
static bool
is_attribute(const struct analysis *analysis, const struct moment *moment)
{
	uint32_t end, to = moment->span.to + ATTRIBUTE_REACH;

	return words_in(analysis->folded, moment->span.to,
	    to < analysis->text.n ? to : (uint32_t)analysis->text.n, "的", &end);
}

/* Of another paragraph: no old day; and no week for what markets and statistics say of a day or a
 * month. */
static bool
can_come(const struct setting *setting, const struct moment *moment, bool is_near)
{
	return is_near ||
	       ((is_harm(setting->slot) || !is_old(setting->analysis, moment->first_day)) &&
		   (moment->grain != GRAIN_WEEK || setting->kind != SLOT_RATE));
}

/* The first moment of the sentence that lasts, rather of what happened than of who spoke of it;
 * NULL. */
static const struct moment *
moment_in(
    const struct setting *setting, const struct sentence *sentence, bool is_next, bool is_near)
{
	const struct analysis *analysis = setting->analysis;
	const struct moment *spoken = NULL;

	if (sentence->zone == IN_CAPTION || sentence->zone == IN_DATELINE)
		return NULL;
	for (size_t i = moment_from(analysis, sentence->span.from);
	     i < analysis->moment_count && analysis->moments[i].span.from < sentence->span.to;
	     i++) {
		const struct moment *moment = &analysis->moments[i];
		if (!date_is_lasting(
			analysis, moment, is_next && !is_attribute(analysis, moment)) ||
		    !can_come(setting, moment, is_near))
			continue;
		if (!is_of_saying(analysis, moment))
			return moment;
		spoken = spoken ? spoken : moment;
	}
	return spoken;
}

/* A day, or days of one month: what may be taken over. */
static bool
is_day_text(struct str edtf)
{
	return edtf.n == DAY_SIZE ||
	       (edtf.n == 2 * DAY_SIZE + 1 &&
		   str_equal(str_slice(edtf, 0, 7), str_slice(edtf, DAY_SIZE + 1, DAY_SIZE + 8)));
}

/* The moment that a figure's date was read from; NULL. */
static const struct moment *
moment_of_figure(const struct analysis *analysis, const struct figure *figure)
{
	size_t i = moment_from(analysis, figure->date.from);

	for (; i < analysis->moment_count && analysis->moments[i].span.from == figure->date.from;
	     i++)
		if (analysis->moments[i].span.to == figure->date.to)
			return &analysis->moments[i];
	return NULL;
}

/* More than how long, how far, how old something is. */
static bool
takes_part(const struct figure *figure)
{
	enum slot_kind kind = slot_kind_of(figure->slot);

	return figure->slot.n && kind != SLOT_LASTING && !str_equal(figure->slot, S("duration"));
}

/* A month, a quarter, a year: what statistics go on to be of. */
static bool
is_period(const struct moment *moment)
{
	return moment && (moment->grain == GRAIN_MONTH || moment->grain == GRAIN_YEAR);
}

/* Do statistics go on: of the same thing in the next sentence, or of figures that are no prices,
 * and of no market's day? */
static bool
goes_on(const struct figure *own, const struct figure *before, bool is_near)
{
	static const char prices[] = "price cost market_value";

	if (is_near && own->slot.n && str_equal(own->slot, before->slot))
		return true;
	return slot_kind_of(own->slot) == SLOT_RATE && slot_kind_of(before->slot) == SLOT_RATE &&
	       !word_is_listed(prices, own->slot) && !word_is_listed(prices, before->slot);
}

static bool
can_hand_on(const struct setting *setting, const struct figure *own, const struct figure *before,
    bool is_near)
{
	const struct moment *moment = moment_of_figure(setting->analysis, before);
	bool is_on = goes_on(own, before, is_near) && is_period(moment);

	if (is_passing(before) || !takes_part(before) || !(is_day_text(before->edtf) || is_on))
		return false;
	return !moment ||
	       (!date_is_ahead(setting->analysis, moment) && !is_aside(setting->analysis, moment) &&
		   (is_near || is_on || is_harm(own->slot) ||
		       !is_old(setting->analysis, moment->first_day)));
}

/* The last figure of the sentence whose date another may take over: a day; a year too, from one
 * statistic to the next. */
static const struct figure *
figure_in(
    const struct setting *setting, const struct figure *own, struct span sentence, bool is_near)
{
	for (size_t i = setting->figure_count;
	     i-- > 0 && setting->figures[i].span.from >= sentence.from;)
		if (setting->figures[i].span.from < sentence.to &&
		    can_hand_on(setting, own, &setting->figures[i], is_near))
			return &setting->figures[i];
	return NULL;
}

static void
date_of_sentence(const struct setting *setting, struct figure *figure, size_t i)
{
	const struct analysis *analysis = setting->analysis;
	const struct sentence *sentence = &analysis->sentences[i];
	uint32_t own = analysis->sentences[setting->sentence].paragraph;
	bool is_near = sentence->paragraph == own;
	enum provenance prov = is_near ? PROV_PREVIOUS : PROV_PARAGRAPH;
	const struct figure *before = figure_in(setting, figure, sentence->span, is_near);
	const struct moment *moment =
	    before ? NULL
		   : moment_in(setting, sentence, is_near && i + 1 == setting->sentence, is_near);

	if (before)
		date_copy(figure, before, prov);
	else if (moment)
		date_take(figure, moment, prov);
}

/* Captions and headings stand between paragraphs, and are none. */
static bool
is_paragraph_end(const struct sentence *sentence)
{
	return sentence[0].paragraph != sentence[1].paragraph && sentence[0].zone != IN_CAPTION &&
	       sentence[0].zone != IN_HEADING;
}

void
date_before(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	int back = 0;

	for (size_t i = setting->sentence, n = 0; i-- > 0 && n < SENTENCES_BACK && !figure->edtf.n;
	     n++) {
		back += is_paragraph_end(&analysis->sentences[i]);
		if (back > PARAGRAPHS_BACK)
			return;
		date_of_sentence(setting, figure, i);
	}
}

void
date_meanwhile(const struct setting *setting, struct figure *figure)
{
	if (setting->sentence)
		date_of_sentence(setting, figure, setting->sentence - 1);
}

void
date_of_whole(const struct setting *setting, struct figure *figure)
{
	const struct figure *last =
	    setting->figure_count ? &setting->figures[setting->figure_count - 1] : NULL;

	if (last && last->edtf.n && setting->sentence &&
	    last->span.from >= setting->analysis->sentences[setting->sentence - 1].span.from &&
	    takes_part(last))
		date_copy(figure, last, PROV_PREVIOUS);
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

/* Of a time that is over, and of no other one that it was held against. */
static bool
is_over(const struct analysis *analysis, const struct figure *figure)
{
	const struct moment *moment = moment_of_figure(analysis, figure);
	int64_t published = date_published(analysis);

	return !moment || (!is_aside(analysis, moment) &&
			      (published == INT64_MIN || moment->last_day <= published));
}

/* 2030年前: its words leave it open. */
static bool
is_open(const struct analysis *analysis, const struct figure *figure)
{
	const struct moment *moment = moment_of_figure(analysis, figure);

	return moment && moment->grain == GRAIN_OPEN;
}

bool
date_of_last(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	const struct figure *last = last_figure(setting);
	uint32_t own, there;

	/* from November on: of that time alone */
	if (!last || !last->edtf.n || str_ends(last->edtf, S("/..")))
		return false;
	own = analysis->sentences[setting->sentence].paragraph;
	there = analysis->sentences[sentence_at(analysis, last->span.from)].paragraph;
	/* what statistics say of a year or a quarter they go on to say of it */
	if (there == own && slot_kind_of(figure->slot) == SLOT_RATE &&
	    slot_kind_of(last->slot) == SLOT_RATE && is_over(analysis, last)) {
		date_copy(figure, last, PROV_PREVIOUS);
		return true;
	}
	if (there + 1 < own || !last->speaker.text.n ||
	    !str_equal(last->speaker.text, figure->speaker.text))
		return false;
	date_copy(figure, last, there == own ? PROV_PREVIOUS : PROV_PARAGRAPH);
	/* what is no sum itself is of the day up to which one ran */
	if (str_starts(figure->edtf, S("../")) && !is_open(analysis, last) &&
	    !words_at(analysis->folded, analysis->sentences[setting->sentence].span.from, "另 还有"))
		figure->edtf = str_from(figure->edtf, 3);
	return true;
}

bool
date_of_paragraph(const struct setting *setting, struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	const struct figure *last =
	    setting->figure_count ? &setting->figures[setting->figure_count - 1] : NULL;

	if (!last || last->edtf.n != DAY_SIZE ||
	    analysis->sentences[sentence_at(analysis, last->span.from)].paragraph !=
		analysis->sentences[setting->sentence].paragraph)
		return false;
	date_copy(figure, last, PROV_PREVIOUS);
	return true;
}
