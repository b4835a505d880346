#include "figure/speech_parts.h"

static const struct {
	struct str id;
	enum cue_kind kind;
} kinds[] = {
	{ STR_INIT("not"), CUE_NOT },
	{ STR_INIT("border"), CUE_BORDER },
	{ STR_INIT("join"), CUE_JOIN },
	{ STR_INIT("lead"), CUE_LEAD },
	{ STR_INIT("say"), CUE_SAY },
	{ STR_INIT("write"), CUE_WRITE },
	{ STR_INIT("report"), CUE_REPORT },
	{ STR_INIT("announce"), CUE_ANNOUNCE },
	{ STR_INIT("confirm"), CUE_CONFIRM },
	{ STR_INIT("claim"), CUE_CLAIM },
	{ STR_INIT("deny"), CUE_DENY },
	{ STR_INIT("warn"), CUE_WARN },
	{ STR_INIT("estimate"), CUE_ESTIMATE },
	{ STR_INIT("think"), CUE_THINK },
	{ STR_INIT("show"), CUE_SHOW },
	{ STR_INIT("tell"), CUE_TELL },
	{ STR_INIT("quote"), CUE_QUOTE },
	{ STR_INIT("according"), CUE_ACCORDING },
};

static enum cue_kind
kind_of(struct str id)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_equal(kinds[i].id, id))
			return kinds[i].kind;
	return CUE_NOT;
}

static enum hedge
hedge_from_name(struct str name)
{
	for (int i = HEDGE_NONE + 1; name.n && i < HEDGE_MAX; i++)
		if (str_equal(name, str_from_c(hedge_name((enum hedge)i))))
			return (enum hedge)i;
	return HEDGE_NONE;
}

/* One word of a row's arguments. */
static void
cue_argument(struct cue_hit *cue, struct str word)
{
	static const struct str hedge = STR_INIT("hedge=");

	if (str_starts(word, hedge))
		cue->hedge = hedge_from_name(str_from(word, hedge.n));
	cue->wants_sign = cue->wants_sign || str_equal(word, S("sign"));
	cue->wants_body = cue->wants_body || str_equal(word, S("body"));
	cue->wants_lead = cue->wants_lead || str_equal(word, S("led"));
	cue->may_end = cue->may_end || str_equal(word, S("final"));
	cue->is_adverb = cue->is_adverb || str_equal(word, S("adv"));
	cue->is_not = cue->is_not || str_equal(word, S("neg"));
	cue->has_hearer = cue->has_hearer || str_equal(word, S("to"));
}

const struct cue_hit *
cue_row_new(struct arena *arena, const struct lexeme *lexeme)
{
	struct cue_hit *cue = arena_new(arena, struct cue_hit);

	cue->kind = kind_of(lexeme->id);
	for (uint32_t i = 0; i < lexeme->word_count; i++)
		cue_argument(cue, lexeme->words[i].whole);
	return cue;
}

static void
cue_add(struct speech_reading *r, const struct match *m)
{
	arena_push(r->analysis->arena, r->cues, r->cue_count, r->cue_capacity);
	r->cues[r->cue_count] = *m->lexeme->cue;
	r->cues[r->cue_count++].span = m->span;
}

/* Of two that overlap the longer stays, so that a title's 国防部 is within 国防部长. */
static void
atom_add(struct speech_reading *r, struct atom atom)
{
	struct atom *last = r->atom_count ? &r->atoms[r->atom_count - 1] : NULL;

	if (span_is_empty(atom.span))
		return;
	if (last && atom.span.from < last->span.to) {
		if (atom.span.to <= last->span.to)
			return;
		if (atom.span.to - atom.span.from <= last->span.to - last->span.from)
			return;
		*last = atom;
		return;
	}
	arena_push(r->analysis->arena, r->atoms, r->atom_count, r->atom_capacity);
	r->atoms[r->atom_count++] = atom;
}

/* Which tables have things that are one, and what they are. */
static const struct {
	bool is_atom;
	enum name_kind kind;
} atom_kinds[LEX_MAX] = {
	[LEX_PEOPLE] = { true, NAME_PEOPLE },
	[LEX_ORGANISATION] = { true, NAME_ORGANISATION },
	[LEX_PLACE] = { true, NAME_PLACE },
	[LEX_PERSON] = { true, NAME_PERSON },
	[LEX_TITLE] = { true, 0 },
};

static bool
is_atom(const struct match *m)
{
	if (!atom_kinds[m->lexicon].is_atom)
		return false;
	/* 中 美 法: as often part of another word */
	return m->span.to - m->span.from > 3 || m->lexicon == LEX_PEOPLE;
}

static struct atom
atom_of_name(const struct analysis *a, size_t i)
{
	const struct name *name = &a->names[i];

	return (struct atom){ .span = name->span, .kind = name->kind, .name = (uint32_t)i };
}

static void
cues_read(struct speech_reading *r)
{
	const struct match *m;
	uint32_t to = 0;

	for (size_t i = 0; (m = match_next(&r->analysis->matches, LEX_CUE, &i)) != NULL;)
		if (m->span.from >= to) {
			cue_add(r, m);
			to = m->span.to;
		}
}

/* All words and names, by place; a name goes before a word at the same place. */
static void
atoms_read(struct speech_reading *r)
{
	const struct analysis *a = r->analysis;
	size_t n = 0;

	for (size_t i = 0; i < a->matches.count; i++) {
		const struct match *m = &a->matches.items[i];
		if (!is_atom(m))
			continue;
		for (; n < a->name_count && a->names[n].span.from <= m->span.from; n++)
			atom_add(r, atom_of_name(a, n));
		atom_add(r, (struct atom){ m->span, atom_kinds[m->lexicon].kind, UINT32_MAX });
	}
	for (; n < a->name_count; n++)
		atom_add(r, atom_of_name(a, n));
}

void
speech_words_read(struct speech_reading *r)
{
	cues_read(r);
	atoms_read(r);
}

size_t
speech_cue_from(const struct speech_reading *r, uint32_t at)
{
	size_t from = 0, to = r->cue_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (r->cues[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

size_t
speech_atom_from(const struct speech_reading *r, uint32_t at)
{
	size_t from = 0, to = r->atom_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (r->atoms[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool
speech_is_medium(const struct speech_reading *r, const struct atom *atom)
{
	const struct match *m;

	if (atom->kind != NAME_ORGANISATION)
		return false;
	m = match_at(&r->analysis->matches, LEX_ORGANISATION, atom->span.from);
	return m && m->span.to == atom->span.to &&
	       str_equal(lexeme_arg(m->lexeme, S("kind")), S("media"));
}

bool
speech_is_any(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

bool
speech_starts_any(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(s, words[i]))
			return true;
	return false;
}

bool
speech_ends_any(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends(s, words[i]))
			return true;
	return false;
}
