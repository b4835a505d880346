/*
 * count_sum.h: the value of a row of digits and numerals: for count_numerals.c.
 */
#ifndef XINSHI_FIGURE_COUNT_SUM_H
#define XINSHI_FIGURE_COUNT_SUM_H

#include "text/decimal.h"

enum { COUNT_TOKENS_MAX = 40 };

struct count_token {
	enum count_token_kind {
		TOKEN_WRITTEN,	/* 1,200 */
		TOKEN_DIGIT,	/* 三; also 几 and 三四: then min and max differ */
		TOKEN_ZERO,	/* 零 between others */
		TOKEN_UNIT,	/* 十 百 千 */
		TOKEN_SCALE,	/* 万 亿 兆 */
		TOKEN_FRACTION, /* 点五 */
		TOKEN_MORE,	/* 多 before a unit */
	} kind;
	struct decimal value, min, max;
	unsigned power; /* of ten */
	size_t from, to;
};

/* Which reading of digits that are not told: 几十. */
enum count_side { SIDE_VALUE, SIDE_MIN, SIDE_MAX };

/* False where it has too many digits. */
bool count_sum(
    const struct count_token *tokens, size_t count, enum count_side side, struct decimal *out);

#endif
