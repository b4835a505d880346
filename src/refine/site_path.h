/*
 * site_path.h: paths to places of a page, as rules of sites write them: the part of XPath 1.0 that
 * rules use, or a short selector (element, #id, .class, [attr=value], " ", ">", ",", and " @attr"
 * at the end for its value).
 *
 * The tree is that of markup.h: html, head and body are no elements of it, so the root answers to
 * all three names; an attribute that data/attributes.tsv does not know is there when it was asked
 * for before the page was parsed.  A path is worked out set by set, not place by place, so that
 * "//" costs as much as the page is long; where a path asks for more, the steps end.
 */
#ifndef XINSHI_REFINE_SITE_PATH_H
#define XINSHI_REFINE_SITE_PATH_H

#include "record/article.h"

enum {
	SITE_PATH_BYTES_MAX = 8192,
	SITE_PATH_PARTS_MAX = 1000, /* of one path */
	SITE_PATH_DEPTH_MAX = 40,
	SITE_PATH_STEPS_MAX =
	    2000000, /* nodes looked at for one path; eight bytes of text count as one */
};

/*
 * site_path_compile(arena, text, out, reason):
 * An XPath begins with "/", "(", "." and a "/", or holds "::" or "("; all else is a selector.
 * Gives:   *${out}, living in ${arena}; untouched on failure.  ${asked}, which may be NULL: the
 * attributes that the tree has to be parsed with (markup_ask). Errors:  ERR_SYNTAX, ERR_TOO_BIG,
 * ERR_TOO_DEEP, at: the byte; *${reason} says it to people, in ${arena}: what function or axis is
 * not known, ...
 */
struct site_path;
struct err site_path_compile(struct arena *arena, struct str text, struct strs *asked,
    const struct site_path **out, struct str *reason);
/* The number of an attribute: that of data/attributes.tsv, else its place in ${asked}, which it is
 * added to; -1 where that is full, or NULL. */
int site_path_attr(struct arena *arena, struct strs *asked, struct str name);
/* The first attribute that the path asks for and that no tree has; empty: none. */
struct str site_path_unseen(const struct site_path *path);

/* A place: an element or text, or one of an element's attributes. */
struct site_place {
	uint32_t node;
	int32_t attr; /* index in node->attrs; -1: the node itself */
};

struct site_places {
	struct site_place *items; /* in document order, each once */
	size_t count, capacity;
};

/* One page; many paths. */
struct site_walk {
	const struct doc *doc;
	struct arena work, inner; /* of the path at hand, of the predicate at hand */
	uint32_t *stamps, stamp;  /* by node: in which step it was met */
	uint64_t steps;		  /* left of SITE_PATH_STEPS_MAX, and of those of the whole file */
	uint64_t left;
	unsigned level;
	bool spent; /* the last path was not worked out to its end */
};

/* ${steps}: of all paths together. */
void site_walk_begin(struct site_walk *walk, const struct doc *doc, uint64_t steps);
void site_walk_done(struct site_walk *walk);
/* Takes ${n} steps of those of all paths for work of the caller's own; false where there are not so
 * many left. */
bool site_walk_afford(struct site_walk *walk, uint64_t n);

/* Each gives false where steps ended before the path; then there is nothing in *${out}.  What is
 * given lives in ${arena}. */
/* The places of a path; of one that is text or a number: none. */
bool site_path_places(struct site_walk *walk, struct arena *arena, const struct site_path *path,
    struct site_places *out);
/* Its text, white space collapsed: of a path to places of the first of them. */
bool site_path_text(
    struct site_walk *walk, struct arena *arena, const struct site_path *path, struct str *out);
/* Whether it holds: a place, text that is not empty, a number that is not 0. */
bool site_path_holds(struct site_walk *walk, const struct site_path *path, bool *out);
/* Whether it is of places, by its form. */
bool site_path_is_places(const struct site_path *path);

#endif
