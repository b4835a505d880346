/*
 * day_token.h: the numbers and names of months in a text, as dates are made of them.  Only for day*.c.
 */
#ifndef XINSHI_REFINE_DAY_TOKEN_H
#define XINSHI_REFINE_DAY_TOKEN_H

#include "base/str.h"

enum { MONTH_IRAN = 12 }; /* months of Iran's calendar are 13 to 24 */

struct day_token {
	unsigned value;	 /* 0: none */
	unsigned digits; /* 0: the name of a month */
	struct str gap;	 /* between the token before it and this one */
};

/* The next number or month's name in *${s}; what stood before it is its gap.  Years counted from elsewhere (民國113, 令和6) come out
 * as years with four digits.  False at the end. */
bool day_token_pull(struct str *s, struct day_token *out);

#endif
