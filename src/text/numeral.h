/*
 * numeral.h: digits and numerals to one exact sum: for number.c.
 */
#ifndef XINSHI_TEXT_NUMERAL_H
#define XINSHI_TEXT_NUMERAL_H

#include "text/decimal.h"

enum numeral_kind { NUMERAL_DIGIT, NUMERAL_UNIT, NUMERAL_SCALE, NUMERAL_WORD };

struct numeral {
	const char *text;
	enum numeral_kind kind;
	unsigned value;
};

/* The numeral that ${s} begins with, and what is left behind it; NULL if there is none. */
const struct numeral *numeral_at(struct str s, struct str *rest);

/* A number in the making: 三億五千萬 is total 3e8, section 5000, then the scale 萬. */
struct sum {
	struct decimal total, section, pending;
	bool is_begun, has_pending, has_section;
	bool is_written;	   /* pending came from digits, not from numerals */
	unsigned numerals, digits; /* characters so far that are numerals; of them digits */
	unsigned last_power; /* of the unit or scale just before pending; 0 after 零 and at the
				beginning */
};

/* Takes digits and numerals from the front of *${s} as long as they make one number. */
void numeral_pull_sum(struct str *s, struct sum *out);
/* Everything added up in ->total; false where it is too long. */
bool numeral_close_sum(struct sum *sum);

/* ${s} behind one blank, if it begins with one. */
struct str numeral_after_blank(struct str s);

#endif
