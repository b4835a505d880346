/*
 * lint_element.h: what is wrong with an element; between lint.c, which walks, and lint_element.c,
 * which judges.
 */
#ifndef XINSHI_READ_LINT_ELEMENT_H
#define XINSHI_READ_LINT_ELEMENT_H

#include "base/map.h"
#include "read/feed_element.h"
#include "read/lint_rows.h"
#include "read/wellformed.h"

enum { LINT_NAME_SIZE = 48, LINT_ID_MAX = 1024, LINT_TEXT_MAX = 64 << 10 };

struct level {
	char name[LINT_NAME_SIZE]; /* as written, with our prefix */
	size_t name_n;
	struct str as;		    /* what lint.tsv calls it as a parent */
	const struct lint_row *row; /* NULL: nothing is said about it */
	enum check check;	    /* of its text */
	size_t at, from;	    /* where it begins; where its text does */
	uint32_t line;
	uint8_t seen[LINT_ROWS]; /* children, by row */
	bool inline_markup, is_known, is_childless;
};

struct lint {
	struct feed_reading *reading;
	struct feed *feed;
	struct xml xml;
	struct level *levels; /* XML_DEPTH_MAX + 1 of them */
	struct buf text;
	struct wellformed *wellformed;
	bool has_items;
	struct map guids;	 /* met so far */
	struct level authorless; /* the first entry without an author; no line: none */
};

/* A fault of the element at ${level}. */
void lint_tell(struct lint *lint, const char *rule, struct str what, const struct level *level);
/* The token at hand of ${lint}->xml. */
void lint_open(struct lint *lint);
void lint_close(struct lint *lint);

#endif
