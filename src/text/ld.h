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
	uint32_t pairs, last_pair;   /* its own: index + 1 of the first, of the last; 0: none */
	uint32_t inside, last_inside; /* the objects in it: index of the first, of the last; 0: none */
	uint32_t next;		     /* the next in the same parent; 0: none */
};

struct ld_pair {
	uint32_t object;
	uint32_t next; /* index + 1 of the next of the same object; 0: none */
	struct str key, value; /* a string's value, escapes decoded; a number or a word as written */
};

struct ld {
	struct ld_object *objects; /* [0]: the script */
	struct ld_pair *pairs;
	size_t object_count, object_capacity, pair_count, pair_capacity;
};

/* Adds what ${script} says, also where all of it is escaped (&quot;headline&quot;); everything lives in ${arena}. */
void ld_read(struct arena *arena, struct str script, struct ld *out);
/* The first object that is an article, before those that stand in a list of others; 0 without one. */
uint32_t ld_article(const struct ld *ld);
/* The first that is a page and says when it was published; 0 without one. */
uint32_t ld_dated_page(const struct ld *ld);

/* Where a search for values stands; {0} before the first. */
struct ld_at {
	uint32_t pair, inside; /* looked at last */
	bool in_objects;
};

/*
 * ld_next(ld, object, key, at, out, type):
 * The next value of ${key} in ${object}; where objects stand there, their "name", "url", "contentUrl" or "@id", after all plain
 * values.  An object that says nothing but its "@id" is looked up where else it is described.  *${type} gets the object's type, empty
 * for a plain value.  False after the last.  All values of an object cost a walk over it; a look elsewhere one over the script.
 */
bool ld_next(const struct ld *ld, uint32_t object, struct str key, struct ld_at *at, struct str *out, struct str *type);
/* The first value. */
bool ld_value(const struct ld *ld, uint32_t object, struct str key, struct str *out);

#endif
