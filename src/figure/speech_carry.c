#include "figure/speech.h"
#include "figure/speech_parts.h"

/* Sentences that go on with what was published right before them, in their paragraph:
 * 数据显示，…。全年…。 */

enum {
	CARRIED_MAX = 2, /* sentences behind the one with the verb */
	WEEK_DAYS = 7,
};

/* Words at the front of a sentence in which the newsroom goes on by itself. */
static bool
begins_anew(struct str sentence)
{
	static const struct str words[] = { STR_INIT("与此同时"), STR_INIT("此外"),
		STR_INIT("另外"), STR_INIT("另"), STR_INIT("目前"), STR_INIT("此前"),
		STR_INIT("先前"), STR_INIT("早前"), STR_INIT("不过"), STR_INIT("但"),
		STR_INIT("然而"), STR_INIT("而"), STR_INIT("这"), STR_INIT("该"), STR_INIT("近年"),
		STR_INIT("近来"), STR_INIT("近日"), STR_INIT("随后"), STR_INIT("之后"),
		STR_INIT("后来"), STR_INIT("当时"), STR_INIT("同日"), STR_INIT("当天"),
		STR_INIT("（"), STR_INIT("("), STR_INIT("“"), STR_INIT("「"), STR_INIT("他"),
		STR_INIT("她"), STR_INIT("双方"), STR_INIT("也就是"), STR_INIT("然后"),
		STR_INIT("同时"), STR_INIT("因此"), STR_INIT("所以"), STR_INIT("比如"),
		STR_INIT("例如"), STR_INIT("他们"), STR_INIT("图"), STR_INIT("消息一出"),
		STR_INIT("两个数"), STR_INIT("【") };

	return speech_starts_any(str_trim(sentence), words, LENGTH(words));
}

static bool
is_today(const struct analysis *a, const struct moment *m)
{
	enum { DAY_S = 86400 };

	return a->published != INT64_MIN && m->first_day <= (a->published + a->zone_s) / DAY_S &&
	       m->last_day >= (a->published + a->zone_s) / DAY_S;
}

/* A day of its own makes an event of its own, but for the day of writing. */
static bool
has_day(const struct analysis *a, struct span span)
{
	for (size_t i = moment_from(a, span.from);
	     i < a->moment_count && a->moments[i].span.to <= span.to; i++)
		if (a->moments[i].grain <= GRAIN_WEEK && !is_today(a, &a->moments[i]) &&
		    a->moments[i].last_day - a->moments[i].first_day <= WEEK_DAYS)
			return true;
	return false;
}

/* No Han character at its front: English, whose verbs are few. */
static bool
is_latin(struct str text)
{
	enum { FRONT_BYTES = 48 };

	for (size_t i = 0; i < text.n && i < FRONT_BYTES; i++)
		if ((unsigned char)text.p[i] >= 0xe3)
			return false;
	return true;
}

/* Somebody else is spoken of as saying something: 据报道. */
static bool
has_other(const struct speech_reading *r, struct span span)
{
	struct str text = span_text(r->analysis->folded, span);

	for (size_t i = speech_cue_from(r, span.from);
	     i < r->cue_count && r->cues[i].span.to <= span.to; i++)
		if (r->cues[i].kind == CUE_ACCORDING || r->cues[i].kind == CUE_QUOTE)
			return true;
	return str_find(text, S("据报"), 0) >= 0 || is_latin(text);
}

static bool
is_medium(const struct speech_reading *r, struct span span)
{
	for (size_t i = speech_atom_from(r, span.from);
	     i < r->atom_count && r->atoms[i].span.to <= span.to; i++)
		if (speech_is_medium(r, &r->atoms[i]))
			return true;
	return false;
}

/* What is reported, announced and shown goes on; what somebody says ends with the sentence. */
static bool
goes_on(const struct speech_reading *r, const struct speech *speech)
{
	static const enum cue_kind kinds[] = { CUE_REPORT, CUE_ANNOUNCE, CUE_SHOW, CUE_ACCORDING };
	size_t i = speech_cue_from(r, speech->cue.from);

	if (speech->mode == SPEECH_DIRECT || speech->hedge || i >= r->cue_count ||
	    is_medium(r, speech->speaker_span))
		return false;
	for (size_t k = 0; k < LENGTH(kinds); k++)
		if (r->cues[i].kind == kinds[k])
			return true;
	return false;
}

/* Papers and numbers go on by themselves. */
static bool
is_shown(const struct speech_reading *r, const struct speech *speech)
{
	size_t i = speech_cue_from(r, speech->cue.from);

	return i < r->cue_count &&
	       (r->cues[i].kind == CUE_SHOW || r->cues[i].kind == CUE_ACCORDING);
}

/* Its verb is in the sentence, or in one that a semicolon joins to it. */
static bool
is_own(const struct analysis *a, const struct speech *speech, const struct sentence *sentence)
{
	size_t i = sentence_at(a, speech->cue.from);

	return i < a->sentence_count && a->sentences[i].paragraph == sentence->paragraph &&
	       speech->scope.to == sentence->span.to;
}

/* What is said where ${sentence} ends, and goes on behind it; NULL. */
static const struct speech *
going_on(
    const struct speech_reading *r, const struct analysis *spoken, const struct sentence *sentence)
{
	const struct speech *speech =
	    speech_at(spoken, (struct span){ sentence->span.to, sentence->span.to });

	return speech && is_own(spoken, speech, sentence) && goes_on(r, speech) ? speech : NULL;
}

/* Another one acts: 国会批准了…. */
static bool
begins_with_name(const struct speech_reading *r, const struct sentence *sentence)
{
	size_t i = speech_atom_from(r, sentence->span.from);

	return i < r->atom_count && r->atoms[i].kind && r->atoms[i].kind != NAME_WEAPON &&
	       r->atoms[i].span.from == sentence->span.from;
}

static bool
is_carried(const struct speech_reading *r, const struct sentence *sentence)
{
	const struct analysis *a = r->analysis;
	struct str text = span_text(a->folded, sentence->span);

	return (sentence->zone == IN_BODY || sentence->zone == IN_LEAD) && !sentence->in_quote &&
	       !begins_anew(text) && !has_day(a, sentence->span) && !has_other(r, sentence->span) &&
	       str_find(text, S("“"), 0) < 0 && str_find(text, S("「"), 0) < 0;
}

/* Whether sentence ${i} goes on with ${last}, said in the one before it or further on. */
static bool
takes_over(const struct speech_reading *r, const struct analysis *spoken, size_t i,
    const struct speech *last)
{
	const struct sentence *s = &spoken->sentences[i];

	return s[-1].paragraph == s->paragraph && is_carried(r, s) &&
	       (is_shown(r, last) || !begins_with_name(r, s)) &&
	       !speech_at(spoken, (struct span){ s->span.from + 1, s->span.from + 1 });
}

void
speech_carry(struct speech_reading *r)
{
	struct analysis *a = r->analysis, spoken = *a;
	struct speech carried = { 0 };
	unsigned left = 0;

	for (size_t i = 0; i < a->sentence_count && a->speech_count < ANALYSIS_ITEMS_MAX; i++) {
		const struct speech *last;

		if (left && takes_over(r, &spoken, i, &carried)) {
			carried.scope = a->sentences[i].span;
			arena_push(a->arena, a->speeches, a->speech_count, r->speech_capacity);
			a->speeches[a->speech_count++] = carried;
			left--;
			continue;
		}
		last = going_on(r, &spoken, &a->sentences[i]);
		left = last ? CARRIED_MAX : 0;
		if (last)
			carried = *last;
	}
}
