/*
 * value.h: values of figures compared and added, exactly: decimals as text, and ranges of them.
 */
#ifndef XINSHI_LEDGER_VALUE_H
#define XINSHI_LEDGER_VALUE_H

#include "record/figure.h"

/* <0, 0, >0 of two decimals (-12, 0.5, 425000000). */
int decimals_order(const char *a, const char *b);

/* How two ranges lie to each other. */
enum ranges_relation {
	RANGES_EQUAL,
	RANGES_APART,	  /* no number is in both */
	RANGES_WITHIN,	  /* the first lies in the second */
	RANGES_AROUND,	  /* the second lies in the first */
	RANGES_OVERLAP,
};
enum ranges_relation ranges_compare(const struct bounds *a, const struct bounds *b);
/* All of ${a} lies above all of ${b}, or both its ends do not lie below those of the other and one lies above: +1; the reverse -1; else 0. */
int ranges_direction(const struct bounds *a, const struct bounds *b);

/* *sum + ${more}, both sides; a side that is open in one of them is open in the sum.  False (and *sum is as it was) where that has too
 * many digits, or a value is negative. */
bool ranges_add(struct bounds *sum, const struct bounds *more);

#endif
