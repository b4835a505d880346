/*
 * number.h: numbers as people write them, compared by value: 100万 = 一百万 = 1,000,000 = 1 million, ９８９９ = 9,899.
 */
#ifndef XINSHI_TEXT_NUMBER_H
#define XINSHI_TEXT_NUMBER_H

#include "base/str.h"

enum { NUMBER_VALUE_MAX = 48 };

struct number {
	struct str text;		/* as written, with the sign of its currency or per cent */
	char value[NUMBER_VALUE_MAX];	/* in decimal, without needless zeros: "1000000", "0.5" */
	struct str unit;		/* what follows, by its one name (data/units.tsv), where it is known: "USD", "%"; else empty */
};

/*
 * number_pull(s, before, out):
 * Takes one number from the front of *${s}: ASCII and full-width digits with their separators and fraction, Chinese numerals
 * (二〇二一, 一百二十, 三点五, 一万五), both mixed (1.2万, 3亿5千万), the scales and small numbers of English and Russian, a
 * sign of currency before it (US$5) and of per cent behind it (5%, 百分之五).
 * ${before} is the rune before *${s} (0: none): 第 makes a number of what follows.
 * A single Chinese numeral counts only before a counting word or unit (三人, not 三星; 一 only before 人, 死, 岁 and the
 * like, not 一个); so do units alone (百人, not 千万不要).
 * False where none begins here, or it is too long to be an amount (more than 20 digits).
 */
bool number_pull(struct str *s, uint32_t before, struct number *out);

/* Same value and, where both have one, the same unit. */
bool number_equal(const struct number *a, const struct number *b);

#endif
