/*
 * ld.h: JSON-LD, without believing it to be JSON: of real scripts one in a hundred has comments,
 * bare line breaks or a comma too many.
 *
 * A script is read as objects in objects, and of each the strings; lists are looked through.  What
 * does not fit is passed over.
 */
#ifndef XINSHI_TEXT_LD_H
#define XINSHI_TEXT_LD_H

#include "base/arena.h"

enum { LD_DEPTH_MAX = 64, LD_PAIRS_MAX = 20000 };

struct ld_object {
	uint32_t parent; /* index of the object around it; 0: the script */
	struct str key;	 /* under which it stands there; empty: in a list of its own */
	struct str type; /* the first @type */
	bool is_article; /* one of its types is of an article, a posting, a report */
};

struct ld_pair {
	uint32_t object;
	struct str key, value; /* a string's value, escapes decoded; a number or a word as written */
};

struct ld {
	struct ld_object *objects; /* [0]: the script */
	struct ld_pair *pairs;
	size_t object_count, object_capacity, pair_count, pair_capacity;
};

/* Adds what ${script} says; everything lives in ${arena}. */
void ld_read(struct arena *arena, struct str script, struct ld *out);
/* The first object that is an article; 0 without one. */
uint32_t ld_article(const struct ld *ld);
/* The first value of ${key} in ${object}, or of "name", "url" or "@id" in the objects it names there; from *${at} on, which moves
 * behind it.  False where there is none. */
bool ld_value(const struct ld *ld, uint32_t object, struct str key, size_t *at, struct str *out);

#endif
