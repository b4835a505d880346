/* site_inside.h: lines of rules, for the files that read them.  Only for site.c and site_import.c.
 */
#ifndef XINSHI_REFINE_SITE_INSIDE_H
#define XINSHI_REFINE_SITE_INSIDE_H

#include "refine/site.h"

struct site_line {
	uint32_t number;
	struct str all, key, argument, value;
	bool has_argument;
};

/* "key: value" or "key(argument): value". */
bool site_line_read(struct str text, struct site_line *out);
/* What it asks for; false where that is not understood, with a remark. */
bool site_line_rule(struct arena *arena, struct strs *asked, const struct site_line *line,
    struct site_rule *out, struct site_remarks *remarks);
bool site_read_yes(struct str value, bool *out);
/* As much of a text as people need to find it. */
struct str site_shown(struct str s);
/* Without a byte order mark. */
struct str site_without_mark(struct str text);

#endif
