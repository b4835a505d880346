/*
 * markup_library.h: what markup.c asks of each parser, and what they share.  Only for the files
 * markup*.c.
 */
#ifndef XINSHI_READ_MARKUP_LIBRARY_H
#define XINSHI_READ_MARKUP_LIBRARY_H

#include "read/markup.h"

struct building {
	struct doc_builder builder;
	struct notes *notes; /* never NULL */
	struct strs asked;   /* see markup_ask */
};

struct markup_calls {
	void *(*open)(void); /* NULL: the library refused */
	/* Between doc_begin and doc_finish.  ERR_TOO_DEEP: try again, flattened. */
	struct err (*parse)(void *parser, struct str html, struct building *building);
	void (*close)(void *parser);
};

extern const struct markup_calls markup_myhtml, markup_gumbo;

/* An attribute as the library gave it: kept if it is known, within the ceilings.  Copies the
 * value. */
void building_attr(struct building *building, struct str name, struct str value);
/* Copies. */
void building_text(struct building *building, struct str text);
/* An element; ${name} is kept, in lower case, where the tag is TAG_UNKNOWN. */
void building_open(struct building *building, enum tag tag, struct str name);
struct str name_lower(struct arena *arena, struct str name);

#endif
