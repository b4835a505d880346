#include "figure/speech_parts.h"

enum {
	CLAUSE_BYTES = 600,    /* how far before its verb a speaker is looked for */
	HEARER_BYTES = 120,    /* behind 告诉 */
	TERM_BYTES = 45,       /* a quotation so short, and without a sign in it, is a word */
	FIRST_TERM_BYTES = 36, /* at the front of its clause */
	JOINED_MAX = 16,       /* sentences that semicolons join */
	MARKS_LOOK = 256,      /* signs that are looked at for one verb */
};

/* ---- signs around a verb ---- */

uint32_t
speech_past_blanks(struct str text, uint32_t at)
{
	while (at < text.n && text.p[at] == ' ')
		at++;
	return at;
}

/* Whether a quotation at the front of its clause is no word: ，or 他 behind it. */
static bool
is_said_behind(struct str behind)
{
	static const struct str signs[] = { STR_INIT("，"), STR_INIT(","), STR_INIT(" "),
		STR_INIT("。"), STR_INIT("他"), STR_INIT("她") };

	return speech_starts_any(behind, signs, LENGTH(signs));
}

/* A quotation that is a word of the sentence: “电报”, not what somebody says. */
static bool
is_term(const struct speech_reading *r, const struct mark *close)
{
	const struct mark *open = &r->marks[close->pair];
	bool is_first = open == r->marks
			    ? open->span.from == 0
			    : open[-1].span.to == open->span.from && open[-1].kind <= MARK_END;

	if (close->span.from - open->span.to > (is_first ? FIRST_TERM_BYTES : TERM_BYTES))
		return false;
	for (const struct mark *m = open + 1; m < close; m++)
		if (m->kind == MARK_CLAUSE || m->kind == MARK_END)
			return false;
	return !is_first || !is_said_behind(str_from(r->analysis->text, close->span.to));
}

/* Index of the mark that the clause with ${at} begins behind; -1: none. */
static ptrdiff_t
mark_before_clause(const struct speech_reading *r, uint32_t at)
{
	ptrdiff_t i = (ptrdiff_t)speech_mark_from(r, at) - 1;

	for (unsigned n = 0; i >= 0 && n < MARKS_LOOK; n++) {
		const struct mark *m = &r->marks[i];
		if (m->kind != MARK_BRACKET_END && m->kind != MARK_TITLE_END &&
		    (m->kind != MARK_CLOSE || !is_term(r, m)))
			return i;
		i = (ptrdiff_t)m->pair - 1;
	}
	return i;
}

/* The last 据 or 援引 in the clause, behind which the speaker stands. */
static const struct cue_hit *
lead_of(const struct speech_reading *r, struct span clause)
{
	for (size_t i = speech_cue_from(r, clause.to);
	     i-- > 0 && r->cues[i].span.from >= clause.from;)
		if ((r->cues[i].kind == CUE_QUOTE || r->cues[i].kind == CUE_ACCORDING) &&
		    !str_starts(str_from(r->analysis->folded, r->cues[i].span.to), S("的")))
			return &r->cues[i];
	return NULL;
}

/* A date line before the sentence is not of its clause. */
static void
sentence_start(const struct analysis *a, struct speech_stand *s)
{
	size_t i = sentence_at(a, s->clause.to);

	if (i >= a->sentence_count || a->sentences[i].span.from <= s->clause.from)
		return;
	s->clause.from = a->sentences[i].span.from;
	s->before = NULL;
}

