/*
 * decimal.h: exact decimal numbers, as far as sums in news go (38 digits): for number.c.
 */
#ifndef XINSHI_TEXT_DECIMAL_H
#define XINSHI_TEXT_DECIMAL_H

#include "base/str.h"

enum { DECIMAL_SCALE_MAX = 38 };

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
/* a * b */
bool decimal_multiply(struct decimal *a, struct decimal b);
/* *a / b to DECIMAL_QUOTIENT_DIGITS digits that count, rounded; false also where b is 0. */
enum { DECIMAL_QUOTIENT_DIGITS = 15 };
bool decimal_divide(struct decimal *a, struct decimal b);
/* <0, 0, >0 */
int decimal_compare(struct decimal a, struct decimal b);
/* Power of ten of the last digit that is not zero: 1 of 30, -1 of 0.5, 3 of 32000; 0 of 0. */
int decimal_last_place(struct decimal a);
/* What decimal_write wrote (digits, one point); false for anything else. */
bool decimal_read(struct str s, struct decimal *out);
/* Without needless zeros, terminated; out has room for 42 bytes. */
void decimal_write(struct decimal a, char *out);

#endif
