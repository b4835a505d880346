/*
 * terms.h: what an article is about, as weighted terms: what stories are told apart by.
 *
 * A term is a pair of Han, kana or Hangul characters, a word of letters, or a number with what it
 * counts, all folded (text/fold.h), so that traditional and simplified, full and half width are one.
 * Pure; linear in the text.
 */
#ifndef XINSHI_STORY_TERMS_H
#define XINSHI_STORY_TERMS_H

#include "record/article.h"

enum {
	TERMS_MAX = 192,  /* of one article: the headline's, the beginning's, those said again */
	TERM_WEIGHT_MAX = 255,
	TERMS_TEXT_MAX = 24 << 10, /* bytes of the text that are looked at */
};

enum term_place {
	TERM_HEADLINE = 1,
	TERM_LEAD = 2,
	TERM_NUMBER = 4,
	TERM_OPENING = 8, /* of the headline, before a bracket or colon: it may be a column's name */
};

struct story_term {
	uint32_t hash;
	uint8_t weight; /* by place and count; rarity comes later */
	uint8_t places;
};

struct story_terms {
	struct story_term *items; /* ascending by hash, each once */
	size_t count;
};

/* The terms of an article. */
void terms_of(struct arena *arena, struct str headline, struct str text, struct story_terms *out);

/* As bytes, for a row: 6 bytes a term, the format's number first. */
void terms_put(struct buf *out, const struct story_terms *terms);
/* ERR_WIRE where they are none. */
struct err terms_get(struct arena *arena, struct raw bytes, struct story_terms *out);

/* The words behind some hashes, as ${text} writes them, in its order: terms that overlap there are one word, and so is what
 * stands around them in ${other}, too.  Each once; added to ${out}. */
void term_words(
    struct arena *arena, struct str text, const uint32_t *hashes, size_t count, struct str other, struct strs *out);

#endif
