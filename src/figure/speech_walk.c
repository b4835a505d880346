#include "figure/speech_walk.h"

void
speech_walk_to(struct phrase_walk *w, uint32_t at)
{
	const struct speech_reading *r = w->r;

	w->at = at;
	while (w->cue < r->cue_count && r->cues[w->cue].span.from < at)
		w->cue++;
	while (w->atom < r->atom_count && r->atoms[w->atom].span.from < at)
		w->atom++;
	while (w->mark < r->mark_count && r->marks[w->mark].span.from < at)
		w->mark++;
	while (
	    w->moment < r->analysis->moment_count && r->analysis->moments[w->moment].span.from < at)
		w->moment++;
}

struct phrase_walk
speech_walk_in(const struct speech_reading *r, struct span region)
{
	return (struct phrase_walk){
		.r = r,
		.text = r->analysis->folded,
		.at = region.from,
		.to = region.to,
		.cue = speech_cue_from(r, region.from),
		.atom = speech_atom_from(r, region.from),
		.mark = speech_mark_from(r, region.from),
		.moment = moment_from(r->analysis, region.from),
	};
}

const struct cue_hit *
speech_walk_cue(const struct phrase_walk *w)
{
	const struct cue_hit *cue = w->cue < w->r->cue_count ? &w->r->cues[w->cue] : NULL;

	return cue && cue->span.from == w->at && cue->span.to <= w->to ? cue : NULL;
}

const struct atom *
speech_walk_atom(const struct phrase_walk *w)
{
	const struct atom *atom = w->atom < w->r->atom_count ? &w->r->atoms[w->atom] : NULL;

	const struct cue_hit *cue = speech_walk_cue(w);

	if (!atom || atom->span.from != w->at || atom->span.to > w->to)
		return NULL;
	/* 曾经 is no name, whatever stands before it */
	return cue && cue->span.to >= atom->span.to &&
		       (cue->kind == CUE_BORDER || cue->kind == CUE_LEAD)
		   ? NULL
		   : atom;
}

uint32_t
speech_walk_behind_bracket(const struct phrase_walk *w)
{
	const struct mark *mark = w->mark < w->r->mark_count ? &w->r->marks[w->mark] : NULL;

	if (!mark || mark->span.from != w->at || mark->pair == NO_PAIR)
		return w->at;
	if (mark->kind != MARK_OPEN && mark->kind != MARK_BRACKET && mark->kind != MARK_TITLE)
		return w->at;
	return w->r->marks[mark->pair].span.to <= w->to ? w->r->marks[mark->pair].span.to : w->at;
}

uint32_t
speech_walk_behind_time(const struct phrase_walk *w)
{
	const struct analysis *a = w->r->analysis;
	struct str rest = str_slice(w->text, w->at, w->to);
	bool has_digits = false;

	if (w->moment < a->moment_count && a->moments[w->moment].span.from == w->at &&
	    a->moments[w->moment].span.to <= w->to)
		return a->moments[w->moment].span.to;
	for (; rest.n && char_is_digit(rest.p[0]); has_digits = true)
		rest = str_from(rest, 1);
	if (has_digits &&
	    (pull_str(&rest, S("日")) || pull_str(&rest, S("年")) || pull_str(&rest, S("月"))))
		return w->to - (uint32_t)rest.n;
	return w->at;
}

void
speech_walk_step(struct phrase_walk *w)
{
	unsigned char c = (unsigned char)w->text.p[w->at];

	speech_walk_to(w, w->at + (c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4));
}

bool
speech_walk_pull_blank(struct phrase_walk *w)
{
	const struct str blanks[] = { STR_INIT(" "), STR_INIT("\t"), STR_INIT("\u3000"),
		STR_INIT("\u00a0"), STR_INIT("—"), STR_INIT("-"), STR_INIT("•"), STR_INIT("·"),
		STR_INIT("…"), STR_INIT("、") };
	struct str rest = str_slice(w->text, w->at, w->to);

	for (size_t i = 0; i < LENGTH(blanks); i++)
		if (str_starts(rest, blanks[i])) {
			speech_walk_to(w, w->at + (uint32_t)blanks[i].n);
			return true;
		}
	return false;
}
