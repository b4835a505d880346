#include "figure/moment.h"

enum { DAY_S = 86400, LEAD_BYTES = 1200, DATELINE_DAYS = 45, SAME_DAYS = 7 };

/* ---- clauses ---- */

enum { CLAUSE_REACH = 150 };

static const struct str clause_marks[] = {
	STR_INIT("，"),
	STR_INIT("。"),
	STR_INIT("；"),
	STR_INIT("！"),
	STR_INIT("？"),
	STR_INIT("："),
	STR_INIT("“"),
	STR_INIT("”"),
	STR_INIT("「"),
	STR_INIT("」"),
	STR_INIT("\n"),
	STR_INIT(", "),
	STR_INIT(". "),
	STR_INIT("; "),
};

/* What they begin with: asked of every byte. */
static const bool may_mark[256] = { [0xef] = true, [0xe3] = true, [0xe2] = true, ['\n'] = true, [','] = true, ['.'] = true, [';'] = true };

static size_t
mark_size(struct str text, size_t at)
{
	char c = text.p[at];

	for (size_t i = 0; i < LENGTH(clause_marks); i++)
		if (str_starts(str_from(text, at), clause_marks[i]))
			return clause_marks[i].n;
	/* 停电,但是: between Han characters without a space */
	if (c == ',' && at + 1 < text.n && (unsigned char)text.p[at + 1] >= 0x80)
		return 1;
	return 0;
}

/* The length of the mark that stands at ${at}; 0. */
static inline size_t
mark_at(struct str text, size_t at)
{
	return may_mark[(unsigned char)text.p[at]] ? mark_size(text, at) : 0;
}

struct span
moment_clause(struct str text, struct span span)
{
	size_t low = span.from > CLAUSE_REACH ? str_rune_start(text, span.from - CLAUSE_REACH) : 0;
	size_t high =
	    str_rune_start(text, span.to + CLAUSE_REACH < text.n ? span.to + CLAUSE_REACH : text.n);

	for (size_t at = span.from; at-- > low;) {
		size_t n = mark_at(text, at);
		if (n && at + n <= span.from)
			low = at + n;
	}
	for (size_t at = span.to; at < high; at++)
		if (mark_at(text, at))
			high = at;
	return (struct span){ (uint32_t)low, (uint32_t)high };
}

/* ---- the day that is counted from ---- */

/* Some 1,900 years on both sides of 1970. */
static const int64_t PUBLISHED_MAX = INT64_C(60000000000);

static int64_t
floor_days(int64_t seconds)
{
	return seconds / DAY_S - (seconds % DAY_S < 0);
}

static struct moment_clock
clock_new(const struct analysis *analysis)
{
	struct moment_clock clock = { 0 };

	/* a day outside the calendar is no day to count from */
	if (analysis->published < -PUBLISHED_MAX || analysis->published > PUBLISHED_MAX)
		return clock;
	clock.published = clock.today = floor_days(analysis->published + analysis->zone_s);
	clock.is_known = true;
	return clock;
}

static bool
is_dateline(const struct analysis *analysis, uint32_t at)
{
	size_t i = sentence_at(analysis, at);

	return i < analysis->sentence_count && analysis->sentences[i].zone == IN_DATELINE;
}

/* The dateline tells of its own day even where the outlet sends the text again weeks later; some
 * days apart, the text may have grown since, and its weekdays are up to publication. */
static void
clock_from_dateline(struct moment_clock *clock, const struct moment_phrase *phrase, int64_t day)
{
	const struct moment_words *words = phrase->has_date ? &phrase->date : &phrase->from;

	if (words->counted || !words_have(words, FIELD_DAY) ||
	    (!clock->is_known && !words_have(words, FIELD_YEAR)))
		return;
	if (clock->is_known &&
	    (day > clock->published + 1 || day < clock->published - DATELINE_DAYS))
		return;
	if (clock->is_known && day == clock->published)
		return;
	/* 21日 without its month, ten days off: a slip of the pen */
	if (clock->is_known && !words_have(words, FIELD_MONTH) && day < clock->published - SAME_DAYS)
		return;
	if (!clock->is_known || day < clock->published - SAME_DAYS)
		clock->published = day;
	clock->is_known = true;
	clock->has_line = true;
	clock->today = day;
}

/* A date in the dateline, or the first weekday with its date, says on which day the article was
 * written. */
