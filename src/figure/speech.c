#include "figure/speech.h"

#include <stdlib.h>

#include "figure/speech_parts.h"

enum {
	CLAUSE_BYTES = 600, /* how far behind 根据 a speaker is looked for */
	LOOK_BACK = 64,	    /* speeches that may lie within one */
	QUOTE_BYTES = 24,   /* a quotation without its verb is that long at least */
	LATIN_BYTES = 2,    /* of a name in letters behind 据 */
};

/* ---- keeping ---- */

static void
speech_add(struct speech_reading *r, const struct cue_hit *cue, struct phrase who,
    struct span scope, enum speech_mode mode)
{
	struct analysis *a = r->analysis;
	struct phrase full = speech_who(r, who, cue->span.from);

	if (span_is_empty(full.span) || span_is_empty(scope) ||
	    a->speech_count == ANALYSIS_ITEMS_MAX)
		return;
	arena_push(a->arena, a->speeches, a->speech_count, r->speech_capacity);
	a->speeches[a->speech_count++] = (struct speech){
		.scope = scope,
		.cue = cue->span,
		.speaker_span = full.span,
		.speaker = full.name,
		.mode = mode,
		.is_channel = full.is_media,
		.hedge = cue->hedge,
	};
	arena_push(a->arena, r->said, r->said_count, r->said_capacity);
	r->said[r->said_count++] = (struct said){
		.who = full,
		.at = cue->span.from,
		.is_inside = speech_quote_around(r, cue->span.from) != NULL,
		.is_published = cue->kind == CUE_REPORT || cue->kind == CUE_ANNOUNCE ||
				cue->kind == CUE_SHOW || full.paper,
		.is_news = full.is_media ||
			   speech_is_news(span_text(r->analysis->folded, cue->span)) ||
			   str_ends(span_text(r->analysis->folded, full.span), S("》")),
	};
}

/* ---- shapes ---- */

/* “……”X说。 and “……，”X说，“……。” */
static bool
take_quote_first(struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	const struct mark *close = speech_quote_before(r, s);
	struct span scope;

	if (!close || span_is_empty(who.span))
		return false;
	scope.from = r->marks[close->pair].span.from;
	scope.to = speech_scope_end(
	    r, s->behind, s->behind < r->analysis->text.n ? s->behind : s->cue->span.from);
	if (speech_is_last(r, s))
		scope.to = speech_with_next_quote(r, scope.to);
	speech_add(r, s->cue, who, scope, SPEECH_DIRECT);
	return true;
}

/* ……，X称。 */
static bool
take_last(struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	const struct analysis *a = r->analysis;
	size_t i = sentence_at(a, s->cue->span.from);
	struct span scope = { i < a->sentence_count ? a->sentences[i].span.from : 0,
		s->clause.from };

	if (!speech_is_last(r, s))
		return false;
	if (s->lead && s->before)
		scope.to = s->before->span.to;
	if (s->cue->may_end && !span_is_empty(who.span) && s->before &&
	    s->before->kind == MARK_CLAUSE && scope.from < scope.to)
		speech_add(r, s->cue, who, scope, s->lead ? SPEECH_REPORT : SPEECH_INDIRECT);
	return true;
}

/* What is denied, named right behind the verb, is in its clause: 甲否认报告，但股价下跌3%. */
static uint32_t
forward_end(const struct speech_reading *r, const struct speech_stand *s, uint32_t from)
{
	uint32_t end = speech_scope_end(r, from, from);
	size_t i = speech_mark_from(r, from);

	if (s->cue->kind != CUE_DENY || s->sign)
		return end;
	while (i < r->mark_count && r->marks[i].kind > MARK_END && r->marks[i].pair != NO_PAIR &&
	       r->marks[i].pair > i)
		i = r->marks[i].pair + 1;
	return i < r->mark_count && r->marks[i].span.from < end ? r->marks[i].span.from : end;
}

static void
take_forward(struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	uint32_t from = s->cue->has_hearer ? speech_behind_hearer(r, s) : s->behind;
	size_t mark = speech_mark_from(r, from);
	bool is_direct;

	if (mark < r->mark_count && r->marks[mark].span.from == from &&
	    r->marks[mark].kind == MARK_CLAUSE)
		from = speech_past_blanks(r->analysis->text, r->marks[mark++].span.to);
	if (mark < r->mark_count && r->marks[mark].kind == MARK_LINE &&
	    r->marks[mark].span.from == from)
		from = r->marks[mark++].span.to; /* 文章写道：, and the next line */
	is_direct = mark < r->mark_count && r->marks[mark].span.from == from &&
		    r->marks[mark].kind == MARK_OPEN;
	if (from >= r->analysis->text.n)
		return;
	speech_add(r, s->cue, who, (struct span){ from, forward_end(r, s, from) },
	    is_direct					? SPEECH_DIRECT
	    : s->lead && s->lead->kind == CUE_ACCORDING ? SPEECH_REPORT
							: SPEECH_INDIRECT);
}

