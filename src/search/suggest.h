/*
 * suggest.h: what else could be asked where nothing was found: without a filter, with fewer words,
 * with a word that the archive has and that is written much like the one asked for.  Each was
 * tried, and finds something.
 */
#ifndef XINSHI_SEARCH_SUGGEST_H
#define XINSHI_SEARCH_SUGGEST_H

#include "search/search.h"

enum suggestion_kind {
	SUGGEST_ANY_SOURCE, /* without the filter */
	SUGGEST_ANY_LANG,
	SUGGEST_ANY_TIME,
	SUGGEST_ANY_TRAIT, /* changed or not, in a story or not */
	SUGGEST_NO_FILTER, /* without all of them */
	SUGGEST_FEWER,	   /* without ${word} */
	SUGGEST_EITHER,	   /* one of the words is enough */
	SUGGEST_CLOSE,	   /* with ${word} in the place of another */
};

struct suggestion {
	enum suggestion_kind kind;
	struct str query; /* as it would be typed; filters of forms are the caller's to leave out,
			     by kind */
	struct str word;
	int64_t count;
	bool count_is_floor;
};

struct suggestions {
	struct suggestion *items;
	size_t count;
};

enum { SUGGESTIONS_MAX = 8, SUGGEST_MS = 120 }; /* no more is tried when so long has passed */

/* For a query and options that found nothing; the best first.  May find none. */
struct err search_suggest(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct suggestions *out);

/* ---- close.c: words that are written alike ---- */

/*
 * How many characters must be changed, put in, left out or swapped with their neighbour to make
 * ${b} of ${a}; anything more than ${most} is ${most} + 1.  At most CLOSE_MAX characters of each
 * are compared.
 */
enum { CLOSE_MAX = 32 };
unsigned word_distance(
    const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, unsigned most);
/* The stretch of ${text} that is most like ${word}: [*from, *to) of its characters, and how far it
 * is; ${most} + 1 where none is within ${most}. */
unsigned word_nearest(const uint32_t *word, size_t count, const uint32_t *text, size_t text_count,
    unsigned most, size_t *from, size_t *to);

#endif
