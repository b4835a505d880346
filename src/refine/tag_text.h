/*
 * tag_text.h: a tag of HTML as text, taken apart.  Only for sanitise.c.
 */
#ifndef XINSHI_REFINE_TAG_TEXT_H
#define XINSHI_REFINE_TAG_TEXT_H

#include "base/arena.h"

enum { TAG_ATTRS_MAX = 64 };

struct tag_attr {
	struct str name, value; /* name in lower case, value as written */
};

struct tag_text {
	struct str name;		      /* in lower case */
	struct tag_attr attrs[TAG_ATTRS_MAX]; /* in order of names; the last of a name stays */
	unsigned attr_count;
	bool is_empty; /* "<x/>" */
};

/* The start tag at the front of *${s}, which is taken; false where the text ends before it does. */
bool tag_pull(struct arena *arena, struct str *s, struct tag_text *out);
/* The name at the front of *${s}, in lower case; empty where there is none. */
struct str tag_pull_name(struct arena *arena, struct str *s);
void tag_set(struct tag_text *tag, struct str name, struct str value);
/* p NULL where there is none. */
struct str tag_value(const struct tag_text *tag, struct str name);
struct str tag_lower(struct arena *arena, struct str s);
bool tag_is_name_char(char c);

#endif