/* 法新社引述消息报道: where nobody is quoted by name, who quotes. */
static struct phrase
quoter_of(const struct speech_reading *r, const struct speech_stand *s, struct phrase quoted)
{
	if (!s->lead || s->lead->kind != CUE_QUOTE ||
	    !(span_is_empty(quoted.span) || quoted.is_document || quoted.is_thing))
		return quoted;
	return speech_phrase(r, s->front);
}

/* 记者某某某地报道, and no more: who wrote it. */
static bool
is_byline(const struct speech_stand *s, struct phrase who)
{
	bool is_plain = s->cue->kind == CUE_REPORT && s->sign && !s->lead &&
			s->cue->span.to - s->cue->span.from == 6;

	if (is_plain && s->sign->kind == MARK_BRACKET_END)
		return true;
	return is_plain && s->sign->kind != MARK_CLAUSE && s->sign->kind != MARK_OPEN &&
	       !who.is_media && (who.kind == NAME_PERSON || !who.kind);
}

static void
verb_take(struct speech_reading *r, const struct cue_hit *cue)
{
	struct speech_stand s = speech_stand(r, cue);
	struct phrase who;

	if (!speech_is_verb(r, &s))
		return;
	who = quoter_of(r, &s, speech_phrase(r, s.clause));
	if ((s.lead || cue->kind == CUE_SHOW) && span_is_empty(who.span))
		who = speech_paper_at_end(r, s.clause);
	if (span_is_empty(who.span) && (cue->kind == CUE_REPORT || cue->kind == CUE_ANNOUNCE))
		who = speech_own_paper(r, cue);
	if (!speech_can_say(r, &s, who) || (s.lead && span_is_empty(who.span)) ||
	    is_byline(&s, who))
		return;
	if (!s.lead && take_quote_first(r, &s, who))
		return;
	if (!take_last(r, &s, who))
		take_forward(r, &s, who);
}

/* ---- 根据X的数据，…… ---- */

/* What makes a phrase behind 根据 one that says something: a body, people, or a document. */
static bool
can_say(const struct speech_reading *r, struct phrase who, struct span region)
{
	static const struct str words[] = { STR_INIT("估算"), STR_INIT("估计"), STR_INIT("预测"),
		STR_INIT("名单"), STR_INIT("讯息"), STR_INIT("网站"), STR_INIT("新闻"),
		STR_INIT("评估"), STR_INIT("披露"), STR_INIT("公布"), STR_INIT("汇总"),
		STR_INIT("杂志"), STR_INIT("指数"), STR_INIT("情报"), STR_INIT("记载"),
		STR_INIT("名册"), STR_INIT("官网") };
	static const struct str sums[] = { STR_INIT("测算"), STR_INIT("计算"), STR_INIT("推算"),
		STR_INIT("了解") };
	static const struct str closers[] = { STR_INIT("」"), STR_INIT("”"), STR_INIT("》"),
		STR_INIT("』") };
	struct str s = span_text(r->analysis->folded, region),
		   behind = str_slice(r->analysis->text, who.span.to, region.to);

	for (size_t i = 0; i < LENGTH(closers); i++)
		if (str_ends(s, closers[i]))
			s.n -= closers[i].n;
	if (speech_paper(s) || speech_ends_any(s, words, LENGTH(words)))
		return true;
	if (speech_ends_any(s, sums, LENGTH(sums)))
		return who.kind == NAME_ORGANISATION || who.kind == NAME_PERSON;
	if (!behind.n && s.n > LATIN_BYTES && char_is_alpha(s.p[0]) && char_is_alpha(s.p[s.n - 1]))
		return true; /* 据CIPS */
	return who.kind == NAME_ORGANISATION && who.is_exact &&
	       (!behind.n || str_starts(behind, S("（")) || str_starts(behind, S("(")));
}

/* Whether a verb of saying stands in ${region}: 据X报道. */
static bool
has_verb(const struct speech_reading *r, struct span region)
{
	for (size_t i = speech_cue_from(r, region.from);
	     i < r->cue_count && r->cues[i].span.from < region.to; i++)
		if (r->cues[i].kind >= CUE_SAY && r->cues[i].kind <= CUE_TELL &&
		    r->cues[i].span.to == region.to &&
		    !speech_is_noun(r->analysis->folded, &r->cues[i]))
			return true;
	return false;
}