static void
clock_set(const struct analysis *analysis, struct moment_clock *clock,
    const struct moment_phrase *phrase, const struct moment *moment)
{
	int64_t day = moment->first_day;

	if (phrase->is_range || day != moment->last_day || moment->is_doubtful ||
	    moment->grain > GRAIN_DAY)
		return;
	if (clock->is_known && phrase->has_date && phrase->from.counted & 1u << FIELD_DAY &&
	    !phrase->from.is_that) {
		/* 今早（17日）: which day today is */
		clock->today = day - phrase->from.value[FIELD_DAY];
		clock->has_line = true;
	} else if (is_dateline(analysis, phrase->span.from))
		clock_from_dateline(clock, phrase, day);
	else if (clock->is_known && phrase->has_date && phrase->span.from < LEAD_BYTES &&
		 !clock->has_line && clock->today == clock->published && day == clock->today - 1)
		clock->today = day;
}

/* ---- the level ---- */

struct moment_list {
	struct moment *items;
	size_t count, capacity;
};

/* By place; a date may be told behind the weekday that stands after it (3月4日周三). */
static void
moment_add(struct arena *arena, struct moment_list *list, const struct moment *moment)
{
	size_t i = list->count;

	if (list->count >= ANALYSIS_ITEMS_MAX)
		return;
	arena_push(arena, list->items, list->count, list->capacity);
	for (; i && list->items[i - 1].span.from > moment->span.from; i--)
		list->items[i] = list->items[i - 1];
	list->items[i] = *moment;
	list->count++;
}

/* Words that are a time only beside another one. */
static bool
is_nothing(const struct moment_phrase *phrase)
{
	return phrase->from.kind == KIND_NOT ||
	       (phrase->from.kind == KIND_LATER && !phrase->from.is_earlier) ||
	       (phrase->from.is_short && !phrase->is_range && !phrase->has_date);
}

static bool
names_day(const struct moment_phrase *phrase)
{
	return phrase->from.kind == KIND_POINT &&
	       (words_have(&phrase->from, FIELD_DAY) || words_have(&phrase->from, FIELD_WEEKDAY));
}

static void
add_phrase(const struct analysis *analysis, struct moment_clock *clock,
    struct moment_phrase *phrase, struct moment_list *list)
{
	struct moment moment;

	if (is_nothing(phrase))
		return;
	if (phrase->from.kind == KIND_LATER) {
		phrase->from.kind = KIND_REF;
		phrase->from.edtf = S("PAST_REF");
	}
	if (!moment_place(analysis, clock, phrase, &moment))
		return;
	clock_set(analysis, clock, phrase, &moment);
	if (moment.is_doubtful && !phrase->is_range) {
		/* both are kept: the day by its name, and the date */
		struct moment_phrase named = { .span = phrase->from.span, .from = phrase->from };
		struct moment other;
		struct moment_clock before = *clock;
		if (moment_place(analysis, clock, &named, &other)) {
			other.is_doubtful = true;
			moment_add(analysis->arena, list, &other);
		}
		*clock = before;
		moment.span = phrase->date.span;
	}
	moment_add(analysis->arena, list, &moment);
	if (phrase->bound == BOUND_BEFORE && names_day(phrase) && !phrase->is_range)
		phrase->inner = phrase->has_date ? phrase->span : phrase->from.span;
	if (!span_is_empty(phrase->inner)) {
		struct moment_phrase inner = *phrase;
		inner.is_behind = phrase->bound == BOUND_SINCE;
		inner.bound = BOUND_NONE;
		inner.span = phrase->inner;
		inner.inner = (struct span){ 0 };
		if (moment_place(analysis, clock, &inner, &moment))
			moment_add(analysis->arena, list, &moment);
	}
}

/* ---- two that follow each other are one stretch as well ---- */

static bool
are_joined(struct str text, const struct moment *a, const struct moment *b)
{
	static const struct str ands[] = { STR_INIT("和"), STR_INIT("与"), STR_INIT("及"),
		STR_INIT("以及"), STR_INIT("、"), STR_INIT(" and ") };
	struct str between = str_slice(text, a->span.to, b->span.from);

	if (b->span.from <= a->span.to || a->first_day > a->last_day ||
	    b->first_day > b->last_day || a->last_day == MOMENT_OPEN_FUTURE ||
	    b->first_day != a->last_day + 1)
		return false;
	for (size_t i = 0; i < LENGTH(ands); i++)
		if (str_equal(between, ands[i]))
			return true;
	return false;
}

