#include "base/err.h"
#include "base/table.h"
#include "figure/count_parts.h"

/* Numbers in English words: twelve, twenty-five, two hundred thousand; and scales behind
 * digits: 3.5 million. */

static const struct english {
	const char *word;
	unsigned value; /* below 100; or power of ten */
	bool is_scale;
} words[] = {
	{ "billion", 9, true },
	{ "dozen", 12, false },
	{ "eight", 8, false },
	{ "eighteen", 18, false },
	{ "eighty", 80, false },
	{ "eleven", 11, false },
	{ "fifteen", 15, false },
	{ "fifty", 50, false },
	{ "five", 5, false },
	{ "forty", 40, false },
	{ "four", 4, false },
	{ "fourteen", 14, false },
	{ "hundred", 2, true },
	{ "million", 6, true },
	{ "nine", 9, false },
	{ "nineteen", 19, false },
	{ "ninety", 90, false },
	{ "one", 1, false },
	{ "seven", 7, false },
	{ "seventeen", 17, false },
	{ "seventy", 70, false },
	{ "six", 6, false },
	{ "sixteen", 16, false },
	{ "sixty", 60, false },
	{ "ten", 10, false },
	{ "thirteen", 13, false },
	{ "thirty", 30, false },
	{ "thousand", 3, true },
	{ "three", 3, false },
	{ "trillion", 12, true },
	{ "twelve", 12, false },
	{ "twenty", 20, false },
	{ "two", 2, false },
	{ "zero", 0, false },
};
enum { WORD_MAX = 9, DOZEN = 12, ENGLISH_WORDS_MAX = 12 };

/* The word at ${at}, which begins there and is one of ours. */
static const struct english *
word_at(struct str text, size_t at, size_t *to)
{
	char lower[WORD_MAX + 1];
	size_t n = 0;

	while (at + n < text.n && char_is_alpha(text.p[at + n])) {
		if (n == WORD_MAX)
			return NULL;
		lower[n] = char_lower(text.p[at + n]);
		n++;
	}
	*to = at + n;
	return n < 3 ? NULL : TABLE_FIND(words, ((struct str){ lower, n }));
}

/* "-" or a blank, and "and" between. */
static size_t
between(struct str text, size_t at)
{
	size_t next;

	if (at < text.n && text.p[at] == '-')
		return at + 1;
	next = count_after_blank(text, at);
	if (next > at && count_is_at(text, next, S("and ")))
		return next + 4;
	return next > at ? next : 0;
}

struct english_sum {
	struct decimal total, group;
	bool has_group;
	unsigned last; /* what the last word was worth: 20 takes a 5 behind it */
};

static bool
add_scale(struct english_sum *sum, unsigned power)
{
	struct decimal value = sum->has_group ? sum->group : (struct decimal){ 1, 0 };

	if (!decimal_shift(&value, power))
		return false;
	sum->last = 1000;
	if (power == 2) {
		sum->group = value;
		return sum->has_group = true;
	}
	sum->group = (struct decimal){ 0 };
	sum->has_group = false;
	return decimal_add(&sum->total, value);
}

static bool
add_word(struct english_sum *sum, const struct english *word)
{
	if (word->is_scale)
		return add_scale(sum, word->value);
	if (strcmp(word->word, "dozen") == 0) {
		if (sum->has_group && !decimal_multiply(&sum->group, (struct decimal){ DOZEN, 0 }))
			return false;
		if (!sum->has_group)
			sum->group = (struct decimal){ DOZEN, 0 };
		sum->last = 0;
		return sum->has_group = true;
	}
	if (sum->has_group &&
	    !(sum->last >= 20 && word->value < 100 && (sum->last > 99 || word->value < 10)))
		return false;
	sum->last = word->value ? word->value : 1;
	sum->has_group = true;
	return decimal_add(&sum->group, (struct decimal){ word->value, 0 });
}

static bool
close(struct english_sum *sum, size_t from, size_t to, struct numerals *out)
{
	if (!decimal_add(&sum->total, sum->group))
		return false;
	*out = (struct numerals){ .from = from,
		.to = to,
		.whole_from = from,
		.whole_to = to,
		.value = sum->total,
		.min = sum->total,
		.max = sum->total,
		.has_value = true };
	return true;
}

bool
count_english(struct str text, size_t at, struct numerals *out)
{
	struct english_sum sum = { 0 };
	size_t from = at, to = 0, next, end;
	const struct english *word;

	for (unsigned i = 0; i < ENGLISH_WORDS_MAX && (word = word_at(text, at, &end)) != NULL &&
			     add_word(&sum, word);
	     i++) {
		to = end;
		next = between(text, to);
		if (!next)
			break;
		at = next;
	}
	return to && close(&sum, from, to, out);
}

/* 2.5bn, 3trn: right behind the digits, and no more letters. */
static bool
attached_scale(struct str text, struct numerals *n)
{
	static const struct {
		struct str word;
		unsigned power;
	} scales[] = { { STR_INIT("bn"), 9 }, { STR_INIT("trn"), 12 }, { STR_INIT("tn"), 12 },
		{ STR_INIT("mn"), 6 } };

	for (size_t i = 0; i < LENGTH(scales); i++) {
		size_t to = n->to + scales[i].word.n;
		struct decimal value = n->value;
		if (!count_is_at(text, n->to, scales[i].word) ||
		    (to < text.n && (char_is_alpha(text.p[to]) || char_is_digit(text.p[to]))) ||
		    !decimal_shift(&value, scales[i].power))
			continue;
		n->value = n->min = n->max = value;
		n->to = n->whole_to = to;
		return true;
	}
	return false;
}

bool
count_english_scale(struct str text, struct numerals *n)
{
	struct english_sum sum = { .group = n->value, .has_group = true };
	size_t next = between(text, n->to), to;
	const struct english *word = next ? word_at(text, next, &to) : NULL;

	if (n->is_written && !n->has_letter && attached_scale(text, n))
		return true;
	if (!n->is_written || n->has_letter || !word || !(word->is_scale || word->value == DOZEN) ||
	    !add_word(&sum, word) || !close(&sum, n->from, to, n))
		return false;
	return true;
}