static struct span
clause_behind(const struct speech_reading *r, uint32_t at)
{
	struct span region = { at, (uint32_t)r->analysis->text.n };

	for (size_t i = speech_mark_from(r, at); i < r->mark_count; i++) {
		if ((r->marks[i].kind == MARK_BRACKET || r->marks[i].kind == MARK_TITLE ||
			r->marks[i].kind == MARK_OPEN) &&
		    r->marks[i].pair != NO_PAIR) {
			i = r->marks[i].pair;
			continue;
		}
		region.to = r->marks[i].span.from;
		break;
	}
	return region;
}

static void
according_take(struct speech_reading *r, const struct cue_hit *cue)
{
	struct analysis *a = r->analysis;
	struct span region = clause_behind(r, cue->span.to), scope;
	struct phrase who;

	if (region.to - region.from > CLAUSE_BYTES || has_verb(r, region))
		return;
	who = speech_phrase(r, region);
	if (span_is_empty(who.span) || who.is_thing || speech_is_self(r, who) ||
	    (who.is_document && who.paper == PAPER_DATA) || !can_say(r, who, region))
		return;
	scope = (struct span){ region.to, speech_scope_end(r, region.to, cue->span.from) };
	if (scope.from < a->text.n && scope.to > scope.from)
		speech_add(r, cue, who, scope, SPEECH_REPORT);
}

/* ---- quotations without a verb ---- */

/* A quotation that names nobody goes on with what the last one said, in its paragraph, or the one
 * before where it begins its own. */
static void
quote_alone_take(struct speech_reading *r, const struct mark *open, bool is_first, size_t sorted)
{
	struct analysis before = *r->analysis;
	struct span scope = { open->span.from, r->marks[open->pair].span.to };
	struct cue_hit cue = { .span = { scope.from, scope.from } };
	struct phrase who;

	before.speech_count = sorted;
	if (scope.to - scope.from < QUOTE_BYTES ||
	    speech_at(&before, (struct span){ open->span.to, open->span.to }))
		return;
	who = speech_last(r, scope.from, is_first ? 1 : 0);
	if (!span_is_empty(who.span))
		speech_add(r, &cue, who, scope, SPEECH_DIRECT);
}

/* 某某：“……” at the front of a paragraph, where the tables or the text know the name. */
static bool
take_named_quote(struct speech_reading *r, const struct mark *open, size_t sorted)
{
	const struct mark *colon = open - 1, *line = open - 2;
	struct analysis before = *r->analysis;
	struct cue_hit cue = { .kind = CUE_SAY };
	struct span clause;
	struct phrase who;

	if (open < r->marks + 1 || colon->kind != MARK_CLAUSE ||
	    colon->span.to != open->span.from || r->analysis->text.p[colon->span.to - 1] == ',')
		return false;
	clause = (struct span){ colon == r->marks ? 0 : line->span.to, colon->span.from };
	before.speech_count = sorted;
	if ((colon > r->marks && line->kind != MARK_LINE) ||
	    clause.to - clause.from > CLAUSE_BYTES / 8 || speech_at(&before, open->span))
		return false;
	who = speech_phrase(r, clause);
	if (who.kind != NAME_PERSON || who.span.to != clause.to)
		return false;
	cue.span = colon->span;
	speech_add(r, &cue, who, (struct span){ open->span.from, r->marks[open->pair].span.to },
	    SPEECH_DIRECT);
	return true;
}

/* 某某呼吁抵制：“……”: whatever the verb is, who acts in the sentence speaks. */
static bool
take_colon_quote(struct speech_reading *r, const struct mark *open, size_t sorted)
{
	struct analysis before = *r->analysis;
	const struct mark *colon = open - 1;
	struct cue_hit cue = { .kind = CUE_SAY };
	struct phrase who;
	size_t i, atom;

	if (open == r->marks || colon->kind != MARK_CLAUSE || colon->span.to != open->span.from ||
	    !str_ends(span_text(before.folded, colon->span), S("：")))
		return false;
	before.speech_count = sorted;
	i = sentence_at(&before, colon->span.from);
	if (i >= before.sentence_count || before.sentences[i].in_quote ||
	    speech_at(&before, (struct span){ open->span.to, open->span.to }))
		return false;
	who = speech_subject(r, colon->span.from);
	atom = speech_atom_from(r, who.span.to);
	if (who.span.from < before.sentences[i].span.from || !atom ||
	    r->atoms[atom - 1].span.to != who.span.to ||
	    (who.kind != NAME_PERSON && who.kind != NAME_PEOPLE && !who.is_exact))
		return false;
	cue.span = colon->span;
	speech_add(r, &cue, who, (struct span){ open->span.from, r->marks[open->pair].span.to },
	    SPEECH_DIRECT);
	return true;
}