struct speech_stand
speech_stand(const struct speech_reading *r, const struct cue_hit *cue)
{
	struct speech_stand s = { .cue = cue, .clause = { 0, cue->span.from } };
	ptrdiff_t before = mark_before_clause(r, cue->span.from);
	size_t mark;

	if (before >= 0) {
		s.before = &r->marks[before];
		s.clause.from = s.before->span.to;
	}
	sentence_start(r->analysis, &s);
	if (s.clause.to - s.clause.from > CLAUSE_BYTES)
		s.clause.from =
		    (uint32_t)str_rune_start(r->analysis->text, s.clause.to - CLAUSE_BYTES);
	s.lead = lead_of(r, s.clause);
	if (s.lead)
		s.front = (struct span){ s.clause.from, s.lead->span.from };
	if (s.lead && s.lead->kind == CUE_ACCORDING && !span_is_empty(speech_region(r, s.front)))
		s.lead = NULL; /* X根据Y测算 */
	if (s.lead)
		s.clause.from = s.lead->span.to;
	s.behind = speech_past_blanks(r->analysis->text, cue->span.to);
	mark = speech_mark_from(r, s.behind);
	if (mark < r->mark_count && r->marks[mark].span.from == s.behind)
		s.sign = &r->marks[mark];
	return s;
}

bool
speech_is_last(const struct speech_reading *r, const struct speech_stand *s)
{
	return s->behind >= r->analysis->text.n ||
	       (s->sign && (s->sign->kind == MARK_END || s->sign->kind == MARK_LINE ||
			       s->sign->kind == MARK_CLOSE));
}

/* A quotation that ends right before the clause, or before its comma: “……”，X说。 */
const struct mark *
speech_quote_before(const struct speech_reading *r, const struct speech_stand *s)
{
	const struct mark *close = s->before;

	if (close && close->kind == MARK_CLAUSE && close > r->marks &&
	    close[-1].kind == MARK_CLOSE && close[-1].span.to == close->span.from &&
	    speech_is_last(r, s))
		close--;
	return close && close->kind == MARK_CLOSE ? close : NULL;
}

/* ---- how far what is said goes ---- */

static bool
ends_half(struct str sentence)
{
	sentence = str_trim(sentence);
	return str_ends(sentence, S("；")) || str_ends(sentence, S(";"));
}

/* The end of the sentence with ${at}, and of those that a semicolon joins to it. */
static uint32_t
sentences_end(const struct analysis *a, uint32_t at)
{
	size_t i = sentence_at(a, at);

	if (i >= a->sentence_count)
		return (uint32_t)a->text.n;
	for (unsigned n = 0; n < JOINED_MAX && i + 1 < a->sentence_count &&
			     a->sentences[i + 1].paragraph == a->sentences[i].paragraph &&
			     ends_half(span_text(a->text, a->sentences[i].span));
	     n++)
		i++;
	return a->sentences[i].span.to;
}

/* The sentence's end, and further where a quotation that opens in it goes further. */
uint32_t
speech_scope_end(const struct speech_reading *r, uint32_t from, uint32_t at)
{
	const struct mark *around = speech_quote_around(r, from);
	uint32_t end = sentences_end(r->analysis, at),
		 most = around ? r->marks[around->pair].span.to : UINT32_MAX;
	size_t i = speech_mark_from(r, from);

	for (unsigned n = 0; n < MARKS_LOOK && i < r->mark_count && r->marks[i].span.from < end;
	     i++, n++) {
		const struct mark *close =
		    r->marks[i].kind == MARK_OPEN ? &r->marks[r->marks[i].pair] : NULL;
		if (close && close->span.to > end)
			end = close->kind == MARK_LINE
				  ? close->span.from
				  : sentences_end(r->analysis, close->span.from);
	}
	return end < most ? end : most;
}

/* “……”他说。“……” : the quotation that goes on behind. */
uint32_t
speech_with_next_quote(const struct speech_reading *r, uint32_t end)
{
	uint32_t at = speech_past_blanks(r->analysis->text, end);
	size_t i = speech_mark_from(r, at);

	if (i >= r->mark_count || r->marks[i].span.from != at || r->marks[i].kind != MARK_OPEN)
		return end;
	return r->marks[r->marks[i].pair].span.to;
}

/* Behind the hearer of 告诉X and its sign. */
uint32_t
speech_behind_hearer(const struct speech_reading *r, const struct speech_stand *s)
{
	size_t i = speech_mark_from(r, s->behind);

	if (i < r->mark_count && r->marks[i].span.from - s->behind < HEARER_BYTES &&
	    r->marks[i].kind == MARK_CLAUSE)
		return r->marks[i].span.to;
	return s->behind;
}