static enum moment_grain
end_grain(const struct moment *moment)
{
	return moment->grain == GRAIN_MONTH || moment->grain == GRAIN_YEAR ? moment->grain
									   : GRAIN_DAY;
}

static struct moment
joined(struct arena *arena, const struct moment *a, const struct moment *b)
{
	struct buf text CLEAN(buf_done) = { .max = 96 };
	struct moment both = *a;
	struct moment_stretch stretch = { .first = a->first_day,
		.last = b->last_day,
		.grain = end_grain(a),
		.to_grain = end_grain(b),
		.minute = -1 };

	moment_push_stretch(&text, stretch);
	both.edtf = str_copy(arena, buf_str(&text));
	both.span.to = b->span.to;
	both.last_day = b->last_day;
	both.grain = stretch.grain;
	return both;
}

/* 周三和周四, 2023年12月和2024年1月: the two, and before them both as one. */
static void
moments_join(struct analysis *analysis, const struct moment_list *list)
{
	struct moment_list out = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		const struct moment *moment = &list->items[i];
		if (i + 1 < list->count && are_joined(analysis->folded, moment, moment + 1)) {
			struct moment both = joined(analysis->arena, moment, moment + 1);
			moment_add(analysis->arena, &out, &both);
		}
		moment_add(analysis->arena, &out, moment);
	}
	analysis->moments = out.items;
	analysis->moment_count = out.count;
}

void
moments_read(struct analysis *analysis)
{
	struct moment_clock clock = clock_new(analysis);
	struct moment_word_list words;
	struct moment_list list = { 0 };
	struct moment_phrase phrase;
	size_t i = 0;
	uint32_t done = 0;

	moment_words_find(analysis, &words);
	while (i < words.count) {
		/* 2030年|之前: what was taken already */
		if (words.items[i].span.from < done) {
			i++;
			continue;
		}
		moment_join(analysis, &words, &i, &phrase);
		add_phrase(analysis, &clock, &phrase, &list);
		if (span_is_empty(phrase.inner) || phrase.bound != BOUND_SINCE)
			done = phrase.span.to;
	}
	moments_join(analysis, &list);
}

/* ---- which time something belongs to ---- */

static bool
has_place(const struct moment *moment)
{
	return moment->first_day <= moment->last_day && moment->grain != GRAIN_REF &&
	       moment->grain != GRAIN_DURATION;
}

/* A moment that holds this one whole: 自2022年2月24日…以来 around its date. */
static const struct moment *
widest(const struct analysis *analysis, size_t i, uint32_t from)
{
	const struct moment *moment = &analysis->moments[i];

	for (size_t j = i, steps = 0; j-- && steps < 4 && analysis->moments[j].span.from >= from;
	     steps++)
		if (analysis->moments[j].span.to >= moment->span.to &&
		    has_place(&analysis->moments[j]))
			moment = &analysis->moments[j];
	return moment;
}

static const struct moment *
moment_within(const struct analysis *analysis, uint32_t at, struct span reach)
{
	size_t i = moment_from(analysis, at);

	for (size_t j = i; j-- && analysis->moments[j].span.from >= reach.from;)
		if (has_place(&analysis->moments[j]))
			return widest(analysis, j, reach.from);
	for (; i < analysis->moment_count && analysis->moments[i].span.from < reach.to; i++)
		if (has_place(&analysis->moments[i]))
			return &analysis->moments[i];
	return NULL;
}

const struct moment *
moment_for(const struct analysis *analysis, uint32_t at)
{
	size_t i = sentence_at(analysis, at);
	struct span clause = moment_clause(analysis->text, (struct span){ at, at }), sentence;
	const struct moment *found;

	if (i >= analysis->sentence_count)
		return moment_within(analysis, at, clause);
	/* a clause may begin behind the dateline */
	sentence = analysis->sentences[i].span;
	clause.from = clause.from > sentence.from ? clause.from : sentence.from;
	clause.to = clause.to < sentence.to ? clause.to : sentence.to;
	found = moment_within(analysis, at, clause);
	return found ? found : moment_within(analysis, at, sentence);
}