static void
quotes_alone_take(struct speech_reading *r)
{
	size_t sorted = r->analysis->speech_count;

	for (size_t i = 0; i + 1 < r->mark_count; i++) {
		const struct mark *open = &r->marks[i], *before = i ? open - 1 : NULL;
		bool is_first =
		    !before || (before->kind == MARK_LINE && before->span.to == open->span.from);
		if (open->kind != MARK_OPEN || take_named_quote(r, open, sorted) ||
		    take_colon_quote(r, open, sorted))
			continue;
		if (is_first ||
		    (before->kind == MARK_END &&
			speech_past_blanks(r->analysis->text, before->span.to) == open->span.from))
			quote_alone_take(r, open, is_first, sorted);
	}
}

/* ---- the level ---- */

static int
by_scope(const void *a, const void *b)
{
	const struct speech *x = a, *y = b;

	if (x->scope.from != y->scope.from)
		return x->scope.from < y->scope.from ? -1 : 1;
	if (x->scope.to != y->scope.to)
		return x->scope.to > y->scope.to ? -1 : 1;
	return x->cue.from < y->cue.from ? -1 : x->cue.from > y->cue.from;
}

static void
speeches_sort(struct analysis *a)
{
	if (a->speech_count)
		qsort(a->speeches, a->speech_count, sizeof(*a->speeches), by_scope);
}

/* A medium is a channel only where somebody else speaks within what it says. */
static void
channels_settle(struct analysis *a)
{
	for (size_t i = 0; i < a->speech_count; i++) {
		struct speech *outer = &a->speeches[i];
		bool has_inner = false;
		for (size_t k = i + 1;
		     outer->is_channel && k < a->speech_count && k < i + LOOK_BACK &&
		     a->speeches[k].scope.from < outer->scope.to;
		     k++)
			has_inner = has_inner ||
				    a->speeches[k].speaker_span.from != outer->speaker_span.from;
		outer->is_channel = outer->is_channel && has_inner;
	}
}

/* Within a quotation, by somebody whom we do not know: 上面要求, 情报显示. */
static bool
is_weak(const struct speech_reading *r, const struct speech *speech)
{
	size_t i = speech_atom_from(r, speech->speaker_span.to);
	const struct atom *last = i ? &r->atoms[i - 1] : NULL;

	if (!speech_quote_around(r, speech->cue.from))
		return false;
	return !last || last->span.to != speech->speaker_span.to ||
	       (last->kind != NAME_PERSON && last->kind != NAME_ORGANISATION &&
		   last->kind != NAME_PEOPLE);
}

/* What somebody quotes whom we do not know is said by who is quoted. */
static void
weak_drop(struct speech_reading *r)
{
	struct analysis *a = r->analysis, spoken = *a;
	struct speech *kept = arena_alloc(a->arena, (a->speech_count + 1) * sizeof(*kept));
	size_t n = 0;

	for (size_t i = 0; i < a->speech_count; i++) {
		uint32_t at = a->speeches[i].cue.from;
		const struct speech *outer = speech_at(&spoken, (struct span){ at, at });
		if (!outer || outer->mode != SPEECH_DIRECT || !is_weak(r, &a->speeches[i]))
			kept[n++] = a->speeches[i];
	}
	a->speeches = kept;
	a->speech_count = n;
	r->speech_capacity = n;
}

void
speeches_read(struct analysis *analysis)
{
	struct speech_reading r = { .analysis = analysis };

	speech_marks_read(&r);
	speech_words_read(&r);
	for (size_t i = 0; i < r.cue_count; i++) {
		enum cue_kind kind = r.cues[i].kind;
		if (kind == CUE_ACCORDING)
			according_take(&r, &r.cues[i]);
		else if (kind >= CUE_SAY && kind <= CUE_TELL)
			verb_take(&r, &r.cues[i]);
	}
	speeches_sort(analysis);
	quotes_alone_take(&r);
	speeches_sort(analysis);
	weak_drop(&r);
	channels_settle(analysis);
	speech_carry(&r);
	speeches_sort(analysis);
}
