/*
 * yaml.h: values of the part of YAML 1.2 that front matter uses, each on one line.  Only for
 * front_matter.c.
 */
#ifndef XINSHI_READ_YAML_H
#define XINSHI_READ_YAML_H

#include "record/article.h"

struct yaml {
	struct arena *arena;
	struct str whole; /* what offsets are of */
	struct err err;	  /* the first; it sticks */
};

/* Notes ERR_FRONT_MATTER at ${where}, a view into the whole. */
void yaml_refuse(struct yaml *yaml, struct str where, const char *what);
/* Without blanks at both ends. */
struct str yaml_trim(struct str s);
/* One value, plain or quoted, that fills the line; p NULL where it is null. */
struct str yaml_text(struct yaml *yaml, struct str line);
/* [a, "b", 'c'] */
void yaml_flow_list(struct yaml *yaml, struct str line, struct strs *out);
/* What is too much is left out. */
void yaml_list_add(struct yaml *yaml, struct strs *list, struct str item);

#endif
