/*
 * lint_rows.h: data/lint.tsv and data/lint_attributes.tsv.
 */
#ifndef XINSHI_READ_LINT_ROWS_H
#define XINSHI_READ_LINT_ROWS_H

#include "read/lint_check.h"
#include "read/xml.h"

enum {
	LINT_ROWS = 0
#define ROW(parent, element, min, max, check, as) +1
#include "gen/lint.inc"
#undef ROW
};

struct lint_row {
	struct str parent, element;
	unsigned min, max;
	enum check check;
	const char *as; /* its name as a parent; NULL: that of the element */
};
extern const struct lint_row lint_rows[LINT_ROWS];

/* The row of ${element} in ${parent}; of one that is only written in another case than it has to
 * be, too.  NULL if nothing is said about it. */
const struct lint_row *lint_row_of(struct str parent, struct str element);
/* Whether it is known what may stand in ${parent}. */
bool lint_rows_know(struct str parent);

struct lint_attribute {
	struct str parent, element, name;
	bool required;
	enum check check;
};
/* The rows of ${element} in ${parent}, one after the other: NULL begins, NULL ends. */
const struct lint_attribute *lint_attribute_next(
    const struct lint_attribute *last, struct str parent, struct str element);
/* Its value in the tag at hand; p NULL if it has none. */
struct str lint_attribute_value(const struct xml *xml, const struct lint_attribute *attribute);

#endif
