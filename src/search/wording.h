/*
 * wording.h: in which words one side tells what the other tells too: what stands in many texts of
 * the one and hardly in the other's, and which sentences of one text the other has nothing of.
 * Folded, so that scripts and widths are one. Pure; linear in the texts.
 */
#ifndef XINSHI_SEARCH_WORDING_H
#define XINSHI_SEARCH_WORDING_H

#include "base/arena.h"

struct wording;

enum {
	WORDING_TEXT_MAX = 12 << 10, /* bytes of each text that are looked at */
	WORDING_WORDS = 12,
};

struct wording *wording_open(struct arena *arena);
/* A text of side 0 or 1; must live as long as the wording. */
void wording_add(struct wording *wording, unsigned side, struct str text);

struct worded {
	struct str word; /* as one of the texts writes it */
	unsigned texts;	 /* how many of this side have it */
};
struct worded_list {
	struct worded items[WORDING_WORDS];
	size_t count;
};

/* What marks the side, the most telling first: words of at least ${least} of its texts that are at
 * least four times as frequent there as on the other side. */
void wording_of(struct wording *wording, unsigned side, unsigned least, struct worded_list *out);

/* How much of ${sentence} the texts of the other side have, of 100: by pairs of characters, words
 * and numbers.  100 where nothing in it can be compared. */
unsigned wording_shared(struct wording *wording, unsigned side, struct str sentence);

#endif
