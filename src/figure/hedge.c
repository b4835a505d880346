#include "figure/hedge_parts.h"
#include "figure/speech.h"

enum {
	HEDGES_MAX = ANALYSIS_ITEMS_MAX,
	DENIAL_BYTES = 45, /* between 无法 and 核实 */
	OBJECT_BYTES = 30, /* behind 核实: the words that say what of */
	WORDS_MAX = 64,	   /* of one sentence that are looked at */
};

struct hedge_reading {
	struct analysis *analysis;
	struct hedge_word *words; /* by place, none within another */
	size_t count, capacity;
};

/* ---- the words ---- */

static enum hedge
hedge_of(struct str id)
{
	for (int i = HEDGE_NONE + 1; i < HEDGE_MAX; i++)
		if (str_equal(id, str_from_c(hedge_name((enum hedge)i))))
			return (enum hedge)i;
	return HEDGE_NONE;
}

static enum hedge_place
place_of(struct str args)
{
	static const struct {
		struct str word;
		enum hedge_place place;
	} places[] = {
		{ STR_INIT("both"), PLACE_BOTH },
		{ STR_INIT("plan"), PLACE_PLAN },
		{ STR_INIT("verify"), PLACE_VERIFY },
		{ STR_INIT("free"), PLACE_FREE },
		{ STR_INIT("alone"), PLACE_ALONE },
		{ STR_INIT("word"), PLACE_WORD },
	};

	for (size_t i = 0; i < LENGTH(places); i++)
		if (str_equal(places[i].word, args))
			return places[i].place;
	return PLACE_BEFORE;
}

/* 将 before what is moved by the verb: 将乌克兰…, 将3人…. */
static bool
moves_object(const struct analysis *a, const struct match *m)
{
	static const enum lexicon things[] = { LEX_PLACE, LEX_ORGANISATION, LEX_PERSON,
		LEX_WEAPON };
	struct str rest = str_from(a->folded, m->span.to);

	if (!str_equal(m->lexeme->form, S("将")))
		return false;
	if ((rest.n && char_is_digit(rest.p[0])) || str_starts(rest, S("「")) ||
	    str_starts(rest, S("“")) || str_starts(rest, S("《")))
		return true;
	for (size_t i = 0; i < LENGTH(things); i++)
		if (match_at(&a->matches, things[i], m->span.to))
			return true;
	return false;
}

static void
words_read(struct hedge_reading *r)
{
	const struct analysis *a = r->analysis;
	const struct match *m;
	uint32_t to = 0;

	for (size_t i = 0;
	     r->count < HEDGES_MAX && (m = match_next(&a->matches, LEX_HEDGE, &i)) != NULL;) {
		struct hedge_word word = { .span = m->span,
			.hedge = hedge_of(m->lexeme->id),
			.place = place_of(m->lexeme->args) };
		if (m->span.from < to)
			continue;
		to = m->span.to;
		if (str_equal(m->lexeme->id, S("denial")))
			word.place = PLACE_DENIAL;
		else if (!word.hedge || moves_object(a, m))
			continue;
		arena_push(a->arena, r->words, r->count, r->capacity);
		r->words[r->count++] = word;
	}
}

