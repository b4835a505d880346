/*
 * traits.h: what the archive knows of its articles besides their texts, a bit for each: whether one
 * shares a story with others, whether figures were read in it.  Taken up only when a question needs
 * it, and once for each state of the archive.
 */
#ifndef XINSHI_SEARCH_TRAITS_H
#define XINSHI_SEARCH_TRAITS_H

#include "store/sql.h"

enum trait { TRAIT_STORY, TRAIT_FIGURES, TRAIT_MAX };

struct traits {
	uint8_t *bits; /* by article */
	size_t count;
	uint64_t generation;	  /* of the archive, when they were read; 0: not yet */
	int64_t read_ns, cost_ns; /* when that was, and how long it took */
};

/* Inside a read transaction; ${generation}: the archive's, as it is in there. */
struct err traits_take_up(struct traits *traits, struct archive *archive, uint64_t generation);
void traits_done(struct traits *traits);

static inline bool
trait_has(const struct traits *traits, uint32_t article, enum trait trait)
{
	return article < traits->count && (traits->bits[article] >> trait & 1);
}

#endif
