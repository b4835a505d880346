/*
 * decimal.h: exact decimal numbers, as far as sums in news go (38 digits): for number.c.
 */
#ifndef XINSHI_TEXT_DECIMAL_H
#define XINSHI_TEXT_DECIMAL_H

#include "base/str.h"

/* digits * 10^-scale */
struct decimal {
	unsigned __int128 digits;
	unsigned scale;
};

/* Each is false, and leaves *a as it was, where the result has too many digits. */
bool decimal_add(struct decimal *a, struct decimal b);
/* *a * 10^power */
bool decimal_shift(struct decimal *a, unsigned power);
/* *a * 10 + digit */
bool decimal_append(struct decimal *a, unsigned digit);
/* One more digit behind the point. */
bool decimal_append_fraction(struct decimal *a, unsigned digit);
/* Without needless zeros, terminated; out has room for 42 bytes. */
void decimal_write(struct decimal a, char *out);

#endif
