/*
 * speech_walk.h: walking over what stands before a verb of saying, word by word.
 */
#ifndef XINSHI_FIGURE_SPEECH_WALK_H
#define XINSHI_FIGURE_SPEECH_WALK_H

#include "figure/speech_parts.h"

struct phrase_walk {
	const struct speech_reading *r;
	struct str text;
	uint32_t at, to;
	size_t cue, atom, mark, moment; /* the next ones */
};

struct phrase_walk speech_walk_in(const struct speech_reading *r, struct span region);
void speech_walk_to(struct phrase_walk *w, uint32_t at);
/* Past one character. */
void speech_walk_step(struct phrase_walk *w);
/* The word, the name that begins here; NULL. */
const struct cue_hit *speech_walk_cue(const struct phrase_walk *w);
const struct atom *speech_walk_atom(const struct phrase_walk *w);
/* Where the quotation or bracket that opens here ends; ${at} where none does. */
uint32_t speech_walk_behind_bracket(const struct phrase_walk *w);
/* Where the time that begins here ends: one that was read, or digits with 日 or 月. */
uint32_t speech_walk_behind_time(const struct phrase_walk *w);
bool speech_walk_pull_blank(struct phrase_walk *w);
/* Past what leads to a phrase; false where the region says something else than who speaks. */
bool speech_walk_pull_lead(struct phrase_walk *w);

#endif
