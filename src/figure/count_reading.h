/*
 * count_reading.h: a number being read: its tokens so far, for count_numerals.c, which takes them,
 * and count_judge.c.
 */
#ifndef XINSHI_FIGURE_COUNT_READING_H
#define XINSHI_FIGURE_COUNT_READING_H

#include "figure/count_parts.h"
#include "figure/count_sum.h"

struct reading {
	struct str text;
	size_t at;
	struct count_token tokens[COUNT_TOKENS_MAX];
	size_t count;
	bool is_digits, is_vague, is_more, is_power, is_formal;
	bool is_endless;	/* longer than any number */
	size_t more_to;		/* behind a 多 at the end */
	struct written written; /* the first token, where it is digits */
};

/* What was read, once it has a token; false: no number (百 alone, too many digits). */
bool count_judge(const struct reading *r, struct numerals *out);
/* The letter behind digits: 40k. */
void count_letter(const struct reading *r, struct numerals *out);

#endif
