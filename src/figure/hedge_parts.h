/*
 * hedge_parts.h: how far a word of doubt reaches.
 */
#ifndef XINSHI_FIGURE_HEDGE_PARTS_H
#define XINSHI_FIGURE_HEDGE_PARTS_H

#include "figure/analysis.h"

enum hedge_place {
	PLACE_BEFORE,
	PLACE_BOTH,
	PLACE_PLAN,
	PLACE_VERIFY,
	PLACE_FREE,
	PLACE_ALONE,
	PLACE_WORD,
	PLACE_DENIAL
};

struct hedge_word {
	struct span span;
	enum hedge hedge;
	enum hedge_place place;
};

/* A sign that parts two clauses. */
bool hedge_has_comma(struct str s);
/* Harm is told when it is done. */
bool hedge_is_harm(struct str slot);
/* Whether a word casts its doubt on the figure. */
bool hedge_reaches(const struct analysis *a, const struct hedge_word *word, const struct figure *f);

#endif