static size_t
word_from(const struct hedge_reading *r, uint32_t at)
{
	size_t from = 0, to = r->count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (r->words[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* ---- within the sentence ---- */

/* Where the words begin that belong to the figure: its sentence, or what the innermost speaker says
 * of it. */
static uint32_t
own_from(const struct analysis *a, const struct figure *f)
{
	const struct speech *speech = speech_at(a, f->span);

	return speech && speech->scope.from > f->sentence.from && speech->scope.from <= f->span.from
		   ? speech->scope.from
		   : f->sentence.from;
}

static void
hedge_set(struct figure *f, enum hedge hedge, struct span span)
{
	f->hedge = hedge;
	f->hedge_span = span;
}

/* The weightiest word of the sentence; the numbers of the enum are their order but for what nobody
 * could verify. */
static void
hedge_by_words(const struct hedge_reading *r, struct figure *f)
{
	const struct analysis *a = r->analysis;
	uint32_t from = own_from(a, f);
	const struct hedge_word *best = NULL;
	size_t i = word_from(r, from);

	for (unsigned n = 0; n < WORDS_MAX && i < r->count && r->words[i].span.to <= f->sentence.to;
	     i++, n++) {
		const struct hedge_word *word = &r->words[i];
		if (!hedge_reaches(a, word, f))
			continue;
		if (!best || best->hedge == HEDGE_PLANNED ||
		    (word->hedge != HEDGE_PLANNED && word->span.to <= f->span.from))
			best = word;
	}
	if (best)
		hedge_set(f, best->hedge, best->span);
}

/* The dead and the injured. */
static bool
is_toll(struct str slot)
{
	return str_equal(slot, S("killed")) || str_equal(slot, S("injured")) ||
	       str_equal(slot, S("killed_or_injured")) || str_equal(slot, S("missing"));
}

/* 认为至少有N人死亡: who counts the dead by belief. */
static bool
is_belief(struct str cue)
{
	static const struct str words[] = { STR_INIT("认为"), STR_INIT("推断"), STR_INIT("怀疑") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(cue, words[i]))
			return true;
	return false;
}

/* N亿美元的救助计划: money that is still to be given. */
static void
hedge_by_bill(const struct analysis *a, struct figure *f)
{
	enum { BILL_BYTES = 45, MONEY = 3 };
	static const struct str words[] = { STR_INIT("计划"), STR_INIT("计画"), STR_INIT("方案"),
		STR_INIT("提案"), STR_INIT("草案") };
	struct str behind = str_slice(a->folded, f->span.to, f->sentence.to);

	if (f->hedge || f->unit.n != MONEY || f->unit.p[0] < 'A' || f->unit.p[0] > 'Z')
		return;
	behind.n = str_rune_start(behind, behind.n < BILL_BYTES ? behind.n : BILL_BYTES);
	for (size_t i = 0; i < LENGTH(words); i++) {
		ptrdiff_t at = str_find(behind, words[i], 0);
		if (at >= 0 && !hedge_has_comma(str_slice(behind, 0, (size_t)at)))
			hedge_set(f, HEDGE_PLANNED,
			    (struct span){ f->span.to + (uint32_t)at,
				f->span.to + (uint32_t)((size_t)at + words[i].n) });
	}
}

/* 估计, 声称: the verb of saying itself. */
static void
hedge_by_cue(const struct analysis *a, struct figure *f)
{
	const struct speech *speech = speech_at(a, f->span);

	if (speech && !speech->hedge && is_toll(f->slot) &&
	    is_belief(span_text(a->folded, speech->cue)))
		hedge_set(f, HEDGE_BELIEVED, speech->cue);
	if (!speech || !speech->hedge || (speech->hedge == HEDGE_PLANNED && hedge_is_harm(f->slot)))
		return;
	if (speech->scope.from <= f->span.from)
		hedge_set(f, speech->hedge, speech->cue);
}

/* 没有……的报告: that none was reported is not that there was none. */
static void
hedge_by_silence(const struct hedge_reading *r, struct figure *f)
{
	size_t i = word_from(r, f->span.from);

	for (unsigned n = 0; n < WORDS_MAX && i < r->count && r->words[i].span.to <= f->sentence.to;
	     i++, n++) {
		struct span between = { f->span.from, r->words[i].span.from };
		if (r->words[i].place == PLACE_WORD &&
		    !hedge_has_comma(span_text(r->analysis->folded, between)))
			hedge_set(f, r->words[i].hedge, r->words[i].span);
	}
}

/* ---- 无法独立核实: back to what was said before ---- */

/* Whether what could not be verified is what somebody said, and not a thing of its own. */
static bool
is_of_claim(struct str behind)
{
	static const struct str objects[] = { STR_INIT("说法"), STR_INIT("报道"), STR_INIT("报导"),
		STR_INIT("报告"), STR_INIT("消息"), STR_INIT("声明"), STR_INIT("数字"),
		STR_INIT("数据"), STR_INIT("指控"), STR_INIT("真实性"), STR_INIT("信息"),
		STR_INIT("言论"), STR_INIT("内容"), STR_INIT("战报"), STR_INIT("主张"),
		STR_INIT("情况"), STR_INIT("影片"), STR_INIT("视频"), STR_INIT("统计") };
	static const struct str signs[] = { STR_INIT("。"), STR_INIT("，"), STR_INIT("；"),
		STR_INIT("\n"), STR_INIT("这"), STR_INIT("该"), STR_INIT("此"), STR_INIT("上述"),
		STR_INIT("有关"), STR_INIT("双方") };
	struct str near = str_slice(
	    behind, 0, str_rune_start(behind, OBJECT_BYTES < behind.n ? OBJECT_BYTES : behind.n));

	for (size_t i = 0; i < LENGTH(signs); i++)
		if (str_starts(behind, signs[i]))
			return true;
	for (size_t i = 0; i < LENGTH(objects); i++)
		if (str_find(near, objects[i], 0) >= 0)
			return true;
	return behind.n == 0;
}

/* Whether the word at ${i} says, with those before it, that nobody could verify. */
static bool
is_unverified(const struct hedge_reading *r, size_t i)
{
	const struct hedge_word *word = &r->words[i];
	bool is_free = false;

	if (word->place == PLACE_ALONE)
		return true;
	if (word->place != PLACE_VERIFY)
		return false;
	while (i-- > 0 && word->span.from - r->words[i].span.to <= DENIAL_BYTES) {
		if (hedge_has_comma(span_text(r->analysis->folded,
			(struct span){ r->words[i].span.to, word->span.from })))
			return false;
		is_free = is_free || r->words[i].place == PLACE_FREE;
		if (r->words[i].place == PLACE_DENIAL)
			return is_free || is_of_claim(str_from(r->analysis->folded, word->span.to));
	}
	return false;
}

static uint32_t
paragraph_at(const struct analysis *a, uint32_t at)
{
	size_t i = sentence_at(a, at);

	return i < a->sentence_count ? a->sentences[i].paragraph : 0;
}

/* 空军 and 乌克兰空军 are one speaker. */
static bool
is_same_speaker(struct str a, struct str b)
{
	return a.n && b.n && (str_ends(a, b) || str_ends(b, a));
}

/* The figures before ${at}: those of its paragraph, and what the same speaker said in the paragraph
 * before it. */
static void
hedge_back(struct analysis *a, uint32_t at, struct span span)
{
	uint32_t here = paragraph_at(a, at);
	struct str speaker = S("");

	for (size_t i = a->figure_count; i-- > 0;) {
		struct figure *f = &a->figures[i];
		uint32_t there = paragraph_at(a, f->span.from);
		if (f->span.from >= at)
			continue;
		if (there + 1 < here)
			return;
		if (!f->speaker.text.n)
			continue;
		if (!speaker.n)
			speaker = f->speaker.text;
		if (there == here || is_same_speaker(speaker, f->speaker.text))
			hedge_set(f, HEDGE_UNVERIFIED, span);
	}
}

void
figures_hedge(struct analysis *analysis)
{
	struct hedge_reading r = { .analysis = analysis };

	words_read(&r);
	for (size_t i = 0; i < analysis->figure_count; i++) {
		struct figure *f = &analysis->figures[i];
		hedge_by_cue(analysis, f);
		hedge_by_words(&r, f);
		hedge_by_bill(analysis, f);
		if (f->zero)
			hedge_by_silence(&r, f);
	}
	for (size_t i = 0; i < r.count; i++)
		if (is_unverified(&r, i))
			hedge_back(analysis, r.words[i].span.from, r.words[i].span);
}
